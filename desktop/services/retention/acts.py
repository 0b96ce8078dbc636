"""보유·파기 as a screen asks for it: one method is one act."""

from collections.abc import Callable, Sequence
from datetime import date

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.backup import Occasion
from desktop.domain.retention import (
    AskedLine,
    CopyLine,
    Destroyed,
    DestructionState,
    DueLine,
    DueList,
    Rule,
    Subject,
)
from desktop.domain.rights import Right
from desktop.services.act import Office
from desktop.services.backups import Backups
from desktop.services.centre import put_setting
from desktop.services.papers import ReadyPaper
from desktop.services.retention.asking import (
    ask_for,
    asked_lines,
    decide_on,
    take_back_request,
)
from desktop.services.retention.carrying import (
    TOGETHER,
    UNFINISHED,
    approved_ids,
    carry_out,
    copies_behind,
    copy_lines,
    is_unfinished,
)
from desktop.services.retention.finding import due_lines
from desktop.services.retention.papers import ledger_paper, request_paper
from desktop.services.retention.periods import periods_of, put_period, take_back_period
from desktop.store.erasing import replay_into

Told = Callable[[int, int, str], bool]
"""Done so far, of how many, and what is being done; False stops before the next few."""


def _go_on(_done: int, _of: int, _what: str) -> bool:
    return True


class Retention:
    """How long what is kept, and what becomes of it when the time is over."""

    def __init__(self, office: Office, backups: Backups) -> None:
        """`backups` makes a copy before a destruction, and reaches those there are."""
        self._office = office
        self._backups = backups

    # periods

    def periods(self, account: SignedIn) -> tuple[Rule, ...]:
        """Every period there ever was, by subject and day."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="보유기간", logged=False
        ) as act:
            return periods_of(act)

    def set_period(self, account: SignedIn, rule: Rule) -> Rule:
        """A new period from a day on. Raises Refused with `months`, `valid_from`, `ground`."""
        with self._office.act(
            account, Right.RETENTION, ActKind.SETTING, purpose="보유기간 바꿈"
        ) as act:
            made = put_period(act, rule)
            act.changed("retention")
            return made

    def take_back_period(self, account: SignedIn, rule_id: int) -> None:
        """Take back a period that has not begun. Raises Refused, NotFound."""
        with self._office.act(
            account, Right.RETENTION, ActKind.SETTING, purpose="보유기간 거둠"
        ) as act:
            take_back_period(act, rule_id)
            act.changed("retention")

    # what is due, asked for, decided

    def due(self, account: SignedIn, *, first: bool = True) -> DueList:
        """What is due within thirty days, what waits for a decision, copies out of reach.

        `first` is false for the refresh of a page that was logged when it opened.
        """
        with self._office.act(
            account, Right.ASK_DESTRUCTION, ActKind.VIEW, purpose="보유·파기 목록", logged=first
        ) as act:
            lines, unread = due_lines(act)
            act.about(*(one.subject_id for one in lines if one.subject is Subject.VISITOR))
            return DueList(
                today=act.today,
                due=lines,
                unread=unread,
                asked=asked_lines(
                    act,
                    DestructionState.ASKED,
                    DestructionState.APPROVED,
                ),
                copies=copy_lines(copies_behind(act)),
                unfinished=is_unfinished(act),
            )

    def ask(
        self,
        account: SignedIn,
        wanted: Sequence[tuple[Subject, int]],
        records_approval: str = "",
    ) -> tuple[DueLine, ...]:
        """Ask for the destruction of what is due. Raises Refused for what is not, or is blocked."""
        with self._office.act(
            account, Right.ASK_DESTRUCTION, ActKind.ENTER, purpose="파기 요청"
        ) as act:
            return ask_for(act, wanted, records_approval)

    def take_back(self, account: SignedIn, destruction_id: int) -> None:
        """Take a request back before it is done. Raises Refused, NotFound."""
        with self._office.act(
            account, Right.ASK_DESTRUCTION, ActKind.CHANGE, purpose="파기 요청 거둠"
        ) as act:
            take_back_request(act, destruction_id)

    def decide(
        self,
        account: SignedIn,
        ids: Sequence[int],
        *,
        approve: bool,
        refusal: str = "",
        records_approval: str = "",
    ) -> int:
        """Approve or send back what somebody else asked for; how many.

        Raises Refused: one's own request, one decided already, no number of the records
        officer where one is needed (`records_approval`), no reason (`refusal`).
        """
        with self._office.act(
            account, Right.DECIDE_DESTRUCTION, ActKind.CHANGE, purpose="파기 승인"
        ) as act:
            return decide_on(
                act, ids, approve=approve, refusal=refusal, records_approval=records_approval
            )

    # the destruction

    def destroy(self, account: SignedIn, told: Told = _go_on) -> Destroyed:
        """Destroy everything approved: rows, pages, log, copies. Long; not on the writer's thread.

        A backup is made first, and rewritten with the others at the end. Cut short, it goes
        on where it stopped: what is done stands in the ledger, the rest is still approved.
        Raises StoreTrouble where the disk refuses.
        """
        with self._office.act(
            account, Right.DECIDE_DESTRUCTION, ActKind.VIEW, purpose="파기", logged=False
        ) as act:
            ids = approved_ids(act)
        if not ids or not told(0, len(ids), "파기 전 백업을 만드는 중"):
            return Destroyed(0)
        self._backups.make(account, Occasion.DESTRUCTION)
        done, kept, files = 0, list[str](), list[str]()
        for start in range(0, len(ids), TOGETHER):
            if not told(start, len(ids), "기록을 지우는 중"):
                break
            with self._office.act(
                account, Right.DECIDE_DESTRUCTION, ActKind.DESTROY, purpose="파기"
            ) as act:
                some, stopped, left = carry_out(act, ids[start : start + TOGETHER])
            done, kept, files = done + some, kept + stopped, files + left
        told(len(ids), len(ids), "빈자리와 사본을 지우는 중")
        copies, out_of_reach = self.finish(account)
        return Destroyed(done, tuple(kept), copies, out_of_reach, tuple(files))

    def finish(self, account: SignedIn) -> tuple[int, tuple[CopyLine, ...]]:
        """Pages, log and every copy within reach; how many copies, and those out of reach.

        Also the next contact with a copy that was out of reach.
        """
        with self._office.act(
            account, Right.DECIDE_DESTRUCTION, ActKind.VIEW, purpose="사본 파기", logged=False
        ):
            pass
        self._office.leave_no_trace()
        ledger, closed = self._office.note_destroyed()
        rewritten = self._backups.rewrite(
            account, lambda connection: replay_into(connection, ledger)
        )
        with self._office.act(
            account, Right.DECIDE_DESTRUCTION, ActKind.DESTROY, purpose="빈자리와 사본에서 파기"
        ) as act:
            put_setting(act, UNFINISHED, False)
            act.count = len(rewritten.done)
            act.changed("destruction")
            behind = [
                *copy_lines(copies_behind(act)),
                *(CopyLine(name, None, name) for name in rewritten.aside),
                *(CopyLine("자료 폴더", None, path.name) for path in closed),
            ]
        return len(rewritten.done), tuple(behind)

    # the ledger

    def ledger(self, account: SignedIn) -> tuple[AskedLine, ...]:
        """파기 관리대장: what was destroyed, the latest first; no names."""
        with self._office.act(
            account, Right.LOG, ActKind.VIEW, purpose="파기 관리대장", logged=False
        ) as act:
            return asked_lines(act, DestructionState.DONE)

    def ledger_paper(self, account: SignedIn, first: date, last: date) -> ReadyPaper:
        """The ledger of a period on paper, in the order of the days."""
        with self._office.act(account, Right.LOG, ActKind.PRINT, purpose="파기 관리대장") as act:
            return ledger_paper(act, self._office, first, last)

    def request_paper(self, account: SignedIn, ids: Sequence[int]) -> ReadyPaper:
        """The request (파기 요청서) for the file of documents, to be signed."""
        with self._office.act(
            account, Right.ASK_DESTRUCTION, ActKind.PRINT, purpose="파기 요청서"
        ) as act:
            return request_paper(act, self._office, ids)
