"""The hands of the tour as fixtures: syllables composed key by key, as at a desk."""

from collections.abc import Callable

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.hands import FIRST, LAST, VOWEL, KoreanKeyboard, compose, keys_of

__all__ = ["FIRST", "LAST", "VOWEL", "KoreanKeyboard", "compose", "keys_of"]


@pytest.fixture
def keyboard(qapp: QApplication) -> KoreanKeyboard:
    """A keyboard in Hangul mode."""
    return KoreanKeyboard()


@pytest.fixture
def type_korean(keyboard: KoreanKeyboard) -> Callable[[str], None]:
    """`type_korean("홍길동")`: the last syllable is still being composed afterwards."""
    return keyboard.type


@pytest.fixture
def press(keyboard: KoreanKeyboard) -> Callable[[str], None]:
    """`press("Ctrl+S")`: the input method does not hand over its syllable first."""
    return keyboard.press


def show(widget: QWidget, width: int = 1366, high: int = 768) -> None:
    """Show a window as the one that has the keyboard."""
    widget.resize(width, high)
    widget.show()
    widget.activateWindow()
    QTest.qWaitForWindowActive(widget)
