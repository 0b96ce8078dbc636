"""The sheet of a month's review of the access log: what was counted, and what was signed.

Row count and head of the chain stand on it, so that the paper in the file proves later
that nothing before it was taken out or changed.
"""

from desktop.domain.calendar import show_moment
from desktop.domain.ledgers import LogReviewRecord
from desktop.domain.papers import Footer
from desktop.printing.drawn import Drawn, Place
from desktop.printing.fonts import BOLD, SEMIBOLD
from desktop.printing.ledger import HEAD, draw_table, row_height
from desktop.printing.lettering import Align
from desktop.printing.page import Sheet
from desktop.printing.strokes import INNER, LEFT, OUTER, RIGHT, WIDTH
from desktop.printing.wording import wording

BOTTOM = 272.0
SIGNING = 56.0
"""Room of remark, signature and head at the end."""
TITLE = 9.0


def draw_log_review(record: LogReviewRecord, footer: Footer | None = None) -> Drawn:
    """The sheet; its tables go on over as many pages as they take."""
    words = wording(record.form)
    # Once to count the pages, once to draw them: a page says of how many it is.
    pages = _draw(record, None, 0).page
    sheet = _draw(record, footer, pages)
    sheet.foot(footer, f"{pages}-{sheet.page}", code=True)
    assert words.layout == 1
    return sheet.finish()


def _draw(record: LogReviewRecord, footer: Footer | None, pages: int) -> Sheet:
    words = wording(record.form)
    sheet = Sheet(words.text("title"), words.text("subject"), words.text("keywords"))

    def turn(y: float, room: float) -> float:
        if y + room <= BOTTOM:
            return y
        if pages:
            sheet.foot(footer, f"{pages}-{sheet.page}", code=True)
        sheet.next_page()
        return _head(sheet, record, footer)

    y = _head(sheet, record, footer)
    y = _facts(sheet, record, y)
    for table in record.tables:
        heights = [row_height(sheet, table, row, WIDTH) for row in table.rows]
        rows = list(table.rows)
        title = table.title
        while True:
            y = turn(y, TITLE + HEAD + (heights[0] if heights else 8.0))
            sheet.text(LEFT, y + 5.6, title, 12, BOLD)
            y += TITLE
            fit, used = 0, HEAD
            while fit < len(rows) and y + used + heights[fit] <= BOTTOM:
                used += heights[fit]
                fit += 1
            y = draw_table(sheet, table, rows[:fit], y, LEFT, RIGHT) + 3
            rows, heights = rows[fit:], heights[fit:]
            if not rows:
                break
            title = f"{table.title} {words.text('more')}"
            y = BOTTOM
    y = turn(y, SIGNING)
    _end(sheet, record, max(y, BOTTOM - SIGNING))
    return sheet


def _head(sheet: Sheet, record: LogReviewRecord, footer: Footer | None) -> float:
    words = wording(record.form)
    sheet.tag(words.text("tag"))
    place = Place("centre", "센터 이름")
    base = sheet.middle(14, 11)
    end = sheet.text(43.5, base, record.centre.name, 11, SEMIBOLD, place=place, room=110)
    sheet.reprint_mark(footer, end + 4)
    end = sheet.text(LEFT, 29, words.text("title"), 20, BOLD)
    sheet.text(end + 7, 29, record.month, 14, SEMIBOLD)
    return 34.0


def _facts(sheet: Sheet, record: LogReviewRecord, y: float) -> float:
    """The counts of the month in one row of boxes."""
    width = WIDTH / len(record.facts)
    sheet.across(y, OUTER)
    for number, (label, value) in enumerate(record.facts):
        x = LEFT + number * width
        if number:
            sheet.down(x, y, y + 15)
        sheet.label(x, y, width, 6.4, label, 9)
        place = Place("facts", label)
        sheet.cell(x, y + 6.4, width, 8.6, value, 14, BOLD, Align.CENTRE, pad=1, place=place)
    sheet.across(y + 6.4, INNER)
    sheet.across(y + 15, OUTER)
    return y + 18


def _end(sheet: Sheet, record: LogReviewRecord, y: float) -> None:
    """What was thought of it, who signed, and the head of the chain."""
    words = wording(record.form)
    rule = f"{words.text('rule')}: {record.rule}"
    sheet.cell(LEFT, y, WIDTH, 12, rule, 8.5, pad=0, leading=1.2, place=Place("rule", "기준"))
    y += 13
    sheet.across(y, OUTER)
    label = 34.0
    remark = record.remark or words.text("no_remark")
    y = sheet.table_row(
        y, 11, words.text("remark"), remark, place=Place("remark", "점검 의견"), label_width=label,
        size=10.5,
    )  # fmt: skip
    signed = words.text("unsigned")
    if record.signed_at is not None:
        signed = f"{record.signed_by}   {show_moment(record.signed_at)}   {words.text('sign_here')}"
    y = sheet.table_row(
        y, 8, words.text("signed"), signed, place=Place("signed", "점검한 사람"), label_width=label,
        size=10.5,
    )  # fmt: skip
    count = f"{record.seq:,}"
    y = sheet.table_row(y, 7.4, words.text("rows"), count, label_width=label, label_size=8.5)
    groups = [record.head[start : start + 8] for start in range(0, len(record.head), 8)]
    lines = (" ".join(groups[:4]), " ".join(groups[4:]))
    sheet.label(LEFT, y, label, 11, words.text("head"), 8.5)
    sheet.down(LEFT + label, y, y + 11)
    for number, line in enumerate(lines):
        sheet.text(LEFT + label + 2.4, sheet.middle(y + 3.2 + number * 4.8, 10.5), line, 10.5)
    sheet.across(y + 11, OUTER)
    sheet.text(LEFT, y + 14.6, words.text("head_note"), 8.5)
