"""The proof of counselling for benefit recipients (상담(방문) 확인서): recorded visits only."""

from datetime import time

from desktop.domain.calendar import show_date, show_day
from desktop.domain.papers import Footer, ProofRecord, VisitProven
from desktop.printing.drawn import Drawn, Place
from desktop.printing.fonts import BOLD, REGULAR, SEMIBOLD
from desktop.printing.lettering import Align
from desktop.printing.page import Sheet
from desktop.printing.strokes import LEFT, OUTER, RIGHT, SECTION, WIDTH, digits_of
from desktop.printing.wording import Wording, wording

COLUMNS = (42.0, 30.0, 22.0, 52.0, 24.0)
ROW = 9.4
FIRST_PAGE, NEXT_PAGE = 10, 22
"""Visits on the first sheet and on each further one."""


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
    rest = record.visits[FIRST_PAGE:]
    pages = 1 + -(-len(rest) // NEXT_PAGE)
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
    y = _visits(sheet, words, y + 3.2, record.visits[:FIRST_PAGE], last=not rest)
    if rest:
        sheet.text(RIGHT, y + 5, words.text("continued"), 9.5, align=Align.RIGHT)
    y = max(y + 18, 206.0)
    sheet.text(middle, y, words.text("statement"), 12.5, align=Align.CENTRE)
    sheet.text(middle, y + 14, show_date(record.issued_on), 12.5, align=Align.CENTRE)
    sheet.signature_of(record.centre.sender, y + 32, record.centre.seal)
    sheet.across(262, SECTION)
    check = words.text("check").format(phone=record.centre.phone)
    sheet.text(LEFT, 267.6, check, 10)
    contact = words.text("contact").format(
        who=record.counsellor, phone=record.centre.phone, address=record.centre.address
    )
    sheet.cell(LEFT, 269.6, WIDTH, 6.4, contact, 10, pad=0, place=Place("counsellor", "담당"))
    sheet.foot(footer, f"{pages}-1")
    for page in range(1, pages):
        sheet.next_page()
        sheet.void_mark(footer)
        sheet.text(LEFT, 20, words.text("title"), 14, BOLD)
        head = f"{words.text('number')} {record.number}"
        sheet.text(RIGHT, 20, head, 11, SEMIBOLD, Align.RIGHT)
        start = (page - 1) * NEXT_PAGE
        part = rest[start : start + NEXT_PAGE]
        _visits(sheet, words, 24, part, last=page == pages - 1)
        sheet.foot(footer, f"{pages}-{page + 1}")
    return sheet.finish()


def _visits(
    sheet: Sheet, words: Wording, y: float, visits: tuple[VisitProven, ...], *, last: bool
) -> float:
    top = y
    edges = [LEFT]
    for width in COLUMNS:
        edges.append(edges[-1] + width)
    sheet.across(y, OUTER)
    for number, head in enumerate(words.texts("heads")):
        sheet.label(edges[number], y, COLUMNS[number], 7.6, head)
    y += 7.6
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
        for number, value in enumerate(values):
            x, width = edges[number], COLUMNS[number]
            sheet.cell(x, y, width, ROW, value, 11, place=place, leading=1.16)
        y += ROW
    if last and len(visits) < FIRST_PAGE:
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
