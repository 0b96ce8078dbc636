"""What every copy of the slip shares: its record, its head and the table of what is handed over.

The rows are what the visitor agreed to hand over; what is not in the record leaves no
trace and the table closes up.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.domain.calendar import show_date
from desktop.domain.consent import Basis, Item
from desktop.domain.papers import Copy, Footer, SlipRecord
from desktop.printing.drawn import Place
from desktop.printing.fonts import BOLD, REGULAR, SEMIBOLD
from desktop.printing.page import Sheet
from desktop.printing.strokes import LEFT, MM, OUTER, WIDTH
from desktop.printing.wording import Wording

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
_ROWS = {item: f"rows.{item.value}" for item in Item}
"""Where the form has the words of a row."""
LEAST_AIR = 0.22
"""The share of a row's air that always stays."""


@dataclass(frozen=True, slots=True)
class Band:
    """A row of the table: the height of its text, the air it would like, how to draw it."""

    content: float
    air: float
    draw: Callable[[float, float], None]


def _height(bands: Sequence[Band], share: float) -> float:
    return sum(band.content + band.air * share for band in bands)


class SlipSheet:
    """One copy of a slip on its sheet."""

    def __init__(
        self,
        sheet: Sheet,
        record: SlipRecord,
        footer: Footer | None,
        words: Wording,
        withheld: tuple[Item, ...] = (),
        *,
        large: bool = False,
    ) -> None:
        """`large` sets the visitor's copy in large type."""
        self.sheet = sheet
        self.record = record
        self.footer = footer
        self.words = words
        self.rows = {row.item: row for row in record.rows}
        self.large = large
        self.withheld = tuple(item for item in withheld if item not in self.rows)

    def draw(self) -> None:
        """The whole sheet."""
        raise NotImplementedError

    def label(self, item: Item) -> str:
        """The row's words in this version of the paper."""
        return self.words.text(_ROWS[item])

    @property
    def told(self) -> str:
        """The items on this paper, as the consent names them."""
        present = [item for item in Item if item in self.rows]
        return ", ".join(self.label(item) for item in present)

    @property
    def partner(self) -> str:
        """The partner's name, with the one the visitor agreed under where that was another."""
        name = self.record.partner.replace("|", "")
        if not self.record.partner_before:
            return name
        before = self.record.partner_before.replace("|", "")
        return f"{name} {self.words.text('partner.partner_before').format(name=before)}"

    @property
    def agreed(self) -> bool:
        """Whether anything on the slip rests on the visitor's consent."""
        bases = self.record.bases
        return not bases or any(one.basis is Basis.CONSENT for one in bases)

    @property
    def internal(self) -> bool:
        """Whether it stays in the house: a unit of the district office gets it."""
        return any(one.basis is Basis.INTERNAL for one in self.record.bases)

    def _head(self, copy: Copy) -> None:
        sheet, record, words = self.sheet, self.record, self.words
        total = len(record.copies)
        place = record.copies.index(copy) + 1 if copy in record.copies else 1
        beside = words.text("common.sheet_count").format(count=total, place=place)
        beside += " · " + words.text("common.revision").format(n=record.revision)
        if record.replaces:
            beside += " · " + words.text("common.replaces").format(number=record.replaces)
        sheet.once(("tag", copy, beside), lambda: sheet.tag(copy.label, beside))
        end = sheet.text(LEFT, 28.4, words.text("common.title"), 21, BOLD)
        sheet.reprint_mark(self.footer, end + 5, 26)
        approvers = record.centre.approvers
        sheet.once(("approval", approvers), lambda: sheet.approval(approvers))
        sheet.meta_row(
            33,
            8.5,
            (
                (22, words.text("common.number"), 38, record.number, True),
                (18, words.text("common.issued"), 32, show_date(record.issued_on), False),
                (20, words.text("common.document"), 40, "", False),
            ),
        )

    def _fitting(
        self, top: float, limit: float, bands_of: Callable[[bool], list[Band]]
    ) -> tuple[list[Band], bool]:
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

    def _table(self, top: float, limit: float, bands: Sequence[Band]) -> float:
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

    def _bands(self, tight: bool) -> list[Band]:
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

    def _pair(self, first: Item, second: Item | None) -> Band:
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
        return Band(4.4 + (lines - 1) * 5.2, 3.6, draw)

    def _short_cell(
        self, x: float, y: float, label: float, width: float, height: float, item: Item
    ) -> None:
        sheet = self.sheet
        self._labelled(x, y, label, height, self.label(item))
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

    def _labelled(self, x: float, y: float, width: float, height: float, words: str) -> None:
        """A row's label and the rule behind it; of many slips most have it at the same place."""

        def draw() -> None:
            self.sheet.label(x, y, width, height, words)
            self.sheet.down(x + width, y, y + height)

        self.sheet.once(("label", x, y, width, height, words), draw)

    def _long(self, item: Item, tight: bool) -> Band:
        sheet, label = self.sheet, self.label(item)
        place = Place(item.value, label)
        x, width = LEFT + LABEL, WIDTH - LABEL
        row = self.rows.get(item)

        def begin(y: float, height: float) -> None:
            self._labelled(LEFT, y, LABEL, height, label)

        if row is None:

            def draw_hatched(y: float, height: float) -> None:
                begin(y, height)
                self._hatched(x, y, width, height)

            return Band(4.4, 3.6, draw_hatched)
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

            return Band(4.4, 4.2, draw_choices)
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

        return Band(len(lines) * leading, 2.8, draw_text)

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

    @property
    def address(self) -> str:
        """Where the centre is, with its building."""
        building = f" ({self.record.centre.building})" if self.record.centre.building else ""
        return f"{self.record.centre.address}{building}"
