"""What files of one kind have alike: the letters of their form, and parts of their pages."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from desktop.printing.fonts import Face
from desktop.printing.packing import packed

LARGE = 400
"""So many characters are an object of their own, to which pages refer; less is written anew."""
PIECES = 512
"""Parts kept of one kind: those of a few days."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a page that others have alike: its strokes, what it says, what it came to.

    A large one has its strokes `packed`, as an object of the file.
    """

    strokes: str
    packed: bytes
    said: tuple[str, ...]
    result: object


def piece_of(strokes: str, said: Sequence[str], result: object) -> Piece:
    """A part as files have it."""
    if len(strokes) <= LARGE:
        return Piece(strokes, b"", tuple(said), result)
    return Piece("", packed(strokes.encode("latin-1"), once=True), tuple(said), result)


@dataclass(frozen=True, slots=True)
class Kind:
    """Files of one kind: the `letters` all of them begin with, and parts in these letters."""

    letters: Mapping[Face, str] = field(default_factory=dict)
    pieces: dict[Hashable, Piece] = field(default_factory=dict)

    def keep(self, key: Hashable, piece: Piece) -> None:
        """A part for the files to come. `key` names everything it depends on."""
        if len(self.pieces) >= PIECES:
            self.pieces.clear()
        self.pieces[key] = piece


NO_KIND = Kind()
"""Of papers that are printed one by one: each has its letters in its own order."""
