"""사용자: unlocking, a new password, and leaving one's work to others before the account closes."""

import threading
from collections.abc import Callable
from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.domain.account import Role, SignedIn
from desktop.domain.draft import FormDraft
from desktop.domain.rights import RIGHTS, Right, may
from desktop.domain.visit import AppointmentDraft
from desktop.services.opening import Premises
from desktop.store import rekeying
from desktop.store.keyring import Keyring
from desktop.ui.settings import SettingsScreen
from desktop.ui.settings.account_changes import AccountChangesPage
from desktop.ui.settings.accounts import AccountsPage
from desktop.ui.settings.data_key import DataKeyPage
from desktop.ui.settings.rights import NO, YES, RightsPage

from .conftest import Office

NEW, NEWER = "another-day-2026", "newer-day-9041"


@pytest.fixture
def colleague(office: Office, sua: int) -> int:
    """오민재, with an appointment of 박수아, a promise and a half-typed note."""
    desk, me = office.seat.desk, office.seat.account
    made = desk.accounts.add(me, "오민재", Role.COUNSELLOR, NEW)
    other = SignedIn(made.id, made.name, made.role, "token")
    desk.office.admit(other)
    day = office.seat.clock.today()
    desk.visits.appoint(other, sua, AppointmentDraft(day, time(16, 0), "이력서 첨삭"))
    desk.follow_ups.promise(other, sua, day, "안부 여쭙기")
    desk.drafts.keep(other, FormDraft(desk.drafts.new_id(), "counselling", "상담 기록", sua, {}))
    desk.office.admit(me)
    office.settle()
    return made.id


def accounts(office: Office) -> AccountsPage:
    screen = office.go("settings", SettingsScreen, page="accounts")
    assert isinstance(screen.page, AccountsPage)
    screen.page.table.setFocus()
    screen.page.table.go_to(0)
    return screen.page


def names(office: Office) -> list[str]:
    return [line.name for line in office.seat.desk.accounts.list(office.seat.account)]


def test_work_in_hand_goes_to_a_colleague_and_the_list_comes_out_of_the_printer(
    office: Office, colleague: int, words: Callable[[bytes], str]
) -> None:
    shown = accounts(office)
    office.press("Delete")
    part = shown.handover
    assert not part.isHidden()
    assert part._title.text() == "오민재가 맡고 있는 일 3건을 누가 이어받습니까?"
    assert not part.close_account.isEnabled()
    assert part.everything.hasFocus()
    office.write("한")
    office.press("Enter")
    assert part.close_account.isEnabled()
    office.press("Ctrl+S")
    assert names(office) == ["한서윤"]
    assert part.isHidden()
    (pdf, _title, _to) = office.printed[-1]
    said = words(pdf)
    assert "인계 목록" in said
    assert "박*아" in said
    assert "박수아" not in said
    assert "3건" in office.seat.said[-1][0]
    desk, me = office.seat.desk, office.seat.account
    assert [line.title for line in desk.drafts.list(me)] == ["상담 기록"]
    assert desk.accounts.changes(me)[0].reason == "인계 3건"


def test_each_row_may_go_to_somebody_else(office: Office, colleague: int) -> None:
    desk, me = office.seat.desk, office.seat.account
    third = desk.accounts.add(me, "정다온", Role.COUNSELLOR, NEWER)
    shown = accounts(office)
    office.press("Delete")
    part = shown.handover
    part.everything.set_value(str(me.account_id))
    part.everything.value_changed.emit()
    part.table.go_to(1)
    assert part.one.value() == str(me.account_id)
    part.one.set_value(str(third.id))
    part.one.value_changed.emit()
    takers = list(part.takers.values())
    assert takers.count(third.id) == 1
    assert takers.count(me.account_id) == 2
    office.press("Ctrl+S")
    assert names(office) == ["정다온", "한서윤"]
    assert office.printed


def test_esc_keeps_the_account_and_everything_in_its_hands(office: Office, colleague: int) -> None:
    shown = accounts(office)
    office.press("Delete")
    office.press("Esc")
    assert shown.handover.isHidden()
    assert shown.table.hasFocus()
    assert names(office) == ["오민재", "한서윤"]
    desk, me = office.seat.desk, office.seat.account
    assert len(desk.accounts.open_cases(me, colleague)) == 3


def test_work_that_came_in_meanwhile_is_told_and_nothing_is_closed(
    office: Office, colleague: int, sua: int
) -> None:
    shown = accounts(office)
    office.press("Delete")
    part = shown.handover
    me = office.seat.account.account_id
    part.everything.set_value(str(me))
    part.everything.value_changed.emit()
    desk = office.seat.desk
    other = SignedIn(colleague, "오민재", Role.COUNSELLOR, "token")
    desk.office.admit(other)
    desk.follow_ups.promise(other, sua, office.seat.clock.today(), "또 하나")
    desk.office.admit(office.seat.account)
    office.press("Ctrl+S")
    assert "새 일" in office.seat.said[-1][0]
    assert names(office) == ["오민재", "한서윤"]
    assert not office.printed


def test_a_locked_account_shows_and_is_unlocked_by_key(office: Office) -> None:
    desk, me = office.seat.desk, office.seat.account
    made = desk.accounts.add(me, "오민재", Role.COUNSELLOR, NEW)
    desk.accounts._failures.add(made.id, office.seat.clock.now())
    for _ in range(4):
        desk.accounts._failures.add(made.id, office.seat.clock.now())
    shown = accounts(office)
    office.settle()
    assert shown._here(shown._model.record(0)) == "잠김"
    assert not shown.unlock.isHidden()
    office.press("Alt+U")
    QTest.qWait(150)
    office.settle()
    assert shown.unlock.isHidden()
    assert "풀었습니다" in office.seat.said[-1][0]
    assert not desk.accounts._failures.standing(made.id).locked


def test_a_forgotten_password_is_given_anew_by_key(office: Office) -> None:
    desk, me = office.seat.desk, office.seat.account
    made = desk.accounts.add(me, "오민재", Role.COUNSELLOR, NEW)
    shown = accounts(office)
    office.settle()
    office.press("Alt+P")
    QTest.qWait(150)
    office.settle()
    assert shown.form is not None
    assert shown._title.text() == "오민재 비밀번호 다시 정하기"
    assert shown.form.field("name").isHidden()
    assert shown.form.field("password").control.hasFocus()
    office.write(NEWER)
    office.press("Enter")
    office.write(NEWER)
    office.press("Ctrl+S")
    Keyring.read(office.seat.premises.folder).open(made.id, NEWER)
    assert "다시 정했습니다" in office.seat.said[-1][0]
    assert shown._title.text() == "새 사용자"


def test_the_meter_tells_in_bars_and_words_while_a_password_is_typed(office: Office) -> None:
    shown = accounts(office)
    office.press("Alt+N")
    QTest.qWait(150)
    office.settle()
    assert shown.form is not None
    shown.form.field("password").control.setFocus()
    meter = shown._chosen.meter
    assert meter.word == ""
    levels = []
    for more in ("atd", "f2g7", "-k9m", "-p4wt", "-n8vb"):
        office.write(more)
        levels.append((meter.level, meter.word))
    assert levels[0] == (0, "아직")
    assert levels[-1] == (4, "아주 좋음")
    assert levels == sorted(levels)
    assert meter.accessibleName() == "비밀번호 세기 아주 좋음"


def test_the_table_of_rights_marks_the_own_column(office: Office) -> None:
    screen = office.go("settings", SettingsScreen, page="rights")
    shown = screen.page
    assert isinstance(shown, RightsPage)
    heads = [column.title for column in shown._model._columns]
    assert heads == ["하는 일", "상담사", "나 · 팀장", "개인정보 보호담당", "열람 전용"]
    cells = {
        (role, right): shown._model._columns[1 + place].text(right)
        for place, role in enumerate(Role)
        for right in Right
    }
    assert cells == {
        (role, right): YES if may(role, right) else NO for role in RIGHTS for right in Right
    }
    assert [right.about for right in shown._model.records()] == [one.about for one in Right]


def test_giving_up_the_own_task_takes_the_pages_away_at_once(office: Office) -> None:
    desk, me = office.seat.desk, office.seat.account
    desk.accounts.add(me, "문태식", Role.TEAM_LEAD, NEW)
    shown = accounts(office)
    office.settle()
    shown.table.go_to([line.name for line in shown._model.records()].index("한서윤"))
    office.press("Enter")
    assert shown.form is not None
    shown.form.set_value("role", Role.COUNSELLOR.value)
    office.press("Ctrl+S")
    screen = office.window.screen_of("settings")
    assert isinstance(screen, SettingsScreen)
    assert office.seat.counter.account.role is Role.COUNSELLOR
    assert "accounts" not in {page.key for page in screen._offered}
    assert "사용자" in screen._others.accessibleName()
    assert screen.page.key != "accounts"


def test_every_change_stands_in_the_list_with_how_long_it_is_kept(
    office: Office, colleague: int
) -> None:
    screen = office.go("settings", SettingsScreen, page="account_changes")
    shown = screen.page
    assert isinstance(shown, AccountChangesPage)
    newest = shown._model.record(0)
    row = [column.text(newest) for column in shown._model._columns]
    assert row == ["2026. 11. 23.(월)", "계정 만듦", "오민재", "한서윤"]
    kept = shown._model._columns[-1].below
    assert kept is not None
    assert kept(newest) == "2029. 11. 23.까지"


def test_the_data_key_is_changed_from_the_settings_and_the_desk_goes_on(office: Office) -> None:
    desk, me = office.seat.desk, office.seat.account
    old = bytes(desk.accounts._data_key.secret)
    screen = office.go("settings", SettingsScreen, page="data_key")
    shown = screen.page
    assert isinstance(shown, DataKeyPage)
    told: list[int] = []
    shown.moved.connect(lambda _step, percent: told.append(percent))
    office.press("Enter")
    office.press("Left")
    office.press("Enter")
    for _ in range(50):
        if not shown._working:
            break
        office.settle()
    assert bytes(desk.accounts._data_key.secret) != old
    assert "바꿨습니다" in shown._state.text()
    assert shown._progress.isHidden()
    assert told
    office.seat.take_in("도우람")
    assert desk.accounts.list(me)
    again = Premises(office.seat.premises.folder, office.seat.clock, office.seat.counter.resources)
    assert again.holders()


def test_a_change_of_the_key_can_be_given_up_by_key(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rekeying, "_STEPS_BETWEEN", 1)
    old = bytes(office.seat.desk.accounts._data_key.secret)
    shown = office.go("settings", SettingsScreen, page="data_key").page
    assert isinstance(shown, DataKeyPage)
    begun, said = threading.Event(), list[str]()
    office.seat.counter.saying.connect(lambda words, *_: said.append(words))

    def hold(_step: object, _percent: int) -> None:
        begun.set()
        assert shown._given_up.wait(60)

    shown.moved.connect(hold, Qt.ConnectionType.DirectConnection)
    shown._change()
    assert begun.wait(60)
    assert QApplication.focusWidget() is shown._progress.stop
    QTest.keyClick(shown._progress.stop, Qt.Key.Key_Space)
    office.settle()
    assert not shown._working
    assert shown._progress.isHidden()
    assert "그만두었습니다" in " ".join(said)
    assert bytes(office.seat.desk.accounts._data_key.secret) == old
    assert "바꾸지 못했습니다" in shown._state.text()
    office.seat.take_in("도우람")
