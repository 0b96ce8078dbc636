"""What can go wrong, in sentences a counsellor can act on.

Three families, kept apart because they ask for different things: the person at
the desk mends what was typed (Refused, Conflict, NotSignedIn), the machine or
disk has to be mended (StoreTrouble). Anything else is a mistake of the program.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # The first page shows these sentences and waits for no module it can do without.
    from datetime import datetime


class NaeilError(Exception):
    """Base of all errors with a sentence for the screen; `str()` is that sentence.

    The sentence never contains personal data: it may be logged.
    """


class Refused(NaeilError):
    """The office's rules do not allow this; nothing was changed.

    `fields` maps a form field's name to the sentence shown under that field.
    """

    def __init__(self, message: str, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.fields: dict[str, str] = dict(fields or {})


class Conflict(Refused):
    """Somebody changed the same record meanwhile; the screen must read it again."""


class NotSignedIn(Refused):
    """The act needs a signed-in account that is still valid."""


class AccountLocked(Refused):
    """Too many wrong passwords: only 팀장 or the recovery code lets the account in again."""


class NotAllowed(Refused):
    """The account's role may not do this; the sentence says who may."""


class NotFound(Refused):
    """The record asked for does not exist (any more)."""


class StoreTrouble(NaeilError):
    """The store cannot be read or written: disk, key or file, not the clerk's typing."""


class WrongPassword(StoreTrouble):
    """The password does not open the key file; the data are unharmed."""


class KeyFileDamaged(StoreTrouble):
    """The key file is missing or unreadable; the recovery code or a backup is needed."""


class StoreDamaged(StoreTrouble):
    """The store file was cut, emptied or altered; a backup is needed."""


class CommitsLost(StoreDamaged):
    """Of what was written last some is damaged: SQLite would leave out all from there on."""


class StoreMissing(StoreTrouble):
    """There is a key file but no store file beside it."""


class ActsMissing(StoreTrouble):
    """Acts that were finished are not in the store any more; the log head beside it knows.

    `missing` is how many, `since` the last act that is there.
    """

    def __init__(self, message: str, missing: int, since: "datetime | None") -> None:
        super().__init__(message)
        self.missing = missing
        self.since = since


class LogBroken(StoreTrouble):
    """The access log was meddled with; the sentence names every place, one a line."""


class Mishap(NaeilError):
    """A mistake of the program, in the log already; what was typed still stands on the screen."""

    def __init__(self) -> None:
        super().__init__(
            "처리하지 못했습니다. 입력하신 것은 그대로 있습니다. 다시 해 보아 주십시오."
        )


class StoreNewer(StoreTrouble):
    """The store was written by a newer version of the program."""


class StoreInUse(StoreTrouble):
    """Another running program has this data folder open."""


class LocationUnfit(StoreTrouble):
    """The data folder lies where SQLite's locks or the law forbid it (network, cloud)."""


class Unreadable(Refused):
    """What was typed cannot be understood; the sentence says how to type it instead."""
