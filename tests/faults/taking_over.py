"""Run as a program of its own that is killed: takes over a register and stops in the middle.

python taking_over.py FOLDER WAY N   waits after the Nth piece was sent to the store
"""

import sys
import time
from pathlib import Path
from typing import Any

from desktop.domain.clock import FixedClock
from desktop.services.rolls import acts
from tests.faults.office import Way, enter
from tests.faults.storm import NOW
from tests.rolls import register_of

PEOPLE, PIECE = 200, 20


def main() -> None:
    acts.AT_A_TIME = acts.FIRST_PART = acts.LEAST_PART = acts.MOST_PART = PIECE
    office = enter(Path(sys.argv[1]), Way.read(Path(sys.argv[2])), FixedClock(NOW))
    left = [int(sys.argv[3])]
    whole = acts.RollWriter.write

    def write(self: acts.RollWriter, some: Any) -> None:
        whole(self, some)
        left[0] -= 1
        if not left[0]:
            sys.stdout.write("in the middle\n")
            sys.stdout.flush()
            time.sleep(60)

    acts.RollWriter.write = write  # type: ignore[method-assign]
    preview = office.desk.rolls.look_through(office.account, register_of(PEOPLE))
    assert preview is not None
    office.desk.rolls.take(office.account, preview)


if __name__ == "__main__":
    main()
