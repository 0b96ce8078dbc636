"""The sheet's words: single lines, labels, cells that wrap and shrink, boxes with their word.

Everything that is said is remembered, so that a paper can be compared word by word with
its reprint. What does not fit or cannot be shown is reported by its field.
"""

import math
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from typing import TypeVar, cast

from desktop.printing import fonts
from desktop.printing.drawn import NOWHERE, Place, Problem
from desktop.printing.fonts import BOLD, REGULAR, SEMIBOLD, Face
from desktop.printing.kept import NO_KIND, Kind, Piece, piece_of
from desktop.printing.lines import ELLIPSIS, Part, broken, flow
from desktop.printing.strokes import MM, Strokes

Drawn = TypeVar("Drawn")
LEAST = 9.0
"""No value on a paper is set smaller than this (points); only the foot line is 8.5."""


class Align(Enum):
    """Where a text stands in its place."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Lettering(Strokes):
    """A page of strokes and words. Sizes of type in points."""

    def __init__(
        self,
        title: str,
        subject: str,
        keywords: str,
        *,
        lying: bool = False,
        kind: Kind = NO_KIND,
    ) -> None:
        super().__init__(title, subject, keywords, lying=lying)
        self._said: list[str] = []
        self._silent = False
        self._problems: list[Problem] = []
        self._kind = kind
        self._laid: dict[Hashable, tuple[str, Piece]] = {}
        self._within = False
        doc = self._file.doc
        self._faces = {face: fonts.font(face).begin(doc, own) for face, own in kind.letters.items()}

    def once(self, key: Hashable, draw: Callable[[], Drawn]) -> Drawn:
        """A part that pages have in common: drawn for the first, then laid down again.

        `key` names everything the part depends on. Gives what `draw` gives. What has a
        problem is drawn every time, so that each page tells of it.
        """
        laid = self._laid.get(key)
        if laid is None:
            piece = self._kind.pieces.get(key)
            if piece is None:
                if self._within:  # only the whole is kept
                    return draw()
                before, self._ops, self._within = self._ops, [], True
                said, problems, others = len(self._said), len(self._problems), self._others()
                drawn = draw()
                strokes, self._ops, self._within = "\n".join(self._ops), before, False
                if len(self._problems) > problems:
                    self._ops.append(strokes)
                    return drawn
                piece = piece_of(strokes, self._said[said:], drawn)
                if self._kind.letters and self._others() == others:
                    self._kind.keep(key, piece)
            else:
                self._said += piece.said
            strokes = self._file.part(piece.packed) if piece.packed else piece.strokes
            self._laid[key] = strokes, piece
        else:
            strokes, piece = laid
            self._said += piece.said
        self._ops.append(strokes)
        return cast("Drawn", piece.result)

    def _others(self) -> int:
        """How often a letter was needed that is not of the form."""
        return sum(shown.others for shown in self._faces.values())

    @contextmanager
    def aside(self) -> Iterator[None]:
        """What is said of this print and not of the paper: left out of the page's text."""
        self._silent = True
        try:
            yield
        finally:
            self._silent = False

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = 11,
        face: Face = REGULAR,
        align: Align = Align.LEFT,
        *,
        spread: float = 0.0,
        place: Place = NOWHERE,
        underline: bool = False,
        grey: float = 0.0,
        room: float = math.inf,
    ) -> float:
        """Set one line with its baseline at y; gives back where it ends (mm).

        `spread` is extra space between characters in points. What is wider than its
        `room` (mm) is set smaller, then cut with … and told.
        """
        words, advance, lacking = fonts.measured(words, face)
        if not words:
            return x
        if lacking:
            words = self._shown(words, face, place)
            advance = fonts.advance(words, face)
        if room < math.inf:
            while self.width(words, size, face) > room and size > LEAST:
                size = max(LEAST, size - 0.25)
            if self.width(words, size, face) > room:
                (words,) = self.cut([words, ""], 1, size, room, face, place=place)
                advance = fonts.advance(words, face)
        if not self._silent:
            self._said.append(words)
        run = fonts.points(advance, size) + spread * (len(words) - 1)
        left = x * MM
        if align is Align.RIGHT:
            left -= run
        elif align is Align.CENTRE:
            left -= run / 2
        self._set(left, self._height - y * MM, words, size, face, spread, grey)
        if underline:
            below = y + size * 0.13 / MM
            self.rule(left / MM, below, (left + run) / MM, below, 0.6)
        return (left + run) / MM

    def width(self, words: str, size: float, face: Face = REGULAR) -> float:
        """How wide the words run (mm)."""
        return fonts.points(fonts.measured(words, face)[1], size) / MM

    def middle(self, y: float, size: float) -> float:
        """The baseline that centres a line of this size on y: Hangul spans −0.07 … +0.79 em."""
        return y + size * 0.362 / MM

    def label(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        words: str,
        size: float = 10,
        face: Face = SEMIBOLD,
    ) -> None:
        """A row's label, centred in its box; two and three syllables are spread apart.

        `|` breaks the line.
        """
        parts = words.split("|")
        leading = size * 1.35 / MM
        top = y + height / 2 - leading * (len(parts) - 1) / 2
        for number, part in enumerate(parts):
            spread = 0.0
            if len(parts) == 1 and " " not in part and not part.isascii():
                spread = {2: size * 1.3, 3: size * 0.35}.get(len(part), 0.0)
                room = (width - 5.2) * MM - fonts.width(part, size, face)
                spread = max(0.0, min(spread, room / (len(part) - 1 or 1)))
            self.text(
                x + width / 2,
                self.middle(top + number * leading, size),
                part,
                size,
                face,
                Align.CENTRE,
                spread=spread,
            )

    def wrap(self, words: str, size: float, width: float, face: Face = REGULAR) -> list[str]:
        """The lines of a text in this width (mm); a word is broken only if it is wider."""
        lines: list[str] = []
        room = width * MM
        for paragraph in words.replace("\r\n", "\n").split("\n"):
            lines.extend(broken(fonts.drawable(paragraph), size, room, face))
        return lines

    def cell(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        words: str,
        size: float = 11,
        face: Face = REGULAR,
        align: Align = Align.LEFT,
        *,
        place: Place,
        pad: float = 2.0,
        leading: float = 1.32,
        underline: bool = False,
        least: float = LEAST,
        spare: float = 0.0,
        close: float = 0.0,
        shorten: bool = False,
    ) -> None:
        """A value in its box, centred in height: first wrapped, then shrunk, then reported.

        What does not fit at `least` points is cut with … and told as a problem of `field`;
        with `shorten` the … alone says so, where the whole text is not needed.
        `spare` is room below (mm) that is taken only by what would be cut without it,
        `close` a tighter leading for what would be cut even then.
        """
        words = words.rstrip()  # lines of nothing take no room from what is said
        if not words:
            return
        room = width - 2 * pad
        anchor = x + pad
        if align is not Align.LEFT:
            anchor = x + (width / 2 if align is Align.CENTRE else width - pad)
        if (  # most values are one line that fits
            "\n" not in words
            and size <= height * MM + 0.01
            and fonts.points(fonts.measured(words, face)[1], size) <= room * MM
        ):
            base = self.middle(y + height / 2, size)
            words = words.strip()
            self.text(anchor, base, words, size, face, align, place=place, underline=underline)
            return
        if spare and self._rows(words, least, room, face, leading) > height * MM + 0.01:
            height += spare
        if close and self._rows(words, least, room, face, leading) > height * MM + 0.01:
            leading = close
        now = size
        while True:
            lines = self.wrap(words, now, room, face)
            narrow = self._widest(lines, now, face) > room + 0.01
            if (len(lines) - 1) * now * leading + now <= height * MM + 0.01 and not narrow:
                break
            if now <= least and narrow:  # not even one letter fits
                self.too_long(place, len(words))
                return
            if now <= least:
                fit = max(1, int((height * MM - now) / (now * leading) + 1.001))
                if shorten and len(lines) > fit:
                    last = self._clipped(lines[fit - 1], now, face, room, always=True)
                    lines = [*lines[: fit - 1], last]
                else:
                    lines = self.cut(lines, fit, now, room, face, place=place)
                break
            now = max(least, now - 0.25)
        top = y + height / 2 - (len(lines) - 1) * now * leading / MM / 2
        for number, line in enumerate(lines):
            self.text(
                anchor,
                self.middle(top + number * now * leading / MM, now),
                line,
                now,
                face,
                align,
                place=place,
                underline=underline,
            )

    def _widest(self, lines: Sequence[str], size: float, face: Face) -> float:
        return max((self.width(line, size, face) for line in lines), default=0.0)

    def _rows(self, words: str, size: float, room: float, face: Face, leading: float) -> float:
        """How high the wrapped words stand, in points."""
        return (len(self.wrap(words, size, room, face)) - 1) * size * leading + size

    def sentence(
        self,
        x: float,
        y: float,
        width: float,
        parts: Sequence[Part],
        leading: float,
        *,
        place: Place = NOWHERE,
    ) -> float:
        """A running text of several types, first baseline at y, lines `leading` mm apart.

        Gives back the baseline of its last line.
        """
        for number, line in enumerate(flow(parts, width * MM)):
            if number:
                y += leading
            at = x
            for part in line:
                blank = len(part.words) - len(part.words.lstrip(" "))
                at += self.width(" ", part.size, part.face) * blank
                words = part.words.strip(" ")
                self.text(at, y, words, part.size, part.face, underline=part.underline, place=place)
                at += self.width(part.words[blank:], part.size, part.face)
        return y

    def sentence_lines(self, width: float, parts: Sequence[Part]) -> int:
        """How many lines the running text takes in this width."""
        return len(flow(parts, width * MM))

    def cut(
        self,
        lines: list[str],
        fit: int,
        size: float,
        room: float,
        face: Face,
        *,
        place: Place,
    ) -> list[str]:
        """The first `fit` lines with … at the end; the rest is told as too long."""
        if len(lines) <= fit:
            return lines
        kept = lines[:fit]
        excess = sum(len(line) for line in lines[fit:])
        last = kept[-1]
        kept[-1] = self._clipped(last, size, face, room, always=True)
        self.too_long(place, excess + len(last) + 1 - len(kept[-1]))
        return kept

    def _clipped(
        self, words: str, size: float, face: Face, room: float, *, always: bool = False
    ) -> str:
        """The words, or as many as leave room for … at their end."""
        if not always and self.width(words, size, face) <= room:
            return words
        while words and self.width(words + ELLIPSIS, size, face) > room:
            words = words[:-1]
        return words + ELLIPSIS

    def too_long(self, place: Place, excess: int) -> None:
        """Report that a text is so many characters too long for its place."""
        sentence = f"‘{place.label}’ 칸보다 {excess}자 깁니다. {excess}자쯤 줄여 주세요."
        self._problems.append(Problem(place.field, place.label, sentence, excess=excess))

    def white_text(self, x: float, y: float, words: str, size: float, face: Face = BOLD) -> None:
        """A word in white, centred: on a disc."""
        self._ops.append("1 g")
        self.text(x, y, words, size, face, Align.CENTRE)
        self._ops.append("0 g")

    def choice(
        self,
        x: float,
        y: float,
        words: str,
        ticked: bool = False,
        size: float = 10.5,
        side: float = 3.4,
        face: Face = REGULAR,
        *,
        place: Place = NOWHERE,
        weight: float = 0.7,
        room: float = math.inf,
    ) -> float:
        """A box with its word, centred on y; gives back where it ends (mm).

        `room` is what the word may take (mm).
        """
        self.tick_box(x, y, side, ticked, weight)
        at = x + side * 1.36
        return self.text(at, self.middle(y, size), words, size, face, place=place, room=room)

    def choices(
        self,
        x: float,
        y: float,
        width: float,
        options: Sequence[tuple[str, bool]],
        size: float = 10.5,
        side: float = 3.4,
        *,
        gap: float = 6.0,
        place: Place = NOWHERE,
    ) -> None:
        """A row of boxes; gaps, then the type shrink until the row fits, else it is told."""

        def length(at: float, between: float) -> float:
            words = sum(self.width(option, at) + side * 1.36 for option, _ in options)
            return words + between * (len(options) - 1)

        now = size
        while length(now, 2.4) > width and now > LEAST:
            now = max(LEAST, now - 0.25)
        over = length(now, 2.4) - width
        if over > 0:
            self.too_long(place, math.ceil(over / (now * 0.9 / MM)))
        between = gap
        if len(options) > 1:
            between = min(gap, (width - length(now, 0)) / (len(options) - 1))
        # What is told as too long is cut alike in every box, for the page beside the form.
        room = (width - 2.4 * (len(options) - 1)) / max(1, len(options)) - side * 1.36
        for option, ticked in options:
            words = self._clipped(option, now, REGULAR, room) if over > 0 else option
            x = self.choice(x, y, words, ticked, now, side, place=place) + max(between, 1.0)

    def _shown(self, words: str, face: Face, place: Place) -> str:
        """The words with a box for each letter the face lacks, the first of which is told."""
        lacking = fonts.missing(words, face)
        told = f"U+{ord(lacking):04X}"
        where = f"‘{place.label}’에 " if place.label else ""
        shown = f"‘{lacking}’({told})" if lacking.isprintable() else told
        self._problems.append(
            Problem(
                place.field,
                place.label,
                f"{where}인쇄 글꼴에 없는 글자가 있습니다: {shown}. 다른 글자로 바꿔 주세요.",
                missing=lacking,
            )
        )
        while lacking:
            words = words.replace(lacking, "□")
            lacking = fonts.missing(words, face)
        return words

    def _set(
        self,
        left: float,
        base: float,
        words: str,
        size: float,
        face: Face,
        spread: float,
        grey: float,
    ) -> None:
        ops = f"BT {left:.2f} {base:.2f} Td"
        if spread:
            ops += f" {spread:.2f} Tc"
        if grey:
            ops += f" {grey:.2f} g"
        ops += f" {self._shown_in(face, size, words)}"
        if grey:
            ops += " 0 g"
        if spread:
            ops += " 0 Tc"
        self._ops.append(ops + " ET")

    def _shown_in(self, face: Face, size: float, words: str) -> str:
        """The words as a page shows them in a face, with what chooses it."""
        shown = self._faces.get(face)
        if shown is None:
            shown = self._faces[face] = fonts.font(face).begin(self._file.doc)
        return shown.pieces(words, size)
