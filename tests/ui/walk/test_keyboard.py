"""Tab comes to every control, each says what it is, and Esc loses nothing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QTextEdit, QWidget

from desktop.ui.kit import Card, Combo, Scheme, SearchBox, theme
from desktop.ui.kit.dialogs import Question
from desktop.ui.screens import SCREENS
from desktop.ui.visitor.moving import PersonPicker
from tests.ui.walk.conftest import Begin
from tests.ui.walk.eye import path_of
from tests.ui.walk.scenes import SCENES, Scene, Walk

ROOM_FOR_MORE = 40


def _again(begin: Begin, scene: Scene) -> Walk:
    """The scene as nobody has touched it."""
    walk = begin()
    # Where the keys go needs no picture; tests/ui/walk/test_sights.py paints every scene.
    walk.window.setUpdatesEnabled(False)
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


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_whatever_takes_keys_or_clicks_says_what_it_is(begin: Begin, scene: Scene) -> None:
    walk = _again(begin, scene)
    mute = set()
    for top in walk.tops():
        for one in top.findChildren(QWidget):
            if one.isVisible() and _acts(one):
                asked = QAccessible.queryAccessibleInterface(one)
                if asked is None or asked.role() in NO_ROLES:
                    mute.add(f"no role: {path_of(one)}")
                elif not asked.text(QAccessible.Text.Name):
                    mute.add(f"no name: {path_of(one)}")
    assert not mute


NO_ROLES = (QAccessible.Role.NoRole, QAccessible.Role.Client)


def _acts(one: QWidget) -> bool:
    """Whether it can have the keys, or does something of its own at a click."""
    if isinstance(one, QMenu) or one.focusProxy() is not None:
        return False
    clicked = any(
        name in vars(kind)
        for kind in type(one).__mro__
        if kind.__module__.startswith("desktop.")
        for name in ("mousePressEvent", "mouseReleaseEvent", "mouseDoubleClickEvent")
    )
    if isinstance(one, Card):
        # All cards share the code, only those for pressing act.
        clicked = one.focusPolicy() != Qt.FocusPolicy.NoFocus
    return clicked or one.focusPolicy() != Qt.FocusPolicy.NoFocus


KEEP = "사라지면 안 되는 말"


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_esc_never_loses_what_was_typed(begin: Begin, scene: Scene) -> None:
    walk = _again(begin, scene)
    lost = []
    count = len(_edits(walk))
    for at in sorted({0, count - 1} if count else ()):
        walk = _again(begin, scene)
        here = _edits(walk)[at]
        told = path_of(here)
        here.setFocus()
        walk.type(KEEP)
        before = walk.tops()
        walk.press("Esc")
        if not (_is_kept(walk) or set(walk.tops()) - set(before)):
            lost.append(told)
        assert not walk.troubles
    assert not lost


FORMS = tuple(
    scene for scene in SCENES if scene.name.split(":")[0] in {row.label for row in SCREENS}
)


@pytest.mark.parametrize("scene", FORMS, ids=lambda scene: scene.name)
def test_another_size_of_type_loses_nothing_half_typed(begin: Begin, scene: Scene) -> None:
    walk = _again(begin, scene)
    if not _edits(walk) or len(walk.tops()) > 1:
        return
    here = _edits(walk)[0]
    told = path_of(here)
    here.setFocus()
    walk.type(KEEP)
    chosen = walk.counter.choose_look(walk.counter.look._replace(scale=_other_scale()))
    if chosen:
        walk.dress(Scheme.LIGHT, walk.counter.look.scale, clear=False)
    assert _is_kept(walk), f"{told}, {'rebuilt' if chosen else 'refused'}"


def _other_scale() -> float:
    """To and fro: each case leaves the size for the next one."""
    return 1.25 if theme.scale() == 1.0 else 1.0


def _edits(walk: Walk) -> list[QWidget]:
    """What can be typed into in front, without searches (given up by Esc) and passwords."""
    tops = [top for top in walk.tops() if top is not walk.window]
    door = walk.window.stack.currentWidget()
    if tops:
        page = tops[-1]
    elif door is walk.window.frame:
        page = walk.window.screen_of(walk.window.front)
    else:
        page = door
    if isinstance(page, Question):
        # What stands in a question belongs to its answer: no answer, no reason for it.
        return []
    return [
        one
        for one in page.findChildren(QWidget)
        if isinstance(one, QLineEdit | QTextEdit)
        and not isinstance(one, Combo | SearchBox | PersonPicker)
        and one.isVisible()
        and one.isEnabled()
        and not one.isReadOnly()
        and "찾기" not in one.accessibleName()
        and not (isinstance(one, QLineEdit) and one.echoMode() != QLineEdit.EchoMode.Normal)
    ]


def _is_kept(walk: Walk) -> bool:
    """Whether what was typed still stands somewhere, or waits in a draft."""
    # Two seconds later.
    walk.window.workplace.keeper.keep()
    walk.settle()
    desk, account = walk.opened.desk, walk.opened.account
    shown: list[QWidget] = []
    for top in walk.tops():
        shown += [*top.findChildren(QLineEdit), *top.findChildren(QTextEdit)]
    return any(KEEP in _text(one) for one in shown if one.isVisible()) or any(
        KEEP in str(desk.drafts.take(account, line.id).body) for line in desk.drafts.list(account)
    )


def _text(edit: QWidget) -> str:
    text = getattr(edit, "text_now", None) or edit.text  # type: ignore[attr-defined]
    return str(text())
