"""Old registers as other offices keep them, made as files."""

import io
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import xlsxwriter

HEADS = ("연번", "성명", "생년월일", "성별", "휴대폰", "주소", "접수일", "비고")


def workbook(
    rows: Sequence[Sequence[Any]],
    heads: Sequence[str] = HEADS,
    above: Sequence[str] = (),
    sheet: str = "명부",
) -> bytes:
    """An xlsx with a register: lines `above` its heads, days as days, figures as figures."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    as_day = book.add_format({"num_format": "yyyy-mm-dd"})
    page = book.add_worksheet(sheet)
    lines: list[Sequence[Any]] = [*((words,) for words in above), heads, *rows]
    for line, cells in enumerate(lines):
        for place, cell in enumerate(cells):
            if isinstance(cell, date | datetime):
                page.write_datetime(line, place, cell, as_day)
            elif isinstance(cell, int | float):
                page.write_number(line, place, cell)
            elif cell:
                page.write_string(line, place, str(cell))
    book.close()
    return out.getvalue()


SOME = (
    (1, "나은별", date(1978, 3, 5), "여", "010-0000-1111", "자양제4동", date(2025, 3, 2), ""),
    (2, "도한결", "780306", "남", 1000002222, "", "2025.4.1", "오전 근무"),
    (3, "류가람", "", "남", "010-0000-3333", "", "2026-01-05", ""),
    (4, "마루", "1990년생", "", "", "", "20260304", ""),
    (5, "", date(1980, 1, 1), "여", "010-0000-4444", "", date(2025, 1, 1), ""),
    (6, "바다", "", "", "", "", date(2025, 1, 1), ""),
    (7, "사슬", "85.13.40", "여", "010-0000-7777", "", date(2025, 1, 1), ""),
    (8, "아라", date(1985, 1, 1), "여", "010-0000-8888", "", "", ""),
    (9, "자작", date(1985, 1, 2), "여", "010-0000-9999", "", date(2012, 1, 1), ""),
    (10, "나은별", date(1978, 3, 5), "여", "010-0000-1111", "", date(2026, 2, 2), ""),
    ("", "합계", "", "", "", "", "", ""),
)  # fmt: skip
"""Ten rows: five people can be taken, the first stands there twice."""


def register_of(count: int) -> bytes:
    """So many people, each born a week after the other."""
    return workbook(
        [
            (
                at, "나은별", date(1950, 1, 1) + timedelta(days=7 * at), "여",
                f"010-0000-{at:04}", "", date(2025, 1, 1), "",
            )
            for at in range(count)
        ]
    )  # fmt: skip
