"""The papers of a destruction: the request to be signed, and the ledger. Neither names anybody."""

from collections.abc import Sequence

from desktop.domain.calendar import show_date, show_day
from desktop.domain.destruction_papers import (
    DestructionLedgerRecord,
    DestructionRequestRecord,
    LedgerEntry,
    RequestEntry,
)
from desktop.domain.papers import Footer
from desktop.printing.drawn import Drawn, Place
from desktop.printing.fonts import BOLD, REGULAR, SEMIBOLD, Face, missing
from desktop.printing.lettering import Align
from desktop.printing.page import Sheet
from desktop.printing.strokes import INNER, LEFT, OUTER, RIGHT, WIDTH
from desktop.printing.wording import Wording, wording

LYING_RIGHT = 277.0
LEDGER_COLUMNS = (11.0, 28.0, 33.0, 16.0, 25.5, 25.5, 24.0, 52.0, 21.0, 21.0)
LEDGER_ROW = 11.4
LEDGER_ROWS = 12
LEFT_ROWS, LEFT_ROW = 19, 8.4
"""Files still to be removed, on sheets of their own behind the ledger: each stands whole."""
REQUEST_COLUMNS = (12.0, 34.0, 46.0, 25.0, 28.0, 25.0)
REQUEST_ROW = 8.0
FIRST_ROWS, MORE_ROWS = 13, 29


def draw_ledger(record: DestructionLedgerRecord, footer: Footer | None = None) -> Drawn:
    """The ledger, twelve rows a sheet lying down; behind it the files still to be removed."""
    words = wording(record.form)
    sheet = Sheet(words.text("title"), words.text("subject"), words.text("keywords"), lying=True)
    entries = record.entries
    listed = max(1, -(-len(entries) // LEDGER_ROWS))
    pages = listed + -(-len(record.files_left) // LEFT_ROWS)
    for page in range(listed):
        if page:
            sheet.next_page()
        part = entries[page * LEDGER_ROWS : (page + 1) * LEDGER_ROWS]
        sheet.tag(words.text("tag"), record.centre.name)
        sheet.reprint_mark(footer, 150)
        end = sheet.text(LEFT, 29, words.text("title"), 20, BOLD)
        period = words.text("period").format(
            first=show_date(record.first), last=show_date(record.last)
        )
        sheet.text(end + 7, 29, period, 12, SEMIBOLD)
        count = words.text("count").format(n=len(entries))
        sheet.text(LYING_RIGHT, 29, count, 12, SEMIBOLD, Align.RIGHT)
        y = _ledger_table(sheet, words, part, page * LEDGER_ROWS, last=page == listed - 1)
        sheet.text(LEFT, y + 5.4, words.text("way"), 9.5)
        sheet.text(LYING_RIGHT, y + 5.4, words.text("number_note"), 9.5, align=Align.RIGHT)
        if page == listed - 1 and record.out_of_reach:
            told = words.text("out_of_reach") + _drawable(" · ".join(record.out_of_reach), SEMIBOLD)
            place = Place("out_of_reach", words.text("out_of_reach"))
            sheet.cell(
                LEFT, y + 7, LYING_RIGHT - LEFT, 9, told, 9.5, SEMIBOLD, pad=0, place=place,
                shorten=True,
            )  # fmt: skip
        sheet.foot(footer, f"{pages}-{page + 1}", y=201.8, code=True)
    for page in range(listed, pages):
        sheet.next_page()
        _files_left(sheet, words, record, (page - listed) * LEFT_ROWS)
        sheet.foot(footer, f"{pages}-{page + 1}", y=201.8, code=True)
    return sheet.finish()


def _files_left(sheet: Sheet, words: Wording, record: DestructionLedgerRecord, before: int) -> None:
    sheet.tag(words.text("tag"), record.centre.name)
    end = sheet.text(LEFT, 29, words.text("files_left"), 16, BOLD)
    count = words.text("files_count").format(n=len(record.files_left))
    sheet.text(end + 7, 29, count, 12, SEMIBOLD)
    y = 34.0
    place = Place("files_left", words.text("files_left"))
    for number, told in enumerate(record.files_left[before : before + LEFT_ROWS], before + 1):
        sheet.across(y, x2=LYING_RIGHT)
        sheet.text(LEFT + 2, sheet.middle(y + LEFT_ROW / 2, 10), str(number), 10)
        sheet.cell(
            LEFT + 12, y, LYING_RIGHT - LEFT - 12, LEFT_ROW, _drawable(told, REGULAR), 10,
            place=place, pad=0,
            least=7, shorten=True,
        )  # fmt: skip
        y += LEFT_ROW
    sheet.across(y, x2=LYING_RIGHT)


def _drawable(told: str, face: Face) -> str:
    """Names of files and folders are whatever somebody called them: no sign stops the paper."""
    while unknown := missing(told, face):
        told = told.replace(unknown, "□")
    return told


def _ledger_table(
    sheet: Sheet, words: Wording, part: Sequence[LedgerEntry], before: int, *, last: bool
) -> float:
    edges = _edges(LEDGER_COLUMNS)
    y = top = 33.5
    sheet.across(y, OUTER, x2=LYING_RIGHT)
    for number, head in enumerate(words.texts("heads")):
        sheet.label(edges[number], y, LEDGER_COLUMNS[number], 10, head, 9.5)
    y += 10
    place = Place("entries", words.text("title"))
    for number, entry in enumerate(part, before + 1):
        sheet.across(y, x2=LYING_RIGHT)
        kinds = entry.kinds
        if entry.records_approval:
            approval = words.text("approval").format(number=entry.records_approval)
            kinds = f"{kinds} · {approval}" if kinds else approval
        values = (
            (str(number), Align.CENTRE, REGULAR, 10),
            (entry.number, Align.CENTRE, SEMIBOLD, 10),
            (entry.file, Align.LEFT, REGULAR, 10),
            (entry.material, Align.CENTRE, REGULAR, 9.5),
            (show_date(entry.created_on), Align.CENTRE, REGULAR, 10),
            (show_date(entry.destroyed_on), Align.CENTRE, REGULAR, 10),
            (entry.reason, Align.CENTRE, REGULAR, 10),
            (kinds, Align.LEFT, REGULAR, 9),
            (entry.asked_by, Align.CENTRE, REGULAR, 10),
            (entry.decided_by, Align.CENTRE, REGULAR, 10),
        )
        for at, (value, align, face, size) in enumerate(values):
            sheet.cell(
                edges[at], y, LEDGER_COLUMNS[at], LEDGER_ROW, value, size, face, align,
                pad=1.2, leading=1.16, place=place, least=8, shorten=True,
            )  # fmt: skip
        y += LEDGER_ROW
    below = y
    if last and len(part) < LEDGER_ROWS:
        sheet.across(y, x2=LYING_RIGHT)
        rest = words.text("rest_empty" if part or before else "none")
        sheet.text(LEFT + 2, sheet.middle(y + LEDGER_ROW / 2, 10.5), rest, 10.5)
        y += LEDGER_ROW
    for edge in edges[1:-1]:
        sheet.down(edge, top, below)
    sheet.across(y, OUTER, x2=LYING_RIGHT)
    return y


def draw_request(record: DestructionRequestRecord, footer: Footer | None = None) -> Drawn:
    """The request: facts, list, and where the one who approves signs; long lists go on."""
    words = wording(record.form)
    sheet = Sheet(words.text("title"), words.text("subject"), words.text("keywords"))
    sheets = [record.entries[:FIRST_ROWS]]
    rest = record.entries[FIRST_ROWS:]
    while rest:
        sheets.append(rest[:MORE_ROWS])
        rest = rest[MORE_ROWS:]
    pages = len(sheets)
    sheet.tag(words.text("tag"), record.centre.name)
    sheet.reprint_mark(footer, 96)
    sheet.text(LEFT, 28.4, words.text("title"), 20, BOLD)
    sheet.approval(record.centre.approvers)
    y = _facts(sheet, words, record)
    sheet.text(LEFT, y + 8, words.text("list"), 12, BOLD)
    y = _request_table(sheet, words, sheets[0], 0, y + 11, last=pages == 1)
    if pages > 1:
        sheet.text(RIGHT, y + 5, words.text("more"), 9.5, align=Align.RIGHT)
    sheet.text(LEFT, y + 5, words.text("number_note"), 9.5)
    middle = (LEFT + RIGHT) / 2
    y = 252.0
    sheet.text(middle, y, words.text("statement"), 12, align=Align.CENTRE)
    sheet.text(middle, y + 8, show_date(record.asked_on), 12, align=Align.CENTRE)
    y += 13
    sheet.across(y, OUTER)
    sheet.label(LEFT, y, 26, 11, words.text("decision"))
    sheet.down(LEFT + 26, y, y + 11)
    decided = words.text("decision_open")
    if record.decided_on is not None:
        decided = words.text("decided").format(
            who=record.decided_by, day=show_day(record.decided_on)
        )
    sheet.cell(LEFT + 26, y, WIDTH - 26, 11, decided, 11, place=Place("decided_by", "승인자"))
    sheet.across(y + 11, OUTER)
    sheet.foot(footer, f"{pages}-1", code=True)
    before = len(sheets[0])
    for page, part in enumerate(sheets[1:], 2):
        sheet.next_page()
        sheet.text(LEFT, 20, words.text("title"), 14, BOLD)
        last = page == pages
        y = _request_table(sheet, words, part, before, 24, last=last)
        if not last:
            sheet.text(RIGHT, y + 5, words.text("more"), 9.5, align=Align.RIGHT)
        before += len(part)
        sheet.foot(footer, f"{pages}-{page}", code=True)
    return sheet.finish()


def _facts(sheet: Sheet, words: Wording, record: DestructionRequestRecord) -> float:
    y = 36.0
    sheet.across(y, OUTER)
    reasons = tuple(dict.fromkeys(entry.reason for entry in record.entries))
    files = tuple(dict.fromkeys(entry.file for entry in record.entries))
    none = "records_open" if record.records_needed else "records_none"
    records = record.records_approval or words.text(none)
    rows = (
        ("asked_on", show_day(record.asked_on), 8.6),
        ("asked_by", record.asked_by, 8.6),
        ("file", ", ".join(files), 8.6),
        ("count", words.text("count_value").format(n=len(record.entries)), 8.6),
        ("reason", ", ".join(reasons), 8.6),
        ("ground", " / ".join(record.grounds), 12.4),
        ("way", words.text("way_value"), 12.4),
        ("records", records, 8.6),
    )
    for number, (key, value, height) in enumerate(rows):
        label = words.text(key)
        weight = OUTER if number == len(rows) - 1 else INNER
        y = sheet.table_row(
            y, height, label, value, place=Place(key, label), label_width=34, weight=weight
        )
    return y


def _request_table(
    sheet: Sheet,
    words: Wording,
    part: Sequence[RequestEntry],
    before: int,
    y: float,
    *,
    last: bool,
) -> float:
    edges = _edges(REQUEST_COLUMNS)
    top = y
    sheet.across(y, OUTER)
    for number, head in enumerate(words.texts("heads")):
        sheet.label(edges[number], y, REQUEST_COLUMNS[number], 8, head, 9.5)
    y += 8
    place = Place("entries", words.text("list"))
    for number, entry in enumerate(part, before + 1):
        sheet.across(y)
        values = (
            (str(number), Align.CENTRE, REGULAR),
            (entry.number, Align.CENTRE, SEMIBOLD),
            (entry.file, Align.LEFT, REGULAR),
            (show_date(entry.created_on), Align.CENTRE, REGULAR),
            (show_date(entry.due_on) if entry.due_on else "", Align.CENTRE, REGULAR),
            (entry.reason, Align.CENTRE, REGULAR),
        )
        for at, (value, align, face) in enumerate(values):
            sheet.cell(
                edges[at], y, REQUEST_COLUMNS[at], REQUEST_ROW, value, 10, face, align,
                pad=1.4, leading=1.14, place=place, least=8.5, shorten=True,
            )  # fmt: skip
        y += REQUEST_ROW
    below = y
    if last and len(part) < (FIRST_ROWS if not before else MORE_ROWS):
        sheet.across(y)
        sheet.text(
            LEFT + 2, sheet.middle(y + REQUEST_ROW / 2, 10.5), words.text("rest_empty"), 10.5
        )
        y += REQUEST_ROW
    for edge in edges[1:-1]:
        sheet.down(edge, top, below)
    sheet.across(y, OUTER)
    return y


def _edges(columns: Sequence[float]) -> list[float]:
    edges = [LEFT]
    for width in columns:
        edges.append(edges[-1] + width)
    return edges
