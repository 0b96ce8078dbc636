"""What was destroyed, destroyed in a copy too: opened, emptied, written anew, checked, replaced.

A copy that is damaged, or closed under another key, is left as it is and told: the ledger
names it with its place until somebody has seen to it.
"""

from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from desktop.domain.errors import NaeilError
from desktop.store import file, machine
from desktop.store.ciphers import DataKey
from desktop.store.database import session_on
from desktop.store.erasing.known import KnownFile, Ledger, replay


class Reached(Enum):
    """What came of a copy."""

    REWRITTEN = "rewritten"
    OTHER_KEY = "other_key"
    DAMAGED = "damaged"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Copied:
    """One copy and what came of it."""

    path: Path
    reached: Reached


def rewrite(path: Path, key: DataKey, ledger: Ledger) -> Copied:
    """Apply the ledger inside a copy of the store. The old one stays until the new one is whole.

    Raises StoreTrouble where the disk refuses; the copy is then as it was.
    """
    if not path.exists():
        return Copied(path, Reached.GONE)
    new = path.with_name(path.name + ".rewritten")
    with file.told():
        file.discard(new)
        try:
            if not file.opens(path, key):
                return Copied(path, Reached.OTHER_KEY)
            file.copy(path, key, new)
            with session_on(new, key) as session:
                replay(session, ledger)
            file.write_anew(new, key)
            file.verify(new, key)
            file.tidy_away(new, key)
            machine.replace_file(new, path)
        except NaeilError:
            with suppress(OSError):
                file.discard(new)
            return Copied(path, Reached.DAMAGED)
        except BaseException:
            with suppress(OSError):
                file.discard(new)
            raise
        # What SQLite put beside the copy belongs to the one that was replaced.
        for suffix in ("-wal", "-shm", "-journal"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    return Copied(path, Reached.REWRITTEN)


def rewrite_all(
    store: Path, key: DataKey, ledger: Ledger, folders: tuple[Path, ...]
) -> tuple[Copied, ...]:
    """Every plain copy beside the store and in these folders, and the ids beside them."""
    found = []
    for folder in dict.fromkeys((store.parent, *folders)):
        if not folder.is_dir():
            continue
        found += [
            rewrite(path, key, ledger)
            for path in sorted(folder.glob("*.db"))
            if path != store and path.is_file()
        ]
        with file.told():
            KnownFile(folder, key).write(ledger)
    return tuple(found)
