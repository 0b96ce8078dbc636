"""유출 대응: whose data may have got out, by when they have to be told, and the sheet for it."""

from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.calendar import show_day, show_moment, show_time
from desktop.domain.clock import KST
from desktop.domain.errors import NaeilError, Refused
from desktop.domain.guard import clean, find_identifiers
from desktop.domain.when import read_day, read_time
from desktop.services.papers import ReadyPaper
from desktop.services.requests import BreachFound, BreachQuery
from desktop.services.requests.breach import BreachPerson
from desktop.ui.counter import Counter, OfNobody
from desktop.ui.kit import (
    Banner,
    Button,
    Card,
    Column,
    Columns,
    Combo,
    EmptyState,
    Face,
    Field,
    Form,
    KoreanLineEdit,
    KoreanTextEdit,
    PageHead,
    Paragraph,
    RecordsModel,
    RecordTable,
    Role,
    SectionTitle,
    Segmented,
    WorkingArea,
    column,
    finish_all_composition,
    row,
    theme,
)
from desktop.ui.printing import CounterPrinter

tight = partial(Field, room=False)
WAYS = [("log", "접속기록"), ("print", "출력번호"), ("numbers", "접수번호")]
_FIELDS = {
    "log": ("since_on", "since_at", "until_on", "until_at", "account", "place"),
    "print": ("print_number",),
    "numbers": ("numbers",),
}


class BreachScreen(OfNobody, QWidget):
    """How the people are found at the left, who they are at the right."""

    keys = (
        ("Enter", "다음 칸"),
        ("Ctrl+S", "해당하는 분 찾기"),
        ("Ctrl+P", "유출 대응 자료 인쇄"),
        ("Ctrl+Shift+P", "프린터를 골라 인쇄"),
        ("Esc", "요구 대장으로"),
    )

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._printer = CounterPrinter(counter, self)
        self._found: BreachFound | None = None
        self._lay_out()
        counter.masking_changed.connect(self._show_masking)
        counter.account_changed.connect(self._forget)

    def show_for(self, **_where: object) -> None:
        """An empty sheet: known now, today from morning on."""
        self._forget()
        now = self._counter.clock.now()
        today = show_day(now.date())
        self.form.clear()
        self.form.set_values(
            {
                "known_on": today,
                "known_at": show_time(now),
                "way": "log",
                "since_on": today,
                "since_at": "00:00",
                "until_on": today,
                "until_at": show_time(now),
                "account": "",
                "place": "",
            }
        )
        self.form.mark_saved()
        self._show_way()
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.read(lambda: desk.privacy.choices(account), self._offer, aside=True)
        self.form.field("known_on").control.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def draft_title(self) -> str:
        """What the strip calls it."""
        return "유출 대응"

    def is_dirty(self) -> bool:
        """Whether conditions were typed that nothing was printed with."""
        return self.form.is_dirty

    def snapshot(self) -> dict[str, Any]:
        """The conditions."""
        return {"form": self.form.snapshot()}

    def restore(self, body: dict[str, Any]) -> None:
        """The conditions again; nothing is looked for until asked."""
        self.form.restore(body.get("form", {}))
        self._show_way()

    def finish_composition(self) -> None:
        """Commit the syllable being composed."""
        finish_all_composition()

    # layout

    def _lay_out(self) -> None:
        outer = column(self, gap=0)
        area = WorkingArea(gap=12, margins=(24, 16, 24, 12))
        area.follow_focus()
        outer.addWidget(area, 1)
        self._head = PageHead("유출 대응")
        self._out = Button("자료 인쇄", icon="printer", keys="Ctrl+P")
        self._out.clicked.connect(self.print_paper)
        self._head.acts.addWidget(self._out)
        area.body.addWidget(self._head)
        self._clock = Banner("", "warning")
        area.body.addWidget(self._clock)
        area.body.addWidget(
            Columns([self._conditions(), self._results()], [400, 0], least=480, gap=16), 1
        )

    def _conditions(self) -> QWidget:
        card = Card(gap=10, margins=(18, 14))
        card.body.addWidget(SectionTitle("무엇이 새어 나갔습니까?"))
        self.form = Form(self, guard=find_identifiers, clean=clean)
        self._pair(
            card,
            ("known_on", tight("안 날", KoreanLineEdit(trailing="calendar"), required=True)),
            ("known_at", tight("안 시각", KoreanLineEdit("14:05"), required=True)),
        )
        way = tight("찾는 방법", Segmented(WAYS, "log"))
        self.form.add("way", way)
        card.body.addWidget(way)
        self._pair(
            card,
            ("since_on", tight("언제부터", KoreanLineEdit(trailing="calendar"))),
            ("since_at", tight("시각", KoreanLineEdit("09:00"))),
        )
        self._pair(
            card,
            ("until_on", tight("언제까지", KoreanLineEdit(trailing="calendar"))),
            ("until_at", tight("시각", KoreanLineEdit("18:00"))),
        )
        self._account, self._place = Combo([("", "모든 계정")]), Combo([("", "모든 자리")])
        for name, field in (
            ("account", tight("계정", self._account)),
            ("place", tight("자리(컴퓨터)", self._place)),
            ("print_number", tight("출력번호", KoreanLineEdit("종이 아래의 12자리"))),
            ("numbers", tight("접수번호", KoreanTextEdit("여러 개면 줄을 바꿔 적습니다", lines=4))),
        ):
            self.form.add(name, field)
            card.body.addWidget(field)
        self.form.changed.connect(self._changed)
        find = Button("찾기", Role.PRIMARY, icon="search", keys="Ctrl+S")
        find.clicked.connect(self.save)
        foot = row(gap=10)
        foot.addStretch(1)
        foot.addWidget(find)
        card.body.addLayout(foot)
        card.body.addStretch(1)
        self.form.then(find)
        return card

    def _pair(self, card: Card, *parts: tuple[str, Field]) -> None:
        line = row(gap=12)
        for place, (name, field) in enumerate(parts):
            self.form.add(name, field, on_leave=self._time if place else self._day)
            line.addWidget(field, 1 if place else 2)
        card.body.addLayout(line)

    def _results(self) -> QWidget:
        side = QWidget()
        block = column(side, gap=8)
        self._told = Paragraph("", face=Face.NOTE, ink="second")
        block.addWidget(self._told)
        self._model: RecordsModel[BreachPerson] = RecordsModel(
            [
                Column("접수번호", lambda one: one.number, width=130, figures=True),
                Column("성명", lambda one: one.masked_name, below=lambda one: one.how, strong=True),
                Column("연락처", lambda one: "있음" if one.contact else "없음", width=80),
            ]
        )
        empty = EmptyState(
            "아직 찾지 않았습니다.", "조건을 적고 찾으면 알려야 할 분이 나옵니다.", icon="people"
        )
        self._table = RecordTable(self._model, row_height=50, empty=empty, name="알려야 할 분")
        self._table.setMinimumHeight(theme.px(240))
        block.addWidget(self._table, 1)
        return side

    # what is shown

    def _offer(self, found: tuple[tuple[tuple[str, str], ...], tuple[str, ...]]) -> None:
        accounts, places = found
        self._account.set_options([("", "모든 계정"), *accounts])
        self._place.set_options([("", "모든 자리"), *((place, place) for place in places)])

    def _changed(self, name: str) -> None:
        if name == "way":
            self._show_way()
        if name in ("known_on", "known_at"):
            self._show_clock()

    def _show_way(self) -> None:
        chosen = self.form.value("way") or "log"
        for way, names in _FIELDS.items():
            for name in names:
                self.form.field(name).setVisible(way == chosen)
        self._show_clock()

    def _show_clock(self) -> None:
        """The 72 hours from the moment it was known."""
        known = self._moment("known_on", "known_at")
        if known is None:
            self._clock.say("유출을 안 때를 적으면 72시간 기한이 나옵니다.", "info")
            return
        from desktop.services.requests.breach import CLOCK

        due = known + CLOCK
        hours = int((due - self._counter.clock.now()).total_seconds() // 3600)
        left = f"{hours}시간 남았습니다" if hours >= 0 else f"{-hours}시간 지났습니다"
        self._clock.say(
            f"{show_moment(due)}까지 당사자에게 알리고, 해당하면 신고합니다. {left}.",
            "warning" if hours >= 0 else "danger",
        )

    def _show_found(self, found: BreachFound) -> None:
        self._found = found
        self._model.show_records(found.people)
        fields = ", ".join(found.fields) or "없음"
        report = "신고 대상입니다." if found.must_report else "당사자 통지 대상입니다."
        self._told.set_text(
            f"{len(found.people):,}명 · 연락처 없는 분 {found.unreachable:,}명 · {report} "
            f"항목: {fields}"
        )
        self._head.whose.setText(found.chosen)
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    # acts

    def save(self) -> None:
        """Ctrl+S: find whose data it is."""
        finish_all_composition()
        query = self._query()
        if query is not None:
            desk, account = self._counter.desk, self._counter.account
            self._counter.jobs.read(
                lambda: desk.privacy.breach(account, query),
                self._show_found,
                self._refused,
                aside=True,
            )

    def print_paper(self) -> None:
        """Ctrl+P: the sheet with the contact list."""
        self._print(with_dialog=False)

    def print_with_dialog(self) -> None:
        """Shift+Ctrl+P: the same after choosing a printer."""
        self._print(with_dialog=True)

    def _print(self, *, with_dialog: bool) -> None:
        finish_all_composition()
        query = self._query()
        if query is None:
            return
        desk, account = self._counter.desk, self._counter.account

        def out(ready: ReadyPaper) -> None:
            self.form.mark_saved()
            self._counter.dropped.emit()
            if with_dialog:
                self._printer.print_with_dialog(ready)
            else:
                self._printer.print_now(ready, said="유출 대응 자료를 인쇄했습니다.")

        self._counter.jobs.write(
            lambda: desk.privacy.breach_paper(account, query), out, self._refused
        )

    def _query(self) -> BreachQuery | None:
        values = self.form.read()
        known = self._moment("known_on", "known_at")
        if values is None or known is None:
            return None
        way = values["way"]
        if way == "print":
            if not values["print_number"]:
                self.form.show_errors({"print_number": "종이 아래의 출력번호를 적어 주십시오."})
                return None
            return BreachQuery(known, print_number=values["print_number"])
        if way == "numbers":
            if not values["numbers"]:
                self.form.show_errors({"numbers": "접수번호를 하나 이상 적어 주십시오."})
                return None
            return BreachQuery(known, numbers=values["numbers"])
        return BreachQuery(
            known,
            since=self._moment("since_on", "since_at"),
            until=self._moment("until_on", "until_at"),
            account_id=int(values["account"]) if values["account"] else None,
            place=values["place"] or "",
        )

    def _refused(self, error: NaeilError) -> None:
        fields = dict(error.fields) if isinstance(error, Refused) else {}
        for name in ("since", "until", "known"):
            if name in fields:
                fields[f"{name}_on"] = fields.pop(name)
            if name == "known" and "known_at" in fields:
                fields["known_on"] = fields.pop("known_at")
        self.form.show_errors(fields)
        if not set(fields) & set(self.form.names()):
            self._counter.say(str(error), "warning")

    def _moment(self, day: str, at: str) -> datetime | None:
        try:
            on = read_day(str(self.form.value(day) or ""), self._counter.clock.today())
            time = read_time(str(self.form.value(at) or ""))
        except Refused:
            return None
        return datetime.combine(on, time, KST)

    def _day(self, text: str) -> str:
        return show_day(read_day(text, self._counter.clock.today()))

    def _time(self, text: str) -> str:
        return f"{read_time(text):%H:%M}"

    # keys, and what happens elsewhere

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes to the register; what is typed waits in the strip."""
        if event.key() == Qt.Key.Key_Escape:
            self._counter.go("requests")
        else:
            super().keyPressEvent(event)

    def _show_masking(self, masked: bool) -> None:
        self.form.set_masked(masked)

    def _forget(self) -> None:
        self._found = None
        self._model.show_records(())
        self._told.set_text("")
        self._head.whose.setText("")
