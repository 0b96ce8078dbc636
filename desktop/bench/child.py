"""Programs of their own process, for what can be measured only once in each."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

_CACHE = tempfile.mkdtemp(prefix="naeil-pyc-")


def asked(program: str, *arguments: str) -> Any:
    """What the program printed last, as JSON.

    It finds its files compiled, as every start but the first does at a desk, also where
    the environment forbids writing compiled files beside the sources.
    """
    environment = {
        **os.environ,
        "PYTHONPYCACHEPREFIX": _CACHE,
        "PYTHONUTF8": "1",
        "QT_QPA_PLATFORM": "offscreen",
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    answer = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        check=True,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        cwd=Path(__file__).resolve().parents[2],
        env=environment,
    )
    return json.loads(answer.stdout.strip().splitlines()[-1])
