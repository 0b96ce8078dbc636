"""Who may import which package of others: the one table, exact where import-linter is coarse."""

import ast
import sys
from pathlib import Path

import pytest

DESKTOP = Path(__file__).parents[2] / "desktop"

# Package of others -> the places of ours that may import it.
HOMES = {
    "PySide6": ("ui", "app", "tour", "bench"),
    "sqlalchemy": ("store", "services"),
    "alembic": ("store",),
    "sqlcipher3": ("store",),
    "cryptography": ("store",),
    "argon2": ("store",),
    "reportlab": ("printing",),
    "segno": ("printing",),
    "pypdfium2": ("printing", "ui/kit/preview"),
    "platformdirs": ("paths",),
    "korean_lunar_calendar": ("domain/lunar",),
}
POSIX_ONLY = {"fcntl", "grp", "pwd", "posix", "pty", "resource", "syslog", "termios", "tty"}
WINDOWS_ONLY = {"msvcrt", "winreg", "winsound", "_winapi"}
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
