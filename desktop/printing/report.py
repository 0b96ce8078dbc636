"""Papers of facts and tables over as many sheets as it takes: rights of the person, registers.

The form names labels, heads and sentences, the record the values. A row that does not fit
goes on under the same heads on the next sheet, so that nothing said of somebody is ever cut.
"""

from collections.abc import Sequence

from desktop.domain.calendar import show_date
from desktop.domain.papers import Footer, ReportRecord, ReportTable
from desktop.printing.drawn import Drawn, Place
from desktop.printing.fonts import BOLD, REGULAR, SEMIBOLD, Face
from desktop.printing.lettering import Align
from desktop.printing.page import CODE_ROOM, Sheet
from desktop.printing.strokes import INNER, LEFT, OUTER, RIGHT, SECTION, WIDTH
from desktop.printing.wording import wording

LOWEST = 277.0
"""Nothing of the report stands below this (mm); the contact and the foot line do."""
NEXT_PAGE = 27.0
SIZE, LEADING, PAD = 10.0, 4.9, 2.0
LABEL = 34.0
HEAD = 7.6
AIR = 3.2
"""Height of a row beyond its lines (mm)."""
STAYING = ("breach", "data-file")
"""Forms that stay in the office and so bear the print number as bars; the others go out."""


def render_report(
    record: ReportRecord, footer: Footer | None = None, *, preview: bool = False
) -> bytes:
    """The report as a PDF file. Raises MissingGlyph, TooLong."""
    drawn = draw_report(record, footer, preview=preview)
    return drawn.pdf if preview else drawn.printable()


def draw_report(
    record: ReportRecord, footer: Footer | None = None, *, preview: bool = False
) -> Drawn:
    """As `render_report`, with what the pages say and what is wrong with them."""
    counted = _Report(record, footer, 0)
    counted.draw()
    report = _Report(record, footer, counted.sheet.page)
    return report.draw()


class _Report:
    """One report on its sheets."""

    def __init__(self, record: ReportRecord, footer: Footer | None, pages: int) -> None:
        """`pages` is how many sheets there will be; 0 while they are counted."""
        self.record, self.footer, self.pages = record, footer, pages
        self.words = wording(record.form)
        self.sheet = Sheet(
            self.words.text("title"), self.words.text("subject"), self.words.text("keywords")
        )
        self.y = 0.0

    def draw(self) -> Drawn:
        """Every sheet."""
        self._head()
        self._sentences("opening")
        if self.record.facts:
            self._facts()
        for table in self.record.tables:
            self._table(table)
        self._sentences("closing")
        if self._words("signed"):
            self._signature()
        self._foot()
        return self.sheet.finish()

    # the sheets

    def _head(self) -> None:
        sheet, record, words = self.sheet, self.record, self.words
        sheet.void_mark(self.footer)
        tag = words.text("tag")
        wide = max(20.0, sheet.width(tag, 10, BOLD) + 6)
        sheet.tag(tag, wide=wide)
        sheet.reprint_mark(self.footer, LEFT + wide + 4)
        base, place = sheet.middle(14, 12), Place("centre", "센터 이름")
        sheet.text(
            RIGHT, base, record.centre.name, 12, SEMIBOLD, Align.RIGHT, place=place, room=110
        )
        sheet.text(LEFT, 28.4, words.text("title"), 20, BOLD)
        sheet.meta_row(
            33,
            8.5,
            (
                (24, words.text("number"), 46, record.number, False),
                (20, words.text("issued"), 34, show_date(record.issued_on), False),
                (18, words.text("written_by"), 28, "", False),
            ),
        )
        place = Place("counsellor", words.text("written_by"))
        sheet.cell(162, 33, 28, 8.5, record.counsellor, 11, place=place)
        self.y = 46.5
        if record.addressee:
            base = sheet.middle(47.8, 11)
            x = sheet.text(LEFT, base, words.text("to"), 11, SEMIBOLD) + 4
            place = Place("addressee", words.text("to"))
            wide = RIGHT - x
            sheet.cell(x, 44.6, wide, 6.4, record.addressee, 11, SEMIBOLD, place=place, pad=0)
            self.y = 54.0

    def _turn(self) -> None:
        self._foot()
        sheet, words = self.sheet, self.words
        sheet.next_page()
        sheet.void_mark(self.footer)
        sheet.text(LEFT, 17, words.text("title"), 12, BOLD)
        head = f"{words.text('number')} {self.record.number}"
        place = Place("number", words.text("number"))
        sheet.text(RIGHT, 17, head, 10, SEMIBOLD, Align.RIGHT, place=place, room=90)
        sheet.across(20, SECTION)
        self.y = NEXT_PAGE

    def _foot(self) -> None:
        sheet, record = self.sheet, self.record
        contact = self.words.text("contact").format(phone=record.centre.phone)
        sheet.across(280, INNER)
        place = Place("centre_phone", "센터 전화")
        stays = record.form.rpartition("-")[0] in STAYING
        room = WIDTH - CODE_ROOM if stays else WIDTH
        sheet.text(LEFT, 284, contact, 9, place=place, room=room)
        number = f"{self.pages or 99}-{sheet.page}"
        sheet.foot(self.footer, number, instead=self._words("preview"), code=stays)

    def _room(self, height: float) -> None:
        """Go on to the next sheet unless so much (mm) fits here."""
        if self.y + height > LOWEST:
            self._turn()

    # what stands on them

    def _words(self, key: str) -> str:
        """A sentence the form need not have."""
        return str(self.words.words.get(key, ""))

    def _sentences(self, key: str) -> None:
        for sentence in self.words.texts(key) if key in self.words.words else ():
            told = sentence.replace("{remark}", self.record.remark)
            self._paragraph(told)

    def _paragraph(self, text: str, face: Face = REGULAR) -> None:
        sheet = self.sheet
        for line in sheet.wrap(text, 11, WIDTH, face):
            self._room(6)
            sheet.text(LEFT, self.y + 4, line, 11, face, place=Place("remark", "내용"))
            self.y += 5.8
        self.y += 1.4

    def _facts(self) -> None:
        """Labels at the left, values at the right."""
        rows = [(self.words.text(f"facts.{one.key}"), one.value) for one in self.record.facts]
        sheet = self.sheet
        self.y += 1.5
        self._room(20)
        sheet.across(self.y, OUTER)
        for number, (label, value) in enumerate(rows):
            lines = sheet.wrap(value, 11, WIDTH - LABEL - 2 * PAD) or [""]
            while lines:
                fit = self._fitting(5.4)
                part, lines = lines[:fit], lines[fit:]
                height = max(9.0, len(part) * 5.4 + AIR)
                sheet.label(LEFT, self.y, LABEL, height, label)
                sheet.down(LEFT + LABEL, self.y, self.y + height)
                self._lines(LEFT + LABEL, height, part, 11, 5.4, Place("facts", label))
                self.y += height
                last = not lines and number == len(rows) - 1
                sheet.across(self.y, OUTER if last else INNER)
                if lines or (not last and self.y + 9 > LOWEST):
                    self._turn()
                    sheet.across(self.y, OUTER)
        self.y += 5

    def _table(self, table: ReportTable) -> None:
        words, sheet, key = self.words, self.sheet, f"tables.{table.key}"
        widths = [float(part) for part in words.texts(f"{key}.widths")]
        heads = words.texts(f"{key}.heads")
        self._room(30)
        sheet.text(LEFT, self.y + 4.4, words.text(f"{key}.title"), 12, BOLD)
        own = words.words["tables"][table.key].get("count")
        count = (own or words.text("count")).format(n=len(table.rows))
        sheet.text(RIGHT, self.y + 4.4, count, 9.5, SEMIBOLD, Align.RIGHT)
        self.y += 7
        top = self._heads(widths, heads)
        if not table.rows:
            sheet.text(
                LEFT + PAD, sheet.middle(self.y + 4.4, SIZE), words.text(f"{key}.none"), SIZE
            )
            self.y += 8.8
            sheet.across(self.y, OUTER)
            self.y += 6
            return
        place = Place(table.key, words.text(f"{key}.title"))
        figures = words.words["tables"][table.key].get("figures", ())
        for row in table.rows:
            columns = [
                sheet.wrap(text, SIZE, width - 2 * PAD)
                for text, width in zip(row.cells, widths, strict=True)
            ]
            if self.y + LEADING * min(2, max(map(len, columns))) + AIR > LOWEST:
                self._edges(widths, top)
                self._turn()
                top = self._heads(widths, heads)
            while any(columns):
                fit = self._fitting(LEADING)
                parts = [lines[:fit] for lines in columns]
                columns = [lines[fit:] for lines in columns]
                height = max(8.4, max(map(len, parts)) * LEADING + AIR)
                x = LEFT
                for at, (part, width) in enumerate(zip(parts, widths, strict=True)):
                    end = x + width if at in figures else None
                    self._lines(x, height, part, SIZE, LEADING, place, end=end)
                    x += width
                self.y += height
                sheet.across(self.y, INNER)
                if any(columns):
                    self._edges(widths, top)
                    self._turn()
                    top = self._heads(widths, heads)
        self._edges(widths, top)
        self.y += 6

    def _fitting(self, leading: float) -> int:
        """How many lines still fit on this sheet."""
        return max(1, int((LOWEST - self.y - AIR) / leading))

    def _heads(self, widths: Sequence[float], heads: Sequence[str]) -> float:
        """The row of heads; gives back where the table begins."""
        sheet, top, x = self.sheet, self.y, LEFT
        sheet.across(top, OUTER)
        for width, head in zip(widths, heads, strict=True):
            sheet.label(x, top, width, HEAD, head, 9.5)
            x += width
        self.y += HEAD
        sheet.across(self.y, INNER)
        return top

    def _edges(self, widths: Sequence[float], top: float) -> None:
        """The upright rules of the part of a table that stands on this sheet, and its end."""
        x = LEFT
        for width in widths[:-1]:
            x += width
            self.sheet.down(x, top, self.y)
        self.sheet.across(self.y, OUTER)

    def _lines(
        self,
        x: float,
        height: float,
        lines: Sequence[str],
        size: float,
        leading: float,
        place: Place,
        *,
        end: float | None = None,
    ) -> None:
        """Lines of a cell from `x` on; figures stand at the right, before `end`."""
        sheet = self.sheet
        # A short cell beside a long text stands at its beginning, not in the middle of it.
        beside_long = height > (len(lines) + 2) * leading + AIR
        middle = self.y + height / 2
        if beside_long:
            middle = self.y + AIR / 2 + len(lines) * leading / 2
        top = middle - (len(lines) - 1) * leading / 2
        for number, line in enumerate(lines):
            base = sheet.middle(top + number * leading, size)
            if end is None:
                sheet.text(x + PAD, base, line, size, place=place)
            else:
                sheet.text(end - 3 * PAD, base, line, size, align=Align.RIGHT, place=place)

    def _signature(self) -> None:
        self._room(34)
        record, sheet = self.record, self.sheet
        middle = (LEFT + RIGHT) / 2
        self.y += 8
        sheet.text(middle, self.y, show_date(record.issued_on), 12, align=Align.CENTRE)
        self.y += 15
        sheet.signature_of(record.centre.sender, self.y, record.centre.seal)
        self.y += 10
