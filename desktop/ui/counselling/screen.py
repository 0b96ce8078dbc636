"""상담 기록: here the counsellor writes down a talk while the visitor sits there.

Focus starts in 요약. Everything typed is kept every two seconds by the window; the
page only says so. A finished note is read, amended and printed on the page 지난 기록.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from desktop.domain.calendar import show_day
from desktop.domain.clock import KST
from desktop.domain.consent import Item
from desktop.domain.errors import Conflict, NaeilError, Refused, Unreadable
from desktop.domain.guard import clean, find_identifiers
from desktop.domain.note import (
    NoteCard,
    NoteDraft,
    NoteLine,
    NoteMethod,
    NoteStart,
    NoteType,
)
from desktop.domain.sensitive import find_flags
from desktop.domain.visit import AppointmentDraft
from desktop.domain.visitor import TimelineEntry
from desktop.domain.when import read_day, read_time
from desktop.services.act import Changed
from desktop.services.phrases import PhraseLine
from desktop.ui.counselling.history import HistoryPage
from desktop.ui.counselling.memo import SensitiveMemo
from desktop.ui.counselling.phrases import PhraseRows, PhrasesAtCaret, fitting
from desktop.ui.counselling.plan import PlanTable
from desktop.ui.counselling.sentences import SentencesPage
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
    KeyCap,
    KoreanLineEdit,
    KoreanTextEdit,
    Line,
    PageHead,
    Paragraph,
    PlainLabel,
    Role,
    SectionTitle,
    Segmented,
    Sign,
    Surface,
    Tone,
    WorkingArea,
    column,
    finish_all_composition,
    row,
    theme,
)
from desktop.ui.printing import CounterPrinter

EVERY = 20_000
"""Milliseconds between two looks at how long the talk has lasted."""
SIDE, SIDE_WIDE = 286, 330
SHOWN = 6
"""Sentences beside the note; the others are found by typing."""
NARROW = 1130
"""Design pixels below which sentences and intake stand under the note."""
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
_ALL_ITEMS = frozenset(Item)


class CounsellingScreen(QWidget):
    """The note being typed, and behind it the finished ones."""

    whose_changed = Signal()

    def __init__(self, counter: Counter) -> None:
        super().__init__()
        self._counter = counter
        codes = counter.desk.office.codes
        today = counter.clock.today()
        self._topics = tuple((code.code, code.label) for code in codes["note_topics"].valid(today))
        self._sensitive_words = codes["sensitive_words"].valid(today)
        self._printer = CounterPrinter(counter, self)
        self._form = Form(self, guard=find_identifiers, clean=clean)
        self._phrases: tuple[PhraseLine, ...] = ()
        self._visitor_id: int | None
        self._visit_id: int | None
        self._start: NoteStart | None
        self._began: datetime | None
        self._day: date
        self._amending: dict[str, int]
        self._restored: bool
        self._saving: bool
        self._kept_at: str
        self._forget()
        self._lay_out()
        self._connect()
        self._show_phrases()
        self._read_phrases()

    keys = (
        ("Ctrl+S", "마치고 저장"),
        ("/", "자주 쓰는 문장"),
        ("Space", "주제의 상태 바꾸기"),
        ("Alt+N", "계획 한 줄 더"),
        ("Alt+Delete", "계획의 이 줄 빼기"),
        ("Ctrl+Enter", "여러 줄 글에서 다음 칸으로"),
        ("Alt+H", "지난 기록"),
        ("Alt+E", "지난 기록 고치기"),
        ("Alt+M", "민감 메모"),
        ("Ctrl+P", "상담일지 인쇄"),
    )

    # layout

    def _lay_out(self) -> None:
        self._pages = QStackedWidget()
        outer = row(self, gap=0)
        outer.addWidget(self._pages)
        self._page = QWidget()
        self._outer = row(self._page, gap=0)
        # The head stays when the page scrolls: whose note it is must always be in sight.
        sheet = column(gap=0)
        self._outer.addLayout(sheet, 1)
        top = column(gap=8, margins=(24, 16, 18, 8))
        top.addWidget(self._make_head())
        self._area = WorkingArea(margins=(24, 2, 18, 12), gap=10)
        self._reason_bar = self._make_reason()
        top.addWidget(self._reason_bar)
        sheet.addLayout(top)
        sheet.addWidget(self._area, 1)
        self._columns = Columns(
            [self._make_left(), Line(upright=True), self._make_right()],
            [498, 1, 0],
            gap=18,
            least=400,
            wide=[580, 1, 0],
        )
        self._area.body.addWidget(self._columns, 1)
        self._side = self._make_side()
        self._outer.addWidget(self._side)
        self._side_below = False
        self.history = HistoryPage(self._topics)
        self._pages.addWidget(self._page)
        self._pages.addWidget(self.history)
        self._at_caret = PhrasesAtCaret(self)

    def _make_head(self) -> QWidget:
        head = PageHead("상담 기록")
        self._head = head
        self._lasting = PlainLabel("", ink="second")
        self._state = Chip("")
        head.beside.addWidget(self._lasting)
        head.beside.addWidget(self._state)
        self._kept_sign = Sign("save", 16, "success")
        self._kept = PlainLabel("", face=Face.LABEL, ink="success")
        self._earlier = Button("지난 기록", Role.SECONDARY, icon="history", keys="Alt+H")
        self._finish = Button("마치고 저장", Role.PRIMARY, icon="check", keys="Ctrl+S")
        for widget in (self._kept_sign, self._kept, self._earlier, self._finish):
            head.acts.addWidget(widget)
        self._kept_sign.hide()
        return head

    def _make_reason(self) -> QWidget:
        bar = Surface(ground="warning_tint", radius=8, gap=4, margins=(12, 8))
        line = row(gap=10)
        line.addWidget(PlainLabel("고치는 까닭", face=Face.LABEL, ink="warning"))
        self._reason = KoreanLineEdit("왜 고치는지 한 줄로 적습니다. 앞의 글은 지워지지 않습니다.")
        self._reason.setMaxLength(200)
        field = Field("고치는 까닭", self._reason, room=False, bare=True)
        line.addWidget(self._form.add("reason", field), 1)
        self._give_up = Button("고치지 않기", Role.QUIET)
        line.addWidget(self._give_up)
        bar.body.addLayout(line)
        bar.hide()
        return bar

    def _make_left(self) -> QWidget:
        left = QWidget()
        body = column(left, gap=8)
        first = row(gap=8)
        self._method = Segmented(_METHODS, NoteMethod.COUNTER.value, name="방법")
        self._started = KoreanLineEdit("13:41")
        self._ended = KoreanLineEdit("지금")
        first.addWidget(_label("방법", self._method))
        first.addWidget(self._add("method", "방법", self._method))
        first.addStretch(1)
        first.addWidget(_label("시간", self._started))
        first.addWidget(self._add("started", "시작한 시각", self._started, 64, self._read_start))
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
        self._topic_table = TopicTable(self._topics, self._form)
        body.addWidget(self._topic_table)
        body.addStretch(1)
        return left

    def _make_right(self) -> QWidget:
        right = QWidget()
        body = column(right, gap=5)
        body.addWidget(_heading("주로 하신 말씀", "하신 그대로"))
        self._opening = KoreanTextEdit("", lines=2)
        body.addWidget(self._add("opening", "주로 하신 말씀", self._opening))
        title = row(gap=8)
        title.addWidget(SectionTitle("요약"))
        title.addWidget(Hint("보고와 의뢰서에 쓰입니다", elide=True), 1)
        self._judged = Chip("민감한 말 없음", Tone.SUCCESS, icon="check-circle")
        title.addWidget(self._judged)
        body.addSpacing(theme.px(4))
        body.addLayout(title)
        self._summary = KoreanTextEdit(
            "무엇을 알게 되었고 무엇을 하기로 했는지 적습니다", lines=5, grows=True
        )
        body.addWidget(self._add("summary", "요약", self._summary), 1)
        body.addSpacing(theme.px(4))
        planning = row(gap=8)
        planning.addWidget(SectionTitle("계획"))
        planning.addStretch(1)
        self._more = Button("한 줄 더", Role.LINK, icon="plus", keys="Alt+N", high=32)
        planning.addWidget(self._more)
        body.addLayout(planning)
        self._plan = PlanTable(self._form, self._counter.clock.today)
        body.addWidget(self._plan)
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
        self._memo = SensitiveMemo(self._form)
        body.addWidget(self._memo)
        self._form.then(self._finish)
        for editor in (self._opening, self._summary):
            editor.offer_phrases = True
        return right

    def _make_side(self) -> WorkingArea:
        side = WorkingArea(margins=(16, 14), gap=10, ground="panel")
        title = row(gap=8)
        title.addWidget(SectionTitle("자주 쓰는 문장"))
        title.addStretch(1)
        title.addWidget(KeyCap("/"))
        title.addWidget(Hint("를 누르면"))
        side.body.addLayout(title)
        self._find_phrase = KoreanLineEdit("문장 찾기", leading="search")
        self._find_phrase.setAccessibleName("자주 쓰는 문장 찾기")
        self._edit_phrases = Button("", Role.QUIET, icon="pencil", name="자주 쓰는 문장 고치기")
        finding = row(gap=4)
        finding.addWidget(self._find_phrase, 1)
        finding.addWidget(self._edit_phrases)
        side.body.addLayout(finding)
        self._phrase_rows = PhraseRows()
        side.body.addWidget(self._phrase_rows)
        self._intake_title = SectionTitle("접수 내용")
        self._intake_line = Line(token="rule")
        self._intake = column(gap=8)
        side.body.addWidget(self._intake_line)
        side.body.addWidget(self._intake_title)
        side.body.addLayout(self._intake)
        self._left_title = SectionTitle("지난번에 남은 일")
        self._left_line = Line(token="rule")
        self._left_words = Paragraph("", face=Face.NOTE)
        self._take_over = Button("계획에 옮기기", Role.SECONDARY, icon="plus", high=32)
        side.body.addWidget(self._left_line)
        side.body.addWidget(self._left_title)
        side.body.addWidget(self._left_words)
        side.body.addWidget(self._take_over, 0, Qt.AlignmentFlag.AlignLeft)
        side.body.addStretch(1)
        return side

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
    def _line(words: str, *fields: Field) -> Any:
        made = row(gap=8)
        label = _label(words, fields[0].control)
        label.setMinimumWidth(theme.px(60))
        made.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        for field in fields:
            fixed = field.minimumWidth() == field.maximumWidth()
            made.addWidget(field, 0 if fixed else 1, Qt.AlignmentFlag.AlignTop)
        return made

    # connections

    def _connect(self) -> None:
        counter = self._counter
        self._finish.clicked.connect(self.save)
        self._earlier.clicked.connect(self.show_history)
        self._more.clicked.connect(self._plan.add_row)
        self._take_over.clicked.connect(self._take_plan_over)
        self._give_up.clicked.connect(self._stop_amending)
        self._memo.consent_wanted.connect(self._go_for_consent)
        self._topic_table.asked_changed.connect(self._show_asked)
        self._summary.shown_text_changed.connect(self._judge)
        self._find_phrase.shown_text_changed.connect(self._show_phrases)
        self._edit_phrases.clicked.connect(self._change_phrases)
        self._find_phrase.moved_on.connect(self._phrase_rows.take)
        self._phrase_rows.taken.connect(self._insert)
        for editor in (self._opening, self._summary, self._memo.text):
            editor.phrases_asked.connect(partial(self._open_phrases, editor))
        self._form.dirty.connect(self._show_state)
        self._form.changed.connect(lambda _name: self._show_state())
        self.history.left.connect(self.show_form)
        self.history.opened.connect(self._open_note)
        self.history.amend_wanted.connect(self._amend)
        self.history.print_wanted.connect(lambda _id: self.print_paper())
        self.history.move_wanted.connect(self._move)
        counter.changed.connect(self._take_change)
        counter.masking_changed.connect(self._show_masking)
        self._bind("Alt+N", self._plan.add_row)
        self._bind("Alt+Delete", self._plan.remove_row)
        self._bind("Alt+H", self.show_history)
        self._bind("Alt+M", self._memo.write.click)
        self._every = QTimer(self)
        self._every.setInterval(EVERY)
        self._every.timeout.connect(self._show_lasting)
        self._every.start()

    # whose note it is

    @property
    def visitor_id(self) -> int | None:
        """Whose note is in front."""
        return self._visitor_id

    def show_for(
        self,
        visitor_id: int | None = None,
        visit_id: int | None = None,
        note_id: int | None = None,
        amend: NoteCard | None = None,
    ) -> None:
        """Begin a note for somebody, or show a finished one (`note_id`), or put one right.

        What was typed before was kept by the window and waits in the strip.
        """
        self._forget()
        self._visitor_id, self._visit_id = visitor_id, visit_id
        self._clear()
        self._pages.setCurrentWidget(self._page)
        if visitor_id is None:
            self._show_head()
            return
        desk, account = self._counter.desk, self._counter.account
        if amend is not None:
            self._begin_amending(amend)
        if note_id is not None:
            self._pages.setCurrentWidget(self.history)
            self._open_note(note_id)
        else:
            first = self._reason if amend is not None else self._summary
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.verticalScrollBar().setValue(0)
            QTimer.singleShot(0, self, lambda: self._follow(first))
        self._counter.jobs.read(
            lambda: desk.notes.begin(account, visitor_id, visit_id),
            partial(self._begun, visitor_id),
        )

    def _begun(self, visitor_id: int, start: NoteStart) -> None:
        if visitor_id != self._visitor_id:
            return
        self._start = start
        if not self._amending and not self._restored:
            self._visit_id = start.visit_id
            self._began = start.began_at
            if not self._started.text_now():
                self._day = start.began_at.date()
                shown = show_start(self._day, start.began_at.time(), self._counter.clock.today())
                self._form.set_value("started", shown)
            if start.session > 1 and not self._form.is_dirty:
                self._form.set_value("type", NoteType.IN_DEPTH.value)
        self._memo.show_consent(start.sensitive_consent)
        self._show_intake(start)
        self._show_head()
        self.whose_changed.emit()
        if self._pages.currentWidget() is self.history:
            self.history.show_lines(self._name(), start.earlier, focus=self.history.card is None)

    def _forget(self) -> None:
        self._visitor_id = self._visit_id = self._start = self._began = None
        self._day = self._counter.clock.today()
        self._amending = {}
        self._restored = False
        self._saving = False
        self._kept_at = ""

    def _clear(self) -> None:
        self._form.clear()
        self._form.set_values(
            {
                "method": NoteMethod.COUNTER.value,
                "type": NoteType.FIRST.value,
                "reached": "yes",
                **self._topic_table.values(()),
                **self._plan.values(()),
            }
        )
        self._form.mark_saved()
        self._memo.close_memo()
        self._memo.show_consent(False)
        self._reason_bar.hide()
        self.history.show_card(None)
        self._show_intake(None)
        self._show_asked(0)
        self._judge(self._summary.text_now())
        self._show_head()

    # half-typed

    @property
    def draft_title(self) -> str:
        """What the strip calls it."""
        return "상담 기록 고침" if self._amending else "상담 기록"

    @property
    def draft_visitor_id(self) -> int | None:
        """Whose it is."""
        return self._visitor_id

    @property
    def draft_name(self) -> str:
        """The visitor's name; it is masked before it is kept."""
        return self._start.visitor_name if self._start else ""

    def is_dirty(self) -> bool:
        """Whether something typed would be lost; not while it is being filed."""
        return self._visitor_id is not None and self._form.is_dirty and not self._saving

    def finish_composition(self) -> None:
        """Put the syllable being composed into its field."""
        finish_all_composition()

    def snapshot(self) -> dict[str, Any]:
        """Everything typed, with cursor, composed syllable, and which visit it belongs to."""
        return {
            "form": self._form.snapshot(),
            "visit_id": self._visit_id,
            "day": self._day.isoformat(),
            "began": self._began.isoformat() if self._began else None,
            "amending": dict(self._amending),
            "memo_open": self._memo.is_open,
        }

    def restore(self, body: dict[str, Any]) -> None:
        """Show a draft again, the cursor where it was."""
        self._restored = True
        self._visit_id = body.get("visit_id")
        self._day = date.fromisoformat(body["day"])
        began = body.get("began")
        self._began = datetime.fromisoformat(began) if began else None
        self._amending = {str(key): int(value) for key, value in body["amending"].items()}
        self._reason_bar.setVisible(bool(self._amending))
        self._pages.setCurrentWidget(self._page)
        if body.get("memo_open"):
            self._memo.open_memo()
        kept = body["form"]
        self._form.restore(kept, focus=False)
        self._plan.fit_rows()
        if kept.get("focus") == "sensitive":
            self._memo.show_consent(True)
        self._form.restore(kept)
        self._judge(self._summary.text_now())
        self._show_head()
        focus = QApplication.focusWidget()
        if focus is not None and self._page.isAncestorOf(focus):
            QTimer.singleShot(0, self, lambda: self._follow(focus))

    # filing

    def save(self) -> None:
        """마치고 저장: file the note, or its revision."""
        if self._pages.currentWidget() is self.history:
            self.show_form()
            return
        if self._saving or self._visitor_id is None:
            return
        values = self._form.read()
        if values is None:
            self._follow_focus()
            return
        try:
            draft = self._read(values)
        except _Unread as error:
            self._show_wrong(error.fields)
            return
        self._saving = True
        desk, account, draft_id = self._counter.desk, self._counter.account, self._counter.draft_id
        if self._amending:
            note_id, version = self._amending["note_id"], self._amending["version"]
            reason = values["reason"]
            self._counter.jobs.write(
                lambda: desk.notes.amend(account, note_id, version, draft, reason, draft_id),
                self._amended,
                self._refused,
            )
        else:
            self._counter.jobs.write(
                lambda: desk.notes.finish(account, draft, draft_id), self._filed, self._refused
            )

    def _filed(self, card: NoteCard) -> None:
        self._form.mark_saved()
        self._counter.filed.emit()
        self._counter.saved.emit()
        self._counter.say(f"{card.session}회차 상담 기록을 저장했습니다.")
        self._counter.go("visitor", visitor_id=card.visitor_id)

    def _amended(self, card: NoteCard) -> None:
        self._form.mark_saved()
        self._counter.filed.emit()
        self._counter.saved.emit()
        self._counter.say("고친 기록을 저장했습니다. 앞의 글도 남아 있습니다.")
        self._counter.go("counselling", visitor_id=card.visitor_id, note_id=card.id)

    def _refused(self, error: NaeilError) -> None:
        self._saving = False
        if isinstance(error, Refused) and error.fields:
            self._show_wrong({self._field_of(name): words for name, words in error.fields.items()})
            return
        if isinstance(error, Conflict):
            self._counter.say(str(error), "warning", "새로 읽기", self._read_anew)
            return
        self._counter.report(error)

    def _read(self, values: Mapping[str, Any]) -> NoteDraft:
        """The note as typed. Raises _Unread with the fields that cannot be read."""
        assert self._visitor_id is not None
        wrong: dict[str, str] = dict(self._plan.check_days())
        today = self._counter.clock.today()

        def told(name: str, reader: Any) -> Any:
            text = str(values[name] or "").strip()
            if not text:
                return None
            try:
                return reader(text)
            except Unreadable as error:
                wrong[name] = str(error)
                return None

        start = told("started", lambda text: read_start(text, today, self._day))
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
            raise _Unread(wrong)
        appointment = (
            AppointmentDraft(next_on, next_at, values["next_purpose"])
            if next_on is not None and next_at is not None
            else None
        )
        return NoteDraft(
            visitor_id=self._visitor_id,
            visit_id=self._visit_id,
            started_at=datetime.combine(day, began, KST),
            ended_at=datetime.combine(day, ended, KST) if ended is not None else None,
            method=NoteMethod(values["method"]),
            reached=values["reached"] == "yes",
            type=NoteType(values["type"]),
            topics=self._topic_table.topics(),
            opening=values["opening"],
            summary=values["summary"],
            sensitive=values["sensitive"],
            plan=self._plan.items(),
            next_appointment=appointment,
            follow_up_on=follow_up_on,
            follow_up=values["follow_up"],
            attended_by=values["attended_by"],
        )

    def _field_of(self, name: str) -> str:
        """The form's name for a field of the service's refusal."""
        if name.startswith("plan."):
            return self._plan.field_of(int(name.split(".")[1]))
        return _FIELDS.get(name, name)

    def _show_wrong(self, sentences: Mapping[str, str]) -> None:
        if "sensitive" in sentences:
            self._memo.open_memo()
        self._form.show_errors(sentences)
        self._follow_focus()
        if not any(name in sentences for name in self._form.names()):
            self._counter.say(next(iter(sentences.values())), "warning")

    # finished notes

    def show_history(self) -> None:
        """지난 기록: read what was written before; what is being typed stays as it is."""
        if self._visitor_id is None:
            return
        self._pages.setCurrentWidget(self.history)
        self.history.back.setFocus(Qt.FocusReason.OtherFocusReason)
        desk, account, visitor_id = (
            self._counter.desk,
            self._counter.account,
            self._visitor_id,
        )
        self._counter.jobs.read(lambda: desk.notes.of(account, visitor_id), self._listed)

    def show_form(self) -> None:
        """Back to the note being typed."""
        self._pages.setCurrentWidget(self._page)
        self._summary.setFocus(Qt.FocusReason.OtherFocusReason)
        self._follow(self._summary)

    def print_paper(self) -> None:
        """상담일지 of the finished note that is open."""
        self._print(self._printer.print_now)

    def print_with_dialog(self) -> None:
        """The same, the system's dialog first."""
        self._print(self._printer.print_with_dialog)

    def _print(self, way: Any) -> None:
        card = self.history.card
        if self._pages.currentWidget() is not self.history or card is None:
            self._counter.say("마친 기록을 지난 기록에서 열고 인쇄하십시오.", "info")
            return
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.write(lambda: desk.notes.paper(account, card.id), way)

    def _listed(self, lines: tuple[NoteLine, ...]) -> None:
        if self._pages.currentWidget() is self.history:
            self.history.show_lines(self._name(), lines)

    def _open_note(self, note_id: int) -> None:
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.read(lambda: desk.notes.open(account, note_id), self._opened)

    def _opened(self, card: NoteCard) -> None:
        if card.visitor_id == self._visitor_id:
            self.history.show_card(card)

    def _amend(self, card: NoteCard) -> None:
        # By way of the window: what is being typed goes to the strip first.
        self._counter.go("counselling", visitor_id=card.visitor_id, amend=card)

    def _begin_amending(self, card: NoteCard) -> None:
        draft = card.current
        today = self._counter.clock.today()
        self._amending = {
            "note_id": card.id,
            "version": card.version,
            "session": card.session,
            "number": card.revisions[-1].number + 1,
        }
        self._visit_id = draft.visit_id
        self._day = draft.started_at.date()
        self._began = draft.started_at
        wanted = draft.next_appointment
        ended = draft.ended_at or draft.started_at
        self._form.set_values(
            {
                "method": draft.method.value,
                "started": show_start(self._day, draft.started_at.time(), today),
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
                **self._topic_table.values(draft.topics),
                **self._plan.values(draft.plan),
            }
        )
        self._form.mark_saved()
        self._reason_bar.show()
        self._judge(self._summary.text_now())
        self._show_head()

    def _stop_amending(self) -> None:
        self._form.mark_saved()
        self._counter.dropped.emit()
        note_id = self._amending["note_id"]
        self._counter.go("counselling", visitor_id=self._visitor_id, note_id=note_id)

    def _read_anew(self) -> None:
        if self._amending:
            self._counter.go(
                "counselling", visitor_id=self._visitor_id, note_id=self._amending["note_id"]
            )

    def _move(self, card: NoteCard) -> None:
        from desktop.ui.visitor.moving import MoveDialog

        entry = TimelineEntry(
            id=card.id,
            kind="note",
            at=card.current.started_at,
            title=f"상담 {card.session}회차",
            text="",
            by=card.counsellor,
        )
        MoveDialog(self._counter, entry, self, lambda: self.history.show_card(None)).open()

    # small acts

    def _open_phrases(self, editor: KoreanTextEdit) -> None:
        self._at_caret.open_at(editor, self._phrases)

    def _insert(self, words: str) -> None:
        focus = self._memo.text if self._memo.text.hasFocus() else None
        editor = focus or (self._opening if self._opening.hasFocus() else self._summary)
        editor.insert_phrase(words)
        self._find_phrase.set_value("")

    def _change_phrases(self) -> None:
        marked = self._summary.textCursor().selection().toPlainText()
        SentencesPage(self._counter, self, marked).open()

    def _take_plan_over(self) -> None:
        if self._start is not None:
            self._plan.take_over(self._start.open_plan)
            self._left_title.hide()
            self._left_line.hide()
            self._left_words.hide()
            self._take_over.hide()
            self._plan.add_row()

    def _go_for_consent(self) -> None:
        self._counter.go("consent", visitor_id=self._visitor_id)

    def _bind(self, keys: str, act: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self._page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)

        def run() -> None:
            # What is being composed belongs to where it was typed.
            finish_all_composition()
            act()
            self._follow_focus()

        shortcut.activated.connect(run)

    # what is shown

    def _name(self) -> str:
        if self._start is None:
            return ""
        return self._start.masked_name if self._counter.masked else self._start.visitor_name

    def _show_head(self) -> None:
        start = self._start
        name = self._name()
        self._head.whose.setText(f"{name} 님" if name else "")
        self._head.whose.setMinimumWidth(0)
        self._show_lasting()
        self._earlier.setVisible(start is None or bool(start.earlier) or bool(self._amending))
        self._finish.set_words("고쳐 저장" if self._amending else "마치고 저장")
        self._show_state()

    def _show_lasting(self) -> None:
        if self._amending:
            words = f"· {self._amending['session']}회차"
        elif self._start is not None and self._began is not None:
            words = f"· {self._start.session}회차"
            lasting = self._counter.clock.now() - self._began
            if timedelta(0) <= lasting < timedelta(hours=6):
                words += f" · {int(lasting.total_seconds() // 60)}분째"
        else:
            words = ""
        self._lasting.setText(words)

    def _show_state(self) -> None:
        dirty = self._form.is_dirty
        if self._amending:
            number = self._amending.get("number", 2) - 1
            self._state.show_state(f"고침 {number}", Tone.WARNING, "history")
        else:
            self._state.show_state("초안", Tone.WARNING, "pencil")
        self._state.setVisible(dirty or bool(self._amending))
        shown = dirty and bool(self._kept_at)
        self._kept.setText(f"초안 저장됨 {self._kept_at}" if shown else "")
        self._kept_sign.setVisible(shown)
        self._kept.setVisible(shown)

    def _show_asked(self, asked: int) -> None:
        self._asked.setText(f"{self._topic_table.count()}개 중 {asked}개 확인")

    def _judge(self, text: str) -> None:
        """Point at words that the law calls sensitive: the summary goes on papers."""
        flags = find_flags(text, self._sensitive_words, _ALL_ITEMS)
        if self._summary.composed():
            return
        self._summary.flag((_units(text[: flag.start]), _units(text[: flag.end])) for flag in flags)
        if flags:
            words = f"살펴볼 말 {len(flags)}"
            self._judged.show_state(words, Tone.WARNING, "alert-triangle")
            self._judged.setToolTip("밑줄 친 말은 민감 메모에 적습니다")
        else:
            self._judged.show_state("민감한 말 없음", Tone.SUCCESS, "check-circle")
            self._judged.setToolTip("")

    def _show_phrases(self, typed: str = "") -> None:
        self._phrase_rows.show_phrases(fitting(self._phrases, typed)[:SHOWN])

    def _show_intake(self, start: NoteStart | None) -> None:
        while (item := self._intake.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        masked = self._counter.masked
        told = start.intake if start is not None and not masked else ()
        for heading, words in told:
            part = Surface(ground="panel", gap=2)
            part.body.addWidget(PlainLabel(heading, face=Face.LABEL, ink="second"))
            part.body.addWidget(Paragraph(words, face=Face.NOTE))
            self._intake.addWidget(part)
        if masked and start is not None:
            self._intake.addWidget(
                Paragraph("가림 중입니다. F12로 다시 봅니다.", face=Face.NOTE, ink="second")
            )
        for one in (self._intake_title, self._intake_line):
            one.setVisible(start is not None)
        left = start.open_plan if start is not None and not masked else ()
        if self._amending:
            left = ()
        self._left_words.set_text("\n".join(f"· {item.action}" for item in left))
        for shown in (self._left_title, self._left_line, self._left_words, self._take_over):
            shown.setVisible(bool(left))

    def _show_masking(self, masked: bool) -> None:
        self._form.set_masked(masked)
        self._memo.show_masked(masked)
        self._show_intake(self._start)
        self._show_head()
        self.history.show_masked(masked)
        if self._start is not None:
            self.history.head.whose.setText(f"{self._name()} 님")

    def _take_change(self, changed: Changed) -> None:
        counter, visitor_id = self._counter, self._visitor_id
        if not counter.is_open:
            return
        if counter.is_touched(changed, "setting"):
            self._read_phrases()
        if visitor_id is None:
            return
        if counter.is_touched(changed, "draft", visitor_id=visitor_id) and self._form.is_dirty:
            self._kept_at = f"{counter.clock.now():%H:%M:%S}"
            self._show_state()
        desk, account = counter.desk, counter.account
        if counter.is_touched(changed, "consent", visitor_id=visitor_id):
            counter.jobs.read(
                lambda: desk.notes.may_keep_memo(account, visitor_id), self._memo.show_consent
            )
        if (
            counter.is_touched(changed, "note", visitor_id=visitor_id)
            and self._pages.currentWidget() is self.history
        ):
            counter.jobs.read(
                lambda: desk.notes.of(account, visitor_id, first=False), self._listed_again
            )

    def _listed_again(self, lines: tuple[NoteLine, ...]) -> None:
        card = self.history.card
        if card is not None and card.id not in {line.id for line in lines}:
            self.history.show_card(None)
        self.history.show_lines(self._name(), lines, focus=False)

    def _read_phrases(self) -> None:
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.read(lambda: desk.phrases.list(account), self._take_phrases)

    def _take_phrases(self, phrases: tuple[PhraseLine, ...]) -> None:
        self._phrases = phrases
        self._show_phrases(self._find_phrase.text_now())

    # where things stand

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = event.size().width() / theme.scale()
        below = width < NARROW
        if not below:
            self._side.setFixedWidth(theme.px(SIDE_WIDE if width >= 1400 else SIDE))
        if below == self._side_below:
            return
        self._side_below = below
        if below:
            self._outer.removeWidget(self._side)
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16777215)
            self._area.body.addWidget(self._side)
            self._side.setMinimumHeight(self._side.page.sizeHint().height())
        else:
            self._area.body.removeWidget(self._side)
            self._side.setMinimumHeight(0)
            self._outer.addWidget(self._side)

    def _follow_focus(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None:
            self._follow(focus)

    def _follow(self, widget: QWidget) -> None:
        if self._area.page.isAncestorOf(widget):
            self._area.follow(widget)

    def _read_start(self, text: str) -> str:
        today = self._counter.clock.today()
        self._day, at = read_start(text, today, self._day)
        return show_start(self._day, at, today)

    def _shown_day(self, text: str) -> str:
        return show_day(read_day(text, self._counter.clock.today()))


class _Unread(Exception):
    """Values that cannot be read; `fields` says what to write instead."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__()
        self.fields = fields


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


def _units(text: str) -> int:
    """Length as Qt counts it."""
    return len(text.encode("utf-16-le")) // 2
