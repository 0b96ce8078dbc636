"""Asks where a paper is to be kept as a file, and leaves no note of it.

The program uses Qt's own dialogs (`app.application`): those of GNOME and Windows enter the
file into the list of files used last. Qt's notes only the folders it was in, in its own
settings, and here those notes are taken out again.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget

_QT = "QtProject"
"""The name under which Qt keeps what its own dialogs remember."""
_NOTES = "FileDialog"


def ask_where(parent: QWidget, start: Path, chosen: Callable[[Path], None]) -> QFileDialog:
    """Open the dialog with `start` offered; `chosen` gets the file."""
    dialog = QFileDialog(parent, "PDF로 저장", str(start.parent), "PDF (*.pdf)")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("pdf")
    dialog.selectFile(start.name)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.finished.connect(dialog.deleteLater)
    # It writes its notes when it goes.
    dialog.destroyed.connect(forget_folders)
    dialog.open()
    return dialog


def forget_folders() -> None:
    """Take out of Qt's notes in which folders files were kept."""
    notes = QSettings(QSettings.Scope.UserScope, _QT)
    notes.remove(_NOTES)
    notes.sync()
