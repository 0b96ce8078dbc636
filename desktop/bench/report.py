"""The run as a file for machines: every figure, every growth, and where it was measured."""

import json
import os
import platform
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop import VERSION
from desktop.bench import table
from desktop.bench.claims import Growth
from desktop.bench.figure import Figure
from desktop.store.file import HEAD


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything one run found; `seconds` without the making of stores."""

    at: datetime
    sizes: tuple[int, ...]
    quick: bool
    sections: tuple[tuple[str, tuple[Figure, ...]], ...]
    growths: tuple[Growth, ...]
    seconds: float
    made_in: float

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All of them in the order of the table."""
        return tuple(figure for _, figures in self.sections for figure in figures)

    @property
    def missed(self) -> tuple[str, ...]:
        """What does not reach its goal, and what grows faster than claimed."""
        figures = [one.what for one in self.figures if one.reached is False]
        return (*figures, *(one.what for one in self.growths if one.holds is False))


def write(measured: Measured, file: Path) -> None:
    """Write it as JSON."""
    told = {
        "at": measured.at.isoformat(),
        "program": VERSION,
        "schema": HEAD,
        "machine": machine(),
        "quick": measured.quick,
        "sizes": measured.sizes,
        "seconds": round(measured.seconds, 1),
        "stores_made_in": round(measured.made_in, 1),
        "figures": [
            {"section": title, **_figure(one)} for title, some in measured.sections for one in some
        ],
        "growth": [_growth(one) for one in measured.growths],
        "missed": measured.missed,
    }
    file.write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")


def machine() -> str:
    """Where it was measured, in one line."""
    place = f"{platform.system()} {platform.machine()}, {os.cpu_count() or 1}코어"
    return f"{place}, Python {platform.python_version()}"


def _figure(one: Figure) -> dict[str, Any]:
    return {
        "what": one.what,
        "ours": one.ours,
        "unit": one.unit,
        "floor": one.floor,
        "beside": one.beside,
        "ratio": one.ratio,
        "goal": table.goal(one),
        "reached": one.reached,
        "more": one.more,
    }


def _growth(one: Growth) -> dict[str, Any]:
    return {
        "what": one.what,
        "claim": one.claim.value,
        "unit": one.unit,
        "costs": {str(size): cost for size, cost in one.costs.items()},
        "slope": one.slope,
        "holds": one.holds,
        "more": one.more,
    }
