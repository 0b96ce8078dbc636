"""The head of 사람: who it is, which groups he belongs to, and what can be begun."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop.domain.calendar import age_on, show_date
from desktop.domain.codes import CodeBook
from desktop.domain.contact import show_phone
from desktop.domain.masking import mask_birth, mask_phone
from desktop.domain.targeting import Answer, Verdict
from desktop.domain.visit import VisitLine, VisitState
from desktop.domain.visitor import Seeking, Sex, VisitorCard, VisitorDraft
from desktop.ui.kit import (
    Button,
    Card,
    Chip,
    Dot,
    Face,
    Flow,
    Hint,
    PlainLabel,
    Role,
    Tone,
    column,
    empty_out,
    give_tip,
    row,
    theme,
)

OPEN = (VisitState.WAITING, VisitState.CALLED, VisitState.COUNSELLING)
"""States in which somebody's visit still goes on."""
NARROW = 952
"""Design pixels below which the head stands in two lines."""
CHIPS = 5
"""So many group chips stand in the head; the others are named in its tooltip."""


class VisitorHead(Card):
    """Name, age and phone as far as they may be seen; group chips; the four acts."""

    reveal_wanted = Signal()
    again_wanted = Signal()
    mend_wanted = Signal()
    slip_wanted = Signal()
    note_wanted = Signal()
    seeking_wanted = Signal()

    def __init__(self, codes: CodeBook) -> None:
        super().__init__(margins=(16, 12), gap=0)
        self._codes = codes
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(theme.px(14))
        self._dot = Dot("")
        self._dot.setFixedSize(theme.px(44), theme.px(44))
        # Laid into each other while empty: of what a layout holds when it is laid into another
        # PySide keeps a wrapper, which outlives the place when a widget moves on, and is then
        # taken for whatever comes to lie at its address.
        self.body.addLayout(self._line)
        self._line.addWidget(self._dot)
        told, acts = column(gap=4), column(gap=8)
        self._line.addLayout(told, 1)
        self._line.addLayout(acts)
        self._tell(told)
        self._offer(acts)

    def _tell(self, told: QBoxLayout) -> None:
        first = self._first = row(gap=10)
        told.addLayout(first)
        self.name = PlainLabel("", face=Face.TITLE, elide=True)
        first.addWidget(self.name)
        self.visit = Chip("")
        first.addWidget(self.visit)
        self._logged = Hint()
        first.addWidget(self._logged)
        first.addStretch(1)
        second = row(gap=8)
        told.addLayout(second)
        self._who = PlainLabel("", elide=True)
        second.addWidget(self._who)
        self._reveal = Button("보기", Role.LINK, keys="V", high=32, icon="eye")
        self._reveal.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._reveal.clicked.connect(self.reveal_wanted)
        second.addWidget(self._reveal)
        second.addStretch(1)
        self._chips = QWidget()
        self._chip_row = Flow(self._chips, gap=6)
        told.addWidget(self._chips)

    def _offer(self, right: QBoxLayout) -> None:
        acts = row(gap=10)
        right.addLayout(acts)
        self.again = Button("다시 방문", icon="door", keys="F2")
        self._mend = Button("접수 내용", Role.QUIET, icon="pencil", keys="M")
        self.slip = Button("의뢰서", icon="referral", keys="F6")
        self.note = Button("상담 기록", Role.PRIMARY, icon="pencil", keys="F4")
        for button, wanted in (
            (self._mend, self.mend_wanted),
            (self.again, self.again_wanted),
            (self.slip, self.slip_wanted),
            (self.note, self.note_wanted),
        ):
            button.clicked.connect(wanted)
            acts.addWidget(button)
        seeking = self._last = row(gap=8)
        right.addLayout(seeking)
        seeking.addStretch(1)
        self._seeking = Hint()
        self._extend = Button("구직 등록", Role.LINK, keys="E", high=32)
        self._extend.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._extend.clicked.connect(self.seeking_wanted)
        seeking.addWidget(self._seeking)
        seeking.addWidget(self._extend)
        right.addStretch(1)

    @property
    def of_intake(self) -> tuple[Button, ...]:
        """The acts that write down what somebody tells about himself."""
        return self.again, self._mend, self._extend

    def watch_keys(self, watcher: QObject) -> None:
        """Let the screen see the keys pressed on the acts."""
        for button in (self._mend, self.again, self.slip, self.note):
            button.installEventFilter(watcher)

    # what is shown

    def show_nobody(self) -> None:
        """Nothing of whoever was here before."""
        self.name.setText("")
        self._who.setText("")

    def show_visitor(
        self,
        card: VisitorCard,
        visit: VisitLine | None,
        verdicts: Sequence[Verdict],
        today: date,
        *,
        masked: bool,
        revealed: bool,
        opened_at: str,
    ) -> None:
        """Show somebody: `masked` hides the name too, `revealed` opens phone and birth."""
        draft = card.draft
        name = card.masked_name if masked else draft.name
        self._dot.set_name(name)
        self.name.setText(name)
        self._logged.setText(f"{opened_at} 열람이 기록되었습니다" if opened_at else "")
        self._who.setText(self._who_is(draft, today, open_=revealed and not masked))
        has_numbers = bool(draft.phone or draft.birth)
        self._reveal.setVisible(not revealed and not masked and has_numbers)
        self.visit.setVisible(visit is not None)
        if visit is not None:
            tone = Tone.PRIMARY if visit.state in OPEN else Tone.NEUTRAL
            self.visit.show_state(f"오늘 {visit.ticket}번 · {visit.state.label}", tone)
        self.again.setVisible(visit is None or visit.state not in OPEN)
        self._show_chips(verdicts, draft)
        # A group may say more of somebody than his name does.
        self._chips.setVisible(self._chip_row.count() > 0 and not masked)
        self._show_seeking(card.seeking, today)

    def _who_is(self, draft: VisitorDraft, today: date, *, open_: bool) -> str:
        told: list[str] = []
        if draft.birth:
            told.append(f"만 {age_on(draft.birth, today)}세")
            told.append(show_date(draft.birth) if open_ else mask_birth(draft.birth))
            if draft.birth_note and open_:
                told.append(draft.birth_note)
        elif draft.birth_year:
            told.append(f"{draft.birth_year}년생")
        else:
            told.append("생년월일 모름")
        if draft.sex is not Sex.UNTOLD:
            told.append(draft.sex.label)
        if draft.dong:
            told.append(self._codes.label_of("dongs", draft.dong))
        phone = show_phone(draft.phone) if draft.phone else ""
        told.append((phone if open_ else mask_phone(phone)) if phone else "전화 없음")
        if draft.contact_time:
            told.append(f"({draft.contact_time})")
        return " · ".join(told)

    def _show_chips(self, verdicts: Sequence[Verdict], draft: VisitorDraft) -> None:
        empty_out(self._chip_row)
        told = [one for one in verdicts if one.answer is Answer.MET]
        # What only another office can say is not asked here: the chip says so.
        told += [one for one in verdicts if one.answer is Answer.CHECK and one.yes_no][:1]
        for verdict in told[:CHIPS]:
            met = verdict.answer is Answer.MET
            words = verdict.rule.label if met else f"{verdict.rule.label} 확인 필요"
            chip = Chip(
                words, Tone.PRIMARY if met else Tone.WARNING, icon="" if met else "question"
            )
            give_tip(chip, f"{verdict.reason} ({verdict.rule.source})")
            chip.setAccessibleDescription(verdict.reason)
            self._chip_row.addWidget(chip)
        if len(told) > CHIPS:
            more = Chip(f"외 {len(told) - CHIPS}", Tone.NEUTRAL)
            give_tip(more, ", ".join(one.rule.label for one in told[CHIPS:]))
            self._chip_row.addWidget(more)
        if draft.foreign and draft.may_work is False:
            self._chip_row.addWidget(Chip("취업할 수 없는 체류자격", Tone.WARNING, icon="globe"))
        for need in draft.needs[:2]:
            label = self._codes.label_of("needs", need)
            self._chip_row.addWidget(Chip(label, Tone.WARNING, icon="ear"))

    def _show_seeking(self, seeking: Seeking | None, today: date) -> None:
        if seeking is None:
            self._seeking.setText("구직 등록 없음")
            self._extend.set_words("구직 등록")
            return
        ended = seeking.valid_until < today
        until = f"{show_date(seeking.filed_on)} – {show_date(seeking.valid_until)}"
        self._seeking.setText(f"구직 등록 {until}" + (" · 끝남" if ended else ""))
        self._seeking.set_ink("danger" if ended else "second")
        self._extend.set_words("다시 등록" if ended else "3개월 연장")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # With large type on a small desk the acts go under the name, which gets its line.
        narrow = self.width() < theme.px(NARROW)
        home, place = (self._last, 0) if narrow else (self._first, 2)
        if home.indexOf(self._logged) < 0:
            home.insertWidget(place, self._logged)
        self._line.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        self._dot.setVisible(not narrow)
