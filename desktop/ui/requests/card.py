"""One request: what was asked, what is still to be done, and who has to be told."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.calendar import show_date, show_day
from desktop.domain.guard import clean, find_identifiers
from desktop.domain.subject_request import (
    ITEM_LABELS,
    Postponed,
    Recipient,
    RequestCard,
    RequestKind,
    RequestState,
)
from desktop.services.requests.copying import PARTS
from desktop.ui.kit import (
    Banner,
    Button,
    Card,
    Chip,
    Face,
    Field,
    Flow,
    Form,
    KoreanTextEdit,
    Line,
    Paragraph,
    PlainLabel,
    Role,
    SectionTitle,
    ToggleChips,
    Tone,
    column,
    row,
)
from desktop.ui.kit.theme import px

TONES = {
    RequestState.OPEN: Tone.WARNING,
    RequestState.ANSWERED: Tone.SUCCESS,
    RequestState.REFUSED: Tone.NEUTRAL,
    RequestState.WITHDRAWN: Tone.NEUTRAL,
}
_DONE = {
    RequestKind.VIEW: "열람 마침",
    RequestKind.CORRECT: "정정 마침",
    RequestKind.DELETE: "삭제 처리 마침",
    RequestKind.STOP: "처리정지 시작",
}
_HINT = {
    RequestKind.VIEW: "열람본을 한 장씩 살펴본 뒤 인쇄해 드리고 마칩니다.",
    RequestKind.CORRECT: "접수 내용이나 상담 기록을 고친 뒤 마칩니다. 고치기 전과 뒤가 남습니다.",
    RequestKind.DELETE: "파기로 넘기면 다른 분이 승인합니다. 넘긴 뒤에 마칩니다.",
    RequestKind.STOP: "처리정지를 시작하면 풀 때까지 의뢰서를 내거나 다시 인쇄하지 않습니다.",
}


class RequestView(QWidget):
    """The page of one request; its acts are said by signals."""

    preview_wanted = Signal(object)
    """Parts of the copy to be looked at."""
    copy_wanted = Signal(object)
    mend_wanted = Signal()
    hand_over_wanted = Signal()
    answer_wanted = Signal(str)
    refuse_wanted = Signal(str)
    take_back_wanted = Signal(str)
    answer_paper_wanted = Signal()
    notice_wanted = Signal(object)
    """Recipient to be written to."""
    person_wanted = Signal()
    postpone_wanted = Signal()
    postponed_paper_wanted = Signal()

    def __init__(self, card: RequestCard, today: date, *, masked: bool) -> None:
        super().__init__()
        self.card, self._today = card, today
        self.parts: ToggleChips | None = None
        self.form: Form | None = None
        body = column(self, gap=12)
        if card.is_open and card.line.overdue:
            late = f"{show_day(card.line.due_on)}까지 답해야 했습니다. 먼저 처리해 주십시오."
            body.addWidget(Banner(late, "danger"))
        elif card.is_open and card.postponed is not None and not card.postponed.told:
            told = "열람을 미룬 것을 아직 알리지 않았습니다. 연기 통지서를 인쇄해 드리십시오."
            body.addWidget(Banner(told, "warning"))
        elif card.holds:
            told = "풀기 전까지" if not card.is_open else "처리할 때까지"
            body.addWidget(Banner(f"{told} 해당 항목을 의뢰서에 쓰지 않습니다.", "info"))
        body.addWidget(self._facts(masked=masked))
        if card.is_open:
            body.addWidget(self._acts())
        else:
            body.addWidget(self._after())
        if card.recipients:
            body.addWidget(self._recipients(masked=masked))
        body.addStretch(1)

    def _facts(self, *, masked: bool) -> Card:
        card, line = self.card, self.card.line
        sheet = Card(gap=6, margins=(18, 14))
        head = Flow(gap=8)
        name = line.masked_name if masked else card.name
        head.addWidget(PlainLabel(f"{line.kind.label} 요구 · {name} 님", face=Face.SECTION))
        head.addWidget(Chip(line.state.label, TONES[line.state]))
        person = Button("이분 보기", Role.LINK, icon="person", high=32)
        person.clicked.connect(self.person_wanted)
        head.addWidget(person)
        sheet.body.addLayout(head)
        items = ", ".join(ITEM_LABELS.get(key, key) for key in card.items) or "모두"
        due, put_off = show_day(line.due_on), card.postponed
        facts = [
            ("접수번호", line.number),
            ("받은 날", f"{show_day(line.received_on)} {card.way.label} · {card.received_by}"),
            ("처리 기한", due if put_off else f"{due} (받은 날을 빼고 10일)"),
            ("미룸", _put_off(put_off, masked=masked) if put_off else ""),
            ("본인 확인", card.identity.label),
            ("대리인", "" if masked else card.proxy),
            ("항목", items),
            ("요구 내용", "" if masked else card.wanted),
        ]
        if card.answered_at is not None:
            facts.append(("처리", f"{show_date(card.answered_at.date())} {card.answered_by}"))
            facts.append(("처리 내용", "" if masked else card.answer))
        if card.destruction is not None:
            facts.append(("파기", card.destruction.label))
        if not masked and not card.is_open:
            facts += [
                (one.label, f"{one.old or '없음'} → {one.new or '없음'}")
                for one in card.corrections
                if one.old != one.new
            ]
        for label, text in facts:
            if text:
                sheet.body.addLayout(_fact(label, text))
        return sheet

    def _acts(self) -> Card:
        """What is to be done while it is open."""
        kind = self.card.line.kind
        sheet = Card(gap=10, margins=(18, 14))
        sheet.body.addWidget(SectionTitle("처리"))
        sheet.body.addWidget(Paragraph(_HINT[kind], face=Face.NOTE, ink="second"))
        first = Flow(gap=10)
        if kind is RequestKind.VIEW:
            self.parts = ToggleChips(list(PARTS))
            self.parts.set_value(tuple(key for key, _ in PARTS))
            sheet.body.addWidget(Field("담을 것", self.parts, room=False, across=True))
            look = Button("열람본 살펴보기", icon="eye")
            look.clicked.connect(lambda: self.preview_wanted.emit(self.chosen_parts()))
            copy = Button("열람본 인쇄", icon="printer", keys="Ctrl+P")
            copy.clicked.connect(lambda: self.copy_wanted.emit(self.chosen_parts()))
            first.addWidget(look)
            first.addWidget(copy)
        elif kind is RequestKind.CORRECT:
            mend = Button("접수 내용 고치기", icon="pencil")
            mend.clicked.connect(self.mend_wanted)
            first.addWidget(mend)
        elif kind is RequestKind.DELETE and self.card.destruction is None:
            hand = Button("파기로 넘기기", Role.DANGER, icon="trash")
            hand.clicked.connect(self.hand_over_wanted)
            first.addWidget(hand)
        self._add_postponing(first)
        if first.count():
            sheet.body.addLayout(first)
        sheet.body.addWidget(Line())
        self.form = Form(self, guard=find_identifiers, clean=clean)
        words = Field("처리 내용", KoreanTextEdit("통지서에 그대로 나옵니다", lines=2), room=False)
        self.form.add("answer", words)
        sheet.body.addWidget(words)
        foot = Flow(gap=10, right=True)
        drop = Button("요구 취소", Role.QUIET)
        drop.clicked.connect(lambda: self.take_back_wanted.emit(self.words()))
        refuse = Button("거절")
        refuse.clicked.connect(lambda: self.refuse_wanted.emit(self.words()))
        done = Button(_DONE[kind], Role.PRIMARY, icon="check", keys="Ctrl+S")
        done.clicked.connect(lambda: self.answer_wanted.emit(self.words()))
        for button in (drop, refuse, done):
            foot.addWidget(button)
        sheet.body.addLayout(foot)
        self.form.then(done)
        return sheet

    def _add_postponing(self, acts: Flow) -> None:
        """A 열람 may be put off once; then the paper that says so has to go out."""
        if self.card.may_postpone(self._today):
            put_off = Button("열람 미루기", Role.QUIET, icon="clock")
            put_off.clicked.connect(self.postpone_wanted)
            acts.addWidget(put_off)
        elif self.card.postponed is not None:
            again = self.card.postponed.told
            words = "연기 통지서 다시 인쇄" if again else "연기 통지서 인쇄"
            paper = Button(words, icon="printer")
            paper.clicked.connect(self.postponed_paper_wanted)
            acts.addWidget(paper)

    def _after(self) -> Card:
        """What is left once it was answered: the notice, and lifting a 처리정지."""
        sheet = Card(gap=10, margins=(18, 14))
        sheet.body.addWidget(SectionTitle("알리기"))
        acts = Flow(gap=10)
        paper = Button("처리결과 통지서 인쇄", Role.PRIMARY, icon="printer", keys="Ctrl+P")
        paper.clicked.connect(self.answer_paper_wanted)
        acts.addWidget(paper)
        line = self.card.line
        if line.kind is RequestKind.STOP and line.state is RequestState.ANSWERED:
            lift = Button("처리정지 풀기")
            lift.clicked.connect(lambda: self.take_back_wanted.emit(""))
            acts.addWidget(lift)
        if line.kind is RequestKind.VIEW and line.state is RequestState.ANSWERED:
            copy = Button("열람본 다시 인쇄", icon="printer")
            copy.clicked.connect(lambda: self.copy_wanted.emit(()))
            acts.addWidget(copy)
        sheet.body.addLayout(acts)
        return sheet

    def _recipients(self, *, masked: bool) -> Card:
        """Who got it, from the papers as they were frozen when issued."""
        sheet = Card(gap=6, margins=(18, 14))
        kind, answered = self.card.line.kind, self.card.line.state is RequestState.ANSWERED
        title = "고치기 전 내용을 받은 곳" if kind is RequestKind.CORRECT else "정보를 받은 곳"
        sheet.body.addWidget(SectionTitle(title))
        for place, one in enumerate(self.card.recipients):
            if place:
                sheet.body.addWidget(Line())
            sheet.body.addWidget(self._recipient(one, may=answered, masked=masked))
        return sheet

    def _recipient(self, one: Recipient, *, may: bool, masked: bool) -> QWidget:
        part = QWidget()
        words = column(part, gap=2, margins=(0, 4))
        head = Flow(gap=8)
        head.addWidget(PlainLabel(one.partner, face=Face.NAME, elide=True))
        if one.internal:
            head.addWidget(Chip("내부", Tone.INFO))
        if one.told:
            head.addWidget(Chip("알림 인쇄함", Tone.SUCCESS, icon="check-circle"))
        words.addLayout(head)
        items = ", ".join(item.label for item in one.items)
        told = f"{one.slip_number} · {show_date(one.issued_on)}" + ("" if masked else f" · {items}")
        words.addWidget(Paragraph(told, face=Face.NOTE, ink="second"))
        if may:
            again = "알림 다시 인쇄" if one.told else "알림 인쇄"
            write = Button(again, icon="printer", high=32)
            write.setAccessibleName(f"{one.partner} {again}")
            write.clicked.connect(lambda: self.notice_wanted.emit(one))
            words.addLayout(_right(write))
        return part

    def chosen_parts(self) -> tuple[str, ...]:
        """Which parts of the copy are wanted."""
        return tuple(self.parts.value()) if self.parts is not None else ()

    def words(self) -> str:
        """What was done, as typed."""
        if self.form is None:
            return ""
        values = self.form.read()
        return str(values["answer"]) if values is not None else ""


def _put_off(one: Postponed, *, masked: bool) -> str:
    told = f"{show_day(one.on)}에 미룸 · 본래 기한 {show_day(one.due_on)}"
    return told if masked else f"{told} · {one.why}"


def _fact(label: str, text: str) -> QHBoxLayout:
    line = row(gap=10)
    name = PlainLabel(label, face=Face.LABEL, ink="second")
    name.setFixedWidth(px(84))
    line.addWidget(name)
    line.addWidget(Paragraph(text), 1)
    return line


def _right(button: Button) -> QHBoxLayout:
    line = row(gap=10)
    line.addStretch(1)
    line.addWidget(button)
    return line
