"""Sign-ins that failed, in a file beside the shut store until it can take them in.

One line each, only ever added to, readable without a key: nothing of what was typed is in
it. Whoever may write in the folder may spoil it; a spoiled line is counted, not believed.
"""

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop.store import machine

FILE_NAME = "failed-sign-ins"
MOST_BYTES = 64 * 1024
"""Some 600 lines; what fails after that is only counted, in the last line."""
_MOST_READ = 4 * MOST_BYTES
_MOST_TIMES = 1_000_000


@dataclass(frozen=True, slots=True)
class Failed:
    """A sign-in that failed: when, at which PC, and for whose account where there is one."""

    at: datetime
    place: str
    account_id: int | None
    times: int = 0
    """For the line that only counts what found no room: how many."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits in the file: the failures, spoiled lines, and the file as it was read."""

    failed: tuple[Failed, ...]
    spoiled: int
    content: bytes


class FailedSignIns:
    """The file of one data folder. A disk that refuses is no reason to let nobody in."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME

    def note(self, at: datetime, place: str, account_id: int | None) -> None:
        """Add a failure."""
        try:
            if self._path.exists() and self._path.stat().st_size >= MOST_BYTES:
                self._count(at, place)
            else:
                self._add(_line(at, place, account_id))
        except OSError:
            return

    def read(self) -> Waiting:
        """What waits to be taken into the log."""
        try:
            with self._path.open("rb") as file:
                content = file.read(_MOST_READ)
        except OSError:
            return Waiting((), 0, b"")
        found = [_parse(line) for line in content.splitlines() if line.strip()]
        whole = tuple(failed for failed in found if failed is not None)
        return Waiting(whole, len(found) - len(whole), content)

    def forget(self, waiting: Waiting) -> None:
        """Take out what was read and is in the log now; what was added meanwhile stays."""
        try:
            if self._path.stat().st_size > _MOST_READ:
                # The program never wrote so much: the rest is nobody's sign-in.
                self._path.unlink()
                return
            content = self._path.read_bytes()
            rest = content.removeprefix(waiting.content)
            if rest and rest != content:
                machine.write_file(self._path, rest)
            elif not rest:
                self._path.unlink()
        except OSError:
            return

    def _add(self, line: bytes) -> None:
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
        handle = os.open(self._path, flags, 0o600)
        try:
            # A line torn by a power cut is closed first, so that it spoils no other.
            if size := os.fstat(handle).st_size:
                os.lseek(handle, size - 1, os.SEEK_SET)
                if os.read(handle, 1) != b"\n":
                    line = b"\n" + line
            os.write(handle, line)
            os.fsync(handle)
        finally:
            os.close(handle)

    def _count(self, at: datetime, place: str) -> None:
        """The last line of a full file says how many more there were, and when the latest."""
        content = self._path.read_bytes().rstrip(b"\n")
        before, _, last = content.rpartition(b"\n")
        counted = _parse(last)
        times = 1
        if counted is not None and counted.times:
            content, times = before, min(counted.times + 1, _MOST_TIMES)
        machine.write_file(self._path, content + b"\n" + _line(at, place, None, times))


def _line(at: datetime, place: str, account_id: int | None, times: int = 0) -> bytes:
    said: dict[str, Any] = {
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "pc": place[:60],
        "account": account_id,
    }
    if times:
        said["times"] = times
    return json.dumps(said, ensure_ascii=True).encode("ascii") + b"\n"


def _parse(line: bytes) -> Failed | None:
    try:
        said: Any = json.loads(line)
        at = datetime.fromisoformat(said["at"])
        account, times = said["account"], said.get("times", 0)
        if (
            at.tzinfo is None
            or not isinstance(said["pc"], str)
            or not said["pc"].isprintable()
            or not (account is None or (type(account) is int and 0 < account < 2**63))
            or type(times) is not int
            or not 0 <= times <= _MOST_TIMES
        ):
            return None
        return Failed(at.astimezone(UTC), said["pc"][:60], account, times)
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError):
        return None
