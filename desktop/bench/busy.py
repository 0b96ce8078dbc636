"""The search while something long goes on beside it: a backup, a report, a look for doubles."""

import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

from desktop.app import SWITCH
from desktop.bench.figure import Figure, share
from desktop.bench.finding import TYPED, timed
from desktop.bench.office import Opened, opened
from desktop.bench.starting import FRAME
from desktop.bench.stores import Store
from desktop.domain.backup import Occasion
from desktop.domain.period import Span, period_of
from desktop.services.results import Asked

TO_STOP = 0.05
"""Within this an idle look for doubles ends after the first key."""
LONGEST = 12.0
"""Seconds of typing beside one piece of work: some take minutes."""


def search(store: Store, rounds: int) -> Iterator[Figure]:
    """Every key beside a backup and a report; then the look that a key stops.

    Threads give way to each other as fast as they do at the counter.
    """
    with opened(store) as office, _as_at_the_counter():
        yield _typed(office, "찾기 p99, 백업하는 동안", _backup)
        yield _typed(office, "찾기 p99, 올해 결과를 세는 동안", _report)
        yield from _stopped(office, rounds)


@contextmanager
def _as_at_the_counter() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def _typed(office: Opened, what: str, work: Callable[[Opened, Event], None]) -> Figure:
    """Types as long as the work goes on; what is not over then is given up."""
    stop, taken = Event(), list[float]()
    end = time.monotonic() + LONGEST
    with ThreadPoolExecutor(1) as beside:
        done = beside.submit(work, office, stop)
        while not done.done() and time.monotonic() < end:
            for one in TYPED:
                taken.append(timed(office.desk.visitors.look_up, office.account, one))
                if done.done():
                    break
        stop.set()
        done.result()
    return Figure(what, share(taken, 0.99), at_most=FRAME, more=f"글쇠 {len(taken):,}번")


def _backup(office: Opened, stop: Event) -> None:
    office.desk.backups.make(office.account, Occasion.ASKED, stopped=stop.is_set)


def _report(office: Opened, _stop: Event) -> None:
    office.desk.results.table(office.account, Asked(period_of(Span.YEAR, office.clock.today())))


def _stopped(office: Opened, rounds: int) -> Iterator[Figure]:
    """The look for doubles is under way when the first key comes; both are timed."""
    first, ended = list[float](), list[float]()
    with ThreadPoolExecutor(1) as beside:
        for turn in range(rounds):
            stop, seen = Event(), Event()

            def stopped(stop: Event = stop, seen: Event = seen) -> bool:
                seen.set()
                return stop.is_set()

            done = beside.submit(office.desk.duplicates.look_on, office.account, stopped)
            seen.wait()
            time.sleep(0.05)
            begun = time.perf_counter()
            stop.set()
            first.append(
                timed(office.desk.visitors.look_up, office.account, TYPED[turn % len(TYPED)])
            )
            done.result()
            ended.append(time.perf_counter() - begun)
    yield Figure("찾기, 같은 분을 찾던 중의 첫 글쇠", max(first), at_most=FRAME)
    yield Figure("같은 분 찾기가 글쇠에 멈추기까지", max(ended), at_most=TO_STOP)
