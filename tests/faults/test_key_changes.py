"""The data key is being changed and the program is killed: the old key or the new one, for all."""

import random
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.domain.account import Role
from desktop.domain.clock import FixedClock
from desktop.services.data_key import DONE, GIVEN_UP
from desktop.services.first_run import STORE_NAME
from desktop.store import file, former_keys
from desktop.store.ciphers import DataKey, Stretch
from desktop.store.keyring import Keyring, RecoveryCode
from tests.faults import LONG
from tests.faults.office import PASSWORD, Way, enter, furnish
from tests.faults.reckoning import KEY, Answers, losses
from tests.faults.storm import KEYS, NOW, WHILE_EMPTY, time_of
from tests.faults.storms import ITSELF, Moment, Storms, answered, begins

KILLS = 300 if LONG else 12
OTHER_PASSWORD = "second-desk-flower-1"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="only Linux forks")


@dataclass
class Locked:
    """An office seen from outside, with everything that opens it."""

    folder: Path
    account_id: int
    other_id: int
    code: RecoveryCode

    def key(self) -> DataKey:
        """The data key as each password and the code of the envelope give it: one and the same."""
        ring = Keyring.read(self.folder)
        keys = [
            ring.open(self.account_id, PASSWORD),
            ring.open(self.other_id, OTHER_PASSWORD),
            ring.open_with_recovery(self.code),
        ]
        assert all(one == keys[0] for one in keys)
        return keys[0]

    @property
    def store(self) -> Path:
        return self.folder / STORE_NAME

    @property
    def beside(self) -> Path:
        return self.store.with_name(f"{STORE_NAME}.rekeyed")

    def found(self, before: DataKey) -> str:
        """What the killed program left, in words."""
        if self.key() == before:
            return "a new store begun" if self.beside.exists() else "the old key"
        return "the new key over the old store" if self.beside.exists() else "the new key"

    def settled(self, number: int, answers: Answers) -> str:
        """Sign in, count everything, and tell how the change ended."""
        key = self.key()
        way = Way(self.account_id, DataKey(key.secret))
        office = enter(self.folder, way, FixedClock(time_of(number)))
        assert office.desk.finding is None
        with office.desk.office._database.read() as session:
            assert losses(session, answers) == []
        end = office.desk.data_key.state(office.account).end
        office.close()
        left = {path.name for path in self.folder.iterdir()}
        assert not {name for name in left if "rekeyed" in name or name.endswith(".new")}
        assert file.opens(self.store, key)
        return end


def quick() -> Stretch:
    """A password is tried many times here."""
    return Stretch.fresh(64, 1)


@pytest.fixture
def locked(tmp_path: Path) -> Locked:
    """An office with a second account; of each test its own, for each counts its days anew."""
    above = tmp_path
    way = furnish(above / "자료", FixedClock(NOW))
    way.write(above / "way.json")
    office = enter(above / "자료", way, FixedClock(NOW))
    accounts = office.desk.accounts
    accounts.add(office.account, "오민재", Role.COUNSELLOR, OTHER_PASSWORD)
    other = next(one.id for one in accounts.list(office.account) if one.name == "오민재")
    office.close()
    ring = Keyring.read(above / "자료")
    for account_id, password in ((way.account_id, PASSWORD), (other, OTHER_PASSWORD)):
        ring.reset_password_with_data_key(way.data_key, account_id, password, stretch=quick)
    code = ring.renew_recovery(way.data_key, stretch=quick)
    return Locked(above / "자료", way.account_id, other, code)


@pytest.fixture
def storms(locked: Locked) -> Iterator[Storms]:
    made = Storms(locked.folder, locked.folder.with_name("way.json"))
    yield made
    made.end()


@pytest.fixture
def answers() -> Answers:
    """Of all storms over the one store."""
    return Answers()


def shown(found: Counter[str]) -> str:
    return ", ".join(f"{words} {times}" for words, times in found.most_common())


def test_killed_before_any_step_of_the_change_the_old_or_the_new_key_opens_all(
    storms: Storms, locked: Locked, answers: Answers
) -> None:
    first = storms.killed(Moment(0, 0, answered(KEY)), 0, KEYS)
    answers.take(first)
    steps = answers.of(KEY)[0]["steps"]
    assert locked.settled(0, answers) in (DONE, GIVEN_UP)
    found, ends = Counter[str](), Counter[str]()
    for step in range(1, steps + 1):
        before = locked.key()
        answers.take(storms.killed(ITSELF, step, KEYS, step))
        left = locked.found(before)
        end = locked.settled(step, answers)
        assert (end == DONE) == (left.startswith("the new key"))
        found[left] += 1
        ends[end] += 1
    print(f"\nkilled before each of {steps} steps: found {shown(found)}; {shown(ends)}; lost 0")
    assert found["a new store begun"]
    assert found["the new key over the old store"]
    assert answers.cut[KEY] >= steps


def moments(chance: random.Random, storms: Storms) -> Iterator[tuple[Moment, int]]:
    """After a change was answered, while SQLite begins the new store, and anywhere in one."""
    while True:
        yield Moment(0, chance.uniform(0, storms.took[KEY]), answered(KEY)), 0
        yield ITSELF, WHILE_EMPTY
        for _ in range(3):
            yield Moment(0, chance.uniform(0, storms.took[KEY]), begins(KEY)), 0


def test_killed_at_any_moment_of_the_change_nothing_that_was_answered_is_lost(
    storms: Storms, locked: Locked, answers: Answers
) -> None:
    chance, found, ends = random.Random(17), Counter[str](), Counter[str]()
    empty, cut = 0, answers.cut[KEY]
    for number, (moment, step) in zip(
        range(100, 100 + KILLS), moments(chance, storms), strict=False
    ):
        before = locked.key()
        answers.take(storms.killed(moment, number, KEYS, step))
        empty += locked.beside.exists() and not locked.beside.stat().st_size
        found[locked.found(before)] += 1
        ends[locked.settled(number, answers) or "not even noted"] += 1
    with closing(file.connect(locked.store, locked.key())) as connection:
        former = len(former_keys.read(connection))
    print(
        f"\n{KILLS} kills, {answers.cut[KEY] - cut} within a change of the key: "
        f"found {shown(found)}; {empty} of those begun were still empty; {shown(ends)}; "
        f"{former} keys so far, {len(answers.given)} acts answered, lost 0"
    )
    assert empty >= KILLS // 5
    assert found["a new store begun"] > empty
