"""One connection with its lock: a block is a transaction, and one thread at a time has it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.orm import Session

from desktop.domain.errors import Refused, StoreMissing, StoreTrouble
from desktop.store import file, machine
from desktop.store.ciphers import DataKey
from desktop.store.engines import engine_on

FILLING = (
    "PRAGMA foreign_keys = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA cache_size = -65536",
    "PRAGMA wal_autocheckpoint = 8000",
)
_FINDING = ("PRAGMA cache_size = -4096",)
"""A key reads some dozens of pages; the large cache is the reader's."""
_GONE = (
    "자료 폴더가 사라졌거나 바뀌어 저장하지 못했습니다. 화면에 적은 것은 그대로 있습니다. "
    "빠진 디스크를 되돌리고, 적은 것을 옮겨 적은 뒤 프로그램을 다시 켜 주십시오."
)


class HalfChanged(StoreTrouble):
    """The key file opens the new store already, but the old one still stands in its place.

    Nothing may be written to it any more: the next start puts the new one there.
    """


class Line:
    """A connection that anybody may use, one after the other."""

    def __init__(self, make: Callable[[], Engine]) -> None:
        """`make` connects; it is asked again after the connection had to be given up."""
        self._make = make
        self.engine = make()
        self._lock = threading.Lock()
        self._busy_for: int | None = None
        self._shut = ""

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session whose transaction is the block; waits while another thread has the line.

        Raises StoreTrouble for what the disk or the file refuses.
        """
        if self._busy_for == threading.get_ident():
            raise RuntimeError("a block of this connection is open in this thread already")
        with self._lock:
            if self._shut:
                raise StoreTrouble(self._shut)
            self._stay()
            self._busy_for = threading.get_ident()
            session = Session(self.engine, expire_on_commit=False)
            try:
                with told():
                    try:
                        yield session
                        self._stay()
                        session.commit()
                    except BaseException:
                        session.rollback()
                        raise
                    finally:
                        session.close()
            finally:
                self._busy_for = None

    def _stay(self) -> None:
        """Raises StoreMissing where what was opened is no longer there."""

    @contextmanager
    def parted(self) -> Iterator[None]:
        """No connection while the block runs; afterwards a new one, under the key of then."""
        with self._lock:
            self.engine.dispose()
            try:
                yield
            except HalfChanged as error:
                self._shut = str(error)
                raise
            except BaseException:
                self._begin_anew()
                raise
            self._begin_anew()

    def _begin_anew(self) -> None:
        self.engine = self._make()

    def close(self) -> None:
        """Let go of it, when nobody has it any more."""
        with self._lock:
            self.engine.dispose()


class FileLine(Line):
    """A connection to a file, which may be taken away."""

    def __init__(
        self, path: Path, key: DataKey, *, writes: bool, settings: tuple[str, ...] = ()
    ) -> None:
        """`settings`: statements for the connection before anything else."""
        super().__init__(lambda: engine(path, key, writes=writes, settings=settings))
        self._path, self._file = path, machine.identity(path)

    def _stay(self) -> None:
        # A deleted or unmounted file goes on taking what is written, and nobody would ever
        # see it again.
        if machine.identity(self._path) != self._file:
            raise StoreMissing(_GONE)

    def _begin_anew(self) -> None:
        super()._begin_anew()
        self._file = machine.identity(self._path)


class Lines(NamedTuple):
    """The connections of an open store, by what they are for."""

    writer: Line
    reader: Line
    finder: Line


def to_file(path: Path, key: DataKey) -> Lines:
    """One that writes, two that read."""
    return Lines(
        FileLine(path, key, writes=True),
        FileLine(path, key, writes=False),
        FileLine(path, key, writes=False, settings=_FINDING),
    )


def in_memory() -> Lines:
    """One for all: a second one would see another, empty store."""
    line = Line(lambda: _begun(engine_on(file.connect_in_memory), "BEGIN"))
    return Lines(line, line, line)


@contextmanager
def told() -> Iterator[None]:
    """Errors of disk, file and refused values come out with their sentence."""
    try:
        yield
    except DBAPIError as error:
        meaning = file.trouble(error.orig) if error.orig is not None else None
        if meaning is None:
            raise
        raise meaning from error
    except StatementError as error:
        # A value that may not be stored was refused by its column: the sentence is the error.
        if isinstance(error.orig, Refused):
            raise error.orig from None
        raise


def engine(
    path: Path,
    key: DataKey,
    *,
    writes: bool,
    create: bool = False,
    settings: tuple[str, ...] = (),
) -> Engine:
    """Connects to a file; who writes has the writer's lock from the first word on."""

    def connected() -> file.Connection:
        connection = file.connect(path, key, create=create, read_only=not writes)
        for setting in settings:
            connection.execute(setting)
        return connection

    return _begun(engine_on(connected), "BEGIN IMMEDIATE" if writes else "BEGIN")


def _begun(made: Engine, begin: str) -> Engine:
    """The engine, whose transactions begin with these words."""

    @event.listens_for(made, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return made
