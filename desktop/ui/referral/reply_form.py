"""What came back as a form: how it came, the outcome, why, when, and in whose words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal

from desktop.domain.calendar import show_day
from desktop.domain.errors import Unreadable
from desktop.domain.guard import clean, find_identifiers
from desktop.domain.referral import Evidence, Progress, ReplyDraft
from desktop.domain.when import read_day
from desktop.services.referrals import FoundNumber
from desktop.ui.counter import Counter
from desktop.ui.kit import (
    Button,
    Card,
    Combo,
    Field,
    Form,
    KoreanLineEdit,
    Role,
    Segmented,
    row,
)

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
"""Outcomes with which a partner tells a next day."""


class ReplyForm(Card):
    """One reply; which fields there are follows from the outcome chosen."""

    save_wanted = Signal()
    visitor_wanted = Signal()

    def __init__(self, counter: Counter) -> None:
        super().__init__(gap=4, margins=(20, 16))
        self._counter = counter
        self.form = Form(self, guard=find_identifiers, clean=clean)
        self.form.changed.connect(self._changed)
        self.outcome = Segmented(())
        self.reason = Combo(placeholder="고르기")
        first, second, third, fourth = (row(gap=14) for _ in range(4))
        ways = Segmented([(one.value, one.label) for one in WAYS], Evidence.SLIP.value)
        for name, field, line, share, normalise in (
            ("evidence", Field("받은 방법", ways, room=False), first, 0, None),
            ("outcome", Field("결과", self.outcome, required=True), second, 0, None),
            ("reason_code", Field("까닭", self.reason, required=True), third, 2, None),
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
        ):
            self.form.add(name, field, on_leave=normalise)
            line.addWidget(field, share)
        first.addStretch(1)
        second.addStretch(1)
        for line in (first, second, third, fourth):
            self.body.addLayout(line)
        foot = row(gap=10)
        foot.addStretch(1)
        visitor = Button("그 사람 보기", Role.QUIET, icon="person")
        visitor.clicked.connect(self.visitor_wanted)
        self.save = Button("회신 저장", Role.PRIMARY, icon="check", keys="Ctrl+S")
        self.save.clicked.connect(self.save_wanted)
        foot.addWidget(visitor)
        foot.addWidget(self.save)
        self.body.addLayout(foot)
        self.form.then(self.save)

    # what is shown

    def begin(self, found: FoundNumber) -> None:
        """An empty reply with the outcomes this slip may still have; the keys choose one."""
        self.outcome.set_options([(one.value, one.label) for one in found.outcomes])
        self.form.set_values(
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
        self.form.mark_saved()
        self.show_reasons()
        self.outcome.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_back(self, kept: dict[str, Any]) -> None:
        """First the outcome, which decides the reasons there are; then everything else."""
        self.form.set_value("outcome", kept.get("values", {}).get("outcome"))
        self.show_reasons()
        self.form.restore(kept)
        self.show_reasons()

    def show_refused(self, fields: Mapping[str, str]) -> bool:
        """Put the office's refusal under its fields; False when none of them is here."""
        told = dict(fields)
        told["remark"] = told.pop("reason", told.get("remark", ""))
        known = {name: words for name, words in told.items() if words}
        self.form.show_errors(known)
        return bool(set(known) & set(self.form.names()))

    def show_reasons(self) -> None:
        """Ask for a reason and a next day where the outcome has one."""
        chosen = self.outcome.value()
        progress = Progress(chosen) if chosen else None
        needed = progress is not None and progress.needs_reason
        field = self.form.field("reason_code")
        field.setVisible(needed)
        field.required = needed
        self.form.field("date_told").setVisible(progress in USUAL_DATE)
        if progress is None or not needed:
            self.form.set_value("reason_code", None)
            return
        from desktop.services.referrals import reasons_for

        office = self._counter.desk.office
        self.reason.set_options(reasons_for(office, progress, self._counter.clock.today()))

    # reading

    def read(self, number: str) -> ReplyDraft | None:
        """The reply as typed; None when a field is wrong, with the keys in it."""
        values = self.form.read()
        if values is None:
            return None
        today = self._counter.clock.today()
        told = values["date_told"]
        return ReplyDraft(
            number=number,
            outcome=Progress(values["outcome"]),
            evidence=Evidence(values["evidence"]),
            received_on=self._received(values["received_on"]),
            reason_code=values["reason_code"] or "",
            remark=values["remark"],
            source_name=values["source_name"],
            date_told=read_day(told, today) if told else None,
        )

    def _changed(self, name: str) -> None:
        if name == "outcome":
            self.show_reasons()

    def _day(self, text: str) -> str:
        return show_day(self._received(text))

    def _received(self, text: str) -> date:
        """A reply came on a day gone by: 12. 28. in January was last year."""
        today = self._counter.clock.today()
        day = read_day(text, today)
        if day > today and str(day.year) not in text:
            if (day.month, day.day) == (2, 29):
                raise Unreadable("아직 오지 않은 날입니다. 해까지 적어 주십시오.")
            day = day.replace(year=day.year - 1)
        return day

    def _later(self, text: str) -> str:
        return show_day(read_day(text, self._counter.clock.today()))
