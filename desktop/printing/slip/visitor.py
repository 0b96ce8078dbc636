"""The visitor's copy of the slip, in ordinary or large type."""

from desktop.domain.calendar import show_date, show_day, show_short_day
from desktop.domain.papers import Copy
from desktop.printing.drawn import Place
from desktop.printing.fonts import BOLD, SEMIBOLD
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
        line = f"{show_date(record.issued_on)} · {self.address}"
        sheet.cell(LEFT, 279.4, WIDTH, 5.6, line, 10.5, pad=0, place=Place("centre", "센터 주소"))
        sheet.foot(self.footer)
