"""Run as another user of the PC: opens an office whose files it may not write.

python -m tests.faults.other_user FOLDER WAY UID     says what it was told
"""

import os
import sys
from pathlib import Path

from desktop.domain.clock import FixedClock
from desktop.domain.errors import NaeilError
from desktop.domain.visit import VisitDraft
from desktop.domain.visitor import VisitorDraft
from tests.faults.office import Way, enter
from tests.faults.storm import NOW


def main() -> None:
    folder, way = Path(sys.argv[1]), Way.read(Path(sys.argv[2]))
    os.setgid(int(sys.argv[3]))
    os.setuid(int(sys.argv[3]))
    try:
        (folder / "probe").write_bytes(b"")
    except PermissionError:
        sys.stdout.write("may not write\n")
    try:
        office = enter(folder, way, FixedClock(NOW))
        office.desk.visits.register(
            office.account, VisitorDraft(name="한별"), VisitDraft(("counselling",))
        )
        sys.stdout.write("saved\n")
    except NaeilError as error:
        sys.stdout.write(f"{type(error).__name__}: {error}\n")


if __name__ == "__main__":
    main()
