"""No list is sorted by what it masks: the order of the names would tell them."""

import ast
from pathlib import Path

import pytest

import desktop.ui

FILES = sorted(Path(desktop.ui.__file__).parent.rglob("*.py"))
NAMES = ("masked_name", "masked_phone", "masked_title")


def columns_of(path: Path) -> list[tuple[int, str, dict[str, str]]]:
    """Line, how a cell says its record, and the options of every column of a file."""
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    bodies = {
        one.name: ast.get_source_segment(source, one) or ""
        for one in ast.walk(tree)
        if isinstance(one, ast.FunctionDef)
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Column":
            text = ast.get_source_segment(source, node.args[1]) or ""
            text = bodies.get(text.rpartition(".")[2], text)
            options = {
                one.arg or "": ast.get_source_segment(source, one.value) or ""
                for one in node.keywords
            }
            found.append((node.lineno, text, options))
    return found


def test_there_are_columns_that_sort_and_columns_that_mask() -> None:
    every = [one for path in FILES for one in columns_of(path)]
    assert sum("sort" in options for *_, options in every) > 15
    assert sum(any(name in text for name in NAMES) for _, text, _ in every) > 8


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_column_of_masked_names_sorts_the_list(path: Path) -> None:
    for line, text, options in columns_of(path):
        masks = "full" in options or any(name in text for name in NAMES)
        if masks and "sort" in options:
            # It is sorted by something else, which the menu names.
            assert "sort_name" in options, (path, line)
            assert "rank" not in options, (path, line)
        assert not any(name in options.get("rank", "") for name in NAMES), (path, line)
