"""Counselling notes: finished once, amended for ever after, never overwritten."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.domain.access import ActKind
from desktop.domain.account import Role, SignedIn
from desktop.domain.calendar import age_on, show_date, show_day
from desktop.domain.clock import KST
from desktop.domain.codes import CodeBook
from desktop.domain.consent import ConsentKind
from desktop.domain.errors import Conflict, NotFound, Refused
from desktop.domain.guard import find_identifiers
from desktop.domain.korean import nfc, tidy
from desktop.domain.masking import mask_name
from desktop.domain.note import (
    NoteCard,
    NoteDraft,
    NoteLine,
    NoteMethod,
    NoteStart,
    NoteType,
    PlanItem,
    PlanState,
    PlanWho,
    Topic,
    TopicState,
)
from desktop.domain.note import NoteRevision as Revision
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.papers import NoteAmendment, NotePlan, NoteRecord, NoteTopic
from desktop.domain.told import show_month
from desktop.domain.visit import AppointmentDraft, AppointmentState, Channel, VisitState
from desktop.domain.visitor import Sex
from desktop.printing.wording import newest
from desktop.services.act import Act, Office, local
from desktop.services.centre import centre_on
from desktop.services.consents import living
from desktop.services.drafts import forget_draft
from desktop.services.follow_ups import OPEN, add_follow_up, follow_up_faults
from desktop.services.papers import PAPERS, ReadyPaper, draw, register
from desktop.services.visits import add_appointment, open_visit_of
from desktop.store.notes import Note, NoteRevision
from desktop.store.office import Account, Printing
from desktop.store.partners import Organisation, PartnerService
from desktop.store.people import Career, Visitor
from desktop.store.referrals import Referral
from desktop.store.visits import Appointment, FollowUp, Visit, VisitMove

COUNSELLED = "counselled"
"""What a visit ends with when its note is finished and nothing else was said."""
FILED_FOR = "상담 기록 보관"
_DIGITS = {
    TopicState.UNASKED: 0,
    TopicState.NEED: 1,
    TopicState.STRENGTH: 2,
    TopicState.SOLVED: 3,
}
NOT_SAVED = "저장하지 않았습니다. 표시한 칸을 보아 주십시오."
NO_CONSENT = (
    "민감정보 동의가 없어 민감 메모를 저장할 수 없습니다. "
    "동의를 먼저 기록하거나 메모를 지워 주십시오."
)
_STILL_OPEN = (PlanState.PLANNED.value, PlanState.GOING.value, PlanState.HELD.value)


class Notes:
    """What a counsellor writes about a talk, and reads again."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def begin(self, account: SignedIn, visitor_id: int, visit_id: int | None = None) -> NoteStart:
        """Whose note it will be, which talk it is, and what is known from the desk.

        `visit_id` names the visit it belongs to; without one it is today's open visit, if
        there is one. Nothing is written. Raises NotFound.
        """
        with self._office.act(account, ActKind.VIEW, (visitor_id,), "상담 기록") as act:
            visitor = _visitor(act, visitor_id)
            visit = act.session.get(Visit, visit_id) if visit_id is not None else None
            if visit is None or visit.visitor_id != visitor_id:
                visit = open_visit_of(act.session, visitor_id, act.today)
            began = visit.started_at if visit is not None and visit.started_at else act.now
            earlier = _lines(act, visitor_id)
            topics = self._office.codes["note_topics"].valid(act.today)
            return NoteStart(
                visitor_id=visitor_id,
                visitor_name=visitor.name,
                masked_name=mask_name(visitor.name),
                session=_next_session(act.session, visitor_id),
                visit_id=visit.id if visit else None,
                visit_number=_visit_number(visit),
                began_at=local(began),
                sensitive_consent=has_sensitive_consent(act, visitor_id),
                counsellor=account.name,
                topics=tuple((code.code, code.label) for code in topics),
                intake=tuple(self._intake(act, visitor, visit)),
                earlier=earlier,
                open_plan=_open_plan(act, visitor_id),
            )

    def may_keep_memo(self, account: SignedIn, visitor_id: int) -> bool:
        """Whether the visitor agrees that sensitive things be written down.

        Asked again when a consent was recorded while the note is being typed.
        """
        with self._office.act(
            account, ActKind.VIEW, (visitor_id,), "동의 확인", logged=False
        ) as act:
            return has_sensitive_consent(act, visitor_id)

    def finish(
        self,
        account: SignedIn,
        draft: NoteDraft,
        draft_id: int | None = None,
        result: str = COUNSELLED,
    ) -> NoteCard:
        """File a talk: the note, its next appointment and follow-up, and the visit's end.

        The kept form `draft_id` goes in the same act. `result` (resources/codes
        visit_results) closes the visit if it is still open; empty leaves it open.
        Raises Refused with the fields (`summary`, `topics.<code>`, `plan.<row>.action`
        …); then nothing is stored.
        """
        with self._office.act(account, ActKind.ENTER, (draft.visitor_id,), "상담 기록") as act:
            visitor = _visitor(act, draft.visitor_id)
            draft = _tidied(draft, act.now)
            _check(act, draft, None)
            visit = _visit_of(act, draft)
            note = Note(
                id=act.new_id(),
                visitor_id=visitor.id,
                visit_id=visit.id if visit else None,
                counsellor_id=account.account_id,
                session=_next_session(act.session, visitor.id),
                revision=1,
            )
            _fill_head(note, draft)
            act.session.add(note)
            act.session.flush()
            act.session.add(_revision(act, note.id, 1, draft, ""))
            _agree(act, note, draft, None)
            if visit is not None and result:
                _close(act, visit, draft, result)
            forget_draft(act, draft_id)
            act.changed("note")
            act.session.flush()
            return _card(act, note)

    def amend(
        self,
        account: SignedIn,
        note_id: int,
        version: int,
        draft: NoteDraft,
        reason: str,
        draft_id: int | None = None,
    ) -> NoteCard:
        """Put a finished note right: a further revision with its reason; the earlier ones stay.

        A memo withheld from whoever amends is carried over. Raises Refused with the
        fields (`reason` among them), Conflict, NotFound.
        """
        with self._office.act(
            account, ActKind.CHANGE, (draft.visitor_id,), "상담 기록 고침"
        ) as act:
            note = _note(act, note_id)
            act.about(note.visitor_id)
            if note.version != version:
                raise Conflict(
                    "다른 자리에서 먼저 고쳤습니다. 새로 읽은 내용을 보고 다시 고쳐 주십시오."
                )
            if draft.visitor_id != note.visitor_id:
                raise Refused("다른 분의 기록으로는 고칠 수 없습니다. 기록을 옮겨 주십시오.")
            before = _card(act, note, whole=True).current
            draft = _tidied(draft, act.now)
            if not _may_read_memo(act, note):
                draft = replace(draft, sensitive=before.sensitive)
            reason = tidy(reason)
            _check(act, draft, before, reason)
            note.revision += 1
            _fill_head(note, draft)
            act.session.add(_revision(act, note.id, note.revision, draft, reason))
            _agree(act, note, draft, before)
            forget_draft(act, draft_id)
            act.changed("note")
            act.session.flush()
            return _card(act, note)

    def open(self, account: SignedIn, note_id: int) -> NoteCard:
        """A finished note with all its revisions; the memo for its counsellor only.

        Raises NotFound.
        """
        with self._office.act(account, ActKind.VIEW, purpose="상담 기록 조회") as act:
            note = _note(act, note_id)
            act.about(note.visitor_id)
            return _card(act, note)

    def of(self, account: SignedIn, visitor_id: int, *, first: bool = True) -> tuple[NoteLine, ...]:
        """The finished notes of one visitor, the latest first.

        `first` writes the row in the access log; reading the shown list again does not.
        """
        with self._office.act(
            account, ActKind.VIEW, (visitor_id,), "지난 상담 기록", logged=first
        ) as act:
            return _lines(act, visitor_id)

    def paper(self, account: SignedIn, note_id: int) -> ReadyPaper:
        """The note for the file (상담일지), numbered and drawn; the sensitive memo is left out.

        Raises NotFound, and Refused naming a character that cannot be printed: then no
        print number was taken.
        """
        with self._office.act(account, ActKind.PRINT, purpose="상담일지 출력") as act:
            note = _note(act, note_id)
            act.about(note.visitor_id)
            card = _card(act, note, whole=True)
            printed = act.session.execute(
                select(func.count())
                .select_from(Printing)
                .where(Printing.paper == "note", Printing.record_id == note.id)
            ).scalar_one()
            footer = register(
                act,
                self._office,
                "note",
                FILED_FOR,
                visitor_id=note.visitor_id,
                record_id=note.id,
                reprint=printed,
            )
            act.changed("paper")
            record = self._record(act, note, card)
            return ReadyPaper(
                paper="note",
                title=PAPERS["note"],
                pdf=draw(record, footer).printable(),
                print_number=footer.print_number,
                number=record.number,
            )

    def _record(self, act: Act, note: Note, card: NoteCard) -> NoteRecord:
        """What the paper says; labels are those valid on the day of the talk."""
        draft = card.current
        visitor = _visitor(act, note.visitor_id)
        day = local(note.started_at).date()
        talked = {topic.code: topic for topic in draft.topics}
        about = [] if visitor.sex == Sex.UNTOLD.value else [Sex(visitor.sex).label]
        if visitor.birth is not None:
            about.append(f"만 {age_on(visitor.birth, day)}세")
        topics = []
        for code in self._office.codes["note_topics"].valid(day):
            topic = talked.get(code.code, Topic(code.code, TopicState.UNASKED))
            asked = topic.state is not TopicState.UNASKED
            topics.append(NoteTopic(code.label, _DIGITS[topic.state], asked, topic.line))
        wanted = draft.next_appointment
        return NoteRecord(
            number=card.visit_number,
            started_at=local(note.started_at),
            ended_at=local(note.ended_at),
            centre=centre_on(act, day),
            counsellor=card.counsellor,
            name=visitor.name,
            written_at=card.revisions[0].at,
            form=newest("note", act.today),
            about=", ".join(about),
            session=note.session,
            method=draft.method.label,
            reached=draft.reached,
            type=draft.type.label,
            attended_by=draft.attended_by,
            topics=tuple(topics),
            opening=draft.opening,
            summary=draft.summary,
            plan=tuple(
                NotePlan(item.goal, item.action, item.who.label, item.due_on, item.state.label)
                for item in draft.plan
            ),
            action=_referred(act, note),
            next_appointment=(
                f"{show_day(wanted.on)} {wanted.at:%H:%M} {wanted.channel.label}" if wanted else ""
            ),
            follow_up=(
                f"{show_date(draft.follow_up_on)} {draft.follow_up}" if draft.follow_up_on else ""
            ),
            amendments=tuple(
                NoteAmendment(one.number, one.at, one.author, one.reason)
                for one in card.revisions[1:]
            ),
        )

    def _intake(self, act: Act, visitor: Visitor, visit: Visit | None) -> Iterator[tuple[str, str]]:
        """What was told at the desk, in a few lines for the side of the page."""
        codes = self._office.codes
        if visit is not None:
            purposes = [codes.label_of("visit_purposes", code) for code in visit.purposes]
            yield "오신 일", " · ".join(purposes)
            if visit.needs:
                needs = [codes.label_of("needs", code) for code in visit.needs]
                yield "배려", " · ".join(needs)
            if visit.remark:
                yield "접수 메모", visit.remark
        wishes = [
            *(codes.label_of("keco_2025", code) for code in visitor.wish_jobs),
            codes.label_of("employment_forms", visitor.wish_form) if visitor.wish_form else "",
            _wage(codes, visitor),
            visitor.wish_hours,
            visitor.wish_text,
        ]
        told = " · ".join(words for words in wishes if words)
        if told:
            yield "원하시는 일", told
        last = act.session.scalars(
            select(Career).where(Career.visitor_id == visitor.id).order_by(Career.place).limit(1)
        ).first()
        if last is not None:
            words = [
                last.company,
                last.duty,
                f"{show_month(last.ended)} 퇴사" if last.ended else "",
            ]
            yield "최근 일", " · ".join(word for word in words if word)


def _wage(codes: CodeBook, visitor: Visitor) -> str:
    if not visitor.wish_wage:
        return ""
    kind = codes.label_of("wage_kinds", visitor.wish_wage_kind) if visitor.wish_wage_kind else ""
    return f"{kind} {visitor.wish_wage:,}원".strip()


def has_sensitive_consent(act: Act, visitor_id: int) -> bool:
    """Whether the visitor agrees, today, that sensitive things be written down."""
    return living(act, visitor_id, ConsentKind.SENSITIVE) is not None


def next_free_session(session: Session, visitor_id: int, wanted: int) -> int:
    """The number of a talk that comes to a visitor from elsewhere: its own if nobody has it."""
    taken = session.scalars(
        select(Note.id).where(Note.visitor_id == visitor_id, Note.session == wanted)
    ).first()
    return wanted if taken is None else _next_session(session, visitor_id)


def _next_session(session: Session, visitor_id: int) -> int:
    return session.execute(
        select(func.coalesce(func.max(Note.session), 0) + 1).where(Note.visitor_id == visitor_id)
    ).scalar_one()


def _visitor(act: Act, visitor_id: int) -> Visitor:
    visitor = act.session.get(Visitor, visitor_id)
    if visitor is None:
        raise NotFound("이 내방객의 기록을 찾을 수 없습니다.")
    return visitor


def _note(act: Act, note_id: int) -> Note:
    note = act.session.get(Note, note_id)
    if note is None:
        raise NotFound("이 상담 기록을 찾을 수 없습니다.")
    return note


def _visit_of(act: Act, draft: NoteDraft) -> Visit | None:
    if draft.visit_id is None:
        return None
    visit = act.session.get(Visit, draft.visit_id)
    if visit is None or visit.visitor_id != draft.visitor_id:
        raise Refused("이 방문은 다른 분의 것으로 옮겨졌습니다. 내방객을 다시 열어 주십시오.")
    return visit


def _visit_number(visit: Visit | None) -> str:
    return read(visit.number, PaperKind.VISIT).text if visit is not None else ""


def _tidied(draft: NoteDraft, now: datetime) -> NoteDraft:
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


def _check(act: Act, draft: NoteDraft, before: NoteDraft | None, reason: str | None = None) -> None:
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


def _fill_head(note: Note, draft: NoteDraft) -> None:
    note.started_at = draft.started_at
    note.ended_at = draft.ended_at or draft.started_at
    note.method = draft.method.value
    note.type = draft.type.value
    note.reached = draft.reached


def _agree(act: Act, note: Note, draft: NoteDraft, before: NoteDraft | None) -> None:
    """Bring appointment and follow-up in line with what the note says now."""
    wanted = draft.next_appointment
    if before is None or wanted != before.next_appointment:
        for made in act.session.scalars(
            select(Appointment).where(
                Appointment.note_id == note.id,
                Appointment.state == AppointmentState.PLANNED.value,
            )
        ):
            made.state = AppointmentState.CANCELLED.value
            act.changed("appointment")
        if wanted is not None:
            add_appointment(act, note.visitor_id, wanted, note.id)
    promised = (draft.follow_up_on, draft.follow_up)
    if before is None or promised != (before.follow_up_on, before.follow_up):
        for row in act.session.scalars(
            select(FollowUp).where(FollowUp.note_id == note.id, FollowUp.state == OPEN)
        ):
            act.session.delete(row)
            act.changed("follow_up")
        if draft.follow_up_on is not None:
            add_follow_up(act, note.visitor_id, draft.follow_up_on, draft.follow_up, note.id)


def _close(act: Act, visit: Visit, draft: NoteDraft, result: str) -> None:
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


def _revision(act: Act, note_id: int, number: int, draft: NoteDraft, reason: str) -> NoteRevision:
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


def _read_revision(note: Note, row: NoteRevision, author: str, *, memo: bool) -> Revision:
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
        plan=tuple(_plan_item(item) for item in row.plan),
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


def _plan_item(item: Any) -> PlanItem:
    goal, action, who, due, state = item
    return PlanItem(
        action=action,
        goal=goal,
        who=PlanWho(who),
        due_on=date.fromisoformat(due) if due else None,
        state=PlanState(state),
    )


def _may_read_memo(act: Act, note: Note) -> bool:
    """The memo is for who wrote or amended the note, and for the team leader."""
    if act.account.role is Role.TEAM_LEAD or note.counsellor_id == act.account.account_id:
        return True
    return (
        act.session.scalars(
            select(NoteRevision.id).where(
                NoteRevision.note_id == note.id,
                NoteRevision.author_id == act.account.account_id,
            )
        ).first()
        is not None
    )


def _card(act: Act, note: Note, *, whole: bool = False) -> NoteCard:
    memo = whole or _may_read_memo(act, note)
    rows = act.session.execute(
        select(NoteRevision, Account.name)
        .join(Account, Account.id == NoteRevision.author_id)
        .where(NoteRevision.note_id == note.id)
        .order_by(NoteRevision.number)
    ).all()
    visit = act.session.get(Visit, note.visit_id) if note.visit_id is not None else None
    return NoteCard(
        id=note.id,
        version=note.version,
        visitor_id=note.visitor_id,
        visit_number=_visit_number(visit),
        session=note.session,
        counsellor=act.session.execute(
            select(Account.name).where(Account.id == note.counsellor_id)
        ).scalar_one(),
        revisions=tuple(_read_revision(note, row, name, memo=memo) for row, name in rows),
        sensitive_withheld=not memo and any(row.sensitive for row, _ in rows),
    )


def _lines(act: Act, visitor_id: int) -> tuple[NoteLine, ...]:
    rows = act.session.execute(
        select(Note, NoteRevision.summary, NoteRevision.plan, Account.name)
        .join(
            NoteRevision,
            (NoteRevision.note_id == Note.id) & (NoteRevision.number == Note.revision),
        )
        .join(Account, Account.id == Note.counsellor_id)
        .where(Note.visitor_id == visitor_id)
        .order_by(Note.started_at.desc(), Note.id.desc())
    )
    return tuple(
        NoteLine(
            id=note.id,
            session=note.session,
            started_at=local(note.started_at),
            ended_at=local(note.ended_at),
            method=NoteMethod(note.method),
            type=NoteType(note.type),
            reached=note.reached,
            counsellor=name,
            summary=summary,
            revisions=note.revision,
            open_plans=sum(1 for item in plan if item[4] in _STILL_OPEN),
        )
        for note, summary, plan, name in rows
    )


def _open_plan(act: Act, visitor_id: int) -> tuple[PlanItem, ...]:
    plan = act.session.execute(
        select(NoteRevision.plan)
        .join(Note, (NoteRevision.note_id == Note.id) & (NoteRevision.number == Note.revision))
        .where(Note.visitor_id == visitor_id)
        .order_by(Note.started_at.desc(), Note.id.desc())
        .limit(1)
    ).scalar()
    return tuple(_plan_item(item) for item in plan or () if item[4] in _STILL_OPEN)


def _referred(act: Act, note: Note) -> str:
    """The slips that came out of the same visit, for the paper's row 조치·연계."""
    if note.visit_id is None:
        return ""
    rows = act.session.execute(
        select(Referral.number, Organisation.name)
        .join(PartnerService, PartnerService.id == Referral.service_id)
        .join(Organisation, Organisation.id == PartnerService.organisation_id)
        .where(
            Referral.visit_id == note.visit_id,
            Referral.visitor_id == note.visitor_id,
            Referral.number != "",
        )
        .order_by(Referral.opened_at)
    )
    return ", ".join(
        f"연계 의뢰 {read(number, PaperKind.SLIP).text} ({name})" for number, name in rows
    )
