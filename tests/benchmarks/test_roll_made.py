"""The register that is measured opens in whatever reads it: ours, and what it is compared with."""

from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook

from desktop.bench.roll_made import HEADS, write_roll
from desktop.exchange.roll_file import open_roll

ROWS = 30
TODAY = date(2026, 11, 28)


def test_both_read_the_same_rows(tmp_path: Path) -> None:
    path = tmp_path / "roll.xlsx"
    write_roll(path, ROWS, TODAY)
    book = load_workbook(path, read_only=True)
    theirs = [
        tuple("" if cell is None else cell.date() if isinstance(cell, datetime) else cell
              for cell in row)
        for row in book.active.iter_rows(values_only=True)
    ]  # fmt: skip
    book.close()
    assert theirs[0] == HEADS
    assert len(theirs) == ROWS + 1
    sheet = open_roll(path.read_bytes())
    ours = [tuple(row) for _, row in sheet.rows]
    assert ours == theirs[-len(ours) :]
    assert len(ours) == ROWS
