"""Journeys are dressed as at the counter, like every test of the window."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.domain.account import Role
from desktop.domain.clock import KST, FixedClock
from desktop.domain.shipped import read_centre
from desktop.paths import resources
from desktop.services.first_run import FirstRun
from desktop.services.opening import Premises
from tests.journeys.driver import PASSWORD, Counsellor
from tests.ui.conftest import dressed

__all__ = ["dressed"]


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as the first run leaves it, for 한서윤; every journey gets a copy."""
    folder = tmp_path_factory.mktemp("furnished") / "내일창구 자료"
    premises = Premises(folder, FixedClock(datetime(2026, 11, 2, 9, tzinfo=KST)), resources())
    centre = read_centre(resources() / "codes")[-1]
    desk, _ = premises.prepare(FirstRun(centre, 1, "한서윤", Role.TEAM_LEAD, PASSWORD)).confirm()
    desk.close()
    premises.close()
    return folder


@pytest.fixture
def open_counter(
    qapp: QApplication, furnished: Path, tmp_path: Path
) -> Iterator[Callable[[FixedClock], Counsellor]]:
    """Start the counter at a moment, the sign-in page in front."""
    opened: list[Counsellor] = []

    def start(clock: FixedClock) -> Counsellor:
        folder = tmp_path / "자료"
        if not folder.exists():
            shutil.copytree(furnished, folder)
        opened.append(Counsellor(folder, clock))
        return opened[-1]

    yield start
    for one in opened:
        one.leave()


@pytest.fixture
def counsellor(open_counter: Callable[[FixedClock], Counsellor], clock: FixedClock) -> Counsellor:
    """Signed in, nobody waiting, five past two."""
    made = open_counter(clock)
    made.sign_in()
    assert made.front == "today", made.words()
    return made
