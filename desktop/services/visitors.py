"""People: found, opened, taken in, completed. Opening somebody is the logged 조회."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, case, delete, insert, or_, select
from sqlalchemy.orm import Session

from desktop.domain import korean
from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.calendar import period_end
from desktop.domain.consent import Answer, ConsentKind
from desktop.domain.contact import show_phone
from desktop.domain.errors import Conflict, NotFound, Refused
from desktop.domain.guard import find_identifiers
from desktop.domain.masking import mask_name, mask_phone
from desktop.domain.paper_number import PaperKind, PaperNumber
from desktop.domain.visitor import (
    Alike,
    Career,
    Seeking,
    Sex,
    VisitorCard,
    VisitorDraft,
    VisitorLine,
    Wish,
    WorkState,
)
from desktop.services.act import Act, Office, day_of
from desktop.services.drafts import forget_draft
from desktop.services.timeline import timeline_of
from desktop.store import people
from desktop.store.consents import Consent, ConsentPaper
from desktop.store.notes import Note
from desktop.store.office import Printing
from desktop.store.partners import Organisation, PartnerService
from desktop.store.people import Visitor
from desktop.store.referrals import Referral, Slip
from desktop.store.search import find_visitors
from desktop.store.visits import Visit

SEEKING_MONTHS = 3
"""구직 유효기간: three months from the day after filing."""
PHONE_HEAD = 7
"""Digits of a mobile number that relatives on one family plan often share."""

FREE_TEXTS = (
    "name",
    "email",
    "address",
    "contact_time",
    "second_phone_relation",
    "school",
    "major",
    "licences",
    "birth_note",
    "phone",
    "second_phone",
)


@dataclass(frozen=True, slots=True)
class NumberedPaper:
    """Whose paper a number in the search box belongs to, shown before anything opens.

    `record_id` is the referral of a slip, the visit of a visit number, 0 otherwise.
    `visitor_id` is None for an anonymous enquiry and for papers about nobody.
    """

    kind: PaperKind
    number: str
    visitor_id: int | None
    masked_name: str
    partner: str
    on: date | None
    record_id: int = 0
    void: bool = False


class Visitors:
    """What the counter does with people's master data."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def look_up(self, account: SignedIn, typed: str, limit: int = 12) -> tuple[VisitorLine, ...]:
        """People the text in the search box may mean, latest visit first.

        Called at every key; the search is logged once, by `end_search`.
        """
        with self._office.act(account, ActKind.SEARCH, purpose="찾기", logged=False) as act:
            findings = find_identifiers(typed)
            if findings:
                raise Refused(findings[0].advice, {"search": findings[0].advice})
            return find_visitors(act.session, typed, act.today, limit)

    def of_number(self, account: SignedIn, number: PaperNumber) -> NumberedPaper | None:
        """Whose paper bears this number: masked name and partner, None when we gave out none.

        Nothing is opened by it, so no 조회 is logged; the search logs itself when it ends.
        """
        with self._office.act(account, ActKind.SEARCH, purpose="번호로 찾기", logged=False) as act:
            return _of_number(act, number)

    def end_search(self, account: SignedIn, found: int, chosen_id: int | None) -> None:
        """The search ended, with somebody chosen or not: one row in the access log.

        What was typed is not kept: it may be a name.
        """
        with self._office.act(account, ActKind.SEARCH, purpose="찾기", reading=False) as act:
            act.about(chosen_id)
            act.count = found

    def likely_same(
        self, account: SignedIn, draft: VisitorDraft, but: int | None = None
    ) -> tuple[Alike, ...]:
        """People who may be the one being taken in, likeliest first.

        Same name with another birth date, or the same phone with another name, are
        shown but are other people: families share phones, and names repeat.
        """
        with self._office.act(account, ActKind.SEARCH, purpose="중복 확인", logged=False) as act:
            return _alike(act.session, draft, but)

    def open(self, account: SignedIn, visitor_id: int) -> VisitorCard:
        """The whole person with everything that happened, newest first.

        Raises NotFound.
        """
        with self._office.act(account, ActKind.VIEW, (visitor_id,), "내방객 조회") as act:
            return card_of(act, self._office, visitor_id)

    def reread(self, account: SignedIn, visitor_id: int) -> VisitorCard:
        """The person already open, after something changed; no second 조회 is logged."""
        with self._office.act(
            account, ActKind.VIEW, (visitor_id,), "내방객 조회", logged=False
        ) as act:
            return card_of(act, self._office, visitor_id)

    def complete(
        self,
        account: SignedIn,
        visitor_id: int,
        version: int,
        draft: VisitorDraft,
        draft_id: int | None = None,
    ) -> VisitorCard:
        """Write what was completed or corrected; the kept form `draft_id` goes in the same act.

        Raises Refused with the fields, Conflict when somebody else was faster.
        """
        with self._office.act(account, ActKind.CHANGE, (visitor_id,), "접수 내용 보완") as act:
            visitor = act.session.get(Visitor, visitor_id)
            if visitor is None:
                raise NotFound("이 내방객의 기록을 찾을 수 없습니다.")
            if visitor.version != version:
                raise Conflict(
                    "다른 자리에서 먼저 고쳤습니다. 새로 읽은 내용을 보고 다시 고쳐 주십시오."
                )
            check(draft)
            fill(visitor, draft)
            visitor.changed_at = act.now
            replace_details(act, visitor.id, draft)
            forget_draft(act, draft_id)
            act.changed("visitor")
            act.session.flush()
            return card_of(act, self._office, visitor_id)

    def answer(self, account: SignedIn, visitor_id: int, key: str, yes: bool) -> None:
        """Write down the answer to a question of the target rules, dated today."""
        with self._office.act(account, ActKind.CHANGE, (visitor_id,), "대상 확인") as act:
            row = {
                "id": act.new_id(),
                "visitor_id": visitor_id,
                "key": key,
                "answer": yes,
                "asked_on": act.today,
                "sensitive": False,
            }
            act.session.execute(insert(people.VisitorFact), [row])
            act.changed("visitor")

    def file_seeking(self, account: SignedIn, visitor_id: int) -> Seeking:
        """File the job-seeker registration, or extend the living one by three months."""
        with self._office.act(account, ActKind.CHANGE, (visitor_id,), "구직 등록") as act:
            return file_registration(act, visitor_id)

    def take_back_seeking(self, account: SignedIn, visitor_id: int) -> None:
        """Undo today's filing or extension. Raises Refused when nothing was filed today."""
        with self._office.act(account, ActKind.CHANGE, (visitor_id,), "구직 등록 되돌림") as act:
            latest = seeking_of(act.session, visitor_id)
            if latest is None or latest.filed_on != act.today:
                raise Refused("오늘 등록하거나 연장한 것만 되돌립니다.")
            act.session.delete(latest)
            act.changed("visitor")


def file_registration(act: Act, visitor_id: int) -> Seeking:
    """File or extend inside a running act.

    A living registration goes on from its own last day, so that who extends early
    loses nothing; an ended one is filed anew (재등록).
    """
    current = seeking_of(act.session, visitor_id)
    living = current if current is not None and current.valid_until >= act.today else None
    row = people.SeekingRegistration(
        id=act.new_id(),
        visitor_id=visitor_id,
        filed_on=act.today,
        valid_until=period_end(living.valid_until if living else act.today, SEEKING_MONTHS),
        extends_id=living.id if living else None,
    )
    act.session.add(row)
    act.changed("visitor")
    return Seeking(row.filed_on, row.valid_until, 1 if living else 0)


def check(draft: VisitorDraft) -> None:
    """Refuse a person the desk could not work with; every wrong field gets its sentence."""
    wrong: dict[str, str] = {}
    if not draft.name:
        wrong["name"] = "이름을 적어 주십시오. 밝히지 않으시면 익명 문의로 받으실 수 있습니다."
    if draft.stay_until is not None and not draft.foreign:
        wrong["stay_until"] = "외국 국적일 때만 체류 기간을 적습니다."
    texts = [(name, getattr(draft, name)) for name in FREE_TEXTS]
    wish = draft.wish
    texts += [("wish_hours", wish.hours), ("wish_from", wish.from_when)]
    texts += [("wish_text", wish.free_text)]
    texts += [("careers", row.duty) for row in draft.careers]
    texts += [("employer", row.company) for row in draft.careers]
    for name, text in texts:
        findings = find_identifiers(text, employer_field=name == "employer")
        if findings:
            wrong.setdefault("careers" if name == "employer" else name, findings[0].advice)
    if wrong:
        raise Refused("저장하지 않았습니다. 표시한 칸을 보아 주십시오.", wrong)


_OWN_TABLES = {"careers", "facts", "groups", "wish"}
_ENUMS = {"sex", "work_state"}


def fill(visitor: Visitor, draft: VisitorDraft) -> None:
    """Take over what the form says, with the search keys that follow from it."""
    for item in fields(VisitorDraft):
        if item.name in _OWN_TABLES:
            continue
        value = getattr(draft, item.name)
        setattr(visitor, item.name, value.value if item.name in _ENUMS else value)
    visitor.name = korean.tidy(draft.name)
    visitor.search_name = korean.search_key(visitor.name)
    visitor.initials = korean.initials(visitor.search_name)
    visitor.birth_year = draft.birth.year if draft.birth else draft.birth_year
    visitor.phone_tail = tail(draft.phone)
    visitor.second_phone_tail = tail(draft.second_phone)
    visitor.wish_jobs = draft.wish.jobs
    visitor.wish_form = draft.wish.employment_form
    visitor.wish_wage_kind = draft.wish.wage_kind
    visitor.wish_wage = draft.wish.wage
    visitor.wish_regions = draft.wish.regions
    visitor.wish_hours = draft.wish.hours
    visitor.wish_from = draft.wish.from_when
    visitor.wish_text = draft.wish.free_text


def tail(phone: str) -> str:
    """The last four digits, by which people are asked for; empty for anything shorter."""
    digits = "".join(character for character in phone if character.isdigit())
    return digits[-4:] if len(digits) >= 7 else ""


def replace_details(act: Act, visitor_id: int, draft: VisitorDraft) -> None:
    """Careers, facts and groups as the form shows them; unchanged ones keep their rows."""
    session = act.session
    if _careers(session, visitor_id) != draft.careers:
        session.execute(delete(people.Career).where(people.Career.visitor_id == visitor_id))
        rows = [
            {
                "id": act.new_id(),
                "visitor_id": visitor_id,
                "place": place,
                "company": row.company,
                "duty": row.duty,
                "started": row.started,
                "ended": row.ended,
                "leaving_reason": row.leaving_reason,
            }
            for place, row in enumerate(draft.careers)
        ]
        if rows:
            session.execute(insert(people.Career), rows)
    known = dict(_facts(session, visitor_id))
    news = [
        {
            "id": act.new_id(),
            "visitor_id": visitor_id,
            "key": key,
            "answer": answer,
            "asked_on": act.today,
            "sensitive": False,
        }
        for key, answer in draft.facts
        if known.get(key) != answer
    ]
    if news:
        session.execute(insert(people.VisitorFact), news)
    _replace_groups(act, visitor_id, draft.groups)


def _replace_groups(act: Act, visitor_id: int, groups: tuple[str, ...]) -> None:
    session = act.session
    if set(_groups(session, visitor_id)) == set(groups):
        return
    consent_id = None
    if groups:
        consent_id = session.execute(
            select(Consent.id, Consent.answer)
            .where(Consent.visitor_id == visitor_id, Consent.kind == ConsentKind.SENSITIVE.value)
            .order_by(Consent.given_at.desc(), Consent.id.desc())
            .limit(1)
        ).first()
        if consent_id is None or consent_id.answer != Answer.AGREED.value:
            raise Refused(
                "민감정보 동의가 없어 취약 구분을 저장하지 않았습니다.",
                {"groups": "민감정보 수집 동의를 먼저 받아 주십시오. 동의하지 않아도 접수됩니다."},
            )
    session.execute(delete(people.VisitorGroup).where(people.VisitorGroup.visitor_id == visitor_id))
    if groups:
        session.execute(
            insert(people.VisitorGroup),
            [
                {
                    "id": act.new_id(),
                    "visitor_id": visitor_id,
                    "code": code,
                    "told_on": act.today,
                    "consent_id": consent_id.id if consent_id else None,
                }
                for code in groups
            ],
        )


def draft_of(session: Session, visitor: Visitor) -> VisitorDraft:
    """The stored person in the shape of the form."""
    values = {
        item.name: getattr(visitor, item.name)
        for item in fields(VisitorDraft)
        if item.name not in _OWN_TABLES
    }
    values["sex"] = Sex(visitor.sex)
    values["work_state"] = WorkState(visitor.work_state)
    return VisitorDraft(
        **values,
        careers=_careers(session, visitor.id),
        facts=_facts(session, visitor.id),
        groups=_groups(session, visitor.id),
        wish=Wish(
            jobs=visitor.wish_jobs,
            employment_form=visitor.wish_form,
            wage_kind=visitor.wish_wage_kind,
            wage=visitor.wish_wage,
            regions=visitor.wish_regions,
            hours=visitor.wish_hours,
            from_when=visitor.wish_from,
            free_text=visitor.wish_text,
        ),
    )


def card_of(act: Act, office: Office, visitor_id: int) -> VisitorCard:
    """The person as the visitor's page shows it. Raises NotFound."""
    session = act.session
    visitor = session.get(Visitor, visitor_id)
    if visitor is None:
        raise NotFound("이 내방객의 기록을 찾을 수 없습니다.")
    seeking = seeking_of(session, visitor_id)
    first = session.execute(
        select(Visit.day).where(Visit.visitor_id == visitor_id).order_by(Visit.arrived_at).limit(1)
    ).scalar()
    notes = session.execute(select(Note.id).where(Note.visitor_id == visitor_id)).all()
    return VisitorCard(
        id=visitor.id,
        version=visitor.version,
        draft=draft_of(session, visitor),
        masked_name=mask_name(visitor.name),
        seeking=(
            Seeking(seeking.filed_on, seeking.valid_until, 1 if seeking.extends_id else 0)
            if seeking
            else None
        ),
        first_visit_on=first,
        last_visit_on=visitor.last_visit_on,
        visits=visitor.visits,
        notes=len(notes),
        timeline=timeline_of(act, office, visitor_id),
    )


def seeking_of(session: Session, visitor_id: int) -> people.SeekingRegistration | None:
    """The registration that ends last and is not closed."""
    return session.scalars(
        select(people.SeekingRegistration)
        .where(
            people.SeekingRegistration.visitor_id == visitor_id,
            people.SeekingRegistration.closed_on.is_(None),
        )
        .order_by(people.SeekingRegistration.valid_until.desc())
        .limit(1)
    ).first()


def _careers(session: Session, visitor_id: int) -> tuple[Career, ...]:
    rows = session.scalars(
        select(people.Career)
        .where(people.Career.visitor_id == visitor_id)
        .order_by(people.Career.place)
    )
    return tuple(
        Career(row.company, row.duty, row.started, row.ended, row.leaving_reason) for row in rows
    )


def _facts(session: Session, visitor_id: int) -> tuple[tuple[str, bool], ...]:
    rows = session.execute(
        select(people.VisitorFact.key, people.VisitorFact.answer)
        .where(people.VisitorFact.visitor_id == visitor_id)
        .order_by(people.VisitorFact.asked_on, people.VisitorFact.id)
    )
    # Later answers stand after earlier ones and win.
    latest = {row.key: row.answer for row in rows}
    return tuple(sorted(latest.items()))


def _groups(session: Session, visitor_id: int) -> tuple[str, ...]:
    rows = session.scalars(
        select(people.VisitorGroup.code)
        .where(people.VisitorGroup.visitor_id == visitor_id)
        .order_by(people.VisitorGroup.id)
    )
    return tuple(rows)


def _of_number(act: Act, number: PaperNumber) -> NumberedPaper | None:
    session = act.session
    if number.kind is PaperKind.SLIP:
        found = session.execute(
            select(Slip, Referral.visitor_id, Visitor.name, *_PARTNER_NAMES)
            .join(Referral, Referral.id == Slip.referral_id)
            .join(Visitor, Visitor.id == Referral.visitor_id)
            .join(PartnerService, PartnerService.id == Referral.service_id)
            .join(Organisation, Organisation.id == PartnerService.organisation_id)
            .where(Slip.number == number.digits)
        ).first()
        if found is None:
            return None
        slip, visitor_id, name, service, short, long = found
        return NumberedPaper(
            number.kind,
            number.text,
            visitor_id,
            mask_name(name),
            f"{short or long} {service}",
            day_of(slip.issued_at),
            slip.referral_id,
            slip.void_at is not None,
        )
    if number.kind is PaperKind.VISIT:
        visit = session.scalars(select(Visit).where(Visit.number == number.digits)).first()
        if visit is None:
            return None
        return NumberedPaper(
            number.kind,
            number.text,
            visit.visitor_id,
            _masked(session, visit.visitor_id) or "익명 문의",
            "",
            visit.day,
            visit.id,
        )
    if number.kind is PaperKind.CONSENT:
        rows = session.execute(
            select(Consent.visitor_id, Consent.given_at)
            .where(Consent.number == number.digits)
            .union_all(
                select(ConsentPaper.visitor_id, ConsentPaper.printed_at).where(
                    ConsentPaper.number == number.digits
                )
            )
        )
        found_row: Any = rows.first()
    else:
        found_row = session.execute(
            select(Printing.visitor_id, Printing.at).where(Printing.number == number.digits)
        ).first()
    if found_row is None:
        return None
    visitor_id, at = found_row
    return NumberedPaper(
        number.kind, number.text, visitor_id, _masked(session, visitor_id), "", day_of(at)
    )


_PARTNER_NAMES = (PartnerService.name, Organisation.short_name, Organisation.name)


def _masked(session: Session, visitor_id: int | None) -> str:
    if visitor_id is None:
        return ""
    name = session.execute(select(Visitor.name).where(Visitor.id == visitor_id)).scalar()
    return mask_name(name) if name else ""


_LINE_COLUMNS = (
    Visitor.id,
    Visitor.name,
    Visitor.birth,
    Visitor.birth_year,
    Visitor.phone,
    Visitor.second_phone,
    Visitor.dong,
    Visitor.last_visit_on,
    Visitor.visits,
    Visitor.sex,
)


def _alike(session: Session, draft: VisitorDraft, but: int | None) -> tuple[Alike, ...]:
    name = korean.search_key(korean.tidy(draft.name))
    phone_tail = tail(draft.phone)
    ways: list[ColumnElement[bool]] = []
    if len(name) >= 2:
        ways.append(Visitor.search_name == name)
    if phone_tail:
        ways.append((Visitor.phone_tail == phone_tail) & (Visitor.phone == draft.phone))
        ways.append(
            (Visitor.second_phone_tail == phone_tail) & (Visitor.second_phone == draft.phone)
        )
    if not ways:
        return ()
    found: list[Alike] = []
    # Of a frequent name the whole city may have hundreds: those who agree in more come first.
    nearest: list[ColumnElement[Any]] = [Visitor.last_visit_on.desc()]
    if phone_tail:
        nearest.insert(0, case((Visitor.phone == draft.phone, 0), else_=1))
    if draft.birth is not None:
        nearest.insert(0, case((Visitor.birth == draft.birth, 0), else_=1))
    statement = select(*_LINE_COLUMNS).where(or_(*ways)).order_by(*nearest).limit(200)
    for row in session.execute(statement):
        if row.id == but:
            continue
        one = Alike(
            visitor=_line(row),
            same_name=korean.search_key(row.name) == name,
            same_birth=draft.birth is not None and row.birth == draft.birth,
            same_phone=bool(draft.phone) and draft.phone in (row.phone, row.second_phone),
            same_phone_head=(
                len(draft.phone) > PHONE_HEAD and row.phone[:PHONE_HEAD] == draft.phone[:PHONE_HEAD]
            ),
            same_dong=bool(draft.dong) and row.dong == draft.dong,
        )
        if one.same_name or one.same_phone:
            found.append(one)
    found.sort(key=_unlikeliness)
    return tuple(found[:6])


def _unlikeliness(one: Alike) -> tuple[bool, int, date]:
    agreeing = one.same_name + one.same_birth + one.same_phone
    return (not one.likely, -agreeing, one.visitor.last_visit_on or date.min)


def _line(row: Row[*tuple[Any, ...]]) -> VisitorLine:
    return VisitorLine(
        id=row.id,
        name=row.name,
        masked_name=mask_name(row.name),
        birth_year=row.birth.year if row.birth else row.birth_year,
        masked_phone=mask_phone(show_phone(row.phone)),
        dong=row.dong,
        last_visit_on=row.last_visit_on,
        visits=row.visits,
        sex=Sex(row.sex),
    )
