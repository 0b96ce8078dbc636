"""One counter per data folder: a second start brings the first to the front.

Who is first is told by a lock file, which the system lets go however the program ends.
The line by which a second start calls the first is opened later (`listen`): the network
classes it needs take longer to load than the sign-in page to paint.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, QThread, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

LOCK_NAME = "counter.lock"
PATIENCE = 5_000
"""Milliseconds a second start tries to reach a first one that is itself just starting."""
_STEP = 50


class Single(QObject):
    """Holds the place of the running counter for a data folder (which must exist)."""

    wanted = Signal()
    """Somebody started the program again."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._server: QLocalServer | None = None
        self._lock = QLockFile(str(folder / LOCK_NAME))
        self._lock.setStaleLockTime(0)
        self._lock.tryLock(0)
        # A folder that cannot be written is told of by the store, with what to do.
        self.first = self._lock.error() is not QLockFile.LockError.LockFailedError

    def listen(self) -> None:
        """Hear a second start from now on; only the first one does, and once."""
        if self._server is not None:
            return
        from PySide6.QtNetwork import QLocalServer

        name = _line_of(self._folder)
        # What a crashed counter left behind answers nobody.
        QLocalServer.removeServer(name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._called)
        self._server.listen(name)

    def raise_first(self) -> bool:
        """Ask the running counter to come to the front; whether it heard."""
        from PySide6.QtNetwork import QLocalSocket

        name, patience = _line_of(self._folder), QDeadlineTimer(PATIENCE)
        while not patience.hasExpired():
            socket = QLocalSocket()
            socket.connectToServer(name)
            if socket.waitForConnected(_STEP):
                return True
            QThread.msleep(_STEP)
        return False

    def _called(self) -> None:
        if self._server is None:
            return
        # Nobody calls for anything else, so nothing has to be said.
        self._server.nextPendingConnection().deleteLater()
        self.wanted.emit()

    def close(self) -> None:
        """Give the place free."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.unlock()


def _line_of(folder: Path) -> str:
    from hashlib import sha256

    # The user's name is in it: another user's counter is none of ours.
    whose = f"{os.environ.get('USERNAME') or os.environ.get('USER') or ''}|{folder}"
    return "naeil-desk-" + sha256(whose.encode()).hexdigest()[:16]
