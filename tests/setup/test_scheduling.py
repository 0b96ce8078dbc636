"""A test that takes its worker down is one failed test: it is named, and the others run."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from .conftest import ROOT

FALLING = """
import os
import pytest

@pytest.mark.parametrize("number", range(12))
def test_of_many(number):
    if number in (2, 5):
        os._exit(7)
"""


def test_the_work_of_a_worker_that_died_is_done_by_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "tests"
    folder.mkdir()
    for name in ("__init__.py", "conftest.py", "scheduling.py", "skips.txt"):
        shutil.copy(ROOT / "tests" / name, folder)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (folder / "test_falling.py").write_text(FALLING, encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "pytest", "-n", "2", "-p", "no:cacheprovider", "tests"]
    done = subprocess.run(
        command, cwd=tmp_path, env=env, capture_output=True, check=False, timeout=120
    )
    told = done.stdout.decode()
    assert done.returncode == 1, told
    fallen = re.findall(r"crashed while running '\S+test_of_many\[(\d+)\]'", told)
    assert set(fallen) == {"2", "5"}, told
    assert "2 failed, 10 passed" in told
