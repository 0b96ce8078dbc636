"""Run as a program of its own that can be killed: restores a copy into its data folder.

python restoring.py FOLDER NAME PASSWORD
"""

import sys
from datetime import datetime
from pathlib import Path

from desktop.domain.clock import KST, FixedClock
from desktop.services.backups.restoring import open_copy, put_back


def main() -> None:
    folder, name, password = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    opened = open_copy(folder, folder / "backups" / name, password)
    put_back(folder, opened, FixedClock(datetime(2026, 11, 23, 15, 0, tzinfo=KST)))


if __name__ == "__main__":
    main()
