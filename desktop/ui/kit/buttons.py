"""Buttons: painted with tokens, native in behaviour, so that a screen reader knows them."""

from enum import Enum

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop.ui.kit import icons, paint, theme
from desktop.ui.kit.composition import finish_all_composition
from desktop.ui.kit.theme import Face
from desktop.ui.kit.tips import give_tip


class Role(Enum):
    """How much a button asks to be pressed."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"
    LINK = "link"
    DANGER = "danger"
    DESTRUCTIVE = "destructive"


_PADDING = {
    Role.PRIMARY: 16,
    Role.SECONDARY: 15,
    Role.QUIET: 10,
    Role.LINK: 6,
    Role.DANGER: 15,
    Role.DESTRUCTIVE: 16,
}
# role: (fill, fill under the mouse, fill pressed, text, edge); "" paints nothing
_LOOK = {
    Role.PRIMARY: ("primary", "primary_hover", "primary_pressed", "on_primary", ""),
    Role.SECONDARY: ("card", "hover", "pressed", "text", "control"),
    Role.QUIET: ("", "hover", "pressed", "text", ""),
    Role.LINK: ("", "selected", "selected", "link", ""),
    Role.DANGER: ("card", "danger_tint", "danger_tint", "danger", "danger"),
    Role.DESTRUCTIVE: (
        "danger_fill",
        "danger_fill_hover",
        "danger_fill_pressed",
        "on_danger",
        "",
    ),
}


class Button(QPushButton):
    """An act. Its words are a verb; `keys` shows the key that does the same.

    The key is only shown: the window's table of actions makes it work. Enter and
    Space press the button. `high` is 36, 32 in cards, 44 on the lock page.
    """

    ring_radius = 6

    def __init__(
        self,
        text: str = "",
        role: Role = Role.SECONDARY,
        parent: QWidget | None = None,
        *,
        icon: str = "",
        icon_behind: str = "",
        keys: str = "",
        high: int = 36,
        name: str = "",
    ) -> None:
        """`name` is what a screen reader says for a button that has only a sign."""
        super().__init__(parent)
        self._role, self._icon, self._behind = role, icon, icon_behind
        self._keys, self._high, self._name = keys, high, name
        self._words = ""
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_words(text)

    def words(self) -> str:
        """The words on it."""
        return self._words

    def set_words(self, text: str) -> None:
        """Put other words on it."""
        self._words = text
        # An ampersand would become a mnemonic, in a name too.
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(self._name or text)
        if self._keys:
            self.setAccessibleDescription(self._keys)
        if not text and self._name:
            give_tip(self, self._name)
        self.updateGeometry()
        self.update()

    def set_role(self, role: Role) -> None:
        """Give it more or less weight."""
        self._role = role
        self.updateGeometry()
        self.update()

    def set_icon(self, icon: str) -> None:
        """Put another sign before the words."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    @property
    def keys(self) -> str:
        """The key shown on it."""
        return self._keys

    def take_theme(self) -> None:
        """Measure again after a change of size."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._content_width() + 2 * self._padding(), theme.px(self._high))

    def minimumSizeHint(self) -> QSize:
        # Layouts squeeze a button under its text unless the two hints agree.
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        finish_all_composition()
        super().mousePressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill, over, down, words, edge = _LOOK[self._role]
        if not self.isEnabled():
            filled = self._role not in (Role.QUIET, Role.LINK)
            fill, words = ("disabled" if filled else ""), "disabled_text"
            edge = "rule" if filled else ""
        elif self.isDown() or self.isChecked():
            fill = down
        elif self.underMouse():
            fill = over
        box = QRectF(self.rect())
        paint.surface(
            painter,
            box,
            theme.px(6),
            theme.ink(fill) if fill else None,
            theme.ink(edge) if edge else None,
        )
        ink = theme.ink(words)
        left = (self.width() - self._content_width()) / 2
        side = theme.px(18)
        middle = (self.height() - side) / 2
        if self._icon:
            icons.draw(painter, self._icon, left, middle, side, ink)
            left += side + (theme.px(6) if self._words else 0)
        if self._words:
            wide = paint.width_of(self._words, Face.STRONG)
            paint.text(
                painter, QRectF(left, 0, wide + 2, self.height()), self._words, Face.STRONG, ink
            )
            left += wide
        if self._behind:
            icons.draw(painter, self._behind, left + theme.px(4), middle, side, ink)
            left += theme.px(4) + side
        if self._keys:
            filled = self._role in (Role.PRIMARY, Role.DESTRUCTIVE) and self.isEnabled()
            right = QPointF(left + theme.px(8) + paint.cap_width(self._keys), self.height() / 2)
            if self._role is Role.PRIMARY and filled:
                paint.cap(
                    painter,
                    right,
                    self._keys,
                    theme.ink("primary_cap"),
                    theme.ink("on_primary_cap"),
                )
            else:
                paint.cap(painter, right, self._keys, theme.ink("cap"), theme.ink("on_cap"))

    def _padding(self) -> int:
        if not self._words:
            return theme.px((self._high - 18) / 2)
        less = 3 if self._high < 36 and self._role is not Role.LINK else 0
        return theme.px(_PADDING[self._role] - less)

    def _content_width(self) -> int:
        wide = paint.width_of(self._words, Face.STRONG) + 1 if self._words else 0
        if self._icon:
            wide += theme.px(18) + (theme.px(6) if self._words else 0)
        if self._behind:
            wide += theme.px(4) + theme.px(18)
        if self._keys:
            wide += theme.px(8) + paint.cap_width(self._keys)
        return wide


class KeyCap(QWidget):
    """A key drawn as on the keyboard, for the status bar and for hints."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setAccessibleName(keys)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(paint.cap_width(self._keys), theme.px(20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.cap(
            painter,
            QPointF(self.width(), self.height() / 2),
            self._keys,
            theme.ink("card"),
            theme.ink("text"),
            theme.ink("control"),
        )
