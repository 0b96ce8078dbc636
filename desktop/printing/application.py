"""The job-seeker application (구직신청서), filled in or blank, with the receipt to tear off.

The blank form is filled in by hand while waiting; its order is the order of the
intake screen, so that keying in follows the paper from top to bottom.
"""

from collections.abc import Sequence

from desktop.domain.calendar import show_date, show_moment
from desktop.domain.papers import ApplicationRecord, Footer
from desktop.printing.drawn import Drawn, Place
from desktop.printing.fonts import BOLD, SEMIBOLD
from desktop.printing.lettering import LEAST, Align
from desktop.printing.page import Sheet
from desktop.printing.strokes import INNER, LEFT, OUTER, RIGHT, SECTION, digits_of
from desktop.printing.wording import Wording, wording

TOP, BOTTOM = 54.6, 235.6
HEAD = 6.4
NAMES = LEFT + 11
VALUES = NAMES + 20
CUT_AT = 254.5
MOST_CAREERS = 5


def render_application(
    record: ApplicationRecord, footer: Footer | None = None, *, preview: bool = False
) -> bytes:
    """The application as a PDF file; without a number it is the blank form.

    Raises MissingGlyph, TooLong.
    """
    drawn = draw_application(record, footer, preview=preview)
    return drawn.pdf if preview else drawn.printable()


def draw_application(
    record: ApplicationRecord, footer: Footer | None = None, *, preview: bool = False
) -> Drawn:
    """As `render_application`, with what the page says and what is wrong with it."""
    words = wording(record.form)
    sheet = Sheet(words.text("common.title"), words.text("subject"), words.text("keywords"))
    paper = _Application(sheet, record, footer, words)
    paper.draw()
    return sheet.finish()


class _Application:
    """One application on its sheet."""

    def __init__(
        self, sheet: Sheet, record: ApplicationRecord, footer: Footer | None, words: Wording
    ) -> None:
        self.sheet = sheet
        self.record = record
        self.footer = footer
        self.words = words
        self.blank = not record.number
        self.long_name = sheet.width(record.name, 11) > 30
        self.careers = record.careers[:MOST_CAREERS]
        rows = 15 + max(3, len(self.careers)) + (1 if self.long_name else 0)
        self.step = (BOTTOM - TOP - HEAD) / rows

    def draw(self) -> None:
        """From the centre's box at the top down to the receipt."""
        self.sheet.void_mark(self.footer)
        self._head()
        y = TOP
        self.sheet.across(y, OUTER)
        y = self._person(y)
        y = self._education(y)
        y = self._state(y)
        y = self._careers(y)
        y = self._licences(y)
        y = self._wishes(y)
        y = self._helps(y)
        self.sheet.across(y, OUTER)
        self._sign(y)
        self._receipt()
        blank = self.words.text("common.blank").format(edition=self.words.edition)
        self.sheet.foot(self.footer, instead=blank if self.blank else "", code=True)

    # Pieces of a row

    def _label(self, key: str) -> str:
        return self.words.text(f"labels.{key}")

    def _boxes(self, key: str, values: Sequence[str]) -> list[tuple[str, bool]]:
        """The form's boxes with what applies ticked; a word without a box gets its own."""
        wanted = [value for value in values if value]
        boxes: list[tuple[str, bool]] = []
        matched: set[str] = set()
        for meanings in self.words.options(f"boxes.{key}"):
            hits = [value for value in wanted if value in meanings]
            matched.update(hits)
            boxes.append((meanings[0], bool(hits)))
        others = {codes[0]: codes[1] for codes in self.words.options(f"others.{key}")}
        boxes.extend((others.get(value, value), True) for value in wanted if value not in matched)
        return boxes

    def _name_cell(self, y: float, x: float, width: float, key: str) -> None:
        self.sheet.label(x, y, width, self.step, self._label(key))
        self.sheet.down(x, y, y + self.step)
        self.sheet.down(x + width, y, y + self.step)

    def _value(self, y: float, x: float, end: float, key: str, value: str) -> None:
        place = Place(key, self._label(key))
        self.sheet.cell(x, y + 0.5, end - x, self.step - 1, value, 11, place=place)

    def _choices(
        self, y: float, x: float, end: float, key: str, values: Sequence[str], gap: float = 5
    ) -> None:
        self.sheet.choices(
            x + 2,
            y + self.step / 2,
            end - x - 3,
            self._boxes(key, values),
            10.5,
            gap=gap,
            place=Place(key, self._label(key) if key != "channel" else ""),
        )

    def _section(self, y: float, rows: float, key: str) -> float:
        """The word at the left of a section of so many rows; gives back its lower edge."""
        bottom = y + rows
        self.sheet.label(LEFT, y, 11, rows, self.words.text(f"sections.{key}"), 10.5)
        self.sheet.down(NAMES, y, bottom)
        if bottom < BOTTOM - 0.1:
            self.sheet.across(bottom, SECTION)
        return bottom

    def _between(self, y: float) -> None:
        self.sheet.across(y, INNER, NAMES)

    # Sections

    def _head(self) -> None:
        sheet, record, words = self.sheet, self.record, self.words
        sheet.tag(words.text("common.tag"))
        place = Place("centre", "센터 이름")
        base = sheet.middle(14, 11)
        end = sheet.text(43.5, base, record.centre.name, 11, SEMIBOLD, place=place, room=115)
        sheet.reprint_mark(self.footer, end + 4)
        sheet.text(LEFT, 28.4, words.text("common.title"), 21, BOLD)
        sheet.text(RIGHT, 21.4, words.text("common.how"), 9.5, align=Align.RIGHT)
        no_numbers = words.text("common.no_numbers")
        sheet.text(RIGHT, 26.8, no_numbers, 9.5, SEMIBOLD, Align.RIGHT)
        received = show_moment(record.received_at) if record.received_at else ""
        valid = show_date(record.valid_until) if record.valid_until else ""
        sheet.across(32, OUTER)
        sheet.across(40)
        sheet.across(48, OUTER)
        cells = (
            (32, 20, 22, "number", 82, record.number),
            (32, 82, 22, "received", 142, received),
            (32, 142, 14, "counsellor", 190, record.counsellor),
            (40, 142, 14, "valid", 190, valid),
        )
        for y, x, width, key, end_x, value in cells:
            label = words.text(f"common.{key}")
            sheet.label(x, y, width, 8, label)
            sheet.down(x + width, y, y + 8)
            if x > LEFT:
                sheet.down(x, y, y + 8)
            size, face = (14.0, BOLD) if key == "number" else (11.0, SEMIBOLD)
            if key == "number":
                sheet.cell(
                    x + width, y, end_x - x - width, 8, value, size, face, place=Place(key, label)
                )
            else:
                sheet.cell(x + width, y, end_x - x - width, 8, value, size, place=Place(key, label))
        label = words.text("common.channel")
        sheet.label(LEFT, 40, 22, 8, label)
        sheet.down(42, 40, 48)
        boxes = self._boxes("channel", (record.channel,))
        sheet.choices(44, 44, 97, boxes, 10.5, gap=4, place=Place("channel", label))
        sheet.text(LEFT, 52.2, words.text("common.centre_only"), 9)

    def _person(self, y: float) -> float:
        sheet, record = self.sheet, self.record
        rows = 5 if self.long_name else 4
        bottom = self._section(y, rows * self.step, "person")
        self._name_cell(y, NAMES, 20, "name")
        if self.long_name:
            self._value(y, VALUES, RIGHT, "name", record.name)
            y += self.step
            self._between(y)
            self._name_cell(y, NAMES, 20, "birth")
            self._birth(y, VALUES, 142)
            self._name_cell(y, 142, 14, "sex")
            self._choices(y, 156, RIGHT, "sex", (record.sex,))
        else:
            self._value(y, VALUES, 85, "name", record.name)
            self._name_cell(y, 85, 18, "birth")
            self._birth(y, 103, 153)
            self._name_cell(y, 153, 11, "sex")
            self._choices(y, 164, RIGHT, "sex", (record.sex,), 4)
        y += self.step
        self._between(y)
        self._name_cell(y, NAMES, 20, "phone")
        self._value(y, VALUES, 101, "phone", record.phone)
        self._name_cell(y, 101, 22, "second_phone")
        self._value(y, 123, RIGHT, "second_phone", record.second_phone)
        y += self.step
        self._between(y)
        self._name_cell(y, NAMES, 20, "address")
        self._value(y, VALUES, RIGHT, "address", record.address)
        y += self.step
        self._between(y)
        self._name_cell(y, NAMES, 20, "contact_ways")
        self._choices(y, VALUES, 109, "contact_ways", record.contact_ways)
        self._name_cell(y, 109, 18, "contact_time")
        self._value(y, 127, RIGHT, "contact_time", record.contact_time)
        sheet.down(VALUES, y, bottom)
        return bottom

    def _birth(self, y: float, x: float, end: float) -> None:
        sheet, record = self.sheet, self.record
        lunar = self._label("lunar")
        box = end - sheet.width(lunar, 10.5) - 6.8
        sheet.choice(box, y + self.step / 2, lunar, record.lunar, 10.5)
        if record.birth:
            self._value(y, x, box, "birth", record.birth)
            return
        base = sheet.middle(y + self.step / 2, 11)
        for number in (1, 2, 3):
            sheet.text(box - 2.2 - (3 - number) * 8.6, base, ".", 11)

    def _education(self, y: float) -> float:
        record = self.record
        bottom = self._section(y, 2 * self.step, "education")
        self._name_cell(y, NAMES, 20, "education")
        self._choices(y, VALUES, RIGHT, "education", (record.education,))
        y += self.step
        self._between(y)
        self._name_cell(y, NAMES, 20, "school")
        self._value(y, VALUES, 116, "school", record.school)
        self._name_cell(y, 116, 16, "graduation")
        self._choices(y, 132, RIGHT, "graduation", (record.graduation,), 4)
        return bottom

    def _state(self, y: float) -> float:
        sheet, record = self.sheet, self.record
        bottom = self._section(y, 2 * self.step, "state")
        self._name_cell(y, NAMES, 20, "work_state")
        self._choices(y, VALUES, 138, "work_state", (record.work_state,), 3)
        self._name_cell(y, 138, 14, "idle_since")
        if record.idle_since or not self.blank:
            self._value(y, 152, RIGHT, "idle_since", record.idle_since)
        else:
            base = sheet.middle(y + self.step / 2, 10.5)
            sheet.text(167, base, self._label("idle_year"), 10.5)
            sheet.text(188, base, self._label("idle_month"), 10.5, align=Align.RIGHT)
        y += self.step
        self._between(y)
        self._name_cell(y, NAMES, 20, "benefits")
        self._choices(y, VALUES, RIGHT, "benefits", record.benefits, 7)
        return bottom

    def _careers(self, y: float) -> float:
        sheet, record = self.sheet, self.record
        count = max(3, len(self.careers))
        bottom = self._section(y, HEAD + count * self.step, "career")
        edges = (NAMES, 77.0, 123.0, 166.0, RIGHT)
        keys = ("company", "duty", "period", "leaving_reason")
        for number, key in enumerate(keys):
            x, end = edges[number], edges[number + 1]
            sheet.label(x, y, end - x, HEAD, self._label(key), 9.5)
            if number:
                sheet.down(x, y, bottom)
        y += HEAD
        for number in range(count):
            self._between(y)
            if number < len(self.careers):
                career = self.careers[number]
                values = (career.company, career.duty, career.period, career.leaving_reason)
                for column, (key, value) in enumerate(zip(keys, values, strict=True)):
                    x, end = edges[column], edges[column + 1]
                    place = Place("careers", self._label(key))
                    sheet.cell(
                        x, y, end - x, self.step, value, 10.5, pad=1.8, leading=1.2, place=place
                    )
            else:
                base = sheet.middle(y + self.step / 2, 11)
                for at, mark in ((134, "."), (141, "."), (144.2, "~"), (155.4, "."), (162.6, ".")):
                    sheet.text(at, base, mark, 11)
            y += self.step
        left_out = len(record.careers) - len(self.careers)
        if left_out:
            more = self.words.text("common.more_careers").format(count=left_out)
            sheet.text(RIGHT, 52.2, more, 9, align=Align.RIGHT)
        return bottom

    def _licences(self, y: float) -> float:
        record = self.record
        bottom = self._section(y, 2 * self.step, "licence")
        self._name_cell(y, NAMES, 20, "licences")
        self._value(y, VALUES, 116, "licences", record.licences)
        self._name_cell(y, 116, 14, "driving")
        self._choices(y, 130, RIGHT, "driving", record.driving, 3)
        y += self.step
        self._between(y)
        self._name_cell(y, NAMES, 20, "computer")
        self._choices(y, VALUES, RIGHT, "computer", record.computer)
        return bottom

    def _wishes(self, y: float) -> float:
        sheet, record = self.sheet, self.record
        bottom = self._section(y, 4 * self.step, "wish")
        self._name_cell(y, NAMES, 20, "jobs")
        self._numbered(y, VALUES, RIGHT, record.jobs, Place("jobs", self._label("jobs")))
        y += self.step
        self._between(y)
        self._name_cell(y, NAMES, 20, "employment_forms")
        self._choices(y, VALUES, RIGHT, "employment_forms", record.employment_forms)
        y += self.step
        self._between(y)
        self._name_cell(y, NAMES, 20, "regions")
        self._numbered(y, VALUES, 100, record.regions, Place("regions", self._label("regions")))
        self._name_cell(y, 100, 13, "wage")
        unit = self._label("wage_unit")
        if record.wage is not None:
            unit = f"{record.wage:,} {unit}"
        boxes = self._boxes("wage_kind", (record.wage_kind,))
        while len(boxes) > len(self.words.options("boxes.wage_kind")):
            unit = f"{boxes.pop()[0]} {unit}"  # a kind without a box stands before the amount
        taken = sheet.width(unit, 10.5) + 4
        place = Place("wage", self._label("wage"))
        sheet.choices(115, y + self.step / 2, 74 - taken, boxes, 10.5, gap=3, place=place)
        base = sheet.middle(y + self.step / 2, 10.5)
        sheet.text(188, base, unit, 10.5, align=Align.RIGHT)
        y += self.step
        self._between(y)
        self._name_cell(y, NAMES, 20, "hours")
        self._value(y, VALUES, 116, "hours", record.hours)
        self._name_cell(y, 116, 18, "from_when")
        self._value(y, 134, RIGHT, "from_when", record.from_when)
        return bottom

    def _numbered(
        self, y: float, x: float, end: float, values: Sequence[str], place: Place
    ) -> None:
        width = (end - x) / 3
        middle = y + self.step / 2
        for number in range(3):
            at = x + number * width
            self.sheet.text(at + 2, self.sheet.middle(middle, 10.5), str(number + 1), 10.5, BOLD)
            if number < len(values):
                self.sheet.cell(
                    at + 5.4, y, width - 5.8, self.step, values[number], 10.5, pad=0, place=place
                )

    def _helps(self, y: float) -> float:
        bottom = self._section(y, self.step, "help")
        self._name_cell(y, NAMES, 20, "helps")
        self._choices(y, VALUES, RIGHT, "helps", self.record.helps)
        return bottom

    def _sign(self, y: float) -> None:
        sheet, record, words = self.sheet, self.record, self.words
        base = y + 7.4
        sheet.text(LEFT, base, words.text("sign.statement"), 11, SEMIBOLD)
        if record.received_at:
            sheet.text(94.5, base, show_date(record.received_at.date()), 11)
        else:
            for at, text in ((90, "20"), (103, "."), (112, "."), (121, ".")):
                sheet.text(at, base, text, 11)
        end = sheet.text(128, base, words.text("sign.applicant"), 11, SEMIBOLD)
        note = words.text("sign.note")
        sheet.text(RIGHT, base, note, 9.5, align=Align.RIGHT)
        room = RIGHT - sheet.width(note, 9.5) - 3 - end - 3
        place = Place("name", self._label("name"))
        if not self.long_name:  # a name of many words stands above and is signed here
            sheet.cell(end + 3, base - 4.8, room, 6.6, record.name, 11, pad=0, place=place)
        sheet.text(LEFT, base + 5.8, words.text("sign.apart"), 9.5)

    def _receipt(self) -> None:
        sheet, record, words = self.sheet, self.record, self.words
        centre = record.centre
        sheet.cut_line(CUT_AT, words.text("receipt.cut"))
        sheet.text(LEFT, 266, words.text("receipt.title"), 16, BOLD)
        sheet.text(54, 266, words.text("receipt.number"), 10, SEMIBOLD)
        sheet.text(72, 266.2, record.number, 16, BOLD)
        at = 112 if self.blank else 118
        end = sheet.text(at, 266, words.text("receipt.valid"), 10, SEMIBOLD)
        if record.valid_until is not None:
            until = words.text("receipt.until").format(day=show_date(record.valid_until))
            sheet.text(end + 4, 266, until, 11)
        place = Place("centre", "센터 이름")
        if sheet.width(centre.name, LEAST, BOLD) > 60:  # two close lines of a long name
            sheet.cell(LEFT, 269, 60, 7.4, centre.name, 11, BOLD, pad=0, place=place, close=1.18)
            end = LEFT + 60
        else:
            end = sheet.text(LEFT, 275, centre.name, 12.5, BOLD, place=place, room=60)
        place = Place("centre_phone", "센터 전화")
        end = sheet.text(end + 3, 275, centre.phone, 14, BOLD, place=place, room=40)
        place = Place("centre_address", "센터 주소")
        if sheet.width(centre.address, 9) <= 170 - end - 6:
            sheet.cell(end + 6, 271, 170 - end - 6, 6, centre.address, 10, pad=0, place=place)
        else:
            sheet.cell(LEFT, 276.6, 129, 8.6, centre.address, 10, pad=0, place=place)
        if not self.blank:
            sheet.qr(174.6, 260.2, 15.4, digits_of(record.number))
