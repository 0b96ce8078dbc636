"""Asks where a paper is to be kept as a file, and leaves no note of it.

The program uses Qt's own dialogs (`app.application`): those of GNOME and Windows enter the
file into the list of files used last. Qt's notes only the folders it was in, in its own
settings, and here those notes are taken out again.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, QSettings
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.ui.kit.file_dialog import file_dialog

_QT = "QtProject"
"""The name under which Qt keeps what its own dialogs remember."""
_NOTES = "FileDialog"


PDF = ("PDF로 저장", "PDF (*.pdf)")
XLSX = ("엑셀 파일로 저장", "엑셀 (*.xlsx)")


def ask_where(
    parent: QWidget,
    start: Path,
    chosen: Callable[[Path], None],
    kind: tuple[str, str] = PDF,
) -> QFileDialog:
    """Open the dialog with `start` offered; `chosen` gets the file."""
    dialog = file_dialog(parent, kind[0], str(start.parent), kind[1])
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(start.suffix.removeprefix("."))
    dialog.selectFile(start.name)
    return _opened(dialog, chosen)


def ask_which(
    parent: QWidget, folder: Path, chosen: Callable[[Path], None], kind: tuple[str, str]
) -> QFileDialog:
    """Ask for a file that is there already; `chosen` gets it."""
    dialog = file_dialog(parent, kind[0], str(folder), kind[1])
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _opened(dialog, chosen)


def _opened(dialog: QFileDialog, chosen: Callable[[Path], None]) -> QFileDialog:
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.finished.connect(dialog.deleteLater)
    # It writes its notes when it goes.
    dialog.destroyed.connect(forget_folders)
    dialog.open()
    return dialog


def quiet_dialog(parent: QWidget, title: str, kinds: str) -> QFileDialog:
    """A dialog for files of other programs, in or out, that leaves no note; to be opened."""
    dialog = file_dialog(parent, title, QDir.homePath(), kinds)
    dialog.finished.connect(dialog.deleteLater)
    # It writes its notes when it goes.
    dialog.destroyed.connect(forget_folders)
    return dialog


def forget_folders() -> None:
    """Take out of Qt's notes in which folders files were kept."""
    notes = QSettings(QSettings.Scope.UserScope, _QT)
    notes.remove(_NOTES)
    notes.sync()
