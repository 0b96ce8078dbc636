"""Every act at three sizes in one run, by turns, and the table of how each grows."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack

from desktop.bench import table
from desktop.bench.acts import ACTS, Turn
from desktop.bench.claims import Claim, Growth
from desktop.bench.figure import middle
from desktop.bench.office import opened
from desktop.bench.stores import Store

BEFORE = 2
"""Turns that are not counted: the first of a year opens its blocks of numbers."""
_WIDE = (34, 12, 12, 12, 7, 12, 7)


def acts(stores: Sequence[Store], turns: int) -> Iterator[Growth]:
    """What a counsellor does, once a turn in each store."""
    taken: dict[str, dict[int, list[tuple[float, int]]]] = {
        act.what: {store.visitors: [] for store in stores} for act in ACTS
    }
    with ExitStack() as stack:
        offices = [stack.enter_context(opened(store)) for store in stores]
        for number in range(turns + BEFORE):
            turn = [Turn(office, number) for office in offices]
            for act in ACTS:
                for one in turn:
                    timed = one.timed(act)
                    if number >= BEFORE:
                        taken[act.what][one.office.store.visitors].append(timed)
    for act in ACTS:
        yield grown(act.what, act.claim, taken[act.what])


def grown(what: str, claim: Claim, taken: Mapping[int, Sequence[tuple[float, int]]]) -> Growth:
    """From seconds and lines at each size; where lines are shown, the cost is that of one."""
    costs = {
        size: middle([took / (lines or 1) for took, lines in all_]) for size, all_ in taken.items()
    }
    largest = taken[max(taken)]
    lines = max(shown for _, shown in largest)
    more = f"{lines}줄에 {middle([took for took, _ in largest]) * 1_000:.0f} ms" if lines else ""
    return Growth(what, claim, costs, more=more)


def on_the_disk(stores: Sequence[Store]) -> Growth:
    """What a visitor takes on the disk, with visits, notes and all."""
    each = {store.visitors: store.size / store.visitors for store in stores}
    return Growth("자료 파일, 내방객 한 명에", Claim.CONSTANT, each, "B")


def head(stores: Sequence[Store]) -> str:
    """The first line of the table."""
    columns = [f"{store.visitors:,}명" for store in stores]
    return table.row(("하는 일", *columns, "기울기", "말한 것", ""), _wide(len(columns))).rstrip()


def line(growth: Growth, sizes: Sequence[int]) -> str:
    """One act: its cost at each size, the slope, the claim, and whether it holds."""
    slope = growth.slope
    cells = (
        growth.what,
        *(table.shown(growth.costs.get(size), growth.unit) for size in sizes),
        "" if slope is None else f"{slope:+.2f}",
        growth.claim.label,
        table.HOLDS[growth.holds],
    )
    told = f"  {growth.more}" if growth.more else ""
    return (table.row(cells, _wide(len(sizes))) + told).rstrip()


def _wide(columns: int) -> tuple[int, ...]:
    return (_WIDE[0], *_WIDE[1:2] * columns, *_WIDE[4:])
