"""Somebody is here: a visit with its number and ticket."""

from sqlalchemy import func, select

from desktop.domain.errors import Refused
from desktop.domain.guard import find_identifiers
from desktop.domain.paper_number import PaperKind
from desktop.domain.visit import VisitDraft, VisitState
from desktop.services.act import Act, Office
from desktop.services.coded import Chosen, code_faults
from desktop.services.numbers import take_number
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


def arrive(
    act: Act, office: Office, visit: VisitDraft, visitor_id: int | None, *, first_time: bool
) -> Visit:
    """The visit of somebody who is here now, waiting, with its number and ticket."""
    ticket = act.session.execute(
        select(func.coalesce(func.max(Visit.ticket), 0) + 1).where(Visit.day == act.today)
    ).scalar_one()
    made = Visit(
        id=act.new_id(),
        number=take_number(act, PaperKind.VISIT, office.desk).digits,
        day=act.today,
        ticket=ticket,
        visitor_id=visitor_id,
        channel=visit.channel.value,
        purposes=visit.purposes,
        presence=visit.presence.value,
        companion_relation=visit.companion_relation,
        needs=visit.needs,
        remark=visit.remark,
        state=VisitState.WAITING.value,
        arrived_at=act.now,
        first_time=first_time,
        receiver_id=act.account.account_id,
    )
    act.session.add(made)
    return made
