"""What the counter does with requests about somebody's own data: one method is one act."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.errors import Conflict, NotFound, Refused
from desktop.domain.guard import find_identifiers
from desktop.domain.korean import tidy
from desktop.domain.paper_number import PaperKind
from desktop.domain.papers import ReportRecord
from desktop.domain.retention import DestructionReason, DestructionState
from desktop.domain.rights import Right
from desktop.domain.sorting import Sorting
from desktop.domain.subject_request import (
    IdentityCheck,
    RequestCard,
    RequestDraft,
    RequestKind,
    RequestLine,
    RequestState,
)
from desktop.services.act import Act, Office, day_of
from desktop.services.drafts import forget_draft
from desktop.services.numbers import take_number
from desktop.services.paging import PART, Behind, Part
from desktop.services.papers import PAPERS, ReadyPaper, draw, register
from desktop.services.requests.copying import copy_record
from desktop.services.requests.papers import answer_record, notice_record, postponed_record
from desktop.services.requests.recipients import NOTICE
from desktop.services.requests.taking import (
    LONGEST,
    check_postponement,
    check_request,
    request_row,
)
from desktop.services.requests.values import corrected_now, present_values
from desktop.services.requests.views import (
    DUE,
    POSTPONED,
    card_of,
    count_of_register,
    part_of_register,
    request_of,
)
from desktop.store.people import Visitor
from desktop.store.requests import SubjectRequest
from desktop.store.retention import Destruction
from desktop.store.visits import Visit

BY_DUE = Sorting(DUE)


class Requests:
    """What the counter does with requests: taken in, worked on, answered on paper."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def register(
        self,
        account: SignedIn,
        state: RequestState | None = None,
        visitor_id: int | None = None,
        sorting: Sorting = BY_DUE,
        behind: Behind | None = None,
        limit: int = PART,
        *,
        first: bool = True,
    ) -> Part[RequestLine]:
        """A part of the register, names masked: what is open first, by due date.

        `first` is false for the refresh of a list that was logged when it opened.
        """
        with self._office.act(
            account, Right.SUBJECT, ActKind.VIEW, purpose="요구 대장", logged=first
        ) as act:
            part = part_of_register(act, state, visitor_id, sorting, behind, limit)
            act.about(*(line.visitor_id for line in part.lines))
            return part

    def how_many(
        self, account: SignedIn, state: RequestState | None = None, visitor_id: int | None = None
    ) -> tuple[int, int]:
        """How many that register has, and how many are late; counted up to one above `COUNTED`."""
        with self._office.act(
            account, Right.SUBJECT, ActKind.VIEW, purpose="요구 대장", logged=False
        ) as act:
            return count_of_register(act, state, visitor_id)

    def whose(self, account: SignedIn, visitor_id: int) -> str:
        """The name of whoever asks, for the head of the form; the person's page is open."""
        with self._office.act(
            account, Right.SUBJECT, ActKind.VIEW, (visitor_id,), "요구 접수", logged=False
        ) as act:
            return _visitor_of(act, visitor_id).name

    def take_in(
        self, account: SignedIn, draft: RequestDraft, *, draft_id: int | None = None
    ) -> RequestCard:
        """A request comes in: it gets a number of the reception and its legal due date.

        The kept form `draft_id` goes in the same act. Raises Refused with fields.
        """
        with self._office.act(
            account,
            Right.SUBJECT,
            ActKind.ENTER,
            (draft.visitor_id,),
            f"{draft.kind.label} 요구 접수",
        ) as act:
            visitor = _visitor_of(act, draft.visitor_id)
            check_request(act, draft)
            number = take_number(act, PaperKind.VISIT, self._office.desk)
            values = present_values(act, self._office, visitor)
            row = request_row(act, self._office, draft, number.digits, values)
            act.session.add(row)
            forget_draft(act, draft_id)
            act.changed("request")
            return card_of(act, row)

    def open(self, account: SignedIn, request_id: int, *, first: bool = True) -> RequestCard:
        """One request with everything about it. Raises NotFound."""
        with self._office.act(
            account, Right.SUBJECT, ActKind.VIEW, purpose="요구 보기", logged=first
        ) as act:
            return card_of(act, request_of(act, request_id))

    def preview_copy(self, account: SignedIn, request_id: int, parts: Sequence[str] = ()) -> bytes:
        """The 열람본 to be looked at page by page before it is printed: no number is taken."""
        with self._office.act(
            account, Right.SUBJECT, ActKind.VIEW, purpose="열람본 살펴보기"
        ) as act:
            return draw(self._copy(act, request_id, parts)).printable()

    def copy(self, account: SignedIn, request_id: int, parts: Sequence[str] = ()) -> ReadyPaper:
        """The person's own data on paper: what we hold, to whom it went, who looked."""
        with self._office.act(
            account, Right.SUBJECT, ActKind.PRINT, purpose="정보주체 열람"
        ) as act:
            record = self._copy(act, request_id, parts)
            return self._ready(act, "subject_copy", record, "정보주체 열람", request_id)

    def _copy(self, act: Act, request_id: int, parts: Sequence[str]) -> ReportRecord:
        row = request_of(act, request_id)
        if row.state == RequestState.WITHDRAWN.value:
            raise Refused("취소하신 요구라 열람본을 만들지 않았습니다.")
        identity = IdentityCheck(row.identity_check).label
        if row.proxy:
            identity += f" (대리인 {row.proxy})"
        return copy_record(act, self._office, row, parts, identity)

    def hand_over(self, account: SignedIn, request_id: int) -> RequestCard:
        """A 삭제 goes the way of every destruction: asked here, decided by somebody else."""
        with self._office.act(
            account, Right.SUBJECT, ActKind.CHANGE, purpose="삭제 요구를 파기로 넘김"
        ) as act:
            row = _open_one(act, request_id)
            if row.kind != RequestKind.DELETE.value:
                raise Refused("삭제 요구만 파기로 넘깁니다.")
            visitor = _visitor_of(act, row.visitor_id)
            if _pending_destruction(act, visitor.id) is not None:
                raise Refused("이미 파기를 요청해 두었습니다. 파기 화면에서 확인해 주십시오.")
            number = act.session.scalar(
                select(Visit.number)
                .where(Visit.visitor_id == visitor.id)
                .order_by(Visit.arrived_at)
                .limit(1)
            )
            act.session.add(
                Destruction(
                    id=act.new_id(),
                    subject="visitor",
                    subject_id=visitor.id,
                    number=number or "",
                    created_on=day_of(visitor.created_at),
                    due_on=act.today,
                    reason=DestructionReason.ASKED.value,
                    request_id=row.id,
                    state=DestructionState.ASKED.value,
                    asked_at=act.now,
                    asked_by_id=account.account_id,
                )
            )
            act.changed("request", "destruction")
            return card_of(act, row)

    def answer(
        self,
        account: SignedIn,
        request_id: int,
        words: str,
        version: int | None = None,
        *,
        draft_id: int | None = None,
    ) -> RequestCard:
        """What was asked is done. Of a correction the old and the new values are kept.

        The kept form `draft_id` goes in the same act, as in `refuse` and `take_back`.

        Raises Refused: a correction of which nothing was corrected yet, a deletion that
        was not handed over. A 처리정지 goes on holding until it is lifted.
        """
        with self._office.act(account, Right.SUBJECT, ActKind.CHANGE, purpose="요구 처리") as act:
            row = _open_one(act, request_id, version)
            kind = RequestKind(row.kind)
            if kind is RequestKind.CORRECT:
                visitor = _visitor_of(act, row.visitor_id)
                found = corrected_now(row, present_values(act, self._office, visitor))
                if all(one["old"] == one["new"] for one in found):
                    raise Refused(
                        "아직 고친 것이 없습니다. 접수 내용이나 상담 기록을 먼저 고친 뒤 "
                        "마쳐 주십시오.",
                        {"answer": "요구하신 항목이 아직 그대로입니다."},
                    )
                row.corrections = found
            if kind is RequestKind.DELETE and _pending_destruction(act, row.visitor_id) is None:
                raise Refused(
                    "먼저 ‘파기로 넘기기’를 해 주십시오. 삭제는 파기 승인을 거칩니다.",
                    {"answer": "아직 파기로 넘기지 않았습니다."},
                )
            _close(act, row, RequestState.ANSWERED, words)
            forget_draft(act, draft_id)
            return card_of(act, row)

    def refuse(
        self,
        account: SignedIn,
        request_id: int,
        reason: str,
        version: int | None = None,
        *,
        draft_id: int | None = None,
    ) -> RequestCard:
        """What was asked cannot be done; the reason goes to whoever asked."""
        with self._office.act(account, Right.SUBJECT, ActKind.CHANGE, purpose="요구 거절") as act:
            row = _open_one(act, request_id, version)
            if not tidy(reason):
                sentence = "거절하는 까닭과 근거를 적어 주십시오. 통지서에 그대로 나옵니다."
                raise Refused(sentence, {"answer": sentence})
            _close(act, row, RequestState.REFUSED, reason)
            forget_draft(act, draft_id)
            return card_of(act, row)

    def take_back(
        self, account: SignedIn, request_id: int, reason: str, *, draft_id: int | None = None
    ) -> RequestCard:
        """The person no longer asks for it; a 처리정지 that was granted is lifted so."""
        with self._office.act(account, Right.SUBJECT, ActKind.CHANGE, purpose="요구 취소") as act:
            row = request_of(act, request_id)
            lifted = row.kind == RequestKind.STOP.value and row.state == RequestState.ANSWERED.value
            if row.state != RequestState.OPEN.value and not lifted:
                raise Refused("이미 처리를 마친 요구입니다.")
            _close(act, row, RequestState.WITHDRAWN, reason)
            forget_draft(act, draft_id)
            return card_of(act, row)

    def postpone(
        self,
        account: SignedIn,
        request_id: int,
        to: date,
        why: str,
        version: int | None = None,
    ) -> RequestCard:
        """A 열람 cannot be answered in time: put off once, with a reason the person is told.

        개인정보 보호법 제35조 제3항; of the other requests the law knows no postponement.
        Raises Refused with the fields `to` and `why`.
        """
        with self._office.act(account, Right.SUBJECT, ActKind.CHANGE, purpose="열람 연기") as act:
            row = _open_one(act, request_id, version)
            check_postponement(act, self._office, row, to, why)
            row.postponed_on, row.postponed_to, row.postponed_why = act.today, to, tidy(why)
            act.changed("request")
            return card_of(act, row)

    def postponed_paper(self, account: SignedIn, request_id: int) -> ReadyPaper:
        """The notice for whoever asked. Raises Refused where nothing was put off."""
        with self._office.act(
            account, Right.SUBJECT, ActKind.PRINT, purpose="열람연기 통지"
        ) as act:
            record = postponed_record(act, card_of(act, request_of(act, request_id)))
            return self._ready(act, POSTPONED, record, "열람연기 통지", request_id)

    def answer_paper(self, account: SignedIn, request_id: int) -> ReadyPaper:
        """The answer on paper for whoever asked. Raises Refused while it is open."""
        with self._office.act(
            account, Right.SUBJECT, ActKind.PRINT, purpose="요구 처리결과 통지"
        ) as act:
            record = answer_record(act, card_of(act, request_of(act, request_id)))
            return self._ready(act, "subject_answer", record, "요구 처리결과 통지", request_id)

    def partner_notice(self, account: SignedIn, request_id: int, referral_id: int) -> ReadyPaper:
        """The notice to one partner that got the old value. Raises Refused."""
        with self._office.act(
            account, Right.SUBJECT, ActKind.PRINT, purpose="기관에 정정 알림"
        ) as act:
            card = card_of(act, request_of(act, request_id))
            record = notice_record(act, card, referral_id)
            return self._ready(act, NOTICE, record, "기관에 정정 알림", referral_id)

    def _ready(
        self, act: Act, paper: str, record: ReportRecord, purpose: str, record_id: int
    ) -> ReadyPaper:
        footer = register(
            act,
            self._office,
            paper,
            purpose,
            visitor_id=act.subjects[0],
            record_id=record_id,
        )
        act.changed("paper", "request")
        return ReadyPaper(
            paper=paper,
            title=PAPERS[paper],
            pdf=draw(record, footer).printable(),
            print_number=footer.print_number,
            number=record.number,
        )


def _visitor_of(act: Act, visitor_id: int) -> Visitor:
    visitor = act.session.get(Visitor, visitor_id)
    if visitor is None:
        raise NotFound("이 내방객의 기록을 찾을 수 없습니다.")
    return visitor


def _open_one(act: Act, request_id: int, version: int | None = None) -> SubjectRequest:
    row = request_of(act, request_id)
    if version is not None and row.version != version:
        raise Conflict("다른 자리에서 먼저 처리했습니다. 새로 읽은 내용을 보고 다시 해 주십시오.")
    if row.state != RequestState.OPEN.value:
        raise Refused("이미 처리를 마친 요구입니다.")
    return row


def _pending_destruction(act: Act, visitor_id: int) -> Destruction | None:
    return act.session.scalars(
        select(Destruction)
        .where(
            Destruction.subject == "visitor",
            Destruction.subject_id == visitor_id,
            Destruction.state != DestructionState.REFUSED.value,
        )
        .limit(1)
    ).first()


def _close(act: Act, row: SubjectRequest, state: RequestState, words: str) -> None:
    if findings := find_identifiers(words):
        raise Refused(findings[0].advice, {"answer": findings[0].advice})
    if len(tidy(words)) > LONGEST:
        sentence = f"{LONGEST}자 안으로 적어 주십시오."
        raise Refused(sentence, {"answer": sentence})
    row.state = state.value
    row.answer = tidy(words)
    row.answered_at = act.now
    row.answered_by_id = act.account.account_id
    act.changed("request")
