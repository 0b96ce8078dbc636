"""All open slips of one partner for one call (기관별 전화 시트): names masked, ticks by hand."""

from desktop.domain.calendar import show_day, show_short_day
from desktop.domain.papers import CallLine, CallSheetRecord, Footer
from desktop.printing.drawn import Drawn, Place
from desktop.printing.fonts import BOLD, REGULAR, SEMIBOLD
from desktop.printing.lettering import Align
from desktop.printing.page import Sheet
from desktop.printing.strokes import INNER, LEFT, OUTER, SECTION
from desktop.printing.wording import Wording, wording

COLUMNS = (8.0, 31.0, 19.0, 21.0, 11.0, 27.0, 33.0, 11.0, 11.0, 11.0, 11.0, 11.0, 11.0, 22.0)
"""The last column takes what is left."""
ROW, HEAD, PER_PAGE = 10.6, 9.0, 12
TICKS = range(7, 13)


def render_call_sheet(record: CallSheetRecord, footer: Footer | None = None) -> bytes:
    """The call sheet as a PDF file on lying A4. Raises MissingGlyph, TooLong."""
    return draw_call_sheet(record, footer).printable()


def draw_call_sheet(record: CallSheetRecord, footer: Footer | None = None) -> Drawn:
    """As `render_call_sheet`, with what the page says and what is wrong with it."""
    words = wording(record.form)
    sheet = Sheet(words.text("title"), words.text("subject"), words.text("keywords"), lying=True)
    right = sheet.width_mm - LEFT
    edges = [LEFT]
    for width in COLUMNS:
        edges.append(edges[-1] + width)
    edges.append(right)
    pages = max(1, -(-len(record.lines) // PER_PAGE))
    for page in range(pages):
        if page:
            sheet.next_page()
        _head(sheet, words, record, footer, right, more=bool(page))
        part = record.lines[page * PER_PAGE : (page + 1) * PER_PAGE]
        y = _table(sheet, words, part, edges, 54.0, page * PER_PAGE)
        sheet.text(LEFT, y + 5.4, words.text("framed"), 9.5)
        sheet.text(right, y + 5.4, words.text("shred"), 9.5, SEMIBOLD, Align.RIGHT)
        sheet.foot(footer, f"{pages}-{page + 1}", y=sheet.height_mm - 8.2, code=True)
    return sheet.finish()


def _head(
    sheet: Sheet,
    words: Wording,
    record: CallSheetRecord,
    footer: Footer | None,
    right: float,
    *,
    more: bool,
) -> None:
    sheet.tag(words.text("tag"))
    base = sheet.middle(14, 11)
    centre = Place("centre", "센터 이름")
    end = sheet.text(43.5, base, record.centre.name, 11, SEMIBOLD, place=centre, room=115)
    sheet.reprint_mark(footer, end + 4)
    title = words.text("title") + (f" {words.text('more')}" if more else "")
    end = sheet.text(LEFT, 29, title, 20, BOLD)
    sheet.cell(
        end + 7, 22.4, right - end - 80, 9, record.partner, 14, SEMIBOLD,
        pad=0, place=Place("partner", "기관"), least=9, shorten=True,
    )  # fmt: skip
    due = sum(line.due for line in record.lines)
    count = words.text("count").format(n=len(record.lines), due=due)
    sheet.text(right, 24.5, count, 11, SEMIBOLD, Align.RIGHT)
    on = words.text("on").format(day=show_day(record.day))
    sheet.text(right, 30, on, 10.5, align=Align.RIGHT)
    top, high = 34.0, 9.4
    sheet.across(top, OUTER, LEFT, right)
    x = LEFT
    for label, value, wide, bold in (
        (words.text("who"), record.contact, 62.0, False),
        (words.text("phone"), record.phone, 58.0, True),
        (words.text("hours"), record.hours, 60.0, False),
        (words.text("caller"), "", 38.0, False),
        (words.text("spoke"), "", 39.0, False),
    ):
        side = 24.0 if len(label) > 4 else 15.0
        sheet.label(x, top, side, high, label)
        sheet.down(x + side, top, top + high)
        if value:
            sheet.cell(
                x + side, top + 0.6, wide - side, high - 1.2, value, 13 if bold else 10.5,
                BOLD if bold else REGULAR, pad=2, place=Place("phone", "기관 전화"),
                least=8, shorten=True,
            )  # fmt: skip
        x += wide
        if x < right - 1:
            sheet.down(x, top, top + high)
    sheet.across(top + high, SECTION, LEFT, right)
    sheet.text(LEFT, top + high + 6.4, words.text("to_say"), 10)


def _table(
    sheet: Sheet,
    words: Wording,
    lines: tuple[CallLine, ...],
    edges: list[float],
    top: float,
    before: int,
) -> float:
    right = edges[-1]
    y = top
    sheet.across(y, OUTER, LEFT, right)
    for number, head in enumerate(words.texts("heads")):
        if head:
            sheet.label(edges[number], y, edges[number + 1] - edges[number], HEAD, head)
    y += HEAD
    sheet.across(y, SECTION, LEFT, right)
    if not lines:
        sheet.text(LEFT + 2, sheet.middle(y + ROW / 2, 11), words.text("none"), 11)
        y += ROW
    for at, line in enumerate(lines):
        _row(sheet, words, line, edges, y, before + at + 1)
        y += ROW
        last_due = line.due and (at + 1 == len(lines) or not lines[at + 1].due)
        weight = OUTER if at + 1 == len(lines) else SECTION if last_due else INNER
        sheet.across(y, weight, LEFT, right)
    if not lines:
        sheet.across(y, OUTER, LEFT, right)
        return y
    for edge in edges[1:-1]:
        sheet.down(edge, top, y)
    return y


def _row(
    sheet: Sheet, words: Wording, line: CallLine, edges: list[float], y: float, number: int
) -> None:
    middle = y + ROW / 2
    place = Place("lines", "의뢰 목록")
    sheet.text(edges[0] + 4, sheet.middle(middle, 10), str(number), 10, align=Align.CENTRE)
    values: tuple[tuple[int, str, float, bool], ...] = (
        (1, line.number, 11.5, True),
        (2, line.masked_name, 10.5, False),
        (3, show_short_day(line.issued_on), 10.5, False),
        (5, line.service, 10, False),
        (6, line.last or words.text("never"), 9.5, False),
    )
    for column, value, size, bold in values:
        sheet.cell(
            edges[column], y + 0.6, edges[column + 1] - edges[column], ROW - 1.2, value, size,
            BOLD if bold else REGULAR, pad=1.6, leading=1.12, place=place, least=7.5, shorten=True,
        )  # fmt: skip
    days = str(line.days)
    sheet.text(edges[4] + 5.5, sheet.middle(middle, 10.5), days, 10.5, SEMIBOLD, Align.CENTRE)
    if line.due:
        # A frame, not a colour: it has to survive the copier.
        sheet.frame(edges[4] + 1.4, middle - 3.2, 8.2, 6.4)
    for column in TICKS:
        sheet.tick_box(edges[column] + 5.5 - 2.6, middle, 5.2)
    # Day and month stand apart from the dots of a bad copy.
    x = edges[13]
    sheet.text(x + 8, sheet.middle(middle, 10), "월", 10, align=Align.CENTRE)
    sheet.text(x + 18.5, sheet.middle(middle, 10), "일", 10, align=Align.CENTRE)
