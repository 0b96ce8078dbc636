"""What the program may have left lying about: half-made files of a killed run, and its logs.

A half-made copy holds the store as it was. The logs name nobody and hold nothing anybody typed,
as tests show; a fault in a library of others writes there too, so they are emptied all the
same with a destruction.
"""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from desktop import paths
from desktop.store import file

HALF_MADE = (".new", ".part", ".changed", ".rewritten")
"""How files are called while they are written; what follows is SQLite's own beside them."""
STAGES = ("restoring", "preparing")
_BESIDE = ("", "-wal", "-shm", "-journal")
QUIET = 60.0
"""Seconds since the last writing after which nobody is at work on a half-made file."""


def clear_leftovers(store: Path) -> None:
    """Remove what nobody works on any more, and empty the logs. Raises StoreTrouble."""
    data = store.parent
    with file.told():
        for folder in (data, paths.backup_folder(data), *_folders_in(data / "kept")):
            for path in _half_made(folder):
                path.unlink(missing_ok=True)
        for name in STAGES:
            if (data / name).is_dir() and _is_quiet(data / name):
                shutil.rmtree(data / name)
        for path in _files_in(paths.log_folder(data)):
            # Emptied, not removed: the program has it open.
            with path.open("r+b") as log:
                log.truncate()


def _half_made(folder: Path) -> Iterator[Path]:
    for path in _files_in(folder):
        name = path.name
        for suffix in _BESIDE:
            stem = name.removesuffix(suffix)
            if stem.endswith(HALF_MADE) and _is_quiet(path):
                yield path
                break


def _is_quiet(path: Path) -> bool:
    newest = max((one.stat().st_mtime for one in (path, *_files_in(path))), default=0.0)
    return time.time() - newest > QUIET


def _files_in(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [one for one in folder.iterdir() if one.is_file() and not one.is_symlink()]


def _folders_in(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [one for one in folder.iterdir() if one.is_dir() and not one.is_symlink()]
