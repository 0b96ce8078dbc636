"""Nobody reaches the store but through an act, and every column says what it is."""

import ast
from pathlib import Path

import pytest

from desktop.store import schema
from desktop.store.base import Kind, Whose

SERVICES = Path(__file__).parents[2] / "desktop" / "services"

OUTSIDE = {"opening", "checking", "demo", "demo_store", "act"}
"""Modules that work before anybody is signed in, or make acts themselves."""
WITHOUT_STORE = {"Drafts.new_id", "Desk.close"}
"""Public methods that touch nobody's data: a key for a draft, closing the store."""


def service_methods() -> list[tuple[str, ast.FunctionDef]]:
    found = []
    for file in sorted(SERVICES.glob("*.py")):
        if file.stem in OUTSIDE:
            continue
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if not isinstance(node, ast.ClassDef) or not takes_office(node):
                continue
            found.extend(
                (f"{node.name}.{method.name}", method)
                for method in node.body
                if isinstance(method, ast.FunctionDef) and not method.name.startswith("_")
            )
    return found


def takes_office(node: ast.ClassDef) -> bool:
    return any(
        isinstance(item, ast.FunctionDef)
        and item.name == "__init__"
        and any(argument.arg == "office" for argument in item.args.args)
        for item in node.body
    )


def opens_an_act(method: ast.FunctionDef) -> bool:
    """A `with self._office.act(account, …)`, directly or in a private method it calls."""
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "act"
        and ast.unparse(node.func.value) == "self._office"
        and node.args
        and ast.unparse(node.args[0]) == "account"
        for node in ast.walk(method)
    )


def asks_another(method: ast.FunctionDef) -> bool:
    """Hands the account on to another method of the services, which acts."""
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func.value).startswith("self")
        and node.args
        and ast.unparse(node.args[0]) == "account"
        for node in ast.walk(method)
    )


METHODS = service_methods()


def test_there_are_services_to_look_at() -> None:
    assert len(METHODS) > 60


@pytest.mark.parametrize(("name", "method"), METHODS, ids=[name for name, _ in METHODS])
def test_every_public_method_of_a_service_is_an_act(name: str, method: ast.FunctionDef) -> None:
    if name in WITHOUT_STORE or any(
        ast.unparse(decorator) in ("property", "staticmethod")
        for decorator in method.decorator_list
    ):
        return
    arguments = [argument.arg for argument in method.args.args]
    assert arguments[1:2] == ["account"], f"{name} does not ask who acts"
    assert opens_an_act(method) or asks_another(method), f"{name} goes round the act"


@pytest.mark.parametrize("file", sorted(SERVICES.glob("*.py")), ids=lambda file: file.stem)
def test_sessions_come_from_acts_only(file: Path) -> None:
    if file.stem in OUTSIDE:
        return
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            assert node.attr not in ("write", "read", "own_connection") or ast.unparse(
                node.value
            ) not in ("database", "self._database", "self._office._database"), (
                f"{file.name}:{node.lineno} opens a session of its own"
            )


COLUMNS = [
    (f"{table.name}.{column.name}", column)
    for table in schema.metadata.sorted_tables
    for column in table.columns
]


@pytest.mark.parametrize(("name", "column"), COLUMNS, ids=[name for name, _ in COLUMNS])
def test_every_column_says_what_it_is_and_whose(name: str, column: object) -> None:
    info = column.info  # type: ignore[attr-defined]
    assert isinstance(info.get("kind"), Kind), name
    assert isinstance(info.get("whose"), Whose), name
