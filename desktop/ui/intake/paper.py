"""The fields of 접수 in the order of the paper form, and what their values mean.

The form on screen and the records of the domain meet here: a VisitorDraft goes into
the fields, the fields come out as a VisitorDraft and a VisitDraft.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from desktop.domain.birth import BirthEntry, read_birth
from desktop.domain.calendar import show_date
from desktop.domain.contact import read_phone, show_phone
from desktop.domain.errors import Unreadable
from desktop.domain.korean import tidy
from desktop.domain.told import read_month, read_wage, show_month, show_wage
from desktop.domain.visit import Channel, Presence, VisitDraft
from desktop.domain.visitor import Career, Sex, VisitorDraft, Wish, WorkState
from desktop.domain.when import read_day

CAREERS = 3
"""Rows of jobs on the paper form."""
NO_PHONE = ("없음", "없어요", "없습니다", "무", "-")
SHOWN_WORK_STATES = tuple(state for state in WorkState if state is not WorkState.UNKNOWN)

_TEXTS = (
    "second_phone_relation",
    "email",
    "address",
    "contact_time",
    "school",
    "major",
    "licences",
)
_CODES = ("dong", "stay_status", "leaving_reason", "education", "graduation", "driving")
_SETS = ("contact_ways", "computer", "benefits", "helps", "groups")


@dataclass(frozen=True, slots=True)
class Read:
    """What the fields say now; `birth` is None while it cannot be read."""

    person: VisitorDraft
    visit: VisitDraft
    birth: BirthEntry | None


def read_fields(values: Mapping[str, Any], before: VisitorDraft, today: date) -> Read:
    """The records out of the fields; what cannot be read yet counts as not told.

    `before` is the person as stored: what the form has no field for stays as it was.
    """
    birth = birth_of(values, today)
    sex = Sex(values["sex"]) if values.get("sex") else Sex.UNTOLD
    foreign = bool(values.get("foreign"))
    told: dict[str, Any] = {
        **{name: tidy(values[name] or "") for name in _TEXTS},
        **{name: values[name] or "" for name in _CODES},
        **{name: tuple(values[name] or ()) for name in _SETS},
    }
    person = replace(
        before,
        name=tidy(values["name"] or ""),
        birth=birth.on if birth else None,
        birth_year=birth.year_only if birth else None,
        birth_note=_birth_note(birth),
        lunar=bool(birth and birth.lunar_text),
        sex=sex,
        phone=phone_of(values["phone"]),
        second_phone=phone_of(values["second_phone"]),
        foreign=foreign,
        may_work=_yes_no(values["may_work"]) if foreign else None,
        stay_until=_day(values["stay_until"], today) if foreign else None,
        work_state=WorkState(values["work_state"] or "unknown"),
        left_month=_month(values["left_month"], today),
        graduated_month=_month(values["graduated_month"], today),
        military_months=_whole(values["military_months"]),
        has_car=bool(values["has_car"]) or None,
        careers=_careers(values, before, today),
        wish=_wish(values, before.wish),
        needs=tuple(values["needs"] or ()),
        **told,
    )
    if not foreign:
        person = replace(person, stay_status="")
    presence = Presence(values["presence"] or "self")
    visit = VisitDraft(
        purposes=tuple(values["purposes"] or ()),
        channel=Channel(values["channel"] or "counter"),
        presence=presence,
        companion_relation=(values["relation"] or "") if presence is not Presence.SELF else "",
        needs=tuple(values["needs"] or ()),
        remark=tidy(values["remark"] or ""),
    )
    return Read(person, visit, birth)


def values_of(person: VisitorDraft) -> dict[str, Any]:
    """What the fields show for a stored person."""
    jobs = (*person.wish.jobs, None, None, None)
    regions = (*person.wish.regions, None, None, None)
    values: dict[str, Any] = {
        "name": person.name,
        "birth": show_birth(person),
        "lunar": False,
        "sex": None if person.sex is Sex.UNTOLD else person.sex.value,
        "phone": show_phone(person.phone) if person.phone else "없음",
        "second_phone": show_phone(person.second_phone),
        "foreign": person.foreign,
        "may_work": None if person.may_work is None else ("yes" if person.may_work else "no"),
        "stay_until": show_date(person.stay_until) if person.stay_until else "",
        "work_state": (None if person.work_state is WorkState.UNKNOWN else person.work_state.value),
        "left_month": show_month(person.left_month),
        "graduated_month": show_month(person.graduated_month),
        "military_months": "" if person.military_months is None else str(person.military_months),
        "has_car": bool(person.has_car),
        "job1": jobs[0],
        "job2": jobs[1],
        "job3": jobs[2],
        "region1": regions[0],
        "region2": regions[1],
        "region3": regions[2],
        "employment_form": person.wish.employment_form or None,
        "wage_kind": person.wish.wage_kind or None,
        "wage": show_wage(person.wish.wage),
        "wish_hours": person.wish.hours,
        "wish_from": person.wish.from_when,
        "wish_text": person.wish.free_text,
        "needs": person.needs,
    }
    for name in (*_TEXTS, *_SETS):
        values[name] = getattr(person, name)
    for name in _CODES:
        values[name] = getattr(person, name) or None
    for place in range(CAREERS):
        row = person.careers[place] if place < len(person.careers) else Career("", "")
        number = place + 1
        values[f"company{number}"] = row.company
        values[f"duty{number}"] = row.duty
        values[f"started{number}"] = show_month(row.started)
        values[f"ended{number}"] = show_month(row.ended)
        values[f"reason{number}"] = row.leaving_reason or None
    return values


def show_birth(person: VisitorDraft) -> str:
    """The birth as the field shows it."""
    if person.birth:
        return show_date(person.birth)
    return f"{person.birth_year}년생" if person.birth_year else "모름"


def birth_of(values: Mapping[str, Any], today: date) -> BirthEntry | None:
    """The birth that was typed, None while it cannot be read."""
    text = (values["birth"] or "").strip()
    if not text:
        return None
    with suppress(Unreadable):
        return read_birth(text, today, lunar=bool(values["lunar"]))
    return None


def phone_of(text: str | None) -> str:
    """The digits that are kept; what cannot be read as a phone stays as it was told."""
    written = tidy(text or "")
    if not written or written in NO_PHONE:
        return ""
    try:
        return read_phone(written).digits
    except Unreadable:
        return written


def _birth_note(birth: BirthEntry | None) -> str:
    if birth is None or birth.on is None:
        return ""
    return birth.lunar_text


def _month(text: str | None, today: date) -> str:
    with suppress(Unreadable):
        return read_month(text, today) if text else ""
    return ""


def _day(text: str | None, today: date) -> date | None:
    with suppress(Unreadable):
        return read_day(text, today) if text else None
    return None


def _whole(text: str | None) -> int | None:
    digits = "".join(character for character in text or "" if character.isdecimal())
    return int(digits) if digits else None


def _yes_no(value: str | None) -> bool | None:
    return {"yes": True, "no": False}.get(value or "")


def _careers(values: Mapping[str, Any], before: VisitorDraft, today: date) -> tuple[Career, ...]:
    rows = []
    for number in range(1, CAREERS + 1):
        row = Career(
            tidy(values[f"company{number}"] or ""),
            tidy(values[f"duty{number}"] or ""),
            _month(values[f"started{number}"], today),
            _month(values[f"ended{number}"], today),
            values[f"reason{number}"] or "",
        )
        if row != Career("", ""):
            rows.append(row)
    return (*rows, *before.careers[CAREERS:])


def _wish(values: Mapping[str, Any], before: Wish) -> Wish:
    wage = before.wage
    with suppress(Unreadable):
        wage = read_wage(values["wage"]) if values["wage"] else None
    return Wish(
        jobs=tuple(code for code in (values[f"job{n}"] for n in (1, 2, 3)) if code),
        employment_form=values["employment_form"] or "",
        wage_kind=values["wage_kind"] or ("M" if wage else ""),
        wage=wage,
        regions=tuple(code for code in (values[f"region{n}"] for n in (1, 2, 3)) if code),
        hours=tidy(values["wish_hours"] or ""),
        from_when=tidy(values["wish_from"] or ""),
        free_text=tidy(values["wish_text"] or ""),
    )
