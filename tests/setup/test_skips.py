"""A test that silently does not run is a failure where CI=true."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ROOT

SKIPPING = """
import pytest

def test_of_a_printer():
    pytest.skip("no printer")
"""


@pytest.mark.parametrize(
    ("ci", "excuse", "code"),
    [
        ("false", "", 0),
        ("true", "", 1),
        ("true", "test tests/test_it.py::test_of_a_printer: the office has none\n", 0),
    ],
)
def test_a_skip_needs_its_reason_in_the_list(
    tmp_path: Path, ci: str, excuse: str, code: int
) -> None:
    folder = tmp_path / "tests"
    folder.mkdir()
    shutil.copy(ROOT / "tests" / "conftest.py", folder)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (folder / "skips.txt").write_text(excuse, encoding="utf-8")
    (folder / "test_it.py").write_text(SKIPPING, encoding="utf-8")
    env = {**os.environ, "CI": ci, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "tests"]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, check=False)
    assert done.returncode == code, done.stdout.decode()
