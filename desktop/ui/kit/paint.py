"""Strokes the kit's widgets share: rounded surfaces, text, key caps, soft edges."""

from functools import lru_cache

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QRegion

from desktop.ui.kit import theme
from desktop.ui.kit.theme import Face

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def surface(
    painter: QPainter,
    box: QRectF,
    radius: float,
    fill: QColor | None,
    edge: QColor | None = None,
    width: float = 1.0,
) -> None:
    """Fill a rounded box and draw its edge inside it."""
    if fill is not None and edge is None and not radius:
        # A whole page drawn as a path with smooth edges takes milliseconds.
        # `fillRect` would have PySide lay out every preset gradient first, four milliseconds.
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRect(box)
        painter.restore()
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    if edge is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        painter.setPen(QPen(edge, width))
        half = width / 2
        box = box.adjusted(half, half, -half, -half)
        radius = max(0.0, radius - half)
    painter.drawRoundedRect(box, radius, radius)
    painter.restore()


def text(
    painter: QPainter,
    box: QRectF,
    words: str,
    face: Face,
    colour: QColor,
    align: Qt.AlignmentFlag = LEFT,
    *,
    elide: bool = False,
) -> None:
    """Draw one line of plain text in a box; `elide` cuts it with … where it is too long."""
    painter.setFont(theme.font(face))
    painter.setPen(colour)
    if elide:
        words = theme.metrics(face).elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
    painter.drawText(box, int(align) | int(Qt.TextFlag.TextSingleLine), words)


def width_of(words: str, face: Face) -> int:
    """How wide one line is, in logical pixels."""
    return theme.metrics(face).horizontalAdvance(words)


def broken(words: str, face: Face, room: float) -> list[str]:
    """The lines a sentence takes in `room` logical pixels; a longer word is cut in two."""
    lines: list[str] = []
    here = ""
    for word in words.split(" "):
        tried = f"{here} {word}" if here else word
        if width_of(tried, face) <= room:
            here = tried
            continue
        if here:
            lines.append(here)
        while width_of(word, face) > room and len(word) > 1:
            fits = next(
                (end for end in range(len(word) - 1, 1, -1) if width_of(word[:end], face) <= room),
                1,
            )
            lines.append(word[:fits])
            word = word[fits:]
        here = word
    return [*lines, here] if here else lines


def cap_width(keys: str) -> int:
    """How wide a key cap is."""
    return max(theme.px(20), width_of(keys, Face.CAP) + theme.px(10))


def cap(
    painter: QPainter,
    right_centre: QPointF,
    keys: str,
    fill: QColor,
    ink: QColor,
    edge: QColor | None = None,
) -> QRectF:
    """Draw a key cap ending at a point; gives its box."""
    wide, high = cap_width(keys), theme.px(20)
    box = QRectF(right_centre.x() - wide, right_centre.y() - high / 2, wide, high)
    surface(painter, box, theme.px(4), fill, edge)
    text(painter, box, keys, Face.CAP, ink, CENTRE)
    return box


def soft_edge(painter: QPainter, box: QRectF, radius: float, depth: int = 10) -> None:
    """Shadow of a surface that floats: drawn once for its size, laid down at every paint."""
    device = painter.device()
    density = device.devicePixelRatio() if device is not None else 1.0
    light = theme.tokens().page == "#ffffff"
    edge = QMarginsF(depth, depth, depth, depth + 2)
    shadow = _shadow(box.width(), box.height(), radius, depth, 5 if light else 14, density)
    painter.drawPixmap(box.marginsAdded(edge).topLeft(), shadow)


@lru_cache(maxsize=12)
def _shadow(
    wide: float, high: float, radius: float, depth: int, ink: int, density: float
) -> QPixmap:
    """A few transparent boxes over each other."""
    box = QRectF(depth, depth, wide, high)
    around = QSizeF(wide + 2 * depth, high + 2 * depth + 2) * density
    picture = QPixmap(around.toSize())
    picture.setDevicePixelRatio(density)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, ink))
    # The surface covers the middle: ten layers of it would take longer than all the rest.
    middle = box.adjusted(radius, radius, -radius, -radius).toRect()
    whole = QRectF(0, 0, wide + 2 * depth, high + 2 * depth + 2).toAlignedRect()
    painter.setClipRegion(QRegion(whole) - QRegion(middle))
    for step in range(depth, 0, -1):
        grown = box.adjusted(-step, -step + 2, step, step + 2)
        painter.drawRoundedRect(grown, radius + step, radius + step)
    painter.end()
    return picture


def rule(painter: QPainter, left: int, top: int, width: int, token: str = "line") -> None:
    """A horizontal line on whole pixels, so that it is even at every density."""
    painter.fillRect(left, top, width, 1, theme.ink(token))


def upright(painter: QPainter, left: int, top: int, height: int, token: str = "line") -> None:
    """A vertical line on whole pixels."""
    painter.fillRect(left, top, 1, height, theme.ink(token))
