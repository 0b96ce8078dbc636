"""Whatever is done in whatever order: no move outside the table, no number twice or left out."""

import shutil
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import select

from desktop.domain.clock import KST, FixedClock
from desktop.domain.errors import Refused
from desktop.domain.referral import Evidence, Paper, Progress, ReplyDraft
from desktop.domain.referral_moves import GUESSED, MOVES, way
from desktop.store.referrals import Referral, ReferralMove, Slip
from tests.services.linked import Linked, open_linked

REASONS = {
    Progress.DECLINED: "full",
    Progress.VOID: "wrong_content",
    Progress.PASSED_ON: "fits_better",
}


class Counter(RuleBasedStateMachine):
    """One visitor, one partner, and everything a counsellor may press."""

    desk: Linked
    visitor_id: int
    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="naeil-moves-"))
        clock = FixedClock(datetime(2026, 11, 23, 14, 5, tzinfo=KST))
        self.desk = open_linked(self.folder, clock)
        self.visitor_id = self.desk.take_in().visitor_id
        self.service = self.desk.service()
        self.desk.agree(self.visitor_id, self.service)
        self.tried = 0

    def teardown(self) -> None:
        self.desk.office.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def current(self) -> int | None:
        lines = self.desk.referrals.of_visitor(self.desk.account, self.visitor_id)
        return lines[0].id if lines else None

    def number(self) -> str:
        lines = self.desk.referrals.of_visitor(self.desk.account, self.visitor_id)
        return lines[0].number

    def has_one(self) -> bool:
        return self.current() is not None

    @rule(fault=st.booleans())
    def issue(self, fault: bool) -> None:
        draft = self.desk.slip(self.visitor_id, self.service)
        if fault:
            draft = self.desk.slip(self.visitor_id, self.service, reason_code="")
        self.attempt(lambda: self.desk.referrals.issue(self.desk.account, draft))

    @precondition(has_one)
    @rule()
    def revise(self) -> None:
        start = self.desk.referrals.reopen(self.desk.account, self.current() or 0)
        self.attempt(lambda: self.desk.referrals.issue(self.desk.account, start.draft))

    @precondition(has_one)
    @rule(how=st.sampled_from(Paper))
    def hand(self, how: Paper) -> None:
        self.attempt(
            lambda: self.desk.referrals.handed(self.desk.account, self.current() or 0, how)
        )

    @precondition(has_one)
    @rule(outcome=st.sampled_from(Progress), explained=st.booleans())
    def reply(self, outcome: Progress, explained: bool) -> None:
        draft = ReplyDraft(
            number=self.number(),
            outcome=outcome,
            evidence=Evidence.PHONE,
            received_on=self.desk.clock.today(),
            reason_code=REASONS.get(outcome, "own_reasons") if explained else "",
        )
        self.attempt(lambda: self.desk.referrals.record_reply(self.desk.account, draft))

    @precondition(has_one)
    @rule(progress=st.sampled_from(Progress))
    def conclude(self, progress: Progress) -> None:
        self.attempt(
            lambda: self.desk.referrals.conclude(
                self.desk.account, self.current() or 0, progress, "own_reasons"
            )
        )

    @precondition(has_one)
    @rule()
    def void(self) -> None:
        self.attempt(
            lambda: self.desk.referrals.void(
                self.desk.account, self.current() or 0, "wrong_content"
            )
        )

    @precondition(has_one)
    @rule()
    def undo(self) -> None:
        self.attempt(lambda: self.desk.referrals.undo(self.desk.account, self.current() or 0))

    @rule(minutes=st.integers(1, 60 * 30))
    def wait(self, minutes: int) -> None:
        self.desk.clock.advance(timedelta(minutes=minutes))

    def attempt(self, act: object) -> None:
        """A refusal is an answer; anything else is a mistake."""
        assert callable(act)
        try:
            act()
        except Refused:
            self.tried += 1

    @invariant()
    def every_move_is_in_the_table(self) -> None:
        with self.desk.database.read() as session:
            referrals = session.scalars(select(Referral)).all()
            for referral in referrals:
                moves = session.scalars(
                    select(ReferralMove)
                    .where(
                        ReferralMove.referral_id == referral.id,
                        ReferralMove.axis == "progress",
                        ReferralMove.undone.is_(False),
                    )
                    .order_by(ReferralMove.id)
                ).all()
                here = Progress.DRAFT
                for move in moves:
                    assert Progress(move.before) is here
                    after = Progress(move.after)
                    assert after in MOVES[here]
                    assert not (move.inferred and after not in GUESSED)
                    assert move.inferred or not after.needs_reason or move.reason_code
                    here = after
                assert Progress(referral.progress) is here
            open_ones = [one for one in referrals if not Progress(one.progress).closed]
            assert len(open_ones) <= 1

    @invariant()
    def numbers_neither_repeat_nor_gap(self) -> None:
        with self.desk.database.read() as session:
            numbers = sorted(session.scalars(select(Slip.number)))
        serials = [int(number[5:8]) for number in numbers]
        assert serials == list(range(101, 101 + len(serials)))


Counter.TestCase.settings = settings(
    max_examples=12,
    stateful_step_count=18,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestReferralMoves = pytest.mark.slow(Counter.TestCase)


def test_a_way_never_guesses_more_than_being_handed_arriving_and_being_taken() -> None:
    for before in Progress:
        for after in Progress:
            steps = way(before, after)
            here = before
            for step in steps:
                assert step in MOVES[here]
                here = step
            assert set(steps[:-1]) <= GUESSED


def test_closed_referrals_lead_nowhere() -> None:
    for before in Progress:
        if before.closed:
            assert all(not way(before, after) for after in Progress)
