"""Everything that happened with a visitor, in one line of time, read part by part.

One question finds what comes next among all kinds, each along its own index of the visitor's
rows by their moment; then only these are read, one question for each kind among them.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, literal, select, tuple_, union_all

from desktop.domain.calendar import show_date, show_short_day
from desktop.domain.consent import Answer, ConsentKind
from desktop.domain.note import NoteMethod
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.referral import Progress
from desktop.domain.visit import Channel
from desktop.domain.visitor import TimelineEntry
from desktop.services.act import Act, Office, day_of, local
from desktop.services.paging import Behind, Part, part_of
from desktop.store.consents import Consent
from desktop.store.notes import Note, NoteRevision
from desktop.store.office import Account
from desktop.store.partners import Organisation, PartnerService
from desktop.store.people import Visitor, may_be_from_a_roll, roll_day
from desktop.store.referrals import Referral, ReferralMove
from desktop.store.visits import Appointment, Visit

PART = 40
"""Entries of one part: some screens of them."""
_PLANNED = ("planned", "no_show")
"""An appointment that was kept is told by its visit."""
Found = tuple[str, Behind]
"""Of which kind an entry is, and its place in the line."""


def timeline_of(
    act: Act,
    office: Office,
    visitor_id: int,
    kinds: Sequence[str] = (),
    behind: Behind | None = None,
    limit: int = PART,
) -> Part[TimelineEntry]:
    """Visits, notes, consents, referrals and appointments of one visitor, newest first.

    Also that he was taken over from an old register. The newest, or those `behind` an
    entry; of some `kinds` only, all without.
    """
    found = [
        (row.kind, (0, row.at, row.key))
        for row in act.session.execute(places_asked(visitor_id, kinds, behind, limit))
    ]
    found.sort(key=lambda one: one[1], reverse=True)
    del found[limit:]
    names = {row.id: row.name for row in act.session.execute(select(Account.id, Account.name))}
    known: dict[tuple[str, int], TimelineEntry] = {}
    for kind, read_kind in _READ.items():
        ids = [place[2] for one, place in found if one == kind]
        if ids:
            known |= {(kind, one.id): one for one in read_kind(act, office, ids, names)}
    lines = (known.get((kind, place[2])) for kind, place in found)
    places = [place for _, place in found]
    return part_of([one for one in lines if one is not None], places, limit)


def places_asked(
    visitor_id: int, kinds: Sequence[str], behind: Behind | None, limit: int
) -> Select[Any]:
    """Kind, moment and key of what comes next of every kind, each up to the limit."""
    sources: dict[str, tuple[Any, Any, Any]] = {
        "visit": (Visit.arrived_at, Visit.id, Visit.visitor_id == visitor_id),
        "note": (Note.started_at, Note.id, Note.visitor_id == visitor_id),
        "consent": (Consent.given_at, Consent.id, Consent.visitor_id == visitor_id),
        "referral": (Referral.opened_at, Referral.id, Referral.visitor_id == visitor_id),
        "appointment": (
            Appointment.at,
            Appointment.id,
            (Appointment.visitor_id == visitor_id) & Appointment.state.in_(_PLANNED),
        ),
        "roll": (
            Visitor.created_at,
            Visitor.id,
            (Visitor.id == visitor_id) & may_be_from_a_roll(),
        ),
    }
    arms = []
    for kind in kinds or tuple(sources):
        at, key, where = sources[kind]
        asked = select(at.label("at"), key.label("key")).where(where)
        if behind is not None:
            last = tuple_(literal(behind[1], at.type), literal(behind[2], key.type))
            asked = asked.where(tuple_(at, key) < last)
        some = asked.order_by(at.desc(), key.desc()).limit(limit).subquery()
        arms.append(select(literal(kind).label("kind"), some.c.at, some.c.key))
    return select(union_all(*arms).subquery()) if len(arms) > 1 else arms[0]


def _visits(
    act: Act, office: Office, ids: Sequence[int], names: dict[int, str]
) -> list[TimelineEntry]:
    rows = act.session.scalars(select(Visit).where(Visit.id.in_(ids)))
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


def _notes(
    act: Act, _office: Office, ids: Sequence[int], names: dict[int, str]
) -> list[TimelineEntry]:
    rows = act.session.execute(
        select(Note, NoteRevision.summary)
        .join(
            NoteRevision,
            (NoteRevision.note_id == Note.id) & (NoteRevision.number == Note.revision),
        )
        .where(Note.id.in_(ids))
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


def _consents(
    act: Act, _office: Office, ids: Sequence[int], names: dict[int, str]
) -> list[TimelineEntry]:
    rows = act.session.execute(
        select(Consent, PartnerService.name, Organisation.short_name, Organisation.name)
        .outerjoin(PartnerService, PartnerService.id == Consent.service_id)
        .outerjoin(Organisation, Organisation.id == PartnerService.organisation_id)
        .where(Consent.id.in_(ids))
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


def _referrals(
    act: Act, _office: Office, ids: Sequence[int], names: dict[int, str]
) -> list[TimelineEntry]:
    rows = act.session.execute(
        select(Referral, PartnerService.name, Organisation.short_name, Organisation.name)
        .join(PartnerService, PartnerService.id == Referral.service_id)
        .join(Organisation, Organisation.id == PartnerService.organisation_id)
        .where(Referral.id.in_(ids))
    )
    moved = _moved(act, ids)
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
                steps=_steps(moved.get(referral.id, {}), referral, late=late),
            )
        )
    return entries


def _moved(act: Act, ids: Sequence[int]) -> dict[int, dict[str, date]]:
    """On which day each of these referrals last came to each state."""
    moves = act.session.execute(
        select(ReferralMove.referral_id, ReferralMove.after, ReferralMove.at)
        .where(
            ReferralMove.referral_id.in_(ids),
            ReferralMove.axis == "progress",
            ReferralMove.undone.is_(False),
        )
        .order_by(ReferralMove.referral_id, ReferralMove.at, ReferralMove.id)
    )
    found: dict[int, dict[str, date]] = {}
    for referral_id, after, at in moves:
        found.setdefault(referral_id, {})[after] = day_of(at)
    return found


def _steps(
    when: dict[str, date], referral: Referral, *, late: bool
) -> tuple[tuple[str, str, str], ...]:
    """Issued, handed, arrived, answered, result: when each was, or until when it is due."""
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


def _appointments(
    act: Act, _office: Office, ids: Sequence[int], names: dict[int, str]
) -> list[TimelineEntry]:
    rows = act.session.scalars(select(Appointment).where(Appointment.id.in_(ids)))
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


def _from_a_roll(
    act: Act, _office: Office, ids: Sequence[int], _names: dict[int, str]
) -> list[TimelineEntry]:
    """The last day an old register told of; nothing of who was taken in at the desk."""
    words = "엑셀로 쓰던 명부에서 가져왔습니다. 명부에 적힌 마지막 날입니다."
    people = act.session.scalars(select(Visitor).where(Visitor.id.in_(ids)))
    return [
        TimelineEntry(one.id, "roll", local(one.created_at), "옛 명부", words, "")
        for one in people
        if roll_day(one.id, one.created_at) is not None
    ]


_READ: dict[str, Callable[[Act, Office, Sequence[int], dict[int, str]], list[TimelineEntry]]] = {
    "visit": _visits,
    "note": _notes,
    "consent": _consents,
    "referral": _referrals,
    "appointment": _appointments,
    "roll": _from_a_roll,
}
