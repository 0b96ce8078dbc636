"""`bench`: from the stores to the exit code."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.bench import (
    busy,
    calc,
    figures,
    finding,
    growth,
    markdown,
    papers,
    picture,
    registers,
    report,
    saving,
    screens,
    starting,
    stores,
    weights,
)
from desktop.bench.claims import Growth
from desktop.bench.figure import Figure, shown_seconds
from desktop.bench.report import Measured
from desktop.bench.stores import Stand
from desktop.bench.table import HEAD, line
from desktop.domain.clock import KST

REACHED, MISSED = 0, 1
SHEET = 100_000


@dataclass(frozen=True, slots=True)
class Pace:
    """How often each thing is done; `others` whether LibreOffice is asked too.

    `heaviest` is the largest store in which work on a whole store is timed: at a million
    each piece of it takes minutes, together three quarters of an hour.
    """

    starts: int
    rounds: int
    tours: int
    saves: int
    slips: int
    many: int
    turns: int
    heaviest: int = 100_000
    others: bool = True


THOROUGH = Pace(starts=9, rounds=3, tours=10, saves=200, slips=5, many=1_000, turns=14)
QUICK = Pace(
    starts=4,
    rounds=2,
    tours=1,
    saves=80,
    slips=2,
    many=1_000,
    turns=8,
    heaviest=10_000,
    others=False,
)
LONG = replace(THOROUGH, heaviest=10**9)
FULL_ROWS, QUICK_ROWS = 1_000_000, 100_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for: the largest store, where stores are kept, where results go."""

    rows: int
    stores: Path
    out: Path
    pace: Pace = THOROUGH

    @property
    def sizes(self) -> tuple[int, ...]:
        """Three sizes, each ten times the one before."""
        return (self.rows // 100, self.rows // 10, self.rows)


@dataclass(frozen=True, slots=True)
class Section:
    """Figures that belong together."""

    title: str
    measure: Callable[[], Iterator[Figure]]


def run(wanted: Wanted) -> int:
    """Measure, print, write; 0 when every goal is reached here, 1 when one is missed."""
    wanted.stores.mkdir(parents=True, exist_ok=True)
    kept = stores.stand(wanted.stores, wanted.sizes)
    if kept.made_in:
        print(f"자료를 만드는 데 {shown_seconds(kept.made_in)} 걸렸습니다. 이제부터 잽니다.\n")
    begun = time.monotonic()
    print(f"내방객 {wanted.rows:,}명으로 잽니다. 비율은 같은 실행에서 번갈아 잰 것입니다.")
    measured: list[tuple[str, tuple[Figure, ...]]] = []
    with stores.copied(kept) as copies:
        for section in sections(wanted, copies):
            print(f"\n{section.title}\n{HEAD}", flush=True)
            found = []
            for figure in section.measure():
                print(line(figure), flush=True)
                found.append(figure)
            measured.append((section.title, tuple(found)))
        print(f"\n자라는 만큼\n{growth.head(kept.stores)}", flush=True)
        growths = []
        for one in _growths(wanted, kept, copies):
            print(growth.line(one, wanted.sizes), flush=True)
            growths.append(one)
    done = Measured(
        at=datetime.now(KST),
        sizes=wanted.sizes,
        quick=wanted.pace is QUICK,
        sections=tuple(measured),
        growths=tuple(growths),
        seconds=time.monotonic() - begun,
        made_in=kept.made_in,
    )
    _put_down(done, wanted.out)
    return _verdict(done)


def sections(wanted: Wanted, copies: Stand) -> tuple[Section, ...]:
    """Everything that has a floor, a peer or a goal, in the order of a day."""
    store, pace = copies.largest, wanted.pace
    small = min(copies.stores, key=lambda one: abs(one.visitors - SHEET))
    return (
        Section("시작", lambda: starting.first_paint(pace.starts)),
        Section("켠 때부터", lambda: starting.from_nothing(pace.starts)),
        Section("자리에 앉기", lambda: starting.at_the_desk(store, pace.rounds)),
        Section("하루 내내", lambda: starting.tours(pace.tours)),
        Section("찾기", lambda: finding.search(store, pace.rounds * 2)),
        Section("다른 일이 도는 동안의 찾기", lambda: busy.search(store, pace.rounds * 5)),
        Section("찾기 상자에서 화면까지", lambda: screens.keys(store)),
        Section("목록", screens.lists),
        Section("추이", lambda: _years(wanted.rows)),
        Section("저장", lambda: saving.intake(store, pace.saves)),
        Section(
            "명부 가져오기",
            lambda: registers.taken_over(store, min(pace.rounds, 2), slowly=pace.others),
        ),
        Section("의뢰서", lambda: papers.slips(pace.slips)),
        Section("의뢰서 여럿", lambda: papers.many_slips(pace.many)),
        Section("미리 보기와 인쇄", papers.seen),
        Section("LibreOffice 곁에서", lambda: calc.beside(small, asked_too=pace.others)),
    )


def _years(visits: int) -> Iterator[Figure]:
    """In an office of their own: the trends go further back than the invented ones do."""
    with TemporaryDirectory(prefix="naeil-bench-", ignore_cleanup_errors=True) as name:
        yield from figures.years(Path(name) / "office", visits)


def _growths(wanted: Wanted, kept: Stand, copies: Stand) -> Iterator[Growth]:
    yield growth.on_the_disk(kept.stores)
    yield from growth.acts(copies.stores, wanted.pace.turns)
    yield from weights.weigh([s for s in kept.stores if s.visitors <= wanted.pace.heaviest])


def _put_down(done: Measured, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    report.write(done, out / "bench.json")
    markdown.write(done, out / "bench.md")
    picture.goals(done, out / "goals.png")
    picture.growth(done, out / "growth.png")
    names = ", ".join(sorted(path.name for path in out.iterdir()))
    print(f"\n{shown_seconds(done.seconds)} 걸렸습니다. {out}: {names}")


def _verdict(done: Measured) -> int:
    if not done.missed:
        print("목표에 모두 닿았습니다.")
        return REACHED
    print(f"이 컴퓨터에서 못 미친 것이 {len(done.missed)}개 있습니다: {' · '.join(done.missed)}")
    return MISSED
