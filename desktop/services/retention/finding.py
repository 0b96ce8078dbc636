"""What is due: by its period, because the person asked, or because the consent was taken back."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from desktop.domain.clock import KST
from desktop.domain.consent import Answer, ConsentKind
from desktop.domain.masking import mask_name
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.retention import (
    AHEAD,
    DestructionReason,
    DestructionState,
    DueLine,
    Rule,
    Subject,
    rule_on,
)
from desktop.domain.rights import Right, may
from desktop.domain.subject_request import RequestKind, RequestState
from desktop.services.act import Act, day_of
from desktop.services.retention.blocks import blocks_of
from desktop.services.retention.periods import period_on, periods_of
from desktop.store import erasing
from desktop.store.consents import Consent
from desktop.store.keys import EPOCH_MS, compose
from desktop.store.notes import Note
from desktop.store.office import Printing
from desktop.store.people import SeekingRegistration, Visitor
from desktop.store.referrals import Referral, Slip
from desktop.store.requests import SubjectRequest
from desktop.store.retention import Destruction
from desktop.store.visits import Visit

MOST = 200
"""So many of one kind are read; the rest come up when these are done."""
COUNTED_MOST = 2_000
"""So far the rest is counted: nobody waits for a figure beyond what is done in weeks."""
WITHDRAWN_WITHIN = timedelta(days=730)
"""A withdrawal is acted upon in days; older ones are due by their period anyway."""
AT_ONCE = timedelta(days=5)
"""'Without delay' (제21조) is read as within five days."""
_RUNNING = (DestructionState.ASKED.value, DestructionState.APPROVED.value)


def people_due(cutoff: date, *one: ColumnElement[bool]) -> Select[int]:
    """People whose last contact was on this day or before, the longest ago first."""
    return (
        select(Visitor.id)
        .where(Visitor.name != "", *_gone_since(cutoff), *one)
        .order_by(Visitor.last_visit_on)
    )


def _gone_since(cutoff: date) -> tuple[ColumnElement[bool], ...]:
    """Nothing happened with a visitor after this day."""
    after = datetime.combine(cutoff + timedelta(days=1), time(), KST).astimezone(UTC)
    end = func.coalesce(SeekingRegistration.closed_on, SeekingRegistration.valid_until)
    return (
        Visitor.last_visit_on <= cutoff,
        ~exists().where(SeekingRegistration.visitor_id == Visitor.id, end > cutoff),
        ~exists().where(Note.visitor_id == Visitor.id, Note.started_at >= after),
        ~exists().where(
            Referral.visitor_id == Visitor.id,
            or_(Referral.closed_on > cutoff, Referral.opened_at >= after),
        ),
    )


def _not_running(subject: Subject, key: Any) -> ColumnElement[bool]:
    return ~exists().where(
        Destruction.subject == subject.value,
        Destruction.subject_id == key,
        Destruction.state.in_(_RUNNING),
    )


def never_here(cutoff: date) -> Select[int]:
    """People taken in without any visit left (all were moved to somebody else)."""
    return (
        select(Visitor.id)
        .where(
            Visitor.last_visit_on.is_(None),
            Visitor.name != "",
            Visitor.id < _key(cutoff + timedelta(days=1)),
            _not_running(Subject.VISITOR, Visitor.id),
        )
        .order_by(Visitor.id)
    )


def _key(day: date) -> int:
    moment = int(datetime.combine(day, time(), KST).timestamp() * 1000)
    return compose(moment, 0, 0) if moment > EPOCH_MS else 0


def withdrawn(act: Act) -> Select[int, datetime]:
    """People who took back the consent that everything rests on, and gave no new one."""
    newer = aliased(Consent)
    return (
        select(Consent.visitor_id, Consent.given_at)
        .join(Visitor, Visitor.id == Consent.visitor_id)
        .where(
            Consent.id >= _key(act.today - WITHDRAWN_WITHIN),
            Consent.kind == ConsentKind.COLLECTION.value,
            Consent.answer == Answer.WITHDRAWN.value,
            Visitor.name != "",
            ~exists().where(
                newer.visitor_id == Consent.visitor_id,
                newer.kind == Consent.kind,
                newer.given_at > Consent.given_at,
            ),
            _not_running(Subject.VISITOR, Consent.visitor_id),
        )
        .limit(MOST)
    )


def wishes(act: Act) -> Select[int, int, date, date]:
    """Open requests to be deleted (삭제 요구)."""
    return (
        select(
            SubjectRequest.visitor_id,
            SubjectRequest.id,
            SubjectRequest.received_on,
            SubjectRequest.due_on,
        )
        .join(Visitor, Visitor.id == SubjectRequest.visitor_id)
        .where(
            SubjectRequest.state == RequestState.OPEN.value,
            SubjectRequest.kind == RequestKind.DELETE.value,
            Visitor.name != "",
            _not_running(Subject.VISITOR, SubjectRequest.visitor_id),
        )
        .order_by(SubjectRequest.due_on)
        .limit(MOST)
    )


def due_lines(act: Act) -> tuple[tuple[DueLine, ...], int]:
    """Everything due within thirty days, and how many people more than were read."""
    rules = periods_of(act)
    lines: dict[tuple[str, int], DueLine] = {}
    for line in (*_asked_for(act, rules), *_taken_back(act, rules)):
        lines.setdefault(line.key, line)
    unread = 0
    rule = rule_on(rules, Subject.VISITOR, act.today)
    if rule is not None:
        cutoff = rule.latest_due(act.today + timedelta(days=AHEAD))
        asked = people_due(cutoff, _not_running(Subject.VISITOR, Visitor.id))
        ids = list(act.session.scalars(asked.limit(MOST)))
        if len(ids) == MOST:
            more = select(func.count()).select_from(
                asked.order_by(None).limit(COUNTED_MOST).subquery()
            )
            unread = (act.session.scalar(more) or MOST) - MOST
        ids += list(act.session.scalars(never_here(cutoff).limit(MOST)))
        for line in people_lines(act, ids, rule):
            lines.setdefault(line.key, line)
    rule = rule_on(rules, Subject.REFERRAL, act.today)
    if rule is not None:
        for visitor_id, line in _referral_lines(act, rule):
            # Who goes whole takes his slips along.
            if (Subject.VISITOR.value, visitor_id) not in lines:
                lines.setdefault(line.key, line)
    found = [*lines.values(), *_by_day(act, rules)]
    found.sort(
        key=lambda line: (
            line.subject.elsewhere,
            not line.subject.one_by_one,
            line.due_on,
            line.number,
        )
    )
    return tuple(found), unread


def counts_for_today(act: Act) -> tuple[int, int, int]:
    """(due by today, due within thirty days, waiting for this person's decision), each at most 100.

    Nothing for who has no part in it.
    """
    role = act.account.role
    if not may(role, Right.ASK_DESTRUCTION):
        return (0, 0, 0)
    waiting = 0
    if may(role, Right.DECIDE_DESTRUCTION):
        asked = select(Destruction.id).where(
            Destruction.state == DestructionState.ASKED.value,
            Destruction.asked_by_id != act.account.account_id,
        )
        waiting = len(act.session.scalars(asked.limit(COUNTED)).all())
    rule = period_on(act, Subject.VISITOR, act.today)
    if rule is None:
        return (0, 0, waiting)
    found = act.session.execute(due_counted(rule, act.today)).all()
    return (sum(bool(row.now) for row in found), len(found), waiting)


COUNTED = 100


def due_counted(rule: Rule, today: date) -> Select[int, bool]:
    """People due within thirty days, and whether today already; no more than are counted."""
    soon = rule.latest_due(today + timedelta(days=AHEAD))
    now = and_(*_gone_since(rule.latest_due(today))).label("now")
    asked = people_due(soon, _not_running(Subject.VISITOR, Visitor.id))
    return asked.add_columns(now).limit(COUNTED)


# Lines ----------------------------------------------------------------------------------


def people_lines(
    act: Act,
    ids: Sequence[int],
    rule: Rule | None,
    reason: DestructionReason = DestructionReason.PERIOD,
    due: Mapping[int, tuple[date, date, int | None]] | None = None,
) -> list[DueLine]:
    """The lines of these people; `due` gives event, due day and request where no period does."""
    if not ids:
        return []
    told = {
        row.id: row
        for row in act.session.execute(
            select(Visitor.id, Visitor.name, Visitor.created_at).where(Visitor.id.in_(ids))
        )
    }
    numbers = dict(_first_numbers(act, ids))
    events = _last_contacts(act, ids) if due is None else {}
    blocks = blocks_of(act, ids)
    files = _files_of(act, ids)
    lines = []
    for visitor_id in ids:
        row = told.get(visitor_id)
        if row is None or not row.name:
            continue
        request: int | None = None
        if due is not None:
            event_on, due_on, request = due[visitor_id]
        else:
            assert rule is not None
            event_on = events.get(visitor_id) or day_of(row.created_at)
            due_on = rule.due(event_on)
        lines.append(
            DueLine(
                subject=Subject.VISITOR,
                subject_id=visitor_id,
                number=numbers.get(visitor_id, ""),
                masked_name=mask_name(row.name),
                reason=reason,
                event_on=event_on,
                due_on=due_on,
                rule_id=rule.id if rule is not None else None,
                records_officer=rule is not None and rule.records_officer,
                blocks=tuple(one for one in blocks.get(visitor_id, ()) if reason.stopped_by(one)),
                files=files.get(visitor_id, 0),
                request_id=request,
            )
        )
    return lines


def _first_numbers(act: Act, ids: Sequence[int]) -> list[tuple[int, str]]:
    """The reception number of each first visit, as shown."""
    found: dict[int, tuple[datetime, str]] = {}
    rows = act.session.execute(
        select(Visit.visitor_id, Visit.arrived_at, Visit.number).where(Visit.visitor_id.in_(ids))
    )
    for visitor_id, at, number in rows:
        if visitor_id is not None and (visitor_id not in found or at < found[visitor_id][0]):
            found[visitor_id] = (at, number)
    return [(key, read(number, PaperKind.VISIT).text) for key, (_, number) in found.items()]


def _last_contacts(act: Act, ids: Sequence[int]) -> dict[int, date]:
    found: dict[int, date] = {}

    def take(visitor_id: int, day: date | None) -> None:
        if day is not None:
            found[visitor_id] = max(day, found.get(visitor_id, day))

    session = act.session
    last = select(Visitor.id, Visitor.last_visit_on).where(Visitor.id.in_(ids))
    for visitor_id, day in session.execute(last):
        take(visitor_id, day)
    registered = select(
        SeekingRegistration.visitor_id,
        SeekingRegistration.closed_on,
        SeekingRegistration.valid_until,
    ).where(SeekingRegistration.visitor_id.in_(ids))
    for visitor_id, closed_on, valid_until in session.execute(registered):
        take(visitor_id, closed_on or valid_until)
    talks = select(Note.visitor_id, func.max(Note.started_at)).where(Note.visitor_id.in_(ids))
    for visitor_id, at in session.execute(talks.group_by(Note.visitor_id)):
        take(visitor_id, day_of(at))
    linked = select(Referral.visitor_id, Referral.closed_on, Referral.opened_at).where(
        Referral.visitor_id.in_(ids)
    )
    for visitor_id, closed_on, opened_at in session.execute(linked):
        take(visitor_id, closed_on or day_of(opened_at))
    return found


def _files_of(act: Act, ids: Sequence[int]) -> dict[int, int]:
    rows = act.session.execute(
        select(Printing.visitor_id, func.count())
        .where(Printing.visitor_id.in_(ids), Printing.media == "file")
        .group_by(Printing.visitor_id)
    )
    return {visitor_id: count for visitor_id, count in rows if visitor_id is not None}


def _asked_for(act: Act, rules: tuple[Rule, ...]) -> list[DueLine]:
    rows = act.session.execute(wishes(act)).all()
    due = {row[0]: (row[2], row[3], row[1]) for row in rows}
    rule = rule_on(rules, Subject.VISITOR, act.today)
    return people_lines(act, list(due), rule, DestructionReason.ASKED, due)


def _taken_back(act: Act, rules: tuple[Rule, ...]) -> list[DueLine]:
    rows = act.session.execute(withdrawn(act)).all()
    due: dict[int, tuple[date, date, int | None]] = {
        row[0]: (day_of(row[1]), day_of(row[1]) + AT_ONCE, None) for row in rows
    }
    rule = rule_on(rules, Subject.VISITOR, act.today)
    return people_lines(act, list(due), rule, DestructionReason.WITHDRAWN, due)


def _referral_lines(act: Act, rule: Rule) -> list[tuple[int, DueLine]]:
    cutoff = rule.latest_due(act.today + timedelta(days=AHEAD))
    rows = act.session.execute(
        select(Referral.id, Referral.closed_on, Referral.number, Referral.visitor_id, Visitor.name)
        .join(Visitor, Visitor.id == Referral.visitor_id)
        .where(
            Referral.id < _key(cutoff + timedelta(days=1)),
            Referral.closed_on <= cutoff,
            exists().where(Slip.referral_id == Referral.id, Slip.text_hash != ""),
            _not_running(Subject.REFERRAL, Referral.id),
        )
        .order_by(Referral.id)
        .limit(MOST)
    ).all()
    blocks = blocks_of(act, [row.visitor_id for row in rows])
    return [
        (
            row.visitor_id,
            DueLine(
                subject=Subject.REFERRAL,
                subject_id=row.id,
                number=read(row.number, PaperKind.SLIP).text if row.number else "",
                masked_name=mask_name(row.name),
                reason=DestructionReason.PERIOD,
                event_on=row.closed_on,
                due_on=rule.due(row.closed_on),
                rule_id=rule.id,
                records_officer=rule.records_officer,
                blocks=tuple(
                    one for one in blocks.get(row.visitor_id, ()) if one.value == "request"
                ),
            ),
        )
        for row in rows
        if row.closed_on is not None
    ]


def _by_day(act: Act, rules: tuple[Rule, ...]) -> list[DueLine]:
    """What goes by its day: one line for all of a kind."""
    lines = []
    for subject in Subject:
        rule = rule_on(rules, subject, act.today)
        if subject.one_by_one or rule is None:
            continue
        until = rule.latest_due(act.today)
        count = act.session.scalar(erasing.older_than(subject.value, until + timedelta(days=1)))
        if count and not act.session.scalar(
            select(Destruction.id).where(
                Destruction.subject == subject.value, Destruction.state.in_(_RUNNING)
            )
        ):
            lines.append(
                DueLine(
                    subject=subject,
                    subject_id=0,
                    number="",
                    masked_name="",
                    reason=DestructionReason.PERIOD,
                    event_on=until,
                    due_on=act.today,
                    rule_id=rule.id,
                    records_officer=rule.records_officer,
                    count=count,
                )
            )
    return lines


def line_of(act: Act, subject: Subject, subject_id: int) -> DueLine | None:
    """The line of one thing as it stands now; None when it is not due (any more)."""
    lines, _ = due_lines(act)
    return next((one for one in lines if one.key == (subject.value, subject_id)), None)
