"""The copy of the slip that stays at the centre, signed by the visitor."""

from desktop.domain.calendar import show_day
from desktop.domain.papers import Copy
from desktop.printing.drawn import Place
from desktop.printing.fonts import BOLD, REGULAR, SEMIBOLD
from desktop.printing.lettering import LEAST, Align
from desktop.printing.lines import Part
from desktop.printing.slip.table import SlipSheet
from desktop.printing.strokes import INNER, LEFT, SECTION, WIDTH, digits_of


class KeepCopy(SlipSheet):
    """The same content with the visitor's signature and the centre's own record (보관용)."""

    def draw(self) -> None:
        """The same content with the visitor's signature and the centre's own record."""
        sheet, record, words = self.sheet, self.record, self.words
        self._head(Copy.KEEP)
        x, width = 44.0, 124.0
        rows = (
            (words.text("keep.partner"), self.partner, BOLD, "partner"),
            (words.text("keep.contact"), self._contact(), REGULAR, "reference"),
        )
        y = 48.7
        for label, value, face, field in rows:
            sheet.text(LEFT, sheet.middle(y, 10), label, 10, SEMIBOLD)
            place = Place(field, label)
            top, height = y - 3.2, 6.4
            if sheet.width(value, LEAST, face) > width:  # two close lines of a long name
                top, height = (y - 4.7 if field == "partner" else y - 3.5), 7.5
            # The old name may be left off at its end, never a letter of the one of today.
            old = field == "partner" and bool(record.partner_before)
            sheet.cell(
                x, top, width, height, value, 11, face, pad=0, place=place, close=1.18, shorten=old
            )
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
        parts: tuple[Part, ...] = (
            Part(words.text("keep.read_before")),
            Part(record.partner.replace("|", ""), 13.5, BOLD, True),
            Part(words.text("keep.read_to")),
            Part(record.purpose or record.service, 13.5, BOLD, True),
            Part(words.text(f"keep.{self._understood}").format(number=record.consent_number)),
        )
        place = Place("purpose", "이용 목적")
        over = sheet.sentence_lines(166, parts) - 6
        if over > 0:
            sheet.too_long(place, over * 34)
            parts = parts[:1]
        y = sheet.sentence(22, y + 6.4, 166, parts, 6.3, place=place)
        if self.agreed:
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

    @property
    def _understood(self) -> str:
        """What the visitor signs: the consent given, or that it was explained."""
        if self.agreed:
            return "read_after"
        return "read_after_internal" if self.internal else "read_after_law"

    def _office(self, y: float) -> None:
        sheet, record, words = self.sheet, self.record, self.words
        sheet.text(LEFT, y, words.text("keep.office"), 14, BOLD)
        y += 3.0
        sheet.across(y, SECTION)
        # Papers of the first form stay where they were drawn.
        up = 0.0 if record.form == "slip-1" else 5.4
        bottom = 278.0 - up
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
        line = f"담당 {record.counsellor}   {record.centre.phone}   {self.address}"
        place = Place("counsellor", "담당")
        if sheet.width(line, 9) > WIDTH:  # the long address first: it fills its lines
            line = f"{self.address}   담당 {record.counsellor}   {record.centre.phone}"
        sheet.cell(LEFT, 279.2 - up, WIDTH, 6, line, 9.5, pad=0, leading=1.12, place=place, spare=1)
        sheet.foot(self.footer, "1-1", code=True)
