"""An office where nobody was taken in yet, its lead at the desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.destruction.planted import Planted, open_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Planted]:
    made = open_office(tmp_path / "자료")
    made.as_lead()
    yield made
    made.close()
