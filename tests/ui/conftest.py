"""Windows in tests: the bundled face, the usual desk, every window dressed as at the counter."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

if os.environ.get("QT_QPA_PLATFORM", "offscreen") == "offscreen":
    # Without a description the offscreen screen is 800 x 800, smaller than any desk.
    # Qt reads the path as Latin-1 and ends it at a colon: from the working folder it has neither.
    description = os.path.relpath(Path(__file__).with_name("desk.json")).replace("\\", "/")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={description}"

from desktop.ui.kit import FocusRing, Scheme, clipboard, theme
from desktop.ui.printing import queue
from tests.korean_input import keyboard, press, type_korean

__all__ = ["keyboard", "press", "type_korean"]


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """Light scheme at 100 % for every test, whatever the one before chose."""
    if (theme.scheme(), theme.scale()) != (Scheme.LIGHT, 1.0) or not theme.is_installed():
        theme.install(qapp, Scheme.LIGHT, 1.0)
    yield
    queue.deliver()
    clipboard.forget()
    for widget in qapp.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    qapp.processEvents()


@pytest.fixture
def ring(qapp: QApplication) -> Iterator[FocusRing]:
    """The focus ring of the application."""
    made = FocusRing(qapp)
    yield made
    made.deleteLater()
