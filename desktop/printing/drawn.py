"""A drawn paper and what is wrong with it: the words that keep it from the printer.

What does not fit its place or is missing from the typeface is told by the field it came
from, so that the clerk is sent there, and nothing is lost in silence.
"""

from dataclasses import dataclass

from desktop.domain.errors import Refused


class MissingGlyph(Refused):
    """A character of the record is not in the paper's typeface; it would print as nothing."""


class TooLong(Refused):
    """A text is longer than its place on the paper; it would be cut."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a paper must not be printed as it is, at which field.

    `excess` is by how many characters a text is too long, `missing` the character
    the face lacks; one of them is set.
    """

    field: str
    label: str
    sentence: str
    excess: int = 0
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn paper: the file, what it says (without the foot line), and what is wrong."""

    pdf: bytes
    text: str
    problems: tuple[Problem, ...]

    def printable(self) -> bytes:
        """The file, if nothing is wrong with it.

        Raises MissingGlyph or TooLong naming every field that has to be mended.
        """
        if not self.problems:
            return self.pdf
        fields: dict[str, str] = {}
        for problem in self.problems:
            fields.setdefault(problem.field, problem.sentence)
        first = self.problems[0]
        kind = MissingGlyph if first.missing else TooLong
        raise kind(first.sentence, fields)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value comes from: the record's field and its name on the paper."""

    field: str = ""
    label: str = ""


NOWHERE = Place()
"""For fixed words."""
