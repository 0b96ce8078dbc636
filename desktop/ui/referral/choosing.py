"""Where to? The suggested partners with their reasons, and every other one by typing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.calendar import show_date
from desktop.domain.partner import PartnerService, Suggestion
from desktop.ui.kit import (
    Button,
    Card,
    Chip,
    Combo,
    Face,
    Field,
    Option,
    PlainLabel,
    Sign,
    Tone,
    column,
    empty_out,
    row,
)
from desktop.ui.kit.theme import px

SHOWN = 6


class PartnerChoice(QWidget):
    """Type a partner or press one of the cards; Enter in the empty box takes the first."""

    chosen = Signal(object)
    """The id of the partner's service: an object, because Qt's int has 32 bits."""
    card_focused = Signal(QWidget)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suggested: tuple[Suggestion, ...] = ()
        self._quiet = False
        box = column(self, gap=8)
        self._choice = Combo(placeholder="기관이나 서비스 이름, 초성", leading="search")
        self._choice.value_changed.connect(self._take)
        self._choice.moved_on.connect(self._take_first)
        box.addWidget(Field("어디로 의뢰할까요?", self._choice, room=False))
        head = row(gap=8)
        head.addWidget(PlainLabel("추천 기관", face=Face.SECTION))
        head.addWidget(
            PlainLabel(
                "Enter는 맨 위 기관 · 결정은 상담사가 합니다.",
                face=Face.NOTE,
                ink="second",
                elide=True,
            ),
            1,
        )
        box.addSpacing(px(8))
        box.addLayout(head)
        self._cards = column(gap=6)
        box.addLayout(self._cards)
        box.addStretch(1)

    def offer(self, suggested: Sequence[Suggestion]) -> None:
        """Show these, the best first."""
        self._suggested = tuple(suggested)
        self.show_again()

    def show_again(self) -> None:
        """The same once more, with nothing chosen."""
        self._quiet = True
        self._choice.set_options(
            [Option(str(one.service.id), one.service.label) for one in self._suggested]
        )
        self._choice.set_value(None)
        self._quiet = False
        empty_out(self._cards)
        for one in self._suggested[:SHOWN]:
            self._cards.addWidget(self._card(one))

    def begin(self) -> None:
        """Put the keys into the box."""
        self._choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self) -> None:
        key = self._choice.value()
        if key and not self._quiet:
            self.chosen.emit(int(key))

    def _take_first(self) -> None:
        if not self._choice.value() and not self._choice.text_now() and self._suggested:
            self.chosen.emit(self._suggested[0].service.id)

    def _card(self, one: Suggestion) -> Card:
        card = Card(gap=2, margins=(14, 8), pressable=True, name=one.service.label)
        head = row(gap=8)
        head.addWidget(PlainLabel(one.service.label, face=Face.STRONG, elide=True), 1)
        state = _state(one)
        if state is not None:
            head.addWidget(state)
        card.body.addLayout(head)
        card.body.addWidget(PlainLabel(_because(one), face=Face.NOTE, ink="second", elide=True))
        service_id = one.service.id
        card.pressed.connect(lambda: self.chosen.emit(service_id))
        card.focused.connect(lambda: self.card_focused.emit(card))
        return card


class ChosenPartner(Card):
    """Which partner's service the slip is for, and the way to another one."""

    change_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(margins=(14, 9))
        line = row(gap=12)
        line.addWidget(Sign("partner", 22, "link"))
        words = column(gap=1)
        self.name = PlainLabel("", face=Face.SECTION, elide=True)
        self._service = PlainLabel("", face=Face.NOTE, ink="second", elide=True)
        words.addWidget(self.name)
        words.addWidget(self._service)
        line.addLayout(words, 1)
        self._change = Button("기관 바꾸기", high=32)
        self._change.clicked.connect(self.change_wanted)
        line.addWidget(self._change)
        self.body.addLayout(line)

    def show_service(self, service: PartnerService) -> None:
        """Show another one."""
        self.name.setText(service.organisation.replace("|", " "))
        parts = [service.name]
        if service.checked_on:
            parts.append(f"{show_date(service.checked_on)} 확인")
        if service.contact_team or service.phone:
            parts.append(" ".join(part for part in (service.contact_team, service.phone) if part))
        self._service.setText(" · ".join(parts))

    def let_change(self, may: bool) -> None:
        """Whether another partner may be chosen still."""
        self._change.setVisible(may)


def _state(one: Suggestion) -> Chip | None:
    if one.open_referral:
        return Chip(f"진행 중 {one.open_referral}", Tone.INFO, icon="referral")
    if one.service.missing:
        return Chip("동의 받을 수 없음", Tone.WARNING, icon="alert-triangle")
    if one.met:
        return Chip(f"맞음 {len(one.met)}", Tone.SUCCESS, icon="check-circle")
    if one.unknown:
        return Chip(f"모름 {len(one.unknown)}", Tone.WARNING, icon="question")
    if one.unmet:
        return Chip("안 맞음", Tone.DANGER, icon="cross-circle")
    return None


def _because(one: Suggestion) -> str:
    if one.met:
        return one.met[0]
    if one.unknown:
        return one.unknown[0][1]
    return one.unmet[0] if one.unmet else " · ".join(one.service.criteria)
