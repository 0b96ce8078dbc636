"""Run under strace: acts at a desk, each told on the pipe when its service has answered.

python -m tests.faults.flushing FOLDER WAY            as at the desk
python -m tests.faults.flushing FOLDER WAY careless   the same where nothing waits for the disk
"""

import os
import sys
from contextlib import suppress
from pathlib import Path

from desktop.domain.clock import FixedClock
from desktop.store import file
from desktop.ui.look import Look, write_look
from tests.faults.office import PASSWORD, Way, enter
from tests.faults.storm import NOW, Storm

ACTS = 24
ANOTHER_PASSWORD = "lilac-by-the-desk-4"


class Enough(Exception):
    """So many acts show it."""


def main() -> None:
    folder, way = Path(sys.argv[1]), Way.read(Path(sys.argv[2]))
    if "careless" in sys.argv:
        connect = file.connect

        def careless(*given: object, **more: object) -> file.Connection:
            connection = connect(*given, **more)  # type: ignore[arg-type]
            connection.execute("PRAGMA synchronous = OFF")
            return connection

        file.connect = careless  # type: ignore[assignment]
    clock = FixedClock(NOW)
    office = enter(folder, way, clock)
    left = ACTS

    def tell(line: str) -> None:
        nonlocal left
        os.write(1, f"{line}\n".encode())
        left -= line.startswith("=")
        if not left:
            raise Enough

    with suppress(Enough):
        Storm(office, clock, "traced", tell).run()
    os.write(1, b"+ password\n")
    office.desk.accounts.change_password(office.account, PASSWORD, ANOTHER_PASSWORD)
    os.write(1, b"= password\n")
    os.write(1, b"+ look\n")
    write_look(folder, Look())
    os.write(1, b"= look\n")
    office.close()


if __name__ == "__main__":
    main()
