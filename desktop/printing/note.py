"""The counselling note for the file (상담일지). The sensitive memo is never on this paper.

A long text goes on to further sheets (이어쓰기) instead of being cut, and every later
amendment is told with its time, author and reason.
"""

from collections.abc import Sequence

from desktop.domain.calendar import show_date, show_day, show_moment, show_time
from desktop.domain.papers import Footer, NoteRecord
from desktop.printing.drawn import Drawn, Place
from desktop.printing.fonts import BOLD, SEMIBOLD
from desktop.printing.lettering import LEAST, Align
from desktop.printing.page import Sheet
from desktop.printing.strokes import INNER, LEFT, OUTER, RIGHT, SECTION, WIDTH
from desktop.printing.wording import Wording, wording

LINE = 7.4
TEXT = 11.0
LAST = 281.0
"""Content ends here; the foot line stands below."""
COLUMNS = (38.0, 60.0, 18.0, 30.0, 24.0)


def render_note(
    record: NoteRecord, footer: Footer | None = None, *, preview: bool = False
) -> bytes:
    """The note as a PDF file, as many sheets as it needs. Raises MissingGlyph, TooLong."""
    drawn = draw_note(record, footer, preview=preview)
    return drawn.pdf if preview else drawn.printable()


def draw_note(record: NoteRecord, footer: Footer | None = None, *, preview: bool = False) -> Drawn:
    """As `render_note`, with what the page says and what is wrong with it."""
    words = wording(record.form)
    sheet = Sheet(words.text("title"), words.text("subject"), words.text("keywords"))
    _Note(sheet, record, footer, words).draw()
    return sheet.finish()


class _Note:
    """One note on its sheets."""

    def __init__(
        self, sheet: Sheet, record: NoteRecord, footer: Footer | None, words: Wording
    ) -> None:
        self.sheet = sheet
        self.record = record
        self.footer = footer
        self.words = words
        self.opening = sheet.wrap(record.opening, TEXT, WIDTH - 4) if record.opening else []
        self.summary = sheet.wrap(record.summary, TEXT, WIDTH - 4) if record.summary else []
        self.topic_lines = [
            line
            for topic in record.topics
            if topic.line
            for line in sheet.wrap(f"{topic.label} — {topic.line}", 10, WIDTH - 4)
        ]
        self.history = self._history()
        self.topic_rows = self.opening_rows = self.plan_rows = self.history_rows = 0
        self.pages = 1

    def _history(self) -> list[str]:
        words, record = self.words, self.record
        head = words.text("written").format(when=show_moment(record.written_at))
        if not record.amendments:
            return [f"{head} · {words.text('never_changed')} · {words.text('keeps')}"]
        lines = [f"{head} · {words.text('keeps')}"]
        for change in record.amendments:
            line = words.text("amended").format(
                n=change.number, when=show_moment(change.at), who=change.by, why=change.reason
            )
            lines.extend(self.sheet.wrap(line, 9.5, WIDTH))
        return lines

    def draw(self) -> None:
        """The first sheet with everything short; what is left over goes on to further sheets."""
        sheet, words = self.sheet, self.words
        sheet.void_mark(self.footer)
        y = self._head()
        room = self._make_room(y)
        opening = self.opening[: self.opening_rows]
        summary = self.summary[: max(3, int(room / LINE))]
        left_summary = self.summary[len(summary) :]
        rows = max(len(summary), min(8, int(room / LINE)))
        rest = self._left_over(left_summary)
        per_page = int((LAST - 40) / LINE)
        self.pages = 1 + -(-len(rest) // per_page)
        y = self._topics(y)
        y = self._lines(y, "opening", opening, self.opening_rows)
        note = words.text("summary_more" if left_summary else "summary_note")
        y = self._lines(y, "summary", summary, rows, note)
        y = self._plan(y)
        y = self._next(y)
        for line in self.history[: self.history_rows]:
            sheet.text(LEFT, y, line, 9.5, place=Place("amendments", "고친 까닭"))
            y += 4.8
        self._foot()
        for start in range(0, len(rest), per_page):
            self._continue(rest[start : start + per_page], per_page)

    def _make_room(self, top: float) -> float:
        """Settle how much of each part stands on the first sheet; the height left for the text.

        What the counsellor wrote comes first: lines on topics, then the opening words,
        then the plan move over until three lines of it fit.
        """
        self.topic_rows = min(8, len(self.topic_lines))
        self.opening_rows = max(2, min(4, len(self.opening)))
        self.plan_rows = min(6, len(self.record.plan))
        self.history_rows = len(self.history) if len(self.history) <= 4 else 1
        steps = (("topic_rows", 4), ("opening_rows", 2), ("plan_rows", 3), ("topic_rows", 0))
        for name, least in steps:
            while self._room(top) < 3 * LINE and getattr(self, name) > least:
                setattr(self, name, getattr(self, name) - 1)
        return self._room(top)

    def _room(self, top: float) -> float:
        topics = 0.0
        if self.record.topics:
            topics = 10.8 + -(-len(self.record.topics) // 4) * 7.6
            topics += self.topic_rows * 5.6 + (0.8 if self.topic_rows else 0)
        opening = 10.8 + self.opening_rows * LINE
        plan = 10.8 + 6.8 + max(3, self.plan_rows + 1) * 7.6
        ending = 4.6 + 2 * 8.6 + 5.6 + self.history_rows * 4.8 - 4
        return LAST - top - topics - opening - 10.8 - plan - ending

    def _left_over(self, summary: Sequence[str]) -> list[str]:
        words, record = self.words, self.record
        plan = [
            " · ".join(
                part
                for part in (
                    item.goal,
                    item.action,
                    item.who,
                    show_date(item.due_on) if item.due_on is not None else "",
                    item.state,
                )
                if part
            )
            for item in record.plan[self.plan_rows :]
        ]
        plan = [line for item in plan for line in self.sheet.wrap(item, TEXT, WIDTH - 4)]
        parts = (
            ("lines", self.topic_lines[self.topic_rows :]),
            ("opening", self.opening[self.opening_rows :]),
            ("summary", summary),
            ("plan", plan),
            ("amendments", self.history[self.history_rows :]),
        )
        lines: list[str] = []
        for key, left in parts:
            if left:
                lines += [f"[{words.text(key)}]", *left]
        return lines

    def _foot(self) -> None:
        self.sheet.foot(self.footer, f"{self.pages}-{self.sheet.page}", code=True)

    def _head(self) -> float:
        sheet, record, words = self.sheet, self.record, self.words
        place = Place("centre", "센터 이름")
        sheet.tag(words.text("tag"))
        base = sheet.middle(14, 11)
        name = record.centre.name
        if sheet.width(name, LEAST, SEMIBOLD) > 70:  # two close lines of a long name
            sheet.cell(43.5, 10.2, 70, 7.6, name, 11, SEMIBOLD, pad=0, place=place, close=1.18)
            end = 113.5
        else:
            end = sheet.text(43.5, base, name, 11, SEMIBOLD, place=place, room=70)
        sheet.reprint_mark(self.footer, end + 4)
        sheet.text(LEFT, 28.4, words.text("title"), 21, BOLD)
        sheet.approval(record.centre.approvers[:2])
        when = f"{show_day(record.started_at.date())} {show_time(record.started_at)}"
        if record.ended_at is not None:
            when += f"~{show_time(record.ended_at)}"
        step = 8.6
        y = 33.0
        sheet.across(y, OUTER)
        self._cell(y, LEFT, 26, 100, "number", record.number, strong=True)
        self._cell(y, 100, 20, RIGHT, "when", when)
        y += step
        sheet.across(y)
        name = f"{record.name} ({record.about})" if record.about else record.name
        session = words.text("session_value").format(n=record.session)
        if sheet.width(name, 9) > 2 * 48:  # a name of many words has a row of its own
            self._cell(y, LEFT, 26, RIGHT, "name", name)
            y += step
            sheet.across(y)
            self._cell(y, LEFT, 26, 100, "session", session)
            self._cell(y, 100, 20, RIGHT, "counsellor", record.counsellor)
        else:
            self._cell(y, LEFT, 26, 100, "name", name)
            self._cell(y, 100, 20, 140, "session", session)
            self._cell(y, 140, 16, RIGHT, "counsellor", record.counsellor)
        y += step
        sheet.across(y)
        self._cell(y, LEFT, 26, 138, "method", "")
        self._boxes(y, 46, 138, "methods", record.method, "method")
        self._cell(y, 138, 20, RIGHT, "reached", "")
        reached = record.reached
        options = [(words.text("reached_yes"), reached), (words.text("reached_no"), not reached)]
        sheet.choices(160, y + step / 2, 29, options, gap=4)
        y += step
        sheet.across(y)
        self._cell(y, LEFT, 26, 138, "type", "")
        self._boxes(y, 46, 138, "types", record.type, "type")
        self._cell(y, 138, 20, RIGHT, "attended", record.attended_by or words.text("nobody"))
        y += step
        sheet.across(y, OUTER)
        return y

    def _cell(
        self,
        y: float,
        x: float,
        width: float,
        end: float,
        key: str,
        value: str,
        *,
        strong: bool = False,
    ) -> None:
        sheet = self.sheet
        label = self.words.text(key)
        if x > LEFT:
            sheet.down(x, y, y + 8.6)
        sheet.label(x, y, width, 8.6, label)
        sheet.down(x + width, y, y + 8.6)
        place = Place(key, label)
        room = end - x - width
        if strong:
            sheet.cell(x + width, y, room, 8.6, value, 14, BOLD, place=place)
        else:
            sheet.cell(x + width, y + 0.4, room, 7.8, value, 11, place=place, leading=1.16)

    def _boxes(self, y: float, x: float, end: float, key: str, value: str, label: str) -> None:
        options = [(meanings[0], value in meanings) for meanings in self.words.options(key)]
        if value and not any(ticked for _, ticked in options):
            options.append((value, True))
        place = Place(label, self.words.text(label))
        self.sheet.choices(x + 2, y + 4.3, end - x - 4, options, gap=5.6, place=place)

    def _title(self, y: float, key: str, note: str = "") -> float:
        sheet = self.sheet
        sheet.text(LEFT, y, self.words.text(key), 12, BOLD)
        if note:
            sheet.text(RIGHT, y, note, 9.5, align=Align.RIGHT)
        sheet.across(y + 2.8, OUTER)
        return y + 2.8

    def _topics(self, y: float) -> float:
        sheet, record = self.sheet, self.record
        if not record.topics:
            return y
        y = self._title(y + 8, "topics", self.words.text("topics_how"))
        top, step, width = y, 7.6, WIDTH / 4
        rows = -(-len(record.topics) // 4)
        place = Place("topics", self.words.text("topics"))
        for number, topic in enumerate(record.topics):
            row, column = divmod(number, 4)
            x, middle = LEFT + column * width, top + row * step + step / 2
            size = 10.5
            room = width - 19
            sheet.choice(x + 2, middle, topic.label, topic.talked, size, place=place, room=room)
            base = sheet.middle(middle, 11)
            sheet.text(x + width - 5.6, base, str(topic.state), 11, BOLD, Align.CENTRE)
            sheet.down(x + width - 11.2, middle - step / 2, middle + step / 2)
        for row in range(rows):
            y = top + (row + 1) * step
            sheet.across(y, INNER if row < rows - 1 else SECTION)
        for column in (1, 2, 3):
            sheet.down(LEFT + column * width, top, y)
        for line in self.topic_lines[: self.topic_rows]:
            sheet.text(LEFT + 2, sheet.middle(y + 3, 10), line, 10, place=place)
            y += 5.6
        if self.topic_rows:
            y += 0.8
            sheet.across(y, SECTION)
        return y

    def _lines(self, y: float, key: str, lines: Sequence[str], count: int, note: str = "") -> float:
        y = self._title(y + 8, key, note)
        place = Place(key, self.words.text(key))
        y = self.sheet.rows_of(LEFT, y, lines, count, LINE, TEXT, place=place)
        self.sheet.across(y, SECTION)
        return y

    def _plan(self, y: float) -> float:
        sheet, record, words = self.sheet, self.record, self.words
        y = self._title(y + 8, "plan")
        top = y
        edges = [LEFT]
        for width in COLUMNS:
            edges.append(edges[-1] + width)
        for number, head in enumerate(words.texts("plan_heads")):
            sheet.label(edges[number], y, COLUMNS[number], 6.8, head, 9.5)
        y += 6.8
        place = Place("plan", words.text("plan"))
        for number in range(max(3, self.plan_rows + 1)):
            sheet.across(y)
            if number < self.plan_rows:
                plan = record.plan[number]
                due = show_date(plan.due_on) if plan.due_on is not None else ""
                values = (plan.goal, plan.action, plan.who, due, plan.state)
                for column, value in enumerate(values):
                    sheet.cell(
                        edges[column],
                        y,
                        COLUMNS[column],
                        7.6,
                        value,
                        10.5,
                        place=place,
                        leading=1.1,
                    )
            elif number == self.plan_rows and len(record.plan) == number:
                sheet.text(LEFT + 2, sheet.middle(y + 3.8, 10.5), words.text("rest_empty"), 10.5)
            y += 7.6
        for edge in edges[1:-1]:
            sheet.down(edge, top, y)
        sheet.across(y, SECTION)
        return y

    def _next(self, y: float) -> float:
        sheet, record = self.sheet, self.record
        y += 4.6
        sheet.across(y, OUTER)
        self._cell(y, LEFT, 26, RIGHT, "action", record.action)
        y += 8.6
        sheet.across(y)
        self._cell(y, LEFT, 26, 130, "appointment", record.next_appointment)
        self._cell(y, 130, 20, RIGHT, "follow_up", record.follow_up)
        y += 8.6
        sheet.across(y, OUTER)
        return y + 5.6

    def _continue(self, lines: Sequence[str], count: int) -> None:
        sheet, record, words = self.sheet, self.record, self.words
        sheet.next_page()
        sheet.void_mark(self.footer)
        title = f"{words.text('title')} · {words.text('continued')}"
        sheet.text(LEFT, 20, title, 14, BOLD)
        head = f"{words.text('number')} {record.number}"
        sheet.text(RIGHT, 20, head, 11, SEMIBOLD, Align.RIGHT)
        sheet.across(24, OUTER)
        name = f"{record.name} ({record.about})" if record.about else record.name
        when = f"{show_day(record.started_at.date())} · {record.counsellor}"
        sheet.cell(LEFT, 25, 110, 8, name, 11, pad=0, place=Place("name", words.text("name")))
        place, room = Place("counsellor", words.text("counsellor")), WIDTH - 112
        if sheet.width(when, 11) > room:  # a long name goes under the day
            sheet.cell(LEFT + 112, 25, room, 8, when, 11, align=Align.RIGHT, pad=0, place=place)
        else:
            sheet.text(RIGHT, sheet.middle(29, 11), when, 11, align=Align.RIGHT, place=place)
        sheet.across(34, SECTION)
        place = Place("summary", words.text("summary"))
        bottom = sheet.rows_of(LEFT, 34, lines, count, LINE, TEXT, place=place)
        if len(lines) < count:
            base = sheet.middle(34 + len(lines) * LINE + LINE / 2, 10.5)
            sheet.text(LEFT + 2, base, words.text("rest_empty"), 10.5)
        sheet.across(bottom, SECTION)
        self._foot()
