"""What a clerk sees: every word and sign painted, where, how much room it had, on what ground.

The painter's own calls are overheard while the window is drawn into a picture, so that
nothing painted by hand goes unseen. The ground is the pixel under the first letter,
read before the letter is drawn.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QTextLayout
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.kit import icons, paint, theme
from desktop.ui.kit.theme import Face
from desktop.ui.kit.tokens import Scheme


@dataclass(frozen=True, slots=True)
class Seen:
    """One piece of text as painted."""

    widget: str
    words: str
    need: float
    room: float
    ink: str
    ground: str
    enabled: bool
    whole: str
    """The words before they were cut with …"""
    said: str
    """What a screen reader or tooltip of the widget says."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sign or an edge: its colour, the ground before it, and the token of the edge."""

    widget: str
    what: str
    ink: str
    ground: str
    enabled: bool


@dataclass
class Sight:
    """One look at a window."""

    seen: list[Seen] = field(default_factory=list)
    drawn: list[Drawn] = field(default_factory=list)

    def words(self) -> set[str]:
        return {one.whole for one in self.seen}


class _Ink(QColor):
    """A colour that remembers its token."""

    token = ""


class Eye:
    """Looks at a window; patches the painter only while it looks."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch

    def look(self, top: QWidget, scheme: Scheme | None = None) -> Sight:
        """Draw a window and tell what was drawn, with the kit's strokes in `scheme`.

        The window itself is not dressed anew, which takes long: its ground is filled
        here, and what lies in native fields keeps the ground of the scheme in use.
        """
        sight = Sight()
        image = QImage(top.size(), QImage.Format.Format_RGB32)
        with self._overheard(sight, image) as patch:
            patch.setattr(theme._State, "scheme", scheme or theme.scheme())
            image.fill(QColor(theme.tokens().page))
            top.render(image, renderFlags=QWidget.RenderFlag.DrawChildren)
        return sight

    @contextmanager
    def _overheard(self, sight: Sight, image: QImage) -> Iterator[pytest.MonkeyPatch]:
        with self._patch.context() as patch:
            cut: list[str] = []
            draw_text, draw_layout = QPainter.drawText, QTextLayout.draw
            draw_icon, paint_text, surface = icons.draw, paint.text, paint.surface
            ink = theme.ink

            def note(painter: QPainter, box: QRectF, words: str, need: float) -> None:
                widget = painter.device()
                if not isinstance(widget, QWidget):
                    return
                whole = cut[-1] if cut else words
                start = box.topLeft()
                visible = QRectF(widget.rect())
                sight.seen.append(
                    Seen(
                        _path(widget),
                        words,
                        need,
                        box.intersected(visible).width(),
                        painter.pen().color().name(),
                        _ground(image, painter, start, box),
                        widget.isEnabled(),
                        whole,
                        f"{widget.accessibleName()} {widget.accessibleDescription()}"
                        f" {widget.toolTip()}",
                    )
                )

            def text(painter: QPainter, *args: Any) -> Any:
                words = args[-1]
                measures = QFontMetricsF(painter.font())
                if isinstance(words, str) and words:
                    need = max(measures.horizontalAdvance(line) for line in words.split("\n"))
                    if isinstance(args[0], QRectF):
                        box, align = args[0], args[1]
                    else:
                        spot = QPointF(args[0])
                        widget = painter.device()
                        room = widget.width() - spot.x() if isinstance(widget, QWidget) else need
                        box = QRectF(
                            spot.x(), spot.y() - measures.ascent(), room, measures.height()
                        )
                        align = 0
                    placed = QRectF(box)
                    if align & int(Qt.AlignmentFlag.AlignHCenter):
                        placed.setLeft(max(box.left(), box.center().x() - need / 2))
                    elif align & int(Qt.AlignmentFlag.AlignRight):
                        placed.setLeft(max(box.left(), box.right() - need))
                    note(painter, placed, words, need)
                return draw_text(painter, *args)

            def layout(self: QTextLayout, painter: QPainter, spot: QPointF, *more: Any) -> Any:
                box = self.boundingRect().translated(spot)
                note(painter, box, self.text(), min(box.width(), self.maximumWidth()))
                return draw_layout(self, painter, spot, *more)

            def kit_text(
                painter: QPainter, box: QRectF, words: str, *args: Any, **more: Any
            ) -> Any:
                if more.get("elide"):
                    cut.append(words)
                    try:
                        return paint_text(painter, box, words, *args, **more)
                    finally:
                        cut.pop()
                return paint_text(painter, box, words, *args, **more)

            def icon(
                painter: QPainter, name: str, left: float, top: float, size: int, colour: QColor
            ) -> None:
                widget = painter.device()
                if isinstance(widget, QWidget):
                    middle = QRectF(left, top, size, size)
                    sight.drawn.append(
                        Drawn(
                            _path(widget), f"icon {name}", colour.name(),
                            _ground(image, painter, middle.center(), middle),
                            widget.isEnabled(),
                        )
                    )  # fmt: skip
                draw_icon(painter, name, left, top, size, colour)

            def kit_surface(
                painter: QPainter,
                box: QRectF,
                radius: float,
                fill: QColor | None,
                edge: QColor | None = None,
                width: float = 1.0,
            ) -> None:
                widget = painter.device()
                token = getattr(edge, "token", "")
                if isinstance(widget, QWidget) and token:
                    sight.drawn.append(
                        Drawn(
                            _path(widget), f"edge {token}", edge.name() if edge else "",
                            _pixel(image, painter, QPointF(box.left() + radius, box.top() - 1)),
                            widget.isEnabled(),
                        )
                    )  # fmt: skip
                surface(painter, box, radius, fill, edge, width)

            def kept_ink(token: str) -> QColor:
                made = _Ink(ink(token))
                made.token = token
                return made

            patch.setattr(QPainter, "drawText", text)
            patch.setattr(QTextLayout, "draw", layout)
            patch.setattr(icons, "draw", icon)
            patch.setattr(paint, "text", kit_text)
            patch.setattr(paint, "surface", kit_surface)
            patch.setattr(theme, "ink", kept_ink)
            yield patch


def _pixel(image: QImage, painter: QPainter, spot: QPointF) -> str:
    at = painter.deviceTransform().map(spot)
    x, y = round(at.x()), round(at.y())
    native = isinstance(painter.device(), QLineEdit)
    if not image.rect().contains(QPoint(x, y)) or native:
        return ""
    return image.pixelColor(x, y).name()


def _ground(image: QImage, painter: QPainter, start: QPointF, box: QRectF) -> str:
    """What lies behind a text; "" where the middle of it is scrolled out of sight."""
    spot = QPointF(start.x() + 1, box.center().y())
    widget = painter.device()
    if isinstance(widget, QWidget):
        inside = painter.worldTransform().map(spot).toPoint()
        if widget.rect().contains(inside) and not widget.visibleRegion().contains(inside):
            return ""
    return _pixel(image, painter, spot)


def _path(widget: QWidget) -> str:
    """Where a widget stands, so that a failure names it."""
    names = []
    walk: QWidget | None = widget
    while walk is not None and not walk.isWindow():
        names.append(type(walk).__name__)
        walk = walk.parentWidget()
    return " < ".join(names[:4])


def path_of(widget: QWidget) -> str:
    """Where a widget stands and what it says."""
    said = widget.accessibleName()[:40]
    return f"{_path(widget)} [{said}]"


__all__ = ["Drawn", "Eye", "Face", "Seen", "Sight", "path_of"]
