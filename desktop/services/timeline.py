"""Everything that happened with a visitor, in one line of time."""

from sqlalchemy import select

from desktop.domain.calendar import show_date, show_short_day
from desktop.domain.consent import Answer, ConsentKind
from desktop.domain.note import NoteMethod
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.referral import Progress
from desktop.domain.visit import Channel
from desktop.domain.visitor import TimelineEntry
from desktop.services.act import Act, Office, day_of, local
from desktop.store.consents import Consent
from desktop.store.notes import Note, NoteRevision
from desktop.store.office import Account
from desktop.store.partners import Organisation, PartnerService
from desktop.store.people import Visitor, roll_day
from desktop.store.referrals import Referral, ReferralMove
from desktop.store.visits import Appointment, Visit

LIMIT = 200


def timeline_of(act: Act, office: Office, visitor_id: int) -> tuple[TimelineEntry, ...]:
    """Visits, notes, consents, referrals and appointments of one visitor, newest first."""
    names = {row.id: row.name for row in act.session.execute(select(Account.id, Account.name))}
    entries = [
        *_visits(act, office, visitor_id, names),
        *_notes(act, visitor_id, names),
        *_consents(act, visitor_id, names),
        *_referrals(act, visitor_id, names),
        *_appointments(act, visitor_id, names),
        *_from_a_roll(act, visitor_id),
    ]
    entries.sort(key=lambda entry: (entry.at, entry.id), reverse=True)
    return tuple(entries[:LIMIT])


def _from_a_roll(act: Act, visitor_id: int) -> list[TimelineEntry]:
    """The last day an old register told of, of somebody who was taken over from one."""
    visitor = act.session.get(Visitor, visitor_id)
    if visitor is None or roll_day(visitor.id, visitor.created_at) is None:
        return []
    words = "엑셀로 쓰던 명부에서 가져왔습니다. 명부에 적힌 마지막 날입니다."
    return [TimelineEntry(visitor_id, "roll", local(visitor.created_at), "옛 명부", words, "")]


def _visits(
    act: Act, office: Office, visitor_id: int, names: dict[int, str]
) -> list[TimelineEntry]:
    rows = act.session.scalars(
        select(Visit)
        .where(Visit.visitor_id == visitor_id)
        .order_by(Visit.arrived_at.desc())
        .limit(LIMIT)
    )
    return [
        TimelineEntry(
            id=visit.id,
            kind="visit",
            at=local(visit.arrived_at),
            title="처음 접수" if visit.first_time else "방문",
            text=" · ".join(
                office.codes.label_of("visit_purposes", code) for code in visit.purposes
            ),
            by=f"{names.get(visit.receiver_id, '')} · {Channel(visit.channel).label}",
            number=read(visit.number, PaperKind.VISIT).text,
        )
        for visit in rows
    ]


def _notes(act: Act, visitor_id: int, names: dict[int, str]) -> list[TimelineEntry]:
    rows = act.session.execute(
        select(Note, NoteRevision.summary)
        .join(
            NoteRevision,
            (NoteRevision.note_id == Note.id) & (NoteRevision.number == Note.revision),
        )
        .where(Note.visitor_id == visitor_id)
        .order_by(Note.started_at.desc())
        .limit(LIMIT)
    )
    return [
        TimelineEntry(
            id=note.id,
            kind="note",
            at=local(note.started_at),
            title=f"상담 {note.session}회차",
            text=summary,
            by=f"{names.get(note.counsellor_id, '')} · {NoteMethod(note.method).label}"
            f" · {int((note.ended_at - note.started_at).total_seconds() // 60)}분",
            state="" if note.reached else "연락 안 됨",
            tone="neutral" if note.reached else "warning",
        )
        for note, summary in rows
    ]


def _consents(act: Act, visitor_id: int, names: dict[int, str]) -> list[TimelineEntry]:
    rows = act.session.execute(
        select(Consent, PartnerService.name, Organisation.short_name, Organisation.name)
        .outerjoin(PartnerService, PartnerService.id == Consent.service_id)
        .outerjoin(Organisation, Organisation.id == PartnerService.organisation_id)
        .where(Consent.visitor_id == visitor_id)
        .order_by(Consent.given_at.desc())
        .limit(LIMIT)
    )
    entries = []
    for consent, service, short_name, name in rows:
        kind = ConsentKind(consent.kind)
        answer = Answer(consent.answer)
        partner = f" — {short_name or name} {service}" if service else ""
        until = f"{show_date(consent.expires_on)}까지" if consent.expires_on else ""
        entries.append(
            TimelineEntry(
                id=consent.id,
                kind="consent",
                at=local(consent.given_at),
                title=f"{kind.label} {answer.label}{partner}",
                text=until,
                by=names.get(consent.received_by_id, ""),
                number=read(consent.number, PaperKind.CONSENT).text if consent.number else "",
                tone="success" if answer is Answer.AGREED else "neutral",
            )
        )
    return entries


def _referrals(act: Act, visitor_id: int, names: dict[int, str]) -> list[TimelineEntry]:
    rows = act.session.execute(
        select(Referral, PartnerService.name, Organisation.short_name, Organisation.name)
        .join(PartnerService, PartnerService.id == Referral.service_id)
        .join(Organisation, Organisation.id == PartnerService.organisation_id)
        .where(Referral.visitor_id == visitor_id)
        .order_by(Referral.opened_at.desc())
        .limit(LIMIT)
    )
    entries = []
    for referral, service, short_name, name in rows:
        progress = Progress(referral.progress)
        late = (
            not progress.closed
            and referral.reply_due is not None
            and referral.reply_due < act.today
        )
        entries.append(
            TimelineEntry(
                id=referral.id,
                kind="referral",
                at=local(referral.opened_at),
                title=f"의뢰 · {short_name or name} {service}",
                text=f"회신 기한 {show_date(referral.reply_due)}" if referral.reply_due else "",
                by=names.get(referral.counsellor_id, ""),
                state="회신 기한 지남" if late else progress.label,
                tone="danger" if late else _TONES.get(progress, "info"),
                number=read(referral.number, PaperKind.SLIP).text if referral.number else "",
                steps=_steps(act, referral, late=late),
            )
        )
    return entries


def _steps(act: Act, referral: Referral, *, late: bool) -> tuple[tuple[str, str, str], ...]:
    """Issued, handed, arrived, answered, result: when each was, or until when it is due."""
    moves = act.session.execute(
        select(ReferralMove.after, ReferralMove.at)
        .where(
            ReferralMove.referral_id == referral.id,
            ReferralMove.axis == "progress",
            ReferralMove.undone.is_(False),
        )
        .order_by(ReferralMove.at, ReferralMove.id)
    ).all()
    when = {after: day_of(at) for after, at in moves}
    if referral.issued_on is not None:
        when.setdefault("I", referral.issued_on)
    if not when or Progress(referral.progress) in (Progress.VOID, Progress.WITHDRAWN):
        return ()

    def step(label: str, *states: str) -> tuple[str, str, str]:
        days = [when[state] for state in states if state in when]
        return (label, show_short_day(min(days)), "done") if days else (label, "", "open")

    answered = step("회신", *"CLJRSF")
    if answered[2] == "open" and referral.reply_due is not None:
        due = f"{show_short_day(referral.reply_due)}까지"
        answered = ("회신", due, "late" if late else "open")
    return (
        step("발급", "I"),
        step("전달", "H"),
        step("도착", "A"),
        answered,
        step("결과", *"SFJRN"),
    )


_TONES = {
    Progress.COMPLETED: "success",
    Progress.ACCEPTED: "success",
    Progress.DECLINED: "warning",
    Progress.NO_SHOW: "warning",
    Progress.VOID: "neutral",
    Progress.WITHDRAWN: "neutral",
}


def _appointments(act: Act, visitor_id: int, names: dict[int, str]) -> list[TimelineEntry]:
    rows = act.session.scalars(
        select(Appointment)
        .where(Appointment.visitor_id == visitor_id, Appointment.state.in_(("planned", "no_show")))
        .order_by(Appointment.at.desc())
        .limit(LIMIT)
    )
    return [
        TimelineEntry(
            id=row.id,
            kind="appointment",
            at=local(row.at),
            title="예약" if row.state == "planned" else "예약 불참",
            text=row.purpose,
            by=names.get(row.counsellor_id, ""),
            tone="neutral" if row.state == "planned" else "warning",
        )
        for row in rows
    ]
