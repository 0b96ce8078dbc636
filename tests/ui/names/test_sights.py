"""Every screen with the worst names there are: shown as typed, masked by rule, cut honestly."""

from collections.abc import Callable, Iterator
from html import unescape

import pytest
from PySide6.QtGui import QAction, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QTextEdit, QWidget

from desktop.ui.kit import Scheme
from tests.ui.names.sights import LISTS, PERSONAL, Office, search
from tests.ui.names.store import BOLD_WORDS, NAMES
from tests.ui.walk.eye import Eye, Seen, path_of
from tests.ui.walk.scenes import SMALLEST_DESK, Scene
from tests.ui.walk.test_room import _cut
from tests.ui.walk.told import told

SPARE = 2
SOME = ("사람", "사람: 옮기기", "동의", "의뢰서", "접수: 같은 분", "상담 기록: 지난 기록")
SIGHTS = (
    *((scene, "") for scene in LISTS),
    *((scene, "latin") for scene in PERSONAL),
    *((scene, "picture") for scene in PERSONAL),
    *((scene, "bold") for scene in PERSONAL if scene.name in SOME),
    *(
        (scene, who)
        for who in NAMES
        if who not in ("bold", "latin", "picture")
        for scene in PERSONAL
        if scene.name == "사람"
    ),
    *((search(who), "") for who in ("bold", "latin", "two")),
)
sights = pytest.mark.parametrize(
    ("scene", "who"), SIGHTS, ids=[f"{scene.name} {who}".strip() for scene, who in SIGHTS]
)
Shown = tuple[set[str], set[str], set[str]]
"""Faults, words in sight, words in sight under F12."""
Look = Callable[[Scene, str], Shown]


@pytest.fixture(scope="module")
def seen_before() -> dict[tuple[str, str], Shown]:
    return {}


@pytest.fixture
def look(
    office: Office,
    eye: Eye,
    seen_before: dict[tuple[str, str], Shown],
) -> Look:
    """Goes to a sight once for all tests of the module."""

    def go(scene: Scene, who: str) -> Shown:
        if (scene.name, who) not in seen_before:
            if who:
                office.about(who)
            tops = office.come(scene)
            faults = {fault for top in tops for fault in _faults(top, eye)}
            faults |= {f"went wrong: {trouble!r}" for trouble in office.troubles}
            words = _words(tops, eye)
            office.counter.mask(True)
            office.settle()
            masked = _words(office.tops(), eye)
            office.counter.mask(False)
            seen_before[scene.name, who] = faults, words, masked
        return seen_before[scene.name, who]

    return go


def _words(tops: list[QWidget], eye: Eye) -> set[str]:
    said = {words for top in tops for _, words in told(top) if words}
    words = {unescape(one) if one.startswith("<qt>") else one for one in said}
    return words | {seen.whole for top in tops for seen in eye.look(top).seen}


def _faults(top: QWidget, eye: Eye) -> Iterator[str]:
    if top.width() > SMALLEST_DESK.width() or top.height() > SMALLEST_DESK.height():
        yield f"{type(top).__name__} is larger than the desk: {top.size()}"
    yield from _cut(top)
    for widget in (top, *top.findChildren(QWidget)):
        if widget.isVisible():
            yield from _takes_for_markup(widget)
    for seen in eye.look(top).seen:
        yield from _badly_painted(seen)


def _takes_for_markup(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText:
        yield f"guesses markup: {path_of(widget)}"
    if isinstance(widget, QTextEdit) and not widget.isReadOnly() and widget.acceptRichText():
        yield f"takes markup: {path_of(widget)}"
    tip = widget.toolTip()
    escaped = tip.startswith("<qt>") and "<" not in tip[4:-5].replace("<br>", "")
    if Qt.mightBeRichText(tip) and not escaped:
        yield f"tooltip of markup {tip!r}: {path_of(widget)}"
    told = [action.text() for action in widget.actions() if isinstance(action, QAction)]
    if isinstance(widget, QAbstractButton):
        told.append(widget.text())
    for words in told:
        if "&" in words.replace("&&", ""):
            yield f"swallows the ampersand of {words!r}: {path_of(widget)}"


def _badly_painted(seen: Seen) -> Iterator[str]:
    if "&&" in seen.words:
        yield f"doubles the ampersand of {seen.words!r}: {seen.widget}"
    if seen.words == seen.whole and 0 < seen.room < seen.need - SPARE:
        yield f"{seen.words!r} needs {seen.need:.0f}, has {seen.room:.0f}: {seen.widget}"
    # Lists tell the whole of a cut cell when it is pointed at, and to the screen reader.
    listed = any(view in seen.widget for view in ("Table", "_View", "_ChoiceList"))
    if seen.words != seen.whole and not listed and not _is_told(seen):
        yield f"{seen.words!r} hides {seen.whole!r}: {seen.widget}"


def _is_told(seen: Seen) -> bool:
    return seen.whole in unescape(seen.said)


@sights
def test_names_are_shown_as_typed_and_cut_honestly(look: Look, scene: Scene, who: str) -> None:
    faults, _, _ = look(scene, who)
    assert not faults


@sights
def test_nobody_reads_a_name_that_is_covered(look: Look, scene: Scene, who: str) -> None:
    _, shown, masked = look(scene, who)
    whole = {
        name.kept: key
        for key, name in NAMES.items()
        if name.kept not in BOLD_WORDS and len(name.kept) > 1
    }
    leaks = {(key, words) for words in masked for name, key in whole.items() if name in words}
    if not who and not scene.name.startswith("찾기"):
        leaks |= {(key, words) for words in shown for name, key in whole.items() if name in words}
    assert not leaks


@pytest.mark.parametrize("who", NAMES)
def test_the_page_of_a_person_says_the_name_as_it_was_typed(look: Look, who: str) -> None:
    scene = next(scene for scene in PERSONAL if scene.name == "사람")
    _, words, masked = look(scene, who)
    assert any(NAMES[who].kept in one for one in words)
    assert any(NAMES[who].masked in one for one in masked)


@pytest.mark.parametrize("who", NAMES)
def test_everybody_is_found_and_masked_in_the_list(office: Office, who: str) -> None:
    office.dress(Scheme.LIGHT, 1.0)
    name = NAMES[who]
    for way in range(len(name.finds)):
        office.come(search(who, way))
        box = office.window.workplace.search
        assert box is not None
        rows = [(row.name, row.masked_name) for row in box._rows]
        assert (name.kept, name.masked) in rows, name.finds[way]
