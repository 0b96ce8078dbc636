"""What somebody leaves to colleagues when an account is closed (인계 목록).

Names are masked: the number beside each finds the person in the search box, and the paper
says nothing of what anybody told.
"""

from desktop.domain.calendar import show_day, show_short_day
from desktop.domain.papers import Footer, HandoverRecord
from desktop.printing.drawn import Drawn, Place
from desktop.printing.fonts import BOLD, SEMIBOLD
from desktop.printing.lettering import Align
from desktop.printing.page import Sheet
from desktop.printing.strokes import INNER, LEFT, OUTER, RIGHT, SECTION
from desktop.printing.wording import Wording, wording

COLUMNS = (11.0, 22.0, 32.0, 22.0, 40.0, 20.0, 23.0)
ROW = 8.6
FIRST_PAGE, NEXT_PAGE = 21, 26


def render_handover(
    record: HandoverRecord, footer: Footer | None = None, *, preview: bool = False
) -> bytes:
    """The list as a PDF file, a sheet for every 21 cases or so. Raises MissingGlyph, TooLong."""
    drawn = draw_handover(record, footer)
    return drawn.pdf if preview else drawn.printable()


def draw_handover(record: HandoverRecord, footer: Footer | None = None) -> Drawn:
    """As `render_handover`, with what the page says and what is wrong with it."""
    words = wording(record.form)
    sheet = Sheet(words.text("title"), words.text("subject"), words.text("keywords"))
    parts = [record.lines[:FIRST_PAGE]]
    parts += [
        record.lines[start : start + NEXT_PAGE]
        for start in range(FIRST_PAGE, len(record.lines), NEXT_PAGE)
    ]
    number = 0
    for page, part in enumerate(parts, 1):
        if page > 1:
            sheet.next_page()
        sheet.tag(words.text("tag"))
        named = Place("centre", "센터 이름")
        end = sheet.text(
            43.5, sheet.middle(14, 11), record.centre.name, 11, SEMIBOLD, place=named, room=90
        )
        sheet.reprint_mark(footer, end + 4)
        y = _head(sheet, record, words) if page == 1 else 22.0
        top = y
        sheet.across(y, OUTER)
        x = LEFT
        for width, head in zip(COLUMNS, words.texts("heads"), strict=True):
            sheet.label(x, y, width, 8, head)
            x += width
        y += 8
        for line in part:
            number += 1
            sheet.across(y, INNER)
            due = show_short_day(line.due_on) if line.due_on else ""
            values = (
                str(number), line.kind, line.number, line.masked_name, line.about, due, line.to
            )  # fmt: skip
            x = LEFT
            for column, (width, value) in enumerate(zip(COLUMNS, values, strict=True)):
                align = Align.CENTRE if column == 0 else Align.LEFT
                place = Place("lines", words.text("title"))
                sheet.cell(
                    x, y, width, ROW, value, 10, align=align, place=place, pad=1.6,
                    leading=1.14, least=8.5, shorten=True,
                )  # fmt: skip
                x += width
            y += ROW
        x = LEFT
        for width in COLUMNS[:-1]:
            x += width
            sheet.down(x, top, y)
        sheet.across(y, OUTER)
        if page == len(parts):
            _foot(sheet, y, words)
        sheet.foot(footer, f"{len(parts)}-{page}", code=True)
    return sheet.finish()


def _head(sheet: Sheet, record: HandoverRecord, words: Wording) -> float:
    end = sheet.text(LEFT, 29, words.text("title"), 21, BOLD)
    sheet.text(end + 6, 29, words.text("count").format(n=len(record.lines)), 14, SEMIBOLD)
    sheet.approval(record.centre.approvers)
    takers = list(dict.fromkeys(line.to for line in record.lines))
    to = takers[0] if takers else ""
    if len(takers) > 1:
        to = words.text("several").format(name=to, n=len(takers) - 1)
    y = 34.0
    sheet.across(y, OUTER)
    for label, value in (
        ("from", f"{record.name} {record.role}"),
        ("to", to),
        ("on", show_day(record.on)),
    ):
        y = sheet.table_row(y, 7.6, words.text(label), value, place=Place(label, words.text(label)))
    sheet.across(y, SECTION)
    return y + 5


def _foot(sheet: Sheet, y: float, words: Wording) -> None:
    sheet.text(LEFT, y + 5.8, words.text("masked"), 9.5)
    sheet.text(LEFT, y + 11.2, words.text("author"), 9.5)
    y += 17
    wide = (RIGHT - LEFT) / 3
    for place, who in enumerate(words.texts("signs")):
        x = LEFT + place * wide
        sheet.text(x, y + 7, who, 10.5, SEMIBOLD)
        sheet.rule(x + 23, y + 8, x + wide - 4, y + 8, INNER)
        sheet.text(x + wide - 5, y + 7, words.text("sign"), 9, align=Align.RIGHT)
