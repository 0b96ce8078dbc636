"""One demo office for tests that only look at it, a copy of it for each that works in it."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from desktop.domain.account import SignedIn
from desktop.domain.clock import KST, FixedClock
from desktop.paths import resources
from desktop.services.demo_store import DEMO_PASSWORD, STAFF, make_demo
from desktop.services.desk import Desk
from desktop.services.opening import Premises

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=KST)
PEOPLE = 450


@dataclass
class DemoOffice:
    """The demo with somebody signed in."""

    folder: Path
    desk: Desk
    account: SignedIn
    premises: Premises

    def session(self) -> Session:
        """Looks at the rows behind the services."""
        return Session(self.desk.office._database._reader.engine)

    def close(self) -> None:
        """Leave it."""
        self.desk.close()
        self.premises.close()


def opened(folder: Path, clock: FixedClock) -> DemoOffice:
    """Sign in as the first counsellor."""
    premises = Premises(folder, clock, resources())
    someone = next(one for one in premises.holders() if one.name == STAFF[0][0])
    desk, account = premises.sign_in(someone.id, DEMO_PASSWORD)
    return DemoOffice(folder, desk, account, premises)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole demo office, closed."""
    folder = tmp_path_factory.mktemp("demo") / "자료"
    make_demo(folder, PEOPLE, 1, 65, clock=FixedClock(NOW), whole=True)
    return folder


@pytest.fixture(scope="session")
def looked_at(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoOffice]:
    """The office for tests that change nothing."""
    folder = tmp_path_factory.mktemp("looked") / "자료"
    shutil.copytree(made, folder)
    office = opened(folder, FixedClock(NOW))
    yield office
    office.close()


@pytest.fixture
def demo(made: Path, tmp_path: Path) -> Iterator[DemoOffice]:
    """The office for a test that works in it."""
    shutil.copytree(made, tmp_path / "자료")
    office = opened(tmp_path / "자료", FixedClock(NOW))
    yield office
    office.close()
