"""Run as a program of its own that can be killed: opens an older store, thereby upgraded.

python -m tests.faults.upgrading FOLDER KEY

Each line read opens it in a process of its own: its number is told first, then "open" when
the store is up to date; "." says which signal ended it (-1: none).
"""

import os
import sys
from importlib import import_module
from pathlib import Path

from desktop.store import file, migrations
from desktop.store.ciphers import DataKey
from desktop.store.upgrade import open_store


def main() -> None:
    path, key = Path(sys.argv[1]) / file.FILE_NAME, bytes.fromhex(sys.argv[2])
    import_module("alembic.operations")
    migrations.steps()
    while sys.stdin.readline():
        child = os.fork()
        if child == 0:
            os.write(1, f"{os.getpid()}\n".encode())
            open_store(path, DataKey(key)).close()
            os.write(1, b"open\n")
            os._exit(0)
        _, ended = os.waitpid(child, 0)
        os.write(1, f". {os.WTERMSIG(ended) if os.WIFSIGNALED(ended) else -1}\n".encode())


if __name__ == "__main__":
    main()
