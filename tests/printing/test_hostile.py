"""Papers that somebody's odd or long words try to break: nothing is lost, nothing overlaps."""

import unicodedata
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop.domain.consent import Item
from desktop.domain.papers import Copy, NoteRecord, SlipRow
from desktop.printing.drawn import TooLong
from desktop.printing.frozen import draw
from desktop.printing.lettering import Align
from desktop.printing.page import Sheet
from desktop.printing.slip import draw_slip
from tests.printing import hostile
from tests.printing.geometry import collisions
from tests.printing.hostile import ADDRESS_40, ADDRESS_80, FULL_SLIP, NAMES, PAPERS, PARTNER_40
from tests.printing.reading import letters, page_texts, words_of
from tests.printing.samples import DAY_SHEET, NOTE, PROOF, SLIP, all_papers, footer

NAMED = [
    paper
    for paper, (record, _) in PAPERS.items()
    if hasattr(record, "name") or hasattr(record, "visitor_name")
]


def plain(words: str) -> str:
    """Composed and without blanks, as read back from a page."""
    return "".join(unicodedata.normalize("NFC", words).split())


@pytest.mark.parametrize("paper", all_papers())
def test_nothing_on_a_paper_runs_into_anything_else(paper: str) -> None:
    assert collisions(all_papers()[paper]()) == []


@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_on_a_paper_printed_again_runs_into_its_marks(paper: str) -> None:
    record, drawn = PAPERS[paper]
    assert collisions(drawn(record, footer(reprint=2)).printable()) == []


def test_words_over_words_over_rules_and_off_the_sheet_are_seen() -> None:
    sheet = Sheet("", "", "")
    sheet.text(30, 50, "첫째", 11)
    sheet.text(32, 51, "둘째", 11)
    sheet.across(70)
    sheet.text(30, 71, "셋째", 11)
    sheet.text(208, 100, "넷째", 11, align=Align.RIGHT)
    told = "\n".join(collisions(sheet.finish().pdf))
    for words in ("첫째", "over a rule", "leaves the sheet"):
        assert words in told


@pytest.mark.parametrize("paper", NAMED)
@pytest.mark.parametrize("kind", NAMES)
def test_a_name_stands_as_typed_on_every_paper(kind: str, paper: str) -> None:
    name = NAMES[kind]
    record, drawn = PAPERS[paper]
    named: dict[str, Any] = {key: name for key in ("name", "visitor_name") if hasattr(record, key)}
    if hasattr(record, "rows"):
        rows = (row for row in record.rows if row.item is not Item.NAME)
        named["rows"] = (SlipRow(Item.NAME, name), *rows)
    pdf = drawn(replace(record, **named), footer()).printable()
    for page in page_texts(pdf):
        assert plain(name) in plain(page)
    assert {letter.face.rpartition("-")[0] for letter in letters(pdf)} == {"PretendardGOV"}
    assert collisions(pdf) == []


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("words", ["<b>x</b>", "a&amp;b", "뷁金", NAMES["decomposed"]])
def test_markup_and_rare_letters_stand_as_typed_in_every_field(words: str, paper: str) -> None:
    record, drawn = PAPERS[paper]
    filled = hostile.filled(record, words)
    pdf = drawn(filled, footer()).printable()
    fields = str(filled).count(repr(words))
    assert fields >= 3 or paper == "복구 코드"
    assert plain(words) in words_of(pdf)
    assert all(unicodedata.is_normalized("NFC", page) for page in page_texts(pdf))
    assert collisions(pdf) == []


@pytest.mark.parametrize("address", [ADDRESS_40, ADDRESS_80])
@pytest.mark.parametrize("paper", [paper for paper in PAPERS if paper != "복구 코드"])
def test_long_names_and_addresses_without_a_blank_stand_whole(paper: str, address: str) -> None:
    record, drawn = PAPERS[paper]
    long: dict[str, Any] = {
        key: value
        for key, value in (
            ("partner", PARTNER_40),
            ("partner_head", PARTNER_40 + "장"),
            ("partner_address", address),
            ("address", address),
        )
        if hasattr(record, key)
    }
    if hasattr(record, "centre"):
        long["centre"] = replace(record.centre, address=address)
    if hasattr(record, "services"):
        long["services"] = tuple(
            replace(service, organisation=PARTNER_40) for service in record.services
        )
    pdf = drawn(replace(record, **long), footer()).printable()
    said = words_of(pdf)
    if "partner" in long or "services" in long:
        assert PARTNER_40 in said
    if "address" in long or "partner_address" in long:
        assert address in said
    assert collisions(pdf) == []


PARTNER_70 = (PARTNER_40 * 2)[:70]
CENTRE_40 = "서울특별시광진구지역사회경력보유여성새출발종합지원센터부설직업교육훈련취업연계창구"[
    :40
]


@pytest.mark.parametrize("large", [False, True])
def test_a_partner_of_seventy_letters_takes_a_second_line_on_every_sheet(large: bool) -> None:
    """Nobody can shorten a partner's name while the visitor waits for her slip."""
    record = replace(
        FULL_SLIP,
        partner=PARTNER_70,
        partner_head=f"{PARTNER_70}장",
        service="다시 일하려는 이를 위한 직업교육 훈련과 취업 연계를 한 번에 돕는 마흔 글자 서비스",
        reference="여성새출발지원본부 직업교육훈련취업연계팀 황보슬기로운",
        called_before="2026. 11. 23. 13:50 황보슬기로운 팀장과 통화",
    )
    pdf = draw_slip(record, footer(reprint=1), large=large).printable()
    for page in page_texts(pdf):
        assert PARTNER_70 in plain(page)
    assert collisions(pdf) == []


@pytest.mark.parametrize("paper", [paper for paper in PAPERS if paper != "복구 코드"])
def test_a_centre_of_forty_letters_stands_whole_on_every_paper(paper: str) -> None:
    record, drawn = PAPERS[paper]
    pdf = drawn(
        replace(record, centre=replace(record.centre, name=CENTRE_40)), footer(reprint=1)
    ).printable()
    assert paper == "상담 확인서" or CENTRE_40 in words_of(pdf)
    assert collisions(pdf) == []


@pytest.mark.parametrize("words", [hostile.SEVENTEEN, hostile.SUMMARY_2000])
@pytest.mark.parametrize("paper", PAPERS)
def test_what_is_too_long_is_told_by_its_field_and_cut_with_an_ellipsis(
    paper: str, words: str
) -> None:
    record, drawn = PAPERS[paper]
    drawing = drawn(hostile.filled(record, words), footer())
    assert drawing.problems
    for problem in drawing.problems:
        assert problem.field
        assert problem.label
        assert problem.excess > 0
        assert f"{problem.excess}자" in problem.sentence
    assert "…" in words_of(drawing.pdf)
    with pytest.raises(TooLong):
        drawing.printable()


def test_two_thousand_characters_of_summary_are_refused_by_the_slip_with_their_excess() -> None:
    rows = (row for row in FULL_SLIP.rows if row.item is not Item.SUMMARY)
    record = replace(FULL_SLIP, rows=(*rows, SlipRow(Item.SUMMARY, hostile.SUMMARY_2000)))
    with pytest.raises(TooLong) as refusal:
        draw_slip(record, footer()).printable()
    assert list(refusal.value.fields) == ["summary"]
    assert "상담 요지" in str(refusal.value)


def test_a_note_of_thousands_of_characters_goes_on_and_loses_no_word() -> None:
    sentences = [f"{number}째로 낮 시간 과정을 알아보기로 하였음." for number in range(90)]
    long = " ".join(sentences)
    record = replace(
        NOTE,
        summary=long,
        opening=long[:900],
        topics=tuple(replace(topic, line=long[:300]) for topic in NOTE.topics),
    )
    assert isinstance(record, NoteRecord)
    pdf = draw(record, footer()).printable()
    said = words_of(pdf)
    for sentence in sentences:
        assert plain(sentence.split()[0]) in said
    assert len(page_texts(pdf)) > 2
    assert collisions(pdf) == []


def test_a_summary_without_a_single_blank_is_drawn_in_a_moment() -> None:
    """Thousands of letters in one word once took minutes to break into lines."""
    rows = (row for row in SLIP.rows if row.item is not Item.SUMMARY)
    record = replace(SLIP, rows=(*rows, SlipRow(Item.SUMMARY, "가" * 4000)))
    drawn = draw_slip(record, copies=(Copy.PARTNER,), preview=True)
    assert [problem.field for problem in drawn.problems].count("summary") >= 1


def test_one_long_name_does_not_keep_the_days_list_from_the_wall() -> None:
    masked = " ".join(f"{word[0]}{'*' * (len(word) - 1)}" for word in hostile.SEVENTEEN.split())
    lines = (replace(DAY_SHEET.lines[0], masked_name=masked), *DAY_SHEET.lines[1:])
    pdf = draw(replace(DAY_SHEET, lines=lines), footer()).printable()
    said = words_of(pdf)
    assert "M****J*******" in said
    assert "…" in said
    assert collisions(pdf) == []


def test_a_full_proof_keeps_its_signature_clear_of_everything() -> None:
    talked = "구직 상담 · 직업훈련 · 이력서 다듬기 · 면접 연습 · 취업알선 · 복지 안내"
    for count in (7, 8, 9, 25):
        visits = tuple(
            replace(PROOF.visits[0], on=date(2026, 9, number), content=talked)
            for number in range(1, count + 1)
        )
        pdf = draw(replace(PROOF, visits=visits), footer()).printable()
        assert words_of(pdf).count(plain(talked)) == count
        assert collisions(pdf) == []
