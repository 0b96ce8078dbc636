"""A typeface's file read at a stroke: what reportlab asks of it number by number.

A face of twenty thousand glyphs holds a hundred thousand numbers; read one after the other
they are the first third of a second of the first paper. The tables are those of OpenType
(ISO/IEC 14496-22): cmap format 12, hmtx, long loca.
"""

import sys
from array import array
from collections.abc import Callable, Sequence
from itertools import repeat
from typing import Any

from reportlab.pdfbase import ttfonts

from desktop.printing.cutting import Cutter

GROUPS, LONG = 12, 1
"""The character map in groups, and the places of outlines in whole bytes: what is read here."""

_maps: dict[bytes, dict[int, int]] = {}
"""Character maps by their table: the weights of a family are drawn in the same order."""


class FastFace(ttfonts.TTFontFace):  # type: ignore[misc]
    """A face as reportlab knows it. What is alike in all weights, and equal numbers, once."""

    _cutter: Cutter | None = None

    def extractInfo(self, charInfo: int = 1) -> None:
        """What reportlab reads itself, then the large tables; a file of other forms is its own."""
        super().extractInfo(0)
        if not charInfo:
            return
        groups = _groups(self.get_table("cmap"))
        if groups is None or _short(self.get_table("head"), 50) != LONG:
            super().extractInfo(charInfo)
            return
        if groups not in _maps:
            _maps[groups] = _map_of(groups)
        self.charToGlyph = _maps[groups]
        self._read_widths()
        self.glyphPos = _numbers("I", self.get_table("loca"))[: self.numGlyphs + 1]
        self.glyphToChar: dict[int, list[int]] = {}  # nothing of ours asks for it

    def makeSubset(self, subset: Sequence[int]) -> bytes:
        """The face's file with the glyphs of these characters alone, as reportlab makes it."""
        if self._cutter is None:
            self._cutter = Cutter(self)
        return self._cutter.cut(subset)

    def _read_widths(self) -> None:
        measured = _short(self.get_table("hhea"), 34)
        numbers = _numbers("H", self.get_table("hmtx"))
        wides, sides = numbers[: 2 * measured : 2], numbers[1 : 2 * measured : 2]
        more = self.numGlyphs - measured
        sides.extend(numbers[2 * measured : 2 * measured + more])
        wides.extend(repeat(wides[-1], more))
        once: dict[tuple[int, int], tuple[int, int]] = {}
        self.hmetrics = [once.setdefault(pair, pair) for pair in zip(wides, sides, strict=True)]
        scaled = {wide: self._pdfScale(wide) for wide in set(wides)}
        shown = [scaled[wide] for wide in wides]
        self.defaultWidth = shown[0]
        self.charWidths = {code: shown[glyph] for code, glyph in self.charToGlyph.items()}


class FastFont(ttfonts.TTFont):  # type: ignore[misc]
    """reportlab's font over a `FastFace`."""

    def __init__(self, name: str, filename: str, **ways: Any) -> None:
        slow: Callable[..., Any] = ttfonts.TTFontFace
        ttfonts.TTFontFace = FastFace  # it has no other door for a face of one's own
        try:
            super().__init__(name, filename, **ways)
        finally:
            ttfonts.TTFontFace = slow


def _groups(cmap: bytes) -> bytes | None:
    """The groups of the map that reportlab would choose, the last for Windows; None for others."""
    chosen = None
    for record in range(_short(cmap, 2)):
        at = 4 + 8 * record
        if _short(cmap, at) == 3:
            chosen = int.from_bytes(cmap[at + 4 : at + 8], "big")
    if chosen is None or _short(cmap, chosen) != GROUPS:
        return None
    count = int.from_bytes(cmap[chosen + 12 : chosen + 16], "big")
    return cmap[chosen + 16 : chosen + 16 + 12 * count]


def _map_of(groups: bytes) -> dict[int, int]:
    numbers = _numbers("I", groups)
    glyphs: dict[int, int] = {}
    for first, last, glyph in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True):
        glyphs.update(
            zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True)
        )
    if 0x20 in glyphs:
        glyphs[0xA0] = glyphs[0x20]
    return glyphs


def _numbers(kind: str, table: bytes) -> "array[int]":
    numbers = array(kind)
    numbers.frombytes(table[: len(table) // numbers.itemsize * numbers.itemsize])
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def _short(table: bytes, at: int) -> int:
    return int.from_bytes(table[at : at + 2], "big")
