"""기관별 연계 실적 on lying A4: a row a partner, the definitions as footnotes on the last sheet."""

from collections.abc import Sequence

from desktop.domain.calendar import show_date
from desktop.domain.papers import Footer
from desktop.domain.partner_results_paper import PartnerResultsRecord
from desktop.printing.drawn import Drawn, Place
from desktop.printing.fonts import BOLD, REGULAR, SEMIBOLD, Face
from desktop.printing.ledger import shown
from desktop.printing.lettering import Align
from desktop.printing.page import Sheet
from desktop.printing.strokes import INNER, LEFT, OUTER, SECTION
from desktop.printing.wording import wording

FIRST, ROW, HEAD = 56.0, 5.9, 6.4
"""Width of the names and height of a row and of each of the two lines of heads (mm)."""
SIZE, NOTE, NOTE_LEADING = 10.0, 8.5, 4.0
TOP, LOWEST = 39.5, 192.5
SHARES = 10.0
LEAST = 8.0
"""A longer name is set smaller, then shortened; the whole stands in the program."""
PLAIN = ("회신율",)
"""Heads over one column alone; the others stand over 건 and 명."""


def draw_partner_results(record: PartnerResultsRecord, footer: Footer | None = None) -> Drawn:
    """The table over as many sheets as it takes. Raises MissingGlyph, TooLong."""
    return _Table(record, footer).draw()


class _Table:
    """The paper on its sheets."""

    def __init__(self, record: PartnerResultsRecord, footer: Footer | None) -> None:
        self.record, self.footer = record, footer
        self.words = wording(record.form)
        self.sheet = Sheet(
            self.words.text("title"), self.words.text("subject"), self.words.text("keywords"),
            lying=True,
        )  # fmt: skip
        self.right = self.sheet.width_mm - LEFT
        self.notes = self._note_lines()

    def draw(self) -> Drawn:
        """Every sheet."""
        parts = self._parts()
        for number, rows in enumerate(parts):
            if number:
                self.sheet.next_page()
            self._head(number > 0)
            y = self._heads(TOP)
            y = self._rows(rows, y)
            if number == len(parts) - 1:
                y = self._row(self.record.total, y, SEMIBOLD, OUTER)
                self._uprights(y)
                self._below(y)
            else:
                self._uprights(y)
            self.sheet.foot(
                self.footer, f"{len(parts)}-{number + 1}", y=self.sheet.height_mm - 8.2, code=True
            )
        return self.sheet.finish()

    def _parts(self) -> list[Sequence[tuple[str, ...]]]:
        """The rows of each sheet; total, shares and notes stand under the last of them."""
        rows = list(self.record.rows)
        begin = TOP + 2 * HEAD
        most = int((LOWEST - begin) / ROW)
        under = ROW + SHARES + 9 + NOTE_LEADING * len(self.notes)
        last = max(1, int((LOWEST - begin - under) / ROW))
        parts: list[Sequence[tuple[str, ...]]] = []
        while len(rows) > last:
            take = min(most, len(rows) - 1)
            parts.append(rows[:take])
            rows = rows[take:]
        return [*parts, rows]

    def _head(self, more: bool) -> None:
        sheet, record, words = self.sheet, self.record, self.words
        sheet.text(
            LEFT, sheet.middle(13, 12), record.centre.name, 12, SEMIBOLD,
            place=Place("centre", "센터 이름"), room=120,
        )  # fmt: skip
        end = sheet.text(LEFT, 26, f"{record.period} {words.text('title')}", 20, BOLD)
        sheet.reprint_mark(self.footer, end + 5, 23.4)
        made = words.text("period").format(period=record.days, made=show_date(record.made_on))
        if record.scope:
            made += "   ·   " + words.text("scope").format(scope=record.scope)
        sheet.text(LEFT, 35, made, 10.5, place=Place("scope", "대상"), room=self.right - LEFT - 72)
        if more:
            sheet.text(self.right, 35, words.text("more"), 10.5, SEMIBOLD, Align.RIGHT)
        else:
            sheet.approval(record.centre.approvers)

    @property
    def edges(self) -> list[float]:
        """Where the columns after the name begin, and where the last ends."""
        count = len(self.record.total) - 1
        each = (self.right - LEFT - FIRST) / count
        return [LEFT + FIRST + each * place for place in range(count + 1)]

    def _groups(self) -> list[tuple[str, tuple[str, ...]]]:
        """The heads with what stands under each."""
        words = self.words
        pair = (words.text("cases"), words.text("people"))
        heads = words.texts("heads")
        days = (words.text("mean"), words.text("median"))
        return [
            (head, (words.text("percent"),) if head in PLAIN else days if last else pair)
            for head, last in zip(heads, [False] * (len(heads) - 1) + [True], strict=True)
        ]

    def _heads(self, y: float) -> float:
        sheet, edges = self.sheet, self.edges
        sheet.across(y, OUTER, LEFT, self.right)
        sheet.label(LEFT, y, FIRST, 2 * HEAD, self.record.first)
        at = 0
        for head, under in self._groups():
            left, right = edges[at], edges[at + len(under)]
            sheet.label(left, y, right - left, HEAD, head, 9.5)
            if mark := self.marks.get(head):
                sheet.text(right - 0.7, y + 2.3, mark, 6, align=Align.RIGHT)
            sheet.rule(left, y + HEAD, right, y + HEAD, INNER)
            for place, word in enumerate(under):
                wide = edges[at + place + 1] - edges[at + place]
                sheet.label(edges[at + place], y + HEAD, wide, HEAD, word, 8.5, REGULAR)
            at += len(under)
        y += 2 * HEAD
        sheet.across(y, SECTION, LEFT, self.right)
        return y

    def _rows(self, rows: Sequence[tuple[str, ...]], y: float) -> float:
        if not self.record.rows:
            self.sheet.text(
                LEFT + 2, self.sheet.middle(y + ROW / 2, SIZE), self.words.text("none"), SIZE
            )
            self.sheet.across(y + ROW, SECTION, LEFT, self.right)
            return y + ROW
        for number, row in enumerate(rows):
            last = number == len(rows) - 1
            y = self._row(row, y, REGULAR, SECTION if last else INNER)
        return y

    def _row(self, row: tuple[str, ...], y: float, face: Face, weight: float) -> float:
        sheet, edges = self.sheet, self.edges
        base = sheet.middle(y + ROW / 2, SIZE)
        sheet.cell(
            LEFT,
            y + 0.3,
            FIRST,
            ROW - 0.6,
            shown(row[0]),
            SIZE,
            SEMIBOLD,
            pad=1.6,
            place=Place("name", self.record.first),
            least=LEAST,
            shorten=True,
        )
        for at, value in enumerate(row[1:]):
            room = edges[at + 1] - edges[at] - 1.5
            sheet.text(
                edges[at + 1] - 0.9, base, value, SIZE, face, Align.RIGHT,
                place=Place("figure", "수"), room=room,
            )  # fmt: skip
        sheet.across(y + ROW, weight, LEFT, self.right)
        return y + ROW

    def _uprights(self, y: float) -> None:
        """Full rules between the heads, thin ones between 건 and 명."""
        sheet, edges, at = self.sheet, self.edges, 0
        empty = not self.record.rows and y <= TOP + 2 * HEAD + 2 * ROW
        for _, under in self._groups():
            begin = TOP
            sheet.down(edges[at], begin, TOP + 2 * HEAD if empty else y)
            for place in range(1, len(under)):
                low = TOP + 2 * HEAD if empty else y
                sheet.rule(edges[at + place], TOP + HEAD, edges[at + place], low, 0.3)
            at += len(under)

    def _below(self, y: float) -> None:
        sheet, record = self.sheet, self.record
        # The hires of the period are counted in 건 and 명: twice the words.
        each = (self.right - LEFT) / (len(record.shares) + 0.6)
        middle = y + SHARES / 2 + 0.4
        for number, (label, value) in enumerate(record.shares):
            x = LEFT + each * number
            wide = self.right - x if number == len(record.shares) - 1 else each
            if number:
                sheet.down(x, middle - 2.6, middle + 2.6)
            end = sheet.text(x + 3, sheet.middle(middle, 10), label, 10, SEMIBOLD)
            size = 13.0 if len(value) < 8 else 11.0
            sheet.text(
                x + wide - 3, sheet.middle(middle, size), value, size, BOLD, Align.RIGHT,
                place=Place("share", label), room=x + wide - 3 - end - 1,
            )  # fmt: skip
        y += SHARES + 0.8
        sheet.across(y, SECTION, LEFT, self.right)
        y += 5.2
        sheet.text(LEFT, y, self.words.text("notes"), 9, SEMIBOLD)
        for line in self.notes:
            y += NOTE_LEADING
            sheet.text(LEFT, y, line, NOTE)

    @property
    def marks(self) -> dict[str, str]:
        """The number of the note that explains a head."""
        terms = [note.partition(":")[0] for note in self.record.notes]
        return {
            head: f"{terms.index(term) + 1})"
            for head, term in (
                (head, head.removeprefix("접수")) for head in self.words.texts("heads")
            )
            if term in terms
        }

    def _note_lines(self) -> list[str]:
        run = "   ".join(f"{at}) {note}" for at, note in enumerate(self.record.notes, 1))
        return self.sheet.wrap(run, NOTE, self.right - LEFT)
