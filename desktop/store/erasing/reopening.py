"""Before the desk opens: what was destroyed stays destroyed, whatever store was put here."""

from desktop.store import file
from desktop.store.database import Database
from desktop.store.erasing.known import done_ids, done_rows, replay


def apply_known(database: Database) -> int:
    """Destroy again what a restored store still has; how many rows its ledger lacked.

    And keep the file beside the store in step with the ledger, should it be lost.
    Raises StoreTrouble.
    """
    known = database.known_destroyed()
    noted = known.read()
    with database.read() as session:
        ids = done_ids(session)
        if ids == (noted.ids if noted is not None else frozenset()):
            return 0
        own = done_rows(session)
    lacking = 0
    if noted is not None and not noted.ids <= ids:
        with database.write() as session:
            lacking = replay(session, noted)
        database.leave_no_trace()
        own = own.with_those_of(noted)
    with file.told():
        known.write(own)
    return lacking
