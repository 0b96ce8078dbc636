"""Prints at the counter: at once on the remembered printer, after the dialog, or into a file.

A number is issued before the paper is printed, so a printer that is stopped, empty or
gone loses nothing: the paper can be printed again from the record.
"""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QDir, QSaveFile
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import NaeilError, Refused
from desktop.domain.guard import find_identifiers
from desktop.services.papers import PAPERS, ReadyPaper
from desktop.ui.counter import Counter
from desktop.ui.printing import queue
from desktop.ui.printing.chooser import choose_printer
from desktop.ui.printing.into_file import XLSX, ask_where
from desktop.ui.printing.queue import PrintTo

TWO_SIDED = ("consent",)
INTO_FILE = "file"


class CounterPrinter:
    """What every screen prints with; remembers printer and tray for each kind of paper."""

    def __init__(self, counter: Counter, parent: QWidget) -> None:
        self._counter = counter
        self._parent = parent

    def print_now(
        self, ready: ReadyPaper, done: Callable[[], None] | None = None, said: str = ""
    ) -> None:
        """Print at once where this kind of paper is always printed (Ctrl+P).

        A kind that is always kept as a file asks for its place instead.
        """
        desk, account = self._counter.desk, self._counter.account

        def work() -> bool:
            kept = desk.centre.desk_setting(account, setting_of(ready.paper), {})
            if goes_into_file(kept):
                return False
            queue.send(ready.pdf, _title(ready), _where(kept, ready.paper))
            return True

        def tell(printed: bool) -> None:
            if not printed:
                self.save_pdf(ready)
            elif said:
                self._counter.say(said)
            if done is not None:
                done()

        self._counter.jobs.long(work, tell, lambda error: self._tell_trouble(ready, error, done))

    def print_with_dialog(self, ready: ReadyPaper, done: Callable[[], None] | None = None) -> None:
        """Ask the system's dialog for the printer, print, and remember it for this paper.

        Where the clerk asked for a file (Ctrl+Shift+S) the paper goes there instead.
        """
        if self._counter.paper_into_file:
            self.save_pdf(ready)
            if done is not None:
                done()
            return
        self._ask_printer(ready, done)

    def _ask_printer(self, ready: ReadyPaper, done: Callable[[], None] | None = None) -> None:
        def chosen(to: PrintTo) -> None:
            if not to.printer:  # the dialog's own "print to file"
                self.save_pdf(ready)
                return
            self._remember(ready.paper, to.printer)
            sheet = replace(to, both_sides=ready.paper in TWO_SIDED)
            self._counter.jobs.long(
                lambda: queue.send(ready.pdf, _title(ready), sheet),
                lambda _answer: done() if done is not None else None,
                lambda error: self._tell_trouble(ready, error, done),
            )

        choose_printer(self._parent, _title(ready), chosen)

    def _remember(self, paper: str, printer: str) -> None:
        """The printer chosen is the paper's own from now on; its tray stays with the printer."""
        desk, account = self._counter.desk, self._counter.account

        def work() -> None:
            kept = desk.centre.desk_setting(account, setting_of(paper), {})
            tray = kept.get("tray", "") if kept.get("printer") == printer else ""
            desk.centre.set_desk(account, setting_of(paper), {"printer": printer, "tray": tray})

        self._counter.jobs.write(work)

    def save_pdf(self, ready: ReadyPaper, folder: Path | None = None) -> None:
        """Write the paper into a file whose name tells nothing about anybody.

        The name offered is a free one; the dialog asks before it writes over another.
        """
        folder = folder or Path(QDir.homePath())
        start = folder / free_name(folder, ready)
        ask_where(self._parent, start, lambda file: self._write(ready, file))

    def save_sheet(self, ready: ReadyPaper, folder: Path | None = None) -> None:
        """Write a spreadsheet where the clerk says; the ledger has it as a file already."""
        folder = folder or Path(QDir.homePath())
        start = folder / free_name(folder, ready, "xlsx")
        ask_where(self._parent, start, lambda file: self._write_sheet(ready, file), XLSX)

    def _write_sheet(self, ready: ReadyPaper, file: Path) -> None:
        try:
            put_file(ready.pdf, file)
        except Refused as refused:
            self._counter.say(
                str(refused), "warning", "다른 곳에 저장", lambda: self.save_sheet(ready)
            )
            return
        self._counter.say("엑셀 파일로 저장했습니다. 다 쓰시면 지워 주십시오.", "info")

    def _write(self, ready: ReadyPaper, file: Path) -> None:
        try:
            self.write_pdf(ready, file)
        except Refused as refused:
            self._counter.say(
                str(refused), "warning", "다른 곳에 저장", lambda: self.save_pdf(ready)
            )

    def write_pdf(self, ready: ReadyPaper, file: Path) -> None:
        """Write the paper to a file, whole or not at all. Raises Refused."""
        put_file(ready.pdf, file)
        desk, account = self._counter.desk, self._counter.account
        digest = sha256(ready.pdf).hexdigest()
        self._counter.jobs.write(
            lambda: desk.ledgers.went_into_file(account, ready.print_number, file, digest)
        )
        self._counter.say("PDF로 저장했습니다. 다 쓰시면 지워 주십시오.", "info")

    def _tell_trouble(
        self, ready: ReadyPaper, error: NaeilError, done: Callable[[], None] | None
    ) -> None:
        """Nothing is lost: say what to do and offer to print the same sheets once more."""
        self._counter.say(str(error), "danger", "다시 인쇄", lambda: self._ask_printer(ready))
        if done is not None:
            done()


def put_file(content: bytes, file: Path) -> None:
    """Write a file, whole or not at all, under a name that tells no number. Raises Refused."""
    if found := find_identifiers(file.name):
        number = found[0].kind.label
        raise Refused(f"파일 이름에 {number}는 적을 수 없습니다. 다른 이름을 적어 주십시오.")
    out = QSaveFile(str(file))
    if not out.open(QSaveFile.OpenModeFlag.WriteOnly):
        raise Refused("그 자리에 저장할 수 없습니다. 다른 폴더를 골라 주십시오.")
    out.write(content)
    if not out.commit():
        raise Refused("저장하지 못했습니다. 남은 자리를 확인해 주십시오.")


def setting_of(paper: str) -> str:
    """Under which name this desk keeps where a kind of paper goes."""
    return f"printer.{paper}"


def goes_into_file(kept: object) -> bool:
    """Whether this kind of paper is always kept as a file."""
    return isinstance(kept, dict) and kept.get("way") == INTO_FILE


def free_name(folder: Path, ready: ReadyPaper, suffix: str = "pdf") -> str:
    """A name not taken in the folder: the kind of paper and its number, nobody's name."""
    number = ready.number or ready.print_number
    stem = f"{PAPERS.get(ready.paper, '서류')} {number}".strip()
    name, more = f"{stem}.{suffix}", 2
    while (folder / name).exists():
        name, more = f"{stem} ({more}).{suffix}", more + 1
    return name


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
