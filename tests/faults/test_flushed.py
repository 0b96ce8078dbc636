"""What was answered lies on the disk: seen in the calls the program makes to the system.

A killed program says nothing about a power cut, because the system's own memory outlives
it; only the order of the calls does.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.domain.clock import FixedClock
from tests.faults.flushing import ACTS
from tests.faults.office import furnish
from tests.faults.storm import NOW

ROOT = Path(__file__).parents[2]
WATCHED = "write,pwrite64,writev,pwritev,fsync,fdatasync,rename,renameat,renameat2"
CALL = re.compile(r"^\d+ +(?P<name>\w+)\((?P<rest>.*)$")
WRITES = {"write", "pwrite64", "writev", "pwritev"}
FLUSHES = {"fsync", "fdatasync"}

pytestmark = pytest.mark.traces


@dataclass(frozen=True, slots=True)
class Call:
    """One call to the system: what was asked, and of which file."""

    name: str
    file: str
    rest: str


def traced(folder: Path, *more: str) -> list[Call]:
    """The calls of a desk at work, oldest first."""
    way = furnish(folder, FixedClock(NOW))
    way.write(folder.with_name("way.json"))
    trace = folder.with_name("trace")
    # -y names the file behind each handle; -f also looks at the threads.
    command = ["strace", "-f", "-y", "-s", "48", "-e", f"trace={WATCHED}", "-o", str(trace)]
    desk = [sys.executable, "-m", "tests.faults.flushing", str(folder)]
    subprocess.run(
        [*command, *desk, str(folder.with_name("way.json")), *more],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        check=True,
    )
    return list(_calls(trace.read_text("utf-8", errors="replace")))


def _calls(trace: str) -> Iterator[Call]:
    for line in trace.splitlines():
        found = CALL.match(line)
        if found is not None:
            inside = re.match(r"\d+<([^>]*)>", found["rest"])
            yield Call(found["name"], Path(inside[1]).name if inside else "", found["rest"])


def acts(calls: list[Call]) -> Iterator[tuple[str, list[Call]]]:
    """What was called between the beginning of each act and its answer."""
    kind, within = "", list[Call]()
    for call in calls:
        told = re.match(r'1<[^>]*>, "([+=]) ?(\w*)', call.rest) if call.name == "write" else None
        if told is None:
            within.append(call)
        elif told[1] == "+":
            kind, within = told[2], []
        else:
            yield kind, within


def is_flushed(within: list[Call], name: str) -> bool:
    """Whether the last that was written to a file was brought onto the disk."""
    last = ""
    for call in within:
        if call.file == name:
            last = call.name
    return last in FLUSHES


def unflushed(calls: list[Call]) -> list[str]:
    """The acts that were answered while their rows were still on their way."""
    return [
        kind
        for kind, within in acts(calls)
        if kind not in ("password", "look") and not is_flushed(within, "naeil.db-wal")
    ]


def test_an_act_is_answered_when_its_rows_lie_on_the_disk(tmp_path: Path) -> None:
    careless = traced(tmp_path / "careless" / "data", "careless")
    assert len(unflushed(careless)) == ACTS, "where nothing is flushed, the look on it must say so"

    calls = traced(tmp_path / "data")
    done = [kind for kind, _ in acts(calls)]
    print(f"\n{ACTS} acts traced, answered before their flush: 0 (careless: {ACTS})")
    assert len(done) == ACTS + 2
    assert unflushed(calls) == []

    # Key file and settings: beside, flushed, put in place, the folder flushed.
    for kind, name in (("password", "keys.json"), ("look", "look.json")):
        (within,) = (within for one, within in acts(calls) if one == kind)
        steps = [
            (call.name, call.file or "rename")
            for call in within
            if name in call.rest or (call.name == "fsync" and call.file == "data")
        ]
        order = [
            "write" if step in WRITES else "flush" if step in FLUSHES else step for step, _ in steps
        ]
        assert order == ["write", "flush", "rename", "flush"], (kind, steps)
        assert steps[-1][1] == "data"
