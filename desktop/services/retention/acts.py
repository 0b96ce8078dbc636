"""보유·파기 as a screen asks for it: one method is one act."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from threading import RLock

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
    HowFar,
    LeftKind,
    LeftLine,
    Reached,
    Rule,
    Subject,
)
from desktop.domain.rights import Right
from desktop.services.act import Office, day_of
from desktop.services.backups import Backups
from desktop.services.centre import put_setting
from desktop.services.paging import PART, Behind, Part
from desktop.services.papers import ReadyPaper
from desktop.services.retention.asking import (
    ask_for,
    asked_lines,
    decide_on,
    ledger_part,
    take_back_request,
)
from desktop.services.retention.carrying import (
    TOGETHER,
    UNFINISHED,
    approved_ids,
    carry_out,
    copies_behind,
    copy_lines,
    is_behind,
    is_unfinished,
    last_destroyed,
    left_copies,
)
from desktop.services.retention.files import (
    KeptFile,
    delete_files,
    left_files,
    lists_in_files,
    note_deleted,
    removed,
    waiting_files,
)
from desktop.services.retention.finding import due_lines
from desktop.services.retention.mentions import (
    find_mentions,
    left_mentions,
    mentions_corrected,
    sought,
    tell_mentions,
)
from desktop.services.retention.papers import ledger_paper, request_paper
from desktop.services.retention.periods import periods_of, put_period, take_back_period
from desktop.store.backup import swapping
from desktop.store.backups import BackupCopy
from desktop.store.erasing import clear_leftovers, replay_into

Told = Callable[[HowFar], bool]
"""Hears how far it is; False gives it up, where that may be."""
_BACKED_UP, _ROWS_GONE, _PAGES_GONE = 0.3, 0.35, 0.55
"""Shares of the time that are over when each is done."""


def _go_on(_far: HowFar) -> bool:
    return True


class Retention:
    """How long what is kept, and what becomes of it when the time is over."""

    def __init__(self, office: Office, backups: Backups) -> None:
        """`backups` makes a copy before a destruction, and reaches those there are."""
        self._office = office
        self._backups = backups
        self._busy = RLock()
        self._tried: set[tuple[Path, int, int]] = set()

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
            account,
            Right.ASK_DESTRUCTION,
            ActKind.VIEW,
            purpose="보유·파기 목록",
            logged=first,
            aside=True,
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
                left=(
                    *left_files(act),
                    *left_mentions(act),
                    *left_copies(act),
                    *self._kept_aside(),
                ),
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

    def look_for_mentions(
        self,
        account: SignedIn,
        wanted: Sequence[tuple[Subject, int]],
        stopped: Callable[[], bool] = lambda: False,
    ) -> int:
        """Where the records of others name those whose destruction was just asked for; how many.

        They stand in the list of what is left, and their number in the ledger. Looks through
        all notes: for a thread of its own.
        """
        ids = [key for subject, key in wanted if subject is Subject.VISITOR]
        with self._office.act(
            account, Right.ASK_DESTRUCTION, ActKind.VIEW, purpose="파기 요청", logged=False
        ) as act:
            people = sought(act, ids)
        if not people:
            return 0
        with self._office.reading_aside(account) as session:
            found = find_mentions(session, people, stopped)
        with self._office.act(
            account, Right.ASK_DESTRUCTION, ActKind.ENTER, purpose="다른 분 기록에 남은 곳 찾음"
        ) as act:
            new = tell_mentions(act, found)
            act.count = len(found)
            act.changed("destruction")
            return new

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
        with self._busy:
            return self._destroy(account, told)

    def _destroy(self, account: SignedIn, told: Told) -> Destroyed:
        with self._office.act(
            account, Right.DECIDE_DESTRUCTION, ActKind.VIEW, purpose="파기", logged=False
        ) as act:
            ids, lists = approved_ids(act), lists_in_files(act)
        if not ids or not self._backed_up(account, told):
            return Destroyed(0)
        done, gone, kept = 0, 0, list[str]()
        for start in range(0, len(ids), TOGETHER):
            share = _BACKED_UP + (_ROWS_GONE - _BACKED_UP) * start / len(ids)
            if not told(HowFar(f"기록을 지우는 중: {start:,}/{len(ids):,}", share)):
                break
            with self._office.act(
                account, Right.DECIDE_DESTRUCTION, ActKind.DESTROY, purpose="파기"
            ) as act:
                some, stopped, files = carry_out(act, ids[start : start + TOGETHER], lists)
            done, kept, gone = done + some, kept + stopped, gone + self._delete(account, files)
        copies, out_of_reach = self.finish(account, told)
        with self._office.act(
            account, Right.DECIDE_DESTRUCTION, ActKind.VIEW, purpose="남은 파일", logged=False
        ) as act:
            files_left = left_files(act)
        return Destroyed(done, tuple(kept), copies, out_of_reach, gone, files_left)

    def _backed_up(self, account: SignedIn, told: Told) -> bool:
        """The copy before it; False when it was given up meanwhile."""
        wanted = told(HowFar("파기 전 백업", 0.0))

        def copying(words: str, share: float) -> None:
            nonlocal wanted
            wanted = told(HowFar(f"파기 전 백업: {words}", _BACKED_UP * share)) and wanted

        if not wanted:
            return False
        made = self._backups.make(
            account, Occasion.DESTRUCTION, progress=copying, stopped=lambda: not wanted
        )
        return made is not None and wanted

    def reach_again(
        self, account: SignedIn, stopped: Callable[[], bool] = lambda: False
    ) -> Reached | None:
        """The next contact with what was out of reach: done by itself, whoever sits there.

        None when there is nothing to do or nothing of it within reach. `stopped` is asked
        at every step. For a thread of its own; nobody has to wait for it. What did not open
        is not tried again until it has changed or somebody asks for it.
        """
        # A destruction that runs does the copies itself.
        if not self._busy.acquire(blocking=False):
            return None
        try:
            return self._reach_again(account, stopped)
        finally:
            self._busy.release()

    def _reach_again(self, account: SignedIn, stopped: Callable[[], bool]) -> Reached | None:
        with self._office.act(
            account, Right.OWN, ActKind.VIEW, purpose="남은 사본", logged=False
        ) as act:
            behind = [_path(row) for row in copies_behind(act)]
            waiting = waiting_files(act)
            unfinished = is_unfinished(act)
        there = any(self._is_new(path) for path in behind)
        waiting = [one for one in waiting if any(self._is_new(path) for path in one.places)]
        ledger = self._office.noted_destroyed() if there or unfinished else None
        done = 0
        if ledger is not None and not stopped():
            known, holds_more = ledger, self._behind(account)
            rewritten = self._backups.rewrite(
                account,
                lambda connection: replay_into(connection, known),
                lambda row: holds_more(row) and (unfinished or self._is_new(_path(row))),
                aside=unfinished,
                stopped=stopped,
            )
            done = len(rewritten.done)
        files = 0 if stopped() else self._delete(account, waiting)
        if not stopped():
            places = [*behind, *(path for one in waiting for path in one.places)]
            self._tried |= {told for path in places if (told := _signature(path)) is not None}
        finished = unfinished and ledger is not None and not stopped()
        if not done and not files and not finished:
            return None
        with self._office.act(
            account, Right.OWN, ActKind.DESTROY, purpose="다시 닿은 사본에서 파기"
        ) as act:
            if finished:
                put_setting(act, UNFINISHED, False)
            act.count = done + files
            act.changed("destruction")
            return Reached(done, files, len(copies_behind(act)))

    def _is_new(self, path: Path) -> bool:
        """Whether it is within reach, and not as it was when it would not open."""
        told = _signature(path)
        return told is not None and told not in self._tried

    def _behind(self, account: SignedIn) -> Callable[[BackupCopy], bool]:
        """Which copies hold something destroyed since, asked when they are looked at."""
        with self._office.act(
            account, Right.OWN, ActKind.VIEW, purpose="남은 사본", logged=False
        ) as act:
            last = last_destroyed(act)

        def holds_more(row: BackupCopy) -> bool:
            return last is not None and is_behind(row, last)

        return holds_more

    def _waiting(self, account: SignedIn) -> list[KeptFile]:
        with self._office.act(
            account, Right.OWN, ActKind.VIEW, purpose="남은 파일", logged=False
        ) as act:
            return waiting_files(act)

    def _delete(self, account: SignedIn, files: Sequence[KeptFile]) -> int:
        """Papers that left as a file, deleted where they were written; how many."""
        deleted = delete_files(files)
        if not deleted:
            return 0
        with self._office.act(
            account, Right.OWN, ActKind.DESTROY, purpose="파일로 나간 것 파기"
        ) as act:
            gone = note_deleted(act, deleted)
            act.count = len(deleted)
        return gone

    def finish(self, account: SignedIn, told: Told = _go_on) -> tuple[int, tuple[CopyLine, ...]]:
        """Pages, log and every copy within reach; how many copies, and those out of reach.

        Also the next contact with a copy that was out of reach.
        """
        with self._busy:
            return self._finish(account, told)

    def _finish(self, account: SignedIn, told: Told) -> tuple[int, tuple[CopyLine, ...]]:
        with self._office.act(
            account, Right.DECIDE_DESTRUCTION, ActKind.VIEW, purpose="사본 파기", logged=False
        ):
            pass

        def rewriting(number: int, of: int) -> None:
            share = _PAGES_GONE + (1 - _PAGES_GONE) * (number - 1) / of
            told(HowFar(f"사본을 다시 쓰는 중: {number}/{of}", share, may_stop=False))

        told(HowFar("지운 자리를 덮어쓰는 중", _ROWS_GONE, may_stop=False))
        self._office.leave_no_trace()
        clear_leftovers(self._office.store_path)
        ledger, closed = self._office.note_destroyed()
        rewritten = self._backups.rewrite(
            account,
            lambda connection: replay_into(connection, ledger),
            self._behind(account),
            told=rewriting,
        )
        self._delete(account, self._waiting(account))
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

    # what is left

    def removed_by_hand(self, account: SignedIn, lines: Sequence[LeftLine]) -> int:
        """Somebody found these files and deleted them: they leave the list; how many."""
        with self._office.act(
            account, Right.ASK_DESTRUCTION, ActKind.DESTROY, purpose="파일로 나간 것 직접 지움"
        ) as act:
            files = [one for one in lines if one.kind in (LeftKind.FILE, LeftKind.LIST)]
            act.count = removed(act, [int(one.key) for one in files])
            return act.count

    def corrected_by_hand(self, account: SignedIn, lines: Sequence[LeftLine]) -> int:
        """Somebody corrected these records of others: they leave the list; how many."""
        with self._office.act(
            account, Right.ASK_DESTRUCTION, ActKind.CHANGE, purpose="다른 분 기록에서 고침"
        ) as act:
            those = [one for one in lines if one.kind is LeftKind.MENTION]
            act.about(*(one.visitor_id for one in those))
            act.count = mentions_corrected(act, [one.key for one in those])
            act.changed("destruction")
            return act.count

    def remove_kept(self, account: SignedIn, line: LeftLine) -> None:
        """A store put aside by a restore is wanted no more. Raises Refused, StoreTrouble."""
        with self._office.act(
            account, Right.RESTORE, ActKind.DESTROY, purpose="곁에 둔 자료 지움"
        ) as act:
            swapping.remove_kept(self._office.store_path.parent, line.key)
            act.changed("destruction", "backup")

    def _kept_aside(self) -> tuple[LeftLine, ...]:
        store = self._office.store_path
        return tuple(
            LeftLine(
                kind=LeftKind.KEPT,
                key=one.folder.name,
                name=one.folder.name,
                place=str(one.folder),
                made_on=day_of(one.at),
                size=one.size,
            )
            for one in swapping.kept_aside(store.parent, store.name)
        )

    # the ledger

    def ledger(
        self, account: SignedIn, behind: Behind | None = None, limit: int = PART
    ) -> Part[AskedLine]:
        """파기 관리대장: what was destroyed, the latest first, part by part; no names."""
        with self._office.act(
            account, Right.LOG, ActKind.VIEW, purpose="파기 관리대장", logged=False
        ) as act:
            return ledger_part(act, behind, limit)

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


def _path(row: BackupCopy) -> Path:
    return Path(row.folder) / row.file_name


def _signature(path: Path) -> tuple[Path, int, int] | None:
    """A file as it is now; None out of reach."""
    try:
        found = path.stat()
    except OSError:
        return None
    return path, found.st_mtime_ns, found.st_size
