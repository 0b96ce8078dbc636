"""The head of the access log, noted outside the store after every commit.

The note may lag behind the store (the PC stopped between the commit and the note), never
lead: a note that leads says that acts which were finished are gone, as when SQLite drops
the damaged end of its write-ahead log without a word.

Two places of fixed length are written in turn, each with a MAC under the data key, so that a
torn write spoils the older of the two at most. Written without flushing: it costs a few
microseconds per act, and the system's own memory outlives a killed program.
"""

import os
import struct
from datetime import UTC, datetime
from pathlib import Path

from desktop.store import ciphers, machine
from desktop.store.chain import Head
from desktop.store.ciphers import DataKey
from desktop.store.log import DIGEST_BYTES

FILE_NAME = "log-head"
_MAGIC = b"naeil-h1"
_FACTS = struct.Struct(f">8sQq{DIGEST_BYTES}s")
_PLACE = _FACTS.size + 32
_NEVER = -1
_USE = b"log head"


class HeadFile:
    """The note beside one store. Opening reads nothing; damage shows in `read`."""

    def __init__(self, folder: Path, data_key: DataKey, name: str = FILE_NAME) -> None:
        self._path = folder / name
        self._key = ciphers.mac_key(data_key, _USE)

    @property
    def path(self) -> Path:
        """The note's file."""
        return self._path

    def take_key(self, data_key: DataKey) -> None:
        """The store's key was changed, and the note with it: go on under the new one."""
        self._key = ciphers.mac_key(data_key, _USE)

    @property
    def exists(self) -> bool:
        """Whether there is a note at all."""
        return self._path.exists()

    def read(self) -> Head | None:
        """The newest head noted; None when there is no note or none that is whole."""
        try:
            content = self._path.read_bytes()
        except OSError:
            return None
        found = [self._parse(content[start : start + _PLACE]) for start in (0, _PLACE)]
        whole = [head for head in found if head is not None]
        return max(whole, key=lambda head: head.seq, default=None)

    def note(self, head: Head) -> None:
        """Note a head that is committed. A disk that refuses is no reason to stop the desk."""
        try:
            self._write(head)
        except OSError:
            return

    def reset(self, head: Head) -> None:
        """Forget what was noted and begin anew from `head`, flushed. Raises OSError."""
        machine.write_file(self._path, self._place(head) + bytes(_PLACE))

    def flush(self) -> None:
        """Bring the note onto the disk, at the end of the work."""
        try:
            if self.exists:
                machine.flush_file(self._path)
        except OSError:
            return

    def _write(self, head: Head) -> None:
        flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0)
        handle = os.open(self._path, flags, 0o600)
        try:
            os.lseek(handle, head.seq % 2 * _PLACE, os.SEEK_SET)
            os.write(handle, self._place(head))
        finally:
            os.close(handle)

    def _place(self, head: Head) -> bytes:
        at = _NEVER if head.at is None else int(head.at.timestamp())
        facts = _FACTS.pack(_MAGIC, head.seq, at, head.digest)
        return facts + ciphers.mac(self._key, facts)

    def _parse(self, place: bytes) -> Head | None:
        if len(place) != _PLACE:
            return None
        facts, told = place[: _FACTS.size], place[_FACTS.size :]
        magic, seq, at, digest = _FACTS.unpack(facts)
        if magic != _MAGIC or not ciphers.same(ciphers.mac(self._key, facts), told):
            return None
        return Head(seq, digest, None if at == _NEVER else datetime.fromtimestamp(at, UTC))
