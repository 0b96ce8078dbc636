"""화면: chosen with a preview, kept on this PC, and nothing half-typed is lost by it."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.ui.hands import words_of
from desktop.ui.intake import IntakeScreen
from desktop.ui.kit import Scheme, theme
from desktop.ui.look import Look, read_look
from desktop.ui.settings import SettingsScreen
from desktop.ui.settings.look import NOT_HERE, LookPage

from .conftest import Office


@pytest.fixture
def dressing(office: Office, qapp: QApplication, tmp_path: Path) -> Path:
    """The window takes a look as the running program does; gives where it is remembered."""

    def change(look: Look) -> None:
        other = look.scale != theme.scale()
        theme.install(qapp, look.scheme, look.scale)
        if other:
            office.window.rebuild()

    office.seat.counter.folder = tmp_path
    office.seat.counter.look_changed.connect(change)
    return tmp_path


def look_page(office: Office) -> LookPage:
    screen = office.window.screen_of("settings")
    assert isinstance(screen, SettingsScreen)
    assert isinstance(screen.page, LookPage)
    return screen.page


def choose_size(office: Office, size: str) -> None:
    """On the page of the look, come to by its line in the list."""
    if office.window.front != "settings":
        office.go("settings", SettingsScreen)
    screen = office.window.screen_of("settings")
    assert isinstance(screen, SettingsScreen)
    screen._list.setFocus()
    while screen.page.key != "look":
        office.press("Down")
    form = look_page(office).form
    assert form is not None
    form.field("size").set_value(size)
    office.press("Ctrl+S")


def test_scheme_and_lock_are_chosen_by_arrows_seen_first_and_remembered(
    office: Office, dressing: Path
) -> None:
    office.go("settings", SettingsScreen, page="look")
    shown = look_page(office)
    office.press("Right")
    assert shown.sample.accessibleDescription() == "어둡게, 글자 100 %"
    assert theme.scheme() is Scheme.LIGHT
    office.press("Enter")
    office.press("Enter")
    office.press("Left")
    office.press("Ctrl+S")
    assert theme.scheme() is Scheme.DARK
    assert read_look(dressing) == Look(Scheme.DARK, 1.0, 3)
    assert office.window.workplace._idle.interval() == 3 * 60_000
    office.seat.toast_act()()
    office.settle()
    assert theme.scheme() is Scheme.LIGHT
    assert read_look(dressing) == Look()


def test_staying_out_of_screen_captures_is_chosen_where_the_system_can(
    office: Office, dressing: Path
) -> None:
    office.seat.counter.can_stay_off_pictures = True
    office.go("settings", SettingsScreen, page="look")
    for _ in range(3):
        office.press("Enter")
    office.press("Right")
    office.press("Ctrl+S")
    assert read_look(dressing).off_pictures
    assert office.seat.counter.look.off_pictures
    office.seat.toast_act()()
    office.settle()
    assert not read_look(dressing).off_pictures


def test_where_the_system_cannot_the_page_says_so_and_offers_nothing(
    office: Office, dressing: Path
) -> None:
    office.go("settings", SettingsScreen, page="look")
    page = look_page(office)
    assert page.form is not None
    assert "pictures" not in page.form.names()
    assert NOT_HERE in words_of(office.window)


def test_another_size_keeps_the_page_the_half_typed_forms_and_the_strip(
    office: Office, dressing: Path
) -> None:
    office.press("F2")
    office.press("Space")
    office.press("Enter")
    office.write("남궁민수")
    office.go("settings", SettingsScreen, page="holidays")
    office.write("12.24")
    choose_size(office, "150")
    assert theme.scale() == 1.5
    assert read_look(dressing).scale == 1.5
    screen = office.window.screen_of("settings")
    assert isinstance(screen, SettingsScreen)
    assert office.window.front == "settings"
    assert screen.page.key == "look"
    holidays = screen._page("holidays").form
    assert holidays is not None
    assert holidays.value("day")
    assert [line.title for line in office.window.workplace._keeper.lines] == ["접수"]
    office.press("F3")
    intake = office.window.screen_of("intake")
    assert isinstance(intake, IntakeScreen)
    assert intake.draft_name == "남궁민수"
    assert [line.title for line in office.window.workplace._keeper.lines] == ["설정 휴일"]


def test_the_form_in_front_survives_a_change_of_size(office: Office, dressing: Path) -> None:
    office.press("F2")
    office.press("Space")
    office.press("Enter")
    office.write("남궁민수")
    office.seat.counter.choose_look(Look(Scheme.LIGHT, 1.25))
    office.settle()
    intake = office.window.screen_of("intake")
    assert isinstance(intake, IntakeScreen)
    assert office.window.front == "intake"
    assert intake.draft_name == "남궁민수"


def test_a_damaged_or_older_file_of_the_look_is_no_obstacle(tmp_path: Path) -> None:
    file = tmp_path / "look.json"
    file.write_text("[]", encoding="utf-8")
    assert read_look(tmp_path) == Look()
    file.write_text('{"scheme": "dark", "scale": 9}', encoding="utf-8")
    assert read_look(tmp_path) == Look(Scheme.DARK, 2.0, 5)
    file.write_text('{"scheme": "dark", "scale": 1, "lock_after": 9999}', encoding="utf-8")
    assert read_look(tmp_path).lock_after == 20
    file.write_text('{"scheme": "dark", "scale": 1, "off_pictures": "0"}', encoding="utf-8")
    assert read_look(tmp_path).off_pictures is False


def test_at_large_type_enter_keeps_the_field_in_sight(office: Office, dressing: Path) -> None:
    office.seat.counter.choose_look(Look(Scheme.LIGHT, 1.5))
    office.settle()
    screen = office.go("settings", SettingsScreen, page="centre")
    form = screen.page.form
    assert form is not None
    for _ in range(len(form.names()) - 1):
        office.press("Enter")
        here = QApplication.focusWidget()
        assert here is not None
        assert here.visibleRegion().boundingRect().height() == here.height(), here.objectName()
