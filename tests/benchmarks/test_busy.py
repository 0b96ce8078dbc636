"""The search beside long work: every kind of it is really under way, and ends with the bench."""

import threading
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest

from desktop.bench import busy, stores
from desktop.bench.office import Opened
from desktop.bench.stores import Store

VISITORS = 60


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A small office."""
    return stores.stand(tmp_path_factory.mktemp("stores"), (VISITORS,)).largest


def test_every_kind_of_work_is_measured(store: Store, tmp_path: Path) -> None:
    figures = list(busy.search(stores.copy(store, tmp_path / "copy"), 3))
    assert [figure.what for figure in figures] == [
        "찾기 p99, 백업하는 동안",
        "찾기 p99, 올해 결과를 세는 동안",
        "찾기, 같은 분을 찾던 중의 첫 글쇠",
        "같은 분 찾기가 글쇠에 멈추기까지",
    ]
    assert all(figure.ours > 0 and figure.reached is not None for figure in figures)
    assert not [one for one in threading.enumerate() if "ThreadPool" in one.name]


def test_work_that_takes_too_long_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun = Event()

    def work(_office: Opened, stop: Event) -> None:
        begun.set()
        assert stop.wait(30)

    monkeypatch.setattr(busy, "LONGEST", 0.05)
    desk = SimpleNamespace(visitors=SimpleNamespace(look_up=lambda *_: None))
    office: Any = SimpleNamespace(desk=desk, account=None)
    figure = busy._typed(office, "찾기", work)
    assert begun.is_set()
    assert figure.more.startswith("글쇠")
