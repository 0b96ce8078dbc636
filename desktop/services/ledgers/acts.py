"""The ledgers read and printed: one method is one act."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Select, func, literal, select, tuple_

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
from desktop.printing.wording import newest, wording
from desktop.services.act import Act, Office, local
from desktop.services.centre import centre_on
from desktop.services.ledgers.people import reception_numbers
from desktop.services.paging import COUNTED, PART, Behind, Part, part_of
from desktop.services.papers import FILES, PAPERS, ReadyPaper, register
from desktop.services.papers.taken_out import use_of
from desktop.services.retention.files import IN_FILE, noted
from desktop.store.consents import Consent
from desktop.store.office import Account, Printing
from desktop.store.partners import Organisation, PartnerService
from desktop.store.referrals import Referral, Slip

MOST_ON_PAPER = 2_000
"""Rows of a ledger on one paper; a longer period is printed in parts."""

Asked = Select[*tuple[Any, ...]]
"""A question whose rows stand in a ledger."""


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
        behind: Behind | None = None,
        limit: int = PART,
        *,
        first: bool = True,
    ) -> Part[PrintRow]:
        """What was printed or kept as a file from a day to a day, newest first, part by part.

        `first` is false for the refresh of a list that was logged when it came up.
        """
        with self._office.act(
            account, Right.LOG, ActKind.VIEW, purpose="출력 관리대장", logged=first, aside=True
        ) as act:
            rows = _printed(_moments(since, until), account_id, behind, limit)
            found = act.session.execute(rows).all()
            places = [(row.at, row.id) for row, _ in found]
            return part_of(_print_rows(act, found), places, limit)

    def count_prints(
        self, account: SignedIn, since: date, until: date, account_id: int | None = None
    ) -> int:
        """How many those are; counted up to one above `COUNTED`."""
        with self._office.act(
            account, Right.LOG, ActKind.VIEW, purpose="출력 관리대장", logged=False, aside=True
        ) as act:
            asked = _printed(_moments(since, until), account_id, None, COUNTED + 1)
            return _count(act, asked.with_only_columns(Printing.id))

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
        behind: Behind | None = None,
        limit: int = PART,
        *,
        first: bool = True,
    ) -> Part[Provision]:
        """What went to others in a period, newest first; `partner` is an organisation's key."""
        with self._office.act(
            account, Right.LOG, ActKind.VIEW, purpose="제3자 제공 대장", logged=first, aside=True
        ) as act:
            asked = _provided(_moments(since, until), partner, behind, limit)
            rows = act.session.execute(asked).all()
            places = [(row.at, row.id) for row in rows]
            return part_of(_provisions(act, rows), places, limit)

    def count_provisions(
        self, account: SignedIn, since: date, until: date, partner: str = ""
    ) -> int:
        """How many those are; counted up to one above `COUNTED`."""
        with self._office.act(
            account, Right.LOG, ActKind.VIEW, purpose="제3자 제공 대장", logged=False, aside=True
        ) as act:
            asked = _provided(_moments(since, until), partner, None, COUNTED + 1)
            return _count(act, asked.with_only_columns(Printing.id))

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
            most = MOST_ON_PAPER + 1
            asked = _provided(_moments(since, until), partner, None, most)
            rows = _provisions(act, act.session.execute(asked).all())
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


def _newest_first(
    asked: Asked,
    period: tuple[datetime, datetime],
    behind: Behind | None,
    limit: int,
) -> Asked:
    """Along the ledger's own index, from where the part before ended."""
    asked = asked.where(Printing.at >= period[0], Printing.at < period[1])
    if behind is not None:
        last = tuple_(literal(behind[0], Printing.at.type), literal(behind[1], Printing.id.type))
        asked = asked.where(tuple_(Printing.at, Printing.id) < last)
    return asked.order_by(Printing.at.desc(), Printing.id.desc()).limit(limit)


def _printed(
    period: tuple[datetime, datetime], account_id: int | None, behind: Behind | None, limit: int
) -> Asked:
    asked = select(Printing, Account.name).join(Account, Account.id == Printing.account_id)
    if account_id is not None:
        asked = asked.where(Printing.account_id == account_id)
    return _newest_first(asked, period, behind, limit)


def prints_between(
    act: Act, begins: datetime, ends: datetime, account_id: int | None = None
) -> tuple[PrintRow, ...]:
    """What left the program between two moments, newest first; one more than fits a paper."""
    asked = _printed((begins, ends), account_id, None, MOST_ON_PAPER + 1)
    return _print_rows(act, act.session.execute(asked).all())


def count_between(act: Act, begins: datetime, ends: datetime, account_id: int | None = None) -> int:
    """How many that were, all of them."""
    asked = select(func.count()).where(Printing.at >= begins, Printing.at < ends)
    if account_id is not None:
        asked = asked.where(Printing.account_id == account_id)
    return act.session.scalar(asked) or 0


def _print_rows(act: Act, found: Sequence[Any]) -> tuple[PrintRow, ...]:
    people = _people([row for row, _ in found])
    act.about(*people)
    act.count = len(found)
    numbers = reception_numbers(act, people)
    return tuple(_row(row, name, numbers) for row, name in found)


def _count(act: Act, asked: Asked) -> int:
    return act.session.scalar(select(func.count()).select_from(asked.subquery())) or 0


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


def _provided(
    period: tuple[datetime, datetime], partner: str, behind: Behind | None, limit: int
) -> Asked:
    asked = (
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
        # The ledger of prints is narrow; slips carry their whole paper.
        .select_from(Printing)
        .join(Slip, Slip.id == Printing.record_id)
        .join(Referral, Referral.id == Slip.referral_id)
        .join(PartnerService, PartnerService.id == Referral.service_id)
        .join(Organisation, Organisation.id == PartnerService.organisation_id)
        .join(Account, Account.id == Printing.account_id)
        .outerjoin(Consent, Consent.id == Slip.consent_id)
        .where(Printing.paper == "slip", Printing.reprint == 0)
    )
    if partner:
        asked = asked.where(Organisation.key == partner)
    return _newest_first(asked, period, behind, limit)


def _provisions(act: Act, rows: Sequence[Any]) -> tuple[Provision, ...]:
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
