"""What stands in the way of a destruction: shown, and kept until it is settled."""

from collections.abc import Sequence

from sqlalchemy import select

from desktop.domain.referral import Progress
from desktop.domain.retention import Block
from desktop.domain.subject_request import RequestKind, RequestState
from desktop.domain.visit import AppointmentState, VisitState
from desktop.services.act import Act
from desktop.store.people import SeekingRegistration
from desktop.store.referrals import Referral
from desktop.store.requests import SubjectRequest
from desktop.store.visits import Appointment, Visit

_OPEN = tuple(one.value for one in Progress if not one.closed)
_HERE = tuple(one.value for one in (VisitState.WAITING, VisitState.CALLED, VisitState.COUNSELLING))


def blocks_of(act: Act, visitor_ids: Sequence[int]) -> dict[int, tuple[Block, ...]]:
    """What stands in the way of each of these people; nobody without anything is named."""
    today = act.today
    asked = (
        (
            Block.REFERRAL,
            select(Referral.visitor_id).where(
                Referral.visitor_id.in_(visitor_ids), Referral.progress.in_(_OPEN)
            ),
        ),
        (
            Block.REQUEST,
            select(SubjectRequest.visitor_id).where(
                SubjectRequest.visitor_id.in_(visitor_ids),
                SubjectRequest.state == RequestState.OPEN.value,
                # The wish to be deleted is what destruction answers.
                SubjectRequest.kind != RequestKind.DELETE.value,
            ),
        ),
        (
            Block.SEEKING,
            select(SeekingRegistration.visitor_id).where(
                SeekingRegistration.visitor_id.in_(visitor_ids),
                SeekingRegistration.valid_until >= today,
                SeekingRegistration.closed_on.is_(None),
            ),
        ),
        (
            Block.APPOINTMENT,
            select(Appointment.visitor_id).where(
                Appointment.visitor_id.in_(visitor_ids),
                Appointment.day >= today,
                Appointment.state == AppointmentState.PLANNED.value,
            ),
        ),
        (
            Block.HERE,
            select(Visit.visitor_id).where(
                Visit.visitor_id.in_(visitor_ids), Visit.day == today, Visit.state.in_(_HERE)
            ),
        ),
    )
    found: dict[int, list[Block]] = {}
    for block, statement in asked:
        for visitor_id in set(act.session.scalars(statement)):
            if visitor_id is not None:
                found.setdefault(visitor_id, []).append(block)
    return {visitor_id: tuple(blocks) for visitor_id, blocks in found.items()}
