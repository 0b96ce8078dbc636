"""연계: every referral under way, what is late first; one key records, reprints or voids."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.calendar import show_short_day
from desktop.domain.referral import Progress, ReferralCard, ReferralLine
from desktop.domain.rights import Right
from desktop.services.act import Changed
from desktop.services.referrals import reasons_for
from desktop.ui.counter import Counter
from desktop.ui.gate import only
from desktop.ui.kit import (
    Button,
    ChipLook,
    Choice,
    Column,
    Combo,
    EmptyState,
    Field,
    Flow,
    KoreanLineEdit,
    PageHead,
    RecordsModel,
    RecordTable,
    Role,
    Segmented,
    Tone,
    ask,
    column,
    theme,
)
from desktop.ui.referral.deeds import ReferralDeeds
from desktop.ui.referral.number_card import OUTCOME_TONES

NARROW = 700
"""Design pixels below which the name has no column of its own."""
NAME = 1
SCOPES = [("open", "열린 의뢰"), ("late", "회신 기한 지남"), ("all", "모두")]


class ReferralsScreen(QWidget):
    """The list; Enter keys in the reply of the row, the buttons do the rest."""

    keys = (
        ("F8", "회신 입력"),
        ("Enter", "고른 의뢰의 회신 입력"),
        ("G", "내담자에게 드림"),
        ("R", "다시 인쇄"),
        ("Ctrl+P", "다시 인쇄"),
        ("Ctrl+Shift+P", "프린터를 골라 다시 인쇄"),
        ("E", "내용 고쳐 다시 발급"),
        ("V", "무효로 하기"),
    )

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._deeds = ReferralDeeds(counter, self)
        self._narrow = False
        self._lay_out()
        counter.changed.connect(self._take_change)

    @property
    def visitor_id(self) -> int | None:
        """Whose referral the row is."""
        line = self._current()
        return line.visitor_id if line else None

    def show_for(self, scope: str = "", **_where: object) -> None:
        """Show the list; `scope` open, late or all."""
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        if scope and scope != self._scope.value():
            self._scope.set_value(scope)  # which reads
        else:
            self._read()

    def refresh(self) -> None:
        """Read again the list that is shown."""
        self._read(first=False)

    def _read(self, *, first: bool = True) -> None:
        """Read the list; one row in the log when it comes up or another scope is chosen."""
        if not self._counter.is_open:
            return
        desk, account, scope = self._counter.desk, self._counter.account, self._scope.value()
        self._counter.jobs.latest(
            "referrals",
            lambda: desk.referrals.open_ones(
                account, overdue=scope == "late", all_states=scope == "all", first=first
            ),
            self._show_lines,
        )

    def _lay_out(self) -> None:
        outer = column(self, gap=12, margins=(24, 16, 24, 12))
        self._head = PageHead("연계")
        self._scope = Segmented(SCOPES, "open", name="범위")
        self._scope.value_changed.connect(self._read)
        self._head.beside.addWidget(self._scope)
        reply = Button("회신 입력", Role.PRIMARY, icon="reply", keys="F8")
        reply.clicked.connect(lambda: self._counter.go("reply"))
        self._head.acts.addWidget(reply)
        outer.addWidget(self._head)
        self._model: RecordsModel[ReferralLine] = RecordsModel(
            [
                Column(
                    "의뢰번호",
                    lambda line: line.number,
                    width=118,
                    figures=True,
                    below=self._below_number,
                ),
                Column("이름", lambda line: line.masked_name, width=104, strong=True),
                Column("기관", lambda line: line.partner, below=lambda line: line.service),
                Column("상태", _state, width=140, chip=_look),
                Column(
                    "회신 기한",
                    lambda line: show_short_day(line.reply_due) if line.reply_due else "",
                    width=124,
                    below=_issued_on,
                ),
            ]
        )
        empty = EmptyState("열린 의뢰가 없습니다.", "의뢰서를 발급하면 여기에 모입니다.", keys="F6")
        self._table = RecordTable(self._model, row_height=50, empty=empty, name="의뢰 목록")
        self._table.opened.connect(lambda _row: self._reply())
        self._table.row_changed.connect(lambda _row: self._show_acts())
        outer.addWidget(self._table, 1)
        foot = Flow(gap=9)
        self._give = Button("드림", icon="check", keys="G")
        self._print = Button("재출력", icon="printer", keys="R")
        self._edit = Button("고치기", icon="pencil", keys="E")
        self._void = Button("무효", Role.DANGER, icon="cross-circle", keys="V")
        self._person = Button("사람", Role.QUIET, icon="person")
        for button, act in (
            (self._give, self._hand),
            (self._print, self.print_paper),
            (self._edit, self._revise),
            (self._void, self._ask_void),
            (self._person, self._open_visitor),
        ):
            button.clicked.connect(act)
            foot.addWidget(button)
        outer.addLayout(foot)
        only(self._counter, Right.REFER, reply, self._give, self._print, self._edit, self._void)
        self._show_acts()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # With large type on a small desk the name goes under the number, not the partner away.
        self._narrow = self.width() < theme.px(NARROW)
        self._table.show_column(NAME, not self._narrow)

    def _below_number(self, line: ReferralLine) -> str:
        return line.masked_name if self._narrow else line.counsellor

    def _show_lines(self, lines: tuple[ReferralLine, ...]) -> None:
        here = self._current()
        self._model.show_records(lines)
        late = sum(line.overdue for line in lines)
        self._head.whose.setText(f"{len(lines)}건" + (f" · 기한 지남 {late}" if late else ""))
        at = next((i for i, line in enumerate(lines) if here and line.id == here.id), 0)
        if lines:
            self._table.go_to(at)
        self._show_acts()

    def _show_acts(self) -> None:
        line = self._current()
        is_open = line is not None and not line.progress.closed
        self._give.setEnabled(line is not None and line.progress is Progress.ISSUED)
        self._print.setEnabled(is_open)
        self._edit.setEnabled(is_open)
        self._void.setEnabled(
            line is not None and line.progress in (Progress.ISSUED, Progress.HANDED)
        )
        self._person.setEnabled(line is not None)

    def _current(self) -> ReferralLine | None:
        at = self._table.current_row()
        return self._model.record(at) if 0 <= at < self._model.rowCount() else None

    def _take_change(self, changed: Changed) -> None:
        if self.isVisible() and self._counter.is_touched(changed, "referral"):
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single keys of the row; they work in Hangul mode too."""
        acts = {
            Qt.Key.Key_G: self._give,
            Qt.Key.Key_R: self._print,
            Qt.Key.Key_E: self._edit,
            Qt.Key.Key_V: self._void,
        }
        wanted = acts.get(Qt.Key(event.key()), _HANGUL_KEYS.get(event.text()))
        button = wanted if isinstance(wanted, Button) else acts.get(wanted) if wanted else None
        if button is not None and button.isEnabled() and not event.modifiers():
            button.click()
        else:
            super().keyPressEvent(event)

    # acts

    def _reply(self) -> None:
        line = self._current()
        if line is not None:
            self._counter.go("reply", number=line.number)

    def _open_visitor(self) -> None:
        line = self._current()
        if line is not None:
            self._counter.go("visitor", visitor_id=line.visitor_id)

    def _revise(self) -> None:
        line = self._current()
        if line is not None:
            self._counter.go("slip", visitor_id=line.visitor_id, referral_id=line.id)

    def _hand(self) -> None:
        line = self._current()
        if line is not None:
            self._deeds.hand(line.id)

    def print_paper(self) -> None:
        """Ctrl+P: the slip of the row once more."""
        self._reprint()

    def print_with_dialog(self) -> None:
        """The same, the system's dialog first."""
        self._reprint(with_dialog=True)

    def _reprint(self, *, with_dialog: bool = False) -> None:
        line = self._current()
        if line is None or line.progress.closed:
            self._counter.say(
                "다시 인쇄할 의뢰를 골라 주십시오. 끝난 의뢰는 인쇄하지 않습니다.", "info"
            )
            return
        if not self._counter.allow(Right.REFER):
            return
        desk, account = self._counter.desk, self._counter.account

        def latest() -> int:
            card: ReferralCard = desk.referrals.card(account, line.id)
            return card.slips[-1].id

        self._deeds.reprint(latest, with_dialog=with_dialog)

    def _ask_void(self) -> None:
        line = self._current()
        if line is None:
            return
        today = self._counter.clock.today()
        reason = Combo(
            reasons_for(self._counter.desk.office, Progress.VOID, today), placeholder="까닭 고르기"
        )
        words = KoreanLineEdit("‘기타’일 때 한 줄")
        more = QWidget()
        box = column(more, gap=2)
        box.addWidget(Field("까닭", reason, required=True, room=False))
        box.addWidget(Field("덧붙임", words, room=False))
        more.setFocusProxy(reason)
        ask(
            self,
            f"의뢰서 {line.number}을 무효로 할까요?",
            f"{line.masked_name} 님 · {line.partner}. 이 번호로는 회신을 받지 않으며, "
            "인쇄한 종이는 돌려받아 주십시오.",
            [Choice("void", "무효로 하기", dangerous=True), Choice("keep", "그대로 두기")],
            "keep",
            lambda key: self._void_it(line, key, str(reason.value() or ""), words.text_now()),
            more=more,
        )

    def _void_it(self, line: ReferralLine, key: str, code: str, words: str) -> None:
        if key == "void":
            self._deeds.void(line.id, code, words)


_HANGUL_KEYS = {
    "ㅎ": Qt.Key.Key_G,
    "ㄱ": Qt.Key.Key_R,
    "ㄷ": Qt.Key.Key_E,
    "ㅍ": Qt.Key.Key_V,
}


def _issued_on(line: ReferralLine) -> str:
    if line.issued_on is None:
        return ""
    return f"{line.issued_on.month}. {line.issued_on.day}. {line.paper.label}"


def _state(line: ReferralLine) -> str:
    return "회신 기한 지남" if line.overdue else line.progress.label


def _look(line: ReferralLine) -> ChipLook:
    if line.overdue:
        return ChipLook(Tone.DANGER, "clock")
    return ChipLook(OUTCOME_TONES.get(line.progress, Tone.NEUTRAL))
