"""A visit, note or consent filed under the wrong person, moved to the right one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select, update

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.errors import NotFound, Refused
from desktop.domain.guard import find_identifiers
from desktop.domain.korean import tidy
from desktop.domain.masking import mask_name
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.rights import Right
from desktop.domain.visit import AppointmentState
from desktop.services.act import Act, Office, local
from desktop.services.notes import has_sensitive_consent, next_free_session
from desktop.services.visits import open_visit_of, visits_of
from desktop.store.consents import Consent, ConsentPaper
from desktop.store.notes import Note, NoteRevision
from desktop.store.office import Account
from desktop.store.people import Visitor, VisitorGroup
from desktop.store.referrals import Referral, Slip
from desktop.store.visits import Appointment, FollowUp, Visit
from desktop.store.visits import Refiling as Move

LABELS = {"visit": "방문", "note": "상담 기록", "consent": "동의"}


@dataclass(frozen=True, slots=True)
class RefilingLine:
    """One move, as shown in the history of either person; names are masked."""

    id: int
    at: datetime
    by: str
    label: str
    from_name: str
    to_name: str
    reason: str


class Refiling:
    """Moving what stands under the wrong person, with its reason and its history."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._movers: dict[str, Callable[[Act, int, int], int | None]] = {
            "visit": _move_visit,
            "note": _move_note,
            "consent": _move_consent,
        }

    def move(
        self, account: SignedIn, what: str, record_id: int, to_visitor_id: int, reason: str
    ) -> None:
        """Move one record to another person; `what` is visit, note or consent.

        A visit takes its notes along, a note its appointment and follow-up, a consent
        the other rows of its paper. Raises Refused (a slip hangs on it, the reason is
        missing), NotFound.
        """
        with self._office.act(
            account, Right.COUNSEL, ActKind.CHANGE, (to_visitor_id,), "기록 옮김"
        ) as act:
            reason = tidy(reason)
            if not reason:
                raise Refused(
                    "왜 옮기는지 적어 주십시오.",
                    {"reason": "왜 옮기는지 한 줄로 적어 주십시오. 두 분의 이력에 남습니다."},
                )
            findings = find_identifiers(reason)
            if findings:
                raise Refused(findings[0].advice, {"reason": findings[0].advice})
            if act.session.get(Visitor, to_visitor_id) is None:
                raise NotFound("옮겨 받을 분의 기록을 찾을 수 없습니다.")
            from_id = self._movers[what](act, record_id, to_visitor_id)
            act.about(from_id)
            act.session.add(
                Move(
                    id=act.new_id(),
                    at=act.now,
                    by_id=account.account_id,
                    what=what,
                    record_id=record_id,
                    from_id=from_id,
                    to_id=to_visitor_id,
                    reason=reason,
                )
            )
            act.changed("visitor", what)

    def of(self, account: SignedIn, visitor_id: int) -> tuple[RefilingLine, ...]:
        """What was moved to or from a person, the latest first."""
        with self._office.act(account, Right.LOOK, ActKind.VIEW, (visitor_id,), "옮긴 기록") as act:
            names = {
                row.id: row.name for row in act.session.execute(select(Account.id, Account.name))
            }
            rows = act.session.scalars(
                select(Move)
                .where((Move.from_id == visitor_id) | (Move.to_id == visitor_id))
                .order_by(Move.at.desc(), Move.id.desc())
            )
            return tuple(
                RefilingLine(
                    row.id,
                    local(row.at),
                    names.get(row.by_id, ""),
                    LABELS[row.what],
                    _masked(act, row.from_id),
                    _masked(act, row.to_id),
                    row.reason,
                )
                for row in rows
            )


def _move_visit(act: Act, visit_id: int, to_id: int) -> int | None:
    session = act.session
    visit = session.get(Visit, visit_id)
    if visit is None:
        raise NotFound("이 방문의 기록을 찾을 수 없습니다.")
    from_id = visit.visitor_id
    _must_differ(from_id, to_id)
    _refuse_issued(
        act,
        select(Slip.number)
        .join(Referral, Referral.id == Slip.referral_id)
        .where(Referral.visit_id == visit_id, Slip.void_at.is_(None)),
        "이 방문에서 낸",
    )
    session.execute(
        update(Referral)
        .where(Referral.visit_id == visit_id)
        .values(visit_id=None, version=Referral.version + 1)
    )
    visit.visitor_id = to_id
    for appointment in session.scalars(select(Appointment).where(Appointment.visit_id == visit_id)):
        # The wrong person's appointment was ticked off: it still stands, or was missed.
        appointment.visit_id = None
        appointment.state = (
            AppointmentState.PLANNED if appointment.at >= act.now else AppointmentState.NO_SHOW
        ).value
        act.changed("appointment")
    session.flush()
    for note in session.scalars(select(Note).where(Note.visit_id == visit_id)):
        _take_note_along(act, note, to_id)
    _recount(act, from_id)
    _recount(act, to_id)
    return from_id


def _move_note(act: Act, note_id: int, to_id: int) -> int | None:
    note = act.session.get(Note, note_id)
    if note is None:
        raise NotFound("이 상담 기록을 찾을 수 없습니다.")
    from_id = note.visitor_id
    _must_differ(from_id, to_id)
    day = local(note.started_at).date()
    same_day = act.session.scalars(
        select(Visit)
        .where(Visit.visitor_id == to_id, Visit.day == day)
        .order_by(Visit.arrived_at.desc())
        .limit(1)
    ).first()
    visit = open_visit_of(act.session, to_id, day) or same_day
    note.visit_id = visit.id if visit else None
    _take_note_along(act, note, to_id)
    return from_id


def _take_note_along(act: Act, note: Note, to_id: int) -> None:
    """The note with everything agreed in it; numbers of other talks stay as printed."""
    session = act.session
    memo = session.scalars(
        select(NoteRevision.id).where(NoteRevision.note_id == note.id, NoteRevision.sensitive != "")
    ).first()
    if memo is not None and not has_sensitive_consent(act, to_id):
        raise Refused(
            "민감 메모가 있는 기록입니다. 옮겨 받을 분의 민감정보 동의를 먼저 기록해 주십시오."
        )
    note.session = next_free_session(session, to_id, note.session)
    note.visitor_id = to_id
    for appointment in session.scalars(select(Appointment).where(Appointment.note_id == note.id)):
        appointment.visitor_id = to_id
    for follow_up in session.scalars(select(FollowUp).where(FollowUp.note_id == note.id)):
        follow_up.visitor_id = to_id
    session.flush()
    act.changed("note", "appointment", "follow_up")


def _move_consent(act: Act, consent_id: int, to_id: int) -> int | None:
    session = act.session
    consent = session.get(Consent, consent_id)
    if consent is None:
        raise NotFound("이 동의 기록을 찾을 수 없습니다.")
    from_id = consent.visitor_id
    _must_differ(from_id, to_id)
    paper = [consent]
    if consent.number:
        paper = list(
            session.scalars(
                select(Consent).where(
                    Consent.number == consent.number, Consent.visitor_id == from_id
                )
            )
        )
    ids = [row.id for row in paper]
    _refuse_issued(
        act,
        select(Slip.number).where(Slip.consent_id.in_(ids), Slip.void_at.is_(None)),
        "이 동의로 낸",
    )
    if session.scalars(select(VisitorGroup.id).where(VisitorGroup.consent_id.in_(ids))).first():
        raise Refused(
            "이 동의로 적은 취약 구분이 있습니다. 접수 내용에서 그 구분을 먼저 지워 주십시오."
        )
    for row in paper:
        row.visitor_id = to_id
    if consent.number:
        session.execute(
            update(ConsentPaper)
            .where(ConsentPaper.number == consent.number)
            .values(visitor_id=to_id)
        )
    return from_id


def _must_differ(from_id: int | None, to_id: int) -> None:
    if from_id == to_id:
        raise Refused("이미 이분의 기록입니다. 옮겨 받을 다른 분을 골라 주십시오.")


def _refuse_issued(act: Act, statement: Select[str], words: str) -> None:
    number = act.session.scalars(statement).first()
    if number is not None:
        raise Refused(
            f"{words} 의뢰서 {read(number, PaperKind.SLIP).text} 때문에 옮길 수 없습니다. "
            "그 의뢰서를 먼저 무효로 한 뒤 옮겨 주십시오."
        )


def _recount(act: Act, visitor_id: int | None) -> None:
    """Number and last day of a person's visits, from the visits themselves."""
    if visitor_id is None:
        return
    visitor = act.session.get_one(Visitor, visitor_id)
    visitor.visits, visitor.last_visit_on = visits_of(act.session, visitor_id)


def _masked(act: Act, visitor_id: int | None) -> str:
    if visitor_id is None:
        return "익명 문의"
    name = act.session.execute(select(Visitor.name).where(Visitor.id == visitor_id)).scalar()
    return mask_name(name) if name else ""
