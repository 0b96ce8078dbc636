"""How fast it is here: each figure beside its floor or peer, taken by turns in one run.

Machines differ and this one may be busy: the ratio counts, not the milliseconds. Goals
are those of the project; one that is missed here is said to be missed.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.bench import finding, papers, saving, starting
from desktop.bench.figure import HEAD, Figure, line
from desktop.services.demo_store import make_demo

ROWS = 20_000
"""Invented visitors in the store that is measured, unless told otherwise."""


def run(rows: int = ROWS) -> int:
    """Measure and print a line each; gives 0, because a slow machine is not a mistake."""
    print(f"내방객 {rows:,}명으로 잽니다. 비율은 같은 실행에서 번갈아 잰 것입니다.\n")
    print(HEAD)
    missed = 0
    with TemporaryDirectory(prefix="naeil-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for measure in _measures(folder, rows):
            for figure in measure():
                print(line(figure), flush=True)
                missed += figure.reached is False
    told = f"이 컴퓨터에서 못 미친 목표가 {missed}개 있습니다." if missed else "모두 닿았습니다."
    print(f"\n{told}")
    return 0


def _measures(folder: Path, rows: int) -> Iterator[Callable[[], Iterator[Figure]]]:
    yield lambda: starting.first_paint(folder / "empty")
    store = folder / "store"
    make_demo(store, rows, 1, 65)
    yield lambda: starting.at_the_desk(store)
    yield lambda: saving.intake(store)
    yield lambda: finding.search(store)
    yield lambda: finding.on_the_screen(store)
    yield papers.slips
    yield papers.preview
