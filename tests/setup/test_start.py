"""The first command on a fresh PC: a Python, the libraries, .venv, kind words when it cannot."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from .conftest import ROOT

Fake = Callable[[str, str], Path]
Calls = Callable[[], list[str]]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="plays a Linux shell")


def old_interpreter(start: ModuleType, monkeypatch: pytest.MonkeyPatch, fake: Fake) -> None:
    """start.py runs on a Python that is too old."""
    monkeypatch.setattr(start.sys, "executable", str(fake("old-python", "echo 3 10")))


# ---- A Python that fits


def test_a_fitting_interpreter_stays(start: ModuleType) -> None:
    assert start.fitting_python() == [sys.executable]


def test_the_newest_fitting_one_is_taken(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, fake_program: Fake
) -> None:
    old_interpreter(start, monkeypatch, fake_program)
    fake_program("python3", "echo 3 10")
    fake_program("python3.12", "echo 3 12")
    fake_program("python3.14", "exit 127")  # a shim without the version behind it
    assert start.fitting_python() == ["python3.12"]


def test_windows_asks_its_launcher_from_new_to_old(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, fake_program: Fake, calls: Calls
) -> None:
    windows = SimpleNamespace(platform="win32", executable="old-python")
    monkeypatch.setattr(start, "sys", windows)
    fake_program("py", '[ "$1" = "-3.13" ] && echo 3 13 || exit 103')
    assert start.fitting_python() == ["py", "-3.13"]
    assert [call.split()[1] for call in calls() if call.startswith("py ")] == ["-3.14", "-3.13"]


@pytest.mark.parametrize("version", ["2 7", "3 10", "3 15", ""])  # '' is what 32 bits answer
def test_nothing_fits_is_said_in_one_korean_sentence(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, fake_program: Fake, version: str
) -> None:
    old_interpreter(start, monkeypatch, fake_program)
    fake_program("python3", f"echo {version}")
    with pytest.raises(SystemExit) as stopped:
        start.fitting_python()
    said = str(stopped.value)
    assert "파이썬 3.11~3.14" in said
    assert "설치" in said
    assert said.count(".\n") == 0
    assert said.endswith("십시오.")


def test_the_bounds_are_those_of_the_project(start: ModuleType) -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'requires-python = ">=3.{start.OLDEST[1]},<3.{start.NEWEST[1] + 1}"' in project


# ---- What the system lacks


def test_root_installs_and_says_what_and_why(
    start: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    fake_program: Fake,
    calls: Calls,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(start.os, "geteuid", lambda: 0)
    fake_program("apt-get", "")
    fake_program("env", 'shift; exec "$@"')
    assert start.install(["libegl1"], "화면에 필요합니다.")
    said = capsys.readouterr().out
    assert "화면에 필요합니다." in said
    assert "libegl1" in said
    assert calls()[-1] == "apt-get install -y --no-install-recommends libegl1"


def test_without_the_right_to_install_the_exact_line_is_shown(
    start: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    fake_program: Fake,
    calls: Calls,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(start.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(start, "missing_libraries", lambda: ["libegl1", "libgl1"])
    fake_program("apt-get", "")
    with pytest.raises(SystemExit):
        start.make_ready()
    said = capsys.readouterr().out
    assert "    sudo apt-get install -y --no-install-recommends libegl1 libgl1" in said
    assert calls() == []


def test_sudo_never_waits_for_a_password_nobody_types(
    start: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    fake_program: Fake,
    calls: Calls,
) -> None:
    monkeypatch.setattr(start.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(start, "CI", True)
    fake_program("apt-get", "")
    fake_program("sudo", "exit 1")
    assert not start.install(["libegl1"], "")
    assert all(call.startswith("sudo -n ") for call in calls())


def test_a_missing_venv_is_named_for_this_python(
    start: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    fake_program: Fake,
    capsys: pytest.CaptureFixture[str],
) -> None:
    python = fake_program("python3.12", 'case "$2" in *ensurepip*) exit 1;; *) echo 3 12;; esac')
    monkeypatch.setattr(start.os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit):
        start.make_environment([str(python)])
    assert "python3.12-venv" in capsys.readouterr().out


@pytest.mark.skipif(not shutil.which("objdump"), reason="reads ELF files")
def test_the_table_of_libraries_is_that_of_the_wheel(start: ModuleType) -> None:
    import PySide6

    folder = Path(PySide6.__file__).parent
    names = ["QtCore", "QtGui", "QtWidgets", "QtPrintSupport", "QtNetwork", "QtSvg"]
    files = [folder / f"{name}.abi3.so" for name in names]
    files += [
        folder / "Qt" / "lib" / f"libQt6{name[2:]}.so.6" for name in [*names, "QtDBus", "QtXcbQpa"]
    ]
    plugins = folder / "Qt" / "plugins"
    files += [plugins / "platforms" / f"libq{name}.so" for name in ("xcb", "offscreen")]
    for name in ("xcbglintegrations/*", "printsupport/*", "platforminputcontexts/libi*"):
        files += plugins.glob(name)
    command = ["objdump", "-p", *map(str, files)]
    shown = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    needed = {line.split()[-1] for line in shown.splitlines() if "NEEDED" in line}
    shipped = {path.name for path in folder.parent.rglob("*.so*")}
    of_every_linux = {
        *("ld-linux-x86-64.so.2", "libc.so.6", "libm.so.6", "libresolv.so.2"),
        *("libgcc_s.so.1", "libstdc++.so.6", "libdl.so.2", "libpthread.so.0"),
    }
    # These two come in one package with a library of the table.
    together = {"libbrotlicommon.so.1", "libgthread-2.0.so.0"}
    table = {pair.split(":")[0] for pair in start.QT_LIBRARIES.split()}
    assert needed - shipped - of_every_linux - together == table


# ---- The folder .venv


def ready(start: ModuleType, fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    """The .venv of a first run: its python answers and pip does nothing."""
    python = fake("venv-python", 'case "$1" in -c) echo 3 12;; esac')
    monkeypatch.setattr(start, "PYTHON", str(python))
    start.VENV.mkdir()


def test_installs_once_then_only_when_the_lock_changed(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, fake_program: Fake, calls: Calls
) -> None:
    ready(start, fake_program, monkeypatch)

    def installs() -> list[str]:
        return [call for call in calls() if "--require-hashes" in call]

    start.make_ready()
    start.make_ready()
    assert len(installs()) == 1
    assert "--only-binary :all: -r requirements.lock" in installs()[0]
    (start.ROOT / "requirements.lock").write_text("newer", encoding="utf-8")
    start.make_ready()
    assert len(installs()) == 2


def test_a_broken_download_is_tried_again(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, fake_program: Fake
) -> None:
    ready(start, fake_program, monkeypatch)
    fake_program("venv-python", 'case "$*" in -c*) echo 3 12;; *hashes*) exit 1;; esac')
    with pytest.raises(SystemExit, match="준비를 마치지 못했습니다"):
        start.make_ready()
    assert not start.STAMP.exists()


def test_a_second_run_adds_less_than_two_seconds(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "PYTHON", sys.executable)
    monkeypatch.setattr(start, "must", lambda command: None)
    start.VENV.mkdir()
    start.make_ready()
    began = time.monotonic()
    start.make_ready()
    assert time.monotonic() - began < 2


# ---- Without a screen


def test_without_a_screen_the_day_is_shown_as_pictures(
    start: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    fake_program: Fake,
    capsys: pytest.CaptureFixture[str],
) -> None:
    ready(start, fake_program, monkeypatch)
    (start.ROOT / "tour" / "paper").mkdir(parents=True)
    made = start.ROOT / "tour"
    fake_program("venv-python", f'echo x > "{made}/01.png"; echo x > "{made}/paper/slip.pdf"')
    monkeypatch.setattr(start.sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert start.counter(["--demo"]) == 0
    said = capsys.readouterr().out
    assert "화면이 없어" in said
    assert "그림 1개: 01.png" in said
    assert "서류 1개: paper/slip.pdf" in said


# ---- The closing table


def stage(start: ModuleType, name: str, code: str, *packages: str) -> Any:
    return start.Stage(name, [[sys.executable, "-c", code]], packages)


def test_the_table_and_pytests_own_line_close(
    start: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    line = "===== 3 passed in 1.20s ====="
    todo = [stage(start, "tests", f"print('{line}'); print('more')"), stage(start, "tour", "")]
    assert start.run(todo) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[-1] == line
    assert any(row.endswith("통과") and " tour " in row for row in said)


def test_a_failed_stage_fails_and_the_rest_still_runs(
    start: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    failing = "print('== 1 failed in 1.00s =='); raise SystemExit(1)"
    todo = [
        stage(start, "tests", "print('== 3 passed in 1.00s ==')"),
        stage(start, "print queue", failing),
        stage(start, "tour", "print('뷁 ⇧')"),
    ]
    assert start.run(todo) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[-1] == "== 1 failed in 1.00s =="
    assert "뷁 ⇧" in said


def test_two_stages_run_side_by_side_and_each_is_told_in_its_place(
    start: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    meeting = (
        "import pathlib, time; here, there = map(pathlib.Path, {});"
        "here.touch(); end = time.monotonic() + 60\n"
        "while not there.exists() and time.monotonic() < end: time.sleep(0.01)\n"
        "print('met' if there.exists() else 'alone')"
    )
    one, other = str(tmp_path / "하나"), str(tmp_path / "둘")
    todo = [
        stage(start, "tour", meeting.format((one, other))),
        stage(start, "system calls", "print('calls')"),
        stage(start, "frozen program", meeting.format((other, one)))._replace(beside="tour"),
    ]
    assert start.run(todo) == 0
    said = [line for line in capsys.readouterr().out.splitlines() if line]
    wanted = ["=== tour", "met", "=== system calls", "calls", "=== frozen program", "met"]
    assert said[: len(wanted)] == wanted


def test_what_failed_beside_another_fails_the_whole(
    start: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    todo = [
        stage(start, "tour", ""),
        stage(start, "frozen program", "raise SystemExit(3)")._replace(beside="tour"),
    ]
    assert start.run(todo) == 1
    rows = [row for row in capsys.readouterr().out.splitlines() if "초  " in row]
    assert [row.split()[-1] for row in rows] == ["통과", "통과", "실패"]


@pytest.mark.parametrize(("ci", "excuse", "code"), [
    (False, "", 0), (True, "", 1), (True, "stage print queue: no cups here\n", 0),
])  # fmt: skip
def test_a_skipped_stage_is_named_and_fails_in_ci(
    start: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    ci: bool,
    excuse: str,
    code: int,
) -> None:
    monkeypatch.setattr(start, "CI", ci)
    monkeypatch.setattr(start, "agreed", lambda why: False)
    monkeypatch.setattr(start, "install", lambda packages, why: False)
    (start.ROOT / "tests" / "skips.txt").write_text(excuse, encoding="utf-8")
    monkeypatch.setattr(start, "missing_packages", list)
    assert start.run([stage(start, "print queue", "", "cups")]) == code
    assert "건너뜀: 패키지 없음 (cups)" in capsys.readouterr().out


def test_nobody_there_is_a_no(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(question: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", nobody)
    assert not start.agreed("?")


# ---- The file itself


def test_it_is_short_and_stands_on_the_standard_library() -> None:
    text = (ROOT / "start.py").read_text(encoding="utf-8")
    assert len(text.splitlines()) < 350
    words = [line.split()[1] for line in text.splitlines() if line.startswith(("import ", "from "))]
    assert {word.split(".")[0] for word in words} <= set(sys.stdlib_module_names)


def test_it_speaks_on_a_cp949_console() -> None:
    env = {**os.environ, "PYTHONIOENCODING": "cp949"}
    command = [sys.executable, str(ROOT / "start.py"), "--help"]
    done = subprocess.run(command, env=env, capture_output=True, check=True)
    assert "창구를 엽니다" in done.stdout.decode("cp949")
    # Whatever it may ever say is in that character set, so nothing turns into question marks.
    (ROOT / "start.py").read_text(encoding="utf-8").replace("⇧", "").encode("cp949")
