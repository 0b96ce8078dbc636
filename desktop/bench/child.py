"""Runs a program of `desktop.bench.programs` and takes what it measured."""

import json
import os
import subprocess
import sys
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
    environment = {
        **os.environ,
        "PYTHONPYCACHEPREFIX": _compiled(),
        "PYTHONUTF8": "1",
        "QT_QPA_PLATFORM": "offscreen",
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    answer = subprocess.run(
        [sys.executable, "-m", f"desktop.bench.programs.{program}", *arguments],
        check=True,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        cwd=ROOT,
        env=environment,
        timeout=LONGEST,
    )
    return json.loads(answer.stdout.strip().splitlines()[-1])
