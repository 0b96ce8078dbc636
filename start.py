#!/usr/bin/env python3
"""내일창구를 준비하고 엽니다 (makes everything ready, then opens the counter).

    python3 start.py                 창구를 엽니다 (opens the counter)
    python3 start.py --demo          지어낸 1년치 자료로 열어 봅니다 (options go to the program)
    python3 start.py tour            하루 일을 그림과 서류로 ./tour 에 남깁니다
    python3 start.py test            모든 검사, CI와 같습니다;  --quick 은 3분 안에
    python3 start.py bench           속도를 잽니다, 결과는 ./bench 에;  --quick 은 10만 명까지만
    python3 start.py build           파이썬 없이 도는 프로그램을 ./dist 에 만듭니다

Standard library only; to be read downwards. Python 3.7 can still read it, so that an old
one can say what to install; it never has to do more than that.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import DEVNULL, PIPE, STDOUT
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if sys.platform == "win32" else "bin")
PYTHON = str(BIN / "python")
STAMP = VENV / "made-from.txt"
OLDEST, NEWEST = (3, 11), (3, 14)
CI = os.environ.get("CI") == "true"
STARTED = time.monotonic()

# What Qt's wheels leave to the system, library:Debian package; tests compare it with the wheel.
QT_LIBRARIES = """
libGL.so.1:libgl1 libEGL.so.1:libegl1 libX11.so.6:libx11-6 libX11-xcb.so.1:libx11-xcb1
libbrotlidec.so.1:libbrotli1 libcups.so.2:libcups2 libdbus-1.so.3:libdbus-1-3
libfontconfig.so.1:libfontconfig1 libfreetype.so.6:libfreetype6 libglib-2.0.so.0:libglib2.0-0
libgssapi_krb5.so.2:libgssapi-krb5-2 libxcb-cursor.so.0:libxcb-cursor0
libxcb-glx.so.0:libxcb-glx0 libxcb-icccm.so.4:libxcb-icccm4 libxcb-image.so.0:libxcb-image0
libxcb-keysyms.so.1:libxcb-keysyms1 libxcb-randr.so.0:libxcb-randr0
libxcb-render-util.so.0:libxcb-render-util0 libxcb-render.so.0:libxcb-render0
libxcb-shape.so.0:libxcb-shape0 libxcb-shm.so.0:libxcb-shm0 libxcb-sync.so.1:libxcb-sync1
libxcb-util.so.1:libxcb-util1 libxcb-xfixes.so.0:libxcb-xfixes0 libxcb-xkb.so.1:libxcb-xkb1
libxcb.so.1:libxcb1 libxkbcommon.so.0:libxkbcommon0 libxkbcommon-x11.so.0:libxkbcommon-x11-0
libz.so.1:zlib1g libzstd.so.1:libzstd1
"""
ROW = "{:8.1f}초  {:<18}{}"
INPUT_METHOD = ("xvfb", "openbox", "xdotool", "ibus", "ibus-hangul", "dbus", "dbus-x11")
PRINT_QUEUE = ("cups", "cups-client", "cups-filters", "printer-driver-cups-pdf", "ghostscript")


# ---- A Python that fits -------------------------------------------------------------------


def version_of(command: list[str]) -> tuple[int, ...]:
    """Ask an interpreter for its version, (3, 12); () if it cannot answer or is of 32 bits."""
    question = "import sys; print(*sys.version_info[:2] if sys.maxsize > 2**32 else [])"
    try:
        answer = subprocess.check_output([*command, "-c", question], stderr=DEVNULL, timeout=30)
        return tuple(int(part) for part in answer.split())
    except (OSError, ValueError, subprocess.SubprocessError):
        return ()


def fits(version: tuple[int, ...]) -> bool:
    """Whether all parts of the lock come ready-made for this version."""
    return OLDEST <= version <= NEWEST


def fitting_python() -> list[str]:
    """The interpreter at work if it fits, else the newest fitting one of the machine, else stop."""
    if fits(version_of([sys.executable])):
        return [sys.executable]
    numbers = [f"3.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    candidates = [["py", f"-{number}"] for number in numbers] if sys.platform == "win32" else []
    candidates += [[f"python{number}"] for number in numbers] + [["python3"], ["python"]]
    for command in candidates:
        if shutil.which(command[0]) and fits(version_of(command)):
            return command
    return sys.exit(
        f"내일창구는 64비트 파이썬 3.11~3.14에서 돌아가니(지금 것은 {sys.version.split()[0]}), "
        "python.org에서 파이썬 3.13을 설치한 뒤 다시 실행해 주십시오."
    )


# ---- What the system lacks ----------------------------------------------------------------


def missing_libraries() -> list[str]:
    """Debian packages of the libraries that Qt would not find here (Linux only)."""
    packages = []
    for pair in QT_LIBRARIES.split() if sys.platform == "linux" else ():
        library, package = pair.split(":")
        try:
            ctypes.CDLL(library)
        except OSError:
            packages.append(package)
    return packages


def missing_packages(packages: tuple[str, ...]) -> list[str]:
    """Those of the Debian packages that are not installed."""
    if not packages or not shutil.which("dpkg-query"):
        return list(packages)
    query = ["dpkg-query", "-W", "-f", "<${Package} ${db:Status-Status}>", *packages]
    answer = subprocess.run(query, stdout=PIPE, stderr=DEVNULL, check=False).stdout.decode()
    return [name for name in packages if f"<{name} installed>" not in answer]


def install(packages: list[str], why: str) -> bool:
    """Say what is installed and why, then do it through apt; False where that is not ours to do."""
    line = "apt-get install -y --no-install-recommends " + " ".join(packages)
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if shutil.which("apt-get") and (root or shutil.which("sudo")):
        say(why, f"다음을 설치합니다: {' '.join(packages)}")
        sudo = ["sudo"] if sys.stdin and sys.stdin.isatty() and not CI else ["sudo", "-n"]
        apt = [*([] if root else sudo), "env", "DEBIAN_FRONTEND=noninteractive"]
        subprocess.call([*apt, "apt-get", "update", "-qq"])
        if subprocess.call([*apt, *line.split()]) == 0:
            return True
    say(why, "관리자 권한으로 다음 줄을 실행한 뒤 다시 시작해 주십시오:", f"    sudo {line}")
    return False


# ---- The folder .venv ---------------------------------------------------------------------


def succeeds(command: list[str]) -> bool:
    """Run a question to the system; its answer is whether it went well."""
    return subprocess.call(command, stdout=DEVNULL, stderr=DEVNULL) == 0


def must(command: list[str]) -> None:
    """Run one step of the set-up, or stop."""
    if subprocess.call(command, cwd=str(ROOT)):
        sys.exit("준비를 마치지 못했습니다. 바로 위의 설명을 확인한 뒤 다시 실행해 주십시오.")


def make_ready() -> None:
    """Leave `.venv` as requirements.lock says; does nothing when it already is."""
    libraries = missing_libraries()
    if libraries and not install(libraries, "화면을 그릴 시스템 라이브러리가 없습니다."):
        sys.exit(1)
    recipe = (ROOT / "requirements.lock").read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    stamp = hashlib.sha256(recipe).hexdigest()
    usable = fits(version_of([PYTHON]))
    if usable and STAMP.exists() and STAMP.read_text(encoding="utf-8") == stamp:
        return
    if not usable or not succeeds([PYTHON, "-m", "pip", "--version"]):
        make_environment(fitting_python())
    say("필요한 부품을 받아 .venv에 넣습니다. 처음에는 몇 분 걸립니다.")
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--no-deps"]
    must([*pip, "--require-hashes", "--only-binary", ":all:", "-r", "requirements.lock"])
    must([*pip, "--quiet", "--no-index", "--no-build-isolation", "--editable", "."])
    STAMP.write_text(stamp, encoding="utf-8")


def make_environment(python: list[str]) -> None:
    """Make `.venv` anew; Debian keeps what makes it in a package of its own."""
    package = "python{}.{}-venv".format(*version_of(python))
    if not succeeds([*python, "-c", "import venv, ensurepip"]) and not install(
        [package], "가상 환경(.venv)을 만드는 venv와 ensurepip이 없습니다."
    ):
        sys.exit(1)
    must([*python, "-m", "venv", "--clear", str(VENV)])


# ---- The commands -------------------------------------------------------------------------


def counter(args: list[str]) -> int:
    """Open the counter; where there is no screen to open it on, show its day as pictures."""
    screens = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    if sys.platform != "linux" or screens & os.environ.keys():
        return program(args)
    say("이 컴퓨터에는 화면이 없어 창구를 열 수 없습니다. 대신 하루 일을 그림과 서류로 남깁니다.")
    return tour([])


def program(args: list[str]) -> int:
    """Run the program itself with what was typed."""
    return subprocess.call([PYTHON, "-m", "desktop", *args])


def tour(args: list[str]) -> int:
    """Go through a day at the desk, then name the pictures and papers it left."""
    parser = argparse.ArgumentParser("start.py tour", allow_abbrev=False)
    parser.add_argument("--out", type=Path, default=ROOT / "tour", help="그림과 서류를 둘 폴더")
    options, others = parser.parse_known_args(args)
    began = time.time() - 1
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    failed = program(["tour", "--out", str(options.out), *others])
    made = [path for path in sorted(options.out.rglob("*.*")) if path.stat().st_mtime >= began]
    for kind, suffix in (("그림", ".png"), ("서류", ".pdf")):
        names = [path.relative_to(options.out).as_posix() for path in made if path.suffix == suffix]
        say(f"{kind} {len(names)}개: {', '.join(names)}")
    say(f"폴더: {options.out}")
    return failed


def build(args: list[str]) -> int:
    """Make the program that needs no Python, and let it test itself."""
    argparse.ArgumentParser("start.py build").parse_args(args)
    return run([stage for stage in stages(quick=False) if stage.name == "frozen program"])


def test(args: list[str]) -> int:
    """Run what CI runs; `--quick` leaves out what takes long."""
    parser = argparse.ArgumentParser("start.py test")
    parser.add_argument("--quick", action="store_true", help="3분 안에 끝나는 검사만")
    return run(stages(parser.parse_args(args).quick))


# ---- The checks ---------------------------------------------------------------------------


class Stage(NamedTuple):
    """One row of the closing table."""

    name: str
    commands: list[list[str]]
    packages: tuple[str, ...] = ()  # of Debian, needed by this stage alone
    beside: str = ""  # begun with the stage of this name, told in its own place


def stages(quick: bool) -> list[Stage]:
    """The checks in the order in which a mistake is cheapest to learn of."""
    module = [PYTHON, "-m"]
    at_the_desk = "not (input_method or print_queue or traces)" + (" and not slow" if quick else "")
    checks = [
        Stage("ruff", [[*module, "ruff", "check", "."]]),
        Stage("ruff format", [[*module, "ruff", "format", "--check", "."]]),
        Stage("mypy strict", [[*module, "mypy"]]),
        Stage("import contracts", [[str(BIN / "lint-imports")]]),
        Stage("tests", [[*module, "pytest", "-n", "2", "-m", at_the_desk]]),
    ]
    if quick:
        return checks
    exe = str(ROOT / "dist/naeil-desk/naeil-desk") + ".exe" * (sys.platform == "win32")
    freeze = [*module, "PyInstaller", "--noconfirm", "--log-level", "WARN", "build.spec"]
    # Debian keeps the shared libpython, which the frozen program carries, in a package of its own.
    debians = "home = /usr/bin\n" in (VENV / "pyvenv.cfg").read_text(encoding="utf-8")
    shared = ("libpython{}.{}-dev".format(*version_of([PYTHON])),) if debians else ()
    return [
        *checks,
        Stage("input method", [[*module, "pytest", "-m", "input_method"]], INPUT_METHOD),
        Stage("print queue", [[*module, "pytest", "-m", "print_queue"]], PRINT_QUEUE),
        Stage("tour", [[*module, "desktop", "tour", "--out", str(ROOT / "tour")]]),
        Stage("system calls", [[*module, "pytest", "-m", "traces"]], ("strace",)),
        Stage("frozen program", [freeze, [exe, "--self-test"]], ("binutils", *shared), "tour"),
    ]


def run(todo: list[Stage]) -> int:
    """Run the stages, then print each with its time, then pytest's own closing line."""
    rows = [ROW.format(time.monotonic() - STARTED, "set-up", "통과")]
    lacks = {stage.name: lacking_for(stage) for stage in todo}
    ends: list[tuple[bool, str]] = []
    with ThreadPoolExecutor(1) as pool:
        ahead = {}
        for stage in todo:
            for one in [one for one in todo if one.beside == stage.name]:
                kept: list[str] = []
                ahead[one.name] = kept, pool.submit(perform, one, lacks[one.name], kept.append)
            say(f"\n=== {stage.name}")
            kept, begun = ahead.get(stage.name, ([], None))
            done = begun.result() if begun else perform(stage, lacks[stage.name], say)
            say(*kept)
            rows, ends = [*rows, done[1]], [*ends, (done[0], done[2])]
    failed = not all(good for good, _ in ends)
    say("\n걸린 시간", *rows, "실패한 검사가 있습니다." if failed else "모두 통과했습니다.")
    say(*[line for _, line in sorted(ends, key=lambda end: end[0]) if line][:1])  # a failed one's
    return int(failed)


def lacking_for(stage: Stage) -> str:
    """What keeps a stage from running here, after asking for its packages; '' when nothing does."""
    if stage.packages and sys.platform != "linux":
        return "" if stage.name == "frozen program" else "리눅스에서만 합니다"
    packages = missing_packages(stage.packages)
    why = f"'{stage.name}' 검사에만 쓰는 패키지가 없습니다: {' '.join(packages)}"
    if not packages or ((CI or agreed(why)) and install(packages, why)):
        return ""
    return f"패키지 없음 ({' '.join(packages)})"


def perform(stage: Stage, lacking: str, tell: Callable[[str], None]) -> tuple[bool, str, str]:
    """Run a stage, its output passed on; (succeeded, row of the table, pytest's closing line)."""
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "PYTHONIOENCODING": "utf-8"}
    environment["PYTHONWARNDEFAULTENCODING"] = "1" if "pytest" in stage.commands[0] else ""
    environment["PYTHONDONTWRITEBYTECODE"] = ""  # hundreds of programs start: compiled once
    excused = f"stage {stage.name}:" in (ROOT / "tests" / "skips.txt").read_text(encoding="utf-8")
    began, good, closing = time.monotonic(), not (lacking and CI) or excused, ""
    for command in stage.commands if not lacking else ():
        with subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=DEVNULL, stdout=PIPE, stderr=STDOUT
        ) as process:
            limit = threading.Timer(3_600, process.kill)
            limit.start()
            for raw in process.stdout or ():
                line = raw.decode("utf-8", "replace").rstrip()
                tell(line)
                closing = line if re.match(r"=+ .* in [0-9.]+s.* =+$", line) else closing
            limit.cancel()
        if process.returncode:
            good = False
            break
    result = f"건너뜀: {lacking}" if lacking else "통과" if good else "실패"
    return good, ROW.format(time.monotonic() - began, stage.name, result), closing


def say(*lines: str) -> None:
    """Print at once, on any console."""
    print(*lines, sep="\n", flush=True)


def agreed(why: str) -> bool:
    """Ask before installing what only tests need; no answer is a no."""
    try:
        return input(f"{why}\n지금 설치할까요? [y/N] ").strip().lower() in {"y", "yes", "예", "네"}
    except EOFError:  # nobody is there
        return False


def main(args: list[str]) -> int:
    """Make ready, then do what was asked."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a CP949 console has no ⇧
    if args[:1] in (["-h"], ["--help"]):
        say(__doc__)
        return 0
    make_ready()
    word = args[0] if args and not args[0].startswith("-") else ""
    commands = {"": counter, "tour": tour, "test": test, "build": build}
    return commands[word](args[bool(word) :]) if word in commands else program(args)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
