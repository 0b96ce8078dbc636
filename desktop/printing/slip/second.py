"""The sheet behind the visitor's copy that says the same in another language.

What the partner must recognise stays Korean (names, address, the sentence to show); all else
stands in the language of its form. The Korean page is the paper that counts.
"""

from collections.abc import Sequence
from datetime import date

from desktop.domain.consent import Item
from desktop.domain.papers import Footer, SlipRecord
from desktop.printing.drawn import NOWHERE, Place
from desktop.printing.fonts import BOLD, HAN, REGULAR, SEMIBOLD, Face
from desktop.printing.lettering import Align
from desktop.printing.page import Sheet
from desktop.printing.strokes import INNER, LEFT, MM, RIGHT, SECTION, WIDTH
from desktop.printing.wording import Wording

INDENT = 31.5
INNER_WIDTH = RIGHT - INDENT
CHINESE = "zh"


class SecondSheet:
    """One sheet in the language of `record.second`."""

    def __init__(
        self,
        sheet: Sheet,
        record: SlipRecord,
        footer: Footer | None,
        words: Wording,
        *,
        large: bool,
    ) -> None:
        self.sheet, self.record, self.footer, self.words = sheet, record, footer, words
        self.body, self.big = (14.0, 16.0) if large else (12.0, 14.0)
        han = words.text("common.code") == CHINESE
        self.plain: Face = HAN if han else REGULAR
        self.strong: Face = HAN if han else BOLD

    def draw(self) -> None:
        """The four steps of the Korean page, our phone, and what was told to whom."""
        sheet, record = self.sheet, self.record
        sheet.frame(LEFT, 11, 34, 7.6, SECTION)
        name = self._say("common.language")
        sheet.text(LEFT + 17, sheet.middle(14.8, 11), name, 11, self.strong, Align.CENTRE)
        place = Place("centre", "센터 이름")
        base = sheet.middle(14.8, 13)
        sheet.text(
            RIGHT, base, record.centre.name, 13, SEMIBOLD, Align.RIGHT, place=place, room=120
        )
        sheet.cell(
            LEFT, 22.6, WIDTH, 12.6, self._say("head.title"), 24, self.strong, pad=0, place=NOWHERE
        )
        sheet.across(37.5, SECTION)
        base = sheet.middle(44.2, 14)
        end = sheet.text(LEFT, base, self._say("head.number"), 13, self.strong)
        sheet.text(end + 6, sheet.middle(44.2, 22), record.number, 22, BOLD)
        until = self._say("head.valid").format(day=self._day(record.valid_until))
        sheet.text(RIGHT, base, until, 12.5, self.strong, Align.RIGHT, room=90)
        sheet.across(51, SECTION)
        y = self._where(59)
        y = self._whom(y)
        y = self._bring(y)
        y = self._then(y)
        self._call(max(y, 216))
        sheet.foot(self.footer)

    def _say(self, key: str) -> str:
        return self.words.text(key)

    def _day(self, day: date) -> str:
        """`Mon, 7 Dec 2026` as each language writes it: nothing to guess about."""
        return self._say("dates.day").format(
            weekday=self.words.texts("dates.weekdays")[day.weekday()],
            month=self.words.texts("dates.months")[day.month - 1],
            number=day.month,
            day=day.day,
            year=day.year,
        )

    def _step(self, y: float, number: int, key: str) -> float:
        sheet = self.sheet
        sheet.disc(24.2, y, 4.2)
        sheet.white_text(24.2, sheet.middle(y, 15), str(number), 15)
        sheet.text(INDENT, sheet.middle(y, self.big), self._say(key), self.big, self.strong)
        return y + 8.6

    def _lines(
        self, y: float, words: str, size: float, face: Face, place: Place = NOWHERE, most: int = 2
    ) -> float:
        sheet = self.sheet
        while size > 9.5 and len(sheet.wrap(words, size, INNER_WIDTH, face)) > most:
            size -= 0.25
        lines = sheet.wrap(words, size, INNER_WIDTH, face)
        for line in sheet.cut(lines, most, size, INNER_WIDTH, face, place=place):
            sheet.text(INDENT, sheet.middle(y, size), line, size, face, place=place)
            y += size * 1.42 / MM
        return y

    def _rule(self, y: float) -> float:
        self.sheet.across(y - 1.6, INNER)
        return y + 6.4

    def _where(self, y: float) -> float:
        record = self.record
        y = self._step(y, 1, "steps.where")
        y = self._lines(
            y, record.partner.replace("|", ""), self.big - 1, BOLD, Place("partner", "연계 기관")
        )
        place = Place("partner_address", "기관 주소")
        if record.partner_address:
            y = self._lines(y, record.partner_address, self.body, REGULAR, place)
        if record.map_hint:
            y = self._lines(
                y, record.map_hint, self.body - 1, REGULAR, Place("map_hint", "찾는 법")
            )
        if record.partner_phone:
            phone = self._say("steps.phone").format(phone=record.partner_phone)
            y = self._lines(y, phone, self.body, self.plain, most=1)
        if record.appointment_on is not None:
            day = self._day(record.appointment_on)
            if record.appointment_at is not None:
                day += f" {record.appointment_at:%H:%M}"
            told = self._say("steps.appointment").format(day=day)
            y = self._lines(y, told, self.body, self.strong)
        else:
            y = self._lines(y, self._say("steps.no_appointment"), self.body - 1, self.plain)
        return self._rule(y)

    def _whom(self, y: float) -> float:
        record = self.record
        y = self._step(y, 2, "steps.who")
        if record.reference:
            y = self._lines(
                y, record.reference, self.big - 1, BOLD, Place("reference", "참조"), most=1
            )
        y = self._lines(y, self._say("steps.show"), self.body - 1, self.plain)
        korean = f"“{record.centre.name}에서 왔습니다. 의뢰번호는 {record.number}입니다.”"
        y = self._lines(y, korean, self.body, SEMIBOLD, Place("centre", "센터 이름"))
        return self._rule(y)

    def _bring(self, y: float) -> float:
        sheet = self.sheet
        y = self._step(y, 3, "steps.bring")
        wanted = self._documents()
        half = INNER_WIDTH / 2
        for number, words in enumerate(wanted):
            row, column = divmod(number, 2)
            at = y + row * 8.0
            sheet.choice(
                INDENT + column * half,
                at,
                words,
                True,
                self.body - 1,
                4.6,
                self.plain,
                place=Place("documents", "준비 서류"),
                room=half - 9,
            )
        y += ((len(wanted) + 1) // 2) * 8.0
        return self._rule(y)

    def _documents(self) -> Sequence[str]:
        names = self.words.words["documents"]
        codes = self.record.document_codes or ("id_card", "slip")
        return tuple(dict.fromkeys(names.get(code, names["other"]) for code in codes))[:8]

    def _then(self, y: float) -> float:
        sheet, record = self.sheet, self.record
        y = self._step(y, 4, "steps.next")
        steps = [(record.appointment_on or record.valid_until, "steps.next_visit")]
        steps.append((record.reply_due, "steps.next_reply"))
        if record.call_on is not None:
            steps.append((record.call_on, "steps.next_call"))
        for day, key in steps:
            until = self._say("steps.until").format(day=self._day(day))
            if key == "steps.next_visit" and record.appointment_on is not None:
                until = self._day(day)
            base = sheet.middle(y, self.body - 1)
            sheet.text(INDENT, base, until, self.body - 1, self.strong, room=60)
            sheet.text(INDENT + 62, base, self._say(key), self.body - 1, self.plain, room=96)
            y += 7.6
        return y

    def _call(self, y: float) -> None:
        sheet, record = self.sheet, self.record
        sheet.across(y, SECTION)
        sheet.text(
            LEFT, sheet.middle(y + 7, self.body), self._say("foot.call"), self.body, self.strong
        )
        place = Place("centre_phone", "센터 전화")
        sheet.text(
            LEFT, sheet.middle(y + 18, 32), record.centre.phone, 32, BOLD, place=place, room=92
        )
        right, width = LEFT + 96, WIDTH - 96
        sheet.cell(
            right, y + 11.5, width, 13, self._say("foot.interpreter"), 11, self.plain, pad=0,
            place=NOWHERE,
        )  # fmt: skip
        y += 28
        sheet.across(y, SECTION)
        told = [item for item in Item if any(row.item is item for row in record.rows)]
        names = self.words.words["items"]
        joined = self._say("foot.between").join(names[item.value] for item in told)
        y += 6
        for words in (
            self._say("foot.told").format(items=joined),
            self._say("foot.withdraw"),
            self._say("foot.original"),
        ):
            size = 10.5
            for line in sheet.wrap(words, size, WIDTH, self.plain)[:3]:
                sheet.text(LEFT, sheet.middle(y, size), line, size, self.plain)
                y += 5.6
