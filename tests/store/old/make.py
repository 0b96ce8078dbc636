"""Makes the store that is kept of the present schema, once per schema that reaches main.

    python -m tests.store.old.make

The files open for ever (`test_upgrade.py`); a kept one is never made again.
"""

from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import insert

from desktop.store import chain, file
from desktop.store.ciphers import Stretch
from desktop.store.database import Database
from desktop.store.keyring import Keyring
from desktop.store.office import Account
from desktop.store.people import Career, Visitor
from desktop.store.visits import Visit
from tests.store.people_rows import person

HERE = Path(__file__).parent
ACCOUNT, PASSWORD = 1, "옛 자료도 열립니다 1"
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def make(folder: Path) -> None:
    """A small store with a person, a visit and a log row."""
    folder.mkdir(parents=True)
    keyring, data_key, _ = Keyring.create(
        folder, ACCOUNT, "한소리", PASSWORD, at=AT, stretch=lambda: Stretch.fresh(64, 1)
    )
    database = Database.create(folder / file.FILE_NAME, data_key, store_id=keyring.store_id, at=AT)
    with database.write() as session:
        account = {"id": 1, "version": 1, "name": "한소리", "role": "counsellor", "created_at": AT}
        session.execute(insert(Account), [account])
        someone = person(
            2, "도우람", birth=date(1990, 3, 12), phone="01000000000", last_visit_on=AT.date()
        )
        session.execute(insert(Visitor), [someone])
        career = {"id": 3, "visitor_id": 2, "place": 0, "company": "가게", "duty": "판매"}
        session.execute(insert(Career), [career])
        visit = {
            "id": 4,
            "version": 1,
            "number": "2610101018",
            "day": AT.date(),
            "ticket": 1,
            "visitor_id": 2,
            "channel": "counter",
            "purposes": ("job",),
            "state": "done",
            "arrived_at": AT,
            "receiver_id": 1,
        }
        session.execute(insert(Visit), [visit])
        chain.append(session, chain.Entry(5, AT, 1, "창구 1", "enter", (2,), "접수", 1))
    database.close()


if __name__ == "__main__":
    make(HERE / file.HEAD)
