"""No key of the window hides a key that a screen promises for something else."""

from importlib import import_module

import pytest

from desktop.ui.actions import WINDOW_KEYS
from desktop.ui.screens import SCREENS, ScreenRow


@pytest.mark.parametrize("row", SCREENS, ids=lambda row: row.key)
def test_a_promised_ctrl_key_of_the_window_is_the_screens_own_act(row: ScreenRow) -> None:
    screen = getattr(import_module(row.module), row.factory)
    keys = getattr(screen, "keys", ())
    promised = {one[0] for one in keys} if isinstance(keys, tuple) else set()
    dead = [
        key.keys
        for key in WINDOW_KEYS
        if key.keys in promised
        and key.keys.startswith(("Ctrl+", "Alt+"))
        and not hasattr(screen, key.method)
    ]
    assert dead == []
