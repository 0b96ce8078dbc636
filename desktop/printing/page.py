"""A sheet of paper in millimetres from its top left corner: the border to reportlab.

Papers are drawn with the few strokes a form needs: words, rules, boxes to tick,
cells that wrap and shrink. Everything that is said is remembered, so that a paper
can be compared word by word with its reprint, and everything that does not fit or
cannot be shown is reported by its field, never lost in silence.

reportlab has no types; this module and `fonts` are the only ones that touch it.
"""

import io
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

import segno
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from desktop.domain.calendar import show_moment
from desktop.domain.errors import Refused
from desktop.domain.papers import Footer
from desktop.printing import fonts
from desktop.printing.fonts import Face

MM = 72 / 25.4
LEFT, RIGHT = 20.0, 190.0
WIDTH = RIGHT - LEFT
INNER, SECTION, OUTER = 0.5, 0.8, 1.2
"""Weights of rules in points: between rows, around a section, top and bottom of a table."""
LEAST = 9.0
"""No value on a paper is set smaller than this (points); only the foot line is 8.5."""
ELLIPSIS = "…"
REGULAR, SEMIBOLD, BOLD = Face.REGULAR, Face.SEMIBOLD, Face.BOLD
PAPER_SPEC = "210mm×297mm(백상지 80g/㎡)"
PAPER_SPEC_LANDSCAPE = "297mm×210mm(백상지 80g/㎡)"


class MissingGlyph(Refused):
    """A character of the record is not in the paper's typeface; it would print as nothing."""


class TooLong(Refused):
    """A text is longer than its place on the paper; it would be cut."""


class Align(Enum):
    """Where a text stands in its place."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


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


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a running sentence in its own type: what the law wants emphasised stands out."""

    words: str
    size: float = 11
    face: Face = REGULAR
    underline: bool = False


class Sheet:
    """The page being drawn. Lengths in mm from the top left, sizes and weights in points."""

    def __init__(
        self,
        title: str,
        subject: str,
        keywords: str,
        *,
        lying: bool = False,
        lenient: bool = False,
    ) -> None:
        """`lenient` draws what cannot be shown as □ and cuts: for the preview beside the form."""
        for face in Face:
            fonts.font(face)
        size = landscape(A4) if lying else A4
        self._height = float(size[1])
        self.width_mm = size[0] / MM
        self.height_mm = size[1] / MM
        self._canvas = Canvas(
            io.BytesIO(),
            pagesize=size,
            pageCompression=1,
            invariant=1,
            initialFontName=REGULAR.value,
            lang="ko-KR",
        )
        self._canvas.setTitle(title)
        self._canvas.setSubject(subject)
        self._canvas.setKeywords(keywords)
        self._canvas.setAuthor("")
        self._canvas.setCreator("내일창구")
        self._ops: list[str] = []
        self._said: list[str] = []
        self._silent = False
        self._problems: list[Problem] = []
        self._lenient = lenient
        self.page = 1

    # Pages

    def next_page(self) -> None:
        """Finish this page and begin the next."""
        self._close_page()
        self.page += 1
        self._said.append("\f")

    def finish(self) -> Drawn:
        """Close the document."""
        self._close_page()
        text = "\n".join(self._said)
        return Drawn(self._canvas.getpdfdata(), text, tuple(self._problems))

    def _close_page(self) -> None:
        self._canvas._code.append("\n".join(self._ops))
        self._canvas.showPage()
        self._ops.clear()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """What is said of this print and not of the paper: left out of the page's text."""
        self._silent = True
        try:
            yield
        finally:
            self._silent = False

    # Words

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
    ) -> float:
        """Set one line with its baseline at y; gives back where it ends (mm).

        `spread` is extra space between characters in points.
        """
        words = self._shown(words, face, place)
        if not words:
            return x
        if not self._silent:
            self._said.append(words)
        run = fonts.width(words, size, face) + spread * (len(words) - 1)
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
        return fonts.width(fonts.drawable(words), size, face) / MM

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
            lines.extend(_wrap(fonts.drawable(paragraph), size, room, face))
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
    ) -> None:
        """A value in its box, centred in height: first wrapped, then shrunk, then reported.

        What does not fit at `least` points is cut with … and told as a problem of `field`.
        """
        if not words:
            return
        room = width - 2 * pad
        now = size
        while True:
            lines = self.wrap(words, now, room, face)
            if (len(lines) - 1) * now * leading + now <= height * MM + 0.01:
                break
            if now <= least:
                fit = max(1, int((height * MM - now) / (now * leading) + 1.001))
                lines = self.cut(lines, fit, now, room, face, place=place)
                break
            now = max(least, now - 0.25)
        top = y + height / 2 - (len(lines) - 1) * now * leading / MM / 2
        anchor = {
            Align.LEFT: x + pad,
            Align.CENTRE: x + width / 2,
            Align.RIGHT: x + width - pad,
        }[align]
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

        Breaks only at blanks; gives back the baseline of its last line.
        """
        for number, line in enumerate(_flow(parts, width * MM)):
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
        return len(_flow(parts, width * MM))

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
        while last and self.width(last + ELLIPSIS, size, face) > room:
            last = last[:-1]
            excess += 1
        kept[-1] = last + ELLIPSIS
        self.too_long(place, excess)
        return kept

    def too_long(self, place: Place, excess: int) -> None:
        """Report that a text is so many characters too long for its place."""
        sentence = f"‘{place.label}’ 칸보다 {excess}자 깁니다. {excess}자쯤 줄여 주세요."
        self._problems.append(Problem(place.field, place.label, sentence, excess=excess))

    def _shown(self, words: str, face: Face, place: Place) -> str:
        words = fonts.drawable(words)
        lacking = fonts.missing(words, face)
        if not lacking:
            return words
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
        doc = self._canvas._doc
        typeface = fonts.font(face)
        ops = [f"BT 1 0 0 1 {left:.2f} {base:.2f} Tm"]
        if spread:
            ops.append(f"{spread:.2f} Tc")
        if grey:
            ops.append(f"{grey:.2f} g")
        for subset, codes in typeface.splitString(words, doc):
            name = typeface.getSubsetInternalName(subset, doc)
            ops.append(f"{name} {size:g} Tf ({self._canvas._escape(codes)}) Tj")
        if grey:
            ops.append("0 g")
        if spread:
            ops.append("0 Tc")
        ops.append("ET")
        self._ops.append(" ".join(ops))

    # Strokes

    def rule(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        weight: float = INNER,
        dash: Sequence[float] = (),
    ) -> None:
        """A straight rule; `dash` in points."""
        top = self._height
        pattern = f"[{' '.join(f'{part:g}' for part in dash)}] 0 d " if dash else ""
        after = " [] 0 d" if dash else ""
        self._ops.append(
            f"{weight:g} w {pattern}{x1 * MM:.2f} {top - y1 * MM:.2f} m "
            f"{x2 * MM:.2f} {top - y2 * MM:.2f} l S{after}"
        )

    def across(self, y: float, weight: float = INNER, x1: float = LEFT, x2: float = RIGHT) -> None:
        """A horizontal rule over the text frame."""
        self.rule(x1, y, x2, y, weight)

    def down(self, x: float, y1: float, y2: float, weight: float = INNER) -> None:
        """A vertical rule."""
        self.rule(x, y1, x, y2, weight)

    def frame(
        self, x: float, y: float, width: float, height: float, weight: float = SECTION
    ) -> None:
        """An empty rectangle."""
        self._ops.append(
            f"{weight:g} w {x * MM:.2f} {self._height - (y + height) * MM:.2f} "
            f"{width * MM:.2f} {height * MM:.2f} re S"
        )

    def line_through(
        self,
        points: Sequence[tuple[float, float]],
        weight: float = SECTION,
        *,
        filled: bool = False,
    ) -> None:
        """A poly-line; closed and filled for arrows."""
        moves = [f"{x * MM:.2f} {self._height - y * MM:.2f}" for x, y in points]
        path = f"{moves[0]} m " + " ".join(f"{move} l" for move in moves[1:])
        self._ops.append(f"{weight:g} w {path} {'h f' if filled else 'S'}")

    def disc(self, x: float, y: float, radius: float, *, filled: bool = True) -> None:
        """A circle around x, y; filled for the numbers of the visitor's copy."""
        r, k = radius * MM, radius * MM * 0.5523
        cx, cy = x * MM, self._height - y * MM
        self._ops.append(
            f"0.8 w {cx + r:.2f} {cy:.2f} m "
            f"{cx + r:.2f} {cy + k:.2f} {cx + k:.2f} {cy + r:.2f} {cx:.2f} {cy + r:.2f} c "
            f"{cx - k:.2f} {cy + r:.2f} {cx - r:.2f} {cy + k:.2f} {cx - r:.2f} {cy:.2f} c "
            f"{cx - r:.2f} {cy - k:.2f} {cx - k:.2f} {cy - r:.2f} {cx:.2f} {cy - r:.2f} c "
            f"{cx + k:.2f} {cy - r:.2f} {cx + r:.2f} {cy - k:.2f} {cx + r:.2f} {cy:.2f} c "
            f"{'f' if filled else 'S'}"
        )

    def white_text(self, x: float, y: float, words: str, size: float, face: Face = BOLD) -> None:
        """A word in white, centred: on a disc."""
        self._ops.append("1 g")
        self.text(x, y, words, size, face, Align.CENTRE)
        self._ops.append("0 g")

    def hatch(self, x: float, y: float, width: float, height: float, gap: float = 2.2) -> None:
        """Slanted strokes over a place that will not print (preview only)."""
        top = self._height
        self._ops.append(
            f"q {x * MM:.2f} {top - (y + height) * MM:.2f} {width * MM:.2f} {height * MM:.2f} "
            "re W n 0.72 G"
        )
        along = -height
        while along < width:
            self.rule(x + along, y + height, x + along + height, y, 0.5)
            along += gap
        self._ops.append("Q")

    # Things of a form

    def tick_box(
        self, x: float, y: float, side: float = 3.4, ticked: bool = False, weight: float = 0.7
    ) -> None:
        """A box centred on y; its tick is a stroke that leaves the box at the top right."""
        top = y - side / 2
        self.frame(x, top, side, side, weight)
        if ticked:
            self._ops.append("1 J 1 j")
            self.line_through(
                (
                    (x + side * 0.18, top + side * 0.52),
                    (x + side * 0.42, top + side * 0.80),
                    (x + side * 1.06, top - side * 0.08),
                ),
                1.5,
            )
            self._ops.append("0 J 0 j")

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
    ) -> float:
        """A box with its word, centred on y; gives back where it ends (mm)."""
        self.tick_box(x, y, side, ticked, weight)
        gap = side * 0.36
        return self.text(x + side + gap, self.middle(y, size), words, size, face, place=place)

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
        for option, ticked in options:
            x = self.choice(x, y, option, ticked, now, side, place=place) + max(between, 1.0)

    def qr(self, x: float, y: float, side: float, digits: str) -> None:
        """The number as QR code, level H; keep four modules around it free.

        Digits only: a keyboard scanner types letters through the Hangul input method.
        """
        module = side * MM / 21
        left, top = x * MM, self._height - y * MM
        path = [
            f"{left + start * module:.2f} {top - (row + 1) * module:.2f} "
            f"{run * module:.2f} {module:.2f} re"
            for row, start, run in _qr_runs(digits)
        ]
        self._ops.append(" ".join(path) + " f")

    def cut_line(self, y: float, words: str) -> None:
        """The line to tear along, with drawn scissors and its words in the middle."""
        half = self.width(words, 9.5, SEMIBOLD) / 2 + 3
        middle = (LEFT + RIGHT) / 2
        self.rule(13.4, y, middle - half, y, 0.7, (4, 3))
        self.rule(middle + half, y, 203.5, y, 0.7, (4, 3))
        self.text(middle, self.middle(y, 9.5), words, 9.5, SEMIBOLD, Align.CENTRE)
        self.disc(7.6, y - 1.5, 1.05, filled=False)
        self.disc(7.6, y + 1.5, 1.05, filled=False)
        self.rule(8.5, y + 1.0, 12.8, y - 1.2, 0.8)
        self.rule(8.5, y - 1.0, 12.8, y + 1.2, 0.8)

    def tag(self, words: str, beside: str = "", x: float = LEFT, wide: float = 20) -> None:
        """The framed word at the top left that says whose sheet this is."""
        self.frame(x, 10.5, wide, 7, SECTION)
        self.text(x + wide / 2, self.middle(14, 10), words, 10, BOLD, Align.CENTRE)
        if beside:
            self.text(x + wide + 3.5, self.middle(14, 9.5), beside, 9.5)

    def home_head(self, tag: str, centre: str, title: str, footer: Footer | None) -> None:
        """The head of what a visitor takes home: tag, centre, large title, a rule at 37.5."""
        self.frame(LEFT, 11, max(24.0, self.width(tag, 11, BOLD) + 8), 7.6, SECTION)
        middle = LEFT + max(24.0, self.width(tag, 11, BOLD) + 8) / 2
        self.text(middle, self.middle(14.8, 11), tag, 11, BOLD, Align.CENTRE)
        self.reprint_mark(footer, 2 * middle - LEFT + 4)
        place = Place("centre", "센터 이름")
        self.text(RIGHT, self.middle(14.8, 13), centre, 13, SEMIBOLD, Align.RIGHT, place=place)
        place = Place("name", "성명")
        self.cell(LEFT, 22.6, WIDTH, 12.6, title, 26, BOLD, pad=0, place=place, least=13)
        self.across(37.5, SECTION)

    def table_row(
        self,
        y: float,
        height: float,
        label: str,
        value: str,
        *,
        place: Place = NOWHERE,
        label_width: float = 30,
        size: float = 11,
        label_size: float = 10,
        face: Face = REGULAR,
        weight: float = INNER,
        x: float = LEFT,
        end: float = RIGHT,
    ) -> float:
        """Label and value with the rule below them; gives back the lower edge."""
        self.label(x, y, label_width, height, label, label_size)
        self.down(x + label_width, y, y + height)
        where = x + label_width
        self.cell(where, y, end - where, height, value, size, face, place=place, pad=2.4)
        self.across(y + height, weight, x, end)
        return y + height

    def rows_of(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        count: int,
        leading: float,
        size: float,
        *,
        place: Place = NOWHERE,
        end: float = RIGHT,
    ) -> float:
        """Written lines on dotted rules, `count` of them; gives back the lower edge."""
        for number in range(count):
            if number < len(lines):
                base = self.middle(y + leading / 2, size)
                self.text(x + 2, base, lines[number], size, place=place)
            y += leading
            if number < count - 1:
                self.rule(x, y, end, y, 0.5, (0.6, 2))
        return y

    def approval(self, approvers: Sequence[str]) -> None:
        """The boxes to sign (결재란): only for those who sign; `팀장:전결` writes 전결 inside."""
        if not approvers:
            return
        box, head, top, bottom = 20.0, 8.0, 10.5, 30.0
        left = RIGHT - head - box * len(approvers)
        self.frame(left, top, RIGHT - left, bottom - top, SECTION)
        self.down(left + head, top, bottom)
        self.rule(left + head, top + 6, RIGHT, top + 6, INNER)
        self.text(left + head / 2, self.middle(top + 5.4, 9.5), "결", 9.5, SEMIBOLD, Align.CENTRE)
        self.text(left + head / 2, self.middle(top + 14, 9.5), "재", 9.5, SEMIBOLD, Align.CENTRE)
        for number, approver in enumerate(approvers):
            x = left + head + box * number
            if number:
                self.down(x, top, bottom)
            name, _, remark = approver.partition(":")
            self.text(x + box / 2, self.middle(top + 3, 9.5), name, 9.5, SEMIBOLD, Align.CENTRE)
            if remark:
                self.text(x + box / 2, self.middle(top + 12.5, 10), remark, 10, BOLD, Align.CENTRE)

    def meta_row(
        self, y: float, height: float, parts: Sequence[tuple[float, str, float, str, bool]]
    ) -> None:
        """The row of numbers under the title: (label width, label, value width, value, strong)."""
        self.across(y, OUTER)
        self.across(y + height, OUTER)
        x = LEFT
        for number, (label_width, label, value_width, value, strong) in enumerate(parts):
            if number:
                self.down(x, y, y + height)
            self.label(x, y, label_width, height, label)
            self.down(x + label_width, y, y + height)
            x += label_width
            size, face = (15.0, BOLD) if strong else (11.0, REGULAR)
            self.cell(x, y, value_width, height, value, size, face, place=Place("number", label))
            x += value_width

    def signature_of(self, sender: str, y: float, seal: str) -> None:
        """The sender's name (발신명의), baseline y, with the seal's place on its last letter."""
        size, spread = 17.0, 3.0
        middle = (LEFT + RIGHT) / 2
        while self.width(sender, size, BOLD) + spread * len(sender) / MM > 120 and size > 12:
            size -= 0.5
        end = self.text(
            middle,
            y,
            sender,
            size,
            BOLD,
            Align.CENTRE,
            spread=spread,
            place=Place("centre", "발신명의"),
        )
        if "생략" in seal or seal == "omitted":
            self.text(end + 6, y - 0.3, "(관인생략)", 9.5)
            return
        centre_x = end - size * 0.45 / MM
        centre_y = y - size * 0.36 / MM
        half, arm = 8.6, 2.2
        for sx in (-1, 1):
            for sy in (-1, 1):
                x, corner = centre_x + sx * half, centre_y + sy * half
                self.rule(x, corner, x - sx * arm, corner, 0.6)
                self.rule(x, corner, x, corner - sy * arm, 0.6)
        self.text(centre_x + half + 2.2, y - 0.3, "(관인)", 9)

    def foot(
        self,
        footer: Footer | None,
        pages: str = "",
        *,
        spec: bool = True,
        y: float = 288.8,
        instead: str = "",
    ) -> None:
        """The foot line: print number, time, who, purpose · page · paper.

        Without a footer (preview, blank form) `instead` stands on the left.
        """
        right = self.width_mm - LEFT
        words = PAPER_SPEC if self.height_mm > self.width_mm else PAPER_SPEC_LANDSCAPE
        with self.aside():
            line = print_line(footer) if footer is not None else instead
            end = LEFT
            if line:
                end = self.text(LEFT, y, line, 8.5, place=Place("purpose", "출력 용도"))
            if pages:
                half = self.width(pages, 8.5) / 2
                self.text(max(self.width_mm / 2, end + 5 + half), y, pages, 8.5, align=Align.CENTRE)
                end += 5 + 2 * half
            if spec:
                self.text(right, y, words, 8.5, align=Align.RIGHT)
                right -= self.width(words, 8.5) + 3
            if end > right:
                self.too_long(Place("purpose", "출력 용도"), math.ceil((end - right) / 2.6))

    def void_mark(self, footer: Footer | None) -> None:
        """무효 across the page, and why, for a paper that no longer counts."""
        if footer is None or not footer.void:
            return
        with self.aside():
            size = 150.0
            base = self._height * 0.46
            typeface, doc = fonts.font(BOLD), self._canvas._doc
            ((subset, codes),) = typeface.splitString("무효", doc)
            name = typeface.getSubsetInternalName(subset, doc)
            cos, sin = math.cos(math.radians(35)), math.sin(math.radians(35))
            self._ops.append(
                f"BT 0.86 g {cos:.4f} {sin:.4f} {-sin:.4f} {cos:.4f} "
                f"{self.width_mm * MM * 0.26:.2f} {base - 60:.2f} Tm "
                f"{name} {size:g} Tf 24 Tc ({self._canvas._escape(codes)}) Tj 0 Tc 0 g ET"
            )
            self.text(
                LEFT, 8.4, f"무효 · {footer.void}", 10, BOLD, place=Place("footer", "출력 정보")
            )

    def reprint_mark(self, footer: Footer | None, x: float, y: float = 14) -> None:
        """재출력 n in a frame centred on y, from the second print on."""
        if footer is not None and footer.reprint:
            with self.aside():
                words = f"재출력 {footer.reprint}"
                end = self.text(x + 2, self.middle(y, 9.5), words, 9.5, BOLD)
                self.frame(x, y - 2.4, end - x + 2, 4.8, 0.7)


def print_line(footer: Footer) -> str:
    """Who printed this sheet when and what for (출력번호 · 출력일시 · 출력자 · 용도)."""
    parts = [
        f"출력 {footer.print_number}",
        show_moment(footer.printed_at),
        footer.printed_by,
        footer.purpose,
    ]
    if footer.reprint:
        parts.append(f"재출력 {footer.reprint}")
    return " · ".join(part for part in parts if part)


def _wrap(words: str, size: float, room: float, face: Face) -> list[str]:
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


def _flow(parts: Sequence[Part], room: float) -> list[list[Part]]:
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


@lru_cache(maxsize=512)
def _qr_runs(digits: str) -> tuple[tuple[int, int, int], ...]:
    """Dark modules of the code as (row, first column, count)."""
    # Weighing the eight masks takes a sixth of a slip's time; faxed pages read the same with one.
    code = segno.make(digits, error="h", version=1, mask=0, micro=False, boost_error=False)
    runs: list[tuple[int, int, int]] = []
    for number, row in enumerate(code.matrix):
        column = 0
        while column < len(row):
            start = column
            while column < len(row) and row[column]:
                column += 1
            if column > start:
                runs.append((number, start, column - start))
            column += 1
    return tuple(runs)


def digits_of(number: str) -> str:
    """What the QR code holds: the digits of a paper number, nothing else."""
    return "".join(character for character in number if character.isascii() and character.isdigit())
