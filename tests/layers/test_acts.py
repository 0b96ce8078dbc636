"""Nobody reaches the store but through an act, and every column says what it is."""

import ast
from pathlib import Path

import pytest

from desktop.store import schema
from desktop.store.base import Kind, Whose

SERVICES = Path(__file__).parents[2] / "desktop" / "services"

OUTSIDE = {
    "opening.py",
    "first_run.py",
    "standing.py",
    "rehearsal.py",
    "log_head.py",
    "checking.py",
    "act.py",
    "backups/restoring.py",
}
"""Modules that work before anybody is signed in, or make acts themselves."""
INVENTING = ("demo", "invented")
"""Modules and packages that fill a store nobody works in yet begin so."""
WITHOUT_STORE = {"Drafts.new_id", "Desk.close"}
"""Public methods that touch nobody's data: a key for a draft, closing the store."""


def room(file: Path) -> str:
    return file.relative_to(SERVICES).as_posix()


def outside(file: Path) -> bool:
    return room(file) in OUTSIDE or room(file).startswith(INVENTING)


def service_methods() -> list[tuple[str, ast.FunctionDef]]:
    found = []
    for file in sorted(SERVICES.rglob("*.py")):
        if outside(file):
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


def asks_another(name: str, method: ast.FunctionDef) -> bool:
    """Hands the account on to another method that acts: a public one is looked at by itself."""
    owner = name.split(".")[0]
    for node in ast.walk(method):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and ast.unparse(node.func.value).startswith("self")
            and node.args
            and ast.unparse(node.args[0]) == "account"
        ):
            asked = node.func.attr
            if asked in {known.split(".")[1] for known, _ in METHODS}:
                return True
            private = PRIVATE.get(f"{owner}.{asked}")
            if private is not None and opens_an_act(private):
                return True
    return False


def private_methods() -> dict[str, ast.FunctionDef]:
    return {
        f"{node.name}.{method.name}": method
        for file in SERVICES.rglob("*.py")
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
        for method in node.body
        if isinstance(method, ast.FunctionDef) and method.name.startswith("_")
    }


METHODS = service_methods()
PRIVATE = private_methods()


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
    assert opens_an_act(method) or asks_another(name, method), f"{name} goes round the act"


WAYS_ROUND = (
    "_database",
    "long_work",
    "own_connection",
    "create_engine",
    "sessionmaker",
    "connect",
)
"""Names by which a session could be had without an act."""


@pytest.mark.parametrize("file", sorted(SERVICES.rglob("*.py")), ids=room)
def test_sessions_come_from_acts_only(file: Path) -> None:
    if outside(file):
        return
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        name = node.attr if isinstance(node, ast.Attribute) else None
        name = node.id if isinstance(node, ast.Name) else name
        assert name not in WAYS_ROUND, f"{room(file)}: {name} goes round the act"
        if isinstance(node, ast.ImportFrom):
            assert node.module not in ("desktop.store.database", "desktop.store.file"), room(file)
            taken = {alias.name for alias in node.names}
            assert node.module != "desktop.store" or not taken & {"database", "file"}, room(file)
        if isinstance(node, ast.Call):
            assert ast.unparse(node.func) != "Session", f"{room(file)} makes a session of its own"


def plain_record(node: ast.ClassDef) -> bool:
    """A dataclass, a list of values, an error, a shape for the type checker: it does nothing."""
    return any("dataclass" in ast.unparse(one) for one in node.decorator_list) or any(
        ast.unparse(base) in ("Enum", "Protocol", "Exception") for base in node.bases
    )


def test_whoever_does_something_in_the_services_is_given_the_office() -> None:
    for file in SERVICES.rglob("*.py"):
        if outside(file):
            continue
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not plain_record(node):
                assert takes_office(node), f"{room(file)}: {node.name} is looked at by no test"


@pytest.mark.parametrize("layer", ["ui", "app.py", "tour"])
def test_no_screen_looks_behind_the_services(layer: str) -> None:
    place = SERVICES.parent / layer
    for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute):
                behind = node.attr in ("_database", "long_work") or ast.unparse(node).endswith(
                    "office.act"
                )
                assert not behind, f"{room(file)}:{node.lineno} goes round the services"


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
