"""Where the nine digits go, and whose slip they are before anything opens."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout

from desktop.domain.calendar import show_date, show_day
from desktop.domain.paper_number import PaperKind, find, plain_digits
from desktop.domain.referral import Progress
from desktop.services.referrals import FoundNumber
from desktop.ui.kit import (
    Card,
    Chip,
    Face,
    KoreanLineEdit,
    Paragraph,
    PlainLabel,
    Sign,
    Tone,
    row,
    theme,
)

NARROW = 700
"""Design pixels below which the name stands under the number."""
OUTCOME_TONES = {
    Progress.COMPLETED: Tone.SUCCESS,
    Progress.ACCEPTED: Tone.SUCCESS,
    Progress.ARRIVED: Tone.INFO,
    Progress.HANDED: Tone.INFO,
    Progress.ISSUED: Tone.INFO,
    Progress.ON_HOLD: Tone.WARNING,
    Progress.NO_SHOW: Tone.WARNING,
    Progress.DECLINED: Tone.WARNING,
    Progress.NO_ANSWER: Tone.WARNING,
}


class NumberCard(Card):
    """Type or scan; masked name, partner and state stand beside the number."""

    whole = Signal(str)
    """A slip's number with the right check digit, as it is written."""
    broken = Signal()
    """What stands there is no whole number any more."""
    asked = Signal()
    """Enter: look up what stands there."""

    def __init__(self) -> None:
        super().__init__(margins=(16, 12))
        # With large type on a small desk the name stands under the number, uncut.
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(theme.px(14))
        line = row(gap=14)
        line.addWidget(Sign("scan", 24, "link"))
        self.number = KoreanLineEdit("26-101-0371")
        self.number.set_wish(200)
        self.number.setMaximumWidth(theme.px(220))
        self.number.setAccessibleName("회신 번호")
        self.number.shown_text_changed.connect(self._typed)
        self.number.moved_on.connect(self.asked)
        line.addWidget(PlainLabel("회신 번호", face=Face.STRONG))
        line.addWidget(self.number)
        self.whose = Paragraph("", face=Face.STRONG, middle=True)
        self._state = Chip("")
        line.addWidget(self._state)
        line.addStretch(1)
        self._line.addLayout(line)
        self._line.addWidget(self.whose, 1)
        self.body.addLayout(self._line)
        self.told = Paragraph("", face=Face.NOTE, ink="second")
        self.body.addWidget(self.told)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW)
        ways = QBoxLayout.Direction
        self._line.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        self._line.setSpacing(theme.px(6 if narrow else 14))

    def begin(self, *, again: bool = False) -> None:
        """Put the keys into the number; `again` to be typed over."""
        self.number.setFocus(Qt.FocusReason.OtherFocusReason)
        if again:
            self.number.selectAll()

    def show_typed(self, number: str) -> None:
        """Show a number without looking it up."""
        self.number.blockSignals(True)
        self.number.set_value(number)
        self.number.blockSignals(False)

    def show_nothing(self) -> None:
        """No slip is known yet."""
        self.whose.set_text("")
        self.told.set_text("")
        self._state.hide()

    def show_unknown(self, words: str) -> None:
        """Say why the number is none; it can be typed over."""
        self._state.show_state("다시 확인", Tone.DANGER, "alert-circle")
        self._state.show()
        self.told.set_text(words)
        self.begin(again=True)

    def show_found(self, found: FoundNumber) -> None:
        """Whose slip it is, and how far it is."""
        self.number.set_value(found.number)
        self.whose.set_text(f"{found.masked_name} 님 · {found.partner}")
        self._state.show()
        if found.void:
            self._state.show_state("무효", Tone.DANGER, "cross-circle")
            self.told.set_text(found.state)
            self.number.selectAll()
            return
        progress = found.progress or Progress.ISSUED
        self._state.show_state(progress.label, OUTCOME_TONES.get(progress, Tone.NEUTRAL))
        issued = f"{show_date(found.issued_on)} 발급" if found.issued_on else ""
        due = f"회신 기한 {show_day(found.reply_due)}" if found.reply_due else ""
        words = " · ".join(part for part in (issued, due) if part)
        if found.late or not found.outcomes:
            words = f"이미 ‘{progress.label}’ 처리된 의뢰입니다. {words}"
        self.told.set_text(words)

    def _typed(self, text: str) -> None:
        """A whole number with the right check digit opens at once."""
        digits = plain_digits(text)
        number = find(digits) if len(digits) == PaperKind.SLIP.length else None
        if number is not None and number.kind is PaperKind.SLIP:
            self.whole.emit(number.text)
        else:
            self.broken.emit()
