"""Every button and key of every screen is answered, and Tab comes to every control."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu, QTextEdit, QWidget
from sqlalchemy import func, select

from desktop.store.base import Base
from desktop.ui.actions import WINDOW_KEYS
from desktop.ui.kit import Scheme
from tests.ui.walk.conftest import Begin
from tests.ui.walk.eye import path_of
from tests.ui.walk.scenes import BY_NAME, SCENES, Scene, Walk

PLACES = tuple(scene for scene in SCENES if scene.screen)
EDITS = QLineEdit | QTextEdit
HERE = {
    "new_intake": "intake",
    "new_note": "counselling",
    "new_slip": "slip",
    "choose_paper": "papers",
    "new_reply": "reply",
}
"""What does nothing where its empty screen is in front already."""
HARMLESS = {"access_log", "draft"}
"""What may be written without wearing the store: the log, and drafts, dropped at every scene."""
ROOM_FOR_MORE = 40


def signs(walk: Walk) -> tuple[Any, ...]:
    """What can be seen of the window, and everything it was told to do or wrote."""
    focus = QApplication.focusWidget()
    return (
        walk.window.front,
        walk.counter.masked,
        walk.counter.revealed,
        tuple(walk.said),
        id(walk.window.stack.currentWidget()),
        path_of(focus) if focus is not None else "",
        tuple(_state(top) for top in walk.tops()),
        _rows(walk),
    )


def _state(top: QWidget) -> tuple[object, ...]:
    return (
        type(top).__name__,
        tuple(
            (type(one).__name__, one.isEnabled(), one.hasFocus(), tuple(_says(one)))
            for one in top.findChildren(QWidget)
            if one.isVisible()
        ),
    )


def _says(one: QWidget) -> Iterator[object]:
    asked = QAccessible.queryAccessibleInterface(one)
    if asked is not None:
        yield asked.text(QAccessible.Text.Name)
        yield asked.text(QAccessible.Text.Value)
        yield asked.text(QAccessible.Text.Description)
    if isinstance(one, QAbstractButton):
        yield one.isChecked()
    if isinstance(one, QLineEdit):
        yield one.text()
        yield one.selectedText()
    elif isinstance(one, QTextEdit):
        yield one.toPlainText()
    bar = getattr(one, "verticalScrollBar", None)
    if callable(bar):
        yield bar().value()


def _rows(walk: Walk) -> dict[str, int]:
    """How many rows stand in every table of the store, access log included."""
    with walk.opened.desk.office._database.read() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def _again(begin: Begin, scene: Scene) -> Walk:
    """The scene as nobody has touched it."""
    walk = begin()
    walk.dress(Scheme.LIGHT, 1.0)
    walk.come(scene)
    return walk


def _triggered(walk: Walk, before: tuple[Any, ...]) -> bool:
    """Whether a trigger was answered; what it wrote makes the store worn."""
    walk.settle()
    after = signs(walk)
    written = {name for name, count in after[-1].items() if count != before[-1][name]}
    walk.spoiled = walk.spoiled or bool(written - HARMLESS)
    return after != before


@pytest.mark.slow
@pytest.mark.parametrize("scene", PLACES[::2], ids=lambda scene: scene.name)
def test_every_key_of_the_window_is_answered(begin: Begin, scene: Scene) -> None:
    dead = []
    for row in WINDOW_KEYS:
        walk = _again(begin, scene)
        before = signs(walk)
        # The door itself is not in the walk's window.
        walk.window.workplace.locked.connect(lambda said=walk.said: said.append("locked"))
        getattr(walk.window.workplace, row.method)()
        if not _triggered(walk, before) and HERE.get(row.method) != scene.screen:
            dead.append(f"{row.keys} {row.words}")
        assert not walk.troubles, row.keys
    assert not dead


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_tab_comes_to_every_control_and_each_says_what_it_is(begin: Begin, scene: Scene) -> None:
    walk = _again(begin, scene)
    top = QApplication.activeWindow() or walk.window
    page = walk.window.screen_of(scene.screen) if scene.screen else top
    wanted = {
        one
        for one in page.findChildren(QWidget)
        if one.isVisible()
        and one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
        and not isinstance(one, QMenu)
    }
    if not wanted:
        return
    reached: set[QWidget] = set()
    first = next(iter(wanted))
    if QApplication.focusWidget() is None:
        first.setFocus()
    last: QWidget | None = None
    for _ in range(3 * len(wanted) + ROOM_FOR_MORE):
        here = QApplication.focusWidget()
        assert here is not None
        assert here is not last or len(wanted) == 1, f"Tab is stuck at {path_of(here)}"
        reached.add(here)
        last = here
        QTest.keyClick(here, Qt.Key.Key_Tab)
        QApplication.processEvents()
        if wanted <= reached:
            break
    missed = {path_of(one) for one in wanted - reached if one.isVisible() and one.isEnabled()}
    assert not missed
    bare = {path_of(one) for one in wanted if one.isVisible() and not _is_named(one)}
    assert not bare


def _is_named(one: QWidget) -> bool:
    asked = QAccessible.queryAccessibleInterface(one)
    return asked is not None and bool(asked.text(QAccessible.Text.Name))


TYPED = ("접수", "상담 기록", "의뢰서", "회신: 번호", "기관: 새로", "기관: 서비스", "동의")
KEEP = "사라지면 안 되는 말"


@pytest.mark.parametrize("name", [name for name in TYPED if name in BY_NAME])
def test_esc_never_loses_what_was_typed(begin: Begin, name: str) -> None:
    walk = _again(begin, BY_NAME[name])
    edits = [
        one
        for one in walk.window.screen_of(walk.window.front).findChildren(QWidget)
        if isinstance(one, EDITS) and one.isVisible() and one.isEnabled() and not one.isReadOnly()
    ]
    if not edits:
        pytest.fail("nothing to type into")
    here = edits[-1]
    here.setFocus()
    walk.type(KEEP)
    walk.press("Esc")
    asked = [top for top in walk.tops() if top is not walk.window]
    kept = [
        draft
        for draft in walk.opened.desk.drafts.list(walk.opened.account)
        if KEEP in str(walk.opened.desk.drafts.take(walk.opened.account, draft.id).body)
    ]
    still = any(KEEP in _text(one) for one in edits if one.isVisible())
    assert asked or kept or still


def _text(edit: QWidget) -> str:
    return edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()  # type: ignore[attr-defined]
