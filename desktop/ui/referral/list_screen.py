"""연계: every referral under way, what is late first; one key records, reprints or voids."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.calendar import show_short_day
from desktop.domain.referral import Paper, ReferralCard, ReferralLine
from desktop.domain.referral_moves import Status
from desktop.domain.rights import Right
from desktop.domain.sorting import Sorting
from desktop.services.act import Changed
from desktop.services.referrals import DUE, ISSUED, PARTNER, STATE, Wanted
from desktop.ui.counter import Counter
from desktop.ui.gate import only
from desktop.ui.kit import (
    Button,
    ChipLook,
    Column,
    Combo,
    EmptyState,
    Flow,
    PageHead,
    RecordsModel,
    RecordTable,
    Role,
    Segmented,
    Tone,
    WorkingArea,
    column,
    theme,
)
from desktop.ui.paged import PagedRows, how_many
from desktop.ui.referral.acts import ON_FROM, ReferralActs, may_hand, may_send, may_void, states_of
from desktop.ui.referral.keys import key_of
from desktop.ui.referral.number_card import OUTCOME_TONES

NARROW = 700
"""Design pixels below which the name has no column of its own."""
NAME = 1
OUT = (Paper.HANDED, Paper.SENT)
SCOPES = [("open", "열린 의뢰"), ("late", "회신 기한 지남"), ("all", "모두")]
WHOSE = [("all", "모두"), ("mine", "내 것")]


class ReferralsScreen(QWidget):
    """The list; Enter keys in the reply of the row, the buttons do the rest."""

    keys = (
        ("F8", "회신 입력"),
        ("Enter", "고른 의뢰의 회신 입력"),
        ("O", "의뢰 카드 열기"),
        ("F", "목록 거르기"),
        ("C", "그 기관에 전화: 열린 의뢰 모두"),
        ("G", "늘 보내던 방법으로 전달"),
        ("M", "보낸 방법을 골라 전달"),
        ("S", "상태 적기: 불참·무응답·철회·새 기한·다시 열기"),
        ("T", "다른 기관으로 의뢰"),
        ("K", "취업하셨을 때 다른 의뢰 닫기"),
        ("R", "다시 인쇄"),
        ("Ctrl+P", "다시 인쇄"),
        ("Ctrl+Shift+P", "프린터를 골라 다시 인쇄"),
        ("E", "내용 고쳐 다시 발급"),
        ("V", "무효로 하기"),
    )

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._acts = ReferralActs(counter, self)
        self._narrow = False
        self._sorted_by: Sorting | None = None
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
        self._read_partners()
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
        desk, account = self._counter.desk, self._counter.account
        status = self._status.value()
        wanted = Wanted(
            scope=self._scope.value() or "open",
            status=Status(status) if status else None,
            mine=self._own.value() == "mine",
            partner=str(self._partner.value() or ""),
            sorted_by=self._sorted_by,
        )
        self._model.offer(wanted.offered, wanted.sorting)
        self._rows.read(
            lambda behind, limit, new: desk.referrals.listed(
                account, wanted, behind, limit, first=new
            ),
            self._show_acts,
            first=first,
        )
        self._counter.jobs.latest(
            "referrals counted",
            lambda: desk.referrals.how_many(account, wanted),
            self._show_count,
        )

    def _read_partners(self) -> None:
        """Who may be chosen to narrow the list by; what is chosen stays."""
        if not self._counter.is_open:
            return
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.latest(
            "referred partners",
            lambda: desk.referrals.partners(account),
            lambda found: self._partner.set_options(found),
        )

    def _lay_out(self) -> None:
        area = WorkingArea(gap=12, margins=(24, 16, 24, 12))
        column(self, gap=0).addWidget(area)
        outer = area.body
        area.follow_focus()
        self._head = PageHead("연계")
        self._scope = Segmented(SCOPES, "open", name="범위")
        self._scope.value_changed.connect(self._read)
        self._head.beside.addWidget(self._scope)
        reply = Button("회신 입력", Role.PRIMARY, icon="reply", keys="F8")
        reply.clicked.connect(lambda: self._counter.go("reply"))
        group = Button("단체 의뢰", icon="people")
        group.clicked.connect(lambda: self._counter.go("group"))
        self._head.acts.addWidget(reply)
        outer.addWidget(self._head)
        filters = self._filters()
        filters.addWidget(group)
        outer.addLayout(filters)
        self._model: RecordsModel[ReferralLine] = RecordsModel(
            [
                Column(
                    "의뢰번호",
                    lambda line: line.number,
                    width=118,
                    figures=True,
                    below=self._below_number,
                    sort=ISSUED,
                    sort_name="발급일",
                    down_first=True,
                ),
                Column("이름", lambda line: line.masked_name, width=104, strong=True),
                Column(
                    "기관",
                    lambda line: line.partner,
                    below=lambda line: line.service,
                    sort=PARTNER,
                ),
                Column("상태", _state, width=140, chip=_look, sort=STATE),
                Column(
                    "회신 기한",
                    lambda line: show_short_day(line.reply_due) if line.reply_due else "",
                    width=150,
                    below=_went_out,
                    sort=DUE,
                ),
            ]
        )
        empty = EmptyState("열린 의뢰가 없습니다.", "의뢰서를 발급하면 여기에 모입니다.", keys="F6")
        self._table = RecordTable(self._model, row_height=50, empty=empty, name="의뢰 목록")
        self._rows = PagedRows(
            self._counter, "referrals", self._model, self._table, lambda line: line.id
        )
        self._model.sorted_anew.connect(self._sort)
        self._table.opened.connect(lambda _row: self._reply())
        self._table.row_changed.connect(lambda _row: self._show_acts())
        self._table.setMinimumHeight(theme.px(150))
        outer.addWidget(self._table, 1)
        foot = Flow(gap=9)
        self._buttons: dict[str, Button] = {}
        for letter, words, icon, role, act in (
            ("C", "전화", "phone", Role.SECONDARY, self._phone),
            ("G", "전달", "check", Role.SECONDARY, self._acts.hand),
            ("S", "상태", "pencil", Role.SECONDARY, self._acts.ask_state),
            ("T", "다른 기관", "referral", Role.SECONDARY, self._acts.go_on),
            ("K", "취업", "check-circle", Role.SECONDARY, self._acts.ask_employed),
            ("R", "재출력", "printer", Role.SECONDARY, lambda _line: self._reprint()),
            ("E", "고치기", "pencil", Role.SECONDARY, self._revise),
            ("V", "무효", "cross-circle", Role.DANGER, self._acts.ask_void),
            ("O", "카드", "history", Role.QUIET, self._open_card),
        ):
            button = Button(words, role, icon=icon, keys=letter)
            button.clicked.connect(partial(self._do, act))
            self._buttons[letter] = button
            foot.addWidget(button)
        self._person = Button("사람", Role.QUIET, icon="person")
        self._person.clicked.connect(partial(self._do, self._open_visitor))
        foot.addWidget(self._person)
        outer.addLayout(foot)
        acting = [one for letter, one in self._buttons.items() if letter != "O"]
        only(self._counter, Right.REFER, group, reply, *acting)
        self._show_acts()

    def _filters(self) -> Flow:
        """What narrows the list: status, whose, partner."""
        line = Flow(gap=9)
        self._status = Combo(
            [(one.value, one.label) for one in Status], placeholder="상태", leading="filter"
        )
        self._status.setAccessibleName("상태로 거르기")
        self._status.setFixedWidth(theme.px(126))
        self._own = Segmented(WHOSE, "all", name="누구의 의뢰")
        self._partner = Combo(placeholder="기관", leading="partner")
        self._partner.setAccessibleName("기관으로 거르기")
        self._partner.setFixedWidth(theme.px(186))
        for part in (self._status, self._own, self._partner):
            part.value_changed.connect(self._read)
            line.addWidget(part)
        self._status.moved_on.connect(self._to_table)
        self._partner.moved_on.connect(self._to_table)
        return line

    def _sort(self) -> None:
        """In another order it is another list: what comes up in it was not shown before."""
        self._sorted_by = self._model.sorting
        self._read()

    def _to_table(self) -> None:
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # With large type on a small desk the name goes under the number, not the partner away.
        self._narrow = self.width() < theme.px(NARROW)
        self._table.show_column(NAME, not self._narrow)

    def _below_number(self, line: ReferralLine) -> str:
        return line.masked_name if self._narrow else line.counsellor

    def _show_count(self, found: tuple[int, int]) -> None:
        count, late = found
        words = how_many(count, "건") + (f" · 기한 지남 {how_many(late, '')}" if late else "")
        self._head.whose.setText(words)

    def _show_acts(self) -> None:
        line = self._current()
        is_open = line is not None and not line.progress.closed
        may = {
            "C": is_open,
            "G": line is not None and may_hand(line),
            "S": line is not None and bool(states_of(line)),
            "T": line is not None and line.progress in ON_FROM,
            "R": is_open,
            "E": is_open,
            "V": line is not None and may_void(line),
        }
        for letter, button in self._buttons.items():
            button.setEnabled(may.get(letter, line is not None))
        self._person.setEnabled(line is not None)

    def _current(self) -> ReferralLine | None:
        at = self._table.current_row()
        return self._model.record(at) if 0 <= at < self._model.rowCount() else None

    def _take_change(self, changed: Changed) -> None:
        if self.isVisible() and self._counter.is_touched(changed, "referral"):
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single keys of the row; they work in Hangul mode too."""
        letter = key_of(event)
        button = self._buttons.get(letter)
        line = self._current()
        if letter == "F":
            self._status.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif letter == "M" and line is not None and may_send(line):
            self._acts.ask_way(line)
        elif button is not None and button.isEnabled():
            button.click()
        else:
            super().keyPressEvent(event)

    # acts

    def _reply(self) -> None:
        line = self._current()
        if line is not None:
            self._counter.go("reply", number=line.number)

    def _do(self, act: Callable[[ReferralLine], None], _on: bool = False) -> None:
        line = self._current()
        if line is not None:
            act(line)

    def _open_visitor(self, line: ReferralLine) -> None:
        self._counter.go("visitor", visitor_id=line.visitor_id)

    def _phone(self, line: ReferralLine) -> None:
        self._counter.go("calls", referral_id=line.id)

    def _open_card(self, line: ReferralLine) -> None:
        self._counter.go("referral_card", referral_id=line.id)

    def _revise(self, line: ReferralLine) -> None:
        self._counter.go("slip", visitor_id=line.visitor_id, referral_id=line.id)

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

        self._acts.deeds.reprint(latest, with_dialog=with_dialog)


def _went_out(line: ReferralLine) -> str:
    """When it was issued, and how it went out or where the sheet is."""
    if line.issued_on is None:
        return ""
    how = line.sent_how if line.sent_how and line.paper in OUT else line.paper.label
    return f"{line.issued_on.month}. {line.issued_on.day}. {how}"


def _state(line: ReferralLine) -> str:
    return "회신 기한 지남" if line.overdue else line.progress.label


def _look(line: ReferralLine) -> ChipLook:
    if line.overdue:
        return ChipLook(Tone.DANGER, "clock")
    return ChipLook(OUTCOME_TONES.get(line.progress, Tone.NEUTRAL))
