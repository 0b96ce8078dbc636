"""One store of bad names for all of the folder; a copy of it and a window for whoever changes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.ui.kit import Scheme
from tests.ui.names.sights import Office
from tests.ui.names.store import Filled, make_store
from tests.ui.walk.eye import Eye
from tests.ui.walk.kept import kept_window

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
    with kept_window(
        qapp, lambda: Office(tmp_path_factory.mktemp("names") / "store", folder, filled)
    ) as window:
        yield window


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
