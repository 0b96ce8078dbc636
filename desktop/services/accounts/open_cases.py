"""What one counsellor has in hand, and its passing into other hands."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from desktop.domain.calendar import show_time
from desktop.domain.draft import DIALOG
from desktop.domain.handover import CaseKind, Handing, OpenCase
from desktop.domain.masking import mask_name
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.referral import Progress
from desktop.domain.visit import AppointmentState, VisitState
from desktop.services.act import Act, day_of, local
from desktop.services.visits.moving import move_visit
from desktop.store.notes import Draft
from desktop.store.partners import Organisation, PartnerService
from desktop.store.people import Visitor
from desktop.store.referrals import Referral
from desktop.store.visits import Appointment, FollowUp, Visit

_STILL_HERE = (VisitState.WAITING, VisitState.CALLED, VisitState.COUNSELLING)
_UNFINISHED = timedelta(days=7)
"""So far back a visit may lie that nobody finished."""
_AWAITING = (Progress.ISSUED, Progress.HANDED, Progress.ARRIVED)
NOBODYS = ("settings", DIALOG)
"""Forms about nobody, and words in a dialog that nobody answered: they go with the account."""


def cases_of(act: Act, account_id: int) -> tuple[OpenCase, ...]:
    """Everything open in somebody's hands, by kind and then by day."""
    cases = [
        *_visits(act, account_id),
        *_appointments(act, account_id),
        *_follow_ups(act, account_id),
        *_referrals(act, account_id),
        *_drafts(act, account_id),
    ]
    for case in cases:
        act.about(case.visitor_id)
    return tuple(cases)


def hand_over(act: Act, account_id: int, handing: Handing) -> None:
    """Give every case named in `handing` to whom it says; a note keeps who wrote it."""
    for (kind, key), to_id in handing.items():
        match kind:
            case CaseKind.VISIT:
                visit = act.session.get_one(Visit, key)
                move_visit(act, visit, VisitState(visit.state), to_id)
            case CaseKind.APPOINTMENT:
                act.session.get_one(Appointment, key).counsellor_id = to_id
            case CaseKind.FOLLOW_UP:
                act.session.get_one(FollowUp, key).counsellor_id = to_id
            case CaseKind.REFERRAL:
                act.session.get_one(Referral, key).counsellor_id = to_id
            case CaseKind.DRAFT:
                act.session.get_one(Draft, key).account_id = to_id
    for draft in act.session.scalars(select(Draft).where(Draft.account_id == account_id)):
        if draft.screen in NOBODYS:
            act.session.delete(draft)
    act.changed("visit", "appointment", "follow_up", "referral", "draft")


def _visits(act: Act, account_id: int) -> Iterator[OpenCase]:
    for row, name in act.session.execute(
        select(Visit, Visitor.name)
        .outerjoin(Visitor, Visitor.id == Visit.visitor_id)
        .where(
            Visit.day >= act.today - _UNFINISHED,
            Visit.counsellor_id == account_id,
            Visit.state.in_([state.value for state in _STILL_HERE]),
        )
        .order_by(Visit.arrived_at)
    ):
        about = f"{VisitState(row.state).label} · {show_time(local(row.arrived_at))} 접수"
        number = read(row.number, PaperKind.VISIT).text
        masked = mask_name(name or "")
        yield OpenCase(CaseKind.VISIT, row.id, row.visitor_id, number, masked, about, row.day)


def _appointments(act: Act, account_id: int) -> Iterator[OpenCase]:
    for row, name in act.session.execute(
        select(Appointment, Visitor.name)
        .join(Visitor, Visitor.id == Appointment.visitor_id)
        .where(
            Appointment.day >= act.today,
            Appointment.counsellor_id == account_id,
            Appointment.state == AppointmentState.PLANNED.value,
        )
        .order_by(Appointment.at)
    ):
        about = f"{show_time(local(row.at))} 예약"
        yield _case(act, CaseKind.APPOINTMENT, row, name, about, row.day)


def _follow_ups(act: Act, account_id: int) -> Iterator[OpenCase]:
    for row, name in act.session.execute(
        select(FollowUp, Visitor.name)
        .join(Visitor, Visitor.id == FollowUp.visitor_id)
        .where(FollowUp.state == "open", FollowUp.counsellor_id == account_id)
        .order_by(FollowUp.due_on, FollowUp.id)
    ):
        yield _case(act, CaseKind.FOLLOW_UP, row, name, "연락하기로 함", row.due_on)


def _referrals(act: Act, account_id: int) -> Iterator[OpenCase]:
    for row, name, service, partner in act.session.execute(
        select(Referral, Visitor.name, PartnerService.name, Organisation.short_name)
        .join(Visitor, Visitor.id == Referral.visitor_id)
        .join(PartnerService, PartnerService.id == Referral.service_id)
        .join(Organisation, Organisation.id == PartnerService.organisation_id)
        .where(
            Referral.progress.in_([progress.value for progress in _AWAITING]),
            Referral.counsellor_id == account_id,
        )
        .order_by(Referral.reply_due, Referral.id)
    ):
        number = read(row.number, PaperKind.SLIP).text if row.number else ""
        about, masked = f"{partner} {service}", mask_name(name)
        due = row.reply_due
        yield OpenCase(CaseKind.REFERRAL, row.id, row.visitor_id, number, masked, about, due)


def _drafts(act: Act, account_id: int) -> Iterator[OpenCase]:
    for row in act.session.execute(
        select(Draft.id, Draft.visitor_id, Draft.masked_name, Draft.title, Draft.kept_at)
        .where(Draft.account_id == account_id, Draft.screen.not_in(NOBODYS))
        .order_by(Draft.kept_at)
    ):
        number = _number_of(act, row.visitor_id) if row.visitor_id else ""
        about, on = f"{row.title} 쓰다 만 것", day_of(row.kept_at)
        yield OpenCase(CaseKind.DRAFT, row.id, row.visitor_id, number, row.masked_name, about, on)


def _case(act: Act, kind: CaseKind, row: Any, name: str, about: str, due: Any) -> OpenCase:
    number = _number_of(act, row.visitor_id)
    return OpenCase(kind, row.id, row.visitor_id, number, mask_name(name), about, due)


def _number_of(act: Act, visitor_id: int) -> str:
    """The 접수번호 by which the search box finds the visitor."""
    digits = act.session.scalar(
        select(Visit.number)
        .where(Visit.visitor_id == visitor_id)
        .order_by(Visit.arrived_at.desc())
        .limit(1)
    )
    return read(digits, PaperKind.VISIT).text if digits else ""
