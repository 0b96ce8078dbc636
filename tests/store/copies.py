"""A small store as it lies in a data folder, for the tests of its copies."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert

from desktop.domain.backup import Occasion
from desktop.domain.clock import KST
from desktop.store import chain
from desktop.store.backup.container import Container
from desktop.store.backup.making import Made, make_copies
from desktop.store.ciphers import DataKey, Stretch
from desktop.store.database import Database
from desktop.store.keyring import Keyring, RecoveryCode
from desktop.store.office import Account
from desktop.store.people import Visitor
from tests.store.people_rows import person

NAME = "naeil.db"
PASSWORD, SECOND_PASSWORD = "비밀", "다른 비밀"
AT = datetime(2026, 11, 23, 16, 12, tzinfo=KST)


@dataclass
class Office:
    """A data folder with its keys at hand."""

    folder: Path
    keyring: Keyring
    key: DataKey
    code: RecoveryCode

    @property
    def store(self) -> Path:
        return self.folder / NAME

    def write(self, first: int, last: int) -> None:
        database = Database(self.store, self.key)
        write_people(database, first, last)
        database.close()

    def back_up(self, at: datetime = AT, occasion: Occasion = Occasion.DAILY) -> Made:
        return make_copies(self.store, self.key, occasion, at)

    def copy(self, at: datetime = AT, occasion: Occasion = Occasion.DAILY) -> Container:
        return Container.look(self.back_up(at, occasion).copies[0].path)


def write_people(database: Database, first: int, last: int) -> None:
    """People with these keys, one act each."""
    for id_ in range(first, last + 1):
        with database.write() as session:
            session.execute(insert(Visitor), [person(id_, f"도우람{id_}")])
            at = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
            entry = chain.Entry(id_ + 10_000_000, at, 1, "창구 1", "enter", (id_,), "접수", 1)
            chain.append(session, entry)


def set_up(folder: Path, people: int = 20) -> Office:
    """A data folder of today."""
    folder.mkdir(parents=True)
    keyring, key, code = Keyring.create(
        folder, 1, "한소리", PASSWORD, stretch=lambda: Stretch.fresh(64, 1)
    )
    keyring.add(key, 2, "오민재", SECOND_PASSWORD, stretch=lambda: Stretch.fresh(64, 1))
    database = Database.create(folder / NAME, key, store_id=keyring.store_id)
    with database.write() as session:
        for id_, name in ((1, "한소리"), (2, "오민재")):
            account = {"id": id_, "version": 1, "name": name, "role": "team_lead"}
            session.execute(insert(Account), [account | {"created_at": AT}])
    write_people(database, 11, 10 + people)
    database.close()
    (folder / "desk.json").write_text(json.dumps({"desk": 3}), encoding="utf-8")
    return Office(folder, keyring, key, code)
