"""A reader plugged in as a keyboard is recognised wherever the keys are.

Digits are held back until it is clear whose they are: a number read never reaches a field,
so nothing has to be taken out of it again, and no digit of it presses a key of a screen.
What hands typed goes on after 35 milliseconds at the latest, in its order, unchanged; any
other key, a click or an act takes it along at once. Events without a time (made by a
program) are nobody's burst.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication

from desktop.domain.paper_number import PaperNumber
from desktop.ui.burst import DIGITS, GAP, SEPARATORS, Burst, Verdict
from desktop.ui.kit.composition import HOLDING, finish_all_composition

_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_PLAIN = Qt.KeyboardModifier.KeypadModifier
_BREAKS = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.Wheel,
    QEvent.Type.FocusOut,
    QEvent.Type.Close,
    QEvent.Type.Hide,
)
_HELD_DOWN = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
)


@dataclass(frozen=True, slots=True)
class _Kept:
    """An event held back, and who was to get it."""

    whom: QObject
    event: QEvent


class Wedge(QObject):
    """Listens at the window that has the keys, and at the field an input method speaks to."""

    read = Signal(object)
    """PaperNumber: its characters and its Enter are gone, what was composed is in its text."""
    heard = Signal()
    """A digit came and is held back: whoever watches for signs of life does not see it."""

    def __init__(
        self,
        listens: Callable[[], bool],
        parent: QObject | None = None,
        *,
        now: Callable[[], int] = lambda: int(time.monotonic() * 1000),
    ) -> None:
        """`listens` says whether a number would be of use now; `now` times what has no time."""
        super().__init__(parent)
        self._listens, self._now = listens, now
        self._burst = Burst()
        self._as_text = False
        self._kept: list[_Kept] = []
        self._by_hand = False
        self._releases: set[int] = set()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._waited)
        self._again = False
        self._window: QObject | None = None
        self._field: QObject | None = None
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._listen_at)
        app.focusObjectChanged.connect(self._listen_to)
        self._listen_at(app.focusWindow())
        self._listen_to(app.focusObject())
        HOLDING.add(self)

    def give_back(self) -> None:
        """What is held back was typed by hand: whoever was meant gets it now."""
        self._burst.forget()
        if not self._kept:
            return
        self._patience.stop()
        kept, self._kept = self._kept, []
        by_hand, self._by_hand = self._by_hand, True
        try:
            for one in kept:
                QCoreApplication.sendEvent(one.whom, one.event)
        except RuntimeError:
            # Whoever was meant is gone, with everything typed there.
            return
        finally:
            self._by_hand = by_hand

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold digits back, look at what ends them, let everything else through in order."""
        if self._by_hand:
            return False
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return watched is self._window and self._press(watched, event)
        if kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            return watched is self._window and self._release(event)
        if kind == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            return watched is self._field and self._commit(watched, event)
        if kind in _BREAKS and self._kept:
            self.give_back()
        return False

    # keys

    def _press(self, window: QObject, event: QKeyEvent) -> bool:
        character, at = event.text(), int(event.timestamp())
        bare = not event.modifiers() & ~_PLAIN and not event.isAutoRepeat()
        self._releases.discard(event.key())
        if event.key() in _HELD_DOWN:
            return False
        if bare and event.key() in _ENDS:
            ended = self._now() if self._as_text else at
            if ended and self._burst.end(ended) is Verdict.READ:
                self._releases.add(event.key())
                self._take()
                return True
        elif bare and at and _is_of_a_number(character) and self._listens():
            return self._one(_meant(window), event, character, at, as_text=False)
        self.give_back()
        return False

    def _one(self, whom: QObject, event: QEvent, character: str, at: int, *, as_text: bool) -> bool:
        if as_text != self._as_text:
            self.give_back()
            self._as_text = as_text
        verdict = self._burst.key(character, at)
        if verdict is Verdict.HOLD:
            self._keep(whom, event)
            return True
        held = self._burst
        # Giving back forgets what is held, and this key begins anew.
        self._burst = Burst()
        self.give_back()
        self._burst = held
        if verdict is Verdict.START:
            self._keep(whom, event)
            return True
        return False

    def _release(self, event: QKeyEvent) -> bool:
        if event.key() in self._releases and not event.isAutoRepeat():
            self._releases.discard(event.key())
            return True
        if self._kept and _is_of_a_number(event.text()):
            self._kept.append(_Kept(self._kept[-1].whom, event.clone()))
            return True
        return False

    def _commit(self, field: QObject, event: QInputMethodEvent) -> bool:
        """Some input methods hand digits over as text instead of letting the key through."""
        character = event.commitString()
        plain = not event.preeditString() and not event.replacementLength()
        if not plain or not _is_of_a_number(character):
            if event.preeditString() or character:
                self.give_back()
            return False
        if not self._listens():
            self.give_back()
            return False
        return self._one(field, event, character, self._now(), as_text=True)

    def _keep(self, whom: QObject, event: QEvent) -> None:
        self.heard.emit()
        self._kept.append(_Kept(whom, event.clone()))
        self._again = False
        self._patience.start(GAP + 5)

    def _waited(self) -> None:
        # On a busy PC the rest may wait in the queue behind this very timer.
        if not self._again:
            self._again = True
            self._patience.start(0)
            return
        self.give_back()

    def _take(self) -> None:
        self._patience.stop()
        self._kept.clear()
        number = self._burst.number
        # The reader's keys are gone; what was being composed before them belongs to its text.
        finish_all_composition()
        if isinstance(number, PaperNumber):
            self.read.emit(number)

    # where the keys are

    def _listen_at(self, window: QWindow | None) -> None:
        self._window = self._change(self._window, window)

    def _listen_to(self, field: QObject | None) -> None:
        self._field = self._change(self._field, field)

    def _change(self, before: QObject | None, now: QObject | None) -> QObject | None:
        if before is not now:
            self.give_back()
            if before is not None:
                _leave(before, self)
            if now is not None:
                now.installEventFilter(self)
        return now


def _is_of_a_number(character: str) -> bool:
    return len(character) == 1 and character in DIGITS + SEPARATORS


def _meant(window: QObject) -> QObject:
    """Who gets a key that comes to the window."""
    popup = QApplication.activePopupWidget()
    if popup is not None:
        return popup.focusWidget() or popup
    return QApplication.focusWidget() or window


def _leave(what: QObject, listener: QObject) -> None:
    try:
        what.removeEventFilter(listener)
    except RuntimeError:
        # It is gone already, with its listeners.
        return
