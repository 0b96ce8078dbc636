"""Primary keys: unique over all desks, ordered by time, a rowid in SQLite.

A key is 63 bits: milliseconds since 2020-01-01 UTC (41 bits, until 2089), the
number of the desk (10 bits) and a counter (12 bits). Two desks, or a laptop at a
job fair, can so make keys without asking each other.
"""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from threading import Lock

_TIME_BITS, _DESK_BITS, _COUNTER_BITS = 41, 10, 12
EPOCH_MS = int(datetime(2020, 1, 1, tzinfo=UTC).timestamp()) * 1000
LAST_DESK = 2**_DESK_BITS - 1
_LAST_COUNTER = 2**_COUNTER_BITS - 1
_LAST_MOMENT = 2**_TIME_BITS - 1


def system_ms() -> int:
    """Milliseconds since 1970 by the PC's clock."""
    return time.time_ns() // 1_000_000


class Keys:
    """Makes the keys of one desk, each larger than the one before.

    `clock_ms` gives milliseconds since 1970. `after` is the largest key this desk
    has already used: with it a PC whose clock was set back repeats none.
    """

    def __init__(
        self, desk: int, clock_ms: Callable[[], int] = system_ms, *, after: int = 0
    ) -> None:
        if not 0 <= desk <= LAST_DESK:
            raise ValueError(f"desk numbers run from 0 to {LAST_DESK}")
        self._desk = desk
        self._clock_ms = clock_ms
        self._lock = Lock()
        self._moment, self._counter = parts(after)[0::2] if after else (-1, 0)

    def new(self) -> int:
        """A key for a new row; safe from any thread.

        While the clock stands still or runs backwards the counter goes on, and when
        it is used up the key borrows the next millisecond.
        """
        with self._lock:
            return self._next()

    def many(self, count: int) -> Sequence[int]:
        """So many keys at once, as if each had been asked for: a register's rows want no clock."""
        made: list[int] = []
        with self._lock:
            while len(made) < count:
                first = self._next()
                more = min(count - len(made) - 1, _LAST_COUNTER - self._counter)
                self._counter += more
                made.extend(range(first, first + more + 1))
        return made

    def _next(self) -> int:
        moment = max(self._clock_ms() - EPOCH_MS, 0)
        if moment > self._moment:
            self._moment, self._counter = moment, 0
        elif self._counter < _LAST_COUNTER:
            self._counter += 1
        else:
            self._moment, self._counter = self._moment + 1, 0
        if self._moment > _LAST_MOMENT:
            raise OverflowError("the clock is beyond 2089: check the date of this PC")
        return (
            self._moment << (_DESK_BITS + _COUNTER_BITS)
            | self._desk << _COUNTER_BITS
            | self._counter
        )


def parts(key: int) -> tuple[int, int, int]:
    """Milliseconds since 2020, desk and counter of a key."""
    return (
        key >> (_DESK_BITS + _COUNTER_BITS),
        key >> _COUNTER_BITS & LAST_DESK,
        key & _LAST_COUNTER,
    )


def compose(moment_ms: int, desk: int, counter: int) -> int:
    """The key of a moment gone by (milliseconds since 1970), for invented and imported rows."""
    moment = moment_ms - EPOCH_MS
    if not 0 <= moment <= _LAST_MOMENT or not 0 <= counter <= _LAST_COUNTER:
        raise ValueError("outside the time or counter of a key")
    return moment << (_DESK_BITS + _COUNTER_BITS) | desk << _COUNTER_BITS | counter
