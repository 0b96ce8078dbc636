"""실적 at the desk: figures by keyboard, the rows behind them, and what leaves as paper or file."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.account import Role, SignedIn
from desktop.domain.partner_results import Figure
from desktop.domain.sorting import Sorting
from desktop.domain.visit import VisitDraft
from desktop.domain.visitor import VisitorDraft
from desktop.store.database import Database
from desktop.store.log import AccessRow
from desktop.store.office import Printing
from desktop.ui.hands import words_of
from desktop.ui.kit import Question
from desktop.ui.printing import counter_printer
from desktop.ui.results import ResultsScreen
from desktop.ui.results.columns import COLUMNS
from tests.services.results.histories import Histories

from .conftest import Office

ON = date(2026, 11, 2)
YOUTH = "서울청년센터 광진"


@pytest.fixture
def filled(office: Office) -> Histories:
    """Four to the women's centre, two to the young people's, in November; one in October."""
    seat = office.seat
    made = Histories(
        type("Rows", (), {"database": seat.desk.office._database, "clock": seat.clock,
                          "account": seat.account})()
    )  # fmt: skip
    women = office.service()
    services = seat.desk.partners.services(seat.account)
    youth = next(one for one in services if one.organisation_short == YOUTH)
    made.sent(made.person(1990), women, ON, "H0 A2 C3 S10", result="employed", hired=ON)
    made.sent(made.person(1991), women, ON, "H0 J2")
    made.sent(made.person(1992), women, ON, "H0", chased=1)
    made.sent(made.person(1993), women, ON, "H0 A2 C3")
    made.sent(made.person(1994), youth, ON, "H0 A2 C3")
    made.sent(made.person(1995), youth, ON, "H0 A1 C2")
    made.sent(made.person(1996), women, date(2026, 10, 5), "H0 A2 C3")
    return made


def shown(office: Office) -> ResultsScreen:
    return office.go("results", ResultsScreen)


def names(screen: ResultsScreen) -> list[str]:
    return [line.label for line in screen.model.records()]


def cells(screen: ResultsScreen, row: int) -> list[str]:
    return screen.model.row_sentence(row).split("\t")


def press_in_hangul_mode(widget: QWidget, letter: str) -> None:
    """What an input method sends to a widget that takes no text."""
    event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
    QApplication.sendEvent(widget, event)


def log(office: Office) -> list[str]:
    with office.seat.desk.office._database.read() as session:
        rows = session.scalars(select(AccessRow).order_by(AccessRow.seq))
        return [row.purpose for row in rows if "기관별" in row.purpose]


@pytest.mark.usefixtures("filled")
def test_alt_7_shows_this_month_by_partner_with_the_total_last(office: Office) -> None:
    office.press("Alt+7")
    screen = office.window.screen_of("results")
    assert isinstance(screen, ResultsScreen)
    assert names(screen) == ["동부여성발전센터", YOUTH, "계"]
    assert cells(screen, 0) == [
        "동부여성발전센터", "4", "2", "3", "2", "1", "1", "1", "75.0%", "2일",
    ]  # fmt: skip
    assert cells(screen, 2)[1:4] == ["6", "4", "5"]
    assert screen.funnel.words(Figure.SILENT) == "1건 1명 · 16.7%"
    assert screen.table.hasFocus()


@pytest.mark.usefixtures("filled")
def test_arrows_and_enter_open_the_rows_of_one_figure_and_esc_comes_back(office: Office) -> None:
    screen = shown(office)
    for keys in ("Right", "Right", "Right"):
        office.press(keys)
    assert "회신: 기관이 한 번이라도" in screen.sentence.text()
    before = log(office)
    office.press("Enter")
    assert screen.rows.isVisible()
    assert screen.rows.head.title.text() == "동부여성발전센터 · 2026년 11월"
    assert screen.rows.head.whose.text() == "3건 3명"
    assert len(screen.rows.model.records()) == 3
    assert "김하나" not in words_of(office.window)
    assert log(office)[len(before) :] == ["기관별 결과 명단: 회신"]
    office.press("Esc")
    assert screen.table.hasFocus()
    assert screen.table.currentIndex().column() == 3, "back on the figure that was opened"
    office.press("Esc")
    assert office.window.front == "today"


@pytest.mark.usefixtures("filled")
def test_the_list_changes_to_another_figure_and_opens_the_person(office: Office) -> None:
    screen = shown(office)
    office.press("Enter")
    assert len(screen.rows.model.records()) == 4
    screen.rows.figure.set_value(Figure.CHASED.value)
    office.settle()
    (line,) = screen.rows.model.records()
    screen.rows.table.setFocus()
    office.press("Enter")
    assert office.window.front == "visitor"
    assert office.window.screen_of("visitor").visitor_id == line.visitor_id  # type: ignore[attr-defined]


@pytest.mark.usefixtures("filled")
def test_the_funnel_opens_rows_of_everybody_by_key_and_by_mouse(office: Office) -> None:
    screen = shown(office)
    screen.funnel.setFocus()
    for keys in ("Down", "Down", "Down"):
        office.press(keys)
    assert screen.funnel.spoken_value() == "접수 4건 4명 · 66.7%"
    office.press("Enter")
    assert screen.rows.head.title.text() == "모든 기관 · 2026년 11월"
    assert len(screen.rows.model.records()) == 4
    office.press("Esc")
    QTest.mouseClick(screen.funnel, Qt.MouseButton.LeftButton, pos=screen.funnel.rect().center())
    office.settle()
    assert screen.rows.isVisible()


@pytest.mark.usefixtures("filled")
def test_rows_are_sorted_by_the_column_the_arrows_stand_on(office: Office) -> None:
    screen = shown(office)
    for _ in range(8):
        office.press("Right")
    press_in_hangul_mode(screen.table, "ㄴ")  # the key S
    office.settle()
    assert names(screen) == [YOUTH, "동부여성발전센터", "계"]
    at = [column.key for column in COLUMNS].index("reply_rate")
    assert screen.model.sorting == Sorting("reply_rate", down=True)
    spoken = screen.model.headerData(
        at, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole
    )
    assert spoken == "회신율, 내림차순"
    head = screen.table.horizontalHeader()
    spot = head.rect().center()
    spot.setX(40)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert names(screen) == ["동부여성발전센터", YOUTH, "계"]
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert names(screen) == [YOUTH, "동부여성발전센터", "계"]


@pytest.mark.usefixtures("filled")
def test_time_goes_by_month_quarter_year_and_by_two_days(office: Office) -> None:
    screen = shown(office)
    office.press("Alt+Left")
    assert screen.head.whose.text().startswith("2026년 10월")
    assert cells(screen, 0)[1] == "1"
    for span, label, issued in (("quarter", "2026년 4분기", "7"), ("year", "2026년", "7")):
        screen.period.span.set_value(span)
        office.settle()
        assert screen.head.whose.text().startswith(label)
        assert cells(screen, len(names(screen)) - 1)[1] == issued
    screen.period.span.set_value("free")
    office.settle()
    screen.period.since.setFocus()
    screen.period.since.selectAll()
    office.write("10.6")
    office.press("Enter")
    office.settle()
    assert cells(screen, len(names(screen)) - 1)[1] == "6"
    screen.period.until.setFocus()
    screen.period.until.selectAll()
    office.write("9.1")
    office.press("Enter")
    assert "앞섭니다" in words_of(office.window)
    assert screen.period.until.text() == "2026. 12. 31."


@pytest.mark.usefixtures("filled")
def test_one_partner_one_group_and_rows_by_service(office: Office) -> None:
    screen = shown(office)
    women = next(key for key, name in screen._found.partners if name == "동부여성발전센터")
    screen.partner.set_value(women)
    office.settle()
    assert names(screen) == ["동부여성발전센터", "계"]
    screen.by.set_value("service")
    office.settle()
    assert names(screen) == ["직업교육", "계"]
    screen.by.set_value("group")
    office.settle()
    assert "청년(서울)" in names(screen)
    screen.group.set_value("youth_seoul")
    office.settle()
    assert cells(screen, len(names(screen)) - 1)[1] == "4"


def test_a_period_without_referrals_says_what_belongs_there(office: Office) -> None:
    screen = shown(office)
    assert names(screen) == []
    assert "이 기간에 의뢰한 건이 없습니다." in words_of(office.window)
    assert not screen.sheet_button.isEnabled()
    assert not screen.letter_button.isEnabled()


@pytest.mark.usefixtures("filled")
def test_every_definition_can_be_read_on_the_screen(office: Office) -> None:
    shown(office)
    office.press("D")
    told = words_of(office.window)
    assert all(figure.sentence in told for figure in Figure)
    assert "회신율 = 회신 건 ÷ 의뢰 건 × 100" in told
    office.press("Esc")
    assert shown(office).table.isVisible()


@pytest.mark.usefixtures("filled")
def test_ctrl_p_prints_the_table_with_its_definitions(
    office: Office, words: Callable[[bytes], str]
) -> None:
    shown(office)
    office.press("Ctrl+P")
    ((pdf, title, _to),) = office.printed
    text = words(pdf)
    assert "2026년 11월 기관별 연계 실적" in text
    assert "동부여성발전센터" in text
    assert "무효로 한 것과" in text
    assert "김하나" not in text
    assert title.startswith("naeil ")


@pytest.mark.usefixtures("filled")
def test_the_letter_tells_one_partner_its_own_figures(
    office: Office, words: Callable[[bytes], str]
) -> None:
    shown(office)
    office.press("L")
    ((pdf, _title, _to),) = office.printed
    text = words(pdf)
    assert "수신" in text
    assert "서울특별시동부여성발전센터장" in text
    assert "서울청년센터" not in text, "nobody else's figures"
    assert "김하나" not in text
    with office.seat.desk.office._database.read() as session:
        row = session.scalars(select(Printing).where(Printing.paper == "partner_letter")).one()
    assert row.receiver == "서울특별시동부여성발전센터장"


@pytest.mark.usefixtures("filled")
def test_a_file_asks_its_use_and_stands_in_the_ledger(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "실적.xlsx"
    monkeypatch.setattr(
        counter_printer, "ask_where", lambda _parent, _start, chosen, *_: chosen(file)
    )
    shown(office)
    office.press("X")
    office.write("분기 보고")
    question = next(
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, Question) and one.isVisible()
    )
    question.buttons["save"].click()
    office.window.activateWindow()
    office.settle()
    sheet = load_workbook(file)["연계 실적"]
    assert [sheet.cell(row, 1).value for row in range(1, 10)][-3:] == [
        "동부여성발전센터", YOUTH, "계",
    ]  # fmt: skip
    with office.seat.desk.office._database.read() as session:
        row = session.scalars(select(Printing).where(Printing.paper == "partner_results")).one()
    assert (row.purpose, row.media) == ("분기 보고", "file")


@pytest.mark.usefixtures("filled")
def test_whoever_may_not_take_lists_out_sees_the_figures_only(office: Office) -> None:
    made = office.seat.desk.accounts.add(
        office.seat.account, "배지현", Role.READER, "창구 앞 라일락 3그루"
    )
    account = SignedIn(made.id, "배지현", Role.READER, "token-배지현")
    office.seat.desk.office.admit(account)
    office.seat.account = account
    office.seat.counter.seat(office.seat.desk, account)
    screen = shown(office)
    assert names(screen)[-1] == "계"
    assert not screen.sheet_button.isEnabled()
    assert not screen.print_button.isEnabled()
    office.press("Ctrl+P")
    assert office.printed == []


def test_nobody_waits_for_a_long_count_and_it_says_that_it_counts(
    office: Office, filled: Histories, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    begun, go_on = Event(), Event()
    own = Database.own_connection

    @contextmanager
    def stand(database: Database, *, writes: bool = False) -> Iterator[Session]:
        begun.set()
        assert go_on.wait(20)
        with own(database, writes=writes) as session:
            yield session

    monkeypatch.setattr(Database, "own_connection", stand)
    try:
        office.seat.counter.go("results")
        qtbot.waitUntil(begun.is_set)
        screen = office.window.workplace.screen
        assert isinstance(screen, ResultsScreen)
        qtbot.waitUntil(lambda: screen.head.whose.text() == "셈하고 있습니다…")
        jobs, answers = office.seat.counter.jobs, []
        desk, account = office.seat.desk, office.seat.account
        jobs.read(lambda: desk.partners.services(account), answers.append)
        person = VisitorDraft(name="김하나")
        jobs.write(
            lambda: desk.visits.register(account, person, VisitDraft(purposes=("counselling",))),
            answers.append,
        )
        qtbot.waitUntil(lambda: len(answers) == 2)
        assert not go_on.is_set()
    finally:
        go_on.set()
    office.settle()
    assert "2026년 11월" in screen.head.whose.text()
    assert cells(screen, 0)[0].startswith("동부여성발전센터")
