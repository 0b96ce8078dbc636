"""Whatever the task of whoever sits here: no screen offers what the act behind it refuses."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from sqlalchemy import update

from desktop.domain.account import Role
from desktop.domain.errors import NotAllowed
from desktop.domain.rights import Right, may, refusal
from desktop.domain.visit import VisitDraft
from desktop.domain.visitor import VisitorDraft
from desktop.services import act
from desktop.store.office import Account
from desktop.ui.actions import WINDOW_KEYS
from desktop.ui.screens import BY_KEY, SCREENS
from desktop.ui.settings import SettingsScreen
from desktop.ui.settings.screen import PAGES
from tests.ui.walk.eye import path_of
from tests.ui.walk.kept import kept_window
from tests.ui.walk.scenes import SCENES, Scene, Walk
from tests.ui.walk.store import Ids, open_store
from tests.ui.walk.test_deeds import _single

ROLES = (Role.COUNSELLOR, Role.PRIVACY_OFFICER, Role.READER)
"""팀장 may do everything: the other walks are made by one."""
MORE = (
    "오늘: 완료", "오늘: 상담 중", "오늘: 예약", "오늘: 후속 연락", "오늘: 구직 등록", "찾기",
    "사람: 이력", "상담 기록: 지난 기록",
)  # fmt: skip
PLACES = tuple(
    scene
    for scene in SCENES
    if scene.screen or scene.name in MORE or scene.name.rpartition(": ")[0] == "설정"
)
DIFFERENT = ("오늘", "설정", "보유·파기", "정보주체 요구", "유출 대응")
"""Where a 상담사 is offered anything else than a 팀장."""
WITH_WINDOW_KEYS = ("오늘", "사람")
"""The keys of the window do the same everywhere, for somebody in front or for nobody."""
Begin = Callable[[], Walk]


@pytest.fixture(scope="module", params=ROLES, ids=lambda role: role.value)
def role(request: pytest.FixtureRequest) -> Role:
    """The task of whoever sits at the desk."""
    found = request.param
    assert isinstance(found, Role)
    return found


@pytest.fixture(scope="module")
def begin(
    role: Role,
    made: tuple[Path, Ids],
    tmp_path_factory: pytest.TempPathFactory,
    qapp: QApplication,
) -> Iterator[Begin]:
    """`begin()` gives the window of somebody with that task."""
    folder, ids = made
    pristine = tmp_path_factory.mktemp("roles") / "store"
    shutil.copytree(folder, pristine)
    opened = open_store(pristine)
    with opened.desk.office._database.write() as session:
        session.execute(
            update(Account).where(Account.id == opened.account.account_id).values(role=role.value)
        )
    opened.close()
    with kept_window(
        qapp, lambda: Walk(open_store(tmp_path_factory.mktemp("roles") / "store", pristine), ids)
    ) as window:

        def unpainted() -> Walk:
            walk = window()
            # What is refused needs no picture; tests/ui/walk/test_sights.py paints every scene.
            walk.window.setUpdatesEnabled(False)
            return walk

        yield unpainted


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> list[Right]:
    """Every right an act was refused for, wherever the answer went."""
    rights: list[Right] = []

    def note(right: Right) -> str:
        rights.append(right)
        return refusal(right)

    monkeypatch.setattr(act, "refusal", note)
    return rights


def test_the_desk_knows_who_sits_there(begin: Begin, role: Role) -> None:
    assert begin().opened.account.role is role


@pytest.mark.parametrize("scene", PLACES, ids=lambda scene: scene.name)
def test_no_button_leads_to_a_refusal_of_the_act(
    begin: Begin, role: Role, refused: list[Right], pressed: set[tuple[Role, str]], scene: Scene
) -> None:
    walk = begin()
    if _is_shut(walk, role, scene):
        return
    walk.again(scene)
    assert not refused, "the screen itself reads what it may not"
    for told in [one for one in _buttons(walk) if (role, one) not in pressed]:
        pressed.add((role, told))
        walk.again(scene)
        button = _buttons(walk).get(told)
        if button is None:
            continue
        button.click()
        walk.settle()
        assert not refused, told
        # What it opened may be confirmed as it stands.
        top = QApplication.activeModalWidget()
        if top is not None:
            walk.press("Esc")
            assert not refused, told


@pytest.mark.parametrize("scene", PLACES, ids=lambda scene: scene.name)
def test_no_key_leads_to_a_refusal_of_the_act(
    begin: Begin, role: Role, refused: list[Right], scene: Scene
) -> None:
    walk = begin()
    if _is_shut(walk, role, scene):
        return
    walk.again(scene)
    screen = walk.window.screen_of(walk.window.front)
    own = [key for keys, _words in getattr(screen, "keys", ()) for key in _single(keys)]
    usual = [key.keys for key in WINDOW_KEYS] if scene.name in WITH_WINDOW_KEYS else []
    for key in dict.fromkeys([*own, "Enter", *usual]):
        walk.again(scene)
        walk.press(key)
        assert not refused, key


@pytest.fixture(scope="module")
def pressed() -> set[tuple[Role, str]]:
    """The buttons pressed before: each once for every task."""
    return set()


def _is_shut(walk: Walk, role: Role, scene: Scene) -> bool:
    """Whether the whole screen is not for this task; then nobody gets there, and reads why.

    A 상담사 does the whole work at the desk, as the other walks do: only the settings differ.
    """
    if role is Role.COUNSELLOR and not scene.name.startswith(DIFFERENT):
        return True
    right = BY_KEY[scene.screen].right if scene.screen else Right.LOOK
    if may(role, right):
        return False
    walk.home()
    walk.counter.go(scene.screen, visitor_id=walk.ids.eve)
    walk.settle()
    assert walk.window.front == "today"
    assert walk.said == [refusal(right)]
    return True


def _buttons(walk: Walk) -> dict[str, QAbstractButton]:
    """Enabled buttons in sight, by where they stand and what they say."""
    found: dict[str, QAbstractButton] = {}
    for one in walk.tops()[-1].findChildren(QAbstractButton):
        if one.isVisible() and one.isEnabled():
            found.setdefault(f"{walk.window.front}: {path_of(one)}", one)
    return found


def test_what_is_left_out_says_who_may(begin: Begin, role: Role) -> None:
    walk = begin()
    walk.home()
    for row in SCREENS:
        if not row.digit:
            continue
        item = walk.window.workplace._rail.items[row.key]
        assert item.isEnabled() is may(role, row.right)
        if not may(role, row.right):
            assert refusal(row.right) in item.accessibleDescription()
            walk.press(f"Alt+{row.digit}")
            assert walk.window.front == "today"
            assert walk.said[-1] == refusal(row.right)
    screen = walk.go("settings")
    assert isinstance(screen, SettingsScreen)
    offered = [page.label for page in screen._offered]
    for page in PAGES:
        able = page.right is None or may(role, page.right)
        assert (page.label in offered) is able
        assert able or page.label in screen._others.accessibleName()
    walk.go("settings", page="accounts")
    if not may(role, Right.ACCOUNTS):
        assert walk.said[-1] == refusal(Right.ACCOUNTS)
        assert screen.page.key != "accounts"


def test_past_the_screens_the_act_refuses_all_the_same(begin: Begin, role: Role) -> None:
    """Nothing hangs on a button being shut."""
    walk = begin()
    walk.home()
    desk, account = walk.opened.desk, walk.opened.account
    tried: dict[Right, Callable[[], object]] = {
        Right.RECEIVE: lambda: desk.visits.register(
            account, VisitorDraft(name="도우람"), VisitDraft(("counselling",))
        ),
        Right.COUNSEL: lambda: desk.follow_ups.promise(
            account, walk.ids.eve, walk.opened.clock.today(), "안부"
        ),
        Right.PRINT: lambda: desk.papers.blank(account, "consent"),
        Right.ACCOUNTS: lambda: desk.accounts.changes(account),
        Right.KEYS: lambda: desk.data_key.state(account),
    }
    for right, call in tried.items():
        if may(role, right):
            call()
        else:
            with pytest.raises(NotAllowed, match=right.label):
                call()


def test_a_shut_button_stays_shut_and_says_why(begin: Begin, role: Role) -> None:
    walk = begin()
    walk.home()
    screen = walk.go("today")
    button = screen._intake
    assert button.isEnabled() is may(role, Right.RECEIVE)
    button.setEnabled(True)
    assert button.isEnabled() is may(role, Right.RECEIVE)
    if not may(role, Right.RECEIVE):
        assert button.accessibleDescription() == refusal(Right.RECEIVE)
    assert button.focusPolicy() != Qt.FocusPolicy.NoFocus
