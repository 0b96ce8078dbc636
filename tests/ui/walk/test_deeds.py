"""Every button and every key of every screen is answered."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from desktop.domain.errors import NaeilError
from desktop.ui.actions import WINDOW_KEYS
from desktop.ui.kit.frame import RailItem
from desktop.ui.screens import SCREENS, ScreenRow
from tests.ui.walk.conftest import Begin
from tests.ui.walk.eye import path_of
from tests.ui.walk.scenes import SCENES, Scene, Walk
from tests.ui.walk.signs import Signs, signs

PLACES = tuple(scene for scene in SCENES if scene.screen)
HERE = {
    "new_intake": "intake",
    "new_note": "counselling",
    "new_slip": "slip",
    "choose_paper": "papers",
    "new_reply": "reply",
}
"""What does nothing where its empty screen is in front already."""
SAME_AGAIN = {"다시 보기", "반려"}
"""Looks for printers again: while there is none the same sentence stands there. And a tick
that is chosen already, on the call sheet."""
EXCUSED = {
    "Ctrl+2 같은 분: 둘째": "nobody in the store is like two others",
    "Delete 시행 전인 줄 거두기": "no fact of the centre is to come; tests/ui/settings",
}
"""Keys for what the store of the walk does not hold, and where they are tried."""


def _answered(walk: Walk, before: Signs) -> bool:
    walk.settle()
    return signs(walk) != before


@pytest.mark.parametrize("scene", PLACES, ids=lambda scene: scene.name)
def test_every_key_of_the_window_is_answered(begin: Begin, scene: Scene) -> None:
    walk = begin()
    dead = []
    for row in WINDOW_KEYS:
        before = walk.again(scene)
        walk.press(row.keys)
        if not _answered(walk, before) and HERE.get(row.method) != scene.screen:
            dead.append(f"{row.keys} {row.words}")
        assert not _broken(walk), row.keys
    assert not dead


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_every_button_is_answered(begin: Begin, pressed: set[str], scene: Scene) -> None:
    walk = begin()
    walk.again(scene)
    dead = []
    for told in _fresh_buttons(walk, pressed):
        before = walk.again(scene)
        button = _buttons(walk).get(told)
        if button is None:
            dead.append(f"gone at the second coming: {told}")
            continue
        if button.focusPolicy() != Qt.FocusPolicy.NoFocus:
            # As at the desk: the keys stand on the button that is pressed.
            button.setFocus()
            before = signs(walk)
        button.click()
        if not _answered(walk, before) and _words_of(told) not in SAME_AGAIN:
            dead.append(told)
        assert not _broken(walk), told
    assert not dead


@pytest.fixture(scope="module")
def pressed() -> set[str]:
    """The buttons pressed on a scene before: a button is pressed once."""
    return set()


def _fresh_buttons(walk: Walk, pressed: set[str]) -> list[str]:
    told = [one for one in _buttons(walk) if one not in pressed]
    pressed.update(told)
    return told


def _words_of(told: str) -> str:
    return told.rpartition("[")[2].rstrip("]")


def _buttons(walk: Walk) -> dict[str, QAbstractButton]:
    """Enabled buttons in sight, by where they stand and what they say."""
    top = walk.tops()[-1]
    dialog = next((one for one in walk.tops() if one is not walk.window), top)
    found: dict[str, QAbstractButton] = {}
    for one in dialog.findChildren(QAbstractButton):
        if not one.isVisible() or not one.isEnabled():
            continue
        told = path_of(one)
        if "TopBar" in told or "Rail" in told:
            # The frame is the same round every screen; the way to where one is leads nowhere.
            if isinstance(one, RailItem) and one.isChecked():
                continue
        else:
            told = f"{walk.window.front}: {told}"
        found.setdefault(told, one)
    return found


@pytest.mark.parametrize("row", SCREENS, ids=lambda row: row.label)
def test_every_key_a_screen_tells_of_is_answered(begin: Begin, row: ScreenRow) -> None:
    walk = begin()
    places = [scene for scene in SCENES if scene.name.split(":")[0] == row.label]
    places.sort(key=lambda scene: not scene.screen)
    walk.again(places[0])
    told = tuple(getattr(walk.window.screen_of(row.key), "keys", ()))
    dead = []
    for keys, words in told:
        # A key of a list, a card or a question is answered where that one is in front.
        dead += [
            f"{key} {words}"
            for key in _single(keys)
            if f"{key} {words}" not in EXCUSED
            and not any(_press(walk, place, key, _single(keys)) for place in places)
        ]
    assert not dead


def _press(walk: Walk, place: Scene, key: str, together: list[str]) -> bool:
    before = walk.again(place)
    walk.press(key)
    answered = _answered(walk, before)
    if not answered and len(together) > 1:
        # At the beginning of a list or paper the way back leads nowhere: there and back.
        walk.press(together[1 - together.index(key) % 2])
        before = signs(walk)
        walk.press(key)
        answered = _answered(walk, before)
    assert not _broken(walk), f"{key} on {place.name}"
    return answered


def _broken(walk: Walk) -> list[BaseException]:
    """What went wrong; a sentence of ours that refuses politely is an answer."""
    return [one for one in walk.troubles if not isinstance(one, NaeilError)]


def _single(told: str) -> list[str]:
    """The keys meant by `Y N`, `Page Up · Page Down`, `←→`; none for `숫자 9자리`."""
    if re.search("[가-힣]", told):
        return []
    arrows = {"←": "Left", "→": "Right", "↑": "Up", "↓": "Down"}
    told = "".join(f" {arrows[sign]} " if sign in arrows else sign for sign in told)
    told = re.sub(r"\+\s+", "+", told)
    told = told.replace("Page Up", "PgUp").replace("Page Down", "PgDown").replace("·", " ")
    return told.split()
