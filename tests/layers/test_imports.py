"""Who may import which package of others: the one table, exact where import-linter is coarse."""

import ast
import re
import sys
from pathlib import Path

import pytest

DESKTOP = Path(__file__).parents[2] / "desktop"

# Package of others -> the places of ours that may import it.
HOMES = {
    "PySide6": ("ui", "app", "tour", "bench"),
    "shiboken6": ("ui", "quick_qt"),
    "sqlalchemy": ("store", "services", "bench"),
    "alembic": ("store",),
    "sqlcipher3": ("store", "bench"),
    "cryptography": ("store",),
    "argon2": ("store",),
    "reportlab": ("printing",),
    "segno": ("printing",),
    "pypdfium2": ("printing", "ui/kit/preview"),
    "platformdirs": ("paths",),
    "korean_lunar_calendar": ("domain/lunar",),
    "openpyxl": ("exchange", "bench"),
    "python_calamine": ("exchange", "bench"),
    "zxingcpp": ("exchange",),
    "PIL": ("exchange", "services/replies/scanning"),
}
POSIX_ONLY = {"fcntl", "grp", "pwd", "posix", "pty", "resource", "syslog", "termios", "tty"}
WINDOWS_ONLY = {"msvcrt", "winreg", "winsound", "_winapi"}
NETWORK = {
    "asyncio",
    "ftplib",
    "http",
    "imaplib",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "urllib",
}
NETWORK |= {"telnetlib", "webbrowser", "xmlrpc"}
"""The program works without any network: nothing of it may even be imported."""
SYSTEM_HOMES = ("store/machine",)
"""The one guarded place that may ask one operating system what the other has not."""


def imports(file: Path) -> set[str]:
    """The top-level packages that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def files() -> list[Path]:
    return sorted(DESKTOP.rglob("*.py"))


@pytest.mark.parametrize("file", files(), ids=lambda file: file.relative_to(DESKTOP).as_posix())
def test_packages_stay_in_their_homes(file: Path) -> None:
    place = file.relative_to(DESKTOP).with_suffix("").as_posix()
    for package in imports(file) - set(sys.stdlib_module_names) - {"desktop"}:
        homes = HOMES[package]
        assert any(place == home or place.startswith(home + "/") for home in homes), package


@pytest.mark.parametrize("file", files(), ids=lambda file: file.relative_to(DESKTOP).as_posix())
def test_one_place_knows_the_operating_system(file: Path) -> None:
    place = file.relative_to(DESKTOP).with_suffix("").as_posix()
    assert place in SYSTEM_HOMES or not imports(file) & (POSIX_ONLY | WINDOWS_ONLY)


@pytest.mark.parametrize("file", files(), ids=lambda file: file.relative_to(DESKTOP).as_posix())
def test_nobody_reaches_for_the_network(file: Path) -> None:
    assert not imports(file) & NETWORK
    source = file.read_text(encoding="utf-8")
    if "QtNetwork" in source:
        # One counter calls the other on the same PC: a pipe, no network. What is made
        # ready behind the sign-in page only names the library.
        assert file.relative_to(DESKTOP).as_posix() in ("ui/single.py", "ui/behind.py")
        assert not set(re.findall(r"Q(?:Tcp|Udp|Ssl|NetworkAccess)\w+", source))


@pytest.mark.parametrize("file", files(), ids=lambda file: file.relative_to(DESKTOP).as_posix())
def test_times_are_written_as_windows_can(file: Path) -> None:
    """Windows knows no %-d, and its strftime breaks on Hangul in the pattern."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            pattern = ast.unparse(node.format_spec)
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("strftime", "strptime")
        ):
            pattern = "".join(ast.unparse(one) for one in node.args)
        else:
            continue
        if "%" in pattern:
            assert "%-" not in pattern, f"{file.name}:{node.lineno}"
            assert pattern.isascii(), f"{file.name}:{node.lineno}"


@pytest.mark.parametrize("file", files(), ids=lambda file: file.relative_to(DESKTOP).as_posix())
def test_texts_are_opened_in_utf_8(file: Path) -> None:
    """Without a word about it Windows reads and writes CP949."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        named = {one.arg for one in node.keywords}
        if node.func.attr == "read_text":
            assert node.args or "encoding" in named, f"{file.name}:{node.lineno}"
        elif node.func.attr == "write_text":
            assert len(node.args) > 1 or "encoding" in named, f"{file.name}:{node.lineno}"
        elif node.func.attr == "open" and node.args:
            mode = ast.unparse(node.args[0])
            if mode in ("'r'", "'w'", "'a'", "'x'"):
                assert "encoding" in named, f"{file.name}:{node.lineno}"
