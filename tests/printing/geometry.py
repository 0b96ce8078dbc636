"""Where things stand on a printed page: words over words, words over rules, words off the sheet.

Read from the finished file with pdfium, by the ink of every letter: what a person with
the sheet in hand would see run into something else.
"""

import ctypes
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import pypdfium2
import pypdfium2.raw as pdfium

from tests.printing.reading import POINTS_PER_MM

EDGE = 4.0
"""Printers leave this much of the sheet white (mm)."""
TOUCH = 0.12
"""Ink may come this near without being seen to touch (mm); descenders reach for underlines."""


@dataclass(frozen=True, slots=True)
class Ink:
    """One letter's ink in mm from the top left, with its place in the run and its baseline."""

    number: int
    character: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    size: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """A level or upright rule, the side of a box or of a code's module (mm)."""

    left: float
    top: float
    right: float
    bottom: float


def collisions(pdf: bytes) -> list[str]:
    """What runs into what, in words; empty for a paper one can be proud of."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            f"{number + 1}쪽: {told}"
            for number in range(len(document))
            for told in _on_page(document[number])
        ]
    finally:
        document.close()


def _on_page(page: pypdfium2.PdfPage) -> Iterator[str]:
    width, height = (side / POINTS_PER_MM for side in page.get_size())
    inks = _inks(page, height)
    run = "".join(ink.character for ink in inks)
    told: set[tuple[str, str]] = set()

    def around(ink: Ink) -> str:
        return run[max(0, ink.number - 5) : ink.number + 6]

    for ink in inks:
        if min(ink.left, ink.top) < EDGE or ink.right > width - EDGE or ink.bottom > height - EDGE:
            yield f"‘{around(ink)}’ leaves the sheet at {ink.left:.1f}, {ink.top:.1f}"
    squares = _Squares(inks)
    for one, other in squares.pairs():
        if not _apart(one, other) and not _same_word(one, other):
            pair = (around(one), around(other))
            if pair not in told:
                told.add(pair)
                yield f"‘{pair[0]}’ over ‘{pair[1]}’ at {one.left:.1f}, {one.top:.1f}"
    for stroke in _strokes(page, height):
        for ink in squares.near(stroke):
            if _touches(ink, stroke):
                yield f"‘{around(ink)}’ over a rule at {ink.left:.1f}, {ink.top:.1f}"


class _Squares:
    """The letters of a page by the squares of eight millimetres they stand in."""

    def __init__(self, inks: list[Ink]) -> None:
        self._in: dict[tuple[int, int], list[Ink]] = defaultdict(list)
        for ink in inks:
            for square in _squares(ink):
                self._in[square].append(ink)

    def pairs(self) -> Iterator[tuple[Ink, Ink]]:
        """Every two letters that share a square."""
        for inks in self._in.values():
            yield from combinations(inks, 2)

    def near(self, stroke: Stroke) -> Iterator[Ink]:
        """The letters of the squares a stroke runs through."""
        for square in _squares(stroke):
            yield from self._in.get(square, ())


def _squares(thing: Ink | Stroke) -> Iterator[tuple[int, int]]:
    for column in range(int(thing.left // 8), int(thing.right // 8) + 1):
        for row in range(int(thing.top // 8), int(thing.bottom // 8) + 1):
            yield column, row


def _inks(page: pypdfium2.PdfPage, height: float) -> list[Ink]:
    text = page.get_textpage()
    found: list[Ink] = []
    for index in range(text.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(text, index))
        if character.isspace() or not character.isprintable():
            continue
        left, bottom, right, top = text.get_charbox(index)
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        found.append(
            Ink(
                len(found),
                character,
                left / POINTS_PER_MM,
                height - top / POINTS_PER_MM,
                right / POINTS_PER_MM,
                height - bottom / POINTS_PER_MM,
                height - y.value / POINTS_PER_MM,
                pdfium.FPDFText_GetFontSize(text, index),
            )
        )
    return found


def _apart(one: Ink, other: Ink) -> bool:
    return (
        one.right - TOUCH <= other.left + TOUCH
        or other.right - TOUCH <= one.left + TOUCH
        or one.bottom - TOUCH <= other.top + TOUCH
        or other.bottom - TOUCH <= one.top + TOUCH
    )


def _same_word(one: Ink, other: Ink) -> bool:
    """Neighbours in one line of type may lean over each other."""
    return other.number - one.number == 1 and abs(one.baseline - other.baseline) < 0.05


def _strokes(page: pypdfium2.PdfPage, height: float) -> Iterator[Stroke]:
    for thing in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,)):
        points: list[tuple[float, float]] = []
        for number in range(pdfium.FPDFPath_CountSegments(thing.raw)):
            segment = pdfium.FPDFPath_GetPathSegment(thing.raw, number)
            x, y = ctypes.c_float(), ctypes.c_float()
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = (x.value / POINTS_PER_MM, height - y.value / POINTS_PER_MM)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_LINETO and points:
                before = points[-1]
                if abs(before[0] - point[0]) < 0.01 or abs(before[1] - point[1]) < 0.01:
                    yield Stroke(
                        min(before[0], point[0]),
                        min(before[1], point[1]),
                        max(before[0], point[0]),
                        max(before[1], point[1]),
                    )
            points.append(point)


def _touches(ink: Ink, stroke: Stroke) -> bool:
    if (
        ink.right - TOUCH <= stroke.left
        or stroke.right <= ink.left + TOUCH
        or ink.bottom - TOUCH <= stroke.top
        or stroke.bottom <= ink.top + TOUCH
    ):
        return False
    level = stroke.bottom - stroke.top < 0.01
    under = stroke.top - ink.baseline
    # An underline stands an eighth of the type below the line it marks.
    return not (level and 0 < under < ink.size * 0.16 / POINTS_PER_MM)
