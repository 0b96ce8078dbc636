"""다른 사람에게 옮기기: what was filed under the wrong person finds the right one."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from desktop.domain.draft import Asked, DialogKey
from desktop.domain.errors import NaeilError, Refused
from desktop.domain.visitor import TimelineEntry
from desktop.ui.counter import Counter
from desktop.ui.dialog_words import DialogWords
from desktop.ui.kit import (
    Button,
    Field,
    Form,
    Hint,
    KoreanLineEdit,
    Paragraph,
    Role,
    ask_to_drop,
    column,
    finish_all_composition,
    row,
    theme,
)
from desktop.ui.search.box import SearchBox

MOVABLE = {"visit": "방문", "note": "상담 기록", "consent": "동의"}
HIGHEST = 700
"""Pixels: the smallest desk has 768, whatever the size of type."""
"""Kinds of entries that can be moved, by their name in the history."""


class PersonPicker(SearchBox):
    """The search box as a field: whoever is chosen is told, nothing opens."""

    picked = Signal(object, str)
    """id, masked name"""

    def _leave(self, screen: str, chosen_id: int | None, **where: object) -> None:
        if screen != "visitor" or chosen_id is None:
            return
        row_ = next((one for one in self._rows if one.visitor_id == chosen_id), None)
        self._end(chosen_id)
        self.picked.emit(chosen_id, row_.masked_name if row_ else "")


class MoveDialog(QDialog):
    """To whom, and why; both people's histories keep the reason."""

    def __init__(
        self,
        counter: Counter,
        entry: TimelineEntry,
        whose: int | None,
        parent: QWidget,
        done: Callable[[], None],
    ) -> None:
        """`whose` is the visitor under whom it is filed now."""
        super().__init__(parent)
        self._counter, self._entry, self._done = counter, entry, done
        self._to: int | None = None
        self.setWindowTitle("기록 옮기기")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(theme.px(600), min(theme.px(440), HIGHEST))
        body = column(self, gap=10, margins=20)
        body.addWidget(
            Paragraph(
                f"{MOVABLE[entry.kind]}을 다른 분에게 옮깁니다. 맞는 분을 찾아 Enter를 누르십시오."
                if entry.kind != "consent"
                else "동의를 다른 분에게 옮깁니다. 맞는 분을 찾아 Enter를 누르십시오."
            )
        )
        self.person = PersonPicker(counter)
        self.to_field = Field("옮겨 받을 분", self.person, required=True)
        self.person.picked.connect(self._pick)
        body.addWidget(self.to_field)
        self.reason = KoreanLineEdit("이름이 같은 다른 분에게 적음")
        self.reason_field = Field("까닭", self.reason, required=True)
        body.addWidget(self.reason_field)
        body.addWidget(Hint("두 분의 이력에 까닭과 함께 남습니다."))
        body.addStretch(1)
        foot = row(gap=10)
        foot.addStretch(1)
        self.give_up = Button("그대로 두기", keys="Esc")
        self.move_record = Button("옮기기", Role.PRIMARY)
        foot.addWidget(self.give_up)
        foot.addWidget(self.move_record)
        body.addLayout(foot)
        self.give_up.clicked.connect(self.reject)
        self.move_record.clicked.connect(self._move)
        form = Form(self)
        form.add("reason", self.reason_field)
        form.then(self.move_record)
        self.person.setFocus()
        self._words = DialogWords(counter, DialogKey(Asked.MOVE, entry.id, whose), form, self)

    def reject(self) -> None:
        """Esc and the cross; a reason that was written is not thrown away unasked."""
        if self.reason.text_now().strip():
            ask_to_drop(self, "까닭", self._give_up)
        else:
            self._give_up()

    def _give_up(self) -> None:
        self._words.forget()
        super().reject()

    def _pick(self, visitor_id: int, masked_name: str) -> None:
        self._to = visitor_id
        self.to_field.set_note(f"{masked_name} 님에게 옮깁니다", "success")
        self.reason.setFocus(Qt.FocusReason.TabFocusReason)

    def _move(self) -> None:
        finish_all_composition()
        if self._to is None:
            self.to_field.set_error("맞는 분을 찾아 골라 주십시오.")
            self.person.setFocus()
            return
        desk, account, to = self._counter.desk, self._counter.account, self._to
        entry, reason = self._entry, self.reason.text_now()
        self._counter.jobs.write(
            lambda: desk.refiling.move(account, entry.kind, entry.id, to, reason),
            lambda _: self._moved(),
            self._refused,
        )

    def _moved(self) -> None:
        self._counter.say("옮겼습니다. 두 분의 이력에 남았습니다.")
        self._words.forget()
        self._done()
        self.accept()

    def _refused(self, error: NaeilError) -> None:
        fields = error.fields if isinstance(error, Refused) else {}
        self.reason_field.set_error(fields.get("reason", str(error)))
        self.reason.setFocus()
