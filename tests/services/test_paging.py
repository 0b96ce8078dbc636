"""Lists read part by part: every row once, in order, whatever is added between two parts."""

import random
from collections.abc import Iterator, Sequence
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
from desktop.services.act import Act
from desktop.services.paging import COUNTED, Behind, Order, Walk, counted
from desktop.services.referrals.listing import Wanted, count_wanted, order_of, walks_of
from desktop.store.ciphers import DataKey
from desktop.store.database import Database, plan_of
from desktop.store.referrals import Referral
from tests.services.linked import Linked, open_linked

DAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
STATES = "IHL"


def row(
    id_: int, due: date | None, state: str, service: int = 1, mine: bool = True
) -> dict[str, Any]:
    """A referral with what the list sorts by."""
    return {
        "id": id_,
        "version": 1,
        "visitor_id": 1,
        "service_id": service,
        "counsellor_id": 1 if mine else 2,
        "opened_at": NOW,
        "progress": state,
        "paper": "unprinted",
        "reply_due": due,
        "issued_on": due,
    }


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Where references are not looked up: the list alone is in question."""
    database = Database.create(tmp_path_factory.mktemp("paging") / "s.db", DataKey.random())
    with database.filling() as session:
        yield session
    database.close()


days = st.none() | st.integers(0, 6).map(lambda later: DAY + timedelta(days=later))
some = st.lists(st.tuples(days, st.sampled_from(STATES)), max_size=40)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    before=some,
    between=some,
    limit=st.integers(1, 9),
    newest_first=st.booleans(),
    chance=st.randoms(),
)
def test_every_row_comes_once_and_in_order_also_when_rows_are_added_between(
    alone: Session,
    before: list[tuple[date | None, str]],
    between: list[tuple[date | None, str]],
    limit: int,
    newest_first: bool,
    chance: random.Random,
) -> None:
    order = Order(Referral.reply_due, Referral.id, newest_first=newest_first)
    walks: list[Walk] = [(Referral.progress == one,) for one in STATES]
    ids = iter(chance.sample(range(1, 1_000), len(before) + len(between)))
    first = [row(next(ids), *one) for one in before]
    late = [row(next(ids), *one) for one in between]
    found: list[Behind] = []
    alone.execute(delete(Referral))
    add(alone, first)
    behind: Behind | None = None
    while places := order.places(alone, walks, behind, limit):
        found += places
        behind = places[-1]
        if late:
            add(alone, [late.pop()])
    known = {one["id"] for one in first}
    assert [key for _, key in found if key in known] == in_order(first, newest_first)
    keys = [key for _, key in found]
    assert len(keys) == len(set(keys))
    assert keys == in_order([{"id": key, "reply_due": due} for due, key in found], newest_first)
    event(f"parts: {len(found) // limit}")


def add(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        session.execute(insert(Referral), list(rows))


def in_order(rows: Sequence[dict[str, Any]], newest_first: bool) -> list[int]:
    """The slow way: all of them sorted, those without a day last."""

    def place(one: dict[str, Any]) -> tuple[int, int]:
        due = one["reply_due"]
        return (0 if due is None else due.toordinal(), one["id"])

    dated = sorted((one for one in rows if one["reply_due"]), key=place, reverse=newest_first)
    undated = sorted((one for one in rows if not one["reply_due"]), key=place, reverse=newest_first)
    return [one["id"] for one in (*dated, *undated)]


def test_it_counts_so_far_and_no_further(alone: Session) -> None:
    alone.execute(delete(Referral))
    add(alone, [row(id_, DAY, STATES[id_ % 3]) for id_ in range(1, COUNTED + 500)])
    every: list[Walk] = [(Referral.progress == one,) for one in STATES]
    assert counted(alone, Referral.id, every[:1]) == (COUNTED + 499) // 3
    assert counted(alone, Referral.id, every) == COUNTED + 1
    assert counted(alone, Referral.id, []) == 0


# the list of the screen 연계


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Linked]:
    opened = open_linked(tmp_path, clock)
    yield opened
    opened.office.close()


LISTS = (
    Wanted(),
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
        wanted = Wanted(wanted.scope, partner=keys[0][0])
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


@pytest.mark.parametrize("wanted", LISTS, ids=str)
def test_no_part_of_the_list_is_read_by_walking_over_all_of_it(
    filled: Linked, wanted: Wanted
) -> None:
    if wanted.partner:
        keys = filled.referrals.partners(filled.account)
        wanted = Wanted(wanted.scope, partner=keys[0][0])
    with filled.database.read() as session:
        act = acting(filled, session)
        walks = walks_of(act, wanted)
        for behind in (None, (DAY, 5)):
            plan = plan_of(session, order_of(wanted).question(walks, behind, 100))
            for step in plan:
                # What the walks found together is little, and only that is sorted.
                walked = "SCAN referral" in step and "INDEX ix_referral_issued_on" not in step
                assert not walked, plan
            assert any("ix_referral_" in step for step in plan), plan


def acting(desk: Linked, session: Session) -> Act:
    return Act(session, desk.account, desk.clock.now(), desk.office._keys, desk.office)


@pytest.mark.parametrize("wanted", LISTS[:8], ids=str)
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
