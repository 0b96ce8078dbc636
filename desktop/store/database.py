"""The open store: one connection that writes, two that read, more for long work.

The second reader answers what is typed, so that no list however long stands before it.

`write()` and `read()` give a session whose transaction ends with the block. SQLite
has one writer at a time, so the writer's lock is taken first thing (BEGIN IMMEDIATE)
and an act never fails half way for want of it. Errors of disk and file come out as
StoreTrouble with a sentence; everything else passes through.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Executable, event, insert, text
from sqlalchemy.orm import Session
from sqlalchemy.sql import ClauseElement

from desktop.domain.errors import Refused
from desktop.store import chain, file, lines, machine, schema, tallies
from desktop.store.ciphers import KEY_BYTES, DataKey
from desktop.store.identity import Identity
from desktop.store.lines import FILLING, FileLine, Lines, told
from desktop.store.log import LogHead

_BUSY = (
    "백업처럼 오래 걸리는 일이 자료를 쓰고 있어 자료 열쇠를 바꾸지 못했습니다. "
    "끝난 뒤에 다시 해 주십시오."
)
_CHANGING = "자료 열쇠를 바꾸는 중입니다. 끝난 뒤에 다시 해 주십시오."


class Database:
    """An open store. Opening checks that it is one, sound and of this program's schema.

    Raises StoreMissing, StoreDamaged, StoreNewer; an older schema is brought up to date
    by `store.upgrade.open_store`, through which the program opens its store.
    """

    def __init__(
        self,
        path: Path,
        data_key: DataKey,
        state: file.State | None = None,
        connected: Lines | None = None,
    ) -> None:
        """`state` is what `file.check` said a moment ago, when somebody has asked it already.

        `connected`: the connections, where they are not made to the file at `path`.
        """
        state = state or file.check(path, data_key)
        if not state.current:
            raise ValueError("an older store is opened through store.upgrade")
        self.path = path
        self.after_crash = state.crashed
        """The program before this one did not close the store; its last commits are there."""
        self.upgraded_from = ""
        """The schema it had a moment ago, when it was older than this program's."""
        self._key = data_key
        self._writer, self._reader, self._finder = connected or lines.to_file(path, data_key)
        self._closed = False
        self._steady = threading.Lock()
        self._held, self._changing = 0, False
        self._let_go: Callable[[], None] = lambda: None

    @classmethod
    def create(
        cls,
        path: Path,
        data_key: DataKey,
        *,
        store_id: UUID | None = None,
        at: datetime | None = None,
    ) -> "Database":
        """A new empty store; it appears at `path` complete or not at all.

        `store_id` comes from the key file. Raises Refused when there is a file already.
        """
        if path.exists():
            raise Refused(
                "이 폴더에는 이미 자료 파일이 있습니다. "
                "다른 폴더를 고르거나 그 자료를 열어 주십시오."
            )
        new = path.with_name(path.name + ".new")
        with file.told():
            path.parent.mkdir(parents=True, exist_ok=True)
            file.discard(new)
        try:
            _lay_out(new, data_key, store_id or uuid4(), at or datetime.now(UTC))
            with file.told():
                file.tidy_away(new, data_key)
                machine.replace_file(new, path)
        except BaseException:
            file.discard(new)
            raise
        return cls(path, data_key)

    @classmethod
    def in_memory(cls, at: datetime) -> "Database":
        """An empty store of nobody, on no disk and gone with this object: to rehearse in.

        It has one connection for all: no two blocks at the same time, none of its own.
        """
        connected, key = lines.in_memory(), DataKey(bytes(KEY_BYTES))
        with connected.writer.session() as session:
            _lay_tables(session.connection(), uuid4(), at)
        return cls(Path(file.NOWHERE), key, file.State(file.HEAD, crashed=False), connected)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session that may change the store; committed (and on the disk) when the block ends."""
        with self._writer.session() as session:
            yield session

    @contextmanager
    def read(self, *, typed: bool = False) -> Iterator[Session]:
        """A session that sees one state of the store throughout and cannot change it.

        `typed` is for what is asked at every key, a few rows at a time.
        """
        line = self._finder if typed else self._reader
        with line.session() as session:
            yield session

    @contextmanager
    def own_connection(self, *, writes: bool = False) -> Iterator[Session]:
        """A session on a connection of its own, for long work that must not block the desk.

        One that writes commits in small pieces (`session.commit()`): while it holds the
        writer's lock nobody else can save.
        """
        with self.held():
            line = FileLine(self.path, self._key, writes=writes)
            try:
                with line.session() as session:
                    yield session
            finally:
                line.close()

    @contextmanager
    def held(self) -> Iterator[None]:
        """While the block runs the file keeps its key: for whoever goes to it by its path.

        Raises Refused while the key is being changed.
        """
        self._hold()
        try:
            yield
        finally:
            self._release()

    def _hold(self) -> None:
        with self._steady:
            if self._changing:
                raise Refused(_CHANGING)
            self._held += 1

    def _release(self) -> None:
        with self._steady:
            self._held -= 1

    def change_key(self, change: Callable[[Path], DataKey]) -> None:
        """Let go of the file while `change` encrypts it anew, then go on under the key it gives.

        Whoever reads or writes meanwhile waits. Raises Refused while the file is held, and
        whatever `change` raises: the store is then open under the key it had, except after
        HalfChanged, when it stays shut.
        """
        with self._steady:
            if self._held or self._changing:
                raise Refused(_BUSY)
            self._changing = True
        try:
            with self._writer.parted(), self._reader.parted(), self._finder.parted():
                self._key.become(change(self.path))
        finally:
            self._changing = False

    @contextmanager
    def filling(self) -> Iterator[Session]:
        """A session for filling an empty store that nobody uses yet.

        Nothing is flushed to the disk before the end and references are not looked up row
        by row: what fails half way has to be thrown away.
        """
        line = FileLine(self.path, self._key, writes=True, settings=FILLING)
        try:
            with line.session() as session:
                yield session
        finally:
            line.close()
        with file.told():
            file.tidy_away(self.path, self._key)
            machine.flush_file(self.path)

    def beside(self) -> "Database":
        """The same open store on connections of its own, for long work made of many acts."""
        self._hold()
        try:
            # Not checked again: its log is being written while it would be looked at.
            made = Database(self.path, self._key, file.State(file.HEAD, self.after_crash))
        except BaseException:
            self._release()
            raise
        made._let_go = self._release
        return made

    def backup_to(self, target: Path) -> None:
        """A complete, checked copy under the same data key; runs beside the work at the desk.

        Raises StoreTrouble; an existing file at `target` stays unless the copy is whole.
        """
        with self.held():
            file.copy(self.path, self._key, target)

    def leave_no_trace(self) -> None:
        """What was deleted goes from free pages and from the log as well.

        The whole file is written anew: for a thread of its own. Raises StoreTrouble.
        """
        with self.held():
            file.write_anew(self.path, self._key)

    @property
    def data_key(self) -> DataKey:
        """The key of the file, as it is now."""
        return self._key

    def close(self) -> None:
        """Bring everything into the one file and let go of it; a second call does nothing."""
        if self._closed:
            return
        self._closed = True
        self._finder.close()
        self._reader.close()
        self._writer.close()
        self._let_go()

    # For tests and benchmarks ----------------------------------------------------------

    @contextmanager
    def statement_counter(self) -> Iterator[list[str]]:
        """The statements sent while the block runs, without BEGIN and COMMIT."""
        sent: list[str] = []

        def note(_c: Any, _cursor: Any, statement: str, _p: Any, _x: Any, _many: bool) -> None:
            if not statement.startswith("BEGIN"):
                sent.append(statement)

        engines = (self._writer.engine, self._reader.engine, self._finder.engine)
        for engine in engines:
            event.listen(engine, "before_cursor_execute", note)
        try:
            yield sent
        finally:
            for engine in engines:
                event.remove(engine, "before_cursor_execute", note)


@contextmanager
def session_on(path: Path, data_key: DataKey) -> Iterator[Session]:
    """A session that writes into a copy nobody works in, whatever schema it has."""
    line = FileLine(path, data_key, writes=True)
    try:
        with line.session() as session:
            yield session
    finally:
        line.close()


def plan_of(session: Session, query: Executable) -> tuple[str, ...]:
    """How SQLite would look for the rows: one line a step, `SCAN` is a walk over a table."""
    assert isinstance(query, ClauseElement)
    compiled = query.compile(session.get_bind(), compile_kwargs={"render_postcompile": True})
    holes = (None,) * len(getattr(compiled, "positiontup", None) or ())
    rows = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", holes)
    return tuple(row[3] for row in rows)


def _lay_out(path: Path, key: DataKey, store_id: UUID, at: datetime) -> None:
    """All tables at once. By test the same as all migrations after each other, but quicker."""
    engine = lines.engine(path, key, writes=True, create=True)
    try:
        with told(), engine.begin() as connection:
            _lay_tables(connection, store_id, at)
            connection.execute(text(VERSION_TABLE))
            connection.execute(
                text("INSERT INTO alembic_version VALUES (:head)"), {"head": file.HEAD}
            )
            connection.exec_driver_sql(f"PRAGMA application_id = {file.APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {file.number_of(file.HEAD)}")
    finally:
        engine.dispose()


def _lay_tables(connection: Connection, store_id: UUID, at: datetime) -> None:
    schema.metadata.create_all(connection, checkfirst=False)
    tallies.begin(connection)
    connection.execute(insert(Identity), [{"id": 1, "store": store_id, "created_at": at}])
    begin = {"id": chain.HEAD_ROW, "seq": 0, "digest": chain.NOTHING}
    connection.execute(insert(LogHead), [begin])


VERSION_TABLE = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)
