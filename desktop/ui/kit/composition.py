"""Syllables between the input method and the text: none is lost, none comes twice.

While a syllable is being composed it is in no text. Whoever acts has it put in first
(`finish_all_composition`). An input method that answers over a bus (ibus) may be slow, and
then two things go wrong on a busy PC: it hands over late what was put in already
(`FINISHED`), or it takes the syllable out of the field and the key that ended it arrives
before the syllable comes back as text (`Awaited`).
"""

import time
import weakref
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtGui import QInputMethodEvent

FRESH = 0.5
"""Seconds after a syllable was taken out in which it may still come as text."""
PATIENCE = 0.2
"""Seconds an act waits for it; it comes within a few thousandths, on a busy PC a few tens."""


class Composing(Protocol):
    """An editor that may hold a syllable not yet in its text."""

    def finish_composition(self) -> None:
        """Put the syllable being composed into the text."""

    def hasFocus(self) -> bool:
        """Whether the input method speaks to it."""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take what the input method hands over."""


COMPOSING: "weakref.WeakSet[Composing]" = weakref.WeakSet()


class Holding(Protocol):
    """Who holds keys back for a moment."""

    def give_back(self) -> None:
        """Give them to whoever was meant."""


HOLDING: "weakref.WeakSet[Holding]" = weakref.WeakSet()


def finish_all_composition() -> None:
    """Put every syllable still being composed into its text; call it before any act."""
    for holder in list(HOLDING):
        holder.give_back()
    for editor in list(COMPOSING):
        editor.finish_composition()


class _Finished:
    """The syllable that was put in last without waiting for the input method.

    It comes late then, into whatever has the keys by now. One that is typed anew is
    composed first, so it is never taken for the old.
    """

    def __init__(self) -> None:
        self._syllable = ""

    def put_in(self, syllable: str) -> None:
        """The syllable stands in its text."""
        self._syllable = syllable

    def forget(self) -> None:
        """Another key was pressed: whatever comes now is new."""
        self._syllable = ""

    def comes_late(self, event: QInputMethodEvent) -> bool:
        """Whether the input method hands over what stands in its text already."""
        if not event.preeditString() and not event.commitString():
            return False
        syllable, self._syllable = self._syllable, ""
        return bool(syllable) and not event.preeditString() and event.commitString() == syllable


FINISHED = _Finished()


class Awaited:
    """The syllable an input method took out of one editor and has not handed over yet.

    A single letter may have been taken back with Backspace and then never comes; a whole
    syllable never goes that way, so it is put in when waiting was in vain.
    """

    def __init__(self) -> None:
        self.syllable = ""
        self._since = 0.0
        self._waiting = False

    def see(self, before: str, event: QInputMethodEvent) -> None:
        """Look at what the input method says, with what was being composed `before`."""
        if event.preeditString() or event.commitString():
            self.syllable = ""
        elif before:
            self.syllable, self._since = before, time.monotonic()

    def forget(self) -> None:
        """The text was replaced: nothing is to come."""
        self.syllable = ""

    def finish(self, editor: Composing) -> None:
        """Wait shortly for the syllable; put it in where it stays away."""
        if not self.syllable or self._waiting:
            return
        syllable = self.syllable
        if time.monotonic() - self._since > FRESH:
            self.syllable = ""
            return
        self._waiting = True
        try:
            end = time.monotonic() + PATIENCE
            # To an editor that was left nothing comes any more.
            while self.syllable and editor.hasFocus() and time.monotonic() < end:
                QCoreApplication.processEvents(
                    QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents, 10
                )
        finally:
            self._waiting = False
        if self.syllable and _is_whole(syllable):
            event = QInputMethodEvent()
            event.setCommitString(syllable)
            editor.inputMethodEvent(event)
            FINISHED.put_in(syllable)
        self.syllable = ""


def _is_whole(syllable: str) -> bool:
    return all("가" <= letter <= "힣" for letter in syllable)
