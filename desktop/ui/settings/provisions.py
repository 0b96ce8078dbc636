"""제공 대장: what of whom went to which body, on which consent, with which paper."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.domain.ledgers import Provision
from desktop.domain.rights import Right
from desktop.services.ledgers import BY_TIME
from desktop.services.papers import ReadyPaper
from desktop.ui.counter import Counter
from desktop.ui.kit import Column, Combo, RecordsModel
from desktop.ui.paged import Ask
from desktop.ui.settings.ledger_page import LedgerPage, days_of, when


class ProvisionsPage(LedgerPage):
    """제3자 제공 대장 of a month or a year, to everybody or to one body."""

    key, label = "provisions", "제공 대장"
    remark = "기관에 제공한 개인정보"
    right = Right.LOG
    kinds = ("referral",)

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter)
        self.head(
            "의뢰서로 다른 기관에 제공한 개인정보입니다. 접수번호, 항목, 동의번호, "
            "의뢰번호가 의뢰서와 동의 기록에서 그대로 옵니다."
        )
        self.partner = Combo([("", "모든 기관")], "")
        self.partner.set_wish(240)
        self.partner.setAccessibleName("기관")
        self.partner.value_changed.connect(self.refresh)
        self.choices.addWidget(self.partner)
        model: RecordsModel[Provision] = RecordsModel(
            [
                Column(
                    "때", lambda one: when(one.at), width=150, figures=True,
                    below=lambda one: one.whose, sort=BY_TIME, down_first=True,
                ),
                Column(
                    "제공받는 자", lambda one: one.partner, strong=True,
                    below=lambda one: one.items,
                ),
                Column(
                    "의뢰·동의번호", lambda one: one.paper_number, width=140, figures=True,
                    below=lambda one: one.consent_number,
                ),
                Column("상태", lambda one: one.state, width=84, below=lambda one: one.by),
            ]
        )  # fmt: skip
        self.lay_out(
            model,
            ("이 기간에 제공한 것이 없습니다.", "의뢰서를 내면 여기에 적힙니다."),
            "제공 대장",
        )

    def more_choices(self) -> tuple[QWidget, ...]:
        return (self.partner,)

    def refresh(self) -> None:
        super().refresh()
        if self.allowed and len(self.partner.options()) == 1:
            desk, account = self._counter.desk, self._counter.account
            self._counter.jobs.latest(
                "settings.provisions.partners",
                lambda: desk.ledgers.receivers(account),
                lambda found: self.partner.set_options([("", "모든 기관"), *found]),
            )

    def asked(self) -> tuple[object, ...]:
        return (*super().asked(), self.partner.value())

    def part(self) -> Ask[Provision]:
        desk, account = self._counter.desk, self._counter.account
        since, until = days_of(str(self.period.value()))
        partner, sorting = str(self.partner.value() or ""), self.sorting
        return lambda behind, limit, first: desk.ledgers.provisions(
            account, since, until, partner, sorting, behind, limit, first=first
        )

    def count(self) -> Callable[[], int]:
        desk, account = self._counter.desk, self._counter.account
        since, until = days_of(str(self.period.value()))
        partner = str(self.partner.value() or "")
        return lambda: desk.ledgers.count_provisions(account, since, until, partner)

    def same(self, line: Provision) -> object:
        return (line.paper_number, line.at)

    def sheet(self, use: str, receiver: str) -> Callable[[], ReadyPaper]:
        desk, account = self._counter.desk, self._counter.account
        since, until = days_of(str(self.period.value()))
        partner = str(self.partner.value() or "")
        return lambda: desk.ledgers.provision_sheet(account, since, until, use, receiver, partner)
