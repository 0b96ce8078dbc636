"""Qt's own dialog for files, in Korean throughout: its translation leaves some words in English."""

from PySide6.QtWidgets import QFileDialog, QHeaderView, QTreeView, QWidget

_LABELS = {
    QFileDialog.DialogLabel.LookIn: "위치:",
    QFileDialog.DialogLabel.FileName: "파일 이름:",
    QFileDialog.DialogLabel.FileType: "파일 종류:",
    QFileDialog.DialogLabel.Reject: "취소",
}
_NAME, _SIZE, _KIND, _WHEN = range(4)
"""Columns of its list; what kind a file is, is told partly in English."""


def file_dialog(parent: QWidget, title: str, folder: str, kinds: str = "") -> QFileDialog:
    """A dialog to be opened: `kinds` are its filters, as ‘PDF (*.pdf)’."""
    dialog = QFileDialog(parent, title, folder, kinds)
    for label, words in _LABELS.items():
        dialog.setLabelText(label, words)
    files = dialog.findChild(QTreeView)
    if files is not None:
        files.hideColumn(_KIND)
        modes = QHeaderView.ResizeMode
        files.header().setSectionResizeMode(_NAME, modes.Stretch)
        for column in (_SIZE, _WHEN):
            files.header().setSectionResizeMode(column, modes.ResizeToContents)
    return dialog
