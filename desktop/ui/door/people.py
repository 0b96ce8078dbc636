"""Choosing who sits down: one tile per account, arrows move, the password comes next."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.kit import paint, theme
from desktop.ui.kit.spoken import Spoken, SpokenRole
from desktop.ui.kit.text import PlainLabel
from desktop.ui.kit.theme import Face
from desktop.ui.kit.tips import give_tip

SHOWN = 4
"""Tiles in one row of the card; more accounts scroll under the arrows."""
FLAT = 8 + 28 + 8 + 10
"""Design pixels of a low tile beside its name."""
WIDEST = 160
"""Design pixels of a tile; a longer name is cut."""


class AccountTile(QWidget, Spoken):
    """Initial, name and role of one account."""

    spoken_role = SpokenRole.ListItem
    pressed = Signal()

    def __init__(self, name: str, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._role = name, role
        self._chosen = False
        self._flat = False
        self.ring_radius = 8
        self.setAccessibleName(f"{name} {role}".strip())

    def spoken_selected(self) -> bool | None:
        """Whether its password is asked."""
        return self._chosen

    def set_chosen(self, chosen: bool) -> None:
        """Mark the account whose password is asked."""
        self._chosen = chosen
        self.update()

    def set_flat(self, flat: bool) -> None:
        """Disc and name side by side, the role only for the ear: for a low window."""
        self._flat = flat
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        wide = paint.width_of(self._name, Face.STRONG)
        if self._flat:
            return QSize(min(wide + theme.px(FLAT), theme.px(WIDEST)), theme.px(44))
        wide = max(wide, paint.width_of(self._role, Face.NOTE))
        wide = min(max(theme.px(112), wide + theme.px(20)), theme.px(WIDEST))
        return QSize(wide, theme.px(106 if self._role else 88))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - theme.px(FLAT - 10 if self._flat else 2 * 8)
        cut = paint.width_of(self._name, Face.STRONG) > room
        give_tip(self, self._name if cut else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.pressed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, edge = ("selected", "chosen") if self._chosen else ("card", "control")
        box = QRectF(self.rect())
        paint.surface(
            painter,
            box,
            theme.px(8),
            theme.ink(ground),
            theme.ink(edge),
            1.5 if self._chosen else 1,
        )
        disc = QRectF(self.width() / 2 - theme.px(20), theme.px(11), theme.px(40), theme.px(40))
        if self._flat:
            side = theme.px(28)
            disc = QRectF(theme.px(8), (self.height() - side) / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.ink("primary" if self._chosen else "neutral_tint"))
        painter.drawEllipse(disc)
        centre = Qt.AlignmentFlag.AlignCenter
        ink = theme.ink("on_primary" if self._chosen else "neutral")
        face = Face.LABEL if self._flat else Face.NAME
        paint.text(painter, disc, self._name[:1], face, ink, centre)
        ink = theme.ink("link" if self._chosen else "text")
        if self._flat:
            left = disc.right() + theme.px(8)
            line = QRectF(left, 0, self.width() - left, self.height())
            paint.text(painter, line, self._name, Face.STRONG, ink, elide=True)
            return
        line = QRectF(0, theme.px(56), self.width(), theme.px(22))
        line.adjust(theme.px(8), 0, -theme.px(8), 0)
        paint.text(painter, line, self._name, Face.STRONG, ink, centre, elide=True)
        if self._role:
            line = QRectF(0, theme.px(76), self.width(), theme.px(22))
            paint.text(painter, line, self._role, Face.NOTE, theme.ink("second"), centre)


class AccountRow(QWidget, Spoken):
    """All accounts in a row: one stop of Tab, arrows choose, Enter goes on to the password."""

    spoken_role = SpokenRole.ComboBox
    chosen = Signal(object)
    """account id: 63 bits do not fit in a signal's int"""
    settled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("계정")
        self.ring_radius = 10
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(10))
        self._ids: list[int] = []
        self._tiles: list[AccountTile] = []
        self._first = 0
        self._current = 0
        self._flat = False
        self._more = PlainLabel("", self, face=Face.NOTE, ink="second")
        self._more.hide()

    def offer(self, accounts: Sequence[tuple[int, str, str]], chosen_id: int | None = None) -> None:
        """Show (id, name, role) of everybody who can sign in."""
        for tile in self._tiles:
            self._box.removeWidget(tile)
            tile.deleteLater()
        self._ids = [account[0] for account in accounts]
        self._tiles = []
        for place, (_id, name, role) in enumerate(accounts):
            tile = AccountTile(name, role, self)
            tile.pressed.connect(lambda place=place: self.choose(place))
            tile.setMaximumWidth(theme.px(WIDEST))
            tile.set_flat(self._flat)
            self._box.addWidget(tile, 1)
            self._tiles.append(tile)
        place = self._ids.index(chosen_id) if chosen_id in self._ids else 0
        self.choose(place)

    def spoken_value(self) -> str:
        """Who is chosen."""
        return self._tiles[self._current].accessibleName() if self._tiles else ""

    def set_flat(self, flat: bool) -> None:
        """Low tiles, for large type on a small desk."""
        if flat != self._flat:
            self._flat = flat
            for tile in self._tiles:
                tile.set_flat(flat)

    def choose(self, place: int) -> None:
        """Take the account at a place in the row."""
        if not self._tiles:
            return
        self._current = max(0, min(place, len(self._tiles) - 1))
        if self._current < self._first:
            self._first = self._current
        elif self._current >= self._first + SHOWN:
            self._first = self._current - SHOWN + 1
        for index, tile in enumerate(self._tiles):
            tile.set_chosen(index == self._current)
            tile.setVisible(self._first <= index < self._first + SHOWN)
        self.setAccessibleDescription(self._tiles[self._current].accessibleName())
        self.chosen.emit(self._ids[self._current])

    def step(self, step: int) -> None:
        """The next account to the right (1) or to the left (-1)."""
        self.choose(self._current + step)

    def current_id(self) -> int | None:
        """The account chosen."""
        return self._ids[self._current] if self._ids else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self.step(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.settled.emit()
        else:
            super().keyPressEvent(event)
