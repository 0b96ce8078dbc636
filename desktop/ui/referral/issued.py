"""The slip has been issued: its number, and what happens to the sheets now."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.calendar import show_day
from desktop.services.referrals import IssuedSlip
from desktop.ui.kit import Button, Card, Face, Line, PlainLabel, Role, Sign, column, row


class IssuedCard(QWidget):
    """Given to the visitor, sent to the partner, printed again, or kept as a file."""

    given = Signal()
    sent = Signal()
    again = Signal()
    file_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = column(self, gap=10, margins=(0, 12))
        card = Card(gap=8, margins=(20, 18))
        head = row(gap=10)
        head.addWidget(Sign("check-circle", 26, "success"))
        self._number = PlainLabel("", face=Face.NUMBER)
        head.addWidget(self._number)
        head.addStretch(1)
        card.body.addLayout(head)
        self._words = PlainLabel("", ink="second", elide=True)
        card.body.addWidget(self._words)
        card.body.addWidget(Line())
        first, second = row(gap=10), row(gap=10)
        self._give = Button("내담자에게 드렸습니다", Role.PRIMARY, icon="check")
        post = Button("기관에 보냈습니다", icon="referral")
        again = Button("다시 인쇄", Role.QUIET, icon="printer", keys="Ctrl+P")
        file = Button("PDF로 저장", Role.QUIET, icon="download")
        for button, signal, line in (
            (self._give, self.given, first),
            (post, self.sent, first),
            (again, self.again, second),
            (file, self.file_wanted, second),
        ):
            button.clicked.connect(signal)
            line.addWidget(button)
        for line in (first, second):
            line.addStretch(1)
            card.body.addLayout(line)
        box.addWidget(card)
        box.addStretch(1)

    def show_issued(self, issued: IssuedSlip) -> None:
        """Show a slip just issued; the keys stand on handing it over."""
        self._number.setText(issued.line.number)
        names = " · ".join(copy.label for copy in issued.record.copies)
        self._words.setText(
            f"{names} {len(issued.record.copies)}장을 인쇄합니다. "
            f"회신 기한 {show_day(issued.record.reply_due)}"
        )

    def begin(self) -> None:
        """Put the keys on handing over."""
        self._give.setFocus(Qt.FocusReason.OtherFocusReason)
