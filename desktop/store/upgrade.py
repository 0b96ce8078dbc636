"""Opening a store, whichever version of the program last wrote it.

A store at the present schema opens at once. An older one is backed up, then brought up
to date in one transaction: all steps or none. A newer one is left alone. Alembic
costs 0.4 s to import, so only an older store imports it.
"""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, text

from desktop.domain.backup import Occasion
from desktop.domain.clock import KST
from desktop.domain.errors import StoreTrouble
from desktop.domain.waiting import NOBODY, Waiting
from desktop.store import file, migrations, rekeying, tallies
from desktop.store.backup import container, making
from desktop.store.ciphers import DataKey
from desktop.store.database import Database
from desktop.store.engines import engine_on

_FAILED = (
    "자료를 새 판에 맞게 바꾸지 못했습니다. 자료는 바꾸기 전 그대로 있습니다. "
    "이전 판의 내일창구로 계속 일하시고, 담당자에게 알려 주십시오."
)
_STOPPED = "새 판에 맞추기를 그만두었습니다. 자료는 바꾸기 전 그대로 있습니다."
_STEP = "자료를 새 판에 맞추는 중입니다 ({at}/{count})"


def open_store(
    path: Path,
    data_key: DataKey,
    now: datetime | None = None,
    *,
    despite_lost: bool = False,
    waiting: Waiting = NOBODY,
) -> Database:
    """The store at `path`, brought up to date if it is older, after a backup of it as it was.

    Raises StoreMissing, StoreDamaged, StoreNewer, CommitsLost (unless `despite_lost`);
    StoreTrouble when it could not be
    backed up or brought up to date, or nobody waits for it any more, and then it is unchanged.
    """
    rekeying.finish(path, data_key)
    state = file.check(path, data_key, despite_lost=despite_lost, waiting=waiting)
    if not state.current:
        _keep_as_it_is(path, data_key, now or datetime.now(KST), waiting)
        _upgrade(path, data_key, state.revision, waiting)
        # Asking again would say that nothing was wrong: the first look has tidied up the crash.
        database = Database(path, data_key, file.State(file.HEAD, state.crashed))
        database.upgraded_from = state.revision
        return database
    return Database(path, data_key, state)


def _keep_as_it_is(path: Path, data_key: DataKey, now: datetime, waiting: Waiting) -> None:
    def tell(words: str, share: float) -> None:
        waiting.tell(f"새 판에 맞추기 전: {words}", share / 2)

    try:
        making.make_copies(
            path, data_key, Occasion.UPGRADE, now, progress=tell, stopped=waiting.stopped
        )
    except container.Stopped as error:
        raise StoreTrouble(_STOPPED) from error


def bring_up_to_date(path: Path, data_key: DataKey) -> None:
    """The same for a copy that nobody uses, of which there is another. Raises StoreTrouble."""
    state = file.check(path, data_key)
    if not state.current:
        _upgrade(path, data_key, state.revision)


def _upgrade(path: Path, key: DataKey, revision: str, waiting: Waiting = NOBODY) -> None:
    engine = engine_on(lambda: file.connect(path, key))
    try:
        with engine.connect() as connection:
            # A batch step drops and makes tables anew; with foreign keys on, that would
            # take their child rows along. The setting holds only outside a transaction.
            connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.set_progress_handler(waiting.stopped, file.STEPS_BETWEEN)
            connection.exec_driver_sql("BEGIN EXCLUSIVE")
            try:
                take_steps(connection, revision, waiting=waiting)
                if waiting.stopped():
                    raise StoreTrouble(_STOPPED)
                driver.set_progress_handler(None, 0)
                connection.commit()
            except BaseException:
                connection.rollback()
                raise
    except Exception as error:
        raise StoreTrouble(_STOPPED if waiting.stopped() else _FAILED) from error
    finally:
        engine.dispose()


def take_steps(
    connection: Connection, after: str, until: str = "", *, waiting: Waiting = NOBODY
) -> None:
    """Take all steps that follow `after` ("" for none yet), inside the caller's transaction.

    Up to the present schema, or `until` that of an earlier program.
    """
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    until = until or file.HEAD

    # A table made anew would trip over triggers that read it.
    tallies.stop(connection)
    with Operations.context(MigrationContext.configure(connection)):
        todo = [
            step
            for step in migrations.steps()
            if file.number_of(after) < file.number_of(step.revision) <= file.number_of(until)
        ]
        for at, step in enumerate(todo):
            waiting.tell(_STEP.format(at=at + 1, count=len(todo)), 0.5 + at / len(todo) / 2)
            step.upgrade()
            connection.execute(
                text("UPDATE alembic_version SET version_num = :now"), {"now": step.revision}
            )
    if until == file.HEAD:
        tallies.begin(connection)
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise ValueError("a step left rows pointing at nothing")
    connection.exec_driver_sql(f"PRAGMA user_version = {file.number_of(until)}")
