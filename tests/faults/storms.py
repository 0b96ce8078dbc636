"""Storms begun from outside, and ended by kill -9 at a chosen moment."""

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from tests.faults.reckoning import BESIDE
from tests.faults.storm import STORM

ROOT = Path(__file__).parents[2]


def begins(kind: str) -> str:
    """How a line starts that says an act of this kind begins."""
    return f"+ {kind} "


def answered(kind: str) -> str:
    """How a line starts that says one was answered."""
    return f'= {{"kind": "{kind}"'


@dataclass(frozen=True, slots=True)
class Moment:
    """When a storm is killed: some time after it has said so many lines, `until` among them."""

    lines: int
    seconds: float
    until: str = ""


ITSELF = Moment(0, 0, ".")
"""It kills itself at the step it was told."""


class Storms:
    """Begins storms and ends them."""

    def __init__(self, folder: Path, way: Path) -> None:
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.storm", str(folder), str(way)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
        )
        self.took = dict.fromkeys(BESIDE, 0.0)
        """Seconds of the last backup and the last change of the key that were answered."""

    def killed(self, moment: Moment, number: int, word: str = STORM, step: int = 0) -> list[str]:
        """What a storm said until it was killed."""
        assert self._program.stdin is not None
        self._program.stdin.write(f"{word} {number} {step}\n")
        self._program.stdin.flush()
        process = int(self._said())
        said, clock = list[str](), dict[str, float]()
        waited = not moment.until
        while len(said) < moment.lines or not waited:
            said.append(self._said())
            waited |= said[-1].startswith(moment.until)
            self._time(said[-1], clock)
        if moment is not ITSELF:
            # What it says is read on meanwhile: before a full pipe it would wait.
            end = threading.Timer(moment.seconds, os.kill, [process, signal.SIGKILL])
            end.start()
            while not (line := self._said()).startswith("."):
                said.append(line)
            end.join()
            said.append(line)
        assert said.pop() == f". {signal.SIGKILL.value}\n", "it ended before it was killed"
        return said

    def _time(self, line: str, clock: dict[str, float]) -> None:
        for kind in BESIDE:
            if line.startswith(begins(kind)):
                clock[kind] = time.monotonic()
            elif line.startswith(answered(kind)):
                self.took[kind] = time.monotonic() - clock[kind]

    def _said(self) -> str:
        assert self._program.stdout is not None
        line = self._program.stdout.readline()
        assert line, "the storms have ended"
        return line

    def end(self) -> None:
        self._program.kill()
        self._program.communicate()
