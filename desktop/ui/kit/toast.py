"""The notice at the corner: what was just done, with one act, mostly to undo it."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.ui.kit import icons, paint, theme
from desktop.ui.kit.theme import Face

DANGER = "danger"
UNDO_SECONDS = 10
PLAIN_SECONDS = 5
WIDEST = 620
"""Design pixels: a longer sentence takes a second line, none is cut."""

_SIGNS = {
    "success": ("check-circle", "toast_success"),
    "warning": ("alert-triangle", "toast_warning"),
    "danger": ("alert-circle", "toast_danger"),
    "info": ("info", "on_toast"),
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence (masked already), and the act offered with it."""

    sentence: str
    tone: str = "success"
    act: str = ""
    on_act: Callable[[], None] | None = None
    keys: str = ""
    seconds: int = 0


class Toasts(QObject):
    """The notices of a window, one at a time; made once by the window.

    Notices with an act stay ten seconds and while the mouse or the focus is on
    them; `act()` does the act of the one shown, for a key of the window. A danger
    stays until its act is done, `settle` is called, or something newer is told.
    """

    def __init__(self, window: QWidget, *, above: int = 30) -> None:
        """`above` is what the notice stands over, in design pixels."""
        super().__init__(window)
        self._window = window
        self._above = above
        self._waiting: deque[Notice] = deque()
        self._shown: _Toast | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._time_is_up)
        window.installEventFilter(self)

    def say(
        self,
        sentence: str,
        tone: str = "success",
        *,
        act: str = "",
        on_act: Callable[[], None] | None = None,
        keys: str = "",
    ) -> None:
        """Show a sentence; one already shown without an act gives way at once."""
        seconds = UNDO_SECONDS if act else PLAIN_SECONDS
        self._waiting.append(Notice(sentence, tone, act, on_act, keys, seconds))
        shown = self.current()
        if shown is None or not shown.act or shown.tone == DANGER:
            self._next()

    def current(self) -> Notice | None:
        """The notice on the screen."""
        return self._shown.notice if self._shown is not None else None

    def settle(self) -> None:
        """What a danger told of is over: it was saved after all."""
        shown = self.current()
        if shown is not None and shown.tone == DANGER:
            self._next()

    def act(self) -> bool:
        """Do the act offered; False when none is."""
        if self._shown is None or self._shown.notice.on_act is None:
            return False
        on_act = self._shown.notice.on_act
        self._next()
        on_act()
        return True

    def clear(self) -> None:
        """Take everything away: the window is locked or data are hidden."""
        self._waiting.clear()
        self._next()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._shown is not None:
            self._place(self._shown)
        return False

    def _next(self) -> None:
        if self._shown is not None:
            self._shown.hide()
            self._shown.deleteLater()
            self._shown = None
        self._timer.stop()
        if not self._waiting:
            return
        notice = self._waiting.popleft()
        self._shown = _Toast(notice, self._window)
        self._shown.button.clicked.connect(self.act)
        self._place(self._shown)
        self._shown.show()
        self._shown.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._shown, notice.sentence))
        if notice.tone != DANGER:
            self._timer.start(notice.seconds * 1000)

    def _time_is_up(self) -> None:
        shown = self._shown
        if shown is not None and (shown.underMouse() or shown.button.hasFocus()):
            self._timer.start(1000)
        else:
            self._next()

    def _place(self, toast: "_Toast") -> None:
        size = toast.sizeHint()
        spot = QPoint(
            self._window.width() - size.width() - theme.px(16) + _Toast.spare(),
            self._window.height() - size.height() - theme.px(16 + self._above) + _Toast.spare(),
        )
        toast.setGeometry(max(0, spot.x()), max(0, spot.y()), size.width(), size.height())


class _Toast(QWidget):
    def __init__(self, notice: Notice, parent: QWidget) -> None:
        super().__init__(parent)
        self.notice = notice
        self._lines: list[str] = []
        self.setAccessibleName(notice.sentence)
        self.button = _Act(notice.act, notice.keys, self)
        self.button.setVisible(bool(notice.act))

    @staticmethod
    def spare() -> int:
        return theme.px(10)

    def sizeHint(self) -> QSize:
        besides = theme.px(16 + 20 + 10 + 16)
        if self.notice.act:
            besides += theme.px(4) + self.button.sizeHint().width()
        window = self.parentWidget().width()  # type: ignore[union-attr]
        room = min(theme.px(WIDEST), window - theme.px(32)) - besides
        self._lines = paint.broken(self.notice.sentence, Face.STRONG, room)
        wide = max((paint.width_of(line, Face.STRONG) for line in self._lines), default=0) + besides
        high = theme.px(44) + self._step() * max(0, len(self._lines) - 1)
        return QSize(wide + 1 + 2 * self.spare(), high + 2 * self.spare())

    @staticmethod
    def _step() -> int:
        return theme.px(21)

    def resizeEvent(self, _event: object) -> None:
        hint = self.button.sizeHint()
        right = self.width() - self.spare() - theme.px(8)
        self.button.setGeometry(
            right - hint.width(), (self.height() - hint.height()) // 2, hint.width(), hint.height()
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        spare = self.spare()
        box = QRectF(self.rect()).adjusted(spare, spare, -spare, -spare)
        paint.soft_edge(painter, box, theme.px(8), spare - 2)
        paint.surface(painter, box, theme.px(8), theme.ink("toast"))
        icon, ink = _SIGNS[self.notice.tone]
        side = theme.px(20)
        left = box.left() + theme.px(16)
        icons.draw(painter, icon, left, (self.height() - side) / 2, side, theme.ink(ink))
        left += side + theme.px(10)
        step = self._step()
        top = box.center().y() - step * len(self._lines) / 2
        for place, line in enumerate(self._lines):
            words = QRectF(left, top + place * step, box.right() - left, step)
            paint.text(painter, words, line, Face.STRONG, theme.ink("on_toast"))


class _Act(QAbstractButton):
    ring_radius = 4

    def __init__(self, words: str, keys: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._words, self._keys = words, keys
        self.setText(words)
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        wide = paint.width_of(self._words, Face.STRONG) + theme.px(16)
        if self._keys:
            wide += theme.px(6) + paint.cap_width(self._keys)
        return QSize(wide, theme.px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(theme.px(8), 0, 0, 0)
        paint.text(painter, box, self._words, Face.STRONG, theme.ink("toast_link"))
        if self._keys:
            spot = QRectF(self.rect()).center()
            spot.setX(self.width() - theme.px(6))
            paint.cap(painter, spot, self._keys, theme.ink("toast_cap"), theme.ink("on_toast_cap"))
