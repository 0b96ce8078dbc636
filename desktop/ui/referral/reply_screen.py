"""회신: type or scan the nine digits, see whose slip it is, say what came back, save.

The masked name and the partner are shown before anything can be recorded: a check
digit does not catch every slip of the hand.
"""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.calendar import show_date, show_day
from desktop.domain.errors import NaeilError, Refused
from desktop.domain.guard import clean, find_identifiers
from desktop.domain.paper_number import PaperKind, find, plain_digits
from desktop.domain.referral import Evidence, Progress, ReferralLine, ReplyDraft
from desktop.domain.when import read_day
from desktop.services.referrals import FoundNumber
from desktop.ui.counter import Counter
from desktop.ui.kit import (
    Button,
    Card,
    Chip,
    Combo,
    EmptyState,
    Face,
    Field,
    Form,
    KoreanLineEdit,
    PageHead,
    PlainLabel,
    Role,
    Segmented,
    Sign,
    Tone,
    WorkingArea,
    column,
    finish_all_composition,
    row,
    theme,
)

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
WAYS = (
    Evidence.SLIP,
    Evidence.FAX,
    Evidence.POST,
    Evidence.PHOTO,
    Evidence.PHONE,
    Evidence.VISITOR,
    Evidence.PARTNER_VISIT,
)
USUAL_DATE = (Progress.ON_HOLD, Progress.ACCEPTED, Progress.COMPLETED)


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
        self._number.set_value(number)
        self._number.setFocus(Qt.FocusReason.OtherFocusReason)
        if number:
            self._look_up()

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
        return self._found is not None and not self._card.isHidden() and self._form.is_dirty

    def snapshot(self) -> dict[str, Any]:
        """The number and everything typed beside it."""
        return {
            "number": self._found.number if self._found else "",
            "form": self._form.snapshot(),
        }

    def restore(self, body: dict[str, Any]) -> None:
        """Look the slip up again and show what was typed, unless it can take no reply any more."""
        self._number.blockSignals(True)  # a whole number would be looked up by itself, emptying all
        self._number.set_value(str(body.get("number", "")))
        self._number.blockSignals(False)
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
        self._area.body.addWidget(self._number_card())
        self._empty = EmptyState(
            "의뢰번호 9자리를 넣어 주십시오.",
            "회신서의 QR을 읽어도 됩니다.",
            icon="scan",
            framed=True,
        )
        self._area.body.addWidget(self._empty, 1)
        self._card = Card(gap=4, margins=(20, 16))
        self._area.body.addWidget(self._card)
        self._lay_out_form()
        self._area.body.addStretch(1)

    def _number_card(self) -> Card:
        card = Card(margins=(16, 12))
        line = row(gap=14)
        line.addWidget(Sign("scan", 24, "link"))
        self._number = KoreanLineEdit("26-101-0371")
        self._number.set_wish(200)
        self._number.setMaximumWidth(theme.px(220))
        self._number.setAccessibleName("회신 번호")
        self._number.shown_text_changed.connect(self._typed)
        self._number.moved_on.connect(lambda: self._look_up())
        line.addWidget(PlainLabel("회신 번호", face=Face.STRONG))
        line.addWidget(self._number)
        self._whose = PlainLabel("", face=Face.STRONG, elide=True)
        self._state = Chip("")
        line.addWidget(self._state)
        line.addWidget(self._whose, 1)
        card.body.addLayout(line)
        self._told = PlainLabel("", face=Face.NOTE, ink="second", elide=True)
        card.body.addWidget(self._told)
        return card

    def _lay_out_form(self) -> None:
        self._form = Form(self, guard=find_identifiers, clean=clean)
        self._form.changed.connect(self._changed)
        self._outcome = Segmented(())
        self._reason = Combo(placeholder="고르기")
        first, second, third, fourth = (row(gap=14) for _ in range(4))
        ways = Segmented([(one.value, one.label) for one in WAYS], Evidence.SLIP.value)
        fields = (
            ("evidence", Field("받은 방법", ways, room=False), first, 0, None),
            ("outcome", Field("결과", self._outcome, required=True), second, 0, None),
            ("reason_code", Field("까닭", self._reason, required=True), third, 2, None),
            ("received_on", Field("받은 날", KoreanLineEdit(), required=True), third, 1, self._day),
            ("date_told", Field("다음 날짜", KoreanLineEdit("12. 7.")), third, 1, self._later),
            (
                "remark",
                Field("메모", KoreanLineEdit("건강 이야기는 적지 않습니다.")),
                fourth,
                3,
                None,
            ),
            ("source_name", Field("답한 분", KoreanLineEdit("이름이나 부서")), fourth, 1, None),
        )
        for name, field, line, share, normalise in fields:
            self._form.add(name, field, on_leave=normalise)
            line.addWidget(field, share)
        first.addStretch(1)
        second.addStretch(1)
        for line in (first, second, third, fourth):
            self._card.body.addLayout(line)
        foot = row(gap=10)
        foot.addStretch(1)
        self._open = Button("그 사람 보기", Role.QUIET, icon="person")
        self._open.clicked.connect(self._open_visitor)
        self._save = Button("회신 저장", Role.PRIMARY, icon="check", keys="Ctrl+S")
        self._save.clicked.connect(self.save)
        foot.addWidget(self._open)
        foot.addWidget(self._save)
        self._card.body.addLayout(foot)
        self._form.then(self._save)

    # the number

    def _typed(self, text: str) -> None:
        """A whole number with the right check digit opens at once."""
        digits = plain_digits(text)
        number = find(digits) if len(digits) == PaperKind.SLIP.length else None
        if number is not None and number.kind is PaperKind.SLIP:
            if self._found is None or self._found.number != number.text:
                self._look_up()
        elif self._found is not None or not text:
            self._show_nothing()

    def _look_up(self, kept: dict[str, Any] | None = None) -> None:
        typed = self._number.text_now()
        if not typed.strip():
            return
        desk, account = self._counter.desk, self._counter.account

        def show(found: FoundNumber) -> None:
            self._show_found(found)
            if kept is not None and not self._card.isHidden():
                self._put_back(kept)

        self._counter.jobs.write(
            lambda: desk.referrals.find_number(account, typed), show, self._show_unknown
        )

    def _put_back(self, kept: dict[str, Any]) -> None:
        """First the outcome, which decides the reasons there are; then everything else."""
        self._form.set_value("outcome", kept.get("values", {}).get("outcome"))
        self._show_reasons()
        self._form.restore(kept)
        self._show_reasons()

    def _show_unknown(self, error: NaeilError) -> None:
        self._show_nothing()
        self._state.show_state("다시 확인", Tone.DANGER, "alert-circle")
        self._state.show()
        self._told.setText(str(error))
        self._number.setFocus(Qt.FocusReason.OtherFocusReason)
        self._number.selectAll()

    def _show_nothing(self) -> None:
        self._found = None
        self._card.hide()
        self._empty.show()
        self._whose.setText("")
        self._told.setText("")
        self._state.hide()

    def _show_found(self, found: FoundNumber) -> None:
        if found.kind is not PaperKind.SLIP:
            self._show_unknown(
                Refused(f"{found.kind.label}입니다. 회신서에는 의뢰번호 9자리가 있습니다.")
            )
            return
        self._found = found
        self._number.set_value(found.number)
        self._whose.setText(f"{found.masked_name} 님 · {found.partner}")
        if found.void:
            self._state.show_state("무효", Tone.DANGER, "cross-circle")
            self._state.show()
            self._told.setText(found.state)
            self._card.hide()
            self._empty.show()
            if found.successor:
                self._told.setText(f"{found.state}")
            self._number.selectAll()
            return
        progress = found.progress or Progress.ISSUED
        self._state.show_state(progress.label, OUTCOME_TONES.get(progress, Tone.NEUTRAL))
        self._state.show()
        issued = f"{show_date(found.issued_on)} 발급" if found.issued_on else ""
        due = f"회신 기한 {show_day(found.reply_due)}" if found.reply_due else ""
        self._told.setText(" · ".join(part for part in (issued, due) if part))
        if not found.outcomes:
            self._told.setText(f"이미 ‘{progress.label}’ 처리된 의뢰입니다. {self._told.text()}")
            self._card.hide()
            return
        self._empty.hide()
        self._card.show()
        self._outcome.set_options([(one.value, one.label) for one in found.outcomes])
        self._form.set_values(
            {
                "evidence": Evidence.SLIP.value,
                "received_on": show_day(self._counter.clock.today()),
                "outcome": None,
                "reason_code": None,
                "date_told": "",
                "remark": "",
                "source_name": "",
            }
        )
        self._form.mark_saved()
        self._show_reasons()
        self._outcome.setFocus(Qt.FocusReason.OtherFocusReason)

    # the form

    def _changed(self, name: str) -> None:
        if name == "outcome":
            self._show_reasons()

    def _show_reasons(self) -> None:
        chosen = self._outcome.value()
        progress = Progress(chosen) if chosen else None
        needed = progress is not None and progress.needs_reason
        field = self._form.field("reason_code")
        field.setVisible(needed)
        field.required = needed
        self._form.field("date_told").setVisible(progress in USUAL_DATE)
        if progress is None or not needed:
            self._form.set_value("reason_code", None)
            return
        from desktop.services.referrals import reasons_for

        office = self._counter.desk.office
        self._reason.set_options(reasons_for(office, progress, self._counter.clock.today()))

    def _day(self, text: str) -> str:
        today = self._counter.clock.today()
        day = read_day(text, today)
        if day > today and str(day.year) not in text:
            day = day.replace(year=day.year - 1)
        return show_day(day)

    def _later(self, text: str) -> str:
        return show_day(read_day(text, self._counter.clock.today()))

    # acts

    def save(self) -> None:
        """Ctrl+S: write the reply; the next number can be typed at once."""
        found = self._found
        if found is None or self._card.isHidden():
            self._number.setFocus(Qt.FocusReason.OtherFocusReason)
            self._counter.say("회신 번호를 먼저 넣어 주십시오.", "info")
            return
        values = self._form.read()
        if values is None:
            return
        today = self._counter.clock.today()
        told = values["date_told"]
        reply = ReplyDraft(
            number=found.number,
            outcome=Progress(values["outcome"]),
            evidence=Evidence(values["evidence"]),
            received_on=read_day(values["received_on"], today),
            reason_code=values["reason_code"] or "",
            remark=values["remark"],
            source_name=values["source_name"],
            date_told=read_day(told, today) if told else None,
        )
        desk, account = self._counter.desk, self._counter.account
        draft_id = self._counter.draft_id
        self._save.setEnabled(False)

        def tell(line: ReferralLine) -> None:
            self._save.setEnabled(True)
            self._counter.say(
                f"{line.masked_name} 님 · {line.partner}: {line.progress.label}",
                "success",
                "되돌리기",
                lambda: self._undo(line.id),
            )
            self._form.mark_saved()
            self._counter.filed.emit()
            self.saved.emit(line)
            self.show_for()

        def refused(error: NaeilError) -> None:
            self._save.setEnabled(True)
            fields = dict(error.fields) if isinstance(error, Refused) else {}
            fields["remark"] = fields.pop("reason", fields.get("remark", ""))
            known = {key: text for key, text in fields.items() if text}
            self._form.show_errors(known)
            if not set(known) & set(self._form.names()):
                self._counter.say(str(error), "warning")

        self._counter.jobs.write(
            lambda: desk.referrals.record_reply(account, reply, draft_id), tell, refused
        )

    def _undo(self, referral_id: int) -> None:
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.write(
            lambda: desk.referrals.undo(account, referral_id),
            lambda line: self._counter.say(
                f"되돌렸습니다. 지금 {line.progress.label} 상태입니다.", "info"
            ),
        )

    def _open_visitor(self) -> None:
        if self._found is not None and self._found.visitor_id is not None:
            self._counter.go("visitor", visitor_id=self._found.visitor_id)

    def _clear(self) -> None:
        finish_all_composition()
        self._number.set_value("")
        self._show_nothing()

    def keyPressEvent(self, event: QKeyEvent) -> Any:
        """Esc goes back to the number; what was typed waits in the strip."""
        if event.key() == Qt.Key.Key_Escape:
            self._counter.go("reply")
        else:
            super().keyPressEvent(event)
