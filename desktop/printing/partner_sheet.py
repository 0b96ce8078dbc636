"""Information about a partner without any personal data (기관 안내문).

For whoever gives no consent or only asks: nothing on it tells who took it home.
"""

from desktop.domain.calendar import show_date
from desktop.domain.papers import Footer, PartnerSheetRecord
from desktop.printing.drawn import Drawn, Place
from desktop.printing.fonts import BOLD, REGULAR, SEMIBOLD
from desktop.printing.lettering import Align
from desktop.printing.page import Sheet
from desktop.printing.strokes import INNER, LEFT, MM, RIGHT, SECTION
from desktop.printing.wording import wording

INDENT = 31.5


def render_partner_sheet(
    record: PartnerSheetRecord,
    footer: Footer | None = None,
    *,
    large: bool = False,
    preview: bool = False,
) -> bytes:
    """The sheet as a PDF file, `large` in large type. Raises MissingGlyph, TooLong."""
    drawn = draw_partner_sheet(record, footer, large=large, preview=preview)
    return drawn.pdf if preview else drawn.printable()


def draw_partner_sheet(
    record: PartnerSheetRecord,
    footer: Footer | None = None,
    *,
    large: bool = False,
    preview: bool = False,
) -> Drawn:
    """As `render_partner_sheet`, with what the page says and what is wrong with it."""
    words = wording(record.form)
    sheet = Sheet(words.text("title"), words.text("subject"), words.text("keywords"))
    body = 15.0 if large else 12.5
    big = 17.0 if large else 14.5
    line = body * 1.44 / MM
    sheet.home_head(words.text("tag"), record.centre.name, words.text("title"), footer)

    def step(y: float, number: int, key: str) -> None:
        sheet.disc(24.2, y, 4.2)
        sheet.white_text(24.2, sheet.middle(y, 15), str(number), 15)
        sheet.text(INDENT, sheet.middle(y, big), words.text(key), big, BOLD)

    def paragraph(
        y: float, text: str, place: Place, most: int, width: float, size: float = body
    ) -> float:
        lines = sheet.wrap(text, size, width) if text else []
        while len(lines) > most and size > 10:
            size -= 0.25
            lines = sheet.wrap(text, size, width)
        for shown in sheet.cut(lines, most, size, width, REGULAR, place=place):
            sheet.text(INDENT, sheet.middle(y, size), shown, size, place=place)
            y += size * 1.44 / MM
        return y

    # where, with room to draw the way
    step(47, 1, "where")
    width = 92.0
    y = 56.8
    place = Place("partner", words.text("where"))
    name = record.partner.replace("|", "")
    named = big
    while len(sheet.wrap(name, named, width, BOLD)) > 3 and named > 10:
        named -= 0.25
    lines = sheet.wrap(name, named, width, BOLD)
    for shown in sheet.cut(lines, 3, named, width, BOLD, place=place):
        sheet.text(INDENT, sheet.middle(y, named), shown, named, BOLD, place=place)
        y += named * 1.4 / MM
    y = paragraph(y + 1, record.address, Place("address", "주소"), 4, width)
    y = paragraph(y, record.directions, Place("directions", "오시는 길"), 4, width)
    sheet.frame(126, 43, 64, 49, SECTION)
    sheet.text(128.2, sheet.middle(46.8, 10.5), words.text("map"), 10.5, SEMIBOLD)
    sheet.line_through(((182.8, 47.1), (184.6, 52.9), (182.8, 51.8), (181, 52.9)), filled=True)
    sheet.text(182.8, 57.1, words.text("north"), 9.5, SEMIBOLD, Align.CENTRE)
    sheet.text(187.8, 89.5, words.text("map_note"), 9.5, align=Align.RIGHT)
    y = max(y, 94.0) + 2.4
    sheet.across(y, INNER)
    # what help there is
    width = RIGHT - INDENT
    y += 8
    step(y, 2, "help")
    y += 9.4
    if record.service:
        place = Place("service", words.text("help"))
        sheet.cell(INDENT, y - 4, width, 8, record.service, big - 1, SEMIBOLD, pad=0, place=place)
        y += line
    y = paragraph(y, record.help, Place("help", words.text("help")), 3, width)
    if record.criteria:
        text = f"{words.text('criteria')}: {', '.join(record.criteria)}"
        y = paragraph(y, text, Place("criteria", words.text("criteria")), 3, width)
        y = paragraph(y, words.text("criteria_note"), Place(), 1, width, body - 1.5)
    y += 0.6
    sheet.across(y, INNER)
    # call first
    y += 8
    step(y, 3, "call")
    y += 12.6
    end = INDENT
    if record.phone:
        size = 30.0
        place = Place("phone", "전화")
        base = sheet.middle(y, size)
        end = sheet.text(INDENT, base, record.phone, size, BOLD, place=place, room=90) + 5
    details = [
        (words.text("contact"), record.contact, "contact"),
        (words.text("hours"), record.hours, "hours"),
    ]
    details = [detail for detail in details if detail[1]]
    at = y - (len(details) - 1) * 3.4
    for label, value, key in details:
        place = Place(key, label)
        text = f"{label} {value}"
        room = RIGHT - end
        sheet.cell(end, at - 3.4, room, 6.8, text, body - 1, pad=0, leading=1.1, place=place)
        at += 6.8
    y += 10.4
    sheet.across(y, INNER)
    # what to bring
    y += 8
    step(y, 4, "bring")
    y += 10
    documents = record.documents
    place = Place("documents", words.text("bring"))
    if not documents:
        y = paragraph(y, words.text("bring_none"), place, 1, width)
    x = INDENT
    for number, document in enumerate(documents):
        run = sheet.width(document, body) + 5.2 * 1.36
        if x + run > RIGHT and x > INDENT:
            x = INDENT
            y += 9
        room = RIGHT - x - 5.2 * 1.36
        x = 8 + sheet.choice(x, y, document, False, body, 5.2, place=place, weight=0.8, room=room)
        if number == len(documents) - 1:
            y += line
    y += 1.6
    sheet.across(y, SECTION)
    # what the centre says
    y += 6
    small = 12.5 if large else 11.5
    for key in ("privacy", "later"):
        sheet.text(LEFT, sheet.middle(y, small), words.text(key), small, SEMIBOLD)
        y += 6.4
    if record.checked_on is not None:
        checked = words.text("checked").format(day=show_date(record.checked_on))
        sheet.text(LEFT, sheet.middle(y, small), checked, small)
        y += 6.4
    if y > 262:
        sheet.too_long(Place("help", words.text("help")), int((y - 262) / line * 30) + 1)
    y = max(y, 262.0)
    sheet.text(LEFT, sheet.middle(y, small), words.text("ask_us"), small)
    phone = record.centre.phone
    place = Place("centre_phone", "센터 전화")
    base = sheet.middle(y + 10, 24)
    centre = sheet.text(LEFT, base, phone, 24, BOLD, place=place, room=80) + 4
    place = Place("centre", "센터 이름")
    line_1 = record.centre.name
    sheet.cell(
        centre, y + 3.4, RIGHT - centre, 6.4, line_1, 12.5, SEMIBOLD, pad=0, place=place, close=1.1
    )
    told = (record.centre.hours, record.centre.address)
    if sheet.width(record.centre.address, 9) > RIGHT - centre:
        told = told[::-1]  # the long address first: it fills its lines
    line_2 = " · ".join(part for part in told if part)
    place, room = Place("centre_address", "센터 주소"), RIGHT - centre
    sheet.cell(centre, y + 9.8, room, 6.4, line_2, 11, pad=0, leading=1.1, place=place, spare=7.4)
    sheet.foot(footer, instead=show_date(record.given_on))
    return sheet.finish()
