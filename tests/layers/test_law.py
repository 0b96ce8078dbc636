"""The guide's table of what the law asks names screens there are, and every row has its tests."""

import ast
import re
from pathlib import Path

from desktop.paths import resources
from desktop.ui.screens import SCREENS
from desktop.ui.settings.screen import PAGES

TESTS = Path(__file__).parents[1]
GUIDE = resources() / "guide" / "protection.md"
HEAD = "법이 묻는 것"
EVERYWHERE = "모든 화면"


def rows_of(text: str) -> list[list[str]]:
    """The cells of the table that begins with HEAD, without its head."""
    lines = text.splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith(f"| {HEAD} |"))
    rows = []
    for line in lines[at + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def test_every_answer_names_screens_that_there_are() -> None:
    there = {row.label for row in SCREENS} | {f"설정 › {page.label}" for page in PAGES}
    rows = rows_of(GUIDE.read_text(encoding="utf-8"))
    assert len(rows) > 25
    missing = {
        (asked, place)
        for asked, _answer, places in rows
        for place in places.split(" · ")
        if place not in there | {EVERYWHERE}
    }
    assert missing == set()


def test_every_row_has_its_tests_and_they_exist() -> None:
    asked = [row[0] for row in rows_of(GUIDE.read_text(encoding="utf-8"))]
    held = rows_of((TESTS / "law.md").read_text(encoding="utf-8"))
    assert [row[0] for row in held] == asked
    for question, tests in held:
        named = re.findall(r"`([^`]+)::([^`]+)`", tests)
        assert named, question
        for file, name in named:
            tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
            made = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
            assert name in made, f"{question}: {file} has no {name}"
