"""One line of the table: what, ours, its floor or peer by name, the ratio, the goal."""

import statistics
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """Times in seconds; `most` bounds the ratio to the floor, `at_most` the figure itself.

    `unit` is "ms", "MB", "KB" or "/s" (then `ours` is a rate and the goal a least one).
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
        """Whether the goal is met here; None where there is none."""
        if self.most is not None and self.ratio is not None:
            return self.ratio <= self.most
        if self.at_most is None:
            return None
        return self.ours >= self.at_most if self.unit == "/s" else self.ours <= self.at_most


def middle(times: Sequence[float]) -> float:
    """The median."""
    return statistics.median(times)


def share(times: Sequence[float], part: float) -> float:
    """The time that `part` of all stay under."""
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]


_WIDE = (38, 12, 34, 8, 12, 6)
_NAMES = ("무엇", "이 프로그램", "견줄 것", "비율", "목표", "")


def line(figure: Figure) -> str:
    """As it stands in the table."""
    floor = f"{figure.beside} {_shown(figure.floor, figure.unit)}" if figure.floor else ""
    ratio = f"{figure.ratio:.2f}배" if figure.ratio is not None else ""
    goal = ""
    if figure.most is not None:
        goal = f"≤ {figure.most:g}배"
    elif figure.at_most is not None:
        sign = "≥" if figure.unit == "/s" else "≤"
        goal = f"{sign} {_shown(figure.at_most, figure.unit)}"
    word = {True: "닿음", False: "못 미침", None: ""}[figure.reached]
    cells = (figure.what, _shown(figure.ours, figure.unit), floor, ratio, goal, word)
    return (_row(cells) + (f"  {figure.more}" if figure.more else "")).rstrip()


def _shown(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    if unit == "ms":
        return f"{value * 1000:.1f} ms"
    return f"{value:,.0f}{unit}" if unit == "/s" else f"{value:.1f} {unit}"


def _row(cells: Sequence[str]) -> str:
    return " ".join(_filled(cell, wide) for cell, wide in zip(cells, _WIDE, strict=True))


def _filled(cell: str, wide: int) -> str:
    # A syllable takes two columns of a terminal.
    used = sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in cell)
    return cell + " " * max(0, wide - used)


HEAD = _row(_NAMES).rstrip()
