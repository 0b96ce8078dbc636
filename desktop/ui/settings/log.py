"""접속기록 점검: a month of the access log looked through, signed off and printed."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from desktop.domain import korean
from desktop.domain.account import AccountLine
from desktop.domain.calendar import show_date, show_moment
from desktop.domain.guard import clean, find_identifiers
from desktop.domain.korean import with_particle
from desktop.domain.ledgers import PrintRow
from desktop.domain.rights import Right, may, refusal
from desktop.services.access_log.months import BY_TIME, BY_WHOM
from desktop.services.access_log.records import (
    AccountCount,
    Asked,
    CutOffer,
    LogLine,
    Looked,
    MonthLine,
    MonthReview,
    SignedOff,
)
from desktop.services.access_log.reviewing import NEWEST
from desktop.services.papers import ReadyPaper
from desktop.ui.counter import Counter
from desktop.ui.kit import (
    Button,
    Card,
    Choice,
    Column,
    Combo,
    EmptyState,
    Face,
    Field,
    Flow,
    Form,
    KoreanLineEdit,
    Number,
    Option,
    Paragraph,
    RecordsModel,
    RecordTable,
    Role,
    Segmented,
    ask,
    row,
    theme,
)
from desktop.ui.paged import PagedRows
from desktop.ui.printing import CounterPrinter
from desktop.ui.settings.ledger_page import month_label, when
from desktop.ui.settings.page import SettingsPage

VIEWS = [
    ("unusual", "눈에 띄는 것"),
    ("accounts", "사람별"),
    ("looked", "누가 누구를"),
    ("outside", "시간 밖"),
    ("left", "출력·파일"),
    ("failed", "실패"),
    ("rows", "모든 기록"),
]
FIGURES = (
    ("rows", "기록", "줄"),
    ("people", "정보주체", "명"),
    ("outside", "시간 밖", "줄"),
    ("left", "출력·파일", "건"),
    ("failed", "실패", "번"),
    ("unusual", "눈에 띔", "건"),
)


class LogPage(SettingsPage):
    """The month at the top, its figures, one list at a time, and the signature below."""

    key, label = "log", "접속기록 점검"
    remark = "누가 무엇을 보았는지"
    right = Right.LOG
    keys = (("Ctrl+S", "점검 서명"), ("Ctrl+P", "점검표 인쇄"))
    kinds = ("log_review",)

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter)
        self._printer = CounterPrinter(counter, self)
        self._shown: tuple[object, ...] | None = None
        self._review: MonthReview | None = None
        self._offer: CutOffer | None = None
        self.head("달이 끝나면 누가 누구의 정보를 왜 보았는지 살피고 서명합니다. 2년 동안 둡니다.")
        self.month = Combo()
        self.who = Combo([("", "모든 사용자")], "")
        for choice, name in ((self.month, "달"), (self.who, "사용자")):
            choice.set_wish(190)
            choice.setAccessibleName(name)
            choice.value_changed.connect(self._read_month)
        self.print_button = Button("점검표 인쇄", icon="printer", keys="Ctrl+P")
        self.print_button.clicked.connect(self.print_paper)
        self.tidy = Button("오래된 기록 정리", Role.QUIET, icon="trash")
        self.tidy.clicked.connect(self._ask_cut)
        self.tidy.hide()
        top = Flow(gap=10)
        for widget in (self.month, self.who, self.print_button, self.tidy):
            top.addWidget(widget)
        self.body.addLayout(top)
        self._figures = {name: Number(label, "0", unit) for name, label, unit in FIGURES}
        figures = Flow(gap=22)
        for figure in self._figures.values():
            figures.addWidget(figure)
        self.body.addLayout(figures)
        self.view = Segmented(VIEWS, "unusual", name="목록")
        self.view.value_changed.connect(self._show_view)
        self.body.addWidget(self.view, 0, Qt.AlignmentFlag.AlignLeft)
        self._stack = QStackedWidget()
        self._models: dict[str, RecordsModel[Any]] = {}
        self._tables: dict[str, RecordTable] = {}
        for key, words in VIEWS:
            self._add_table(key, words)
        self._models["rows"].offer((BY_TIME, BY_WHOM), NEWEST)
        self._models["rows"].sorted_anew.connect(self._read_rows)
        self._paged = PagedRows(
            counter,
            "settings.log.rows",
            self._models["rows"],
            self._tables["rows"],
            lambda line: line.seq,
            aside=True,
        )
        self._stack.setMinimumHeight(theme.px(190))
        self.body.addWidget(self._stack, 1)
        self._rule = Paragraph("", face=Face.NOTE, ink="second")
        self.body.addWidget(self._rule)
        self.body.addWidget(self._signature())
        for control in (self.month, self.who, self.print_button, self.view):
            control.setEnabled(self.allowed)

    def _add_table(self, key: str, words: str) -> None:
        self._models[key] = RecordsModel(_COLUMNS[key])
        title = _NOTHING[key] if self.allowed else refusal(Right.LOG)
        self._tables[key] = RecordTable(
            self._models[key],
            row_height=50,
            empty=EmptyState(title, icon="check-circle" if self.allowed else "lock"),
            name=words,
        )
        self._stack.addWidget(self._tables[key])

    def _signature(self) -> Card:
        card = Card(gap=6, margins=(16, 12))
        self._signed = Paragraph("")
        card.body.addWidget(self._signed)
        form = Form(self, guard=find_identifiers, clean=clean)
        remark = KoreanLineEdit("확인한 내용. 눈에 띄는 것이 없으면 비워도 됩니다.")
        self._remark = Field("점검 의견", remark, room=False)
        form.add("remark", self._remark)
        self.sign = Button("점검 서명", Role.PRIMARY, icon="check", keys="Ctrl+S")
        self.sign.clicked.connect(self.save)
        line = row(gap=10)
        line.addWidget(self._remark, 1)
        line.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignBottom)
        card.body.addLayout(line)
        form.then(self.sign)
        self.form = form
        return card

    @property
    def allowed(self) -> bool:
        """Whether whoever sits here may look at the log."""
        counter = self._counter
        return counter.is_open and may(counter.account.role, Right.LOG)

    @property
    def _may_sign(self) -> bool:
        return self.allowed and may(self._counter.account.role, Right.REVIEW)

    # reading

    def begin(self) -> None:
        self.month.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Months and accounts to choose from, then the month in front."""
        if not self.allowed:
            self._show_signature()
            return
        desk, account = self._counter.desk, self._counter.account

        def work() -> tuple[tuple[MonthLine, ...], tuple[AccountLine, ...], CutOffer | None]:
            return (
                desk.reviews.months(account),
                desk.accounts.list(account),
                desk.reviews.cuttable(account),
            )

        self.read(work, self._show_choices, aside=True)

    def _show_choices(self, found: Any) -> None:
        months, accounts, self._offer = found
        self.tidy.setVisible(self._offer is not None and self._may_sign)
        for choice in (self.month, self.who):
            choice.blockSignals(True)
        self.month.set_options(
            [Option(one.month, month_label(one.month), _state(one)) for one in months]
        )
        if self.month.value() is None and months:
            due = [one.month for one in months if one.over and not one.signed]
            self.month.set_value(due[-1] if due else months[0].month)
        self.who.set_options([("", "모든 사용자"), *((str(one.id), one.name) for one in accounts)])
        if self.who.value() is None:
            self.who.set_value("")
        for choice in (self.month, self.who):
            choice.blockSignals(False)
        self._read_month()

    def _read_month(self) -> None:
        month = self.month.value()
        if month is None or not self.allowed:
            return
        desk, account = self._counter.desk, self._counter.account
        who = int(self.who.value()) if self.who.value() else None
        asked = (month, who, account.token)
        first, self._shown = asked != self._shown, asked
        self._counter.jobs.latest(
            "settings.log.month",
            lambda: desk.reviews.month(account, month, who, first=first),
            self._show_month,
            aside=True,
        )

    def _show_month(self, review: MonthReview) -> None:
        self._review = review
        figures = {
            "rows": review.rows,
            "people": review.people,
            "outside": review.outside_rows,
            "left": review.left_rows,
            "failed": sum(line.count for line in review.failed),
            "unusual": len(review.unusual),
        }
        for name, figure in figures.items():
            self._figures[name].set_figure(f"{figure:,}")
        self._rule.set_text(f"기준: {review.rule}")
        lists: dict[str, Sequence[Any]] = {
            "unusual": review.unusual,
            "accounts": review.accounts,
            "looked": review.looked,
            "outside": review.outside,
            "left": review.left,
            "failed": review.failed,
        }
        for name, lines in lists.items():
            self._models[name].show_records(lines)
            self._tables[name].go_to(0)
        self._show_signature()
        self._models["rows"].show_records(())
        self._show_view()

    def _show_view(self) -> None:
        shown = str(self.view.value() or "unusual")
        self._stack.setCurrentWidget(self._tables[shown])
        if shown == "rows" and not self._models["rows"].rowCount():
            self._read_rows()

    def _read_rows(self) -> None:
        """Every row of the month; read when somebody wants to see them, and only so far."""
        review = self._review
        if review is None or not self.allowed:
            return
        desk, account = self._counter.desk, self._counter.account
        who = int(self.who.value()) if self.who.value() else None
        model = self._models["rows"]
        offered = (BY_TIME, BY_WHOM) if who is None else (BY_TIME,)
        chosen = model.sorting
        sorting = chosen if chosen is not None and chosen.key in offered else NEWEST
        model.offer(offered, sorting)
        self._paged.read(
            lambda behind, limit, first: desk.reviews.rows(
                account, review.month, who, sorting, behind, limit, first=first
            ),
            lambda: None,
            first=True,
        )

    def _show_signature(self) -> None:
        review = self._review
        signed = review.signed if review is not None else None
        if not self.allowed:
            words = refusal(Right.LOG)
        elif review is None:
            words = ""
        elif signed is not None:
            who = with_particle(signed.by, "이/가")
            words = f"{show_moment(signed.at)} {who} 점검하고 서명했습니다."
            words += f"\n의견: {signed.remark}" if signed.remark else ""
        elif not review.over:
            words = "아직 끝나지 않은 달입니다. 달이 바뀐 뒤에 서명합니다."
        elif not self._may_sign:
            words = refusal(Right.REVIEW)
        else:
            words = f"{month_label(review.month)}은 아직 점검하지 않았습니다."
        self._signed.set_text(words)
        may_sign = review is not None and review.over and signed is None and self._may_sign
        self._remark.setVisible(may_sign)
        self.sign.setVisible(may_sign)

    def hideEvent(self, event: Any) -> None:
        """Whoever comes back looks at it anew."""
        super().hideEvent(event)
        self._shown = None

    # acts

    def save(self) -> None:
        """Ctrl+S: sign the month off."""
        form, review = self.form, self._review
        if form is None or review is None or self.sign.isHidden():
            return
        values = form.read()
        if values is None:
            return
        desk, account = self._counter.desk, self._counter.account
        month, remark = review.month, str(values["remark"] or "")

        def told(_signed: SignedOff) -> None:
            # The line goes away with the signature: the sheet comes next.
            self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)
            form.clear()
            self.settled.emit()
            self._counter.say(
                f"{month_label(month)} 점검을 마쳤습니다. 점검표를 인쇄해 보관하십시오.",
                action="인쇄",
                on_action=self.print_paper,
            )
            self._counter.saved.emit()
            self.refresh()

        self.write(lambda: desk.reviews.sign(account, month, remark), told)

    def print_paper(self) -> None:
        """Ctrl+P: the sheet of the month."""
        self._make(
            lambda ready: self._printer.print_now(ready, said=f"{ready.title}: 인쇄했습니다.")
        )

    def print_with_dialog(self) -> None:
        """Shift+Ctrl+P: the same after choosing a printer."""
        self._make(self._printer.print_with_dialog)

    def _make(self, then: Any) -> None:
        review = self._review
        if review is None or not self.allowed:
            return
        desk, account = self._counter.desk, self._counter.account

        def made(ready: ReadyPaper) -> None:
            then(ready)

        self.write(lambda: desk.reviews.paper(account, review.month), made)

    def _ask_cut(self) -> None:
        offer = self._offer
        if offer is None:
            return
        ask(
            self,
            f"2년이 지난 접속기록 {offer.rows:,}줄을 정리할까요?",
            f"{show_date(offer.first_at.date())}부터 {show_date(offer.last_at.date())}까지의 "
            "기록이며 그 달들은 모두 점검을 마쳤습니다. 지운 기록은 되돌릴 수 없고, 남은 기록의 "
            "사슬은 그대로 이어집니다.",
            [Choice("cut", "정리하기", dangerous=True), Choice("keep", "그대로 두기")],
            "keep",
            lambda answer: self._cut(offer) if answer == "cut" else None,
        )

    def _cut(self, offer: CutOffer) -> None:
        desk, account = self._counter.desk, self._counter.account

        def told(rows: int) -> None:
            self._counter.say(f"오래된 접속기록 {rows:,}줄을 정리했습니다.")
            self.refresh()

        self.write(lambda: desk.reviews.cut(account, offer), told)


def _state(line: MonthLine) -> str:
    if line.signed:
        return "점검함"
    return "점검할 달" if line.over else "이번 달"


def _asked_on(one: Asked) -> str:
    return show_date(one.on) if one.on else "한 달 동안"


def _log_columns(*, in_parts: bool = False) -> list[Column[Any]]:
    """Of the log; only where all of it is read, part by part, it can be sorted."""

    def doing(one: LogLine) -> str:
        return f"{one.kind} · {one.purpose}" if one.purpose else one.kind

    at, who = (BY_TIME, BY_WHOM) if in_parts else ("", "")
    return [
        Column("때", lambda one: when(one.at), width=150, figures=True, sort=at, down_first=True),
        Column("누가", lambda one: one.by, width=110, below=lambda one: one.place, sort=who),
        Column("무엇", doing, strong=True, below=lambda one: one.whose),
        Column("수", lambda one: f"{one.count:,}", width=64, right=True),
    ]


def _by_name(one: Any) -> str:
    return korean.collation_key(one.by)


def _figure(title: str, of: Callable[[Any], int], width: int, unit: str = "") -> Column[Any]:
    """A count, the largest first."""
    return Column(
        title, lambda one: f"{of(one):,}{unit}", width=width, right=True,
        sort=title, rank=of, down_first=True,
    )  # fmt: skip


def _account_columns() -> list[Column[Any]]:
    def looks(one: AccountCount) -> str:
        return f"조회 {one.views:,} · 검색 {one.searches:,} · 입력·변경 {one.written:,}"

    def went(one: AccountCount) -> str:
        return f"출력 {one.prints:,} · 내보내기 {one.exports:,}"

    return [
        Column(
            "이름",
            lambda one: one.name,
            width=120,
            strong=True,
            sort="name",
            rank=lambda one: korean.collation_key(one.name),
        ),
        Column("한 일", looks, below=went),
        _figure("정보주체", lambda one: one.people, 104, "명"),
        _figure("시간 밖", lambda one: one.outside, 96),
        _figure("실패", lambda one: one.failed, 80),
    ]


def _looked_columns() -> list[Column[Any]]:
    def whom(one: Looked) -> str:
        return f"{one.masked_name} {one.number}".strip()

    def written(one: Looked) -> str:
        return f"적거나 인쇄한 것 {one.written:,}" if one.written else "적은 것 없음"

    return [
        Column("누가", lambda one: one.by, width=110, sort="by", rank=_by_name),
        # Not by whom was looked at: the names are masked.
        Column("누구를", whom, strong=True, below=written),
        _figure("횟수", lambda one: one.times, 84),
        Column(
            "마지막",
            lambda one: when(one.last_at),
            width=150,
            figures=True,
            sort="last",
            rank=lambda one: one.last_at,
            down_first=True,
        ),
    ]


def _left_columns() -> list[Column[Any]]:
    def number(one: PrintRow) -> str:
        return one.number

    return [
        Column("출력번호", number, width=150, figures=True, below=lambda one: when(one.at)),
        Column("서류", lambda one: one.what, strong=True, below=lambda one: one.purpose),
        Column("누가", lambda one: one.by, width=126, below=lambda one: one.whose),
        Column("형태", lambda one: one.media, width=88),
    ]


_COLUMNS: dict[str, list[Column[Any]]] = {
    "unusual": [
        Column("누가", lambda one: one.by, width=110, sort="by", rank=_by_name),
        Column("무엇", lambda one: one.what, strong=True, below=lambda one: one.whose),
        Column("날", _asked_on, width=120, sort="on", rank=lambda one: one.on, down_first=True),
        _figure("횟수", lambda one: one.times, 84),
    ],
    "accounts": _account_columns(),
    "looked": _looked_columns(),
    "outside": _log_columns(),
    "left": _left_columns(),
    "failed": _log_columns(),
    "rows": _log_columns(in_parts=True),
}
_NOTHING = {
    "unusual": "눈에 띄는 것이 없습니다.",
    "accounts": "이 달의 기록이 없습니다.",
    "looked": "이 달에 조회한 분이 없습니다.",
    "outside": "업무 시간 밖의 기록이 없습니다.",
    "left": "이 달에 나간 종이와 파일이 없습니다.",
    "failed": "실패한 로그인이 없습니다.",
    "rows": "이 달의 기록이 없습니다.",
}
