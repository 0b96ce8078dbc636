"""The recovery code for the sealed envelope (복구 코드): printed once and never kept.

The code lies in the middle third and is folded in. No QR code: what a camera takes in
one tap is the wrong thing here.
"""

from desktop.domain.calendar import show_moment
from desktop.domain.papers import Footer, RecoveryRecord
from desktop.printing.drawn import Drawn, Place
from desktop.printing.fonts import BOLD, SEMIBOLD
from desktop.printing.lettering import Align
from desktop.printing.page import Sheet
from desktop.printing.strokes import LEFT, OUTER, RIGHT
from desktop.printing.wording import Wording, wording

FOLDS = (99.0, 198.0)


def render_recovery(record: RecoveryRecord, footer: Footer | None = None) -> bytes:
    """The paper as a PDF file; keep the bytes in memory only. Raises MissingGlyph, TooLong."""
    return draw_recovery(record, footer).printable()


def draw_recovery(record: RecoveryRecord, footer: Footer | None = None) -> Drawn:
    """As `render_recovery`, with what the page says and what is wrong with it."""
    words = wording(record.form)
    sheet = Sheet(words.text("title"), words.text("subject"), words.text("keywords"))
    sheet.frame(LEFT, 11, 28, 7.6, 0.8)
    sheet.text(34, sheet.middle(14.8, 11), words.text("tag"), 11, BOLD, Align.CENTRE)
    place = Place("centre_name", "센터 이름")
    base = sheet.middle(14.8, 12)
    sheet.text(RIGHT, base, record.centre_name, 12, SEMIBOLD, Align.RIGHT, place=place, room=136)
    sheet.text(LEFT, 33.4, words.text("title"), 28, BOLD)
    sheet.text(LEFT, 43, words.text("what"), 13)
    sheet.text(LEFT, 50.4, words.text("warning"), 12.2, BOLD)
    _facts(sheet, record, words)
    _code(sheet, record, words)
    _rules(sheet, words)
    sheet.foot(footer)
    return sheet.finish()


def _facts(sheet: Sheet, record: RecoveryRecord, words: Wording) -> None:
    number = words.text("edition_only").format(n=record.edition)
    if record.paper_number:
        number = words.text("edition_value").format(number=record.paper_number, n=record.edition)
    before = words.text("before_first")
    if record.edition > 1:
        before = words.text("before_void").format(n=record.edition - 1)
    copies = words.text("copies_value").format(count=record.copies, place=record.copy)
    rows = (
        (("store", record.store_name), ("check", record.check_value)),
        (("made", show_moment(record.made_at)), ("paper", number)),
        (("before", before), ("copies", copies)),
    )
    y = 56.0
    sheet.across(y, OUTER)
    for index, (left, right) in enumerate(rows):
        weight = OUTER if index == len(rows) - 1 else 0.5
        for x, end, (key, value) in ((LEFT, 105.0, left), (105.0, RIGHT, right)):
            label = words.text(key)
            sheet.table_row(
                y,
                9,
                label,
                value,
                place=Place(key, label),
                label_width=26,
                weight=weight,
                x=x,
                end=end,
            )
        y += 9
    sheet.down(105, 56, y)


def _code(sheet: Sheet, record: RecoveryRecord, words: Wording) -> None:
    for fold in FOLDS:
        sheet.rule(4, fold, 9, fold, 0.5)
        sheet.rule(201, fold, 206, fold, 0.5)
        sheet.text(12, sheet.middle(fold, 9), words.text("fold"), 9)
    sheet.text(LEFT, 109.6, words.text("heading"), 12, BOLD)
    top, step = 114.0, 18.2
    sheet.across(top, OUTER)
    for number, group in enumerate(record.groups):
        row, column = divmod(number, 2)
        x, y = LEFT + column * 85, top + row * step
        middle = y + step / 2
        sheet.text(x + 8, sheet.middle(middle, 15), str(number + 1), 15, SEMIBOLD, Align.CENTRE)
        digits = f"{group[:3]} {group[3:]}"
        sheet.text(x + 20, sheet.middle(middle, 32), digits, 32, BOLD, spread=2.2)
        if column == 0:
            sheet.across(y + step, OUTER if number >= len(record.groups) - 2 else 0.5)
    bottom = top + -(-len(record.groups) // 2) * step
    for x in (36.0, 105.0, 121.0):
        sheet.down(x, top, bottom)
    sheet.text(LEFT, bottom + 5.8, words.text("digit"), 10.5)


def _rules(sheet: Sheet, words: Wording) -> None:
    sheet.text(LEFT, 209.8, words.text("order"), 12, BOLD)
    y = 209.8
    for line in words.texts("order_lines"):
        sheet.text(46, y, line, 10.5)
        y += 5.8
    sheet.text(LEFT, 223, words.text("rules"), 12, BOLD)
    sheet.text(46, 223, words.text("rules_line"), 10.5, SEMIBOLD)
    edges = (LEFT, 42.0, 80.0, 114.0, 152.0, RIGHT)
    y = top = 229.0
    sheet.across(y, OUTER)
    for number, head in enumerate(words.texts("register_heads")):
        sheet.label(edges[number], y, edges[number + 1] - edges[number], 7.4, head)
    y += 7.4
    for row in words.texts("register_rows"):
        sheet.across(y)
        sheet.label(LEFT, y, 22, 11, row)
        for dot in (55.4, 64.4, 73.4):
            sheet.text(dot, sheet.middle(y + 5.5, 11), ".", 11)
        y += 11
    for edge in edges[1:-1]:
        sheet.down(edge, top, y)
    sheet.across(y, OUTER)
