"""The rows in which conditions are written down: in the file of rules and with a service.

One grammar for both: a row is a `kind` and its values, see
`resources/codes/target_rules.toml`.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from desktop.domain.targeting import (
    AgeBetween,
    AllOf,
    AnyOf,
    Condition,
    EducationUpTo,
    IsSex,
    LeftFor,
    NeverEmployed,
    OutOfWork,
    Rule,
    Told,
    WantsWork,
)

_KINDS: Mapping[str, type[Any]] = {
    "age": AgeBetween,
    "sex": IsSex,
    "wants_work": WantsWork,
    "out_of_work": OutOfWork,
    "education": EducationUpTo,
    "left_for": LeftFor,
    "never_employed": NeverEmployed,
    "told": Told,
    "any": AnyOf,
    "all": AllOf,
}


def load_rules(path: Path) -> tuple[Rule, ...]:
    """The dated rows of `target_rules.toml`; ValueError names a row that is wrong."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(_rule_of(row) for row in content["rule"])


def questions_of(conditions: Iterable[Condition]) -> frozenset[str]:
    """Keys of everything these may ask for a yes or a no."""
    asked: set[str] = set()
    waiting: list[Condition] = list(conditions)
    while waiting:
        condition = waiting.pop()
        if isinstance(condition, AnyOf | AllOf):
            waiting.extend(condition.conditions)
        elif key := getattr(condition, "key", ""):
            asked.add(key)
    return frozenset(asked)


def condition_of(row: Mapping[str, Any]) -> Condition:
    """A row as the condition it says. KeyError, TypeError and ValueError for a wrong one."""
    options = {key: _frozen(key, value) for key, value in row.items() if key != "kind"}
    condition: Condition = _KINDS[row["kind"]](**options)
    return condition


def row_of(condition: Condition) -> dict[str, Any]:
    """A condition as its row, the values it does not need to say left out."""
    kind = next(name for name, made in _KINDS.items() if type(condition) is made)
    row: dict[str, Any] = {"kind": kind}
    for one in fields(condition):  # type: ignore[arg-type]
        value = getattr(condition, one.name)
        if one.default is not MISSING and value == one.default:
            continue
        if one.name == "conditions":
            value = [row_of(inner) for inner in value]
        elif isinstance(value, tuple):
            value = list(value)
        elif isinstance(value, Mapping):
            value = dict(value)
        row[one.name] = value
    return row


def _frozen(key: str, value: Any) -> Any:
    if key == "conditions":
        return tuple(condition_of(one) for one in value)
    return tuple(value) if isinstance(value, list) else value


def _rule_of(row: Mapping[str, Any]) -> Rule:
    try:
        return Rule(
            key=row["key"],
            label=row["label"],
            source=row["source"],
            valid_from=row["valid_from"],
            valid_to=row.get("valid_to"),
            checked_on=row["checked_on"],
            conditions=tuple(condition_of(one) for one in row["conditions"]),
            confirm_at=row.get("confirm_at", ""),
            quiet=row.get("quiet", False),
            sensitive=row.get("sensitive", False),
            note=row.get("note", ""),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"target rule {row.get('key')}: {error}") from error
