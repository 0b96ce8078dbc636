"""What the counter does with referrals: one method is one act."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import insert, select

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.errors import Conflict, NotFound, Refused
from desktop.domain.korean import tidy
from desktop.domain.masking import mask_name
from desktop.domain.paper_number import PaperKind, read
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
from desktop.services.drafts import forget_draft
from desktop.services.moves import act_key, move, move_paper
from desktop.services.partners import OPEN, same_service
from desktop.services.referrals.finding import find_paper
from desktop.services.referrals.issuing import issue_slip, reprint_slip
from desktop.services.referrals.reading import (
    issued_before,
    last_slip_of,
    open_referral_of,
    partners_of_same_kind,
    referral_of,
    shown_number,
    visit_for,
)
from desktop.services.referrals.records import FoundNumber, IssuedSlip, SlipStart
from desktop.services.referrals.replies import ON_PAPER, check_reason_code, check_reply, reasons_for
from desktop.services.referrals.undoing import take_back_last
from desktop.services.referrals.views import card_of, line_of, lines_of, void_sentence
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
from desktop.store.referrals import Referral, Reply, Slip

SHOWN = 300


class Referrals:
    """What the counter does with referrals and their slips."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def prepare(
        self, account: SignedIn, visitor_id: int, service_id: int, visit_id: int | None = None
    ) -> SlipStart:
        """What the slip's form begins with: dates by default, criteria and wishes as known.

        The visitor's data appear here in full: a logged 조회. Raises NotFound.
        """
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, (visitor_id,), "연계 의뢰 준비"
        ) as act:
            ground = ground_of(act, self._office, visitor_id, service_id, account.name)
            visitor = visitor_of(act, visitor_id)
            draft = first_draft(act, self._office, ground, visitor)
            existing = open_referral_of(act, visitor_id, service_id)
            return SlipStart(
                ground=ground,
                draft=replace(draft, visit_id=visit_id),
                masked_name=mask_name(visitor.name),
                name=visitor.name,
                open_referral=line_of(act, existing) if existing else None,
                same_kind=partners_of_same_kind(act, ground, visitor_id),
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
                open_referral=line_of(act, referral),
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
    ) -> IssuedSlip:
        """Issue the slip: number, stored record, first move and print, all in one act.

        `kept` are words of the text that were pointed at and left on purpose; the kept
        form `draft_id` goes in the same act. Raises Refused with the fields that have to
        be mended; then no number was taken.
        """
        if draft.referral_id is not None:
            return self.revise(account, draft, kept, draft_id=draft_id)
        with self._office.act(
            account, Right.REFER, ActKind.PRINT, (draft.visitor_id,), "연계 의뢰"
        ) as act:
            ground = ground_of(act, self._office, draft.visitor_id, draft.service_id, account.name)
            check_slip(act, self._office, ground, draft, kept)
            existing = open_referral_of(act, draft.visitor_id, draft.service_id)
            if existing is not None:
                sentence = (
                    f"이 기관에는 이미 의뢰하셨습니다({shown_number(existing.number)}). "
                    "그 의뢰를 고치거나 무효로 한 뒤에 새로 발급해 주십시오."
                )
                raise Refused(sentence, {"service_id": sentence})
            referral = Referral(
                id=act.new_id(),
                visitor_id=draft.visitor_id,
                service_id=ground.service.id,
                visit_id=visit_for(act, draft),
                counsellor_id=account.account_id,
                opened_at=act.now,
                progress=Progress.DRAFT.value,
                paper=Paper.UNPRINTED.value,
            )
            act.session.add(referral)
            act.session.flush()
            issued = issue_slip(
                act, self._office, ground, draft, referral, revision=1, replaced=None
            )
            move(act, referral, Progress.ISSUED)
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

    def handed(
        self,
        account: SignedIn,
        referral_id: int,
        how: Paper = Paper.HANDED,
        evidence: Evidence = Evidence.OURSELVES,
    ) -> ReferralLine:
        """The paper left the counter: given to the visitor or sent to the partner."""
        with self._office.act(account, Right.REFER, ActKind.CHANGE, purpose="의뢰서 전달") as act:
            if how not in (Paper.HANDED, Paper.SENT):
                raise Refused("교부와 발송 가운데 하나를 골라 주십시오.")
            referral = referral_of(act, referral_id)
            act.about(referral.visitor_id)
            if Progress(referral.progress) in (Progress.ISSUED, Progress.NO_SHOW):
                move(act, referral, Progress.HANDED, evidence=evidence)
            elif Progress(referral.progress).closed:
                raise Refused("이미 끝난 의뢰입니다.")
            referral.handed_at = act.now
            move_paper(act, referral, how, evidence=evidence)
            return line_of(act, referral)

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
            return line_of(act, referral)

    def conclude(
        self,
        account: SignedIn,
        referral_id: int,
        progress: Progress,
        reason_code: str = "",
        reason: str = "",
    ) -> ReferralLine:
        """Say ourselves that somebody did not go, nobody answered, or it was called off."""
        with self._office.act(
            account, Right.REFER, ActKind.CHANGE, purpose="연계 상태 기록"
        ) as act:
            refuse_identifiers(reason=reason)
            if progress not in (Progress.NO_SHOW, Progress.NO_ANSWER, Progress.WITHDRAWN):
                raise Refused("불참, 무응답, 철회 가운데 하나를 골라 주십시오.")
            referral = referral_of(act, referral_id)
            act.about(referral.visitor_id)
            check_reason_code(self._office, progress, reason_code, act.today)
            move(act, referral, progress, reason_code=reason_code, reason=tidy(reason))
            return line_of(act, referral)

    def find_number(self, account: SignedIn, typed: str) -> FoundNumber:
        """What a typed or scanned number belongs to: masked name and partner, nothing more.

        One box takes slip, visit, consent and print numbers; their lengths tell them
        apart. Raises Unreadable for digits that cannot be a number, NotFound otherwise.
        """
        number = read(typed)
        with self._office.act(account, Right.LOOK, ActKind.SEARCH, purpose="번호로 찾기") as act:
            found = find_paper(act, number)
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
        number = read(reply.number, PaperKind.SLIP)
        with self._office.act(account, Right.REFER, ActKind.CHANGE, purpose="회신 기록") as act:
            slip = act.session.scalars(select(Slip).where(Slip.number == number.digits)).first()
            if slip is None:
                raise NotFound(f"의뢰번호 {number.text}로 발급한 의뢰서가 없습니다.")
            referral = referral_of(act, slip.referral_id)
            act.about(referral.visitor_id)
            if slip.void_at is not None:
                raise Refused(void_sentence(act, slip), {"number": void_sentence(act, slip)})
            check_reply(act, self._office, reply, slip)
            if reply.outcome.value != referral.progress:
                move(
                    act,
                    referral,
                    reply.outcome,
                    evidence=reply.evidence,
                    reason_code=reply.reason_code,
                    reason=tidy(reply.remark),
                    source_name=tidy(reply.source_name),
                )
            if reply.evidence in ON_PAPER:
                move_paper(act, referral, Paper.RETURNED, evidence=reply.evidence)
            values = {
                "id": act.new_id(),
                "referral_id": referral.id,
                "slip_id": slip.id,
                "received_on": reply.received_on,
                "recorded_at": act.now,
                "by_id": account.account_id,
                "evidence": reply.evidence.value,
                "outcome": reply.outcome.value,
                "reason_code": reply.reason_code,
                "remark": tidy(reply.remark),
                "source_name": tidy(reply.source_name),
                "date_told": reply.date_told,
                "act_id": act_key(act),
                "undone": False,
            }
            act.session.execute(insert(Reply), [values])
            forget_draft(act, draft_id)
            act.changed("referral")
            return line_of(act, referral)

    def undo(self, account: SignedIn, referral_id: int) -> ReferralLine:
        """Take back the last move, the same day and by whoever made it.

        An issued number cannot be taken back: such a slip is made void instead.
        """
        with self._office.act(account, Right.REFER, ActKind.CHANGE, purpose="되돌리기") as act:
            referral = referral_of(act, referral_id)
            act.about(referral.visitor_id)
            take_back_last(act, referral)
            return line_of(act, referral)

    def card(self, account: SignedIn, referral_id: int) -> ReferralCard:
        """One referral with its moves and every slip ever issued for it."""
        with self._office.act(account, Right.LOOK, ActKind.VIEW, purpose="연계 보기") as act:
            referral = referral_of(act, referral_id)
            act.about(referral.visitor_id)
            return card_of(act, referral)

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
            return lines_of(act, rows)

    def open_ones(
        self,
        account: SignedIn,
        *,
        overdue: bool = False,
        all_states: bool = False,
        first: bool = True,
    ) -> tuple[ReferralLine, ...]:
        """The list of the screen 연계, names masked: what is late first, then by due date.

        `first` is false for the refresh of a list that was logged when it came up.
        """
        scope = "기한 지남" if overdue else "모두" if all_states else "열린 의뢰"
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose=f"연계 목록: {scope}", logged=first
        ) as act:
            asked = select(Referral)
            if not all_states:
                asked = asked.where(Referral.progress.in_(OPEN))
            if overdue:
                asked = asked.where(Referral.reply_due < act.today)
            order = Referral.opened_at.desc() if all_states else Referral.reply_due
            rows = act.session.scalars(asked.order_by(order, Referral.id).limit(SHOWN)).all()
            act.about(*(row.visitor_id for row in rows))
            return lines_of(act, rows)

    def reasons(self, account: SignedIn, progress: Progress) -> tuple[tuple[str, str], ...]:
        """Codes and words of why a referral came to a state, in the order of the reply form."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="사유 목록", logged=False
        ) as act:
            return reasons_for(self._office, progress, act.today)
