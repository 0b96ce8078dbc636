"""Tab comes to every control, each says what it is, and Esc loses nothing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QTextEdit, QWidget

from tests.ui.walk.conftest import Begin
from tests.ui.walk.eye import path_of
from tests.ui.walk.scenes import BY_NAME, SCENES, Scene, Walk

EDITS = QLineEdit | QTextEdit
ROOM_FOR_MORE = 40


def _again(begin: Begin, scene: Scene) -> Walk:
    """The scene as nobody has touched it."""
    walk = begin()
    walk.again(scene)
    return walk


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
