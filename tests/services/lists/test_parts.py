"""Registers and ledgers in any order: their parts together are the whole list, sorted."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain import korean
from desktop.domain.sorting import Sorting
from desktop.domain.subject_request import RequestState
from desktop.services.access_log.months import rows_walks
from desktop.services.ledgers.acts import print_walks, provision_walks
from desktop.services.paging import Behind, Order, Walk
from desktop.services.requests.views import (
    answer_by,
    count_of_register,
    part_of_register,
    register_walks,
)
from desktop.store.log import AccessRow
from desktop.store.office import Printing
from desktop.store.requests import SubjectRequest
from tests.services.lists.lists import PERIOD
from tests.services.lists.office import MONTH, NAMES, TODAY, acting, store_of

ROWS = 230


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with store_of(tmp_path_factory.mktemp("parts"), ROWS) as opened:
        yield opened


def in_parts(session: Session, way: tuple[Order, list[Walk]], limit: int = 17) -> list[int]:
    """The keys of all parts, one after the other."""
    order, walks = way
    found: list[int] = []
    behind: Behind | None = None
    while places := order.places(session, walks, behind, limit):
        found += [key for _, _, key in places]
        behind = places[-1]
    return found


def sorted_slowly(
    rows: Sequence[Any],
    by: Callable[[Any], Any],
    down: bool,
    rank: Callable[[Any], Any] = lambda _: 0,
    rank_down: bool = False,
) -> list[int]:
    found = sorted(rows, key=lambda row: (by(row), row.id), reverse=down)
    found.sort(key=rank, reverse=rank_down)
    return [row.id for row in found]


@pytest.mark.parametrize("down", [False, True])
@pytest.mark.parametrize("state", [None, RequestState.OPEN, RequestState.REFUSED])
def test_requests_come_by_the_day_they_are_answered_by_or_received(
    session: Session, state: RequestState | None, down: bool
) -> None:
    rows = [
        row
        for row in session.scalars(select(SubjectRequest))
        if state is None or row.state == state.value
    ]
    by_due = in_parts(session, register_walks(state, Sorting("due", down)))
    assert by_due == sorted_slowly(rows, answer_by, down, lambda row: row.state != "open")
    received = in_parts(session, register_walks(state, Sorting("received", down)))
    assert received == sorted_slowly(rows, lambda row: row.received_on, down)


def test_the_requests_of_one_person_come_all_at_once_in_the_same_order(session: Session) -> None:
    act = acting(session)
    for sorting in (Sorting("due"), Sorting("due", True), Sorting("received", True)):
        whole = part_of_register(act, None, None, sorting, None, 10_000).lines
        one = part_of_register(act, None, 2, sorting, None, 5)
        assert one.behind is None
        assert one.lines == tuple(line for line in whole if line.visitor_id == 2)
        late = sum(line.overdue for line in one.lines)
        assert count_of_register(act, None, 2) == (len(one.lines), late)
    assert count_of_register(act, None, None) == (ROWS, sum(line.overdue for line in whole))
    assert any(line.postponed and line.due_on >= TODAY for line in whole)


@pytest.mark.parametrize("down", [False, True])
def test_the_log_comes_by_moment_or_account_by_account(session: Session, down: bool) -> None:
    act = acting(session)
    rows = session.scalars(select(AccessRow)).all()
    by_time = in_parts(session, rows_walks(act, MONTH, None, Sorting("at", down)))
    assert by_time == sorted_slowly(rows, lambda row: row.at, down)
    of_one = in_parts(session, rows_walks(act, MONTH, 2, Sorting("who", down)))
    assert of_one == sorted_slowly(
        [row for row in rows if row.account_id == 2], lambda row: row.at, down
    )
    whose = {None: 3} | {account: place for place, account in enumerate((2, 1, 3))}
    assert [NAMES[one - 1] for one in (2, 1, 3)] == sorted(NAMES, key=korean.collation_key)
    by_whom = in_parts(session, rows_walks(act, MONTH, None, Sorting("who", down)))
    assert by_whom == sorted_slowly(
        rows, lambda row: row.at, True, lambda row: whose[row.account_id], down
    )


@pytest.mark.parametrize("down", [False, True])
def test_ledgers_come_by_moment_or_account_by_account(session: Session, down: bool) -> None:
    act = acting(session)
    rows = session.scalars(select(Printing)).all()
    by_time = in_parts(session, print_walks(act, PERIOD, None, Sorting("at", down)))
    assert by_time == sorted_slowly(rows, lambda row: row.at, down)
    whose = {account: place for place, account in enumerate((2, 1, 3))}
    by_whom = in_parts(session, print_walks(act, PERIOD, None, Sorting("who", down)))
    assert by_whom == sorted_slowly(
        rows, lambda row: row.at, True, lambda row: whose[row.account_id], down
    )
    slips = [row for row in rows if row.paper == "slip" and row.reprint == 0]
    provided = in_parts(session, provision_walks(PERIOD, "", Sorting("at", down)))
    assert provided == sorted_slowly(slips, lambda row: row.at, down)
    of_one = in_parts(session, provision_walks(PERIOD, "partner-2", Sorting("at", down)))
    assert of_one == [key for key in provided if key in set(of_one)]
    assert 0 < len(of_one) < len(provided)
