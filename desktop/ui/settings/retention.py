"""보유기간: how long what is kept, from a day on; the past stays as it was."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.domain.calendar import show_date, show_day
from desktop.domain.errors import Unreadable
from desktop.domain.guard import clean, find_identifiers
from desktop.domain.retention import Rule, Subject, rule_on
from desktop.domain.rights import Right
from desktop.domain.when import read_day
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
    Flow,
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

OFFICER = [("yes", "필요"), ("no", "필요 없음")]


class RetentionPage(SettingsPage):
    """The periods at the left, those to come among them; a new one for the chosen at the right."""

    key, label = "retention", "보유기간"
    remark = "얼마 동안 두고 언제 파기하나"
    right = Right.RETENTION
    keys = (("Enter", "고른 기록의 새 기간 적기"), ("Delete", "시행 전 기간 거두기"))
    kinds = ("retention",)

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter)
        self._chosen: Rule | None = None
        self.head(
            "기간이 끝나기 30일 전부터 ‘보유·파기’에 나옵니다. 바꾼 기간은 시행일부터 쓰고, "
            "지난 기간은 그대로 남습니다."
        )
        self._model: RecordsModel[Rule] = RecordsModel(
            [
                Column(
                    "기록", lambda one: one.subject.label, strong=True, below=lambda one: one.ground
                ),
                Column(
                    "기간",
                    lambda one: one.period,
                    width=140,
                    below=lambda one: f"{show_date(one.valid_from)}부터",
                ),
                Column("", self._state, width=112, chip=self._look),
            ]
        )
        self.table = RecordTable(
            self._model,
            row_height=50,
            empty=EmptyState("보유기간을 읽는 중입니다."),
            name="보유기간 표",
        )
        left = QWidget()
        box = column(left, gap=8)
        box.addWidget(self.table, 1)
        self._counted = Paragraph("", face=Face.NOTE, ink="second")
        box.addWidget(self._counted)
        foot = Flow(gap=10)
        self.remove = Button("시행 전 기간 거두기", Role.DANGER, keys="Delete", high=32)
        self.open_list = Button("보유·파기 열기", Role.SECONDARY, icon="trash", high=32)
        foot.addWidget(self.remove)
        foot.addWidget(self.open_list)
        box.addLayout(foot)
        self.body.addWidget(Columns([left, self._side()], [0, 320], gap=20, least=420), 1)
        self.table.row_changed.connect(lambda _row: self._show_chosen())
        self.table.opened.connect(lambda _row: self.begin())
        self.remove.clicked.connect(self._remove)
        self.open_list.clicked.connect(lambda: counter.go("destruction"))
        self.add.clicked.connect(self.save)

    def _side(self) -> Card:
        card = Card(gap=8, margins=(16, 14))
        self._title = PlainLabel("새 기간", face=Face.STRONG, elide=True)
        card.body.addWidget(self._title)
        form = Form(self, guard=find_identifiers, clean=clean)
        fields = {
            "months": Field("개월 수", KoreanLineEdit("36"), required=True),
            "valid_from": Field(
                "시행일", KoreanLineEdit("1. 1. 또는 270101", trailing="calendar"), required=True
            ),
            "ground": Field("근거", KoreanLineEdit("법령이나 기록관리기준표"), required=True),
            "officer": Field("기록물 담당의 승인", Segmented(OFFICER, "no"), room=False),
        }
        for name, field in fields.items():
            leave = self._tidy_day if name == "valid_from" else None
            card.body.addWidget(form.add(name, field, on_leave=leave))
        self.add = Button("새 기간 저장", Role.PRIMARY, icon="check", keys="Ctrl+S")
        line = row(gap=10)
        line.addStretch(1)
        line.addWidget(self.add)
        card.body.addLayout(line)
        card.body.addStretch(1)
        form.then(self.add)
        self.form = form
        return card

    # reading

    def begin(self) -> None:
        assert self.form is not None
        self.form.field("months").control.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        desk, account = self._counter.desk, self._counter.account
        self.read(lambda: desk.retention.periods(account), self._show)

    def _show(self, rules: tuple[Rule, ...]) -> None:
        today = self._counter.clock.today()
        shown: list[Rule] = []
        for subject in Subject:
            now = rule_on(rules, subject, today)
            shown += [now] if now is not None else []
            shown += [one for one in rules if one.subject is subject and one.valid_from > today]
        at = self.table.current_row()
        self._model.show_records(shown)
        self.table.go_to(min(max(0, at), len(shown) - 1))
        self._show_chosen()

    def _show_chosen(self) -> None:
        at = self.table.current_row()
        self._chosen = self._model.record(at) if 0 <= at < self._model.rowCount() else None
        chosen = self._chosen
        if chosen is None:
            return
        assert self.form is not None
        self._title.setText(f"{chosen.subject.label}의 새 기간")
        self._counted.set_text(
            f"{chosen.event.label}부터 셉니다." + (f"\n{chosen.source}" if chosen.source else "")
        )
        self.remove.setEnabled(chosen.valid_from > self._counter.clock.today())
        if not self.form.is_dirty:
            self.form.set_value("officer", "yes" if chosen.records_officer else "no")
            self.form.mark_saved()

    def _state(self, rule: Rule) -> str:
        if rule.valid_from > self._counter.clock.today():
            return "시행 전"
        return "" if rule.checked_on is not None else "확인 필요"

    def _look(self, rule: Rule) -> ChipLook:
        if rule.valid_from > self._counter.clock.today():
            return ChipLook(Tone.INFO, "clock")
        return ChipLook(Tone.WARNING, "alert-triangle")

    def _tidy_day(self, text: str) -> str:
        return show_day(read_day(text, self._counter.clock.today()))

    def _day(self) -> date | None:
        assert self.form is not None
        try:
            return read_day(str(self.form.value("valid_from")), self._counter.clock.today())
        except Unreadable:
            return None

    def is_dirty(self) -> bool:
        # Whether an approval is needed stands there from the beginning.
        form = self.form
        return form is not None and any(
            form.value(name) for name in ("months", "valid_from", "ground")
        )

    # acts

    def save(self) -> None:
        form, chosen = self.form, self._chosen
        assert form is not None
        values = form.read()
        day = self._day()
        if values is None or day is None or chosen is None:
            return
        typed = str(values["months"]).strip().removesuffix("개월").strip()
        if not typed.isdecimal():
            form.show_errors({"months": "숫자로 적어 주십시오. 3년이면 36입니다."})
            return
        rule = Rule(
            id=0,
            subject=chosen.subject,
            event=chosen.event,
            months=int(typed),
            ground=str(values["ground"]),
            records_officer=values["officer"] == "yes",
            valid_from=day,
        )
        desk, account = self._counter.desk, self._counter.account

        def told(made: Rule) -> None:
            form.clear()
            self.settled.emit()
            self._counter.say(
                f"{made.subject.label}: {show_day(made.valid_from)}부터 {made.period} 둡니다."
            )
            self._counter.saved.emit()
            self.refresh()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

        self.write(lambda: desk.retention.set_period(account, rule), told)

    def _remove(self) -> None:
        chosen = self._chosen
        if chosen is None:
            return
        desk, account = self._counter.desk, self._counter.account

        def told(_answer: object) -> None:
            self._counter.say(f"{chosen.subject.label}: 시행 전 기간을 거두었습니다.")
            self.refresh()

        self.write(lambda: desk.retention.take_back_period(account, chosen.id), told)

    def leave(self) -> bool:
        """Esc empties the form first."""
        if not self.is_dirty():
            return False
        self.reset()
        self.settled.emit()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def keyPressEvent(self, event: Any) -> None:
        if event.key() == Qt.Key.Key_Delete and self.table.hasFocus():
            self._remove()
        else:
            super().keyPressEvent(event)
