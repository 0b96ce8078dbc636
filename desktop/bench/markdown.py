"""The run as tables that a page of text can hold, for the README and whoever asks by mail."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from desktop.bench import table
from desktop.bench.figure import shown_seconds
from desktop.bench.report import Measured, machine


def write(measured: Measured, file: Path) -> None:
    """Write both tables under the line that says when and where."""
    file.write_text("\n".join(lines(measured)) + "\n", "utf-8")


def lines(measured: Measured) -> Iterator[str]:
    """The figures with their verdicts, then what grows."""
    yield f"{measured.at:%Y. %m. %d.} · {machine()} · {shown_seconds(measured.seconds)}"
    yield ""
    yield from _head("무엇", "이 프로그램", "견줄 것", "비율", "목표", "")
    for one in measured.figures:
        floor = one.beside
        if one.floor is not None:
            floor = f"{one.beside} {table.shown(one.floor, one.unit)}"
        yield _row(
            one.what,
            table.shown(one.ours, one.unit),
            floor,
            table.times(one.ratio),
            table.goal(one),
            table.WORDS[one.reached],
        )
    yield ""
    sizes = [f"{size:,}명" for size in measured.sizes]
    yield from _head("하는 일", *sizes, "기울기", "말한 것", "")
    for growth in measured.growths:
        costs = [growth.costs.get(size) for size in measured.sizes]
        slope = growth.slope
        yield _row(
            growth.what,
            *(table.shown(cost, growth.unit) for cost in costs),
            "" if slope is None else f"{slope:+.2f}",
            growth.claim.label,
            table.HOLDS[growth.holds],
        )


def _head(*names: str) -> Iterable[str]:
    return (_row(*names), "|" + "---|" * len(names))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
