"""The frame round every screen: the rail, the top bar, the status bar."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.kit import icons, paint, theme
from desktop.ui.kit.buttons import KeyCap
from desktop.ui.kit.chips import Chip
from desktop.ui.kit.composition import finish_all_composition
from desktop.ui.kit.flow import Flow, Halves
from desktop.ui.kit.mark import Mark
from desktop.ui.kit.states import Sign
from desktop.ui.kit.surfaces import Line, Surface, column, row
from desktop.ui.kit.text import PlainLabel
from desktop.ui.kit.theme import Face
from desktop.ui.kit.tips import give_tip
from desktop.ui.kit.typed_line import KoreanLineEdit


@dataclass(frozen=True, slots=True)
class RailEntry:
    """One screen on the rail; `digit` belongs to it for ever (Alt+digit)."""

    key: str
    label: str
    icon: str
    digit: int


APART, CLOSE = 60, 48
"""Height of a screen on the rail, and where there is no room for all of them."""


class RailItem(QAbstractButton):
    """A screen: chosen is told by bar, ground and weight, not by colour alone."""

    ring_radius = 8

    def __init__(self, entry: RailEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self._close = False
        self._badge = 0
        self._digit_shown = False
        self._shut = ""
        self.setText(entry.label)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._say()

    def set_badge(self, count: int) -> None:
        """A small figure at the sign; 0 takes it away."""
        self._badge = count
        self._say()
        self.update()

    def set_shut(self, sentence: str) -> None:
        """Not for whoever sits here, and why; '' opens it again."""
        self.setEnabled(not sentence)
        give_tip(self, sentence)
        self._shut = sentence
        self._say()
        self.update()

    def show_digit(self, shown: bool) -> None:
        """Show its digit while Alt is held."""
        if shown != self._digit_shown:
            self._digit_shown = shown
            self.update()

    def digit_shown(self) -> bool:
        """Whether the digit is in sight."""
        return self._digit_shown

    def ring_box(self) -> object:
        """The ring goes round the ground, not round the bar at the edge."""
        return self.rect().adjusted(theme.px(8), 0, -theme.px(8), 0)

    def stand_close(self, close: bool) -> None:
        """Take less height: large type on a small desk."""
        if close != self._close:
            self._close = close
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(76), theme.px(CLOSE if self._close else APART))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        finish_all_composition()
        super().mousePressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        on = self.isChecked()
        box = QRectF(theme.px(8), 0, self.width() - theme.px(16), self.height())
        if on or (self.underMouse() and self.isEnabled()):
            token = "selected" if on else "hover"
            paint.surface(painter, box, theme.px(8), theme.ink(token))
        if on:
            bar = QRectF(0, theme.px(14), theme.px(3), self.height() - theme.px(28))
            paint.surface(painter, bar, theme.px(1.5), theme.ink("mark"))
        ink = theme.ink("link" if on else "label" if self.isEnabled() else "disabled_text")
        side = theme.px(24)
        left = (self.width() - side) / 2
        top = theme.px(3 if self._close else 9)
        if self._digit_shown:
            spot = QPointF(left + side / 2 + paint.cap_width("0") / 2, top + side / 2)
            digit = str(self.entry.digit)
            paint.cap(painter, spot, digit, theme.ink("cap"), theme.ink("on_cap"))
        else:
            icons.draw(painter, self.entry.icon, left, top, side, ink)
        words = QRectF(0, top + theme.px(26), self.width(), theme.px(18))
        face = Face.LABEL if on else Face.NOTE
        paint.text(painter, words, self.entry.label, face, ink, paint.CENTRE)
        if self._badge and not self._digit_shown:
            figure = str(self._badge) if self._badge < 100 else "99+"
            high = theme.px(18)
            wide = max(high, paint.width_of(figure, Face.CAP) + theme.px(9))
            spot_box = QRectF(left + side - theme.px(5), max(2, top - theme.px(5)), wide, high)
            edge = spot_box.adjusted(-1.5, -1.5, 1.5, 1.5)
            paint.surface(painter, edge, edge.height() / 2, theme.ink("badge_edge"))
            paint.surface(painter, spot_box, high / 2, theme.ink("primary"))
            paint.text(painter, spot_box, figure, Face.CAP, theme.ink("on_primary"), paint.CENTRE)

    def _say(self) -> None:
        more = f" {self._badge}건" if self._badge else ""
        self.setAccessibleName(f"{self.entry.label}{more}")
        self.setAccessibleDescription(self._shut or f"Alt+{self.entry.digit}")


class Rail(Surface):
    """The screens at the left edge; only screens that exist stand here."""

    chosen = Signal(str)

    def __init__(
        self,
        entries: list[RailEntry],
        parent: QWidget | None = None,
        *,
        pinned: str = "",
    ) -> None:
        """`pinned` is the key of the entry at the bottom (the settings)."""
        super().__init__(parent, ground="rail", gap=2)
        self.setFixedWidth(theme.px(76))
        self.items: dict[str, RailItem] = {}
        self.body.setContentsMargins(0, theme.px(12), 0, theme.px(10))
        self._mark = Mark(32)
        self.body.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addSpacing(theme.px(14))
        for entry in entries:
            if entry.key != pinned:
                self._add(entry)
        self.body.addStretch(1)
        for entry in entries:
            if entry.key == pinned:
                self._add(entry)

    def choose(self, key: str) -> None:
        """Mark the screen that is shown."""
        for name, item in self.items.items():
            item.setChecked(name == key)

    def set_badge(self, key: str, count: int) -> None:
        """The small figure at a screen."""
        self.items[key].set_badge(count)

    def show_digits(self, shown: bool) -> None:
        """Show the digits while Alt is held."""
        for item in self.items.values():
            item.show_digit(shown)

    def minimumSizeHint(self) -> QSize:
        """However many screens there are, the window may be as low as the smallest desk."""
        return QSize(theme.px(76), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        gap = self.body.spacing()
        around = self._mark.sizeHint().height() + theme.px(12 + 14 + 10) + 3 * gap
        close = len(self.items) * (theme.px(APART) + gap) + around > self.height()
        self._mark.setVisible(not close)
        for item in self.items.values():
            item.stand_close(close)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint.upright(QPainter(self), self.width() - 1, 0, self.height(), "line")

    def _add(self, entry: RailEntry) -> None:
        item = RailItem(entry)
        item.clicked.connect(lambda _on=False, key=entry.key: self._clicked(key))
        self.items[entry.key] = item
        self.body.addWidget(item)

    def _clicked(self, key: str) -> None:
        self.choose(key)
        self.chosen.emit(key)


class Who(QAbstractButton):
    """Who sits here; opens the menu of what concerns the own account."""

    ring_radius = 6

    def __init__(self, keys: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._task = "", ""
        self._keys = keys
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def show_person(self, name: str, task: str) -> None:
        """Show somebody by name and task."""
        self._name, self._task = name, task
        self.setText(f"{name} {task}".replace("&", "&&"))
        self.setAccessibleName(f"{name} {task}")
        self.setAccessibleDescription(f"내 메뉴 {self._keys}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        wide = paint.width_of(self._words(), Face.STRONG) + theme.px(28 + 8 + 6 + 16 + 12) + 2
        return QSize(wide, theme.px(36))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.click()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        finish_all_composition()
        super().mousePressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.isDown() or self.underMouse():
            ground = theme.ink("pressed" if self.isDown() else "hover")
            paint.surface(painter, QRectF(self.rect()), theme.px(6), ground)
        side = theme.px(28)
        disc = QRectF(theme.px(6), (self.height() - side) / 2, side, side)
        paint.surface(painter, disc, side / 2, theme.ink("primary_tint"))
        initial = self._name[:1]
        paint.text(painter, disc, initial, Face.LABEL, theme.ink("primary_text"), paint.CENTRE)
        left = disc.right() + theme.px(8)
        mark = theme.px(16)
        right = self.width() - theme.px(6) - mark
        words = QRectF(left, 0, right - left - theme.px(4), self.height())
        paint.text(painter, words, self._words(), Face.STRONG, theme.ink("text"), elide=True)
        spot = (self.height() - mark) / 2
        icons.draw(painter, "chevron-down", right, spot, mark, theme.ink("label"))

    def _words(self) -> str:
        return f"{self._name} {self._task}".strip()


class SearchBox(KoreanLineEdit):
    """The search at the top, 440 wide (480 on wide desks), with its key."""

    def __init__(
        self,
        placeholder: str = "이름·초성, 전화 뒷자리, 생년, 의뢰번호",
        keys: str = "Ctrl+K",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(placeholder, parent, leading="search")
        self.set_keys(keys)
        self.set_wish(440)
        self.setAccessibleName("찾기")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)


class TopBar(Surface):
    """The bar over the screen; `left` and `right` are rows to put widgets into."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, ground="page")
        self.setFixedHeight(theme.px(55) + 1)
        line = row(gap=12, margins=(24, 0, 16, 0))
        self.left = row(gap=12)
        self.right = row(gap=12)
        line.addLayout(self.left)
        line.addStretch(1)
        line.addLayout(self.right)
        self.body.addLayout(line)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint.rule(QPainter(self), 0, self.height() - 1, self.width())


class StatusItem(QWidget):
    """A sign and a few words in the status bar."""

    def __init__(self, icon: str, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = row(self, gap=5)
        self._sign = Sign(icon, 15, "second")
        self._words = PlainLabel(words, face=Face.NOTE, ink="second")
        line.addWidget(self._sign)
        line.addWidget(self._words)

    def say(self, words: str, tone: str = "second", icon: str = "") -> None:
        """Show something else; `tone` is a token, `danger` when a hand is needed."""
        self._words.setText(words)
        self._words.set_ink(tone)
        if icon:
            self._sign.show_sign(icon, tone)


class StatusBar(Surface):
    """The line at the bottom: stored, saved copy, printer; waiting and keys at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, ground="panel")
        self.setFixedHeight(theme.px(29) + 1)
        line = row(gap=14, margins=(24, 1, 24, 0))
        self.left = row(gap=14)
        self.right = row(gap=10)
        line.addLayout(self.left)
        line.addStretch(1)
        line.addLayout(self.right)
        self.body.addLayout(line)

    def add_key(self, keys: str, words: str) -> None:
        """A key and what it does, at the right end."""
        self.right.addWidget(KeyCap(keys))
        self.right.addWidget(PlainLabel(words, face=Face.NOTE, ink="second"))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint.rule(QPainter(self), 0, 0, self.width())


class Numbered(QWidget):
    """The name of a part of a form with its number, in the gutter left of the fields."""

    def __init__(self, number: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._name = number, name
        self.setAccessibleName(f"{number} {name}")
        self.setFixedWidth(theme.px(104))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(104), theme.px(36))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = theme.px(22)
        circle = QRectF(0, (self.height() - side) / 2, side, side)
        paint.surface(painter, circle, side / 2, theme.ink("cap"))
        paint.text(painter, circle, str(self._number), Face.CAP, theme.ink("on_cap"), paint.CENTRE)
        words = QRectF(side + theme.px(8), 0, self.width(), self.height())
        paint.text(painter, words, self._name, Face.STRONG, theme.ink("text"))


class PageHead(Halves):
    """The head of a screen: its name, whose it is, and the acts at the right."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        line = row(gap=10)
        self.acts = Flow(gap=10, right=True)
        super().__init__(line, self.acts, parent)
        self.title = PlainLabel(title, face=Face.TITLE)
        self.whose = PlainLabel("", face=Face.BODY, ink="second", elide=True)
        self.state = Chip("")
        self.state.hide()
        self.beside = row(gap=8)
        line.addWidget(self.title)
        line.addWidget(self.whose)
        line.addWidget(self.state)
        line.addLayout(self.beside)
        line.addStretch(1)

    def show_state(self, words: str, tone: str = "neutral", icon: str = "") -> None:
        """A chip behind the title; empty words take it away."""
        self.state.show_state(words, tone, icon)
        self.state.setVisible(bool(words))


class Section(QWidget):
    """A part of a screen: title, remark and link in one line, `body` under it."""

    def __init__(
        self, title: str, remark: str = "", parent: QWidget | None = None, *, line: bool = False
    ) -> None:
        super().__init__(parent)
        outer: QVBoxLayout = column(self, gap=8)
        if line:
            outer.addWidget(Line())
        self.head = row(gap=8)
        self.title = PlainLabel(title, face=Face.SECTION)
        self.remark = PlainLabel(remark, face=Face.NOTE, ink="second", elide=True)
        self.head.addWidget(self.title)
        self.head.addWidget(self.remark)
        self.head.addStretch(1)
        outer.addLayout(self.head)
        self.body = column(gap=8)
        outer.addLayout(self.body)
