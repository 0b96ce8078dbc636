"""The figures as lines of a terminal, where a syllable takes two columns."""

import unicodedata
from collections.abc import Sequence

from desktop.bench.figure import RATES, Figure

WORDS = {True: "닿음", False: "못 미침", None: ""}
HOLDS = {True: "맞음", False: "어긋남", None: ""}
_WIDE = (44, 13, 36, 9, 13, 7)
_NAMES = ("무엇", "이 프로그램", "견줄 것", "비율", "목표", "")


def line(figure: Figure) -> str:
    """As it stands in the table."""
    floor = figure.beside
    if figure.floor is not None:
        floor = f"{figure.beside} {shown(figure.floor, figure.unit)}"
    cells = (
        figure.what,
        shown(figure.ours, figure.unit),
        floor,
        times(figure.ratio),
        goal(figure),
        WORDS[figure.reached],
    )
    told = f"  {figure.more}" if figure.more else ""
    return (row(cells, _WIDE) + told).rstrip()


def goal(figure: Figure) -> str:
    """What is to be reached, in words of the table; empty where nothing is."""
    sign = "≥" if figure.unit in RATES else "≤"
    if figure.most is not None:
        return f"{sign} {times(figure.most)}"
    return f"{sign} {shown(figure.at_most, figure.unit)}" if figure.at_most is not None else ""


def times(ratio: float | None) -> str:
    """A ratio; one far below as the part it is."""
    if ratio is None:
        return ""
    if 0 < ratio < 0.1:
        return f"1/{1 / ratio:,.0f}"
    return f"{ratio:.2f}배" if ratio < 10 else f"{ratio:,.0f}배"


def shown(value: float | None, unit: str) -> str:
    """A value with its unit, as precise as it is worth."""
    if value is None:
        return ""
    if unit == "ms":
        value *= 1000
        return f"{value:.2f} ms" if value < 1 else f"{value:,.1f} ms"
    if unit == "B":
        return f"{value:,.0f} B"
    return f"{value:,.0f}{unit}" if unit in RATES else f"{value:,.1f} {unit}"


def row(cells: Sequence[str], wide: Sequence[int]) -> str:
    """Cells filled up to their columns."""
    return " ".join(_filled(cell, width) for cell, width in zip(cells, wide, strict=True))


def _filled(cell: str, wide: int) -> str:
    used = sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in cell)
    return cell + " " * max(0, wide - used)


HEAD = row(_NAMES, _WIDE).rstrip()
