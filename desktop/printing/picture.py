"""A paper as pictures: for the preview beside the form and for printers that take no PDF.

Plain bytes and sizes, so that the window turns them into its own kind of picture.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2

# pdfium is one for the whole program and works for one thread at a time: printing and
# the preview beside the form take turns page by page.
PDFIUM = threading.RLock()


@dataclass(frozen=True, slots=True)
class Picture:
    """One page: rows from the top, `stride` bytes a row.

    `pixels` are RGBA, four bytes a pixel, or one byte of grey when `grey`.
    """

    width: int
    height: int
    stride: int
    pixels: bytes
    grey: bool = False


def title_of(pdf: bytes) -> str:
    """What the paper calls itself; never a person's name."""
    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return str(document.get_metadata_value("Title"))
        finally:
            document.close()


def pages_to_rgba(pdf: bytes, dpi: float) -> tuple[Picture, ...]:
    """Every page at this resolution; an A4 page at 96 dpi takes some 10 ms."""
    return tuple(_pages(pdf, dpi, grey=False))


def pages_to_grey(pdf: bytes, dpi: float) -> Iterator[Picture]:
    """One page after the other in grey, never two in memory: for printers."""
    yield from _pages(pdf, dpi, grey=True)


def page_count(pdf: bytes) -> int:
    """How many sheets the paper has."""
    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return len(document)
        finally:
            document.close()


class PageTrouble(Exception):
    """Bytes that are no PDF, a locked one, or one with pages nobody scanned."""


def pages_of_scan(pdf: bytes, dpi: float, most: int, pixels: int) -> Iterator[Picture]:
    """Pages of somebody else's PDF in grey; at most so many, none larger than so many pixels.

    Raises PageTrouble.
    """
    try:
        with PDFIUM:
            document = pypdfium2.PdfDocument(pdf)
            try:
                sizes = [document.get_page_size(at) for at in range(len(document))]
            finally:
                document.close()
    except pypdfium2.PdfiumError as trouble:
        raise PageTrouble(str(trouble)) from trouble
    scale = dpi / 72
    if len(sizes) > most or any(wide * high * scale * scale > pixels for wide, high in sizes):
        raise PageTrouble("too many or too large pages")
    try:
        yield from _pages(pdf, dpi, grey=True)
    except pypdfium2.PdfiumError as trouble:
        raise PageTrouble(str(trouble)) from trouble


def _pages(pdf: bytes, dpi: float, *, grey: bool) -> Iterator[Picture]:
    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
    try:
        for number in range(len(document)):
            with PDFIUM:
                page = document[number]
                bitmap = page.render(
                    scale=dpi / 72,
                    grayscale=grey,
                    rev_byteorder=not grey,
                    prefer_bgrx=not grey,
                )
                pixels = bytes(bitmap.buffer)
                picture = Picture(bitmap.width, bitmap.height, bitmap.stride, pixels, grey)
                bitmap.close()
                page.close()
            yield picture
    finally:
        with PDFIUM:
            document.close()
