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
from reportlab.pdfbase.ttfonts import TTFont

from desktop import paths
from desktop.printing.face_file import FastFont

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
def font(face: Face) -> TTFont:
    """The face, read from its file at the first call (some 20 ms each)."""
    with _LOCK:
        rl_config.ttfAsciiReadable = 0
        rl_config.useA85 = 0
        if face.value not in pdfmetrics.getRegisteredFontNames():
            typeface = FastFont(face.value, str(_file(face)))
            outlines = _lay_in_file(typeface.face, _file(face))
            typeface.face.get_table = _tables(typeface.face.get_table, outlines)
            pdfmetrics.registerFont(typeface)
        return pdfmetrics.getFont(face.value)


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
    return next((character for character in text if ord(character) not in glyphs), "")


@lru_cache(maxsize=WORDS)
def width(text: str, size: float, face: Face) -> float:
    """How wide the text runs, in points."""
    return float(font(face).stringWidth(text, size))


@lru_cache(maxsize=WORDS)
def drawable(text: str) -> str:
    """The text as a face knows it: composed Hangul, plain blanks, no line ends."""
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if not text.isprintable():
        text = "".join(" " if character.isspace() else character for character in text)
    return text


def _file(face: Face) -> Path:
    return paths.resources() / "fonts" / f"{face.value}.ttf"
