"""Beside the form: who may be the same person, and which target groups the facts tell."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.domain.calendar import show_day
from desktop.domain.likeness import Alike
from desktop.domain.targeting import Answer, Verdict
from desktop.domain.visitor import Sex
from desktop.ui.kit import (
    Button,
    Card,
    Chip,
    Face,
    Flow,
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
    row,
)

CHIPS = {
    Answer.MET: ("해당", Tone.SUCCESS, "check"),
    Answer.CHECK: ("확인 필요", Tone.WARNING, "question"),
    Answer.UNMET: ("비해당", Tone.NEUTRAL, "minus"),
}
SHOWN = 2
"""So many likely persons have a key of their own."""


class Beside(Panel):
    """The grey panel at the right of 접수; never in the path of Tab."""

    same_chosen = Signal(object)
    """Alike: this is the person standing here."""
    answered = Signal(str, bool)
    """A question of the target rules was answered on the spot: its key, yes or no."""

    def __init__(self) -> None:
        super().__init__(margins=(16, 16), gap=10)
        self.alike: tuple[Alike, ...] = ()
        self.question: Verdict | None = None
        head = row(gap=8)
        head.addWidget(SectionTitle("같은 분이 계신가요?"))
        head.addStretch(1)
        head.addWidget(Hint("입력하는 대로 찾습니다"))
        self.body.addLayout(head)
        self._people = column(gap=8)
        self.body.addLayout(self._people)
        self._nobody = QWidget()
        line = row(self._nobody, gap=6)
        self._sign = Sign("check-circle", 18, "success")
        self._sentence = Paragraph("", face=Face.STRONG)
        line.addWidget(self._sign)
        line.addWidget(self._sentence, 1)
        self.body.addWidget(self._nobody)
        groups = row(gap=8)
        groups.addWidget(SectionTitle("대상 구분과 이유"))
        groups.addStretch(1)
        self._on = Hint()
        groups.addWidget(self._on)
        self.body.addLayout(groups)
        self._verdicts = Card(margins=(14, 4), gap=0)
        self.body.addWidget(self._verdicts)
        self.body.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.say("이름과 생년월일을 적으시면 이미 오신 분인지 찾아 드립니다.", known=False)

    def show_alike(self, alike: Sequence[Alike], sentence: str, dongs: Sequence[str]) -> None:
        """Show who may be the same; `sentence` when nobody is."""
        self.alike = tuple(alike)
        _empty(self._people)
        for place, (one, dong) in enumerate(zip(alike, dongs, strict=True)):
            card = _AlikeCard(one, dong, place + 1 if place < SHOWN else 0)
            card.chosen.connect(self.same_chosen)
            self._people.addWidget(card)
        if alike and any(one.likely for one in alike):
            self.say("", known=True)
        else:
            self.say(sentence, known=bool(sentence))

    def say(self, sentence: str, *, known: bool) -> None:
        """The line under the likely persons."""
        self._nobody.setVisible(bool(sentence))
        self._sentence.set_text(sentence)
        self._sentence.set_ink("success" if known else "second")
        self._sign.show_sign("check-circle" if known else "info", "success" if known else "second")

    def show_verdicts(self, verdicts: Sequence[Verdict], on: str) -> None:
        """Show the groups: 해당 and 확인 필요 with reasons, the others in one line."""
        self._on.setText(f"기준일 {on}")
        _empty(self._verdicts.body)
        self.question = None
        told = [one for one in verdicts if one.answer is not Answer.UNMET]
        for place, (verdict, labels) in enumerate(_by_reason(told)):
            if place:
                self._verdicts.body.addWidget(Line())
            asks = self.question is None and verdict.yes_no and bool(verdict.asks)
            if asks:
                self.question = verdict
            self._verdicts.body.addWidget(self._verdict_row(verdict, labels, asks))
        unmet = [one.rule.label for one in verdicts if one.answer is Answer.UNMET]
        if unmet:
            if told:
                self._verdicts.body.addWidget(Line())
            words = Paragraph(f"비해당: {', '.join(unmet)}", face=Face.NOTE, ink="second")
            block = QWidget()
            column(block, margins=(0, 8)).addWidget(words)
            self._verdicts.body.addWidget(block)
        if not told and not unmet:
            hint = Paragraph("생년월일과 상태를 적으시면 나타납니다.", face=Face.NOTE, ink="second")
            block = QWidget()
            column(block, margins=(0, 8)).addWidget(hint)
            self._verdicts.body.addWidget(block)

    def _verdict_row(self, verdict: Verdict, labels: str, asks: bool) -> QWidget:
        block = QWidget()
        body = column(block, gap=3, margins=(0, 8))
        head = row(gap=8)
        head.addWidget(PlainLabel(labels, face=Face.STRONG, elide=True), 1)
        words, tone, icon = CHIPS[verdict.answer]
        head.addWidget(Chip(words, tone, icon=icon))
        body.addLayout(head)
        body.addWidget(Paragraph(verdict.reason, face=Face.NOTE))
        if verdict.answer is Answer.MET:
            body.addWidget(Hint(verdict.rule.source, elide=True))
        if asks:
            answers = row(gap=8)
            for keys, label, yes in (("Ctrl+8", "예", True), ("Ctrl+9", "아니요", False)):
                button = Button(label, Role.SECONDARY, keys=keys, high=32)
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                button.clicked.connect(
                    lambda _=False, key=verdict.asks, yes=yes: self.answered.emit(key, yes)
                )
                answers.addWidget(button)
            answers.addStretch(1)
            body.addLayout(answers)
        return block


class _AlikeCard(Card):
    """Somebody who may be the same: what speaks for it and what against."""

    chosen = Signal(object)

    def __init__(self, one: Alike, dong: str, number: int) -> None:
        super().__init__(margins=(14, 10), gap=4)
        line = one.visitor
        head = row(gap=8)
        head.addWidget(PlainLabel(line.masked_name, face=Face.NAME, elide=True))
        told = [f"{line.birth_year}년생" if line.birth_year else "생년 모름"]
        if line.sex is not Sex.UNTOLD:
            told.append(line.sex.label)
        if dong:
            told.append(dong)
        head.addWidget(Hint(" · ".join(told), elide=True), 1)
        button = Button(
            "이 분입니다", Role.SECONDARY, keys=f"Ctrl+{number}" if number else "", high=32
        )
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.chosen.emit(one))
        head.addWidget(button)
        self.body.addLayout(head)
        # Where words are longer than usual they take a second line.
        marks = Flow(gap=10)
        for same, word in marks_of(one):
            mark = QWidget()
            part = row(mark, gap=4)
            tone = "success" if same else "second"
            part.addWidget(Sign("check-circle" if same else "cross-circle", 16, tone))
            part.addWidget(PlainLabel(word, face=Face.NOTE, ink=tone))
            marks.addWidget(mark)
        self.body.addLayout(marks)
        last = f"마지막 방문 {show_day(line.last_visit_on)}" if line.last_visit_on else "방문 없음"
        if one.same_phone and not (one.same_name or one.same_sound):
            last += " · 가족과 같은 번호일 수 있습니다"
        self.body.addWidget(Hint(last, elide=True))
        self.setAccessibleName(f"{line.masked_name} {' '.join(told)} {last}")


def marks_of(one: Alike) -> tuple[tuple[bool, str], ...]:
    """What agrees and what does not, the name and the birth also where they nearly do."""
    heard = one.same_sound and not one.same_name
    return (
        (one.same_name or heard, "이름의 소리" if heard else "이름"),
        (
            one.same_birth or one.slip is not None,
            f"생년 {one.slip.label}" if one.slip else "생년월일",
        ),
        (one.same_phone, "전화"),
        *(((True, "전화 앞 7자리"),) if one.same_phone_head and not one.same_phone else ()),
        *(((True, "동"),) if one.same_dong else ()),
    )


def _by_reason(verdicts: Sequence[Verdict]) -> list[tuple[Verdict, str]]:
    """Groups that wait for one and the same answer are one row: the question stands once."""
    rows: dict[object, tuple[Verdict, list[str]]] = {}
    for verdict in verdicts:
        key = verdict.reason if verdict.answer is Answer.CHECK else verdict.rule.key
        rows.setdefault(key, (verdict, []))[1].append(verdict.rule.label)
    return [(verdict, ", ".join(labels)) for verdict, labels in rows.values()]


def _empty(layout: object) -> None:
    from PySide6.QtWidgets import QLayout

    assert isinstance(layout, QLayout)
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
