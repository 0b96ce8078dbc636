"""An office on the disk for what is done to it: folder, key, account; opened without argon2id."""

import json
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.account import Role, SignedIn
from desktop.domain.clock import Clock, FixedClock
from desktop.domain.shipped import read_centre
from desktop.paths import resources
from desktop.services.desk import Desk
from desktop.services.first_run import FirstRun
from desktop.services.opening import Premises
from desktop.store.ciphers import DataKey

PASSWORD = "lilac-by-the-desk-3"


@dataclass(frozen=True, slots=True)
class Way:
    """The way into a store: what whoever knows the password would have learned."""

    account_id: int
    data_key: DataKey

    def write(self, path: Path) -> None:
        """Leave it for a program that is to be killed."""
        path.write_text(
            json.dumps({"account": self.account_id, "key": self.data_key.secret.hex()}),
            encoding="utf-8",
        )

    @classmethod
    def read(cls, path: Path) -> "Way":
        """As another program left it."""
        told = json.loads(path.read_text(encoding="utf-8"))
        return cls(told["account"], DataKey(bytes.fromhex(told["key"])))


@dataclass
class Opened:
    """An office with somebody signed in."""

    premises: Premises
    desk: Desk
    account: SignedIn

    def close(self) -> None:
        """As the window does when it goes."""
        self.desk.close()
        self.premises.close()


def furnish(folder: Path, clock: FixedClock) -> Way:
    """A new office as the first run leaves it."""
    premises = Premises(folder, clock, resources())
    centre = read_centre(resources() / "codes")[-1]
    prepared = premises.prepare(FirstRun(centre, 1, "한서윤", Role.TEAM_LEAD, PASSWORD))
    desk, account = prepared.confirm()
    way = Way(account.account_id, DataKey(prepared._data_key.secret))
    desk.close()
    premises.close()
    return way


def enter(folder: Path, way: Way, clock: Clock) -> Opened:
    """Sign in: everything but the password is looked at as at the desk."""
    premises = Premises(folder, clock, resources())
    premises.look()
    try:
        # The desk wipes the key it was given when it is closed.
        desk, account = premises.open_with_key(way.account_id, DataKey(way.data_key.secret))
    except BaseException:
        premises.close()
        raise
    return Opened(premises, desk, account)
