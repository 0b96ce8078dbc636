"""Letters inside a file: its own words', with those of its form, and nobody else's."""

import re
import zlib
from dataclasses import replace

import pypdfium2
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase import pdfdoc

from desktop.domain.consent import Item
from desktop.domain.papers import Copy
from desktop.printing import fonts
from desktop.printing.fonts import REGULAR, Face
from desktop.printing.kept import Kind
from desktop.printing.page import PAPER_SPEC, Sheet
from desktop.printing.slip import draw_slip, render_slip
from desktop.printing.slip.kind import FIGURES, slip_of_nobody
from tests.printing.reading import page_texts
from tests.printing.samples import SLIP

FORM = "구직자 연계 의뢰서 0123456789(-)\\"
SYLLABLES = "".join(chr(0xAC00 + number * 7) for number in range(1500))
"""More letters than fit into any few subsets."""


def streams(pdf: bytes) -> list[bytes]:
    """What the streams of a file hold."""
    begins = [found.end() for found in re.finditer(rb"(?<!end)stream\r?\n", pdf)]
    return [zlib.decompressobj().decompress(pdf[begin:]) for begin in begins]


def told(pdf: bytes) -> set[str]:
    """Every character a file has an outline for, by its character maps."""
    found: set[str] = set()
    for stream in streams(pdf):
        if b"beginbfchar" in stream:
            points = re.findall(rb"<[0-9A-F]{2}> <([0-9A-F]{4})>", stream)
            found |= {chr(int(point, 16)) for point in points}
    return found - {"\0", " "}


def sheet_of(words: str, letters: str = "", face: Face = REGULAR) -> bytes:
    sheet = Sheet("", "", "", kind=Kind({face: letters} if letters else {}))
    for number in range(0, len(words), 60):
        sheet.text(10, 10 + number / 10, words[number : number + 60], 5, face)
    return sheet.finish().pdf


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from(FORM + "가나힣뷁尢abcXYZ·…①"), min_size=1, max_size=50))
def test_a_reader_copies_the_very_characters(words: str) -> None:
    words = " ".join(words.split())
    for letters in ("", FORM):
        (page,) = page_texts(sheet_of(words, letters))
        assert page.strip() == words


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from("홍길동선우하람제갈공(1)"), min_size=1, max_size=12))
def test_a_file_holds_the_letters_of_its_own_words_and_of_its_form_alone(words: str) -> None:
    sheet_of("김이박최정", FORM)
    assert told(sheet_of(words)) == set(words)
    assert told(sheet_of(words, FORM)) == set(words) | set(FORM) - {" "}


def test_a_slip_for_the_partner_brings_no_letter_of_another_visitor() -> None:
    both = []
    for name in ("제갈뷁쫑", "선우햏꿩"):
        rows = tuple(
            replace(row, value=name) if row.item is Item.NAME else row for row in SLIP.rows
        )
        record = replace(SLIP, visitor_name=name, rows=rows, copies=(Copy.PARTNER,))
        nobody = slip_of_nobody(record.form, record.centre, record.counsellor)
        said = draw_slip(record).text + draw_slip(nobody).text + FIGURES + PAPER_SPEC
        both.append(told(render_slip(record)))
        assert both[-1] <= set(said)
        assert set(name) <= both[-1]
    assert not both[0] & set("햏꿩")
    assert not both[1] & set("뷁쫑")


def test_a_forms_letters_have_the_same_codes_and_outlines_in_every_file() -> None:
    written = []
    for others in ("", "홍길동", SYLLABLES[:300]):
        doc = pdfdoc.PDFDocument()
        shown = fonts.font(REGULAR).begin(doc, FORM)
        shown.pieces(others, 10)
        assert shown.others == bool(others)
        written.append(shown.pieces(FORM, 10))
        assert shown.others == bool(others)
    assert len(set(written)) == 1
    kept = [set(streams(sheet_of(words, FORM))) for words in ("홍길동", "선우하람")]
    shared = kept[0] & kept[1]
    assert any(stream.startswith(b"\0\1\0\0") for stream in shared)


@given(st.text(st.sampled_from("가나다()\\\r1"), max_size=20))
def test_a_literal_string_has_its_brackets_marked(words: str) -> None:
    shown = fonts.font(REGULAR).begin(pdfdoc.PDFDocument()).pieces(words, 10)
    inside = re.fullmatch(r"(?:/F1\+0 10 Tf \((.*)\) Tj)?", shown, re.DOTALL)
    assert inside
    assert "\r" not in shown
    assert not re.search(r"(?<!\\)(\\\\)*[()]", inside[1] or "")


def test_letters_of_many_subsets_are_told_apart_and_read_back() -> None:
    for words in (SYLLABLES, SYLLABLES[::-1] + "(가)"):
        pdf = sheet_of(words)
        assert "".join("".join(page_texts(pdf)).split()) == words
        assert len(re.findall(rb"/BaseFont", pdf)) >= len(SYLLABLES) // 256
    document = pypdfium2.PdfDocument(sheet_of(SYLLABLES))
    assert document[0].get_textpage().count_chars() >= len(SYLLABLES)


def test_a_blank_stands_in_every_subset_wherever_it_is_written() -> None:
    words = SYLLABLES[:240] + " 뷁 뷁 뷁"
    (page,) = page_texts(sheet_of(words))
    assert page.split()[-3:] == ["뷁"] * 3
