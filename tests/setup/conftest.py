"""start.py as a module, standing in a folder of its own so that no test touches the real .venv."""

import importlib.util
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A fresh start.py whose ROOT is `한글 폴더/project`; it says what it says to stdout."""
    spec = importlib.util.spec_from_file_location("start_under_test", ROOT / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # NamedTuple looks its module up while the class is made.
    monkeypatch.setitem(sys.modules, spec.name, module)
    spec.loader.exec_module(module)
    root = tmp_path / "한글 폴더" / "project"
    (root / "tests").mkdir(parents=True)
    for name in ("requirements.lock", "pyproject.toml"):
        (root / name).write_text(name, encoding="utf-8")
    (root / "tests" / "skips.txt").write_text("", encoding="utf-8")
    bin_folder = root / ".venv" / "bin"
    for name, value in {
        "ROOT": root,
        "VENV": root / ".venv",
        "BIN": bin_folder,
        "PYTHON": str(bin_folder / "python"),
        "STAMP": root / ".venv" / "made-from.txt",
        "CI": False,
    }.items():
        monkeypatch.setattr(module, name, value)
    monkeypatch.setattr(module, "missing_libraries", list)
    return module


@pytest.fixture
def fake_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], Path]:
    """Puts shell scripts of a given name alone on PATH; each writes its words to calls.txt."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def make(name: str, script: str) -> Path:
        path = folder / name
        calls = tmp_path / "calls.txt"
        said = f'#!/bin/sh\necho "{name} $*" >> "{calls}"\n{script}\n'
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(said, encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return path

    return make


@pytest.fixture
def calls(tmp_path: Path) -> Callable[[], list[str]]:
    """What the faked programs were asked, in order."""

    def read() -> list[str]:
        path = tmp_path / "calls.txt"
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []

    return read
