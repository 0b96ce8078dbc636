"""The ledgers as papers: a table over as many sheets as it takes, the head on every one."""

from collections.abc import Sequence

from desktop.domain.calendar import show_date
from desktop.domain.ledgers import LedgerRecord, LedgerTable
from desktop.domain.papers import Footer
from desktop.printing import fonts
from desktop.printing.drawn import Drawn, Place
from desktop.printing.fonts import BOLD, REGULAR, SEMIBOLD
from desktop.printing.lettering import Align
from desktop.printing.page import Sheet
from desktop.printing.strokes import INNER, LEFT, MM, OUTER, SECTION
from desktop.printing.wording import wording

HEAD, LEADING, PAD = 7.6, 4.2, 1.5
SIZE, LEAST = 9.5, 8.0
MOST_LINES = 4
"""Lines of one cell; more is shortened, the whole text stands in the program."""


def draw_ledger(record: LedgerRecord, footer: Footer | None = None) -> Drawn:
    """A ledger on lying A4, as long as it is."""
    words = wording(record.form)
    sheet = Sheet(words.text("title"), words.text("subject"), words.text("keywords"), lying=True)
    right = sheet.width_mm - LEFT
    bottom = sheet.height_mm - 24.0
    parts = _split(sheet, record.table, right - LEFT, bottom - 46.0)
    for number, rows in enumerate(parts):
        if number:
            sheet.next_page()
        sheet.tag(words.text("tag"))
        end = sheet.text(
            43.5, sheet.middle(14, 11), record.centre.name, 11, SEMIBOLD,
            place=Place("centre", "센터 이름"), room=120,
        )  # fmt: skip
        sheet.reprint_mark(footer, end + 4)
        end = sheet.text(LEFT, 29, words.text("title"), 20, BOLD)
        sheet.text(end + 7, 29, record.period, 13, SEMIBOLD)
        if number:
            sheet.text(right, 29, words.text("more"), 11, SEMIBOLD, Align.RIGHT)
        facts = "   ".join(f"{label} {value}" for label, value in record.facts)
        sheet.cell(LEFT, 31.5, right - LEFT, 6, facts, 10, pad=0, place=Place("use", "용도"))
        y = draw_table(sheet, record.table, rows, 39.0, LEFT, right)
        if number == len(parts) - 1:
            sheet.text(LEFT, y + 5.4, words.text("note"), 9)
            made = f"{show_date(record.made_on)} {record.centre.name}"
            sheet.text(right, y + 5.4, made, 9, align=Align.RIGHT)
        sheet.foot(footer, f"{len(parts)}-{number + 1}", y=sheet.height_mm - 8.2, code=True)
    return sheet.finish()


Rows = Sequence[tuple[str, ...]]


def _split(sheet: Sheet, table: LedgerTable, width: float, room: float) -> list[Rows]:
    """The rows of each sheet."""
    parts: list[list[tuple[str, ...]]] = [[]]
    used = HEAD
    for row in table.rows:
        high = row_height(sheet, table, row, width)
        if parts[-1] and used + high > room:
            parts.append([])
            used = HEAD
        parts[-1].append(row)
        used += high
    return list(parts)


def edges_of(table: LedgerTable, left: float, right: float) -> list[float]:
    """Where the columns begin, and where the last ends."""
    share = (right - left) / sum(table.weights)
    edges = [left]
    for weight in table.weights:
        edges.append(edges[-1] + weight * share)
    return edges


def row_height(sheet: Sheet, table: LedgerTable, row: tuple[str, ...], width: float) -> float:
    """As high as its longest cell, within reason."""
    edges = edges_of(table, 0, width)
    most = 1
    for number, value in enumerate(row):
        room = edges[number + 1] - edges[number] - 2 * PAD
        most = max(most, len(sheet.wrap(shown(value), SIZE, room)) if value else 1)
    return min(most, MOST_LINES) * LEADING + 2.4


def shown(value: str) -> str:
    """A text as the face can show it: □ for a character it lacks.

    A PC or a file may be called anything; no ledger is kept from the printer for that.
    """
    value = fonts.drawable(value)
    while letter := fonts.missing(value, REGULAR):
        value = value.replace(letter, "□")
    return value


def draw_table(
    sheet: Sheet, table: LedgerTable, rows: Rows, y: float, left: float, right: float
) -> float:
    """Heads and rows from `y` on; gives back the lower edge."""
    edges = edges_of(table, left, right)
    top = y
    sheet.across(y, OUTER, left, right)
    for number, head in enumerate(table.heads):
        sheet.label(edges[number], y, edges[number + 1] - edges[number], HEAD, head)
    y += HEAD
    sheet.across(y, SECTION, left, right)
    if not rows:
        sheet.text(left + 2, sheet.middle(y + 4, 10), table.empty, 10)
        y += 8
        sheet.across(y, OUTER, left, right)
        return y
    place = Place("rows", table.title or "대장")
    for at, row in enumerate(rows):
        high = row_height(sheet, table, row, right - left)
        for number, value in enumerate(row):
            sheet.cell(
                edges[number],
                y + 0.6,
                edges[number + 1] - edges[number],
                high - 1.2,
                shown(value),
                SIZE,
                SEMIBOLD if number == 0 else REGULAR,
                pad=PAD,
                leading=LEADING * MM / SIZE,
                place=place,
                least=LEAST,
                shorten=True,
            )
        y += high
        sheet.across(y, OUTER if at == len(rows) - 1 else INNER, left, right)
    for edge in edges[1:-1]:
        sheet.down(edge, top, y)
    return y
