"""Where a visit stands, and its move to the next place."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.domain.errors import NotFound, Refused
from desktop.domain.visit import VisitState
from desktop.services.act import Act, Office
from desktop.services.coded import Chosen, code_faults
from desktop.store.people import Visitor, roll_day
from desktop.store.visits import Visit, VisitMove


def visits_of(session: Session, visitor_id: int) -> tuple[int, date | None]:
    """How many visits there are and when somebody was here last, by them or by an old register."""
    taken_in = select(Visitor.created_at).where(Visitor.id == visitor_id).scalar_subquery()
    count, last, since = session.execute(
        select(func.count(), func.max(Visit.day), taken_in).where(Visit.visitor_id == visitor_id)
    ).one()
    days = [day for day in (last, roll_day(visitor_id, since) if since else None) if day]
    return count, max(days, default=None)


def visit_of(act: Act, visit_id: int, *states: VisitState) -> Visit:
    """The visit, standing in one of `states` if any are named. Raises NotFound, Refused."""
    visit = act.session.get(Visit, visit_id)
    if visit is None:
        raise NotFound("이 방문의 기록을 찾을 수 없습니다.")
    if states and VisitState(visit.state) not in states:
        raise Refused(
            f"이미 {VisitState(visit.state).label} 상태입니다. 오늘 화면을 보아 주십시오."
        )
    return visit


def move_visit(act: Act, visit: Visit, after: VisitState, counsellor_id: int | None) -> None:
    """Move a visit on the board, kept so that it can be undone."""
    act.session.add(
        VisitMove(
            id=act.new_id(),
            visit_id=visit.id,
            at=act.now,
            by_id=act.account.account_id,
            before=visit.state,
            after=after.value,
            counsellor_before=visit.counsellor_id,
            counsellor_after=counsellor_id,
        )
    )
    visit.state = after.value
    visit.counsellor_id = counsellor_id
    act.about(visit.visitor_id)
    act.changed("visit")


def check_result(act: Act, office: Office, result: str) -> None:
    """Refuse an end that the list of results does not offer; empty says nothing."""
    if wrong := code_faults(office.codes, act.today, (Chosen("visit.result", "result", result),)):
        raise Refused(wrong["result"], wrong)


def open_visit_of(session: Session, visitor_id: int, day: date) -> Visit | None:
    """Today's unfinished visit of a visitor, so that a note or slip can be tied to it."""
    return session.scalars(
        select(Visit)
        .where(
            Visit.visitor_id == visitor_id,
            Visit.day == day,
            Visit.state.in_(("waiting", "called", "counselling")),
        )
        .order_by(Visit.arrived_at.desc())
        .limit(1)
    ).first()
