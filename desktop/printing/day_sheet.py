"""The day's appointments for the counter (일일 예약표): names masked, shredded in the evening."""

from desktop.domain.calendar import show_day
from desktop.domain.papers import DaySheetRecord, Footer
from desktop.printing.drawn import Drawn, Place
from desktop.printing.fonts import BOLD, SEMIBOLD
from desktop.printing.lettering import Align
from desktop.printing.page import Sheet
from desktop.printing.strokes import INNER, LEFT, OUTER, RIGHT, SECTION
from desktop.printing.wording import wording

COLUMNS = (18.0, 27.0, 37.0, 18.0, 20.0, 11.0, 11.0, 28.0)
ROW = 9.4
PER_PAGE = 23


def render_day_sheet(
    record: DaySheetRecord, footer: Footer | None = None, *, preview: bool = False
) -> bytes:
    """The day sheet as a PDF file, 23 appointments a sheet. Raises MissingGlyph, TooLong."""
    drawn = draw_day_sheet(record, footer, preview=preview)
    return drawn.pdf if preview else drawn.printable()


def draw_day_sheet(
    record: DaySheetRecord, footer: Footer | None = None, *, preview: bool = False
) -> Drawn:
    """As `render_day_sheet`, with what the page says and what is wrong with it."""
    words = wording(record.form)
    sheet = Sheet(words.text("title"), words.text("subject"), words.text("keywords"))
    lines = sorted(record.lines, key=lambda line: line.at)
    pages = max(1, -(-len(lines) // PER_PAGE))
    edges = [LEFT]
    for width in COLUMNS:
        edges.append(edges[-1] + width)
    place = Place("lines", words.text("title"))
    for page in range(pages):
        if page:
            sheet.next_page()
        part = lines[page * PER_PAGE : (page + 1) * PER_PAGE]
        sheet.tag(words.text("tag"))
        name = record.centre.name
        base = sheet.middle(14, 11)
        named = Place("centre", "센터 이름")
        end = sheet.text(43.5, base, name, 11, SEMIBOLD, place=named, room=115)
        sheet.reprint_mark(footer, end + 4)
        end = sheet.text(LEFT, 29, words.text("title"), 21, BOLD)
        sheet.text(end + 8, 29, show_day(record.day), 15, SEMIBOLD)
        count = words.text("count").format(n=len(lines))
        sheet.text(RIGHT, 29, count, 11, SEMIBOLD, Align.RIGHT)
        y = top = 34.0
        sheet.across(y, OUTER)
        for number, head in enumerate(words.texts("heads")):
            sheet.label(edges[number], y, COLUMNS[number], 8, head)
        y += 8
        hour = -1
        for line in part:
            sheet.across(y, SECTION if line.at.hour != hour else INNER)
            hour = line.at.hour
            at = f"{line.at:%H:%M}"
            sheet.text(LEFT + 9, sheet.middle(y + ROW / 2, 12), at, 12, BOLD, Align.CENTRE)
            values = (line.masked_name, line.purpose, line.channel, line.counsellor)
            for number, value in enumerate(values, 1):
                x, width = edges[number], COLUMNS[number]
                sheet.cell(
                    x,
                    y,
                    width,
                    ROW,
                    value,
                    11,
                    pad=1.6,
                    leading=1.14,
                    place=place,
                    least=8.5,
                    shorten=True,
                )
            for number in (5, 6):
                x = edges[number] + COLUMNS[number] / 2 - 2.4
                sheet.tick_box(x, y + ROW / 2, 4.8)
            x, width = edges[7], COLUMNS[7]
            sheet.cell(
                x, y, width, ROW, line.remark, 10, pad=1.6, leading=1.14, place=place, shorten=True
            )
            y += ROW
        if page == pages - 1 and len(part) < PER_PAGE:
            sheet.across(y, SECTION)
            rest = words.text("rest_empty" if lines else "none")
            sheet.text(LEFT + 2, sheet.middle(y + ROW / 2, 11), rest, 11)
            y += ROW
        if lines:
            for edge in edges[1:-1]:
                sheet.down(edge, top, top + 8 + len(part) * ROW)
        sheet.across(y, OUTER)
        sheet.text(LEFT, y + 5.6, words.text("masked"), 9.5)
        sheet.text(RIGHT, y + 5.6, words.text("shred"), 9.5, SEMIBOLD, Align.RIGHT)
        sheet.foot(footer, f"{pages}-{page + 1}", code=True)
    return sheet.finish()
