"""Printers of this PC and the one way to send a paper to them.

On Linux the PDF goes to the queue unrasterised. On Windows, where printers take no
PDF, it goes page by page at 300 dpi in grey, never more than one page in memory.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QMarginsF, QRect
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desktop.domain.errors import Refused
from desktop.ui.printing import cups

DPI = 300


class PrinterTrouble(Refused):
    """The paper was not printed; nothing is lost, it can be printed again."""


@dataclass(frozen=True, slots=True)
class PrintTo:
    """Where a paper goes: printer and tray by their names, empty for the usual ones."""

    printer: str = ""
    tray: str = ""
    copies: int = 1
    both_sides: bool = False


def printers() -> tuple[str, ...]:
    """The printers this PC knows, the usual one first."""
    usual = QPrinterInfo.defaultPrinterName()
    names = QPrinterInfo.availablePrinterNames()
    return tuple(sorted(names, key=lambda name: (name != usual, name)))


_diverted: list[Callable[[bytes, str], None]] = []


def divert(to: Callable[[bytes, str], None]) -> None:
    """Hand every paper to `to` instead of a printer: the tour's printer is a folder."""
    _diverted[:] = [to]


def deliver() -> None:
    """Papers go to the printers again."""
    _diverted.clear()


def diverted() -> bool:
    """Whether papers go to a folder instead of a printer."""
    return bool(_diverted)


def send(pdf: bytes, title: str, to: PrintTo) -> None:
    """Hand a paper to a printer. `title` shows in the queue: no personal data.

    Raises PrinterTrouble with what the clerk can do. May take a while: not on the
    window's thread.
    """
    if _diverted:
        _diverted[0](pdf, title)
        return
    printer = to.printer or QPrinterInfo.defaultPrinterName()
    if not printer:
        raise PrinterTrouble(
            "연결된 프린터가 없습니다. 프린터를 연결한 뒤 다시 인쇄하거나 PDF로 저장해 주십시오."
        )
    if sys.platform == "win32" or not cups.is_there():
        _send_pages(pdf, title, to, printer)
        return
    options = {"media": "A4", "print-scaling": "none"}
    if to.tray:
        # A driver with a description file knows InputSlot, a driverless queue media-source.
        options["InputSlot"] = options["media-source"] = to.tray
    if to.copies > 1:
        options["copies"] = str(to.copies)
    options["sides"] = "two-sided-long-edge" if to.both_sides else "one-sided"
    try:
        cups.print_pdf(printer, title, pdf, options)
    except cups.CupsTrouble as trouble:
        raise PrinterTrouble(
            f"프린터 ‘{printer}’에 보내지 못했습니다. 전원과 연결을 보고 다시 인쇄하거나 "
            "다른 프린터를 골라 주십시오."
        ) from trouble


def _send_pages(pdf: bytes, title: str, to: PrintTo, printer: str) -> None:
    device = QPrinter(QPrinter.PrinterMode.HighResolution)
    device.setPrinterName(printer)
    device.setDocName(title)
    device.setCopyCount(to.copies)
    source = QPrinter.PaperSource.__members__.get(to.tray)
    if source is not None:
        device.setPaperSource(source)
    if to.both_sides:
        device.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    paint_pages(pdf, device, printer)


def paint_pages(pdf: bytes, device: QPrinter, printer: str) -> None:
    """Paint a paper's pages onto a printer that takes pictures only, at their own size."""
    from desktop.printing.picture import pages_to_grey

    device.setResolution(DPI)
    device.setColorMode(QPrinter.ColorMode.GrayScale)
    device.setFullPage(True)
    painter = QPainter()
    for number, picture in enumerate(pages_to_grey(pdf, DPI)):
        lying = picture.width > picture.height
        way = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
        a4 = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), way, QMarginsF())
        device.setPageLayout(a4)
        device.setFullPage(True)
        begun = device.newPage() if number else painter.begin(device)
        if not begun:
            # Else the sheets painted so far would come out as if they were all.
            device.abort()
            raise PrinterTrouble(
                f"프린터 ‘{printer}’에 보내지 못했습니다. 전원과 연결을 보고 다시 인쇄해 주십시오."
            )
        image = QImage(
            picture.pixels,
            picture.width,
            picture.height,
            picture.stride,
            QImage.Format.Format_Grayscale8,
        )
        painter.drawImage(QRect(0, 0, device.width(), device.height()), image)
    painter.end()
