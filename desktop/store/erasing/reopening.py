"""Before the desk opens: what was destroyed stays destroyed, whatever store was put here.

Two notes tell of it. The ledger beside the store is closed under the data key and knows
everything; the ids that travel with the copies (`store.backup.destroyed`) are plain and
know only which, for a store restored under a key of another time or on another PC.
"""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.store import file, former_keys, schema
from desktop.store.backup import destroyed
from desktop.store.ciphers import DataKey
from desktop.store.database import Database
from desktop.store.erasing.known import (
    KnownFile,
    Ledger,
    borrowed,
    done_ids,
    done_rows,
    replay,
)
from desktop.store.erasing.plan import ROOTS
from desktop.store.erasing.rows import AT_ONCE, erase
from desktop.store.file import Connection


def apply_known(database: Database) -> int:
    """Destroy again what a restored store still has; how many were there once more.

    And keep both notes in step with the ledger, should they be lost. Raises StoreTrouble.
    """
    folder = database.path.parent
    with database.read() as session:
        former = former_keys.of(_setting(session, former_keys.NAME) or [])
        noted = KnownFile(folder, database.data_key, former).read()
        ids, travelling = done_ids(session), destroyed.read(folder)
        in_step = ids == (noted.ids if noted is not None else frozenset())
        if in_step and not travelling:
            return 0
        own = done_rows(session)
        back = _still_there(session, travelling - own.subjects)
    lacking = 0
    if not ids <= (noted.ids if noted is not None else frozenset()):
        # The PC stopped after the rows were emptied: the pages they stood on are not yet.
        database.leave_no_trace()
    if (noted is not None and not noted.ids <= ids) or back:
        with database.write() as session:
            lacking = replay(session, noted or Ledger())
            for subject, keys in back.items():
                erase(
                    session,
                    subject,
                    keys,
                    date.today(),  # noqa: DTZ011 (only closes what still runs)
                )
                lacking += len(keys)
        database.leave_no_trace()
        own = own.with_those_of(noted or Ledger())
    if not in_step or not own.subjects <= travelling:
        note(database, own)
    return lacking


def note(database: Database, ledger: Ledger) -> None:
    """Write both notes. Raises StoreTrouble."""
    folder = database.path.parent
    with file.told():
        KnownFile(folder, database.data_key).write(ledger)
    destroyed.add(folder, ledger.subjects)


def erase_again(connection: Connection, ids: frozenset[destroyed.Id]) -> None:
    """Take out of a store about to be restored whatever was destroyed since it was copied."""
    with borrowed(connection) as session:
        for subject, keys in _still_there(session, ids).items():
            erase(session, subject, keys, date.today())  # noqa: DTZ011 (as above)


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
