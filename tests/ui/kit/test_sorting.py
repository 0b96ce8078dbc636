"""Lists put in order by their heads and by a key; what is masked never sorts."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from desktop.domain import korean
from desktop.domain.sorting import Sorting
from desktop.ui.kit import Column, RecordsModel, RecordTable
from tests.korean_input import show


@dataclass(frozen=True)
class Body:
    """A row of the list."""

    name: str
    count: int
    day: int | None = None


BODIES = (Body("하나", 2, 5), Body("가온", 9), Body("나루", 2, 1), Body("12지원", 4, 3))


def columns() -> list[Column[Body]]:
    return [
        Column("기관", lambda one: one.name, sort="name",
               rank=lambda one: korean.collation_key(one.name)),
        Column("수", lambda one: str(one.count), width=90, right=True, sort="count",
               rank=lambda one: one.count, down_first=True),
        Column("날", lambda one: str(one.day or ""), width=90, sort="day",
               rank=lambda one: one.day),
        Column("비고", lambda _one: "", width=90),
    ]  # fmt: skip


@pytest.fixture
def table(qapp: QApplication) -> RecordTable:
    made = RecordTable(RecordsModel(columns()), name="기관")
    model(made).show_records(BODIES)
    show(made, 620, 320)
    return made


def model(table: RecordTable) -> RecordsModel[Body]:
    found = table.model()
    assert isinstance(found, RecordsModel)
    return found


def names(table: RecordTable) -> list[str]:
    return [one.name for one in model(table).records()]


def click(table: RecordTable, at: int) -> None:
    head = table.horizontalHeader()
    middle = head.sectionViewportPosition(at) + head.sectionSize(at) // 2
    spot = QPoint(middle, head.height() // 2)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_a_click_on_a_head_sorts_and_a_second_one_turns_it_round(table: RecordTable) -> None:
    click(table, 0)
    assert names(table) == ["12지원", "가온", "나루", "하나"]
    click(table, 0)
    assert names(table) == ["하나", "나루", "가온", "12지원"]
    # Counts begin with the largest, rows alike stay as they were given.
    click(table, 1)
    assert names(table) == ["가온", "12지원", "하나", "나루"]
    click(table, 3)
    assert table.sorting == Sorting("count", down=True)


def test_rows_without_a_value_come_last_either_way(table: RecordTable) -> None:
    click(table, 2)
    assert names(table) == ["나루", "12지원", "하나", "가온"]
    click(table, 2)
    assert names(table) == ["하나", "12지원", "나루", "가온"]


def test_the_order_stays_while_the_screen_lives_and_the_row_in_front_too(
    table: RecordTable,
) -> None:
    table.go_to(0)
    click(table, 0)
    assert model(table).record(table.current_row()).name == "하나"
    model(table).show_records((*BODIES, Body("다솜", 1)))
    assert names(table) == ["12지원", "가온", "나루", "다솜", "하나"]


def test_a_menu_offers_every_order_and_the_way_back(table: RecordTable) -> None:
    table.open_sort_menu()
    assert words() == ["기관 차례로", "수 차례로", "날 차례로"]
    press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert table.sorting == Sorting("count", down=True)
    table.open_sort_menu()
    assert words() == ["기관 차례로", "수 거꾸로", "날 차례로", "처음 차례로"]
    press(Qt.Key.Key_Return)
    assert table.sorting == Sorting("count")
    table.open_sort_menu()
    press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert table.sorting is None
    assert names(table) == [one.name for one in BODIES]


def open_menu() -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def words() -> list[str]:
    return [one.text() for one in open_menu().actions()]


def press(*keys: Qt.Key) -> None:
    """Keys for the menu, which holds the keyboard."""
    for key in keys:
        QTest.keyClick(open_menu(), key)
    QApplication.processEvents()


def test_a_screen_reader_hears_which_way_it_stands(
    table: RecordTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda event: said.append(_message(event))
    )
    click(table, 1)
    click(table, 1)
    assert [one for one in said if one] == [
        "수, 내림차순으로 놓았습니다",
        "수, 오름차순으로 놓았습니다",
    ]
    role = Qt.ItemDataRole.AccessibleTextRole
    heads = [model(table).headerData(at, Qt.Orientation.Horizontal, role) for at in range(4)]
    assert heads == ["기관, 정렬할 수 있음", "수, 오름차순", "날, 정렬할 수 있음", "비고"]


def _message(event: object) -> str:
    message = getattr(event, "message", None)
    return message() if callable(message) else ""


def test_a_list_read_in_parts_says_what_is_wanted_and_sorts_nothing_itself(
    qapp: QApplication,
) -> None:
    made = RecordTable(
        RecordsModel([Column("때", lambda one: one.name, sort="at", down_first=True),
                      Column("누가", lambda one: one.name, sort="who")])
    )  # fmt: skip
    model(made).show_records(BODIES)
    show(made, 400, 300)
    asked: list[Sorting | None] = []
    model(made).sorted_anew.connect(lambda: asked.append(made.sorting))
    model(made).offer(("at",), Sorting("at", down=True))
    click(made, 1)
    click(made, 0)
    assert asked == [Sorting("at")]
    assert names(made) == [one.name for one in BODIES]
    model(made).offer((), None)
    assert not made.is_sortable()


def test_a_head_that_can_sort_bears_a_sign_and_the_sorted_one_an_arrow(
    table: RecordTable,
) -> None:
    def head(at: int) -> bytes:
        part = table.horizontalHeader()
        left = part.sectionViewportPosition(at)
        shot = part.grab().toImage().copy(left, 0, part.sectionSize(at), part.height() - 1)
        return bytes(shot.constBits())

    plain = [head(at) for at in range(4)]
    model(table).offer(("name",), None)
    QApplication.processEvents()
    without = [head(at) for at in range(4)]
    assert [a == b for a, b in zip(plain, without, strict=True)] == [True, False, False, True]
    model(table).offer(("name", "count", "day"), None)
    click(table, 1)
    up = head(1)
    click(table, 1)
    assert len({plain[1], up, head(1), without[1]}) == 4


@given(
    rows=st.lists(
        st.builds(
            Body, st.text("가나다ab1", max_size=3), st.integers(0, 3), st.none() | st.integers(0, 3)
        )
    ),
    at=st.integers(0, 2),
    down=st.booleans(),
)
def test_rows_are_all_there_in_order_and_alike_ones_as_given(
    rows: list[Body], at: int, down: bool
) -> None:
    made = RecordsModel(columns())
    made.show_records(rows)
    column = made.columns[at]
    made.sort_by(Sorting(column.sort, down))
    rank = column.rank
    assert rank is not None
    found = list(made.records())
    told = [one for one in found if rank(one) is not None]
    slow = sorted((one for one in rows if rank(one) is not None), key=rank, reverse=down)
    assert [id(one) for one in told] == [id(one) for one in slow]
    assert found[len(told) :] == [one for one in rows if rank(one) is None]
    made.sort_by(None)
    assert list(made.records()) == rows
