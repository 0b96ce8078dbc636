"""What a printer is sent that takes no PDF; no clock is asked."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter

from desktop.printing import picture
from desktop.printing.slip import render_slip
from desktop.ui.printing.queue import DPI, paint_pages
from tests.printing.samples import SLIP, footer

A_PAGE = 400_000
"""Bytes of the queue; at 600 dpi they would be a megabyte and a quarter."""


@pytest.fixture
def slip() -> bytes:
    return render_slip(SLIP, footer())


def on_file(path: Path) -> QPrinter:
    device = QPrinter(QPrinter.PrinterMode.HighResolution)
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    device.setOutputFileName(str(path))
    return device


@pytest.mark.usefixtures("qapp")
def test_a_page_sent_as_a_picture_is_small_in_the_queue(slip: bytes, tmp_path: Path) -> None:
    spooled = tmp_path / "queue.pdf"
    paint_pages(slip, on_file(spooled), "창구 프린터")
    with pypdfium2.PdfDocument(spooled) as document:
        assert len(document) == len(SLIP.copies)
    assert spooled.stat().st_size / len(SLIP.copies) <= A_PAGE


def test_pages_are_made_one_at_a_time_in_one_byte_a_point(slip: bytes) -> None:
    pages = picture.pages_to_grey(slip, DPI)
    first = next(pages)
    assert first.grey
    assert len(first.pixels) == first.stride * first.height <= 9_000_000
