"""The ids of what was destroyed, kept outside the store: no restored copy brings it back.

A line is the kind of a record and its key: `visitor 123`. Whoever destroys adds lines
(`add`), every backup carries them along, whoever restores applies them (`read`) before the desk
opens. No name, no number of a paper, no date: who it was cannot be told from it.

Under the lines stands a MAC for the present data key and for each the store had before, so
that whoever opens a copy of that time can tell the lines from somebody else's. What no key at
hand vouches for is not believed: added ids would make a restore destroy people, missing ones
would bring people back.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from uuid import UUID

from desktop.domain.backup import check_value
from desktop.domain.errors import StoreTrouble
from desktop.store import ciphers, machine
from desktop.store.ciphers import DataKey

FILE_NAME = "destroyed-ids"
_LINE = re.compile(r"([a-z_]{1,30}) (\d{1,19})", re.ASCII)
_MAC_LINE = re.compile(rb"mac ([0-9a-f]{64})\n")
_USE = b"destroyed ids"
_UNWRITABLE = (
    "파기한 번호를 적어 두지 못했습니다. 디스크의 남은 자리와 폴더의 권한을 확인해 주십시오."
)

Id = tuple[str, int]
"""The kind of a record as the table of retention names it, and its key."""


class Standing(Enum):
    """What the keys at hand say of a file."""

    MISSING = "missing"
    SOUND = "sound"
    FORMER = "former"
    """Under a key the store had before: true then, older than the store."""
    PLAIN = "plain"
    """Without any MAC, as an earlier version of the program wrote it."""
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Noted:
    """A file as it was found; `ids` are what it says, to be believed by its standing."""

    standing: Standing
    ids: frozenset[Id] = frozenset()

    @property
    def believed(self) -> frozenset[Id]:
        """The ids somebody with the present key wrote."""
        return self.ids if self.standing is Standing.SOUND else frozenset()

    @property
    def doubtful(self) -> bool:
        """Whether something lies there that nobody with a key of this store wrote."""
        return self.standing in (Standing.PLAIN, Standing.CHANGED)


def read(folder: Path, keys: Sequence[DataKey]) -> Noted:
    """What is noted in a data folder; `keys` are those of the store, the present one first."""
    return _noted(_content(folder / FILE_NAME), keys)


def read_beside(folder: Path, store: UUID, keys: Sequence[DataKey]) -> Noted:
    """What lies beside the copies of a store in one of their places."""
    return _noted(_content(folder / _name_beside(store)), keys)


def written_in(folder: Path, keys: Sequence[DataKey]) -> bytes:
    """The file of a data folder as it lies there, b"" when there is none to be believed."""
    content = _content(folder / FILE_NAME)
    sound = _noted(content, keys).standing is Standing.SOUND
    return content if content is not None and sound else b""


def parse(content: bytes) -> frozenset[Id]:
    """What the lines of a file say, whoever wrote them; a line that is none of ours says nothing.

    For one that lies in a backup: the MAC of the backup vouches for it.
    """
    found = map(_LINE.fullmatch, content.decode("ascii", "replace").splitlines())
    return frozenset((one[1], int(one[2])) for one in found if one is not None)


def add(folder: Path, ids: Iterable[Id], keys: Sequence[DataKey]) -> None:
    """Note more of them in a data folder, on the disk when it returns. Raises StoreTrouble."""
    _add(folder / FILE_NAME, ids, keys)


def carry(data: Path, folder: Path, store: UUID, keys: Sequence[DataKey]) -> bool:
    """Bring what is noted in a data folder to a place of copies. Raises StoreTrouble.

    Under the store's own name: several desks may keep their copies on one stick. True when
    what lay there was somebody else's work, and is ours again.
    """
    there = _name_beside(store)
    doubtful = _noted(_content(folder / there), keys).standing is Standing.CHANGED
    ids = read(data, keys).believed
    if ids or doubtful:
        _add(folder / there, ids, keys)
    return doubtful


def _name_beside(store: UUID) -> str:
    return f"naeil-{check_value(store)}.destroyed"


def _content(path: Path) -> bytes | None:
    """None where there is none; what cannot be read is nobody's word."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        return b"\xff"


def _add(path: Path, ids: Iterable[Id], keys: Sequence[DataKey]) -> None:
    before = _content(path)
    now = _signed(_noted(before, keys).believed | frozenset(ids), keys)
    if now == before:
        return
    try:
        machine.write_file(path, now)
    except OSError as error:
        raise StoreTrouble(_UNWRITABLE) from error


def _signed(ids: Iterable[Id], keys: Sequence[DataKey]) -> bytes:
    body = "".join(f"{kind} {key}\n" for kind, key in sorted(ids)).encode("ascii")
    return body + b"".join(f"mac {_mac(key, body).hex()}\n".encode() for key in keys)


def _noted(content: bytes | None, keys: Sequence[DataKey]) -> Noted:
    if content is None:
        return Noted(Standing.MISSING)
    body, macs = _parted(content)
    ids = parse(body)
    if not macs:
        plain = bool(ids) and body == "".join(f"{k} {i}\n" for k, i in sorted(ids)).encode()
        return Noted(Standing.PLAIN if plain else Standing.CHANGED, ids)
    for at, key in enumerate(keys):
        made = _mac(key, body)
        if any(ciphers.same(made, one) for one in macs):
            return Noted(Standing.FORMER if at else Standing.SOUND, ids)
    return Noted(Standing.CHANGED, ids)


def _parted(content: bytes) -> tuple[bytes, tuple[bytes, ...]]:
    """The lines, and the MACs that stand under them."""
    lines = content.splitlines(keepends=True)
    macs = list(_macs_at_end(lines))
    return b"".join(lines[: len(lines) - len(macs)]), tuple(macs)


def _macs_at_end(lines: Sequence[bytes]) -> Iterator[bytes]:
    for line in reversed(lines):
        found = _MAC_LINE.fullmatch(line)
        if found is None:
            return
        yield bytes.fromhex(found[1].decode())


def _mac(key: DataKey, body: bytes) -> bytes:
    return ciphers.mac(ciphers.mac_key(key, _USE), body)
