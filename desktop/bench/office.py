"""A store opened for measuring: the services, who sits there, and a bare connection beside."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from desktop import paths
from desktop.bench.stores import Store
from desktop.domain.account import SignedIn
from desktop.domain.clock import FixedClock
from desktop.services.demo_store import DEMO_PASSWORD
from desktop.services.desk import Desk
from desktop.services.opening import Premises
from desktop.store import file
from desktop.store.ciphers import DataKey
from desktop.store.keyring import Keyring

PASSWORD = DEMO_PASSWORD


@dataclass(frozen=True, slots=True)
class Opened:
    """An office at work on the day of its store."""

    store: Store
    desk: Desk
    account: SignedIn
    clock: FixedClock
    premises: Premises


@contextmanager
def opened(store: Store, who: int = 0) -> Iterator[Opened]:
    """Signed in as the `who`th of the accounts; the first is the team's lead."""
    clock = FixedClock(store.at)
    premises = Premises(store.folder, clock, paths.resources(), store.folder)
    premises.look()
    try:
        desk, account = premises.sign_in(premises.holders()[who].id, PASSWORD)
        try:
            yield Opened(store, desk, account, clock, premises)
        finally:
            desk.close()
    finally:
        premises.close()


def key_of(store: Store) -> DataKey:
    """What opens the store past everything above it."""
    keyring = Keyring.read(store.folder)
    return keyring.open(keyring.holders()[0].id, PASSWORD)


@contextmanager
def bare(store: Store) -> Iterator[file.Connection]:
    """A connection with nothing above it: what the floors are measured by."""
    connection = file.connect(store.path, key_of(store))
    try:
        yield connection
    finally:
        connection.close()
