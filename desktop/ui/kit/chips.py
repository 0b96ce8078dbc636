"""States in a word: tones and chips, on screens and inside lists."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.ui.kit import icons, paint, theme
from desktop.ui.kit.theme import Face


class Tone:
    """Names of the tones a chip, note or banner may have."""

    NEUTRAL = "neutral"
    INFO = "info"
    WARNING = "warning"
    SUCCESS = "success"
    DANGER = "danger"
    PRIMARY = "primary"


# text and tint of each tone
TONE_LOOK = {
    "neutral": ("neutral", "neutral_tint"),
    "info": ("info", "info_tint"),
    "warning": ("warning", "warning_tint"),
    "success": ("success", "success_tint"),
    "danger": ("danger", "danger_tint"),
    "primary": ("primary_text", "primary_tint"),
}


def chip_width(words: str, icon: str = "") -> int:
    """How wide a chip is."""
    wide = paint.width_of(words, Face.LABEL) + 2 * theme.px(8) + 1
    return wide + (theme.px(15) + theme.px(5) if icon else 0)


def draw_chip(
    painter: QPainter, left: float, middle: float, words: str, tone: str, icon: str = ""
) -> None:
    """Draw a chip with its left edge and vertical middle at a point, as delegates need it."""
    ink, tint = TONE_LOOK[tone]
    high = theme.px(24)
    box = QRectF(left, middle - high / 2, chip_width(words, icon), high)
    paint.surface(painter, box, theme.px(4), theme.ink(tint))
    start = box.left() + theme.px(8)
    if icon:
        side = theme.px(15)
        icons.draw(painter, icon, start, middle - side / 2, side, theme.ink(ink))
        start += side + theme.px(5)
    spot = QRectF(start, box.top(), box.right() - start, high)
    paint.text(painter, spot, words, Face.LABEL, theme.ink(ink))


class Chip(QLabel):
    """A state in a word, on a tint and with a sign: never by colour alone; it speaks."""

    def __init__(
        self,
        text: str,
        tone: str = Tone.NEUTRAL,
        parent: QWidget | None = None,
        *,
        icon: str = "",
    ) -> None:
        super().__init__(parent)
        self._tone, self._icon = tone, icon
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(text, tone, icon)

    def show_state(self, text: str, tone: str, icon: str = "") -> None:
        """Show another state."""
        self._tone, self._icon = tone, icon
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(chip_width(self.text(), self._icon), theme.px(24))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def take_theme(self) -> None:
        """Measure again after a change of size."""
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_chip(painter, 0, self.height() / 2, self.text(), self._tone, self._icon)
