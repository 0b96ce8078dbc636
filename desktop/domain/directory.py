"""How good the directory is: what is missing, and which partners may be one and the same."""

import re
from collections.abc import Iterable, Mapping, Sequence

from desktop.domain import korean
from desktop.domain.contact import find_phone
from desktop.domain.partner import (
    Completeness,
    Contact,
    Double,
    Organisation,
    PartnerService,
)

_BRACKETS = re.compile(r"[(（\[][^)）\]]*[)）\]]")
_COMMON = ("서울특별시", "서울시립", "서울시", "서울", "사단법인", "재단법인", "사회복지법인")
"""Words before a name that one desk writes and another leaves out."""


def completeness_of(
    organisation: Organisation,
    services: Sequence[PartnerService],
    contacts: Sequence[Contact],
) -> Completeness:
    """What a counsellor needs to send somebody there, and which of it nobody has written."""
    reached = organisation.phone or any(one.phone for one in contacts)
    parts: list[tuple[str, object]] = [
        ("주소", organisation.address),
        ("전화", reached),
        ("접수 시간", organisation.hours or any(one.own_hours for one in services)),
        ("찾아가는 길", organisation.directions or organisation.map_hint),
        ("담당자", contacts),
        ("출처", organisation.source),
        ("서비스", services),
    ]
    if not organisation.internal:
        parts += [
            (name, not any(name in one.missing for one in services))
            for name in ("이용 목적", "제공 항목", "보유·이용 기간")
        ]
    parts += [
        ("요건", all(one.conditions or one.target_keys for one in services)),
        ("가져갈 서류", all(one.documents for one in services)),
    ]
    missing = tuple(name for name, told in parts if not told)
    return Completeness(len(parts) - len(missing), len(parts), missing)


def doubles_of(organisations: Iterable[Organisation]) -> Mapping[int, tuple[Double, ...]]:
    """For each partner those that carry the same name, phone or address.

    A partner that names the other as its 상위기관, or says in its address that it sits
    within it, is no double of it.
    """
    bodies = list(organisations)
    keys = {one.id: _names(one) for one in bodies}
    found: dict[int, tuple[Double, ...]] = {}
    for one in bodies:
        doubles = []
        for other in bodies:
            if other.id == one.id or _belongs(one, other) or _belongs(other, one):
                continue
            shared = []
            if keys[one.id] & keys[other.id]:
                shared.append("이름")
            if _digits(one.phone) and _digits(one.phone) == _digits(other.phone):
                shared.append("전화")
            if _place(one.address) and _place(one.address) == _place(other.address):
                shared.append("주소")
            if shared:
                doubles.append(Double(other.id, other.name.replace("|", " "), tuple(shared)))
        if doubles:
            found[one.id] = tuple(doubles)
    return found


def _names(organisation: Organisation) -> frozenset[str]:
    told = (organisation.name, organisation.short_name, *organisation.aliases)
    return frozenset(key for key in (_key(name) for name in told) if key)


def _key(name: str) -> str:
    bare = _BRACKETS.sub("", name.replace("|", " "))
    for word in _COMMON:
        bare = bare.removeprefix(word) or bare
        bare = bare.strip()
    return korean.search_key(bare)


def _belongs(one: Organisation, other: Organisation) -> bool:
    """Whether `one` says of itself that it is part of, or sits within, the other."""
    name = other.name.replace("|", " ")
    return bool(name) and (one.parent.replace("|", " ") == name or f"{name} 안" in one.address)


def _digits(phone: str) -> str:
    known = find_phone(phone)
    return known.digits if known else "".join(filter(str.isdecimal, phone))


def _place(address: str) -> str:
    bare = _BRACKETS.sub("", address)
    for word in _COMMON:
        bare = bare.strip().removeprefix(word)
    key = "".join(bare.split())
    # A street without its number is shared by many.
    return key if any(character.isdecimal() for character in key[-6:]) else ""
