"""휴일: the days that reply periods step over, with the office's own temporary ones."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.domain.calendar import show_day
from desktop.domain.errors import Unreadable
from desktop.domain.guard import clean, find_identifiers
from desktop.domain.rights import Right
from desktop.domain.when import read_day
from desktop.services.centre import DayOff, DueOver
from desktop.ui.counter import Counter
from desktop.ui.kit import (
    Button,
    Card,
    ChipLook,
    Column,
    Columns,
    EmptyState,
    Face,
    Field,
    Form,
    KoreanLineEdit,
    Paragraph,
    PlainLabel,
    RecordsModel,
    RecordTable,
    Role,
    Segmented,
    Tone,
    column,
    row,
)
from desktop.ui.settings.page import SettingsPage

SHOWN_DUES = 6


class HolidaysPage(SettingsPage):
    """The table of a year; a day is added at the right, Delete takes one out."""

    key, label = "holidays", "휴일"
    remark = "공휴일과 임시공휴일"
    right = Right.CENTRE
    keys = (("Delete", "고른 날 빼기"), ("Alt+← →", "앞 해, 다음 해"))
    kinds = ("setting", "referral")

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter)
        self.head("회신 기한은 이 날들을 건너뛰어 셉니다. 이미 종이에 찍힌 기한은 바뀌지 않습니다.")
        this = counter.clock.today().year
        self.year = Segmented(
            [(str(year), f"{year}년") for year in range(this - 1, this + 3)],
            str(this),
            name="해",
        )
        self.body.addWidget(self.year, 0, Qt.AlignmentFlag.AlignLeft)
        self._model: RecordsModel[DayOff] = RecordsModel(
            [
                Column("날짜", lambda one: show_day(one.day), width=160, figures=True),
                Column("이름", lambda one: one.name, strong=True),
                Column("", _origin, width=120, chip=_origin_look),
            ]
        )
        self.table = RecordTable(
            self._model,
            row_height=36,
            empty=EmptyState("이 해의 휴일이 아직 없습니다.", "오른쪽에 적어 더합니다."),
            name="휴일 표",
        )
        left = QWidget()
        box = column(left, gap=8)
        box.addWidget(self.table, 1)
        foot = row(gap=10)
        self.remove = Button("고른 날 빼기", Role.DANGER, keys="Delete", high=32)
        foot.addWidget(self.remove)
        foot.addStretch(1)
        box.addLayout(foot)
        self._columns = Columns([left, self._side()], [0, 320], gap=20, least=420)
        self.body.addWidget(self._columns, 1)
        self.year.value_changed.connect(self.refresh)
        self.remove.clicked.connect(self._remove)
        self.add.clicked.connect(self.save)

    def _side(self) -> Card:
        card = Card(gap=8, margins=(16, 14))
        card.body.addWidget(PlainLabel("임시공휴일 더하기", face=Face.STRONG))
        form = Form(self, guard=find_identifiers, clean=clean)
        day = Field(
            "날짜", KoreanLineEdit("12. 24. 또는 261224", trailing="calendar"), required=True
        )
        name = Field("이름", KoreanLineEdit("임시공휴일, 선거일 …"), required=True)
        card.body.addWidget(form.add("day", day, on_leave=self._tidy_day))
        card.body.addWidget(form.add("name", name))
        self.add = Button("더하기", Role.PRIMARY, icon="plus", keys="Ctrl+S")
        line = row(gap=10)
        line.addStretch(1)
        line.addWidget(self.add)
        card.body.addLayout(line)
        self._effect = Paragraph("", face=Face.NOTE, ink="second")
        card.body.addWidget(self._effect)
        card.body.addStretch(1)
        form.then(self.add)
        form.changed.connect(lambda _name: self._ask_effect())
        self.form = form
        return card

    def begin(self) -> None:
        assert self.form is not None
        self.form.field("day").control.setFocus(Qt.FocusReason.OtherFocusReason)

    def reset(self) -> None:
        super().reset()
        self._effect.set_text("")

    def refresh(self) -> None:
        desk, account = self._counter.desk, self._counter.account
        year = int(self.year.value() or self._counter.clock.today().year)
        self.read(lambda: desk.centre.days_off(account, year), self._show)

    def _show(self, days: tuple[DayOff, ...]) -> None:
        at = self.table.current_row()
        self._model.show_records(days)
        self.table.go_to(min(max(0, at), len(days) - 1))
        self.remove.setEnabled(bool(days))

    # what a day does to open periods

    def _day(self) -> date | None:
        assert self.form is not None
        try:
            return read_day(str(self.form.value("day")), self._counter.clock.today())
        except Unreadable:
            return None

    def _tidy_day(self, text: str) -> str:
        return show_day(read_day(text, self._counter.clock.today()))

    def _ask_effect(self) -> None:
        day = self._day()
        if day is None:
            self._effect.set_text("")
            return
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.latest(
            "settings.dues",
            lambda: desk.centre.dues_over(account, day),
            lambda dues: self._tell_effect(day, dues),
        )

    def _tell_effect(self, day: date, dues: tuple[DueOver, ...]) -> None:
        self._effect.set_text(effect_of(day, dues))

    # acts

    def save(self) -> None:
        form = self.form
        assert form is not None
        values = form.read()
        day = self._day()
        if values is None or day is None:
            return
        desk, account, name = self._counter.desk, self._counter.account, values["name"]

        def undo() -> None:
            self.write(lambda: desk.centre.remove_day_off(account, day), self._undone)

        def told(answer: tuple[DayOff, tuple[DueOver, ...]]) -> None:
            form.clear()
            self.settled.emit()
            self._counter.say(
                f"{show_day(day)} ‘{name}’: 휴일로 더했습니다.", action="되돌리기", on_action=undo
            )
            self._counter.saved.emit()
            self._tell_effect(day, answer[1])
            self.year.set_value(str(day.year))
            self.refresh()
            self.begin()

        def work() -> tuple[DayOff, tuple[DueOver, ...]]:
            made = desk.centre.add_day_off(account, day, name)
            return made, desk.centre.dues_over(account, day)

        self.write(work, told)

    def _remove(self) -> None:
        at = self.table.current_row()
        if not 0 <= at < self._model.rowCount():
            return
        one = self._model.record(at)
        desk, account = self._counter.desk, self._counter.account

        def undo() -> None:
            self.write(
                lambda: desk.centre.add_day_off(account, one.day, one.name, shipped=one.shipped),
                self._undone,
            )

        def told(_answer: object) -> None:
            self._counter.say(
                f"{show_day(one.day)} ‘{one.name}’: 휴일에서 뺐습니다.",
                action="되돌리기",
                on_action=undo,
            )
            self.refresh()

        self.write(lambda: desk.centre.remove_day_off(account, one.day), told)

    def _undone(self, _answer: object) -> None:
        self._counter.say("되돌렸습니다.")
        self.refresh()

    def leave(self) -> bool:
        """Esc empties the form first."""
        if not self.is_dirty():
            return False
        self.reset()
        self.settled.emit()
        return True

    def keyPressEvent(self, event: Any) -> None:
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Delete and self.table.hasFocus():
            self._remove()
        elif alt and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            year = int(self.year.value() or 0) + (1 if event.key() == Qt.Key.Key_Right else -1)
            if str(year) in self.years():
                self.year.set_value(str(year))
        else:
            super().keyPressEvent(event)

    def years(self) -> tuple[str, ...]:
        """The years that can be looked at."""
        this = self._counter.clock.today().year
        return tuple(str(year) for year in range(this - 1, this + 3))


def effect_of(day: date, dues: tuple[DueOver, ...]) -> str:
    """In sentences: which open periods run over a day, and that their printed dates stay."""
    if not dues:
        return f"{show_day(day)}을 사이에 둔 열린 의뢰가 없습니다."
    first = (
        f"{show_day(day)}을 사이에 둔 열린 의뢰가 {len(dues)}건 있습니다. "
        "종이에 찍힌 회신 기한은 그대로입니다."
    )
    lines = [first]
    for due in dues[:SHOWN_DUES]:
        more = f" (지금 센다면 {show_day(due.counted_now)})" if due.differs else ""
        lines.append(f"{due.number} {due.partner}: {show_day(due.reply_due)}{more}")
    if len(dues) > SHOWN_DUES:
        lines.append(f"그 밖에 {len(dues) - SHOWN_DUES}건")
    return "\n".join(lines)


def _origin(one: DayOff) -> str:
    return "공휴일" if one.shipped else "더한 날"


def _origin_look(one: DayOff) -> ChipLook:
    return ChipLook(Tone.NEUTRAL, "calendar") if one.shipped else ChipLook(Tone.INFO, "plus")
