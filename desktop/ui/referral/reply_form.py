"""What came back as a form, in the order of the stub: ticks, reason, day, who, how it came."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal

from desktop.domain.calendar import show_day
from desktop.domain.errors import Unreadable
from desktop.domain.guard import clean, find_identifiers
from desktop.domain.referral import Cause, Evidence, Progress, ReplyDraft
from desktop.domain.when import read_day
from desktop.services.referrals import (
    FoundNumber,
    StubBox,
    cause_of,
    furthest,
    reasons_for,
    stub_boxes,
)
from desktop.ui.counter import Counter
from desktop.ui.kit import (
    Banner,
    Button,
    Card,
    Combo,
    Field,
    Flow,
    Form,
    KoreanLineEdit,
    OneOrNone,
    Option,
    PlainLabel,
    Role,
    Segmented,
    row,
)
from desktop.ui.kit.theme import Face

WAYS = (
    Evidence.FAX,
    Evidence.POST,
    Evidence.PHOTO,
    Evidence.PHONE,
    Evidence.PARTNER_VISIT,
    Evidence.VISITOR,
    Evidence.LETTER,
    Evidence.EMAIL,
    Evidence.SLIP,
)
PARTS = (("arrival", "도착"), ("handling", "처리"), ("result", "결과"))
DAY_OF = {
    "arrival": "온 날",
    "accepted": "시작한 날",
    "appointment": "예약한 날",
    "trained": "마친 날",
    "employed": "입사한 날",
    "broken_off": "그만둔 날",
}
"""What the day beside the furthest tick is."""
USUAL = {
    Progress.ON_HOLD: "seats",
    Progress.NO_SHOW: "not_stated",
    Progress.BROKEN_OFF: "not_stated",
    Progress.PASSED_ON: "not_stated",
}
"""The stub gives no room for a reason here: what is kept until somebody knows better."""
PRINTED = 8
"""So many reasons stand numbered on the stub; their number is enough."""

tight = partial(Field, room=False)
"""A field that makes room for its sentence only when there is one."""


class ReplyForm(Card):
    """One reply: digits tick the boxes of the stub; what else is asked follows from them."""

    save_wanted = Signal()
    visitor_wanted = Signal()
    picture_wanted = Signal()

    def __init__(self, counter: Counter) -> None:
        super().__init__(gap=6, margins=(20, 14))
        self._counter = counter
        self._boxes: tuple[StubBox, ...] = ()
        self._late = False
        self._way = Evidence.FAX
        self.form = Form(self, guard=find_identifiers, clean=clean)
        self.form.changed.connect(self._changed)
        self._lay_out()

    def _lay_out(self) -> None:
        self.late_words = Banner("")
        self.late_words.hide()
        self.body.addWidget(self.late_words)
        self.ticks = {name: OneOrNone(()) for name, _ in PARTS}
        self.reason = Combo(placeholder="회신서의 번호나 낱말")
        self.cause = Segmented([(one.value, one.label) for one in Cause if one is not Cause.UNSAID])
        self.ways = Combo([(one.value, one.label) for one in WAYS])
        add = self._add
        for name, label in PARTS[:2]:
            self.body.addWidget(add(name, Field(label, self.ticks[name], room=False, across=True)))
        why = self._line(
            add("reason_code", tight("까닭", self.reason, required=True)),
            add("caused_by", Field("누구 사정", self.cause, room=False)),
        )
        self.body.addLayout(why)
        name, label = PARTS[2]
        self.body.addWidget(add(name, Field(label, self.ticks[name], room=False, across=True)))
        self.body.addLayout(
            self._line(
                add("happened_on", tight("그날", KoreanLineEdit("11. 20.")), self._when),
                add("date_told", tight("다음 날짜", KoreanLineEdit("12. 7.")), self._later),
                add("programme", tight("과정·서비스", KoreanLineEdit())),
                add("employer", tight("들어간 곳", KoreanLineEdit("회사 이름"))),
            )
        )
        self.body.addLayout(
            self._line(
                add("contact", tight("기관 담당자", KoreanLineEdit("이름이나 부서"))),
                add("contact_phone", tight("담당자 전화", KoreanLineEdit())),
                add("evidence", tight("받은 방법", self.ways, required=True)),
                add(
                    "received_on",
                    tight("받은 날", KoreanLineEdit(), required=True),
                    self._received_day,
                ),
            )
        )
        self.body.addWidget(
            add("remark", tight("메모", KoreanLineEdit("건강 이야기는 적지 않습니다.")))
        )
        foot = Flow(gap=10, right=True)
        self.who = PlainLabel("", face=Face.NOTE, ink="second")
        foot.addWidget(self.who)
        visitor = Button("그 사람 보기", Role.QUIET, icon="person")
        visitor.clicked.connect(self.visitor_wanted)
        self.save = Button("회신 저장", Role.PRIMARY, icon="check", keys="Ctrl+S")
        self.save.clicked.connect(self.save_wanted)
        self.kept = Button("보관한 그림 보기", Role.QUIET, icon="eye")
        self.kept.clicked.connect(self.picture_wanted)
        self.kept.hide()
        foot.addWidget(self.kept)
        foot.addWidget(visitor)
        foot.addWidget(self.save)
        self.body.addLayout(foot)
        self.form.then(self.save)

    def _add(self, name: str, field: Field, normalise: Any = None) -> Field:
        return self.form.add(name, field, on_leave=normalise)

    @staticmethod
    def _line(*fields: Field) -> Any:
        line = row(gap=14)
        for field in fields:
            line.addWidget(field, 0 if isinstance(field.control, Segmented) else 1)
        return line

    # what is shown

    def begin(self, found: FoundNumber, way: Evidence | None = None) -> None:
        """An empty reply; the first row of the stub has the keys.

        `way` is how it came where that is known, else as the one before.
        """
        self._late = found.late
        today = self._counter.clock.today()
        self._boxes = stub_boxes(self._counter.desk.office, today)
        for name, _ in PARTS:
            mine = [box for box in self._boxes if box.part == name]
            self.ticks[name].set_options(
                Option(box.code, f"{place} {box.label}") for place, box in enumerate(mine, start=1)
            )
        self.form.set_values(dict.fromkeys(self.form.names(), ""))
        self.form.set_values(
            {
                **{name: () for name, _ in PARTS},
                "evidence": (way or self._way).value,
                "received_on": show_day(today),
                "reason_code": None,
                "caused_by": None,
            }
        )
        self.late_words.setVisible(found.late)
        if found.late:
            self.late_words.say(
                "이미 끝난 의뢰입니다. 적으시면 늦은 소식으로 남고 상태는 그대로입니다.", "info"
            )
        self.save.set_words("늦은 소식 저장" if found.late else "회신 저장")
        self.who.setText(f"받아 적는 사람 {self._counter.account.name}")
        self.kept.setVisible(found.picture_id is not None)
        self.form.mark_saved()
        self._follow_ticks()
        first = "result" if found.late else "arrival"
        self.ticks[first].setFocus(Qt.FocusReason.OtherFocusReason)

    def put_back(self, kept: dict[str, Any]) -> None:
        """First the ticks, which decide the reasons there are; then everything else."""
        values = kept.get("values", {})
        for name, _ in PARTS:
            self.form.set_value(name, tuple(values.get(name) or ()))
        self._follow_ticks()
        self.form.restore(kept)
        self._follow_ticks(keep=True)

    def show_refused(self, fields: Mapping[str, str]) -> bool:
        """Put the office's refusal under its fields; False when none of them is here."""
        told = dict(fields)
        told["remark"] = told.pop("reason", told.get("remark", ""))
        told["contact"] = told.pop("source_name", told.get("contact", ""))
        outcome = told.pop("outcome", "")
        if outcome:
            told[self._lowest() or "arrival"] = outcome
        known = {name: words for name, words in told.items() if words}
        self.form.show_errors(known)
        return bool(set(known) & set(self.form.names()))

    def progress(self) -> Progress | None:
        """How far the ticks bring the referral; None while nothing is ticked."""
        return furthest(self._boxes, [self._tick(name) for name, _ in PARTS])

    def _tick(self, name: str) -> str:
        ticked = self.ticks[name].value()
        return ticked[0] if ticked else ""

    def _lowest(self) -> str:
        return next((name for name, _ in reversed(PARTS) if self._tick(name)), "")

    def _follow_ticks(self, *, keep: bool = False) -> None:
        """Ask for a reason, a next day, an employer where the ticks have one."""
        progress = self.progress()
        needed = progress is not None and progress.needs_reason and not self._late
        field = self.form.field("reason_code")
        field.setVisible(needed)
        field.required = needed
        self.form.field("caused_by").setVisible(needed)
        self.form.field("employer").setVisible(self._tick("result") == "employed")
        lowest = self._lowest()
        day = DAY_OF.get(self._tick(lowest), DAY_OF.get(lowest, "그날")) if lowest else "그날"
        self.form.field("happened_on").set_label(day)
        if not needed or progress is None:
            self.form.set_value("reason_code", None)
            self.form.set_value("caused_by", None)
            return
        office, today = self._counter.desk.office, self._counter.clock.today()
        offered = reasons_for(office, progress, today)
        numbered = progress is Progress.DECLINED
        self.reason.set_options(
            Option(code, label, str(place) if numbered and place <= PRINTED else "")
            for place, (code, label) in enumerate(offered, start=1)
        )
        if not keep and not self.reason.value() and progress in USUAL:
            self.form.set_value("reason_code", USUAL[progress])
            self._follow_reason()

    def _follow_reason(self) -> None:
        progress, code = self.progress(), self.reason.value()
        if progress is not None and code:
            cause = cause_of(self._counter.desk.office, progress, str(code))
            self.form.set_value("caused_by", cause.value or None)

    # reading

    def read(self, number: str) -> ReplyDraft | None:
        """The reply as typed; None when a field is wrong, with the keys in it."""
        values = self.form.read()
        if values is None:
            return None
        progress = self.progress()
        if progress is None and not self._late:
            self.form.show_errors({"arrival": "회신서에 표시한 칸을 골라 주십시오."})
            self.ticks["arrival"].setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        self._way = Evidence(values["evidence"])
        happened, told = values["happened_on"], values["date_told"]
        return ReplyDraft(
            number=number,
            outcome=progress or Progress.ARRIVED,
            evidence=self._way,
            received_on=self._gone_by(values["received_on"]),
            reason_code=values["reason_code"] or "",
            remark=values["remark"],
            source_name=values["contact"],
            date_told=read_day(told, self._counter.clock.today()) if told else None,
            arrival=self._tick("arrival"),
            handling=self._tick("handling"),
            result=self._tick("result"),
            happened_on=self._happened(happened) if happened else None,
            programme=values["programme"],
            employer=values["employer"] if self._tick("result") == "employed" else "",
            contact=values["contact"],
            contact_phone=values["contact_phone"],
            caused_by=Cause(values["caused_by"] or ""),
        )

    def _changed(self, name: str) -> None:
        if name in self.ticks:
            self._follow_ticks()
        elif name == "reason_code":
            self._follow_reason()

    def _when(self, text: str) -> str:
        return show_day(self._happened(text))

    def _happened(self, text: str) -> date:
        """Beginnings may lie ahead; everything else has happened."""
        if self._tick("result") == "employed" or (
            not self._tick("result") and self._tick("handling")
        ):
            return read_day(text, self._counter.clock.today())
        return self._gone_by(text)

    def _received_day(self, text: str) -> str:
        return show_day(self._gone_by(text))

    def _gone_by(self, text: str) -> date:
        """A day that is over: 12. 28. in January was last year."""
        today = self._counter.clock.today()
        day = read_day(text, today)
        if day > today and str(day.year) not in text:
            if (day.month, day.day) == (2, 29):
                raise Unreadable("아직 오지 않은 날입니다. 해까지 적어 주십시오.")
            day = day.replace(year=day.year - 1)
        return day

    def _later(self, text: str) -> str:
        return show_day(read_day(text, self._counter.clock.today()))
