"""A backup as one file: the store, the key file and the desk's number of one moment.

    8 bytes   "NAEILBAK"
    2 bytes   number of the format, the higher byte first (1)
    4 bytes   length of the manifest
    manifest  JSON in UTF-8: when and why it was made, which store, which schema, the head of
              the access log, and each part with its name, size and SHA-256
    parts     one after another, in the manifest's order
    32 bytes  HMAC-SHA256 over all before the parts, under a key derived from the data key
    32 bytes  SHA-256 over everything before

The last digest tells damage by chance to whoever holds the file; the MAC tells whoever has a
password that nobody put it together anew. The store in it is encrypted as it is on the
PC, the key file opens with the passwords of then: the file is worth to a thief what a
copied data folder is. It may be read again by the simplest of means, hence no compression
(encrypted pages have none) and nothing of any other program's format.
"""

import hashlib
import json
import os
import struct
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from desktop.domain.backup import Occasion
from desktop.domain.errors import StoreDamaged, StoreNewer, StoreTrouble
from desktop.store import ciphers, machine
from desktop.store.ciphers import DataKey

MAGIC = b"NAEILBAK"
FORMAT = 1
STORE, KEYS, DESK, DESTROYED = "store", "keys", "desk", "destroyed"
"""The parts. The destroyed (ids only) are there when anything was ever destroyed."""
_HEAD = struct.Struct(">8sHI")
_SEAL = 32
_LONGEST_MANIFEST = 64 * 1024
_PIECE = 1024 * 1024

_DAMAGED = "백업 파일이 손상되었거나 끝까지 들어 있지 않습니다. 다른 백업을 골라 주십시오."
_NOT_OURS = "내일창구의 백업 파일이 아닙니다. 이름이 .backup으로 끝나는 파일을 골라 주십시오."
_NEWER = (
    "더 새로운 내일창구에서 만든 백업입니다. 이 PC의 내일창구를 새 판으로 바꾼 뒤 골라 주십시오."
)
_UNREADABLE = "백업 파일을 읽을 수 없습니다. 그 저장 장치가 꽂혀 있는지 확인해 주십시오."
_UNWRITABLE = (
    "백업을 적을 수 없습니다. 앞서 만든 백업은 그대로 있습니다. "
    "그 자리의 남은 용량과 쓰기 권한을 확인해 주십시오."
)


class Stopped(Exception):
    """Whoever asked for the copy wants it no more."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the files inside."""

    name: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself without a password."""

    made_at: datetime
    occasion: Occasion
    store: UUID
    schema: str
    program: str
    log_seq: int
    log_digest: bytes
    log_at: datetime | None
    rewritten_at: datetime | None = None
    """When something was last taken out of it."""
    parts: tuple[Part, ...] = ()

    def written(self) -> bytes:
        """As it stands in the file."""
        body = {
            "made_at": _moment(self.made_at),
            "occasion": self.occasion.value,
            "store": str(self.store),
            "schema": self.schema,
            "program": self.program,
            "log": {
                "seq": self.log_seq,
                "digest": self.log_digest.hex(),
                "at": _moment(self.log_at),
            },
            "rewritten_at": _moment(self.rewritten_at),
            "parts": [[one.name, one.size, one.digest] for one in self.parts],
        }
        return json.dumps(body, ensure_ascii=True).encode("ascii")

    @classmethod
    def read(cls, written: bytes) -> "Manifest":
        """Raises ValueError, KeyError, TypeError, RecursionError for what is no manifest."""
        body: Any = json.loads(written.decode("ascii"))
        log = body["log"]
        parts = tuple(Part(str(name), _size(size), str(hex_)) for name, size, hex_ in body["parts"])
        if {one.name for one in parts} < {STORE, KEYS, DESK}:
            raise ValueError("a part is missing")
        return cls(
            made_at=datetime.fromisoformat(body["made_at"]),
            occasion=Occasion(body["occasion"]),
            store=UUID(body["store"]),
            schema=str(body["schema"]),
            program=str(body["program"]),
            log_seq=_size(log["seq"]),
            log_digest=bytes.fromhex(log["digest"]),
            log_at=None if log["at"] is None else datetime.fromisoformat(log["at"]),
            rewritten_at=(
                None
                if body["rewritten_at"] is None
                else datetime.fromisoformat(body["rewritten_at"])
            ),
            parts=parts,
        )


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat()


def _size(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("no size")
    return value


class Container:
    """A backup file that was looked at: its head is read, its parts are not."""

    def __init__(self, path: Path, manifest: Manifest, head: bytes) -> None:
        self.path = path
        self.manifest = manifest
        self._head = head

    @classmethod
    def look(cls, path: Path) -> "Container":
        """Read what a backup says of itself; quick, whatever its size.

        Raises StoreDamaged (also for a file of another kind or length), StoreNewer,
        StoreTrouble.
        """
        with _read(path) as file:
            start = file.read(_HEAD.size)
            if len(start) < _HEAD.size or start[: len(MAGIC)] != MAGIC:
                raise StoreDamaged(_NOT_OURS)
            _magic, number, length = _HEAD.unpack(start)
            if number > FORMAT:
                raise StoreNewer(_NEWER)
            if number < 1 or length > _LONGEST_MANIFEST:
                raise StoreDamaged(_DAMAGED)
            written = file.read(length)
            try:
                manifest = Manifest.read(written)
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
                raise StoreDamaged(_DAMAGED) from error
            whole = _HEAD.size + length + sum(one.size for one in manifest.parts) + 2 * _SEAL
            if file.seek(0, os.SEEK_END) != whole:
                raise StoreDamaged(_DAMAGED)
        return cls(path, manifest, start + written)

    @property
    def size(self) -> int:
        """Bytes of the whole file."""
        return len(self._head) + sum(one.size for one in self.manifest.parts) + 2 * _SEAL

    def check(self) -> None:
        """Read all of it and compare with the digest at its end. Raises StoreDamaged."""
        with _read(self.path) as file:
            machine.forget_read(file)
            digest = hashlib.sha256()
            for piece in _pieces(file, self.size - _SEAL):
                digest.update(piece)
            if file.read(_SEAL + 1) != digest.digest():
                raise StoreDamaged(_DAMAGED)

    def is_of(self, data_key: DataKey) -> bool:
        """Whether it was put together by somebody who has this data key."""
        with _read(self.path) as file:
            file.seek(self.size - 2 * _SEAL)
            return ciphers.same(_mac(data_key, self._head), file.read(_SEAL))

    def part(self, name: str) -> bytes:
        """A small part, b"" when it is not there. Raises StoreDamaged."""
        place = self._place(name)
        if place is None:
            return b""
        at, part = place
        with _read(self.path) as file:
            file.seek(at)
            content = file.read(part.size)
        if ciphers.fingerprint(content) != part.digest:
            raise StoreDamaged(_DAMAGED)
        return content

    def extract(self, name: str, target: Path) -> None:
        """Write a part into a file of its own, flushed. Raises StoreDamaged, StoreTrouble."""
        place = self._place(name)
        if place is None:
            raise StoreDamaged(_DAMAGED)
        at, part = place
        digest = hashlib.sha256()
        with _read(self.path) as file, written(target) as out:
            file.seek(at)
            for piece in _pieces(file, part.size):
                digest.update(piece)
                out.write(piece)
        if digest.hexdigest() != part.digest:
            with suppress(OSError):
                target.unlink()
            raise StoreDamaged(_DAMAGED)

    def _place(self, name: str) -> tuple[int, Part] | None:
        at = len(self._head)
        for part in self.manifest.parts:
            if part.name == name:
                return at, part
            at += part.size
        return None


def write(
    target: Path,
    manifest: Manifest,
    parts: Mapping[str, bytes | Path],
    data_key: DataKey,
    *,
    stopped: Callable[[], bool] = lambda: False,
) -> Container:
    """Write a backup at `target`: complete and on the disk, or not at all.

    What stood there stays until then. Read again from the disk before it takes its name.
    Raises StoreTrouble, Stopped.
    """
    new = target.with_name(target.name + ".new")
    manifest = replace(manifest, parts=tuple(_measured(name, one) for name, one in parts.items()))
    said = manifest.written()
    head = _HEAD.pack(MAGIC, FORMAT, len(said)) + said
    try:
        with written(new) as out:
            digest = hashlib.sha256()
            for piece in _whole(head, parts, data_key):
                if stopped():
                    raise Stopped
                digest.update(piece)
                out.write(piece)
            out.write(digest.digest())
        made = Container.look(new)
        made.check()
        _put(new, target)
    except BaseException:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise
    return Container(target, manifest, head)


def carry(source: Container, folder: Path) -> Container:
    """The same file in another place, read again there before it takes its name.

    Raises StoreTrouble.
    """
    target = folder / source.path.name
    new = target.with_name(target.name + ".new")
    try:
        with _read(source.path) as file, written(new) as out:
            for piece in _pieces(file, source.size):
                out.write(piece)
        Container.look(new).check()
        _put(new, target)
    except BaseException:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise
    return Container.look(target)


def _put(new: Path, target: Path) -> None:
    try:
        machine.replace_file(new, target)
    except OSError as error:
        raise StoreTrouble(_UNWRITABLE) from error


def _whole(head: bytes, parts: Mapping[str, bytes | Path], data_key: DataKey) -> Iterator[bytes]:
    yield head
    for content in parts.values():
        if isinstance(content, bytes):
            yield content
        else:
            with _read(content) as file:
                yield from _rest(file)
    yield _mac(data_key, head)


def _measured(name: str, content: bytes | Path) -> Part:
    if isinstance(content, bytes):
        return Part(name, len(content), ciphers.fingerprint(content))
    digest, size = hashlib.sha256(), 0
    with _read(content) as file:
        for piece in _rest(file):
            digest.update(piece)
            size += len(piece)
    return Part(name, size, digest.hexdigest())


def _mac(data_key: DataKey, head: bytes) -> bytes:
    return ciphers.mac(ciphers.mac_key(data_key, b"backup"), head)


def _rest(file: IO[bytes]) -> Iterator[bytes]:
    while piece := _piece(file, _PIECE):
        yield piece


def _piece(file: IO[bytes], size: int) -> bytes:
    # Told here: in the block that writes it would be taken for trouble with writing.
    try:
        return file.read(size)
    except OSError as error:
        raise StoreTrouble(_UNREADABLE) from error


def _pieces(file: IO[bytes], size: int) -> Iterator[bytes]:
    while size:
        piece = _piece(file, min(_PIECE, size))
        if not piece:
            raise StoreDamaged(_DAMAGED)
        size -= len(piece)
        yield piece


@contextmanager
def _read(path: Path) -> Iterator[IO[bytes]]:
    """A file opened for reading; errors of the disk come out as a sentence."""
    try:
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise StoreTrouble(_UNREADABLE) from error


@contextmanager
def written(path: Path) -> Iterator[IO[bytes]]:
    """A new file for this user alone, on the disk when the block ends. Raises StoreTrouble."""
    try:
        path.unlink(missing_ok=True)
        with machine.new_file(path) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise StoreTrouble(_UNWRITABLE) from error
