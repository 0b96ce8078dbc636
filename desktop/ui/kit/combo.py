"""Choosing one of many by typing a part of its name."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.korean import matches, search_key
from desktop.ui.kit import icons, paint, theme
from desktop.ui.kit.option import ENTER, Option, options
from desktop.ui.kit.outside import PressOutside
from desktop.ui.kit.scroll_bar import ScrollBar
from desktop.ui.kit.spoken import Spoken, SpokenRole
from desktop.ui.kit.theme import Face
from desktop.ui.kit.typed_line import KoreanLineEdit


class Combo(KoreanLineEdit):
    """One of many: type a part of the name or its first consonants, Enter takes the first.

    Only what is in the list can be chosen; leaving with anything else brings back
    the last choice. An emptied field chooses nothing.
    """

    def __init__(
        self,
        choices: Iterable[tuple[str, str] | Option] = (),
        value: str | None = None,
        parent: QWidget | None = None,
        *,
        placeholder: str = "고르기",
        leading: str = "",
        size: str = "",
    ) -> None:
        super().__init__(placeholder, parent, leading=leading, trailing="chevron-down", size=size)
        self._options = options(choices)
        self._chosen: Option | None = None
        self._list: _ChoiceList | None = None
        self._typing = False
        self.setText("")
        self.set_value(value)
        self.shown_text_changed.connect(self._filter)
        self.sign_clicked.connect(self._toggle)

    def value(self) -> Any:
        """The key of the choice, None when nothing is chosen."""
        return self._chosen.key if self._chosen else None

    def chosen(self) -> Option | None:
        """The whole choice."""
        return self._chosen

    def set_value(self, value: object) -> None:
        """Choose by key; None or an unknown key chooses nothing."""
        found = next((option for option in self._options if option.key == value), None)
        self._take(found)

    def set_options(self, choices: Iterable[tuple[str, str] | Option]) -> None:
        """Offer other things; a choice that is among them stays."""
        self._options = options(choices)
        self.set_value(self.value())

    def options(self) -> tuple[Option, ...]:
        """Everything that can be chosen."""
        return self._options

    def found(self, typed: str) -> list[Option]:
        """What fits the letters typed, best first."""
        key = search_key(typed)
        if not key:
            return list(self._options)
        ranked: list[tuple[int, int, Option]] = []
        for at, option in enumerate(self._options):
            if option.beside and search_key(option.beside).startswith(key):
                ranked.append((0, at, option))
            elif matches(typed, option.label):
                ranked.append((1, at, option))
            else:
                label = search_key(option.label)
                if any(matches(typed, label[start:]) for start in range(1, len(label))):
                    ranked.append((2, at, option))
        return [option for _, _, option in sorted(ranked, key=lambda one: one[:2])]

    def is_open(self) -> bool:
        """Whether the list is shown."""
        return self._list is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if self._list is None:
                self._open(self._options)
            else:
                self._list.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and self._list is not None:
            self._list.step(6 if key == Qt.Key.Key_PageDown else -6)
        elif key == Qt.Key.Key_Escape and self._list is not None:
            self._take(self._chosen)
        elif key in ENTER:
            self.finish_composition()
            if self._list is not None:
                here = self._list.current()
                self._take(here if here is not None else self._chosen)
            self.moved_on.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if not self._trailing_box().contains(event.position()) and self._list is None:
            self.selectAll()
            self._open(self._options)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.finish_composition()
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._settle()
        super().focusOutEvent(event)
        self.deselect()

    def _filter(self, typed: str) -> None:
        if not self._typing and self.hasFocus():
            if typed or self._chosen is None:
                self._open(self.found(typed))
            else:
                self._take(None)
                self._open(self._options)

    def _toggle(self) -> None:
        self.setFocus()
        if self._list is None:
            self._open(self._options)
        else:
            self._close()

    def _open(self, shown: Sequence[Option]) -> None:
        if self._list is None:
            self._list = _ChoiceList(self)
            self._list.taken.connect(self._take_clicked)
        self._list.offer(shown, self._chosen)

    def _take_clicked(self, option: object) -> None:
        if isinstance(option, Option):
            self._take(option)

    def _close(self) -> None:
        if self._list is not None:
            self._list.hide()
            self._list.deleteLater()
            self._list = None

    def settle(self) -> bool:
        """Take what is typed when it can mean one thing only; False when it stays undecided.

        For saving while the cursor is still here: what was typed is neither lost nor guessed.
        """
        self.finish_composition()
        typed = self.text().strip()
        if self._chosen is not None and typed == self._chosen.label:
            return True
        sole = self._only(typed)
        if typed and sole is None:
            return False
        self._take(sole)
        return True

    def _settle(self) -> None:
        typed = self.text().strip()
        if not typed:
            self._take(None)
        elif self._chosen is None or typed != self._chosen.label:
            self._take(self._only(typed) or self._chosen)
        self._close()

    def _only(self, typed: str) -> Option | None:
        fitting = self.found(typed) if typed else []
        exact = [option for option in fitting if option.label == typed]
        sole = exact or (fitting if len(fitting) == 1 else [])
        return sole[0] if sole else None

    def _take(self, option: Option | None) -> None:
        changed = option != self._chosen
        self._chosen = option
        self._typing = True
        self.setText(option.label if option else "")
        self.setCursorPosition(0)
        self._typing = False
        self._close()
        if changed:
            self.value_changed.emit()


class CodePicker(Combo):
    """An occupation out of the 139 of the classification: by number, name or first consonants."""

    def __init__(
        self,
        choices: Iterable[tuple[str, str] | Option] = (),
        value: str | None = None,
        parent: QWidget | None = None,
        *,
        placeholder: str = "직종 이름이나 번호",
    ) -> None:
        """`choices` are (code, name); the code stands beside the name in the list."""
        listed = tuple(
            option if option.beside else Option(option.key, option.label, option.key)
            for option in options(choices)
        )
        super().__init__(listed, value, parent, placeholder=placeholder, leading="search")

    def set_options(self, choices: Iterable[tuple[str, str] | Option]) -> None:
        """Offer another edition of the classification."""
        super().set_options(
            option if option.beside else Option(option.key, option.label, option.key)
            for option in options(choices)
        )


class _ChoiceList(QWidget, Spoken):
    """The open list under a combo; a child of the window, so that the input method stays put."""

    spoken_role = SpokenRole.List
    taken = Signal(object)
    ROW = 38
    MOST = 8

    def __init__(self, owner: Combo) -> None:
        super().__init__(owner.window())
        self._owner = owner
        self._shown: tuple[Option, ...] = ()
        self._chosen: Option | None = None
        self._at = 0
        self._first = 0
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self._bar = ScrollBar(Qt.Orientation.Vertical, self)
        self._bar.valueChanged.connect(self._scrolled)
        PressOutside(self, owner).pressed.connect(owner._close)

    def offer(self, shown: Sequence[Option], chosen: Option | None) -> None:
        """Show these rows under the field, above it where there is no room below."""
        self._shown, self._chosen = tuple(shown), chosen
        self._at = self._shown.index(chosen) if chosen in self._shown else 0
        rows = max(1, min(self.MOST, len(self._shown)))
        spare = theme.px(10)
        widest = max(
            (
                paint.width_of(one.label, Face.STRONG) + paint.width_of(one.beside, Face.NOTE)
                for one in self._shown
            ),
            default=0,
        )
        wide = max(self._owner.width(), min(widest + theme.px(88), theme.px(480)))
        high = rows * theme.px(self.ROW) + theme.px(10)
        window = self._owner.window()
        under = self._owner.mapTo(window, QPoint(0, self._owner.height() + theme.px(4)))
        if under.y() + high > window.height():
            above = self._owner.mapTo(window, QPoint(0, -theme.px(4))).y() - high
            under.setY(above if above >= 0 else max(0, window.height() - high))
        under.setX(max(0, min(under.x(), window.width() - wide - spare)))
        # Room for the soft edge round the card.
        self.setGeometry(under.x() - spare, under.y() - spare, wide + 2 * spare, high + 2 * spare)
        self._bar.setRange(0, max(0, len(self._shown) - rows))
        self._bar.setPageStep(rows)
        self._bar.setVisible(len(self._shown) > rows)
        self._bar.setGeometry(
            spare + wide - theme.px(16), spare + theme.px(5), theme.px(12), high - theme.px(10)
        )
        self._reveal()
        self.show()
        self.raise_()
        self.update()
        self._say()

    def current(self) -> Option | None:
        """The row the arrows stand on."""
        return self._shown[self._at] if self._at < len(self._shown) else None

    def step(self, by: int) -> None:
        """Go up or down."""
        if self._shown:
            self._at = max(0, min(len(self._shown) - 1, self._at + by))
            self._reveal()
            self._say()
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position())
        if row is not None:
            self.taken.emit(self._shown[row])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position())
        if row is not None and row != self._at:
            self._at = row
            self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._bar.setValue(self._bar.value() - (1 if event.angleDelta().y() > 0 else -1))
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        spare = theme.px(10)
        card = QRectF(self.rect()).adjusted(spare, spare, -spare, -spare)
        paint.soft_edge(painter, card, theme.px(8), spare - 2)
        paint.surface(painter, card, theme.px(8), theme.ink("card"), theme.ink("rule"))
        if not self._shown:
            words = "맞는 것이 없습니다. 다른 낱말로 찾아보세요."
            box = card.adjusted(theme.px(16), 0, -theme.px(8), 0)
            paint.text(painter, box, words, Face.NOTE, theme.ink("second"), elide=True)
            return
        high = theme.px(self.ROW)
        rows = max(1, min(self.MOST, len(self._shown)))
        right = card.right() - theme.px(18 if self._bar.isVisible() else 6)
        for row in range(rows):
            at = self._first + row
            if at >= len(self._shown):
                break
            option = self._shown[at]
            box = QRectF(
                card.left() + theme.px(6),
                card.top() + theme.px(5) + row * high,
                right - card.left() - theme.px(6),
                high,
            )
            here, chosen = at == self._at, option == self._chosen
            if here:
                paint.surface(painter, box, theme.px(6), theme.ink("selected"))
            ink = theme.ink("link" if here else "text")
            face = Face.STRONG if here or chosen else Face.BODY
            left = box.left() + theme.px(10)
            room = box.right() - left - theme.px(32 if chosen else 8)
            if option.beside:
                beside = paint.width_of(option.beside, Face.NOTE)
                label = min(paint.width_of(option.label, face) + 2, room - beside - theme.px(12))
                spot = QRectF(left + label + theme.px(12), box.top(), beside + 2, high)
                token = "text" if here else "second"
                paint.text(painter, spot, option.beside, Face.NOTE, theme.ink(token))
                room = label
            paint.text(
                painter, QRectF(left, box.top(), room, high), option.label, face, ink, elide=True
            )
            if chosen:
                side = theme.px(18)
                icons.draw(
                    painter,
                    "check",
                    box.right() - theme.px(26),
                    box.top() + (high - side) / 2,
                    side,
                    theme.ink("link"),
                )

    def _row_at(self, spot: QPointF) -> int | None:
        top = theme.px(10) + theme.px(5)
        row = int((spot.y() - top) // theme.px(self.ROW)) + self._first
        return row if spot.y() >= top and 0 <= row < len(self._shown) else None

    def _reveal(self) -> None:
        rows = max(1, min(self.MOST, len(self._shown)))
        if self._at < self._first:
            self._first = self._at
        elif self._at >= self._first + rows:
            self._first = self._at - rows + 1
        self._first = max(0, min(self._first, len(self._shown) - rows))
        self._bar.setValue(self._first)

    def _scrolled(self, first: int) -> None:
        self._first = first
        self.update()

    def spoken_name(self) -> str:
        """What is chosen for."""
        return self._owner.accessibleName()

    def spoken_value(self) -> str:
        """The marked row."""
        here = self.current()
        return here.label if here is not None else ""

    def _say(self) -> None:
        here = self.current()
        if here is not None:
            self._owner.setAccessibleDescription(f"{here.label} {here.beside}".strip())
