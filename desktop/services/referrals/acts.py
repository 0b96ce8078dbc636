"""What the counter does with referrals: one method is one act."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.errors import Conflict, Refused
from desktop.domain.korean import tidy
from desktop.domain.masking import mask_name
from desktop.domain.paper_number import read
from desktop.domain.referral import (
    Evidence,
    Paper,
    Progress,
    ReferralCard,
    ReferralLine,
    ReplyDraft,
    SlipDraft,
)
from desktop.domain.rights import Right
from desktop.services.act import Office
from desktop.services.coded import Chosen, code_faults
from desktop.services.drafts import forget_draft
from desktop.services.moves import move, move_paper
from desktop.services.paging import PART, Behind, Part, part_of
from desktop.services.partners import same_service
from desktop.services.referrals.after import (
    close_as_employed,
    give_new_day,
    leave_for_another,
    open_again,
    others_open,
)
from desktop.services.referrals.finding import find_paper
from desktop.services.referrals.issuing import issue_slip, reprint_slip
from desktop.services.referrals.listing import (
    Wanted,
    count_wanted,
    part_wanted,
    partners_referred_to,
    way_before,
)
from desktop.services.referrals.reading import (
    before_of,
    issued_before,
    last_slip_of,
    open_referral_of,
    partners_of_same_kind,
    referral_of,
    said_again,
    shown_number,
    visit_for,
)
from desktop.services.referrals.recording import ask_later, write_reply
from desktop.services.referrals.records import FoundNumber, IssuedSlip, SlipStart
from desktop.services.referrals.replies import check_reason_code, reasons_for
from desktop.services.referrals.undoing import take_back_last
from desktop.services.referrals.views import card_of, line_of, lines_of
from desktop.services.slips import (
    SlipPreview,
    check_slip,
    draft_from,
    first_draft,
    ground_of,
    look_at,
    refuse_identifiers,
    visitor_of,
)
from desktop.store.referrals import Referral

CARRIED = "carried"
"""The code of a slip that the visitor takes along."""
OURS = (Progress.NO_SHOW, Progress.NO_ANSWER, Progress.WITHDRAWN, Progress.PASSED_ON)
"""What the office says itself about where a referral stands."""


class Referrals:
    """What the counter does with referrals and their slips."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def prepare(
        self,
        account: SignedIn,
        visitor_id: int,
        service_id: int,
        visit_id: int | None = None,
        predecessor_id: int | None = None,
    ) -> SlipStart:
        """What the slip's form begins with: dates by default, criteria and wishes as known.

        After a referral that led nowhere (`predecessor_id`) what was said there is said
        again. The visitor's data appear here in full: a logged 조회. Raises NotFound.
        """
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, (visitor_id,), "연계 의뢰 준비"
        ) as act:
            ground = ground_of(act, self._office, visitor_id, service_id, account.name)
            visitor = visitor_of(act, visitor_id)
            draft = first_draft(act, self._office, ground, visitor)
            existing = open_referral_of(act, visitor_id, service_id)
            failed = before_of(act, visitor_id, predecessor_id)
            if failed is not None:
                draft = said_again(act, draft, failed)
            return SlipStart(
                ground=ground,
                draft=replace(draft, visit_id=visit_id),
                masked_name=mask_name(visitor.name),
                name=visitor.name,
                open_referral=line_of(act, self._office, existing) if existing else None,
                same_kind=partners_of_same_kind(act, ground, visitor_id),
                follows=line_of(act, self._office, failed) if failed is not None else None,
            )

    def reopen(self, account: SignedIn, referral_id: int) -> SlipStart:
        """The form again with what the last slip said, to issue a changed one (제n+1차)."""
        with self._office.act(account, Right.LOOK, ActKind.VIEW, purpose="연계 의뢰 고침") as act:
            referral = referral_of(act, referral_id)
            act.about(referral.visitor_id)
            slip = last_slip_of(act, referral)
            draft = replace(draft_from(slip.draft), referral_id=referral.id, revision=slip.revision)
            ground = ground_of(
                act, self._office, referral.visitor_id, referral.service_id, account.name, draft
            )
            visitor = visitor_of(act, referral.visitor_id)
            return SlipStart(
                ground=ground,
                draft=replace(draft, reply_due=None, valid_until=None),
                masked_name=mask_name(visitor.name),
                name=visitor.name,
                open_referral=line_of(act, self._office, referral),
                same_kind=(),
            )

    def preview(self, account: SignedIn, draft: SlipDraft, kept: Sequence[str] = ()) -> SlipPreview:
        """The page as it would be printed now. Not logged: the form has shown it all."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, (draft.visitor_id,), "연계 의뢰 준비", logged=False
        ) as act:
            ground = ground_of(
                act,
                self._office,
                draft.visitor_id,
                draft.service_id,
                account.name,
                issued_before(act, draft),
            )
            return look_at(ground, draft, self._office, kept)

    def issue(
        self,
        account: SignedIn,
        draft: SlipDraft,
        kept: Sequence[str] = (),
        *,
        draft_id: int | None = None,
        second: bool = False,
    ) -> IssuedSlip:
        """Issue the slip: number, stored record, first move and print, all in one act.

        `kept` are words of the text that were pointed at and left on purpose; the kept
        form `draft_id` goes in the same act. Another open referral to the same service is
        asked about: `second` says that this one is wanted too, and links it. Raises
        Refused with the fields that have to be mended; then no number was taken.
        """
        if draft.referral_id is not None:
            return self.revise(account, draft, kept, draft_id=draft_id)
        with self._office.act(
            account, Right.REFER, ActKind.PRINT, (draft.visitor_id,), "연계 의뢰"
        ) as act:
            ground = ground_of(act, self._office, draft.visitor_id, draft.service_id, account.name)
            check_slip(act, self._office, ground, draft, kept)
            failed = before_of(act, draft.visitor_id, draft.predecessor_id)
            if failed is not None:
                leave_for_another(act, failed)
            existing = open_referral_of(act, draft.visitor_id, draft.service_id)
            linked = failed is not None and existing is not None and existing.id == failed.id
            if existing is not None and not second and not linked:
                sentence = (
                    f"이 기관에는 이미 의뢰하셨습니다({shown_number(existing.number)}). "
                    "그 의뢰를 고치거나, 하나 더 발급할지 정해 주십시오."
                )
                raise Refused(sentence, {"service_id": sentence})
            before = failed or existing
            referral = Referral(
                id=act.new_id(),
                visitor_id=draft.visitor_id,
                service_id=ground.service.id,
                visit_id=visit_for(act, draft),
                counsellor_id=account.account_id,
                group_id=draft.group_id,
                predecessor_id=before.id if before is not None else None,
                opened_at=act.now,
                progress=Progress.DRAFT.value,
                paper=Paper.UNPRINTED.value,
            )
            issued = issue_slip(
                act, self._office, ground, draft, referral, revision=1, replaced=None
            )
            forget_draft(act, draft_id)
            return issued

    def revise(
        self,
        account: SignedIn,
        draft: SlipDraft,
        kept: Sequence[str] = (),
        *,
        draft_id: int | None = None,
    ) -> IssuedSlip:
        """Changed content: the same referral, the next revision, a new number, the old one void.

        Raises Refused for a referral that is closed, Conflict when another paper was issued
        since the form began.
        """
        with self._office.act(
            account, Right.REFER, ActKind.PRINT, (draft.visitor_id,), "연계 의뢰"
        ) as act:
            if draft.referral_id is None:
                raise Refused("고칠 의뢰를 먼저 골라 주십시오.")
            referral = referral_of(act, draft.referral_id)
            if Progress(referral.progress).closed:
                raise Refused(
                    f"‘{Progress(referral.progress).label}’ 처리된 의뢰입니다. "
                    "새 의뢰서를 발급해 주십시오."
                )
            if referral.visitor_id != draft.visitor_id or referral.service_id not in same_service(
                act, draft.service_id
            ):
                raise Refused(
                    "다른 분이나 다른 기관의 의뢰로 바꿀 수 없습니다. 새로 발급해 주십시오."
                )
            old = last_slip_of(act, referral)
            if draft.revision not in (0, old.revision):
                raise Conflict(
                    "다른 자리에서 먼저 다시 발급했습니다"
                    f"({shown_number(old.number)}). 새로 읽은 내용을 보고 다시 고쳐 주십시오."
                )
            ground = ground_of(
                act,
                self._office,
                draft.visitor_id,
                draft.service_id,
                account.name,
                draft_from(old.draft),
            )
            check_slip(act, self._office, ground, draft, kept)
            forget_draft(act, draft_id)
            return issue_slip(
                act,
                self._office,
                ground,
                draft,
                referral,
                revision=old.revision + 1,
                replaced=old,
            )

    def reprint(self, account: SignedIn, slip_id: int) -> IssuedSlip:
        """The same paper again: same number, same page, 재출력 n in its foot line.

        Refused once the consent is withdrawn or the number is void.
        """
        with self._office.act(account, Right.REFER, ActKind.PRINT, purpose="의뢰서 재출력") as act:
            return reprint_slip(act, self._office, slip_id)

    def way_out(self, account: SignedIn, referral_id: int) -> str:
        """How a slip will go out unless another way is chosen: as the last to that partner."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="의뢰서 전달", logged=False
        ) as act:
            referral = referral_of(act, referral_id)
            return way_before(act, referral.service_id) or CARRIED

    def handed(
        self,
        account: SignedIn,
        referral_id: int,
        how: Paper = Paper.HANDED,
        evidence: Evidence = Evidence.OURSELVES,
        *,
        sent_how: str = "",
    ) -> ReferralLine:
        """The paper left the counter: given to the visitor or sent to the partner.

        `sent_how` is a code of the list `sent_ways` and decides which of the two it was.
        """
        with self._office.act(account, Right.REFER, ActKind.CHANGE, purpose="의뢰서 전달") as act:
            if how not in (Paper.HANDED, Paper.SENT):
                raise Refused("교부와 발송 가운데 하나를 골라 주십시오.")
            chosen = Chosen("referral.sent_how", "sent_how", sent_how)
            if wrong := code_faults(self._office.codes, act.today, (chosen,)):
                raise Refused(wrong["sent_how"], wrong)
            if sent_how:
                how = Paper.HANDED if sent_how == CARRIED else Paper.SENT
            referral = referral_of(act, referral_id)
            act.about(referral.visitor_id)
            progress = Progress(referral.progress)
            if progress is Progress.NO_SHOW:
                raise Refused("가지 않으신 의뢰입니다. 새 기한을 정해 다시 전달해 주십시오.")
            if progress.closed:
                raise Refused("이미 끝난 의뢰입니다.")
            if progress is Progress.ISSUED:
                move(act, referral, Progress.HANDED, evidence=evidence)
            referral.handed_at = act.now
            referral.sent_how = sent_how or (CARRIED if how is Paper.HANDED else "")
            move_paper(act, referral, how, evidence=evidence)
            return line_of(act, self._office, referral)

    def new_day(
        self,
        account: SignedIn,
        referral_id: int,
        until: date,
        evidence: Evidence = Evidence.OURSELVES,
    ) -> ReferralLine:
        """Somebody who did not go will go by another day; at most twice."""
        with self._office.act(account, Right.REFER, ActKind.CHANGE, purpose="새 기한") as act:
            referral = referral_of(act, referral_id)
            act.about(referral.visitor_id)
            give_new_day(act, self._office.holidays(act), referral, until, evidence)
            return line_of(act, self._office, referral)

    def open_again(self, account: SignedIn, referral_id: int, note: str) -> ReferralLine:
        """Out of an end again, with a note of why; the same day an undo is the shorter way."""
        with self._office.act(account, Right.REFER, ActKind.CHANGE, purpose="다시 열기") as act:
            refuse_identifiers(reason=note)
            referral = referral_of(act, referral_id)
            act.about(referral.visitor_id)
            open_again(act, referral, note)
            return line_of(act, self._office, referral)

    def others(self, account: SignedIn, referral_id: int) -> tuple[ReferralLine, ...]:
        """The person's other open referrals: what employment makes needless."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="다른 의뢰 보기", logged=False
        ) as act:
            referral = referral_of(act, referral_id)
            rows = others_open(act, referral.visitor_id, referral.id)
            return lines_of(act, self._office, rows)

    def found_work(
        self,
        account: SignedIn,
        referral_ids: Sequence[int],
        evidence: Evidence = Evidence.OURSELVES,
    ) -> tuple[ReferralLine, ...]:
        """The person found work another way: these are closed in one act, each may be undone."""
        with self._office.act(
            account, Right.REFER, ActKind.CHANGE, purpose="다른 경로 취업"
        ) as act:
            rows = [referral_of(act, one) for one in referral_ids]
            for referral in rows:
                act.about(referral.visitor_id)
                close_as_employed(act, referral, evidence)
            act.session.flush()
            return lines_of(act, self._office, rows)

    def void(
        self, account: SignedIn, referral_id: int, reason_code: str, reason: str = ""
    ) -> ReferralLine:
        """Issued by mistake: the referral is not counted and its paper is void on scan."""
        with self._office.act(account, Right.REFER, ActKind.CHANGE, purpose="의뢰 무효") as act:
            refuse_identifiers(reason=reason)
            referral = referral_of(act, referral_id)
            act.about(referral.visitor_id)
            check_reason_code(self._office, Progress.VOID, reason_code, act.today)
            move(act, referral, Progress.VOID, reason_code=reason_code, reason=tidy(reason))
            slip = last_slip_of(act, referral)
            slip.void_at = act.now
            slip.void_reason = reason_code
            return line_of(act, self._office, referral)

    def conclude(
        self,
        account: SignedIn,
        referral_id: int,
        progress: Progress,
        reason_code: str = "",
        reason: str = "",
        evidence: Evidence = Evidence.OURSELVES,
    ) -> ReferralLine:
        """Say ourselves that somebody did not go, nobody answered, or it was called off.

        Or that we send the person elsewhere (타기관 의뢰); the new slip is linked to it.
        """
        with self._office.act(
            account, Right.REFER, ActKind.CHANGE, purpose="연계 상태 기록"
        ) as act:
            refuse_identifiers(reason=reason)
            if progress not in OURS:
                raise Refused("불참, 무응답, 철회, 타기관 의뢰 가운데 하나를 골라 주십시오.")
            referral = referral_of(act, referral_id)
            act.about(referral.visitor_id)
            check_reason_code(self._office, progress, reason_code, act.today)
            move(
                act,
                referral,
                progress,
                evidence=evidence,
                reason_code=reason_code,
                reason=tidy(reason),
            )
            return line_of(act, self._office, referral)

    def find_number(self, account: SignedIn, typed: str) -> FoundNumber:
        """What a typed or scanned number belongs to: masked name and partner, nothing more.

        One box takes slip, visit, consent and print numbers; their lengths tell them
        apart. Raises Unreadable for digits that cannot be a number, NotFound otherwise.
        """
        number = read(typed)
        with self._office.act(account, Right.LOOK, ActKind.SEARCH, purpose="번호로 찾기") as act:
            found = find_paper(act, self._office, number)
            act.about(found.visitor_id)
            act.count = 1
            return found

    def record_reply(
        self, account: SignedIn, reply: ReplyDraft, draft_id: int | None = None
    ) -> ReferralLine:
        """Write what came back; what the reply leaves out is inferred and stamped so.

        The kept form `draft_id` goes in the same act. The same outcome again is news
        without a move. Raises Refused for an outcome the referral cannot take any more, a
        missing reason, or a void number.
        """
        with self._office.act(account, Right.REFER, ActKind.CHANGE, purpose="회신 기록") as act:
            written = write_reply(act, self._office, reply)
            ask_later(act, written)
            forget_draft(act, draft_id)
            return line_of(act, self._office, written.referral)

    def undo(self, account: SignedIn, referral_id: int) -> ReferralLine:
        """Take back the last move, the same day and by whoever made it.

        An issued number cannot be taken back: such a slip is made void instead.
        """
        with self._office.act(account, Right.REFER, ActKind.CHANGE, purpose="되돌리기") as act:
            referral = referral_of(act, referral_id)
            act.about(referral.visitor_id)
            take_back_last(act, self._office, referral)
            return line_of(act, self._office, referral)

    def card(self, account: SignedIn, referral_id: int, *, first: bool = True) -> ReferralCard:
        """One referral with its moves and every slip ever issued for it.

        `first` is false for the refresh of a card that was logged when it came up.
        """
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="연계 보기", logged=first
        ) as act:
            referral = referral_of(act, referral_id)
            act.about(referral.visitor_id)
            return card_of(act, self._office, referral)

    def of_visitor(self, account: SignedIn, visitor_id: int) -> tuple[ReferralLine, ...]:
        """A visitor's referrals, the newest first; the visitor's page is open already."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, (visitor_id,), "연계 보기", logged=False
        ) as act:
            rows = act.session.scalars(
                select(Referral)
                .where(Referral.visitor_id == visitor_id)
                .order_by(Referral.opened_at.desc(), Referral.id.desc())
            ).all()
            return lines_of(act, self._office, rows)

    def open_ones(
        self,
        account: SignedIn,
        *,
        overdue: bool = False,
        all_states: bool = False,
        first: bool = True,
    ) -> tuple[ReferralLine, ...]:
        """Every open referral, what is late first; or only the late ones, or all."""
        scope = "late" if overdue else "all" if all_states else "open"
        return self.listed(account, Wanted(scope), first=first).lines

    def listed(
        self,
        account: SignedIn,
        wanted: Wanted,
        behind: Behind | None = None,
        limit: int = PART,
        *,
        first: bool = True,
    ) -> Part[ReferralLine]:
        """A part of the list of the screen 연계, names masked: the first, or what is `behind` one.

        `first` is false for the refresh of a list that was logged when it came up.
        """
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose=wanted.purpose, logged=first
        ) as act:
            rows, places = part_wanted(act, wanted, behind, limit)
            act.about(*(row.visitor_id for row in rows))
            return part_of(lines_of(act, self._office, rows), places, limit)

    def how_many(self, account: SignedIn, wanted: Wanted) -> tuple[int, int]:
        """How many that list has, and how many are late; counted up to one above `COUNTED`."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose=wanted.purpose, logged=False
        ) as act:
            return count_wanted(act, wanted)

    def partners(self, account: SignedIn) -> tuple[tuple[str, str], ...]:
        """Key and name of every partner somebody was referred to, to narrow the list by."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="연계 목록", logged=False
        ) as act:
            return partners_referred_to(act)

    def reasons(self, account: SignedIn, progress: Progress) -> tuple[tuple[str, str], ...]:
        """Codes and words of why a referral came to a state, in the order of the reply form."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="사유 목록", logged=False
        ) as act:
            return reasons_for(self._office, progress, act.today)
