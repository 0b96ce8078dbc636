"""Before the desk opens: what was destroyed stays destroyed, whatever store was put here."""

from desktop.store.database import Database
from desktop.store.erasing import done_rows, replay


def apply_known(database: Database) -> int:
    """Destroy again what a restored store still has; how many rows its ledger lacked.

    And keep the file beside the store in step with the ledger, should it be lost.
    Raises StoreTrouble.
    """
    known = database.known_destroyed()
    noted = known.read()
    with database.read() as session:
        own = done_rows(session)
    lacking = 0
    if noted is not None and not noted.ids <= own.ids:
        with database.write() as session:
            lacking = replay(session, noted)
        database.leave_no_trace()
        own = own.with_those_of(noted)
    if own.rows and (noted is None or noted.ids != own.ids):
        known.write(own)
    return lacking
