"""Asking after referrals at the counter: one method is one act."""

from collections.abc import Sequence
from datetime import date

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.chase import CallDraft, CallSaved, CallSheet, CallTarget, Pause, Side
from desktop.domain.clocks import Whom
from desktop.domain.rights import Right
from desktop.services.act import Office
from desktop.services.chases.finding import call_targets
from desktop.services.chases.paper import paper_of
from desktop.services.chases.pausing import pause, resume
from desktop.services.chases.proposing import confirm, take_back
from desktop.services.chases.saving import add_chase, save_call, take_back_chase
from desktop.services.chases.sheets import key_of_partner, sheet_of
from desktop.services.clocks import catch_up
from desktop.services.drafts import forget_draft
from desktop.services.follow_ups import plan_job_checks
from desktop.services.papers import ReadyPaper
from desktop.services.referrals.reading import referral_of


class Chases:
    """Whom to call, what was heard, what waits, and what may be closed."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def today(self, account: SignedIn, *, first: bool = True) -> tuple[CallTarget, ...]:
        """Everybody to call today, the longest due first; visitors masked.

        `first` is false for the refresh of a list that was logged when it came up.
        """
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="오늘 전화할 곳", logged=first
        ) as act:
            found = call_targets(act)
            act.about(*(one.visitor_id or None for one in found))
            act.count = len(found)
            return found

    def sheet(self, account: SignedIn, side: Side, key: str, *, first: bool = True) -> CallSheet:
        """All open slips of a partner or a visitor, with names and the number to dial.

        Raises NotFound. `first` is false for the refresh of a sheet that was logged.
        """
        with self._office.act(
            account, Right.REFER, ActKind.VIEW, purpose="회신 확인 전화", logged=first
        ) as act:
            return sheet_of(act, side, key)

    def partner_key(self, account: SignedIn, referral_id: int = 0, organisation_id: int = 0) -> str:
        """The key of the partner a slip went to, or of one of its rows. Raises NotFound."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="기관 보기", logged=False
        ) as act:
            return key_of_partner(act, referral_id, organisation_id)

    def paper(self, account: SignedIn, key: str) -> ReadyPaper:
        """The sheet of a partner on paper, names masked. Raises NotFound."""
        with self._office.act(
            account, Right.PRINT, ActKind.PRINT, purpose="기관별 전화 시트"
        ) as act:
            return paper_of(act, self._office, sheet_of(act, Side.PARTNER, key))

    def save(self, account: SignedIn, call: CallDraft, draft_id: int | None = None) -> CallSaved:
        """Write everything heard in one call; the kept form `draft_id` goes in the same act.

        Raises Refused with the slip's `number` and the fields of its row; then nothing of
        the call is written.
        """
        with self._office.act(
            account, Right.REFER, ActKind.CHANGE, purpose="전화로 회신 확인"
        ) as act:
            saved = save_call(act, self._office, call)
            forget_draft(act, draft_id)
            return saved

    def take_back(self, account: SignedIn, referral_ids: Sequence[int]) -> None:
        """The call did not bring that after all: the same day, by whoever made it."""
        with self._office.act(account, Right.REFER, ActKind.CHANGE, purpose="되돌리기") as act:
            for referral_id in referral_ids:
                referral = referral_of(act, referral_id)
                act.about(referral.visitor_id)
                take_back_chase(act, self._office, referral)

    def record(
        self,
        account: SignedIn,
        referral_id: int,
        whom: Whom,
        way: str,
        result: str,
        note: str = "",
        spoke_with: str = "",
    ) -> None:
        """Write down that somebody was asked about one slip; no answer came of it.

        Raises Refused with the fields `way`, `heard`, `note`, `spoke_with`.
        """
        with self._office.act(account, Right.REFER, ActKind.CHANGE, purpose="회신 확인") as act:
            referral = referral_of(act, referral_id)
            act.about(referral.visitor_id)
            add_chase(
                act,
                self._office,
                referral,
                whom,
                way,
                result,
                note=note,
                spoke_with=spoke_with,
            )

    def pause(self, account: SignedIn, wanted: Pause) -> None:
        """재촉 중지. Raises Refused with the fields `reason_code`, `until`, `note`."""
        with self._office.act(account, Right.REFER, ActKind.CHANGE, purpose="재촉 중지") as act:
            for referral_id in wanted.referral_ids:
                referral = referral_of(act, referral_id)
                act.about(referral.visitor_id)
                pause(act, self._office, referral, wanted)

    def resume(self, account: SignedIn, referral_ids: Sequence[int]) -> None:
        """Ask again from today on. Raises Refused for a slip that was not paused."""
        with self._office.act(
            account, Right.REFER, ActKind.CHANGE, purpose="재촉 다시 시작"
        ) as act:
            for referral_id in referral_ids:
                referral = referral_of(act, referral_id)
                act.about(referral.visitor_id)
                resume(act, referral)

    def confirm(self, account: SignedIn, referral_ids: Sequence[int]) -> tuple[int, ...]:
        """Close what the timer proposes, as it proposes it; gives what was closed.

        Raises Refused when meanwhile there was news of all of them.
        """
        with self._office.act(
            account, Right.REFER, ActKind.CHANGE, purpose="불참·무응답 정리"
        ) as act:
            return confirm(act, referral_ids)

    def reopen(self, account: SignedIn, referral_ids: Sequence[int]) -> None:
        """What was confirmed today is open again."""
        with self._office.act(account, Right.REFER, ActKind.CHANGE, purpose="되돌리기") as act:
            take_back(act, self._office, referral_ids)

    def plan_checks(self, account: SignedIn, referral_id: int, employed_on: date) -> int:
        """Ask again 1, 3 and 6 months after somebody began to work; gives how many were new."""
        with self._office.act(account, Right.REFER, ActKind.ENTER, purpose="취업 뒤 확인") as act:
            referral = referral_of(act, referral_id)
            act.about(referral.visitor_id)
            return len(plan_job_checks(act, referral, employed_on))

    def catch_up(self, account: SignedIn) -> int:
        """Set the clocks of slips from a store of an earlier version; gives how many."""
        with self._office.act(
            account, Right.LOOK, ActKind.CHANGE, purpose="연계 시계", logged=False
        ) as act:
            return catch_up(act)
