"""The receipt (접수증) a visitor takes home when no application paper was printed."""

from desktop.domain.calendar import show_date, show_day, show_moment
from desktop.domain.papers import Footer, ReceiptRecord
from desktop.printing.drawn import Drawn, Place
from desktop.printing.fonts import BOLD, REGULAR, SEMIBOLD
from desktop.printing.page import Sheet
from desktop.printing.strokes import LEFT, OUTER, RIGHT, SECTION, WIDTH, digits_of
from desktop.printing.wording import wording


def render_receipt(
    record: ReceiptRecord,
    footer: Footer | None = None,
    *,
    large: bool = False,
    preview: bool = False,
) -> bytes:
    """The receipt as a PDF file, `large` in large type. Raises MissingGlyph, TooLong."""
    drawn = draw_receipt(record, footer, large=large, preview=preview)
    return drawn.pdf if preview else drawn.printable()


def draw_receipt(
    record: ReceiptRecord,
    footer: Footer | None = None,
    *,
    large: bool = False,
    preview: bool = False,
) -> Drawn:
    """As `render_receipt`, with what the page says and what is wrong with it."""
    words = wording(record.form)
    sheet = Sheet(words.text("title"), words.text("subject"), words.text("keywords"))
    sheet.void_mark(footer)
    body, height = (16.0, 15.0) if large else (13.0, 12.0)
    title = words.text("title")
    if record.visitor_name:
        title = words.text("title_name").format(name=record.visitor_name)
    sheet.home_head(words.text("tag"), record.centre.name, title, footer)
    sheet.text(LEFT, sheet.middle(48, 14), words.text("number"), 14, SEMIBOLD)
    sheet.text(LEFT, sheet.middle(59, 34), record.number, 34, BOLD)
    sheet.qr(166, 43.4, 24, digits_of(record.number))
    sheet.cell(LEFT, 68, 140, 8, words.text("number_note"), 12.5, pad=0, place=Place())
    y = 79.0
    sheet.across(y, OUTER)
    valid = ""
    if record.valid_until is not None:
        valid = words.text("until").format(day=show_day(record.valid_until))
    appointment = ""
    if record.next_on is not None:
        appointment = show_day(record.next_on)
        if record.next_at is not None:
            appointment += f" {record.next_at:%H:%M}"
    rows = (
        ("received", show_moment(record.received_at), REGULAR),
        ("purposes", ", ".join(record.purposes), REGULAR),
        ("counsellor", record.counsellor, REGULAR),
        ("valid", valid, BOLD),
        ("next", appointment, BOLD),
    )
    shown = [(key, value, face) for key, value, face in rows if value]
    for number, (key, value, face) in enumerate(shown):
        label = words.text(key)
        last = number == len(shown) - 1
        y = sheet.table_row(
            y,
            height,
            label,
            value,
            place=Place(key, label),
            label_width=42,
            size=body,
            label_size=13 if large else 11.5,
            face=face,
            weight=OUTER if last else 0.5,
        )
    if valid:
        sheet.text(LEFT, y + 8, words.text("valid_note"), 12.5)
        y += 8
    y += 12
    sheet.text(LEFT, y, words.text("call_us"), body, SEMIBOLD)
    place = Place("centre_phone", "센터 전화")
    end = sheet.text(LEFT, y + 16.5, record.centre.phone, 38, BOLD, place=place, room=100)
    room = RIGHT - end - 4
    place = Place("centre", "센터 이름")
    sheet.cell(
        end + 4,
        y + 3.8,
        room,
        7,
        record.centre.name,
        13.5,
        SEMIBOLD,
        pad=0,
        place=place,
        close=1.18,
    )
    desk = words.text("desk").format(who=record.counsellor, hours=record.centre.hours)
    place = Place("counsellor", "담당")
    desk = desk.removesuffix(" · ")
    sheet.cell(end + 4, y + 10.8, room, 7, desk, 13.5, pad=0, place=place, spare=5)
    y += 24
    sheet.across(y, SECTION)
    building = f" ({record.centre.building})" if record.centre.building else ""
    line = f"{show_date(record.received_at.date())} · {record.centre.address}{building}"
    if sheet.width(line, 9) > WIDTH:  # the long address first: it fills its lines
        line = f"{record.centre.address}{building} · {show_date(record.received_at.date())}"
    place = Place("centre_address", "센터 주소")
    sheet.cell(LEFT, y + 2, WIDTH, 6, line, 10.5, pad=0, place=place, spare=6)
    sheet.foot(footer)
    return sheet.finish()
