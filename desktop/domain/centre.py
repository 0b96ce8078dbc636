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
