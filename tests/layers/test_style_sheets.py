"""No style sheet but on a menu or a tip, and no bar or tip that Qt draws its own way."""

import ast
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.ui.kit import theme

UI = Path(__file__).parents[2] / "desktop" / "ui"
FILES = sorted(UI.rglob("*.py"))
SCROLL = {"QScrollArea", "QListView", "QTableView", "QTreeView", "QTextEdit", "QTextBrowser"}
HEADS = {"QHeaderView"}
ONLY_HERE = {
    "setStyleSheet": {"kit/menu.py", "kit/tips.py"},
    "setToolTip": {"kit/tips.py"},
    "QMenu": {"kit/lists.py", "window_keys.py", "kit/menu.py", "kit/clipboard.py"},
}


def called(tree: ast.AST) -> set[str]:
    """Names of what a file calls."""
    calls = [one.func for one in ast.walk(tree) if isinstance(one, ast.Call)]
    return {one.attr if isinstance(one, ast.Attribute) else getattr(one, "id", "") for one in calls}


def made(tree: ast.AST) -> set[str]:
    """Qt's classes that a file makes or makes its own of."""
    bases = [base for one in ast.walk(tree) if isinstance(one, ast.ClassDef) for base in one.bases]
    return called(tree) | {getattr(base, "id", "") for base in bases}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(UI).as_posix())
def test_what_qt_would_draw_its_own_way_is_dressed(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    here, calls = file.relative_to(UI).as_posix(), called(tree)
    for name, where in ONLY_HERE.items():
        assert name not in calls or here in where, name
    if made(tree) & SCROLL:
        assert calls & {"give_bars", "setVerticalScrollBar"}
    if made(tree) & {"QMenu"} or "createStandardContextMenu" in calls:
        assert "dress" in calls


def test_the_application_has_no_sheet(qapp: QApplication) -> None:
    """Of 3,500 widgets every one had kept its rules: a seventh of the program's memory."""
    theme.install(qapp)
    assert qapp.styleSheet() == ""
