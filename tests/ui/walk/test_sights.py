"""Every screen over the demo store: whose data stand there, in which words and colours."""

import platform
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.domain.contact import show_phone
from desktop.ui.kit import RecordTable, Scheme
from desktop.ui.kit.tokens import SHAPE, TEXT, contrast
from tests.ui.walk.conftest import Begin
from tests.ui.walk.eye import Eye, Sight, path_of
from tests.ui.walk.scenes import REVEALED, SCENES, Scene, Walk
from tests.ui.walk.store import EVE, SECRETS, people
from tests.ui.walk.told import shapes_of_birth, shapes_of_phone, told

KEYS = {"Alt", "Backspace", "Caps", "Ctrl", "Delete", "Down", "End", "Enter", "Esc", "Home"}
KEYS |= {"Lock", "Page", "PgDn", "PgUp", "Shift", "Space", "Tab", "Up"}
LATIN = KEYS | {"KECO", "MB", "PDF", "QR", "RISE", "USB", "Windows", "data", "pdf", "xlsx"}
"""Names of keys, what has no Korean name, and how the names of files end."""
MADE_WITH = {"Apache", "GOV", "GPL", "LGPL", "OFL", "Pretendard", "Python", "Qt", "SIL"}
MADE_WITH |= {"PySide", "SQLAlchemy", "SQLCipher", "pypdfium", "reportlab", "segno"}
MACHINE = f"{platform.node()} {platform.system()} {platform.release()}"
MADE_WITH |= set(re.findall(r"[A-Za-z]{2,}", MACHINE))
"""Names of others' works, and of the machine, which only 설정: 정보 tells."""
EDGES = {"control", "danger", "chosen", "ring", "mark", "primary"}
"""Edges that tell where a control is or how it stands; other lines carry no meaning."""


@dataclass(frozen=True)
class Visit:
    """What one visit to a scene showed."""

    open: tuple[tuple[str, str], ...]
    masked: tuple[tuple[str, str], ...]
    sights: tuple[tuple[Scheme, Sight], ...]
    troubles: tuple[str, ...]


Look = Callable[[Scene], Visit]
People = list[tuple[str, str, date | None]]


@pytest.fixture(scope="module")
def visits() -> dict[str, Visit]:
    return {}


@pytest.fixture
def visit(begin: Begin, eye: Eye, visits: dict[str, Visit]) -> Look:
    """Goes to a scene once for all tests of the module."""

    def look(scene: Scene) -> Visit:
        if scene.name not in visits:
            visits[scene.name] = _visit(begin(), eye, scene)
        return visits[scene.name]

    return look


def _visit(walk: Walk, eye: Eye, scene: Scene) -> Visit:
    tops = walk.come(scene)
    shown = tuple(_words(tops, eye))
    sights = []
    for scheme in Scheme:
        sights += [(scheme, eye.look(top, scheme)) for top in tops]
    troubles = tuple(repr(error) for error in walk.troubles)
    walk.counter.mask(True)
    walk.settle()
    masked = tuple(_words(walk.tops(), eye))
    walk.counter.mask(False)
    return Visit(shown, masked, tuple(sights), troubles)


def _words(tops: list[QWidget], eye: Eye) -> Iterator[tuple[str, str]]:
    for top in tops:
        for widget, words in told(top):
            if words:
                yield path_of(widget), words
        for seen in eye.look(top).seen:
            yield seen.widget, seen.whole
        yield from _copied(top)


def _copied(top: QWidget) -> Iterator[tuple[str, str]]:
    """What Ctrl+A, Ctrl+C leave in the clipboard."""
    from PySide6.QtTest import QTest

    for table in top.findChildren(RecordTable):
        if table.isVisible():
            QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
            yield path_of(table), QGuiApplication.clipboard().text()


@pytest.fixture(scope="module")
def everybody(begin: Begin) -> People:
    """Everybody in the store."""
    return people(begin().opened)


def personal(everybody: People, *, but: str = "") -> dict[str, str]:
    """Words nobody may read, and what they are; `but` says what of Eve is open here."""
    found: dict[str, str] = {}
    for name, phone, birth in everybody:
        own = name == EVE.name
        if len(name) > 2 and not (own and but):
            found[name] = "name"
        if not (own and but in ("form", "numbers")):
            found |= dict.fromkeys(shapes_of_phone(phone), "phone")
            found |= dict.fromkeys(shapes_of_birth(birth), "birth")
    if but != "form":
        found |= dict.fromkeys(shapes_of_phone(EVE.second_phone), "phone")
        found |= {EVE.address: "address", EVE.email: "e-mail"}
    return found


def leaks(words: tuple[tuple[str, str], ...], forbidden: dict[str, str]) -> set[str]:
    """Where a forbidden word stands."""
    searched = re.compile("|".join(re.escape(word) for word in forbidden))
    return {
        f"{forbidden[hit.group()]} {hit.group()!r} in {where}"
        for where, text in words
        for hit in searched.finditer(text)
    }


scenes = pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)


@scenes
def test_nobody_reads_more_than_the_rule_allows(
    everybody: People, visit: Look, scene: Scene
) -> None:
    shown = visit(scene).open
    if scene.whole == "row":
        # The row under the cursor shows the whole name: that one and no other.
        names = [name for name, _, _ in everybody]
        whole = {one for one in names if any(one in text for _, text in shown)}
        assert len(whole) <= 1
        shown = tuple((where, text) for where, text in shown if not any(w in text for w in whole))
    found = leaks(shown, personal(everybody, but=scene.whole))
    assert not found


@scenes
def test_f12_leaves_nothing_of_anybody(everybody: People, visit: Look, scene: Scene) -> None:
    said = {words: where for where, words in SECRETS.items()}
    found = leaks(visit(scene).masked, personal(everybody) | said)
    assert not found


@scenes
def test_the_screen_speaks_korean(everybody: People, visit: Look, scene: Scene) -> None:
    names = {word for name, _, _ in everybody for word in name.split()}
    if scene.name == "설정: 정보":
        names |= MADE_WITH
    found = set()
    for _, sight in visit(scene).sights[:1]:
        for seen in sight.seen:
            text = re.sub(r"\S*(?:@|/|\*|\d-|[A-Z]-\d)\S*", " ", seen.whole)
            for word in re.findall(r"[A-Za-z]{2,}", text):
                if word not in LATIN and word not in names:
                    found.add(f"{word} in {seen.whole!r}, {seen.widget}")
    assert not found


@scenes
@pytest.mark.parametrize("scheme", list(Scheme))
def test_everything_painted_can_be_read(visit: Look, scene: Scene, scheme: Scheme) -> None:
    weak = set()
    for dressed, sight in visit(scene).sights:
        if dressed is not scheme:
            continue
        for seen in sight.seen:
            if seen.enabled and seen.ground and contrast(seen.ink, seen.ground) < TEXT:
                weak.add((seen.words, seen.ink, seen.ground, seen.widget))
        for drawn in sight.drawn:
            kind, _, token = drawn.what.partition(" ")
            if kind == "edge" and token not in EDGES:
                continue
            if drawn.enabled and drawn.ground and contrast(drawn.ink, drawn.ground) < SHAPE:
                weak.add((drawn.what, drawn.ink, drawn.ground, drawn.widget))
    assert not weak


@scenes
def test_nothing_goes_wrong_on_the_way(visit: Look, scene: Scene) -> None:
    troubles = visit(scene).troubles
    assert not troubles


def test_phone_and_birth_open_for_half_a_minute(walk: Walk, eye: Eye, everybody: People) -> None:
    tops = walk.come(REVEALED)
    numbers = {show_phone(EVE.phone): "phone"}
    assert leaks(tuple(_words(tops, eye)), numbers)
    assert not leaks(tuple(_words(tops, eye)), personal(everybody, but="numbers"))
    assert walk.counter._cover_again.interval() == 30_000
    assert walk.counter._cover_again.isActive()
    walk.counter._cover_again.timeout.emit()
    walk.settle()
    assert not leaks(tuple(_words(tops, eye)), numbers)
