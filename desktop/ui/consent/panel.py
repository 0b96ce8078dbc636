"""The signed consent paper beside the hand: print it, then say what is ticked, row by row.

Nothing is ticked beforehand and there is no button for all rows at once: printing is
not consent, and neither is the program.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, time
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.calendar import show_day
from desktop.domain.clock import KST
from desktop.domain.consent import (
    Answer,
    ConsentDraft,
    ConsentLine,
    ConsentMethod,
)
from desktop.domain.errors import NaeilError, Refused
from desktop.domain.guard import clean, find_identifiers
from desktop.domain.masking import mask_name
from desktop.domain.when import read_day, read_time
from desktop.services.consents import ConsentQuestion
from desktop.services.papers import ReadyPaper
from desktop.ui.consent.ground import GroundDialog
from desktop.ui.consent.question import QuestionRow
from desktop.ui.counter import Counter
from desktop.ui.kit import (
    Banner,
    Button,
    Card,
    CheckBox,
    Field,
    Form,
    KoreanLineEdit,
    PageHead,
    Role,
    Segmented,
    WorkingArea,
    column,
    row,
)
from desktop.ui.printing import CounterPrinter

METHODS = [(ConsentMethod.PAPER.value, "서면"), (ConsentMethod.PHONE.value, "전화")]
tight = partial(Field, room=False)
"""A field that makes room for its sentence only when there is one."""
HOW = "동의서를 인쇄해 서명을 받은 뒤, 종이에 표시된 대로 한 줄씩 골라 주십시오. Y 동의 · N 미동의"


class ConsentPanel(QWidget):
    """Records one signed paper: rows as on the paper, then how, when and where it lies."""

    recorded = Signal(object)
    """The ConsentLines just written."""
    given_up = Signal()
    withdrawal_wanted = Signal(object)
    ground_recorded = Signal()
    """Something may be given now without a consent."""

    def __init__(
        self,
        counter: Counter,
        parent: QWidget | None = None,
        *,
        back: str = "",
        own_draft: bool = True,
    ) -> None:
        """`back` are the words of the button that leaves without recording.

        `own_draft` False: it is kept as part of the form it stands in, which goes on.
        """
        super().__init__(parent)
        self._counter = counter
        self._printer = CounterPrinter(counter, self)
        self._visitor_id = 0
        self._service_ids: tuple[int, ...] = ()
        self._name = ""
        self._rows: list[QuestionRow] = []
        self._paper_number = ""
        self._turn = 0
        self._asked_to_tick = False
        self._own_draft = own_draft
        self._lay_out(back)

    # what the screen asks

    @property
    def has_ticks(self) -> bool:
        """Whether some row was ticked and is not recorded yet."""
        return any(line.answer() is not None for line in self._rows)

    def is_dirty(self) -> bool:
        """Whether something ticked or typed is not recorded yet."""
        return self.has_ticks or self._form.is_dirty

    def is_asking(self, visitor_id: int, service_ids: Sequence[int]) -> bool:
        """Whether this paper lies here already, begun."""
        asked = (visitor_id, tuple(service_ids))
        return self.is_dirty() and asked == (self._visitor_id, self._service_ids)

    def snapshot(self) -> dict[str, Any]:
        """What is ticked and typed, and the row with the keys."""
        kept = {line.field: line.answer() for line in self._rows if line.answer() is not None}
        here = next((line.field for line in self._rows if line.has_keys), "")
        return {"ticks": kept, "row": here, "form": self._form.snapshot()}

    def clear(self) -> None:
        """Nobody's paper: what was ticked for one visitor never stands beside the next."""
        self._turn += 1
        self._visitor_id, self._name, self._service_ids = 0, "", ()
        self._take_rows_away()
        self._form.mark_saved()
        self._show_name()

    def ask(
        self,
        visitor_id: int,
        name: str,
        service_ids: Sequence[int] = (),
        kept: dict[str, Any] | None = None,
    ) -> None:
        """Show what the paper asks this visitor; `kept` is what `snapshot` gave.

        What was ticked is shown again, it is recorded by nobody but the counsellor.
        """
        self._visitor_id, self._name = visitor_id, name
        self._service_ids = tuple(service_ids)
        self._paper_number = ""
        self._show_name()
        self._form.clear_errors()
        today = self._counter.clock.today()
        self._form.set_values(
            {
                "method": ConsentMethod.PAPER.value,
                "given_on": show_day(today),
                "given_at": "",
                "read_out": False,
                "guardian": "",
                "paper_number": "",
            }
        )
        self._form.mark_saved()
        self._show_method()
        self._read(kept)

    def go_on(self) -> None:
        """Back to the rows, as they were left."""
        self._focus_first_row()

    def _record_ground(self, question: ConsentQuestion) -> None:
        """Something is given without a consent: ask for article and reason."""
        dialog = GroundDialog(self._counter, self._visitor_id, question, self)
        dialog.recorded.connect(lambda _line: self._read_again())
        dialog.open()

    def _read_again(self) -> None:
        """The rows anew; what is ticked and typed stays."""
        self._read(self.snapshot())
        self.ground_recorded.emit()

    def print_paper(self) -> None:
        """Print the consent paper with a number of its own; the rows wait for the signature."""
        self._print(self._printer.print_now)

    def print_with_dialog(self) -> None:
        """The same, the system's dialog first."""
        self._print(lambda ready, done: self._printer.print_with_dialog(ready, done))

    def save(self) -> None:
        """Write what was ticked; the first wrong field gets the focus."""
        values = self._form.read()
        if values is None:
            return
        ticked = [line for line in self._rows if line.answer() is not None]
        if not ticked:
            self._asked_to_tick = True
            self._note.say("종이에 표시된 줄을 먼저 골라 주십시오.", "warning")
            self._note.show()
            self._focus_first_row()
            return
        method = ConsentMethod(values["method"])
        given_at = self._moment(values, method)
        if given_at is None:
            return
        drafts = [
            ConsentDraft(
                visitor_id=self._visitor_id,
                kind=line.question.kind,
                answer=Answer(line.answer()),
                method=method,
                given_at=given_at,
                service_id=line.question.service.id if line.question.service else None,
                filed_at=values["filed_at"],
                guardian=values["guardian"],
                read_out=values["read_out"],
                paper_number=values["paper_number"] if method is ConsentMethod.PAPER else "",
            )
            for line in ticked
        ]
        desk, account = self._counter.desk, self._counter.account
        draft_id = self._counter.draft_id if self._own_draft else None
        self._save.setEnabled(False)
        self._counter.jobs.write(
            lambda: desk.consents.record(account, drafts, draft_id=draft_id),
            self._tell_recorded,
            self._tell_refused,
        )

    # layout

    def _lay_out(self, back: str) -> None:
        outer = column(self, gap=0)
        self._area = WorkingArea(gap=12, margins=(24, 14, 24, 14))
        outer.addWidget(self._area, 1)
        self._head = PageHead("동의 기록")
        self._print_button = Button("동의서 인쇄", icon="printer", keys="Ctrl+P")
        self._print_button.clicked.connect(self.print_paper)
        self._head.acts.addWidget(self._print_button)
        self._area.body.addWidget(self._head)
        self._note = Banner("", "info")
        self._area.body.addWidget(self._note)
        self._list = column(gap=6)
        self._area.body.addLayout(self._list)
        self._area.body.addWidget(self._how())
        self._area.body.addStretch(1)
        foot = row(gap=10, margins=(24, 10, 24, 10))
        if back:
            leave = Button(back, Role.QUIET, keys="Esc")
            leave.clicked.connect(self.given_up)
            foot.addWidget(leave)
        foot.addStretch(1)
        self._save = Button("표시한 대로 기록", Role.PRIMARY, icon="check", keys="Ctrl+S")
        self._save.clicked.connect(self.save)
        foot.addWidget(self._save)
        outer.addLayout(foot)
        self._form.then(self._save)
        self._counter.masking_changed.connect(self._show_masking)

    def _how(self) -> QWidget:
        """How the paper was given: method, day, number, place, guardian."""
        card = Card(gap=10, margins=(14, 12))
        self._form = Form(self, guard=find_identifiers, clean=clean)
        self._form.changed.connect(self._changed)
        first, second = row(gap=12), row(gap=12)
        fields = (
            ("method", tight("받은 방법", Segmented(METHODS)), first, 0, None),
            (
                "given_on",
                tight("서명한 날", KoreanLineEdit(), required=True),
                first,
                2,
                self._day,
            ),
            (
                "given_at",
                tight("통화 시각", KoreanLineEdit("14:05")),
                first,
                1,
                self._time,
            ),
            (
                "paper_number",
                tight("동의번호", KoreanLineEdit("11자리")),
                first,
                2,
                None,
            ),
            (
                "filed_at",
                Field(
                    "종이를 둔 곳", KoreanLineEdit("예: 2026 동의철 3권"), required=True, room=False
                ),
                second,
                3,
                None,
            ),
            (
                "guardian",
                Field("법정대리인", KoreanLineEdit("이름"), hint="만 14세 미만일 때"),
                second,
                2,
                None,
            ),
        )
        for name, field, line, share, normalise in fields:
            self._form.add(name, field, on_leave=normalise)
            line.addWidget(field, share)
        self._read_out = CheckBox("동의 문구를 처음부터 끝까지 읽어 드렸습니다.")
        self._form.add("read_out", tight("전화 확인", self._read_out))
        card.body.addLayout(first)
        card.body.addLayout(second)
        card.body.addWidget(self._form.field("read_out"))
        return card

    # reading and showing

    def _read(self, kept: dict[str, Any] | None) -> None:
        desk, account = self._counter.desk, self._counter.account
        visitor_id, service_ids = self._visitor_id, self._service_ids
        self._turn += 1
        turn = self._turn

        def work() -> tuple[tuple[ConsentQuestion, ...], bool, str]:
            return (
                desk.consents.questions(account, visitor_id, service_ids),
                desk.consents.needs_guardian(account, visitor_id),
                desk.centre.desk_setting(account, "consent.filed_at", ""),
            )

        def show(found: tuple[tuple[ConsentQuestion, ...], bool, str]) -> None:
            if turn == self._turn:
                self._show_questions(found[0], found[1], found[2], focus=kept is None)
                if kept is not None:
                    self._put_back(kept)

        self._counter.jobs.read(work, show)

    def _show_questions(
        self, questions: Sequence[ConsentQuestion], child: bool, place: str, *, focus: bool
    ) -> None:
        self._take_rows_away()
        for question in questions:
            line = QuestionRow(question)
            line.moved_on.connect(self._next_row)
            line.withdrawal_wanted.connect(self.withdrawal_wanted)
            line.ground_wanted.connect(self._record_ground)
            line.ticked.connect(self._ticked)
            self._list.addWidget(line)
            self._rows.append(line)
        if not self._form.value("filed_at"):
            self._form.set_value("filed_at", place)
        self._form.field("guardian").setVisible(child)
        self._show_method()
        missing = [
            line.question
            for line in self._rows
            if line.question.missing and not line.question.internal
        ]
        if missing:
            words = ", ".join(f"{one.heading} ({', '.join(one.missing)})" for one in missing)
            self._note.say(
                f"아직 동의를 받을 수 없습니다. 기관 화면에서 채워 주십시오: {words}", "warning"
            )
        else:
            self._note.say(HOW, "info")
        self._note.show()
        self._print_button.setEnabled(not missing)
        if focus:
            target: QWidget = self._print_button
            if missing:
                target = self._form.field("method").control
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_rows_away(self) -> None:
        for line in self._rows:
            self._list.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._rows = []

    def _put_back(self, kept: dict[str, Any]) -> None:
        ticks, here = kept.get("ticks", {}), kept.get("row", "")
        self._form.restore(kept.get("form", {}), focus=not here)
        self._show_method()
        for line in self._rows:
            if line.field in ticks:
                line.put_back(ticks[line.field])
        for line in self._rows:
            if line.field == here and line.focus():
                self._area.follow(line)

    def _show_masking(self, masked: bool) -> None:
        self._form.set_masked(masked)
        self._show_name()

    def _show_name(self) -> None:
        shown = mask_name(self._name) if self._counter.masked else self._name
        self._head.whose.setText(f"{shown} 님" if shown else "")

    def _show_method(self) -> None:
        phone = self._form.value("method") == ConsentMethod.PHONE.value
        self._form.field("given_at").setVisible(phone)
        self._form.field("read_out").setVisible(phone)
        self._form.field("paper_number").setVisible(not phone)
        filed = self._form.field("filed_at")
        filed.setVisible(not phone)
        filed.required = not phone
        for line in self._rows:
            line.read_out(phone)

    def _changed(self, name: str) -> None:
        if name == "method":
            self._show_method()

    def _day(self, text: str) -> str:
        day = read_day(text, self._counter.clock.today())
        today = self._counter.clock.today()
        if day > today and not any(part in text for part in (str(day.year), "내일", "뒤")):
            day = day.replace(year=day.year - 1)
        return show_day(day)

    def _time(self, text: str) -> str:
        return f"{read_time(text):%H:%M}"

    def _moment(self, values: dict[str, Any], method: ConsentMethod) -> datetime | None:
        now = self._counter.clock.now()
        try:
            day = read_day(values["given_on"], self._counter.clock.today())
            if method is ConsentMethod.PHONE:
                if not values["given_at"]:
                    self._form.show_errors({"given_at": "통화하신 시각을 적어 주십시오."})
                    return None
                return datetime.combine(day, read_time(values["given_at"]), KST)
        except Refused as refused:
            self._form.show_errors({"given_on": str(refused)})
            return None
        if day == now.date():
            return now
        return datetime.combine(day, time(12), KST)

    # acts

    def _print(self, out: Callable[[ReadyPaper, Callable[[], None]], None]) -> None:
        if not self._print_button.isEnabled():
            return
        desk, account = self._counter.desk, self._counter.account
        visitor_id, service_ids = self._visitor_id, self._service_ids

        def show(ready: ReadyPaper) -> None:
            self._paper_number = ready.number
            self._form.set_value("paper_number", ready.number)
            self._note.say(
                f"동의번호 {ready.number} 종이를 인쇄합니다. "
                "서명을 받으신 뒤 표시된 대로 골라 주십시오. Y 동의 · N 미동의",
                "success",
            )
            self._note.show()
            self._focus_first_row()
            out(ready, lambda: None)

        self._counter.jobs.write(
            lambda: desk.consents.paper(account, visitor_id, service_ids), show
        )

    def _focus_first_row(self) -> None:
        for line in self._rows:
            if line.focus():
                self._area.follow(line)
                return
        self._form.field("method").control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next_row(self) -> None:
        here = self.sender()
        after = False
        for line in self._rows:
            if after and line.focus():
                self._area.follow(line)
                return
            after = after or line is here
        filed = self._form.field("filed_at")
        if filed.isVisible() and not filed.value():
            filed.control.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._save.setFocus(Qt.FocusReason.TabFocusReason)
        self._area.follow(filed)

    def _ticked(self) -> None:
        """The words above stay where they are, so that no row moves under the hand."""
        if self._asked_to_tick:
            self._asked_to_tick = False
            self._note.say(HOW, "info")

    def _tell_recorded(self, lines: tuple[ConsentLine, ...]) -> None:
        self._save.setEnabled(True)
        self._form.mark_saved()
        desk, account = self._counter.desk, self._counter.account
        place = self._form.value("filed_at")
        if place:
            self._counter.jobs.write(
                lambda: desk.centre.set_desk(account, "consent.filed_at", place)
            )
        agreed = sum(line.answer is Answer.AGREED for line in lines)
        self._counter.say(f"동의 {agreed}건, 미동의 {len(lines) - agreed}건을 기록했습니다.")
        for one in self._rows:
            one.forget()
        if self._own_draft:
            self._counter.filed.emit()
        self.recorded.emit(lines)

    def _tell_refused(self, error: NaeilError) -> None:
        self._save.setEnabled(True)
        fields = error.fields if isinstance(error, Refused) else {}
        self._asked_to_tick = True
        self._note.say(str(error), "warning")
        self._note.show()
        for line in self._rows:
            line.show_error(fields.get(line.field, ""))
        self._form.show_errors(fields)
