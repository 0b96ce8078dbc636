"""The referral slip on paper: what it says, to whom, and what it never says."""

import random
from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.consent import Item
from desktop.domain.papers import Choice, Copy, SlipRecord, SlipRow
from desktop.printing.drawn import MissingGlyph, TooLong
from desktop.printing.frozen import problems_of
from desktop.printing.slip import CUT_AT, draw_slip, render_slip
from desktop.printing.wording import wording
from tests.printing.fax import digits_read, faxed
from tests.printing.geometry import collisions
from tests.printing.reading import find, information, letters, page_texts, picture, words_of
from tests.printing.samples import SLIP, footer

LONG_NAME = (
    "Maria Josefina Consuelo Guadalupe Isabella Francesca Dela Cruz Santos Villanueva "
    "Reyes Bautista Ramos Garcia Mendoza Luz Paz"
)
LONG_ADDRESS = "서울특별시 광진구 아차산로70길 17-15, 현대파크빌아파트 101동 1203호"


def with_row(record: SlipRecord, item: Item, value: str) -> SlipRecord:
    """The slip with this value in a row."""
    rows = tuple(row for row in record.rows if row.item is not item)
    return replace(record, rows=(*rows, SlipRow(item, value)))


def partner_sheet(record: SlipRecord = SLIP) -> bytes:
    """The partner's copy alone."""
    return render_slip(record, footer(), copies=(Copy.PARTNER,))


def test_three_copies_on_separate_sheets_and_only_the_partner_gets_the_reply() -> None:
    partner, visitor, keep = page_texts(render_slip(SLIP, footer()))
    assert "기관용" in partner
    assert "절 취 선" in partner
    assert "내담자용" in visitor
    assert "절 취 선" not in visitor
    assert "보관용" in keep
    assert "절 취 선" not in keep


def test_the_setting_of_the_partner_decides_which_copies_belong_to_the_paper() -> None:
    record = replace(SLIP, copies=(Copy.PARTNER, Copy.KEEP))
    partner, keep = page_texts(render_slip(record, footer()))
    assert "2부 중 1부" in partner
    assert "2부 중 2부" in keep


def test_a_single_sheet_printed_again_keeps_its_place_among_the_copies() -> None:
    (keep,) = page_texts(render_slip(SLIP, footer(), copies=(Copy.KEEP,)))
    assert "3부 중 3부" in keep


def test_every_value_of_the_record_stands_on_the_partners_copy() -> None:
    said = words_of(partner_sheet())
    for row in SLIP.rows:
        assert "".join(row.value.split()) in said
        for choice in row.choices:
            assert "".join(choice.label.split()) in said
    for words in (
        "26-101-0371",
        "26-101-00525",
        "2026.12.7.(월)까지",
        "서울특별시동부여성발전센터장",
        "광진구일자리센터장",
        "끝.",
    ):
        assert words in said


def test_the_stub_names_nobody() -> None:
    stub = [letter for letter in letters(partner_sheet()) if letter.y > CUT_AT + 3]
    said = "".join(letter.character for letter in stub)
    assert "26-101-0371" in said
    for told in ("백서윤", "서윤", "5678", "1992", "자양", "이도담", "박하람", "34세"):
        assert told not in said


def test_the_stub_begins_at_the_lower_third() -> None:
    cut = find(letters(partner_sheet()), "절 취 선")
    assert cut
    assert abs(cut[0].y - 198) < 2


@pytest.mark.parametrize("item", [row.item for row in SLIP.rows])
def test_an_item_without_consent_leaves_no_trace(item: Item) -> None:
    row = next(row for row in SLIP.rows if row.item is item)
    rows = tuple(kept for kept in SLIP.rows if kept.item is not item)
    record = replace(SLIP, rows=rows, visitor_name="", appointment_on=None)
    label = "".join(wording(SLIP.form).text(f"rows.{item.value}").split())
    assert label not in words_of(partner_sheet(record))
    if item is not Item.SEX:  # 여 is a syllable of other words, too
        value = "".join(row.value.split())
        assert not value or value not in words_of(render_slip(record, footer()))


def test_withheld_items_are_hatched_in_the_preview_and_absent_in_print() -> None:
    rows = tuple(row for row in SLIP.rows if row.item is not Item.BIRTH)
    record = replace(SLIP, rows=rows)
    shown = words_of(render_slip(record, preview=True, withheld=(Item.BIRTH,)))
    assert "생년월일" in shown
    assert "동의없음·인쇄하지않음" in shown
    printed = words_of(render_slip(record, footer(), withheld=(Item.BIRTH,)))
    assert "생년월일" not in printed
    assert "동의없음" not in printed


def test_the_table_closes_up_over_what_is_missing() -> None:
    short = replace(SLIP, rows=SLIP.rows[:3])
    long_end = find(letters(partner_sheet()), "끝.")[0].y
    short_end = find(letters(partner_sheet(short)), "끝.")[0].y
    assert short_end < long_end - 30


def test_slip_and_consent_call_an_item_by_the_same_words() -> None:
    slip = wording(SLIP.form)
    consent = wording("consent-2026-1")
    for item in Item:
        assert slip.text(f"rows.{item.value}") == item.label
        assert consent.text(f"third_party.items.{item.value}") == item.label


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("name", [LONG_NAME, "金哲洙", "뷁", "<b>x</b>", "남궁슬기로운", "이"])
def test_names_of_every_kind_stand_whole_on_every_copy(name: str, large: bool) -> None:
    record = replace(with_row(SLIP, Item.NAME, name), visitor_name=name)
    pages = page_texts(render_slip(record, footer(), large=large))
    wanted = "".join(name.split())
    for page in pages:
        assert wanted in "".join(page.split())


def test_decomposed_hangul_prints_as_composed_syllables() -> None:
    import unicodedata

    decomposed = unicodedata.normalize("NFD", "홍길동")
    assert "홍길동" in words_of(partner_sheet(with_row(SLIP, Item.NAME, decomposed)))


def test_a_forty_letter_address_of_the_partner_stands_whole() -> None:
    record = replace(SLIP, partner_address=LONG_ADDRESS, partner_directions="건대입구역에서 10분")
    said = words_of(render_slip(record, footer(), copies=(Copy.VISITOR,), large=True))
    assert "".join(LONG_ADDRESS.split()) in said


@pytest.mark.parametrize("item", [Item.NAME, Item.SUMMARY, Item.WISHES])
def test_a_character_the_face_lacks_is_named_with_its_field(item: Item) -> None:
    record = with_row(SLIP, item, "잘 웃음 😀")
    with pytest.raises(MissingGlyph) as refusal:
        render_slip(record, footer())
    assert "😀" in str(refusal.value)
    assert "U+1F600" in str(refusal.value)
    assert item.value in refusal.value.fields


def test_the_preview_shows_what_print_refuses() -> None:
    record = with_row(SLIP, Item.SUMMARY, "잘 웃음 😀")
    drawn = draw_slip(record, preview=True)
    assert "잘웃음□" in words_of(drawn.pdf)
    assert drawn.problems


def test_a_summary_that_does_not_fit_is_refused_and_told_by_how_much() -> None:
    record = with_row(SLIP, Item.SUMMARY, "회계 실무를 배우고 싶어 함. " * 40)
    with pytest.raises(TooLong) as refusal:
        render_slip(record, footer())
    assert "상담 요지" in str(refusal.value)
    assert "자 깁니다" in str(refusal.value)
    assert set(problems_of(record)) == {"summary"}


def test_the_fullest_realistic_slip_fits_on_one_page() -> None:
    record = replace(
        SLIP,
        rows=(
            *SLIP.rows,
            SlipRow(Item.EDUCATION, "대졸(4년) 한빛대학교 회계학과 · 회계사무 6년 · 전산회계 1급"),
            SlipRow(Item.GROUPS, "경력보유여성, 청년(서울)"),
            SlipRow(Item.REASON, "전산회계 실무(오전반) 수강을 희망하여 의뢰합니다."),
        ),
        revision=2,
        replaces="26-101-0362",
    )
    pages = page_texts(render_slip(record, footer()))
    assert len(pages) == 3
    above = [letter for letter in letters(partner_sheet(record)) if 195.2 < letter.y < 196]
    assert not above


def test_nine_documents_to_bring_stand_in_three_rows() -> None:
    record = replace(SLIP, documents=tuple(Choice(f"서류 {number}호") for number in range(9)))
    for large in (False, True):
        pdf = render_slip(record, footer(), copies=(Copy.VISITOR,), large=large)
        said = words_of(pdf)
        assert all(f"서류{number}호" in said for number in range(9))
        assert collisions(pdf) == []


def test_more_documents_than_the_sheet_holds_are_said_so() -> None:
    record = replace(SLIP, documents=tuple(Choice(f"서류 {number}호") for number in range(40)))
    assert "documents" in problems_of(record)


def test_a_later_issue_says_its_turn_and_which_number_is_void() -> None:
    record = replace(SLIP, revision=2, replaces="26-101-0362")
    (partner,) = page_texts(partner_sheet(record))
    assert "제2차 발급" in partner
    assert "앞 번호 26-101-0362 무효" in partner


def test_a_repeat_print_and_a_void_paper_say_so() -> None:
    note = "2026. 11. 25. 내용이 바뀌어 새 번호 26-101-0389"
    pages = page_texts(render_slip(SLIP, footer(reprint=2, void=note)))
    for page in pages:
        assert "재출력 2" in page
        assert "무효" in page
        assert "26-101-0389" in page


def test_the_foot_line_says_who_printed_when_and_what_for() -> None:
    for page in page_texts(render_slip(SLIP, footer())):
        assert "출력 26-101-0004188 · 2026. 11. 23. 14:05 · 이도담 · 기관 송부" in page


def test_a_purpose_too_long_for_the_foot_line_is_refused() -> None:
    with pytest.raises(TooLong) as refusal:
        render_slip(SLIP, footer(purpose="기관에 보내고 보관하고 다시 확인하기 위한 " * 5))
    assert "purpose" in refusal.value.fields


def test_nothing_is_set_smaller_than_the_foot_line_and_values_not_below_nine() -> None:
    for number in range(3):
        for letter in letters(render_slip(SLIP, footer(), large=True), number):
            assert letter.size >= 8.5


def test_large_type_is_large() -> None:
    sheet = letters(render_slip(SLIP, footer(), copies=(Copy.VISITOR,), large=True))
    ordinary = letters(render_slip(SLIP, footer(), copies=(Copy.VISITOR,)))
    words = "기관에서 상담을 받으십니다."
    assert find(sheet, words)[0].size >= 13
    assert find(sheet, words)[0].size > find(ordinary, words)[0].size


def test_only_the_shipped_faces_are_used() -> None:
    for number in range(3):
        faces = {letter.face for letter in letters(render_slip(SLIP, footer()), number)}
        assert faces <= {
            "PretendardGOV-Regular",
            "PretendardGOV-SemiBold",
            "PretendardGOV-Bold",
        }


def test_the_file_describes_itself_without_personal_data() -> None:
    told = information(render_slip(SLIP, footer()))
    assert told["Title"] == "구직자 연계 의뢰서"
    assert told["Keywords"]
    for value in told.values():
        assert "백서윤" not in value
        assert "26-101" not in value
    assert b"ko-KR" in render_slip(SLIP, footer())


def test_every_sheet_of_a_slip_is_at_most_sixty_kilobytes() -> None:
    for copy in Copy:
        assert len(render_slip(SLIP, footer(), copies=(copy,), large=True)) <= 60_000


def test_the_same_record_gives_the_same_file() -> None:
    assert render_slip(SLIP, footer()) == render_slip(SLIP, footer())


def test_dates_carry_their_weekday() -> None:
    record = replace(SLIP, reply_due=date(2027, 1, 4), valid_until=date(2027, 1, 5))
    said = "".join(page_texts(render_slip(record, footer())))
    assert "2027. 1. 4.(월)" in said
    assert "2027. 1. 5.(화)" in said


def test_the_code_is_seventeen_millimetres_with_four_clear_modules_around() -> None:
    dpi = 508.0
    page = picture(partner_sheet(), dpi)
    millimetre = dpi / 25.4
    module = 17 / 21
    quiet = 4 * module

    def ink(left: float, top: float, right: float, bottom: float) -> int:
        edges = [round(edge * millimetre) for edge in (left, top, right, bottom)]
        part = page.crop((edges[0], edges[1], edges[2], edges[3]))
        return sum(1 for value in part.tobytes() if value < 128)

    inside = 0.15
    left, top, right, bottom = 173.0, 202.8, 190.0, 219.8
    assert ink(left, top, left + 7 * module, top + module) > 0
    assert ink(left - quiet + inside, top, left - inside, bottom) == 0
    assert ink(right + inside, top, right + quiet, bottom) == 0
    assert ink(left, top - quiet + inside, right, top - inside) == 0
    assert ink(left, bottom + inside, right, bottom + quiet - inside) == 0


@pytest.mark.slow
def test_the_number_is_read_back_from_a_hundred_faxed_stubs() -> None:
    chance = random.Random(20261123)
    read = wrong = 0
    for _ in range(100):
        digits = "".join(str(chance.randrange(10)) for _ in range(9))
        record = replace(SLIP, number=f"{digits[:2]}-{digits[2:5]}-{digits[5:]}")
        page = picture(partner_sheet(record), 204)
        stub = page.crop((0, round(page.height * 2 / 3), page.width, page.height))
        found = digits_read(faxed(stub, chance, specks=0.02, tilt=chance.uniform(-5, 5)))
        read += found == {digits}
        wrong += bool(found - {digits})
    assert wrong == 0
    assert read >= 99
