"""How strong a password is, in four bars and a word, while it is being typed."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.kit import paint, theme
from desktop.ui.kit.spoken import Spoken, SpokenRole
from desktop.ui.kit.theme import Face

BARS = 4
_INKS = ("danger", "warning", "warning", "success", "success")


class StrengthMeter(QWidget, Spoken):
    """Told by bars and word, not by colour alone; empty until something is typed."""

    spoken_role = SpokenRole.StaticText

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.level, self.word = 0, ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_level(self, level: int, word: str) -> None:
        """`level` from 0 (will not do) to 4; an empty word shows nothing."""
        self.level, self.word = max(0, min(level, BARS)), word
        self.setAccessibleName(f"비밀번호 세기 {word}" if word else "")
        self.update()

    def spoken_name(self) -> str:
        """The word."""
        return self.accessibleName()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(20))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.word:
            return
        painter = QPainter(self)
        words = theme.px(76)
        gap, high = theme.px(4), theme.px(6)
        wide = (min(self.width(), theme.px(320)) - words - gap * BARS) / BARS
        ink = _INKS[self.level]
        for place in range(BARS):
            box = QRectF(place * (wide + gap), (self.height() - high) / 2, wide, high)
            paint.surface(painter, box, high / 2, theme.ink(ink if place < self.level else "track"))
        left = BARS * (wide + gap) + theme.px(4)
        line = QRectF(left, 0, self.width() - left, self.height())
        paint.text(painter, line, self.word, Face.NOTE, theme.ink(ink))
