"""The tests' own printer behaves as one at a desk, and is not the machine's."""

import io
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinterInfo
from reportlab.pdfgen.canvas import Canvas

from .conftest import PrivateCups, until

pytestmark = pytest.mark.print_queue


@pytest.fixture
def page(tmp_path: Path) -> Path:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(595, 842))
    canvas.drawString(72, 700, "26-101-0371")
    canvas.save()
    path = tmp_path / "page.pdf"
    path.write_bytes(data.getvalue())
    return path


def send(page: Path, *options: str) -> None:
    subprocess.run(["lp", *options, str(page)], check=True, capture_output=True)


def words(paper: Path) -> str:
    with pypdfium2.PdfDocument(paper) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def test_a_pdf_arrives_as_text_with_its_tray(private_cups: PrivateCups, page: Path) -> None:
    send(page, "-d", private_cups.name, "-o", "InputSlot=Lower")
    (paper,) = private_cups.wait_for_papers(1)
    assert "26-101-0371" in words(paper)
    assert "InputSlot=Lower" in paper.with_suffix(".options").read_text(encoding="utf-8")


def test_a_stopped_printer_keeps_the_job(private_cups: PrivateCups, page: Path) -> None:
    private_cups.stop()
    send(page)
    assert private_cups.waiting_jobs() == 1
    assert private_cups.papers() == []
    private_cups.resume()
    private_cups.wait_for_papers(1)


def test_out_of_paper_waits_for_paper(private_cups: PrivateCups, page: Path) -> None:
    private_cups.run_out_of_paper()
    send(page)

    def says_empty() -> bool:
        command = ["lpstat", "-l", "-p", private_cups.name]
        said = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
        return "media-empty" in said.stdout

    until(says_empty, 20)
    assert private_cups.papers() == []
    private_cups.refill()
    private_cups.wait_for_papers(1)


def test_qt_sees_this_printer_alone(private_cups: PrivateCups, qapp: object) -> None:
    assert QPrinterInfo.availablePrinterNames() == [private_cups.name]
    private_cups.remove()
    assert QPrinterInfo.availablePrinterNames() == []
