"""The ways in, with the running program: first run and its paper, sign-in, recovery, lock."""

import gc
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.domain.account import Role
from desktop.domain.clock import FixedClock
from desktop.domain.errors import StoreTrouble
from desktop.domain.waiting import Waiting
from desktop.services.first_run import FirstRun
from desktop.ui.door.first_run import FirstRunAnswers, FirstRunPage
from desktop.ui.door.recovery import RecoveryPage
from desktop.ui.door.sign_in import SignInPage
from desktop.ui.door.steps import Step
from desktop.ui.kit import Button
from desktop.ui.printing import PrinterTrouble, queue, secret
from desktop.ui.settings import SettingsScreen
from desktop.ui.today import TodayScreen
from tests.ui.door.running import Running

FIRST, SECOND = "first-day-2026", "second-day-2026"


class FirstDay(Running):
    """The program over an empty folder, somebody's hands on it."""

    def to_code(self) -> FirstRunPage:
        """Through the wizard up to the recovery code."""
        page = self.app.first_run
        self.press("Alt+N", "Alt+N")
        self.type("한서윤")
        self.press("Enter", "Enter")
        self.type(FIRST)
        self.press("Enter")
        self.type(FIRST)
        self.press("Alt+N")
        assert page.step is Step.CODE
        return page

    def confirm(self, page: FirstRunPage) -> tuple[str, ...]:
        groups = self.app.recovery_groups()
        page.code.begin()
        for place in page.code.wanted:
            self.type(groups[place])
            self.press("Enter")
        self.press("Alt+N")
        assert page.step is Step.READY
        self.press("Enter")
        return groups


@pytest.fixture
def running(qapp: QApplication, tmp_path: Path, clock: FixedClock) -> Iterator[FirstDay]:
    made = FirstDay(tmp_path / "한글 폴더 1", clock)
    yield made
    made.app.close()


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What came out of the usual printer."""
    papers: list[bytes] = []
    monkeypatch.setattr(secret.QPrinterInfo, "defaultPrinterName", staticmethod(lambda: "창구"))
    monkeypatch.setattr(queue, "send", lambda pdf, _title, _to: papers.append(pdf))
    return papers


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return str(document[0].get_textpage().get_text_range())


def test_the_wizard_prints_the_code_and_leaves_no_file_of_it(
    running: FirstDay, printed: list[bytes]
) -> None:
    page = running.to_code()
    running.press("Ctrl+P")
    (pdf,) = printed
    groups = running.app.recovery_groups()
    words = text_of(pdf)
    assert all(f"{group[:3]} {group[3:]}" in words for group in groups)
    assert "광진구 일자리센터" in words
    assert "프린터로 보냈습니다" in page.code.told.accessibleName()
    # The cursor went to where the first group is typed back from the paper.
    running.confirm(page)
    assert running.app.window.front == "today"
    kept = {file.name for file in running.folder.rglob("*") if file.is_file()}
    assert not [name for name in kept if name.endswith(".pdf")]
    for file in running.folder.rglob("*"):
        if file.is_file():
            assert b"%PDF" not in file.read_bytes()
            assert groups[0].encode() not in file.read_bytes()
    assert not page.code.groups


def test_the_first_password_stays_nowhere_once_it_has_opened(running: FirstDay) -> None:
    page = running.to_code()
    assert FIRST in {edit.text() for edit in page.findChildren(QLineEdit)}
    running.confirm(page)
    assert running.app.window.front == "today"
    edits = running.app.window.findChildren(QLineEdit)
    assert not [edit.objectName() for edit in edits if FIRST in edit.text()]
    assert not any(edit.isUndoAvailable() for edit in page.findChildren(QLineEdit))
    gc.collect()
    held = [one for one in gc.get_objects() if isinstance(one, FirstRun | FirstRunAnswers)]
    assert held == []


def test_without_a_printer_the_wizard_says_so_and_goes_on_by_hand(
    running: FirstDay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secret.QPrinterInfo, "defaultPrinterName", staticmethod(lambda: ""))
    monkeypatch.setattr(queue, "printers", lambda: ())
    page = running.to_code()
    running.press("Ctrl+P")
    assert page.code.told.accessibleName().startswith("연결된 프린터가 없습니다")
    assert "손으로 옮겨 적어도 됩니다" in page.code.told.accessibleName()
    running.press("Ctrl+Shift+P")
    assert "연결된 프린터가 없습니다" in page.code.told.accessibleName()
    running.confirm(page)
    assert running.app.window.front == "today"


def test_a_printer_that_fails_does_not_stop_the_wizard(
    running: FirstDay, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_paper: object) -> None:
        raise PrinterTrouble("프린터 ‘창구’에 보내지 못했습니다.")

    monkeypatch.setattr(secret.QPrinterInfo, "defaultPrinterName", staticmethod(lambda: "창구"))
    monkeypatch.setattr(queue, "send", fails)
    page = running.to_code()
    running.press("Ctrl+P")
    assert "인쇄하지 못했습니다" in page.code.told.accessibleName()
    running.confirm(page)
    assert running.app.window.front == "today"


def test_keys_of_the_code_page_do_nothing_on_the_others(
    running: FirstDay, printed: list[bytes]
) -> None:
    running.press("Ctrl+P")
    assert running.app.first_run.step is Step.PLACE
    assert not printed


def test_a_forgotten_password_is_mended_with_the_code_and_a_new_code_is_asked_for(
    running: FirstDay, printed: list[bytes], qapp: QApplication
) -> None:
    groups = running.confirm(running.to_code())
    counter = running.app.counter
    counter.desk.accounts.add(counter.account, "오민재", Role.COUNSELLOR, SECOND)
    running.app.close()
    again = FirstDay(running.folder, FixedClock(running.app.clock.now()))
    try:
        sign_in = again.app.sign_in
        # What is seen first stands behind the door before anybody came in.
        assert not again.app.counter.is_open
        assert again.app.window.workplace.search is not None
        assert again.app.window.findChild(TodayScreen) is not None
        # A name is chosen with the arrows from the empty password.
        me = sign_in.accounts.current_id()
        again.press("Right")
        assert sign_in.accounts.current_id() != me
        again.press("Left")
        for _ in range(3):
            again.type("wrong")
            again.press("Enter")
        assert "복구 코드" in sign_in._field.error()
        sign_in._recovery.click()
        again.settle()
        page = again.app.window.stack.currentWidget()
        assert isinstance(page, RecoveryPage)
        for group in groups:
            again.type(group)
        again.type("new-after-loss-1")
        again.press("Enter")
        again.type("new-after-loss-1")
        again.press("Enter", "Enter")
        assert again.app.window.front == "settings"
        screen = again.app.window.screen_of("settings")
        assert isinstance(screen, SettingsScreen)
        assert screen.page.key == "recovery"
        desk, account = again.app.counter.desk, again.app.counter.account
        assert desk.recovery.state(account).opened_on is not None
        # Enter makes the new code; with it on paper nothing is owed any more.
        again.press("Enter", "Ctrl+P")
        shown = screen.page
        code = shown.code  # type: ignore[attr-defined]
        code.begin()
        fresh = code.groups
        for place in code.wanted:
            again.type(fresh[place])
            again.press("Enter")
        again.press("Ctrl+S")
        assert desk.recovery.state(account).opened_on is None
        assert desk.recovery.state(account).edition == 2
        assert len(printed) == 1
        again.press("Ctrl+L")
        again.type("new-after-loss-1")
        again.press("Enter")
        assert again.app.window.stack.currentWidget() is again.app.window.frame
    finally:
        again.app.close()


def test_the_look_chosen_on_this_pc_is_there_at_the_next_start(running: FirstDay) -> None:
    from desktop.ui.kit import Scheme, theme
    from desktop.ui.look import Look

    running.confirm(running.to_code())
    running.app.counter.choose_look(Look(Scheme.DARK, 1.25, 10))
    running.settle()
    running.app.close()
    again = FirstDay(running.folder, FixedClock(running.app.clock.now()))
    try:
        assert theme.scheme() is Scheme.DARK
        assert theme.scale() == 1.25
        assert again.app.window.workplace._idle.interval() == 10 * 60_000
    finally:
        again.app.close()


def buttons(page: SignInPage) -> list[str]:
    """What can be pressed, in words."""
    return [one.accessibleName() for one in page.findChildren(Button) if one.isVisible()]


def test_a_store_that_takes_long_to_open_says_so_and_can_be_given_up(
    running: FirstDay, monkeypatch: pytest.MonkeyPatch
) -> None:
    running.confirm(running.to_code())
    account = running.app.counter.account.account_id
    running.app.window.leaving.emit()
    running.settle()
    page = running.front
    assert isinstance(page, SignInPage)
    ways = buttons(page)
    premises = running.app._reception.premises  # type: ignore[union-attr]
    sign_in, at_work = premises.sign_in, threading.Event()

    def long(account_id: int, password: str, *, waiting: Waiting) -> object:
        end = time.monotonic() + 60
        while not waiting.stopped() and time.monotonic() < end:
            waiting.tell("자료를 새 판에 맞추는 중입니다 (2/3)", 0.66)
            at_work.set()
            time.sleep(0.01)
        raise StoreTrouble("그만두었습니다. 자료는 그대로 있습니다.")

    monkeypatch.setattr(premises, "sign_in", long)
    running.type(FIRST)
    running.hands.press("Enter")
    assert at_work.wait(60)
    QApplication.processEvents()
    assert "(2/3) · 66%" in page._field.message()
    assert "그만두기" in " ".join(buttons(page))
    assert len(buttons(page)) == len(ways)
    running.press("Escape")
    assert "그대로 있습니다" in page._field.message()
    assert buttons(page) == ways
    # The password still stands there, chosen: the next Enter tries again.
    monkeypatch.setattr(premises, "sign_in", sign_in)
    running.press("Enter")
    assert running.app.counter.is_open
    assert running.app.counter.account.account_id == account
