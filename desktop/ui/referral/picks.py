"""Slips that may be meant: the successor of a void one, those near a number misread."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal

from desktop.domain.calendar import show_date
from desktop.services.replies import NearSlip
from desktop.ui.kit import Button, Card, Paragraph, PlainLabel, Role, empty_out, row
from desktop.ui.kit.theme import Face


class Picks(Card):
    """One button a slip; Tab from the number comes here, Enter opens it."""

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__(gap=6, margins=(16, 12))
        self.hide()

    def show_slips(self, slips: Sequence[NearSlip]) -> None:
        """Issued slips whose number is nearly what was typed."""
        self._offer(
            "비슷한 번호로 발급한 의뢰서",
            [
                (
                    one.number,
                    " · ".join(
                        part
                        for part in (
                            f"{one.masked_name} 님",
                            one.partner,
                            f"{show_date(one.issued_on)} 발급" if one.issued_on else "",
                            "무효" if one.void else one.progress.label,
                        )
                        if part
                    ),
                )
                for one in slips
            ],
        )

    def show_successor(self, number: str) -> None:
        """The number that took a void one's place."""
        self._offer("다시 발급한 의뢰서", [(number, "무효인 번호 대신 이 번호로 적습니다.")])

    def clear(self) -> None:
        """Nothing to choose from."""
        self._offer("", [])

    def _offer(self, title: str, choices: Sequence[tuple[str, str]]) -> None:
        empty_out(self.body)
        self.setVisible(bool(choices))
        if not choices:
            return
        self.body.addWidget(PlainLabel(title, face=Face.STRONG))
        for number, words in choices:
            button = Button(f"{number} 열기", Role.LINK, icon="referral")
            button.clicked.connect(partial(self.picked.emit, number))
            line = row(gap=8)
            self.body.addLayout(line)
            line.addWidget(button)
            line.addWidget(Paragraph(words, middle=True), 1)
