"""The partner's copy of the slip: the letter above the cut line, the reply below it."""

from desktop.domain.calendar import show_date, show_day
from desktop.domain.papers import Copy
from desktop.printing.drawn import Place
from desktop.printing.fonts import BOLD, SEMIBOLD
from desktop.printing.lettering import Align
from desktop.printing.slip.stub import draw_stub
from desktop.printing.slip.table import LABEL, Band, SlipSheet
from desktop.printing.strokes import INNER, LEFT, MM, RIGHT, SECTION, WIDTH


class PartnerCopy(SlipSheet):
    """The letter to the partner (기관용), the only copy with the reply to tear off."""

    def draw(self) -> None:
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
        opening = self._opening

        def letter() -> None:
            sheet.text(LEFT, about, words.text("partner.about"), 11, SEMIBOLD)
            sheet.text(34, about, words.text("partner.about_text"), 11, BOLD)
            sheet.across(rule, SECTION)
            sheet.text(LEFT, first, words.text("partner.line_1"), 11)
            due = words.text("partner.line_2_due").format(day=show_day(record.reply_due))
            end = sheet.text(LEFT, second, words.text(f"partner.{opening}"), 11)
            end = sheet.text(end, second, due, 11, BOLD)
            sheet.text(end, second, words.text("partner.line_2_after"), 11)

        sheet.once(("letter", words.form, opening, record.reply_due, tight), letter)
        self._closing(self._table(top, limit, bands))
        draw_stub(sheet, record, words)

    def _partner_bands(self, tight: bool) -> list[Band]:
        return [*self._bands(tight), self._consent_band(tight)]

    @property
    def _opening(self) -> str:
        """The sentence that says on what ground we write."""
        if self.internal:
            return "line_2_internal"
        if not self.agreed:
            return "line_2_law"
        return "line_2_mixed" if self.record.bases else "line_2_before"

    def _consent_band(self, tight: bool) -> Band:
        sheet, words, record = self.sheet, self.words, self.record
        x, width = LEFT + LABEL, WIDTH - LABEL
        head = []
        if self.agreed:
            head.append(
                words.text("partner.consent_line").format(
                    day=show_date(record.consent_on),
                    number=record.consent_number,
                    form=record.consent_form,
                )
            )
        told = [line for text in self._grounds() for line in sheet.wrap(text, 9.5, width - 4)]
        leading = 4.4 if tight else 4.9
        label = words.text("partner.basis" if record.bases else "partner.consent")

        def draw(y: float, height: float) -> None:
            self._labelled(LEFT, y, LABEL, height, label)
            top = y + height / 2 - (len(head) + len(told) - 1) * leading / 2
            for line in head:
                sheet.text(x + 2, sheet.middle(top, 10), line, 10, SEMIBOLD)
            for number, part in enumerate(told, len(head)):
                sheet.text(x + 2, sheet.middle(top + number * leading, 9.5), part, 9.5)

        return Band((len(head) + len(told)) * leading, 2.8, draw)

    def _grounds(self) -> list[str]:
        """What is handed over and on what ground, as the band under the table says it."""
        words, record = self.words, self.record
        told = []
        if not record.bases:
            told.append(words.text("partner.consent_items").format(items=self.told))
        for one in record.bases:
            items = ", ".join(self.label(item) for item in one.items)
            text = words.text(f"partner.basis_{one.basis.value}")
            told.append(text.format(items=items, article=one.article))
        if record.partner_before:
            before = record.partner_before.replace("|", "")
            told.append(words.text("partner.agreed_as").format(name=before))
        return told

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
                place = Place("attachments", attached)
                sheet.text(LEFT + 11, y, line, 10.5, place=place, room=WIDTH - 11)
        else:
            sheet.text(LEFT + 10.5 / MM, y, end, 10.5)
        signed = y + 7.2 + max(0.0, 178.0 - y - 15.6) / 2
        same = (words.form, record.centre, record.counsellor, signed)
        y = sheet.once(("closing", *same), lambda: self._signed(signed))
        sheet.foot(self.footer, y=max(192.6, y + 3.6), spec=False)

    def _signed(self, signed: float) -> float:
        """Whose letter it is, and where an answer reaches us; gives back its last baseline."""
        sheet, record, words = self.sheet, self.record, self.words
        sheet.signature_of(record.centre.sender, signed, record.centre.seal)
        sheet.across(179.8, INNER)
        contact = words.text("partner.contact").format(
            who=record.counsellor, phone=record.centre.phone
        )
        if record.centre.fax:
            contact += words.text("partner.contact_fax").format(fax=record.centre.fax)
        openness = words.text("partner.openness")
        sheet.text(LEFT, 184, contact, 9.5, place=Place("counsellor", "담당"), room=150)
        sheet.text(RIGHT, 184, openness, 9.5, align=Align.RIGHT)
        return sheet.address_line(self.address, 188.4)
