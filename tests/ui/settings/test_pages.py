"""The settings as a whole: going about by keyboard, leaving half-typed forms, the rail."""

import pytest

from desktop.ui.settings import SettingsScreen
from desktop.ui.settings.screen import PAGES

from .conftest import Office

KEYS = [page.key for page in PAGES]


def test_alt_9_opens_the_settings_pinned_at_the_bottom_of_the_rail(office: Office) -> None:
    office.press("Alt+9")
    assert office.window.front == "settings"
    items = office.window.workplace._rail.items
    assert items["settings"].isChecked()
    assert items["settings"].y() > max(item.y() for key, item in items.items() if key != "settings")


def test_arrows_go_from_page_to_page_and_enter_goes_in(office: Office) -> None:
    screen = office.go("settings", SettingsScreen)
    assert screen._list.hasFocus()
    office.press("Down")
    assert screen.page.key == KEYS[1]
    office.press("Enter")
    assert screen.page.isAncestorOf(screen.focusWidget())
    office.press("Esc")
    assert screen._list.hasFocus()


@pytest.mark.parametrize(
    ("onward", "back"), [("Ctrl+Tab", "Ctrl+Shift+Tab"), ("Ctrl+PgDown", "Ctrl+PgUp")]
)
def test_every_page_is_reached_from_within_a_form(office: Office, onward: str, back: str) -> None:
    screen = office.go("settings", SettingsScreen, page=KEYS[0])
    seen = [screen.page.key]
    for _ in KEYS[1:]:
        office.press(onward)
        seen.append(screen.page.key)
        here = screen.focusWidget()
        assert here is not None
        assert screen.page.isAncestorOf(here), screen.page.key
    assert seen == KEYS
    office.press(onward)
    assert screen.page.key == KEYS[0]
    office.press(back)
    assert screen.page.key == KEYS[-1]


@pytest.mark.parametrize("key", KEYS)
def test_f1_names_the_keys_and_the_other_window_keys_do_no_harm(office: Office, key: str) -> None:
    screen = office.go("settings", SettingsScreen, page=key)
    assert ("Ctrl+S", "저장") in screen.keys
    for keys in ("Ctrl+S", "Ctrl+P", "Ctrl+Shift+S", "Esc"):
        office.press(keys)
    assert office.window.front == "settings"
    # A page that prints says so among its keys.
    assert not office.printed or any(keys == "Ctrl+P" for keys, _ in screen.page.keys)


def test_a_half_typed_page_waits_in_the_strip_and_comes_back_with_its_cursor(
    office: Office,
) -> None:
    screen = office.go("settings", SettingsScreen, page="holidays")
    office.write("12.24")
    office.press("Enter")
    office.write("임시공휴")
    office.press("Alt+1")
    (line,) = office.window.workplace._keeper.lines
    assert line.title == "설정 휴일"
    office.press("F3")
    assert screen.page.key == "holidays"
    form = screen.page.form
    assert form is not None
    assert form.value("name") == "임시공휴"
    assert form.field("name").control.hasFocus()
    office.write("일")
    office.press("Ctrl+S")
    assert "임시공휴일" in [
        day.name for day in office.seat.desk.centre.days_off(office.seat.account, 2026)
    ]
    assert not office.window.workplace._keeper.lines
    office.press("Alt+1")
    assert not office.window.workplace._keeper.lines


def test_opening_the_settings_anew_begins_with_empty_forms(office: Office) -> None:
    screen = office.go("settings", SettingsScreen, page="holidays")
    office.write("12.24")
    office.press("Alt+1")
    office.press("Alt+9")
    assert screen.page.form is not None
    assert not screen.page.form.value("day")
    assert len(office.window.workplace._keeper.lines) == 1
