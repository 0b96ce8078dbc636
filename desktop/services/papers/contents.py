"""What stands on the papers about a visitor and a visit."""

from datetime import datetime, time

from sqlalchemy import select

from desktop.domain.calendar import show_date
from desktop.domain.errors import NotFound
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.papers import ApplicationCareer, ApplicationRecord, ReceiptRecord, VisitProven
from desktop.domain.visit import AppointmentState, Channel
from desktop.domain.visitor import Sex, WorkState
from desktop.printing.wording import newest
from desktop.services.act import Act, Office, local
from desktop.services.centre import centre_on
from desktop.services.papers.words import address_of, label_of, show_month, show_phone, words_of
from desktop.services.visitors import draft_of, seeking_of
from desktop.store.office import Account
from desktop.store.people import Visitor
from desktop.store.visits import Appointment, Visit


def visitor_of(act: Act, visitor_id: int) -> Visitor:
    """The visitor's row. Raises NotFound."""
    visitor = act.session.get(Visitor, visitor_id)
    if visitor is None:
        raise NotFound("이 내방객의 기록을 찾을 수 없습니다.")
    return visitor


def visit_of(act: Act, visit_id: int) -> Visit:
    """The visit's row. Raises NotFound."""
    visit = act.session.get(Visit, visit_id)
    if visit is None:
        raise NotFound("이 방문 기록을 찾을 수 없습니다.")
    return visit


def last_visit_of(act: Act, visitor_id: int) -> Visit | None:
    """The visitor's latest visit."""
    return act.session.scalars(
        select(Visit)
        .where(Visit.visitor_id == visitor_id)
        .order_by(Visit.arrived_at.desc())
        .limit(1)
    ).first()


def application_of(
    act: Act, office: Office, visitor: Visitor, visit: Visit | None, counsellor: str
) -> ApplicationRecord:
    """The job-seeker application as the visitor told it."""
    told = draft_of(act.session, visitor)
    seeking = seeking_of(act.session, visitor.id)
    birth = show_date(told.birth) if told.birth else ""
    if not birth and told.birth_year:
        birth = f"{told.birth_year}년"
    driving = {"none": "안 함"}.get(told.driving, "")
    if told.driving.startswith("class"):
        driving = f"{told.driving.removeprefix('class')[0]}종"
    return ApplicationRecord(
        centre=centre_on(act, act.today),
        form=newest("application", act.today),
        number=read(visit.number, PaperKind.VISIT).text if visit else "",
        received_at=local(visit.arrived_at) if visit else None,
        counsellor=counsellor,
        channel=visit.channel if visit else "",
        valid_until=seeking.valid_until if seeking else None,
        name=told.name,
        birth=birth,
        lunar=told.lunar,
        sex="" if told.sex is Sex.UNTOLD else told.sex.value,
        phone=show_phone(told.phone),
        second_phone=" ".join(
            part for part in (show_phone(told.second_phone), told.second_phone_relation) if part
        ),
        address=address_of(office, told),
        contact_ways=words_of(office, "contact_ways", told.contact_ways),
        contact_time=told.contact_time,
        education=told.education,
        school=" ".join(part for part in (told.school, told.major) if part),
        graduation=label_of(office, "graduation", told.graduation) if told.graduation else "",
        work_state="" if told.work_state is WorkState.UNKNOWN else told.work_state.value,
        idle_since=told.left_month,
        benefits=words_of(office, "benefits", told.benefits),
        careers=tuple(
            ApplicationCareer(
                company=row.company,
                duty=row.duty,
                period=" ~ ".join(show_month(text) for text in (row.started, row.ended) if text),
                leaving_reason=(
                    label_of(office, "leaving_reasons", row.leaving_reason)
                    if row.leaving_reason
                    else ""
                ),
            )
            for row in told.careers
        ),
        licences=told.licences,
        driving=tuple(word for word in (driving, "차 있음" if told.has_car else "") if word),
        computer=tuple(
            word.replace(" ", "") for word in words_of(office, "computer", told.computer)
        ),
        jobs=words_of(office, "keco_2025", told.wish.jobs),
        employment_forms=(told.wish.employment_form,) if told.wish.employment_form else (),
        regions=words_of(office, "regions", told.wish.regions),
        wage_kind=told.wish.wage_kind,
        wage=told.wish.wage,
        hours=told.wish.hours,
        from_when=told.wish.from_when,
        helps=words_of(office, "helps", told.helps),
    )


def receipt_of(act: Act, office: Office, visit: Visit, counsellor: str) -> ReceiptRecord:
    """The receipt of a visit."""
    name, valid_until, appointment = "", None, None
    if visit.visitor_id is not None:
        name = visitor_of(act, visit.visitor_id).name
        seeking = seeking_of(act.session, visit.visitor_id)
        valid_until = seeking.valid_until if seeking else None
        appointment = act.session.scalars(
            select(Appointment)
            .where(
                Appointment.visitor_id == visit.visitor_id,
                Appointment.day > visit.day,
                Appointment.state == AppointmentState.PLANNED.value,
            )
            .order_by(Appointment.at)
            .limit(1)
        ).first()
    next_at = local(appointment.at) if appointment else None
    return ReceiptRecord(
        number=read(visit.number, PaperKind.VISIT).text,
        received_at=local(visit.arrived_at),
        centre=centre_on(act, act.today),
        counsellor=counsellor,
        purposes=words_of(office, "visit_purposes", visit.purposes),
        visitor_name=name,
        valid_until=valid_until,
        next_on=next_at.date() if next_at else None,
        next_at=next_at.time() if next_at else None,
        form=newest("receipt", act.today),
    )


def _time(moment: datetime | None) -> time | None:
    return local(moment).time() if moment is not None else None


def proven(act: Act, office: Office, visit: Visit) -> VisitProven:
    """A recorded visit as a proof names it."""
    counsellor = act.session.execute(
        select(Account.name).where(Account.id == (visit.counsellor_id or visit.receiver_id))
    ).scalar()
    return VisitProven(
        on=visit.day,
        started_at=_time(visit.started_at or visit.arrived_at),
        ended_at=_time(visit.finished_at),
        method=Channel(visit.channel).label,
        content=" · ".join(words_of(office, "visit_purposes", visit.purposes)),
        counsellor=counsellor or "",
    )
