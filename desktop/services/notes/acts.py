"""What a counsellor writes about a talk, and reads again: one method is one act."""

from dataclasses import replace

from sqlalchemy import func, select

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.errors import Conflict, Refused
from desktop.domain.korean import tidy
from desktop.domain.masking import mask_name
from desktop.domain.note import NoteCard, NoteDraft, NoteLine, NoteStart
from desktop.domain.rights import Right
from desktop.services.act import Office, local
from desktop.services.drafts import forget_draft
from desktop.services.notes.desk_words import told_at_desk
from desktop.services.notes.paper import record_of
from desktop.services.notes.reading import (
    has_sensitive_consent,
    next_session,
    note_of,
    visit_number_of,
    visitor_of,
)
from desktop.services.notes.revisions import revision_of
from desktop.services.notes.views import card_of, lines_of, may_read_memo, open_plan_of
from desktop.services.notes.writing import (
    agree,
    check_note,
    close_visit,
    fill_head,
    tidied,
    visit_of,
)
from desktop.services.papers import PAPERS, ReadyPaper, draw, register
from desktop.services.visits import check_result, open_visit_of
from desktop.store.notes import Note
from desktop.store.office import Printing
from desktop.store.visits import Visit

COUNSELLED = "counselled"
"""What a visit ends with when its note is finished and nothing else was said."""
FILED_FOR = "상담 기록 보관"


class Notes:
    """What a counsellor writes about a talk, and reads again."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def begin(self, account: SignedIn, visitor_id: int, visit_id: int | None = None) -> NoteStart:
        """Whose note it will be, which talk it is, and what is known from the desk.

        `visit_id` names the visit it belongs to; without one it is today's open visit, if
        there is one. Nothing is written. Raises NotFound.
        """
        with self._office.act(account, Right.LOOK, ActKind.VIEW, (visitor_id,), "상담 기록") as act:
            visitor = visitor_of(act, visitor_id)
            visit = act.session.get(Visit, visit_id) if visit_id is not None else None
            if visit is None or visit.visitor_id != visitor_id:
                visit = open_visit_of(act.session, visitor_id, act.today)
            began = visit.started_at if visit is not None and visit.started_at else act.now
            earlier = lines_of(act, visitor_id)
            topics = self._office.codes["note_topics"].valid(act.today)
            return NoteStart(
                visitor_id=visitor_id,
                visitor_name=visitor.name,
                masked_name=mask_name(visitor.name),
                session=next_session(act.session, visitor_id),
                visit_id=visit.id if visit else None,
                visit_number=visit_number_of(visit),
                began_at=local(began),
                sensitive_consent=has_sensitive_consent(act, visitor_id),
                counsellor=account.name,
                topics=tuple((code.code, code.label) for code in topics),
                intake=tuple(told_at_desk(act, self._office, visitor, visit)),
                earlier=earlier,
                open_plan=open_plan_of(act, visitor_id),
            )

    def may_keep_memo(self, account: SignedIn, visitor_id: int) -> bool:
        """Whether the visitor agrees that sensitive things be written down.

        Asked again when a consent was recorded while the note is being typed.
        """
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, (visitor_id,), "동의 확인", logged=False
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
        with self._office.act(
            account, Right.COUNSEL, ActKind.ENTER, (draft.visitor_id,), "상담 기록"
        ) as act:
            visitor = visitor_of(act, draft.visitor_id)
            draft = tidied(draft, act.now)
            check_note(act, self._office, draft, None)
            check_result(act, self._office, result)
            visit = visit_of(act, draft)
            note = Note(
                id=act.new_id(),
                visitor_id=visitor.id,
                visit_id=visit.id if visit else None,
                counsellor_id=account.account_id,
                session=next_session(act.session, visitor.id),
                revision=1,
            )
            fill_head(note, draft)
            act.session.add(note)
            act.session.flush()
            act.session.add(revision_of(act, note.id, 1, draft, ""))
            agree(act, note, draft, None)
            if visit is not None and result:
                close_visit(act, visit, draft, result)
            forget_draft(act, draft_id)
            act.changed("note")
            act.session.flush()
            return card_of(act, note)

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
            account, Right.COUNSEL, ActKind.CHANGE, (draft.visitor_id,), "상담 기록 고침"
        ) as act:
            note = note_of(act, note_id)
            act.about(note.visitor_id)
            if note.version != version:
                raise Conflict(
                    "다른 자리에서 먼저 고쳤습니다. 새로 읽은 내용을 보고 다시 고쳐 주십시오."
                )
            if draft.visitor_id != note.visitor_id:
                raise Refused("다른 분의 기록으로는 고칠 수 없습니다. 기록을 옮겨 주십시오.")
            before = card_of(act, note, whole=True).current
            draft = tidied(draft, act.now)
            if not may_read_memo(act, note):
                draft = replace(draft, sensitive=before.sensitive)
            reason = tidy(reason)
            check_note(act, self._office, draft, before, reason)
            note.revision += 1
            fill_head(note, draft)
            act.session.add(revision_of(act, note.id, note.revision, draft, reason))
            agree(act, note, draft, before)
            forget_draft(act, draft_id)
            act.changed("note")
            act.session.flush()
            return card_of(act, note)

    def open(self, account: SignedIn, note_id: int) -> NoteCard:
        """A finished note with all its revisions; the memo for its counsellor only.

        Raises NotFound.
        """
        with self._office.act(account, Right.LOOK, ActKind.VIEW, purpose="상담 기록 조회") as act:
            note = note_of(act, note_id)
            act.about(note.visitor_id)
            return card_of(act, note)

    def of(self, account: SignedIn, visitor_id: int, *, first: bool = True) -> tuple[NoteLine, ...]:
        """The finished notes of one visitor, the latest first.

        `first` writes the row in the access log; reading the shown list again does not.
        """
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, (visitor_id,), "지난 상담 기록", logged=first
        ) as act:
            return lines_of(act, visitor_id)

    def paper(self, account: SignedIn, note_id: int) -> ReadyPaper:
        """The note for the file (상담일지), numbered and drawn; the sensitive memo is left out.

        Raises NotFound, and Refused naming a character that cannot be printed: then no
        print number was taken.
        """
        with self._office.act(account, Right.PRINT, ActKind.PRINT, purpose="상담일지 출력") as act:
            note = note_of(act, note_id)
            act.about(note.visitor_id)
            card = card_of(act, note, whole=True)
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
            record = record_of(act, self._office, note, card)
            return ReadyPaper(
                paper="note",
                title=PAPERS["note"],
                pdf=draw(record, footer).printable(),
                print_number=footer.print_number,
                number=record.number,
            )
