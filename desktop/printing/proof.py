"""The proof of counselling for benefit recipients (상담(방문) 확인서): recorded visits only."""

from collections.abc import Sequence
from datetime import time

from desktop.domain.calendar import show_date, show_day
from desktop.domain.papers import Footer, ProofRecord, VisitProven
from desktop.printing.drawn import Drawn, Place
from desktop.printing.fonts import BOLD, REGULAR, SEMIBOLD
from desktop.printing.lettering import Align
from desktop.printing.page import Sheet
from desktop.printing.strokes import LEFT, MM, OUTER, RIGHT, SECTION, WIDTH, digits_of
from desktop.printing.wording import Wording, wording

COLUMNS = (42.0, 30.0, 22.0, 52.0, 24.0)
ROW = 9.4
LOWEST, NEXT_PAGE = 212.0, 206.8
"""Where the visits of the first sheet end, how high they may stand on each further one (mm)."""
HEAD = 7.6
MOST = 47.0
"""No visit is higher than this: a page turns between two visits, never within one."""


def render_proof(
    record: ProofRecord, footer: Footer | None = None, *, preview: bool = False
) -> bytes:
    """The proof as a PDF file. Raises MissingGlyph, TooLong."""
    drawn = draw_proof(record, footer, preview=preview)
    return drawn.pdf if preview else drawn.printable()


def draw_proof(
    record: ProofRecord, footer: Footer | None = None, *, preview: bool = False
) -> Drawn:
    """As `render_proof`, with what the page says and what is wrong with it."""
    words = wording(record.form)
    sheet = Sheet(words.text("title"), words.text("subject"), words.text("keywords"))
    sheet.void_mark(footer)
    sheet.text(LEFT, sheet.middle(14, 10), words.text("number"), 10, SEMIBOLD)
    sheet.text(LEFT + 18, sheet.middle(14, 12), record.number, 12, BOLD)
    sheet.reprint_mark(footer, 80)
    sheet.qr(173, 10.5, 17, digits_of(record.number))
    middle = (LEFT + RIGHT) / 2
    sheet.text(middle, 47, words.text("title"), 24, BOLD, Align.CENTRE, spread=2)
    y = 62.0
    sheet.text(LEFT, y, words.text("person"), 12, BOLD)
    y += 3.2
    sheet.across(y, OUTER)
    rows = (
        ("name", record.name),
        ("birth", record.birth),
        ("visit_number", record.visit_number),
        ("submit_to", record.submit_to),
        ("use", record.use),
    )
    shown = [(key, value) for key, value in rows if value]
    for number, (key, value) in enumerate(shown):
        last = number == len(shown) - 1
        face = SEMIBOLD if key == "name" else REGULAR
        label = words.text(key)
        y = sheet.table_row(
            y,
            10,
            label,
            value,
            place=Place(key, label),
            size=12.5 if key == "name" else 11.5,
            face=face,
            weight=OUTER if last else 0.5,
        )
    y += 10
    sheet.text(LEFT, y, words.text("facts"), 12, BOLD)
    sheet.text(RIGHT, y, words.text("recorded"), 9.5, align=Align.RIGHT)
    room = LOWEST - y - 3.2 - HEAD
    sheets = _divide(sheet, record.visits, room)
    pages = len(sheets)
    y = _visits(sheet, words, y + 3.2, sheets[0], room if pages == 1 else 0)
    if pages > 1:
        sheet.text(RIGHT, y + 5, words.text("continued"), 9.5, align=Align.RIGHT)
    y = max(y + 13, 206.0)
    air = min(1.0, (254.0 - y) / 32)
    sheet.text(middle, y, words.text("statement"), 12.5, align=Align.CENTRE)
    sheet.text(middle, y + 14 * air, show_date(record.issued_on), 12.5, align=Align.CENTRE)
    sheet.signature_of(record.centre.sender, y + 32 * air, record.centre.seal)
    sheet.across(262, SECTION)
    check = words.text("check").format(phone=record.centre.phone)
    sheet.text(LEFT, 267.6, check, 10, place=Place("centre_phone", "센터 전화"), room=WIDTH)
    contact = words.text("contact").format(
        who=record.counsellor, phone=record.centre.phone, address=record.centre.address
    )
    place = Place("counsellor", "담당")
    sheet.cell(LEFT, 269.6, WIDTH, 6.4, contact, 10, pad=0, place=place, spare=6)
    sheet.foot(footer, f"{pages}-1", code=True)
    for page, visits in enumerate(sheets[1:], 1):
        sheet.next_page()
        sheet.void_mark(footer)
        sheet.text(LEFT, 20, words.text("title"), 14, BOLD)
        head = f"{words.text('number')} {record.number}"
        sheet.text(RIGHT, 20, head, 11, SEMIBOLD, Align.RIGHT)
        _visits(sheet, words, 24, visits, NEXT_PAGE if page == pages - 1 else 0)
        sheet.foot(footer, f"{pages}-{page + 1}", code=True)
    return sheet.finish()


def _divide(sheet: Sheet, visits: Sequence[VisitProven], left: float) -> list[list[VisitProven]]:
    """The visits of each sheet; so much room (mm) is `left` on the first."""
    sheets: list[list[VisitProven]] = [[]]
    for visit in visits:
        height = _row_height(sheet, visit)
        if height > left + 0.01 and sheets[-1]:
            sheets.append([])
            left = NEXT_PAGE
        sheets[-1].append(visit)
        left -= height
    return sheets


def _row_height(sheet: Sheet, visit: VisitProven) -> float:
    """An ordinary row, or as high as its words stand in ten points."""
    texts = (visit.method, visit.content, visit.counsellor)
    lines = max(
        len(sheet.wrap(text, 10, width - 4)) for text, width in zip(texts, COLUMNS[2:], strict=True)
    )
    return min(MOST, max(ROW, lines * 10 * 1.16 / MM + 1.4))


def _visits(
    sheet: Sheet, words: Wording, y: float, visits: Sequence[VisitProven], room: float
) -> float:
    """The table; with `room` left (mm) it says that nothing follows."""
    top = y
    edges = [LEFT]
    for width in COLUMNS:
        edges.append(edges[-1] + width)
    sheet.across(y, OUTER)
    for number, head in enumerate(words.texts("heads")):
        sheet.label(edges[number], y, COLUMNS[number], HEAD, head)
    y += HEAD
    place = Place("visits", words.text("facts"))
    for visit in visits:
        sheet.across(y)
        values = (
            show_day(visit.on),
            _between(words, visit.started_at, visit.ended_at),
            visit.method,
            visit.content,
            visit.counsellor,
        )
        height = _row_height(sheet, visit)
        for number, value in enumerate(values):
            x, width = edges[number], COLUMNS[number]
            sheet.cell(x, y, width, height, value, 11, place=place, leading=1.16)
        y += height
    if y + ROW <= top + HEAD + room + 0.01:
        sheet.across(y)
        sheet.text(LEFT + 2, sheet.middle(y + ROW / 2, 11), words.text("rest_empty"), 11)
        y += ROW
    for edge in edges[1:-1]:
        sheet.down(edge, top, y)
    sheet.across(y, OUTER)
    return y


def _between(words: Wording, start: time | None, end: time | None) -> str:
    if start is None:
        return ""
    if end is None:
        return f"{start:%H:%M}"
    return words.text("time_between").format(start=f"{start:%H:%M}", end=f"{end:%H:%M}")
