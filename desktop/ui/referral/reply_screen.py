"""회신: type or scan the nine digits, see whose slip it is, say what came back, save.

The masked name and the partner are shown before anything can be recorded: a check
digit does not catch every slip of the hand.
"""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import NaeilError, Refused
from desktop.domain.paper_number import PaperKind
from desktop.domain.referral import ReferralLine
from desktop.services.referrals import FoundNumber
from desktop.ui.counter import Counter
from desktop.ui.kit import (
    Button,
    EmptyState,
    PageHead,
    WorkingArea,
    column,
    finish_all_composition,
)
from desktop.ui.referral.deeds import ReferralDeeds
from desktop.ui.referral.number_card import NumberCard
from desktop.ui.referral.reply_form import ReplyForm


class ReplyScreen(QWidget):
    """One reply after the other: number, outcome, reason, remark, Ctrl+S, next number."""

    saved = Signal(object)
    keys = (
        ("숫자 9자리", "번호가 다 들어가면 바로 찾습니다"),
        ("← →", "결과 고르기"),
        ("Ctrl+S", "회신 저장"),
    )

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._deeds = ReferralDeeds(counter, self)
        self._found: FoundNumber | None = None
        self._lay_out()
        self._show_nothing()
        counter.masking_changed.connect(self._form.set_masked)
        self._form.set_masked(counter.masked)

    @property
    def visitor_id(self) -> int | None:
        """Whose reply is in front."""
        return self._found.visitor_id if self._found else None

    def show_for(self, number: str = "", **_where: object) -> None:
        """Ready for the next number; `number` is looked up at once."""
        self._clear()
        self.number.number.set_value(number)
        self.number.begin()
        if number:
            self._look_up()

    @property
    def where(self) -> dict[str, Any]:
        """What brings this back: the number as far as it is typed."""
        typed = self.number.number.text_now()
        return {"number": typed} if typed else {}

    # left half-typed

    @property
    def draft_title(self) -> str:
        """In the strip."""
        return "회신"

    @property
    def draft_visitor_id(self) -> int | None:
        """Whose slip it is."""
        return self.visitor_id

    @property
    def draft_name(self) -> str:
        """The visitor is known by the slip's number."""
        return ""

    def is_dirty(self) -> bool:
        """Whether something of a reply was typed."""
        return self._found is not None and not self.reply.isHidden() and self._form.is_dirty

    def snapshot(self) -> dict[str, Any]:
        """The number and everything typed beside it."""
        return {
            "number": self._found.number if self._found else "",
            "form": self._form.snapshot(),
        }

    def restore(self, body: dict[str, Any]) -> None:
        """Look the slip up again and show what was typed, unless it can take no reply any more."""
        # A whole number would be looked up by itself, emptying all.
        self.number.show_typed(str(body.get("number", "")))
        self._look_up(body.get("form"))

    def finish_composition(self) -> None:
        """Commit the syllable being composed."""
        finish_all_composition()

    # layout

    def _lay_out(self) -> None:
        outer = column(self, gap=0)
        self._area = WorkingArea(gap=14, margins=(24, 16, 24, 16))
        outer.addWidget(self._area)
        head = PageHead("회신")
        head.whose.setText("회신서나 전화로 받은 것을 적습니다.")
        listing = Button("열린 의뢰 보기", icon="referral")
        listing.clicked.connect(lambda: self._counter.go("referrals"))
        head.acts.addWidget(listing)
        self._area.body.addWidget(head)
        self.number = NumberCard()
        self.number.whole.connect(self._whole_number)
        self.number.broken.connect(self._broken_number)
        self.number.asked.connect(lambda: self._look_up())
        self._area.body.addWidget(self.number)
        self._empty = EmptyState(
            "의뢰번호 9자리를 넣어 주십시오.",
            "회신서의 QR을 읽어도 됩니다.",
            icon="scan",
            framed=True,
        )
        self._area.body.addWidget(self._empty, 1)
        self.reply = ReplyForm(self._counter)
        self.reply.save_wanted.connect(self.save)
        self.reply.visitor_wanted.connect(self._open_visitor)
        self._form = self.reply.form
        self._area.body.addWidget(self.reply)
        self._area.body.addStretch(1)

    # the number

    def _whole_number(self, number: str) -> None:
        if self._found is None or self._found.number != number:
            self._look_up()

    def _broken_number(self) -> None:
        if self._found is not None or not self.number.number.text_now():
            self._show_nothing()

    def _look_up(self, kept: dict[str, Any] | None = None) -> None:
        typed = self.number.number.text_now()
        if not typed.strip():
            return
        desk, account = self._counter.desk, self._counter.account

        def show(found: FoundNumber) -> None:
            self._show_found(found)
            if kept is not None and not self.reply.isHidden():
                self.reply.put_back(kept)

        self._counter.jobs.write(
            lambda: desk.referrals.find_number(account, typed), show, self._show_unknown
        )

    def _show_unknown(self, error: NaeilError) -> None:
        self._show_nothing()
        self.number.show_unknown(str(error))

    def _show_nothing(self) -> None:
        self._found = None
        self.reply.hide()
        self._empty.show()
        self.number.show_nothing()

    def _show_found(self, found: FoundNumber) -> None:
        if found.kind is not PaperKind.SLIP:
            self._show_unknown(
                Refused(f"{found.kind.label}입니다. 회신서에는 의뢰번호 9자리가 있습니다.")
            )
            return
        self._found = found
        self.number.show_found(found)
        if found.void:
            self.reply.hide()
            self._empty.show()
        elif not found.outcomes:
            self.reply.hide()
        else:
            self._empty.hide()
            self.reply.show()
            self.reply.begin(found)

    # acts

    def save(self) -> None:
        """Ctrl+S: write the reply; the next number can be typed at once."""
        found = self._found
        if found is None or self.reply.isHidden():
            self.number.begin()
            self._counter.say("회신 번호를 먼저 넣어 주십시오.", "info")
            return
        reply = self.reply.read(found.number)
        if reply is None:
            return
        desk, account = self._counter.desk, self._counter.account
        draft_id = self._counter.draft_id
        self.reply.save.setEnabled(False)

        def tell(line: ReferralLine) -> None:
            self.reply.save.setEnabled(True)
            self._counter.say(
                f"{line.masked_name} 님 · {line.partner}: {line.progress.label}",
                "success",
                "되돌리기",
                lambda: self._deeds.undo(line.id),
            )
            self._form.mark_saved()
            self._counter.filed.emit()
            self.saved.emit(line)
            self.show_for()

        def refused(error: NaeilError) -> None:
            self.reply.save.setEnabled(True)
            fields = dict(error.fields) if isinstance(error, Refused) else {}
            if not self.reply.show_refused(fields):
                self._counter.report(error, self.save)

        self._counter.jobs.write(
            lambda: desk.referrals.record_reply(account, reply, draft_id), tell, refused
        )

    def _open_visitor(self) -> None:
        if self._found is not None and self._found.visitor_id is not None:
            self._counter.go("visitor", visitor_id=self._found.visitor_id)

    def _clear(self) -> None:
        finish_all_composition()
        self.number.number.set_value("")
        self._show_nothing()

    def keyPressEvent(self, event: QKeyEvent) -> Any:
        """Esc goes back to the number, to be typed over; a reply begun waits in the strip."""
        if event.key() == Qt.Key.Key_Escape and self.is_dirty():
            self._counter.go("reply")
        elif event.key() == Qt.Key.Key_Escape:
            self.number.begin(again=True)
        else:
            super().keyPressEvent(event)
