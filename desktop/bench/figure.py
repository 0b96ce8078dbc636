"""One line of the table: what, ours, its floor or peer by name, the ratio, the goal."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

RATES = ("/s",)
"""Units of which more is better: their goal is a least one."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Times in seconds; `most` bounds the ratio to the floor, `at_most` the figure itself.

    `unit` is "ms", "s", "MB", "KB", "B" or "/s" (then `ours` is a rate and the goal a least
    one, of the ratio too). `beside` without a `floor` says why there is none.
    """

    what: str
    ours: float
    floor: float | None = None
    beside: str = ""
    most: float | None = None
    at_most: float | None = None
    unit: str = "ms"
    more: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours as a multiple of the floor."""
        return self.ours / self.floor if self.floor else None

    @property
    def reached(self) -> bool | None:
        """Whether the goal is met here; None where there is none, or no peer to meet it by."""
        if self.most is not None:
            return None if self.ratio is None else self._fits(self.ratio, self.most)
        return None if self.at_most is None else self._fits(self.ours, self.at_most)

    def _fits(self, value: float, goal: float) -> bool:
        return value >= goal if self.unit in RATES else value <= goal


def middle(times: Sequence[float]) -> float:
    """The median."""
    return statistics.median(times)


def share(times: Sequence[float], part: float) -> float:
    """The time that `part` of all stay under."""
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]


def shown_seconds(seconds: float) -> str:
    """A duration as people say it."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}분 {rest}초" if minutes else f"{seconds:.1f}초"
