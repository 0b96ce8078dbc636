"""How this PC's window looks and when it locks, kept in a small file beside the store.

It must be known before the store opens, so it lies outside it; nobody's data are in it.
"""

from pathlib import Path
from typing import NamedTuple

from desktop.ui.kit.tokens import Scheme

LOOK_FILE = "look.json"
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
    import json

    try:
        plain = json.loads(text)
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
    import json

    from desktop.services.small_file import keep_file

    text = json.dumps(
        {
            "scheme": look.scheme.value,
            "scale": look.scale,
            "lock_after": look.lock_after,
            "off_pictures": look.off_pictures,
        }
    )
    keep_file(folder / LOOK_FILE, text)
