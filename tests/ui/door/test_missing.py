"""Acts that are gone: the door says how many since when, and lets nobody past by chance."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from desktop.domain.account import Role
from desktop.domain.clock import FixedClock
from desktop.domain.shipped import read_centre
from desktop.paths import resources
from desktop.services.first_run import STORE_NAME, FirstRun
from desktop.services.opening import Premises
from desktop.store.log import AccessRow
from desktop.ui.door.missing import MissingPage
from tests.ui.door.test_doors import FIRST, FirstDay


@pytest.fixture
def cut(tmp_path: Path, clock: FixedClock) -> Path:
    """A folder whose store was put back by an hour's work."""
    folder = tmp_path / "한글 폴더"
    premises = Premises(folder, clock, resources())
    centre = read_centre(resources() / "codes")[-1]
    desk, _ = premises.prepare(FirstRun(centre, 1, "한서윤", Role.TEAM_LEAD, FIRST)).confirm()
    desk.close()
    shutil.copy(premises.store_path, tmp_path / "kept.db")
    clock.advance(timedelta(hours=1))
    desk, account = premises.sign_in(premises.holders()[0].id, FIRST)
    desk.centre.set_desk(account, "x", 1)
    desk.close()
    premises.close()
    shutil.copy(tmp_path / "kept.db", folder / STORE_NAME)
    return folder


def test_what_is_missing_is_decided_on_at_the_door(
    qapp: QApplication, cut: Path, clock: FixedClock
) -> None:
    running = FirstDay(cut, clock)
    try:
        running.type(FIRST)
        running.press("Enter")
        page = running.app.window.stack.currentWidget()
        assert isinstance(page, MissingPage)
        assert "14:05 뒤에 저장한 일 2건" in page.sentence.text()
        assert not running.app.counter.is_open
        # Going back harms nothing, and it is told again.
        page.back.click()
        running.settle()
        running.type(FIRST)
        running.press("Enter")
        page = running.app.window.stack.currentWidget()
        assert isinstance(page, MissingPage)
        # Not by chance: the password is asked for once more.
        page.without.click()
        running.settle()
        assert not running.app.counter.is_open
        assert page.form.field("password").error()
        page.password.setFocus()
        running.type("wrong-password")
        page.without.click()
        running.settle()
        assert not running.app.counter.is_open
        page.password.clear()
        page.password.setFocus()
        running.type(FIRST)
        page.without.click()
        running.settle()
        assert running.app.counter.is_open
        (told,) = running.app.window.workplace.notices.sentences()
        assert "2건이 없는 채로 열었습니다" in told
        with running.app.counter.desk.office._database.read() as session:
            said = list(session.scalars(select(AccessRow.purpose)))
        assert "접속기록 2줄 없이 엶" in said
        assert said.count("로그인 실패") == 1
    finally:
        running.app.close()
    assert qapp is not None
