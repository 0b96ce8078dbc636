"""The invented offices that are measured: made once, kept, and copied for each run.

A kept one is taken again only when it is what would be made today: same schema, seed,
size, years and program. What is measured writes into a copy, so that it stays so.
"""

import json
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from desktop import VERSION
from desktop.bench import figure
from desktop.domain.clock import KST, FixedClock
from desktop.services.demo_store import make_demo
from desktop.services.first_run import DESK_FILE, STORE_NAME
from desktop.store.file import HEAD
from desktop.store.head import FILE_NAME as HEAD_FILE
from desktop.store.keyring import FILE_NAME as KEY_FILE

SEED, YEARS = 65, 6
"""The demo's earliest year is six years back."""
STAMP = "bench.json"
FILES = (STORE_NAME, HEAD_FILE, DESK_FILE, KEY_FILE)
RUN = "run-"
"""Begins the names of what is gone at the end of a run."""
FORGOTTEN = 86_400.0
"""Seconds after which what a run left behind belongs to none that goes on."""
OPENS = 10, 30
"""The hour of the office's present, so that a day made at night is a day too."""


@dataclass(frozen=True, slots=True)
class Store:
    """An office of so many visitors; `at` is its present, which its clock shows."""

    folder: Path
    visitors: int
    at: datetime

    @property
    def path(self) -> Path:
        """The one encrypted file."""
        return self.folder / STORE_NAME

    @property
    def size(self) -> int:
        """Bytes of it."""
        return self.path.stat().st_size


@dataclass(frozen=True, slots=True)
class Stand:
    """The stores of a run, the smallest first, and how long those not there took to make."""

    stores: tuple[Store, ...]
    made_in: float

    @property
    def largest(self) -> Store:
        """The one that most is measured in."""
        return self.stores[-1]


def stand(folder: Path, sizes: Sequence[int]) -> Stand:
    """All sizes, each taken again or made anew under `folder`."""
    begun, made, found = time.monotonic(), False, []
    for size in sizes:
        kept = kept_store(folder / str(size), size)
        if kept is None:
            kept, made = _make(folder / str(size), size), True
        found.append(kept)
    return Stand(tuple(found), time.monotonic() - begun if made else 0.0)


def kept_store(folder: Path, size: int) -> Store | None:
    """The store kept there, if it is what would be made today."""
    try:
        stamp = json.loads((folder / STAMP).read_text("utf-8"))
        at = datetime.fromisoformat(stamp.pop("at"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    whole = all((folder / name).exists() for name in FILES)
    return Store(folder, size, at) if whole and stamp == _wanted(size) else None


def stamp(folder: Path, size: int, at: datetime) -> None:
    """Write beside a store what it is; last, so that one half made is made anew."""
    told = {**_wanted(size), "at": at.isoformat()}
    (folder / STAMP).write_text(json.dumps(told, indent=1), "utf-8")


def _wanted(size: int) -> dict[str, Any]:
    return {"visitors": size, "years": YEARS, "seed": SEED, "schema": HEAD, "program": VERSION}


def _make(folder: Path, size: int) -> Store:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    hour, minute = OPENS
    at = datetime.now(KST).replace(hour=hour, minute=minute, second=0, microsecond=0)
    said = _Said(size)
    make_demo(folder, size, YEARS, SEED, progress=said, clock=FixedClock(at), whole=True)
    stamp(folder, size, at)
    said.end()
    return Store(folder, size, at)


class _Said:
    """How far the making is: one line that is written over where somebody looks on."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._begun = time.monotonic()
        self._told = ("", -1)

    def __call__(self, what: str, done: int, of_all: int) -> None:
        """As the maker tells."""
        percent = done * 100 // max(1, of_all)
        if (what, percent) != self._told and sys.stdout.isatty():
            self._told = what, percent
            print(f"\r{self._size:,}명 자료를 만듭니다: {what} {percent}%  ", end="", flush=True)

    def end(self) -> None:
        """Done."""
        begin = "\r" if sys.stdout.isatty() else ""
        seconds = figure.shown_seconds(time.monotonic() - self._begun)
        print(f"{begin}{self._size:,}명 자료를 만들었습니다({seconds}).      ", flush=True)


@contextmanager
def copied(stand_: Stand) -> Iterator[Stand]:
    """Copies of all stores beside them, gone at the end."""
    beside = stand_.largest.folder.parent
    _sweep(beside)
    with TemporaryDirectory(prefix=RUN, dir=beside, ignore_cleanup_errors=True) as name:
        stores = tuple(copy(store, Path(name) / str(store.visitors)) for store in stand_.stores)
        yield Stand(stores, stand_.made_in)


def _sweep(beside: Path) -> None:
    """Take away the copies of runs that were killed: of a million visitors they have gigabytes."""
    for left in beside.glob(f"{RUN}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > FORGOTTEN:
                shutil.rmtree(left)


def copy(store: Store, folder: Path) -> Store:
    """The same office in another folder."""
    folder.mkdir(parents=True)
    for name in FILES:
        shutil.copyfile(store.folder / name, folder / name)
        with suppress(OSError):
            (folder / name).chmod(0o600)
    return Store(folder, store.visitors, store.at)
