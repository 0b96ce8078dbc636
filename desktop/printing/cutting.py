"""Glyphs cut out of a face for a font inside a PDF: what reportlab's `makeSubset` gives, sooner.

It asks a face number by number, of which a slip's letters have thousands; here an outline is
cut from the file as it lies there, and each letter is read once. The tables are those of
OpenType (ISO/IEC 14496-22).
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from reportlab.pdfbase.ttfonts import TTFontMaker

MORE, WORDS, SCALE, TWO_SCALES, MATRIX = 0x20, 0x01, 0x08, 0x40, 0x80
"""Flags of a part of a composite outline: another follows, how its place and size are given."""
SHORT = 0x1FFFF
"""Outlines up to here are found by half their places, in two bytes."""
COPIED = ("name", "OS/2", "cvt ", "fpgm", "prep")


@dataclass(frozen=True, slots=True)
class Glyph:
    """An outline filled up to whole words, how wide the glyph is and where it begins.

    `parts` are the places in the outline that name another glyph, with that glyph.
    """

    outline: bytes
    wide: int
    side: bytes
    parts: tuple[tuple[int, int], ...]


class Cutter:
    """Cuts from one face of reportlab's. Each glyph is read once and kept."""

    def __init__(self, face: Any) -> None:
        self._face = face
        self._glyphs: dict[int, Glyph] = {}
        self._tables: dict[str, bytes] = {}
        for tag in COPIED:
            try:
                self._tables[tag] = face.get_table(tag)
            except KeyError:
                continue
        self._tables["post"] = b"\0\3\0\0" + face.get_table("post")[4:16] + bytes(16)
        self._outlines = face.get_table("glyf")
        self._head, self._hhea, self._maxp = (
            face.get_table(tag) for tag in ("head", "hhea", "maxp")
        )

    def cut(self, points: Sequence[int]) -> bytes:
        """The face's file with the glyphs of these characters, behind the empty box."""
        drawn = [self._face.charToGlyph.get(point, 0) for point in points]
        places = {glyph: place for place, glyph in enumerate(dict.fromkeys((0, *drawn)))}
        waiting, glyphs = list(places), []
        for number in waiting:  # grows by what the glyphs are put together from
            glyph = self._glyphs.get(number) or self._read(number)
            glyphs.append(glyph)
            for _, part in glyph.parts:
                if part not in places:
                    places[part] = len(waiting)
                    waiting.append(part)
        maker = TTFontMaker()
        for tag, table in self._tables.items():
            maker.add(tag, table)
        count = len(glyphs)
        measured = count - 1
        while measured and glyphs[measured].wide == glyphs[measured - 1].wide:
            measured -= 1
        measured += 1
        full = b"".join([struct.pack(">H", one.wide) + one.side for one in glyphs[:measured]])
        maker.add("hmtx", full + b"".join([one.side for one in glyphs[measured:]]))
        maker.add("hhea", _with(self._hhea, 34, measured))
        maker.add("maxp", _with(self._maxp, 4, count))
        numbers = [0, 1, 1, 0, 0, 12, 6, 10 + 2 * len(points), 0, 0, len(points)]
        numbers += [places[glyph] for glyph in drawn]
        maker.add("cmap", struct.pack(f">{len(numbers)}H", *numbers))
        ends = list(accumulate([len(one.outline) for one in glyphs], initial=0))
        long = ends[-1] >= SHORT
        loca = struct.pack(f">{count + 1}I", *ends) if long else _halves(ends)
        outlines = [_moved(one, places) if one.parts else one.outline for one in glyphs]
        maker.add("glyf", b"".join(outlines))
        maker.add("loca", loca)
        maker.add("head", _with(self._head, 50, long))
        return bytes(maker.makeStream())

    def _read(self, number: int) -> Glyph:
        places = self._face.glyphPos
        outline = self._outlines[places[number] : places[number + 1]]
        outline += bytes(-len(outline) % 4)
        wide, side = self._face.hmetrics[number]
        glyph = Glyph(outline, int(wide), struct.pack(">H", int(side)), tuple(_parts(outline)))
        self._glyphs[number] = glyph
        return glyph


def _parts(outline: bytes) -> Iterator[tuple[int, int]]:
    """Where a composite outline names another glyph, and which."""
    if not outline or outline[0] < 0x80:  # so many contours of its own
        return
    at, flags = 10, MORE
    while flags & MORE:
        flags, glyph = struct.unpack_from(">HH", outline, at)
        yield at + 2, glyph
        at += 8 if flags & WORDS else 6
        if flags & SCALE:
            at += 2
        elif flags & TWO_SCALES:
            at += 4
        elif flags & MATRIX:
            at += 8


def _moved(glyph: Glyph, places: dict[int, int]) -> bytes:
    """The outline with the new places of those it is put together from."""
    outline = bytearray(glyph.outline)
    for at, part in glyph.parts:
        struct.pack_into(">H", outline, at, places[part])
    return bytes(outline)


def _halves(ends: Sequence[int]) -> bytes:
    return struct.pack(f">{len(ends)}H", *[end >> 1 for end in ends])


def _with(table: bytes, at: int, number: int) -> bytes:
    return table[:at] + struct.pack(">H", number) + table[at + 2 :]
