"""What a fresh clone holds: a lock that works everywhere, texts that survive every system."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from .conftest import ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def locked() -> list[Requirement]:
    """The pinned packages of the lock, with the systems each is for."""
    lines = [line for line in LOCK.splitlines() if line and not line.startswith((" ", "#"))]
    return [Requirement(line.removesuffix(" \\")) for line in lines]


def ours() -> list[Path]:
    """The Python files of the project itself."""
    return [ROOT / "start.py", *sorted((ROOT / "desktop").rglob("*.py"))]


# ---- The lock


def test_the_lock_names_no_address() -> None:
    assert not re.search(r"https?:|file:|--index|--find-links|[\w-]+ @ ", LOCK)


def test_every_package_of_the_lock_is_pinned_with_hashes() -> None:
    blocks = re.split(r"\n(?=\S)", LOCK.strip())
    assert all(" \\\n    --hash=sha256:" in block for block in blocks)
    assert all(str(requirement.specifier).startswith("==") for requirement in locked())


def test_the_lock_holds_whatever_the_project_asks_for() -> None:
    asked = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    asked += PROJECT["build-system"]["requires"]
    pins: dict[str, list[Requirement]] = {}
    for requirement in locked():
        pins.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    for text in asked:
        wanted = Requirement(text)
        for pin in pins[canonicalize_name(wanted.name)]:
            version = str(pin.specifier).removeprefix("==")
            assert wanted.specifier.contains(version), (text, version)


MINORS = [11, 12, 13, 14] if os.environ.get("NAEIL_LONG") else [11, 14]
"""The oldest and the newest; each asks for every part of the lock again, twenty seconds."""


@pytest.mark.slow
@pytest.mark.parametrize("minor", MINORS)
def test_every_part_comes_ready_made_for_windows(minor: int, tmp_path: Path) -> None:
    windows = {
        "sys_platform": "win32",
        "platform_system": "Windows",
        "os_name": "nt",
        "platform_machine": "AMD64",
        "python_version": f"3.{minor}",
        "python_full_version": f"3.{minor}.0",
    }
    blocks = re.split(r"\n(?=\S)", LOCK.strip())
    wanted = []
    for block in blocks:
        first, hashes = block.split(" \\\n", 1)
        requirement = Requirement(first)
        if requirement.marker is None or requirement.marker.evaluate(windows):
            wanted.append(f"{requirement.name}{requirement.specifier} \\\n{hashes}")
    lock = tmp_path / "windows.lock"
    lock.write_text("\n".join(wanted) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--dry-run"]
    command += ["--platform", "win_amd64", "--python-version", f"3.{minor}", "--implementation"]
    command += ["cp", "--only-binary", ":all:", "--no-deps", "--require-hashes", "--quiet"]
    command += [
        "--ignore-requires-python"
    ]  # pip asks the Python it runs on; the markers have decided
    command += ["--target", str(tmp_path / "nowhere"), "-r", str(lock)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr


def test_a_python_outside_the_bounds_is_refused() -> None:
    bounds = Requirement(f"x{PROJECT['project']['requires-python']}").specifier
    fitting = [minor for minor in range(6, 20) if bounds.contains(f"3.{minor}.2")]
    assert fitting == [11, 12, 13, 14]


# ---- The two commands


def test_ci_calls_exactly_the_command_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    commands = [line for line in script.splitlines() if line and not line.startswith("#")]
    assert commands == ['cd "$(dirname "$0")/.." && exec python3 start.py test']
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "python3 start.py test" in readme
    assert "py start.py" in readme


def test_the_console_command_is_the_program() -> None:
    assert PROJECT["project"]["scripts"] == {"naeil-desk": "desktop.__main__:main"}


# ---- Every system


def test_lines_end_alike_on_every_system() -> None:
    assert "* text=auto eol=lf" in (ROOT / ".gitattributes").read_text(encoding="utf-8")
    assert not any(b"\r" in path.read_bytes() for path in ours())


@pytest.mark.parametrize("file", ours(), ids=lambda file: file.relative_to(ROOT).as_posix())
def test_dates_are_written_without_the_systems_help(file: Path) -> None:
    """`%-d` is unknown on Windows, and Hangul in strftime dies there in some locales."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        called = getattr(node.func, "attr", "") if isinstance(node, ast.Call) else ""
        text = ast.unparse(node) if called == "strftime" else ""
        assert "%-" not in text
        assert text.isascii()
        is_format = isinstance(node, ast.FormattedValue) and node.format_spec is not None
        assert not (is_format and re.search(r"%-[dmHMIy]", ast.unparse(node)))
