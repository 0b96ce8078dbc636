"""A spreadsheet of texts, out and in: several sheets, each a row of heads and rows of cells.

Everything is a text, so that 02-450-1419 keeps its zero and a long number its last figures.
What would begin a formula is written as a text and shown as one; a cell that is a formula
is never read.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from desktop.domain.errors import Unreadable
from desktop.exchange.xlsx import opened, put_text

MOST_ROWS = 5_000
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_WIDEST, _NARROWEST = 44, 8
_OTHER = "엑셀(xlsx) 파일이 아닙니다. 여기서 내보낸 파일을 고쳐 넣어 주십시오."
_TOO_LARGE = "파일이 너무 큽니다. 여기서 내보낸 파일을 고쳐 넣어 주십시오."


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its heads, and the cells of each row by their head."""

    heads: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    numbers: tuple[int, ...] = ()
    """The number each row has in the file, as the spreadsheet counts."""


def write_book(sheets: Mapping[str, Sheet]) -> bytes:
    """The sheets as an xlsx: heads stay in sight, A4 across, every cell a text."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.active)
    for name, sheet in sheets.items():
        page = book.create_sheet(name)
        for at, head in enumerate(sheet.heads, 1):
            cell = page.cell(1, at, head)
            cell.font = Font(name="맑은 고딕", bold=True)
            cell.fill = PatternFill("solid", fgColor="FFE6E8EA")
            widest = max([_wide(head), *(_wide(row.get(head, "")) for row in sheet.rows)])
            page.column_dimensions[get_column_letter(at)].width = min(
                _WIDEST, max(_NARROWEST, widest + 2)
            )
        for line, row in enumerate(sheet.rows, 2):
            for at, head in enumerate(sheet.heads, 1):
                _put(page.cell(line, at), row.get(head, ""), Alignment)
        page.freeze_panes = "A2"
        page.print_title_rows = "1:1"
        page.page_setup.orientation = "landscape"
        page.page_setup.paperSize = page.PAPERSIZE_A4
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
        page.sheet_properties.pageSetUpPr.fitToPage = True
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _put(cell: Any, text: str, alignment: Any) -> None:
    text = unicodedata.normalize("NFC", _UNWRITABLE.sub("", text))
    if not text:
        return
    put_text(cell, text)
    cell.number_format = "@"
    cell.alignment = alignment(vertical="top", wrap_text=True)


def _wide(text: str) -> int:
    return max(
        (
            sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in line)
            for line in text.split("\n")
        ),
        default=0,
    )


def read_book(content: bytes, wanted: Mapping[str, Sequence[str]]) -> dict[str, Sheet]:
    """The sheets `wanted` (name and heads) as texts.

    Raises Unreadable with a sentence for any other file, a missing sheet or head, a
    formula, or a file no desk ever filled.
    """
    book = opened(content, other=_OTHER, too_large=_TOO_LARGE)
    found = {}
    for name, heads in wanted.items():
        if name not in book.sheetnames:
            raise Unreadable(f"‘{name}’ 시트가 없습니다. 여기서 내보낸 파일을 고쳐 넣어 주십시오.")
        found[name] = _sheet(name, book[name], heads)
    return found


def _sheet(name: str, page: Any, heads: Sequence[str]) -> Sheet:
    if page.max_row > MOST_ROWS + 1:
        raise Unreadable(f"‘{name}’ 시트의 줄이 {MOST_ROWS}줄을 넘습니다.")
    lines = list(page.iter_rows())
    told = [_text(name, cell) for cell in lines[0]] if lines else []
    missing = [head for head in heads if head not in told]
    if missing:
        raise Unreadable(f"‘{name}’ 시트에 ‘{missing[0]}’ 칸이 없습니다. 첫 줄을 되돌려 주십시오.")
    at = {head: told.index(head) for head in heads}
    rows, numbers = [], []
    for number, cells in enumerate(lines[1:], 2):
        row = {head: _text(name, cells[place]) for head, place in at.items()}
        if any(row.values()):
            rows.append(row)
            numbers.append(number)
    return Sheet(tuple(heads), tuple(rows), tuple(numbers))


def _text(name: str, cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        raise Unreadable(
            f"‘{name}’ 시트 {cell.coordinate} 칸에 수식이 있습니다. 값으로 바꾸어 주십시오."
        )
    if isinstance(value, bool):
        return "예" if value else "아니요"
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return f"{value.year}. {value.month}. {value.day}."
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return unicodedata.normalize("NFC", str(value)).replace("\r\n", "\n").strip()
