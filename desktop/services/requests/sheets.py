"""Both sheets as acts: a leak is looked into and printed, the data file is counted and printed."""

from dataclasses import replace

from sqlalchemy import select

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.errors import Refused
from desktop.domain.paper_number import PaperKind
from desktop.domain.papers import ReportRecord
from desktop.domain.rights import Right
from desktop.services.act import Act, Office
from desktop.services.numbers import take_number
from desktop.services.papers import PAPERS, ReadyPaper, draw, register
from desktop.services.requests.breach import BreachFound, BreachQuery, breach_record, found_by
from desktop.services.requests.data_file import DataFileFacts, data_file_record, facts_of
from desktop.store.log import AccessRow
from desktop.store.office import Account


class PrivacySheets:
    """Both sheets: found or counted, looked at, printed."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def choices(self, account: SignedIn) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
        """Accounts (id and name) and desks the access log can be searched by."""
        with self._office.act(
            account, Right.SUBJECT, ActKind.VIEW, purpose="유출 대응", logged=False, aside=True
        ) as act:
            rows = act.session.execute(select(Account.id, Account.name).order_by(Account.name))
            places = act.session.scalars(select(AccessRow.place).distinct())
            return (
                tuple((str(row.id), row.name) for row in rows),
                tuple(sorted(place for place in places if place)),
            )

    def breach(self, account: SignedIn, query: BreachQuery) -> BreachFound:
        """Whose data may have got out. Raises Refused with the field that is wrong."""
        with self._office.act(
            account, Right.LOG, ActKind.SEARCH, purpose="유출 대응 찾기", aside=True
        ) as act:
            found = found_by(act, query)
            act.about(*(one.visitor_id for one in found.people))
            act.count = len(found.people)
            return found

    def breach_paper(self, account: SignedIn, query: BreachQuery) -> ReadyPaper:
        """The sheet with the contact list, the acts and the steps; a number of its own."""
        with self._office.act(account, Right.LOG, ActKind.VIEW, logged=False, aside=True) as looked:
            found = found_by(looked, query)
            if not found.people:
                raise Refused("해당하는 분이 없어 만들지 않았습니다. 찾는 조건을 바꿔 주십시오.")
        with self._office.act(account, Right.LOG, ActKind.PRINT, purpose="유출 대응 자료") as act:
            act.about(*(one.visitor_id for one in found.people))
            number = take_number(act, PaperKind.PRINT, self._office.desk)
            record = breach_record(act, found, number.text)
            return self._ready(act, "breach", record, number.digits, "유출 대응")

    def data_file(self, account: SignedIn) -> DataFileFacts:
        """How much the sheet would tell: people, receivers, rules of retention."""
        with self._office.act(
            account, Right.SUBJECT, ActKind.VIEW, purpose="개인정보파일", logged=False, aside=True
        ) as act:
            return facts_of(act)

    def data_file_paper(self, account: SignedIn) -> ReadyPaper:
        """개인정보파일 등록 사항, as everything stands today."""
        # Everybody is counted before anybody waits for it.
        with self._office.act(
            account, Right.SUBJECT, ActKind.VIEW, logged=False, aside=True
        ) as looked:
            record = data_file_record(looked)
        with self._office.act(
            account, Right.SUBJECT, ActKind.PRINT, purpose="개인정보파일 등록"
        ) as act:
            number = take_number(act, PaperKind.PRINT, self._office.desk)
            record = replace(record, number=number.text)
            return self._ready(act, "data_file", record, number.digits, "개인정보파일 등록")

    def _ready(
        self, act: Act, paper: str, record: ReportRecord, digits: str, purpose: str
    ) -> ReadyPaper:
        footer = register(act, self._office, paper, purpose, number=digits)
        act.changed("paper")
        return ReadyPaper(
            paper=paper,
            title=PAPERS[paper],
            pdf=draw(record, footer).printable(),
            print_number=footer.print_number,
            number=record.number,
        )
