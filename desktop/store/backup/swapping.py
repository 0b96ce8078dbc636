"""Another store in the place of the present one, which is kept aside and can come back.

The other one lies complete in a folder of its own first (`STAGE`). Then a journal is
written, and from there on a PC that stops goes on at the next start (`finish`): what is there
now is moved aside, then the other one takes its place. Before the journal the present
store is untouched; after it both are whole on the disk at every moment.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.domain.clock import KST
from desktop.domain.errors import StoreTrouble
from desktop.store import file, head, keyring, machine, rekeying
from desktop.store.backup import destroyed
from desktop.store.backup.making import DESK_FILE

STAGE = "restoring"
KEPT = "kept"
"""Under it a folder for each store that was put aside, called by the moment."""
_JOURNAL = "restore-journal"
_ASIDE, _PLACE = "aside", "place"
_SIDE = ("", "-wal", "-shm", "-journal")
_MOMENT = "%Y%m%d-%H%M%S"

_NOT_OURS = (
    "자료 폴더를 읽을 수 없습니다. 이 PC에 로그인한 사람이 이 자료를 쓰는 사람인지, "
    "폴더의 권한을 확인해 주십시오."
)
_NOT_PUT = (
    "자료를 바꿔 놓는 일을 끝내지 못했습니다. 두 자료 모두 폴더에 그대로 있습니다. "
    "디스크의 남은 자리와 폴더의 권한을 확인하고 프로그램을 다시 켜 주십시오."
)
_NOT_REMOVED = (
    "곁에 둔 자료를 지우지 못했습니다. 그 폴더를 쓰는 프로그램이 있는지, 폴더의 권한을 "
    "확인하고 다시 해 주십시오."
)


@dataclass(frozen=True, slots=True)
class Aside:
    """A store that was put aside when another took its place."""

    folder: Path
    at: datetime
    size: int


def stage_in(data: Path) -> Path:
    """An empty folder for the store that is to take the place. Raises StoreTrouble."""
    stage = data / STAGE
    with file.told():
        if stage.exists():
            shutil.rmtree(stage)
        stage.mkdir(mode=0o700, parents=True)
    return stage


def drop_stage(data: Path) -> None:
    """Nothing is to take the place after all."""
    shutil.rmtree(data / STAGE, ignore_errors=True)


def put_in_place(data: Path, store_name: str, now: datetime) -> Path:
    """Put what lies in the stage in the place of the present store. Gives where that went.

    Raises StoreTrouble when it could not be finished; `finish` goes on with it.
    """
    aside = _free_name(data / KEPT, now)
    try:
        aside.mkdir(mode=0o700, parents=True)
        for path in (data / STAGE).iterdir():
            machine.flush_file(path)
        machine.flush_folder(data / STAGE)
        machine.flush_folder(data / KEPT)
        _note(data, _ASIDE, aside, store_name)
    except OSError as error:
        with suppress(OSError):
            aside.rmdir()
        raise StoreTrouble(_NOT_PUT) from error
    finish(data)
    return aside


def finish(data: Path) -> bool:
    """Go on where a change of stores was stopped; True when there was one.

    Without a journal whatever lies in the stage is waste. Raises StoreTrouble.
    """
    try:
        noted = json.loads((data / _JOURNAL).read_text("utf-8"))
    except FileNotFoundError:
        drop_stage(data)
        return False
    except PermissionError as error:
        # Whose folder it is not learns nothing about what lies in it.
        raise StoreTrouble(_NOT_OURS) from error
    except (OSError, ValueError) as error:
        # Written in one step: unreadable means the disk, not a stop in the middle.
        raise StoreTrouble(_NOT_PUT) from error
    aside, store_name = data / KEPT / noted["aside"], noted["store"]
    try:
        if noted["phase"] == _ASIDE:
            _move_all(data, aside, store_name)
            _note(data, _PLACE, aside, store_name)
        _move_all(data / STAGE, data, store_name)
        (data / _JOURNAL).unlink()
        machine.flush_folder(data)
        with suppress(OSError):
            aside.rmdir()  # nothing was there to be kept
    except OSError as error:
        raise StoreTrouble(_NOT_PUT) from error
    drop_stage(data)
    return True


def _move_all(source: Path, target: Path, store_name: str) -> None:
    # The key file last: with it a folder is a store.
    for name in names_of(store_name):
        if (source / name).exists():
            (source / name).replace(target / name)
            machine.flush_folder(target)
    machine.flush_folder(source)


def names_of(store_name: str) -> Iterator[str]:
    """The files that are one store, the key file last."""
    for suffix in _SIDE:
        yield store_name + suffix
    # Of a change of the key that was cut short: with the key file that opens only these.
    yield from rekeying.names_beside(store_name)
    yield head.FILE_NAME
    yield destroyed.FILE_NAME
    yield DESK_FILE
    yield keyring.FILE_NAME


def kept_aside(data: Path, store_name: str) -> tuple[Aside, ...]:
    """The stores put aside so far, the latest first."""
    found = []
    with suppress(OSError):
        for folder in (data / KEPT).iterdir():
            with suppress(ValueError, OSError):
                at = datetime.strptime(folder.name[:15], _MOMENT).replace(tzinfo=KST)
                size = sum(path.stat().st_size for path in folder.iterdir())
                if any((folder / name).exists() for name in (store_name, keyring.FILE_NAME)):
                    found.append(Aside(folder, at, size))
    return tuple(sorted(found, key=lambda one: one.folder.name, reverse=True))


def remove_kept(data: Path, name: str) -> None:
    """Remove a store that was put aside, whole. Raises StoreTrouble."""
    folder = data / KEPT / name
    if folder.parent != data / KEPT or not name or name in (".", ".."):
        raise ValueError(name)
    try:
        # The key file first: what is left of a removal cut short opens with nothing.
        for path in (folder / keyring.FILE_NAME, folder):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        machine.flush_folder(data / KEPT)
    except FileNotFoundError:
        return
    except OSError as error:
        raise StoreTrouble(_NOT_REMOVED) from error


def _note(data: Path, phase: str, aside: Path, store_name: str) -> None:
    noted = {"phase": phase, "aside": aside.name, "store": store_name}
    machine.write_file(data / _JOURNAL, json.dumps(noted).encode("utf-8"))


def _free_name(folder: Path, now: datetime) -> Path:
    name = now.astimezone(KST).strftime(_MOMENT)
    place = 1
    path = folder / name
    while path.exists():
        place += 1
        path = folder / f"{name}-{place}"
    return path
