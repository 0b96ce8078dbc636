"""Code lists of the counter: what a combo box offers and what a stored code means.

Lists are dated files in `resources/codes`. A code once used never disappears: it
gets a last day, so that an old record keeps its label. Codes are text ("026"):
spreadsheets eat the zero.
"""

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from desktop.domain.korean import nfc, search_key

Fact = str | int | bool | date | tuple[str, ...]

_NO_FACTS: Mapping[str, Fact] = MappingProxyType({})
_OWN_COLUMNS = (
    "code",
    "label",
    "valid_from",
    "valid_to",
    "source",
    "checked_on",
    "note",
    "parent",
    "aliases",
)
# Files of this folder that are no code lists and have readers of their own.
_OTHER_FILES = (
    "holidays.toml",
    "target_rules.toml",
    "service_conditions.toml",
    "partners.toml",
    "centre.toml",
    "retention.toml",
    "clocks.toml",
)


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a list.

    `valid_to` is its last day (None: still valid). `checked_on` says when somebody
    last compared it with its source. `facts` holds what only this list knows, such
    as an hourly wage in won or whether a residence status may work.
    """

    code: str
    label: str
    valid_from: date
    valid_to: date | None = None
    source: str = ""
    checked_on: date | None = None
    note: str = ""
    parent: str = ""
    aliases: tuple[str, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=lambda: _NO_FACTS)

    def is_valid(self, on: date) -> bool:
        """Whether it may be chosen on that day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class CodeList:
    """A list under one name, in the order the counter shows it."""

    name: str
    label: str
    codes: tuple[Code, ...]

    def __iter__(self) -> Iterator[Code]:
        """Every entry, valid or not, in order."""
        return iter(self.codes)

    def valid(self, on: date) -> tuple[Code, ...]:
        """What may be chosen on that day."""
        return tuple(code for code in self.codes if code.is_valid(on))

    def get(self, code: str, on: date | None = None) -> Code | None:
        """The entry of a stored code: the one valid on `on`, else the latest known."""
        rows = [row for row in self.codes if row.code == code]
        if on is not None:
            rows = [row for row in rows if row.is_valid(on)] or rows
        return max(rows, key=lambda row: row.valid_from, default=None)

    def label_of(self, code: str, on: date | None = None) -> str:
        """The words for a stored code; the code itself when the list no longer knows it."""
        row = self.get(code, on)
        return row.label if row else code

    def find(self, typed: str, on: date) -> tuple[Code, ...]:
        """Entries whose code begins as typed, or whose label or alias contains it."""
        wanted = search_key(typed)
        if not wanted:
            return ()
        return tuple(
            row
            for row in self.valid(on)
            if row.code.casefold().startswith(wanted)
            or any(wanted in search_key(words) for words in (row.label, *row.aliases))
        )

    def children(self, parent: str, on: date) -> tuple[Code, ...]:
        """The entries directly below `parent`."""
        return tuple(row for row in self.valid(on) if row.parent == parent)


@dataclass(frozen=True, slots=True)
class CodeBook:
    """All lists of the counter."""

    lists: Mapping[str, CodeList]

    @classmethod
    def load(cls, folder: Path) -> "CodeBook":
        """Reads every list file of `resources/codes`; ValueError names a file that is wrong."""
        found: dict[str, CodeList] = {}
        for path in sorted(folder.iterdir()):
            if path.name in _OTHER_FILES or path.suffix not in (".toml", ".csv"):
                continue
            for one in read_lists(path):
                if one.name in found:
                    raise ValueError(f"{path.name}: list {one.name} is given twice")
                found[one.name] = one
        return cls(MappingProxyType(found))

    def __getitem__(self, name: str) -> CodeList:
        """The list of that name; KeyError when there is none."""
        return self.lists[name]

    def label_of(self, name: str, code: str, on: date | None = None) -> str:
        """The words for a stored code of one list."""
        return self.lists[name].label_of(code, on)


def read_lists(path: Path) -> tuple[CodeList, ...]:
    """The lists of one file: TOML with `[[list]]`, or CSV with a head of `# key: value` lines."""
    try:
        if path.suffix == ".csv":
            return (_read_csv(path),)
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        return tuple(_list_of(table, content) for table in content["list"])
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path.name}: {error}") from error


def _read_csv(path: Path) -> CodeList:
    head: dict[str, Any] = {}
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    while lines and lines[0].startswith("#"):
        key, _, value = lines.pop(0)[1:].partition(":")
        head[key.strip()] = value.strip()
    rows: list[dict[str, Any]] = []
    for row in csv.DictReader(lines):
        filled: dict[str, Any] = {key: value for key, value in row.items() if value}
        if "aliases" in filled:
            filled["aliases"] = filled["aliases"].split("|")
        rows.append(filled)
    for table in (head, *rows):
        for key in ("valid_from", "valid_to", "checked_on"):
            if key in table:
                table[key] = date.fromisoformat(table[key])
    return _list_of({**head, "code": rows}, {})


def _list_of(table: Mapping[str, Any], above: Mapping[str, Any]) -> CodeList:
    shared = {
        key: table.get(key, above.get(key))
        for key in ("valid_from", "source", "checked_on")
        if table.get(key, above.get(key)) is not None
    }
    codes = tuple(_code_of({**shared, **row}) for row in table["code"])
    _check(codes)
    return CodeList(str(table["name"]), nfc(str(table["label"])), codes)


def _code_of(row: Mapping[str, Any]) -> Code:
    for key in ("source", "checked_on", "valid_from"):
        if not row.get(key):
            raise ValueError(f"code {row.get('code')} has no {key}")
    own = {key: row[key] for key in _OWN_COLUMNS if key in row}
    own["aliases"] = tuple(own.get("aliases", ()))
    facts = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in row.items()
        if key not in _OWN_COLUMNS
    }
    code = Code(**own, facts=MappingProxyType(facts))
    return replace(code, code=str(code.code), label=nfc(code.label))


def _check(codes: Iterable[Code]) -> None:
    """Two rows of one code must not be valid on the same day."""
    latest: dict[str, Code] = {}
    for row in sorted(codes, key=lambda row: row.valid_from):
        before = latest.get(row.code)
        if before and (before.valid_to is None or before.valid_to >= row.valid_from):
            raise ValueError(f"code {row.code} is valid twice on {row.valid_from}")
        latest[row.code] = row
