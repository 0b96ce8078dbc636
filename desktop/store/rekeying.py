"""Changing the data key: when an account leaves that may have kept the old one.

The store is written anew under a new key beside the old one, then the key file is
sealed to it (nobody has to be present), then the new store takes the old one's place.
Whenever the PC stops in between, the next start goes on from the files it finds: a
new store that the key file opens is put in place, one that it does not open is waste.
"""

from contextlib import closing
from pathlib import Path

from desktop.store import file, former_keys, machine
from desktop.store.ciphers import DataKey
from desktop.store.keyring import Keyring


def change_data_key(path: Path, keyring: Keyring, old: DataKey) -> DataKey:
    """Encrypt a closed store anew and give back the key that opens it from now on.

    Copies made earlier stay under the old key, which the store keeps for them. Raises
    StoreTrouble; the old key then still opens the store.
    """
    new = DataKey.random()
    beside = _beside(path)
    with file.told():
        file.discard(beside)
        file.tidy_away(path, old)
        _write_anew(path, old, beside, new)
        with closing(file.connect(beside, new)) as connection:
            former_keys.remember(connection, old)
        file.verify(beside, new)
        file.tidy_away(beside, new)
        machine.flush_file(beside)
        machine.flush_folder(path.parent)
    keyring.rekey(old, new)
    finish(path, new)
    return new


def finish(path: Path, data_key: DataKey) -> None:
    """Go on with a change of the key that was cut short; does nothing when there was none."""
    beside = _beside(path)
    if not beside.exists():
        return
    with file.told():
        if file.opens(beside, data_key):
            # First the old store's log: beside the new store it would be taken for its own.
            for suffix in ("-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            file.tidy_away(beside, data_key)
            machine.replace_file(beside, path)
        file.discard(beside)


def _beside(path: Path) -> Path:
    return path.with_name(path.name + ".rekeyed")


def _write_anew(path: Path, old: DataKey, target: Path, new: DataKey) -> None:
    with closing(file.connect(path, old)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        key = f"x'{new.secret.hex()}'"
        connection.execute(f'ATTACH DATABASE ? AS anew KEY "{key}"', (str(target),))
        connection.execute("SELECT sqlcipher_export('anew')")
        connection.execute(f"PRAGMA anew.application_id = {file.APPLICATION_ID}")
        connection.execute(f"PRAGMA anew.user_version = {version}")
        connection.execute("DETACH DATABASE anew")
