"""What happened with one visitor, read part by part: all of it, once, and each part logged."""

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.domain.clock import FixedClock
from desktop.domain.visitor import TimelineEntry
from desktop.services.paging import Behind
from desktop.services.timeline import PART
from desktop.store.referrals import Referral
from tests.services.linked import Linked, open_linked
from tests.services.lists.office import fill_line

ROWS = 70


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Linked]:
    opened = open_linked(tmp_path, clock)
    yield opened
    opened.office.close()


@pytest.fixture
def visitor_id(desk: Linked) -> int:
    """Somebody with some hundred entries, a referral among them."""
    issued = desk.issued()
    with desk.database.read() as session:
        visitor = session.get_one(Referral, issued.referral_id).visitor_id
    with desk.database.write() as session:
        fill_line(session, random.Random(7), ROWS, visitor, desk.account.account_id)
    return visitor


def every(desk: Linked, visitor_id: int, kinds: tuple[str, ...] = ()) -> list[TimelineEntry]:
    """Part by part, as somebody scrolls."""
    found: list[TimelineEntry] = []
    behind: Behind | None = None
    while True:
        part = desk.visitors.history(desk.account, visitor_id, kinds, behind)
        found += part.lines
        behind = part.behind
        if behind is None:
            return found


def test_all_of_it_comes_once_the_newest_first(desk: Linked, visitor_id: int) -> None:
    card = desk.visitors.open(desk.account, visitor_id)
    found = every(desk, visitor_id)
    assert found[:PART] == list(card.timeline)
    assert card.timeline_behind is not None
    assert found == sorted(found, key=lambda one: (one.at, one.id), reverse=True)
    assert len({one.id for one in found}) == len(found) > 3 * PART
    kinds = {one.kind for one in found}
    assert kinds == {"visit", "note", "consent", "referral", "appointment"}


@pytest.mark.parametrize("kinds", [("visit", "appointment"), ("referral",), ("consent",)])
def test_some_kinds_alone_are_those_of_the_whole(
    desk: Linked, visitor_id: int, kinds: tuple[str, ...]
) -> None:
    wanted = [one for one in every(desk, visitor_id) if one.kind in kinds]
    assert every(desk, visitor_id, kinds) == wanted
    assert wanted


def test_what_comes_meanwhile_neither_repeats_nor_hides_another(
    desk: Linked, visitor_id: int
) -> None:
    whole = every(desk, visitor_id)
    first = desk.visitors.history(desk.account, visitor_id)
    desk.clock.advance(timedelta(days=1))
    desk.agree(visitor_id, desk.service())
    second = desk.visitors.history(desk.account, visitor_id, (), first.behind)
    assert [*first.lines, *second.lines] == whole[: 2 * PART]


def test_a_part_is_logged_unless_it_was_shown_before(desk: Linked, visitor_id: int) -> None:
    first = desk.visitors.history(desk.account, visitor_id, first=False)
    before = len(desk.log())
    desk.visitors.history(desk.account, visitor_id, (), first.behind)
    desk.visitors.history(desk.account, visitor_id, (), first.behind, first=False)
    assert desk.log()[before:] == [("view", "내방객 이력", [visitor_id])]


def test_a_part_costs_as_many_statements_wherever_it_is(desk: Linked, visitor_id: int) -> None:
    sent = []
    behind: Behind | None = None
    for _ in range(3):
        with desk.database.statement_counter() as statements:
            part = desk.visitors.history(desk.account, visitor_id, (), behind, first=False)
        sent.append(len(statements))
        behind = part.behind
    # Where they are, whose names stand beside them, each kind, and how far referrals came.
    assert max(sent) <= 9, sent
