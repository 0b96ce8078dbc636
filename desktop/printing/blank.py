"""Blank forms of the law to be filled in by hand: rows of labels and room, boxes to tick.

What stands on them is wholly in the form's file; only the centre's names and the foot line
are the office's own. On these nobody's data stand.
"""

from typing import Any

from desktop.domain.papers import BlankRecord, Footer
from desktop.printing.drawn import Drawn, Place
from desktop.printing.fonts import BOLD, SEMIBOLD
from desktop.printing.lettering import Align
from desktop.printing.page import Sheet
from desktop.printing.strokes import INNER, LEFT, OUTER, RIGHT, WIDTH
from desktop.printing.wording import wording

LABEL = 30.0
SIZE, LEADING = 10.5, 5.6
END = 276.0
"""Above this (mm) stand the signature and whom the form goes to."""


def render_blank(record: BlankRecord, footer: Footer | None = None) -> bytes:
    """The form as a PDF file."""
    return draw_blank(record, footer).printable()


def draw_blank(record: BlankRecord, footer: Footer | None = None) -> Drawn:
    """As `render_blank`, with what the page says and what is wrong with it."""
    words = wording(record.form)
    sheet = Sheet(words.text("title"), words.text("subject"), words.text("keywords"))
    sheet.text(LEFT, 15, words.text("reference"), 9)
    place = Place("centre", "센터 이름")
    sheet.text(RIGHT, 15, record.centre.name, 10.5, SEMIBOLD, Align.RIGHT, place=place, room=90)
    middle = (LEFT + RIGHT) / 2
    sheet.text(middle, 29, words.text("title"), 20, BOLD, Align.CENTRE)
    sheet.text(LEFT, 38, words.text("hint"), 9)
    y = 40.5
    for section in words.words["section"]:
        if section["title"]:
            sheet.text(LEFT, y + 5.4, section["title"], 11.5, BOLD)
            y += 7.6
        sheet.across(y, OUTER)
        rows = section["row"]
        for number, row in enumerate(rows):
            y = _row(sheet, y, row, OUTER if number == len(rows) - 1 else INNER)
        y += 3.4
    y += 2
    for line in sheet.wrap(words.text("statement"), 11, WIDTH):
        sheet.text(LEFT, y + 4, line, 11)
        y += 6
    _end(sheet, record, max(y + 6, END - 36))
    sheet.across(280, INNER)
    contact = words.text("contact").format(phone=record.centre.phone)
    place = Place("centre_phone", "센터 전화")
    sheet.text(LEFT, 284, contact, 9, place=place, room=WIDTH)
    sheet.foot(footer, "1-1")
    return sheet.finish()


def _row(sheet: Sheet, y: float, row: dict[str, Any], weight: float) -> float:
    """A row of one or more labels, each with the room behind it."""
    cells, high = row["cells"], float(row["high"])
    wide = WIDTH / len(cells)
    for number, (label, text) in enumerate(cells):
        x = LEFT + number * wide
        if number:
            sheet.down(x, y, y + high)
        sheet.label(x, y, LABEL, high, label)
        sheet.down(x + LABEL, y, y + high)
        lines = [
            line
            for part in text.split("|")
            for line in (sheet.wrap(part, SIZE, wide - LABEL - 4) or [""])
        ]
        # Boxes stand in the middle of the row; what is only a hint leaves room to write below.
        used = len(lines) * LEADING
        base = y + (1.4 if row.get("written") else (high - used) / 2)
        for at, line in enumerate(lines if text else ()):
            spot = sheet.middle(base + (at + 0.5) * LEADING, SIZE)
            size = 9.0 if row.get("written") else SIZE
            sheet.text(x + LABEL + 2.4, spot, line, size, place=Place("row", label))
    sheet.across(y + high, weight)
    return y + high


def _end(sheet: Sheet, record: BlankRecord, y: float) -> None:
    """Day, who signs, and whom it goes to."""
    words = wording(record.form)
    middle = (LEFT + RIGHT) / 2
    sheet.text(middle, y, words.text("day"), 12, align=Align.CENTRE)
    for number, who in enumerate(words.texts("signers")):
        base = y + 10 + number * 8
        sheet.text(RIGHT - 34, base, words.text("sign_here"), 10)
        sheet.text(RIGHT - 106, base, who, 11, SEMIBOLD)
        sheet.rule(RIGHT - 84, base + 1.4, RIGHT - 36, base + 1.4, 0.5)
    if words.words["to"]:
        place = Place("sender", "받는 이")
        base = y + 14 + len(words.texts("signers")) * 8
        told = words.text("to").format(sender=record.centre.sender)
        sheet.text(LEFT, base, told, 14, BOLD, place=place, room=WIDTH)
