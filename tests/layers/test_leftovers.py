"""What leaves the window goes by one door each, where it is marked, cleared and kept quiet."""

import ast
from pathlib import Path

import desktop

FOLDER = Path(desktop.__file__).parent
DOORS = {
    "clipboard": {"ui/kit/clipboard.py"},
    "QFileDialog": {"ui/kit/file_dialog.py"},
    "file_dialog": {"ui/printing/into_file.py", "ui/door/restore.py", "ui/settings/backup.py"},
    "QPrintDialog": {"ui/printing/chooser.py"},
    "QSettings": {"app.py", "ui/printing/into_file.py"},
    "QDrag": set(),
    "QDesktopServices": set(),
    "QSystemTrayIcon": set(),
    "QTemporaryFile": set(),
    "NamedTemporaryFile": set(),
    "mkstemp": set(),
}
"""By name of what is called: the files that may. A paper on its way is never a file of its own."""


def calls(tree: ast.AST) -> list[tuple[str, ast.Call]]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", "") or getattr(node.func, "id", "")
            found.append((name, node))
    return found


def of_the_program() -> list[tuple[str, str, ast.Call]]:
    return [
        (path.relative_to(FOLDER).as_posix(), name, call)
        for path in sorted(FOLDER.rglob("*.py"))
        for name, call in calls(ast.parse(path.read_text(encoding="utf-8")))
    ]


def test_everything_that_leaves_the_window_goes_by_its_own_door() -> None:
    wrong = [
        f"{path}:{call.lineno} {name}"
        for path, name, call in of_the_program()
        if name in DOORS and path not in DOORS[name]
    ]
    assert wrong == []


def test_titles_of_windows_are_fixed_words_that_name_nobody() -> None:
    titles = [
        (f"{path}:{call.lineno}", call.args[0])
        for path, name, call in of_the_program()
        if name == "setWindowTitle"
    ]
    assert titles
    assert [
        where
        for where, words in titles
        if not (isinstance(words, ast.Constant) and isinstance(words.value, str))
    ] == []
