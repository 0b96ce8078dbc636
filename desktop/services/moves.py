"""Moves of a referral: the one place where its progress or its paper changes.

Every move is checked against the tables of domain.referral_moves and kept with who, when
and on what evidence. What was skipped by a reply that jumps ahead is written too,
stamped as inferred, so that delays are not counted from guesses.
"""

from datetime import date, datetime

from desktop.domain.errors import Refused
from desktop.domain.referral import Evidence, Paper, Progress
from desktop.domain.referral_moves import PAPER_MOVES, REOPENED, ROUNDS, way, who
from desktop.services.act import Act, day_of
from desktop.services.clocks import set_clocks
from desktop.store.referrals import Referral, ReferralMove

PROGRESS, PAPER = "progress", "paper"
_ACT = "referral act"
OTHER = "other"
"""The code 기타 of every list of reasons: it needs words."""


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
    expected_on: date | None = None,
) -> None:
    """Bring a referral to a state, by the steps the table allows.

    `expected_on` is the day a partner named for somebody who waits. Raises Refused when no
    way leads there, or when a guard of the move is not satisfied.
    """
    before = Progress(referral.progress)
    steps = way(before, after, who(evidence))
    if not steps:
        raise Refused(
            f"‘{before.label}’ 상태의 의뢰는 ‘{after.label}’ 상태로 바꿀 수 없습니다.",
            {"outcome": "지금 상태에서 고를 수 없는 결과입니다."},
        )
    check_reason(after, reason_code, reason)
    _check_days(act, referral, before, after, expected_on)
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
    set_clocks(act, referral)
    act.changed("referral")


def _check_days(
    act: Act, referral: Referral, before: Progress, after: Progress, expected_on: date | None
) -> None:
    """Who waits has a day to wait for; who is sent again has a new one, at most twice."""
    if after is Progress.ON_HOLD:
        note_expected(referral, expected_on)
    elif (before, after) == (Progress.NO_SHOW, Progress.HANDED):
        if referral.rounds >= ROUNDS:
            raise Refused(
                "새 기한은 두 번까지 드립니다. 더 기다리지 않으시면 철회나 무응답으로 "
                "닫아 주십시오."
            )
        if referral.valid_until is None or referral.valid_until < act.today:
            sentence = "오늘이나 그 뒤로 새 기한을 정해 주십시오."
            raise Refused(sentence, {"valid_until": sentence})
        referral.rounds += 1


def note_expected(referral: Referral, expected_on: date | None) -> None:
    """Keep the day a partner named for somebody who waits. Raises Refused without one."""
    if expected_on is None:
        sentence = "기관이 알려 준 예상 날짜를 적어 주십시오. 모르시면 다시 물어볼 날을 적습니다."
        raise Refused(sentence, {"date_told": sentence})
    referral.expected_on = expected_on


def reopen(act: Act, referral: Referral, before: Progress, note: str) -> None:
    """Back out of an end to where the referral stood before it; the note says why."""
    _keep(
        act,
        referral,
        PROGRESS,
        referral.progress,
        before.value,
        evidence=Evidence.OURSELVES,
        reason_code=REOPENED,
        reason=note,
    )
    referral.progress = before.value
    referral.closed_on = None
    set_clocks(act, referral)
    act.changed("referral")


def move_paper(
    act: Act,
    referral: Referral,
    paper: Paper,
    *,
    evidence: Evidence = Evidence.OURSELVES,
    reason: str = "",
) -> None:
    """Note where the sheet is now. Raises Refused when it cannot have come there."""
    before = Paper(referral.paper)
    if before is paper:
        return
    if paper not in PAPER_MOVES[before]:
        raise Refused(f"‘{before.label}’ 상태의 종이는 ‘{paper.label}’ 상태로 바꿀 수 없습니다.")
    _keep(act, referral, PAPER, before.value, paper.value, evidence=evidence, reason=reason)
    referral.paper = paper.value
    set_clocks(act, referral)
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
