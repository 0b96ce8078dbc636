"""The centre itself, as dated facts: a paper carries those valid on its day."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CentreFacts:
    """Name, place and signing lines of the centre from `valid_from` on.

    `sender` is the 발신명의 (사무관리규정 시행규칙 제13조), `approvers` the boxes of the
    결재란 in order, `seal` whether the seal's place is left free or 관인생략 is printed.
    """

    name: str
    sender: str
    address: str
    building: str
    phone: str
    phones: tuple[str, ...]
    fax: str
    department: str
    department_phone: str
    hours: str
    approvers: tuple[str, ...]
    seal: str
    valid_from: date


def facts_on(rows: tuple[CentreFacts, ...], day: date) -> CentreFacts:
    """The facts valid on a day; before the first row, the first row.

    Raises ValueError when there are no rows: a store without a centre is not set up.
    """
    if not rows:
        raise ValueError("no centre facts")
    ordered = sorted(rows, key=lambda facts: facts.valid_from)
    current = ordered[0]
    for facts in ordered:
        if facts.valid_from <= day:
            current = facts
    return current


SEALS = {"space": "관인 자리를 비움", "omitted": "관인생략을 찍음"}
"""What stands where the seal would be."""

LABELS = {
    "name": "센터 이름",
    "sender": "발신명의",
    "address": "주소",
    "building": "건물·층",
    "phone": "대표 전화",
    "phones": "다른 전화",
    "fax": "팩스",
    "department": "담당 부서",
    "department_phone": "부서 전화",
    "hours": "상담 시간",
    "approvers": "결재란",
    "seal": "관인",
}
"""Every dated fact with the word for it, in the order of the form."""


def show_fact(facts: CentreFacts, name: str) -> str:
    """One fact as it is read: lists with middle dots, the seal in words."""
    value = getattr(facts, name)
    if name == "seal":
        return SEALS.get(facts.seal, facts.seal)
    return " · ".join(value) if isinstance(value, tuple) else str(value)


def changes(before: CentreFacts, after: CentreFacts) -> tuple[tuple[str, str, str], ...]:
    """What will be different: (word for the fact, before, after) in the order of the form."""
    return tuple(
        (label, show_fact(before, name), show_fact(after, name))
        for name, label in LABELS.items()
        if getattr(before, name) != getattr(after, name)
    )
