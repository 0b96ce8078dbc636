"""Words in their places: whatever is written, a cell keeps to itself and says what it cut."""

import unicodedata
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desktop.printing import fonts
from desktop.printing.drawn import Place
from desktop.printing.fonts import WEIGHTS, Face
from desktop.printing.lettering import LEAST, Align
from desktop.printing.lines import ELLIPSIS, Part
from desktop.printing.page import Sheet
from desktop.printing.strokes import MM

SUMMARY = Place("summary", "상담 요지")
LETTERS = st.sampled_from("가뷁힣金哲ㄱWil.,<>&;/-1 \n\t") | st.characters(
    min_codepoint=0xAC00, max_codepoint=0xD7A3
)
TEXTS = st.text(LETTERS, max_size=160) | st.builds(
    lambda text, times: text * times, st.text(LETTERS, min_size=1, max_size=12), st.integers(1, 40)
)


class Line(NamedTuple):
    """One line of type as it was set: its box in mm and its words."""

    left: float
    right: float
    top: float
    bottom: float
    words: str
    size: float


class Watched(Sheet):
    """A sheet that remembers every line set on it."""

    def __init__(self) -> None:
        super().__init__("", "", "")
        self.lines: list[Line] = []

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
        run = fonts.width(words, size, face) + spread * (len(words) - 1)
        y = (self._height - base) / MM
        em = size / MM
        box = (left / MM, (left + run) / MM, y - 0.86 * em, y + 0.14 * em)
        self.lines.append(Line(*box, words, size))
        super()._set(left, base, words, size, face, spread, grey)


def plain(text: str) -> str:
    """The text without any blank, composed: what has to be found again on the paper."""
    return "".join(unicodedata.normalize("NFC", text).split())


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example("\n", 10.0, 5.0, 9.0, Face.REGULAR, Align.LEFT, 1.25)
@example("가\n\n", 10.0, 5.0, 9.0, Face.REGULAR, Align.LEFT, 1.25)
@given(
    text=TEXTS,
    width=st.floats(10, 170),
    height=st.floats(4.5, 40),
    size=st.floats(9, 17),
    face=st.sampled_from(WEIGHTS),
    align=st.sampled_from(Align),
    leading=st.floats(1.1, 1.4),
)
def test_a_value_stays_in_its_cell_and_loses_nothing_in_silence(
    text: str, width: float, height: float, size: float, face: Face, align: Align, leading: float
) -> None:
    sheet = Watched()
    sheet.cell(
        20, 50, width, height, text, size, face, align, place=SUMMARY, pad=1.6, leading=leading
    )
    drawn = sheet.finish()
    for line in sheet.lines:
        assert line.left >= 20 - 0.01
        assert line.right <= 20 + width + 0.01
        assert line.top >= 50 - 0.5
        assert line.bottom <= 50 + height + 0.5
        assert line.size >= min(size, LEAST)
    for above, below in zip(sheet.lines, sheet.lines[1:], strict=False):
        assert below.top >= above.bottom
    said = plain("".join(line.words for line in sheet.lines))
    if not drawn.problems:
        assert said == plain(text)
        return
    (problem,) = drawn.problems
    assert problem.field == "summary"
    assert said.endswith(ELLIPSIS)
    kept = said.removesuffix(ELLIPSIS)
    assert plain(text).startswith(kept)
    assert problem.excess >= len(plain(text)) - len(kept) > 0


@settings(max_examples=60, deadline=None)
@given(text=TEXTS, room=st.floats(6, 170), size=st.floats(9, 38), face=st.sampled_from(WEIGHTS))
def test_a_line_keeps_to_its_room(text: str, room: float, size: float, face: Face) -> None:
    sheet = Watched()
    end = sheet.text(20, 50, text, size, face, place=SUMMARY, room=room)
    drawn = sheet.finish()
    assert end <= 20 + room + 0.01
    said = plain("".join(line.words for line in sheet.lines))
    if not drawn.problems:
        assert said == plain(text)
    else:
        assert said.endswith(ELLIPSIS)
        assert plain(text).startswith(said.removesuffix(ELLIPSIS))


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(TEXTS, min_size=1, max_size=3), width=st.floats(40, 170))
def test_a_sentence_of_several_types_keeps_to_its_width_and_every_word(
    texts: list[str], width: float
) -> None:
    sheet = Watched()
    parts = [Part(text, 11 + number, underline=bool(number)) for number, text in enumerate(texts)]
    sheet.sentence(20, 50, width, parts, 6)
    assert plain("".join(line.words for line in sheet.lines)) == plain("".join(texts))
    for line in sheet.lines:
        assert line.right <= 20 + width + 0.01


@pytest.mark.parametrize("width", [0.0, 1.0, 3.0])
def test_a_room_too_narrow_for_one_letter_ends_and_is_told(width: float) -> None:
    sheet = Watched()
    sheet.cell(20, 50, width, 8, "서울특별시 광진구", 11, place=SUMMARY, pad=1.6)
    assert [problem.field for problem in sheet.finish().problems] == ["summary"]


def test_decomposed_letters_are_set_as_syllables() -> None:
    sheet = Watched()
    sheet.cell(20, 50, 40, 8, unicodedata.normalize("NFD", "선우하람"), 11, place=SUMMARY)
    assert [line.words for line in sheet.lines] == ["선우하람"]


def test_what_the_weights_have_alike_is_kept_once_and_outlines_stay_in_their_file() -> None:
    regular, *others = (fonts.font(face).face for face in WEIGHTS)
    assert all(other.charToGlyph is regular.charToGlyph for other in others)
    outlines = regular.get_table("glyf")
    assert not isinstance(outlines, bytes)
    begin, length = regular.get_table_pos("glyf")
    here = slice(regular.glyphPos[1], regular.glyphPos[2])
    assert outlines[here] == regular._ttf_data[begin : begin + length][here]
