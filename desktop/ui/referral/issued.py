"""The slip has been issued: its number, and what happens to the sheets now."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.calendar import show_day
from desktop.services.referrals import IssuedSlip
from desktop.ui.kit import (
    Button,
    Card,
    Combo,
    Face,
    Flow,
    Line,
    PlainLabel,
    Role,
    Sign,
    column,
    row,
    theme,
)

CARRIED = "carried"


class IssuedCard(QWidget):
    """Given to the visitor, sent to the partner, printed again, or kept as a file."""

    given = Signal()
    sent = Signal(str)
    """The code of the way it went out."""
    again = Signal()
    file_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._usual = CARRIED
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
        first, second = Flow(gap=10), row(gap=10)
        self._give = Button("내담자에게 드렸습니다", Role.PRIMARY, icon="check")
        self._post = Button("기관에 보냈습니다", icon="referral")
        self._way = Combo(placeholder="보낸 방법")
        self._way.setAccessibleName("보낸 방법")
        self._way.setFixedWidth(theme.px(130))
        again = Button("다시 인쇄", Role.QUIET, icon="printer", keys="Ctrl+P")
        file = Button("PDF로 저장", Role.QUIET, icon="download")
        self._give.clicked.connect(self.given)
        self._post.clicked.connect(self._say_sent)
        self._way.moved_on.connect(self._post.setFocus)
        for part in (self._give, self._post, self._way):
            first.addWidget(part)
        for button, signal in ((again, self.again), (file, self.file_wanted)):
            button.clicked.connect(signal)
            second.addWidget(button)
        second.addStretch(1)
        card.body.addLayout(first)
        card.body.addLayout(second)
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

    def offer_ways(self, ways: Sequence[tuple[str, str]], usual: str) -> None:
        """How a slip can be sent, and how the last one to this partner went out."""
        sent = [one for one in ways if one[0] != CARRIED]
        self._usual = usual
        self._way.set_options(sent)
        self._way.set_value(usual if usual != CARRIED else sent[0][0] if sent else None)

    def begin(self) -> None:
        """Put the keys on handing over, the way this partner's slips usually go."""
        first = self._give if self._usual == CARRIED else self._post
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_sent(self) -> None:
        self.sent.emit(str(self._way.value() or ""))
