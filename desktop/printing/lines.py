"""How a text is broken into lines: at blanks, and within a word only if it is wider than a line."""

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
    line = ""
    for word in words.split():
        longer = f"{line} {word}" if line else word
        if fonts.width(longer, size, face) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while fonts.width(line, size, face) > room:
            fit = len(line) - 1
            while fit > 1 and fonts.width(line[:fit], size, face) > room:
                fit -= 1
            lines.append(line[:fit])
            line = line[fit:]
    if line:
        lines.append(line)
    return lines


def flow(parts: Sequence[Part], room: float) -> list[list[Part]]:
    """The parts broken into lines; neighbours of one type stay one piece."""
    words: list[list[Part]] = [[]]
    for part in parts:
        pieces = fonts.drawable(part.words).split(" ")
        for number, piece in enumerate(pieces):
            if number:
                words.append([])
            if piece:
                words[-1].append(replace(part, words=piece))
    lines: list[list[Part]] = [[]]
    used = 0.0
    for word in words:
        if not word:
            continue
        run = sum(fonts.width(part.words, part.size, part.face) for part in word)
        line = lines[-1]
        blank = fonts.width(" ", line[-1].size, line[-1].face) if line else 0.0
        if line and used + blank + run > room:
            line = []
            lines.append(line)
            used, blank = 0.0, 0.0
        for number, part in enumerate(word):
            gap = " " if line and number == 0 else ""
            before = line[-1] if line else None
            if before is not None and replace(before, words="") == replace(part, words=""):
                line[-1] = replace(before, words=before.words + gap + part.words)
            else:
                line.append(replace(part, words=gap + part.words))
        used += blank + run
    return lines
