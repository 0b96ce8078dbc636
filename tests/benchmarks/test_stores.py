import os
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.bench import stores
from desktop.bench.stores import FILES, Stand, Store
from desktop.domain.clock import KST

Made = list[int]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Made:
    """How many visitors each store had that was made; the making itself is left out."""
    sizes: Made = []

    def make(folder: Path, visitors: int, *_: Any, **__: Any) -> None:
        sizes.append(visitors)
        for name in FILES:
            (folder / name).write_bytes(f"{name} {visitors} {len(sizes)}".encode())

    monkeypatch.setattr(stores, "make_demo", make)
    return sizes


def test_what_was_made_is_taken_again(tmp_path: Path, made: Made) -> None:
    first = stores.stand(tmp_path, (10, 100))
    assert made == [10, 100]
    again = stores.stand(tmp_path, (10, 100))
    assert made == [10, 100]
    assert again.stores == first.stores
    assert again.made_in == 0
    assert again.largest.visitors == 100


@pytest.mark.parametrize(
    ("name", "value"),
    [("SEED", 66), ("YEARS", 2), ("HEAD", "9999"), ("VERSION", "0.0.9")],
)
def test_another_seed_span_schema_or_program_is_made_anew(
    tmp_path: Path, made: Made, monkeypatch: pytest.MonkeyPatch, name: str, value: object
) -> None:
    stores.stand(tmp_path, (10,))
    monkeypatch.setattr(stores, name, value)
    stores.stand(tmp_path, (10,))
    assert made == [10, 10]


def _without_stamp(folder: Path) -> None:
    (folder / stores.STAMP).unlink()


def _without_keys(folder: Path) -> None:
    (folder / FILES[-1]).unlink()


def _with_half_a_stamp(folder: Path) -> None:
    stamp = folder / stores.STAMP
    stamp.write_text(stamp.read_text("utf-8")[:20], "utf-8")


@pytest.mark.parametrize("harm", [_without_stamp, _without_keys, _with_half_a_stamp])
def test_one_half_made_is_made_anew(
    tmp_path: Path, made: Made, harm: Callable[[Path], None]
) -> None:
    stores.stand(tmp_path, (10,))
    harm(tmp_path / "10")
    stores.stand(tmp_path, (10,))
    assert made == [10, 10]


def test_a_store_of_another_size_in_its_place_is_not_taken_for_it(
    tmp_path: Path, made: Made
) -> None:
    stores.stand(tmp_path, (10,))
    (tmp_path / "10").rename(tmp_path / "100")
    stores.stand(tmp_path, (100,))
    assert made == [10, 100]


def test_the_making_is_told_with_how_long_it_took(
    tmp_path: Path, made: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    stores.stand(tmp_path, (10,))
    assert "10명 자료를 만들었습니다" in capsys.readouterr().out
    stores.stand(tmp_path, (10,))
    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("made")
def test_what_is_measured_writes_into_a_copy_that_is_gone_afterwards(tmp_path: Path) -> None:
    kept = stores.stand(tmp_path, (10, 100))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*") if path.is_file()}
    with stores.copied(kept) as copies:
        assert [one.visitors for one in copies.stores] == [10, 100]
        assert all(one.path.read_bytes() for one in copies.stores)
        copies.largest.path.write_bytes(b"measured")
        beside = copies.largest.folder
    assert not beside.exists()
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.*") if path.is_file()} == before


def test_the_clock_of_a_store_is_that_of_its_making(tmp_path: Path, made: Made) -> None:
    (store,) = stores.stand(tmp_path, (10,)).stores
    assert made == [10]
    assert store.at.tzinfo is not None
    assert (store.at.astimezone(KST).hour, store.at.minute) == stores.OPENS
    assert isinstance(store.at, datetime)
    assert Stand((store,), 0.0).largest == Store(tmp_path / "10", 10, store.at)


def test_what_a_killed_run_left_is_taken_away_a_day_later(made: Made, tmp_path: Path) -> None:
    stand = stores.stand(tmp_path, (10,))
    assert made == [10]
    old, fresh = tmp_path / "run-old", tmp_path / "run-fresh"
    for folder in (old, fresh):
        folder.mkdir()
        (folder / "naeil.db").write_bytes(b"x")
    long_ago = time.time() - 2 * 86_400
    os.utime(old, (long_ago, long_ago))
    with stores.copied(stand) as copies:
        assert copies.largest.path.exists()
    assert not old.exists()
    assert fresh.exists()
    assert stand.largest.path.exists()
