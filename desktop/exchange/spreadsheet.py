"""Lists of the office as xlsx: whoever opens one reads a table, never runs a formula.

One sheet is a title, a few lines of facts, one row of heads and the rows. Widths follow the
letters (a Hangul syllable is two wide), the heads stay in sight and come again on every page,
and the sheet prints on A4. openpyxl is loaded with the first file: the window is up sooner.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from io import BytesIO
from typing import TYPE_CHECKING, Any

from desktop.exchange.xlsx import put_text

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | Decimal | date | None
"""What may stand in a cell; None leaves it empty."""

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
NARROWEST, WIDEST = 8, 48
"""Widths of a column, in digits of the sheet's face."""
FACE = "맑은 고딕"
_HEAD_FILL, _LINE, _TOTAL_FILL = "FFE6E8EA", "FFB1B8BE", "FFF4F5F6"


class Shape(Enum):
    """How the values of a column are written; the value is the sheet's own number format."""

    TEXT = "@"
    WHOLE = "#,##0"
    ONE_PLACE = "#,##0.0"
    DAY = "yyyy. m. d."


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its head and how its values are written."""

    head: str
    shape: Shape = Shape.TEXT


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One sheet: `facts` stand under the title, `notes` under the rows, `total` is the last row."""

    name: str
    title: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    facts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    total: tuple[Value, ...] = ()


def guard(value: Value) -> Value:
    """A value as a cell may hold it: letters that no xlsx can hold are left out."""
    return _UNWRITABLE.sub("", value) if isinstance(value, str) else value


def put(cell: "Cell", value: Value, shape: Shape = Shape.TEXT) -> None:
    """Write a value; a text that begins like a formula stays the text it is."""
    value = guard(value)
    if isinstance(value, str):
        put_text(cell, value)
        cell.number_format = Shape.TEXT.value
    elif value is not None:
        cell.value = value
        cell.number_format = shape.value


def wide(text: str) -> int:
    """How many digits wide a text is: East Asian letters are two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


def widths(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """A width for every column that shows its longest value, within bounds."""
    return tuple(
        min(WIDEST, max(NARROWEST, *(wide(one) + 2 for one in (head, *column))))
        for head, column in zip(
            heads, zip(*rows, strict=True) if rows else [()] * len(heads), strict=True
        )
    )


def workbook(tables: Sequence[SheetTable], made_at: datetime, made_by: str) -> bytes:
    """The tables as one xlsx file, a sheet each."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = guard(made_by)
    book.properties.title = guard(tables[0].title)
    # openpyxl keeps the day without its zone.
    book.properties.created = made_at.replace(tzinfo=None)
    for table in tables:
        _draw(book.create_sheet(table.name), table)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _draw(sheet: "Worksheet", table: SheetTable) -> None:
    from openpyxl.styles import Alignment, Font

    put(sheet.cell(1, 1), table.title)
    sheet.cell(1, 1).font = Font(name=FACE, size=14, bold=True)
    at = 2
    for fact in table.facts:
        put(sheet.cell(at, 1), fact)
        sheet.cell(at, 1).font = Font(name=FACE, size=10, color="FF464C53")
        at += 1
    head = at + 1
    for number, column in enumerate(table.columns, 1):
        cell = sheet.cell(head, number)
        put(cell, column.head)
        _dress(cell, bold=True, fill=_HEAD_FILL)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    at = head
    for values, total in [*((row, False) for row in table.rows), (table.total, True)]:
        if not values:
            continue
        at += 1
        for number, (value, column) in enumerate(zip(values, table.columns, strict=True), 1):
            cell = sheet.cell(at, number)
            put(cell, value, column.shape)
            _dress(cell, bold=total, fill=_TOTAL_FILL if total else "")
            right = column.shape in (Shape.WHOLE, Shape.ONE_PLACE)
            cell.alignment = Alignment(horizontal="right" if right else None, vertical="center")
    last = at
    for note in table.notes:
        at += 1
        put(sheet.cell(at + 1, 1), note)
        sheet.cell(at + 1, 1).font = Font(name=FACE, size=9, color="FF58616A")
    _set_up(sheet, table, head, last)


def _dress(cell: "Cell", *, bold: bool, fill: str) -> None:
    from openpyxl.styles import Border, Font, PatternFill, Side

    line = Side(style="thin", color=_LINE)
    cell.font = Font(name=FACE, size=10, bold=bold)
    cell.border = Border(left=line, right=line, top=line, bottom=line)
    if fill:
        cell.fill = PatternFill("solid", fgColor=fill)


def _set_up(sheet: "Worksheet", table: SheetTable, head: int, last: int) -> None:
    from openpyxl.utils import get_column_letter

    texts = [
        tuple(_shown(value, column) for value, column in zip(row, table.columns, strict=True))
        for row in (*table.rows, *([table.total] if table.total else []))
    ]
    for number, width in enumerate(widths([one.head for one in table.columns], texts), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = sheet.cell(head + 1, 2)
    sheet.print_title_rows = f"{head}:{head}"
    if table.rows:
        end = head + len(table.rows)
        sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(table.columns))}{end}"
    page: Any = sheet.page_setup
    page.paperSize, page.orientation = 9, "landscape"
    page.fitToWidth, page.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&P / &N"


def _shown(value: Value, column: SheetColumn) -> str:
    """About as the sheet writes a value, for the width of its column."""
    if value is None:
        return ""
    if isinstance(value, date):
        return "2026. 12. 31."
    if isinstance(value, str):
        return max(value.splitlines() or [""], key=wide)
    return f"{value:,.1f}" if column.shape is Shape.ONE_PLACE else f"{value:,}"
