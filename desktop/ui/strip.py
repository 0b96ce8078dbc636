"""The strip 진행 중: forms left half-typed, each one key away."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.draft import DraftLine
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button, Role
from desktop.ui.kit.surfaces import Surface, row
from desktop.ui.kit.text import PlainLabel
from desktop.ui.kit.theme import Face

MOST = 4
"""Cards in the strip; the oldest wait behind the last."""


class Strip(Surface):
    """Who is waiting in the middle of what, and for how long."""

    resumed = Signal(object)
    """DraftLine"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, ground="info_tint", margins=(24, 4))
        self._line = row(gap=8)
        self._line.addWidget(PlainLabel("진행 중", face=Face.LABEL, ink="info"))
        self._cards: list[Button] = []
        self._count = 0
        self._more = PlainLabel("", face=Face.NOTE, ink="info")
        self._line.addWidget(self._more)
        self._line.addStretch(1)
        self.body.addLayout(self._line)
        self.setFixedHeight(theme.px(40))
        self.hide()

    def show_drafts(self, drafts: Sequence[DraftLine], now: datetime) -> None:
        """Show these, the latest first; nothing waiting hides the strip."""
        for card in self._cards:
            self._line.removeWidget(card)
            card.deleteLater()
        self._cards = []
        for place, draft in enumerate(drafts[:MOST]):
            who = draft.masked_name or "이름 없음"
            card = Button(
                f"{who} · {draft.title} · {_how_long(now - draft.begun_at)}",
                Role.SECONDARY,
                keys="F3" if place == 0 else "",
                high=32,
            )
            card.clicked.connect(lambda _=False, draft=draft: self.resumed.emit(draft))
            self._line.insertWidget(1 + place, card)
            self._cards.append(card)
        self._count = len(drafts)
        self._share_room()
        self.setVisible(bool(drafts))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """As many cards as the line has room for; the others are counted behind them."""
        left = self.width() - theme.px(24 + 24 + 70 + 90)
        shown = 0
        for card in self._cards:
            left -= card.sizeHint().width() + theme.px(8)
            # The latest stays in any case: F3 brings it back.
            card.setVisible(not shown or left >= 0)
            shown += not card.isHidden()
        rest = self._count - shown
        self._more.setText(f"그 밖에 {rest}건" if rest > 0 else "")


def _how_long(waited: timedelta) -> str:
    """Minutes within the hour, hours within the day, then days."""
    minutes = max(0, int(waited.total_seconds() // 60))
    if minutes < 60:
        return f"{minutes}분"
    hours = minutes // 60
    return f"{hours}시간" if hours < 24 else f"{hours // 24}일"
