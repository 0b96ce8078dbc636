"""Somebody is here: a visit with its number and ticket."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, insert, select

from desktop.domain.errors import Refused
from desktop.domain.guard import find_identifiers
from desktop.domain.paper_number import PaperKind
from desktop.domain.visit import VisitDraft, VisitState
from desktop.services.act import Act, Office
from desktop.services.coded import Chosen, code_faults
from desktop.services.numbers import take_number
from desktop.store.base import table_of
from desktop.store.visits import Visit


def check_visit(act: Act, office: Office, visit: VisitDraft) -> None:
    """Refuse a visit that says nothing or too much; every wrong field gets its sentence."""
    wrong: dict[str, str] = {}
    if not visit.purposes:
        wrong["purposes"] = "무슨 일로 오셨는지 하나 이상 골라 주십시오."
    for name in ("remark", "companion_relation"):
        if findings := find_identifiers(getattr(visit, name)):
            wrong[name] = findings[0].advice
    chosen = (
        Chosen("visit.purposes", "purposes", visit.purposes),
        Chosen("visit.companion_relation", "companion_relation", visit.companion_relation),
        Chosen("visit.needs", "needs", visit.needs),
    )
    for name, said in code_faults(office.codes, act.today, chosen).items():
        wrong.setdefault(name, said)
    if wrong:
        raise Refused("저장하지 않았습니다. 표시한 칸을 보아 주십시오.", wrong)


_VISIT = table_of(Visit)
_LAST = select(func.coalesce(func.max(_VISIT.c.ticket), 0)).where(
    _VISIT.c.day == bindparam("today")
)
# The ticket is found by the statement that takes it.
_ARRIVE = (
    insert(_VISIT)
    .values(
        {one.name: bindparam(one.name) for one in _VISIT.c if one.name != "called_at"}
        | {"ticket": _LAST.scalar_subquery() + 1}
    )
    .returning(_VISIT.c.ticket)
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """The visit that was made."""

    id: int
    number: str
    ticket: int


def arrive(
    act: Act,
    office: Office,
    visit: VisitDraft,
    visitor_id: int | None,
    *,
    first_time: bool = False,
    counsellor_id: int | None = None,
    answered: str = "",
) -> Arrival:
    """The visit of somebody who is here now, with its number and ticket.

    They wait, for `counsellor_id` where it was agreed on, unless they were `answered` on the
    spot: then that is the visit's result and it is over.
    """
    over = act.now if answered else None
    made: dict[str, Any] = {
        "id": act.new_id(),
        "version": 1,
        "number": take_number(act, PaperKind.VISIT, office.desk).digits,
        "day": act.today,
        "visitor_id": visitor_id,
        "channel": visit.channel.value,
        "purposes": visit.purposes,
        "presence": visit.presence.value,
        "companion_relation": visit.companion_relation,
        "needs": visit.needs,
        "remark": visit.remark,
        "state": (VisitState.DONE if answered else VisitState.WAITING).value,
        "arrived_at": act.now,
        "started_at": over,
        "finished_at": over,
        "result": answered,
        "first_time": first_time,
        "receiver_id": act.account.account_id,
        "counsellor_id": act.account.account_id if answered else counsellor_id,
    }
    ticket = act.session.execute(_ARRIVE, made | {"today": act.today}).scalar_one()
    return Arrival(made["id"], made["number"], ticket)
