"""How this PC's window looks: scheme and size of type, kept in a small file beside the store.

It must be known before the store opens, so it lies outside it; nobody's data are in it.
"""

import json
from pathlib import Path
from typing import NamedTuple

from desktop.ui.kit.tokens import Scheme

LOOK_FILE = "look.json"


class Look(NamedTuple):
    """Scheme, and type from 1.0 to 2.0."""

    scheme: Scheme = Scheme.LIGHT
    scale: float = 1.0


def read_look(folder: Path) -> Look:
    """What was chosen last; light and 100 % when nothing was or the file is unreadable."""
    try:
        plain = json.loads((folder / LOOK_FILE).read_text("utf-8"))
        return Look(Scheme(plain["scheme"]), min(2.0, max(1.0, float(plain["scale"]))))
    except (OSError, ValueError, KeyError, TypeError):
        return Look()


def write_look(folder: Path, look: Look) -> None:
    """Remember a choice."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"scheme": look.scheme.value, "scale": look.scale})
    (folder / LOOK_FILE).write_text(text, encoding="utf-8")
