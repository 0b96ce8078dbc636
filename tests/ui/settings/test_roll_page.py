"""명부 가져오기 by keyboard: chosen, looked through masked, taken over, found."""

from pathlib import Path

import pytest

from desktop.ui.kit.dialogs import Question
from desktop.ui.settings import SettingsScreen
from desktop.ui.settings.roll import RollPage
from tests.rolls import SOME, workbook

from .conftest import Office


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "나은별 님 명부.xlsx"
    made.write_bytes(workbook(SOME, above=("구직자 명부",)))
    return made


def page_of(office: Office) -> RollPage:
    screen = office.go("settings", SettingsScreen, page="roll")
    assert isinstance(screen.page, RollPage)
    return screen.page


def people(office: Office, typed: str) -> list[str]:
    desk, account = office.seat.desk, office.seat.account
    return [one.name for one in desk.visitors.look_up(account, typed)]


def choose(office: Office, page: RollPage, file: Path) -> None:
    """What the dialog does when a file was chosen in it."""
    page.look_through(file)
    office.settle()


def test_a_register_is_looked_through_then_taken_over_by_keyboard(
    office: Office, sua: int, file: Path
) -> None:
    page = page_of(office)
    assert page.choose.hasFocus()
    choose(office, page, file)
    assert page.counted.text() == "10줄에서 5명을 가져올 수 있습니다"
    assert page.take.hasFocus()
    assert people(office, "류가람") == []
    shown = [
        page.doubts.model().index(row, 1).data() for row in range(page.doubts.model().rowCount())
    ]
    assert len(shown) == 5
    office.press("Ctrl+S")
    question = office.window.findChild(Question)
    assert question is not None
    assert question.accessibleName() == "5명을 가져올까요?"
    office.press("Tab")
    office.press("Enter")
    office.settle()
    assert people(office, "류가람") == ["류가람"]
    assert "5명을 가져왔습니다." in told(page)
    assert office.window.focusWidget() is page.to_backup


def told(page: RollPage) -> str:
    from desktop.ui.kit import Paragraph

    return " ".join(one.text() for one in page.told.findChildren(Paragraph))
