"""Notes as the counsellor's page and its side show them."""

from sqlalchemy import select

from desktop.domain.account import Role
from desktop.domain.note import NoteCard, NoteLine, NoteMethod, NoteType, PlanItem, PlanState
from desktop.services.act import Act, local
from desktop.services.notes.reading import visit_number_of
from desktop.services.notes.revisions import plan_item, read_revision
from desktop.store.notes import Note, NoteRevision
from desktop.store.office import Account
from desktop.store.visits import Visit

_STILL_OPEN = (PlanState.PLANNED.value, PlanState.GOING.value, PlanState.HELD.value)


def may_read_memo(act: Act, note: Note) -> bool:
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


def card_of(act: Act, note: Note, *, whole: bool = False) -> NoteCard:
    """A note with all its revisions; `whole` shows the memo whoever asks."""
    memo = whole or may_read_memo(act, note)
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
        visit_number=visit_number_of(visit),
        session=note.session,
        counsellor=act.name_of(note.counsellor_id),
        revisions=tuple(read_revision(note, row, name, memo=memo) for row, name in rows),
        sensitive_withheld=not memo and any(row.sensitive for row, _ in rows),
    )


def lines_of(act: Act, visitor_id: int) -> tuple[NoteLine, ...]:
    """The finished notes of a visitor, the latest first."""
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


def open_plan_of(act: Act, visitor_id: int) -> tuple[PlanItem, ...]:
    """Steps of the last note that are still to be done."""
    plan = act.session.execute(
        select(NoteRevision.plan)
        .join(Note, (NoteRevision.note_id == Note.id) & (NoteRevision.number == Note.revision))
        .where(Note.visitor_id == visitor_id)
        .order_by(Note.started_at.desc(), Note.id.desc())
        .limit(1)
    ).scalar()
    return tuple(plan_item(item) for item in plan or () if item[4] in _STILL_OPEN)
