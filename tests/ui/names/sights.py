"""The sights in which the badly named stand: lists with all of them, screens about one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.ui.door.recovery import RecoveryPage
from desktop.ui.door.sign_in import SignInPage
from desktop.ui.settings.screen import PAGES as SETTINGS
from tests.ui.names.store import COLLEAGUES, ME, NAMES, Filled, person_of
from tests.ui.walk.scenes import BY_NAME, Scene, Walk
from tests.ui.walk.store import open_store

PAGES = tuple(page.key for page in SETTINGS if page.key != "about")


class Office(Walk):
    """The window over the store of bad names, with one of them as whom a sight is about."""

    def __init__(self, folder: Path, pristine: Path, filled: Filled) -> None:
        self.filled = filled
        super().__init__(open_store(folder, pristine), filled.people["bold"])

    def about(self, who: str) -> None:
        """From now on the screens are about somebody else."""
        self.ids = self.filled.people[who]


def _search(walk: Walk, typed: str) -> None:
    walk.press("Ctrl+K")
    walk.type(typed)


def search(who: str, way: int = 0) -> Scene:
    """Typing what finds somebody."""
    typed = NAMES[who].finds[way]
    return Scene(f"찾기 {typed}", lambda walk: _search(walk, typed))


def _likely_same(walk: Walk) -> None:
    """Everybody with a phone of their own once more: all of them at one screen."""
    assert isinstance(walk, Office)
    place, who = next(
        (place, key)
        for place, key in enumerate(NAMES)
        if walk.filled.people[key].eve == walk.ids.eve
    )
    draft = person_of(place, NAMES[who])
    screen = walk.go("intake")
    screen._control("name").setFocus()
    walk.type(draft.name)
    walk.press("Tab")
    walk.type(draft.birth.strftime("%y%m%d") if draft.birth else "")
    walk.press("Tab")
    walk.type(draft.phone)
    walk.press("Tab")
    walk.wait(220)


def _strip(walk: Walk) -> None:
    for name in (NAMES["latin"], NAMES["bold"], NAMES["emoji"], NAMES["ampersand"]):
        screen = walk.go("intake")
        screen._control("name").setFocus()
        walk.type(name.typed)
        walk.window.workplace._keeper.keep()
        walk.settle()
    walk.go("today")


def partner(name: str = "") -> Callable[[Walk], Any]:
    """The partner of bad names; `name` is the slot of the screen that opens a form."""

    def come(walk: Walk) -> Any:
        assert isinstance(walk, Office)
        screen = walk.go("partners", organisation_id=walk.filled.organisation)
        if name:
            getattr(screen, name)()
            walk.settle()
        return screen

    return come


def _menu(walk: Walk) -> None:
    walk.go("today")
    walk.press("F10")


def _sign_in(walk: Walk) -> None:
    page = SignInPage()
    people = [(place, name, "") for place, (name, _) in enumerate(((ME, None), *COLLEAGUES))]
    page.offer(people, None, foot="11. 23.(월)", demo="")
    walk.door(page)


def _lock(walk: Walk) -> None:
    page = SignInPage()
    people = [(place, name, "") for place, (name, _) in enumerate(((ME, None), *COLLEAGUES))]
    page.lock(people, 1, "14:05", "11. 23.(월)")
    walk.door(page)


def _on_the_board(key: str) -> Callable[[Walk], None]:
    def come(walk: Walk) -> None:
        walk.go("today")
        walk.press(key)

    return come


LISTS = (
    Scene("오늘", lambda walk: walk.go("today")),
    Scene("알림", _on_the_board("S")),
    Scene("넘기기", _on_the_board("H")),
    Scene("진행 중", _strip),
    Scene("내 메뉴", _menu),
    Scene("연계", lambda walk: walk.go("referrals", scope="all")),
    Scene("연계: 무효", BY_NAME["연계: 무효"].come),
    Scene("기관", partner()),
    *(
        Scene(f"설정: {page}", lambda walk, page=page: walk.go("settings", page=page))  # type: ignore[misc]
        for page in PAGES
    ),
    Scene("정보주체 요구", lambda walk: walk.go("requests")),
    Scene("보유·파기", lambda walk: walk.go("destruction")),
    Scene("유출 대응: 찾음", BY_NAME["유출 대응: 찾음"].come),
    Scene("로그인", _sign_in),
    Scene("잠금", _lock),
    Scene(
        "복구",
        lambda walk: walk.door(
            RecoveryPage([(place, name) for place, (name, _) in enumerate(COLLEAGUES)])
        ),
    ),
)
"""Sights that show many at once."""

_BORROWED = (
    "접수: 고치기",
    "사람",
    "사람: 옮기기",
    "상담 기록",
    "상담 기록: 지난 기록",
    "상담 기록: 고치기",
    "의뢰서: 기관 고르기",
    "의뢰서",
    "의뢰서: 동의",
    "동의",
)
PERSONAL = (
    *(BY_NAME[name] for name in _BORROWED),
    Scene("접수: 같은 분", _likely_same),
    Scene("정보주체 요구: 새로", BY_NAME["정보주체 요구: 새로"].come),
    Scene("회신", lambda walk: walk.go("reply", number=walk.ids.number)),
    Scene("서류", lambda walk: walk.go("papers", visitor_id=walk.ids.eve)),
)
"""Sights about one person."""
