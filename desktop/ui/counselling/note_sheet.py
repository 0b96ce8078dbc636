"""The note as a form: when and how the talk was, its topics, what was said, what follows.

The left column is asked down the list of topics, the right one is written while the
visitor talks. A new field of the note gets its place here, its value in `show_note`
and its way into the record in `read`.
"""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.calendar import show_day
from desktop.domain.clock import KST
from desktop.domain.codes import Code
from desktop.domain.consent import Item
from desktop.domain.errors import Unreadable
from desktop.domain.note import NoteDraft, NoteMethod, NoteType
from desktop.domain.sensitive import find_flags
from desktop.domain.visit import AppointmentDraft
from desktop.domain.when import read_day, read_time
from desktop.ui.counselling.memo import SensitiveMemo
from desktop.ui.counselling.plan import PlanTable
from desktop.ui.counselling.times import read_start, show_start
from desktop.ui.counselling.topics import TopicTable
from desktop.ui.counter import Counter
from desktop.ui.kit import (
    Button,
    Chip,
    Columns,
    Face,
    Field,
    Form,
    Hint,
    KoreanLineEdit,
    KoreanTextEdit,
    Line,
    PlainLabel,
    Role,
    SectionTitle,
    Segmented,
    Tone,
    column,
    give_tip,
    row,
    theme,
)
from desktop.ui.kit.typed_text import units

_METHODS = (
    (NoteMethod.COUNTER.value, "창구"),
    (NoteMethod.PHONE.value, "전화"),
    (NoteMethod.OUTREACH.value, "찾아가는"),
    (NoteMethod.ONLINE.value, "온라인"),
    (NoteMethod.MESSAGE.value, "문자"),
)
_REACHED = (("yes", "됨"), ("no", "안 됨"))
_FIELDS = {
    "started_at": "started",
    "ended_at": "ended",
    "next_appointment": "next_on",
}
"""Fields of the record that have another name on the form."""
_ALL_ITEMS = frozenset(Item)


class Unread(Exception):
    """Values that cannot be read; `fields` says what to write instead."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__()
        self.fields = fields


class NoteSheet(QWidget):
    """Topics at the left, the talk and its plan at the right, all fields in one form."""

    def __init__(self, form: Form, counter: Counter) -> None:
        """`form` takes the fields in the order of the paper."""
        super().__init__()
        self._form, self._today = form, counter.clock.today
        codes = counter.desk.office.codes
        today = self._today()
        self.topic_codes = tuple(
            (code.code, code.label) for code in codes["note_topics"].valid(today)
        )
        self._sensitive_words: tuple[Code, ...] = codes["sensitive_words"].valid(today)
        self.day = today
        """The day the talk was on, when its time does not tell."""
        row(self, gap=0).addWidget(
            Columns(
                [self._make_left(), Line(upright=True), self._make_right()],
                [498, 1, 0],
                gap=18,
                least=400,
                wide=[580, 1, 0],
            )
        )
        self.topics.asked_changed.connect(self.show_asked)
        self.summary.shown_text_changed.connect(self.judge)
        self.more.clicked.connect(self.plan.add_row)

    # layout

    def _make_left(self) -> QWidget:
        left = QWidget()
        body = column(left, gap=8)
        first = row(gap=8)
        self._method = Segmented(_METHODS, NoteMethod.COUNTER.value, name="방법")
        self.started = KoreanLineEdit("13:41")
        self._ended = KoreanLineEdit("지금")
        first.addWidget(_label("방법", self._method))
        first.addWidget(self._add("method", "방법", self._method))
        first.addStretch(1)
        first.addWidget(_label("시간", self.started))
        first.addWidget(self._add("started", "시작한 시각", self.started, 64, self._read_start))
        first.addWidget(PlainLabel("~", ink="second"))
        first.addWidget(self._add("ended", "마친 시각", self._ended, 64, _shown_time))
        body.addLayout(first)
        second = row(gap=8)
        self._type = Segmented(
            [(one.value, one.label) for one in NoteType], NoteType.FIRST.value, name="상담 유형"
        )
        self._reached = Segmented(_REACHED, "yes", name="연락")
        self._attended = KoreanLineEdit("함께 온 분")
        self._attended.setMaxLength(80)
        second.addWidget(_label("유형", self._type))
        second.addWidget(self._add("type", "상담 유형", self._type))
        second.addSpacing(theme.px(4))
        second.addWidget(_label("연락", self._reached))
        second.addWidget(self._add("reached", "연락", self._reached))
        second.addWidget(self._add("attended_by", "함께 온 분", self._attended), 1)
        body.addLayout(second)
        title = row(gap=8)
        title.addWidget(SectionTitle("주제"))
        self._asked = Hint("")
        title.addWidget(self._asked)
        title.addStretch(1)
        title.addWidget(Hint("모르면 미확인으로 둡니다"))
        body.addLayout(title)
        self.topics = TopicTable(self.topic_codes, self._form)
        body.addWidget(self.topics)
        body.addStretch(1)
        return left

    def _make_right(self) -> QWidget:
        right = QWidget()
        body = column(right, gap=5)
        body.addWidget(_heading("주로 하신 말씀", "하신 그대로"))
        self.opening = KoreanTextEdit("", lines=2)
        body.addWidget(self._add("opening", "주로 하신 말씀", self.opening))
        title = row(gap=8)
        title.addWidget(SectionTitle("요약"))
        title.addWidget(Hint("보고와 의뢰서에 쓰입니다", elide=True), 1)
        self._judged = Chip("민감한 말 없음", Tone.SUCCESS, icon="check-circle")
        title.addWidget(self._judged)
        body.addSpacing(theme.px(4))
        body.addLayout(title)
        self.summary = KoreanTextEdit(
            "무엇을 알게 되었고 무엇을 하기로 했는지 적습니다", lines=5, grows=True
        )
        body.addWidget(self._add("summary", "요약", self.summary), 1)
        body.addSpacing(theme.px(4))
        planning = row(gap=8)
        planning.addWidget(SectionTitle("계획"))
        planning.addStretch(1)
        self.more = Button("한 줄 더", Role.LINK, icon="plus", keys="Alt+N", high=32)
        planning.addWidget(self.more)
        body.addLayout(planning)
        self.plan = PlanTable(self._form, self._today)
        body.addWidget(self.plan)
        body.addSpacing(theme.px(6))
        self._next_on = KoreanLineEdit("예: 12. 1.")
        self._next_at = KoreanLineEdit("10:30")
        self._next_purpose = KoreanLineEdit("무슨 일로")
        self._next_purpose.setMaxLength(120)
        body.addLayout(
            self._line(
                "다음 약속",
                self._add("next_on", "다음 약속 날짜", self._next_on, 142, self._shown_day),
                self._add("next_at", "다음 약속 시각", self._next_at, 66, _shown_time),
                self._add("next_purpose", "다음 약속의 일", self._next_purpose),
            )
        )
        self._follow_on = KoreanLineEdit("예: 11. 30.")
        self._follow_up = KoreanLineEdit("이어서 확인할 것")
        self._follow_up.setMaxLength(200)
        body.addLayout(
            self._line(
                "후속 연락",
                self._add("follow_up_on", "후속 연락 날짜", self._follow_on, 142, self._shown_day),
                self._add("follow_up", "후속 연락의 일", self._follow_up),
            )
        )
        body.addSpacing(theme.px(4))
        self.memo = SensitiveMemo(self._form)
        body.addWidget(self.memo)
        for editor in (self.opening, self.summary):
            editor.offer_phrases = True
        return right

    def _add(
        self,
        name: str,
        label: str,
        control: QWidget,
        width: int = 0,
        on_leave: Any = None,
    ) -> Field:
        field = Field(label, control, room=False, bare=True, across=True)
        if width:
            field.setFixedWidth(theme.px(width))
        return self._form.add(name, field, on_leave=on_leave)

    @staticmethod
    def _line(words: str, *fields: Field) -> QHBoxLayout:
        made = row(gap=8)
        label = _label(words, fields[0].control)
        label.setMinimumWidth(theme.px(60))
        made.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        for field in fields:
            fixed = field.minimumWidth() == field.maximumWidth()
            made.addWidget(field, 0 if fixed else 1, Qt.AlignmentFlag.AlignTop)
        return made

    # what is shown

    def show_nothing(self) -> None:
        """An empty note."""
        self._form.clear()
        self._form.set_values(
            {
                "method": NoteMethod.COUNTER.value,
                "type": NoteType.FIRST.value,
                "reached": "yes",
                **self.topics.values(()),
                **self.plan.values(()),
            }
        )
        self._form.mark_saved()
        self.memo.close_memo()
        self.memo.show_consent(False)
        self.show_asked(0)
        self.judge(self.summary.text_now())

    def show_began(self, at: datetime) -> None:
        """Put in when the talk began, unless that was typed already."""
        if not self.started.text_now():
            self.day = at.date()
            self._form.set_value("started", show_start(self.day, at.time(), self._today()))

    def show_note(self, draft: NoteDraft) -> None:
        """Show a finished note, to put it right."""
        self.day = draft.started_at.date()
        wanted = draft.next_appointment
        ended = draft.ended_at or draft.started_at
        self._form.set_values(
            {
                "method": draft.method.value,
                "started": show_start(self.day, draft.started_at.time(), self._today()),
                "ended": f"{ended:%H:%M}",
                "type": draft.type.value,
                "reached": "yes" if draft.reached else "no",
                "attended_by": draft.attended_by,
                "opening": draft.opening,
                "summary": draft.summary,
                "sensitive": draft.sensitive,
                "next_on": show_day(wanted.on) if wanted else "",
                "next_at": f"{wanted.at:%H:%M}" if wanted else "",
                "next_purpose": wanted.purpose if wanted else "",
                "follow_up_on": show_day(draft.follow_up_on) if draft.follow_up_on else "",
                "follow_up": draft.follow_up,
                **self.topics.values(draft.topics),
                **self.plan.values(draft.plan),
            }
        )
        self._form.mark_saved()
        self.judge(self.summary.text_now())

    def show_asked(self, asked: int) -> None:
        """How many topics were asked about."""
        self._asked.setText(f"{self.topics.count()}개 중 {asked}개 확인")

    def judge(self, text: str) -> None:
        """Point at words that the law calls sensitive: the summary goes on papers."""
        flags = find_flags(text, self._sensitive_words, _ALL_ITEMS)
        if self.summary.composed():
            return
        self.summary.flag((units(text[: flag.start]), units(text[: flag.end])) for flag in flags)
        if flags:
            words = f"살펴볼 말 {len(flags)}"
            self._judged.show_state(words, Tone.WARNING, "alert-triangle")
            give_tip(self._judged, "밑줄 친 말은 민감 메모에 적습니다")
        else:
            self._judged.show_state("민감한 말 없음", Tone.SUCCESS, "check-circle")
            give_tip(self._judged, "")

    def writing(self) -> KoreanTextEdit:
        """Where a ready sentence goes: the text with the cursor, else the summary."""
        focus = self.memo.text if self.memo.text.hasFocus() else None
        return focus or (self.opening if self.opening.hasFocus() else self.summary)

    # reading

    def read(self, values: Mapping[str, Any], visitor_id: int, visit_id: int | None) -> NoteDraft:
        """The note as typed. Raises Unread with the fields that cannot be read."""
        wrong: dict[str, str] = dict(self.plan.check_days())
        today = self._today()

        def told(name: str, reader: Any) -> Any:
            text = str(values[name] or "").strip()
            if not text:
                return None
            try:
                return reader(text)
            except Unreadable as error:
                wrong[name] = str(error)
                return None

        start = told("started", lambda text: read_start(text, today, self.day))
        if start is None:
            wrong.setdefault("started", "언제 시작했는지 적어 주십시오.")
            start = (today, time(0, 0))
        day, began = start
        ended = told("ended", read_time)
        if ended is None and day != today:
            wrong.setdefault("ended", "지난 날의 상담은 마친 시각도 적어 주십시오.")
        next_on = told("next_on", lambda text: read_day(text, today))
        next_at = told("next_at", read_time)
        if next_on is not None and next_at is None:
            wrong.setdefault("next_at", "몇 시인지 적어 주십시오.")
        if next_on is None and (next_at is not None or values["next_purpose"]):
            wrong.setdefault("next_on", "약속하신 날짜를 적어 주십시오.")
        follow_up_on = told("follow_up_on", lambda text: read_day(text, today))
        if wrong:
            raise Unread(wrong)
        appointment = (
            AppointmentDraft(next_on, next_at, values["next_purpose"])
            if next_on is not None and next_at is not None
            else None
        )
        return NoteDraft(
            visitor_id=visitor_id,
            visit_id=visit_id,
            started_at=datetime.combine(day, began, KST),
            ended_at=datetime.combine(day, ended, KST) if ended is not None else None,
            method=NoteMethod(values["method"]),
            reached=values["reached"] == "yes",
            type=NoteType(values["type"]),
            topics=self.topics.topics(),
            opening=values["opening"],
            summary=values["summary"],
            sensitive=values["sensitive"],
            plan=self.plan.items(),
            next_appointment=appointment,
            follow_up_on=follow_up_on,
            follow_up=values["follow_up"],
            attended_by=values["attended_by"],
        )

    def field_of(self, name: str) -> str:
        """The form's name for a field of the service's refusal."""
        if name.startswith("plan."):
            return self.plan.field_of(int(name.split(".")[1]))
        return _FIELDS.get(name, name)

    def _read_start(self, text: str) -> str:
        today = self._today()
        self.day, at = read_start(text, today, self.day)
        return show_start(self.day, at, today)

    def _shown_day(self, text: str) -> str:
        return show_day(read_day(text, self._today()))


def _label(words: str, control: QWidget) -> PlainLabel:
    label = PlainLabel(words, face=Face.LABEL, ink="label")
    label.setFixedHeight(theme.px(36))
    label.setBuddy(control)
    return label


def _heading(words: str, remark: str) -> QWidget:
    made = QWidget()
    line = row(made, gap=8)
    line.addWidget(SectionTitle(words))
    line.addWidget(Hint(remark, elide=True), 1)
    return made


def _shown_time(text: str) -> str:
    return f"{read_time(text):%H:%M}"
