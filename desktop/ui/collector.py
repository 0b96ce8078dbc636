"""Cyclic garbage is collected in the window's own thread and in no other.

Python collects in whichever thread happens to be making things. What lived in a cycle is
destroyed there: a timer, an action, a widget of ours among it, while the window's thread may
be handing it an event, and the process ends without a word. So Python's own collection stays
off while there is a window, and this stands in for it, at moments when nobody types.
"""

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY = 500
"""Milliseconds between two looks at how much was made."""
SOME, MANY = 5_000, 50_000
"""New containers after which a quiet moment is used, and after which none is waited for."""
FULL = 20
"""Collections of what is new to one of everything."""


class Collector(QObject):
    """Collects garbage beside the work of the window."""

    def __init__(self, parent: QObject, is_quiet: Callable[[], bool]) -> None:
        """Python's own collection ends here; `is_quiet` tells when nobody types."""
        super().__init__(parent)
        gc.disable()
        self._is_quiet = is_quiet
        self._new_ones = 0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)

    @property
    def is_at_work(self) -> bool:
        """Whether what was loaded is set apart and garbage is looked for."""
        return self._timer.isActive()

    def begin(self) -> None:
        """What is there now was loaded to stay: it is never gone through again."""
        gc.freeze()
        self._timer.start()

    def end(self) -> None:
        """Where the application goes on, what went with the window may be collected."""
        self._timer.stop()
        gc.unfreeze()

    def look(self) -> None:
        """Collect if enough was made and the moment is good."""
        made = gc.get_count()[0]
        quiet = self._is_quiet()
        if made < (SOME if quiet else MANY):
            return
        self._new_ones += 1
        if quiet and self._new_ones >= FULL:
            self._new_ones = 0
            gc.collect()
        else:
            gc.collect(1)
