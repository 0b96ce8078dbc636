"""What stays in sight over the note: whose it is, how long it lasts, whether it is kept."""

from PySide6.QtCore import Signal

from desktop.ui.kit import (
    Button,
    Chip,
    Face,
    Field,
    Form,
    KoreanLineEdit,
    PageHead,
    PlainLabel,
    Role,
    Sign,
    Surface,
    Tone,
    row,
)


class NoteHead(PageHead):
    """The visitor's name, the talk's number and minutes, the draft's time, and the acts."""

    def __init__(self) -> None:
        super().__init__("상담 기록")
        self._lasting = PlainLabel("", ink="second")
        self._draft = Chip("")
        self.beside.addWidget(self._lasting)
        self.beside.addWidget(self._draft)
        self._kept_sign = Sign("save", 16, "success")
        self._kept = PlainLabel("", face=Face.LABEL, ink="success")
        self.earlier = Button("지난 기록", Role.SECONDARY, icon="history", keys="Alt+H")
        self.finish = Button("마치고 저장", Role.PRIMARY, icon="check", keys="Ctrl+S")
        for widget in (self._kept_sign, self._kept, self.earlier, self.finish):
            self.acts.addWidget(widget)
        self._kept_sign.hide()

    def show_whose(self, name: str) -> None:
        """Whose note it is, masked when it has to be."""
        self.whose.setText(f"{name} 님" if name else "")
        self.whose.setMinimumWidth(0)

    def show_lasting(self, words: str) -> None:
        """Which talk it is, and for how many minutes."""
        self._lasting.setText(words)

    def show_draft(self, shown: bool, correction: int, kept_at: str) -> None:
        """Whether something is typed, as which `correction` (0: a new note), kept since when."""
        if correction:
            self._draft.show_state(f"고침 {correction}", Tone.WARNING, "history")
        else:
            self._draft.show_state("초안", Tone.WARNING, "pencil")
        self._draft.setVisible(shown)
        self._kept.setText(f"초안 저장됨 {kept_at}" if kept_at else "")
        self._kept_sign.setVisible(bool(kept_at))
        self._kept.setVisible(bool(kept_at))


class ReasonBar(Surface):
    """Why a finished note is put right: one line, and the way out."""

    given_up = Signal()

    def __init__(self, form: Form) -> None:
        super().__init__(ground="warning_tint", radius=8, gap=4, margins=(12, 8))
        line = row(gap=10)
        line.addWidget(PlainLabel("고치는 까닭", face=Face.LABEL, ink="warning"))
        self.words = KoreanLineEdit("왜 고치는지 한 줄로 적습니다. 앞의 글은 지워지지 않습니다.")
        self.words.setMaxLength(200)
        field = Field("고치는 까닭", self.words, room=False, bare=True)
        line.addWidget(form.add("reason", field), 1)
        give_up = Button("고치지 않기", Role.QUIET)
        give_up.clicked.connect(self.given_up)
        line.addWidget(give_up)
        self.body.addLayout(line)
        self.hide()
