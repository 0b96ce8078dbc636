"""The fixed words of the papers: dated, versioned files in resources/forms.

A record names its file (`form`), so that a reprint finds the words of its day. A
file is never changed once papers were issued with it; a change of wording is a new
file with a new name, and old ones stay for ever.
"""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from desktop import paths


@dataclass(frozen=True, slots=True)
class Wording:
    """One file of words. `layout` chooses how the paper is drawn, `edition` is shown on it."""

    form: str
    edition: str
    layout: int
    valid_from: date
    source: str
    words: dict[str, Any]
    _found: dict[str, object] = field(default_factory=dict, init=False, repr=False, compare=False)

    def text(self, key: str) -> str:
        """One sentence, by `table.key`."""
        found = self._find(key)
        if not isinstance(found, str):
            raise LookupError(f"{self.form}: {key} is not a text")
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of words, by `table.key`."""
        found = self._find(key)
        if not isinstance(found, list) or not all(isinstance(part, str) for part in found):
            raise LookupError(f"{self.form}: {key} is not a list of texts")
        return tuple(found)

    def options(self, key: str) -> tuple[tuple[str, ...], ...]:
        """Boxes to tick, by `table.key`: each the word on the paper, then codes meaning it."""
        found = self._find(key)
        if not isinstance(found, list):
            raise LookupError(f"{self.form}: {key} is not a list of boxes")
        return tuple((part,) if isinstance(part, str) else tuple(part) for part in found)

    def _find(self, key: str) -> object:
        if key in self._found:
            return self._found[key]
        found: object = self.words
        for part in key.split("."):
            if not isinstance(found, dict) or part not in found:
                raise LookupError(f"{self.form} lacks {key}")
            found = found[part]
        self._found[key] = found
        return found


@cache
def wording(form: str) -> Wording:
    """The words of one version of a paper, by its file's name without `.toml`.

    Raises LookupError when the program has no such version.
    """
    if not form or not all(part.isascii() and part.isalnum() for part in form.split("-")):
        raise LookupError(f"no form is called {form!r}")
    file = paths.resources() / "forms" / f"{form}.toml"
    if not file.is_file():
        raise LookupError(f"there is no form {form}")
    words = tomllib.loads(file.read_text(encoding="utf-8"))
    return Wording(
        form=form,
        edition=words["edition"],
        layout=words["layout"],
        valid_from=words["valid_from"],
        source=words["source"],
        words=words,
    )


def newest(paper: str, on: date) -> str:
    """The version of a paper to be used for new records on a day: `slip` → `slip-1`.

    `paper` is the first part of the file's name. Raises LookupError without any.
    """
    return max(_versions(paper, on), key=lambda form: (wording(form).valid_from, form))


def _versions(paper: str, on: date) -> list[str]:
    names = sorted(
        file.stem
        for file in (paths.resources() / "forms").glob(f"{paper}-*.toml")
        if file.stem[len(paper) + 1 :][:1].isdigit()
    )
    if not names:
        raise LookupError(f"there is no form of {paper}")
    valid = [name for name in names if wording(name).valid_from <= on]
    return valid or names[:1]
