"""The one way by which anything shown is copied: marked as secret, gone after a minute.

The program that keeps a history of copied words (Windows' own, that of KDE) is asked by
marks to leave ours out, and other PCs do not get it. What was copied is cleared after
`STAYS` seconds, at the lock and when the window closes, if it is still ours: what another
program copied meanwhile is never touched. What is only selected is handed to nobody (X11
would offer it to every program).
"""

import secrets
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Qt, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit, QMenu

STAYS = 60
OURS = "application/x-naeil-desk"
"""Carries a number nobody else knows: tells what we copied from what others did."""
_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
_NO = bytes(4)
MARKS = {
    # Windows: read by its history (Win+V) and by its copying to other PCs.
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"1",
    _WINDOWS.format("CanIncludeInClipboardHistory"): _NO,
    _WINDOWS.format("CanUploadToCloudClipboard"): _NO,
    # KDE's Klipper and others that took over its mark.
    "x-kde-passwordManagerHint": b"secret",
}
"""What programs that keep copied words look for, with the value that says no."""


class _Keeper(QObject):
    """Remembers what was copied last until it is cleared; one for the program."""

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__(app)
        self._token = secrets.token_bytes(16)
        self._clipboard = app.clipboard()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS * 1000)
        self._timer.timeout.connect(self.forget)
        self._clipboard.dataChanged.connect(self._look)
        if self._clipboard.supportsSelection():
            self._clipboard.selectionChanged.connect(self._let_go_of_selection)
        # Held by Python beyond the end of Qt it would crash, so it may not wait for the minute.
        app.aboutToQuit.connect(self.forget)

    def marked(self, text: str) -> QMimeData:
        data = QMimeData()
        data.setText(text)
        data.setData(OURS, self._token)
        for name, value in MARKS.items():
            data.setData(name, value)
        return data

    def holds_ours(self) -> bool:
        there = self._clipboard.mimeData()
        return there is not None and there.data(OURS).data() == self._token

    def forget(self) -> None:
        self._timer.stop()
        if self.holds_ours():
            self._clipboard.clear()

    def _look(self) -> None:
        if self.holds_ours():
            self._timer.start()
            return
        self._timer.stop()
        # A part of Qt's own copied: a dialog of the system, a text to be read.
        there = self._clipboard.mimeData()
        if self._clipboard.ownsClipboard() and there is not None and there.hasText():
            self._clipboard.setMimeData(self.marked(there.text()))

    def _let_go_of_selection(self) -> None:
        if self._clipboard.ownsSelection() and self._clipboard.text(QClipboard.Mode.Selection):
            self._clipboard.clear(QClipboard.Mode.Selection)


@cache
def _keeper() -> _Keeper:
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    return _Keeper(app)


def watch() -> None:
    """From now on whatever this program copies is marked and cleared, however it is copied."""
    _keeper()


def marked(text: str) -> QMimeData:
    """Words on their way to the clipboard, for Qt to put there."""
    return _keeper().marked(text)


def copy(text: str) -> None:
    """Copy what the clerk sees (masked already)."""
    if text:
        QGuiApplication.clipboard().setMimeData(marked(text))


def forget() -> None:
    """Clear what was copied, if it is still ours: the window is locked or closes."""
    _keeper().forget()


def copy_selected(line: "QLineEdit", *, cut: bool = False) -> None:
    """Copy the words selected in a line, or move them out of it."""
    copy(line.selectedText())
    if cut and line.hasSelectedText() and not line.isReadOnly():
        line.del_()


def lead_menu_here(menu: "QMenu", line: "QLineEdit") -> None:
    """Let copying and cutting in the menu of the right button go by this way too."""
    for name, cut in (("edit-copy", False), ("edit-cut", True)):
        for action in menu.actions():
            if action.objectName() == name:
                action.triggered.disconnect()
                action.triggered.connect(
                    lambda _on=False, cut=cut: copy_selected(line, cut=cut),
                    Qt.ConnectionType.DirectConnection,
                )
