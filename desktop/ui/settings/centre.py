"""우리 센터: what papers carry of the centre, from which day on, and what will be different."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.domain.calendar import show_date, show_day
from desktop.domain.centre import CentreFacts, changes, facts_on
from desktop.domain.rights import Right
from desktop.ui.counter import Counter
from desktop.ui.door.centre import CentreFields, PaperHead
from desktop.ui.kit import (
    Banner,
    Button,
    ChipLook,
    Column,
    Columns,
    EmptyState,
    Face,
    Panel,
    Paragraph,
    PlainLabel,
    RecordsModel,
    RecordTable,
    Role,
    SectionTitle,
    Tone,
    row,
)
from desktop.ui.kit.theme import px
from desktop.ui.settings.page import SettingsPage

SHOWN_ROWS = 3


class CentrePage(SettingsPage):
    """The rows above; below them the next row, typed with its first day."""

    key, label = "centre", "우리 센터"
    remark = "이름·주소·전화·결재란"
    right = Right.CENTRE
    keys = (("Enter", "이 줄을 바탕으로 고치기"), ("Delete", "시행 전인 줄 거두기"))

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter)
        self._rows: tuple[CentreFacts, ...] = ()
        self._fields: CentreFields | None = None
        self._wants_focus = False
        self.head(
            "종이에는 그날의 내용이 찍힙니다. "
            "이사하거나 이름이 바뀌면 시행일을 적어 한 줄 더합니다."
        )
        self._model: RecordsModel[CentreFacts] = RecordsModel(
            [
                Column("시행일", lambda one: show_day(one.valid_from), width=148, figures=True),
                Column("센터 이름", lambda one: one.name, width=180, strong=True),
                Column("주소", lambda one: f"{one.address} {one.building}".strip()),
                Column("", self._state, width=96, chip=self._look),
            ]
        )
        self.table = RecordTable(
            self._model, empty=EmptyState("센터 정보가 없습니다.", "아래에 적고", keys="Ctrl+S")
        )
        self.table.setAccessibleName("센터 정보")
        self.table.opened.connect(self._take_as_ground)
        self.body.addWidget(self.table)
        self.body.addWidget(SectionTitle("다음에 쓸 내용"))
        self._left = QWidget()
        self._left_line = row(self._left, gap=0)
        self._paper = PaperHead()
        self._difference = Paragraph("")
        self._warning = Banner("", "warning")
        self._warning.hide()
        side = Panel(gap=8, margins=(16, 12))
        side.body.addWidget(PlainLabel("인쇄될 모습", face=Face.STRONG))
        side.body.addWidget(self._paper)
        self._difference_title = PlainLabel("바뀌는 것", face=Face.STRONG)
        side.body.addWidget(self._difference_title)
        side.body.addWidget(self._difference)
        side.body.addWidget(self._warning)
        side.body.addStretch(1)
        self.body.addWidget(Columns([self._left, side], [0, 336], gap=20, least=420))
        foot = row(gap=10)
        self.remove = Button("시행 전인 줄 거두기", Role.DANGER, keys="Delete")
        self.remove.hide()
        self.keep = Button("저장", Role.PRIMARY, icon="check", keys="Ctrl+S")
        foot.addWidget(self.remove)
        foot.addStretch(1)
        foot.addWidget(self.keep)
        self.body.addStretch(1)
        # The button stays in sight under a form longer than the window.
        foot.setContentsMargins(px(4), px(10), px(12), 0)
        self.outer.addLayout(foot)
        self.keep.clicked.connect(self.save)
        self.remove.clicked.connect(self._remove)
        self.table.row_changed.connect(lambda _row: self._offer_removal())

    # reading

    def begin(self) -> None:
        """Into the first field."""
        if self._fields is not None:
            self._fields.form.field("name").control.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._wants_focus = True

    def refresh(self) -> None:
        desk, account = self._counter.desk, self._counter.account
        self.read(lambda: desk.centre.all_facts(account), self._show)

    def reset(self) -> None:
        if self._rows:
            self._show_form(self._current())

    def _show(self, rows: tuple[CentreFacts, ...]) -> None:
        self._rows = rows
        at = self.table.current_row()
        self._model.show_records(tuple(reversed(rows)))
        shown = min(max(len(rows), 1), SHOWN_ROWS)
        self.table.setFixedHeight(px(34) + shown * px(40) + 2)
        self.table.go_to(max(0, at))
        if rows and self._fields is None:
            self._show_form(self._current())
        self._compare()
        self._offer_removal()
        if self._wants_focus:
            self._wants_focus = False
            self.enter()

    def _current(self) -> CentreFacts:
        today = self._counter.clock.today()
        return replace(facts_on(self._rows, today), valid_from=today)

    def _show_form(self, facts: CentreFacts) -> None:
        if self._fields is None:
            self._fields = CentreFields(facts, self._counter.clock.today())
            self._left_line.addWidget(self._fields)
            self.form = self._fields.form
            self.form.then(self.keep)
            self.form.changed.connect(lambda _name: self._compare())
        else:
            self._fields.show_facts(facts)
            self._fields.form.mark_saved()
        self._compare()

    def restore(self, body: Mapping[str, Any]) -> None:
        if self._fields is None:
            # The rows are still being read; the form needs only a ground to stand on.
            today = self._counter.clock.today()
            self._show_form(CentreFacts("", "", "", "", "", (), "", "", "", "", (), "space", today))
        super().restore(body)
        self._compare()

    # what will be different

    def _compare(self) -> None:
        if self._fields is None:
            return
        typed = self._fields.typed()
        self._paper.show_facts(typed)
        if not self._rows:
            return
        since, today = typed.valid_from, self._counter.clock.today()
        different = changes(facts_on(self._rows, since), typed)
        self._difference_title.setText(f"{show_day(since)}부터 바뀌는 것")
        self._difference.set_text(
            "\n".join(
                f"{label}: {old or '(없음)'} → {new or '(없음)'}" for label, old, new in different
            )
            or "아직 바뀌는 것이 없습니다."
        )
        later = [one for one in self._rows if one.valid_from > since]
        sentence = ""
        if since < today:
            sentence = "지난 날입니다. 이미 낸 종이는 그대로이고, 앞으로 찍는 종이만 달라집니다."
        elif later:
            sentence = f"{show_date(later[0].valid_from)}부터는 이미 적힌 다른 내용이 쓰입니다."
        self._warning.say(sentence, "warning")
        self._warning.setVisible(bool(sentence))

    def _take_as_ground(self, at: int) -> None:
        """Enter: a row to come is mended, an older one is the ground of a new one."""
        facts, today = self._model.record(at), self._counter.clock.today()
        self._show_form(facts if facts.valid_from > today else replace(facts, valid_from=today))
        self.begin()

    # acts

    def is_dirty(self) -> bool:
        return self.form is not None and self.form.is_dirty

    def save(self) -> None:
        fields = self._fields
        facts = fields.facts() if fields is not None else None
        if facts is None or fields is None:
            return
        before = facts_on(self._rows, facts.valid_from) if self._rows else None
        if before is not None and not changes(before, facts):
            self._counter.say("바뀐 것이 없어 저장하지 않았습니다.", "info")
            return
        same_day = before if before is not None and before.valid_from == facts.valid_from else None
        desk, account = self._counter.desk, self._counter.account

        def undo() -> None:
            if same_day is not None:
                self.write(lambda: desk.centre.save_facts(account, same_day), self._undone)
            else:
                self.write(
                    lambda: desk.centre.remove_facts(account, facts.valid_from), self._undone
                )

        def told(_facts: CentreFacts) -> None:
            fields.form.mark_saved()
            self.settled.emit()
            may_undo = same_day is not None or facts.valid_from >= self._counter.clock.today()
            self._counter.say(
                f"{show_day(facts.valid_from)}부터 쓸 내용을 저장했습니다.",
                action="되돌리기" if may_undo else "",
                on_action=undo if may_undo else None,
            )
            self._counter.saved.emit()
            self.refresh()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

        self.write(lambda: desk.centre.save_facts(account, facts), told)

    def _undone(self, _facts: object) -> None:
        self._counter.say("되돌렸습니다.")
        self.refresh()

    def _offer_removal(self) -> None:
        self.remove.setVisible(self._removable() is not None)

    def _removable(self) -> CentreFacts | None:
        at = self.table.current_row()
        if not 0 <= at < self._model.rowCount():
            return None
        facts = self._model.record(at)
        return facts if facts.valid_from > self._counter.clock.today() else None

    def _remove(self) -> None:
        facts = self._removable()
        if facts is None:
            return
        desk, account = self._counter.desk, self._counter.account

        def undo() -> None:
            self.write(lambda: desk.centre.save_facts(account, facts), self._undone)

        def told(_facts: object) -> None:
            self._counter.say(
                f"{show_day(facts.valid_from)}부터 쓰려던 내용을 거두었습니다.",
                action="되돌리기",
                on_action=undo,
            )
            self.refresh()

        self.write(lambda: desk.centre.remove_facts(account, facts.valid_from), told)

    def keyPressEvent(self, event: Any) -> None:
        if event.key() == Qt.Key.Key_Delete and self.table.hasFocus():
            self._remove()
        else:
            super().keyPressEvent(event)

    def leave(self) -> bool:
        """Esc gives up what was typed."""
        if not self.is_dirty():
            return False
        self.reset()
        self.settled.emit()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _state(self, facts: CentreFacts) -> str:
        today = self._counter.clock.today()
        if facts.valid_from > today:
            return "예정"
        now = facts_on(self._rows, today)
        return "지금" if now.valid_from == facts.valid_from else "지난 것"

    def _look(self, facts: CentreFacts) -> ChipLook:
        return {
            "예정": ChipLook(Tone.INFO, "clock"),
            "지금": ChipLook(Tone.SUCCESS, "check-circle"),
        }.get(self._state(facts), ChipLook(Tone.NEUTRAL, "history"))
