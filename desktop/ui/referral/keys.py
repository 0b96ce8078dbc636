"""Single keys of a referral: the same letter with the Hangul key on or off."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_HANGUL = {
    "ㅊ": "C",
    "ㅎ": "G",
    "ㅡ": "M",
    "ㄴ": "S",
    "ㅅ": "T",
    "ㅏ": "K",
    "ㅕ": "U",
    "ㄱ": "R",
    "ㄷ": "E",
    "ㅍ": "V",
    "ㅐ": "O",
    "ㄹ": "F",
}
"""What the letters give in Hangul mode."""


def key_of(event: QKeyEvent) -> str:
    """The letter pressed without a modifier, "" for anything else."""
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return ""
    if event.text() in _HANGUL:
        return _HANGUL[event.text()]
    key = event.key()
    return chr(key) if Qt.Key.Key_A <= key <= Qt.Key.Key_Z else ""
