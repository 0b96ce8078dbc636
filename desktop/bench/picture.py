"""The run as pictures: how far each figure is from its goal, and how each act grows."""

import math
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen

from desktop.bench import table
from desktop.bench.claims import Claim, Growth
from desktop.bench.figure import RATES, Figure, shown_seconds
from desktop.bench.report import Measured, machine
from desktop.ui.kit import theme

INK, FAINT, GRID = "#1e2124", "#6d7882", "#e6e8ea"
GOOD, BAD, CALM = "#2b6b3f", "#b5362c", "#256ef4"
TWICE = 2
"""Drawn at twice its size, so that it stays sharp where it is shown large."""
Draw = Callable[[QPainter], None]


def goals(measured: Measured, file: Path) -> None:
    """One bar a figure: what it takes of its goal, the goal at one line for all."""
    judged = [one for one in measured.figures if one.reached is not None]
    high = 34
    height = 150 + high * len(judged) + 40

    def draw(paint: QPainter) -> None:
        left, right, top = 420.0, 1180.0, 118.0
        _head(paint, "목표 가운데 얼마를 쓰는지", measured, 1400)
        low, most = -2.0, 1.0

        def across(value: float) -> float:
            place = min(most, max(low, math.log10(max(value, 1e-9))))
            return left + (right - left) * (place - low) / (most - low)

        for power, words in ((-2, "1/100"), (-1, "1/10"), (0, "목표"), (1, "10배")):
            x = across(10.0**power)
            paint.setPen(QPen(QColor(INK if power == 0 else GRID), 2 if power == 0 else 1))
            paint.drawLine(QPointF(x, top - 6), QPointF(x, height - 36))
            _words(paint, QRectF(x - 60, top - 32, 120, 22), words, FAINT, middle=True)
        for place, one in enumerate(judged):
            y = top + high * place
            used = used_of(one)
            colour = GOOD if one.reached else BAD
            _words(paint, QRectF(24, y, left - 40, high), one.what, INK)
            bar = QRectF(left, y + 9, max(3.0, across(used) - left), high - 18)
            paint.fillRect(bar, QColor(colour))
            told = f"{table.shown(one.ours, one.unit)} {table.times(one.ratio)}".strip()
            _words(paint, QRectF(right + 16, y, 200, high), told, colour)

    _save(1400, height, draw, file)


def used_of(one: Figure) -> float:
    """What part of its goal a figure takes; 1 is just reached, more is missed."""
    value, goal = (one.ratio, one.most) if one.most is not None else (one.ours, one.at_most)
    if not value or not goal:
        return 0.0
    return goal / value if one.unit in RATES else value / goal


def growth(measured: Measured, file: Path) -> None:
    """One line an act, both axes by powers of ten, named at its end with its slope."""
    lines = [one for one in measured.growths if one.unit in ("ms", "s")]
    height = 1000

    def draw(paint: QPainter) -> None:
        left, right, top, bottom = 96.0, 860.0, 118.0, float(height - 64)
        _head(paint, "내방객이 늘 때 하는 일마다 걸리는 시간", measured, 1400)
        costs = [cost for one in lines for cost in one.costs.values() if cost > 0] or [0.001]
        low, most = math.floor(math.log10(min(costs))), math.ceil(math.log10(max(costs)))
        first, last = math.log10(measured.sizes[0]), math.log10(measured.sizes[-1])

        def at(size: float, cost: float) -> QPointF:
            x = left + (right - left) * (math.log10(size) - first) / (last - first)
            y = bottom - (bottom - top) * (math.log10(cost) - low) / (most - low)
            return QPointF(x, y)

        paint.setPen(QPen(QColor(GRID), 1))
        for power in range(low, most + 1):
            y = at(measured.sizes[0], 10.0**power).y()
            paint.setPen(QPen(QColor(GRID), 1))
            paint.drawLine(QPointF(left, y), QPointF(right, y))
            _words(paint, QRectF(0, y - 12, left - 12, 24), _tick(power), FAINT, right=True)
        for size in measured.sizes:
            x = at(size, 10.0**low).x()
            paint.setPen(QPen(QColor(GRID), 1))
            paint.drawLine(QPointF(x, top), QPointF(x, bottom))
            _words(paint, QRectF(x - 80, bottom + 8, 160, 24), f"{size:,}명", FAINT, middle=True)
        ends = []
        for one in lines:
            colour = QColor(_colour(one))
            points = [at(size, cost) for size, cost in one.costs.items() if cost > 0]
            paint.setPen(QPen(colour, 2))
            paint.drawPolyline(points)
            paint.setBrush(colour)
            for point in points:
                paint.drawEllipse(point, 3.5, 3.5)
            paint.setBrush(Qt.BrushStyle.NoBrush)
            ends.append(points[-1].y() if points else bottom)
        for one, end, y in zip(lines, ends, apart(ends, 26.0, top, bottom), strict=True):
            colour_ = _colour(one)
            paint.setPen(QPen(QColor(colour_), 1))
            paint.drawLine(QPointF(right + 6, end), QPointF(right + 34, y))
            slope = "" if one.slope is None else f"{one.slope:+.2f}"
            cost = table.shown(list(one.costs.values())[-1], one.unit)
            told = f"{one.what}  {cost}  기울기 {slope} ({one.claim.label})"
            _words(paint, QRectF(right + 40, y - 13, 500, 26), told, colour_)

    _save(1400, height, draw, file)


def apart(places: Sequence[float], least: float, top: float, bottom: float) -> list[float]:
    """Where names stand so that none lies over another: near their lines, in their order."""
    order = sorted(range(len(places)), key=lambda one: places[one])
    stand = [0.0] * len(places)
    before = top - least
    for one in order:
        before = stand[one] = max(places[one], before + least)
    after = bottom + least
    for one in reversed(order):
        after = stand[one] = min(stand[one], after - least)
    return stand


def _colour(one: Growth) -> str:
    if one.holds is False:
        return BAD
    return GOOD if one.claim is Claim.LINEAR else CALM


def _tick(power: int) -> str:
    return f"{10.0**power:g}초" if power >= 0 else f"{10.0 ** (power + 3):g} ms"


def _head(paint: QPainter, title: str, measured: Measured, width: int) -> None:
    _words(paint, QRectF(24, 20, width - 48, 36), title, INK, size=24, strong=True)
    told = (
        f"{measured.at:%Y. %m. %d. %H:%M} · {machine()} · 내방객 {measured.sizes[-1]:,}명까지 · "
        f"{shown_seconds(measured.seconds)}"
    )
    _words(paint, QRectF(24, 52, width - 48, 26), told, FAINT)


def _words(
    paint: QPainter,
    where: QRectF,
    words: str,
    colour: str,
    *,
    size: int = 15,
    strong: bool = False,
    right: bool = False,
    middle: bool = False,
) -> None:
    font = QFont("Pretendard GOV")
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.Bold if strong else QFont.Weight.Normal)
    paint.setFont(font)
    paint.setPen(QColor(colour))
    across = Qt.AlignmentFlag.AlignLeft
    if right:
        across = Qt.AlignmentFlag.AlignRight
    elif middle:
        across = Qt.AlignmentFlag.AlignHCenter
    paint.drawText(where, across | Qt.AlignmentFlag.AlignVCenter, words)


def _save(width: int, height: int, draw: Draw, file: Path) -> None:
    from desktop.app import application

    theme.install(application())
    image = QImage(width * TWICE, height * TWICE, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    paint = QPainter(image)
    paint.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint.scale(TWICE, TWICE)
    draw(paint)
    paint.end()
    if not image.save(str(file)):
        raise OSError(str(file))
