"""Run as a program of its own that can be killed or starved: writes people, one act each.

python writing.py STORE kill      commits ten, says so, begins an eleventh and waits
python writing.py STORE starve N  may write files of at most N bytes; says what it kept
"""

import sys
import time
from pathlib import Path

from sqlalchemy import insert

from desktop.domain.errors import StoreTrouble
from desktop.store.ciphers import DataKey
from desktop.store.database import Database
from desktop.store.people import Visitor
from tests.store.people_rows import person

KEY = DataKey(bytes(range(32)))


def write(database: Database, id_: int) -> None:
    with database.write() as session:
        session.execute(insert(Visitor), [person(id_, f"한소리{id_}")])


def main() -> None:
    database = Database(Path(sys.argv[1]), KEY)
    if sys.argv[2] == "kill":
        for id_ in range(1, 11):
            write(database, id_)
        with database.write() as session:
            session.execute(insert(Visitor), [person(11, "끝나지 않은 사람")])
            session.flush()
            sys.stdout.write("in the middle\n")
            sys.stdout.flush()
            time.sleep(60)
    else:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
        kept = 0
        try:
            for id_ in range(1_001, 11_000):
                write(database, id_)
                kept += 1
        except StoreTrouble as trouble:
            sys.stdout.write(f"{kept} {trouble}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
