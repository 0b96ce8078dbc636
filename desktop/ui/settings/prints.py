"""출력 대장: everything that left the program on paper or as a file, and what for."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.domain.account import AccountLine
from desktop.domain.ledgers import PrintRow
from desktop.domain.rights import Right
from desktop.services.ledgers import BY_TIME, BY_WHOM
from desktop.services.papers import ReadyPaper
from desktop.ui.counter import Counter
from desktop.ui.kit import Column, Combo, RecordsModel
from desktop.ui.paged import Ask
from desktop.ui.settings.ledger_page import LedgerPage, days_of, when


class PrintsPage(LedgerPage):
    """출력·복사물 관리대장 of a month or a year, of everybody or of one account."""

    key, label = "prints", "출력 대장"
    remark = "나간 종이와 파일"
    right = Right.LOG
    kinds = ("paper",)

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter)
        self.head(
            "인쇄하거나 파일로 저장한 것이 번호와 함께 모두 적힙니다. "
            "종이 아래의 출력번호를 찾기에 넣으면 누가 언제 냈는지 나옵니다."
        )
        self.who = Combo([("", "모든 사용자")], "")
        self.who.set_wish(170)
        self.who.setAccessibleName("사용자")
        self.who.value_changed.connect(self.refresh)
        self.choices.addWidget(self.who)
        model: RecordsModel[PrintRow] = RecordsModel(
            [
                Column(
                    "출력번호", lambda one: one.number, width=150, figures=True,
                    below=lambda one: when(one.at), sort=BY_TIME, sort_name="출력한 때",
                    down_first=True,
                ),
                Column("서류", lambda one: one.what, strong=True, below=lambda one: one.purpose),
                Column(
                    "출력자", lambda one: one.by, width=126, below=lambda one: one.whose,
                    sort=BY_WHOM,
                ),
                Column(
                    "형태", lambda one: one.media, width=110,
                    below=lambda one: one.receiver,
                ),
            ]
        )  # fmt: skip
        self.lay_out(
            model, ("이 기간에 나간 것이 없습니다.", "인쇄하면 여기에 적힙니다."), "출력 대장"
        )

    def more_choices(self) -> tuple[QWidget, ...]:
        return (self.who,)

    def refresh(self) -> None:
        super().refresh()
        if self.allowed and len(self.who.options()) == 1:
            desk, account = self._counter.desk, self._counter.account
            self._counter.jobs.latest(
                "settings.prints.who", lambda: desk.accounts.list(account), self._offer
            )

    def _offer(self, lines: tuple[AccountLine, ...]) -> None:
        self.who.set_options([("", "모든 사용자"), *((str(line.id), line.name) for line in lines)])

    def asked(self) -> tuple[object, ...]:
        return (*super().asked(), self.who.value())

    def offered(self) -> tuple[str, ...]:
        return (BY_TIME,) if self.who.value() else (BY_TIME, BY_WHOM)

    def _account_id(self) -> int | None:
        chosen = self.who.value()
        return int(chosen) if chosen else None

    def part(self) -> Ask[PrintRow]:
        desk, account = self._counter.desk, self._counter.account
        since, until = days_of(str(self.period.value()))
        who, sorting = self._account_id(), self.sorting
        return lambda behind, limit, first: desk.ledgers.prints(
            account, since, until, who, sorting, behind, limit, first=first
        )

    def count(self) -> Callable[[], int]:
        desk, account = self._counter.desk, self._counter.account
        since, until = days_of(str(self.period.value()))
        who = self._account_id()
        return lambda: desk.ledgers.count_prints(account, since, until, who)

    def same(self, line: PrintRow) -> object:
        return line.number

    def sheet(self, use: str, receiver: str) -> Callable[[], ReadyPaper]:
        desk, account = self._counter.desk, self._counter.account
        since, until = days_of(str(self.period.value()))
        who = self._account_id()
        return lambda: desk.ledgers.print_sheet(account, since, until, use, receiver, who)
