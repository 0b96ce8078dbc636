"""Runs a program where every trace it leaves can be seen, and tells what it did.

The home, the folder for temporary files and the run-time folder are new and empty, so
that what is found in them afterwards was left by the program.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CALLS = (
    "socket,connect,bind,sendto,sendmsg,sendmmsg,open,openat,openat2,creat,rename,renameat,"
    "renameat2,mkdir,mkdirat,link,linkat,symlink,symlinkat,mknod,mknodat"
)
_WRITING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC")
_ERROR = re.compile(r"= -1 E[A-Z]+")
_FOLDER = re.compile(r"(?:AT_FDCWD|\d+)<([^>]*)>")
_PATH = re.compile(r'"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True, slots=True)
class Allowed:
    """A place that may be talked to or written, and why."""

    place: str
    """A regular expression over the whole path."""
    reason: str


LINES = (
    Allowed(r"@?/tmp/\.X11-unix/X\d+", "the display"),
    Allowed(r"@?(/tmp/dbus-\w+|.*/bus)", "the session bus"),
    Allowed(r"@?/run/user/\d+/(bus|wayland-\d+|at-spi/.*)", "session bus and display"),
    Allowed(r"(/var)?/run/cups/cups\.sock", "the print system of this PC"),
    Allowed(r"(/var)?/run/dbus/system_bus_socket", "where libcups asks which printers there are"),
    Allowed(r"/var/run/nscd/socket", "glibc looks up the name of the user who prints"),
    Allowed(r".*/naeil-desk-[0-9a-f]{16}", "the line of a second start to the first"),
    Allowed(r".*/\.\w{6}/s", "the same line while Qt makes it, before it gets its name"),
)
"""The only sockets the program may open, all of this PC."""


@dataclass(frozen=True, slots=True)
class Traces:
    """What one run did."""

    code: int
    said: str
    calls: tuple[str, ...]
    """Lines of strace without the number of the process."""
    home: Path
    temporary: Path

    def foreign_lines(self) -> list[str]:
        """Calls that reach beyond what LINES allows: any network, other sockets of the PC."""
        return [call for call in self.calls if _is_foreign(call)]

    def written(self) -> set[Path]:
        """Every file and folder that was made or opened for writing."""
        return {Path(os.path.normpath(path)) for call in self.calls for path in _written_by(call)}

    def left(self) -> list[Path]:
        """What still lies in the home and in the folder for temporary files."""
        return [
            path
            for folder in (self.home, self.temporary)
            for path in sorted(folder.rglob("*"))
            if path.is_file() or path.is_symlink() or not any(path.iterdir())
        ]


def watch(
    command: Sequence[str], place: Path, *, without_network: bool = False, **env: str
) -> Traces:
    """Run a command under strace; `place` is an empty folder, all the home it has."""
    home, temporary, runtime = place / "home", place / "tmp", place / "run"
    for folder in (home, temporary, runtime):
        folder.mkdir(mode=0o700)
    told = place / "calls"
    trace = ["strace", "-f", "--seccomp-bpf", "-qq", "-y", "-s", "400", "-e", f"trace={CALLS}"]
    done = subprocess.run(
        [*(nowhere() if without_network else ()), *trace, "-o", str(told), *command],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "USER": "naeil",
            "HOME": str(home),
            "TMPDIR": str(temporary),
            "XDG_RUNTIME_DIR": str(runtime),
            # Where a session bus would be; without a word libdbus would start one of its own.
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={runtime}/bus",
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "QT_QPA_PLATFORM": "offscreen",
            **env,
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    text = told.read_text(encoding="utf-8", errors="replace") if told.exists() else ""
    return Traces(done.returncode, done.stdout, tuple(_whole_calls(text)), home, temporary)


def _whole_calls(text: str) -> Iterator[str]:
    """Calls without the number of their thread; what another thread cut in two is joined."""
    begun: dict[str, str] = {}
    for line in text.splitlines():
        thread, _, call = line.partition(" ")
        call = call.strip()
        if call.endswith("<unfinished ...>"):
            begun[thread] = call.removesuffix("<unfinished ...>")
        elif call.startswith("<... "):
            yield begun.pop(thread, "") + call.partition("resumed>")[2]
        else:
            yield call
    yield from begun.values()


def nowhere() -> tuple[str, ...]:
    """What starts a command where there is no network, not even the PC's own; () if not allowed."""
    for command in (("unshare", "-n"), ("unshare", "-rn")):
        if shutil.which("unshare"):
            tried = subprocess.run([*command, "true"], capture_output=True, check=False)
            if tried.returncode == 0:
                return command
    return ()


def _is_foreign(call: str) -> bool:
    name = call.partition("(")[0]
    if name == "socket":
        return "(AF_UNIX," not in call
    if "sa_family=" not in call:
        return False
    found = re.search(r'sun_path=(@?)"((?:[^"\\]|\\.)*)"', call)
    if "sa_family=AF_UNIX" not in call or found is None:
        return True
    place = found[1] + found[2]
    return not any(re.fullmatch(allowed.place, place) for allowed in LINES)


def _written_by(call: str) -> Iterator[str]:
    name, _, rest = call.partition("(")
    if _ERROR.search(call):
        return
    if name in ("open", "openat", "openat2") and not _WRITING.search(rest):
        return
    if name not in ("open", "openat", "openat2", "creat", "rename", "renameat", "renameat2",
                    "mkdir", "mkdirat", "link", "linkat", "symlink", "symlinkat", "mknod",
                    "mknodat"):  # fmt: skip
        return
    paths, folders = _PATH.findall(rest), _FOLDER.findall(rest.partition(") = ")[0])
    if paths:
        # Of two paths the second is the one that is made.
        yield os.path.join(folders[-1] if folders else str(ROOT), _plain(paths[-1]))  # noqa: PTH118


def _plain(path: str) -> str:
    """A path as strace writes it, its octal bytes put together again."""
    return path.encode("ascii").decode("unicode_escape").encode("latin-1").decode("utf-8")
