"""An old register taken over: from the file to the search, and beside a counter that is at work."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.bench.child import asked
from desktop.bench.figure import Figure, middle, share
from desktop.bench.office import opened
from desktop.bench.roll_made import write_roll
from desktop.bench.saving import someone
from desktop.bench.stores import Store
from desktop.domain.clock import KST, SystemClock
from desktop.domain.visit import VisitDraft

ROWS, AMONG_OTHERS = 100_000, 3_000
CALAMINE = "calamine만"
BETWEEN = 0.05
"""Seconds between two saves of the counter."""
FIRST_OF_ALL = 20_000
"""Those who are taken in meanwhile are nobody the bench takes in elsewhere."""


def taken_over(store: Store, rounds: int, *, slowly: bool) -> Iterator[Figure]:
    """A hundred thousand rows into an office of nobody; some among those of the largest store.

    `slowly`: what openpyxl needs to read the file is asked too.
    """
    with TemporaryDirectory(prefix="naeil-bench-", ignore_cleanup_errors=True) as name:
        file = Path(name) / "roll.xlsx"
        write_roll(file, ROWS, SystemClock().now().astimezone(KST).date())
        floors, runs = [], []
        for turn in range(rounds):
            office = str(Path(name) / f"office-{turn}")
            asked("roll", "make", office)
            floors.append(asked("roll", "floor", str(file))["read"])
            runs.append(asked("roll", "ours", str(file), office))
        looked, took = (middle([run[key] for run in runs]) for key in ("looked", "took"))
        yield Figure(
            f"명부 {ROWS:,}줄, 파일에서 찾을 수 있기까지",
            looked + took,
            middle(floors),
            CALAMINE,
            at_most=3.5,
            unit="s",
            more=f"살펴보기 {looked:.1f}초, 가져오기 {took:.1f}초, {runs[0]['taken']:,}명",
        )
        if runs[0]["memory"]:
            most = max(run["memory"] for run in runs)
            yield Figure("그동안 가장 많이 쥔 메모리", most, at_most=250, unit="MB")
        if slowly:
            read = asked("roll", "slow", str(file))["read"]
            yield Figure("같은 파일을 openpyxl로 읽기만", read, middle(floors), CALAMINE, unit="s")
        yield from _among_others(store, Path(name) / "few.xlsx")


def _among_others(store: Store, file: Path) -> Iterator[Figure]:
    """People are taken in at the counter while a register is taken over behind it."""
    with opened(store) as office:
        write_roll(file, AMONG_OTHERS, office.clock.today(), seed=66)
        desk, account = office.desk, office.account
        preview = desk.rolls.look_through(account, file.read_bytes())
        assert preview is not None
        begun = time.perf_counter()
        done: list[float] = []

        def take() -> None:
            desk.rolls.take(account, preview)
            done.append(time.perf_counter() - begun)

        behind = threading.Thread(target=take, name="roll")
        behind.start()
        saves: list[float] = []
        while behind.is_alive():
            person = someone(FIRST_OF_ALL + len(saves))
            before = time.perf_counter()
            desk.visits.register(account, person, VisitDraft(("counselling",)))
            saves.append(time.perf_counter() - before)
            time.sleep(BETWEEN)
        behind.join()
        taken = preview.taken / done[0] if done else 0.0
    told = f"{timedelta(seconds=round(ROWS / taken))}에 {ROWS:,}명" if taken else ""
    yield Figure(f"내방객 {store.visitors:,}명 사이로 가져오기", taken, unit="/s", more=told)
    yield Figure(
        "그동안의 접수 저장, 100에서 99",
        share(saves, 0.99),
        # What a save may take, and once more as much for waiting.
        at_most=0.1,
        more=f"중간값 {middle(saves) * 1e3:.0f} ms",
    )
