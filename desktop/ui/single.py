"""One counter per data folder: a second start brings the first to the front."""

import hashlib
import os
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT = 500
"""Milliseconds the first one has to answer."""


class Single(QObject):
    """Holds the place of the running counter for a data folder."""

    wanted = Signal()
    """Somebody started the program again."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        # The user's name is in it: another user's counter is none of ours.
        whose = f"{os.environ.get('USERNAME') or os.environ.get('USER') or ''}|{folder}"
        self._name = "naeil-desk-" + hashlib.sha256(whose.encode()).hexdigest()[:16]
        self._server: QLocalServer | None = None
        self.first = not self._answers()
        if self.first:
            # What a crashed counter left behind answers nobody.
            QLocalServer.removeServer(self._name)
            self._server = QLocalServer(self)
            self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
            self._server.listen(self._name)
            self._server.newConnection.connect(self._called)

    def _answers(self) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        answers = socket.waitForConnected(WAIT)
        socket.abort()
        return answers

    def raise_first(self) -> None:
        """Ask the running counter to come to the front."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(WAIT):
            socket.write(b"raise")
            socket.waitForBytesWritten(WAIT)
            socket.disconnectFromServer()

    def _called(self) -> None:
        if self._server is None:
            return
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(lambda: self._heard(socket))
        socket.disconnected.connect(socket.deleteLater)

    def _heard(self, socket: QLocalSocket) -> None:
        if bytes(socket.readAll().data()) == b"raise":
            self.wanted.emit()

    def close(self) -> None:
        """Give the place free."""
        if self._server is not None:
            self._server.close()
            self._server = None
