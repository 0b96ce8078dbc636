"""의뢰 카드: the life of one referral as a line, its papers, what it follows and what followed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.calendar import show_date, show_day
from desktop.domain.referral import Linked, ReferralCard, ReferralLine
from desktop.domain.rights import Right
from desktop.services.act import Changed
from desktop.ui.counter import Counter
from desktop.ui.gate import only
from desktop.ui.kit import (
    Button,
    Card,
    Chip,
    Columns,
    Face,
    Flow,
    PageHead,
    Paragraph,
    PlainLabel,
    Role,
    Section,
    Tone,
    WorkingArea,
    column,
    empty_out,
    row,
)
from desktop.ui.referral.acts import ON_FROM, ReferralActs, may_hand, may_send, may_void, states_of
from desktop.ui.referral.keys import key_of
from desktop.ui.referral.life import LifeLine, steps_of
from desktop.ui.referral.number_card import OUTCOME_TONES


class ReferralScreen(QWidget):
    """One referral; the keys of the list do here what they do there."""

    keys = (
        ("F8", "회신 입력"),
        ("G", "늘 보내던 방법으로 전달"),
        ("M", "보낸 방법을 골라 전달"),
        ("S", "상태 적기: 불참·무응답·철회·새 기한·다시 열기"),
        ("T", "다른 기관으로 의뢰"),
        ("K", "취업하셨을 때 다른 의뢰 닫기"),
        ("U", "마지막 일 되돌리기"),
        ("R", "다시 인쇄"),
        ("E", "내용 고쳐 다시 발급"),
        ("V", "무효로 하기"),
        ("Esc", "연계 목록으로"),
    )

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._acts = ReferralActs(counter, self)
        self._referral_id = 0
        self._card: ReferralCard | None = None
        self._lay_out()
        counter.changed.connect(self._take_change)
        # A slot of its own: what a lambda holds outlives the screen at another size of type.
        counter.masking_changed.connect(self._take_masking)

    @property
    def visitor_id(self) -> int | None:
        """Whose referral it is."""
        return self._card.line.visitor_id if self._card else None

    def show_for(self, referral_id: int = 0, **_where: object) -> None:
        """Open one referral."""
        self._referral_id = referral_id or self._referral_id
        self._card = None
        self._read()

    @property
    def where(self) -> dict[str, object]:
        """What brings this back."""
        return {"referral_id": self._referral_id} if self._referral_id else {}

    def _read(self) -> None:
        if not self._counter.is_open or not self._referral_id:
            return
        desk, account, wanted = self._counter.desk, self._counter.account, self._referral_id

        first = self._card is None

        def show(card: ReferralCard) -> None:
            if wanted == self._referral_id:
                self._card = card
                self._show()
                if first:
                    self._begin()

        self._counter.jobs.write(lambda: desk.referrals.card(account, wanted, first=first), show)

    # layout

    def _lay_out(self) -> None:
        outer = column(self, gap=0)
        area = WorkingArea(gap=12, margins=(24, 16, 24, 12))
        outer.addWidget(area, 1)
        self._head = PageHead("의뢰")
        reply = self._reply = Button("회신 입력", Role.PRIMARY, icon="reply", keys="F8")
        reply.clicked.connect(self._go_reply)
        self._head.acts.addWidget(reply)
        area.body.addWidget(self._head)
        left, right = QWidget(), QWidget()
        life = column(left, gap=8)
        self._whose = Paragraph("", face=Face.SECTION)
        life.addWidget(self._whose)
        self._life = LifeLine()
        section = Section("지나온 길")
        section.body.addWidget(self._life)
        life.addWidget(section)
        life.addStretch(1)
        self._side = column(right, gap=12)
        area.body.addWidget(Columns([left, right], [0, 400], least=420, gap=24), 1)
        foot = Flow(gap=9)
        self._buttons: dict[str, Button] = {}
        for letter, words, icon, role, act in (
            ("G", "전달", "check", Role.SECONDARY, self._acts.hand),
            ("M", "방법", "upload", Role.SECONDARY, self._acts.ask_way),
            ("S", "상태", "pencil", Role.SECONDARY, self._acts.ask_state),
            ("T", "다른 기관", "referral", Role.SECONDARY, self._acts.go_on),
            ("K", "취업", "check-circle", Role.SECONDARY, self._acts.ask_employed),
            ("U", "되돌리기", "undo", Role.SECONDARY, self._undo),
            ("R", "재출력", "printer", Role.SECONDARY, self._reprint),
            ("E", "고치기", "pencil", Role.SECONDARY, self._revise),
            ("V", "무효", "cross-circle", Role.DANGER, self._acts.ask_void),
        ):
            button = Button(words, role, icon=icon, keys=letter)
            button.clicked.connect(lambda _on=False, act=act: self._do(act))
            self._buttons[letter] = button
            foot.addWidget(button)
        self._stop = Button("중지 요청서", icon="printer")
        self._stop.clicked.connect(lambda: self._do(self._acts.print_stop))
        self._person = Button("사람", Role.QUIET, icon="person")
        self._person.clicked.connect(lambda: self._do(self._open_visitor))
        foot.addWidget(self._stop)
        foot.addWidget(self._person)
        under = column(gap=0, margins=(24, 8, 24, 10))
        under.addLayout(foot)
        outer.addLayout(under)
        only(self._counter, Right.REFER, reply, *self._buttons.values())
        only(self._counter, Right.AGREE, self._stop)

    def _begin(self) -> None:
        """Put the keys on what comes next."""
        card = self._card
        if card is None:
            return
        wanted = (self._buttons["G"], self._reply, self._buttons["T"], self._person)
        next_one = next(one for one in wanted if one.isEnabled())
        next_one.setFocus(Qt.FocusReason.OtherFocusReason)

    # showing

    def _show(self) -> None:
        card = self._card
        if card is None:
            return
        line = card.line
        self._head.whose.setText(line.number)
        late = line.overdue
        self._head.show_state(
            "회신 기한 지남" if late else line.progress.label,
            Tone.DANGER if late else OUTCOME_TONES.get(line.progress, Tone.NEUTRAL),
            "clock" if late else "",
        )
        self._whose.set_text(f"{line.masked_name} 님 · {line.partner} {line.service}")
        self._life.show_steps(steps_of(card, masked=self._counter.masked))
        self._show_side(card)
        self._show_acts(line, withdrawn=card.withdrawn)

    def _take_masking(self, _masked: bool) -> None:
        self._show()

    def _show_acts(self, line: ReferralLine, *, withdrawn: bool) -> None:
        is_open = not line.progress.closed
        may = {
            "G": may_hand(line),
            "M": may_send(line),
            "S": bool(states_of(line)),
            "T": line.progress in ON_FROM,
            "K": True,
            "U": True,
            "R": is_open,
            "E": is_open,
            "V": may_void(line),
        }
        for letter, button in self._buttons.items():
            button.setEnabled(may[letter])
        self._reply.setEnabled(is_open)
        self._stop.setVisible(withdrawn)

    def _show_side(self, card: ReferralCard) -> None:
        empty_out(self._side)
        line = card.line
        facts = Card(gap=6, margins=(16, 12))
        for what, words in (
            ("보낸 방법", line.sent_how or "아직 전달하지 않음"),
            ("방문 기한", show_day(line.valid_until) if line.valid_until else ""),
            ("새 기한", f"{line.rounds}번 드림" if line.rounds else ""),
            ("회신 기한", show_day(line.reply_due) if line.reply_due else ""),
            ("예상 날짜", show_day(line.expected_on) if line.expected_on else ""),
            ("끝난 날", show_day(line.closed_on) if line.closed_on else ""),
            ("상담사", line.counsellor),
        ):
            if words:
                facts.body.addLayout(_fact(what, words))
        self._side.addWidget(facts)
        papers = Section("의뢰서", f"{len(card.slips)}장")
        for slip in reversed(card.slips):
            words = f"{show_date(slip.issued_at.date())} 발급 · {slip.issued_by}"
            if slip.reprints:
                words += f" · 재출력 {slip.reprints}"
            if slip.void and slip.successor:
                words += f" · 다음 번호 {slip.successor}"
            papers.body.addWidget(_paper(slip.number, words, void=slip.void))
        self._side.addWidget(papers)
        for title, linked in (
            ("앞 의뢰", card.before),
            ("이어진 의뢰", card.after),
            ("함께 열린 의뢰", card.others),
        ):
            if linked:
                section = Section(title, f"{len(linked)}건")
                for one in linked:
                    section.body.addWidget(self._link(one))
                self._side.addWidget(section)
        self._side.addStretch(1)

    def _link(self, one: Linked) -> Card:
        card = Card(gap=2, margins=(14, 8), pressable=True, name=f"{one.number} {one.partner}")
        head = row(gap=8)
        head.addWidget(PlainLabel(one.number, face=Face.STRONG))
        head.addStretch(1)
        head.addWidget(Chip(one.progress.label, OUTCOME_TONES.get(one.progress, Tone.NEUTRAL)))
        card.body.addLayout(head)
        when = f"{show_date(one.issued_on)} 발급 · " if one.issued_on else ""
        card.body.addWidget(
            Paragraph(f"{when}{one.partner} {one.service}", face=Face.NOTE, ink="second")
        )
        card.pressed.connect(lambda: self._counter.go("referral_card", referral_id=one.id))
        return card

    # acts

    def _do(self, act: object) -> None:
        if self._card is not None and callable(act):
            act(self._card.line)

    def _undo(self, line: ReferralLine) -> None:
        self._acts.deeds.undo(line.id)

    def _reprint(self, _line: ReferralLine) -> None:
        self.print_paper()

    def print_paper(self) -> None:
        """Ctrl+P: the slip once more."""
        self._print_again()

    def print_with_dialog(self) -> None:
        """The same, the system's dialog first."""
        self._print_again(with_dialog=True)

    def _print_again(self, *, with_dialog: bool = False) -> None:
        card = self._card
        if card is None or card.line.progress.closed or not card.slips:
            self._counter.say("끝난 의뢰는 인쇄하지 않습니다.", "info")
            return
        if self._counter.allow(Right.REFER):
            slip_id = card.slips[-1].id
            self._acts.deeds.reprint(lambda: slip_id, with_dialog=with_dialog)

    def _revise(self, line: ReferralLine) -> None:
        self._counter.go("slip", visitor_id=line.visitor_id, referral_id=line.id)

    def _go_reply(self) -> None:
        if self._card is not None:
            self._counter.go("reply", number=self._card.line.number)

    def _open_visitor(self, line: ReferralLine) -> None:
        self._counter.go("visitor", visitor_id=line.visitor_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single keys, in Hangul mode too; Esc goes back to the list."""
        button = self._buttons.get(key_of(event))
        if button is not None and button.isEnabled():
            button.click()
        elif event.key() == Qt.Key.Key_Escape:
            self._counter.go("referrals")
        else:
            super().keyPressEvent(event)

    def _take_change(self, changed: Changed) -> None:
        visitor_id = self.visitor_id
        if self.isVisible() and self._counter.is_touched(
            changed, "referral", "paper", visitor_id=visitor_id
        ):
            self._read()


def _fact(what: str, words: str) -> QHBoxLayout:
    line = row(gap=10)
    name = PlainLabel(what, face=Face.LABEL, ink="second")
    line.addWidget(name)
    line.addStretch(1)
    line.addWidget(PlainLabel(words))
    return line


def _paper(number: str, words: str, *, void: bool) -> QWidget:
    card = Card(gap=2, margins=(14, 8))
    head = row(gap=8)
    head.addWidget(PlainLabel(number, face=Face.STRONG))
    head.addStretch(1)
    if void:
        head.addWidget(Chip("무효", Tone.DANGER, icon="cross-circle"))
    else:
        head.addWidget(Chip("쓰는 번호", Tone.SUCCESS, icon="check-circle"))
    card.body.addLayout(head)
    card.body.addWidget(Paragraph(words, face=Face.NOTE, ink="second"))
    return card
