"""The ids of what was destroyed, kept outside the store: no restored copy brings it back.

A line is the kind of a record and its key: `visitor 123`. Whoever destroys adds lines
(`add`), every backup carries them along, whoever restores applies them (`read`) before the desk
opens. No name, no number of a paper, no date: who it was cannot be told from it.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from desktop.domain.backup import check_value
from desktop.domain.errors import StoreTrouble
from desktop.store import machine

FILE_NAME = "destroyed-ids"
_LINE = re.compile(r"([a-z_]{1,30}) (\d{1,19})", re.ASCII)
_UNWRITABLE = (
    "파기한 번호를 적어 두지 못했습니다. 디스크의 남은 자리와 폴더의 권한을 확인해 주십시오."
)

Id = tuple[str, int]
"""The kind of a record as the table of retention names it, and its key."""


def read(folder: Path) -> frozenset[Id]:
    """All that was ever noted in a data folder; nothing when there is no file."""
    return parse(written_in(folder))


def read_beside(folder: Path, store: UUID) -> frozenset[Id]:
    """What lies beside the copies of a store in one of their places."""
    return parse(_content(folder / _name_beside(store)))


def written_in(folder: Path) -> bytes:
    """The file of a data folder as it lies there, b"" when there is none."""
    return _content(folder / FILE_NAME)


def parse(content: bytes) -> frozenset[Id]:
    """What a file says; a line that is none of ours says nothing."""
    found = map(_LINE.fullmatch, content.decode("ascii", "replace").splitlines())
    return frozenset((one[1], int(one[2])) for one in found if one is not None)


def add(folder: Path, ids: Iterable[Id]) -> None:
    """Note more of them in a data folder, on the disk when it returns. Raises StoreTrouble."""
    _add(folder / FILE_NAME, ids)


def carry(data: Path, folder: Path, store: UUID) -> None:
    """Bring what is noted in a data folder to a place of copies. Raises StoreTrouble.

    Under the store's own name: several desks may keep their copies on one stick.
    """
    ids = read(data)
    if ids:
        _add(folder / _name_beside(store), ids)


def _name_beside(store: UUID) -> str:
    return f"naeil-{check_value(store)}.destroyed"


def _content(path: Path) -> bytes:
    with suppress(OSError):
        return path.read_bytes()
    return b""


def _add(path: Path, ids: Iterable[Id]) -> None:
    before = parse(_content(path))
    now = before | frozenset(ids)
    if now == before:
        return
    lines = "".join(f"{kind} {key}\n" for kind, key in sorted(now))
    try:
        machine.write_file(path, lines.encode("ascii"))
    except OSError as error:
        raise StoreTrouble(_UNWRITABLE) from error
