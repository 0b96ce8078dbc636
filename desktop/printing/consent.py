"""The consent paper (개인정보 수집·이용 및 제공 동의서): two sides, to be signed by hand.

Each matter is asked apart, each named partner in a row of its own, and nothing is
ever ticked beforehand (개인정보 보호법 제22조). What the law wants to stand out
(민감정보 항목, 제공받는 자와 그 목적, 보유 기간, 홍보 목적) is at least a fifth
larger than the rest, bold and underlined (처리 방법에 관한 고시 제4조).
"""

from collections.abc import Sequence

from desktop.domain.consent import Item
from desktop.domain.papers import ConsentRecord, ConsentService, Footer
from desktop.printing.drawn import Drawn, Place
from desktop.printing.fonts import BOLD, SEMIBOLD
from desktop.printing.lettering import Align
from desktop.printing.lines import Part
from desktop.printing.page import Sheet
from desktop.printing.strokes import INNER, LEFT, OUTER, RIGHT, SECTION, WIDTH
from desktop.printing.wording import Wording, wording

BODY, STRONG = 11.0, 14.0
"""Strong is 1.27 times the body: the law asks for a fifth more."""
LABEL = 30.0
BOX = 4.8
COLUMNS = (46.0, 35.0, 35.0, 28.0, 26.0)
BLANK_ROW, ROW, HIGHEST = 26.0, 29.0, 105.0


def render_consent(
    record: ConsentRecord, footer: Footer | None = None, *, preview: bool = False
) -> bytes:
    """The consent paper as a PDF file, to print on both sides along the long edge.

    Without a number it is the blank form. Raises MissingGlyph, TooLong.
    """
    drawn = draw_consent(record, footer, preview=preview)
    return drawn.pdf if preview else drawn.printable()


def draw_consent(
    record: ConsentRecord, footer: Footer | None = None, *, preview: bool = False
) -> Drawn:
    """As `render_consent`, with what the page says and what is wrong with it."""
    words = wording(record.form)
    sheet = Sheet(words.text("common.title"), words.text("subject"), words.text("keywords"))
    paper = _Consent(sheet, record, footer, words)
    paper.front()
    paper.back()
    return sheet.finish()


class _Consent:
    """One consent paper on its sheets."""

    def __init__(
        self, sheet: Sheet, record: ConsentRecord, footer: Footer | None, words: Wording
    ) -> None:
        self.sheet = sheet
        self.record = record
        self.footer = footer
        self.words = words
        self.sides = self._divide()

    def _divide(self) -> list[list[ConsentService | None]]:
        """Which partners stand on which side after the first; the last has the signatures."""
        rows: list[ConsentService | None] = [*self.record.services]
        rows.extend([None] * max(1, 3 - len(rows)) if len(rows) < 3 else [])
        sides: list[list[ConsentService | None]] = [[]]
        room = 108.0
        for row in rows:
            height = self._row_height(row)
            if sides[-1] and sum(map(self._row_height, sides[-1])) + height > room:
                sides.append([])
            sides[-1].append(row)
        return sides

    @property
    def _pages(self) -> str:
        return f"{1 + len(self.sides)}-{self.sheet.page}"

    def _foot(self) -> None:
        blank = "" if self.record.number else self.words.text("common.blank")
        instead = blank.format(edition=self.words.edition)
        self.sheet.foot(self.footer, self._pages, instead=instead, code=True)

    # Side 1

    def front(self) -> None:
        """Collection, required and optional asked apart, and sensitive data."""
        sheet, record, words = self.sheet, self.record, self.words
        sheet.void_mark(self.footer)
        sheet.tag(words.text("common.tag"), wide=24)
        sheet.reprint_mark(self.footer, 48)
        sheet.text(
            RIGHT,
            sheet.middle(14, 12),
            record.centre.name,
            12,
            SEMIBOLD,
            Align.RIGHT,
            place=Place("centre", "센터 이름"),
            room=110,
        )
        sheet.text(LEFT, 28.4, words.text("common.title"), 20, BOLD)
        sheet.meta_row(
            33,
            8.5,
            (
                (22, words.text("common.number"), 38, record.number, True),
                (20, words.text("common.visit"), 38, record.visit_number, False),
                (20, words.text("common.form"), 32, words.edition, False),
            ),
        )
        y = 47.6
        for line in sheet.wrap(words.text("common.intro"), BODY, WIDTH):
            sheet.text(LEFT, y, line, BODY)
            y += 5.8
        y = self._section(65, 1, "collection")
        y = self._row(y, 10.5, words.text("common.purpose"), words.text("collection.purpose"))
        label = words.text("collection.required_label")
        y = self._row(y, 10.5, label, words.text("collection.required"))
        label = words.text("collection.optional_label")
        y = self._row(y, 17, label, words.text("collection.optional"))
        y = self._strong_row(
            y,
            12,
            words.text("common.retention"),
            words.text("collection.retention"),
            words.text("collection.retention_note"),
        )
        label = words.text("common.refusal")
        y = self._row(y, 18, label, words.text("collection.refusal"), last=True)
        y = self._ask(y, 12.2, words.text("collection.ask_required"))
        y = self._ask(y, 11.4, words.text("collection.ask_optional"))
        y = self._section(171, 2, "sensitive")
        y = self._strong_row(y, 12, words.text("common.items"), words.text("sensitive.items"))
        y = self._row(y, 10.5, words.text("common.purpose"), words.text("sensitive.purpose"))
        y = self._strong_row(
            y,
            12,
            words.text("common.retention"),
            words.text("sensitive.retention"),
            words.text("sensitive.retention_note"),
        )
        label = words.text("common.refusal")
        y = self._row(y, 17.5, label, words.text("sensitive.refusal"), last=True)
        y = self._ask(y, 12.6, words.text("sensitive.ask"), none=True)
        base = y + 8
        end = sheet.text(LEFT, base, words.text("sensitive.without_consent"), 10.5, SEMIBOLD)
        sheet.text(end + 9, base, words.text("sensitive.without_consent_items"), BODY)
        sheet.text(LEFT, base + 6.4, words.text("sensitive.no_numbers"), 10.5, BOLD)
        turn = "common.turn" if len(self.sides) == 1 else "common.turn_more"
        sheet.text(RIGHT, 280.6, words.text(turn), 11, SEMIBOLD, Align.RIGHT)
        self._foot()

    def _section(self, y: float, number: int, key: str) -> float:
        """Title of a matter with its article; gives back where its table begins."""
        sheet, words = self.sheet, self.words
        sheet.text(LEFT, y, str(number), 14, BOLD)
        sheet.text(26.5, y, words.text(f"{key}.title"), 14, BOLD)
        law = words.text(f"{key}.law")
        sheet.text(RIGHT, y, law, 10, SEMIBOLD, Align.RIGHT)
        sheet.across(y + 3, OUTER)
        return y + 3

    def _row(self, y: float, height: float, label: str, value: str, *, last: bool = False) -> float:
        sheet = self.sheet
        sheet.label(LEFT, y, LABEL, height, label)
        sheet.down(LEFT + LABEL, y, y + height)
        lines = sheet.wrap(value, BODY, WIDTH - LABEL - 4.5)
        leading = 5.6
        top = y + height / 2 - (len(lines) - 1) * leading / 2
        for number, line in enumerate(lines):
            base = sheet.middle(top + number * leading, BODY)
            sheet.text(LEFT + LABEL + 2.2, base, line, BODY)
        sheet.across(y + height, SECTION if last else INNER)
        return y + height

    def _strong_row(
        self,
        y: float,
        height: float,
        label: str,
        value: str,
        note: str = "",
        *,
        last: bool = False,
    ) -> float:
        sheet = self.sheet
        sheet.label(LEFT, y, LABEL, height, label)
        sheet.down(LEFT + LABEL, y, y + height)
        base = sheet.middle(y + height / 2, STRONG)
        end = sheet.text(LEFT + LABEL + 2.2, base, value, STRONG, BOLD, underline=True)
        if note:
            sheet.text(end + 2.2, base, note, BODY)
        sheet.across(y + height, SECTION if last else INNER)
        return y + height

    def _ask(self, y: float, height: float, question: str, *, none: bool = False) -> float:
        """The question with its boxes at the right edge, all empty."""
        sheet, words = self.sheet, self.words
        middle = y + height / 2
        sheet.text(LEFT, sheet.middle(middle, BODY), question, BODY, SEMIBOLD)
        options = [words.text("common.yes"), words.text("common.no")]
        if none:
            options.append(words.text("common.none"))
        run = sum(sheet.width(option, BODY, SEMIBOLD) + BOX * 1.36 for option in options)
        x = RIGHT - 1 - run - 6 * (len(options) - 1)
        for option in options:
            x = sheet.choice(x, middle, option, False, BODY, BOX, SEMIBOLD) + 6
        sheet.across(y + height)
        return y + height

    # Side 2 and more

    def back(self) -> None:
        """Every named partner, then messages and signatures on the last side."""
        for number, rows in enumerate(self.sides):
            self.sheet.next_page()
            self.sheet.void_mark(self.footer)
            last = number == len(self.sides) - 1
            y = self._partners(rows)
            if last:
                self._last(y)
            self._foot()

    def _partners(self, rows: Sequence[ConsentService | None]) -> float:
        sheet, record, words = self.sheet, self.record, self.words
        sheet.text(LEFT, 15.5, words.text("common.title"), 11, SEMIBOLD)
        if record.number:
            head = f"{words.text('common.number')} {record.number}"
            sheet.text(RIGHT, 15.5, head, 11, SEMIBOLD, Align.RIGHT)
        sheet.across(19)
        y = self._section(28.5, 3, "third_party")
        x = LEFT
        top = y
        for width, head in zip(COLUMNS, words.texts("third_party.heads"), strict=True):
            sheet.label(x, y, width, 8, head, 9.5)
            x += width
        y += 8
        heights = [self._row_height(row) for row in rows]
        spare = min(8.0, max(0.0, (104.0 - sum(heights)) / len(rows)))
        for number, (row, height) in enumerate(zip(rows, heights, strict=True)):
            sheet.across(y)
            self._partner(y, height + spare, row, hint=number == len(rows) - 1)
            y += height + spare
        sheet.across(y, SECTION)
        x = LEFT
        for width in COLUMNS[:-1]:
            x += width
            sheet.down(x, top, y)
        return y

    def _items(self, items: Sequence[Item]) -> str:
        return ", ".join(self.words.text(f"third_party.items.{item.value}") for item in items)

    def _row_height(self, row: ConsentService | None) -> float:
        if row is None:
            return BLANK_ROW
        sheet = self.sheet
        most = max(
            len(self._broken(row.organisation, COLUMNS[0])),
            len(self._broken(row.purpose, COLUMNS[1])),
            len(self._broken(row.retention, COLUMNS[3])),
        )
        told = len(sheet.wrap(self._items(row.items), 9.5, COLUMNS[2] - 4))
        return min(HIGHEST, max(ROW, most * 6.7 + 5, told * 4.9 + 4))

    def _broken(self, text: str, width: float) -> list[str]:
        """Strong words in a column; `|` marks where they may break."""
        lines: list[str] = []
        for part in text.split("|"):
            lines.extend(self.sheet.wrap(part.strip(), STRONG, width - 3.4, BOLD))
        return lines

    def _partner(self, y: float, height: float, row: ConsentService | None, *, hint: bool) -> None:
        sheet, words = self.sheet, self.words
        middle = y + height / 2
        if row is None:
            if hint:
                base = sheet.middle(middle, 9.5)
                sheet.text(LEFT + 2, base, words.text("third_party.more"), 9.5)
        else:
            strong = (
                (0, row.organisation, Place("organisation", "제공받는 곳")),
                (1, row.purpose, Place("purpose", "이용 목적")),
                (3, row.retention, Place("retention", "보유·이용 기간")),
            )
            for column, text, place in strong:
                at = LEFT + sum(COLUMNS[:column]) + 2
                lines = self._broken(text, COLUMNS[column])
                fit, room = int((height - 4.9) / 6.7), COLUMNS[column] - 3.4
                lines = sheet.cut(lines, fit, STRONG, room, BOLD, place=place)
                top = middle - (len(lines) - 1) * 6.7 / 2
                for number, line in enumerate(lines):
                    base = sheet.middle(top + number * 6.7, STRONG)
                    sheet.text(at, base, line, STRONG, BOLD, underline=True, place=place)
            at = LEFT + sum(COLUMNS[:2])
            lines = sheet.wrap(self._items(row.items), 9.5, COLUMNS[2] - 4)
            top = middle - (len(lines) - 1) * 4.9 / 2
            for number, line in enumerate(lines):
                sheet.text(at + 2, sheet.middle(top + number * 4.9, 9.5), line, 9.5)
        at = RIGHT - COLUMNS[-1] + 2.4
        sheet.choice(at, middle - 6.4, words.text("common.yes"), False, 10.5, BOX, SEMIBOLD)
        sheet.tick_box(at, middle + 5, BOX)
        for number, part in enumerate(words.text("common.no_narrow").split("|")):
            base = sheet.middle(middle + 5 + (number - 0.5) * 4.8, 10.5)
            sheet.text(at + BOX * 1.36, base, part, 10.5, SEMIBOLD)

    def _last(self, y: float) -> None:
        sheet, record, words = self.sheet, self.record, self.words
        parts = (
            Part(words.text("third_party.refusal_before"), BODY),
            Part(words.text("third_party.refusal_strong"), STRONG, BOLD, True),
            Part(words.text("third_party.refusal_after"), BODY),
        )
        y = sheet.sentence(LEFT, y + 6, WIDTH, parts, 6.0)
        y = self._section(max(y + 10.5, 165.0), 4, "messages")
        y = self._strong_row(y, 11.4, words.text("common.purpose"), words.text("messages.purpose"))
        y = self._row(y, 9.6, words.text("common.items"), words.text("messages.items"))
        label = words.text("common.retention")
        y = self._strong_row(y, 11.4, label, words.text("messages.retention"))
        label = words.text("messages.refusal_label")
        y = self._row(y, 9.6, label, words.text("messages.refusal"), last=True)
        y = self._ask(y, 11.8, words.text("messages.ask"))
        y += 7.4
        sheet.text(LEFT, y, words.text("sign.statement"), BODY, SEMIBOLD)
        y += 4
        sheet.across(y, SECTION)
        height, low = 16.6, 10.6
        sheet.label(LEFT, y, 24, height, words.text("sign.date"))
        for at, text in ((50, "20"), (63.4, "."), (74, "."), (84.4, ".")):
            sheet.text(at, sheet.middle(y + height / 2, 11), text, 11)
        sheet.label(90, y, 24, height, words.text("sign.self"))
        base = sheet.middle(y + height / 2, 9.5)
        sheet.text(188, base, words.text("sign.note"), 9.5, align=Align.RIGHT)
        sheet.across(y + height)
        below = y + height
        sheet.label(LEFT, below, 24, low, words.text("sign.explained"))
        place = Place("explained_by", words.text("sign.explained"))
        sheet.cell(44, below, 46, low, record.explained_by, 11, place=place)
        sheet.label(90, below, 24, low, words.text("sign.guardian"))
        base = sheet.middle(below + low / 2, 9.5)
        sheet.text(188, base, words.text("sign.guardian_note"), 9.5, align=Align.RIGHT)
        bottom = below + low
        for x in (44.0, 90.0, 114.0):
            sheet.down(x, y, bottom)
        sheet.across(bottom, SECTION)
        how = words.text("sign.withdraw_how").format(phone=record.centre.phone)
        told: tuple[Part, ...] = (
            Part(words.text("sign.withdraw_before"), 10.5),
            Part(how, 10.5, BOLD),
            Part(words.text("sign.withdraw_after"), 10.5),
        )
        over = sheet.sentence_lines(WIDTH, told) - 2
        if over > 0:
            sheet.too_long(Place("centre_phone", "센터 전화"), over * 45)
            told = told[:1]
        sheet.sentence(LEFT, bottom + 5.4, WIDTH, told, 5.0)
