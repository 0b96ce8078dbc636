"""The guide beside the work: contents, the chapter of the screen in front, pictures that fit."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from desktop.paths import resources
from desktop.ui.guide import GuideWindow
from tests.korean_input import KoreanKeyboard, show

GUIDE = resources() / "guide"
PICTURE = QTextDocument.ResourceType.ImageResource.value


def open_guide(qtbot: QtBot, about: str = "") -> GuideWindow:
    window = GuideWindow(None, GUIDE, about)
    show(window, 1040, 700)
    qtbot.waitUntil(lambda: window.contents.current_row() >= 0)
    return window


def heading(window: GuideWindow) -> str:
    chapter = window.pages.chapters()[window.contents.current_row()]
    return chapter.title


def test_it_opens_at_the_chapter_of_the_screen_in_front(qtbot: QtBot) -> None:
    assert heading(open_guide(qtbot, "의뢰서")).startswith("의뢰서")
    assert heading(open_guide(qtbot)) == "처음 켤 때"


def test_arrows_go_through_the_chapters(qtbot: QtBot, keyboard: KoreanKeyboard) -> None:
    window = open_guide(qtbot)
    before = window.pages.verticalScrollBar().value()
    keyboard.press("Down")
    keyboard.press("Down")
    assert heading(window) == "오늘"
    assert window.pages.verticalScrollBar().value() > before


def test_no_picture_is_wider_than_the_page(qtbot: QtBot) -> None:
    window = open_guide(qtbot)
    names = [file.name for file in sorted((GUIDE / "pictures").glob("*.png"))]
    assert names
    for name in names:
        picture = window.pages.loadResource(PICTURE, QUrl(f"pictures/{name}"))
        assert 0 < picture.width() <= window.pages.viewport().width()


def test_every_picture_of_the_guide_is_there_and_none_lies_about() -> None:
    words = (GUIDE / "index.md").read_text(encoding="utf-8")
    readme = Path(__file__).parents[2] / "README.md"
    words += readme.read_text(encoding="utf-8")
    for file in (GUIDE / "pictures").iterdir():
        assert f"pictures/{file.name}" in words, f"{file.name} is shown nowhere"
