"""A record filed under the wrong person: choose the right one, say why, move it."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from desktop.domain.calendar import show_date
from desktop.domain.errors import NaeilError, Refused
from desktop.domain.guard import clean, find_identifiers
from desktop.domain.visitor import VisitorLine
from desktop.ui.counter import Counter
from desktop.ui.kit import (
    Button,
    Column,
    EmptyState,
    Field,
    Form,
    KoreanLineEdit,
    Paragraph,
    RecordsModel,
    RecordTable,
    Role,
    SectionTitle,
    column,
    finish_all_composition,
    row,
    theme,
)


class MoveRecord(QDialog):
    """Search, Enter on the right person, the reason, 옮기기. Esc leaves all as it is."""

    def __init__(
        self, counter: Counter, parent: QWidget, what: str, record_id: int, words: str
    ) -> None:
        """`what` is visit, note or consent; `words` say which record, without a name."""
        super().__init__(parent)
        self._counter, self._what, self._record_id = counter, what, record_id
        self._chosen: VisitorLine | None = None
        self._found = 0
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("기록 옮기기")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(theme.px(620))
        outer = column(self, gap=10, margins=20)
        outer.addWidget(SectionTitle(f"{words}: 다른 분에게 옮기기"))
        outer.addWidget(Paragraph("옮긴 일과 까닭은 두 분의 이력에 모두 남습니다.", ink="second"))
        self._form = Form(self, guard=find_identifiers, clean=clean)
        self.typed = KoreanLineEdit("이름·초성·전화 뒷자리·생년", leading="search")
        self.to = self._form.add("to", Field("옮겨 받을 분", self.typed, required=True))
        outer.addWidget(self.to)
        self._model: RecordsModel[VisitorLine] = RecordsModel(
            [
                Column(
                    "이름", lambda line: line.masked_name, width=150, full=lambda line: line.name
                ),
                Column("출생", lambda line: str(line.birth_year or "모름"), width=70),
                Column("전화", lambda line: line.masked_phone, width=150),
                Column(
                    "마지막 방문",
                    lambda line: show_date(line.last_visit_on) if line.last_visit_on else "",
                ),
            ]
        )
        self.table = RecordTable(
            self._model, empty=EmptyState("찾는 분을 적으십시오", "위아래로 고르고", keys="Enter")
        )
        self.table.setFixedHeight(theme.px(230))
        outer.addWidget(self.table)
        self.reason = KoreanLineEdit("이름이 같은 분으로 잘못 접수")
        self.reason.setMaxLength(200)
        outer.addWidget(self._form.add("reason", Field("옮기는 까닭", self.reason, required=True)))
        foot = row(gap=10)
        foot.addStretch(1)
        self.leave = Button("그대로 두기", Role.SECONDARY, keys="Esc")
        self.move_it = Button("옮기기", Role.PRIMARY, keys="Ctrl+S")
        foot.addWidget(self.leave)
        foot.addWidget(self.move_it)
        outer.addLayout(foot)
        self._form.then(self.move_it)
        self.typed.shown_text_changed.connect(self._look_up)
        self.typed.moved_on.connect(self._to_list)
        self.table.row_changed.connect(self._model.reveal)
        self.table.opened.connect(self._choose)
        self.leave.clicked.connect(self.reject)
        self.move_it.clicked.connect(self._move)
        self.typed.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_S:
            self._move()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _look_up(self, typed: str) -> None:
        if self._chosen is not None and typed == self._chosen.masked_name:
            return
        self._chosen = None
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.latest(
            "refile", lambda: desk.visitors.look_up(account, typed), self._model_found
        )

    def _model_found(self, lines: tuple[VisitorLine, ...]) -> None:
        self._found = len(lines)
        self._model.show_records(lines)

    def _to_list(self) -> None:
        if self._model.rowCount():
            self.table.setFocus()
            self.table.go_to(0)

    def _choose(self, at: int) -> None:
        line = self._model.record(at)
        self._chosen = line
        self._form.set_value("to", line.masked_name)
        self.to.set_note(f"{line.birth_year or '출생 모름'} · {line.masked_phone}", "info")
        desk, account, found = self._counter.desk, self._counter.account, self._found
        self._counter.jobs.write(lambda: desk.visitors.end_search(account, found, line.id))
        self.reason.setFocus()

    def _move(self) -> None:
        finish_all_composition()
        values: dict[str, Any] | None = self._form.read()
        if values is None:
            return
        if self._chosen is None:
            self._form.show_errors({"to": "목록에서 옮겨 받을 분을 골라 Enter를 누르십시오."})
            return
        desk, account, to_id = self._counter.desk, self._counter.account, self._chosen.id
        what, record_id, reason = self._what, self._record_id, values["reason"]
        self._counter.jobs.write(
            lambda: desk.refiling.move(account, what, record_id, to_id, reason),
            self._moved,
            self._refused,
        )

    def _moved(self, _answer: object) -> None:
        self._counter.saved.emit()
        self._counter.say("기록을 옮겼습니다. 두 분의 이력에 남았습니다.")
        self.accept()

    def _refused(self, error: NaeilError) -> None:
        if isinstance(error, Refused) and error.fields:
            self._form.show_errors(error.fields)
        else:
            self.to.set_error(str(error))
