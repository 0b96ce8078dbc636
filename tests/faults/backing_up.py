"""Run as a program of its own that can be killed or starved: makes copies of a small store.

python backing_up.py FOLDER storm      one copy after the other until it is killed
python backing_up.py FOLDER starve N   may write files of at most N bytes; says what was told
"""

import sys
from datetime import timedelta
from pathlib import Path

from desktop.domain.backup import Occasion
from desktop.domain.errors import StoreTrouble
from desktop.store.backup.making import make_copies
from desktop.store.keyring import Keyring
from tests.store.copies import AT, NAME, PASSWORD


def main() -> None:
    folder = Path(sys.argv[1])
    _, key = Keyring.read(folder).open_with_any(PASSWORD)
    if sys.argv[2] == "storm":
        sys.stdout.write("begun\n")
        sys.stdout.flush()
        number = 0
        while True:
            number += 1
            make_copies(folder / NAME, key, Occasion.DAILY, AT + timedelta(seconds=number))
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
    try:
        make_copies(folder / NAME, key, Occasion.DAILY, AT)
        sys.stdout.write("made\n")
    except StoreTrouble as trouble:
        sys.stdout.write(f"{trouble}\n")


if __name__ == "__main__":
    main()
