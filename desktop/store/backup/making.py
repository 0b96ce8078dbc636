"""Copying the running store as it was at one moment; checked before it counts, old ones cleared.

A copy is made on a connection of its own while others write (`store.file.copy`), opened and
looked through, put into one file with the key file of that moment, and read again from
the disk. Only then it gets its name; whatever stops it before leaves what was there.
"""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from desktop import VERSION
from desktop.domain.backup import Occasion, Place, Progress, check_value, file_name, kept, read_name
from desktop.domain.errors import NaeilError, StoreDamaged, StoreTrouble
from desktop.domain.waiting import Waiting
from desktop.store import file
from desktop.store.backup import container, destroyed, places
from desktop.store.backup.container import Container, Manifest
from desktop.store.backup.content import Content, holds, told_by
from desktop.store.chain import Head
from desktop.store.ciphers import DataKey
from desktop.store.keyring import FILE_NAME as KEY_FILE
from desktop.store.keyring import Keyring

DESK_FILE = "desk.json"
"""Beside the store: the number of this desk."""
_TRIES = 5
COPIED = 0.8
"""Share of a backup that copying and looking through is, of a large store."""

_CHANGING = (
    "백업하는 동안 열쇠 파일이 바뀌어 백업하지 못했습니다. 계정을 고치는 일이 끝난 뒤 "
    "다시 백업해 주십시오."
)
_OTHER = (
    "복사한 자료가 지금 자료와 이어지지 않아 백업으로 치지 않았습니다. "
    "앞서 만든 백업은 그대로 있습니다. 담당자에게 알려 주십시오."
)
_NO_KEYS = "열쇠 파일을 읽지 못해 백업하지 못했습니다. 자료 폴더를 확인해 주십시오."
_MEDDLED = (
    "{place}에 둔 파기 번호 파일(.destroyed)이 바뀌어 있어 다시 적었습니다. "
    "누가 그 자리를 만졌는지 팀장에게 알려 주십시오."
)
NOTHING_STOPS: Callable[[], bool] = lambda: False  # noqa: E731


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy that lies where it should, read again and found whole."""

    place: Place
    path: Path
    manifest: Manifest
    size: int


@dataclass(slots=True)
class Made:
    """What came of making copies: where they are, what went wrong, which old ones went."""

    copies: list[Copy] = field(default_factory=list)
    content: Content | None = None
    troubles: dict[Place, str] = field(default_factory=dict)
    cleared: list[tuple[Place, str]] = field(default_factory=list)


def make_copies(
    store: Path,
    data_key: DataKey,
    occasion: Occasion,
    now: datetime,
    *,
    after: Head | None = None,
    former: Sequence[DataKey] = (),
    progress: Progress = lambda _words, _share: None,
    stopped: Callable[[], bool] = NOTHING_STOPS,
) -> Made:
    """Copy the store at `store` to every place of its folder; old copies are cleared away.

    The log in the copy must go through `after`; `former` are the keys the store had before,
    the latest first. A second place that is missing or full is
    told in `troubles` and stops nothing; a first that is full is tried past, too.
    Raises StoreTrouble when there is no copy anywhere, `container.Stopped`.
    """
    data = store.parent
    made = Made()
    folders = places.folders_of(data)
    sentence = places.second_trouble(data)
    if sentence:
        made.troubles[Place.SECOND] = sentence
    last_trouble: NaeilError | None = None
    first: Container | None = None
    for place, folder in folders.items():
        try:
            if first is None:
                first, made.content = _make(
                    store, data_key, folder, occasion, now, after, progress, stopped
                )
                found = first
            else:
                progress(f"{place.label}에도 옮기는 중입니다…", 0.93)
                _clear_unfinished(folder, first.manifest.store.hex)
                found = container.carry(first, folder)
            made.copies.append(Copy(place, found.path, found.manifest, found.size))
            if destroyed.carry(data, folder, found.manifest.store, (data_key, *former)):
                made.troubles[place] = _MEDDLED.format(place=place.label)
            made.cleared += [(place, path.name) for path in clear_old(folder, found.path)]
        except StoreTrouble as error:
            made.troubles[place] = str(error)
            last_trouble = error
            if isinstance(error, StoreDamaged) and first is None:
                # The store itself is not whole: no other place will make it so.
                raise
    if first is None and last_trouble is not None:
        raise last_trouble
    progress("백업했습니다.", 1.0)
    return made


def _make(
    store: Path,
    data_key: DataKey,
    folder: Path,
    occasion: Occasion,
    now: datetime,
    after: Head | None,
    progress: Progress,
    stopped: Callable[[], bool],
) -> tuple[Container, Content]:
    with file.told():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for _ in range(_TRIES):
        keys = _read_file(store.parent / KEY_FILE)
        keyring = Keyring.parse(keys, store.parent)
        target = _free_name(folder, now, keyring)
        _clear_unfinished(folder, keyring.store_id.hex)
        part = target.with_name(target.name + ".part")
        try:
            _copy(store, data_key, part, progress, stopped)
            if _read_file(store.parent / KEY_FILE) != keys:
                continue
            # The key file must open what lies beside it, or nobody ever will.
            keyring.check_key(data_key)
            progress("복사한 자료를 열어 확인하는 중입니다…", COPIED)
            # Copying has looked at every page of it.
            content = told_by(part, data_key)
            if content.store != keyring.store_id or (
                after is not None and not holds(part, data_key, after)
            ):
                raise StoreTrouble(_OTHER)
            if stopped():
                raise container.Stopped
            progress("백업 파일로 묶는 중입니다…", 0.85)
            return _pack(
                target, part, keys, store.parent, content, data_key, occasion, now, stopped
            ), content
        finally:
            with suppress(OSError):
                file.discard(part)
                file.discard(part.with_name(part.name + ".new"))
    raise StoreTrouble(_CHANGING)


def _copy(
    store: Path, data_key: DataKey, part: Path, progress: Progress, stopped: Callable[[], bool]
) -> None:
    waiting = Waiting(lambda words, share: progress(words, 0.02 + (COPIED - 0.02) * share), stopped)
    try:
        file.copy(store, data_key, part, waiting)
    except StoreTrouble as error:
        if isinstance(error, StoreDamaged) or not stopped():
            raise
    if stopped():
        raise container.Stopped


def _pack(
    target: Path,
    part: Path,
    keys: bytes,
    data: Path,
    content: Content,
    data_key: DataKey,
    occasion: Occasion,
    now: datetime,
    stopped: Callable[[], bool],
) -> Container:
    parts: dict[str, bytes | Path] = {
        container.KEYS: keys,
        container.DESK: _desk_file(data),
        container.STORE: part,
    }
    ids = destroyed.written_in(data, (data_key,))
    if ids:
        parts[container.DESTROYED] = ids
    manifest = Manifest(
        made_at=now,
        occasion=occasion,
        store=content.store,
        schema=content.schema,
        program=VERSION,
        log_seq=content.head.seq,
        log_digest=content.head.digest,
        log_at=content.last_entry,
    )
    return container.write(target, manifest, parts, data_key, stopped=stopped)


def clear_old(folder: Path, newest: Path) -> list[Path]:
    """Remove the copies of this store past their time; `newest` stays. Gives what went.

    Only files that are called as ours are, say of themselves that they are, and are of the
    same store. The last copies from before an upgrade and before a restore stay besides.
    """
    own: dict[str, Path] = {}
    special: dict[Occasion, str] = {}
    made: dict[str, datetime] = {}
    ours = Container.look(newest).manifest.store
    for path, name in places.copies_in(folder).items():
        if name.store != check_value(ours):
            continue
        try:
            manifest = Container.look(path).manifest
        except StoreTrouble:
            continue
        if manifest.store != ours:
            continue
        own[path.name], made[path.name] = path, name.made_at
        if manifest.occasion in (Occasion.UPGRADE, Occasion.RESTORE):
            special[manifest.occasion] = path.name
    stay = kept(made) | set(special.values()) | {newest.name}
    gone = []
    for name_, path in own.items():
        if name_ not in stay:
            with suppress(OSError):
                path.unlink()
                gone.append(path)
    return gone


def _desk_file(data: Path) -> bytes:
    content = _read_file(data / DESK_FILE, missing=b"")
    with suppress(ValueError, KeyError, TypeError):
        json.loads(content.decode("utf-8"))["desk"]
        return content
    # A copy without its desk's number is better than none; whoever restores it is asked.
    return b"{}"


def _read_file(path: Path, missing: bytes | None = None) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        if missing is not None:
            return missing
        raise StoreTrouble(_NO_KEYS) from error
    except OSError as error:
        raise StoreTrouble(_NO_KEYS) from error


def _free_name(folder: Path, now: datetime, keyring: Keyring) -> Path:
    place = 1
    while (path := folder / file_name(now, keyring.store_id, place)).exists():
        place += 1
    return path


def _clear_unfinished(folder: Path, store: str) -> None:
    """What a killed program left half-made: of this store only, others may be at work here."""
    with suppress(OSError):
        for path in folder.iterdir():
            name = path.name.split(".backup.", 1)
            if len(name) != 2:
                continue
            told = read_name(f"{name[0]}.backup")
            if told is not None and store.upper().startswith(told.store):
                path.unlink(missing_ok=True)
