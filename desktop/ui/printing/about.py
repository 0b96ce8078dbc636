"""How the printers of this PC are, in words: ready, at work, stopped, out of paper, gone."""

import sys
from dataclasses import dataclass

from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desktop.ui.printing import cups
from desktop.ui.printing.queue import printers

READY, AT_WORK = "준비됨", "인쇄 중"
_REASONS = (
    ("media-empty", "용지가 없습니다"),
    ("media-needed", "용지가 없습니다"),
    ("media-jam", "용지가 걸렸습니다"),
    ("toner-empty", "토너가 떨어졌습니다"),
    ("marker-supply-empty", "토너가 떨어졌습니다"),
    ("toner-low", "토너가 얼마 남지 않았습니다"),
    ("marker-supply-low", "토너가 얼마 남지 않았습니다"),
    ("door-open", "덮개가 열려 있습니다"),
    ("cover-open", "덮개가 열려 있습니다"),
    ("offline", "꺼져 있거나 연결이 끊겼습니다"),
    ("connecting", "꺼져 있거나 연결이 끊겼습니다"),
    ("timed-out", "꺼져 있거나 연결이 끊겼습니다"),
    ("paused", "멈춰 있습니다"),
)
_TRAYS = {
    "auto": "자동",
    "main": "기본 용지함",
    "top": "위 용지함",
    "upper": "위 용지함",
    "middle": "가운데 용지함",
    "bottom": "아래 용지함",
    "lower": "아래 용지함",
    "manual": "손으로 넣기",
    "by-pass-tray": "손으로 넣기",
    "bypass": "손으로 넣기",
    "envelope": "봉투",
}
_FILES = ("pdf", "xps", "onenote", "fax", "팩스", "image writer")


@dataclass(frozen=True, slots=True)
class PrinterLine:
    """A printer as it is now; `trouble` when a hand is needed. `trays` are (name, words)."""

    name: str
    usual: bool
    state: str
    trouble: bool
    trays: tuple[tuple[str, str], ...] = ()


def printer_lines() -> tuple[PrinterLine, ...]:
    """Every printer with its state; may wait for one that is slow to answer."""
    usual = QPrinterInfo.defaultPrinterName()
    return tuple(_line(name, name == usual) for name in printers())


def leaves_a_file(printer: str) -> bool:
    """Whether a printer of this name makes a file or a fax instead of paper."""
    name = printer.casefold()
    return any(word in name for word in _FILES)


def words_of_tray(name: str) -> str:
    """A paper source in words."""
    known = _TRAYS.get(name.casefold())
    if known:
        return known
    kind, _, number = name.casefold().rpartition("-")
    return f"용지함 {number}" if kind == "tray" and number.isdecimal() else name


def _line(name: str, usual: bool) -> PrinterLine:
    if sys.platform != "win32" and cups.is_there():
        try:
            return _told_by_queue(name, usual, cups.state_of(name))
        except cups.CupsTrouble:
            return PrinterLine(name, usual, "찾을 수 없습니다", trouble=True)
    return _told_by_system(name, usual)


def _told_by_queue(name: str, usual: bool, queue: cups.QueueState) -> PrinterLine:
    trays = tuple((tray, words_of_tray(tray)) for tray in queue.trays)
    for sign, words in _REASONS:
        if any(sign in reason for reason in queue.reasons):
            trouble = queue.stopped or "low" not in sign
            return PrinterLine(name, usual, words, trouble, trays)
    if queue.stopped:
        return PrinterLine(name, usual, "멈춰 있습니다", True, trays)
    if not queue.accepts:
        return PrinterLine(name, usual, "인쇄를 받지 않습니다", True, trays)
    return PrinterLine(name, usual, READY, False, trays)


def _told_by_system(name: str, usual: bool) -> PrinterLine:
    info = QPrinterInfo.printerInfo(name)
    if info.isNull():
        return PrinterLine(name, usual, "찾을 수 없습니다", trouble=True)
    state = info.state()
    trays = tuple(
        (source.name, words_of_tray(source.name))
        for source in (
            QPrinter.PaperSource.Auto,
            QPrinter.PaperSource.Upper,
            QPrinter.PaperSource.Middle,
            QPrinter.PaperSource.Lower,
            QPrinter.PaperSource.Manual,
        )
    )
    if state is QPrinter.PrinterState.Active:
        return PrinterLine(name, usual, AT_WORK, False, trays)
    if state in (QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error):
        return PrinterLine(name, usual, "멈춰 있습니다", True, trays)
    return PrinterLine(name, usual, READY, False, trays)
