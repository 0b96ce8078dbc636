"""People: found, opened, taken in, completed. Opening somebody is the logged 조회."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.orm import Session

from desktop.domain import korean
from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.calendar import add_months
from desktop.domain.consent import Answer, ConsentKind
from desktop.domain.errors import Conflict, NotFound, Refused
from desktop.domain.guard import find_identifiers
from desktop.domain.masking import mask_name, mask_phone
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
from desktop.services.act import Act, Office
from desktop.services.timeline import timeline_of
from desktop.store import people
from desktop.store.consents import Consent
from desktop.store.notes import Note
from desktop.store.people import Visitor
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
)


class Visitors:
    """What the counter does with people's master data."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def look_up(self, account: SignedIn, typed: str, limit: int = 12) -> tuple[VisitorLine, ...]:
        """People the text in the search box may mean, latest visit first.

        Called at every key; the search is logged once, by `end_search`.
        """
        with self._office.act(account, ActKind.SEARCH, purpose="찾기", logged=False) as act:
            return find_visitors(act.session, typed, act.today, limit)

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
        with self._office.act(
            account, ActKind.SEARCH, purpose="중복 확인", logged=False
        ) as act:
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
        self, account: SignedIn, visitor_id: int, version: int, draft: VisitorDraft
    ) -> VisitorCard:
        """Write what was completed or corrected.

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
            current = seeking_of(act.session, visitor_id)
            row = people.SeekingRegistration(
                id=act.new_id(),
                visitor_id=visitor_id,
                filed_on=act.today,
                valid_until=add_months(act.today, SEEKING_MONTHS),
                extends_id=current.id if current else None,
            )
            if current is not None:
                row.valid_until = add_months(
                    max(current.valid_until, act.today), SEEKING_MONTHS
                )
            act.session.add(row)
            act.changed("visitor")
            return Seeking(row.filed_on, row.valid_until, 1 if current else 0)


def check(draft: VisitorDraft) -> None:
    """Refuse a person the desk could not work with; every wrong field gets its sentence."""
    wrong: dict[str, str] = {}
    if not draft.name:
        wrong["name"] = "이름을 적어 주십시오. 밝히지 않으시면 익명 문의로 받으실 수 있습니다."
    if draft.stay_until is not None and not draft.foreign:
        wrong["stay_until"] = "외국 국적일 때만 체류 기간을 적습니다."
    texts = [(name, getattr(draft, name)) for name in FREE_TEXTS]
    texts += [("wish_hours", draft.wish.hours), ("wish_text", draft.wish.free_text)]
    texts += [("careers", f"{row.company} {row.duty}") for row in draft.careers]
    for name, text in texts:
        findings = find_identifiers(text, employer_field=name == "careers")
        if findings:
            wrong.setdefault(name, findings[0].advice)
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
    visitor.initials = korean.initials(visitor.name)
    visitor.search_name = korean.search_key(visitor.name)
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
    latest: dict[str, bool] = {}
    for key, answer in rows:
        latest[key] = answer
    return tuple(sorted(latest.items()))


def _groups(session: Session, visitor_id: int) -> tuple[str, ...]:
    rows = session.scalars(
        select(people.VisitorGroup.code)
        .where(people.VisitorGroup.visitor_id == visitor_id)
        .order_by(people.VisitorGroup.id)
    )
    return tuple(rows)


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
    ways = []
    if len(name) >= 2:
        ways.append(Visitor.search_name == name)
    if phone_tail:
        ways.append(Visitor.phone_tail == phone_tail)
        ways.append(Visitor.second_phone_tail == phone_tail)
    if draft.birth is not None:
        ways.append(Visitor.birth == draft.birth)
    if not ways:
        return ()
    found: list[Alike] = []
    statement = select(*_LINE_COLUMNS).where(or_(*ways)).limit(200)
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


def _line(row: Sequence[object]) -> VisitorLine:
    (
        id_,
        name,
        birth,
        birth_year,
        phone,
        _second,
        dong,
        last_visit_on,
        visits,
        sex,
    ) = row
    assert isinstance(name, str) and isinstance(phone, str) and isinstance(dong, str)
    assert isinstance(id_, int) and isinstance(visits, int)
    return VisitorLine(
        id=id_,
        name=name,
        masked_name=mask_name(name),
        birth_year=birth.year if isinstance(birth, date) else _year(birth_year),
        masked_phone=mask_phone(phone),
        dong=dong,
        last_visit_on=last_visit_on if isinstance(last_visit_on, date) else None,
        visits=visits,
        sex=Sex(sex),
    )


def _year(value: object) -> int | None:
    return value if isinstance(value, int) else None
