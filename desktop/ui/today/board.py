"""The columns of 오늘: cards kept by their record, so that nothing jumps under the hand."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QSizePolicy

from desktop.ui.kit import EmptyState, Face, Panel, PlainLabel, Surface, column, row, theme
from desktop.ui.kit.scroll_bar import give_bars
from desktop.ui.today.cards import ActCard

Made = TypeVar("Made", bound=ActCard)


class Stack:
    """Cards by the id of their record: kept while the record is there, so focus stays."""

    def __init__(self) -> None:
        self._cards: dict[int, ActCard] = {}
        self._order: list[int] = []
        self.body = column(gap=8)

    def fill(
        self,
        lines: list[Any],
        make: Callable[[Any], Made],
        show: Callable[[Made, Any], None],
    ) -> list[Made]:
        """Show these records in this order; gives the cards that are new."""
        wanted = [line.id for line in lines]
        for gone in [key for key in self._cards if key not in set(wanted)]:
            card = self._cards.pop(gone)
            self.body.removeWidget(card)
            card.hide()
            card.deleteLater()
        made: list[Made] = []
        for place, line in enumerate(lines):
            kept: Any = self._cards.get(line.id)
            if kept is None:
                kept = make(line)
                self._cards[line.id] = kept
                made.append(kept)
            else:
                show(kept, line)
            if self.body.indexOf(kept) != place:
                self.body.insertWidget(place, kept)
                # At once, not with the next event: it may get the focus now.
                kept.show()
        self._order = wanted
        for place, key in enumerate(wanted):
            policy = Qt.FocusPolicy.StrongFocus if place == 0 else Qt.FocusPolicy.ClickFocus
            self._cards[key].setFocusPolicy(policy)
        return made

    def cards(self) -> list[ActCard]:
        return [self._cards[key] for key in self._order]


class CardColumn(Panel):
    """One column of the board: title with its count, cards that scroll, an empty state."""

    def __init__(
        self, title: str, empty: str, hint: str = "", keys: str = "", *, gap: int = 8
    ) -> None:
        super().__init__(margins=(8, 12), gap=8)
        self._stack = Stack()
        self._title = title
        self.setAccessibleName(title)
        head = row(gap=8, margins=(8, 0))
        head.addWidget(PlainLabel(title, face=Face.SECTION))
        self._count = PlainLabel("0", face=Face.SECTION, ink="link")
        head.addWidget(self._count)
        head.addStretch(1)
        self.body.addLayout(head)
        self._empty = EmptyState(empty, hint, keys=keys, icon="people")
        self._empty.set_ground("panel")
        self._empty.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        give_bars(self._scroll)
        self._scroll.viewport().setAutoFillBackground(False)
        # Room for the ring round the first and last card.
        inner = Surface(ground="panel", gap=0, margins=(4, 4, 4, 4))
        layout = inner.body
        self._stack.body.setSpacing(theme.px(gap))
        layout.addLayout(self._stack.body)
        layout.addStretch(1)
        self._scroll.setWidget(inner)
        self.body.addWidget(self._empty)
        self.body.addWidget(self._scroll, 1)
        self.setMinimumHeight(theme.px(360))
        self.setMinimumWidth(theme.px(240))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)

    def fill(
        self,
        lines: list[Any],
        make: Callable[[Any], Made],
        show: Callable[[Made, Any], None],
        more: int = 0,
    ) -> list[Made]:
        """Show these visits; new cards come back to be connected.

        `more` are counted with them and come a moment later, with the next filling.
        """
        made = self._stack.fill(lines, make, show)
        self._count.setText(str(len(lines) + more))
        self._empty.setVisible(not lines)
        self._scroll.setVisible(bool(lines))
        if not lines:
            self.body.setStretch(self.body.indexOf(self._empty), 1)
        for card in made:
            card.focused.connect(lambda card=card: self._reveal(card))
        self.setAccessibleName(f"{self._title} {len(lines) + more}명")
        return made

    def cards(self) -> list[ActCard]:
        """The cards from top to bottom."""
        return self._stack.cards()

    def _reveal(self, card: ActCard) -> None:
        # The buttons open with the focus: scroll once they have their place.
        QTimer.singleShot(0, card, lambda: self._scroll.ensureWidgetVisible(card, 0, theme.px(12)))
