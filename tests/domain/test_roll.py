"""Rows of an old register: who can be taken over, by what is written as people write it."""

import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import guard, roll
from desktop.domain.contact import read_phone
from desktop.domain.errors import Unreadable
from desktop.domain.guard import find_identifiers
from desktop.domain.roll import (
    MOST_OF_ADDRESS,
    MOST_OF_NAME,
    Answer,
    Doubt,
    RowReader,
    _read_address,
    _read_phones,
)
from desktop.domain.roll_heads import TAKEN, Cell, Head, find_heads
from desktop.domain.roll_people import Gathered, RollPerson
from desktop.domain.visitor import Sex

TODAY = date(2026, 11, 23)
DONGS = {"자양제4동": "1121584700", "자양4동": "1121584700", "군자동": "1121573000"}
HEADS = ("성명", "생년월일", "성별", "연락처", "주소", "동", "접수일", "최근방문일", "이메일")
WHOLE: dict[str, Cell] = {
    "성명": "나은별",
    "생년월일": date(1978, 3, 5),
    "성별": "여",
    "연락처": "010-0000-1111",
    "최근방문일": date(2025, 3, 2),
}


def read(heads: tuple[str, ...] = HEADS, *, undated: date | None = None, **cells: Cell) -> Answer:
    """One row with these cells, the others as of somebody whose row is whole."""
    found = find_heads([heads])
    assert found is not None
    row = [{**WHOLE, **cells}.get(head, "") for head in heads]
    return RowReader(found, TODAY, DONGS, undated).read(2, row)


def person(**cells: Cell) -> RollPerson:
    answer = read(**cells)
    assert answer.person is not None, answer.doubts
    return answer.person


# ---- Heads


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("성 명", Head.NAME),
        ("이름(한글)", Head.NAME),
        ("생년월일\n(6자리)", Head.BIRTH),
        ("주민등록번호 앞자리", Head.BIRTH),
        ("주민번호", Head.RESIDENT),
        ("휴대폰 번호", Head.PHONE),
        ("H.P", Head.PHONE),
        ("등록일자", Head.FIRST_DAY),
        ("최근 방문일", Head.LAST_DAY),
        ("비 고", Head.REMARK),
        ("거주동", Head.DONG),
    ],
)
def test_heads_are_known_by_the_words_offices_use(words: str, head: Head) -> None:
    heads = find_heads([("이름", "연락처1", words) if head is not Head.NAME else (words, "전화")])
    assert heads is not None
    assert head in heads.columns


@given(st.permutations(HEADS), st.integers(0, 12))
def test_heads_stand_in_any_order_and_beneath_a_title(order: list[str], above: int) -> None:
    heads = find_heads([*[("구직자 명부",)] * above, tuple(order), ("나은별",)])
    assert heads is not None
    assert heads.line == above + 1
    assert all(heads.names[head] == order[place] for head, place in heads.columns.items())


def test_no_heads_are_no_register() -> None:
    assert find_heads([("이름", "나이"), ("나은별", "40")]) is None
    assert find_heads([("연락처", "생년월일")]) is None
    assert find_heads([*[("",)] * 20, ("이름", "연락처")]) is None


def test_a_second_telephone_and_columns_left_behind() -> None:
    heads = find_heads([("연번", "이름", "전화", "전화번호", "장애", "비고", "010101-1234567")])
    assert heads is not None
    assert heads.columns[Head.SECOND_PHONE] == 3
    assert heads.left == ("장애", "비고")


def test_every_column_of_the_blank_form_is_known() -> None:
    heads = find_heads([tuple(head.label for head in TAKEN)])
    assert heads is not None
    assert tuple(heads.columns) == TAKEN


# ---- Cells


@pytest.mark.parametrize(
    ("cell", "birth"),
    [
        (date(1978, 3, 5), date(1978, 3, 5)),
        (datetime.combine(date(1978, 3, 5), time(12)), date(1978, 3, 5)),
        ("1978.3.5", date(1978, 3, 5)),
        ("1978-03-05", date(1978, 3, 5)),
        ("780305", date(1978, 3, 5)),
        ("19780305", date(1978, 3, 5)),
        (780305.0, date(1978, 3, 5)),
        (19780305.0, date(1978, 3, 5)),
        (50317.0, date(2005, 3, 17)),
        (28554.0, date(1978, 3, 5)),
        ("  780305 ", date(1978, 3, 5)),
        ("78년 3월 5일", date(1978, 3, 5)),
    ],
)
def test_births_as_registers_hold_them(cell: Cell, birth: date) -> None:
    # 50317 was 050317: as Excel counts it is a day of 2037, and nobody is born ahead.
    assert person(생년월일=cell).birth == birth


def test_a_year_alone_and_the_lunar_calendar() -> None:
    assert (person(생년월일="1978").birth, person(생년월일=1978.0).birth_year) == (None, 1978)
    lunar = person(생년월일="음력 1990. 2. 16.")
    assert lunar.lunar
    assert lunar.birth == date(1990, 3, 12)


def test_a_number_with_two_meanings_is_left_out() -> None:
    # 031205 was 3 December 2005, or 7 June 1985 as Excel counts days.
    answer = read(생년월일=31205.0)
    assert answer.doubts == (Doubt.TWO_BIRTHS,)
    assert answer.person is not None
    assert answer.person.birth is None


@pytest.mark.parametrize(
    ("cell", "phones"),
    [
        ("010-0000-1111", ("01000001111", "")),
        (1000001111.0, ("01000001111", "")),
        (24501419.0, ("024501419", "")),
        (15881234.0, ("15881234", "")),
        ("010.0000.1111 / 02-450-1419", ("01000001111", "024501419")),
        ("010-0000-1111\n010-0000-1111", ("01000001111", "")),
        ("-", ("", "")),
        # 010 has had eight digits since there is one; the older ones live on with seven.
        ("010-123-4567", ("", "")),
        ("011-123-4567", ("0111234567", "")),
    ],
)
def test_telephones_as_registers_hold_them(cell: Cell, phones: tuple[str, str]) -> None:
    found = person(연락처=cell)
    assert (found.phone, found.second_phone) == phones


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (date(2025, 3, 2), date(2025, 3, 2)),
        ("2025.3.2", date(2025, 3, 2)),
        ("25/03/02", date(2025, 3, 2)),
        ("20250302", date(2025, 3, 2)),
        (20250302.0, date(2025, 3, 2)),
        (45718.0, date(2025, 3, 2)),
        ("2025-03-02 14:05:00", date(2025, 3, 2)),
        ("2025년 3월 2일", date(2025, 3, 2)),
    ],
)
def test_days_as_registers_hold_them(cell: Cell, day: date) -> None:
    assert person(최근방문일=cell).last_on == day


@pytest.mark.parametrize("cell", ["3.2", "어제", "내일", "2주 뒤", "1890-01-01", "x", True])
def test_what_tells_no_day_of_the_past_is_none(cell: Cell) -> None:
    assert read(최근방문일=cell) == Answer(None, (Doubt.NO_DAY,))
    found = read(최근방문일=cell, undated=date(2024, 12, 31)).person
    assert found is not None
    assert found.last_on == date(2024, 12, 31)


def test_the_later_of_two_days_counts() -> None:
    assert person(접수일="2024-01-01").last_on == date(2025, 3, 2)
    assert person(접수일="2026-01-01").last_on == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("address", "dong"),
    [
        ("서울특별시 광진구 자양로 1, 101동 2호 (자양제4동)", "1121584700"),
        ("서울 광진구 자양4동 12-3", "1121584700"),
        ("군자동 1-2", "1121573000"),
        ("경기도 성남시 군자동 1", ""),
        ("광진구 자양4동, 군자동", ""),
        ("아차산로 400", ""),
    ],
)
def test_the_dong_is_read_off_the_address(address: str, dong: str) -> None:
    assert person(주소=address).dong == dong


def test_a_dong_of_its_own_counts_first() -> None:
    assert person(동="자양 4동", 주소="광진구 군자동 1").dong == "1121584700"


@pytest.mark.parametrize("cell", ["남", "남자", "M", "1", 1.0])
def test_sexes(cell: Cell) -> None:
    assert person(성별=cell).sex is Sex.MALE
    assert read(성별="모름?").doubts == (Doubt.SEX,)


# ---- Who cannot be taken


@pytest.mark.parametrize(
    ("cells", "doubt"),
    [
        ({"성명": ""}, Doubt.NO_NAME),
        ({"성명": "123"}, Doubt.ODD_NAME),
        ({"성명": "가" * 61}, Doubt.LONG_NAME),
        ({"성명": "가나다라마바사 " * 9}, Doubt.LONG_NAME),
        ({"성명": "나은별2"}, Doubt.ODD_NAME),
        ({"성명": "나은별(780305-2345678)"}, Doubt.NUMBER_IN_NAME),
        ({"생년월일": "", "연락처": ""}, Doubt.NOBODY_TOLD),
        ({"최근방문일": date(2026, 11, 24)}, Doubt.DAY_AHEAD),
    ],
)
def test_whoever_cannot_be_taken_is_told_why(cells: dict[str, Cell], doubt: Doubt) -> None:
    answer = read(**cells)
    assert answer.person is None
    assert answer.doubts == (doubt,)
    assert doubt.keeps_out


@pytest.mark.parametrize("name", ["합계", " 소 계 ", "총계"])
def test_sums_and_empty_rows_are_nobody(name: str) -> None:
    assert read(성명=name) == Answer(None)
    assert read(**dict.fromkeys(HEADS, "")) == Answer(None)
    assert read(**{**dict.fromkeys(HEADS, ""), "접수일": date(2025, 1, 1)}) == Answer(None)


# ---- Numbers nobody may keep

RESIDENT = st.dates(date(1940, 1, 1), date(2009, 12, 31)).flatmap(
    lambda born: st.tuples(
        st.just(born),
        st.sampled_from("12" if born.year < 2000 else "34"),
        st.integers(0, 999_999),
        st.sampled_from(("-", "", " ")),
    )
)


@given(RESIDENT)
def test_only_birth_and_sex_are_read_off_a_column_of_resident_numbers(
    told: tuple[date, str, int, str],
) -> None:
    born, seventh, rest, between = told
    number = f"{born:%y%m%d}{between}{seventh}{rest:06}"
    heads = ("이름", "주민등록번호", "연락처", "방문일")
    cell: Cell = number if between else float(number)
    answer = read(heads, 이름="나은별", 주민등록번호=cell, 연락처="", 방문일=date(2025, 1, 1))
    assert answer.person is not None
    assert answer.person.birth == born
    assert answer.person.sex is (Sex.MALE if seventh in "13" else Sex.FEMALE)
    assert answer.doubts == (Doubt.NUMBER_LEFT,)
    assert f"{seventh}{rest:06}" not in repr(answer.person).replace("-", "")


def test_a_column_of_resident_numbers_is_not_looked_at_beside_a_birth() -> None:
    heads = ("이름", "주민등록번호", "생년월일", "방문일")
    answer = read(heads, 이름="나은별", 주민등록번호="900101-1234567", 생년월일="780305")
    assert answer == Answer(None, (Doubt.NO_DAY,))
    answer = read(
        heads, 이름="나은별", 주민등록번호="900101-1234567", 생년월일="780305", 방문일="2025-1-1"
    )
    assert answer.person is not None
    assert answer.person.birth == date(1978, 3, 5)
    assert answer.person.sex is Sex.UNTOLD


NUMBERS = st.sampled_from(
    (
        "900101-1234567",
        "９００１０１-１２３４５６７",
        "M12345678",
        "서울 12-345678-90",
        "900101 2345678",
    )
)
PIECES = st.lists(
    st.sampled_from(
        ("광진구 ", "자양로 12, ", "101동 ", "나은별", "010-0000-1111", " ", "?", "x@y.kr")
    ),
    max_size=4,
)


@given(PIECES, NUMBERS, PIECES, st.sampled_from(("성명", "주소", "이메일", "동", "연락처", "성별")))
def test_a_number_nobody_may_keep_leaves_with_its_cell(
    before: list[str], number: str, after: list[str], head: str
) -> None:
    answer = read(**{head: "".join((*before, number, *after))})
    if answer.person is not None:
        kept = [value for value in answer.person if isinstance(value, str)]
        assert not any(find_identifiers(value) for value in kept)


# ---- What is read the short way is read as the long way reads it

DIGITS = st.text("0123456789", min_size=3, max_size=4)
MOBILES = st.tuples(
    st.sampled_from(("010", "011", "016", "019", "02", "０１０")),
    st.sampled_from(("", "-", " ", "--")),
    DIGITS,
    st.sampled_from(("", "-", " ", "  ")),
    DIGITS | st.just("１２３４"),
).map("".join)


@given(MOBILES)
def test_a_mobile_is_read_as_the_field_of_the_counter_reads_it(cell: str) -> None:
    doubts: list[Doubt] = []
    found = _read_phones(cell, doubts)
    if "  " in cell:
        # Two numbers, as the cell says; each by itself is one of the others.
        return
    try:
        told = [read_phone(cell).digits]
    except Unreadable:
        told = []
    assert (found, doubts) == (told, [] if told else [Doubt.PHONE])


ADDRESSES = st.one_of(
    st.lists(
        st.sampled_from(
            (
                *("서울특별시 ", "광진구 ", "자양로 ", "동 ", "호", "(자양제4동)", "일이삼사오육"),
                *("1", "12", "345", "900101", "-", ", ", " ", "  ", ".", "가동", "SK", "\t"),
                *("1234567", "가" * 90),
            )
        ),
        max_size=14,
    ).map("".join),
    st.text(max_size=40),
)


@given(ADDRESSES)
def test_a_plain_address_is_read_as_any_other(cell: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(roll, "_is_plain_address", lambda _cell: False)
        patch.setattr(guard, "is_house_and_floor", lambda _text: False)
        long: list[Doubt] = []
        told = _read_address(cell, long)
    short: list[Doubt] = []
    assert (_read_address(cell, short), short) == (told, long)


def test_a_plain_row_is_read_by_few_calls() -> None:
    """One more of every row would be felt in a hundred thousand."""
    heads = find_heads([HEADS])
    assert heads is not None
    reader, gathered = RowReader(heads, TODAY, DONGS), Gathered()
    rows: list[tuple[Cell, ...]] = [
        (
            "나은별", date(1978, 3, 5) + timedelta(days=one), "여", f"010-0000-{one:04}",
            f"서울특별시 광진구 자양로 {one}, 101동 {one}호 (자양제4동)", "",
            date(2025, 3, 2), "", "",
        )
        for one in range(1_000, 1_101)
    ]  # fmt: skip
    calls: Counter[str] = Counter()

    def note(frame: FrameType, event: str, _more: object) -> None:
        if event == "call":
            calls[frame.f_code.co_name] += 1

    def take(row: Sequence[Cell]) -> None:
        found = reader.read(2, row).person
        assert found is not None
        gathered.add(found)

    take(rows[0])
    sys.setprofile(note)
    try:
        for row in rows[1:]:
            take(row)
    finally:
        sys.setprofile(None)
    assert len(gathered) == len(rows)
    assert calls.total() <= 12 * 100, calls


CELLS: st.SearchStrategy[Any] = st.one_of(
    st.text(max_size=40),
    st.floats(),
    st.dates(date(1900, 1, 1), date(2200, 1, 1)),
    st.datetimes(),
    st.booleans(),
    st.timedeltas(),
    st.times(),
)


@given(st.lists(CELLS, max_size=12))
def test_no_row_however_strange_stops_the_reading(cells: list[Cell]) -> None:
    heads = find_heads([HEADS])
    assert heads is not None
    answer = RowReader(heads, TODAY, DONGS).read(2, cells)
    if answer.person is not None:
        found = answer.person
        assert found.name
        assert found.birth_year or found.phone
        assert found.last_on <= TODAY
        assert not any(find_identifiers(one) for one in found if isinstance(one, str))


@pytest.mark.parametrize("doubt", Doubt)
def test_no_reason_repeats_what_stood_in_a_cell(doubt: Doubt) -> None:
    assert doubt.label
    bounds = doubt.label.replace(f"{MOST_OF_ADDRESS}자", "").replace(f"{MOST_OF_NAME}자", "")
    assert not any(one.isdigit() for one in bounds)


def test_the_longest_name_is_taken_and_a_longer_one_told_as_too_long() -> None:
    assert person(성명="가" * MOST_OF_NAME).name == "가" * MOST_OF_NAME
    assert Doubt.LONG_NAME.label == "이름이 60자가 넘습니다"


# ---- Everybody once


def row(line: int, **more: object) -> RollPerson:
    values: dict[str, Any] = {
        "line": line, "name": "나은별", "birth": date(1978, 3, 5), "birth_year": 1978,
        "birth_note": "", "lunar": False, "sex": Sex.UNTOLD, "phone": "01000001111",
        "second_phone": "", "email": "", "address": "", "dong": "", "last_on": date(2025, 1, 1),
    }  # fmt: skip
    return RollPerson(**{**values, **more})


def test_two_visits_of_one_person_are_one_person_with_the_later_day() -> None:
    gathered = Gathered()
    assert gathered.add(row(2, address="자양로 1"))
    assert not gathered.add(row(9, last_on=date(2026, 1, 1), phone="01000002222"))
    (one,) = gathered
    assert (one.line, one.last_on) == (2, date(2026, 1, 1))
    assert (one.phone, one.second_phone) == ("01000002222", "01000001111")
    assert one.address == "자양로 1"


def test_a_family_on_one_telephone_are_several_people() -> None:
    gathered = Gathered()
    for name, birth in (("나은별", date(1978, 3, 5)), ("나한결", date(2001, 1, 1))):
        assert gathered.add(row(2, name=name, birth=birth))
    assert len(gathered) == 2


def test_namesakes_are_several_people() -> None:
    gathered = Gathered()
    assert gathered.add(row(2))
    assert gathered.add(row(3, birth=date(1990, 1, 1), birth_year=1990, phone="01000009999"))
    assert gathered.add(row(4, birth=None, birth_year=1978, phone=""))
    assert not gathered.add(row(5, birth=None, birth_year=1978, phone=""))


ROWS = st.lists(
    st.builds(
        row,
        line=st.integers(2, 99),
        name=st.sampled_from(("나은별", "나 은별", "도한결")),
        birth=st.sampled_from((None, date(1978, 3, 5), date(1990, 1, 1))),
        birth_year=st.sampled_from((1978, 1990)),
        phone=st.sampled_from(("", "01000001111", "01000002222")),
        second_phone=st.sampled_from(("", "01000001111")),
        last_on=st.dates(date(2024, 1, 1), date(2026, 1, 1)),
    ),
    max_size=12,
)


@given(ROWS)
def test_the_same_rows_again_bring_nobody(rows: list[RollPerson]) -> None:
    gathered = Gathered()
    new = sum(gathered.add(one) for one in rows)
    assert new == len(gathered)
    again = [gathered.add(one) for one in rows]
    assert not any(again)
    assert len(gathered) == new


@given(ROWS)
def test_the_last_day_of_all_rows_is_kept(rows: list[RollPerson]) -> None:
    gathered = Gathered()
    for one in rows:
        gathered.add(one)
    if rows:
        assert max(one.last_on for one in gathered) == max(one.last_on for one in rows)
