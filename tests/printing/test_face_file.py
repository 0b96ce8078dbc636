"""The tables read at a stroke are those that reportlab reads."""

from pathlib import Path

import pytest
from reportlab.pdfbase import ttfonts

from desktop.paths import resources
from desktop.printing import face_file
from desktop.printing.face_file import FastFace, FastFont

FACES = sorted((resources() / "fonts").glob("*.ttf"))


@pytest.mark.parametrize("file", FACES, ids=lambda file: file.stem)
def test_a_face_has_what_reportlab_would_read(file: Path) -> None:
    ours, theirs = FastFace(str(file)), ttfonts.TTFontFace(str(file))
    for name in ("charToGlyph", "charWidths", "hmetrics", "defaultWidth", "numGlyphs", "bbox"):
        assert getattr(ours, name) == getattr(theirs, name), name
    assert list(ours.glyphPos) == theirs.glyphPos
    assert ours.getCharWidth(ord("가")) == theirs.getCharWidth(ord("가"))


def test_a_subset_is_the_same() -> None:
    file = FACES[0]
    letters = [ord(one) for one in "가나다 abc"]
    ours, theirs = FastFace(str(file)), ttfonts.TTFontFace(str(file))
    assert ours.makeSubset(letters) == theirs.makeSubset(letters)


def test_weights_share_one_character_map_and_reportlabs_own_class_stays_in_its_place() -> None:
    known = ttfonts.TTFontFace
    fonts = [FastFont(file.stem, str(file)) for file in FACES if "Pretendard" in file.stem]
    assert len(fonts) >= 3
    assert len({id(font.face.charToGlyph) for font in fonts}) == 1
    assert ttfonts.TTFontFace is known


def test_a_file_with_another_map_is_read_by_reportlab(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(face_file, "_groups", lambda _table: None)
    face = FastFace(str(next(file for file in FACES if "Pretendard" in file.stem)))
    assert isinstance(face.glyphPos, list)
    assert face.charToGlyph[ord("가")]
