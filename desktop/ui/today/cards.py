"""The cards of 오늘: one stop of Tab each, worked by single keys shown on them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from desktop.domain.calendar import show_short_day, show_time
from desktop.domain.codes import CodeBook
from desktop.domain.rights import Right
from desktop.domain.visit import AppointmentLine, AppointmentState, Duty, VisitLine, VisitState
from desktop.ui.kit import (
    Button,
    Card,
    Chip,
    Face,
    Flow,
    Hint,
    PlainLabel,
    Role,
    Tone,
    column,
    row,
    theme,
)
from desktop.ui.kit.spoken import SpokenRole

LONG_WAIT = 15
"""Minutes of waiting from which the card says so."""

LARGE = 1.25
CHIP_ROOM = 190
"""Design pixels that a card of the smallest desk has for its chips."""

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Deed:
    """What can be done with a card: its name, its words, its key and the cap that shows it."""

    name: str
    words: str
    key: Qt.Key
    cap: str
    icon: str = ""


CALL = Deed("call", "부르기", Qt.Key.Key_Return, "Enter", "speaker")
BEGIN = Deed("start", "상담 시작", Qt.Key.Key_Return, "Enter", "play")
BEGIN_NOW = Deed("start", "시작", Qt.Key.Key_S, "S")
OPEN = Deed("open", "열기", Qt.Key.Key_Return, "Enter")
FINISH = Deed("finish", "마침", Qt.Key.Key_E, "E")
HAND_OVER = Deed("hand_over", "넘김", Qt.Key.Key_H, "H")
WENT_AWAY = Deed("leave", "돌아감", Qt.Key.Key_X, "X")
UNDO = Deed("undo", "되돌림", Qt.Key.Key_U, "U")
NOTE = Deed("note", "상담 기록", Qt.Key.Key_F4, "F4")
SLIP = Deed("slip", "의뢰서", Qt.Key.Key_F6, "F6")
ARRIVED = Deed("arrived", "오셨음", Qt.Key.Key_Return, "Enter", "check")
MISSED = Deed("missed", "불참", Qt.Key.Key_N, "N")
EXTEND = Deed("extend", "3개월 연장", Qt.Key.Key_E, "E")
SETTLE = Deed("settle", "마침", Qt.Key.Key_D, "D")
PUT_OFF = Deed("put_off", "1주 미룸", Qt.Key.Key_E, "E")
DIAL = Deed("dial", "전화", Qt.Key.Key_Return, "Enter", "phone")
PAUSE = Deed("pause", "재촉 중지", Qt.Key.Key_P, "P")
GIVEN = Deed("given", "드렸음", Qt.Key.Key_Return, "Enter", "check")
LOOK_OVER = Deed("dial", "보고 정리", Qt.Key.Key_Return, "Enter", "check-circle")
PERSON = Deed("open", "사람", Qt.Key.Key_O, "O")

DEED_RIGHTS = {
    "call": Right.RECEIVE,
    "start": Right.RECEIVE,
    "finish": Right.RECEIVE,
    "hand_over": Right.RECEIVE,
    "leave": Right.RECEIVE,
    "undo": Right.RECEIVE,
    "arrived": Right.RECEIVE,
    "missed": Right.RECEIVE,
    "extend": Right.RECEIVE,
    "note": Right.COUNSEL,
    "slip": Right.REFER,
    "settle": Right.COUNSEL,
    "put_off": Right.COUNSEL,
    "dial": Right.REFER,
    "pause": Right.REFER,
    "given": Right.REFER,
}
"""What somebody must be allowed to do for a deed; whoever may look may open."""
_OF_STATE: dict[VisitState, tuple[tuple[Deed, ...], tuple[Deed, ...]]] = {
    VisitState.WAITING: ((CALL, BEGIN_NOW), (HAND_OVER, WENT_AWAY)),
    VisitState.CALLED: ((BEGIN,), (HAND_OVER, WENT_AWAY, UNDO)),
    VisitState.COUNSELLING: ((OPEN, FINISH), (NOTE, SLIP, HAND_OVER, UNDO)),
    VisitState.DONE: ((OPEN,), (UNDO,)),
    VisitState.LEFT: ((OPEN,), (UNDO,)),
}
"""What is on buttons and what only on keys, by where the visit stands."""


@dataclass(frozen=True, slots=True)
class Rest:
    """The duties of one kind that are folded away; stands among them like a record."""

    kind: str
    count: int
    unread: int = 0
    """So many of them the board did not read: more than anybody gets done."""
    id: int = -1
    visitor_id: int | None = None


class _OwnKeys(QObject):
    """F4 and F6 on a card are about this visit, not about the window's last visitor.

    Heard only at the card with the focus: a card that listened to all its own events would
    take twice as long to be made.
    """

    def eventFilter(self, card: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and isinstance(card, ActCard)
            and card.has_key(event)
        ):
            event.accept()
            return True
        return False


@cache
def _own_keys() -> _OwnKeys:
    """Made on the window's thread, whichever thread loads this module."""
    return _OwnKeys()


class ActCard(Card):
    """A card that has the keys while it is focused, and then shows what they do."""

    line: VisitLine | AppointmentLine | Duty | Rest
    """What the card is about."""
    asked = Signal(str)
    """A deed was asked for, by its name."""
    stepped = Signal(int, int)
    """An arrow was pressed: columns to the right, cards down."""

    def __init__(self, *, margins: tuple[int, int] = (11, 9), gap: int = 4) -> None:
        super().__init__(pressable=True, margins=margins, gap=gap)
        self._deeds: dict[Qt.Key, str] = {}
        self._first = ""
        self._shown: tuple[tuple[Deed, ...], tuple[Deed, ...]] = ((), ())
        self._wanted: tuple[tuple[Deed, ...], tuple[Deed, ...]] = ((), ())
        self._may: Callable[[Right], bool] = lambda _right: True
        self._buttons: QWidget | None = None
        self.spoken_role = SpokenRole.ListItem
        self.pressed.connect(self._press)
        # The column says which of its cards Tab stops at.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def set_deeds(self, buttons: Sequence[Deed], keys: Sequence[Deed] = ()) -> None:
        """What can be done: the first of `buttons` by Enter, `keys` only by their key."""
        self._wanted = (tuple(buttons), tuple(keys))
        buttons, keys = (
            tuple(deed for deed in deeds if self._is_allowed(deed)) for deeds in self._wanted
        )
        if not buttons and self._wanted[0] and self.line.visitor_id is not None:
            # Whoever may only look still gets to the person.
            buttons = (OPEN,)
        shown = (buttons, keys)
        if shown == self._shown:
            return
        self._shown = shown
        self._deeds = {deed.key: deed.name for deed in (*buttons, *keys)}
        self._first = buttons[0].name if buttons else ""
        self.setAccessibleDescription(
            ", ".join(f"{deed.cap} {deed.words}" for deed in (*buttons, *keys))
        )
        if self._buttons is not None:
            self._buttons.hide()
            self._buttons.deleteLater()
            self._buttons = None
        if self.hasFocus():
            self._open_buttons()

    def allow(self, may: Callable[[Right], bool]) -> None:
        """Offer only what whoever sits here may do."""
        self._may = may
        self.set_deeds(*self._wanted)

    def _is_allowed(self, deed: Deed) -> bool:
        right = DEED_RIGHTS.get(deed.name)
        return right is None or self._may(right)

    def spoken_selected(self) -> bool | None:
        """Whether the keys work on it."""
        return self.is_selected()

    def can(self, name: str) -> bool:
        """Whether the deed is offered now."""
        return name in self._deeds.values()

    def _press(self) -> None:
        if self._first and self.hasFocus():
            self.asked.emit(self._first)

    def _open_buttons(self) -> None:
        if self._buttons is None:
            buttons, keys = self._shown
            self._buttons = QWidget()
            block = column(self._buttons, gap=5, margins=(0, 4, 0, 2))
            line = Flow(gap=8)
            for place, deed in enumerate(buttons):
                role = Role.PRIMARY if place == 0 else Role.SECONDARY
                # Large type on a small desk: the sign gives way, the key stays.
                icon = deed.icon if theme.scale() < LARGE else ""
                button = Button(deed.words, role, icon=icon, keys=deed.cap, high=32)
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                button.clicked.connect(lambda _=False, name=deed.name: self.asked.emit(name))
                line.addWidget(button)
            block.addLayout(line)
            if keys:
                told = "  ".join(f"{deed.cap} {deed.words}" for deed in keys)
                block.addWidget(Hint(told, elide=True))
            self.body.addWidget(self._buttons)
        self._buttons.show()

    def close_buttons(self) -> None:
        """Another card has the keys now."""
        self.set_selected(False)
        if self._buttons is not None:
            self._buttons.hide()

    def has_key(self, event: QKeyEvent) -> bool:
        """Whether the key is a deed's of this card."""
        return not event.modifiers() and Qt.Key(event.key()) in self._deeds

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key in _ARROWS:
            self.stepped.emit(*_ARROWS[key])
        elif plain and key in _ENTER and not event.isAutoRepeat():
            if self._first:
                self.asked.emit(self._first)
        elif plain and key in self._deeds:
            self.asked.emit(self._deeds[key])
        else:
            # Space is no deed here: it must not call somebody by mistake.
            QWidget.keyPressEvent(self, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.installEventFilter(_own_keys())
        self.set_selected(True)
        self._open_buttons()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.removeEventFilter(_own_keys())
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.close_buttons()


class VisitCard(ActCard):
    """Somebody waiting or being counselled."""

    def __init__(self, line: VisitLine, codes: CodeBook, now: datetime) -> None:
        super().__init__()
        self._codes = codes
        self.line = line
        self._ticket = PlainLabel(face=Face.NAME, ink="link")
        self._ticket.setMinimumWidth(theme.px(32))
        self._name = PlainLabel(face=Face.NAME, elide=True)
        self._new = Chip("신규", Tone.INFO)
        self._minutes = Chip("")
        self._purposes = Hint(elide=True)
        self._who = Hint(elide=True)
        head = row(gap=6)
        head.addWidget(self._ticket)
        head.addWidget(self._name)
        head.addWidget(self._new)
        head.addStretch(1)
        head.addWidget(self._minutes)
        self.body.addLayout(head)
        second = row(gap=8, margins=(38, 0, 0, 0))
        second.addWidget(self._purposes, 1)
        second.addWidget(self._who)
        self.body.addLayout(second)
        self._chips = QWidget()
        self._chip_row = row(self._chips, gap=6, margins=(38, 2, 0, 0))
        self.body.addWidget(self._chips)
        self._told: tuple[tuple[str, str, str], ...] = ()
        self.show_visit(line, now)

    def show_visit(self, line: VisitLine, now: datetime) -> None:
        """Show where the visit stands at this minute."""
        self.line = line
        self._ticket.setText(str(line.ticket))
        self._name.setText(line.masked_name)
        # Large type on a small desk: beside a long wait it goes under the name.
        self._new.setVisible(line.first_time and theme.scale() < LARGE)
        since = line.started_at if line.state is VisitState.COUNSELLING else line.arrived_at
        minutes = max(0, int((now - (since or line.arrived_at)).total_seconds() // 60))
        waiting = line.state in (VisitState.WAITING, VisitState.CALLED)
        late = waiting and minutes >= LONG_WAIT
        self._minutes.show_state(
            f"{minutes}분", Tone.WARNING if late else Tone.NEUTRAL, "clock" if late else ""
        )
        purposes = purposes_of(line, self._codes)
        self._purposes.setText(purposes)
        self._who.setText(
            f"담당 {line.counsellor}" if waiting and line.counsellor else line.counsellor
        )
        self._show_chips(line)
        buttons, keys = _OF_STATE[line.state]
        if line.visitor_id is None:
            buttons = tuple(deed for deed in buttons if deed is not OPEN)
            keys = tuple(deed for deed in keys if deed not in (NOTE, SLIP))
        self.set_deeds(buttons, keys)
        told = [f"{line.ticket}번", line.masked_name, line.state.label, f"{minutes}분", purposes]
        self.setAccessibleName(", ".join(part for part in told if part))

    def _show_chips(self, line: VisitLine) -> None:
        told: list[tuple[str, str, str]] = []
        if line.state is VisitState.CALLED:
            told.append(("부름", Tone.PRIMARY, "speaker"))
        if line.note_drafted:
            told.append(("상담 기록 작성 중", Tone.INFO, "pencil"))
        if line.slip_printed:
            told.append(("의뢰서 출력", Tone.SUCCESS, "printer"))
        told += [
            (self._codes.label_of("needs", need), Tone.WARNING, "ear") for need in line.needs[:2]
        ]
        if line.first_time and theme.scale() >= LARGE:
            told.append(("신규", Tone.INFO, ""))
        if tuple(told) == self._told:
            return
        self._told = tuple(told)
        while (item := self._chip_row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        wide = 0
        for words, tone, icon in told[:2]:
            chip = Chip(words, tone, icon=icon)
            self._chip_row.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
            wide += chip.sizeHint().width()
        self._chip_row.addStretch(1)
        # Two long ones are wider than a column of the board: then one under the other.
        down = wide > theme.px(CHIP_ROOM)
        self._chip_row.setDirection(
            QBoxLayout.Direction.TopToBottom if down else QBoxLayout.Direction.LeftToRight
        )
        self._chips.setVisible(bool(told))


class DoneRow(ActCard):
    """Somebody served: one line, newest first."""

    def __init__(self, line: VisitLine, codes: CodeBook, _now: datetime) -> None:
        super().__init__(margins=(11, 5))
        self._codes = codes
        self.line = line
        self._ticket = PlainLabel(face=Face.FIGURE, ink="second")
        self._ticket.setMinimumWidth(theme.px(28))
        self._name = PlainLabel(face=Face.STRONG, elide=True)
        self._name.setMinimumWidth(theme.px(56))
        self._what = Hint(elide=True)
        head = row(gap=8)
        head.addWidget(self._ticket)
        head.addWidget(self._name)
        head.addWidget(self._what, 1)
        self.body.addLayout(head)
        self.show_visit(line, _now)

    def show_visit(self, line: VisitLine, _now: datetime) -> None:
        """Show what came of the visit."""
        self.line = line
        self._ticket.setText(str(line.ticket))
        self._name.setText(line.masked_name)
        what = purposes_of(line, self._codes)
        if line.state is VisitState.LEFT:
            what = f"돌아감 · {what}"
        elif line.result:
            what = f"{self._codes.label_of('visit_results', line.result)} · {what}"
        if line.slip_printed:
            what = f"의뢰 · {what}"
        self._what.setText(what)
        buttons, keys = _OF_STATE[line.state]
        if line.visitor_id is None:
            buttons, keys = (), (UNDO,)
        self.set_deeds(buttons, keys)
        self.setAccessibleName(f"{line.ticket}번, {line.masked_name}, {line.state.label}, {what}")


class AppointmentRow(ActCard):
    """An appointment of today: one key when he is here, another when he did not come."""

    def __init__(self, line: AppointmentLine, now: datetime) -> None:
        super().__init__(margins=(8, 5))
        self.line = line
        self._at = PlainLabel(face=Face.FIGURE_STRONG)
        self._name = PlainLabel(face=Face.BODY, elide=True)
        self._what = Hint(elide=True)
        self._chip = Chip("")
        head = row(gap=8)
        head.addWidget(self._at)
        head.addWidget(self._name)
        head.addWidget(self._what, 1)
        head.addWidget(self._chip)
        self.body.addLayout(head)
        self.show_appointment(line, now)

    def show_appointment(self, line: AppointmentLine, now: datetime) -> None:
        """Show what became of it; one whose time has passed without anybody says so."""
        self.line = line
        self._at.setText(show_time(line.at))
        self._name.setText(line.masked_name)
        self._what.setText(line.purpose)
        planned = line.state is AppointmentState.PLANNED
        late = planned and line.at < now
        state = "지남" if late else line.state.label
        self._chip.setVisible(late or not planned)
        warned = late or line.state is AppointmentState.NO_SHOW
        self._chip.show_state(state, Tone.WARNING if warned else Tone.NEUTRAL)
        if planned:
            self.set_deeds((ARRIVED, MISSED), (Deed("open", "열기", Qt.Key.Key_O, "O"),))
        else:
            self.set_deeds((OPEN,), (UNDO,) if line.state is not AppointmentState.ARRIVED else ())
        self.setAccessibleName(
            f"예약 {show_time(line.at)}, {line.masked_name}, {line.purpose}, {state}"
        )


class DutyRow(ActCard):
    """Something that needs doing."""

    def __init__(self, duty: Duty) -> None:
        super().__init__(margins=(8, 5))
        self.line = duty
        self._what = PlainLabel(face=Face.BODY, elide=True)
        self._when = Hint()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        head = row(gap=8)
        head.addWidget(self._what, 1)
        head.addWidget(self._when)
        self.body.addLayout(head)
        self._detail = Hint(elide=True)
        self.body.addWidget(self._detail)
        self.show_duty(duty)

    def show_duty(self, duty: Duty) -> None:
        """Show it with the day it is due."""
        self.line = duty
        text = " · ".join(part for part in (duty.masked_name, duty.text) if part)
        self._what.setText(text)
        self._what.set_face(Face.STRONG if duty.own else Face.BODY)
        self._when.setText(show_short_day(duty.due_on))
        self._when.set_ink("danger" if duty.overdue else "second")
        self._detail.setText(duty.detail)
        self._detail.setVisible(bool(duty.detail))
        self.set_deeds(*_OF_DUTY.get(duty.kind, ((OPEN,), ())))
        own = "내 담당, " if duty.own else ""
        late = ", 기한 지남" if duty.overdue else ""
        told = f", {duty.detail}" if duty.detail else ""
        self.setAccessibleName(f"{own}{text}, {show_short_day(duty.due_on)}{late}{told}")


_OF_DUTY: dict[str, tuple[tuple[Deed, ...], tuple[Deed, ...]]] = {
    "seeking_ends": ((OPEN, EXTEND), ()),
    "follow_up": ((OPEN, SETTLE), (PUT_OFF,)),
    "partner_call": ((DIAL, PAUSE), ()),
    "visitor_call": ((DIAL, PAUSE), (PERSON,)),
    "hand_over": ((GIVEN, PAUSE), (PERSON,)),
    "settle": ((LOOK_OVER,), ()),
}
"""What is on buttons and what only on keys, by the kind of duty; the others are opened."""


def purposes_of(line: VisitLine, codes: CodeBook) -> str:
    """취업상담 · 교육"""
    return " · ".join(codes.label_of("visit_purposes", code) for code in line.purposes)
