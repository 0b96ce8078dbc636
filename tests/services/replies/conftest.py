"""A counter with its partners, for what comes back from them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.clock import FixedClock
from tests.services.linked import Linked, open_linked


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Linked]:
    linked = open_linked(tmp_path / "한글 폴더", clock)
    yield linked
    linked.office.close()
