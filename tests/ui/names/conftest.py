"""One store of bad names for all of the folder; a copy of it and a window for whoever changes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.ui.kit import Scheme, theme
from desktop.ui.printing import queue
from tests.ui.names.sights import Office
from tests.ui.names.store import Filled, make_store
from tests.ui.walk.eye import Eye

Open = Callable[[], Office]


@pytest.fixture(autouse=True)
def dressed() -> None:
    """The window of a module outlives its tests: nothing is closed after each of them."""


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Filled]:
    """The store, filled once; nobody opens it but to copy it."""
    folder = tmp_path_factory.mktemp("names") / "store"
    return folder, make_store(folder)


@pytest.fixture(scope="module")
def begin(
    made: tuple[Path, Filled], tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[Open]:
    """`begin()` gives the window; on a fresh copy of the store when it was changed."""
    folder, filled = made
    open_now: list[Office] = []

    def start() -> Office:
        if open_now and open_now[0].fresh():
            return open_now[0]
        for one in open_now:
            one.close()
        copy = tmp_path_factory.mktemp("names") / "store"
        theme.install(qapp, Scheme.LIGHT, 1.0)
        open_now[:] = [Office(copy, folder, filled)]
        return open_now[0]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queue, "send", lambda *_paper: None)
        yield start
        for one in open_now:
            one.close()
        for top in qapp.topLevelWidgets():
            top.close()
            top.deleteLater()
        qapp.processEvents()


@pytest.fixture
def office(begin: Open) -> Office:
    """The window at 오늘, in the light scheme at 100 %."""
    office = begin()
    office.dress(Scheme.LIGHT, 1.0)
    office.home()
    return office


@pytest.fixture
def eye(monkeypatch: pytest.MonkeyPatch) -> Eye:
    """Sees what is painted."""
    return Eye(monkeypatch)
