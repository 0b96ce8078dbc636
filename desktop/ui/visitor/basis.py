"""On what ground somebody's data are used and given: the visitor's answers, item by item."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.domain.calendar import show_short_day
from desktop.domain.consent import Answer, Basis, ConsentLine
from desktop.ui.kit import Card, Chip, Face, Hint, Line, PlainLabel, Tone, column, empty_out, row

MOST = 4
"""So many stand here; the screen 동의 has all of them."""


class BasisCard(Card):
    """One line for each consent or ground that counts; what has to be asked again comes first."""

    def __init__(self) -> None:
        super().__init__(margins=(14, 6), gap=0)

    def show_lines(self, lines: Sequence[ConsentLine]) -> None:
        """Show what counts today."""
        shown = [
            one for one in lines if one.answer is Answer.AGREED and (one.living or one.changed)
        ]
        shown.sort(key=lambda one: not one.stale_wording)
        empty_out(self.body)
        for place, line in enumerate(shown[:MOST]):
            if place:
                self.body.addWidget(Line())
            self.body.addWidget(_row(line))
        if len(shown) > MOST:
            self.body.addWidget(Hint(f"외 {len(shown) - MOST}건은 C 동의에서 보십니다."))
        self.setVisible(bool(shown))

    def cover(self) -> None:
        """F12: what was agreed to is nobody else's."""
        empty_out(self.body)
        self.hide()


def _row(line: ConsentLine) -> QWidget:
    part = QWidget()
    words = column(part, gap=1, margins=(0, 6))
    head = row(gap=8)
    head.addWidget(PlainLabel(line.service_label or line.kind.label, face=Face.NAME, elide=True), 1)
    head.addWidget(_chip(line))
    words.addLayout(head)
    items = ", ".join(item.label for item in line.items)
    told = items or "동의서에 적힌 항목"
    if line.changed:
        told = f"{', '.join(line.changed)} 바뀜 · {told}"
    if line.former:
        told = f"동의하실 때 이름 {line.former} · {told}"
    words.addWidget(Hint(told, elide=True))
    part.setAccessibleName(f"{line.service_label or line.kind.label}, {_state(line)}, {told}")
    return part


def _state(line: ConsentLine) -> str:
    if line.stale_wording:
        return "재동의 필요"
    if line.basis is not Basis.CONSENT:
        return f"{line.basis.label} {line.article}"
    return f"{show_short_day(line.given_at.date())} 동의"


def _chip(line: ConsentLine) -> Chip:
    if line.stale_wording:
        return Chip(_state(line), Tone.WARNING, icon="alert-triangle")
    if line.basis is not Basis.CONSENT:
        return Chip(_state(line), Tone.INFO, icon="info")
    return Chip(_state(line), Tone.SUCCESS, icon="check-circle")
