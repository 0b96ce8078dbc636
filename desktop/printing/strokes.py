"""The sheet's strokes: rules, frames, boxes to tick, the number as QR code.

Lengths are millimetres from the top left corner, weights are points.
"""

from collections.abc import Sequence

from reportlab.lib.pagesizes import A4, landscape

from desktop.printing import fonts
from desktop.printing.binding import Binding
from desktop.printing.code128 import bars_of
from desktop.printing.qr import SIDE, boxes_of

MM = 72 / 25.4
LEFT, RIGHT = 20.0, 190.0
WIDTH = RIGHT - LEFT
INNER, SECTION, OUTER = 0.5, 0.8, 1.2
"""Weights of rules in points: between rows, around a section, top and bottom of a table."""


BAR_MODULE = 0.36
"""Millimetres of the narrowest bar: nearly three dots of a fax."""


class Strokes:
    """A page of strokes. Lengths in mm from the top left, weights in points."""

    def __init__(self, title: str, subject: str, keywords: str, *, lying: bool = False) -> None:
        for face in fonts.WEIGHTS:
            fonts.font(face)
        size = landscape(A4) if lying else A4
        self._height = float(size[1])
        self.width_mm = size[0] / MM
        self.height_mm = size[1] / MM
        self._file = Binding(title, subject, keywords, size)
        self._ops: list[str] = []

    def rule(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        weight: float = INNER,
        dash: Sequence[float] = (),
    ) -> None:
        """A straight rule; `dash` in points."""
        top = self._height
        pattern = f"[{' '.join(f'{part:g}' for part in dash)}] 0 d " if dash else ""
        after = " [] 0 d" if dash else ""
        self._ops.append(
            f"{weight:g} w {pattern}{x1 * MM:.2f} {top - y1 * MM:.2f} m "
            f"{x2 * MM:.2f} {top - y2 * MM:.2f} l S{after}"
        )

    def across(self, y: float, weight: float = INNER, x1: float = LEFT, x2: float = RIGHT) -> None:
        """A horizontal rule over the text frame."""
        self.rule(x1, y, x2, y, weight)

    def down(self, x: float, y1: float, y2: float, weight: float = INNER) -> None:
        """A vertical rule."""
        self.rule(x, y1, x, y2, weight)

    def frame(
        self, x: float, y: float, width: float, height: float, weight: float = SECTION
    ) -> None:
        """An empty rectangle."""
        self._ops.append(
            f"{weight:g} w {x * MM:.2f} {self._height - (y + height) * MM:.2f} "
            f"{width * MM:.2f} {height * MM:.2f} re S"
        )

    def line_through(
        self,
        points: Sequence[tuple[float, float]],
        weight: float = SECTION,
        *,
        filled: bool = False,
    ) -> None:
        """A poly-line; closed and filled for arrows."""
        moves = [f"{x * MM:.2f} {self._height - y * MM:.2f}" for x, y in points]
        path = f"{moves[0]} m " + " ".join(f"{move} l" for move in moves[1:])
        self._ops.append(f"{weight:g} w {path} {'h f' if filled else 'S'}")

    def disc(self, x: float, y: float, radius: float, *, filled: bool = True) -> None:
        """A circle around x, y; filled for the numbers of the visitor's copy."""
        r, k = radius * MM, radius * MM * 0.5523
        cx, cy = x * MM, self._height - y * MM
        self._ops.append(
            f"0.8 w {cx + r:.2f} {cy:.2f} m "
            f"{cx + r:.2f} {cy + k:.2f} {cx + k:.2f} {cy + r:.2f} {cx:.2f} {cy + r:.2f} c "
            f"{cx - k:.2f} {cy + r:.2f} {cx - r:.2f} {cy + k:.2f} {cx - r:.2f} {cy:.2f} c "
            f"{cx - r:.2f} {cy - k:.2f} {cx - k:.2f} {cy - r:.2f} {cx:.2f} {cy - r:.2f} c "
            f"{cx + k:.2f} {cy - r:.2f} {cx + r:.2f} {cy - k:.2f} {cx + r:.2f} {cy:.2f} c "
            f"{'f' if filled else 'S'}"
        )

    def hatch(self, x: float, y: float, width: float, height: float, gap: float = 2.2) -> None:
        """Slanted strokes over a place that will not print (preview only)."""
        top = self._height
        self._ops.append(
            f"q {x * MM:.2f} {top - (y + height) * MM:.2f} {width * MM:.2f} {height * MM:.2f} "
            "re W n 0.72 G"
        )
        along = -height
        while along < width:
            self.rule(x + along, y + height, x + along + height, y, 0.5)
            along += gap
        self._ops.append("Q")

    def tick_box(
        self, x: float, y: float, side: float = 3.4, ticked: bool = False, weight: float = 0.7
    ) -> None:
        """A box centred on y; its tick is a stroke that leaves the box at the top right."""
        top = y - side / 2
        self.frame(x, top, side, side, weight)
        if ticked:
            self._ops.append("1 J 1 j")
            self.line_through(
                (
                    (x + side * 0.18, top + side * 0.52),
                    (x + side * 0.42, top + side * 0.80),
                    (x + side * 1.06, top - side * 0.08),
                ),
                1.5,
            )
            self._ops.append("0 J 0 j")

    def qr(self, x: float, y: float, side: float, digits: str) -> None:
        """The number as QR code, level H; keep four modules around it free.

        Digits only: a keyboard scanner types letters through the Hangul input method.
        """
        module = side * MM / SIDE
        left, top = x * MM, self._height - y * MM
        # In modules, from the top left: whole numbers are written ten times as fast.
        self._ops.append(f"q {module:.4f} 0 0 {-module:.4f} {left:.2f} {top:.2f} cm")
        self._ops.append(f"{boxes_of(digits)} f Q")

    def bar_code(self, right: float, y: float, high: float, digits: str) -> None:
        """The number as Code 128, its last bar at `right`; a fax and a hand scanner read it."""
        bars, modules = bars_of(digits)
        module = BAR_MODULE * MM
        left, low = right * MM - modules * module, self._height - (y + high) * MM
        path = [
            f"{left + start * module:.2f} {low:.2f} {width * module:.2f} {high * MM:.2f} re"
            for start, width in bars
        ]
        self._ops.append(" ".join(path) + " f")


def digits_of(number: str) -> str:
    """What the QR code holds: the digits of a paper number, nothing else."""
    return "".join(character for character in number if character.isascii() and character.isdigit())
