"""The reply to tear off (회신서): it carries the number and nothing of the visitor, for it
travels by fax.
"""

from desktop.domain.calendar import show_day
from desktop.domain.papers import SlipRecord
from desktop.printing.drawn import Place
from desktop.printing.fonts import BOLD, SEMIBOLD
from desktop.printing.lettering import LEAST, Align
from desktop.printing.page import Sheet
from desktop.printing.strokes import LEFT, OUTER, RIGHT, digits_of
from desktop.printing.wording import Wording

CUT_AT = 198.0
"""The stub is exactly the lower third of the sheet and fits a DL envelope."""


def draw_stub(sheet: Sheet, record: SlipRecord, words: Wording) -> None:
    """The lower third of the partner's copy; all but the number is the same for many slips."""
    same = (words.form, record.centre, record.reply_due)
    sheet.once(("stub, left", *same), lambda: _left(sheet, record, words))
    sheet.text(168.6, 213, record.number, 17, BOLD, Align.RIGHT)
    sheet.once(("stub, due", *same), lambda: _due(sheet, record, words))
    sheet.qr(173, 202.8, 17, digits_of(record.number))
    sheet.once(("stub, table", *same), lambda: _foot(sheet, words))


def _left(sheet: Sheet, record: SlipRecord, words: Wording) -> None:
    sheet.cut_line(CUT_AT, words.text("stub.cut"))
    sheet.text(LEFT, 212.8, words.text("stub.title"), 21, BOLD)
    sheet.text(54, 207.4, words.text("stub.to"), 9.5, SEMIBOLD)
    place = Place("centre", "센터 이름")
    if sheet.width(record.centre.name, LEAST, BOLD) > 82:  # two close lines of a long name
        sheet.cell(68, 200.9, 82, 7.4, record.centre.name, 11, BOLD, pad=0, place=place, close=1.18)
    else:
        sheet.text(68, 207.4, record.centre.name, 11, BOLD, place=place, room=82)
    end = sheet.text(54, 212.8, words.text("stub.fax"), 9.5, SEMIBOLD)
    fax, place = record.centre.fax or "      ", Place("fax", "센터 팩스")
    end = sheet.text(end + 3, 212.8, fax, 11, place=place, room=30)
    end = sheet.text(end + 4, 212.8, words.text("stub.phone"), 9.5, SEMIBOLD)
    place = Place("centre_phone", "센터 전화")
    sheet.text(end + 3, 212.8, record.centre.phone, 11, place=place, room=129 - end)
    sheet.text(LEFT, 219.4, words.text("stub.how"), 9.5)
    sheet.text(168.6, 206.4, words.text("common.number"), 9.5, align=Align.RIGHT)


def _due(sheet: Sheet, record: SlipRecord, words: Wording) -> None:
    due = words.text("stub.due").format(day=show_day(record.reply_due))
    sheet.text(168.6, 219.4, due, 9.5, SEMIBOLD, Align.RIGHT)


def _foot(sheet: Sheet, words: Wording) -> None:
    _table(sheet, words)
    with sheet.aside():
        sheet.text(RIGHT, 292, "210mm×297mm(백상지 80g/㎡)", 8.5, align=Align.RIGHT)


def _table(sheet: Sheet, words: Wording) -> None:
    rules = 0.6
    heights = (8.4, 16.4, 15.4, 8.4, 9.4, 6.8)
    labels = ("arrival", "handling", "declined", "outcome", "person", "centre")
    edges = [223.2]
    for height in heights:
        edges.append(edges[-1] + height)
    value = LEFT + 22
    sheet.across(edges[0], OUTER)
    for number, (label, height) in enumerate(zip(labels, heights, strict=True)):
        y = edges[number]
        last = number == len(labels) - 1
        size = 9.5 if last else 10.0
        sheet.label(LEFT, y, 22, height, words.text(f"stub.{label}"), size)
        sheet.across(y + height, OUTER if last else rules)
    sheet.down(value, edges[0], edges[-1], rules)
    x = (44.4, 81.4, 118.4, 156.4)
    month, day = words.text("stub.month"), words.text("stub.day")

    def box(at: float, y: float, key: str) -> float:
        return sheet.choice(at, y, words.text(f"stub.{key}"), False, 10.5, 3.8)

    def words_at(at: float, y: float, text: str) -> None:
        sheet.text(at, sheet.middle(y, 10.5), text, 10.5)

    # arrival
    y = edges[0] + 4.2
    box(x[0], y, "arrived")
    words_at(73, y, month)
    words_at(87.6, y, f"{day})")
    box(x[2], y, "called")
    box(x[3], y, "not_come")
    # handling
    y = edges[1] + 4.4
    box(x[0], y, "accepted")
    words_at(74, y, month)
    words_at(85, y, f"{day})")
    box(94.4, y, "appointed")
    words_at(125, y, month)
    words_at(135.2, y, day)
    words_at(145.4, y, f"{words.text('stub.hour')} )")
    box(x[3], y, "using")
    y = edges[1] + 12
    box(x[0], y, "waiting")
    words_at(74, y, month)
    words_at(85, y, f"{day})")
    box(94.4, y, "passed")
    words_at(149, y, ")")
    box(x[3], y, "refused")
    # reasons
    reasons = words.texts("stub.decline_reasons")
    for number, reason in enumerate(reasons):
        row, column = divmod(number, 4)
        sheet.choice(x[column], edges[2] + 4.3 + row * 7, reason, False, 10.5, 3.8)
    # outcome
    y = edges[3] + 4.2
    box(x[0], y, "trained")
    box(x[1], y, "hired")
    words_at(111, y, month)
    words_at(122, y, f"{day})")
    box(132.4, y, "broken")
    box(x[3], y, "going")
    # person
    top, bottom = edges[4], edges[5]
    y = (top + bottom) / 2
    sheet.text(88.4, sheet.middle(y, 9), words.text("stub.person_sign"), 9, align=Align.RIGHT)
    sheet.down(90, top, bottom, rules)
    sheet.label(90, top, 14, bottom - top, words.text("stub.person_phone"))
    sheet.down(104, top, bottom, rules)
    sheet.down(140, top, bottom, rules)
    sheet.label(140, top, 16, bottom - top, words.text("stub.replied_on"))
    sheet.down(156, top, bottom, rules)
    words_at(169, y, month)
    words_at(184.4, y, day)
    # centre
    y = edges[5] + 3.4
    ways = words.texts("stub.ways")
    at = x[0]
    for way in ways:
        at = sheet.choice(at, y, way, False, 9.5, 3.4) + 4.2
    sheet.text(187.6, sheet.middle(y, 9.5), ")", 9.5)
