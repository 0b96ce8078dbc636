"""No list is sorted by the store and none walked over: an index stands behind every column."""

import re
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Executable
from sqlalchemy.orm import Session

from desktop.domain.referral import Progress
from desktop.services.paging import Behind
from desktop.services.partners import OPEN
from desktop.services.timeline import places_asked
from desktop.store.database import plan_of
from desktop.store.referrals import UNDER_WAY
from tests.services.lists.lists import LISTS, Kept
from tests.services.lists.office import acting, store_of

FEW, MANY = 3_000, 9_000
PART = 5


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with store_of(tmp_path_factory.mktemp("small"), FEW) as session:
        yield session


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with store_of(tmp_path_factory.mktemp("large"), MANY) as session:
        yield session


def somewhere(session: Session, kept: Kept) -> Behind | None:
    """A place in the middle of a list."""
    order, walks = kept.ways(acting(session))
    every = order.places(session, walks, None, MANY)
    return every[len(every) // 2] if every else None


@pytest.mark.parametrize("kept", LISTS, ids=str)
def test_an_index_stands_behind_every_column_a_list_may_be_sorted_by(
    small: Session, kept: Kept
) -> None:
    order, walks = kept.ways(acting(small))
    for behind in (None, somewhere(small, kept)):
        for asked in order.questions(walks, behind, PART):
            plan = plan_of(small, asked)
            assert not [step for step in plan if "TEMP B-TREE" in step], plan
            for table in kept.grows:
                assert not [step for step in plan if re.search(rf"SCAN {table}\b", step)], plan
            assert any("USING" in step and f"ix_{kept.grows[0]}_" in step for step in plan), plan


def steps(session: Session, kept: Kept, behind: Behind | None) -> int:
    """What the store's machine does for a part."""
    order, walks = kept.ways(acting(session))
    return steps_of(session, lambda: order.places(session, walks, behind, PART))


def steps_of(session: Session, asked: Executable | Callable[[], object]) -> int:
    """The steps of a question, or of what asks several."""
    connection = session.connection().connection.driver_connection
    assert connection is not None
    taken = 0

    def step() -> int:
        nonlocal taken
        taken += 1
        return 0

    connection.set_progress_handler(step, 1)
    try:
        if callable(asked):
            asked()
        else:
            session.execute(asked).all()
    finally:
        connection.set_progress_handler(None, 0)
    return taken


@pytest.mark.parametrize("kept", LISTS, ids=str)
def test_a_part_costs_the_same_in_a_large_store_and_deep_inside(
    small: Session, large: Session, kept: Kept
) -> None:
    first = steps(small, kept, None)
    assert steps(large, kept, None) <= 2 * first + 500
    inside = steps(small, kept, somewhere(small, kept))
    assert steps(large, kept, somewhere(large, kept)) <= 2 * max(first, inside) + 500


@pytest.mark.parametrize(
    "kinds", [(), ("visit", "appointment"), ("note",), ("consent",), ("referral",)]
)
def test_the_line_of_time_is_read_along_indexes_and_costs_the_same_deep_inside(
    small: Session, large: Session, kinds: tuple[str, ...]
) -> None:
    costs = []
    for session in (small, large):
        rows = session.execute(places_asked(1, kinds, None, 4 * FEW)).all()
        middle = sorted((row.at, row.key) for row in rows)[len(rows) // 2]
        for place in (None, (0, *middle)):
            asked = places_asked(1, kinds, place, PART)
            plan = plan_of(session, asked)
            assert not [step for step in plan if "TEMP B-TREE" in step], plan
            assert not [step for step in plan if re.match("SCAN (?!anon)", step)], plan
            costs.append(steps_of(session, asked))
    assert max(costs) <= 2 * min(costs) + 500, costs


def count(session: Session, kept: Kept) -> int:
    """What counting a list costs."""
    order, walks = kept.ways(acting(session))
    return steps_of(session, lambda: order.count(session, walks))


@pytest.mark.parametrize("kept", LISTS, ids=str)
def test_a_list_is_counted_so_far_and_no_further(
    small: Session, large: Session, kept: Kept
) -> None:
    # 2,001 rows of each walk at most are gone over, whatever there is of them.
    assert count(large, kept) <= 8 * count(small, kept) + 1_000


def test_what_counts_as_open_is_what_the_small_indexes_hold() -> None:
    ended = set(re.findall(r"'(\w)'", UNDER_WAY))
    assert ended == {one.value for one in Progress if one.closed}
    assert not ended & set(OPEN)
