"""What was destroyed, destroyed in the plain copies beside the store too.

Backups are rewritten by `services.backups`; here are the files that an upgrade left. One that
is damaged or closed under a key nobody has is left as it is and told.
"""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from desktop.domain.errors import NaeilError
from desktop.store import file, machine
from desktop.store.ciphers import DataKey
from desktop.store.database import session_on
from desktop.store.erasing.known import Ledger, replay


def rewrite_beside(
    store: Path, keys: Iterable[DataKey], ledger: Ledger
) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Apply the ledger in every copy beside the store; those done and those that do not open.

    Raises StoreTrouble where the disk refuses; the copy is then as it was.
    """
    done: list[Path] = []
    left: list[Path] = []
    for path in sorted(store.parent.glob("*.db")):
        if path != store and path.is_file():
            (done if rewrite(path, keys, ledger) else left).append(path)
    return tuple(done), tuple(left)


def rewrite(path: Path, keys: Iterable[DataKey], ledger: Ledger) -> bool:
    """Open, empty, write anew, check, replace; False when none of the keys opens it whole.

    Of whatever schema the copy is: it is for going back to the program of its time.
    """
    new = path.with_name(path.name + ".rewritten")
    try:
        with file.told():
            file.discard(new)
            key = next((one for one in keys if file.opens(path, one)), None)
            if key is None:
                return False
            file.copy(path, key, new)
            with session_on(new, key) as session:
                replay(session, ledger)
            file.write_anew(new, key)
            file.verify(new, key)
            file.tidy_away(new, key)
            # First the old one's log: beside the new one it would be taken for its own.
            for suffix in ("-wal", "-shm", "-journal"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            machine.replace_file(new, path)
    except NaeilError:
        return False
    finally:
        with suppress(OSError):
            file.discard(new)
    return True
