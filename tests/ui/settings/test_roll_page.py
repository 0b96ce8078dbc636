"""명부 가져오기 by keyboard: chosen, looked through masked, taken over, found."""

import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from desktop.domain.roll import Doubt
from desktop.domain.visitor import VisitorDraft
from desktop.exchange.roll_file import open_roll
from desktop.services.rolls import RollCut, acts
from desktop.ui.kit import Paragraph, RecordTable
from desktop.ui.kit.dialogs import Question
from desktop.ui.search.results import row_of_visitor
from desktop.ui.settings import SettingsScreen
from desktop.ui.settings.roll import RollPage
from tests.rolls import SOME, workbook

from .conftest import Office

MANY = [
    (at, "나은별", date(1950, 1, 1) + timedelta(days=at), "여", "", "", date(2025, 1, 1), "")
    for at in range(3_000)
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "나은별 님 명부.xlsx"
    made.write_bytes(workbook(SOME, above=("구직자 명부",)))
    return made


def page_of(office: Office) -> RollPage:
    screen = office.go("settings", SettingsScreen, page="roll")
    assert isinstance(screen.page, RollPage)
    return screen.page


def choose(office: Office, page: RollPage, file: Path) -> None:
    """What the dialog does when a file was chosen in it."""
    page.look_through(file)
    office.settle()


def found(office: Office, typed: str) -> list[str]:
    desk, account = office.seat.desk, office.seat.account
    return [one.name for one in desk.visitors.look_up(account, typed)]


def told(page: RollPage) -> str:
    assert not page.told.isHidden()
    return " ".join(one.text() for one in page.told.findChildren(Paragraph))


def column(table: RecordTable, at: int) -> list[str]:
    model = table.model()
    return [str(model.index(row, at).data()) for row in range(model.rowCount())]


def agree(office: Office) -> None:
    """가져오기, and the answer to the question."""
    office.press("Ctrl+S")
    question = office.window.findChild(Question)
    assert question is not None
    # What may be pressed by mistake takes nobody over.
    assert question.focusWidget() is question.buttons["keep"]
    office.press("Tab")
    office.press("Enter")
    office.settle()


def test_a_register_is_looked_through_then_taken_over_by_keyboard(
    office: Office, sua: int, file: Path
) -> None:
    page = page_of(office)
    assert office.window.focusWidget() is page.choose
    choose(office, page, file)
    assert page.counted.text() == "10줄에서 5명을 가져올 수 있습니다"
    assert page.take.hasFocus()
    assert column(page.first, 1) == ["나*별", "도*결", "류*람", "마*", "사*"]
    assert column(page.first, 3)[0] == "010-****-1111"
    assert column(page.doubts, 0) == ["7", "8", "10", "11", "9"]
    assert column(page.doubts, 1)[0] == Doubt.NO_NAME.label
    assert found(office, "류가람") == []
    agree(office)
    assert found(office, "류가람") == ["류가람"]
    assert "5명을 가져왔습니다." in told(page)
    assert office.window.focusWidget() is page.to_backup
    # Nobody's data stays behind in the page.
    assert column(page.first, 1) == []
    choose(office, page, file)
    assert page.counted.text() == "10줄에서 0명을 가져올 수 있습니다"
    assert "이미 있는 5명은" in page.besides.text()
    assert not page.take.isEnabled()


def test_the_name_of_the_file_stands_nowhere(office: Office, file: Path) -> None:
    page = page_of(office)
    choose(office, page, file)
    words = [one.text() for one in page.findChildren(Paragraph)]
    assert not any("나은별" in one for one in (*words, page.counted.text()))
    assert "나은별" not in office.window.windowTitle()
    assert not any("나은별" in one[0] for one in office.seat.said)


def test_the_dialog_opens_by_key_and_esc_leaves_what_was_looked_at(
    office: Office, file: Path
) -> None:
    page = page_of(office)
    office.press("Ctrl+O")
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    dialog.reject()
    office.window.activateWindow()
    choose(office, page, file)
    assert page.preview is not None
    office.press("Esc")
    assert page.preview is None
    assert office.window.focusWidget() is page.choose
    office.press("Ctrl+S")
    assert office.seat.said[-1][0] == "먼저 명부 파일을 골라 주십시오."


def test_rows_without_a_day_get_the_one_that_is_typed(office: Office, file: Path) -> None:
    page = page_of(office)
    choose(office, page, file)
    page.tell_day.setFocus()
    office.press("Enter")
    assert page.form is not None
    assert office.window.focusWidget() is page.form.field("undated").control
    office.write("20241231")
    office.press("Enter")
    assert page.form.value("undated") == "2024. 12. 31."
    page.again.setFocus()
    office.press("Enter")
    assert page.counted.text() == "10줄에서 6명을 가져올 수 있습니다"
    assert page.tell_day.isHidden()


@pytest.mark.parametrize("typed", ["언젠가", "2026. 12. 31."])
def test_a_day_that_is_none_is_told_at_its_field(office: Office, file: Path, typed: str) -> None:
    page = page_of(office)
    assert page.form is not None
    page.form.field("undated").control.setFocus()
    office.write(typed)
    choose(office, page, file)
    assert page.preview is None
    assert page.form.field("undated").error()


def test_another_file_is_refused_with_what_to_do(office: Office, tmp_path: Path) -> None:
    page = page_of(office)
    for name, content in (("a.xlsx", b"%PDF"), ("b.xlsx", None)):
        if content is not None:
            (tmp_path / name).write_bytes(content)
        choose(office, page, tmp_path / name)
        assert office.seat.said[-1][1] != "success"
        assert page.preview is None
        assert page.choose.isEnabled()
    assert "열 수 없습니다" in office.seat.said[-1][0]


def test_the_empty_form_is_kept_as_a_file(office: Office, tmp_path: Path) -> None:
    page = page_of(office)
    page.keep_blank(tmp_path / "빈 양식.xlsx")
    office.settle()
    assert open_roll((tmp_path / "빈 양식.xlsx").read_bytes()).count == 0
    assert "빈 양식을 저장했습니다" in office.seat.said[-1][0]
    page.keep_blank(tmp_path / "없는 폴더" / "빈 양식.xlsx")
    office.settle()
    assert "저장할 수 없습니다" in office.seat.said[-1][0]


@pytest.mark.parametrize("among_others", [False, True])
def test_it_is_given_up_by_key_while_the_desk_goes_on(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, among_others: bool
) -> None:
    if among_others:
        office.seat.take_in(VisitorDraft(name="튀김"))
    register = tmp_path / "명부.xlsx"
    register.write_bytes(workbook(MANY))
    page = page_of(office)
    choose(office, page, register)
    begun, go_on = threading.Event(), threading.Event()
    whole = acts.RollWriter.write

    def write(self: acts.RollWriter, some: object) -> None:
        whole(self, some)  # type: ignore[arg-type]
        begun.set()
        assert go_on.wait(30)

    monkeypatch.setattr(acts.RollWriter, "write", write)
    assert page.preview is not None
    page._take(page.preview)
    assert begun.wait(30)
    assert page.progress.stop.hasFocus()
    assert page.unsaved
    # Somebody is looked for meanwhile: the search waits for nothing.
    assert found(office, "없는사람") == []
    office.keyboard.press("Space")
    go_on.set()
    office.settle()
    assert not page.unsaved
    there = len(found(office, "나은별"))
    if among_others:
        assert there > 0
        assert "명까지 들어와 있습니다" in told(page)
    else:
        assert there == 0
        assert told(page) == "그만두었습니다. 아무도 가져오지 않았습니다."


def test_what_was_cut_short_is_told_when_the_page_opens(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = office.seat.clock.now()
    monkeypatch.setattr(
        type(office.seat.desk.rolls), "cut_short", lambda _self, _account: RollCut(at, 40, 100)
    )
    page = page_of(office)
    assert "100명 가운데 40명까지 들어와 있습니다." in told(page)


def test_the_search_says_that_somebody_comes_from_the_register(office: Office, file: Path) -> None:
    page = page_of(office)
    choose(office, page, file)
    agree(office)
    office.window.activateWindow()
    office.settle()
    office.press("Ctrl+K")
    office.write("류가람")
    (line,) = office.seat.desk.visitors.look_up(office.seat.account, "류가람")
    assert row_of_visitor(line, "").beside == "2026. 1. 5. · 옛 명부"
    office.press("Enter")
    assert office.window.front == "visitor"
