"""Prints at the counter: at once on the remembered printer, after the dialog, or into a file.

A number is issued before the paper is printed, so a printer that is stopped, empty or
gone loses nothing: the paper can be printed again from the record.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, QSaveFile
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from desktop.domain.errors import NaeilError, Refused
from desktop.services.papers import ReadyPaper
from desktop.ui.counter import Counter
from desktop.ui.printing import queue
from desktop.ui.printing.queue import PrintTo

TWO_SIDED = ("consent",)


class CounterPrinter:
    """What every screen prints with; remembers printer and tray for each kind of paper."""

    def __init__(self, counter: Counter, parent: QWidget) -> None:
        self._counter = counter
        self._parent = parent

    def print_now(
        self, ready: ReadyPaper, done: Callable[[], None] | None = None, said: str = ""
    ) -> None:
        """Print at once where this kind of paper is always printed (Ctrl+P)."""
        desk, account = self._counter.desk, self._counter.account

        def work() -> None:
            kept = desk.centre.desk_setting(account, f"printer.{ready.paper}", {})
            queue.send(ready.pdf, _title(ready), _where(kept, ready.paper))

        def tell(_answer: object) -> None:
            if said:
                self._counter.say(said)
            if done is not None:
                done()

        self._counter.jobs.long(work, tell, lambda error: self._tell_trouble(ready, error, done))

    def print_with_dialog(self, ready: ReadyPaper, done: Callable[[], None] | None = None) -> None:
        """Ask the system's dialog for the printer, print, and remember it for this paper."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(_title(ready))
        dialog = QPrintDialog(printer, self._parent)
        dialog.setWindowTitle("인쇄")

        def chosen() -> None:
            name = printer.printerName()
            if not name:  # the dialog's own "print to file"
                self.save_pdf(ready)
                return
            kept = {"printer": name, "tray": ""}
            desk, account = self._counter.desk, self._counter.account
            self._counter.jobs.write(
                lambda: desk.centre.set_desk(account, f"printer.{ready.paper}", kept)
            )
            to = PrintTo(name, "", printer.copyCount(), ready.paper in TWO_SIDED)
            self._counter.jobs.long(
                lambda: queue.send(ready.pdf, _title(ready), to),
                lambda _answer: done() if done is not None else None,
                lambda error: self._tell_trouble(ready, error, done),
            )

        dialog.accepted.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        # PySide's own open() of this dialog wants a slot; the plain one does not.
        QDialog.open(dialog)

    def save_pdf(self, ready: ReadyPaper, folder: Path | None = None) -> None:
        """Write the paper into a file whose name tells nothing about anybody."""
        name = f"{ready.paper}-{ready.number or ready.print_number}.pdf"
        dialog = QFileDialog(
            self._parent, "PDF로 저장", str(folder or QDir.homePath()), "PDF (*.pdf)"
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda path: self.write_pdf(ready, Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write_pdf(self, ready: ReadyPaper, file: Path) -> None:
        """Write the paper to a file, whole or not at all."""
        out = QSaveFile(str(file))
        if not out.open(QSaveFile.OpenModeFlag.WriteOnly):
            raise Refused("그 자리에 저장할 수 없습니다. 다른 폴더를 골라 주십시오.")
        out.write(ready.pdf)
        if not out.commit():
            raise Refused("저장하지 못했습니다. 남은 자리를 확인해 주십시오.")
        self._counter.say("PDF로 저장했습니다. 다 쓰시면 지워 주십시오.", "info")

    def _tell_trouble(
        self, ready: ReadyPaper, error: NaeilError, done: Callable[[], None] | None
    ) -> None:
        """Nothing is lost: say what to do and offer to print the same sheets once more."""
        self._counter.say(str(error), "warning", "다시 인쇄", lambda: self.print_with_dialog(ready))
        if done is not None:
            done()


def _title(ready: ReadyPaper) -> str:
    """What the queue shows: the print number only."""
    return f"naeil {ready.print_number}"


def _where(kept: object, paper: str) -> PrintTo:
    plain = kept if isinstance(kept, dict) else {}
    return PrintTo(
        str(plain.get("printer", "")),
        str(plain.get("tray", "")),
        both_sides=paper in TWO_SIDED,
    )
