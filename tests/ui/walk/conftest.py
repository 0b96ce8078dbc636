"""One demo store for the whole walk; a copy of it and a window for whoever changes things."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.ui.kit import Scheme
from tests.ui.walk.eye import Eye
from tests.ui.walk.kept import kept_window
from tests.ui.walk.scenes import Walk
from tests.ui.walk.store import Ids, make_store, open_store

Begin = Callable[[], Walk]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever the order, all of one file's cases of one scale come together.

    Dressing the window in another size and building it anew takes longer than most cases.
    """
    here = [at for at, item in enumerate(items) if item.path.parent == Path(__file__).parent]
    cases = sorted((items[at] for at in here), key=_file_and_scale)
    for at, item in zip(here, cases, strict=True):
        items[at] = item


def _file_and_scale(item: pytest.Item) -> tuple[str, float]:
    call = getattr(item, "callspec", None)
    return item.path.name, call.params.get("scale", 1.0) if call is not None else 1.0


@pytest.fixture(autouse=True)
def dressed() -> None:
    """The window of a module outlives its tests: nothing is closed after each of them."""


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ids]:
    """The store, filled once; nobody opens it but to copy it."""
    folder = tmp_path_factory.mktemp("walk") / "store"
    return folder, make_store(folder)


@pytest.fixture(scope="module")
def begin(
    made: tuple[Path, Ids], tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[Begin]:
    """`begin()` gives the window; on a fresh copy of the store when it was changed."""
    folder, ids = made
    with kept_window(
        qapp, lambda: Walk(open_store(tmp_path_factory.mktemp("walk") / "store", folder), ids)
    ) as window:
        yield window


@pytest.fixture
def walk(begin: Begin) -> Walk:
    """The window at 오늘, in the light scheme at 100 %."""
    walk = begin()
    walk.dress(Scheme.LIGHT, 1.0)
    walk.home()
    return walk


@pytest.fixture
def eye(monkeypatch: pytest.MonkeyPatch) -> Eye:
    """Sees what is painted."""
    return Eye(monkeypatch)
