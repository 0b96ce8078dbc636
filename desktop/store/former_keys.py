"""The data keys a store had before: copies made under them can still be reached.

A destruction has to be carried out inside older copies too, and those lie under the data
key of their time. Whoever changes the key notes the one before in the store itself, under
the new one's encryption like every row. That gives nobody more than before: who can read
the store could read those copies, and somebody who left with the old key learns nothing,
because the new store is closed to him. A second lock of its own would open with the same
data key, and would have to be changed at every change of it.
"""

import json
from contextlib import suppress

from desktop.store.ciphers import DataKey
from desktop.store.file import Connection

NAME = "former-keys"
"""The setting that holds them, the oldest first."""
_ROW = 0x6B657973
"""Its key: no desk makes such a one, the time in it is the first millisecond of 2020."""


def remember(connection: Connection, old: DataKey) -> None:
    """Note the key that opened the store until now; in the caller's transaction."""
    known = [one.secret.hex() for one in read(connection)]
    if old.secret.hex() in known:
        return
    value = json.dumps([*known, old.secret.hex()])
    connection.execute(
        "INSERT INTO setting (id, name, value) VALUES (?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (_ROW, NAME, value),
    )


def read(connection: Connection) -> tuple[DataKey, ...]:
    """The keys noted, the oldest first."""
    row = connection.execute("SELECT value FROM setting WHERE name = ?", (NAME,)).fetchone()
    return of(json.loads(row[0])) if row is not None else ()


def of(noted: object) -> tuple[DataKey, ...]:
    """The keys that a value of the setting holds."""
    with suppress(ValueError, TypeError):
        if isinstance(noted, list):
            return tuple(DataKey(bytes.fromhex(one)) for one in noted)
    return ()
