"""자주 쓰는 문장 고치기: the office's own sentences, added, put in other words, taken out."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from desktop.domain.draft import Asked, DialogKey
from desktop.domain.errors import NaeilError, Refused
from desktop.domain.guard import clean, find_identifiers
from desktop.services.phrases import LONG, SHORT, PhraseLine
from desktop.ui.counter import Counter
from desktop.ui.dialog_words import DialogWords
from desktop.ui.kit import (
    Button,
    Choice,
    Column,
    EmptyState,
    Field,
    Form,
    Hint,
    KoreanLineEdit,
    KoreanTextEdit,
    RecordsModel,
    RecordTable,
    Role,
    SectionTitle,
    ask,
    ask_to_drop,
    column,
    row,
    theme,
)

HIGHEST = 740
"""Pixels: the smallest desk has 768, whatever the size of type."""
REST = 226
"""Design pixels of the page without its list."""


class SentencesPage(QDialog):
    """The list above, the one being written below. Ctrl+S keeps it, Esc leaves."""

    def __init__(self, counter: Counter, parent: QWidget, words: str = "") -> None:
        """`words` begin a new sentence: what was marked in the note."""
        super().__init__(parent)
        self._counter = counter
        self._line: PhraseLine | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("자주 쓰는 문장")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(theme.px(680))
        outer = column(self, gap=8, margins=20)
        head = row(gap=8)
        head.addWidget(SectionTitle("자주 쓰는 문장"))
        head.addWidget(
            Hint("누구의 것도 아닌 문장만 둡니다. 이름과 번호는 적지 않습니다.", elide=True), 1
        )
        outer.addLayout(head)
        self._model: RecordsModel[PhraseLine] = RecordsModel(
            [
                Column("이름", lambda line: f"/{line.short}", width=120),
                Column("문장", lambda line: line.text),
            ]
        )
        self.table = RecordTable(
            self._model,
            empty=EmptyState("아직 문장이 없습니다", "아래에 적고", keys="Ctrl+S"),
            name="자주 쓰는 문장 목록",
        )
        self.table.setFixedHeight(min(theme.px(244), HIGHEST - theme.px(REST)))
        outer.addWidget(self.table)
        self._form = Form(self, guard=find_identifiers, clean=clean)
        self.short = KoreanLineEdit("한두 글자")
        self.short.setMaxLength(SHORT)
        self.short.set_wish(160)
        self.text = KoreanTextEdit("/ 뒤에 이름을 적으면 이 문장이 들어갑니다", lines=2)
        writing = row(gap=12)
        short = Field("부르는 이름", self.short, required=True, room=False)
        short.setFixedWidth(theme.px(160))
        text = Field(f"문장 ({LONG}자까지)", self.text, required=True, room=False)
        writing.addWidget(self._form.add("short", short), 0, Qt.AlignmentFlag.AlignTop)
        writing.addWidget(self._form.add("text", text), 1, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(writing)
        foot = row(gap=10)
        self.remove = Button("지우기", Role.DANGER)
        self.fresh = Button("새 문장", Role.SECONDARY, icon="plus", keys="Alt+N")
        self.leave = Button("닫기", Role.SECONDARY, keys="Esc")
        self.keep = Button("저장", Role.PRIMARY, keys="Ctrl+S")
        foot.addWidget(self.remove)
        foot.addWidget(self.fresh)
        foot.addStretch(1)
        foot.addWidget(self.leave)
        foot.addWidget(self.keep)
        outer.addSpacing(theme.px(6))
        outer.addLayout(foot)
        self._form.then(self.keep)
        self.table.opened.connect(self._open)
        self.keep.clicked.connect(self._keep)
        self.fresh.clicked.connect(lambda: self._begin(""))
        self.leave.clicked.connect(self.reject)
        self.remove.clicked.connect(self._ask_remove)
        for keys, button in (("Ctrl+S", self.keep), ("Alt+N", self.fresh)):
            QShortcut(QKeySequence(keys), self).activated.connect(button.click)
        self._words: DialogWords | None = None
        self._begin(words)
        self._words = DialogWords(counter, self._key(), self._form, self, read=not words)
        self._read()

    def reject(self) -> None:
        """Esc and the cross; a sentence half written is not thrown away unasked."""
        if self._form.is_dirty:
            ask_to_drop(self, "이 문장", self._give_up)
        else:
            super().reject()

    def _give_up(self) -> None:
        if self._words is not None:
            self._words.forget()
        super().reject()

    def _key(self) -> DialogKey:
        return DialogKey(Asked.SENTENCE, self._line.id if self._line is not None else 0)

    def _turn(self, line: PhraseLine | None) -> None:
        """Another sentence is written now; what was begun of the other waits for it."""
        if self._words is not None:
            self._words.keep()
        self._line = line

    def _read(self) -> None:
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.read(lambda: desk.phrases.list(account), self._model.show_records)

    def _begin(self, words: str) -> None:
        self._turn(None)
        self._form.clear()
        self._form.set_value("text", clean(words)[:LONG])
        self.remove.hide()
        self.fresh.hide()
        self.short.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._words is not None:
            self._words.turn_to(self._key())

    def _open(self, at: int) -> None:
        line = self._model.record(at)
        self._turn(line)
        self._form.clear()
        self._form.set_values({"short": line.short, "text": line.text})
        self.remove.show()
        self.fresh.show()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._words is not None:
            self._words.turn_to(self._key())

    def _keep(self) -> None:
        values = self._form.read()
        if values is None:
            return
        desk, account, line = self._counter.desk, self._counter.account, self._line
        short, text = values["short"], values["text"]
        if line is None:
            self._counter.jobs.write(
                lambda: desk.phrases.add(account, short, text), self._kept, self._refused
            )
        else:
            self._counter.jobs.write(
                lambda: desk.phrases.change(account, line.id, line.version, short, text),
                self._kept,
                self._refused,
            )

    def _kept(self, line: PhraseLine) -> None:
        self._done_with_it()
        self._counter.say(f"문장 /{line.short}: 저장했습니다.")
        self._begin("")
        self._read()

    def _ask_remove(self) -> None:
        if self._line is None:
            return
        ask(
            self,
            "이 문장을 지울까요?",
            f"/{self._line.short} 문장을 목록에서 뺍니다. 이미 적은 기록에는 그대로 남습니다.",
            [Choice("remove", "지우기", dangerous=True), Choice("leave", "그대로 두기")],
            "leave",
            self._answered,
        )

    def _answered(self, answer: str) -> None:
        if answer != "remove" or self._line is None:
            return
        desk, account, phrase_id = self._counter.desk, self._counter.account, self._line.id
        self._counter.jobs.write(lambda: desk.phrases.remove(account, phrase_id), self._removed)

    def _done_with_it(self) -> None:
        if self._words is not None:
            self._form.mark_saved()
            self._words.drop()

    def _removed(self, _answer: object) -> None:
        self._done_with_it()
        self._begin("")
        self._read()

    def _refused(self, error: NaeilError) -> None:
        if isinstance(error, Refused) and error.fields:
            self._form.show_errors(error.fields)
        else:
            self._form.show_errors({"text": str(error)})
