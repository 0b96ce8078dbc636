"""The results of partners as acts: looked at, opened to their rows, printed, taken out."""

from collections.abc import Sequence

from sqlalchemy import select

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.paper_number import PaperKind
from desktop.domain.partner_results import Figure
from desktop.domain.referral import ReferralLine
from desktop.domain.rights import Right
from desktop.domain.sorting import Sorting
from desktop.exchange.spreadsheet import workbook
from desktop.services.act import Act, Office
from desktop.services.numbers import take_number
from desktop.services.paging import PART
from desktop.services.papers import PAPERS, ReadyPaper, draw, register
from desktop.services.papers.taken_out import use_of
from desktop.services.referrals.views import lines_of
from desktop.services.results.counting import ISSUED, behind, count, people_of, read
from desktop.services.results.letter import asked_of, letter_record
from desktop.services.results.paper import table_record
from desktop.services.results.records import Asked, Behind, Results
from desktop.services.results.sheet import tables_of
from desktop.store.referrals import Referral

NEWEST = Sorting(ISSUED, down=True)
TABLE, LETTER = "partner_results", "partner_letter"
REPORTED = "실적 보고"
_ASKED = "무엇에 쓸 파일인지 적어 주십시오. 예: 분기 보고"


class PartnerResults:
    """What became of the people sent to each partner."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def table(self, account: SignedIn, asked: Asked) -> Results:
        """The figures of a period; figures of nobody in particular, so nothing is logged."""
        return self._count(account, Right.LOOK, asked)

    def behind(
        self,
        account: SignedIn,
        asked: Asked,
        figure: Figure,
        sorting: Sorting = NEWEST,
        limit: int = PART,
        *,
        first: bool = True,
    ) -> Behind:
        """The referrals a figure counts, names masked; one row in the log when it is opened.

        All are counted, `limit` of them come as lines; `more` reads further ones.
        """
        with self._office.act(
            account,
            Right.LOOK,
            ActKind.VIEW,
            purpose=f"기관별 결과 명단: {figure.label}",
            logged=first,
            aside=True,
        ) as act:
            found = behind(read(act, asked), figure, act, sorting)
            keys = tuple(one.referral_id for one in found)
            return Behind(figure, keys, people_of(figure, found), self._lines(act, keys[:limit]))

    def more(
        self, account: SignedIn, figure: Figure, keys: Sequence[int]
    ) -> tuple[ReferralLine, ...]:
        """Further ones of them, by their keys: looked at, and logged as that."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose=f"기관별 결과 명단: {figure.label}"
        ) as act:
            return self._lines(act, keys)

    def _lines(self, act: Act, keys: Sequence[int]) -> tuple[ReferralLine, ...]:
        rows = act.session.scalars(select(Referral).where(Referral.id.in_(keys)))
        known = {row.id: row for row in rows}
        act.about(*(row.visitor_id for row in known.values()))
        act.count = len(known)
        return lines_of(act, self._office, [known[one] for one in keys if one in known])

    def print_table(self, account: SignedIn, asked: Asked) -> ReadyPaper:
        """기관별 연계 on lying A4, with the definitions as footnotes."""
        from desktop.printing.partner_results import draw_partner_results

        found = self._count(account, Right.PRINT, asked)
        with self._office.act(
            account, Right.PRINT, ActKind.PRINT, purpose="기관별 연계 실적"
        ) as act:
            footer = register(act, self._office, TABLE, REPORTED)
            pdf = draw_partner_results(table_record(act, found), footer).printable()
            act.changed("paper")
            return ReadyPaper(TABLE, PAPERS[TABLE], pdf, footer.print_number)

    def spreadsheet(
        self, account: SignedIn, asked: Asked, use: str, receiver: str = ""
    ) -> ReadyPaper:
        """The same as a file of the office's spreadsheet; `pdf` holds its bytes.

        Raises Refused without what it is for.
        """
        use, receiver = use_of(use, receiver, _ASKED)
        found = self._count(account, Right.EXPORT, asked)
        with self._office.act(
            account, Right.EXPORT, ActKind.EXPORT, purpose="기관별 연계 실적 엑셀"
        ) as act:
            footer = register(act, self._office, TABLE, use, receiver=receiver, media="file")
            file = workbook(tables_of(found, footer), footer.printed_at, account.name)
            act.changed("paper")
            return ReadyPaper(TABLE, PAPERS[TABLE], file, footer.print_number)

    def letter(self, account: SignedIn, partner: str, year: int) -> ReadyPaper:
        """A year's own figures to one partner. Raises Refused when nobody was sent there."""
        this, before = asked_of(partner, year)
        found = self._count(account, Right.PRINT, this)
        then = self._count(account, Right.PRINT, before)
        with self._office.act(
            account, Right.PRINT, ActKind.PRINT, purpose="기관에 보내는 연계 결과"
        ) as act:
            number = take_number(act, PaperKind.PRINT, self._office.desk)
            record = letter_record(act, found, then.total, number.text)
            footer = register(
                act,
                self._office,
                LETTER,
                f"{year}년 연계 결과 알림",
                number=number.digits,
                receiver=record.addressee,
            )
            act.changed("paper")
            pdf = draw(record, footer).printable()
            return ReadyPaper(LETTER, PAPERS[LETTER], pdf, footer.print_number, record.number)

    def _count(self, account: SignedIn, right: Right, asked: Asked) -> Results:
        """Beside the desk's own connections: it may take a second in a city's store."""
        with self._office.act(
            account, right, ActKind.VIEW, purpose="기관별 결과", logged=False, aside=True
        ) as act:
            return count(act, self._office, asked)
