"""Ten years as bars: how much there was every month or year, and the part that is chosen."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.domain.period import Period, Span
from desktop.domain.statistics import Trend, TrendLine
from desktop.ui.kit import Face, paint, theme
from desktop.ui.kit.spoken import Spoken, SpokenRole

HIGH, HEAD, FOOT = 196, 22, 24
MONTHS = 12
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class YearsPicture(QWidget, Spoken):
    """A bar a period; arrows choose one, its figures stand in words above it and are spoken.

    The chosen row is a darker bar inside the whole one: a smaller height, not only a colour.
    """

    spoken_role = SpokenRole.ComboBox
    chosen = Signal()
    """The arrows came to another period."""
    opened = Signal()
    """Its rows are wanted."""
    ring_radius = 4

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trend: Trend | None = None
        self._part: TrendLine | None = None
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._say()

    def show_trend(self, trend: Trend) -> None:
        """Other figures; the same time stays chosen where it is shown, else the last."""
        here = self.period()
        self._trend, self._part = trend, None
        last = len(trend.periods) - 1
        self._at = next(
            (at for at, one in enumerate(trend.periods) if here and one.until == here.until), last
        )
        self._tell()

    def show_part(self, line: TrendLine | None) -> None:
        """The row that stands inside the bars; None for the whole alone."""
        self._part = line
        self._tell()

    def period(self) -> Period | None:
        """The chosen one."""
        return self._trend.periods[self._at] if self._trend else None

    @property
    def at(self) -> int:
        """Its place."""
        return self._at

    def step(self, by: int) -> None:
        """So many periods on, at most to the ends."""
        if self._trend is not None:
            self._go(self._at + by)

    def words(self) -> str:
        """What the chosen bar says."""
        if self._trend is None:
            return ""
        told = f"{self._trend.periods[self._at].label} {self._trend.total.counts[self._at]:,}건"
        if self._part is None:
            return told
        return f"{told} · {self._part.label} {self._part.counts[self._at]:,}건"

    def sizeHint(self) -> QSize:
        return QSize(theme.px(520), theme.px(HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(HIGH))

    def ring_box(self) -> QRect:
        """The bar the arrows stand on."""
        field = self._field()
        box = self._column(self._at)
        least = max(box.width(), theme.px(8))
        return QRectF(
            box.center().x() - least / 2, field.top(), least, field.height() + theme.px(2)
        ).toRect()

    def spoken_value(self) -> str:
        """The bar the arrows stand on, in words."""
        return self.words()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_PageUp: -MONTHS,
            Qt.Key.Key_PageDown: MONTHS,
            Qt.Key.Key_Home: -10_000,
            Qt.Key.Key_End: 10_000,
        }
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in steps:
            self.step(steps[key])
        elif key in ENTER:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        field = self._field()
        if self._trend is not None and field.width() > 0:
            share = (event.position().x() - field.left()) / field.width()
            self._go(int(share * len(self._trend.periods)))

    def _go(self, at: int) -> None:
        assert self._trend is not None
        at = min(max(0, at), len(self._trend.periods) - 1)
        if at != self._at:
            self._at = at
            self._tell()
            self.chosen.emit()

    def _tell(self) -> None:
        self._say()
        self.update()
        # The ring goes with the bar.
        self.updateGeometry()

    def _say(self) -> None:
        self.setAccessibleName(f"추이 그림: {self.words()}" if self._trend else "추이 그림")

    # drawing

    def _top(self) -> int:
        """The round figure at the upper line, with one that is whole at half the height."""
        most = max(2, *self._trend.total.counts) if self._trend else 2
        tens = int("1" + "0" * (len(str(most - 1)) - 1))
        return next(top for by in (2, 4, 6, 8, 10) if (top := by * tens) >= most)

    def _field(self) -> QRectF:
        """Where the bars stand: the greatest figure has its place at the left."""
        left = paint.width_of(f"{self._top():,}", Face.NOTE) + theme.px(8)
        return QRectF(
            left,
            theme.px(HEAD),
            max(1, self.width() - left - theme.px(4)),
            self.height() - theme.px(HEAD + FOOT),
        )

    def _column(self, at: int) -> QRectF:
        field = self._field()
        wide = field.width() / (len(self._trend.periods) if self._trend else 1)
        return QRectF(field.left() + at * wide, field.top(), wide, field.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        trend = self._trend
        if trend is None:
            return
        painter = QPainter(self)
        field, top = self._field(), self._top()
        self._draw_scale(painter, field, top)
        for at, count in enumerate(trend.total.counts):
            column = self._column(at)
            gap = min(column.width() * 0.2, theme.px(14))
            box = column.adjusted(gap / 2, 0, -gap / 2, 0)
            here = at == self._at
            whole = "series" if self._part is None and here else "series_past"
            self._draw_bar(painter, box, count / top, whole)
            if self._part is not None:
                self._draw_bar(painter, box, self._part.counts[at] / top, "series")
        self._draw_years(painter, field, trend)
        self._draw_words(painter, field)

    def _draw_scale(self, painter: QPainter, field: QRectF, top: int) -> None:
        for count in (top, top // 2, 0):
            y = field.bottom() - field.height() * count / top
            paint.rule(painter, int(field.left()), int(y), int(field.width()))
            words = QRectF(0, y - theme.px(10), field.left() - theme.px(6), theme.px(20))
            paint.text(painter, words, f"{count:,}", Face.NOTE, theme.ink("second"), paint.RIGHT)

    def _draw_bar(self, painter: QPainter, box: QRectF, share: float, ink: str) -> None:
        if share <= 0:
            return
        high = max(float(theme.px(1)), box.height() * share)
        bar = QRectF(box.left(), box.bottom() - high, box.width(), high)
        paint.surface(painter, bar, 0, theme.ink(ink))

    def _draw_years(self, painter: QPainter, field: QRectF, trend: Trend) -> None:
        """The year under its first bar, left out where two would stand in each other."""
        free = 0.0
        for at, period in enumerate(trend.periods):
            if period.span is Span.MONTH and period.since.month > 1:
                continue
            column = self._column(at)
            year = str(period.since.year)
            wide = paint.width_of(year, Face.NOTE)
            by_year = period.span is Span.YEAR
            left = column.center().x() - wide / 2 if by_year else column.left()
            if left < free or left + wide > self.width():
                continue
            free = left + wide + theme.px(8)
            foot = QRectF(left, field.bottom() + theme.px(4), wide + 1, theme.px(FOOT - 4))
            paint.text(painter, foot, year, Face.NOTE, theme.ink("second"))

    def _draw_words(self, painter: QPainter, field: QRectF) -> None:
        words = self.words()
        wide = paint.width_of(words, Face.LABEL)
        spot = self._column(self._at).center()
        left = min(max(0.0, spot.x() - wide / 2), max(0.0, self.width() - wide - theme.px(2)))
        room = QRectF(left, 0, min(wide + 2, self.width() - left), theme.px(HEAD - 2))
        paint.text(painter, room, words, Face.LABEL, theme.ink("text"), elide=True)
        foot = QPointF(spot.x(), field.bottom() + theme.px(2))
        mark = QRectF(foot.x() - theme.px(4), foot.y(), theme.px(8), theme.px(2))
        paint.surface(painter, mark, 0, theme.ink("text"))
