"""Qt's dialog for files speaks Korean, whatever its translation leaves out."""

import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.kit.file_dialog import file_dialog

LATIN = re.compile(r"[A-Za-z]{2,}")


def test_no_word_of_it_is_latin(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "명부").mkdir()
    (tmp_path / "구직자.xlsx").write_bytes(b"")
    owner = QWidget()
    dialog = file_dialog(owner, "명부 고르기", str(tmp_path), "모든 파일 (*)")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.open()
    files = dialog.findChild(QTreeView)
    assert files is not None
    model = files.model()
    qtbot.waitUntil(lambda: model.rowCount(files.rootIndex()) == 2)
    heads = files.header()
    shown = [one for one in range(heads.count()) if not heads.isSectionHidden(one)]
    words = [
        *(label.text() for label in dialog.findChildren(QLabel) if label.isVisible()),
        *(button.text() for button in dialog.findChildren(QAbstractButton) if button.isVisible()),
        *(str(model.headerData(one, Qt.Orientation.Horizontal)) for one in shown),
    ]
    assert len(words) > 6
    assert not [one for one in words if LATIN.search(one)]
    cells = [
        str(model.index(row, one, files.rootIndex()).data())
        for row in range(2)
        for one in shown
        if one
    ]
    assert not [one for one in cells if LATIN.search(one.replace("bytes", ""))]
    dialog.close()
