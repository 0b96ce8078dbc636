"""A reader that types (a keyboard wedge), told from hands by how fast its keys come.

No Qt in here: what came when goes in, what is to be done with it comes out.
"""

from enum import Enum

from desktop.domain.paper_number import PaperKind, PaperNumber, find

GAP = 35
"""Milliseconds between two keys of a reader at most; a fast typist needs 60."""
DIGITS = "0123456789"
SEPARATORS = "-"
LONGEST = max(kind.length for kind in PaperKind) + 2
"""The longest number there is, with the dashes that are printed in it."""


class Verdict(Enum):
    """What is to be done with the key that came."""

    HOLD = "hold"
    """It may be a reader's: nobody gets it yet."""
    START = "start"
    """What was held was typed by hand: give it back first; hold this one."""
    PASS = "pass"
    """Give back what was held, and this one after it."""
    READ = "read"
    """The number is whole: what was held and this one were a reader's."""


class Burst:
    """The keys held at the moment, as text with the time of the last."""

    def __init__(self) -> None:
        self._text = ""
        self._last = 0
        self.number: PaperNumber | None = None
        """What was read last."""

    def key(self, character: str, at: int) -> Verdict:
        """A digit or dash was pressed at a time in milliseconds."""
        near = bool(self._text) and 0 <= at - self._last <= GAP
        if near and len(self._text) < LONGEST:
            self._text += character
            self._last = at
            return Verdict.HOLD
        self._text = ""
        if character not in DIGITS:
            return Verdict.PASS
        self._text, self._last = character, at
        return Verdict.START

    def end(self, at: int) -> Verdict:
        """Enter or Tab was pressed."""
        text, self._text = self._text, ""
        if not text or not 0 <= at - self._last <= GAP:
            return Verdict.PASS
        number = find(text)
        if number is None or text not in (number.digits, number.text):
            return Verdict.PASS
        self.number = number
        return Verdict.READ

    def forget(self) -> None:
        """Something else happened: what was held goes back to whoever was meant."""
        self._text = ""
