"""A change made inside a copy: what was destroyed in the store is taken out of it too."""

from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from desktop.domain.errors import StoreTrouble
from desktop.store import file, machine, rekeying
from desktop.store.backup import container
from desktop.store.backup.container import Container
from desktop.store.backup.content import look_inside
from desktop.store.ciphers import DataKey
from desktop.store.keyring import Keyring
from desktop.store.upgrade import bring_up_to_date

_OTHER_KEY = (
    "이 백업은 지금 열쇠로 열 수 없습니다. 그때의 비밀번호가 있어야 하니 "
    "보관한 분께 가져와 달라고 해 주십시오."
)

Change = Callable[[file.Connection], None]


def rewrite(
    path: Path,
    data_key: DataKey,
    change: Change,
    *,
    now: datetime,
    destroyed: bytes = b"",
    stopped: Callable[[], bool] = lambda: False,
) -> Container:
    """Apply a change to the store inside a backup and put the backup in its own place.

    The store is brought to the present schema first, so that the change finds the tables it
    knows. The change runs in one transaction; then VACUUM, so that no page keeps what went,
    both integrity checks, and the file is replaced in one step: the former copy
    is there whole until the new one is. The key file inside stays: it opens with the
    passwords of its time. `destroyed` is the list of ids to lie in the copy from now on.

    `data_key` is the one the copy was made under: the present one, or one of
    `former_keys`. Raises StoreTrouble (also when the key is another), StoreDamaged;
    StoreTrouble or `container.Stopped` when `stopped` says so: the copy is then as it was.
    """
    found = Container.look(path)
    found.check()
    keys = found.part(container.KEYS)
    if not found.is_of(data_key):
        raise StoreTrouble(_OTHER_KEY)
    Keyring.parse(keys, path.parent).check_key(data_key)
    part = path.with_name(path.name + ".part")
    try:
        found.extract(container.STORE, part)
        if stopped():
            raise container.Stopped
        change_store(part, data_key, change, stopped)
        if stopped():
            raise container.Stopped
        content = look_inside(part, data_key, stopped)
        parts: dict[str, bytes | Path] = {
            container.KEYS: keys,
            container.DESK: found.part(container.DESK),
            container.STORE: part,
        }
        ids = destroyed or found.part(container.DESTROYED)
        if ids:
            parts[container.DESTROYED] = ids
        manifest = replace(
            found.manifest,
            schema=content.schema,
            log_seq=content.head.seq,
            log_digest=content.head.digest,
            log_at=content.last_entry,
            rewritten_at=now,
        )
        return container.write(path, manifest, parts, data_key, stopped=stopped)
    finally:
        with suppress(OSError):
            file.discard(part)


def rewrite_kept(path: Path, keys: Iterable[DataKey], change: Change) -> bool:
    """The same for a store kept aside by a restore; `path` is its store file.

    False when none of the keys opens it or it is not whole; the former file is there until
    the new one is.
    """
    new = path.with_name(path.name + ".changed")
    try:
        with file.told():
            data_key = next((key for key in keys if file.opens(path, key)), None)
        if data_key is None:
            return False
        if any((path.parent / name).exists() for name in rekeying.names_beside(path.name)):
            # Of a change of the key cut short the other half would keep what is taken out here.
            Keyring.read(path.parent).check_key(data_key)
            rekeying.finish(path, data_key)
        file.copy(path, data_key, new)
        change_store(new, data_key, change)
        look_inside(new, data_key)
        with file.told():
            # First the old one's log: beside the new store it would be taken for its own.
            for suffix in ("-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            machine.replace_file(new, path)
    except StoreTrouble:
        return False
    finally:
        with suppress(OSError):
            file.discard(new)
    return True


def change_store(
    path: Path, data_key: DataKey, change: Change, stopped: Callable[[], bool] = lambda: False
) -> None:
    """Change a store file that nobody uses, and leave nothing of what was there before."""
    bring_up_to_date(path, data_key)
    with file.told(), closing(file.connect(path, data_key)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            change(connection)
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
        connection.set_progress_handler(stopped, file.STEPS_BETWEEN)
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with file.told():
        machine.flush_file(path)
