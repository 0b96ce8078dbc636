"""One row of the consent paper: what was told, and 동의 or 미동의 as ticked on it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop.domain.calendar import show_date
from desktop.domain.consent import Answer, ConsentKind, ConsentLine
from desktop.services.consents import ConsentQuestion
from desktop.ui.kit import (
    Button,
    Card,
    Chip,
    Face,
    Flow,
    Halves,
    Paragraph,
    PlainLabel,
    Role,
    Segmented,
    Tone,
    column,
    give_tip,
)

ANSWER_KEYS = {Qt.Key.Key_Y: Answer.AGREED, Qt.Key.Key_N: Answer.DECLINED}
"""One key answers one row and goes on to the next. No digits: a scanner types those."""
ANSWERS = [(Answer.AGREED.value, "동의"), (Answer.DECLINED.value, "미동의")]

_MAY_REST_ON_LAW = (ConsentKind.COLLECTION, ConsentKind.THIRD_PARTY)


class QuestionRow(Card):
    """One row of the paper: what was told, and what is ticked on it."""

    moved_on = Signal()
    ticked = Signal()
    withdrawal_wanted = Signal(object)
    ground_wanted = Signal(object)
    """ConsentQuestion: something is given without a consent."""

    def __init__(self, question: ConsentQuestion) -> None:
        """An empty row: nothing is ticked beforehand."""
        super().__init__(gap=4, margins=(14, 8))
        self.question = question
        service = question.service
        self.field = (
            question.kind.value if service is None else f"{question.kind.value}:{service.id}"
        )
        acts = Flow(gap=10, right=True)
        words = column(gap=2)
        head = Flow(gap=8)
        head.addWidget(PlainLabel(self._title(), face=Face.STRONG, elide=True))
        self._state = Chip("")
        if not self._show_state():  # shown without a parent it would be a window of its own
            self._state.hide()
        head.addWidget(self._state)
        for line in question.grounds:
            head.addWidget(_ground_chip(line))
        words.addLayout(head)
        told = " · ".join(f"{label}: {text}" for label, text in question.told if text)
        self._short = PlainLabel(told, face=Face.NOTE, ink="second", elide=True)
        self._whole = Paragraph(told, ink="text")
        self._whole.hide()
        words.addWidget(self._short)
        words.addWidget(self._whole)
        self._choice = Segmented(ANSWERS, name=self._title(), high=36)
        self._choice.moved_on.connect(self.moved_on)
        self._choice.value_changed.connect(self._took)
        current = question.current
        if current is not None and current.living:
            self._choice.hide()
            withdraw = Button("철회", Role.LINK, high=32)
            withdraw.clicked.connect(lambda: self.withdrawal_wanted.emit(current))
            again = Button("다시 받기", Role.LINK, high=32)
            again.clicked.connect(self._ask_again)
            self._links: list[Button] = [again, withdraw]
            for link in self._links:
                acts.addWidget(link)
        else:
            self._links = []
        if question.internal:
            self._choice.hide()
        elif question.kind in _MAY_REST_ON_LAW and (question.grounds or not self._links):
            acts.addWidget(self._without_consent(question))
        self._choice.setEnabled(not question.missing)
        acts.addWidget(self._choice)
        self.body.addWidget(Halves(words, acts, gap=10))
        self._error = Paragraph("", face=Face.NOTE, ink="danger")
        self._error.hide()
        self.body.addWidget(self._error)

    def _without_consent(self, question: ConsentQuestion) -> Button:
        """The way to what is given without a consent, or to its end."""
        if question.grounds:
            end = Button("근거 끝내기", Role.LINK, high=32)
            end.clicked.connect(lambda: self.withdrawal_wanted.emit(question.grounds[0]))
            return end
        ground = Button("동의 없는 근거", Role.LINK, high=32)
        ground.clicked.connect(lambda: self.ground_wanted.emit(question))
        return ground

    def read_out(self, whole: bool) -> None:
        """Show the whole wording, to be read out on the telephone."""
        self._whole.setVisible(whole)
        self._short.setVisible(not whole)

    def answer(self) -> str | None:
        """What was ticked, None for a row left alone."""
        return None if self._choice.isHidden() else self._choice.value()

    @property
    def has_keys(self) -> bool:
        """Whether the keys stand on this row."""
        return self._choice.hasFocus()

    def put_back(self, answer: str) -> None:
        """Show what was ticked before the form was left, unless it cannot be asked any more."""
        if self.question.missing:
            return
        if self._choice.isHidden():
            self._open_choice()
        self._choice.set_value(answer)

    def forget(self) -> None:
        """The row was recorded."""
        self._choice.set_value(None)

    def focus(self) -> bool:
        """Put the keys on this row; False when there is nothing to tick."""
        if self._choice.isHidden() or not self._choice.isEnabled():
            return False
        self._choice.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Y and N answer the row."""
        answer = ANSWER_KEYS.get(Qt.Key(event.key()))
        if answer is None or event.modifiers() or event.isAutoRepeat():
            super().keyPressEvent(event)
            return
        if not self._choice.isHidden() and self._choice.isEnabled():
            self._choice.set_value(answer.value)
            self.moved_on.emit()

    def show_error(self, sentence: str) -> None:
        """Say what is wrong with this row."""
        self._error.set_text(sentence)
        self._error.setVisible(bool(sentence))
        self._choice.set_tone("danger" if sentence else "")

    def _title(self) -> str:
        question = self.question
        if question.service is not None:
            return f"{question.kind.label} · {question.service.label}"
        return f"{question.kind.label}{' (필수)' if question.required else ' (선택)'}"

    def _show_state(self) -> bool:
        current = self.question.current
        if self.question.internal:
            self._state.show_state("내부 · 동의 없이 연계", Tone.INFO, "info")
            return True
        if self.question.missing:
            self._state.show_state(
                f"{', '.join(self.question.missing)} 없음", Tone.WARNING, "alert-triangle"
            )
            return True
        if current is None:
            return False
        day = show_date(current.given_at.date())
        if current.stale_wording:
            words = f"재동의 필요 · {', '.join(current.changed)} 바뀜"
            self._state.show_state(words, Tone.WARNING, "alert-triangle")
        elif current.living:
            self._state.show_state(f"{day} 동의", Tone.SUCCESS, "check-circle")
        elif current.answer is Answer.AGREED:
            self._state.show_state(f"{day} 동의 · 다시 받기", Tone.WARNING, "clock")
        else:
            self._state.show_state(f"{day} {current.answer.label}", Tone.NEUTRAL, "minus")
        return True

    def _open_choice(self) -> None:
        self._choice.show()
        for link in self._links:
            link.hide()

    def _ask_again(self) -> None:
        self._open_choice()
        self._choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _took(self) -> None:
        self.show_error("")
        self.ticked.emit()


def _ground_chip(line: ConsentLine) -> Chip:
    """The basis with its article; the reason is told to whoever points at it."""
    chip = Chip(f"{line.basis.label} · {line.article}", Tone.INFO, icon="info")
    give_tip(chip, line.reason)
    return chip
