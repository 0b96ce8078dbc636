"""What comes next with one visitor: steps to be done, partners that may fit."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.calendar import show_short_day
from desktop.domain.consent import ConsentLine
from desktop.domain.rights import Right
from desktop.domain.suggestion import Standing, Suggestion
from desktop.domain.visit import Duty
from desktop.ui.counter import Counter
from desktop.ui.gate import only
from desktop.ui.kit import (
    Button,
    Card,
    Chip,
    Face,
    Hint,
    Line,
    Panel,
    Paragraph,
    PlainLabel,
    Role,
    SectionTitle,
    Sign,
    Tone,
    column,
    empty_out,
    row,
)
from desktop.ui.visitor.basis import BasisCard

HIDDEN = "가려져 있습니다. F12로 다시 봅니다."
WITH_KEYS = 3
MOST = 6
_STEP_SIGNS = {
    "consent": "shield-check",
    "follow_up": "calendar",
    "appointment": "calendar",
    "partner_call": "phone",
    "visitor_call": "phone",
    "settle": "check-circle",
    "hand_over": "referral",
    "seeking_ends": "clock",
    "stay_ends": "globe",
    "subject_request": "shield-check",
}


class Ahead(Panel):
    """The grey panel at the right of 사람."""

    slip_asked = Signal(object)
    """A slip for this partner service."""
    answered = Signal(str, bool)
    """A question was answered on the spot."""
    rights_wanted = Signal()
    """The person asks about their own data."""
    step_done = Signal(object)
    """Duty: it was done."""

    def __init__(self, counter: Counter) -> None:
        super().__init__(margins=(16, 14), gap=10)
        self._counter = counter
        self.offered: tuple[Suggestion, ...] = ()
        self.question = ""
        self.steps: tuple[Duty, ...] = ()
        self.body.addWidget(SectionTitle("다음에 할 일"))
        self._steps = Card(margins=(14, 4), gap=0)
        self.body.addWidget(self._steps)
        head = row(gap=8)
        head.addWidget(SectionTitle("추천 기관"))
        head.addStretch(1)
        head.addWidget(Hint("결정은 상담사가 합니다"))
        self.body.addLayout(head)
        self._partners = column(gap=8)
        self.body.addLayout(self._partners)
        # Below what is done next: only what has to be asked again stands among the steps.
        self._basis_title = SectionTitle("동의와 근거")
        self.basis = BasisCard()
        self.body.addWidget(self._basis_title)
        self.body.addWidget(self.basis)
        self.body.addStretch(1)
        foot = row(gap=8)
        foot.addStretch(1)
        rights = Button("열람·정정·삭제 요구", Role.LINK, keys="R", high=32)
        rights.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        rights.clicked.connect(self.rights_wanted)
        foot.addWidget(rights)
        self.body.addLayout(foot)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def show_steps(self, steps: Sequence[Duty], missing: str) -> None:
        """Show what is open; `missing` says that the consent still has to be taken."""
        self.steps = tuple(steps)
        empty_out(self._steps.body)
        lines: list[QWidget] = []
        if missing:
            lines.append(_step_line("shield-check", missing, Chip("C", Tone.NEUTRAL), "warning"))
        for place, step in enumerate(self.steps[:MOST]):
            due = show_short_day(step.due_on)
            if step.overdue:
                end: QWidget = Chip(f"{due} 지남", Tone.DANGER, icon="clock")
            else:
                end = Hint(due)
            line = _step_line(
                _STEP_SIGNS.get(step.kind, "calendar"), _words_of(step), end, "second"
            )
            if step.kind == "follow_up":
                first = not any(one.kind == "follow_up" for one in self.steps[:place])
                done = Button("마침", Role.LINK, keys="D" if first else "", high=32)
                done.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                only(self._counter, Right.COUNSEL, done)
                done.clicked.connect(lambda _=False, step=step: self.step_done.emit(step))
                layout = line.layout()
                if layout is not None:
                    layout.addWidget(done)
            lines.append(line)
        if not lines:
            lines.append(_step_line("check-circle", "남은 일이 없습니다.", None, "success"))
        for place, line in enumerate(lines):
            if place:
                self._steps.body.addWidget(Line())
            self._steps.body.addWidget(line)

    def show_basis(self, lines: Sequence[ConsentLine]) -> None:
        """Show on what ground the data are used and given."""
        self.basis.show_lines(lines)
        self._basis_title.setVisible(not self.basis.isHidden())

    def cover(self) -> None:
        """F12: neither what was agreed nor why a partner fits is to be read."""
        self.steps, self.offered, self.question = (), (), ""
        empty_out(self._steps.body)
        empty_out(self._partners)
        self.basis.cover()
        self._basis_title.hide()
        self._steps.body.addWidget(_step_line("eye-off", HIDDEN, None, "second"))

    def show_suggestions(self, suggestions: Sequence[Suggestion]) -> None:
        """Show what may fit, best first with its argument, and name what was left out."""
        fitting = [one for one in suggestions if one.standing is not Standing.OUT]
        out = [one for one in suggestions if one.standing is Standing.OUT]
        self.offered = tuple(fitting[:MOST])
        self.question = ""
        empty_out(self._partners)
        for place, one in enumerate(self.offered):
            number = place + 1 if place < WITH_KEYS else 0
            card = _PartnerCard(one, number, whole=place == 0)
            only(self._counter, Right.REFER, card.slip)
            only(self._counter, Right.RECEIVE, *card.answers)
            if card.question and not self.question:
                self.question = card.question
            card.slip_asked.connect(self.slip_asked)
            card.answered.connect(self.answered)
            self._partners.addWidget(card)
        if not self.offered:
            hint = Paragraph(
                "알맞은 기관이 아직 없습니다. 접수 내용을 더 채우면 추천이 나타납니다.",
                face=Face.NOTE,
                ink="second",
            )
            self._partners.addWidget(hint)
        if out:
            names = ", ".join(one.service.label for one in out)
            words = f"맞지 않아 뺀 곳 {len(out)}: {names}. 까닭은 의뢰서의 기관 고르기에 있습니다."
            self._partners.addWidget(Paragraph(words, face=Face.NOTE, ink="second"))


class _PartnerCard(Card):
    """A partner service with what fits and what is not known; the first one in full."""

    slip_asked = Signal(object)
    answered = Signal(str, bool)

    def __init__(self, one: Suggestion, number: int, *, whole: bool) -> None:
        super().__init__(margins=(14, 10), gap=4)
        self.question = ""
        self.answers: list[Button] = []
        service = one.service
        self.set_selected(whole)
        head = row(gap=8)
        title = PlainLabel(service.organisation, face=Face.NAME, elide=True)
        head.addWidget(title, 1)
        if one.open_referral:
            head.addWidget(Chip("진행 중", Tone.INFO, icon="referral"))
        if not whole:
            self._counts(head, one)
        keys = str(number) if number else ""
        slip = self.slip = Button(
            "의뢰서 쓰기", Role.PRIMARY if whole else Role.SECONDARY, keys=keys, high=32
        )
        slip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        slip.clicked.connect(lambda: self.slip_asked.emit(service.id))
        if not whole:
            head.addWidget(slip)
        self.body.addLayout(head)
        under = service.name
        if one.open_referral:
            under += f" · 이미 의뢰하셨습니다 ({one.open_referral})"
        self.body.addWidget(Hint(under, elide=True))
        for sentence in service.alerts:
            self.body.addWidget(_reason("alert-triangle", "알림", sentence, "warning"))
        if not whole:
            self.body.addWidget(Hint(one.why, elide=True))
            return
        if one.met:
            self.body.addWidget(_reason("check-circle", "맞음", " · ".join(one.met), "success"))
        for point in one.unknown[:2]:
            self.body.addWidget(_reason("question", "모름", point.sentence, "warning"))
            if point.yes_no and not self.question:
                self.question = point.asks
                self.body.addLayout(self._answers(point.asks))
        if one.outcomes is not None:
            self.body.addWidget(Paragraph(one.outcomes.words, face=Face.NOTE, ink="second"))
        if one.old_room:
            self.body.addWidget(Paragraph(one.old_room, face=Face.NOTE, ink="hint"))
        self.body.addWidget(Paragraph(one.why, face=Face.NOTE, ink="second"))
        whom = f"가능성일 뿐입니다. 확인: {one.whom_to_ask}"
        self.body.addWidget(Paragraph(whom, face=Face.NOTE, ink="second"))
        foot = row(gap=8)
        foot.addStretch(1)
        foot.addWidget(slip)
        self.body.addLayout(foot)

    def _answers(self, asks: str) -> QLayout:
        line = row(gap=8, margins=(24, 0, 0, 0))
        for keys, label, yes in (("Y", "예", True), ("N", "아니요", False)):
            button = Button(label, Role.SECONDARY, keys=keys, high=32)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, yes=yes: self.answered.emit(asks, yes))
            self.answers.append(button)
            line.addWidget(button)
        line.addStretch(1)
        return line

    @staticmethod
    def _counts(head: QLayout, one: Suggestion) -> None:
        for many, label, tone, icon in (
            (len(one.met), "맞음", Tone.SUCCESS, "check-circle"),
            (len(one.unknown), "모름", Tone.WARNING, "question"),
        ):
            if many:
                head.addWidget(Chip(f"{label} {many}", tone, icon=icon))


def _words_of(step: Duty) -> str:
    heads = {"partner_call": "기관에 전화", "visitor_call": "전화", "settle": "정리할 의뢰"}
    head = heads.get(step.kind)
    return f"{head} — {step.text}" if head else step.text


def _step_line(icon: str, words: str, end: QWidget | None, ink: str) -> QWidget:
    part = QWidget()
    line = row(part, gap=8, margins=(0, 8))
    line.addWidget(Sign(icon, 18, ink))
    line.addWidget(PlainLabel(words, elide=True), 1)
    if end is not None:
        line.addWidget(end)
    return part


def _reason(icon: str, word: str, sentence: str, ink: str) -> QWidget:
    part = QWidget()
    line = row(part, gap=6)
    mark: QVBoxLayout = column(gap=0, margins=(0, 1, 0, 0))
    mark.addWidget(Sign(icon, 18, ink))
    mark.addStretch(1)
    line.addLayout(mark)
    side: QVBoxLayout = column(gap=0)
    side.addWidget(PlainLabel(word, face=Face.LABEL, ink=ink))
    side.addStretch(1)
    line.addLayout(side)
    line.addWidget(Paragraph(sentence, face=Face.NOTE), 1)
    return part
