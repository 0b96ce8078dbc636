"""The store as one encrypted file: opened with its key, told from what it is not, copied.

Plain SQLCipher, no SQLAlchemy: the first list after signing in is filled by one query
over such a connection while the rest is still being loaded.

A 0-byte file would open as a new empty store, and a wrong key, no key and a damaged
first page all say "file is not a database"; so every start goes through `check`.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from desktop.domain.errors import (
    CommitsLost,
    StoreDamaged,
    StoreMissing,
    StoreNewer,
    StoreTrouble,
)
from desktop.domain.waiting import NOBODY, Waiting
from desktop.store import machine, write_ahead
from desktop.store.ciphers import DataKey

FILE_NAME = "store.db"
APPLICATION_ID = 0x4E41444B
"""Written into the file's header: says that this is a store of ours."""
HEAD = "0007"
"""The schema this program writes: the newest migration's name, which begins with its number."""
BUSY_MS = 5_000

Connection = Any
"""A connection of sqlcipher3, which comes without types."""

_NOT_OURS = (
    "자료 파일이 내일창구의 것이 아닙니다. 자료 폴더를 잘못 고르셨는지 확인하고, "
    "맞다면 백업에서 되살려 주십시오."
)
_DAMAGED = (
    "자료 파일이 손상되어 열 수 없습니다. 파일을 지우지 말고 다른 곳에 복사해 둔 뒤 "
    "가장 최근 백업에서 되살려 주십시오."
)
_EMPTY = "자료 파일이 비어 있습니다(0바이트). 가장 최근 백업에서 되살려 주십시오."
_MISSING = (
    "자료 파일이 없습니다. 옮기셨다면 되돌려 놓고, 아니면 가장 최근 백업에서 되살려 주십시오."
)
_NEWER = (
    "자료가 더 새로운 내일창구에서 저장되었습니다. 자료는 그대로 두었습니다. "
    "이 PC의 내일창구를 새 판으로 바꿔 주십시오."
)
_FULL = (
    "디스크에 남은 자리가 없어 저장하지 못했습니다. 저장된 자료는 그대로 있습니다. "
    "자리를 비우고 다시 저장해 주십시오."
)
_UNWRITABLE = (
    "자료 파일에 쓸 수 없습니다. 저장된 자료는 그대로 있습니다. "
    "디스크의 남은 자리와 폴더의 권한을 확인하고 다시 저장해 주십시오."
)
_STOPPED = "그만두었습니다. 자료는 그대로 있습니다."
_COPYING = "자료를 복사하는 중입니다…"
_LOOKING_THROUGH = "복사한 자료를 빠짐없이 살펴보는 중입니다…"
_LOOKING = "지난번에 갑자기 꺼져서 자료를 살펴보고 있습니다 ({seconds}초째)"
_BUSY = "다른 작업이 자료를 쓰고 있어 저장하지 못했습니다. 잠시 뒤 다시 해 주십시오."


NOWHERE = ":memory:"
"""The place of a store on no disk."""


@dataclass(frozen=True, slots=True)
class State:
    """What a store says about itself when it is opened."""

    revision: str
    crashed: bool
    """The last program did not close it: the write-ahead log had rows in it."""

    @property
    def current(self) -> bool:
        """Whether it has the schema of this program."""
        return self.revision == HEAD


def connect(
    path: Path, key: DataKey, *, create: bool = False, read_only: bool = False
) -> Connection:
    """A connection with the house's settings; no transaction is begun by itself.

    Nothing is read yet, so a wrong key shows at the first statement.
    """
    mode = "rwc" if create else "rw"
    connection = dbapi2.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.secret.hex()}'\"")
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        # Sorting must not leave plain rows in a temporary file.
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA cache_size = -16384")
        if read_only:
            connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def connect_in_memory() -> Connection:
    """A connection to an empty store on no disk, without a key."""
    return dbapi2.connect(NOWHERE, isolation_level=None, check_same_thread=False)


def trouble(error: BaseException) -> StoreTrouble | None:
    """What an error of the driver means at the desk; None when it is our own mistake."""
    if not isinstance(error, dbapi2.Error):
        return None
    said = str(error)
    for words, family, sentence in _MEANINGS:
        if words in said:
            return family(sentence)
    return None


_MEANINGS: tuple[tuple[str, type[StoreTrouble], str], ...] = (
    ("database or disk is full", StoreTrouble, _FULL),
    ("disk I/O error", StoreTrouble, _UNWRITABLE),
    ("readonly database", StoreTrouble, _UNWRITABLE),
    ("unable to open database file", StoreTrouble, _UNWRITABLE),
    ("is locked", StoreTrouble, _BUSY),
    ("interrupted", StoreTrouble, _STOPPED),
    ("not a database", StoreDamaged, _DAMAGED),
    ("malformed", StoreDamaged, _DAMAGED),
    ("corrupt", StoreDamaged, _DAMAGED),
)


@contextmanager
def told() -> Iterator[None]:
    """Turn errors of driver and disk inside the block into sentences for the desk."""
    try:
        yield
    except dbapi2.Error as error:
        meaning = trouble(error)
        if meaning is None:
            raise
        raise meaning from error
    except OSError as error:
        raise StoreTrouble(_UNWRITABLE) from error


def check(
    path: Path, key: DataKey, *, despite_lost: bool = False, waiting: Waiting = NOBODY
) -> State:
    """Whether the file at `path` is a sound store that this key opens.

    After a crash every page is looked at: some ten seconds for each gigabyte.
    Raises StoreMissing, StoreDamaged (empty, cut, altered, not ours), StoreNewer,
    StoreTrouble when nobody waits any more, and
    CommitsLost, unless `despite_lost`: then the store is opened without what SQLite drops. The
    key came out of an authenticated key file, so one that does not fit means a damaged
    or exchanged store, never a wrong password.
    """
    if not path.exists():
        raise StoreMissing(_MISSING)
    if path.stat().st_size == 0:
        raise StoreDamaged(_EMPTY)
    log = path.with_name(path.name + "-wal")
    crashed = log.exists() and log.stat().st_size > 0
    if crashed and not despite_lost and write_ahead.has_lost_commits(log):
        raise CommitsLost(_DAMAGED)
    if crashed:
        _check_after_crash(path, key, waiting)
    with told(), closing(connect(path, key)) as connection:
        (application_id,) = connection.execute("PRAGMA application_id").fetchone()
        if application_id != APPLICATION_ID:
            raise StoreDamaged(_NOT_OURS)
        revision = _revision(connection)
        if number_of(revision) > number_of(HEAD):
            raise StoreNewer(_NEWER)
        if connection.execute("SELECT count(*) FROM identity").fetchone() != (1,):
            raise StoreDamaged(_DAMAGED)
    return State(revision, crashed)


def _revision(connection: Connection) -> str:
    try:
        rows = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    except dbapi2.OperationalError as error:
        if "no such table" in str(error):
            raise StoreDamaged(_DAMAGED) from error
        raise
    if len(rows) != 1 or not number_of(rows[0][0]):
        raise StoreDamaged(_DAMAGED)
    return str(rows[0][0])


def number_of(revision: str) -> int:
    """Migrations are numbered in one line: "0003" is 3; 0 for what is no such number."""
    return int(revision) if revision.isascii() and revision.isdigit() else 0


def _check_after_crash(path: Path, key: DataKey, waiting: Waiting) -> None:
    """A file cut while its log held rows opens without a word, so look at every page.

    Read only, so that the log stays: given up, the next start has to look again.
    """
    begun = time.monotonic()

    def step() -> bool:
        waiting.tell(_LOOKING.format(seconds=int(time.monotonic() - begun)), 0.0)
        return waiting.stopped()

    with told(), closing(_only_reading(path, key)) as connection:
        connection.set_progress_handler(step, STEPS_BETWEEN)
        (result,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if result != "ok":
            raise StoreDamaged(_DAMAGED)


def peek_head(path: Path, key: DataKey) -> tuple[int, str]:
    """How long the access log is and when its last row was written (UTC, as stored).

    Nothing is written, so a damaged log of a crash stays as it was found. Raises StoreTrouble.
    """
    with told(), closing(_only_reading(path, key)) as connection:
        (seq,) = connection.execute("SELECT seq FROM log_head").fetchone() or (0,)
        row = connection.execute("SELECT at FROM access_log WHERE seq = ?", (seq,)).fetchone()
    return int(seq), str(row[0]) if row else ""


def _only_reading(path: Path, key: DataKey) -> Connection:
    """A connection that leaves no trace: it does not tidy the log into the file on closing."""
    connection = dbapi2.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.secret.hex()}'\"")
    return connection


STEPS_BETWEEN = 50_000
"""Steps of SQLite's machine between two questions whether long work is still wanted."""
PAGES_AT_ONCE = 2_000
"""Pages copied between two looks whether somebody still wants it: some hundredths of a second."""
COPIES = 0.3
"""What copying is of copying and looking through, as measured."""


def verify(path: Path, key: DataKey, stopped: Callable[[], bool] = lambda: False) -> None:
    """Look at every page and every row's structure, as for a backup.

    Raises StoreDamaged; StoreTrouble when `stopped` says that nobody wants it any more.
    """
    with told(), closing(connect(path, key, read_only=True)) as connection:
        connection.set_progress_handler(stopped, STEPS_BETWEEN)
        if connection.execute("PRAGMA cipher_integrity_check").fetchall():
            raise StoreDamaged(_DAMAGED)
        if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            raise StoreDamaged(_DAMAGED)
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise StoreDamaged(_DAMAGED)


def opens(path: Path, key: DataKey) -> bool:
    """Whether `key` is the one of the file at all; other troubles come out as they are.

    A file with nothing in it, which every key would open, has none.
    """
    if path.stat().st_size == 0:
        return False
    try:
        with closing(connect(path, key)) as connection:
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.DatabaseError as error:
        if "not a database" in str(error):
            return False
        raise
    return bool(tables)


def copy(path: Path, key: DataKey, target: Path, waiting: Waiting = NOBODY) -> None:
    """A whole copy of a store, also while others write; `target` appears complete or not at all.

    As the store was when it began: what is committed meanwhile is not in it. Whoever waits is
    told the share of copying and looking through. Raises StoreTrouble, also when nobody wants
    it any more.
    """
    new = target.with_name(target.name + ".new")
    begun = time.monotonic()
    looks_from = looks_for = 0.0

    def copying(_status: int, left: int, pages: int) -> None:
        waiting.tell(_COPYING, COPIES * (1 - left / max(1, pages)))
        if waiting.stopped():
            raise StoreTrouble(_STOPPED)

    def looking() -> bool:
        # How far SQLite is with it nobody can ask; how long it takes the copying has told.
        share = min(0.98, (time.monotonic() - looks_from) / max(looks_for, 0.001))
        waiting.tell(_LOOKING_THROUGH, COPIES + (1 - COPIES) * share)
        return waiting.stopped()

    with told():
        discard(new)
        try:
            with closing(connect(path, key)) as source, closing(_bare(new, key)) as copied:
                # Somebody reading: otherwise it would start over at every commit, and never end.
                source.execute("BEGIN")
                source.execute("SELECT count(*) FROM sqlite_master").fetchall()
                source.backup(copied, pages=PAGES_AT_ONCE, progress=copying)
            looks_from = time.monotonic()
            looks_for = (looks_from - begun) * (1 - COPIES) / COPIES
            looking()
            verify(new, key, looking)
            tidy_away(new, key)
            machine.replace_file(new, target)
        except BaseException:
            with suppress(OSError):
                discard(new)
            raise


def _bare(path: Path, key: DataKey) -> Connection:
    """A connection for writing a copy: no log beside it."""
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.secret.hex()}'\"")
    return connection


def tidy_away(path: Path, key: DataKey) -> None:
    """Bring the log of a store nobody uses into its file, so that one file is everything."""
    with closing(connect(path, key)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def write_anew(path: Path, key: DataKey) -> None:
    """Write every page anew, so that nothing deleted is left in free pages, gaps or the log.

    Others may have the store open; they wait. Raises StoreTrouble.
    """
    with told(), closing(connect(path, key)) as connection:
        connection.execute("VACUUM")
        (busy, _pages, _moved) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise StoreTrouble(_BUSY)


def discard(path: Path) -> None:
    """Remove a store file that was never used, with what SQLite put beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
