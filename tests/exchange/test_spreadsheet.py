"""Lists as xlsx: what a clerk finds in the file when a spreadsheet opens it."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from desktop.domain.clock import KST
from desktop.exchange.spreadsheet import (
    WIDEST,
    Shape,
    SheetColumn,
    SheetTable,
    guard,
    wide,
    workbook,
)

MADE = datetime(2026, 11, 23, 14, 5, tzinfo=KST)
COLUMNS = (
    SheetColumn("기관"),
    SheetColumn("의뢰", Shape.WHOLE),
    SheetColumn("회신율", Shape.ONE_PLACE),
    SheetColumn("받은 날", Shape.DAY),
)


def made(*rows, **more) -> bytes:
    return workbook((SheetTable("결과", "기관별 연계", COLUMNS, rows, **more),), MADE, "한서윤")


def opened(file: bytes):
    return load_workbook(BytesIO(file))["결과"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+82 2 450", "-", "@SUM(A1)", "=HYPERLINK('http://x')", "\t=1"]
)
def test_a_text_that_begins_like_a_formula_stays_a_text(text):
    cell = opened(made((text, 1, None, None)))["A4"]

    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_no_sheet_holds_a_formula_element():
    file = made(("=1+1", 1, None, None), facts=("=2+2",), notes=("=3+3",))

    with ZipFile(BytesIO(file)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_letters_no_file_can_hold_are_left_out():
    assert guard("동부\x00여성\x0b센터") == "동부여성센터"
    assert opened(made(("동부\x1f여성", 1, None, None)))["A4"].value == "동부여성"


def test_numbers_rates_and_days_can_be_reckoned_with():
    row = opened(made(("동부여성", 1234, Decimal("74.4"), date(2026, 11, 2)), facts=("기간",)))[5]

    assert [cell.value for cell in row[1:3]] == [1234, 74.4]
    assert row[3].value.date() == date(2026, 11, 2)
    assert [cell.number_format for cell in row] == ["@", "#,##0", "#,##0.0", "yyyy. m. d."]


def test_heads_stay_in_sight_and_come_again_on_every_page():
    sheet = opened(
        made(("동부여성", 1, None, None), facts=("기간 2026년",), total=("계", 1, "", ""))
    )

    assert [cell.value for cell in sheet[4]] == ["기관", "의뢰", "회신율", "받은 날"]
    assert sheet.freeze_panes == "B5"
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.auto_filter.ref == "A4:D5", "the total is not sorted with the rows"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.page_setup.fitToWidth == 1
    assert sheet.page_setup.fitToHeight == 0


def test_columns_are_as_wide_as_their_words():
    assert wide("동부여성 1") == 10
    sheet = opened(made(("서울특별시 동부여성발전센터", 1, None, None)))
    assert sheet.column_dimensions["A"].width == wide("서울특별시 동부여성발전센터") + 2
    sheet = opened(made(("가" * 200, 1, None, None)))
    assert sheet.column_dimensions["A"].width == WIDEST


def test_a_list_of_nothing_still_has_its_heads():
    assert [cell.value for cell in opened(made())[3]] == ["기관", "의뢰", "회신율", "받은 날"]
