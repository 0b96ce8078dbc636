"""How a text is broken into lines: at blanks, and within a word only if it is wider than a line."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.printing import fonts
from desktop.printing.fonts import REGULAR, Face

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a running sentence in its own type: what the law wants emphasised stands out."""

    words: str
    size: float = 11
    face: Face = REGULAR
    underline: bool = False


def broken(words: str, size: float, room: float, face: Face) -> list[str]:
    """The lines of one paragraph in a room of so many points."""
    if fonts.width(words, size, face) <= room:
        return [words.strip()]
    lines: list[str] = []
    line, used = "", 0.0
    blank = fonts.advance(" ", face)
    for word in words.split():
        run = fonts.advance(word, face)
        longer = used + blank + run if line else run
        if fonts.points(longer, size) <= room:
            line, used = f"{line} {word}" if line else word, longer
            continue
        if line:
            lines.append(line)
        line, used = word, run
        while len(line) > 1 and fonts.points(used, size) > room:
            fit = max(1, _fitting(line, size, room, face))
            lines.append(line[:fit])
            line = line[fit:]
            used = fonts.advance(line, face)
    if line:
        lines.append(line)
    return lines


def _fitting(word: str, size: float, room: float, face: Face) -> int:
    """How many letters from the front fit; halving, for texts of thousands without a blank."""
    return bisect_right(
        range(1, len(word) + 1), room, key=lambda letters: fonts.width(word[:letters], size, face)
    )


def flow(parts: Sequence[Part], room: float) -> list[list[Part]]:
    """The parts broken into lines, at blanks as long as a word is not wider than a line.

    Neighbours of one type stay one piece.
    """
    words: list[list[Part]] = [[]]
    for part in parts:
        for number, letters in enumerate(fonts.drawable(part.words).split(" ")):
            if number:
                words.append([])
            if letters:
                words[-1].append(replace(part, words=letters))
    lines: list[list[Part]] = [[]]
    used = 0.0
    for word in words:
        for turn, piece in enumerate(_pieces(word, room)):
            run = _run(piece)
            line = lines[-1]
            blank = 0.0
            if line and not turn:
                blank = fonts.width(" ", line[-1].size, line[-1].face)
            if line and used + blank + run > room:
                line = []
                lines.append(line)
                used, blank = 0.0, 0.0
            for number, bit in enumerate(piece):
                gap = " " if line and number == 0 and turn == 0 else ""
                before = line[-1] if line else None
                if before is not None and replace(before, words="") == replace(bit, words=""):
                    line[-1] = replace(before, words=before.words + gap + bit.words)
                else:
                    line.append(replace(bit, words=gap + bit.words))
            used += blank + run
    return lines


def _run(parts: Sequence[Part]) -> float:
    return sum(fonts.width(part.words, part.size, part.face) for part in parts)


def _pieces(word: list[Part], room: float) -> list[list[Part]]:
    """A word as it stays together; one wider than a line goes over several."""
    if _run(word) <= room:
        return [word] if word else []
    return [
        [replace(part, words=bit)]
        for part in word
        for bit in broken(part.words, part.size, room, part.face)
    ]
