"""단체 의뢰: several people to one course, each with a consent and a slip of their own.

The partner gets one list beside the slips, with what each person agreed to and nothing else.
Every slip is an act of its own: whatever stops the rest, those that were issued stand.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from sqlalchemy import select

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.calendar import show_day
from desktop.domain.consent import Answer, Basis, ConsentKind, Item
from desktop.domain.errors import NaeilError, NotFound, Refused
from desktop.domain.korean import collation_key, tidy
from desktop.domain.ledgers import LedgerRecord, LedgerTable
from desktop.domain.masking import mask_name, mask_phone
from desktop.domain.papers import SlipRecord
from desktop.domain.partner import PartnerService
from desktop.domain.referral import SlipDraft
from desktop.domain.rights import Right
from desktop.printing.wording import newest, wording
from desktop.services.act import Act, Office
from desktop.services.centre import centre_on
from desktop.services.consents import giving_to
from desktop.services.held_back import held_back
from desktop.services.papers import PAPERS, ReadyPaper, register, show_phone
from desktop.services.partners import OPEN, same_service, service_on
from desktop.services.referrals import IssuedSlip, Referrals
from desktop.services.slips import (
    first_draft,
    ground_of,
    refuse_identifiers,
    stored_record,
    visitor_of,
)
from desktop.store.consents import Consent
from desktop.store.people import Visitor
from desktop.store.referrals import Referral, ReferralGroup, Slip

MOST = 1_000
"""So many people go in one group; a course for more is two groups."""
PAPER = "group_list"
COLUMNS = (
    Item.NAME,
    Item.SEX,
    Item.BIRTH,
    Item.PHONE,
    Item.CONTACT_WAY,
    Item.DONG,
    Item.EDUCATION,
    Item.GROUPS,
    Item.APPOINTMENT,
)
"""What fits a list; reasons and talks stand on each one's own slip."""
_WIDE = {Item.NAME: 1.2, Item.SEX: 0.7, Item.BIRTH: 2.0, Item.PHONE: 1.7, Item.DONG: 1.5}

Told = Callable[[int, int], None]
"""done, of how many: told after each person."""


@dataclass(frozen=True, slots=True)
class GroupPerson:
    """Somebody who may go with the group; `fault` says what is in the way, if anything.

    `about` tells people of one name apart: year of birth and the covered phone.
    """

    visitor_id: int
    masked_name: str
    about: str
    fault: str


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """What is the same for everybody of a group; the rest follows from each person.

    `services` and `documents` are codes; dates are None for the partner's own.
    """

    service_id: int
    title: str
    people: tuple[int, ...]
    services: tuple[str, ...] = ()
    reason_code: str = ""
    reason: str = ""
    documents: tuple[str, ...] = ()
    appointment_on: date | None = None
    appointment_at: time | None = None
    reply_due: date | None = None
    valid_until: date | None = None
    large_type: bool = True
    language: str = ""


@dataclass(frozen=True, slots=True)
class GroupIssued:
    """What came of it: the slips in order, and of whom none could be issued, and why."""

    group_id: int
    issued: tuple[IssuedSlip, ...]
    refused: tuple[tuple[int, str], ...]
    stopped: bool


class Groups:
    """Several people to one course at one time."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._referrals = Referrals(office)

    def agreed(self, account: SignedIn, service_id: int) -> tuple[GroupPerson, ...]:
        """Everybody who agreed to this service today and has no open referral there, by name.

        A list that is shown: one row in the log. At most `MOST`.
        """
        with self._office.act(
            account, Right.REFER, ActKind.VIEW, purpose="단체 의뢰 명단 고르기", aside=True
        ) as act:
            service = service_on(act, service_id, act.today)
            ids = same_service(act, service_id)
            gone_before = select(Referral.visitor_id).where(
                Referral.service_id.in_(ids), Referral.progress.in_(OPEN)
            )
            rows = act.session.scalars(
                select(Consent.visitor_id)
                .where(
                    Consent.service_id.in_(ids),
                    Consent.kind == ConsentKind.THIRD_PARTY.value,
                    Consent.answer == Answer.AGREED.value,
                    Consent.basis == Basis.CONSENT.value,
                    Consent.visitor_id.not_in(gone_before),
                )
                .distinct()
                .limit(MOST)
            ).all()
            people = [self._look(act, visitor_id, service) for visitor_id in rows]
            found = [one for one in people if not one.fault]
            for one in found:
                act.about(one.visitor_id)
            act.count = len(found)
            return tuple(sorted(found, key=lambda one: (collation_key(one.masked_name), one.about)))

    def look(self, account: SignedIn, service_id: int, visitor_id: int) -> GroupPerson:
        """One person as the list shows them, with what is in the way. Raises NotFound."""
        with self._office.act(
            account, Right.REFER, ActKind.VIEW, (visitor_id,), "단체 의뢰", logged=False
        ) as act:
            return self._look(act, visitor_id, service_on(act, service_id, act.today))

    def issue(
        self,
        account: SignedIn,
        plan: GroupPlan,
        told: Told = lambda _done, _all: None,
        stop: Callable[[], bool] = lambda: False,
    ) -> GroupIssued:
        """A slip for each person, one act after the other; `stop` is asked between them.

        Raises Refused with fields before anything was issued; what concerns one person alone
        stands in `refused`, and the others go on.
        """
        group_id, drafts = self._begin(account, plan)
        issued: list[IssuedSlip] = []
        refused: list[tuple[int, str]] = []
        for number, visitor_id in enumerate(plan.people):
            if stop():
                break
            try:
                issued.append(self._referrals.issue(account, drafts(visitor_id)))
            except NaeilError as error:
                refused.append((visitor_id, _sentence(error)))
            told(number + 1, len(plan.people))
        stopped = len(issued) + len(refused) < len(plan.people)
        return GroupIssued(group_id, tuple(issued), tuple(refused), stopped)

    def slips_paper(self, account: SignedIn, group: GroupIssued) -> ReadyPaper:
        """All slips of the group in one file. Each was logged when it was issued."""
        from desktop.printing.slip import draw_slips

        if not group.issued:
            raise Refused("발급된 의뢰서가 없습니다.")
        people = tuple(one.visitor_id for one in group.issued)
        with self._office.act(
            account, Right.REFER, ActKind.PRINT, people, "단체 의뢰", logged=False
        ):
            drawn = draw_slips((one.record, one.footer, one.large) for one in group.issued)
        first = group.issued[0]
        return ReadyPaper(
            paper="slip",
            title=f"연계 의뢰서 {len(group.issued)}건",
            pdf=drawn.printable(),
            print_number=first.footer.print_number,
            number=first.record.number,
        )

    def list_paper(self, account: SignedIn, group_id: int) -> ReadyPaper:
        """The list for the partner: of everybody what was agreed to, from the slips as issued.

        Withdrawn and void slips are left out. Raises NotFound, Refused for nobody left.
        """
        from desktop.printing.ledger import draw_ledger

        with self._office.act(account, Right.REFER, ActKind.PRINT, purpose="단체 의뢰 명단") as act:
            group = act.session.get(ReferralGroup, group_id)
            if group is None:
                raise NotFound("이 단체 의뢰를 찾을 수 없습니다.")
            rows = act.session.execute(
                select(Slip, Referral.visitor_id)
                .join(Referral, Referral.id == Slip.referral_id)
                .where(
                    Referral.group_id == group_id,
                    Referral.progress.in_(OPEN),
                    Slip.void_at.is_(None),
                )
                .order_by(Slip.id)
            ).all()
            records = []
            for slip, visitor_id in rows:
                if held_back(act, visitor_id, COLUMNS) is None:
                    records.append(stored_record(slip))
                    act.about(visitor_id)
            if not records:
                raise Refused("명단에 올릴 의뢰가 없습니다.")
            act.count = len(records)
            service = service_on(act, group.service_id, act.today)
            record = self._list_record(act, group, service, records)
            footer = register(
                act,
                self._office,
                PAPER,
                "단체 의뢰 명단",
                people=len(records),
                receiver=service.organisation.replace("|", "")[:80],
            )
            drawn = draw_ledger(record, footer)
            return ReadyPaper(PAPER, PAPERS[PAPER], drawn.printable(), footer.print_number)

    def _begin(self, account: SignedIn, plan: GroupPlan) -> tuple[int, Callable[[int], SlipDraft]]:
        wrong: dict[str, str] = {}
        if not tidy(plan.title):
            wrong["title"] = "과정 이름을 적어 주십시오."
        if not plan.people:
            wrong["people"] = "의뢰할 분을 한 분 이상 넣어 주십시오."
        if len(plan.people) > MOST:
            wrong["people"] = f"한 번에 {MOST:,}명까지 의뢰할 수 있습니다. 나누어 의뢰해 주십시오."
        if len(set(plan.people)) != len(plan.people):
            wrong["people"] = "같은 분이 두 번 들어 있습니다."
        if wrong:
            raise Refused("발급하지 않았습니다. 표시한 칸을 보아 주십시오.", wrong)
        refuse_identifiers(title=plan.title, reason=plan.reason)
        with self._office.act(account, Right.REFER, ActKind.ENTER, purpose="단체 의뢰") as act:
            service = service_on(act, plan.service_id, act.today)
            if service.missing:
                sentence = f"{', '.join(service.missing)} 칸이 비어 있어 의뢰할 수 없습니다."
                raise Refused(sentence, {"service_id": sentence})
            group = ReferralGroup(
                id=act.new_id(),
                service_id=service.id,
                title=tidy(plan.title),
                made_at=act.now,
                by_id=account.account_id,
            )
            act.session.add(group)
            act.changed("referral")
            group_id = group.id

        def draft_of(visitor_id: int) -> SlipDraft:
            with self._office.act(
                account, Right.REFER, ActKind.VIEW, (visitor_id,), "단체 의뢰", logged=False
            ) as act:
                ground = ground_of(act, self._office, visitor_id, plan.service_id, account.name)
                own = first_draft(act, self._office, ground, visitor_of(act, visitor_id))
            return replace(
                own,
                group_id=group_id,
                services=plan.services or own.services,
                reason_code=plan.reason_code,
                reason=tidy(plan.reason),
                documents=plan.documents or own.documents,
                appointment_on=plan.appointment_on,
                appointment_at=plan.appointment_at,
                reply_due=plan.reply_due,
                valid_until=plan.valid_until,
                large_type=plan.large_type,
                language=plan.language,
            )

        return group_id, draft_of

    def _look(self, act: Act, visitor_id: int, service: PartnerService) -> GroupPerson:
        visitor = visitor_of(act, visitor_id)
        giving = giving_to(act, visitor_id, service)
        fault = giving.fault
        if not fault:
            held = held_back(act, visitor_id, giving.items) if giving.items else None
            fault = held.sentence() if held is not None else ""
        if not fault and _open_there(act, visitor_id, service.id):
            fault = "이 기관에 이미 의뢰하셨습니다."
        return GroupPerson(visitor_id, mask_name(visitor.name), _about(visitor), fault)

    def _list_record(
        self,
        act: Act,
        group: ReferralGroup,
        service: PartnerService,
        records: Sequence[SlipRecord],
    ) -> LedgerRecord:
        form = newest("group-list", act.today)
        words = wording(form)
        asked = [item for item in COLUMNS if item in service.items]
        told = {item for record in records for item in _values(record)}
        columns = [item for item in asked if item in told]
        rows = []
        for number, record in enumerate(records, 1):
            values = _values(record)
            own = tuple(values.get(item, words.text("held")) for item in columns)
            rows.append((str(number), record.number, *own))
        return LedgerRecord(
            centre=centre_on(act, act.today),
            form=form,
            period=group.title,
            facts=(
                (words.text("facts_to"), service.organisation.replace("|", "")),
                (words.text("facts_title"), service.name),
                (words.text("facts_people"), f"{len(records):,}명"),
                (words.text("facts_due"), show_day(max(one.reply_due for one in records))),
            ),
            table=LedgerTable(
                title=words.text("title"),
                heads=(
                    words.text("place"),
                    words.text("number"),
                    *(item.label for item in columns),
                ),
                weights=(0.6, 1.5, *(_WIDE.get(item, 2.2) for item in columns)),
                rows=tuple(rows),
                empty=words.text("none"),
            ),
            made_on=act.today,
        )


def _about(visitor: Visitor) -> str:
    year = visitor.birth.year if visitor.birth else visitor.birth_year
    parts = (
        f"{year}년생" if year else "",
        mask_phone(show_phone(visitor.phone)) if visitor.phone else "",
    )
    return " · ".join(part for part in parts if part)


def _values(record: SlipRecord) -> dict[Item, str]:
    return {row.item: row.value for row in record.rows if row.value}


def _open_there(act: Act, visitor_id: int, service_id: int) -> bool:
    found = act.session.scalar(
        select(Referral.id)
        .where(
            Referral.visitor_id == visitor_id,
            Referral.service_id.in_(same_service(act, service_id)),
            Referral.progress.in_(OPEN),
        )
        .limit(1)
    )
    return found is not None


def _sentence(error: NaeilError) -> str:
    """What kept one person's slip back: the field says more than the head."""
    fields = list(error.fields.values()) if isinstance(error, Refused) else []
    return fields[0] if fields else str(error)
