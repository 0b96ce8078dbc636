"""Long work that somebody waits for."""

from collections.abc import Callable
from dataclasses import dataclass


def _to_nobody(_sentence: str, _share: float) -> None:
    """Nobody is there to be told."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How whoever waits is told how far it is, and whether he still wants it."""

    tell: Callable[[str, float], None] = _to_nobody
    """A Korean sentence, and the share that is done from 0 to 1; 0 where that is not known."""
    stopped: Callable[[], bool] = lambda: False


NOBODY = Waiting()
"""Nobody waits: the work goes on to its end."""
