"""A register taken over by an office of nobody: how long, and how much memory at most.

`floor` reads the same file with calamine alone, `slow` with openpyxl.
"""

import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path

from desktop import paths
from desktop.bench.programs.answer import leave, most_held
from desktop.domain.clock import SystemClock
from desktop.domain.shipped import read_centre
from desktop.services.demo_store import DEMO_PASSWORD, LEAD
from desktop.services.first_run import FirstRun
from desktop.services.opening import Premises


def floor(file: Path) -> None:
    """Every cell of the file, by calamine alone."""
    from python_calamine import CalamineWorkbook

    begun = time.perf_counter()
    sheet = CalamineWorkbook.from_path(file).get_sheet_by_index(0)
    rows = sum(1 for _ in sheet.iter_rows())
    leave({"read": time.perf_counter() - begun, "rows": rows})


def slow(file: Path) -> None:
    """The same by openpyxl, as it reads the fastest."""
    from openpyxl import load_workbook

    begun = time.perf_counter()
    book = load_workbook(file, read_only=True)
    rows = sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))
    leave({"read": time.perf_counter() - begun, "rows": rows})


def make(folder: Path) -> None:
    """A new office of nobody, in a process of its own: its first run tries every paper."""
    shipped = paths.resources()
    premises = Premises(folder, SystemClock(), shipped)
    centre = read_centre(shipped / "codes")[-1]
    desk, _ = premises.prepare(FirstRun(centre, 1, *LEAD, DEMO_PASSWORD)).confirm()
    desk.close()
    premises.close()
    leave({})


def ours(file: Path, folder: Path) -> None:
    """From the file to the first answer of the search, in the office made in the folder."""
    # As at the desk, where nothing is collected in the middle of work.
    gc.disable()
    premises = Premises(folder, SystemClock(), paths.resources())
    premises.look()
    desk, account = premises.sign_in(premises.holders()[0].id, DEMO_PASSWORD)
    begun = time.perf_counter()
    preview = desk.rolls.look_through(account, file.read_bytes())
    looked = time.perf_counter() - begun
    assert preview is not None
    taken = desk.rolls.take(account, preview)
    desk.visitors.look_up(account, "ㄱ")
    took = time.perf_counter() - begun - looked
    leave({"looked": looked, "took": took, "taken": taken.taken, "memory": most_held()})


WAYS: dict[str, Callable[..., None]] = {
    "floor": floor,
    "slow": slow,
    "make": make,
    "ours": ours,
}
WAYS[sys.argv[1]](*map(Path, sys.argv[2:]))
