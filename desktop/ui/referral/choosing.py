"""Where to? The suggested partners with their reasons, and every other one by typing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.calendar import show_date
from desktop.domain.partner import PartnerService
from desktop.domain.rights import Right
from desktop.domain.suggestion import Point, Standing, Suggestion
from desktop.ui.counter import Counter
from desktop.ui.gate import only
from desktop.ui.kit import (
    Button,
    Card,
    Chip,
    Combo,
    Face,
    Field,
    Option,
    Paragraph,
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
    answered = Signal(str, bool)
    """A question was answered on the spot: the fact it fills, and yes or no."""
    card_focused = Signal(QWidget)

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._question: Point | None = None
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
        self._out = column(gap=4)
        box.addLayout(self._out)
        box.addStretch(1)
        for keys, yes in (("Alt+Y", True), ("Alt+N", False)):
            answer = QShortcut(QKeySequence(keys), self)
            answer.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            answer.setAutoRepeat(False)
            answer.activated.connect(lambda yes=yes: self._answer_first(yes))

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
        empty_out(self._out)
        fitting = [one for one in self._suggested if one.standing is not Standing.OUT]
        out = [one for one in self._suggested if one.standing is Standing.OUT]
        shown = fitting[:SHOWN]
        self._question = next((one.question for one in shown if one.question is not None), None)
        asked = False
        for one in shown:
            first = one.question is not None and not asked
            asked = asked or first
            self._cards.addWidget(self._card(one, with_keys=first))
        if out:
            self._out.addWidget(PlainLabel(f"맞지 않아 뺀 곳 {len(out)}", face=Face.SECTION))
        for one in out:
            words = f"{one.service.label} — {one.left_out}"
            self._out.addWidget(Paragraph(words, face=Face.NOTE, ink="second"))

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

    def _answer_first(self, yes: bool) -> None:
        if self._question is not None:
            self.answered.emit(self._question.asks, yes)

    def _card(self, one: Suggestion, *, with_keys: bool) -> Card:
        card = Card(gap=2, margins=(14, 8), pressable=True, name=one.service.label)
        head = row(gap=8)
        head.addWidget(PlainLabel(one.service.label, face=Face.STRONG, elide=True), 1)
        for state in _states(one):
            head.addWidget(state)
        card.body.addLayout(head)
        for sentence in one.service.alerts:
            card.body.addWidget(Paragraph(f"알림: {sentence}", face=Face.NOTE, ink="warning"))
        if one.met:
            told = " · ".join(one.met)
            card.body.addWidget(PlainLabel(told, face=Face.NOTE, ink="second", elide=True))
        for point in one.unknown:
            card.body.addWidget(
                Paragraph(f"모름 — {point.sentence}", face=Face.NOTE, ink="warning")
            )
            if point is one.question:
                card.body.addLayout(self._answers(point, with_keys=with_keys))
        if one.outcomes is not None:
            card.body.addWidget(Paragraph(one.outcomes.words, face=Face.NOTE, ink="second"))
        if one.old_room:
            card.body.addWidget(Paragraph(one.old_room, face=Face.NOTE, ink="hint"))
        words = f"{one.why} 확인: {one.whom_to_ask}"
        card.body.addWidget(Paragraph(words, face=Face.NOTE, ink="second"))
        service_id = one.service.id
        card.pressed.connect(lambda: self.chosen.emit(service_id))
        card.focused.connect(lambda: self.card_focused.emit(card))
        return card

    def _answers(self, point: Point, *, with_keys: bool) -> QHBoxLayout:
        line = row(gap=8)
        for keys, label, yes in (("Alt+Y", "예", True), ("Alt+N", "아니요", False)):
            button = Button(label, keys=keys if with_keys else "", high=32)
            button.setAccessibleName(f"{point.question} {label}")
            only(self._counter, Right.RECEIVE, button)
            button.clicked.connect(
                lambda _=False, asks=point.asks, yes=yes: self.answered.emit(asks, yes)
            )
            line.addWidget(button)
        line.addStretch(1)
        return line


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
        # What everybody has to know before referring there stays in sight while one writes.
        self._alert = Paragraph("", face=Face.NOTE, ink="warning")
        self._alert.hide()
        self.body.addWidget(self._alert)

    def show_service(self, service: PartnerService) -> None:
        """Show another one."""
        self.name.setText(service.organisation.replace("|", " "))
        parts = [service.name]
        if service.checked_on:
            parts.append(f"{show_date(service.checked_on)} 확인")
        if service.contact_team or service.phone:
            parts.append(" ".join(part for part in (service.contact_team, service.phone) if part))
        self._service.setText(" · ".join(parts))
        self._alert.setVisible(bool(service.alerts))
        self._alert.set_text(" ".join(service.alerts))

    def let_change(self, may: bool) -> None:
        """Whether another partner may be chosen still."""
        self._change.setVisible(may)


def _states(one: Suggestion) -> list[Chip]:
    """What is to be seen at a glance: sent already, not to be sent, how it fits."""
    found = []
    if one.open_referral:
        found.append(Chip(f"진행 중 {one.open_referral}", Tone.INFO, icon="referral"))
    if one.service.missing and not one.service.internal:
        found.append(Chip("동의 받을 수 없음", Tone.WARNING, icon="alert-triangle"))
    if one.standing is Standing.FITS and one.met:
        found.append(Chip(f"맞음 {len(one.met)}", Tone.SUCCESS, icon="check-circle"))
    elif one.standing is Standing.ASK:
        found.append(Chip(f"모름 {len(one.unknown)}", Tone.WARNING, icon="question"))
    return found
