"""The visitor's copy of the slip, in ordinary or large type."""

from collections.abc import Sequence

from desktop.domain.calendar import show_date, show_day, show_short_day
from desktop.domain.papers import Copy
from desktop.printing.drawn import Place
from desktop.printing.fonts import BOLD, REGULAR, SEMIBOLD
from desktop.printing.lettering import Align
from desktop.printing.slip.table import SlipSheet
from desktop.printing.strokes import INNER, LEFT, MM, RIGHT, SECTION, WIDTH


class VisitorCopy(SlipSheet):
    """What the visitor takes home (내담자용)."""

    def draw(self) -> None:
        """What the visitor takes home: where, whom, what to bring, what comes next."""
        sheet, record, words = self.sheet, self.record, self.words
        body = 15.0 if self.large else 12.5
        big = 17.0 if self.large else 14.0
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
        asked = sheet.wrap(words.text("visitor.appointment_none"), body - 1, width)
        lowest = 104.0
        if record.appointment_on is None:
            lowest = min(lowest, 107.0 - (len(asked) - 1) * (body - 1) * 1.35 / MM)
        y = self._partner(69.6, lowest - 2, width, big - 1, body)
        if record.appointment_on is not None:
            day = show_day(record.appointment_on)
            if record.appointment_at is not None:
                day += f" {record.appointment_at:%H:%M}"
            y = min(max(y + 2, 95.6), lowest)
            end = sheet.text(
                x, sheet.middle(y, 13), words.text("visitor.appointment"), 13, SEMIBOLD
            )
            sheet.text(end + 5, sheet.middle(y, big), day, big, BOLD)
        else:
            y = min(max(y + 2, 95.6), lowest)
            for line in asked:
                sheet.text(x, sheet.middle(y, body - 1), line, body - 1, SEMIBOLD)
                y += (body - 1) * 1.35 / MM
        sheet.frame(126, 56.5, 64, 49, SECTION)
        sheet.text(128.2, sheet.middle(60.3, 10.5), words.text("visitor.map"), 10.5, SEMIBOLD)
        sheet.line_through(((182.8, 60.6), (184.6, 66.4), (182.8, 65.3), (181, 66.4)), filled=True)
        sheet.text(182.8, 70.6, words.text("visitor.north"), 9.5, SEMIBOLD, Align.CENTRE)
        note = record.map_hint or words.text("visitor.map_note")
        place = Place("map_hint", "찾는 법")
        if record.map_hint:
            sheet.cell(127, 95.2, 61.5, 9.6, note, 10, pad=0.8, place=place, leading=1.2)
        else:
            sheet.text(187.8, 103, note, 9.5, align=Align.RIGHT)
        sheet.across(110, INNER)

    def _partner(self, y: float, limit: float, width: float, size: float, body: float) -> float:
        """Name, address and way of the partner, set smaller until they end above `limit`."""
        sheet, record = self.sheet, self.record
        place = Place("partner", "연계 기관")
        # With both names, unless there is no room for the old one.
        name = self.partner
        if len(sheet.wrap(name, 11, width, BOLD)) > 2:
            name = record.partner.replace("|", "")
        texts = (
            (record.partner_address, Place("partner_address", "기관 주소")),
            (record.partner_directions, Place("partner_directions", "오시는 길")),
        )
        room = limit - y
        while True:
            lines = sheet.wrap(name, size, width, BOLD)
            leading, step = size * 1.4 / MM, body * 1.42 / MM
            below = [sheet.wrap(text, body, width) if text else [] for text, _ in texts]
            most = int((room - 0.6 - leading * min(2, len(lines)) + 0.01) / step)
            if len(lines) <= 2 and len(below[0]) + len(below[1]) <= most:
                break
            if body <= 9.5:
                break
            size, body = max(11.0, size - 0.25), max(9.5, body - 0.25)
        allowed = 2
        if len(lines) > 2:  # a third line of a long name, before it is cut
            allowed, size = 3, 9.5
            lines = sheet.wrap(name, size, width, BOLD)
            leading = size * 1.3 / MM
            most = int((room - 0.6 - leading * min(3, len(lines)) + 0.01) / step)
        for line in sheet.cut(lines, allowed, size, width, BOLD, place=place):
            sheet.text(31.5, sheet.middle(y, size), line, size, BOLD, place=place)
            y += leading
        y += 0.6
        kept = max(1, most - 1) if below[1] else most
        for shown, (_, place) in zip(below, texts, strict=True):
            for line in sheet.cut(shown, kept, body, width, REGULAR, place=place):
                sheet.text(31.5, sheet.middle(y, body), line, body, place=place)
                y += step
            kept = max(1, most - len(shown))
        return y

    def _whom(self, body: float, big: float) -> None:
        sheet, record, words = self.sheet, self.record, self.words
        self._step(118, 2, words.text("visitor.who"), big)
        who = words.text("visitor.who_none")
        if record.reference:
            who = words.text("visitor.honorific").format(who=record.reference)
        phone = ""
        if record.partner_phone:
            phone = words.text("visitor.phone").format(phone=record.partner_phone)
        taken = min(80.0, sheet.width(phone, big - 1, SEMIBOLD)) + 6 if phone else 0
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
            place = Place("partner_phone", "기관 전화")
            sheet.text(RIGHT, base, phone, big - 1, SEMIBOLD, Align.RIGHT, place=place, room=80)
        say = words.text("visitor.say").format(centre=record.centre.name, number=record.number)
        sheet.cell(
            31.5, 132.5, 158.5, 9, say, body - 0.5, pad=0, place=Place("centre", "센터 이름")
        )
        note, place = words.text("visitor.say_note"), Place("to_say", "창구에서 할 말")
        if record.to_say:
            note = f"“{record.to_say}”"
        sheet.text(31.5, sheet.middle(143.8, 12.5), note, 12.5, place=place, room=158.5)
        sheet.across(150.5, INNER)

    def _bring(self, body: float, big: float) -> None:
        sheet, record, words = self.sheet, self.record, self.words
        self._step(158.4, 3, words.text("visitor.bring"), big)
        wanted = [(choice.label, choice.ticked) for choice in record.documents]
        if not wanted:
            wanted = [(text, True) for text in words.texts("visitor.bring_default")]
        place = Place("documents", words.text("visitor.bring"))
        columns = (31.5, 66.0, 106.0) if max(len(text) for text, _ in wanted) <= 7 else (31.5, 90.0)
        if len(wanted) > len(columns) * 2 - 1:
            self._many(wanted, place)
            sheet.across(185, INNER)
            return
        y = 168.6
        for number, (text, ticked) in enumerate(wanted):
            row, column = divmod(number, len(columns))
            at = columns[column]
            room = (columns[column + 1] if column + 1 < len(columns) else RIGHT) - at - 9
            sheet.choice(
                at, y + row * 9.2, text, ticked, body, 5.2, place=place, weight=0.8, room=room
            )
        row, column = divmod(len(wanted), len(columns))
        other = words.text("visitor.bring_other")
        y += row * 9.2
        end = sheet.choice(columns[column], y, other, False, body, 5.2, weight=0.8)
        sheet.rule(end + 4, y + 2.6, RIGHT, y + 2.6, 0.6)
        sheet.across(185, INNER)

    def _many(self, wanted: Sequence[tuple[str, bool]], place: Place) -> None:
        """More papers to bring than the columns hold: one after the other in three rows."""
        sheet, size, side = self.sheet, 11.0, 4.4
        other = self.words.text("visitor.bring_other")
        x, row, left_out = 31.5, 0, 0
        for text, ticked in (*wanted, (other, False)):
            run = side * 1.36 + min(158.5 - side * 1.36, sheet.width(text, size))
            if x + run > RIGHT and x > 31.5:
                x, row = 31.5, row + 1
            if row > 2:
                left_out += len(text)
                continue
            y, room = 166.6 + row * 6.9, RIGHT - x - side * 1.36
            x = 6 + sheet.choice(x, y, text, ticked, size, side, place=place, weight=0.8, room=room)
        if left_out:
            sheet.too_long(place, left_out)
        elif x < RIGHT - 12:
            sheet.rule(x - 3, y + 2.2, RIGHT, y + 2.2, 0.6)

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
        place, base = Place("centre_phone", "센터 전화"), sheet.middle(246.6, 38)
        phone_end = sheet.text(LEFT, base, record.centre.phone, 38, BOLD, place=place, room=100)
        x = phone_end + 4
        place = Place("centre", "센터 이름")
        sheet.cell(
            x,
            238.6,
            RIGHT - x,
            7,
            record.centre.name,
            13.5,
            SEMIBOLD,
            pad=0,
            place=place,
            close=1.18,
        )
        desk = words.text("visitor.desk").format(who=record.counsellor, hours=record.centre.hours)
        desk = desk.removesuffix(" · ")
        place = Place("counsellor", "담당")
        sheet.cell(x, 245.6, RIGHT - x, 7, desk, 13.5, pad=0, place=place, spare=4.4)
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
        if self.agreed:
            sheet.text(LEFT, sheet.middle(y, size), words.text("visitor.withdraw"), size)
        line = f"{show_date(record.issued_on)} · {self.address}"
        place = Place("centre_address", "센터 주소")
        if sheet.width(line, 9) > WIDTH:  # the long address first: it fills its lines
            line = f"{self.address} · {show_date(record.issued_on)}"
        sheet.cell(LEFT, 279.4, WIDTH, 5.6, line, 10.5, pad=0, leading=1.12, place=place, spare=1.2)
        sheet.foot(self.footer)
