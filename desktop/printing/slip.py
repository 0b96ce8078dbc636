"""The referral slip (구직자 연계 의뢰서): partner's copy with the reply to tear off,
visitor's copy in ordinary or large type, and the copy to keep.

The rows are what the visitor agreed to hand over; what is not in the record leaves
no trace and the table closes up. The reply stub carries the number and nothing of
the visitor: it travels by fax.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.domain.calendar import show_date, show_day, show_short_day
from desktop.domain.consent import Item
from desktop.domain.papers import Copy, Footer, SlipRecord
from desktop.printing.drawn import Drawn, Place
from desktop.printing.fonts import BOLD, REGULAR, SEMIBOLD
from desktop.printing.lettering import Align
from desktop.printing.lines import Part
from desktop.printing.page import Sheet
from desktop.printing.strokes import INNER, LEFT, MM, OUTER, RIGHT, SECTION, WIDTH, digits_of
from desktop.printing.wording import Wording, wording

CUT_AT = 198.0
"""The stub is exactly the lower third of the sheet and fits a DL envelope."""
SHORT = (
    Item.BIRTH,
    Item.PHONE,
    Item.DONG,
    Item.CONTACT_WAY,
    Item.APPOINTMENT,
    Item.EDUCATION,
    Item.GROUPS,
)
LONG = (Item.SERVICES, Item.REASON, Item.CRITERIA, Item.WISHES, Item.SUMMARY)
LABEL, VALUE, LABEL_2 = 26.0, 61.0, 24.0
VALUE_2 = WIDTH - LABEL - VALUE - LABEL_2
LONGEST = {Item.REASON: 2, Item.WISHES: 3, Item.SUMMARY: 5}
"""How many lines a free text may take on the slip."""
LEAST_AIR = 0.22
"""The share of a row's air that always stays."""


def render_slip(
    record: SlipRecord,
    footer: Footer | None = None,
    *,
    copies: Sequence[Copy] | None = None,
    large: bool = False,
    preview: bool = False,
    withheld: Sequence[Item] = (),
) -> bytes:
    """The slip as a PDF file, one sheet per copy.

    `copies` chooses among the record's, `large` is the visitor's copy in large type.
    With `preview` nothing is refused and `withheld` items are shown hatched.
    Raises MissingGlyph, TooLong.
    """
    drawn = draw_slip(
        record, footer, copies=copies, large=large, preview=preview, withheld=withheld
    )
    return drawn.pdf if preview else drawn.printable()


def draw_slip(
    record: SlipRecord,
    footer: Footer | None = None,
    *,
    copies: Sequence[Copy] | None = None,
    large: bool = False,
    preview: bool = False,
    withheld: Sequence[Item] = (),
) -> Drawn:
    """As `render_slip`, with what the page says and what is wrong with it."""
    words = wording(record.form)
    drawn_as = layout_of(words)
    sheet = Sheet(words.text("common.title"), words.text("subject"), words.text("keywords"))
    chosen = tuple(copies) if copies is not None else record.copies
    hidden = tuple(withheld) if preview else ()
    for number, copy in enumerate(chosen):
        if number:
            sheet.next_page()
        slip = drawn_as(sheet, record, footer, words, hidden)
        sheet.void_mark(footer)
        if copy is Copy.PARTNER:
            slip.for_partner()
        elif copy is Copy.VISITOR:
            slip.for_visitor(large)
        else:
            slip.to_keep()
    return sheet.finish()


def layout_of(words: Wording) -> "type[_Slip]":
    """The drawing code a form was issued with. Raises LookupError for one that was never ours."""
    try:
        return LAYOUTS[words.layout]
    except KeyError:
        raise LookupError(f"no drawing code for layout {words.layout} of {words.form}") from None


@dataclass(frozen=True, slots=True)
class _Band:
    """A row of the table: the height of its text, the air it would like, how to draw it."""

    content: float
    air: float
    draw: Callable[[float, float], None]


def _height(bands: Sequence[_Band], share: float) -> float:
    return sum(band.content + band.air * share for band in bands)


class _Slip:
    """One slip on its sheet."""

    def __init__(
        self,
        sheet: Sheet,
        record: SlipRecord,
        footer: Footer | None,
        words: Wording,
        withheld: tuple[Item, ...],
    ) -> None:
        self.sheet = sheet
        self.record = record
        self.footer = footer
        self.words = words
        self.rows = {row.item: row for row in record.rows}
        self.withheld = tuple(item for item in withheld if item not in self.rows)

    def label(self, item: Item) -> str:
        """The row's words in this version of the paper."""
        return self.words.text(f"rows.{item.value}")

    @property
    def told(self) -> str:
        """The items on this paper, as the consent names them."""
        present = [item for item in Item if item in self.rows]
        return ", ".join(self.label(item) for item in present)

    # Partner's copy

    def for_partner(self) -> None:
        """The letter above the cut line, the reply below it."""
        sheet, record, words = self.sheet, self.record, self.words
        self._head(Copy.PARTNER)
        limit = 157.0 - 5 * max(0, len(record.attachments) - 1)
        bands, tight = self._fitting(74.2, limit, self._partner_bands)
        place = Place("partner_head", "수신")
        addressee = record.partner_head
        if record.reference:
            reference = words.text("partner.reference").format(who=record.reference)
            addressee = f"{addressee} {reference}"
        to, about, rule, first, second, top = (
            (47.0, 52.6, 55.2, 60.4, 65.6, 69.0) if tight else (48.6, 55.2, 58.2, 64.2, 70.2, 74.2)
        )
        sheet.text(LEFT, to, words.text("partner.to"), 11, SEMIBOLD)
        sheet.cell(32, to - 5.2, 158, 7.4, addressee, 11, place=place)
        sheet.text(LEFT, about, words.text("partner.about"), 11, SEMIBOLD)
        sheet.text(34, about, words.text("partner.about_text"), 11, BOLD)
        sheet.across(rule, SECTION)
        sheet.text(LEFT, first, words.text("partner.line_1"), 11)
        due = words.text("partner.line_2_due").format(day=show_day(record.reply_due))
        end = sheet.text(LEFT, second, words.text("partner.line_2_before"), 11)
        end = sheet.text(end, second, due, 11, BOLD)
        sheet.text(end, second, words.text("partner.line_2_after"), 11)
        self._closing(self._table(top, limit, bands))
        self._stub()

    def _partner_bands(self, tight: bool) -> list[_Band]:
        return [*self._bands(tight), self._consent_band(tight)]

    def _head(self, copy: Copy) -> None:
        sheet, record, words = self.sheet, self.record, self.words
        total = len(record.copies)
        place = record.copies.index(copy) + 1 if copy in record.copies else 1
        beside = words.text("common.sheet_count").format(count=total, place=place)
        beside += " · " + words.text("common.revision").format(n=record.revision)
        if record.replaces:
            beside += " · " + words.text("common.replaces").format(number=record.replaces)
        sheet.tag(copy.label, beside)
        end = sheet.text(LEFT, 28.4, words.text("common.title"), 21, BOLD)
        sheet.reprint_mark(self.footer, end + 5, 26)
        sheet.approval(record.centre.approvers)
        sheet.meta_row(
            33,
            8.5,
            (
                (22, words.text("common.number"), 38, record.number, True),
                (18, words.text("common.issued"), 32, show_date(record.issued_on), False),
                (20, words.text("common.document"), 40, "", False),
            ),
        )

    # The table

    def _fitting(
        self, top: float, limit: float, bands_of: Callable[[bool], list[_Band]]
    ) -> tuple[list[_Band], bool]:
        """The rows in ordinary type, or in tight type when they would leave too little air.

        Too much even for that is told at the longest free text.
        """
        bands = bands_of(False)
        if _height(bands, 0.5) <= limit - top:
            return bands, False
        bands = bands_of(True)
        over = _height(bands, LEAST_AIR) - (limit - top + 5.2)
        texts = [item for item in LONGEST if item in self.rows]
        if over > 0 and texts:
            longest = max(texts, key=lambda item: len(self.rows[item].value))
            lines = math.ceil(over / (9.0 * 1.3 / MM))
            self.sheet.too_long(Place(longest.value, self.label(longest)), lines * 48)
        return bands, True

    def _table(self, top: float, limit: float, bands: Sequence[_Band]) -> float:
        """Draw the rows from `top`; air shrinks evenly when they would pass `limit`."""
        air = sum(band.air for band in bands)
        spare = limit - top - _height(bands, 0.0)
        share = min(1.0, max(LEAST_AIR, spare / air)) if air else 1.0
        sheet, y = self.sheet, top
        sheet.across(top, OUTER)
        for number, band in enumerate(bands):
            height = band.content + band.air * share
            if number:
                sheet.across(y)
            band.draw(y, height)
            y += height
        sheet.across(y, OUTER)
        return y

    def _bands(self, tight: bool) -> list[_Band]:
        short = [item for item in (Item.NAME, *SHORT) if self._present(item)]
        if Item.NAME not in short and self._present(Item.SEX):
            short.insert(0, Item.SEX)
        half = [item for item in short if self._fits_half(item)]
        whole = [item for item in short if item not in half]
        bands = [self._pair(item, None) for item in whole if item is Item.NAME]
        pairs = zip(half[::2], half[1::2], strict=False)
        bands.extend(self._pair(first, second) for first, second in pairs)
        if len(half) % 2:
            bands.append(self._pair(half[-1], None))
        bands.extend(self._pair(item, None) for item in whole if item is not Item.NAME)
        bands.extend(self._long(item, tight) for item in LONG if self._present(item))
        return bands

    def _present(self, item: Item) -> bool:
        return item in self.rows or item in self.withheld

    def _value(self, item: Item) -> str:
        if item not in self.rows:
            return ""
        value = self.rows[item].value
        if item is Item.NAME and Item.SEX in self.rows:
            return f"{value} ({self.rows[Item.SEX].value})"
        return value

    def _fits_half(self, item: Item) -> bool:
        size, face = (12.5, SEMIBOLD) if item is Item.NAME else (10.5, REGULAR)
        return self.sheet.width(self._value(item), size, face) <= VALUE_2 - 4

    def _pair(self, first: Item, second: Item | None) -> _Band:
        wide = WIDTH - LABEL

        def draw(y: float, height: float) -> None:
            sheet = self.sheet
            width = VALUE if second is not None else wide
            self._short_cell(LEFT, y, LABEL, width, height, first)
            if second is not None:
                x = LEFT + LABEL + VALUE
                sheet.down(x, y, y + height)
                self._short_cell(x, y, LABEL_2, VALUE_2, height, second)

        lines = 1
        if second is None:
            size = 12.5 if first is Item.NAME else 11
            lines = min(2, len(self.sheet.wrap(self._value(first), size, wide - 4) or [""]))
        return _Band(4.4 + (lines - 1) * 5.2, 3.6, draw)

    def _short_cell(
        self, x: float, y: float, label: float, width: float, height: float, item: Item
    ) -> None:
        sheet = self.sheet
        sheet.label(x, y, label, height, self.label(item))
        sheet.down(x + label, y, y + height)
        if item not in self.rows:
            self._hatched(x + label, y, width, height)
            return
        size, face = 11.0, REGULAR
        if item is Item.NAME:
            size, face = 12.5, SEMIBOLD
        elif item is Item.APPOINTMENT:
            face = BOLD
        place = Place(item.value, self.label(item))
        sheet.cell(x + label, y, width, height, self._value(item), size, face, place=place)

    def _long(self, item: Item, tight: bool) -> _Band:
        sheet, label = self.sheet, self.label(item)
        place = Place(item.value, label)
        x, width = LEFT + LABEL, WIDTH - LABEL
        row = self.rows.get(item)

        def begin(y: float, height: float) -> None:
            sheet.label(LEFT, y, LABEL, height, label)
            sheet.down(x, y, y + height)

        if row is None:

            def draw_hatched(y: float, height: float) -> None:
                begin(y, height)
                self._hatched(x, y, width, height)

            return _Band(4.4, 3.6, draw_hatched)
        if row.choices:

            def draw_choices(y: float, height: float) -> None:
                begin(y, height)
                sheet.choices(
                    x + 2,
                    y + height / 2,
                    width - 4,
                    [(choice.label, choice.ticked) for choice in row.choices],
                    10.5,
                    place=place,
                )

            return _Band(4.4, 4.2, draw_choices)
        most, size, stride = LONGEST.get(item, 2), 10.5, 1.36
        if tight:
            size, stride = 9.5, 1.3
        lines = sheet.wrap(row.value, size, width - 4)
        while len(lines) > most - tight and size > 9:
            size -= 0.25
            lines = sheet.wrap(row.value, size, width - 4)
        leading = size * stride / MM
        lines = sheet.cut(lines, most, size, width - 4, REGULAR, place=place)

        def draw_text(y: float, height: float) -> None:
            begin(y, height)
            top = y + height / 2 - (len(lines) - 1) * leading / 2
            for number, line in enumerate(lines):
                base = sheet.middle(top + number * leading, size)
                sheet.text(x + 2, base, line, size, place=place)

        return _Band(len(lines) * leading, 2.8, draw_text)

    def _hatched(self, x: float, y: float, width: float, height: float) -> None:
        sheet = self.sheet
        sheet.hatch(x, y, width, height)
        sheet.text(
            x + 2,
            sheet.middle(y + height / 2, 9),
            self.words.text("common.withheld"),
            9,
            SEMIBOLD,
            grey=0.35,
        )

    def _consent_band(self, tight: bool) -> _Band:
        sheet, words, record = self.sheet, self.words, self.record
        x, width = LEFT + LABEL, WIDTH - LABEL
        line = words.text("partner.consent_line").format(
            day=show_date(record.consent_on),
            number=record.consent_number,
            form=record.consent_form,
        )
        items = words.text("partner.consent_items").format(items=self.told)
        told = sheet.wrap(items, 9.5, width - 4)
        leading = 4.4 if tight else 4.9

        def draw(y: float, height: float) -> None:
            sheet.label(LEFT, y, LABEL, height, words.text("partner.consent"))
            sheet.down(x, y, y + height)
            top = y + height / 2 - len(told) * leading / 2
            sheet.text(x + 2, sheet.middle(top, 10), line, 10, SEMIBOLD)
            for number, part in enumerate(told, 1):
                sheet.text(x + 2, sheet.middle(top + number * leading, 9.5), part, 9.5)

        return _Band((len(told) + 1) * leading, 2.8, draw)

    def _closing(self, bottom: float) -> None:
        sheet, record, words = self.sheet, self.record, self.words
        end = words.text("partner.end")
        y = bottom + 5.6
        if record.attachments:
            attached = words.text("partner.attached")
            for number, attachment in enumerate(record.attachments, 1):
                if number > 1:
                    y += 5
                if number == 1:
                    sheet.text(LEFT, y, attached, 10.5)
                line = f"{number}. {attachment}"
                if number == len(record.attachments):
                    line += f"  {end}"
                sheet.text(LEFT + 11, y, line, 10.5, place=Place("attachments", attached))
        else:
            sheet.text(LEFT + 10.5 / MM, y, end, 10.5)
        slack = max(0.0, 178.0 - y - 15.6)
        sheet.signature_of(record.centre.sender, y + 7.2 + slack / 2, record.centre.seal)
        sheet.across(179.8, INNER)
        contact = words.text("partner.contact").format(
            who=record.counsellor, phone=record.centre.phone
        )
        if record.centre.fax:
            contact += words.text("partner.contact_fax").format(fax=record.centre.fax)
        openness = words.text("partner.openness")
        sheet.text(LEFT, 184, contact, 9.5, place=Place("counsellor", "담당"))
        sheet.text(RIGHT, 184, openness, 9.5, align=Align.RIGHT)
        sheet.text(LEFT, 188.4, _address(record), 9.5, place=Place("centre", "센터 주소"))
        sheet.foot(self.footer, y=192.6, spec=False)

    # The reply stub

    def _stub(self) -> None:
        sheet, record, words = self.sheet, self.record, self.words
        sheet.cut_line(CUT_AT, words.text("stub.cut"))
        sheet.text(LEFT, 212.8, words.text("stub.title"), 21, BOLD)
        sheet.text(54, 207.4, words.text("stub.to"), 9.5, SEMIBOLD)
        sheet.text(68, 207.4, record.centre.name, 11, BOLD, place=Place("centre", "센터 이름"))
        end = sheet.text(54, 212.8, words.text("stub.fax"), 9.5, SEMIBOLD)
        end = sheet.text(end + 3, 212.8, record.centre.fax or "      ", 11)
        end = sheet.text(end + 4, 212.8, words.text("stub.phone"), 9.5, SEMIBOLD)
        sheet.text(end + 3, 212.8, record.centre.phone, 11)
        sheet.text(LEFT, 219.4, words.text("stub.how"), 9.5)
        sheet.text(168.6, 206.4, words.text("common.number"), 9.5, align=Align.RIGHT)
        sheet.text(168.6, 213, record.number, 17, BOLD, Align.RIGHT)
        due = words.text("stub.due").format(day=show_day(record.reply_due))
        sheet.text(168.6, 219.4, due, 9.5, SEMIBOLD, Align.RIGHT)
        sheet.qr(173, 202.8, 17, digits_of(record.number))
        self._stub_table()
        with sheet.aside():
            sheet.text(RIGHT, 292, "210mm×297mm(백상지 80g/㎡)", 8.5, align=Align.RIGHT)

    def _stub_table(self) -> None:
        sheet, words = self.sheet, self.words
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

    # Visitor's copy

    def for_visitor(self, large: bool) -> None:
        """What the visitor takes home: where, whom, what to bring, what comes next."""
        sheet, record, words = self.sheet, self.record, self.words
        body = 15.0 if large else 12.5
        big = 17.0 if large else 14.0
        title = words.text("visitor.title_without_name")
        if record.visitor_name:
            title = words.text("visitor.title").format(name=record.visitor_name)
        sheet.home_head(Copy.VISITOR.label, record.centre.name, title, self.footer)
        base = sheet.middle(44.2, 22)
        end = sheet.text(LEFT, sheet.middle(44.2, 14), words.text("common.number"), 14, SEMIBOLD)
        sheet.text(end + 7, base, record.number, 23, BOLD)
        valid = words.text("visitor.valid").format(day=show_day(record.valid_until))
        sheet.text(RIGHT, sheet.middle(44.2, 14), valid, 14, SEMIBOLD, Align.RIGHT)
        sheet.across(51, SECTION)
        self._where(body, big)
        self._whom(body, big)
        self._bring(body, big)
        self._then(body, big)
        self._call(body)

    def _step(self, y: float, number: int, title: str, big: float) -> None:
        sheet = self.sheet
        sheet.disc(24.2, y, 4.2)
        sheet.white_text(24.2, sheet.middle(y, 15), str(number), 15)
        sheet.text(31.5, sheet.middle(y, big), title, big, BOLD)

    def _where(self, body: float, big: float) -> None:
        sheet, record, words = self.sheet, self.record, self.words
        self._step(60, 1, words.text("visitor.where"), big)
        x, width = 31.5, 92.0
        place = Place("partner", "연계 기관")
        name = record.partner.replace("|", "")
        lines = sheet.wrap(name, big - 1, width, BOLD)
        y = 69.6
        for line in lines[:2]:
            sheet.text(x, sheet.middle(y, big - 1), line, big - 1, BOLD, place=place)
            y += (big - 1) * 1.4 / MM
        sheet.cut(lines, 2, big - 1, width, BOLD, place=place)
        y += 0.6
        for text, place in (
            (record.partner_address, Place("partner_address", "기관 주소")),
            (record.partner_directions, Place("partner_directions", "오시는 길")),
        ):
            for line in sheet.wrap(text, body, width)[:3]:
                if line:
                    sheet.text(x, sheet.middle(y, body), line, body, place=place)
                    y += body * 1.42 / MM
        if record.appointment_on is not None:
            day = show_day(record.appointment_on)
            if record.appointment_at is not None:
                day += f" {record.appointment_at:%H:%M}"
            y = min(max(y + 2, 95.6), 104)
            end = sheet.text(
                x, sheet.middle(y, 13), words.text("visitor.appointment"), 13, SEMIBOLD
            )
            sheet.text(end + 5, sheet.middle(y, big), day, big, BOLD)
        else:
            y = min(max(y + 2, 95.6), 104)
            for line in sheet.wrap(words.text("visitor.appointment_none"), body - 1, width):
                sheet.text(x, sheet.middle(y, body - 1), line, body - 1, SEMIBOLD)
                y += (body - 1) * 1.35 / MM
        sheet.frame(126, 56.5, 64, 49, SECTION)
        sheet.text(128.2, sheet.middle(60.3, 10.5), words.text("visitor.map"), 10.5, SEMIBOLD)
        sheet.line_through(((182.8, 60.6), (184.6, 66.4), (182.8, 65.3), (181, 66.4)), filled=True)
        sheet.text(182.8, 70.6, words.text("visitor.north"), 9.5, SEMIBOLD, Align.CENTRE)
        sheet.text(187.8, 103, words.text("visitor.map_note"), 9.5, align=Align.RIGHT)
        sheet.across(110, INNER)

    def _whom(self, body: float, big: float) -> None:
        sheet, record, words = self.sheet, self.record, self.words
        self._step(118, 2, words.text("visitor.who"), big)
        who = words.text("visitor.who_none")
        if record.reference:
            who = words.text("visitor.honorific").format(who=record.reference)
        phone = ""
        if record.partner_phone:
            phone = words.text("visitor.phone").format(phone=record.partner_phone)
        taken = sheet.width(phone, big - 1, SEMIBOLD) + 6 if phone else 0
        sheet.cell(
            31.5,
            123,
            158.5 - taken,
            10,
            who,
            big - 1,
            BOLD,
            pad=0,
            place=Place("reference", "참조"),
        )
        if phone:
            base = sheet.middle(128, big - 1)
            sheet.text(RIGHT, base, phone, big - 1, SEMIBOLD, Align.RIGHT)
        say = words.text("visitor.say").format(centre=record.centre.name, number=record.number)
        sheet.cell(
            31.5, 132.5, 158.5, 9, say, body - 0.5, pad=0, place=Place("centre", "센터 이름")
        )
        sheet.text(31.5, sheet.middle(143.8, 12.5), words.text("visitor.say_note"), 12.5)
        sheet.across(150.5, INNER)

    def _bring(self, body: float, big: float) -> None:
        sheet, record, words = self.sheet, self.record, self.words
        self._step(158.4, 3, words.text("visitor.bring"), big)
        wanted = [(choice.label, choice.ticked) for choice in record.documents]
        if not wanted:
            wanted = [(text, True) for text in words.texts("visitor.bring_default")]
        place = Place("documents", words.text("visitor.bring"))
        columns = (31.5, 66.0, 106.0) if max(len(text) for text, _ in wanted) <= 7 else (31.5, 90.0)
        shown = wanted[: len(columns) * 2 - 1]
        y = 168.6
        for number, (text, ticked) in enumerate(shown):
            row, column = divmod(number, len(columns))
            at = columns[column]
            room = (columns[column + 1] if column + 1 < len(columns) else RIGHT) - at - 9
            size = body
            while sheet.width(text, size) > room and size > 10:
                size -= 0.25
            sheet.choice(at, y + row * 9.2, text, ticked, size, 5.2, place=place, weight=0.8)
        row, column = divmod(len(shown), len(columns))
        other_y = y + row * 9.2
        end = sheet.choice(
            columns[column],
            other_y,
            words.text("visitor.bring_other"),
            False,
            body,
            5.2,
            weight=0.8,
        )
        sheet.rule(end + 4, other_y + 2.6, RIGHT, other_y + 2.6, 0.6)
        if len(wanted) > len(shown):
            left_out = sum(len(text) for text, _ in wanted[len(shown) :])
            sheet.too_long(place, left_out)
        sheet.across(185, INNER)

    def _then(self, body: float, big: float) -> None:
        sheet, record, words = self.sheet, self.record, self.words
        self._step(193, 4, words.text("visitor.next"), big)
        until = words.text("visitor.until")
        steps: list[tuple[str, str]] = []
        if record.appointment_on is not None:
            steps.append((show_short_day(record.appointment_on), words.text("visitor.next_visit")))
        else:
            day = until.format(day=show_short_day(record.valid_until))
            steps.append((day, words.text("visitor.next_visit")))
        day = until.format(day=show_short_day(record.reply_due))
        steps.append((day, words.text("visitor.next_reply")))
        if record.call_on is not None:
            day = until.format(day=show_short_day(record.call_on))
            steps.append((day, words.text("visitor.next_call")))
        y = 203.0
        for day, text in steps:
            sheet.text(31.5, sheet.middle(y, body), day, body, BOLD)
            sheet.text(72, sheet.middle(y, body), text, body)
            y += 8.2
        sheet.across(226.5, SECTION)

    def _call(self, body: float) -> None:
        sheet, record, words = self.sheet, self.record, self.words
        sheet.text(LEFT, sheet.middle(234.4, body), words.text("visitor.call_us"), body, SEMIBOLD)
        phone_end = sheet.text(LEFT, sheet.middle(246.6, 38), record.centre.phone, 38, BOLD)
        x = phone_end + 4
        place = Place("centre", "센터 이름")
        sheet.cell(x, 238.6, RIGHT - x, 7, record.centre.name, 13.5, SEMIBOLD, pad=0, place=place)
        desk = words.text("visitor.desk").format(who=record.counsellor, hours=record.centre.hours)
        desk = desk.removesuffix(" · ")
        sheet.cell(x, 245.6, RIGHT - x, 7, desk, 13.5, pad=0, place=Place("counsellor", "담당"))
        sheet.across(257.5, SECTION)
        size = 12.5 if body > 13 else 11.5
        told = words.text("visitor.told").format(items=self.told)
        lines = sheet.wrap(told, size, WIDTH)
        while len(lines) > 2 and size > 10:
            size -= 0.25
            lines = sheet.wrap(told, size, WIDTH)
        y = 263.6
        for line in lines:
            sheet.text(LEFT, sheet.middle(y, size), line, size)
            y += 6.3
        sheet.text(LEFT, sheet.middle(y, size), words.text("visitor.withdraw"), size)
        line = f"{show_date(record.issued_on)} · {_address(record)}"
        sheet.cell(LEFT, 279.4, WIDTH, 5.6, line, 10.5, pad=0, place=Place("centre", "센터 주소"))
        sheet.foot(self.footer)

    # The copy to keep

    def to_keep(self) -> None:
        """The same content with the visitor's signature and the centre's own record."""
        sheet, record, words = self.sheet, self.record, self.words
        self._head(Copy.KEEP)
        x, width = 44.0, 124.0
        rows = (
            (words.text("keep.partner"), record.partner.replace("|", ""), BOLD, "partner"),
            (words.text("keep.contact"), self._contact(), REGULAR, "reference"),
        )
        y = 48.7
        for label, value, face, field in rows:
            sheet.text(LEFT, sheet.middle(y, 10), label, 10, SEMIBOLD)
            place = Place(field, label)
            sheet.cell(x, y - 3.2, width, 6.4, value, 11, face, pad=0, place=place)
            y += 6.6
        sheet.text(LEFT, sheet.middle(y, 10), words.text("keep.due"), 10, SEMIBOLD)
        sheet.text(x, sheet.middle(y, 11), show_day(record.reply_due), 11, BOLD)
        sheet.text(82, sheet.middle(y, 10), words.text("keep.valid"), 10, SEMIBOLD)
        sheet.text(112, sheet.middle(y, 11), show_day(record.valid_until), 11)
        sheet.qr(172.6, 46.2, 17, digits_of(record.number))
        bands, _ = self._fitting(69, 168, self._bands)
        bottom = self._table(69, 168, bands)
        self._confirm(bottom + 7.6)

    def _contact(self) -> str:
        record = self.record
        who = record.reference
        if record.partner_phone:
            who = f"{who} ({record.partner_phone})" if who else record.partner_phone
        called = ""
        if record.called_before:
            called = self.words.text("keep.called").format(when=record.called_before)
        return " · ".join(part for part in (who, called) if part)

    def _confirm(self, y: float) -> None:
        sheet, record, words = self.sheet, self.record, self.words
        sheet.text(LEFT, y, words.text("keep.confirm"), 14, BOLD)
        y += 3.2
        sheet.across(y, SECTION)
        parts = (
            Part(words.text("keep.read_before")),
            Part(record.partner.replace("|", ""), 13.5, BOLD, True),
            Part(words.text("keep.read_to")),
            Part(record.purpose or record.service, 13.5, BOLD, True),
            Part(words.text("keep.read_after").format(number=record.consent_number)),
        )
        place = Place("purpose", "이용 목적")
        y = sheet.sentence(22, y + 6.4, 166, parts, 6.3, place=place)
        sheet.text(22, y + 6.3, words.text("keep.read_withdraw"), 11)
        y += 10
        sheet.across(y, INNER)
        sheet.label(LEFT, y, 26, 18, words.text("keep.date"))
        sheet.down(46, y, y + 18)
        for at, text in ((52, "20"), (65.4, "."), (76, "."), (86.4, ".")):
            sheet.text(at, sheet.middle(y + 9, 11), text, 11)
        sheet.down(92, y, y + 18)
        sheet.label(92, y, 22, 18, words.text("keep.sign"))
        sheet.down(114, y, y + 18)
        base = sheet.middle(y + 9.0, 9.5)
        sheet.text(188, base, words.text("keep.sign_note"), 9.5, align=Align.RIGHT)
        y += 18
        sheet.across(y, SECTION)
        self._office(y + 7.6)

    def _office(self, y: float) -> None:
        sheet, record, words = self.sheet, self.record, self.words
        sheet.text(LEFT, y, words.text("keep.office"), 14, BOLD)
        y += 3.0
        sheet.across(y, SECTION)
        bottom = 278.0
        step = min(9.6, (bottom - y - 9) / 4)
        x = 46.0
        top = y
        for key in ("handed", "chased", "replied", "outcome"):
            sheet.label(LEFT, y, 26, step, words.text(f"keep.{key}"))
            middle = y + step / 2
            if key == "handed":
                options = [(text, False) for text in words.texts("keep.handed_ways")]
                sheet.choices(x + 2.4, middle, 136, options, gap=11)
            elif key == "chased":
                for number, chase in enumerate(words.texts("keep.chases")):
                    at = x + 2.4 + number * 48
                    sheet.text(at, sheet.middle(middle, 10), chase, 10, SEMIBOLD)
                    for gap in (17, 24, 31):
                        sheet.text(at + gap, sheet.middle(middle, 11), ".", 11)
            elif key == "replied":
                for dot in (11.6, 20.6, 29.6):
                    sheet.text(x + dot, sheet.middle(middle, 11), ".", 11)
                options = [(text, False) for text in words.texts("keep.reply_ways")]
                sheet.choices(x + 42, middle, 99, options, gap=5)
            else:
                options = [(text, False) for text in words.texts("keep.outcomes")]
                sheet.choices(x + 2.4, middle, 138, options, gap=5)
            y += step
            sheet.across(y)
        sheet.label(LEFT, y, 26, bottom - y, words.text("keep.record"))
        sheet.down(x, top, bottom)
        sheet.across(bottom, SECTION)
        line = f"담당 {record.counsellor}   {record.centre.phone}   {_address(record)}"
        place = Place("counsellor", "담당")
        sheet.cell(LEFT, 279.2, WIDTH, 6, line, 9.5, pad=0, place=place)
        sheet.foot(self.footer, "1-1")


def _address(record: SlipRecord) -> str:
    building = f" ({record.centre.building})" if record.centre.building else ""
    return f"{record.centre.address}{building}"


LAYOUTS: dict[int, type[_Slip]] = {1: _Slip}
"""The drawing code of every layout a form ever named; papers were issued with it.

What moves or says something else on the page is a new class with a new number, named by
a new form: the old class stays for ever, because a reprint is the same paper.
"""
