"""One window for many tests, opened anew on a fresh copy only when somebody wore the store."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication

from desktop.ui.kit import Scheme, theme
from desktop.ui.printing import queue
from tests.ui.walk.window import Walk

Window = TypeVar("Window", bound=Walk)


@contextmanager
def kept_window(qapp: QApplication, opened: Callable[[], Window]) -> Iterator[Callable[[], Window]]:
    """Gives a function that gives the window; nothing of it reaches a printer."""
    here: list[Window] = []

    def window() -> Window:
        if here and here[0].fresh():
            return here[0]
        for worn in here:
            worn.close()
        if (theme.scheme(), theme.scale()) != (Scheme.LIGHT, 1.0) or not theme.is_installed():
            theme.install(qapp, Scheme.LIGHT, 1.0)
        here[:] = [opened()]
        return here[0]

    def print_it(*_paper: object) -> None:
        for one in here:
            one.printed += 1

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queue, "send", print_it)
        yield window
        for one in here:
            one.close()
        for top in qapp.topLevelWidgets():
            top.close()
            top.deleteLater()
        qapp.processEvents()
