"""The form of a person: checked, written into the store, read back."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from sqlalchemy import Select, delete, insert, literal, null, select, union_all
from sqlalchemy.orm import Session

from desktop.domain import korean
from desktop.domain.consent import Answer, ConsentKind
from desktop.domain.contact import phone_tail
from desktop.domain.errors import Refused
from desktop.domain.guard import find_identifiers
from desktop.domain.likeness import name_sound
from desktop.domain.visitor import Career, Sex, VisitorDraft, Wish, WorkState
from desktop.services.act import Act, Office
from desktop.services.coded import Chosen, code_faults, question_faults
from desktop.store import people
from desktop.store.consents import Consent
from desktop.store.people import Visitor

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


def check(act: Act, office: Office, draft: VisitorDraft, before: VisitorDraft | None) -> None:
    """Refuse a person the desk could not work with; every wrong field gets its sentence.

    Codes that stand in what was stored `before` may stay, whatever the lists offer now.
    """
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
    for name, said in _code_faults(act, office, draft, before or _NOBODY).items():
        wrong.setdefault(name, said)
    if wrong:
        raise Refused("저장하지 않았습니다. 표시한 칸을 보아 주십시오.", wrong)


_NOBODY = VisitorDraft(name="")
_CODED = (
    "dong",
    "contact_ways",
    "stay_status",
    "leaving_reason",
    "education",
    "graduation",
    "driving",
    "computer",
    "benefits",
    "helps",
    "needs",
    "left_month",
    "graduated_month",
)


def _code_faults(
    act: Act, office: Office, draft: VisitorDraft, before: VisitorDraft
) -> dict[str, str]:
    """What was chosen that no list offers, by the names of the form's fields."""
    old, wish = before.wish, draft.wish
    chosen = [
        Chosen(f"visitor.{name}", name, getattr(draft, name), getattr(before, name))
        for name in _CODED
    ]
    chosen += [
        Chosen("visitor.wish_jobs", f"job{place}", job, old.jobs)
        for place, job in enumerate(wish.jobs, 1)
    ]
    chosen += [
        Chosen("visitor.wish_regions", f"region{place}", region, old.regions)
        for place, region in enumerate(wish.regions, 1)
    ]
    chosen += [
        Chosen("visitor.wish_form", "employment_form", wish.employment_form, old.employment_form),
        Chosen("visitor.wish_wage_kind", "wage_kind", wish.wage_kind, old.wage_kind),
        Chosen("visitor_group.code", "groups", draft.groups, before.groups),
    ]
    for name in ("started", "ended", "leaving_reason"):
        kept = [getattr(row, name) for row in before.careers]
        told = [getattr(row, name) for row in draft.careers]
        chosen.append(Chosen(f"career.{name}", "careers", told, kept))
    return {
        **question_faults(dict(draft.facts), dict(before.facts)),
        **code_faults(office.codes, act.today, chosen),
    }


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
    visitor.sound = name_sound(visitor.name)
    visitor.birth_year = draft.birth.year if draft.birth else draft.birth_year
    visitor.phone_tail = phone_tail(draft.phone)
    visitor.second_phone_tail = phone_tail(draft.second_phone)
    visitor.wish_jobs = draft.wish.jobs
    visitor.wish_form = draft.wish.employment_form
    visitor.wish_wage_kind = draft.wish.wage_kind
    visitor.wish_wage = draft.wish.wage
    visitor.wish_regions = draft.wish.regions
    visitor.wish_hours = draft.wish.hours
    visitor.wish_from = draft.wish.from_when
    visitor.wish_text = draft.wish.free_text


def replace_details(
    act: Act, visitor_id: int, draft: VisitorDraft, before: VisitorDraft | None
) -> None:
    """Careers, facts and groups as the form shows them; unchanged ones keep their rows.

    `before` is what the store says, None of somebody new.
    """
    session = act.session
    before = before or _NOBODY
    if before.careers != draft.careers:
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
    known = dict(before.facts)
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
    if set(before.groups) != set(draft.groups):
        _replace_groups(act, visitor_id, draft.groups)


def _replace_groups(act: Act, visitor_id: int, groups: tuple[str, ...]) -> None:
    session = act.session
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
    return drafts_of(session, (visitor,))[0]


def drafts_of(session: Session, visitors: Sequence[Visitor]) -> tuple[VisitorDraft, ...]:
    """Many stored people in the shape of the form, at the cost of one."""
    details = _details(session, [visitor.id for visitor in visitors])
    return tuple(
        _draft(
            visitor,
            tuple(told.careers),
            tuple(sorted(told.facts.items())),
            tuple(told.groups),
        )
        for visitor in visitors
        for told in (details.get(visitor.id) or _Details(),)
    )


def _draft(
    visitor: Visitor,
    careers: tuple[Career, ...],
    facts: tuple[tuple[str, bool], ...],
    groups: tuple[str, ...],
) -> VisitorDraft:
    values = {
        item.name: getattr(visitor, item.name)
        for item in fields(VisitorDraft)
        if item.name not in _OWN_TABLES
    }
    values["sex"] = Sex(visitor.sex)
    values["work_state"] = WorkState(visitor.work_state)
    return VisitorDraft(
        **values,
        careers=careers,
        facts=facts,
        groups=groups,
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


@dataclass(slots=True)
class _Details:
    """What was told of one person in rows of their own, in the order of the rows."""

    careers: list[Career] = field(default_factory=list)
    facts: dict[str, bool] = field(default_factory=dict)
    groups: list[str] = field(default_factory=list)


def _details(session: Session, ids: Sequence[int]) -> dict[int, _Details]:
    """Careers, facts and groups of these people, in one question to the store."""
    career, fact, group = people.Career, people.VisitorFact, people.VisitorGroup
    held = (career.company, career.duty, career.started, career.ended, career.leaving_reason)
    asked = union_all(
        _rows("career", career, ids, career.place, *held),
        _rows("fact", fact, ids, fact.asked_on, fact.key, fact.answer),
        _rows("group", group, ids, group.id, group.code),
    )
    found: dict[int, _Details] = {}
    for what, visitor_id, _, _, *told in session.execute(asked.order_by("place", "row")):
        details = found.setdefault(visitor_id, _Details())
        if what == "career":
            details.careers.append(Career(*told))
        elif what == "fact":
            # Later answers stand after earlier ones and win.
            details.facts[told[0]] = bool(told[1])
        else:
            details.groups.append(told[0])
    return found


_TOLD = 5
"""So many columns have the widest of them; the others are filled up."""


def _rows(what: str, table: Any, ids: Sequence[int], place: Any, *told: Any) -> Select[Any]:
    more = (null() for _ in range(_TOLD - len(told)))
    columns = (literal(what), table.visitor_id, place.label("place"), table.id.label("row"))
    return select(*columns, *told, *more).where(table.visitor_id.in_(ids))
