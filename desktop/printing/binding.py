"""Pages bound into one file of reportlab's: what each says, and parts that many have alike."""

import io
from collections.abc import Iterable
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from desktop.printing.fonts import REGULAR
from desktop.printing.packing import packed, stream

LETTERS, RESOURCES = "BasicFonts", "PageResources"
"""What reportlab calls the fonts of a file, and what all pages of ours draw on."""


class Binding:
    """The pages of a file as they come; `bound` gives the file. Size in points.

    The words of the description name no person. `doc` is reportlab's own document.
    """

    def __init__(self, title: str, subject: str, keywords: str, size: tuple[float, float]) -> None:
        self._canvas = Canvas(
            io.BytesIO(),
            pagesize=size,
            pageCompression=1,
            invariant=1,
            initialFontName=REGULAR.value,
            lang="ko-KR",
        )
        self._canvas.setTitle(title)
        self._canvas.setSubject(subject)
        self._canvas.setKeywords(keywords)
        self._canvas.setAuthor("")
        self._canvas.setCreator("내일창구")
        self.doc: Any = self._canvas._doc
        self._box = pdfdoc.PDFArray([0, 0, *size]).format(self.doc)
        self._parts: dict[str, Any] = {}

    def part(self, content: bytes) -> str:
        """A `packed` part of pages, taken into the file; gives how a page lays it down."""
        name = f"P{len(self._parts) + 1}"
        part = pdfdoc.PDFFormXObject(0, 0, 0, 0)
        part.BBox = self._box
        part.Contents = stream(content)
        part.Resources = pdfdoc.PDFDictionary({"Font": pdfdoc.PDFObjectReference(LETTERS)})
        self.doc.addForm(name, part)
        self._parts[name] = pdfdoc.PDFObjectReference(pdfdoc.xObjectName(name))
        return f"/{name} Do"

    def page(self, strokes: Iterable[str]) -> None:
        """Another page, of strokes in Latin-1."""
        page = pdfdoc.PDFPage()
        page.MediaBox = self._box
        page.Resources = pdfdoc.PDFObjectReference(RESOURCES)
        page.Contents = stream(packed("\n".join(strokes).encode("latin-1")))
        self.doc.addPage(page)

    def bound(self) -> bytes:
        """The whole file."""
        resources = pdfdoc.PDFResourceDictionary()
        resources.basicFonts()
        resources.XObject = self._parts
        self.doc.Reference(resources, RESOURCES)
        return bytes(self._canvas.getpdfdata())
