"""A note checked and filed, and what follows from it: appointment, follow-up, visit."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from desktop.domain.errors import Refused
from desktop.domain.guard import find_identifiers
from desktop.domain.korean import nfc, tidy
from desktop.domain.note import NoteDraft, PlanItem, Topic
from desktop.domain.visit import AppointmentState, VisitState
from desktop.services.act import Act, Office
from desktop.services.coded import Chosen, code_faults
from desktop.services.follow_ups import OPEN, add_follow_up, follow_up_faults
from desktop.services.notes.reading import has_sensitive_consent
from desktop.services.visits import add_appointment
from desktop.store.notes import Note
from desktop.store.visits import Appointment, FollowUp, Visit, VisitMove

NOT_SAVED = "저장하지 않았습니다. 표시한 칸을 보아 주십시오."
NO_CONSENT = (
    "민감정보 동의가 없어 민감 메모를 저장할 수 없습니다. "
    "동의를 먼저 기록하거나 메모를 지워 주십시오."
)


def visit_of(act: Act, draft: NoteDraft) -> Visit | None:
    """The visit a note belongs to. Raises Refused when it was moved to somebody else."""
    if draft.visit_id is None:
        return None
    visit = act.session.get(Visit, draft.visit_id)
    if visit is None or visit.visitor_id != draft.visitor_id:
        raise Refused("이 방문은 다른 분의 것으로 옮겨졌습니다. 내방객을 다시 열어 주십시오.")
    return visit


def tidied(draft: NoteDraft, now: datetime) -> NoteDraft:
    """The note in NFC, without empty rows, with its end."""
    return replace(
        draft,
        ended_at=draft.ended_at or max(now, draft.started_at),
        opening=nfc(draft.opening).strip(),
        summary=nfc(draft.summary).strip(),
        sensitive=nfc(draft.sensitive).strip(),
        attended_by=tidy(draft.attended_by),
        follow_up=tidy(draft.follow_up),
        topics=tuple(_with_line(topic) for topic in draft.topics),
        plan=tuple(
            PlanItem(tidy(item.action), tidy(item.goal), item.who, item.due_on, item.state)
            for item in draft.plan
            if tidy(item.action) or tidy(item.goal)
        ),
    )


def _with_line(topic: Topic) -> Topic:
    return Topic(topic.code, topic.state, tidy(topic.line))


def check_note(
    act: Act, office: Office, draft: NoteDraft, before: NoteDraft | None, reason: str | None = None
) -> None:
    """Refuse what cannot be filed; every wrong field gets its sentence."""
    wrong: dict[str, str] = {}
    if reason is not None and not reason:
        wrong["reason"] = "왜 고치는지 한 줄로 적어 주십시오. 고친 기록에 남습니다."
    if draft.started_at > act.now:
        wrong["started_at"] = "아직 오지 않은 시각입니다. 시작 시각을 다시 적어 주십시오."
    elif draft.ended_at is not None and draft.ended_at < draft.started_at:
        wrong["ended_at"] = "시작보다 이릅니다. 마친 시각을 다시 적어 주십시오."
    if draft.reached and not (draft.summary or draft.opening):
        wrong["summary"] = (
            "요약을 한 줄 이상 적어 주십시오. 연락이 안 되었으면 ‘안 됨’을 고르십시오."
        )
    for row, item in enumerate(draft.plan):
        if not item.action:
            wrong[f"plan.{row}.action"] = "할 일을 적어 주십시오."
    if before is None or (draft.follow_up_on, draft.follow_up) != (
        before.follow_up_on,
        before.follow_up,
    ):
        wrong.update(follow_up_faults(act, draft.follow_up_on, draft.follow_up))
    before_topics = [topic.code for topic in before.topics] if before else []
    topics = Chosen(
        "note_revision.topics", "topics", [topic.code for topic in draft.topics], before_topics
    )
    wrong.update(code_faults(office.codes, act.today, (topics,)))
    for field, text in _free_texts(draft, reason or ""):
        findings = find_identifiers(text)
        if findings:
            wrong[field] = findings[0].advice
    if (
        draft.sensitive
        and (before is None or draft.sensitive != before.sensitive)
        and not has_sensitive_consent(act, draft.visitor_id)
    ):
        wrong["sensitive"] = NO_CONSENT
    if wrong:
        raise Refused(wrong["sensitive"] if list(wrong) == ["sensitive"] else NOT_SAVED, wrong)


def _free_texts(draft: NoteDraft, reason: str) -> Iterator[tuple[str, str]]:
    yield "opening", draft.opening
    yield "summary", draft.summary
    yield "sensitive", draft.sensitive
    yield "attended_by", draft.attended_by
    yield "follow_up", draft.follow_up
    yield "reason", reason
    if draft.next_appointment is not None:
        yield "next_appointment", draft.next_appointment.purpose
    for topic in draft.topics:
        yield f"topics.{topic.code}", topic.line
    for row, item in enumerate(draft.plan):
        yield f"plan.{row}.action", item.action
        yield f"plan.{row}.goal", item.goal


def fill_head(note: Note, draft: NoteDraft) -> None:
    """Put what lists and figures read into the note's own row."""
    note.started_at = draft.started_at
    note.ended_at = draft.ended_at or draft.started_at
    note.method = draft.method.value
    note.type = draft.type.value
    note.reached = draft.reached


def agree(act: Act, note: Note, draft: NoteDraft, before: NoteDraft | None) -> None:
    """Bring appointment and follow-up in line with what the note says now."""
    wanted = draft.next_appointment
    if before is None or wanted != before.next_appointment:
        if before is not None:
            _drop_appointment(act, note)
        if wanted is not None:
            add_appointment(act, note.visitor_id, wanted, note.id)
    promised = (draft.follow_up_on, draft.follow_up)
    if before is None or promised != (before.follow_up_on, before.follow_up):
        if before is not None:
            _drop_promise(act, note)
        if draft.follow_up_on is not None:
            add_follow_up(act, note.visitor_id, draft.follow_up_on, draft.follow_up, note.id)


def _drop_appointment(act: Act, note: Note) -> None:
    # Also asked by the visitor, through whose index the few rows are found.
    for made in act.session.scalars(
        select(Appointment).where(
            Appointment.visitor_id == note.visitor_id,
            Appointment.note_id == note.id,
            Appointment.state == AppointmentState.PLANNED.value,
        )
    ):
        made.state = AppointmentState.CANCELLED.value
        act.changed("appointment")


def _drop_promise(act: Act, note: Note) -> None:
    for row in act.session.scalars(
        select(FollowUp).where(
            FollowUp.visitor_id == note.visitor_id,
            FollowUp.note_id == note.id,
            FollowUp.state == OPEN,
        )
    ):
        act.session.delete(row)
        act.changed("follow_up")


def close_visit(act: Act, visit: Visit, draft: NoteDraft, result: str) -> None:
    """The visit was served; the move stands on the board so that it can be undone there."""
    if visit.state in (VisitState.DONE.value, VisitState.LEFT.value):
        return
    act.session.add(
        VisitMove(
            id=act.new_id(),
            visit_id=visit.id,
            at=act.now,
            by_id=act.account.account_id,
            before=visit.state,
            after=VisitState.DONE.value,
            counsellor_before=visit.counsellor_id,
            counsellor_after=visit.counsellor_id or act.account.account_id,
        )
    )
    visit.called_at = visit.called_at or draft.started_at
    visit.started_at = visit.started_at or draft.started_at
    visit.finished_at = act.now
    visit.state = VisitState.DONE.value
    visit.result = visit.result or result
    visit.counsellor_id = visit.counsellor_id or act.account.account_id
    act.changed("visit")
