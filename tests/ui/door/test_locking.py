"""Behind the lock: nothing in sight, everything typed kept, and the key wiped in time."""

import ctypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from desktop.domain.account import Role
from desktop.domain.clock import FixedClock
from desktop.domain.errors import NotSignedIn
from desktop.domain.shipped import read_centre
from desktop.paths import resources
from desktop.services.first_run import FirstRun
from desktop.services.opening import Premises
from desktop.store import ciphers
from desktop.ui.hands import words_of
from desktop.ui.intake import IntakeScreen
from desktop.ui.kit import Choice, Field, KoreanLineEdit, Question, ask
from desktop.ui.main_window import MainWindow
from desktop.ui.settings import SettingsScreen
from desktop.ui.settings.accounts import AccountsPage
from desktop.ui.sleep import EVERY, SLACK, SleepWatch, suspends
from tests.ui.door.running import Running

MINE, OTHERS = "first-desk-2026", "second-desk-2026"
HOUR = 3600.0


class Counter(Running):
    """The program with 한서윤 (팀장) at it; 오민재 has an account too."""

    def __init__(self, folder: Path, clock: FixedClock) -> None:
        premises = Premises(folder, clock, resources())
        facts = read_centre(resources() / "codes")[-1]
        prepared = premises.prepare(FirstRun(facts, 1, "한서윤", Role.TEAM_LEAD, MINE))
        self.groups = prepared.recovery_code.groups
        desk, me = prepared.confirm()
        self.me = me.account_id
        self.other = desk.accounts.add(me, "오민재", Role.COUNSELLOR, OTHERS).id
        desk.close()
        premises.close()
        super().__init__(folder, clock)

    @property
    def window(self) -> MainWindow:
        return self.app.window

    @property
    def reception(self) -> Any:
        assert self.app._reception is not None
        return self.app._reception

    @property
    def page(self) -> Any:
        return self.app.sign_in

    def come(self, account_id: int, password: str) -> None:
        """Somebody takes the desk from the page in front."""
        self.page.accounts.choose(self.page.accounts._ids.index(account_id))
        self.page.password.setFocus()
        self.type(password)
        self.press("Enter")

    def begin_intake(self, name: str) -> IntakeScreen:
        """A half-typed intake, the last syllable still being composed."""
        self.press("F2")
        screen = self.window.screen_of("intake")
        assert isinstance(screen, IntakeScreen)
        screen._control("name").setFocus()
        self.type(name)
        return screen

    def typed_name(self) -> str:
        screen = self.window.screen_of("intake")
        assert isinstance(screen, IntakeScreen)
        return str(screen._control("name").text_now())

    @property
    def locked(self) -> bool:
        return self.window.stack.currentWidget() is self.page


@pytest.fixture
def counter(
    qapp: QApplication, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Counter]:
    stretch = ciphers.hash_secret_raw

    def quickly(**given: Any) -> bytes:
        return stretch(**given | {"memory_cost": 64, "time_cost": 1, "parallelism": 1})

    monkeypatch.setattr(ciphers, "hash_secret_raw", quickly)
    made = Counter(tmp_path / "자료", clock)
    made.come(made.me, MINE)
    assert made.window.front == "today"
    yield made
    made.app.close()


def in_sight() -> list[Any]:
    return [top for top in QApplication.topLevelWidgets() if top.isVisible() and top.isWindow()]


def question(counter: Counter) -> tuple[Question, KoreanLineEdit, list[str]]:
    """A dialog with a line to type in, over the screen in front."""
    answers: list[str] = []
    line = KoreanLineEdit()
    choices = [Choice("yes", "네"), Choice("no", "아니요")]
    asked = ask(
        counter.window.screen_of(counter.window.front),
        "도우람 님의 의뢰서를 무효로 할까요?",
        "까닭을 적어 주십시오.",
        choices,
        "no",
        answers.append,
        more=Field("까닭", line),
    )
    line.setFocus()
    counter.settle()
    return asked, line, answers


def test_the_lock_hides_dialogs_too_and_brings_them_back_as_they_were(counter: Counter) -> None:
    counter.begin_intake("도우람")
    asked, line, answers = question(counter)
    counter.type("잘못 적음")
    assert asked in in_sight()
    counter.press("Ctrl+L")
    assert counter.locked
    assert in_sight() == [counter.window]
    assert "도우람" not in words_of(counter.window)
    assert "작성 중이던 내용은 그대로" in words_of(counter.window)
    counter.come(counter.me, MINE)
    assert not counter.locked
    assert asked in in_sight()
    assert asked.isModal()
    assert line.text_now() == "잘못 적음"
    asked.answer("no")
    assert answers == ["no"]
    assert counter.typed_name() == "도우람"


def test_behind_the_lock_the_store_is_open_for_drafts_and_nothing_else_is_asked(
    counter: Counter,
) -> None:
    counter.begin_intake("도우람")
    counter.press("Ctrl+L")
    desk, account = counter.app.counter.desk, counter.app.counter.account
    assert [line.masked_name for line in desk.drafts.list(account)] == ["도*람"]
    assert desk.accounts._data_key.secret
    counter.come(counter.me, MINE)
    assert counter.typed_name() == "도우람"
    screen = counter.window.screen_of("intake")
    assert isinstance(screen, IntakeScreen)
    assert screen._control("name").hasFocus()


def test_five_idle_minutes_lock_and_typing_in_a_dialog_is_not_idle(
    counter: Counter,
) -> None:
    place = counter.window.workplace
    assert place._idle.interval() == 5 * 60_000
    asked, _line, _answers = question(counter)
    alive: list[bool] = []
    place.alive.connect(lambda: alive.append(True))
    QTest.keyClick(asked.windowHandle(), Qt.Key.Key_1)
    assert alive
    asked.answer("no")
    place._idle.timeout.emit()
    assert counter.locked


def wiped(counter: Counter, act: Any) -> None:
    """`act` closes the store: its key is gone, its connections too, and no act goes on."""
    desk, account = counter.app.counter.desk, counter.app.counter.account
    secret = desk.accounts._data_key.secret
    assert any(secret)
    act()
    counter.settle()
    assert not any(secret)
    assert not desk.accounts._data_key.secret
    assert not counter.app.counter.is_open
    with pytest.raises(NotSignedIn):
        desk.drafts.list(account)
    assert not (counter.app.start_with.data / "naeil.db-wal").exists()


def test_half_an_hour_behind_the_lock_closes_the_store_and_what_was_typed_comes_back(
    counter: Counter,
) -> None:
    counter.begin_intake("도우람")
    counter.press("Ctrl+L")
    timer = counter.reception._too_long
    assert timer.isActive()
    assert timer.interval() == 30 * 60_000
    wiped(counter, timer.timeout.emit)
    assert counter.locked
    assert "30분이 지났습니다" in words_of(counter.window)
    assert "도우람" not in words_of(counter.window)
    counter.come(counter.me, MINE)
    assert counter.window.front == "intake"
    assert counter.typed_name() == "도우람"
    assert not timer.isActive()


def test_unlocked_in_time_the_store_stays_open(counter: Counter) -> None:
    counter.press("Ctrl+L")
    counter.come(counter.me, MINE)
    assert not counter.reception._too_long.isActive()
    assert counter.app.counter.is_open


def test_a_sleeping_pc_closes_the_store_from_the_middle_of_a_syllable(counter: Counter) -> None:
    counter.begin_intake("도우람")
    wiped(counter, counter.reception._sleep.slept.emit)
    assert "잠들었다 깨어났습니다" in words_of(counter.window)
    counter.come(counter.me, MINE)
    assert counter.typed_name() == "도우람"


def test_signing_out_from_the_own_menu_closes_the_store(counter: Counter) -> None:
    counter.begin_intake("도우람")

    def sign_out() -> None:
        counter.window.workplace.keys.open_menu()
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next(one for one in menu.actions() if one.text() == "로그아웃")
        menu.close()
        action.trigger()

    wiped(counter, sign_out)
    assert counter.locked
    counter.come(counter.me, MINE)
    # A new sitting begins with 오늘; the form waits in the strip.
    assert counter.window.front == "today"
    assert [line.title for line in counter.window.workplace.keeper.lines] == ["접수"]


def test_another_account_comes_to_its_own_view_and_the_first_ones_drafts_stay_private(
    counter: Counter,
) -> None:
    counter.begin_intake("도우람")
    counter.press("Ctrl+L")
    first = counter.app.counter.desk
    counter.come(counter.other, "not-the-password-9")
    assert counter.locked
    assert counter.app.counter.desk is first, "a wrong password puts nobody out"
    counter.page.clear()
    counter.come(counter.other, OTHERS)
    assert counter.window.front == "today"
    assert counter.app.counter.account.name == "오민재"
    assert not counter.window.workplace.keeper.lines
    assert "intake" not in counter.window.workplace._screens
    desk, account = counter.app.counter.desk, counter.app.counter.account
    assert desk.drafts.list(account) == ()
    counter.press("Ctrl+L")
    counter.come(counter.me, MINE)
    assert counter.window.front == "intake"
    assert counter.typed_name() == "도우람"


def test_five_wrong_passwords_at_the_lock_offer_the_code_and_the_lead_unlocks(
    counter: Counter,
) -> None:
    counter.press("Ctrl+L")
    for _ in range(5):
        counter.come(counter.other, "wrong-again-77")
    assert "잠겼습니다" in counter.page._field.error()
    assert not counter.page._recovery.isHidden()
    counter.page.clear()
    counter.come(counter.other, OTHERS)
    assert "잠겼습니다" in counter.page._field.error()
    counter.page.clear()
    counter.come(counter.me, MINE)
    counter.app.counter.go("settings", page="accounts")
    counter.settle()
    screen = counter.window.screen_of("settings")
    assert isinstance(screen, SettingsScreen)
    shown = screen.page
    assert isinstance(shown, AccountsPage)
    shown.table.go_to(0)
    assert not shown.unlock.isHidden()
    counter.press("Alt+U")
    QTest.qWait(150)
    counter.settle()
    assert shown.unlock.isHidden()
    counter.press("Ctrl+L")
    counter.come(counter.other, OTHERS)
    assert counter.app.counter.account.name == "오민재"


# noticing that the PC slept


class Clocks:
    """The wall's and the program's, in the hands of a test."""

    def __init__(self) -> None:
        self.wall, self.running = 1_000_000.0, 50.0

    def go(self, wall: float, running: float) -> None:
        self.wall += wall
        self.running += running


@pytest.mark.parametrize(
    ("wall", "running", "goes_on", "slept"),
    [
        (EVERY / 1000, EVERY / 1000, True, False),
        (EVERY / 1000 + SLACK / 2, EVERY / 1000 + SLACK / 2, True, False),
        (HOUR, EVERY / 1000, False, True),  # the program's clock stood still
        (HOUR, HOUR, True, True),  # Windows: it went on, but nobody looked
        (HOUR, HOUR, False, False),  # elsewhere the PC was only busy
        (-HOUR, EVERY / 1000, True, False),  # somebody set the clock back
    ],
)
def test_more_time_on_the_wall_than_the_program_ran_is_sleep(
    qapp: QApplication, wall: float, running: float, goes_on: bool, slept: bool
) -> None:
    clocks, told = Clocks(), []
    watch = SleepWatch(qapp, lambda: clocks.wall, lambda: clocks.running, goes_on)
    watch.slept.connect(lambda: told.append(True))
    clocks.go(wall, running)
    watch.look()
    assert bool(told) is slept
    clocks.go(EVERY / 1000, EVERY / 1000)
    watch.look()
    assert bool(told) is slept, "told once"
    watch.end()
    watch.deleteLater()


@pytest.mark.parametrize(
    ("message", "what", "sleeps"), [(0x218, 4, True), (0x218, 7, False), (0x10, 4, False)]
)
def test_windows_tells_before_it_goes_to_sleep(message: int, what: int, sleeps: bool) -> None:
    told = (ctypes.c_size_t * 4)(1, message, what, 0)
    assert suspends(ctypes.addressof(told)) is sleeps
