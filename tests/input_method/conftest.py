"""A desk with a real Hangul input method: private display, session bus, window manager, ibus."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

PROGRAMS = ("Xvfb", "openbox", "xdotool", "dbus-daemon", "ibus-daemon", "ibus")
ENGINE = Path("/usr/share/ibus/component/hangul.xml")


@dataclass(slots=True)
class KoreanDesktop:
    """Programs started by `launch` are typed into as at a desk, in Latin mode at first."""

    env: dict[str, str]
    home: Path
    running: "list[subprocess.Popen[bytes]]" = field(default_factory=list)

    def launch(self, *command: str, **env: str) -> "subprocess.Popen[bytes]":
        """Start a program on this display; what it prints is read from its `stdout`."""
        both = {**self.env, **env}
        program = subprocess.Popen(command, env=both, stdin=subprocess.DEVNULL, stdout=-1)
        self.running.append(program)
        return program

    def activate(self, title: str, seconds: float = 30) -> str:
        """Wait for the window with this title, give it the keyboard; returns its X id."""
        window = self._tell("xdotool", "search", "--sync", "--onlyvisible", "--name", title)
        window = window.split()[0]
        self._tell("xdotool", "windowactivate", "--sync", window)
        return window

    def press(self, *keys: str) -> None:
        """Press keys by their X names: `Hangul`, `ctrl+s`, `Return`, `F2`."""
        for key in keys:
            self._tell("xdotool", "key", "--clearmodifiers", key)
            time.sleep(0.15)  # ibus answers each key over its bus; a hand is no faster

    def type(self, latin_keys: str) -> None:
        """Strike the keys of the two-set keyboard: `ghdrlfehd` is 홍길동 in Hangul mode."""
        self._tell("xdotool", "type", "--delay", "150", latin_keys)
        time.sleep(0.15)

    def click(self, x: int, y: int) -> None:
        """Click at a place of the display."""
        self._tell("xdotool", "mousemove", str(x), str(y), "click", "1")
        time.sleep(0.15)

    def title(self) -> str:
        """The title of the window that has the keyboard."""
        return self._tell("xdotool", "getactivewindow", "getwindowname").strip()

    def _tell(self, *command: str) -> str:
        done = subprocess.run(
            command, env=self.env, capture_output=True, encoding="utf-8", check=False, timeout=60
        )
        assert done.returncode == 0, (command, done.stderr)
        return done.stdout


def until(true: Callable[[], bool], seconds: float, what: str) -> None:
    """Wait for another process; the only kind of waiting that has no signal."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"{what}: not within {seconds} s"
        time.sleep(0.1)


@pytest.fixture(scope="module")
def korean_desk() -> Iterator[KoreanDesktop]:
    """The display and everything on it but the program.

    One for each module: ibus-hangul remembers its mode from program to program.
    """
    missing = [name for name in PROGRAMS if not shutil.which(name)]
    missing += [] if ENGINE.exists() else ["ibus-hangul"]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    with ExitStack() as desk:
        home = Path(desk.enter_context(tempfile.TemporaryDirectory(prefix="naeil-desk-")))
        log = desk.enter_context((home / "log").open("wb"))
        env = {
            **{name: value for name, value in os.environ.items() if "WAYLAND" not in name},
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_RUNTIME_DIR": str(home / "run"),
            "GSETTINGS_BACKEND": "memory",
            "QT_QPA_PLATFORM": "xcb",
            "QT_IM_MODULE": "ibus",
            "LANG": "C.UTF-8",
        }
        for name in ("config", "cache", "data", "run"):
            (home / name).mkdir(mode=0o700)

        def start(*command: str, tells: int | None = None) -> str:
            """Start a server that lives as long as the desk; its first line if it tells one."""
            process = desk.enter_context(
                subprocess.Popen(
                    command, env=env, stdin=subprocess.DEVNULL, stdout=tells or log, stderr=log
                )
            )
            desk.callback(process.terminate)
            return process.stdout.readline().decode().strip() if process.stdout else ""

        pipe = subprocess.PIPE
        # -r: a busy machine lets go of a key late, and the server would repeat it.
        screen = ("-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset", "-r")
        env["DISPLAY"] = ":" + start("Xvfb", "-displayfd", "1", *screen, tells=pipe)
        bus = ("dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address")
        env["DBUS_SESSION_BUS_ADDRESS"] = start(*bus, tells=pipe)
        start("openbox", "--sm-disable")
        start("ibus-daemon", "--replace", "--xim", "--panel=disable")

        def engine_runs() -> bool:
            command = ["ibus", "engine", "hangul"]
            subprocess.run(command, env=env, capture_output=True, check=False, timeout=30)
            said = subprocess.run(command[:2], env=env, capture_output=True, check=False)
            return said.stdout.strip() == b"hangul"

        until(engine_runs, 30, "ibus-hangul")
        yield KoreanDesktop(env, home)


@pytest.fixture
def korean_desktop(korean_desk: KoreanDesktop) -> Iterator[KoreanDesktop]:
    """The desk with no program on it yet; what a test starts is ended with it."""
    yield korean_desk
    for program in korean_desk.running:
        program.kill()
        program.communicate()
    korean_desk.running.clear()
