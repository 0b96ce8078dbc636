"""One day of the tour under strace for all tests, where there is no network if that is allowed."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .watched import Traces, nowhere, watch


@pytest.fixture(scope="session")
def watched() -> Callable[..., Traces]:
    """Runs a command and gives its traces."""
    if sys.platform != "linux":
        pytest.skip("system calls are traced on Linux only")
    if not shutil.which("strace"):
        pytest.skip("strace is not installed")
    return watch


@pytest.fixture(scope="session")
def tour_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the tour's pictures and papers go."""
    return tmp_path_factory.mktemp("pictures")


@pytest.fixture(scope="session")
def tour(
    watched: Callable[..., Traces], tmp_path_factory: pytest.TempPathFactory, tour_out: Path
) -> Traces:
    """The day of a new office, from first run to the reply that came back."""
    command = [sys.executable, "-m", "desktop", "tour", "--short", "--out", str(tour_out)]
    place = tmp_path_factory.mktemp("tour")
    return watched(command, place, without_network=bool(nowhere()))
