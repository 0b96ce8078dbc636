"""The way back from a copy: look into it, put it in the place of the store, put that back again.

It works before anybody is signed in: on an empty PC, and where the store cannot be opened.
What is put in place is made complete aside first: brought to the present schema, what was
destroyed since taken out of it, paper numbers that may have been given out since left free,
the row on the restore chained to its log. The present store is kept aside, never deleted.
"""

import json
import platform
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from desktop.domain.access import ActKind
from desktop.domain.account import Role
from desktop.domain.backup import Occasion, Place, Progress, check_value
from desktop.domain.calendar import show_moment
from desktop.domain.clock import Clock
from desktop.domain.errors import NaeilError, NotAllowed, StoreTrouble
from desktop.domain.paper_number import PaperKind
from desktop.domain.rights import Right, may, refusal
from desktop.services.numbers import FIRST_BLOCK
from desktop.store import chain, file, location, machine, rekeying
from desktop.store.backup import container, destroyed, places, rewriting, swapping
from desktop.store.backup.container import Container
from desktop.store.backup.content import Content, examine_chain, head_in, holds, look_inside
from desktop.store.backup.making import DESK_FILE
from desktop.store.chain import Head
from desktop.store.ciphers import DataKey
from desktop.store.database import Database
from desktop.store.erasing import (
    erase_again,
    keep_in_the_store,
    keys_of,
    told_to,
    told_to_the_store,
)
from desktop.store.head import HeadFile
from desktop.store.keyring import FILE_NAME as KEY_FILE
from desktop.store.keyring import Holder, Keyring
from desktop.store.keys import Keys
from desktop.store.location import StoreLock
from desktop.store.office import NumberBlock
from desktop.store.schema import largest_key

STORE_NAME = "naeil.db"
Secret = str | Sequence[str]
"""A password of then, or the eight groups of the recovery code of then."""

after_restore: list[Callable[[file.Connection, frozenset[destroyed.Id]], None]] = [erase_again]
"""Applied to every store before it takes the place, in one transaction, followed by VACUUM:
given a connection to it at the present schema and the ids of all that was ever destroyed."""

DOUBTFUL = (
    "곁에 적어 둔 파기 번호 파일이 바뀌었거나 다른 열쇠의 것이어서 믿지 않았습니다. "
    "되살린 뒤 파기 관리대장과 맞추어, 다시 나타난 분이 있으면 다시 파기해 주십시오."
)
_NOT_OF_KEY = (
    "백업 파일이 만들어진 뒤에 바뀌었습니다. 이 백업은 쓰지 말고 다른 백업을 골라 주십시오."
)


@dataclass(frozen=True, slots=True)
class KnownCopy:
    """A copy within reach, as its own head tells, before anything was opened."""

    path: Path
    made_at: datetime
    size: int
    occasion: Occasion | None
    """None for a store that was put aside by a restore."""
    place: Place | None
    """None for a file chosen by hand."""


@dataclass(frozen=True, slots=True)
class Inside:
    """What is in a copy that was opened: dates, counts, accounts, the end of its log."""

    made_at: datetime
    occasion: Occasion | None
    store: str
    """Its check value, as on the paper of the recovery code."""
    desk: int | None
    counts: tuple[tuple[str, int], ...]
    accounts: tuple[str, ...]
    log_seq: int
    last_act: datetime | None
    chain_whole: bool
    newer_acts: int | None
    """What was entered, changed or printed since, and is in the present store only; None where
    that cannot be told."""
    destroyed_doubtful: bool
    """Whether the ids of what was destroyed, as they lie outside, are not this store's own word."""
    replaces: bool
    """Whether there is a store in the folder now, to be kept aside."""


@dataclass(slots=True)
class Opened:
    """A copy opened and laid out aside, ready to take the place."""

    inside: Inside
    content: Content
    data_key: DataKey = field(repr=False)
    holder: Holder | None
    """Whose password opened it; None for the recovery code."""
    ids: frozenset[destroyed.Id]


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done."""

    old: Head | None
    new: Head
    aside: str
    """The folder of the store that was there, '' where there was none."""


# choosing ------------------------------------------------------------------------------


def known_copies(data: Path) -> tuple[KnownCopy, ...]:
    """The copies in the places of this PC that are within reach, the latest first."""
    found = []
    for place, folder in places.folders_of(data).items():
        for path in places.copies_in(folder):
            with suppress(StoreTrouble):
                found.append(_known(path, place))
    return tuple(sorted(found, key=lambda one: (one.made_at, one.path.name), reverse=True))


def look_at(path: Path) -> KnownCopy:
    """A file chosen by hand. Raises StoreDamaged, StoreNewer, StoreTrouble."""
    return _known(path, None)


def put_aside(data: Path) -> tuple[KnownCopy, ...]:
    """The stores that a restore put aside, the latest first."""
    return tuple(
        KnownCopy(one.folder, one.at, one.size, None, None)
        for one in swapping.kept_aside(data, STORE_NAME)
    )


def _known(path: Path, place: Place | None) -> KnownCopy:
    copy = Container.look(path)
    return KnownCopy(path, copy.manifest.made_at, copy.size, copy.manifest.occasion, place)


# looking into it -----------------------------------------------------------------------


def open_copy(
    data: Path, path: Path, secret: Secret, progress: Progress = lambda _words, _share: None
) -> Opened:
    """Check a copy, open it with a password or the code of then, and see what is in it.

    `path` is a backup file, or the folder of a store put aside. It is laid out aside in
    the data folder; `give_up` takes it away again. Raises WrongPassword, Unreadable,
    StoreDamaged, StoreNewer, StoreTrouble, NotAllowed, LocationUnfit.
    """
    location.check(data)
    swapping.finish(data)
    stage = swapping.stage_in(data)
    try:
        lay_out = _lay_out_kept if path.is_dir() else _lay_out_copy
        return lay_out(data, path, stage, secret, progress)
    except BaseException:
        swapping.drop_stage(data)
        raise


def give_up(data: Path, opened: Opened | None = None) -> None:
    """The copy that was opened is not wanted: nothing was changed."""
    if opened is not None:
        opened.data_key.wipe()
    swapping.drop_stage(data)


def _lay_out_copy(
    data: Path, path: Path, stage: Path, secret: Secret, progress: Progress
) -> Opened:
    progress("백업 파일을 확인하는 중입니다…", 0.1)
    copy = Container.look(path)
    copy.check()
    keys = copy.part(container.KEYS)
    data_key, holder = _unlock(Keyring.parse(keys, stage), secret)
    if not copy.is_of(data_key):
        raise StoreTrouble(_NOT_OF_KEY)
    progress("안에 든 자료를 푸는 중입니다…", 0.4)
    copy.extract(container.STORE, stage / STORE_NAME)
    with file.told():
        machine.write_file(stage / KEY_FILE, keys)
        machine.write_file(stage / DESK_FILE, copy.part(container.DESK))
    ids = _all_destroyed(data, copy.manifest.store, data_key, path.parent)
    # The MAC of the whole vouches for what lies in it.
    ids.known |= destroyed.parse(copy.part(container.DESTROYED))
    return _looked_into(
        data, stage, data_key, holder, ids, copy.manifest.made_at, copy.manifest.occasion, progress
    )


def _lay_out_kept(
    data: Path, path: Path, stage: Path, secret: Secret, progress: Progress
) -> Opened:
    keyring = Keyring.read(path)
    data_key, holder = _unlock(keyring, secret)
    progress("앞의 자료를 푸는 중입니다…", 0.3)
    rekeying.finish(path / STORE_NAME, data_key)
    file.check(path / STORE_NAME, data_key)
    file.copy(path / STORE_NAME, data_key, stage / STORE_NAME)
    with file.told():
        for name in (KEY_FILE, DESK_FILE):
            if (path / name).exists():
                machine.write_file(stage / name, (path / name).read_bytes())
    at = next(one.at for one in swapping.kept_aside(data, STORE_NAME) if one.folder == path)
    ids = _all_destroyed(data, keyring.store_id, data_key)
    return _looked_into(data, stage, data_key, holder, ids, at, None, progress)


def _unlock(keyring: Keyring, secret: Secret) -> tuple[DataKey, Holder | None]:
    if isinstance(secret, str):
        holder, data_key = keyring.open_with_any(secret)
        return data_key, holder
    return keyring.open_with_recovery(secret), None


@dataclass(slots=True)
class _Destroyed:
    """What is known to be destroyed, and whether something beside it is not to be believed."""

    known: frozenset[destroyed.Id] = frozenset()
    doubtful: bool = False


def _all_destroyed(data: Path, store: UUID, data_key: DataKey, *more: Path) -> _Destroyed:
    """From the present store, the note beside it, and those beside the copies of the store."""
    keys = (data_key,)
    notes = [
        destroyed.read_beside(folder, store, keys)
        for folder in dict.fromkeys((*more, *places.folders_of(data).values()))
    ]
    if _store_of(data) == store:
        notes.append(destroyed.read(data, keys))
    found = _Destroyed(_in_present_store(data, data_key))
    for note in notes:
        found.known |= note.believed
        found.doubtful = found.doubtful or note.doubtful
    return found


def _store_of(data: Path) -> UUID | None:
    """Which store lies in the folder now, by its key file."""
    with suppress(NaeilError):
        return Keyring.read(data).store_id
    return None


def _in_present_store(data: Path, data_key: DataKey) -> frozenset[destroyed.Id]:
    """What the present store knows, where it is sound under the same key.

    Whoever puts an older note beside it gains nothing.
    """
    store = data / STORE_NAME
    with suppress(NaeilError), file.told():
        if store.exists() and file.opens(store, data_key):
            with closing(file.connect(store, data_key, read_only=True)) as connection:
                return told_to(connection)
    return frozenset()


def _looked_into(
    data: Path,
    stage: Path,
    data_key: DataKey,
    holder: Holder | None,
    ids: _Destroyed,
    made_at: datetime,
    occasion: Occasion | None,
    progress: Progress,
) -> Opened:
    progress("푼 자료를 열어 확인하는 중입니다…", 0.6)
    store = stage / STORE_NAME
    content = look_inside(store, data_key)
    Keyring.read(stage).check_key(data_key)
    progress("접속기록을 확인하는 중입니다…", 0.8)
    whole = examine_chain(store, data_key) is None
    present = _present_head(data, data_key)
    if present is not None and holder is not None and _desk_works(data, data_key):
        _refuse_without_right(store, data_key, holder)
    newer = None
    if present is not None and holds(data / STORE_NAME, data_key, content.head):
        newer = _kept_since(data / STORE_NAME, data_key, content.head)
    inside = Inside(
        made_at=made_at,
        occasion=occasion,
        store=check_value(content.store),
        desk=_desk_in(stage),
        counts=content.counts,
        accounts=tuple(one.name for one in Keyring.read(stage).holders()),
        log_seq=content.head.seq,
        last_act=content.last_entry,
        chain_whole=whole,
        newer_acts=newer,
        destroyed_doubtful=ids.doubtful,
        replaces=(data / STORE_NAME).exists() or (data / KEY_FILE).exists(),
    )
    progress("확인했습니다.", 1.0)
    return Opened(inside, content, data_key, holder, ids.known)


def _present_head(data: Path, data_key: DataKey) -> Head | None:
    """The end of the present log, where the present store is sound under the same key."""
    store = data / STORE_NAME
    with suppress(NaeilError), file.told():
        if store.exists() and file.opens(store, data_key):
            return head_in(store, data_key)
    return None


_KEPT = tuple(
    kind.value
    for kind in (ActKind.ENTER, ActKind.CHANGE, ActKind.PRINT, ActKind.EXPORT, ActKind.DESTROY)
)


def _kept_since(store: Path, data_key: DataKey, head: Head) -> int:
    """How many acts of the desk came after `head`; looking and signing in is none."""
    with file.told(), closing(file.connect(store, data_key, read_only=True)) as connection:
        (count,) = connection.execute(
            f"SELECT count(*) FROM access_log WHERE seq > ? AND kind IN ({', '.join('?' * 5)})",
            (head.seq, *_KEPT),
        ).fetchone()
    return int(count)


def _desk_works(data: Path, data_key: DataKey) -> bool:
    """Whether somebody could sign in to the present store."""
    with suppress(StoreTrouble):
        Keyring.read(data).check_key(data_key)
        return True
    return False


def _refuse_without_right(store: Path, data_key: DataKey, holder: Holder) -> None:
    """Only who may restore puts another store in the place of one that works."""
    with file.told(), closing(file.connect(store, data_key, read_only=True)) as connection:
        row = connection.execute(
            "SELECT role FROM account WHERE id = ? AND closed_at IS NULL", (holder.id,)
        ).fetchone()
    if row is None or not may(Role(row[0]), Right.RESTORE):
        raise NotAllowed(refusal(Right.RESTORE))


def _desk_in(stage: Path) -> int | None:
    with suppress(OSError, ValueError, KeyError, TypeError):
        return int(json.loads((stage / DESK_FILE).read_text("utf-8"))["desk"])
    return None


# putting it in place -------------------------------------------------------------------


def put_back(
    data: Path,
    opened: Opened,
    clock: Clock,
    progress: Progress = lambda _words, _share: None,
) -> Restored:
    """Put an opened copy in the place of the store. Nobody may have the store open.

    Raises StoreInUse, StoreTrouble: before anything was moved the present store is as it
    was; after that the next start goes on (`finish`).
    """
    with alone(data):
        stage = data / swapping.STAGE
        store = stage / STORE_NAME
        now = clock.now()
        progress("되살릴 자료를 준비하는 중입니다…", 0.1)

        def apply(connection: file.Connection) -> None:
            for step in after_restore:
                step(connection, opened.ids)

        rewriting.change_store(store, opened.data_key, apply)
        progress("접속기록에 적는 중입니다…", 0.5)
        present = _present_head(data, opened.data_key)
        old = present or HeadFile(data, opened.data_key).read()
        desk = _settle_desk(data, stage, opened)
        database = Database(store, opened.data_key)
        try:
            with database.write() as session:
                _leave_numbers_free(session, now.year % 100, desk, data, opened.data_key, present)
                keep_in_the_store(session, opened.ids)
                head = _note_restore(session, opened, old, desk, now)
            with database.read() as session:
                gone = told_to_the_store(session)
            if gone:
                destroyed.add(stage, gone, keys_of(database))
        finally:
            database.close()
        with file.told():
            HeadFile(stage, opened.data_key).reset(head)
        progress("자료를 바꿔 놓는 중입니다…", 0.8)
        aside = swapping.put_in_place(data, STORE_NAME, now)
        opened.data_key.wipe()
        progress("되살렸습니다.", 1.0)
        return Restored(old, head, aside.name if aside.exists() else "")


_held: set[Path] = set()


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Nobody else opens the folder while the block runs; a block in it asks no second time.

    Raises StoreInUse, StoreTrouble.
    """
    if data in _held:
        yield
        return
    with StoreLock(data):
        _held.add(data)
        try:
            yield
        finally:
            _held.discard(data)


def finish(data: Path) -> bool:
    """Go on with a restore that a stopped PC left half way; True when there was one."""
    return swapping.finish(data)


def _settle_desk(data: Path, stage: Path, opened: Opened) -> int:
    """A copy made without its desk's number takes the one of this PC."""
    if opened.inside.desk is not None:
        return opened.inside.desk
    desk = _desk_in(data)
    with file.told():
        machine.write_file(stage / DESK_FILE, json.dumps({"desk": desk or 1}).encode())
    return desk or 1


def _note_restore(
    session: Session, opened: Opened, old: Head | None, desk: int, now: datetime
) -> Head:
    new = chain.head_of(session)
    word = "되살림" if opened.inside.occasion is not None else "되돌림"
    purpose = f"{word}: 앞 {_told(old)} 뒤 {_told(new)}"
    if opened.inside.destroyed_doubtful:
        purpose += " 파기 번호 확인 못 함"
    keys = Keys(desk, lambda: int(now.timestamp() * 1000), after=largest_key(session))
    return chain.append(
        session,
        chain.Entry(
            id=keys.new(),
            at=now,
            account_id=opened.holder.id if opened.holder is not None else None,
            place=platform.node()[:60],
            kind=ActKind.SETTING.value,
            subjects=(),
            purpose=purpose,
            count=0,
        ),
    )


def _told(head: Head | None) -> str:
    """A head as a row of the log tells it: number and the first digits of the digest."""
    return "모름" if head is None else f"{head.seq}·{head.digest.hex()[:12]}"


def _leave_numbers_free(
    session: Session, year: int, desk: int, data: Path, data_key: DataKey, present: Head | None
) -> None:
    """Paper numbers given out since the copy was made stand on papers outside: none twice.

    Every block of this year counts as full, and one more behind the highest that this or
    the present store knows: the next number comes from a block nobody had.
    """
    highest = _blocks(data, data_key, year) if present is not None else {}
    for kind in PaperKind:
        mine = session.scalar(
            select(func.max(NumberBlock.block)).where(
                NumberBlock.kind == kind.key, NumberBlock.year == year
            )
        )
        session.execute(
            update(NumberBlock)
            .where(NumberBlock.kind == kind.key, NumberBlock.year == year)
            .values(next_serial=kind.serials)
        )
        last = max(mine or FIRST_BLOCK - 1, highest.get(kind.key, 0))
        keys = Keys(desk, after=largest_key(session))
        row = {"id": keys.new(), "kind": kind.key, "year": year, "block": last + 1}
        session.execute(insert(NumberBlock), [row | {"desk": desk, "next_serial": kind.serials}])


def _blocks(data: Path, data_key: DataKey, year: int) -> dict[str, int]:
    store = data / STORE_NAME
    with file.told(), closing(file.connect(store, data_key, read_only=True)) as connection:
        rows = connection.execute(
            "SELECT kind, max(block) FROM number_block WHERE year = ? GROUP BY kind", (year,)
        )
        return {str(kind): int(block) for kind, block in rows}


# what is told -----------------------------------------------------------------


def told_of(inside: Inside, done: Restored) -> tuple[str, ...]:
    """What a restore did, in sentences; nobody is named."""
    lines = [f"{show_moment(inside.made_at)}의 자료로 되살렸습니다."]
    if inside.newer_acts:
        lines.append(f"그 뒤에 저장한 일 {inside.newer_acts:,}건은 곁에 둔 자료에만 있습니다.")
    if done.aside:
        lines.append(f"앞의 자료는 {swapping.KEPT}/{done.aside} 폴더에 그대로 두었습니다.")
    if inside.destroyed_doubtful:
        lines.append(DOUBTFUL)
    lines.append("그 뒤에 바꾼 비밀번호와 닫은 계정도 그때로 돌아갔으니 확인해 주십시오.")
    return tuple(lines)


def check_copy(path: Path, secret: Secret, scratch: Path) -> tuple[str, ...]:
    """Whether a backup file is whole and what it holds, a sentence each; nobody is named.

    Opened in the folder `scratch`, which is empty. Raises as `open_copy` does.
    """
    opened = open_copy(scratch, path, secret)
    inside = opened.inside
    counts = " · ".join(f"{word} {count:,}건" for word, count in inside.counts)
    log = "온전합니다" if inside.chain_whole else "어긋난 곳이 있습니다"
    made = "" if inside.occasion is None else f" ({inside.occasion.label})"
    give_up(scratch, opened)
    return (
        f"백업 파일: 온전합니다. {show_moment(inside.made_at)}에 만듦{made}.",
        f"열쇠 파일: 온전합니다. 계정 {len(inside.accounts)}개.",
        "자료 파일: 암호와 구조 모두 온전합니다.",
        f"접속기록: {log}. {inside.log_seq:,}줄.",
        counts,
    )
