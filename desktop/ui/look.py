"""How this PC's window looks and when it locks, kept in a small file beside the store.

It must be known before the store opens, so it lies outside it; nobody's data are in it.
"""

from pathlib import Path
from typing import NamedTuple

from desktop.ui.kit.tokens import Scheme

LOOK_FILE = "look.json"
_NAMES = ("scheme", "scale", "lock_after", "off_pictures")
LOCK_CHOICES = (1, 3, 5, 10, 15, 20)
"""Idle minutes to choose from: the office's rule asks for a lock, not for a length."""


class Look(NamedTuple):
    """Scheme, type from 1.0 to 2.0, after how many idle minutes the window locks, and
    whether it stays out of screen captures where the system lets it.
    """

    scheme: Scheme = Scheme.LIGHT
    scale: float = 1.0
    lock_after: int = 5
    off_pictures: bool = False


def read_look(folder: Path) -> Look:
    """What was chosen last; light and 100 % when nothing was or the file is unreadable."""
    try:
        text = (folder / LOOK_FILE).read_text("utf-8")
    except (OSError, ValueError):
        # The first page of most counters is painted without a word of JSON.
        return Look()
    from desktop.domain.summed import read_summed

    try:
        plain = read_summed(text, set(_NAMES))
        minutes = int(plain.get("lock_after", Look().lock_after))
        return Look(
            Scheme(plain["scheme"]),
            min(2.0, max(1.0, float(plain["scale"]))),
            min(LOCK_CHOICES[-1], max(LOCK_CHOICES[0], minutes)),
            plain.get("off_pictures") is True,
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return Look()


def write_look(folder: Path, look: Look) -> None:
    """Remember a choice. Raises OSError."""
    from desktop.domain.summed import summed
    from desktop.services.small_file import keep_file

    values = (look.scheme.value, look.scale, look.lock_after, look.off_pictures)
    keep_file(folder / LOOK_FILE, summed(dict(zip(_NAMES, values, strict=True))))
