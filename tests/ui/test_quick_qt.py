"""What PySide6 carries as text is compiled at the first start alone, and means the same."""

import builtins
import json
import os
import subprocess
import sys
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from typing import Any

import pytest

from desktop import quick_qt

ROOT = Path(__file__).parents[2]
BEGIN = """
import builtins, inspect, json, sys
own = builtins.compile
from desktop import quick_qt
anew = quick_qt.bring() if sys.argv[1] == "quick" else 0
assert builtins.compile is own
from PySide6.QtCore import QDate, QRect
"""
MEANING = """
from PySide6.support.signature import get_signature
wrong = ""
try:
    QRect("a", object())
except TypeError as error:
    wrong = str(error)
print(json.dumps({
    "anew": anew,
    "signature": str(get_signature(QDate.addDays)),
    "doc": QDate.addDays.__doc__,
    "wrong": wrong,
}))
"""
STUBS = """
from PySide6.support.signature.lib import pyi_generator
lazy = "Formatter" not in vars(pyi_generator)
print(json.dumps({
    "anew": anew,
    "lazy": lazy,
    "nothing": hasattr(pyi_generator, "no_such_name"),
    "path": hasattr(pyi_generator, "__path__"),
    "writer": inspect.isclass(pyi_generator.Formatter),
    "same": pyi_generator.Formatter is pyi_generator.Formatter,
}))
"""


def start(kept: Path, program: str = MEANING, how: str = "quick", **environment: str) -> Any:
    """A process that brings PySide6 in, its compiled files under `kept`."""
    found = {**os.environ, "PYTHONUTF8": "1", "PYTHONPYCACHEPREFIX": str(kept)}
    found.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + program, how],
        check=True,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        cwd=ROOT,
        env=found | environment,
    )
    return json.loads(done.stdout)


def files(kept: Path) -> list[Path]:
    """What is kept of shiboken6's, half files too."""
    return sorted(kept.rglob("*.shiboken6*"))


def test_a_second_start_compiles_nothing(tmp_path: Path) -> None:
    first, second = start(tmp_path), start(tmp_path)
    assert first["anew"] > 10
    assert second["anew"] == 0
    assert len(files(tmp_path)) == 1


def test_it_means_what_it_means_without(tmp_path: Path) -> None:
    plain = start(tmp_path, how="plain")
    start(tmp_path)
    assert start(tmp_path) == plain
    assert plain["wrong"]
    assert "int" in plain["signature"]


@pytest.mark.parametrize("how", ["quick", "plain"])
def test_the_writer_of_stubs_is_there_for_whoever_asks(tmp_path: Path, how: str) -> None:
    start(tmp_path)
    answer = start(tmp_path, STUBS, how)
    assert answer.pop("anew") == 0
    assert answer.pop("lazy") == (how == "quick")
    assert answer == {"nothing": False, "path": False, "writer": True, "same": True}


@pytest.mark.parametrize(
    "spoilt",
    [b"", MAGIC_NUMBER, MAGIC_NUMBER + b"\x00", b"another Python", MAGIC_NUMBER + b"i\x01"],
)
def test_a_spoilt_file_is_written_anew(tmp_path: Path, spoilt: bytes) -> None:
    start(tmp_path)
    (file,) = files(tmp_path)
    whole = file.read_bytes()
    for half in (spoilt, whole[: len(whole) // 2]):
        file.write_bytes(half)
        assert start(tmp_path)["anew"] > 10
        assert len(file.read_bytes()) == len(whole)
    assert files(tmp_path) == [file]


def test_another_source_is_compiled_and_the_old_one_goes(tmp_path: Path) -> None:
    start(tmp_path)
    (file,) = files(tmp_path)
    kept = quick_qt.read(file)
    code = next(iter(kept.values()))
    key = next(iter(kept))
    quick_qt.write(
        file, {b"of the last PySide": code, **{k: c for k, c in kept.items() if k != key}}
    )
    assert start(tmp_path)["anew"] == 1
    assert quick_qt.read(file).keys() == kept.keys()


def test_nothing_is_written_where_nothing_may_be(tmp_path: Path) -> None:
    assert start(tmp_path, PYTHONDONTWRITEBYTECODE="1")["anew"] > 10
    assert files(tmp_path) == []
    blocked = tmp_path / "a file"
    blocked.write_bytes(b"")
    assert start(blocked)["anew"] > 10


def test_what_others_compile_goes_straight_to_python() -> None:
    asked: list[tuple[Any, ...]] = []

    def own(*arguments: Any, **named: Any) -> Any:
        asked.append((*arguments, named))
        return builtins.compile(*arguments, **named)

    compiled = quick_qt.Compiled(own, {})
    for source, name, mode in (
        (b"1", "mine.py", "exec"),
        ("1", "shibokensupport/feature.py", "exec"),
        (b"1", "shibokensupport/feature.py", "eval"),
    ):
        compiled.compile(source, name, mode)
        assert asked.pop() == (source, name, mode, {})
    compiled.compile(b"1", "shibokensupport/feature.py", "exec", 0, True, optimize=2)
    assert asked.pop() == (b"1", "shibokensupport/feature.py", "exec", 0, True, {"optimize": 2})
    assert compiled.used == {}
    assert compiled.anew == 0
