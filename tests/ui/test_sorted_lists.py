"""Lists of screens put in order by the mouse and by Alt+S, and read on to their end."""

import random
from collections.abc import Sequence
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from sqlalchemy import insert

from desktop.domain.access import ActKind
from desktop.domain.rights import Right
from desktop.domain.sorting import Sorting
from desktop.services.paging import PART
from desktop.store.log import AccessRow
from desktop.store.referrals import Referral
from desktop.store.requests import SubjectRequest
from desktop.ui.kit import RecordTable
from desktop.ui.referral.list_screen import ReferralsScreen
from desktop.ui.requests import RequestsScreen
from desktop.ui.visitor import VisitorScreen
from desktop.ui.visitor.history import EntryRow
from tests.services.lists.office import fill_line, referral, request
from tests.ui.referral.conftest import Office, office, sua

__all__ = ["office", "sua"]
ROWS = 230


def write(office: Office, table: Any, rows: Sequence[dict[str, Any]]) -> None:
    with office.seat.desk.office._database.write() as session:
        session.execute(insert(table), list(rows))


@pytest.fixture
def referred(office: Office, sua: int) -> Office:
    """Some hundred referrals to real partners."""
    chance = random.Random(5)
    services = [one.id for one in office.seat.desk.partners.services(office.seat.account)]
    write(office, Referral, [
        referral(i, chance, ROWS) | {
            "visitor_id": sua,
            "service_id": chance.choice(services[:6]),
            "counsellor_id": office.seat.account.account_id,
        }
        for i in range(1, ROWS + 1)
    ])  # fmt: skip
    return office


def log(office: Office) -> list[str]:
    """What was looked at, by its purpose."""
    with office.seat.desk.office.act(
        office.seat.account, Right.LOOK, ActKind.VIEW, logged=False
    ) as act:
        return [row.purpose for row in act.session.query(AccessRow).order_by(AccessRow.seq)]


def choose(office: Office, words: str) -> None:
    """An entry of the menu Alt+S opened, by the arrows and Enter."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    offered = [one.text() for one in menu.actions()]
    assert words in offered, offered
    for _ in range(len(offered)):
        here = menu.activeAction()
        if here is not None and here.text() == words:
            break
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    office.settle()


def to_the_end(office: Office, table: RecordTable) -> int:
    table.setFocus()
    before = 0
    while table.model().rowCount() != before:
        before = table.model().rowCount()
        office.press("Ctrl+End")
    return before


def test_referrals_are_put_in_order_by_their_heads_and_by_the_key(referred: Office) -> None:
    screen = referred.go("referrals", ReferralsScreen)
    table, model = screen._table, screen._model
    assert table.sorting == Sorting("due")
    head = table.horizontalHeader()
    partner = QPoint(head.sectionViewportPosition(2) + 30, head.height() // 2)
    opened = log(referred).count("연계 목록: 열린 의뢰")
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=partner)
    referred.settle()
    partners = [one.partner for one in model.records()]
    assert list(dict.fromkeys(partners)) == sorted(set(partners))
    assert len(set(partners)) > 1
    assert table.current_row() == 0
    # Other rows come up in front, so it was looked at once more.
    assert log(referred).count("연계 목록: 열린 의뢰") == opened + 1
    assert to_the_end(referred, table) == screen._counter.desk.referrals.how_many(
        screen._counter.account, _wanted(screen)
    )[0]  # fmt: skip
    referred.press("Alt+S")
    choose(referred, "회신 기한 차례로")
    dated = [one.reply_due for one in model.records() if one.reply_due]
    assert dated == sorted(dated)
    referred.press("Alt+S")
    choose(referred, "회신 기한 거꾸로")
    dated = [one.reply_due for one in model.records() if one.reply_due]
    assert dated == sorted(dated, reverse=True)
    screen.refresh()
    referred.settle()
    assert table.sorting == Sorting("due", down=True), "it stays while the screen lives"


def _wanted(screen: ReferralsScreen) -> Any:
    from desktop.services.referrals import Wanted

    return Wanted(screen._scope.value() or "open")


def test_what_may_be_sorted_by_goes_with_the_list(referred: Office) -> None:
    screen = referred.go("referrals", ReferralsScreen)
    screen._scope.set_value("all")
    referred.settle()
    assert screen._table.sorting == Sorting("issued", down=True)
    assert [screen._model.can_sort(at) for at in range(5)] == [True, False, True, False, False]
    screen._own.set_value("mine")
    referred.settle()
    assert [screen._model.can_sort(at) for at in range(5)] == [True, False, False, False, False]
    screen._scope.set_value("open")
    referred.settle()
    assert [screen._model.can_sort(at) for at in range(5)] == [False, False, True, False, True]


def test_where_no_list_can_be_sorted_the_key_says_so(office: Office) -> None:
    office.seat.counter.go("today")
    office.settle()
    office.press("Alt+S")
    assert "차례를 바꿀 목록이 없습니다" in office.seat.said[-1][0]


@pytest.fixture
def asked(office: Office, sua: int) -> Office:
    """More requests than one part holds."""
    chance = random.Random(3)
    by = office.seat.account.account_id
    write(office, SubjectRequest, [
        request(i, chance) | {"visitor_id": sua, "received_by_id": by, "state": "open"}
        for i in range(1, ROWS + 1)
    ])  # fmt: skip
    return office


def test_the_register_of_requests_is_read_to_its_end_and_sorted(asked: Office) -> None:
    screen = asked.go("requests", RequestsScreen)
    assert screen._model.rowCount() == PART
    assert screen._head.whose.text().startswith(f"{ROWS}건 · 기한 지남")
    due = [one.due_on for one in screen._model.records()]
    assert due == sorted(due)
    assert to_the_end(asked, screen._table) == ROWS
    last = screen._card
    looked = log(asked).count("요구 보기")
    asked.press("Alt+S")
    choose(asked, "접수일 차례로")
    assert screen._model.rowCount() == PART
    received = [one.received_on for one in screen._model.records()]
    assert received == sorted(received, reverse=True)
    # The request in front stays, and nobody else's is looked at.
    assert screen._card is not None
    assert last is not None
    assert screen._card.line.id == last.line.id
    assert log(asked).count("요구 보기") == looked


def test_a_request_further_down_is_opened_all_the_same(asked: Office) -> None:
    desk, account = asked.seat.desk, asked.seat.account
    every = desk.requests.register(account, limit=1_000, first=False).lines
    opened = log(asked).count("요구 보기")
    screen = asked.go("requests", RequestsScreen, request_id=every[-1].id)
    assert screen._card is not None
    assert screen._card.line.id == every[-1].id
    assert log(asked).count("요구 보기") == opened + 1, "nobody else's was looked at"


@pytest.fixture
def long_known(office: Office, sua: int) -> VisitorScreen:
    """Somebody with more than one part of a history."""
    with office.seat.desk.office._database.write() as session:
        fill_line(session, random.Random(1), 30, sua, office.seat.account.account_id)
    return office.go("visitor", VisitorScreen, visitor_id=sua)


def entries(screen: VisitorScreen) -> list[EntryRow]:
    return [one for one in screen.findChildren(EntryRow) if one.isVisible()]


def test_a_history_goes_on_under_the_arrows_and_by_its_button(
    office: Office, long_known: VisitorScreen, sua: int
) -> None:
    desk, account = office.seat.desk, office.seat.account
    first = desk.visitors.history(account, sua, first=False)
    rest = desk.visitors.history(account, sua, (), first.behind, first=False)
    history = long_known._history
    assert [one.entry for one in entries(long_known)] == list(first.lines)
    assert history.more.isVisible()
    looked = log(office).count("내방객 이력")
    history.more.click()
    office.settle()
    assert [one.entry for one in entries(long_known)] == [*first.lines, *rest.lines]
    assert log(office).count("내방객 이력") == looked + 1
    entries(long_known)[-1].setFocus()
    office.press("Down")
    office.press("Down")
    found = [one.entry for one in entries(long_known)]
    assert len(found) > len(first.lines) + len(rest.lines)
    assert found == sorted(found, key=lambda one: (one.at, one.id), reverse=True)
    while history.more.isVisible():
        history.more.click()
        office.settle()
    assert len({one.entry.id for one in entries(long_known)}) == len(entries(long_known))
    assert entries(long_known)[-1]._last


def test_one_kind_of_a_long_history_is_read_from_the_store_once_logged(
    office: Office, long_known: VisitorScreen
) -> None:
    history = long_known._history
    looked = log(office).count("내방객 이력")
    history._filter.set_value("consent")
    office.settle()
    assert {one.entry.kind for one in entries(long_known)} == {"consent"}
    assert len(entries(long_known)) == 30
    assert log(office).count("내방객 이력") == looked + 1
    history._filter.set_value("all")
    history._filter.set_value("consent")
    office.settle()
    assert len(entries(long_known)) == 30
    assert log(office).count("내방객 이력") == looked + 1, "it was shown before"
