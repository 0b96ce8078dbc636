"""All fourteen states by all fourteen, and the six of the paper, through what the counter does.

What is allowed is written out here a second time, by hand, so that a slip in the table of
the program shows.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

import pytest
from sqlalchemy import select

from desktop.domain.access import ActKind
from desktop.domain.clock import FixedClock
from desktop.domain.errors import NaeilError, Refused
from desktop.domain.referral import Evidence, Paper, Progress, ReplyDraft
from desktop.domain.referral_moves import MOVES, PAPER_MOVES, STATUS_OF, TABLE, Status
from desktop.domain.rights import Right
from desktop.services.moves import move, move_paper
from desktop.store.referrals import Referral, ReferralMove
from tests.services.linked import Linked, moment, open_linked

LETTERS = "DIHACLJRNESFWV"
DIRECT = {
    "D": "I",
    "I": "HWV",
    "H": "ANWECJLRSV",
    "A": "CLJRSFWE",
    "C": "SFLW",
    "L": "CJWE",
    "N": "HAWE",
    "E": "ACLJRSNW",
    **dict.fromkeys("JRSFWV", ""),
}
"""One step."""
JUMPS = {"I": "ACLJRSNF", "H": "F", "L": "SF", "N": "CLJRSF", "E": "F"}
"""What a reply may tell beyond it; the steps between are guessed and say so."""
REASON = {"J": "full", "V": "wrong_content", "L": "seats", "R": "fits_better", "N": "no_news"}
NEEDS_REASON = "JFWNLRV"


class At(NamedTuple):
    """A referral somewhere."""

    referral_id: int
    visitor_id: int
    number: str


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Linked]:
    linked = open_linked(tmp_path_factory.mktemp("moves"), FixedClock(moment("2026-11-23 14:05")))
    yield linked
    linked.office.close()


@pytest.fixture(scope="module")
def still() -> dict[str, At]:
    """One referral per state that has not moved so far."""
    return {}


def tell(desk: Linked, at: At, letter: str, **more: str) -> None:
    reasons = {"reason_code": REASON.get(letter, "own_reasons")} if letter in NEEDS_REASON else {}
    desk.referrals.record_reply(
        desk.account,
        ReplyDraft(
            at.number,
            Progress(letter),
            Evidence.PHONE,
            desk.clock.today(),
            source_name="김담당",
            date_told=desk.clock.today() + timedelta(days=7) if letter == "L" else None,
            **{**reasons, **more},
        ),
    )


def say(desk: Linked, at: At, letter: str) -> None:
    reason = REASON.get(letter, "own_reasons") if letter in NEEDS_REASON else ""
    desk.referrals.conclude(desk.account, at.referral_id, Progress(letter), reason)


def bring(desk: Linked, at: At, before: str, letter: str) -> None:
    """Whatever the counter has to bring a referral there."""
    if letter == "V":
        desk.referrals.void(desk.account, at.referral_id, "wrong_content")
    elif letter in "EW":
        say(desk, at, letter)
    elif letter == "H" and before == "N":
        desk.referrals.new_day(
            desk.account, at.referral_id, desk.clock.today() + timedelta(days=7), Evidence.PHONE
        )
    elif letter == "H":
        desk.referrals.handed(desk.account, at.referral_id)
    elif letter in "DI":
        # No act leads back there: the one place where moves are made has to say no itself.
        with desk.office.act(desk.account, Right.REFER, ActKind.CHANGE) as act:
            referral = act.session.get(Referral, at.referral_id)
            assert referral is not None
            move(act, referral, Progress(letter))
    else:
        tell(desk, at, letter)


def explain(desk: Linked, at: At, letter: str, code: str) -> None:
    """Bring it there with this reason."""
    if letter == "V":
        desk.referrals.void(desk.account, at.referral_id, code)
    elif letter == "W":
        desk.referrals.conclude(desk.account, at.referral_id, Progress.WITHDRAWN, code)
    else:
        tell(desk, at, letter, reason_code=code)


def drafted(desk: Linked) -> At:
    """A row without a paper; no act leaves one behind."""
    visitor_id = desk.take_in().visitor_id
    with desk.office.act(desk.account, Right.REFER, ActKind.CHANGE) as act:
        referral = Referral(
            id=act.new_id(),
            visitor_id=visitor_id,
            service_id=desk.service().id,
            counsellor_id=desk.account.account_id,
            opened_at=act.now,
            progress="D",
            paper=Paper.UNPRINTED.value,
        )
        act.session.add(referral)
        return At(referral.id, visitor_id, "26-101-9999")


def standing(desk: Linked, letter: str) -> At:
    """A referral that came to a state the usual way."""
    if letter == "D":
        return drafted(desk)
    issued = desk.issued()
    at = At(issued.referral_id, issued.visitor_id, issued.line.number)
    if letter in "HANECLJRSFW":
        desk.referrals.handed(desk.account, at.referral_id)
    if letter in "ACLJRSF":
        tell(desk, at, letter)
    elif letter in "NEW":
        say(desk, at, letter)
    elif letter == "V":
        desk.referrals.void(desk.account, at.referral_id, "wrong_content")
    return at


def kept(desk: Linked, at: At) -> tuple[str, list[ReferralMove]]:
    with desk.database.read() as session:
        referral = session.get(Referral, at.referral_id)
        assert referral is not None
        moves = session.scalars(
            select(ReferralMove)
            .where(ReferralMove.referral_id == at.referral_id, ReferralMove.axis == "progress")
            .order_by(ReferralMove.id)
        ).all()
        session.expunge_all()
        return referral.progress, list(moves)


@pytest.mark.parametrize("before", LETTERS)
@pytest.mark.parametrize("after", LETTERS)
def test_a_referral_goes_where_the_table_says_and_nowhere_else(
    desk: Linked, still: dict[str, At], before: str, after: str
) -> None:
    direct, jump = after in DIRECT[before], after in JUMPS.get(before, "")
    # Where nothing moves one referral serves for all the states it cannot come to.
    at = standing(desk, before) if direct or jump else still.get(before) or standing(desk, before)
    if not direct and not jump:
        still[before] = at
    here, moves = kept(desk, at)
    assert here == before
    if before == after and before in "ACLNJRSF":
        # The same once more is news without a move.
        tell(desk, at, after)
        assert kept(desk, at)[0] == after
        assert len(kept(desk, at)[1]) == len(moves)
        return
    if before == after == "H":
        desk.referrals.handed(desk.account, at.referral_id)  # once more, another way
        assert len(kept(desk, at)[1]) == len(moves)
        return
    if before == "D" and after == "I":
        issued = desk.issued()
        at, moves = At(issued.referral_id, issued.visitor_id, issued.line.number), []
    elif not direct and not jump:
        # A paper can be handed over again while the partner is at work; nothing moves by it.
        if after == "H" and before in "ACLE":
            desk.referrals.handed(desk.account, at.referral_id)
        else:
            with pytest.raises(NaeilError):
                bring(desk, at, before, after)
        assert kept(desk, at)[0] == before
        assert [one.id for one in kept(desk, at)[1]] == [one.id for one in moves]
        return
    else:
        bring(desk, at, before, after)
    now, all_moves = kept(desk, at)
    new = all_moves[len(moves) :]
    assert now == after
    assert (new[0].before, new[-1].after) == (before, after)
    assert [one.inferred for one in new] == [True] * (len(new) - 1) + [False]
    assert bool(jump) == (len(new) > 1)
    last = new[-1]
    assert last.at == desk.clock.now()
    assert last.by_id == desk.account.account_id
    told = last.evidence == Evidence.PHONE.value
    assert told == (after in "ACLJRNSF" or (before, after) == ("N", "H"))
    assert last.source_name == ("김담당" if after in "ACLJRNSF" else "")
    assert bool(last.reason_code) == (after in NEEDS_REASON)


def test_the_table_of_the_program_is_the_one_written_here() -> None:
    assert {before.value: {one.value for one in afters} for before, afters in MOVES.items()} == {
        before: set(afters) for before, afters in DIRECT.items()
    }


def test_what_goes_beyond_the_practice_says_why() -> None:
    beyond = {(one.before.value, one.after.value) for one in TABLE if one.why}
    assert beyond == {("H", "V"), ("E", "N"), ("E", "W")}


@pytest.mark.parametrize("letter", NEEDS_REASON)
def test_an_end_that_has_to_be_explained_takes_no_silence_and_no_bare_other(
    desk: Linked, letter: str
) -> None:
    at = standing(desk, "I" if letter == "V" else "A" if letter == "F" else "H")
    for code, field in (("", "reason_code"), ("other", "reason")):
        with pytest.raises(Refused) as refused:
            explain(desk, at, letter, code)
        assert field in refused.value.fields
    if letter != "V":
        # That nobody said why is a reason that may be chosen.
        codes = dict(desk.referrals.reasons(desk.account, Progress(letter)))
        assert codes["not_stated"] == "사유 미기재"


def test_silence_takes_no_reason_and_stays_open_for_a_late_word(desk: Linked) -> None:
    at = standing(desk, "E")
    assert not Progress.NO_ANSWER.closed
    tell(desk, at, "S")
    assert kept(desk, at)[0] == "S"


def test_fourteen_states_are_six_words() -> None:
    assert {status.label: "".join(one.value for one in status.states) for status in Status} == {
        "준비": "DI",
        "진행": "HACLN",
        "성사": "S",
        "불성사": "JRFW",
        "무응답": "E",
        "제외": "V",
    }
    assert set(STATUS_OF) == set(Progress)


# the sheet itself

SHEETS: dict[str, set[str]] = {
    "unprinted": {"printed"},
    "printed": {"handed", "sent", "returned", "lost"},
    "handed": {"sent", "returned", "lost"},
    "sent": {"handed", "returned", "lost"},
    "returned": {"handed", "sent", "lost"},
    "lost": {"printed"},
}


def test_the_papers_table_is_the_one_written_here() -> None:
    assert {one.value: {two.value for two in to} for one, to in PAPER_MOVES.items()} == SHEETS


@pytest.mark.parametrize("before", list(Paper), ids=lambda one: one.value)
@pytest.mark.parametrize("after", list(Paper), ids=lambda one: one.value)
def test_a_sheet_goes_where_its_table_says_and_nowhere_else(
    desk: Linked, before: Paper, after: Paper
) -> None:
    at = standing(desk, "I")
    with desk.office.act(desk.account, Right.REFER, ActKind.CHANGE) as act:
        referral = act.session.get(Referral, at.referral_id)
        assert referral is not None
        referral.paper = before.value
    allowed = after.value in SHEETS[before.value]

    def go() -> None:
        with desk.office.act(desk.account, Right.REFER, ActKind.CHANGE) as act:
            referral = act.session.get(Referral, at.referral_id)
            assert referral is not None
            move_paper(act, referral, after)

    if allowed or before is after:
        go()
    else:
        with pytest.raises(Refused):
            go()
    with desk.database.read() as session:
        kept_now = session.get(Referral, at.referral_id)
        assert kept_now is not None
        assert kept_now.paper == (after if allowed else before).value


def test_a_paper_issued_again_goes_by_lost_and_can_be_handed_over(desk: Linked) -> None:
    at = standing(desk, "H")
    start = desk.referrals.reopen(desk.account, at.referral_id)
    again = desk.referrals.issue(desk.account, start.draft)
    card = desk.referrals.card(desk.account, at.referral_id)
    assert [(one.before, one.after) for one in card.moves if one.axis == "paper"] == [
        ("unprinted", "printed"),
        ("printed", "handed"),
        ("handed", "lost"),
        ("lost", "printed"),
    ]
    line = desk.referrals.handed(desk.account, at.referral_id, sent_how="fax")
    assert (line.paper, line.sent_how, line.number) == (Paper.SENT, "팩스", again.line.number)
