"""What a note said, as it is stored and read back: one row for one revision."""

from datetime import date, datetime, time
from typing import Any

from desktop.domain.clock import KST
from desktop.domain.note import (
    NoteDraft,
    NoteMethod,
    NoteType,
    PlanItem,
    PlanState,
    PlanWho,
    Topic,
    TopicState,
)
from desktop.domain.note import NoteRevision as Revision
from desktop.domain.visit import AppointmentDraft, Channel
from desktop.services.act import Act, local
from desktop.store.notes import Note, NoteRevision


def revision_of(act: Act, note_id: int, number: int, draft: NoteDraft, reason: str) -> NoteRevision:
    """A note as typed, made the row of its next revision."""
    return NoteRevision(
        id=act.new_id(),
        note_id=note_id,
        number=number,
        at=act.now,
        author_id=act.account.account_id,
        reason=reason,
        opening=draft.opening,
        summary=draft.summary,
        sensitive=draft.sensitive,
        attended_by=draft.attended_by,
        topics=[[topic.code, topic.state.value, topic.line] for topic in draft.topics],
        plan=[
            [
                item.goal,
                item.action,
                item.who.value,
                item.due_on.isoformat() if item.due_on else None,
                item.state.value,
            ]
            for item in draft.plan
        ],
        header=_header(draft),
    )


def _header(draft: NoteDraft) -> dict[str, Any]:
    ended = draft.ended_at or draft.started_at
    header: dict[str, Any] = {
        "started_at": local(draft.started_at).isoformat(),
        "ended_at": local(ended).isoformat(),
        "method": draft.method.value,
        "reached": draft.reached,
        "type": draft.type.value,
    }
    wanted = draft.next_appointment
    if wanted is not None:
        header["next_appointment"] = {
            "on": wanted.on.isoformat(),
            "at": wanted.at.isoformat(),
            "purpose": wanted.purpose,
            "channel": wanted.channel.value,
        }
    if draft.follow_up_on is not None:
        header["follow_up_on"] = draft.follow_up_on.isoformat()
        header["follow_up"] = draft.follow_up
    return header


def read_revision(note: Note, row: NoteRevision, author: str, *, memo: bool) -> Revision:
    """A stored revision; without `memo` the sensitive words are left out."""
    header = row.header or {}
    wanted = header.get("next_appointment")
    follow_up_on = header.get("follow_up_on")
    draft = NoteDraft(
        visitor_id=note.visitor_id,
        visit_id=note.visit_id,
        started_at=_moment(header.get("started_at"), note.started_at),
        ended_at=_moment(header.get("ended_at"), note.ended_at),
        method=NoteMethod(header.get("method", note.method)),
        reached=bool(header.get("reached", note.reached)),
        type=NoteType(header.get("type", note.type)),
        topics=tuple(Topic(code, TopicState(state), line) for code, state, line in row.topics),
        opening=row.opening,
        summary=row.summary,
        sensitive=row.sensitive if memo else "",
        plan=tuple(plan_item(item) for item in row.plan),
        next_appointment=(
            AppointmentDraft(
                date.fromisoformat(wanted["on"]),
                time.fromisoformat(wanted["at"]),
                wanted["purpose"],
                Channel(wanted["channel"]),
            )
            if wanted
            else None
        ),
        follow_up_on=date.fromisoformat(follow_up_on) if follow_up_on else None,
        follow_up=header.get("follow_up", ""),
        attended_by=row.attended_by,
    )
    return Revision(row.number, author, local(row.at), row.reason, draft)


def _moment(text: str | None, otherwise: datetime) -> datetime:
    return datetime.fromisoformat(text).astimezone(KST) if text else local(otherwise)


def plan_item(item: Any) -> PlanItem:
    """One stored step of the plan."""
    goal, action, who, due, state = item
    return PlanItem(
        action=action,
        goal=goal,
        who=PlanWho(who),
        due_on=date.fromisoformat(due) if due else None,
        state=PlanState(state),
    )
