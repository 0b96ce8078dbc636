"""Words of people reach the screen as they are: no widget may guess markup in them."""

import ast
from collections.abc import Iterator
from pathlib import Path

import desktop

FOLDER = Path(desktop.__file__).parent / "ui"
UI = sorted(FOLDER.rglob("*.py"))
GUESSING = {
    "QMessageBox": "kit.ask",
    "QInputDialog": "kit.ask",
    "QErrorMessage": "kit.ask",
    "QProgressDialog": "kit.ProgressRow",
    "QWhatsThis": "a tooltip",
    "QTextBrowser": "kit.Paragraph",
    "QLabel": "kit.PlainLabel",
    "QGroupBox": "kit.Section",
    "QTabWidget": "kit.Segmented",
    "QTabBar": "kit.Segmented",
    "QStaticText": "paint.text",
}
"""Widgets of Qt that take a tag for one, or an ampersand for a key, and what to take instead."""
MARKUP = {"setHtml", "insertHtml", "appendHtml", "setMarkdown", "setTextFormat"}
OURS = {
    "kit/text.py": {"QLabel", "setTextFormat"},
    "kit/chips.py": {"QLabel", "setTextFormat"},
    "kit/reading.py": {"QTextBrowser"},
    "guide.py": {"setHtml", "setMarkdown"},
}
"""Where the kit makes them harmless; the guide is text of our own."""


def _called(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id, node
            elif isinstance(node.func, ast.Attribute):
                yield node.func.attr, node


def _names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.Attribute):
            yield node.attr


def test_no_widget_guesses_markup() -> None:
    used = [
        (module.relative_to(FOLDER).as_posix(), name)
        for module in UI
        for name in _names(ast.parse(module.read_text(encoding="utf-8")))
        if name in (*GUESSING, *MARKUP)
    ]
    assert not [
        f"{place}: {name}, take {GUESSING.get(name, 'plain text')}"
        for place, name in used
        if name not in OURS.get(place, ())
    ]


def test_every_tooltip_is_plain() -> None:
    """A tooltip goes through `give_tip` or `show_tip`, and by them through `plain_tip`."""
    raw = [
        f"{place}:{call.lineno}"
        for module in UI
        if (place := module.relative_to(FOLDER).as_posix()) != "kit/tips.py"
        for name, call in _called(ast.parse(module.read_text(encoding="utf-8")))
        if name in ("setToolTip", "showText")
    ]
    assert not raw
