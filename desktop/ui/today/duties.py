"""챙길 일 at the right of 오늘: today's appointments, then what is late or ends soon.

Each kind shows its first rows, own cases and nearest days first; the rest unfold by one key,
so that fifty registrations about to end do not bury two slips nobody answered.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from desktop.ui.kit import (
    Card,
    Chip,
    EmptyState,
    Face,
    Line,
    PlainLabel,
    Sign,
    Surface,
    Tone,
    column,
    row,
    theme,
)
from desktop.ui.kit.scroll_bar import give_bars
from desktop.ui.today.board import Made, Stack
from desktop.ui.today.cards import ActCard, Rest

AT_FIRST = 5
"""Rows of one kind that stand open before anybody asks for more."""

_SIGN_INK = {
    Tone.DANGER: "danger",
    Tone.WARNING: "warning",
    Tone.INFO: "info",
    Tone.PRIMARY: "link",
    Tone.NEUTRAL: "second",
}


class RestRow(ActCard):
    """외 51건: Enter unfolds them."""

    def __init__(self, rest: Rest) -> None:
        super().__init__(margins=(8, 5))
        self._words = PlainLabel(face=Face.STRONG, ink="link")
        head = row(gap=8)
        head.addWidget(self._words)
        head.addStretch(1)
        head.addWidget(Sign("chevron-down", 16, "link"))
        self.body.addLayout(head)
        self._first = "unfold"
        self.show_rest(rest)

    def show_rest(self, rest: Rest) -> None:
        """Say how many are folded away."""
        self.line = rest
        words = f"외 {rest.count:,}건 모두 보기"
        if rest.unread:
            words = f"외 {rest.count:,}건 중 급한 {rest.count - rest.unread}건 더 보기"
        self._words.setText(words)
        self.setAccessibleName(words)

    def _open_buttons(self) -> None:
        """The row is its own button."""


class DutyPart(QWidget):
    """One kind of duty with its count."""

    def __init__(self, kind: str, label: str, icon: str, tone: str) -> None:
        super().__init__()
        self._kind, self._tone = kind, tone
        self.unfolded = False
        self._stack = Stack()
        block = column(self, gap=4)
        block.addWidget(Line())
        head = row(gap=8, margins=(0, 6, 0, 0))
        head.addWidget(Sign(icon, 18, _SIGN_INK[tone]))
        head.addWidget(PlainLabel(label, face=Face.STRONG))
        head.addStretch(1)
        self._count = Chip("", tone)
        head.addWidget(self._count)
        block.addLayout(head)
        self._stack.body.setSpacing(theme.px(4))
        block.addLayout(self._stack.body)

    def fill(
        self,
        lines: list[Any],
        make: Callable[[Any], Made],
        show: Callable[[Made, Any], None],
        unread: int = 0,
    ) -> list[ActCard]:
        """Show these duties, folded unless they were unfolded or are only one too many.

        `unread` more are only counted: they come up as those before them are done.
        """
        shown = list(lines)
        total = len(lines) + unread
        if not self.unfolded and len(lines) > AT_FIRST + 1:
            shown = [*lines[:AT_FIRST], Rest(self._kind, total - AT_FIRST, unread)]

        def make_row(line: Any) -> ActCard:
            return RestRow(line) if isinstance(line, Rest) else make(line)

        def show_row(card: Any, line: Any) -> None:
            card.show_rest(line) if isinstance(line, Rest) else show(card, line)

        made = self._stack.fill(shown, make_row, show_row)
        self._count.show_state(f"{total:,}건", self._tone)
        self.setVisible(bool(lines))
        return made

    def cards(self) -> list[ActCard]:
        """The rows from top to bottom."""
        return self._stack.cards()


class DutyList(Card):
    """All kinds of duties, one below the other."""

    def __init__(self) -> None:
        super().__init__(margins=(12, 14), gap=8)
        head = row(gap=8, margins=(4, 0))
        head.addWidget(PlainLabel("챙길 일", face=Face.SECTION))
        self._count = PlainLabel("0", face=Face.SECTION, ink="link")
        head.addWidget(self._count)
        head.addStretch(1)
        self.body.addLayout(head)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        give_bars(self._scroll)
        self._scroll.viewport().setAutoFillBackground(False)
        inner = Surface(ground="card", gap=8, margins=(4, 2))
        self._parts: dict[str, DutyPart] = {}
        self._inner = inner.body
        self._empty = EmptyState(
            "챙길 일이 없습니다.", "예약과 기한이 여기에 모입니다.", icon="check-circle"
        )
        self._empty.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._inner.addWidget(self._empty)
        self._inner.addStretch(1)
        self._scroll.setWidget(inner)
        self.body.addWidget(self._scroll, 1)
        self.setMinimumHeight(theme.px(360))

    def part(self, kind: str, label: str, icon: str, tone: str) -> DutyPart:
        """The part for one kind, made when first needed."""
        found = self._parts.get(kind)
        if found is None:
            found = self._parts[kind] = DutyPart(kind, label, icon, tone)
            self._inner.insertWidget(len(self._parts) - 1, found)
        return found

    def follow(self, card: QWidget) -> None:
        """Bring a row that got the keys into sight; arrows scroll nothing by themselves."""
        if self._scroll.isAncestorOf(card):
            # The buttons open with the focus: scroll once they have their place.
            QTimer.singleShot(
                0, card, lambda: self._scroll.ensureWidgetVisible(card, 0, theme.px(12))
            )

    def unfold(self, kind: str) -> None:
        """All rows of a kind stand open from the next filling on."""
        self._parts[kind].unfolded = True

    def fold(self) -> None:
        """Back to the first rows of each kind."""
        for part in self._parts.values():
            part.unfolded = False

    def settle(self, duties: int) -> None:
        """Say how many there are."""
        self._count.setText(f"{duties:,}")
        self._empty.setVisible(not self.cards())
        for part in self._parts.values():
            for card in part.cards():
                card.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        for card in self.cards()[:1]:
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def cards(self) -> list[ActCard]:
        """All rows from top to bottom."""
        return [card for part in self._parts.values() for card in part.cards()]
