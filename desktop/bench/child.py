"""Runs a program of `desktop.bench.programs` and takes what it measured."""

import json
import os
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 900
"""Seconds after which a program is taken to hang."""


@cache
def _compiled() -> str:
    return mkdtemp(prefix="naeil-pyc-")


def asked(program: str, *arguments: str) -> Any:
    """What the program printed last, as JSON.

    It finds its files compiled, as every start but the first does at a desk, also where
    the environment forbids writing compiled files beside the sources.
    """
    answer = subprocess.run(
        [*python(program), *arguments],
        check=True,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        cwd=ROOT,
        env=_environment(),
        timeout=LONGEST,
    )
    return json.loads(answer.stdout.strip().splitlines()[-1])


def python(program: str) -> list[str]:
    """How a program of `desktop.bench.programs` is started."""
    return [sys.executable, "-m", f"desktop.bench.programs.{program}"]


def first_word(*call: str) -> float:
    """Seconds from the start of a process to the first line it prints."""
    begun = time.perf_counter()
    with subprocess.Popen(call, stdout=subprocess.PIPE, cwd=ROOT, env=_environment()) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        took = time.perf_counter() - begun
        process.communicate(timeout=LONGEST)
    if not said or process.returncode:
        raise subprocess.CalledProcessError(process.returncode, call)
    return took


def _environment() -> dict[str, str]:
    found = {
        **os.environ,
        "PYTHONPYCACHEPREFIX": _compiled(),
        "PYTHONUTF8": "1",
        "QT_QPA_PLATFORM": "offscreen",
    }
    found.pop("PYTHONDONTWRITEBYTECODE", None)
    return found
