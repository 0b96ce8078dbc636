"""The signs beside the words: our own drawings on a 24 grid, coloured when drawn.

Drawing a sign costs a hundred times a cached picture, so pictures are kept by
name, colour, size and screen density.
"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop import paths
from desktop.ui.kit import theme

# Thin strokes vanish when a drawing is small.
_STROKES = ((17, "2"), (20.5, "1.9"))


@lru_cache(maxsize=512)
def _source(name: str) -> str:
    return (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=2048)
def _picture(name: str, colour: str, size: int, density: float) -> QPixmap:
    source = _source(name).replace("currentColor", colour)
    for below, stroke in _STROKES:
        if size / theme.scale() < below:
            source = source.replace('stroke-width="1.75"', f'stroke-width="{stroke}"')
            break
    picture = QPixmap(QSize(round(size * density), round(size * density)))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(source.encode("utf-8"))).render(painter)
    painter.end()
    picture.setDevicePixelRatio(density)
    return picture


def draw(painter: QPainter, name: str, left: float, top: float, size: int, colour: QColor) -> None:
    """Draw a sign with its top left corner at a point; `size` in logical pixels."""
    device = painter.device()
    density = device.devicePixelRatio() if device is not None else 1.0
    painter.drawPixmap(QPointF(left, top), _picture(name, colour.name(), size, density))


def read_all() -> None:
    """Read the drawings beforehand; safe on a worker's thread."""
    for name in names():
        _source(name)


def names() -> list[str]:
    """All signs there are."""
    return sorted(path.stem for path in (paths.resources() / "icons").glob("*.svg"))
