"""단체 의뢰: choose the course, choose who goes, one key issues a slip for everybody.

Whoever agreed to the service and was not sent there stands in the list; nobody else can be
sent. The slips are issued one after the other: stopping keeps what was issued.
"""

from collections.abc import Callable
from datetime import date, time
from functools import partial
from threading import Event
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.domain import korean
from desktop.domain.calendar import show_day
from desktop.domain.errors import NaeilError, Refused
from desktop.domain.guard import clean, find_identifiers
from desktop.domain.partner import PartnerService
from desktop.domain.when import read_day, read_time
from desktop.services.groups import GroupIssued, GroupPerson, GroupPlan
from desktop.services.papers import ReadyPaper
from desktop.services.slips import choices_of
from desktop.ui.counter import Counter, OfNobody
from desktop.ui.kit import (
    Button,
    Card,
    ChipLook,
    Column,
    Columns,
    Combo,
    EmptyState,
    Field,
    Flow,
    Form,
    KoreanLineEdit,
    Line,
    PageHead,
    ProgressRow,
    RecordsModel,
    RecordTable,
    Role,
    SectionTitle,
    Segmented,
    Tone,
    WorkingArea,
    column,
    finish_all_composition,
    row,
)
from desktop.ui.printing import CounterPrinter

tight = partial(Field, room=False)
"""A field that makes room for its sentence only when there is one."""
SIZES = [("plain", "보통"), ("large", "큰 글자")]


class _People(RecordTable):
    """A list in which Space is as good as Enter."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.current_row() >= 0:
            self.opened.emit(self.current_row())
        else:
            super().keyPressEvent(event)


class GroupScreen(OfNobody, QWidget):
    """The course at the left, the people at the right, issuing below."""

    went_on = Signal(int, int)
    """done, of how many: told from the thread that issues."""
    keys = (
        ("Space", "고른 분 넣고 빼기"),
        ("Ctrl+S", "넣은 분 모두에게 발급"),
        ("Ctrl+P", "발급한 의뢰서 인쇄"),
        ("Esc", "명단으로"),
    )

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._printer = CounterPrinter(counter, self)
        self._services: tuple[PartnerService, ...] = ()
        self._people: tuple[GroupPerson, ...] = ()
        self._chosen: set[int] = set()
        self._refused: dict[int, str] = {}
        self._kept_people: tuple[int, ...] | None = None
        self._issued: GroupIssued | None = None
        self._stop = Event()
        self._working = False
        self.form = Form(self, guard=find_identifiers, clean=clean)
        self.form.changed.connect(self._changed)
        self._lay_out()
        self.went_on.connect(self._show_progress)
        counter.masking_changed.connect(self.form.set_masked)

    @property
    def visitor_id(self) -> int | None:
        """Nobody in particular is in front."""
        return None

    def show_for(self, service_id: int = 0, **_where: object) -> None:
        """Ready for a course; `service_id` is chosen already."""
        desk, account = self._counter.desk, self._counter.account

        def show(services: tuple[PartnerService, ...]) -> None:
            self._services = tuple(one for one in services if not one.missing)
            self._service.set_options([(str(one.id), one.label) for one in self._services])
            if service_id:
                self._service.set_value(str(service_id))
                self._read_people()
            self._service.setFocus(Qt.FocusReason.OtherFocusReason)

        self._offer_lists()
        self._counter.jobs.read(lambda: desk.partners.services(account), show)

    def refresh(self) -> None:
        """Read the people again."""
        if not self._working and self._issued is None:
            self._read_people()

    # left half-typed

    @property
    def draft_title(self) -> str:
        """In the strip."""
        return "단체 의뢰"

    def is_dirty(self) -> bool:
        """Whether a course or people were chosen and nothing issued yet."""
        return self._issued is None and (self.form.is_dirty or bool(self._chosen))

    def snapshot(self) -> dict[str, Any]:
        """The form, and who was put in."""
        return {"form": self.form.snapshot(), "people": sorted(self._chosen)}

    def restore(self, body: dict[str, Any]) -> None:
        """As it was; who may not go any more is left out."""
        self.form.restore(body["form"])
        self._kept_people = tuple(body["people"])
        self._read_people()

    def finish_composition(self) -> None:
        """Commit the syllable being composed."""
        finish_all_composition()

    # layout

    def _lay_out(self) -> None:
        outer = column(self, gap=0)
        area = WorkingArea(gap=12, margins=(24, 16, 24, 12))
        outer.addWidget(area)
        self._head = PageHead("단체 의뢰")
        self._head.whose.setText("한 과정에 여러 분을 한꺼번에 의뢰합니다.")
        area.body.addWidget(self._head)
        area.body.addWidget(
            Columns([self._course(), self._who()], [0, 0], least=340, wide=[440, 0], gap=16), 1
        )
        outer.addWidget(Line())
        below = QWidget()
        bottom = column(below, gap=8, margins=(24, 10, 20, 10))
        self._progress = ProgressRow()
        self._progress.stopped.connect(self._stop.set)
        self._progress.hide()
        bottom.addWidget(self._progress)
        foot = Flow(gap=9, right=True)
        self._slips = Button("의뢰서 인쇄", icon="printer", keys="Ctrl+P")
        self._slips.clicked.connect(self.print_paper)
        self._list = Button("기관 명단 인쇄", icon="people")
        self._list.clicked.connect(self._print_list)
        self._issue = Button("발급", Role.PRIMARY, icon="check", keys="Ctrl+S")
        self._issue.clicked.connect(self.save)
        for button in (self._slips, self._list, self._issue):
            foot.addWidget(button)
        bottom.addLayout(foot)
        outer.addWidget(below)
        self._show_state()

    def _course(self) -> QWidget:
        card = Card(gap=9, margins=(18, 14))
        card.body.addWidget(SectionTitle("과정"))
        self._service = Combo(placeholder="기관과 서비스 고르기")
        self._reason = Combo(placeholder="사유 고르기")
        self._language = Combo(placeholder="한국어만")
        self.form.place(card.body, "service_id", tight("기관·서비스", self._service, required=True))
        title = tight("과정 이름", KoreanLineEdit("전산회계 12월반"), required=True)
        self.form.place(card.body, "title", title)
        self.form.place(card.body, "reason_code", tight("의뢰 사유", self._reason, required=True))
        self.form.place(
            card.body, "reason", tight("한 줄로", KoreanLineEdit("기관이 알아야 할 한 줄"))
        )
        meeting = row(gap=10)
        self.form.place(
            meeting, "appointment_on", tight("모이는 날", KoreanLineEdit("12. 7.")), 2, self._day
        )
        self.form.place(meeting, "appointment_at", tight("시각", KoreanLineEdit("10:00")), 1, _time)
        card.body.addLayout(meeting)
        dates = row(gap=10)
        due = tight("회신 기한", KoreanLineEdit("비우면 기관의 기본"))
        self.form.place(dates, "reply_due", due, 1, self._day)
        until = tight("방문 유효 기한", KoreanLineEdit("비우면 기관의 기본"))
        self.form.place(dates, "valid_until", until, 1, self._day)
        card.body.addLayout(dates)
        sheets = row(gap=10)
        self.form.place(sheets, "large_type", tight("내담자 쪽지", Segmented(SIZES, "large")))
        self.form.place(sheets, "language", tight("외국어 안내", self._language), 1)
        card.body.addLayout(sheets)
        card.body.addStretch(1)
        return card

    def _who(self) -> QWidget:
        card = Card(gap=8, margins=(18, 14))
        head = row(gap=8)
        self._count = SectionTitle("의뢰할 분")
        head.addWidget(self._count)
        head.addStretch(1)
        self._every = Button("모두 넣기", high=32)
        self._every.clicked.connect(self._put_all)
        self._none = Button("모두 빼기", Role.QUIET, high=32)
        self._none.clicked.connect(self._take_all_out)
        head.addWidget(self._every)
        head.addWidget(self._none)
        card.body.addLayout(head)
        self._typed = KoreanLineEdit("성, 생년, 뒷번호로 추리기")
        self._typed.setAccessibleName("명단 추리기")
        self._typed.shown_text_changed.connect(lambda _text: self._show_people())
        card.body.addWidget(self._typed)
        self._model: RecordsModel[GroupPerson] = RecordsModel(
            [
                Column("이름", lambda one: one.masked_name, width=110, strong=True),
                Column("구분", lambda one: one.about),
                Column("의뢰", self._state_of, width=150, chip=self._look_of),
            ]
        )
        empty = EmptyState(
            "넣을 분이 없습니다.",
            "이 서비스에 동의하고 아직 의뢰하지 않은 분이 여기에 나옵니다.",
            icon="people",
        )
        self._table = _People(self._model, row_height=40, empty=empty, name="동의하신 분")
        self._table.opened.connect(lambda _row: self._turn())
        card.body.addWidget(self._table, 1)
        return card

    def _offer_lists(self) -> None:
        office, today = self._counter.desk.office, self._counter.clock.today()
        self._reason.set_options(choices_of(office, "referral_reasons", today))
        languages = choices_of(office, "slip_languages", today)
        self._language.set_options([("", "한국어만"), *languages])

    # who goes

    def _changed(self, name: str) -> None:
        if name == "service_id":
            self._chosen.clear()
            self._read_people()
        self._show_state()

    def _read_people(self) -> None:
        chosen = self.form.value("service_id")
        self._issued = None
        self._refused = {}
        if not chosen:
            self._people = ()
            self._show_people()
            return
        desk, account = self._counter.desk, self._counter.account

        def show(people: tuple[GroupPerson, ...]) -> None:
            self._people = people
            known = {one.visitor_id for one in people}
            kept, self._kept_people = self._kept_people, None
            self._chosen = (set(kept) if kept is not None else self._chosen) & known
            self._show_people()

        self._counter.jobs.latest(
            "group_people", lambda: desk.groups.agreed(account, int(chosen)), show, aside=True
        )

    def _show_people(self) -> None:
        typed = korean.search_key(self._typed.text_now())
        shown = [one for one in self._people if _fits(one, typed)]
        here = self._table.current_row()
        self._model.show_records(shown)
        if shown:
            self._table.go_to(min(max(here, 0), len(shown) - 1))
        self._show_state()

    def _turn(self) -> None:
        at = self._table.current_row()
        if self._working or self._issued is not None or not 0 <= at < self._model.rowCount():
            return
        self._chosen ^= {self._model.record(at).visitor_id}
        self._show_people()
        if at + 1 < self._model.rowCount():
            self._table.go_to(at + 1)

    def _put_all(self) -> None:
        self._chosen |= {one.visitor_id for one in self._model.records()}
        self._show_people()

    def _take_all_out(self) -> None:
        self._chosen.clear()
        self._show_people()

    def _state_of(self, one: GroupPerson) -> str:
        if one.visitor_id in self._refused:
            return "발급하지 못함"
        if self._issued is not None and self._is_issued(one):
            return "발급"
        return "넣음" if one.visitor_id in self._chosen else ""

    def _look_of(self, one: GroupPerson) -> ChipLook:
        if one.visitor_id in self._refused:
            return ChipLook(Tone.DANGER, "cross-circle")
        if self._issued is not None and self._is_issued(one):
            return ChipLook(Tone.SUCCESS, "check")
        return ChipLook(Tone.PRIMARY, "check")

    def _is_issued(self, one: GroupPerson) -> bool:
        done = self._issued.issued if self._issued else ()
        return any(slip.visitor_id == one.visitor_id for slip in done)

    def _show_state(self) -> None:
        count = len(self._chosen)
        self._count.setText(f"의뢰할 분 {count:,}명" if count else "의뢰할 분")
        done = self._issued is not None and bool(self._issued.issued)
        self._slips.setEnabled(done and not self._working)
        self._list.setEnabled(done and not self._working)
        self._issue.setEnabled(bool(count) and not self._working and self._issued is None)
        self._issue.set_words(f"{count:,}명 발급" if count else "발급")
        free = not self._working and self._issued is None
        out = {one.visitor_id for one in self._model.records()} - self._chosen
        self._every.setEnabled(free and bool(out))
        self._none.setEnabled(free and bool(self._chosen))

    # acts

    def save(self) -> None:
        """Ctrl+S: a slip for everybody put in."""
        if self._working or self._issued is not None:
            return
        plan = self._plan()
        if plan is None:
            return
        if not plan.people:
            self._counter.say("의뢰할 분을 명단에서 Space로 넣어 주십시오.", "info")
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        desk, account = self._counter.desk, self._counter.account
        self._working = True
        self._stop.clear()
        self._show_progress(0, len(plan.people))
        self._progress.show()
        self._show_state()

        def done(issued: GroupIssued) -> None:
            self._rest()
            self._issued = issued
            self._refused = dict(issued.refused)
            self.form.mark_saved()
            self._counter.filed.emit()
            self._show_people()
            self._tell(issued)

        def failed(error: NaeilError) -> None:
            self._rest()
            fields = dict(error.fields) if isinstance(error, Refused) else {}
            known = {name: text for name, text in fields.items() if name in self.form.names()}
            self.form.show_errors(known)
            self._show_state()
            if not known:
                self._counter.say(str(error), "warning")

        # Each slip is an act of its own: what others at this desk save goes in between.
        self._counter.jobs.long(
            lambda: desk.groups.issue(account, plan, self.went_on.emit, self._stop.is_set),
            done,
            failed,
        )

    def _plan(self) -> GroupPlan | None:
        values = self.form.read()
        if values is None:
            return None
        in_order = tuple(one.visitor_id for one in self._people if one.visitor_id in self._chosen)
        return GroupPlan(
            service_id=int(values["service_id"]),
            title=values["title"],
            people=in_order,
            reason_code=values["reason_code"],
            reason=values["reason"],
            appointment_on=self._read_day(values["appointment_on"]),
            appointment_at=_read_time(values["appointment_at"]),
            reply_due=self._read_day(values["reply_due"]),
            valid_until=self._read_day(values["valid_until"]),
            large_type=values["large_type"] == "large",
            language=values["language"] or "",
        )

    def _tell(self, issued: GroupIssued) -> None:
        words = f"의뢰서 {len(issued.issued):,}건을 발급했습니다."
        if issued.refused:
            words += f" {len(issued.refused):,}분은 발급하지 못했습니다: {issued.refused[0][1]}"
        if issued.stopped:
            words += " 나머지는 그만두었습니다."
        tone = "warning" if issued.refused or issued.stopped else "success"
        self._counter.say(words, tone)
        self._slips.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rest(self) -> None:
        self._working = False
        self._progress.hide()

    def _show_progress(self, done: int, count: int) -> None:
        self._progress.show_progress(f"발급 {done:,} / {count:,}", done / max(1, count))

    def print_paper(self) -> None:
        """Ctrl+P: every slip of the group, one file for the printer."""
        issued = self._issued
        if issued is None or not issued.issued:
            self._counter.say("먼저 의뢰서를 발급해 주십시오.", "info")
            return
        desk, account = self._counter.desk, self._counter.account
        self._print(lambda: desk.groups.slips_paper(account, issued), "의뢰서를 인쇄합니다.")

    def _print_list(self) -> None:
        issued = self._issued
        if issued is None:
            return
        desk, account = self._counter.desk, self._counter.account
        self._print(
            lambda: desk.groups.list_paper(account, issued.group_id), "기관 명단을 인쇄합니다."
        )

    def _print(self, make: Callable[[], ReadyPaper], said: str) -> None:
        self._counter.jobs.write(make, lambda ready: self._printer.print_now(ready, said=said))

    def _day(self, text: str) -> str:
        return show_day(read_day(text, self._counter.clock.today()))

    def _read_day(self, text: str) -> date | None:
        return read_day(text, self._counter.clock.today()) if text.strip() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes to the list."""
        if event.key() == Qt.Key.Key_Escape and not self._table.hasFocus():
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)


def _fits(one: GroupPerson, typed: str) -> bool:
    return not typed or typed in korean.search_key(one.masked_name + one.about)


def _time(text: str) -> str:
    return f"{read_time(text):%H:%M}"


def _read_time(text: str) -> time | None:
    return read_time(text) if text.strip() else None
