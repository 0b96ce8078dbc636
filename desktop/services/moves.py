"""Moves of a referral: the one place where its progress or its paper changes.

Every move is checked against the table of domain.referral and kept with who, when
and on what evidence. What was skipped by a reply that jumps ahead is written too,
stamped as inferred, so that delays are not counted from guesses.
"""

from collections import deque
from datetime import datetime

from desktop.domain.errors import Refused
from desktop.domain.referral import MOVES, Evidence, Paper, Progress
from desktop.services.act import Act, day_of
from desktop.store.referrals import Referral, ReferralMove

PROGRESS, PAPER = "progress", "paper"
_ACT = "referral act"
STEPS_GUESSED = frozenset({Progress.HANDED, Progress.ARRIVED, Progress.ACCEPTED})
"""Only these may have happened without anybody telling us."""
OTHER = "other"
"""The code 기타 of every list of reasons: it needs words."""


def way(before: Progress, after: Progress) -> tuple[Progress, ...]:
    """The states from `before` to `after`, `after` last; empty when no way leads there.

    A shortest way; what lies between are steps a reply may leave out.
    """
    seen = {before}
    open_ways: deque[tuple[Progress, ...]] = deque([()])
    while open_ways:
        gone = open_ways.popleft()
        here = gone[-1] if gone else before
        if after in MOVES[here]:
            return (*gone, after)
        for step in Progress:  # in the order of the table, so that the way is always the same
            if step in MOVES[here] and step in STEPS_GUESSED and step not in seen:
                seen.add(step)
                open_ways.append((*gone, step))
    return ()


def check_reason(after: Progress, reason_code: str, reason: str) -> None:
    """Refuse a move that has to be explained and is not (기타 needs words)."""
    if not after.needs_reason:
        return
    if not reason_code:
        sentence = f"{after.label} 사유를 골라 주십시오."
        raise Refused(sentence, {"reason_code": sentence})
    if reason_code == OTHER and not reason.strip():
        sentence = "‘기타’를 고르셨으면 까닭을 한 줄 적어 주십시오."
        raise Refused(sentence, {"reason": sentence})


def move(
    act: Act,
    referral: Referral,
    after: Progress,
    *,
    evidence: Evidence = Evidence.OURSELVES,
    reason_code: str = "",
    reason: str = "",
    source_name: str = "",
) -> None:
    """Bring a referral to a state, by the steps the table allows.

    Raises Refused when no way leads there or the reason is missing.
    """
    before = Progress(referral.progress)
    steps = way(before, after)
    if not steps:
        raise Refused(
            f"‘{before.label}’ 상태의 의뢰는 ‘{after.label}’ 상태로 바꿀 수 없습니다.",
            {"outcome": "지금 상태에서 고를 수 없는 결과입니다."},
        )
    check_reason(after, reason_code, reason)
    for step in steps:
        last = step is after
        _keep(
            act,
            referral,
            PROGRESS,
            referral.progress,
            step.value,
            evidence=evidence,
            reason_code=reason_code if last else "",
            reason=reason if last else "",
            source_name=source_name if last else "",
            inferred=not last,
        )
        referral.progress = step.value
    if after.closed:
        referral.closed_on = act.today
        referral.reason_code = reason_code
    act.changed("referral")


def move_paper(
    act: Act,
    referral: Referral,
    paper: Paper,
    *,
    evidence: Evidence = Evidence.OURSELVES,
    reason: str = "",
) -> None:
    """Note where the sheet is now."""
    if referral.paper == paper.value:
        return
    _keep(act, referral, PAPER, referral.paper, paper.value, evidence=evidence, reason=reason)
    referral.paper = paper.value
    act.changed("referral")


def act_key(act: Act) -> int:
    """A number shared by everything one act changes about referrals."""
    known = act.session.info.get(_ACT)
    if known is None or known[0] is not act:
        known = act.session.info[_ACT] = (act, act.new_id())
    key: int = known[1]
    return key


def is_today(act: Act, by_id: int, at: datetime) -> bool:
    """Whether something was done today by whoever acts now: then it may be undone."""
    return by_id == act.account.account_id and day_of(at) == act.today


def _keep(
    act: Act,
    referral: Referral,
    axis: str,
    before: str,
    after: str,
    *,
    evidence: Evidence,
    reason_code: str = "",
    reason: str = "",
    source_name: str = "",
    inferred: bool = False,
) -> None:
    act.session.add(
        ReferralMove(
            id=act.new_id(),
            referral_id=referral.id,
            axis=axis,
            before=before,
            after=after,
            at=act.now,
            by_id=act.account.account_id,
            evidence=evidence.value,
            reason_code=reason_code,
            reason=reason,
            source_name=source_name,
            inferred=inferred,
            act_id=act_key(act),
            undone=False,
        )
    )
