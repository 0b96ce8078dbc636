"""The small centre."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from desktop.domain.clock import KST, FixedClock
from tests.services.backups.desk import Centre, copy_of, set_up, sit_down

MONDAY = datetime(2026, 11, 23, 14, 5, tzinfo=KST)


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[str, ...]]:
    """Where it was set up, and the recovery code."""
    folder = tmp_path_factory.mktemp("centre") / "자료"
    return folder, set_up(folder, FixedClock(MONDAY))


@pytest.fixture
def code(pristine: tuple[Path, tuple[str, ...]]) -> tuple[str, ...]:
    return pristine[1]


@pytest.fixture
def centre(
    pristine: tuple[Path, tuple[str, ...]], tmp_path: Path, clock: FixedClock
) -> Iterator[Centre]:
    """The team leader sits at the desk on Monday at five past two."""
    made = sit_down(copy_of(pristine[0], tmp_path / "한글 폴더 1"), clock)
    yield made
    made.leave()
