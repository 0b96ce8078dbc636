"""The same slip through reportlab as it comes: nothing of ours beside strokes and places.

Pure Python, readable subsets in base 85, nothing remembered from page to page or file to file.
"""

import io
import sys
from collections.abc import Callable, Hashable
from importlib import import_module
from typing import Any, TypeVar

sys.modules["rl_accel"] = sys.modules["_rl_accel"] = None  # type: ignore[assignment]

from desktop.printing import fonts  # noqa: E402
from desktop.printing.drawn import Drawn  # noqa: E402
from desktop.printing.fonts import Face  # noqa: E402
from desktop.printing.page import Sheet  # noqa: E402

Result = TypeVar("Result")
metrics: Any = import_module("reportlab.pdfbase.pdfmetrics")
faces: Any = import_module("reportlab.pdfbase.ttfonts")
canvas: Any = import_module("reportlab.pdfgen.canvas")


def font(face: Face) -> Any:
    """The face as reportlab reads it."""
    if face.value not in metrics.getRegisteredFontNames():
        metrics.registerFont(faces.TTFont(face.value, str(fonts.file_of(face))))
    return metrics.getFont(face.value)


class StockSheet(Sheet):
    """Our strokes and places, reportlab's words, letters and file."""

    def __init__(self, title: str, subject: str, keywords: str, **_ways: Any) -> None:
        super().__init__(title, subject, keywords)
        self._stock = canvas.Canvas(
            io.BytesIO(),
            (self.width_mm * 72 / 25.4, self._height),
            pageCompression=1,
            invariant=1,
            initialFontName=Face.REGULAR.value,
        )

    def once(self, key: Hashable, draw: Callable[[], Result]) -> Result:
        """Every time."""
        return draw()

    def _shown_in(self, face: Face, size: float, words: str) -> str:
        doc, typeface = self._stock._doc, font(face)
        shown = []
        for subset, codes in typeface.splitString(words, doc):
            name = typeface.getSubsetInternalName(subset, doc)
            shown.append(f"{name} {size:g} Tf ({self._stock._escape(codes)}) Tj")
        return " ".join(shown)

    def _close_page(self) -> None:
        self._stock._code.append("\n".join(self._ops))
        self._stock.showPage()
        self._ops.clear()

    def finish(self) -> Drawn:
        """Close the document."""
        self._close_page()
        text = "\n".join(self._said)
        return Drawn(self._stock.getpdfdata(), text, tuple(self._problems))


def take_stock_parts() -> None:
    """From here on slips are made that way."""
    ours: Any = fonts
    ours.font = font
    ours.advance = lambda text, face: font(face).stringWidth(text, 1000)
    for name in ("missing", "measured", "drawable"):
        setattr(ours, name, getattr(ours, name).__wrapped__)
    qr: Any = import_module("desktop.printing.qr")
    strokes: Any = import_module("desktop.printing.strokes")
    strokes.boxes_of = qr.boxes_of.__wrapped__
    slip: Any = import_module("desktop.printing.slip")
    slip.Sheet = StockSheet
    slip._kind_of = lambda *_facts: None
