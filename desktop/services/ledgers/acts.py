"""The ledgers read and printed: one method is one act."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import exists, func, select

from desktop.domain import korean
from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.calendar import show_date, show_moment
from desktop.domain.clock import KST
from desktop.domain.consent import Item
from desktop.domain.errors import NotFound, Refused
from desktop.domain.ledgers import MEDIA, LedgerRecord, LedgerTable, PrintRow, Provision
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.referral import Paper
from desktop.domain.rights import Right
from desktop.domain.sorting import Sorting
from desktop.printing.wording import newest, wording
from desktop.services.act import Act, Office, local
from desktop.services.centre import centre_on
from desktop.services.ledgers.people import reception_numbers
from desktop.services.paging import PART, Behind, Order, Part, Walk, part_of
from desktop.services.papers import FILES, PAPERS, ReadyPaper, register
from desktop.services.papers.taken_out import use_of
from desktop.services.retention.files import IN_FILE, noted
from desktop.store.consents import Consent
from desktop.store.office import Account, Printing
from desktop.store.partners import Organisation, PartnerService
from desktop.store.referrals import Referral, Slip

MOST_ON_PAPER = 2_000
"""Rows of a ledger on one paper; a longer period is printed in parts."""

BY_TIME, BY_WHOM = "at", "who"
"""What a ledger may be sorted by; never by whose data it tells of."""
NEWEST = Sorting(BY_TIME, down=True)


class Ledgers:
    """출력·복사물 관리대장 and 제3자 제공 대장."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def prints(
        self,
        account: SignedIn,
        since: date,
        until: date,
        account_id: int | None = None,
        sorting: Sorting = NEWEST,
        behind: Behind | None = None,
        limit: int = PART,
        *,
        first: bool = True,
    ) -> Part[PrintRow]:
        """What was printed or kept as a file from a day to a day, part by part.

        `first` is false for the refresh of a list that was logged when it came up.
        """
        with self._office.act(
            account, Right.LOG, ActKind.VIEW, purpose="출력 관리대장", logged=first, aside=True
        ) as act:
            order, walks = print_walks(act, _moments(since, until), account_id, sorting)
            places = order.places(act.session, walks, behind, limit)
            return part_of(_print_rows(act, places), places, limit)

    def count_prints(
        self, account: SignedIn, since: date, until: date, account_id: int | None = None
    ) -> int:
        """How many those are; counted up to one above `COUNTED`."""
        with self._office.act(
            account, Right.LOG, ActKind.VIEW, purpose="출력 관리대장", logged=False, aside=True
        ) as act:
            order, walks = print_walks(act, _moments(since, until), account_id, NEWEST)
            return order.count(act.session, walks)

    def print_sheet(
        self,
        account: SignedIn,
        since: date,
        until: date,
        use: str,
        receiver: str = "",
        account_id: int | None = None,
    ) -> ReadyPaper:
        """The ledger of prints as a paper. Raises Refused without what it is for."""
        with self._office.act(
            account, Right.EXPORT, ActKind.EXPORT, purpose="출력 관리대장 인쇄"
        ) as act:
            use, receiver = use_of(use, receiver, _WHAT_FOR)
            rows = prints_between(act, *_moments(since, until), account_id)
            _refuse_too_many(len(rows))
            words = wording(newest("print-ledger", act.today))
            table = LedgerTable(
                "",
                words.texts("heads"),
                (2.3, 2.5, 1.4, 2.6, 2.4, 2.0, 1.0, 2.4),
                tuple(
                    (
                        row.number,
                        show_moment(row.at),
                        row.by,
                        row.what,
                        row.purpose,
                        row.whose,
                        row.media,
                        row.receiver,
                    )
                    for row in rows
                ),
                words.text("none"),
            )
            return self._ready(
                act, "print_ledger", words.form, (since, until), table, use, receiver
            )

    def provisions(
        self,
        account: SignedIn,
        since: date,
        until: date,
        partner: str = "",
        sorting: Sorting = NEWEST,
        behind: Behind | None = None,
        limit: int = PART,
        *,
        first: bool = True,
    ) -> Part[Provision]:
        """What went to others in a period, part by part; `partner` is an organisation's key."""
        with self._office.act(
            account, Right.LOG, ActKind.VIEW, purpose="제3자 제공 대장", logged=first, aside=True
        ) as act:
            order, walks = provision_walks(_moments(since, until), partner, sorting)
            places = order.places(act.session, walks, behind, limit)
            return part_of(_provisions(act, places), places, limit)

    def count_provisions(
        self, account: SignedIn, since: date, until: date, partner: str = ""
    ) -> int:
        """How many those are; counted up to one above `COUNTED`."""
        with self._office.act(
            account, Right.LOG, ActKind.VIEW, purpose="제3자 제공 대장", logged=False, aside=True
        ) as act:
            order, walks = provision_walks(_moments(since, until), partner, NEWEST)
            return order.count(act.session, walks)

    def receivers(self, account: SignedIn) -> tuple[tuple[str, str], ...]:
        """Key and name of every body the centre knows, for the choice of a ledger."""
        with self._office.act(
            account, Right.LOG, ActKind.VIEW, purpose="기관 목록", logged=False
        ) as act:
            rows = act.session.execute(
                select(Organisation.key, Organisation.name).order_by(Organisation.valid_from)
            )
            # The name it has now stands for all it had.
            names = {key: name.replace("|", "") for key, name in rows}
            return tuple(sorted(names.items(), key=lambda one: one[1]))

    def provision_sheet(
        self,
        account: SignedIn,
        since: date,
        until: date,
        use: str,
        receiver: str = "",
        partner: str = "",
    ) -> ReadyPaper:
        """The ledger of what went to others as a paper. Raises Refused without its use."""
        with self._office.act(
            account, Right.EXPORT, ActKind.EXPORT, purpose="제3자 제공 대장 인쇄"
        ) as act:
            use, receiver = use_of(use, receiver, _WHAT_FOR)
            order, walks = provision_walks(_moments(since, until), partner, NEWEST)
            rows = _provisions(act, order.places(act.session, walks, None, MOST_ON_PAPER + 1))
            _refuse_too_many(len(rows))
            words = wording(newest("provision-ledger", act.today))
            table = LedgerTable(
                "",
                words.texts("heads"),
                (2.3, 2.0, 3.2, 4.4, 2.6, 2.0, 1.7, 1.3),
                tuple(
                    (
                        show_moment(row.at),
                        row.whose,
                        row.partner,
                        row.items,
                        row.purpose,
                        row.consent_number,
                        row.paper_number,
                        row.state,
                    )
                    for row in rows
                ),
                words.text("none"),
            )
            return self._ready(
                act, "provision_ledger", words.form, (since, until), table, use, receiver
            )

    def went_into_file(
        self, account: SignedIn, print_number: str, place: Path | None = None, digest: str = ""
    ) -> None:
        """A paper just made left as a file instead of on paper: the ledger says so.

        `place` is where it was written and `digest` the SHA-256 of what, so that it can be
        destroyed there with the person it is about.
        """
        with self._office.act(account, Right.OWN, ActKind.EXPORT, purpose="PDF로 저장") as act:
            digits = read(print_number, PaperKind.PRINT).digits
            row = act.session.scalars(select(Printing).where(Printing.number == digits)).first()
            if row is None:
                raise NotFound("이 출력번호로 나간 종이가 없습니다.")
            row.media = IN_FILE
            if place is not None:
                row.place, row.digest = noted(row.place, place), digest
            act.about(row.visitor_id)
            act.count = row.people or 1

    def _ready(
        self,
        act: Act,
        paper: str,
        form: str,
        period: tuple[date, date],
        table: LedgerTable,
        use: str,
        receiver: str,
    ) -> ReadyPaper:
        from desktop.printing.ledger import draw_ledger

        since, until = period
        footer = register(
            act, self._office, paper, use, people=len(act.subjects), receiver=receiver
        )
        record = LedgerRecord(
            centre=centre_on(act, act.today),
            form=form,
            period=f"{show_date(since)} ~ {show_date(until)}",
            facts=(
                ("줄 수", f"{len(table.rows):,}"),
                ("용도", use),
                ("받는 곳", receiver or "센터 보관"),
            ),
            table=table,
            made_on=act.today,
        )
        act.changed("paper")
        pdf = draw_ledger(record, footer).printable()
        return ReadyPaper(paper, PAPERS[paper], pdf, footer.print_number)


_WHAT_FOR = "무엇에 쓸 대장인지 적어 주십시오. 예: 정기 점검 제출"


def _moments(since: date, until: date) -> tuple[datetime, datetime]:
    """From the first moment of a day to the first after another, in the office's time."""
    if until < since:
        raise Refused("끝나는 날이 시작하는 날보다 앞섭니다. 기간을 다시 골라 주십시오.")
    return (
        datetime.combine(since, time(), KST),
        datetime.combine(until + timedelta(days=1), time(), KST),
    )


def print_walks(
    act: Act, period: tuple[datetime, datetime], account_id: int | None, sorting: Sorting
) -> tuple[Order, list[Walk]]:
    """Along the moments of the ledger, or those of each account, one after the other by name."""
    by_time = Order(Printing.at, Printing.id, newest_first=sorting.down, nullable=False)
    if account_id is not None:
        return by_time, [Walk((Printing.account_id == account_id,), 0, *period)]
    if sorting.key != BY_WHOM:
        return by_time, [Walk((), 0, *period)]
    walks = [
        Walk((Printing.account_id == one,), (korean.collation_key(name), one), *period)
        for one, name in act.session.execute(select(Account.id, Account.name))
    ]
    newest = Order(
        Printing.at, Printing.id, newest_first=True, nullable=False, ranks_down=sorting.down
    )
    return newest, walks


def prints_between(
    act: Act, begins: datetime, ends: datetime, account_id: int | None = None
) -> tuple[PrintRow, ...]:
    """What left the program between two moments, newest first; one more than fits a paper."""
    order, walks = print_walks(act, (begins, ends), account_id, NEWEST)
    return _print_rows(act, order.places(act.session, walks, None, MOST_ON_PAPER + 1))


def count_between(act: Act, begins: datetime, ends: datetime, account_id: int | None = None) -> int:
    """How many that were, all of them."""
    asked = select(func.count()).where(Printing.at >= begins, Printing.at < ends)
    if account_id is not None:
        asked = asked.where(Printing.account_id == account_id)
    return act.session.scalar(asked) or 0


def _print_rows(act: Act, places: Sequence[Behind]) -> tuple[PrintRow, ...]:
    ids = [key for _, _, key in places]
    found = act.session.execute(
        select(Printing, Account.name)
        .join(Account, Account.id == Printing.account_id)
        .where(Printing.id.in_(ids))
    ).all()
    people = _people([row for row, _ in found])
    act.about(*people)
    act.count = len(found)
    numbers = reception_numbers(act, people)
    known = {row.id: _row(row, name, numbers) for row, name in found}
    return tuple(known[one] for one in ids)


def _refuse_too_many(found: int) -> None:
    if found > MOST_ON_PAPER:
        raise Refused(f"{MOST_ON_PAPER:,}줄이 넘습니다. 기간을 나누어 인쇄해 주십시오.")


def _people(rows: list[Printing]) -> list[int]:
    return [row.visitor_id for row in rows if row.visitor_id is not None]


def _row(row: Printing, by: str, numbers: dict[int, str]) -> PrintRow:
    whose = ""
    if row.visitor_id is not None:
        whose = numbers.get(row.visitor_id, "")
    elif row.people:
        whose = f"{row.people:,}명"
    return PrintRow(
        number=read(row.number, PaperKind.PRINT).text,
        at=local(row.at),
        by=by,
        paper=PAPERS.get(row.paper) or FILES.get(row.paper, row.paper),
        purpose=row.purpose,
        whose=whose,
        media=MEDIA.get(row.media, row.media),
        receiver=row.receiver,
        reprint=row.reprint,
        copies=row.copies,
    )


def provision_walks(
    period: tuple[datetime, datetime], partner: str, sorting: Sorting
) -> tuple[Order, list[Walk]]:
    """Along the moments of the ledger, slips alone, and only those whose paper is still kept."""
    slip = exists().where(Slip.id == Printing.record_id)
    if partner:
        slip = slip.where(
            Referral.id == Slip.referral_id,
            PartnerService.id == Referral.service_id,
            Organisation.id == PartnerService.organisation_id,
            Organisation.key == partner,
        )
    where = (Printing.paper == "slip", Printing.reprint == 0, slip)
    order = Order(Printing.at, Printing.id, newest_first=sorting.down, nullable=False)
    return order, [Walk(where, 0, *period)]


def _provisions(act: Act, places: Sequence[Behind]) -> tuple[Provision, ...]:
    ids = [key for _, _, key in places]
    known = {
        row.id: row
        for row in act.session.execute(
            select(
                Printing.at,
                Account.name.label("by"),
                Slip.number.label("slip"),
                Slip.void_at,
                Slip.record,
                Referral.visitor_id,
                Referral.paper,
                Referral.number.label("valid"),
                Consent.number.label("consent"),
                Consent.basis,
                Consent.article,
                Printing.id,
            )
            .select_from(Printing)
            .join(Slip, Slip.id == Printing.record_id)
            .join(Referral, Referral.id == Slip.referral_id)
            .join(Account, Account.id == Printing.account_id)
            .outerjoin(Consent, Consent.id == Slip.consent_id)
            .where(Printing.id.in_(ids))
        )
    }
    rows = [known[one] for one in ids]
    people = [row.visitor_id for row in rows]
    act.about(*people)
    act.count = len(rows)
    numbers = reception_numbers(act, people)
    found = []
    for row in rows:
        ground = read(row.consent, PaperKind.CONSENT).text if row.consent else "내부 연계"
        if row.basis not in (None, "consent"):
            ground = f"법령 {row.article}".strip()
        found.append(
            Provision(
                at=local(row.at),
                whose=numbers.get(row.visitor_id, ""),
                partner=str(row.record.get("partner", "")).replace("|", ""),
                items=" · ".join(_items(row.record)),
                purpose=str(row.record.get("purpose", "")),
                consent_number=ground,
                paper_number=read(row.slip, PaperKind.SLIP).text,
                by=row.by,
                state="무효"
                if row.void_at is not None
                else _state(row.paper, row.slip == row.valid),
            )
        )
    return tuple(found)


def _items(record: dict[str, object]) -> list[str]:
    """The items that stand on the slip with a value: an empty row gave nothing away."""
    rows = record.get("rows", [])
    found: list[str] = []
    for row in rows if isinstance(rows, list) else []:
        said = row.get("value") or any(one.get("ticked") for one in row.get("choices", []))
        if said:
            found.append(Item(row["item"]).label)
    return list(dict.fromkeys(found))


def _state(paper: str, valid: bool) -> str:
    if not valid:
        return "바뀜"
    return {
        Paper.HANDED.value: "교부",
        Paper.SENT.value: "발송",
    }.get(paper, "출력")
