"""A sheet of paper with the things every form has: head, tables, approval, foot, marks.

Lengths are millimetres from the top left corner, sizes and weights are points. Below it
stand `lettering` (words in their places) and `strokes` (rules and boxes).
"""

import math
from collections.abc import Sequence

from desktop.domain.calendar import show_moment
from desktop.domain.papers import Footer
from desktop.printing.drawn import NOWHERE, Drawn, Place
from desktop.printing.fonts import BOLD, REGULAR, SEMIBOLD, Face
from desktop.printing.lettering import Align, Lettering
from desktop.printing.strokes import INNER, LEFT, MM, OUTER, RIGHT, SECTION, WIDTH, digits_of

PAPER_SPEC = "210mm×297mm(백상지 80g/㎡)"
PAPER_SPEC_LANDSCAPE = "297mm×210mm(백상지 80g/㎡)"


CODE_HIGH, CODE_DOWN = 4.8, 2.2
"""How high the bars of the print number are, and how far the foot line goes down for them."""
CODE_ROOM = 42.0
"""Millimetres the bars take at the right, with the white they need beside them."""


class Sheet(Lettering):
    """The paper being drawn, page after page."""

    page = 1

    def next_page(self) -> None:
        """Finish this page and begin the next."""
        self._close_page()
        self.page += 1
        self._said.append("\f")

    def finish(self) -> Drawn:
        """Close the document."""
        self._close_page()
        text = "\n".join(self._said)
        return Drawn(self._file.bound(), text, tuple(self._problems))

    def _close_page(self) -> None:
        self._file.page(self._ops)
        self._ops.clear()

    def cut_line(self, y: float, words: str) -> None:
        """The line to tear along, with drawn scissors and its words in the middle."""
        half = self.width(words, 9.5, SEMIBOLD) / 2 + 3
        middle = (LEFT + RIGHT) / 2
        self.rule(13.4, y, middle - half, y, 0.7, (4, 3))
        self.rule(middle + half, y, 203.5, y, 0.7, (4, 3))
        self.text(middle, self.middle(y, 9.5), words, 9.5, SEMIBOLD, Align.CENTRE)
        self.disc(7.6, y - 1.5, 1.05, filled=False)
        self.disc(7.6, y + 1.5, 1.05, filled=False)
        self.rule(8.5, y + 1.0, 12.8, y - 1.2, 0.8)
        self.rule(8.5, y - 1.0, 12.8, y + 1.2, 0.8)

    def tag(self, words: str, beside: str = "", x: float = LEFT, wide: float = 20) -> None:
        """The framed word at the top left that says whose sheet this is."""
        self.frame(x, 10.5, wide, 7, SECTION)
        self.text(x + wide / 2, self.middle(14, 10), words, 10, BOLD, Align.CENTRE)
        if beside:
            self.text(x + wide + 3.5, self.middle(14, 9.5), beside, 9.5)

    def home_head(self, tag: str, centre: str, title: str, footer: Footer | None) -> None:
        """The head of what a visitor takes home: tag, centre, large title, a rule at 37.5."""
        self.frame(LEFT, 11, max(24.0, self.width(tag, 11, BOLD) + 8), 7.6, SECTION)
        middle = LEFT + max(24.0, self.width(tag, 11, BOLD) + 8) / 2
        self.text(middle, self.middle(14.8, 11), tag, 11, BOLD, Align.CENTRE)
        self.reprint_mark(footer, 2 * middle - LEFT + 4)
        place = Place("centre", "센터 이름")
        base, room = self.middle(14.8, 13), RIGHT - 2 * middle + LEFT - 26
        self.text(RIGHT, base, centre, 13, SEMIBOLD, Align.RIGHT, place=place, room=room)
        place = Place("name", "성명")
        self.cell(LEFT, 22.6, WIDTH, 12.6, title, 26, BOLD, pad=0, place=place, least=13)
        self.across(37.5, SECTION)

    def table_row(
        self,
        y: float,
        height: float,
        label: str,
        value: str,
        *,
        place: Place = NOWHERE,
        label_width: float = 30,
        size: float = 11,
        label_size: float = 10,
        face: Face = REGULAR,
        weight: float = INNER,
        x: float = LEFT,
        end: float = RIGHT,
    ) -> float:
        """Label and value with the rule below them; gives back the lower edge."""
        self.label(x, y, label_width, height, label, label_size)
        self.down(x + label_width, y, y + height)
        where = x + label_width
        # A comma at the foot of a full cell stays clear of the rule.
        room = height - 0.8
        self.cell(where, y + 0.4, end - where, room, value, size, face, place=place, pad=2.4)
        self.across(y + height, weight, x, end)
        return y + height

    def rows_of(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        count: int,
        leading: float,
        size: float,
        *,
        place: Place = NOWHERE,
        end: float = RIGHT,
    ) -> float:
        """Written lines on dotted rules, `count` of them; gives back the lower edge."""
        for number in range(count):
            if number < len(lines):
                base = self.middle(y + leading / 2, size)
                self.text(x + 2, base, lines[number], size, place=place)
            y += leading
            if number < count - 1:
                self.rule(x, y, end, y, 0.5, (0.6, 2))
        return y

    def approval(self, approvers: Sequence[str]) -> None:
        """The boxes to sign (결재란): only for those who sign; `팀장:전결` writes 전결 inside."""
        if not approvers:
            return
        box, head, top, bottom = 20.0, 8.0, 10.5, 30.0
        right = self.width_mm - LEFT
        left = right - head - box * len(approvers)
        self.frame(left, top, right - left, bottom - top, SECTION)
        self.down(left + head, top, bottom)
        self.rule(left + head, top + 6, right, top + 6, INNER)
        self.text(left + head / 2, self.middle(top + 5.4, 9.5), "결", 9.5, SEMIBOLD, Align.CENTRE)
        self.text(left + head / 2, self.middle(top + 14, 9.5), "재", 9.5, SEMIBOLD, Align.CENTRE)
        for number, approver in enumerate(approvers):
            x = left + head + box * number
            if number:
                self.down(x, top, bottom)
            name, _, remark = approver.partition(":")
            self.text(x + box / 2, self.middle(top + 3, 9.5), name, 9.5, SEMIBOLD, Align.CENTRE)
            if remark:
                self.text(x + box / 2, self.middle(top + 12.5, 10), remark, 10, BOLD, Align.CENTRE)

    def meta_row(
        self, y: float, height: float, parts: Sequence[tuple[float, str, float, str, bool]]
    ) -> None:
        """The row of numbers under the title: (label width, label, value width, value, strong)."""
        x = LEFT
        for number, (label_width, label, value_width, value, strong) in enumerate(parts):

            def begin(number: int = number, x: float = x, wide: float = label_width) -> None:
                if number:
                    self.down(x, y, y + height)
                else:
                    self.across(y, OUTER)
                    self.across(y + height, OUTER)
                self.label(x, y, wide, height, parts[number][1])
                self.down(x + wide, y, y + height)

            self.once(("meta", number, x, y, label_width, height, label), begin)
            x += label_width
            size, face = (15.0, BOLD) if strong else (11.0, REGULAR)
            self.cell(x, y, value_width, height, value, size, face, place=Place("number", label))
            x += value_width

    def signature_of(self, sender: str, y: float, seal: str) -> None:
        """The sender's name (발신명의), baseline y, with the seal's place on its last letter."""
        size, spread = 17.0, 3.0
        middle = (LEFT + RIGHT) / 2
        while self.width(sender, size, BOLD) + spread * len(sender) / MM > 120 and size > 12:
            size -= 0.5
        if self.width(sender, size, BOLD) + spread * len(sender) / MM > 120:
            spread = 0.0
        end = self.text(
            middle,
            y,
            sender,
            size,
            BOLD,
            Align.CENTRE,
            spread=spread,
            place=Place("sender", "발신명의"),
            room=120,
        )
        if "생략" in seal or seal == "omitted":
            self.text(end + 6, y - 0.3, "(관인생략)", 9.5)
            return
        centre_x = end - size * 0.45 / MM
        centre_y = y - size * 0.36 / MM
        half, arm = 8.6, 2.2
        for sx in (-1, 1):
            for sy in (-1, 1):
                x, corner = centre_x + sx * half, centre_y + sy * half
                self.rule(x, corner, x - sx * arm, corner, 0.6)
                self.rule(x, corner, x, corner - sy * arm, 0.6)
        self.text(centre_x + half + 2.2, y - 0.3, "(관인)", 9)

    def address_line(self, address: str, y: float) -> float:
        """Where the centre is, at the foot of a letter: in one line, or two close ones.

        Gives back the baseline of the last.
        """
        place = Place("centre_address", "센터 주소")
        lines = self.wrap(address, 9, WIDTH)
        if len(lines) == 1:
            self.text(LEFT, y, address, 9.5, place=place, room=WIDTH)
            return y
        first, second = self.cut(lines, 2, 9, WIDTH, REGULAR, place=place)
        self.text(LEFT, y - 0.9, first, 9, place=place)
        self.text(LEFT, y + 2.4, second, 9, place=place)
        return y + 2.4

    def foot(
        self,
        footer: Footer | None,
        pages: str = "",
        *,
        spec: bool = True,
        y: float = 288.8,
        instead: str = "",
        code: bool = False,
    ) -> None:
        """The foot line: print number, time, who, purpose · page · paper.

        Without a footer (preview, blank form) `instead` stands on the left. A long line
        takes the place of the paper's size, which the form alone asks for. With `code`, on
        papers that stay in the office, the print number stands above it as bars too.
        """
        if code and footer is not None:
            y += CODE_DOWN
            self.bar_code(
                self.width_mm - LEFT, y - CODE_HIGH - 3.2, CODE_HIGH, digits_of(footer.print_number)
            )
        right = self.width_mm - LEFT
        words = PAPER_SPEC if self.height_mm > self.width_mm else PAPER_SPEC_LANDSCAPE
        line = print_line(footer) if footer is not None else instead
        run = LEFT + self.width(line, 8.5) + (5 + self.width(pages, 8.5) if pages else 0)
        spec = spec and run <= right - self.width(words, 8.5) - 3
        with self.aside():
            end = LEFT
            if line:
                end = self.text(LEFT, y, line, 8.5, place=Place("purpose", "출력 용도"))
            if pages:
                half = self.width(pages, 8.5) / 2
                self.text(max(self.width_mm / 2, end + 5 + half), y, pages, 8.5, align=Align.CENTRE)
                end += 5 + 2 * half
            if spec:
                self.text(right, y, words, 8.5, align=Align.RIGHT)
                right -= self.width(words, 8.5) + 3
            if end > right:
                self.too_long(Place("purpose", "출력 용도"), math.ceil((end - right) / 2.6))

    def void_mark(self, footer: Footer | None) -> None:
        """무효 across the page, and why, for a paper that no longer counts."""
        if footer is None or not footer.void:
            return
        with self.aside():
            size = 150.0
            base = self._height * 0.46
            cos, sin = math.cos(math.radians(35)), math.sin(math.radians(35))
            self._ops.append(
                f"BT 0.86 g {cos:.4f} {sin:.4f} {-sin:.4f} {cos:.4f} "
                f"{self.width_mm * MM * 0.26:.2f} {base - 60:.2f} Tm "
                f"24 Tc {self._shown_in(BOLD, size, '무효')} 0 Tc 0 g ET"
            )
            self.text(
                LEFT, 8.4, f"무효 · {footer.void}", 10, BOLD, place=Place("footer", "출력 정보")
            )

    def reprint_mark(self, footer: Footer | None, x: float, y: float = 14) -> None:
        """재출력 n in a frame centred on y, from the second print on."""
        if footer is not None and footer.reprint:
            with self.aside():
                words = f"재출력 {footer.reprint}"
                end = self.text(x + 2, self.middle(y, 9.5), words, 9.5, BOLD)
                self.frame(x, y - 2.4, end - x + 2, 4.8, 0.7)


def print_line(footer: Footer) -> str:
    """Who printed this sheet when and what for (출력번호 · 출력일시 · 출력자 · 용도)."""
    parts = [
        f"출력 {footer.print_number}",
        show_moment(footer.printed_at),
        footer.printed_by,
        footer.purpose,
    ]
    if footer.reprint:
        parts.append(f"재출력 {footer.reprint}")
    return " · ".join(part for part in parts if part)
