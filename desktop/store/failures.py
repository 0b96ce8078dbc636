"""How often a wrong password was typed for each account, counted where the store cannot be read.

The count stands twice: beside the store, and in the profile of whoever is logged in at the
PC. Each place carries how often it was set back to nothing; the newer one counts, of two
equally new ones the larger. So an older copy of the data folder put back over it forgives
nothing, and the two differing shows that it was tried. Both files can be removed by whoever
sits at the PC; what stands against *that* is the cost of argon2id, not this count.
"""

import json
from collections.abc import Mapping
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


_NOTHING = _Place(0, {})


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
        beside = beside or _NOTHING
        return beside.turns < profile.turns or (
            beside.turns == profile.turns
            and any(
                beside.accounts.get(account_id, Standing()).count < one.count
                for account_id, one in profile.accounts.items()
            )
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
            with suppress(OSError):
                path.parent.mkdir(parents=True, exist_ok=True)
                machine.write_file(path, _text(place))


def _text(place: _Place) -> bytes:
    body = {
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
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return _Place(max(0, turns), accounts, meddled)


def _standing(one: Mapping[str, Any]) -> Standing:
    at = one["locked_at"]
    locked_at = datetime.fromisoformat(at) if at else None
    if locked_at is not None and locked_at.tzinfo is None:
        raise ValueError("a moment without its zone")
    return Standing(max(0, int(one["count"])), locked_at)
