"""Forbidden numbers are found in every dress, and nothing else is."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import guard
from desktop.domain.guard import IdentifierKind, clean, find_identifiers
from desktop.domain.paper_number import PaperKind, make

DATES = st.dates(date(1900, 1, 1), date(2029, 12, 31))
SEPARATORS = st.sampled_from(
    ["", "-", " ", "  ", " - ", "–", "—", "―", "−", ".", "/", "~", "\n", "ㅡ"]
)
AROUND = st.sampled_from(
    ["", " ", "주민번호 ", "홍길동(", "님 ", "입니다", "), ", "\n", "전화 010-1234-5678 "]
)
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def kinds(text: str, *, employer: bool = False) -> list[IdentifierKind]:
    return [found.kind for found in find_identifiers(text, employer_field=employer)]


@given(DATES, st.integers(0, 9_999_999), SEPARATORS, AROUND, AROUND, st.booleans())
def test_resident_number_is_found_whatever_its_tail(
    born: date, tail: int, between: str, before: str, after: str, wide: bool
) -> None:
    number = f"{born:%y%m%d}{between}{tail:07d}"
    if wide:
        number = number.translate(FULL_WIDTH)
    text = before + number + after
    found = find_identifiers(text)
    assert [one.kind for one in found] == [IdentifierKind.RESIDENT]
    assert text[found[0].start : found[0].end] == number
    assert "생년월일" in found[0].advice
    cleaned = clean(text)
    assert f"{tail:07d}" not in cleaned
    assert not find_identifiers(cleaned)


@pytest.mark.parametrize(
    "text",
    [
        "900101-1234567",
        "９００１０１１２３４５６７",
        "900101 1234567",
        "900101\u200b-1234567",
        "900101\u00a01234567",
        "9 0 0 1 0 1 - 1 2 3 4 5 6 7",
        "90.01.01-1234567",
        "1990-01-01-1234567",
        "19900101-1234567",
        "①900101-5234567",
        "９００１０１－１２３４５６７",
        "٩٠٠١٠١-١٢٣٤٥٦٧",
        "주민번호 뒷자리는 1234567",
        "주민등록번호 뒤 7자리: 1234567",
        "연락처 010-1234-5678, 900101-1234567",
        "900101-1234567 010-1234-5678",
        "900101 다시 1234567",
        "900101 뒷자리는 1234567",
        "(900101)-1234567",
        "900101|1234567",
        "900101 ------- 1234567",
        "900 101-123 4567",
        "90010\n1-1234567",
        "9-0-0-1-0-1-1-2-3-4-5-6-7",
        "90. 1. 1. 1234567",
        "1990년 1월 1일 뒷자리 1234567",
        "199001011234567",
        "9OO1O1-1234567",
        "구공공일공일-일이삼사오육칠",
        "⑨⓪⓪①⓪①-①②③④⑤⑥⑦",
        "⁹⁰⁰¹⁰¹-¹²³⁴⁵⁶⁷",
        "9️⃣0️⃣0️⃣1️⃣0️⃣1️⃣-1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣",
        "뒷자리 1234567",
        "scan_900101-1234567.pdf",
    ],
)
def test_resident_number_in_disguise(text: str) -> None:
    assert kinds(text) == [IdentifierKind.RESIDENT]


@pytest.mark.parametrize(
    "text",
    [
        "901301-1234567",  # no thirteenth month
        "900132-1234567",
        "900312-2",  # a birth field understands it
        "900312-2******",
        "26-101-0371",
        "2026. 11. 23. 14:05",
        "2026.11.23 4501419 통화",
        "010-1234-5678",
        "뒷자리 5678",
        "전화 뒷자리 4501419",
        "26. 11. 23. 4501419 통화",
        "2026. 11. 23. 1500000원 입금",
        "900312생, 월 2000000원 희망",
        "공구 이십 개 구일이삼 사오육칠 팔구",
        "1002 123 123456",
        "계좌번호 9002123456789",
        "접수 26-101-04188, 출력 26-101-0041880",
        "",
        "숫자 없는 상담 요지",
    ],
)
def test_no_alarm(text: str) -> None:
    assert kinds(text) == []
    assert clean(text) == text


@given(st.from_regex(r"[A-Z]\d{8}|[A-Z]\d{3}[A-Z]\d{4}", fullmatch=True), AROUND, st.booleans())
def test_passports_old_and_new(number: str, before: str, small: bool) -> None:
    if not number.isascii():
        return
    number = number.lower() if small else number
    text = f"{before}{number}을 보임"
    assert IdentifierKind.PASSPORT in kinds(text)
    assert number not in clean(text)


def test_passport_with_a_gap_and_in_full_width() -> None:
    assert kinds("여권 M 12345678") == [IdentifierKind.PASSPORT]
    assert kinds("여권Ｍ１２３Ａ４５６７입니다") == [IdentifierKind.PASSPORT]
    assert kinds("여권 M 123A4567") == [IdentifierKind.PASSPORT]
    assert kinds("여권 M123 A4567") == [IdentifierKind.PASSPORT]
    assert kinds("AM12345678") == []
    assert kinds("M123456789") == []


@given(st.from_regex(r"\d\d-\d\d-\d{6}-\d\d", fullmatch=True))
def test_licences_by_number(number: str) -> None:
    if number.isascii():
        assert kinds(f"면허 {number} 확인") == [IdentifierKind.LICENCE]


@pytest.mark.parametrize(
    "text",
    [
        "서울 12-345678-90",
        "서울12-345678-90",
        "경기북부 12-345678-90",
        "부산-12-345678-90",
        "제주 12 345678 90",
        "서울특별시 12-345678-90",
        "11-12-\n345678-90",
        "면허번호 111234567890",
        unicodedata.normalize("NFD", "서울 12-345678-90"),
        "１１-１２-３４５６７８-９０",
        "11.12.345678.90",
    ],
)
def test_licences_beginning_with_a_region(text: str) -> None:
    assert kinds(text) == [IdentifierKind.LICENCE]


def test_number_of_a_company_is_allowed_after_its_word_or_in_the_employers_field() -> None:
    number = "110111-1234567"
    assert kinds(number) == [IdentifierKind.RESIDENT]
    assert kinds(number, employer=True) == []
    for word in ("법인등록번호", "법인등록번호: ", "법인번호는 ", "법인 등록 번호 ("):
        assert kinds(word + number) == []
    assert kinds(f"법인등록번호 {number}, 대표 900101-1234567") == [IdentifierKind.RESIDENT]
    assert kinds("여권 M12345678", employer=True) == [IdentifierKind.PASSPORT]


DIGITS = "0123456789"
PHONES = st.from_regex(
    r"(010[-. ]?\d{4}[-. ]?\d{4}|02[-. )]?\d{3,4}[-. ]?\d{4}|0(31|51|64)-\d{3,4}-\d{4}"
    r"|\+82-10-\d{4}-\d{4}|15\d\d-\d{4})",
    fullmatch=True,
    alphabet=st.sampled_from(DIGITS + "-. +)"),
)
BUSINESSES = st.from_regex(r"\d{3}-?\d{2}-?\d{5}", fullmatch=True, alphabet=DIGITS + "-")
ACCOUNTS = st.from_regex(
    r"(\d{6}-\d{2}-\d{6}|1002-\d{3}-\d{6}|110-\d{3}-\d{6}|\d{3}-\d{6}-\d{5}|301-\d{4}-\d{4}-\d{2}"
    r"|\d{3}-\d{6}-\d{2}-\d{3}|9002-\d{4}-\d{4}-\d|3333-\d{2}-\d{7}"
    r"|1002 \d{3} \d{6}|\d{11,12}|\d{14})",
    fullmatch=True,
    alphabet=DIGITS + "- ",
)
CARDS = st.from_regex(
    r"\d{4}[- ]?\d{4}[- ]?\d{4}[- ]?\d{4}", fullmatch=True, alphabet=DIGITS + "- "
)


@st.composite
def own(draw: st.DrawFn) -> str:
    kind = draw(st.sampled_from(PaperKind))
    serial = draw(st.integers(0, kind.serials - 1))
    number = make(kind, draw(st.integers(2000, 2099)), draw(st.integers(100, 999)), serial)
    return draw(st.sampled_from([number.text, number.digits, f"GJ-{number.text}"]))


@given(st.one_of(PHONES, BUSINESSES, ACCOUNTS, CARDS, own()), AROUND, AROUND)
def test_no_alarm_on_phones_businesses_accounts_cards_and_our_own_numbers(
    number: str, before: str, after: str
) -> None:
    if before[-1:].isdigit() or after[:1].isdigit() or before.endswith("5678 "):
        return
    assert kinds(f"{before}{number}{after}") == []


def test_known_number_of_thirteen_digits_is_let_through_when_given() -> None:
    assert kinds("접수 9001011234567") == [IdentifierKind.RESIDENT]
    assert find_identifiers("접수 9001011234567", own_numbers=["900101-1234567"]) == ()


def test_every_finding_is_replaced_by_a_word() -> None:
    text = "900101-1234567 / M12345678 / 서울 12-345678-90 끝"
    assert clean(text) == "[주민등록번호 지움] / [여권번호 지움] / [운전면허번호 지움] 끝"
    assert [kind.label for kind in IdentifierKind] == ["주민등록번호", "여권번호", "운전면허번호"]
    assert all(kind.advice.endswith("주세요.") for kind in IdentifierKind)


@given(st.text(st.sampled_from("0123456789-. ＡM서울법인번호\u200b가①"), max_size=40))
def test_cleaning_ends_and_leaves_nothing(text: str) -> None:
    cleaned = clean(text)
    assert not find_identifiers(cleaned)
    assert clean(cleaned) == cleaned


@given(st.text(max_size=60))
def test_findings_lie_inside_the_text_and_apart(text: str) -> None:
    end = 0
    for found in find_identifiers(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end


PIECES_OF_NUMBERS = st.sampled_from(
    (
        *"0123456789OoIl", "900101", "1234567", "-", " ", ".", ",", "/", "동", "호", "M", "m",
        "영", "일", "이", "구", "주민번호 뒷자리 ", "서울", "면허번호 ", "자양로", "다시", "년",
    )
)  # fmt: skip


WITHOUT_LETTERS = st.sampled_from(
    (
        *"0123456789", "12", "345", "900101", "1234567", "-", " ", "  ", ".", ",", ", ", "/", "(",
        *"동호영일이", "뒷자리 ", "서울", "자양로", "다시", "년",
    )
)  # fmt: skip


@given(
    st.one_of(st.lists(PIECES_OF_NUMBERS, max_size=26), st.lists(WITHOUT_LETTERS, max_size=30)).map(
        "".join
    )
)
def test_what_is_cleared_at_once_holds_no_number(text: str) -> None:
    """The quick look only spares the long one: it never clears what that would find."""
    if not guard._is_worth_a_look(text):
        folded, _ = guard._fold(text)
        assert not list(guard._candidates(folded))


@pytest.mark.parametrize(
    "address",
    [
        "서울특별시 광진구 자양로 123, 105동 2345호 (자양제4동)",
        "광진구 뚝섬로34길 12-3, 101동 1203호(자양동, 우성아파트)",
        "자양동 12-3번지 2층",
    ],
)
def test_house_and_floor_are_cleared_by_one_look(address: str) -> None:
    assert guard._HOUSE_AND_FLOOR.fullmatch(address)
    assert not guard._is_worth_a_look(address)
