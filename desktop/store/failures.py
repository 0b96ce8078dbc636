"""How often a wrong password was typed for each account, counted where the store cannot be read.

The count stands twice: beside the store, and in the profile of whoever is logged in at the
PC. Each place carries how often it was set back to nothing; the newer one counts, of two
equally new ones the larger. So an older copy of the data folder put back over it forgives
nothing, and the two differing shows that it was tried. Both files can be removed by whoever
sits at the PC; what stands against *that* is the cost of argon2id, not this count. But it is
seen: the store remembers how far each file had come (`stand`), and whoever signs in next is
told which one is gone or began anew (`gone`).
"""

import hashlib
import json
import platform
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop.store import machine

FILE_NAME = "sign-in-failures"
MOST = 5
"""Wrong passwords after which an account is locked (안전성 확보조치 기준 제5조 제6항)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an account stands: wrong passwords in a row, and since when it is locked."""

    count: int = 0
    locked_at: datetime | None = None

    @property
    def locked(self) -> bool:
        """Whether no password opens it, be it the right one."""
        return self.locked_at is not None


@dataclass(frozen=True, slots=True)
class _Place:
    """One file: how often it was set back, and the accounts that have failures."""

    turns: int
    accounts: dict[int, Standing]
    meddled: bool = False
    """An older file was found beside the store, and nobody was told yet."""
    born: str = ""
    """Names this very file: one that was removed and made anew has another name."""


_NOTHING = _Place(0, {})
Known = Mapping[str, Sequence[Any]]
"""By the name of a place: which file was there, and how often it was set back."""


class FailureCount:
    """Counts wrong passwords of one store. A disk that refuses is no reason to keep people out."""

    def __init__(self, folder: Path, profile: Path, store: UUID) -> None:
        """`profile` may hold the counts of several stores; each has a file by its name."""
        self._paths = (folder / FILE_NAME, profile / f"{FILE_NAME}-{store}")
        # What was counted while this program runs, also where no file could be written.
        self._here = _NOTHING

    def standing(self, account_id: int) -> Standing:
        """How it stands with an account."""
        return self._read().accounts.get(account_id, Standing())

    def locked(self) -> dict[int, datetime]:
        """The accounts that are locked, and since when."""
        return {
            account_id: one.locked_at
            for account_id, one in self._read().accounts.items()
            if one.locked_at is not None
        }

    @property
    def set_back(self) -> bool:
        """Whether the file beside the store was older than the one in the profile.

        False where there is none in the profile: somebody else is logged in at this PC, or
        the folder came from another one.
        """
        beside, profile = (_read_file(path) for path in self._paths)
        if any(place is not None and place.meddled for place in (self._here, beside, profile)):
            return True
        if profile is None:
            return False
        if beside is None:
            # One that was never there, in a folder made anew from a backup, forgives nothing.
            return any(one.count for one in profile.accounts.values())
        return beside.turns < profile.turns or (
            beside.turns == profile.turns
            and any(
                beside.accounts.get(account_id, Standing()).count < one.count
                for account_id, one in profile.accounts.items()
            )
        )

    def stand(self) -> dict[str, list[Any]]:
        """Which files there are by now, for the store to remember; a missing one is made."""
        if any((found := _read_file(path)) is None or not found.born for path in self._paths):
            place = self._read()
            self._write(_Place(place.turns, place.accounts, self.set_back))
        now = {_name(path): _read_file(path) for path in self._paths}
        return {name: [place.born, place.turns] for name, place in now.items() if place is not None}

    def gone(self, known: Known) -> tuple[bool, bool]:
        """Whether the folder's file, and the profile's, is another than the store remembers.

        A place the store never knew is no sign: another PC, another folder, another person.
        """
        beside, profile = (
            (name := _name(path)) in known
            and ((found := _read_file(path)) is None or found.born != known[name][0])
            for path in self._paths
        )
        return beside, profile

    def older(self, known: Known) -> bool:
        """Whether both files are older than what the store remembers: put back together."""
        return any(
            (name := _name(path)) in known
            and (found := _read_file(path)) is not None
            and found.born == known[name][0]
            and found.turns < known[name][1]
            for path in self._paths
        )

    def add(self, account_id: int, at: datetime) -> Standing:
        """One more wrong password; the fifth locks."""
        place = self._read()
        before = place.accounts.get(account_id, Standing())
        now = Standing(before.count + 1, before.locked_at)
        if now.count >= MOST and not now.locked:
            now = replace(now, locked_at=at)
        accounts = {**place.accounts, account_id: now}
        self._write(_Place(place.turns, accounts, self.set_back))
        return now

    def clear(self, account_id: int, *, told: bool = False) -> None:
        """The right password came, or somebody unlocked it; nothing is written where nothing was.

        With `told` an older file put back is in the log now, and forgotten here.
        """
        place, set_back = self._read(), self.set_back
        if account_id not in place.accounts and not (set_back and told):
            return
        left = {key: one for key, one in place.accounts.items() if key != account_id}
        self._write(_Place(place.turns + 1, left, set_back and not told))

    def _read(self) -> _Place:
        found = [self._here]
        found += [place for path in self._paths if (place := _read_file(path)) is not None]
        newest = max(place.turns for place in found)
        accounts: dict[int, Standing] = {}
        for place in found:
            if place.turns < newest:
                continue
            for account_id, one in place.accounts.items():
                other = accounts.get(account_id)
                if other is None or (one.count, one.locked) > (other.count, other.locked):
                    accounts[account_id] = one
        return _Place(newest, accounts)

    def _write(self, place: _Place) -> None:
        self._here = place
        for path in self._paths:
            before = _read_file(path)
            born = (before.born if before is not None else "") or secrets.token_hex(8)
            with suppress(OSError):
                path.parent.mkdir(parents=True, exist_ok=True)
                machine.write_file(path, _text(replace(place, born=born)))


def _name(path: Path) -> str:
    """A place without a word of where it is: a profile folder bears somebody's name."""
    return hashlib.sha256(f"{platform.node()}|{path.absolute()}".encode()).hexdigest()[:16]


def _text(place: _Place) -> bytes:
    body = {
        "born": place.born,
        "turns": place.turns,
        "meddled": place.meddled,
        "accounts": {
            str(account_id): {
                "count": one.count,
                "locked_at": one.locked_at.astimezone(UTC).isoformat() if one.locked_at else None,
            }
            for account_id, one in place.accounts.items()
        },
    }
    return json.dumps(body, indent=1).encode() + b"\n"


def _read_file(path: Path) -> _Place | None:
    """None for a file that is not there or cannot be understood."""
    try:
        body = json.loads(path.read_bytes())
        accounts = {int(key): _standing(one) for key, one in body["accounts"].items()}
        turns, meddled = int(body["turns"]), bool(body["meddled"])
        born = str(body.get("born", ""))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return _Place(max(0, turns), accounts, meddled, born)


def _standing(one: Mapping[str, Any]) -> Standing:
    at = one["locked_at"]
    locked_at = datetime.fromisoformat(at) if at else None
    if locked_at is not None and locked_at.tzinfo is None:
        raise ValueError("a moment without its zone")
    return Standing(max(0, int(one["count"])), locked_at)
