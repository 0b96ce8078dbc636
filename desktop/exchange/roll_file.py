"""An old register as a file: xlsx, xls or csv in, its heads and rows out; a blank one to fill in.

Read by calamine: a hundred thousand rows in a second, other threads working meanwhile. Nothing
is kept of the file, and what a cell holds is judged by `domain.roll`.
"""

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from desktop.domain.errors import Unreadable
from desktop.domain.roll_heads import LOOKED_THROUGH, TAKEN, Cell, Heads, find_heads

MOST_BYTES, MOST_UNPACKED = 100_000_000, 1_500_000_000
MOST_ROWS = 300_000
_FAR_COLUMN = re.compile(rb'r="[A-Z]{3}\d')
_USED = re.compile(rb'<dimension ref="[A-Z]+\d+(?::([A-Z]+)\d+)?"')
_BEGINS_OFFICE, _BEGINS_OLD_OFFICE = b"PK", b"\xd0\xcf\x11\xe0"
_OTHER = "엑셀(xlsx, xls)이나 CSV 파일이 아닙니다. 명부를 엑셀에서 xlsx로 저장해 주십시오."
_BROKEN = "파일을 읽을 수 없습니다. 엑셀에서 열어 xlsx로 다시 저장해 주십시오."
_LOCKED = "암호를 건 파일입니다. 엑셀에서 암호를 풀어 저장한 뒤 다시 골라 주십시오."
_TOO_LARGE = f"파일이 너무 큽니다. {MOST_ROWS:,}줄이 넘지 않게 나누어 저장해 주십시오."
_TOO_WIDE = "칸이 너무 많은 시트입니다. 명부의 칸만 새 파일에 붙여 저장해 주십시오."
_NO_HEADS = (
    f"첫 {LOOKED_THROUGH}줄에서 ‘이름’과 ‘생년월일’이나 ‘연락처’ 칸을 찾지 못했습니다. "
    "칸 이름을 적은 줄을 명부 위에 두거나, ‘빈 양식 저장’으로 만든 파일에 붙여 주십시오."
)


@dataclass(frozen=True, slots=True)
class RollSheet:
    """The sheet with the register: its heads, how many rows follow them, and the rows once."""

    heads: Heads
    count: int
    rows: Iterator[tuple[int, Sequence[Cell]]] = field(repr=False)
    """Each with its number as the spreadsheet counts."""
    other_sheets: tuple[str, ...] = ()
    """Sheets that were not looked at any more, or hold no register."""


def open_roll(content: bytes) -> RollSheet:
    """The register in a file. Raises Unreadable with what the file is instead, or what it lacks."""
    if len(content) > MOST_BYTES:
        raise Unreadable(_TOO_LARGE)
    if content.startswith((_BEGINS_OFFICE, _BEGINS_OLD_OFFICE)):
        return _open_workbook(content)
    return _open_text(content)


def _open_workbook(content: bytes) -> RollSheet:
    from python_calamine import CalamineWorkbook, PasswordError

    if content.startswith(_BEGINS_OFFICE):
        _refuse_bombs(content)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            names = list(book.sheet_names)
            for name in names:
                sheet = book.get_sheet_by_name(name)
                count = 0 if sheet.end is None else sheet.end[0] + 1
                if count > MOST_ROWS + LOOKED_THROUGH:
                    raise Unreadable(_TOO_LARGE)
                others = tuple(one for one in names if one != name)
                # The rows begin with the sheet's first, also where nothing stands in it.
                found = _with_heads(sheet.iter_rows(), count, others)
                if found is not None:
                    return found
    except Unreadable:
        raise
    except PasswordError as error:
        raise Unreadable(_LOCKED) from error
    except Exception as error:
        # A damaged file fails anywhere inside the reader, with errors of every kind.
        raise Unreadable(_BROKEN) from error
    raise Unreadable(_NO_HEADS)


def _with_heads(
    rows: Iterator[Sequence[Cell]], count: int, others: tuple[str, ...] = ()
) -> RollSheet | None:
    """The sheet when its heads are found."""
    first = list(islice(rows, LOOKED_THROUGH))
    heads = find_heads(first)
    if heads is None:
        return None
    body = enumerate(chain(first[heads.line :], rows), heads.line + 1)
    return RollSheet(heads, count - heads.line, body, others)


def _refuse_bombs(content: bytes) -> None:
    """What unpacks into more than a register, or would spread over a wall of empty cells."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
                raise Unreadable(_TOO_LARGE)
            for one in packed.infolist():
                if not re.fullmatch(r"xl/worksheets/[^/]+\.xml", one.filename):
                    continue
                with packed.open(one) as sheet:
                    head = sheet.read(4_096)
                    used = _USED.search(head)
                    if used is not None and len(used[1] or b"") <= 2:
                        continue
                    before = head
                    while part := sheet.read(1 << 20):
                        if _FAR_COLUMN.search(before[-16:] + part):
                            raise Unreadable(_TOO_WIDE)
                        before = part
                    if _FAR_COLUMN.search(head):
                        raise Unreadable(_TOO_WIDE)
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(_OTHER) from error


# Text ------------------------------------------------------------------------------------


def _open_text(content: bytes) -> RollSheet:
    text = _decoded(content)
    if "\x00" in text or not text.strip():
        raise Unreadable(_OTHER)
    beginning = "\n".join(text.splitlines()[:LOOKED_THROUGH])
    mark = max(",\t;", key=beginning.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    count = text.count("\n") + (not text.endswith("\n"))
    if count > MOST_ROWS + LOOKED_THROUGH:
        raise Unreadable(_TOO_LARGE)
    try:
        found = _with_heads(rows, count)
    except csv.Error as error:
        raise Unreadable(_BROKEN) from error
    if found is None:
        raise Unreadable(_NO_HEADS)
    return found


def _decoded(content: bytes) -> str:
    """Marked, else UTF-8, else CP949: the other way round UTF-8 would be read as other letters."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    for name in ("utf-8-sig", "cp949"):
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    raise Unreadable(_OTHER)


# The blank form --------------------------------------------------------------------------

_EXAMPLES = (
    "한 줄에 한 분씩, 첫 줄의 칸 이름은 그대로 두고 채워 주십시오.",
    "주민등록번호는 적지 않습니다. 생년월일은 1978. 3. 5.이나 780305처럼 적습니다.",
    "마지막으로 오신 날을 꼭 적어 주십시오. 보유기간을 그날부터 셉니다.",
)


def blank_roll() -> bytes:
    """An empty register as xlsx: the heads that are taken over, every column text."""
    from openpyxl import Workbook
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    from desktop.exchange.xlsx import put_text

    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "명부"
    for at, head in enumerate(TAKEN, 1):
        cell = page.cell(1, at, head.label)
        cell.font = Font(name="맑은 고딕", bold=True)
        cell.fill = PatternFill("solid", fgColor="FFE6E8EA")
        wide = sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in head.label)
        letter = get_column_letter(at)
        page.column_dimensions[letter].width = 40 if head.value == "address" else wide + 8
        page.column_dimensions[letter].number_format = "@"
    page.freeze_panes = "A2"
    told = book.create_sheet("적는 법")
    for line, words in enumerate(_EXAMPLES, 1):
        put_text(told.cell(line, 1), words)
    told.column_dimensions["A"].width = 80
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
