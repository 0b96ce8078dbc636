"""Every move a referral may make, on both axes: one table, its guards, and what lists call it.

A row says from where, to where, who may say so and what is checked. Where a row stands
here that the counter's practice does not have, the reason stands beside it. Nothing else
in the program decides whether a move is allowed.
"""

from collections import deque
from dataclasses import dataclass
from datetime import date
from enum import Enum

from desktop.domain.referral import Evidence, Paper, Progress


class By(Enum):
    """Who says that a referral stands somewhere else now."""

    US = "us"
    """The office itself; what a clock proposes and a person confirms is the office's too."""
    REPLY = "reply"
    """The partner or the visitor told it, whatever way."""
    CLOCK = "clock"
    """Proposed when a day has gone by without news; it never moves by itself."""


class Guard(Enum):
    """What is checked before a move besides the row itself."""

    CONSENT = "consent"
    """The consent names this very partner and lives; the slip says why."""
    ONE_OPEN = "one_open"
    """No other referral of the person to the service is open, unless asked and linked."""
    REASON = "reason"
    """A coded reason; 기타 needs words, 사유 미기재 is a code."""
    EXPECTED = "expected"
    """The day the partner named."""
    ROUNDS = "rounds"
    """A new day to go by, at most twice."""
    LATE = "late"
    """After silence: welcome, counted in the live view, never in a quarter already frozen."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """One allowed move; `why` is written where the row goes beyond the practice."""

    before: Progress
    after: Progress
    by: frozenset[By]
    guards: tuple[Guard, ...] = ()
    why: str = ""


_US = frozenset({By.US})
_TOLD = frozenset({By.REPLY})
_EITHER = frozenset({By.US, By.REPLY})
_SILENT = frozenset({By.US, By.CLOCK})
_ANY = frozenset(By)
_BY = {
    "I": _US,
    "H": _EITHER,  # 전화만 함 on a stub tells that the person has the paper
    "A": _TOLD,
    "C": _TOLD,
    "L": _TOLD,
    "J": _TOLD,
    "R": _EITHER,
    "N": _ANY,
    "E": _SILENT,
    "S": _TOLD,
    "F": _TOLD,
    "W": _EITHER,
    "V": _US,
}
"""Who may bring a referral to a state: it depends on the state alone."""
_GUARDS = {
    "I": (Guard.CONSENT, Guard.ONE_OPEN),
    "L": (Guard.REASON, Guard.EXPECTED),
    **dict.fromkeys("JRNFWV", (Guard.REASON,)),
}


def _row(before: str, after: str, *more: Guard, why: str = "") -> Allowed:
    guards = (*_GUARDS.get(after, ()), *more)
    return Allowed(Progress(before), Progress(after), _BY[after], guards, why)


TABLE: tuple[Allowed, ...] = (
    # 작성 중: a form that is kept under 진행 중; it is given up there, no row is left of it.
    _row("D", "I"),
    _row("I", "H"),
    _row("I", "W"),
    _row("I", "V"),
    *(_row("H", after) for after in "ANWECJLRS"),
    _row("H", "V", why="a wrong paper is often noticed only after it was handed over"),
    *(_row("A", after) for after in "CLJRSFWE"),
    *(_row("C", after) for after in "SFLW"),
    *(_row("L", after) for after in "CJWE"),
    _row("N", "H", Guard.ROUNDS),
    *(_row("N", after) for after in "AWE"),
    *(_row("E", after, Guard.LATE) for after in "ACLJRS"),
    _row("E", "N", Guard.LATE, why="the stub itself says 오지 않음, and may say so late"),
    _row(
        "E",
        "W",
        why="a consent can be taken back, or work found elsewhere, after the silence too",
    ),
)
"""Every move of the progress axis."""

ROW = {(one.before, one.after): one for one in TABLE}
MOVES: dict[Progress, frozenset[Progress]] = {
    before: frozenset(one.after for one in TABLE if one.before is before) for before in Progress
}
"""Where a referral may go from each state."""

PAPER_MOVES: dict[Paper, frozenset[Paper]] = {
    Paper.UNPRINTED: frozenset({Paper.PRINTED}),
    # A stub can come back although nobody noted that the sheet was handed over.
    Paper.PRINTED: frozenset({Paper.HANDED, Paper.SENT, Paper.RETURNED, Paper.LOST}),
    # The visitor has it and the partner is sent it too, or the other way round.
    Paper.HANDED: frozenset({Paper.SENT, Paper.RETURNED, Paper.LOST}),
    Paper.SENT: frozenset({Paper.HANDED, Paper.RETURNED, Paper.LOST}),
    # After 오지 않음 on a stub the person is sent once more.
    Paper.RETURNED: frozenset({Paper.HANDED, Paper.SENT, Paper.LOST}),
    # Only a new paper with a new number comes after a lost or replaced one.
    Paper.LOST: frozenset({Paper.PRINTED}),
}
"""Every move of the sheet itself; a re-issue goes by 분실·재발급, and the old number is void."""

GUESSED = frozenset({Progress.HANDED, Progress.ARRIVED, Progress.ACCEPTED})
"""Only these may have happened without anybody telling us."""
ROUNDS = 2
"""New days given to somebody who did not go."""
REOPENED = "reopened"
"""The code of a move back out of an end, with a note, when it is too late to undo."""
NOT_REOPENED = {
    Progress.VOID: "무효라고 한 번호는 다시 살리지 않습니다. 새 의뢰서를 발급해 주십시오.",
}
"""Ends that stay: somebody may have been told already that the number is void."""


def who(evidence: Evidence) -> By:
    """Who speaks, by what a move rests on."""
    if evidence is Evidence.OURSELVES:
        return By.US
    return By.CLOCK if evidence is Evidence.CLOCK else By.REPLY


def way(before: Progress, after: Progress, by: By = By.REPLY) -> tuple[Progress, ...]:
    """The states from `before` to `after`, `after` last; empty when no way leads there.

    A reply may leave out steps that can be guessed; what we say ourselves goes one step.
    """
    if by is not By.REPLY:
        row = ROW.get((before, after))
        return (after,) if row is not None and by in row.by else ()
    seen = {before}
    open_ways: deque[tuple[Progress, ...]] = deque([()])
    while open_ways:
        gone = open_ways.popleft()
        here = gone[-1] if gone else before
        row = ROW.get((here, after))
        if row is not None and by in row.by:
            return (*gone, after)
        for step in Progress:  # in the order of the table, so that the way is always the same
            if step in MOVES[here] and step in GUESSED and step not in seen:
                # Being sent once more is our own decision, with a new day: no reply says it.
                if (here, step) == (Progress.NO_SHOW, Progress.HANDED):
                    continue
                seen.add(step)
                open_ways.append((*gone, step))
    return ()


def may_reopen(progress: Progress) -> bool:
    """Whether a referral that ended so, or was given up as silent, can be opened again."""
    ended = progress.closed or progress is Progress.NO_ANSWER
    return ended and progress not in NOT_REOPENED


OWED = (Progress.ISSUED, Progress.HANDED, Progress.ARRIVED)
"""Nobody has said yet whether the person is taken: the partner owes an answer."""


def is_late(
    progress: Progress, reply_due: date | None, expected_on: date | None, today: date
) -> bool:
    """Whether the day of the answer has gone by, or the day a waiting list was to move."""
    if progress is Progress.ON_HOLD:
        return expected_on is not None and expected_on < today
    return progress in OWED and reply_due is not None and reply_due < today


class Status(Enum):
    """What lists and reports call a state, in one word."""

    PREPARED = "prepared"
    UNDER_WAY = "under_way"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    SILENT = "silent"
    LEFT_OUT = "left_out"

    @property
    def label(self) -> str:
        """The word on lists and reports."""
        return _STATUS_LABELS[self]

    @property
    def states(self) -> tuple[Progress, ...]:
        """Which states it stands for, in the order of the table."""
        return tuple(one for one in Progress if STATUS_OF[one] is self)


_STATUS_LABELS = {
    Status.PREPARED: "준비",
    Status.UNDER_WAY: "진행",
    Status.SUCCEEDED: "성사",
    Status.FAILED: "불성사",
    Status.SILENT: "무응답",
    Status.LEFT_OUT: "제외",
}
_STATES = {
    Status.PREPARED: "DI",
    Status.UNDER_WAY: "HACLN",
    Status.SUCCEEDED: "S",
    Status.FAILED: "JFRW",
    Status.SILENT: "E",
    Status.LEFT_OUT: "V",
}
STATUS_OF = {Progress(letter): status for status, letters in _STATES.items() for letter in letters}
"""The one word for each of the fourteen states."""
