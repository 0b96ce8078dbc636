"""What differs between Windows and Linux: the one place with calls of one system only.

Files made to last (written whole or not at all, flushed to the disk), the lock on a
folder, and what kind of drive a folder lies on; who may read the folder, the memory of
the program and the picture of its window.
"""

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

_DRIVE_REMOTE = 4
_PR_SET_DUMPABLE = 4
_NO_HEAP_IN_REPORTS = 1
_HEAPS = ((-8, 2), (-3, 262_144), (-1, 262_144))
"""For mallopt: heaps at most, what is got from the system by itself, what is given back (bytes)."""
_SHOWN_TO_ALL, _BLACK_IN_PICTURES, _LEFT_OUT_OF_PICTURES = 0x00, 0x01, 0x11
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def flush_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut. Windows needs and offers no such call."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def identity(path: Path) -> tuple[int, int] | None:
    """Which file it is, whatever it is called; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


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
    new = unfinished(path)
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


def unfinished(path: Path) -> Path:
    """What a killed program leaves of a file that it was writing whole or not at all."""
    return path.with_name(path.name + ".new")


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


def close_to_others(folder: Path, *inner: Path) -> None:
    """Take from everybody but its user what a folder, its files and `inner` folders allow.

    For folders of an older program or made by hand. What belongs to somebody else or lies
    where there are no rights (a USB stick) stays as it is; so does a folder shared by all.
    On Windows files take the rights of their folder, and the user's own folder of local
    data is closed to all but the user and administrators.
    """
    if sys.platform == "win32":
        return
    with suppress(OSError):
        if folder.stat().st_mode & stat.S_ISVTX:
            return
        _close(folder)
        for path in folder.iterdir():
            if path.is_file():
                _close(path)
        for part in inner:
            for path in (part, *part.rglob("*")):
                _close(path)


def _close(path: Path) -> None:
    with suppress(OSError):
        mode = path.lstat().st_mode
        if mode & _OTHERS and not stat.S_ISLNK(mode):
            path.chmod(stat.S_IMODE(mode) & ~_OTHERS)


def keep_memory_private() -> None:
    """Leave no picture of the memory behind: the key of the store and visitors are in it.

    No core file after a crash, and other programs of the same user may not read the memory
    (as KeePassXC does it); on Windows the error report goes without the heap.
    """
    import ctypes

    with suppress(OSError, AttributeError, ValueError):
        if sys.platform == "win32":
            ctypes.windll.kernel32.WerSetFlags(_NO_HEAP_IN_REPORTS)
        else:
            import resource

            _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
            resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
            # A core handed to a program is made whatever the limit says; this forbids it too.
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def hold_little_memory() -> None:
    """Let what was used once go back to the system: on Linux the C library would keep it.

    Half a dozen threads would have a heap each, and pictures of a page (a few megabytes)
    leave holes in them. Elsewhere, and with another C library, nothing is done.
    """
    import ctypes

    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            library = ctypes.CDLL(None)
            for option, value in _HEAPS:
                library.mallopt(option, value)


def give_back_memory() -> None:
    """Give the system what is free in the heaps; some milliseconds on any thread."""
    import ctypes

    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)


def can_stay_off_pictures() -> bool:
    """Whether this system lets a window keep out of screen captures and sharing: Windows only."""
    return sys.platform == "win32"


def keep_off_pictures(window: int, wanted: bool) -> bool:
    """Keep a window, named by its handle, out of screen captures, or let it in again.

    Gives False where the system refuses. Before Windows 10 2004 the window is black in
    the picture instead of missing.
    """
    if sys.platform == "win32":
        import ctypes

        ask = ctypes.windll.user32.SetWindowDisplayAffinity
        ways = (_LEFT_OUT_OF_PICTURES, _BLACK_IN_PICTURES) if wanted else (_SHOWN_TO_ALL,)
        return any(ask(ctypes.c_void_p(window), way) for way in ways)
    return False
