"""Visits agreed upon."""

from datetime import datetime

from desktop.domain.clock import KST
from desktop.domain.errors import NotFound, Refused
from desktop.domain.guard import find_identifiers
from desktop.domain.visit import AppointmentDraft, AppointmentState
from desktop.services.act import Act
from desktop.store.visits import Appointment


def planned_appointment(act: Act, appointment_id: int) -> Appointment:
    """An appointment that still stands. Raises NotFound, Refused."""
    appointment = act.session.get(Appointment, appointment_id)
    if appointment is None:
        raise NotFound("이 예약을 찾을 수 없습니다.")
    if appointment.state != AppointmentState.PLANNED.value:
        raise Refused(f"이미 {AppointmentState(appointment.state).label}으로 정리한 예약입니다.")
    return appointment


def add_appointment(
    act: Act, visitor_id: int, wanted: AppointmentDraft, note_id: int | None
) -> int:
    """Add an appointment inside a running act. Raises Refused for a time gone by."""
    at = datetime.combine(wanted.on, wanted.at, tzinfo=KST)
    if at < act.now:
        raise Refused(
            "지난 시각으로는 예약할 수 없습니다.",
            {"next_appointment": "앞으로의 날짜와 시각을 적어 주십시오."},
        )
    if findings := find_identifiers(wanted.purpose):
        raise Refused(findings[0].advice, {"next_appointment": findings[0].advice})
    made = Appointment(
        id=act.new_id(),
        visitor_id=visitor_id,
        day=wanted.on,
        at=at,
        purpose=wanted.purpose,
        channel=wanted.channel.value,
        counsellor_id=act.account.account_id,
        state=AppointmentState.PLANNED.value,
        note_id=note_id,
    )
    act.session.add(made)
    act.changed("appointment")
    return made.id
