"""The box of a text field: its ground and its edge, by what state it is in."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop.ui.kit import paint, theme

if TYPE_CHECKING:
    # The sign-in page has none of them.
    from PySide6.QtWidgets import QTextEdit

HIGH = {"": 36, "large": 44, "dense": 32, "line": 30}
"""Heights of a line, in design pixels, by its measure."""
SIDE = {"": 12, "large": 12, "dense": 9, "line": 6}
"""From the edge of the field to its text: the edge and the room inside it."""
RADIUS = 6


def draw(widget: QWidget, *, tone: str = "", measure: str = "", locked: bool = False) -> None:
    """Paint the box of a field over all of `widget`; `locked` may be read and not changed.

    A field in a running text ("line") has a rule under it until the cursor is in it.
    """
    painter = QPainter(widget)
    box = QRectF(widget.rect())
    focused, line = widget.hasFocus(), measure == "line"
    if tone == "danger" or focused:
        edge = theme.ink("danger" if tone == "danger" else "ring")
        ground = None if line and not focused else theme.ink("disabled" if locked else "field")
        paint.surface(painter, box, theme.px(RADIUS), ground, edge, 2)
    elif line:
        paint.rule(painter, 0, widget.height() - 1, widget.width(), "control")
    elif not widget.isEnabled():
        paint.surface(painter, box, theme.px(RADIUS), theme.ink("disabled"), theme.ink("rule"))
    else:
        ground = theme.ink("disabled" if locked else "field")
        paint.surface(painter, box, theme.px(RADIUS), ground, theme.ink("control"))


def frame(box: "QTextEdit") -> None:
    """Leave room for the edge round several lines, and the bar inside it.

    Whoever asks draws the box itself, in place of the style's frame, when the frame is painted.
    """
    edge, side, above = theme.px(2), theme.px(7) + 1, theme.px(3) + 1
    box.setFrameStyle(box.Shape.Box.value)
    box.setLineWidth(edge)
    box.setViewportMargins(side - edge, above - edge, side - edge, above - edge)
