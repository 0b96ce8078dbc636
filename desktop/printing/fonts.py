"""The faces of the papers, registered once, and what they can show.

Pretendard GOV (OFL) is shipped as it is. Two switches of reportlab decide the
size of a slip and must be set before a face is registered: without ASCII glyphs
in every subset and without the base-85 coat a page is a third smaller.
"""

import mmap
import threading
import unicodedata
from collections.abc import Callable
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics

from desktop import paths
from desktop.printing.face_file import FastFace
from desktop.printing.letters import FormFont

_LOCK = threading.Lock()
WORDS = 2048
"""Pieces of text remembered with their measures: most words of a page are the form's own."""


class Face(Enum):
    """A weight of Pretendard GOV, by the name it has inside the PDF; HAN writes Chinese.

    Pretendard GOV has the hanja of Korean names, not the simplified characters.
    """

    REGULAR = "PretendardGOV-Regular"
    SEMIBOLD = "PretendardGOV-SemiBold"
    BOLD = "PretendardGOV-Bold"
    HAN = "NotoSansSC-Regular"

    # Asked for some six hundred times on a page; Enum's own hash is written in Python.
    __hash__ = object.__hash__


REGULAR, SEMIBOLD, BOLD, HAN = Face.REGULAR, Face.SEMIBOLD, Face.BOLD, Face.HAN
WEIGHTS = (REGULAR, SEMIBOLD, BOLD)
"""What every paper is set in; HAN is read with the first paper that writes Chinese."""


@cache
def font(face: Face) -> FormFont:
    """The face, read from its file at the first call (some 20 ms each)."""
    with _LOCK:
        rl_config.ttfAsciiReadable = 0
        rl_config.useA85 = 0
        if face.value not in pdfmetrics.getRegisteredFontNames():
            typeface = FormFont(face.value, str(file_of(face)))
            outlines = _lay_in_file(typeface.face, file_of(face))
            typeface.face.get_table = _tables(typeface.face.get_table, outlines)
            pdfmetrics.registerFont(typeface)
        found: FormFont = pdfmetrics.getFont(face.value)
        return found


class _Outlines:
    """The outlines of a face where they lie in its file, read a glyph at a time.

    A subset would copy all 4 MB of them anew, a seventh of a slip's time; kept, the copies
    of three faces would stay for as long as the program runs.
    """

    def __init__(self, file: mmap.mmap, begin: int) -> None:
        self._file, self._begin = file, begin

    def __getitem__(self, glyph: slice) -> bytes:
        return self._file[self._begin + glyph.start : self._begin + glyph.stop]


def _tables(
    read: Callable[[str], bytes], outlines: _Outlines
) -> Callable[[str], bytes | _Outlines]:
    """The tables of a face for its subsets, each read once.

    A subset goes without the names (five kilobytes of licence, which travels with the
    program) and the metrics for word processors: a page shows the same without them.
    """

    @cache
    def table(tag: str) -> bytes | _Outlines:
        if tag in ("name", "OS/2"):
            raise KeyError(tag)
        return outlines if tag == "glyf" else read(tag)

    return table


def _lay_in_file(face: Any, path: Path) -> _Outlines:
    """Let the system keep the five megabytes of a face, who has them for the screen already.

    Gives where its outlines lie.
    """
    with path.open("rb") as file:
        laid = face._ttf_data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return _Outlines(laid, face.get_table_pos("glyf")[0])


@lru_cache(maxsize=WORDS)
def missing(text: str, face: Face) -> str:
    """The first character of the text that the face cannot show, or nothing.

    reportlab leaves such a character out without a word.
    """
    glyphs = font(face).face.charToGlyph
    if all(map(glyphs.__contains__, map(ord, text))):
        return ""
    return next((character for character in text if ord(character) not in glyphs), "")


@lru_cache(maxsize=WORDS)
def measured(text: str, face: Face) -> tuple[str, float, bool]:
    """The text as the face draws it, its `advance`, and whether a letter is missing."""
    words = drawable(text)
    return words, advance(words, face), bool(missing(words, face))


def width(text: str, size: float, face: Face) -> float:
    """How wide the text runs, in points."""
    return points(advance(text, face), size)


@lru_cache(maxsize=WORDS)
def advance(text: str, face: Face) -> float:
    """How wide the text runs at a size of a thousand points: what is said of its parts adds up."""
    # reportlab's own sum, before it is scaled: widths are whole parts of the face's grid.
    return sum(map(_widths(face).__getitem__, text))


class _Widths(dict[str, float]):
    """How wide each character is, of a thousand, asked of reportlab when first met."""

    def __init__(self, face: FastFace) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, character: str) -> float:
        width = self[character] = float(self._face.getCharWidth(ord(character)))
        return width


@cache
def _widths(face: Face) -> _Widths:
    return _Widths(font(face).face)


def points(run: float, size: float) -> float:
    """What is so wide at a thousand points, at this size."""
    # In this order: another might break a line of an old paper elsewhere.
    return 0.001 * run * size


@lru_cache(maxsize=WORDS)
def drawable(text: str) -> str:
    """The text as a face knows it: composed Hangul, plain blanks, no line ends."""
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if not text.isprintable():
        text = "".join(" " if character.isspace() else character for character in text)
    return text


def file_of(face: Face) -> Path:
    """Where the face lies."""
    return paths.resources() / "fonts" / f"{face.value}.ttf"
