"""Glyphs cut at a stroke are, byte by byte, what reportlab cuts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase import ttfonts

from desktop.paths import resources
from desktop.printing.face_file import FastFace
from desktop.printing.fonts import HAN, REGULAR, Face

FILES = {face: str(resources() / "fonts" / f"{face.value}.ttf") for face in (REGULAR, HAN)}
KNOWN = {face: ttfonts.TTFontFace(file) for face, file in FILES.items()}
OURS = {face: FastFace(file) for face, file in FILES.items()}
COMPOSITE = "ÀÅǺ"
"""Letters put together from others."""


@pytest.mark.parametrize("face", FILES)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_any_letters(face: Face, data: st.DataObject) -> None:
    shown = st.sampled_from(sorted(KNOWN[face].charToGlyph))
    points = data.draw(st.lists(shown, max_size=60))
    assert OURS[face].makeSubset(points) == KNOWN[face].makeSubset(points)


def test_letters_put_together_from_others_bring_them_along() -> None:
    points = [0, *([32] * 32), *map(ord, COMPOSITE)]
    cut = OURS[REGULAR].makeSubset(points)
    assert cut == KNOWN[REGULAR].makeSubset(points)
    alone = [OURS[REGULAR].makeSubset([ord(letter)]) for letter in "A가"]
    assert len(cut) > max(map(len, alone))


def test_many_letters_whose_outlines_need_long_places() -> None:
    points = [ord("가") + number for number in range(1600)]
    cut = OURS[REGULAR].makeSubset(points)
    assert len(cut) > 0x20000
    assert cut == KNOWN[REGULAR].makeSubset(points)


def test_what_the_face_lacks_is_the_empty_box() -> None:
    assert OURS[REGULAR].makeSubset([0x1F600]) == KNOWN[REGULAR].makeSubset([0x1F600])
