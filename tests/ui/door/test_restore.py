"""The way back with the running program: an empty PC, a broken store, from the settings, undone."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.domain.backup import Occasion
from desktop.domain.clock import FixedClock
from desktop.services.first_run import STORE_NAME
from desktop.store import erasing
from desktop.store.backup.container import Container
from desktop.store.people import Visitor
from desktop.store.retention import Destruction
from desktop.ui.door.closing import ClosingPage
from desktop.ui.door.restore import RestorePage, Step
from desktop.ui.door.trouble import TroublePage
from desktop.ui.hands import words_of
from tests.services.backups.conftest import centre, pristine
from tests.services.backups.desk import COUNSELLOR, LEAD, Centre
from tests.ui.door.running import Running

__all__ = ["centre", "pristine"]


class AtTheDoor(Running):
    """The program over a folder whose store may not open."""

    def __init__(self, folder: Path, clock: FixedClock) -> None:
        super().__init__(folder, clock, lambda: isinstance(self.front, TroublePage))

    def sign_in(self, password: str = LEAD) -> None:
        self.app.sign_in.password.setFocus()
        self.type(password)
        self.press("Enter")
        assert self.app.window.front == "today"

    def people(self) -> int:
        desk, account = self.app.counter.desk, self.app.counter.account
        return len(desk.visits.board(account).visits)


@pytest.fixture
def running() -> Iterator[list[AtTheDoor]]:
    """Programs begun in a test end with it."""
    begun: list[AtTheDoor] = []
    yield begun
    for one in begun:
        one.app.close()


@pytest.fixture
def copy(centre: Centre) -> Path:
    """A copy with one person; a second came after it. The desk is closed."""
    centre.take_in("도우람")
    centre.desk.backups.make(centre.account, Occasion.ASKED)
    (line,) = centre.desk.backups.copies(centre.account)
    centre.clock.advance(timedelta(minutes=20))
    centre.take_in("나중에")
    centre.leave()
    return Path(line.folder) / line.file_name


def begin(running: list[AtTheDoor], folder: Path, clock: FixedClock) -> AtTheDoor:
    made = AtTheDoor(folder, clock)
    running.append(made)
    return made


def on_the_page(one: AtTheDoor) -> RestorePage:
    page = one.front
    assert isinstance(page, RestorePage)
    return page


def test_an_empty_pc_goes_on_with_a_copy_by_keyboard(
    running: list[AtTheDoor], copy: Path, tmp_path: Path, clock: FixedClock
) -> None:
    one = begin(running, tmp_path / "새 컴퓨터", clock)
    one.app.first_run.restore.click()
    one.settle()
    page = on_the_page(one)
    assert page.table.model().rowCount() == 0
    assert not page.next.isEnabled()
    page.picked.emit(copy)
    one.settle()
    assert page.step is Step.OPEN
    one.type("wrong-password-1")
    one.press("Enter")
    assert "비밀번호가 맞지 않습니다" in page._password.error()
    # Selected, so that it is typed over.
    one.type(COUNSELLOR)
    one.press("Enter")
    assert page.step is Step.LOOK
    assert "내방객 1건" in page._facts["들어 있는 것"].text()
    assert page._facts["계정"].text() == "한서윤 · 오민재"
    assert page._warned.isHidden()
    assert page._kept.isHidden()
    assert not page.form.value("password")
    # Enter by itself replaces nothing.
    assert page.back.hasFocus()
    one.press("Tab", "Enter")
    assert page.step is Step.DONE
    assert page.undo.isHidden()
    one.press("Enter")
    assert one.front is one.app.sign_in
    one.sign_in()
    assert one.people() == 1


def test_a_file_that_is_no_backup_is_told_and_nothing_changes(
    running: list[AtTheDoor], tmp_path: Path, clock: FixedClock
) -> None:
    one = begin(running, tmp_path / "새 컴퓨터", clock)
    one.app.first_run.restore.click()
    one.settle()
    page = on_the_page(one)
    (tmp_path / "사진.backup").write_bytes(b"x" * 5_000)
    page.picked.emit(tmp_path / "사진.backup")
    one.settle()
    assert page.step is Step.CHOOSE
    assert "내일창구의 백업 파일이 아닙니다" in page.told.accessibleName()
    one.press("Esc")
    assert one.front is one.app.first_run


@pytest.mark.parametrize("broken", ["store", "keys", "gone"])
def test_a_store_that_does_not_open_leads_to_the_copies(
    running: list[AtTheDoor], centre: Centre, copy: Path, clock: FixedClock, broken: str
) -> None:
    if broken == "store":
        with (centre.folder / STORE_NAME).open("rb+") as file:
            file.truncate(9_000)
    elif broken == "keys":
        (centre.folder / "keys.json").write_text("{", encoding="utf-8")
    else:
        (centre.folder / STORE_NAME).unlink()
    one = begin(running, centre.folder, clock)
    if broken == "store":
        # Only the key tells: after the password.
        one.type(LEAD)
        one.press("Enter")
    trouble = one.front
    assert isinstance(trouble, TroublePage)
    assert "백업" in trouble.sentence.text()
    trouble.restore.click()
    one.settle()
    page = on_the_page(one)
    one.press("Enter")
    one.type(COUNSELLOR)
    one.press("Enter")
    assert page.step is Step.LOOK
    assert not page._kept.isHidden()
    one.press("Tab", "Enter")
    assert page.step is Step.DONE, page.told.accessibleName()
    one.press("Enter")
    one.sign_in()
    assert one.people() == 1


def test_from_the_settings_it_is_turned_back_done_and_undone(
    running: list[AtTheDoor], centre: Centre, copy: Path, clock: FixedClock
) -> None:
    one = begin(running, centre.folder, clock)
    one.sign_in()
    assert one.people() == 2
    one.app.counter.go("settings", page="backup")
    one.settle()
    one.app.window.screen_of("settings").page.put_back.click()  # type: ignore[attr-defined]
    one.settle()
    page = on_the_page(one)
    one.press("Esc")
    assert one.front is one.app.window.frame
    assert one.app.counter.is_open
    one.app.counter.restore_wanted.emit()
    one.settle()
    page = on_the_page(one)
    one.press("Enter")
    one.type(LEAD)
    one.press("Enter")
    assert "없습니다. 곁에 둔 자료에는" in page._warned.accessibleName()
    # Looked at and left: the desk is as it was.
    one.press("Esc", "Esc")
    assert one.people() == 2
    one.app.counter.restore_wanted.emit()
    one.settle()
    page = on_the_page(one)
    one.press("Enter")
    one.type(LEAD)
    one.press("Enter", "Tab", "Enter")
    assert page.step is Step.DONE
    assert not one.app.counter.is_open
    clock.advance(timedelta(minutes=1))
    page.undo.click()
    one.settle()
    one.type(LEAD)
    one.press("Enter", "Tab", "Enter")
    assert page.step is Step.DONE, page.told.accessibleName()
    one.press("Enter")
    one.sign_in()
    assert one.people() == 2


def test_who_may_not_restore_sees_no_button(
    running: list[AtTheDoor], centre: Centre, copy: Path, clock: FixedClock
) -> None:
    one = begin(running, centre.folder, clock)
    one.press("Right")
    one.sign_in(COUNSELLOR)
    one.app.counter.go("settings", page="backup")
    one.settle()
    page = one.app.window.screen_of("settings").page  # type: ignore[attr-defined]
    assert page.put_back.isHidden()
    assert page.make.isEnabled()


# On closing ------------------------------------------------------------------------------


def wait_until_closed(one: AtTheDoor) -> None:
    for _ in range(400):
        if one.app._closed:
            return
        QTest.qWait(25)
    raise AssertionError("the window did not close")


def test_closing_makes_the_days_copy_and_then_closes(
    running: list[AtTheDoor], centre: Centre, clock: FixedClock
) -> None:
    centre.leave()
    one = begin(running, centre.folder, clock)
    one.sign_in()
    one.app.window.close()
    assert isinstance(one.front, ClosingPage)
    wait_until_closed(one)
    (made,) = (centre.folder / "backups").glob("*.backup")
    assert made.exists()
    # Again on the same day before four there is nothing left to do.
    two = begin(running, centre.folder, clock)
    two.sign_in()
    two.app.window.close()
    assert two.app._closed


def test_skipped_once_it_is_made_the_next_time(
    running: list[AtTheDoor], centre: Centre, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre.leave()
    for skippable in (True, False):
        one = begin(running, centre.folder, clock)
        one.sign_in()
        one.app.window.close()
        page = one.front
        assert isinstance(page, ClosingPage)
        assert page.progress.stop.isHidden() is not skippable
        if skippable:
            page.progress.stop.click()
        wait_until_closed(one)
        assert len(list((centre.folder / "backups").glob("*.backup"))) == (not skippable)


def test_what_does_not_work_on_closing_is_told_with_two_ways_on(
    running: list[AtTheDoor], centre: Centre, clock: FixedClock
) -> None:
    centre.leave()
    (centre.folder / "backups").write_bytes(b"in the way")
    one = begin(running, centre.folder, clock)
    one.sign_in()
    one.app.window.close()
    page = one.front
    assert isinstance(page, ClosingPage)
    one.settle()
    assert page.retry.isVisible()
    assert page.retry.hasFocus()
    (centre.folder / "backups").unlink()
    one.press("Enter")
    wait_until_closed(one)
    assert len(list((centre.folder / "backups").glob("*.backup"))) == 1


def test_a_stick_that_is_away_on_closing_is_read_before_the_window_goes(
    running: list[AtTheDoor], centre: Centre, clock: FixedClock, tmp_path: Path
) -> None:
    stick = tmp_path / "USB"
    stick.mkdir()
    centre.desk.backups.choose_second(centre.account, stick)
    centre.leave()
    shutil.rmtree(stick)
    one = begin(running, centre.folder, clock)
    one.sign_in()
    one.app.window.close()
    page = one.front
    assert isinstance(page, ClosingPage)
    one.settle()
    assert "연결되어 있지 않아" in page.words.text()
    one.press("Enter")
    wait_until_closed(one)


# By itself -------------------------------------------------------------------------------


def test_after_four_the_first_quiet_time_makes_the_copy_also_behind_the_lock(
    running: list[AtTheDoor], centre: Centre, clock: FixedClock
) -> None:
    centre.leave()
    one = begin(running, centre.folder, clock)
    one.sign_in()
    watch = one.app.backing_up
    assert watch._idle.interval() == 10 * 60_000
    watch._nobody_types()
    one.settle()
    assert not (centre.folder / "backups").exists()
    one.press("Ctrl+L")
    clock.advance(timedelta(hours=2))
    watch._nobody_types()
    one.settle()
    assert len(list((centre.folder / "backups").glob("*.backup"))) == 1
    one.type(LEAD)
    one.press("Enter")
    words = one.app.window.workplace._line.backup._words.text()
    assert words == "백업 오늘 16:05"
    watch._nobody_types()
    one.settle()
    assert len(list((centre.folder / "backups").glob("*.backup"))) == 1


def test_a_key_begins_the_quiet_time_anew(
    running: list[AtTheDoor], centre: Centre, clock: FixedClock
) -> None:
    centre.leave()
    one = begin(running, centre.folder, clock)
    one.sign_in()
    watch = one.app.backing_up
    watch._idle.start(5)
    one.press("F2")
    assert watch._idle.remainingTime() > 9 * 60_000


def test_a_stick_that_missed_a_destruction_is_done_behind_whoever_signs_in(
    running: list[AtTheDoor], centre: Centre, tmp_path: Path, clock: FixedClock, qtbot: QtBot
) -> None:
    centre.take_in("도우람")
    desk, account = centre.desk, centre.account
    stick = tmp_path / "USB"
    stick.mkdir()
    desk.backups.choose_second(account, stick)
    desk.backups.make(account, Occasion.ASKED)
    with desk.office._database.write() as session:
        gone = session.scalars(select(Visitor.id).limit(1)).one()
        session.add(
            Destruction(
                id=5,
                subject="visitor",
                subject_id=gone,
                created_on=clock.today(),
                reason="period",
                state="done",
                decided_by_id=account.account_id,
                done_at=clock.now() + timedelta(minutes=1),
                asked_at=clock.now(),
                asked_by_id=account.account_id,
            )
        )
        erasing.erase(session, "visitor", [gone], clock.today())
    stick.rename(tmp_path / "서랍")
    centre.leave()
    (copy,) = (tmp_path / "서랍").glob("*.backup")
    before = Container.look(copy).manifest.rewritten_at
    assert before is None
    clock.advance(timedelta(minutes=5))
    one = begin(running, centre.folder, clock)
    one.sign_in()
    watch = one.app.backing_up
    assert watch._first_look.isActive()
    watch.look_for_places()
    qtbot.waitUntil(lambda: not watch._looking, timeout=20_000)
    (tmp_path / "서랍").rename(stick)
    watch._contact.timeout.emit()
    # The desk goes on meanwhile: nobody waits for it.
    qtbot.waitUntil(lambda: not watch._looking, timeout=20_000)
    manifest = Container.look(stick / copy.name).manifest
    assert manifest.rewritten_at is not None
    assert "다시 닿은 백업" in words_of(one.app.window)


def test_the_status_line_warns_when_the_last_copy_is_old(
    running: list[AtTheDoor], centre: Centre, copy: Path, clock: FixedClock
) -> None:
    clock.advance(timedelta(days=3))
    one = begin(running, centre.folder, clock)
    one.sign_in()
    item = one.app.window.workplace._line.backup
    assert item.isVisible()
    assert item._words.text() == "백업 3일 전 — 설정의 백업에서 만들어 주십시오"
    one.app.backing_up._make_if_due(Occasion.START)
    one.settle()
    assert item._words.text() == "백업 오늘 14:25"
