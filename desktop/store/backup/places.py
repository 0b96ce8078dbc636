"""Where copies go: the folder beside the store, and a second place chosen once for this PC.

The second place (a USB stick, a share) is known by a mark left in it: the folder of a stick
that is not plugged in may be there all the same, empty and on the PC's own disk, and another
stick may have got the same letter. It is noted beside the store, not in it: a store
that cannot be opened must still be restorable from there.
"""

import json
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desktop import paths
from desktop.domain.backup import CopyName, Place, read_name
from desktop.domain.errors import Refused, StoreTrouble
from desktop.domain.korean import with_particle
from desktop.store import location, machine

PLACES_FILE = "backup-places.json"
MARK_FILE = "naeil-backups"

_AWAY = (
    "둘째 자리(USB·공유 폴더)가 연결되어 있지 않아 이 컴퓨터에만 백업했습니다. "
    "꽂거나 연결하면 다음 백업부터 다시 적습니다."
)
_INSIDE = "자료 폴더 안에는 둘 수 없습니다. USB나 공유 폴더처럼 다른 곳을 골라 주십시오."
_CLOUD = (
    "{service} 동기화되는 폴더입니다. 백업도 개인정보이므로 밖으로 복사되면 안 됩니다. "
    "USB나 기관의 공유 폴더를 골라 주십시오."
)
_NO_FOLDER = "이 폴더에 쓸 수 없습니다. 꽂혀 있는지, 쓰기가 허락되는지 확인해 주십시오."
_NOT_NOTED = "둘째 자리를 이 컴퓨터에 적어 두지 못했습니다. 디스크의 남은 자리를 확인해 주십시오."


@dataclass(frozen=True, slots=True)
class Second:
    """The second place as chosen."""

    folder: Path
    mark: str

    @property
    def is_there(self) -> bool:
        """Whether the very folder that was chosen is within reach now."""
        with suppress(OSError):
            return (self.folder / MARK_FILE).read_text("ascii").strip() == self.mark
        return False


def second_of(data: Path) -> Second | None:
    """The second place of the PC whose data folder this is, None while nobody chose one."""
    try:
        noted = json.loads((data / PLACES_FILE).read_text("utf-8"))
        return Second(Path(str(noted["second"])), str(noted["mark"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def choose_second(data: Path, folder: Path) -> Second:
    """From now on copies go there too. Raises Refused, StoreTrouble."""
    folder = folder.expanduser().absolute()
    if folder.resolve().is_relative_to(data.resolve()):
        raise Refused(_INSIDE, {"second": _INSIDE})
    for path in dict.fromkeys((folder, folder.resolve())):
        service = location.cloud_service(path, os.environ)
        if service is not None:
            sentence = _CLOUD.format(service=with_particle(service, "으로/로"))
            raise Refused(sentence, {"second": sentence})
    try:
        if not folder.is_dir():
            raise NotADirectoryError(folder)
        mark = _mark_of(folder) or secrets.token_hex(8)
        machine.write_file(folder / MARK_FILE, mark.encode("ascii"))
    except OSError as error:
        raise Refused(_NO_FOLDER, {"second": _NO_FOLDER}) from error
    _note(data, {"second": str(folder), "mark": mark})
    return Second(folder, mark)


def forget_second(data: Path) -> None:
    """Copies go beside the store only; those in the second place stay where they are."""
    _note(data, {})


def _note(data: Path, noted: dict[str, str]) -> None:
    try:
        machine.write_file(data / PLACES_FILE, json.dumps(noted).encode("utf-8"))
    except OSError as error:
        raise StoreTrouble(_NOT_NOTED) from error


def _mark_of(folder: Path) -> str:
    """The mark another desk left: several may share one stick."""
    with suppress(OSError, ValueError):
        return (folder / MARK_FILE).read_text("ascii").strip()[:64]
    return ""


def folders_of(data: Path) -> dict[Place, Path]:
    """The places within reach now."""
    found = {Place.BESIDE: paths.backup_folder(data)}
    second = second_of(data)
    if second is not None and second.is_there:
        found[Place.SECOND] = second.folder
    return found


def second_trouble(data: Path) -> str:
    """What to tell when the second place is chosen and out of reach; else ''."""
    second = second_of(data)
    return _AWAY if second is not None and not second.is_there else ""


def copies_in(folder: Path) -> dict[Path, CopyName]:
    """The files in a folder that are called as ours are; of several stores where they meet."""
    found: dict[Path, CopyName] = {}
    with suppress(OSError):
        for path in sorted(folder.iterdir()):
            name = read_name(path.name)
            if name is not None and path.is_file() and not path.is_symlink():
                found[path] = name
    return found
