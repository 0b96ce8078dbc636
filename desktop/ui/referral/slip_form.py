"""The slip as a form: what the partner is asked for, and what may be said to it.

A new field of the slip gets its place in `_lay_out`, its value in `show_start` and its
way onto the paper in `draft`.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.calendar import show_day
from desktop.domain.clock import Clock
from desktop.domain.errors import Refused
from desktop.domain.guard import clean, find_identifiers
from desktop.domain.referral import SlipDraft
from desktop.domain.sensitive import Flag, without
from desktop.domain.when import read_day, read_time
from desktop.services.referrals import SlipStart
from desktop.ui.kit import (
    Button,
    Columns,
    Combo,
    Field,
    Form,
    KoreanLineEdit,
    KoreanTextEdit,
    Role,
    Segmented,
    ToggleChips,
    column,
    row,
)
from desktop.ui.kit.typed_text import units
from desktop.ui.referral.agreed import AgreedItems

SIZES = [("plain", "보통"), ("large", "큰 글자")]
TEXTS = ("reason", "wishes", "summary")
"""Fields of free words: what the law calls sensitive is pointed at there."""
tight = partial(Field, room=False)
"""A field that makes room for its sentence only when there is one."""


class SlipForm(QWidget):
    """The items agreed to at the left, the fields at the right, flagged words under them."""

    changed = Signal()
    """Something was typed or chosen."""
    judged = Signal()
    """The flagged words were taken out, or found to be harmless."""
    found_harmless = Signal()

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._start: SlipStart | None = None
        self.flags: dict[str, tuple[Flag, ...]] = {}
        self.kept: tuple[str, ...] = ()
        """Words the counsellor found harmless."""
        self.agreed = AgreedItems()
        self.form = Form(self, guard=find_identifiers, clean=clean)
        self.form.changed.connect(self._changed)
        self._lay_out()

    def _lay_out(self) -> None:
        form = QWidget()
        box = column(form, gap=10)
        self.services = ToggleChips(())
        self._criteria = ToggleChips(())
        self._documents = ToggleChips(())
        self.reason_code = Combo(placeholder="사유 고르기")
        self._summary = KoreanTextEdit("건강·가족·채무 같은 민감한 내용은 적지 않습니다.", lines=3)
        self.form.place(box, "services", tight("의뢰 서비스", self.services, across=True))
        reasons = row(gap=10)
        reason_code = tight("의뢰 사유", self.reason_code, required=True)
        self.form.place(reasons, "reason_code", reason_code, 2)
        reason = tight("한 줄로", KoreanLineEdit("기관이 알아야 할 한 줄"))
        self.form.place(reasons, "reason", reason, 3)
        box.addLayout(reasons)
        self.form.place(box, "criteria", tight("확인한 요건", self._criteria, across=True))
        self.form.place(box, "wishes", tight("희망 조건", KoreanLineEdit()))
        self.form.place(box, "summary", tight("상담 요지", self._summary))
        box.addLayout(self._flag_buttons())
        meeting = row(gap=10)
        meeting_on = tight("방문 예약", KoreanLineEdit("12. 3."))
        self.form.place(meeting, "appointment_on", meeting_on, 2, self._day)
        meeting_at = tight("시각", KoreanLineEdit("14:00"))
        self.form.place(meeting, "appointment_at", meeting_at, 1, _time)
        called = tight("사전 연락", KoreanLineEdit("통화한 분과 시각"))
        self.form.place(meeting, "called_before", called, 2)
        box.addLayout(meeting)
        self.form.place(box, "documents", tight("가져갈 서류", self._documents, across=True))
        dates = row(gap=10)
        due = tight("회신 기한", KoreanLineEdit(trailing="calendar"))
        self.form.place(dates, "reply_due", due, 2, self._day)
        until = tight("방문 유효 기한", KoreanLineEdit(trailing="calendar"))
        self.form.place(dates, "valid_until", until, 2, self._day)
        self.form.place(dates, "large_type", tight("내담자 쪽지", Segmented(SIZES)))
        self._languages = Combo(placeholder="한국어만")
        self.form.place(dates, "language", tight("외국어 안내", self._languages), 2)
        box.addLayout(dates)
        box.addStretch(1)
        inside = column(self, gap=0)
        inside.addWidget(
            Columns([self.agreed, form], [268, 0], least=360, wide=[310, 0], gap=18), 1
        )

    def _flag_buttons(self) -> QHBoxLayout:
        line = row(gap=6)
        self.take_out = Button("표시한 부분 빼기", high=32)
        self.take_out.clicked.connect(self._take_flags_out)
        self.leave_in = Button("민감한 내용이 아님", Role.LINK, high=32)
        self.leave_in.clicked.connect(self._keep_flags)
        line.addWidget(self.take_out)
        line.addWidget(self.leave_in)
        line.addStretch(1)
        self._offer_judging(False)
        return line

    # what is shown

    def show_start(self, start: SlipStart) -> None:
        """Begin a slip with what is known already."""
        self._start = start
        ground, draft = start.ground, start.draft
        self.services.set_options(ground.service_choices)
        self._criteria.set_options([(text, text) for text, _ in draft.criteria])
        self.form.field("criteria").setVisible(bool(draft.criteria))
        self._documents.set_options(list(ground.document_labels.items()))
        self.reason_code.set_options(list(ground.reason_labels.items()))
        self._languages.set_options([("", "한국어만"), *ground.languages.items()])
        self.form.set_values(
            {
                "services": draft.services,
                "reason_code": draft.reason_code or None,
                "reason": draft.reason,
                "criteria": tuple(text for text, met in draft.criteria if met),
                "wishes": draft.wishes,
                "summary": draft.summary,
                "appointment_on": show_day(draft.appointment_on) if draft.appointment_on else "",
                "appointment_at": f"{draft.appointment_at:%H:%M}" if draft.appointment_at else "",
                "called_before": draft.called_before,
                "documents": draft.documents,
                "reply_due": show_day(ground.reply_due),
                "valid_until": show_day(ground.valid_until),
                "large_type": "large" if draft.large_type else "plain",
                "language": draft.language,
            }
        )
        self.form.mark_saved()
        self.form.clear_errors()
        self.agreed.show_ground(ground)

    def begin(self) -> None:
        """Put the keys where writing begins."""
        self.reason_code.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_masked(self, masked: bool) -> None:
        """F12: cover what is written and what may be said."""
        self.form.set_masked(masked)
        self.agreed.set_masked(masked)

    def show_refused(self, fields: Mapping[str, str]) -> bool:
        """Put the office's refusal under its fields; False when none of them is here."""
        known = {name: text for name, text in fields.items() if name in self.form.names()}
        self.form.show_errors(known)
        if set(known) & set(TEXTS):
            self._offer_judging(bool(self.flags))
        return bool(known)

    # reading

    @property
    def large(self) -> bool:
        """Whether the visitor's sheet is in large type."""
        return bool(self.form.value("large_type") == "large")

    def draft(self) -> SlipDraft | None:
        """What is typed now, as far as it can be read."""
        start = self._start
        if start is None:
            return None
        value = self.form.value
        met = value("criteria")
        return replace(
            start.draft,
            services=value("services"),
            reason_code=value("reason_code") or "",
            reason=value("reason"),
            criteria=tuple((text, text in met) for text, _ in start.draft.criteria),
            wishes=value("wishes"),
            summary=value("summary").replace("\n", " "),
            appointment_on=self._read_day("appointment_on"),
            appointment_at=self._read_time("appointment_at"),
            called_before=value("called_before"),
            documents=value("documents"),
            reply_due=self._read_day("reply_due"),
            valid_until=self._read_day("valid_until"),
            large_type=self.large,
            language=value("language") or "",
        )

    def _read_day(self, name: str) -> date | None:
        text = self.form.value(name)
        try:
            return read_day(text, self._clock.today()) if text.strip() else None
        except Refused:
            return None

    def _read_time(self, name: str) -> time | None:
        text = self.form.value(name)
        try:
            return read_time(text) if text.strip() else None
        except Refused:
            return None

    def _day(self, text: str) -> str:
        return show_day(read_day(text, self._clock.today()))

    # words the law calls sensitive

    def show_flags(self, flags: Mapping[str, tuple[Flag, ...]]) -> None:
        """Point at the words to be looked at, each text with its advice."""
        self.flags = dict(flags)
        found = self.flags.get("summary", ())
        text = self.form.value("summary")
        self._summary.flag([(units(text[: flag.start]), units(text[: flag.end])) for flag in found])
        for name in TEXTS:
            field = self.form.field(name)
            found = self.flags.get(name, ())
            if found and not field.error():
                field.set_note(found[0].advice, "warning")
            elif not found and not field.error():
                field.clear_message()
        self._offer_judging(bool(self.flags))

    def _offer_judging(self, offered: bool) -> None:
        self.take_out.setVisible(offered)
        self.leave_in.setVisible(offered)

    def _take_flags_out(self) -> None:
        for name in TEXTS:
            if name in self.flags:
                control = self.form.field(name).control
                control.replace_text(  # type: ignore[attr-defined]
                    without(self.form.value(name).replace("\n", " "), self.flags[name])
                )
        self._summary.setFocus(Qt.FocusReason.OtherFocusReason)
        self.judged.emit()

    def _keep_flags(self) -> None:
        words = {flag.word for flags in self.flags.values() for flag in flags}
        self.kept = tuple(sorted({*self.kept, *words}))
        self.found_harmless.emit()
        self.judged.emit()

    def _changed(self, name: str) -> None:
        # What a number was taken out for stays said.
        if name in TEXTS and not self.form.field(name).error():
            self.form.field(name).clear_message()
        self.changed.emit()


def _time(text: str) -> str:
    return f"{read_time(text):%H:%M}"
