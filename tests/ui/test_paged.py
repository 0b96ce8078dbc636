"""A list read part by part: scrolled to its end every row is there once, and stays in place."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication

from desktop.domain.errors import Refused
from desktop.services.paging import COUNTED, PART, Behind, Part
from desktop.ui.counter import Counter
from desktop.ui.kit import Column, RecordsModel, RecordTable
from desktop.ui.paged import PagedRows, how_many
from tests.korean_input import show
from tests.ui.referral.conftest import Office, office

__all__ = ["office"]


@dataclass
class Kept:
    """A list of so many rows, and what was asked of it."""

    numbers: list[int]

    def __post_init__(self) -> None:
        self.asked: list[tuple[Behind | None, int, bool]] = []

    def part(self, behind: Behind | None, limit: int, first: bool) -> Part[int]:
        self.asked.append((behind, limit, first))
        rest = [one for one in self.numbers if behind is None or one > behind[1]]
        lines = tuple(rest[:limit])
        return Part(lines, ("", lines[-1]) if len(lines) == limit else None)


@pytest.fixture
def table(qapp: QApplication) -> RecordTable:
    made = RecordTable(RecordsModel([Column("번호", lambda one: str(one))]))
    show(made, 400, 400)
    return made


def paged(office: Office, table: RecordTable) -> PagedRows[int]:
    model = table.model()
    assert isinstance(model, RecordsModel)
    return PagedRows(office.seat.counter, "numbers", model, table, lambda one: one)


def read_first(office: Office, table: RecordTable, kept: Kept) -> PagedRows[int]:
    """The table with the first part of a list in it."""
    rows = paged(office, table)
    rows.read(kept.part, lambda: None, first=True)
    office.seat.settle()
    return rows


def test_it_is_read_on_before_its_end_comes_in_sight(
    office: Office, table: RecordTable, press: Callable[[str], None]
) -> None:
    kept = Kept(list(range(3 * PART + 7)))
    read_first(office, table, kept)
    # One part, and none of the next while a screen of rows is looked at.
    assert table.model().rowCount() == PART
    assert len(kept.asked) == 1
    bar = table.verticalScrollBar()
    bar.setValue(bar.maximum() * 3 // 4)
    office.seat.settle()
    assert table.model().rowCount() == 2 * PART
    table.setFocus()
    for _ in range(4):
        press("Ctrl+End")
        office.seat.settle()
    assert table.model().rowCount() == len(kept.numbers)
    assert [row[0] for row in kept.asked] == [
        None, *(("", last) for last in (PART - 1, 2 * PART - 1, 3 * PART - 1)),
    ]  # fmt: skip
    assert list(table.model().records()) == kept.numbers  # type: ignore[attr-defined]


def test_a_refresh_goes_as_far_as_was_scrolled_and_stays_on_the_row(
    office: Office, table: RecordTable, press: Callable[[str], None]
) -> None:
    kept = Kept(list(range(10, 10 + 2 * PART)))
    rows = read_first(office, table, kept)
    table.setFocus()
    press("Ctrl+End")
    office.seat.settle()
    table.go_to(PART + 20)
    kept.numbers[:0] = [1, 2, 3]
    rows.read(kept.part, lambda: None, first=False)
    office.seat.settle()
    assert table.current_row() == PART + 23
    assert kept.asked[-1] == (None, 2 * PART, False)


def test_a_list_chosen_anew_takes_no_part_of_the_one_before(
    office: Office, table: RecordTable
) -> None:
    before, after = Kept(list(range(2 * PART))), Kept([-3, -2, -1])
    rows = read_first(office, table, before)
    # The next part of the old list is under way when another one is chosen.
    table.go_to(PART - 1)
    rows.read(after.part, lambda: None, first=True)
    office.seat.settle()
    assert list(table.model().records()) == [-3, -2, -1]  # type: ignore[attr-defined]
    table.go_to(2)
    office.seat.settle()
    assert len(after.asked) == 1


def test_scrolling_on_in_the_old_list_does_not_overtake_the_one_chosen(
    office: Office, table: RecordTable
) -> None:
    before, after = Kept(list(range(2 * PART))), Kept([-3, -2, -1])
    rows = read_first(office, table, before)
    rows.read(after.part, lambda: None, first=True)
    # Another one is chosen, and its answer is not here when the end of the old one is reached.
    table.go_to(PART - 1)
    office.seat.settle()
    assert list(table.model().records()) == [-3, -2, -1]  # type: ignore[attr-defined]
    assert len(before.asked) == 1


def test_a_list_that_could_not_be_read_leaves_the_one_before_whole(
    office: Office, table: RecordTable
) -> None:
    before = Kept(list(range(2 * PART)))
    rows = read_first(office, table, before)

    def refuse(_behind: Behind | None, _limit: int, _first: bool) -> Part[int]:
        raise Refused("지금은 읽을 수 없습니다.")

    rows.read(refuse, lambda: None, first=True)
    table.go_to(PART - 1)
    office.seat.settle()
    assert office.seat.said[-1][0] == "지금은 읽을 수 없습니다."
    table.go_to(0)
    table.go_to(PART - 1)
    office.seat.settle()
    assert list(table.model().records()) == before.numbers  # type: ignore[attr-defined]


def test_nothing_is_asked_once_somebody_left(office: Office, table: RecordTable) -> None:
    kept = Kept(list(range(2 * PART)))
    counter: Counter = office.seat.counter
    read_first(office, table, kept)
    desk, account = counter.desk, counter.account
    counter.leave()
    table.go_to(PART - 1)
    assert len(kept.asked) == 1
    counter.seat(desk, account)


def test_a_count_says_where_it_stopped() -> None:
    assert how_many(12, "건") == "12건"
    assert how_many(COUNTED, "줄") == "2,000줄"
    assert how_many(COUNTED + 1, "줄") == "2,000줄 넘음"
