"""Papers of the counter go through a real queue as they are, and none is lost."""

import io

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from desktop.printing.slip import render_slip
from desktop.ui.printing import PrinterTrouble, PrintTo, printers, send
from tests.printing.samples import SLIP, footer

from .conftest import PrivateCups

pytestmark = pytest.mark.print_queue


@pytest.fixture
def pdf() -> bytes:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(595, 842))
    for word in ("기관용", "내담자용", "보관용"):
        canvas.drawString(72, 700, f"26-101-0371 {len(word)}")
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def test_the_pdf_arrives_unrasterised_with_all_its_sheets(
    private_cups: PrivateCups, pdf: bytes
) -> None:
    assert private_cups.name in printers()
    send(pdf, "naeil 26-101-0001018", PrintTo(private_cups.name, "Lower"))
    (paper,) = private_cups.wait_for_papers(1)
    with pypdfium2.PdfDocument(paper) as document:
        assert len(document) == 3
        assert "26-101-0371" in document[0].get_textpage().get_text_range()
    assert "InputSlot=Lower" in paper.with_suffix(".options").read_text(encoding="utf-8")


def test_what_waits_in_the_queue_is_the_paper_itself_and_no_picture_of_it(
    private_cups: PrivateCups,
) -> None:
    slip = render_slip(SLIP, footer())
    private_cups.stop()
    send(slip, "naeil 26-101-0001018", PrintTo(private_cups.name, copies=2))
    assert private_cups.waiting_jobs() == 1
    spooled = private_cups.spooled()
    assert [one.read_bytes() for one in spooled] == [slip]
    assert sum(one.stat().st_size for one in spooled) / len(SLIP.copies) <= 60_000, "a page"
    private_cups.resume()
    assert private_cups.wait_for_papers(1)


def test_a_stopped_printer_keeps_the_paper_until_it_runs(
    private_cups: PrivateCups, pdf: bytes
) -> None:
    private_cups.stop()
    send(pdf, "naeil", PrintTo(private_cups.name))
    assert private_cups.waiting_jobs() == 1
    private_cups.resume()
    assert private_cups.wait_for_papers(1)


def test_an_empty_tray_keeps_the_paper_until_it_is_filled(
    private_cups: PrivateCups, pdf: bytes
) -> None:
    private_cups.run_out_of_paper()
    send(pdf, "naeil", PrintTo(private_cups.name))
    assert not private_cups.papers()
    private_cups.refill()
    assert private_cups.wait_for_papers(1)


def test_a_vanished_printer_is_told_and_nothing_was_sent(
    private_cups: PrivateCups, pdf: bytes
) -> None:
    private_cups.remove()
    try:
        with pytest.raises(PrinterTrouble, match="다시 인쇄"):
            send(pdf, "naeil", PrintTo(private_cups.name))
    finally:
        private_cups.add()


def test_a_printer_that_refuses_is_told(private_cups: PrivateCups, pdf: bytes) -> None:
    private_cups.reject()
    try:
        with pytest.raises(PrinterTrouble, match="보내지 못했습니다"):
            send(pdf, "naeil", PrintTo(private_cups.name))
    finally:
        private_cups.accept()
