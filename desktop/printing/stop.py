"""The request to a partner to stop using and destroy what was provided (제공 중지 요청서).

Sent after a withdrawal of consent. It names the slip by its number: whoever holds the
slip knows whom it is about, and nobody else learns it from this sheet.
"""

from desktop.domain.calendar import show_date, show_day
from desktop.domain.papers import Footer, StopRecord
from desktop.printing.drawn import Drawn, Place
from desktop.printing.fonts import BOLD, REGULAR, SEMIBOLD
from desktop.printing.lettering import LEAST, Align
from desktop.printing.page import Sheet
from desktop.printing.strokes import INNER, LEFT, MM, OUTER, RIGHT, SECTION, digits_of
from desktop.printing.wording import Wording, wording

CUT_AT = 198.0


def render_stop(
    record: StopRecord, footer: Footer | None = None, *, preview: bool = False
) -> bytes:
    """The request as a PDF file, with a confirmation to tear off. Raises MissingGlyph, TooLong."""
    drawn = draw_stop(record, footer, preview=preview)
    return drawn.pdf if preview else drawn.printable()


def draw_stop(record: StopRecord, footer: Footer | None = None, *, preview: bool = False) -> Drawn:
    """As `render_stop`, with what the page says and what is wrong with it."""
    words = wording(record.form)
    sheet = Sheet(words.text("title"), words.text("subject"), words.text("keywords"))
    sheet.void_mark(footer)
    centre = record.centre
    sheet.tag(words.text("tag"))
    sheet.reprint_mark(footer, 46)
    sheet.text(LEFT, 28.4, words.text("title"), 20, BOLD)
    sheet.approval(centre.approvers)
    sheet.meta_row(
        33,
        8.5,
        (
            (22, words.text("number"), 38, record.number, True),
            (18, words.text("issued"), 32, show_date(record.issued_on), False),
            (20, words.text("document"), 40, "", False),
        ),
    )
    addressee = record.partner_head
    if record.reference:
        addressee += " " + words.text("reference").format(who=record.reference)
    sheet.text(LEFT, 49.6, words.text("to"), 11, SEMIBOLD)
    sheet.cell(32, 44.4, 158, 7.4, addressee, 11, place=Place("partner_head", words.text("to")))
    sheet.text(LEFT, 56.6, words.text("about"), 11, SEMIBOLD)
    sheet.text(34, 56.6, words.text("about_text"), 11, BOLD)
    sheet.across(60, SECTION)
    sheet.text(LEFT, 67, words.text("line_1_whole" if record.whole else "line_1"), 11)
    end = sheet.text(LEFT, 73.6, words.text("line_2_before"), 11)
    due = words.text("line_2_due").format(day=show_day(record.answer_due))
    end = sheet.text(end, 73.6, due, 11, BOLD)
    sheet.text(end, 73.6, words.text("line_2_after"), 11)
    y = 79.0
    sheet.across(y, OUTER)
    slip = words.text("slip_value").format(
        number=record.number, day=show_date(record.slip_issued_on)
    )
    rows = (
        ("slip", slip, 9.4),
        ("partner", _names(record, words), 9.4),
        ("consent", record.consent_number, 9.4),
        ("withdrawn", show_date(record.withdrawn_on), 9.4),
        ("items", ", ".join(words.text(f"rows.{item.value}") for item in record.items), 13.4),
        ("request", words.text("request_value"), 9.8),
    )
    for number, (key, value, height) in enumerate(rows):
        last = number == len(rows) - 1
        face = {"slip": BOLD, "request": BOLD, "partner": SEMIBOLD}.get(key, REGULAR)
        label = words.text(key)
        sheet.label(LEFT, y, 30, height, label)
        sheet.down(50, y, y + height)
        place = Place(key, label)
        sheet.cell(50, y, 140, height, value, 11, face, place=place)
        y += height
        sheet.across(y, OUTER if last else INNER)
    sheet.text(LEFT + 10.5 / MM, y + 6, words.text("end"), 10.5)
    sheet.signature_of(centre.sender, y + 21, centre.seal)
    sheet.across(181.2, INNER)
    contact = words.text("contact").format(who=record.counsellor, phone=centre.phone)
    if centre.fax:
        contact += words.text("contact_fax").format(fax=centre.fax)
    place = Place("counsellor", "담당")
    sheet.text(LEFT, 184.9, contact, 9.5, place=place, room=150)
    sheet.text(RIGHT, 184.9, words.text("openness"), 9.5, align=Align.RIGHT)
    building = f" ({centre.building})" if centre.building else ""
    y = sheet.address_line(centre.address + building, 189.0)
    sheet.foot(footer, y=max(193.2, y + 3.6), spec=False)
    _reply(sheet, record, words)
    with sheet.aside():
        sheet.text(RIGHT, 292, "210mm×297mm(백상지 80g/㎡)", 8.5, align=Align.RIGHT)
    return sheet.finish()


def _names(record: StopRecord, words: Wording) -> str:
    """The partner's name of today, and the one on the slip where that was another."""
    name = record.partner.replace("|", "")
    if not record.partner_before:
        return name
    before = record.partner_before.replace("|", "")
    return f"{name} {words.text('partner_before').format(name=before)}"


def _reply(sheet: Sheet, record: StopRecord, words: Wording) -> None:
    """The confirmation below the cut: the number and its code, no person."""
    centre = record.centre
    sheet.cut_line(CUT_AT, words.text("cut"))
    sheet.text(LEFT, 212.8, words.text("reply_title"), 19, BOLD)
    sheet.text(66, 207.4, words.text("reply_to"), 9.5, SEMIBOLD)
    place = Place("centre", "센터 이름")
    if sheet.width(centre.name, LEAST, BOLD) > 70:  # two close lines of a long name
        sheet.cell(80, 200.9, 70, 7.4, centre.name, 11, BOLD, pad=0, place=place, close=1.18)
    else:
        sheet.text(80, 207.4, centre.name, 11, BOLD, place=place, room=70)
    end = sheet.text(66, 212.8, words.text("fax"), 9.5, SEMIBOLD)
    fax, place = centre.fax or "      ", Place("fax", "센터 팩스")
    end = sheet.text(end + 2, 212.8, fax, 10.5, place=place, room=26)
    end = sheet.text(end + 3, 212.8, words.text("phone"), 9.5, SEMIBOLD)
    place = Place("centre_phone", "센터 전화")
    sheet.text(end + 2, 212.8, centre.phone, 10.5, place=place, room=130 - end)
    sheet.text(LEFT, 219.4, words.text("reply_how"), 9.5)
    sheet.text(168.6, 206.4, words.text("number"), 9.5, align=Align.RIGHT)
    sheet.text(168.6, 213, record.number, 15, BOLD, Align.RIGHT)
    due = words.text("due").format(day=show_day(record.answer_due))
    sheet.text(168.6, 219.4, due, 9.5, SEMIBOLD, Align.RIGHT)
    sheet.qr(173, 202.8, 17, digits_of(record.number))
    top, step = 223.2, 10.4
    keys = ("use", "destroyed", "kept", "passed", "person")
    month, day = words.text("month"), words.text("day")
    sheet.across(top, OUTER)

    def box(x: float, y: float, text: str) -> float:
        return sheet.choice(x, y, text, False, 10.5, 3.8)

    def at(x: float, y: float, text: str) -> None:
        sheet.text(x, sheet.middle(y, 10.5), text, 10.5)

    for number, key in enumerate(keys):
        y = top + number * step
        middle = y + step / 2
        sheet.label(LEFT, y, 22, step, words.text(key))
        sheet.across(y + step, OUTER if key == "person" else 0.6)
        if key == "use":
            first, second = words.texts("use_boxes")
            box(44.4, middle, first)
            box(118.4, middle, second)
        elif key == "destroyed":
            first, second = words.texts("destroyed_boxes")
            box(44.4, middle, first)
            at(88, middle, month)
            at(102, middle, f"{day})")
            box(118.4, middle, second)
        elif key == "kept":
            box(44.4, middle, words.text("kept_box"))
            at(186, middle, ")")
        elif key == "passed":
            first, second = words.texts("passed_boxes")
            box(44.4, middle, first)
            box(81.4, middle, second)
            at(186, middle, ")")
        else:
            base = sheet.middle(middle, 9)
            sheet.text(88.4, base, words.text("person_sign"), 9, align=Align.RIGHT)
            for x in (90.0, 104.0, 140.0, 156.0):
                sheet.down(x, y, y + step, 0.6)
            sheet.label(90, y, 14, step, words.text("person_phone"))
            sheet.label(140, y, 16, step, words.text("replied_on"))
            at(169, middle, month)
            at(184.4, middle, day)
    sheet.down(42, top, top + len(keys) * step, 0.6)
