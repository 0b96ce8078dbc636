"""What a screen says about itself: nothing here yet, mind this, still working, loading."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.kit import icons, paint, theme
from desktop.ui.kit.buttons import Button, KeyCap, Role
from desktop.ui.kit.chips import TONE_LOOK
from desktop.ui.kit.surfaces import Surface, column, row
from desktop.ui.kit.text import Paragraph, PlainLabel
from desktop.ui.kit.theme import Face

_SIGNS = {
    "info": "info",
    "warning": "alert-triangle",
    "success": "check-circle",
    "danger": "alert-circle",
    "neutral": "info",
    "primary": "info",
}


class Sign(QWidget):
    """A drawing of its own beside words that say the same."""

    def __init__(
        self, icon: str, size: int = 18, ink: str = "second", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._size, self._ink = icon, size, ink
        self.setFixedSize(theme.px(size), theme.px(size))

    def show_sign(self, icon: str, ink: str) -> None:
        """Show another drawing."""
        self._icon, self._ink = icon, ink
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        icons.draw(QPainter(self), self._icon, 0, 0, theme.px(self._size), theme.ink(self._ink))


class EmptyState(Surface):
    """An empty list: what belongs there and which key makes the first one."""

    def __init__(
        self,
        title: str,
        hint: str = "",
        parent: QWidget | None = None,
        *,
        keys: str = "",
        icon: str = "inbox",
        framed: bool = False,
    ) -> None:
        super().__init__(
            parent, ground="card", edge="line" if framed else "", radius=8, gap=4, margins=(16, 20)
        )
        self.setAccessibleName(f"{title} {hint} {keys}".strip())
        middle = Qt.AlignmentFlag.AlignHCenter
        self.body.addStretch(1)
        self.body.addWidget(Sign(icon, 28), 0, middle)
        self.body.addWidget(
            PlainLabel(title, face=Face.STRONG, align=Qt.AlignmentFlag.AlignCenter), 0, middle
        )
        if hint or keys:
            line = row(gap=6)
            line.addStretch(1)
            if hint:
                line.addWidget(PlainLabel(hint, face=Face.NOTE, ink="second"))
            if keys:
                line.addWidget(KeyCap(keys))
            line.addStretch(1)
            self.body.addLayout(line)
        self.body.addStretch(1)


class Banner(QWidget):
    """A sentence across the screen with one act beside it; it does not go away by itself."""

    acted = Signal()

    def __init__(
        self,
        sentence: str,
        tone: str = "info",
        parent: QWidget | None = None,
        *,
        act: str = "",
        keys: str = "",
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self._sign = Sign(_SIGNS[tone], 18, TONE_LOOK[tone][0])
        self._words = Paragraph(sentence, middle=True)
        line = row(self, gap=8, margins=(12, 8, 8, 8))
        line.addWidget(self._sign)
        line.addWidget(self._words, 1)
        self.button = Button(act, Role.LINK, keys=keys, high=32)
        self.button.clicked.connect(self.acted)
        line.addWidget(self.button)
        # Made visible before it has a parent, it would be a window that takes the keyboard.
        self.button.setVisible(bool(act))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(sentence)

    def say(self, sentence: str, tone: str = "info", act: str = "") -> None:
        """Say something else."""
        self._tone = tone
        self._sign.show_sign(_SIGNS[tone], TONE_LOOK[tone][0])
        self._words.set_text(sentence)
        self.button.set_words(act)
        self.button.setVisible(bool(act))
        self.setAccessibleName(sentence)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tint = theme.ink(TONE_LOOK[self._tone][1])
        paint.surface(QPainter(self), QRectF(self.rect()), theme.px(6), tint)


class ProgressRow(QWidget):
    """Long work: what is done, how far, and how to stop it."""

    stopped = Signal()

    def __init__(self, sentence: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = PlainLabel(sentence, elide=True)
        self.stop = Button("그만두기", Role.QUIET, high=32)
        self.stop.clicked.connect(self.stopped)
        self._bar = ShareBar()
        box = column(self, gap=4)
        line = row(gap=8)
        line.addWidget(self._words, 1)
        line.addWidget(self.stop)
        box.addLayout(line)
        box.addWidget(self._bar)

    def show_progress(self, sentence: str, share: float) -> None:
        """`share` from 0 to 1."""
        self._words.setText(sentence)
        self._bar.share = max(0.0, min(1.0, share))
        self._bar.update()
        self.setAccessibleName(f"{sentence} {round(share * 100)} %")

    @property
    def share(self) -> float:
        """How far it was last told to be."""
        return self._bar.share


class ShareBar(QWidget):
    """How much of something is done, from 0 to 1; the words beside it say the same."""

    def __init__(self, share: float = 0.0) -> None:
        super().__init__()
        self.share = share
        self.setFixedHeight(theme.px(8))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        half = box.height() / 2
        paint.surface(painter, box, half, theme.ink("track"))
        if self.share:
            box.setWidth(max(box.height(), box.width() * self.share))
            paint.surface(painter, box, half, theme.ink("mark"))


class Skeleton(QWidget):
    """Grey bars where rows are about to come; nothing moves or blinks."""

    def __init__(self, rows: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self.setAccessibleName("불러오는 중입니다")

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(30) * self._rows)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(60), theme.px(30) * self._rows)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        wide = self.width()
        for at in range(self._rows):
            top = at * theme.px(30) + theme.px(8)
            for left, share in ((0.0, 0.14), (0.19, 0.33 if at % 2 == 0 else 0.27), (0.58, 0.18)):
                box = QRectF(wide * left, top, wide * share, theme.px(14))
                paint.surface(painter, box, theme.px(3), theme.ink("skeleton"))
