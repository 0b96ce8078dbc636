"""The sheet a partner fills in: numbers of open slips, boxes as on the stub, no names.

What would begin a formula is written as text, and a cell that is one is never worked out.
"""

import io
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from desktop.domain.errors import Unreadable
from desktop.exchange.xlsx import opened, put_text

NUMBER = "의뢰번호"
GIVEN = (NUMBER, "서비스", "발급일")
ASKED = (
    "도착", "처리", "받지 못한 까닭", "결과", "날짜", "과정·서비스", "들어간 곳", "다음 날짜",
    "담당자", "전화", "메모",
)  # fmt: skip
DAYS = ("날짜", "다음 날짜")
MOST_UNPACKED, MOST_ROWS = 50_000_000, 2_000
_WIDTHS = (14, 22, 12, 11, 13, 16, 11, 12, 22, 20, 12, 14, 16, 30)
_FIRST = 4
"""The row of the heads: a title and two lines of what to do stand above."""
_NOT_OURS = "우리가 내보낸 회신 표(xlsx)가 아닙니다. 그 표를 채워 다시 보내 달라고 해 주십시오."

_TOO_LARGE = "파일이 너무 큽니다. 우리가 내보낸 회신 표인지 보아 주십시오."
_OTHERS = {
    b"\xd0\xcf\x11\xe0": "옛 엑셀(xls)이거나 암호를 건 파일입니다. "
    "암호 없이 xlsx로 저장해 주십시오.",
    b"%PDF": "PDF입니다. 스캔한 회신서라면 ‘스캔 파일 읽기’로 읽어 주십시오.",
    b"": "글자 파일(CSV)이거나 다른 파일입니다. 엑셀에서 xlsx로 저장해 주십시오.",
}
"""What other files begin with, and what is said of them."""


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One row as it came back: its place in the sheet and what stands in it.

    `formula` names a column with a formula; days may have come as days.
    """

    line: int
    cells: Mapping[str, str | date]
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """What came back: whose sheet it was, its rows, and columns nobody asked for."""

    partner: str
    rows: tuple[FilledRow, ...]
    unknown: tuple[str, ...]


def write_sheet(
    partner: str,
    title: str,
    todo: Sequence[str],
    rows: Sequence[Sequence[str]],
    choices: Mapping[str, Sequence[str]],
) -> bytes:
    """The sheet as xlsx: heads and what is given are locked, the rest offers what the stub has."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill, Protection
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    page: Any = book.active
    page.title = "회신"
    book.properties.identifier = partner
    book.properties.creator = "내일창구"
    put_text(page.cell(1, 1), title)
    page.cell(1, 1).font = Font(bold=True, size=14)
    for at, words in enumerate(todo[: _FIRST - 2], 2):
        put_text(page.cell(at, 1), words)
    for at, head in enumerate((*GIVEN, *ASKED), 1):
        cell = page.cell(_FIRST, at, head)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="FFE6E8EA")
        cell.alignment = Alignment(horizontal="center", wrap_text=True)
        page.column_dimensions[get_column_letter(at)].width = _WIDTHS[at - 1]
    last = _FIRST + max(1, len(rows))
    for line, row in enumerate(rows, _FIRST + 1):
        for at, text in enumerate(row, 1):
            put_text(page.cell(line, at), text)
        for at in range(len(GIVEN) + 1, len(GIVEN) + len(ASKED) + 1):
            cell = page.cell(line, at)
            cell.protection = Protection(locked=False)
            cell.number_format = "@"
    for head, offered in choices.items():
        letter = get_column_letter((*GIVEN, *ASKED).index(head) + 1)
        rule = DataValidation("list", formula1=f'"{",".join(offered)}"', allow_blank=True)
        rule.error = "목록에서 골라 주십시오."
        page.add_data_validation(rule)
        rule.add(f"{letter}{_FIRST + 1}:{letter}{last}")
    page.protection.sheet = True
    page.protection.formatColumns = False
    page.freeze_panes = page.cell(_FIRST + 1, 2)
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def read_sheet(data: bytes) -> Filled:
    """What a partner filled in. Raises Unreadable with what the file is instead."""
    book = opened(
        data,
        other=_NOT_OURS,
        too_large=_TOO_LARGE,
        known=_OTHERS,
        most_unpacked=MOST_UNPACKED,
    )
    page = book["회신"] if "회신" in book.sheetnames else book.worksheets[0]
    if page.max_row > MOST_ROWS or page.max_column > 200:
        raise Unreadable(f"줄이 너무 많습니다. {MOST_ROWS}줄까지 읽습니다.")
    heads: dict[int, str] = {}
    found: list[FilledRow] = []
    for line, cells in enumerate(page.iter_rows(), 1):
        if not heads:
            told = {at: _text(cell.value) for at, cell in enumerate(cells)}
            if NUMBER in told.values():
                heads = {at: head for at, head in told.items() if head}
            continue
        row: dict[str, str | date] = {}
        formula = ""
        for at, head in heads.items():
            cell = cells[at]
            if cell.data_type == "f":
                formula = formula or head
            elif cell.value is not None:
                row[head] = _day_or_text(head, cell.value)
        if any(row.values()) or formula:
            found.append(FilledRow(line, row, formula))
    if not heads:
        raise Unreadable(_NOT_OURS)
    known = {*GIVEN, *ASKED}
    unknown = tuple(head for head in heads.values() if head not in known)
    return Filled(str(book.properties.identifier or ""), tuple(found), unknown)


def _day_or_text(head: str, value: Any) -> str | date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if head in DAYS and isinstance(value, int | float) and 20_000 < value < 80_000:
        from openpyxl.utils.datetime import from_excel

        day = from_excel(value)
        return day.date() if isinstance(day, datetime) else _text(value)
    return _text(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return unicodedata.normalize("NFC", str(value)).strip()
