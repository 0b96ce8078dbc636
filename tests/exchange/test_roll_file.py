"""Registers as files: workbooks of other programs, texts in two codes, and what is none."""

import io
import zipfile
from datetime import date
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import Unreadable
from desktop.domain.roll_heads import TAKEN, Cell, Head
from desktop.exchange import roll_file
from desktop.exchange.roll_file import blank_roll, open_roll
from tests.rolls import HEADS, workbook

TEXT = "구직자 명부,,\r\n성명,생년월일,연락처\r\n나은별,780305,010-0000-1111\r\n"


def rows_of(content: bytes) -> list[tuple[int, list[Cell]]]:
    return [(line, list(cells)) for line, cells in open_roll(content).rows]


def test_days_and_figures_come_as_they_are() -> None:
    content = workbook([(1, "나은별", date(1978, 3, 5), "여", 1000001111)], above=("명부", ""))
    sheet = open_roll(content)
    assert sheet.count == 1
    ((line, cells),) = sheet.rows
    # Rows are counted as the spreadsheet counts them, the empty one included.
    assert line == 4
    assert cells[:5] == [1.0, "나은별", date(1978, 3, 5), "여", 1000001111.0]


def test_the_sheet_with_the_register_is_found_among_others() -> None:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet("표지").write(0, 0, "광진구 일자리센터")
    book.add_worksheet("빈 시트")
    page = book.add_worksheet("2024")
    page.write_row(4, 2, ("이름", "전화"))
    page.write_row(5, 2, ("나은별", "010-0000-1111"))
    book.close()
    sheet = open_roll(out.getvalue())
    assert sheet.other_sheets == ("표지", "빈 시트")
    assert list(sheet.rows) == [(6, ["나은별", "010-0000-1111"])]


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_texts_are_read_in_every_code_that_excel_writes(code: str) -> None:
    assert rows_of(TEXT.encode(code)) == [(3, ["나은별", "780305", "010-0000-1111"])]


@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_texts_are_divided_by_what_divides_them(mark: str) -> None:
    text = TEXT.replace(",", mark)
    assert rows_of(text.encode()) == [(3, ["나은별", "780305", "010-0000-1111"])]


def test_an_empty_form_is_a_register_of_nobody() -> None:
    sheet = open_roll(blank_roll())
    assert tuple(sheet.heads.columns) == TAKEN
    assert list(sheet.rows) == []


def test_the_empty_form_keeps_what_is_typed_as_text() -> None:
    from openpyxl import load_workbook

    page = load_workbook(io.BytesIO(blank_roll()))["명부"]
    assert {page.column_dimensions[letter].number_format for letter in "ABCD"} == {"@"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "엑셀"),
        (b"%PDF-1.7 \xff\xfe\x00\x80", "엑셀"),
        (b"\x89PNG\r\n\x1a\n\xff\xff", "엑셀"),
        (b"PK\x03\x04 cut", "엑셀"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "읽을 수 없습니다"),
        ("이름,나이\n나은별,40\n".encode(), "찾지 못했습니다"),
        (workbook([], heads=("이름", "나이")), "찾지 못했습니다"),
    ],
)
def test_another_file_is_refused_with_what_to_do(content: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        open_roll(content)


def test_a_workbook_cut_short_or_damaged_is_refused() -> None:
    whole = workbook([(1, "나은별", date(1978, 3, 5))])
    with pytest.raises(Unreadable):
        open_roll(whole[: len(whole) // 2])
    with zipfile.ZipFile(io.BytesIO(whole)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"][:300]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    with pytest.raises(Unreadable):
        open_roll(out.getvalue())


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roll_file, "MOST_ROWS", 3)
    lines = [(1, "나은별")] * 30
    with pytest.raises(Unreadable, match="나누어"):
        open_roll(workbook(lines))
    with pytest.raises(Unreadable, match="나누어"):
        open_roll((TEXT + "\n".join(["가,나,다"] * 30)).encode())


def test_a_sheet_as_wide_as_a_wall_is_refused_before_it_is_unfolded() -> None:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet()
    page.write_row(0, 0, HEADS)
    page.write(900_000, 16_000, "x")
    book.close()
    with pytest.raises(Unreadable, match="칸이 너무 많은"):
        open_roll(out.getvalue())


def test_a_file_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roll_file, "MOST_UNPACKED", 1_000)
    with pytest.raises(Unreadable, match="너무 큽니다"):
        open_roll(workbook([(1, "나은별")]))


@given(
    st.binary(max_size=400), st.sampled_from((b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xff\xfe"))
)
def test_no_bytes_however_strange_do_more_than_be_refused(rest: bytes, begins: bytes) -> None:
    try:
        sheet = open_roll(begins + rest)
    except Unreadable:
        return
    assert Head.NAME in sheet.heads.columns
    list(islice(sheet.rows, 100))
