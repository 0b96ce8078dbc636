"""What was heard of the slip under the arrows: seven ticks by one key each, and what they need."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.calendar import show_day
from desktop.domain.chase import CallAnswer, CallRow, Tick
from desktop.domain.when import read_day
from desktop.services.act import Office
from desktop.ui.calls.choices import KEYS, OTHER, Needs, answer_with, needs_of
from desktop.ui.kit import (
    Button,
    Face,
    Field,
    Flow,
    Form,
    KoreanLineEdit,
    PlainLabel,
    Role,
    Surface,
    column,
    empty_out,
    row,
)


class AnswerBar(Surface):
    """Digits tick; where a tick needs a reason the next digit chooses it, then a day is typed."""

    answered = Signal(object)
    """CallAnswer: complete, the next slip may come."""
    asking = Signal()
    """A choice is awaited: it has to be in sight."""

    def __init__(self, office: Office, form: Form) -> None:
        super().__init__(gap=8)
        self._office = office
        self._form = form
        self._row: CallRow | None = None
        self._tick: Tick | None = None
        self._needs: Needs | None = None
        self._answer: CallAnswer | None = None
        self._today = date.min
        self.ticks = ticks = Flow(gap=8)
        self._buttons: dict[Tick, Button] = {}
        for key, tick in zip(KEYS, Tick, strict=False):
            button = Button(tick.label, keys=key, high=32)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, tick=tick: self.press(tick))
            self._buttons[tick] = button
            ticks.addWidget(button)
        self.body.addLayout(ticks)
        self._more = QWidget()
        box = column(self._more, gap=6)
        self._heading = PlainLabel("", face=Face.LABEL, ink="label")
        box.addWidget(self._heading)
        self._choices = Flow(gap=8)
        box.addLayout(self._choices)
        self.body.addWidget(self._more)
        line = row(gap=14)
        self.day = Field("예정 날짜", KoreanLineEdit("12. 7."), required=True)
        self.note = Field("메모", KoreanLineEdit("건강 이야기는 적지 않습니다."))
        form.add("told_on", self.day, on_leave=lambda text: show_day(read_day(text, self._today)))
        form.add("note", self.note)
        for field, share in ((self.day, 1), (self.note, 3)):
            line.addWidget(field, share)
            field.control.moved_on.connect(self.finish)  # type: ignore[attr-defined]
        self.body.addLayout(line)
        self.show_row(None, None, date.min)

    # what is shown

    def show_row(self, row: CallRow | None, answer: CallAnswer | None, today: date) -> None:
        """The ticks the slip can still take, with what was ticked before."""
        self._row, self._answer, self._today = row, answer, today
        self._tick, self._needs = None, None
        for tick, button in self._buttons.items():
            button.setEnabled(row is not None and tick in row.ticks)
            chosen = answer is not None and answer.tick is tick
            button.set_role(Role.PRIMARY if chosen else Role.SECONDARY)
        self._more.hide()
        self.day.setVisible(answer is not None and answer.tick is Tick.WAITING)
        told = answer.told_on if answer is not None else None
        self._form.set_values(
            {
                "told_on": show_day(told) if told else "",
                "note": answer.note if answer is not None else "",
            }
        )
        self.note.setVisible(answer is not None)
        self._form.clear_errors()

    @property
    def is_asking(self) -> bool:
        """Whether a choice is awaited: then the digits choose."""
        return self._needs is not None and self._answer is None

    # keys

    def digit(self, key: str) -> bool:
        """A digit was pressed over the slips; False when it means nothing now."""
        at = KEYS.find(key)
        if at < 0 or not key:
            return False
        if self.is_asking and self._needs is not None:
            if at < len(self._needs.choices):
                self._choose(self._needs.choices[at][0])
            return True
        ticks = tuple(Tick)
        if at < len(ticks) and self._buttons[ticks[at]].isEnabled():
            self.press(ticks[at])
            return True
        return False

    def press(self, tick: Tick) -> None:
        """Tick; what it needs is asked next."""
        if self._row is None:
            return
        needs = needs_of(self._office, tick, self._today)
        if needs is None:
            self._answer = CallAnswer(self._row.referral_id, tick)
            self.answered.emit(self._answer)
            return
        self._tick, self._needs, self._answer = tick, needs, None
        for one, button in self._buttons.items():
            button.set_role(Role.PRIMARY if one is tick else Role.SECONDARY)
        self._heading.setText(f"{tick.label}: {needs.heading}")
        empty_out(self._choices)
        for key, (code, label) in zip(KEYS, needs.choices, strict=False):
            button = Button(label, Role.QUIET, keys=key, high=32)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, code=code: self._choose(code))
            self._choices.addWidget(button)
        self._more.show()
        self.asking.emit()

    def _choose(self, code: str) -> None:
        if self._row is None or self._tick is None or self._needs is None:
            return
        self._answer = answer_with(self._row.referral_id, self._tick, code)
        self._more.hide()
        self.note.show()
        if self._needs.day:
            self.day.setVisible(True)
            self.day.control.setFocus(Qt.FocusReason.OtherFocusReason)
        elif code == OTHER:
            self.note.control.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.answered.emit(self._answer)

    def finish(self) -> None:
        """Enter in the day or the note: the answer is whole, or the field says what is missing."""
        answer = self._with_words()
        if answer is not None:
            self._answer = answer
            self.answered.emit(answer)

    def _with_words(self) -> CallAnswer | None:
        if self._answer is None:
            return None
        self._form.clear_errors()
        values = {name: self._form.value(name) for name in ("told_on", "note")}
        told = None
        if self._answer.tick is Tick.WAITING:
            if not str(values["told_on"]).strip():
                sentence = "기관이 알려 준 날을 적어 주십시오. 모르면 다시 여쭤볼 날을 적습니다."
                self._form.show_errors({"told_on": sentence})
                return None
            told = read_day(str(values["told_on"]), self._today)
        return CallAnswer(
            referral_id=self._answer.referral_id,
            tick=self._answer.tick,
            reason_code=self._answer.reason_code,
            told_on=told,
            result=self._answer.result,
            heard=self._answer.heard,
            note=str(values["note"] or ""),
            checks=self._answer.checks,
        )

    def cancel(self) -> bool:
        """Esc: nothing was chosen after all; False when nothing was being asked."""
        if self._tick is None or self._row is None:
            return False
        self.show_row(self._row, None, self._today)
        return True
