"""방문 추이 at the desk: years by the arrows, rows inside the bars, a month with its people."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from desktop.domain.visit import Channel, VisitDraft
from desktop.domain.visitor import Sex, VisitorDraft
from desktop.ui.results.screen import ResultsScreen
from desktop.ui.results.trends import TrendsScreen

from .conftest import Office

ONE = VisitorDraft(name="서지영", birth=date(1984, 5, 2), sex=Sex.FEMALE)


@pytest.fixture
def busy(office: Office) -> Office:
    """In November somebody twice and a question; a year before one visit."""
    seat = office.seat
    visits, account = seat.desk.visits, seat.account
    here = seat.clock.now()
    seat.clock.at = here - timedelta(days=365)
    visits.register(account, replace(ONE, name="박하늘"), VisitDraft(("counselling",)))
    seat.clock.at = here
    made = visits.register(account, ONE, VisitDraft(("counselling", "training")))
    visits.arrive(account, made.visitor_id, VisitDraft(("training",), Channel.PHONE))
    visits.enquire(account, VisitDraft(("enquiry",), Channel.PHONE))
    return office


def opened(office: Office, **where: str) -> TrendsScreen:
    screen = office.go("trends", TrendsScreen, **where)
    office.settle()
    return screen


def table(screen: TrendsScreen) -> list[tuple[str, ...]]:
    """As the clerk reads it: hidden columns left out."""
    seen = [at for at in range(screen.model.columnCount()) if not screen.table.isColumnHidden(at)]
    return [
        tuple(str(screen.model.index(row, at).data()) for at in seen)
        for row in range(screen.model.rowCount())
    ]


def test_this_month_stands_in_the_table_with_everybody_once(busy: Office) -> None:
    screen = opened(busy)
    assert screen.picture.words() == "2026년 11월 3건"
    assert table(screen) == [
        ("계", "3", "1", "100.0%", "1", "4"),
        ("창구", "1", "1", "33.3%", "1", "2"),
        ("전화", "2", "1", "66.7%", "0", "2"),
    ]


def test_the_arrows_go_by_months_and_by_years_and_the_table_goes_with_them(busy: Office) -> None:
    screen = opened(busy)
    screen.picture.setFocus()
    QTest.keyClick(screen.picture, Qt.Key.Key_Left)
    busy.settle()
    assert screen.picture.words() == "2026년 10월 0건"
    assert table(screen)[0][:4] == ("계", "0", "0", "-")
    QTest.keyClick(screen.picture, Qt.Key.Key_Right)
    QTest.keyClick(screen.picture, Qt.Key.Key_PageUp)
    busy.settle()
    assert screen.picture.words() == "2025년 11월 1건"
    assert table(screen)[:2] == [
        ("계", "1", "1", "100.0%", "0", "4"),
        ("창구", "1", "1", "100.0%", "0", "2"),
    ]
    QTest.keyClick(screen.picture, Qt.Key.Key_Home)
    assert screen.picture.words() == "2016년 12월 0건"


def test_the_row_of_the_table_stands_inside_the_bars_and_is_told(busy: Office) -> None:
    screen = opened(busy)
    QTest.keyClick(screen.picture, Qt.Key.Key_Return)
    assert screen.table.hasFocus()
    QTest.keyClick(screen.table, Qt.Key.Key_Down)
    QTest.keyClick(screen.table, Qt.Key.Key_Down)
    assert screen.picture.words() == "2026년 11월 3건 · 전화 2건"
    told = QAccessible.queryAccessibleInterface(screen.picture)
    assert told is not None
    assert told.text(QAccessible.Text.Value) == "2026년 11월 3건 · 전화 2건"


def test_by_year_nobody_is_counted_once_for_a_whole_year(busy: Office) -> None:
    screen = opened(busy)
    screen.table.setFocus()
    QTest.keyClick(screen.picture, Qt.Key.Key_M)
    busy.settle()
    assert screen.picture.words() == "2026년 3건"
    assert table(screen)[0] == ("계", "3", "100.0%", "1", "4")


def test_another_division_keeps_the_month_and_says_when_rows_overlap(busy: Office) -> None:
    screen = opened(busy, shown="purpose")
    assert table(screen)[1:] == [
        ("취업상담", "1", "1", "33.3%", "1", "2"),
        ("교육·훈련", "2", "1", "66.7%", "0", "2"),
        ("문의", "1", "0", "33.3%", "0", "1"),
    ]
    assert "줄을 더하면 계보다" in screen.sentence.text()
    QTest.keyClick(screen.picture, Qt.Key.Key_PageUp)
    screen.shown.set_value("sex")
    busy.settle()
    assert screen.picture.words() == "2025년 11월 1건"
    assert [line[0] for line in table(screen)] == ["계", "여", "이름 없는 문의"]


def test_an_office_without_visits_says_how_the_first_is_made(office: Office) -> None:
    screen = opened(office, shown="hired")
    assert table(screen) == []
    assert screen.picture.words() == "2026년 11월 0건"


def test_the_check_says_that_all_is_well_and_puts_right_what_is_not(busy: Office) -> None:
    screen = opened(busy)
    QTest.keyClick(screen.picture, Qt.Key.Key_R)
    busy.settle()
    assert "기록과 모두 맞습니다" in str(busy.seat.said[-1][0])
    with busy.seat.desk.office._database.write() as session:
        session.connection().exec_driver_sql(
            "UPDATE tally SET count = 9 WHERE what = 'visit.channel' AND month = '2026-11'"
        )
    QTest.keyClick(screen.picture, Qt.Key.Key_R)
    busy.settle()
    assert "바로잡았습니다" in str(busy.seat.said[-1][0])
    assert table(screen)[0][1] == "3"


def test_the_results_and_the_trends_lie_one_key_apart(busy: Office) -> None:
    results = busy.go("results", ResultsScreen)
    QTest.keyClick(results.table, Qt.Key.Key_T)
    busy.settle()
    assert busy.window.front == "trends"
    screen = opened(busy)
    QTest.keyClick(screen.picture, Qt.Key.Key_D)
    assert screen.notes.back.isVisible()
    QTest.keyClick(screen.notes.back, Qt.Key.Key_Escape)
    QTest.keyClick(screen.picture, Qt.Key.Key_Escape)
    assert busy.window.front == "results"
