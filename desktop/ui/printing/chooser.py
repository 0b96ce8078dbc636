"""The system's own dialog, asked for a printer without stopping the program."""

from collections.abc import Callable

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from desktop.ui.printing.queue import PrintTo


def choose_printer(parent: QWidget, title: str, chosen: Callable[[PrintTo], None]) -> None:
    """Let a printer be chosen; `chosen` gets an empty name for the dialog's own "to file"."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("인쇄")

    def accepted() -> None:
        into_file = bool(printer.outputFileName())
        chosen(PrintTo("" if into_file else printer.printerName(), "", printer.copyCount()))

    dialog.accepted.connect(accepted)
    dialog.finished.connect(dialog.deleteLater)
    # PySide's own open() of this dialog wants a slot; the plain one does not.
    QDialog.open(dialog)
