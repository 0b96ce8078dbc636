"""Before the desk opens: what was destroyed stays destroyed, whatever store was put here.

Two notes tell of it. The ledger beside the store is closed under the data key and knows
everything; the ids that travel with the copies (`store.backup.destroyed`) can be read by
anybody, know only which, and are signed with every key the store ever had, for a store
restored under a key of another time or on another PC.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.store import file, former_keys, schema
from desktop.store.backup import destroyed
from desktop.store.backup.destroyed import Standing
from desktop.store.ciphers import DataKey
from desktop.store.database import Database
from desktop.store.erasing.known import (
    KnownFile,
    Ledger,
    borrowed,
    done_ids,
    done_rows,
    keep_in_the_store,
    replay,
    told_to_the_store,
)
from desktop.store.erasing.plan import ROOTS
from desktop.store.erasing.rows import AT_ONCE, erase
from desktop.store.file import Connection


@dataclass(frozen=True, slots=True)
class Applied:
    """What was found and done before the desk opened."""

    again: int = 0
    """How many were there once more, and are not any longer."""
    meddled: bool = False
    """The ids beside the store were taken away, changed or put back to an older state."""


def apply_known(database: Database) -> Applied:
    """Destroy again what a restored store still has.

    And keep both notes in step with the ledger, should they be lost. Raises StoreTrouble.
    """
    folder, keys = database.path.parent, keys_of(database)
    with database.read() as session:
        noted = KnownFile(folder, database.data_key, keys[1:]).read()
        ids, mine = done_ids(session), told_to_the_store(session)
        in_step = ids == (noted.ids if noted is not None else frozenset())
        beside = destroyed.read(folder, keys)
        if in_step and beside.believed == mine and not beside.doubtful:
            return Applied()
        own = done_rows(session)
        # A former key may be in the hands of somebody who left: what it vouches for was in
        # the store before the key was changed.
        back = _still_there(session, beside.believed - mine)
        meddled = in_step and _is_meddled(session, beside, mine)
        plain = beside.standing is Standing.PLAIN and not meddled
        came = (beside.ids if plain else beside.believed) - mine
    lacking = 0
    if not ids <= (noted.ids if noted is not None else frozenset()):
        # The PC stopped after the rows were emptied: the pages they stood on are not yet.
        database.leave_no_trace()
    if came or (noted is not None and not noted.ids <= ids):
        with database.write() as session:
            lacking = replay(session, noted or Ledger())
            keep_in_the_store(session, came)
            for subject, those in back.items():
                erase(
                    session,
                    subject,
                    those,
                    date.today(),  # noqa: DTZ011 (only closes what still runs)
                )
                lacking += len(those)
        if lacking:
            database.leave_no_trace()
        own = own.with_those_of(noted or Ledger())
    note(database, own)
    return Applied(lacking, meddled)


def _is_meddled(session: Session, beside: destroyed.Noted, mine: frozenset[destroyed.Id]) -> bool:
    """Whether the ids are not as this program left them; never one that only lags a crash."""
    if beside.standing is Standing.PLAIN:
        # As an earlier version left it: complete, and nobody in it is here any more.
        added = beside.ids - mine
        return not mine <= beside.ids or bool(_still_there(session, added))
    if beside.standing is Standing.CHANGED:
        return True
    return beside.standing is not Standing.FORMER and not mine <= beside.ids


def note(database: Database, ledger: Ledger) -> None:
    """Write both notes. Raises StoreTrouble."""
    folder = database.path.parent
    with database.read() as session:
        mine = told_to_the_store(session)
    # The ids first: the ledger beside them then says that they must be there.
    destroyed.add(folder, mine | ledger.subjects, keys_of(database))
    with file.told():
        KnownFile(folder, database.data_key).write(ledger)


def erase_again(connection: Connection, ids: frozenset[destroyed.Id]) -> None:
    """Take out of a store about to be restored whatever was destroyed since it was copied."""
    with borrowed(connection) as session:
        for subject, keys in _still_there(session, ids).items():
            erase(session, subject, keys, date.today())  # noqa: DTZ011 (as above)


def told_to(connection: Connection) -> frozenset[destroyed.Id]:
    """The ids a store knows, over a plain connection."""
    with borrowed(connection) as session:
        return told_to_the_store(session)


def keys_of(database: Database) -> tuple[DataKey, ...]:
    """The data key and those before it: copies of their time open with them."""
    with database.read() as session:
        former = former_keys.of(_setting(session, former_keys.NAME) or [])
    return (database.data_key, *reversed(former))


def _setting(session: Session, name: str) -> Any:
    table = schema.metadata.tables["setting"]
    return session.scalar(select(table.c.value).where(table.c.name == name))


def _still_there(session: Session, ids: frozenset[destroyed.Id]) -> dict[str, list[int]]:
    """Of what is known to be gone what has words again."""
    found: dict[str, list[int]] = {}
    people = sorted(key for subject, key in ids if subject == "visitor")
    visitor, slip = (schema.metadata.tables[name] for name in ("visitor", "slip"))
    referrals = sorted(key for subject, key in ids if subject == "referral")
    for start in range(0, len(people), AT_ONCE):
        asked = select(visitor.c.id).where(
            visitor.c.id.in_(people[start : start + AT_ONCE]), visitor.c.name != ""
        )
        found.setdefault("visitor", []).extend(session.scalars(asked))
    for start in range(0, len(referrals), AT_ONCE):
        asked = (
            select(slip.c.referral_id)
            .where(slip.c.referral_id.in_(referrals[start : start + AT_ONCE]))
            .where(slip.c.text_hash != "")
            .distinct()
        )
        found.setdefault("referral", []).extend(session.scalars(asked))
    return {subject: keys for subject, keys in found.items() if keys and subject in ROOTS}
