"""Lists read part by part: every row once, in order, whatever is added between two parts."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from desktop.domain.clock import FixedClock
from desktop.domain.referral_moves import Status
from desktop.domain.sorting import Sorting
from desktop.services.act import Act
from desktop.services.paging import COUNTED, Behind, Order, Walk
from desktop.services.partners import OPEN
from desktop.services.referrals.listing import Wanted, count_wanted
from desktop.store.ciphers import DataKey
from desktop.store.database import Database
from desktop.store.referrals import Referral
from tests.services.linked import Linked, open_linked

DAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
STATES = "IHL"


def row(
    id_: int,
    due: date | None,
    issued: date | None,
    state: str,
    service: int = 1,
    counsellor: int = 1,
) -> dict[str, Any]:
    """A referral with what the list sorts by."""
    return {
        "id": id_,
        "version": 1,
        "visitor_id": 1,
        "service_id": service,
        "counsellor_id": counsellor,
        "opened_at": NOW,
        "progress": state,
        "paper": "unprinted",
        "reply_due": due,
        "issued_on": issued,
    }


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Where references are not looked up: the list alone is in question."""
    database = Database.create(tmp_path_factory.mktemp("paging") / "s.db", DataKey.random())
    with database.filling() as session:
        yield session
    database.close()


days = st.none() | st.integers(0, 6).map(lambda later: DAY + timedelta(days=later))
some = st.lists(
    st.tuples(days, days, st.sampled_from(STATES), st.integers(1, 3), st.integers(1, 2)),
    max_size=40,
)
Listed = tuple[Order, list[Walk], Callable[[dict[str, Any]], Any]]
"""A list, and by what a row's rank is told the slow way."""


def by_due(newest_first: bool, _ranks_down: bool) -> Listed:
    """Along every state, laid together."""
    order = Order(Referral.reply_due, Referral.id, newest_first=newest_first)
    return order, [Walk((Referral.progress == one,)) for one in STATES], lambda _row: 0


def by_state(newest_first: bool, ranks_down: bool) -> Listed:
    """State by state."""
    order = Order(Referral.issued_on, Referral.id, newest_first=newest_first, ranks_down=ranks_down)
    walks = [Walk((Referral.progress == one,), rank) for rank, one in enumerate(STATES)]
    return order, walks, lambda row: STATES.index(row["progress"])


def by_partner(newest_first: bool, ranks_down: bool) -> Listed:
    """Partner by partner, of which one has two services."""
    order = Order(Referral.reply_due, Referral.id, newest_first=newest_first, ranks_down=ranks_down)
    names = {1: "나", 2: "가", 3: "나"}
    walks = [Walk((Referral.service_id == one,), name) for one, name in names.items()]
    return order, walks, lambda row: names[row["service_id"]]


def early_and_late(newest_first: bool, ranks_down: bool) -> Listed:
    """What is late before the rest, as bounds on one walk each."""
    order = Order(Referral.reply_due, Referral.id, newest_first=newest_first, ranks_down=ranks_down)
    middle = DAY + timedelta(days=3)
    walks = []
    for state in STATES:
        walks.append(Walk((Referral.progress == state,), 0, until=middle))
        walks.append(Walk((Referral.progress == state,), 1, since=middle, rest=True))
    return order, walks, lambda row: int(row["reply_due"] is None or row["reply_due"] >= middle)


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    before=some,
    between=some,
    limit=st.integers(1, 9),
    kept=st.sampled_from((by_due, by_state, by_partner, early_and_late)),
    newest_first=st.booleans(),
    ranks_down=st.booleans(),
    chance=st.randoms(),
)
def test_every_row_comes_once_and_in_order_also_when_rows_are_added_between(
    alone: Session,
    before: list[tuple[Any, ...]],
    between: list[tuple[Any, ...]],
    limit: int,
    kept: Callable[[bool, bool], Listed],
    newest_first: bool,
    ranks_down: bool,
    chance: random.Random,
) -> None:
    order, walks, rank = kept(newest_first, ranks_down)
    ids = iter(chance.sample(range(1, 1_000), len(before) + len(between)))
    first = [row(next(ids), *one) for one in before]
    late = [row(next(ids), *one) for one in between]
    every = {one["id"]: one for one in (*first, *late)}
    known = {one["id"] for one in first}
    found: list[Behind] = []
    alone.execute(delete(Referral))
    add(alone, first)
    behind: Behind | None = None
    while places := order.places(alone, walks, behind, limit):
        assert len(places) <= limit
        found += places
        behind = places[-1]
        if late:
            add(alone, [late.pop()])
    keys = [key for _, _, key in found]
    assert len(keys) == len(set(keys))
    assert [key for key in keys if key in known] == in_order(first, order, rank)
    assert keys == in_order([every[key] for key in keys], order, rank)
    assert order.count(alone, walks) == len(every) - len(late)
    event(f"parts: {len(found) // limit}")


def add(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        session.execute(insert(Referral), list(rows))


def in_order(
    rows: Sequence[dict[str, Any]], order: Order, rank: Callable[[dict[str, Any]], Any]
) -> list[int]:
    """The slow way: all of them sorted, rank by rank, those without a day last."""
    found: list[int] = []
    by = order.by.key
    for one in sorted({rank(one) for one in rows}, reverse=order.ranks_down):
        here = sorted((row for row in rows if rank(row) == one), key=lambda row: row["id"])
        here.sort(key=lambda row: row[by] or date.min)
        if order.newest_first:
            here.reverse()
        found += [row["id"] for row in here if row[by] is not None]
        found += [row["id"] for row in here if row[by] is None]
    return found


def test_it_counts_so_far_and_no_further(alone: Session) -> None:
    alone.execute(delete(Referral))
    add(alone, [row(id_, DAY, DAY, STATES[id_ % 3]) for id_ in range(1, COUNTED + 500)])
    order, every, _ = by_due(False, False)
    assert order.count(alone, every[:1]) == (COUNTED + 499) // 3
    assert order.count(alone, every) == COUNTED + 1
    assert order.count(alone, []) == 0


# the list of the screen 연계


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Linked]:
    opened = open_linked(tmp_path, clock)
    yield opened
    opened.office.close()


LISTS = (
    Wanted(),
    Wanted(sorted_by=Sorting("due", down=True)),
    Wanted(sorted_by=Sorting("state")),
    Wanted("late", sorted_by=Sorting("state", down=True)),
    Wanted(mine=True, sorted_by=Sorting("partner")),
    Wanted("all", sorted_by=Sorting("partner", down=True)),
    Wanted("all", sorted_by=Sorting("issued")),
    Wanted("late"),
    Wanted("all"),
    Wanted("all", mine=True),
    Wanted(mine=True),
    Wanted(status=Status.SUCCEEDED),
    Wanted("late", Status.UNDER_WAY),
    Wanted(status=Status.FAILED, mine=True),
    Wanted(partner="somebody"),
    Wanted("all", partner="somebody"),
)


@pytest.fixture
def filled(desk: Linked) -> Linked:
    """Some hundred referrals of one visitor, in every state."""
    issued = desk.issued()
    with desk.database.write() as session:
        first = session.get_one(Referral, issued.referral_id)
        add(
            session,
            [
                row(
                    first.id + number,
                    DAY + timedelta(days=number % 90 - 45),
                    DAY + timedelta(days=number % 60 - 60),
                    "IHACLNSJFRWEV"[number % 13],
                )
                | {
                    "visitor_id": first.visitor_id,
                    "service_id": first.service_id,
                    "counsellor_id": (desk.account if number % 3 else desk.colleague).account_id,
                }
                for number in range(1, 700)
            ],
        )
    return desk


@pytest.mark.parametrize("wanted", LISTS, ids=str)
def test_all_of_a_list_is_reached_part_by_part(filled: Linked, wanted: Wanted) -> None:
    if wanted.partner:
        keys = filled.referrals.partners(filled.account)
        wanted = replace(wanted, partner=keys[0][0])
    everything = filled.referrals.listed(filled.account, wanted, None, 10_000)
    assert everything.behind is None
    part = filled.referrals.listed(filled.account, wanted, None, 40)
    numbers = [line.id for line in part.lines]
    while part.behind is not None:
        part = filled.referrals.listed(filled.account, wanted, part.behind, 40)
        numbers += [line.id for line in part.lines]
    assert numbers == [line.id for line in everything.lines]
    assert len(numbers) > 20
    count, late = filled.referrals.how_many(filled.account, wanted)
    assert count == len(numbers)
    if wanted.scope != "all":
        assert late == sum(line.overdue for line in everything.lines)


def acting(desk: Linked, session: Session) -> Act:
    return Act(session, desk.account, desk.clock.now(), desk.office._keys, desk.office)


@pytest.mark.parametrize("wanted", LISTS[:14], ids=str)
def test_a_part_takes_the_same_statements_wherever_it_is(filled: Linked, wanted: Wanted) -> None:
    sent = []
    behind = None
    for _ in range(2):
        with filled.database.statement_counter() as statements:
            part = filled.referrals.listed(filled.account, wanted, behind, 20, first=False)
        sent.append(len(statements))
        behind = part.behind
    assert sent[0] == sent[1] <= 7
    with filled.database.read() as session, filled.database.statement_counter() as statements:
        count_wanted(acting(filled, session), wanted)
    assert len(statements) <= 4


def test_the_states_of_a_list_follow_each_other_what_is_late_first(filled: Linked) -> None:
    lines = filled.referrals.listed(
        filled.account, Wanted(sorted_by=Sorting("state")), None, 10_000
    ).lines
    told = [(not line.overdue, 0 if line.overdue else OPEN.index(line.progress.value))
            for line in lines]  # fmt: skip
    assert told == sorted(told)
    assert len(set(told)) > 5
    turned = filled.referrals.listed(
        filled.account, Wanted(sorted_by=Sorting("state", down=True)), None, 10_000
    ).lines
    assert [line.overdue for line in turned] == [line.overdue for line in lines][::-1]


def test_what_a_list_does_not_offer_leaves_it_in_its_own_order() -> None:
    for wanted in (Wanted(), Wanted("all"), Wanted("all", mine=True), Wanted(partner="x")):
        for key in ("due", "issued", "partner", "state", "name"):
            sorting = replace(wanted, sorted_by=Sorting(key, down=True)).sorting
            assert sorting.key in wanted.offered
            assert sorting == Sorting(key, down=True) or sorting == wanted.sorting
