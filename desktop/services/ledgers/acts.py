"""The ledgers read and printed: one method is one act."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.calendar import show_date, show_moment
from desktop.domain.clock import KST
from desktop.domain.consent import Item
from desktop.domain.errors import NotFound, Refused
from desktop.domain.guard import find_identifiers
from desktop.domain.korean import tidy
from desktop.domain.ledgers import MEDIA, LedgerRecord, LedgerTable, PrintRow, Provision
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.referral import Paper
from desktop.domain.rights import Right
from desktop.printing.wording import newest, wording
from desktop.services.act import Act, Office, local
from desktop.services.centre import centre_on
from desktop.services.ledgers.people import reception_numbers
from desktop.services.papers import PAPERS, ReadyPaper, register
from desktop.store.consents import Consent
from desktop.store.office import Account, Printing
from desktop.store.partners import Organisation, PartnerService
from desktop.store.referrals import Referral, Slip

MOST_SHOWN = 2_000
"""Rows of a ledger on the screen and on one paper; a longer period is asked for in parts."""


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
        *,
        first: bool = True,
    ) -> tuple[PrintRow, ...]:
        """Everything printed or kept as a file from a day to a day, newest first.

        `first` is false for the refresh of a list that was logged when it came up.
        """
        with self._office.act(
            account, Right.LOG, ActKind.VIEW, purpose="출력 관리대장", logged=first
        ) as act:
            return _prints(act, since, until, account_id)

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
            use, receiver = _told(use, receiver)
            rows = _prints(act, since, until, account_id)
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
        *,
        first: bool = True,
    ) -> tuple[Provision, ...]:
        """What went to others in a period, newest first; `partner` is an organisation's key."""
        with self._office.act(
            account, Right.LOG, ActKind.VIEW, purpose="제3자 제공 대장", logged=first
        ) as act:
            return _provisions(act, since, until, partner)

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
            use, receiver = _told(use, receiver)
            rows = _provisions(act, since, until, partner)
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

    def went_into_file(self, account: SignedIn, print_number: str) -> None:
        """A paper just made left as a file instead of on paper: the ledger says so."""
        with self._office.act(account, Right.OWN, ActKind.EXPORT, purpose="PDF로 저장") as act:
            digits = read(print_number, PaperKind.PRINT).digits
            row = act.session.scalars(select(Printing).where(Printing.number == digits)).first()
            if row is None:
                raise NotFound("이 출력번호로 나간 종이가 없습니다.")
            row.media = "file"
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


def _told(use: str, receiver: str) -> tuple[str, str]:
    """What a list is taken out for. Raises Refused at the field."""
    wrong: dict[str, str] = {}
    use, receiver = tidy(use), tidy(receiver)
    if not use:
        wrong["use"] = "무엇에 쓸 대장인지 적어 주십시오. 예: 정기 점검 제출"
    for name, text in (("use", use), ("receiver", receiver)):
        if found := find_identifiers(text):
            wrong[name] = found[0].advice
        elif len(text) > _LONGEST:
            wrong[name] = f"{_LONGEST}자 안으로 적어 주십시오."
    if wrong:
        raise Refused("표시한 칸을 보아 주십시오.", wrong)
    return use, receiver


_LONGEST = 40


def _moments(since: date, until: date) -> tuple[datetime, datetime]:
    """From the first moment of a day to the first after another, in the office's time."""
    if until < since:
        raise Refused("끝나는 날이 시작하는 날보다 앞섭니다. 기간을 다시 골라 주십시오.")
    return (
        datetime.combine(since, time(), KST),
        datetime.combine(until + timedelta(days=1), time(), KST),
    )


_ASKED = select(Printing, Account.name).join(Account, Account.id == Printing.account_id)


def _prints(act: Act, since: date, until: date, account_id: int | None) -> tuple[PrintRow, ...]:
    begins, ends = _moments(since, until)
    rows = prints_between(act, begins, ends, account_id)
    _refuse_too_many(len(rows))
    act.count = len(rows)
    return rows


def prints_between(
    act: Act, begins: datetime, ends: datetime, account_id: int | None = None
) -> tuple[PrintRow, ...]:
    """What left the program between two moments, newest first; one row more than is shown."""
    asked = _ASKED.where(Printing.at >= begins, Printing.at < ends)
    if account_id is not None:
        asked = asked.where(Printing.account_id == account_id)
    rows = act.session.execute(
        asked.order_by(Printing.at.desc(), Printing.id.desc()).limit(MOST_SHOWN + 1)
    ).all()
    people = _people([row for row, _ in rows])
    act.about(*people)
    numbers = reception_numbers(act, people)
    return tuple(_row(row, name, numbers) for row, name in rows)


def _refuse_too_many(found: int) -> None:
    if found > MOST_SHOWN:
        raise Refused(f"{MOST_SHOWN:,}줄이 넘습니다. 기간을 나누어 골라 주십시오.")


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
        paper=PAPERS.get(row.paper, row.paper),
        purpose=row.purpose,
        whose=whose,
        media=MEDIA.get(row.media, row.media),
        receiver=row.receiver,
        reprint=row.reprint,
        copies=row.copies,
    )


def _provisions(act: Act, since: date, until: date, partner: str) -> tuple[Provision, ...]:
    begins, ends = _moments(since, until)
    asked = (
        select(
            Printing.at,
            Account.name,
            Slip.number,
            Slip.void_at,
            Slip.record,
            Referral.visitor_id,
            Referral.paper,
            Referral.number,
            Consent.number,
            Consent.basis,
            Consent.article,
        )
        # The ledger of prints is narrow; slips carry their whole paper.
        .select_from(Printing)
        .join(Slip, Slip.id == Printing.record_id)
        .join(Referral, Referral.id == Slip.referral_id)
        .join(PartnerService, PartnerService.id == Referral.service_id)
        .join(Organisation, Organisation.id == PartnerService.organisation_id)
        .join(Account, Account.id == Printing.account_id)
        .outerjoin(Consent, Consent.id == Slip.consent_id)
        .where(
            Printing.paper == "slip",
            Printing.reprint == 0,
            Printing.at >= begins,
            Printing.at < ends,
        )
    )
    if partner:
        asked = asked.where(Organisation.key == partner)
    rows = act.session.execute(
        asked.order_by(Printing.at.desc(), Printing.id.desc()).limit(MOST_SHOWN + 1)
    ).all()
    _refuse_too_many(len(rows))
    people = [row.visitor_id for row in rows]
    act.about(*people)
    act.count = len(rows)
    numbers = reception_numbers(act, people)
    found = []
    for at, by, number, void_at, record, visitor_id, paper, valid, consent, basis, article in rows:
        ground = read(consent, PaperKind.CONSENT).text if consent else "내부 연계"
        if basis not in (None, "consent"):
            ground = f"법령 {article}".strip()
        found.append(
            Provision(
                at=local(at),
                whose=numbers.get(visitor_id, ""),
                partner=str(record.get("partner", "")).replace("|", ""),
                items=" · ".join(_items(record)),
                purpose=str(record.get("purpose", "")),
                consent_number=ground,
                paper_number=read(number, PaperKind.SLIP).text,
                by=by,
                state="무효" if void_at is not None else _state(paper, number == valid),
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
