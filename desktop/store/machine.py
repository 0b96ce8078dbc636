"""What differs between Windows and Linux: the one place with calls of one system only.

Files made to last (written whole or not at all, flushed to the disk), the lock on a
folder, and what kind of drive a folder lies on.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

_DRIVE_REMOTE = 4


def flush_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut. Windows needs and offers no such call."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_file(path: Path) -> None:
    """Bring what was written to `path` onto the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def replace_file(new: Path, old: Path) -> None:
    """Put `new` (already complete) in the place of `old` in one step that lasts."""
    flush_file(new)
    new.replace(old)
    flush_folder(old.parent)


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, readable by this user only where the system can."""
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    try:
        with new_file(new) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def new_file(path: Path) -> IO[bytes]:
    """A file that was not there before, readable by this user only where the system can."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "wb")


def forget_read(file: IO[bytes]) -> None:
    """Let what is read next come from the disk itself, where the system can be told so."""
    if hasattr(os, "posix_fadvise"):
        with suppress(OSError):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def lock_file(path: Path) -> IO[bytes] | None:
    """Lock `path` for this process until the returned file is closed; None if another has it.

    The system drops the lock when the process dies, however it dies.
    """
    file = path.open("ab")
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file


def is_remote_drive(path: Path) -> bool:
    """Whether Windows says the drive of `path` is on the network; False elsewhere."""
    if sys.platform == "win32" and path.drive:
        import ctypes

        kind: int = ctypes.windll.kernel32.GetDriveTypeW(path.drive + "\\")
        return kind == _DRIVE_REMOTE
    return False


def mount_table() -> str:
    """The kernel's list of mounted file systems; empty where there is none."""
    if sys.platform == "win32":
        return ""
    with suppress(OSError):
        return Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    return ""
