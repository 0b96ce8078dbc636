"""The sensitive memo: apart from the summary, shut until wanted, only with consent."""

from PySide6.QtCore import Qt, Signal

from desktop.ui.kit import (
    Button,
    Face,
    Field,
    Form,
    KoreanTextEdit,
    Paragraph,
    PlainLabel,
    Role,
    Sign,
    Surface,
    column,
    row,
    theme,
)

CLOSED = "따로 동의를 받고, 담당자만 봅니다"
NO_CONSENT = "민감정보 동의를 받은 뒤에 적습니다"


class SensitiveMemo(Surface):
    """A grey bar with one button; open, a white sheet to write on."""

    consent_wanted = Signal()

    def __init__(self, form: Form) -> None:
        super().__init__(ground="panel", radius=8, gap=8, margins=(12, 5))
        self._allowed = False
        self._masked = False
        self._opened = False
        head = row(gap=10)
        head.addWidget(Sign("lock", 20))
        words = column(gap=0)
        words.addWidget(PlainLabel("민감 메모", face=Face.STRONG))
        self.state = Paragraph(CLOSED, face=Face.NOTE, ink="second")
        words.addWidget(self.state)
        head.addLayout(words, 1)
        self.write = Button("쓰기", Role.SECONDARY, high=32)
        head.addWidget(self.write)
        self.body.addLayout(head)
        self.text = KoreanTextEdit("병명·장애·종교·전과 같은 말은 여기에만 적습니다", lines=3)
        self.text.offer_phrases = True
        self.field = Field("민감 메모", self.text, room=False, bare=True)
        form.add("sensitive", self.field)
        self.body.addWidget(self.field)
        self.field.hide()
        self.write.clicked.connect(self._pressed)

    def show_consent(self, allowed: bool) -> None:
        """Whether the visitor agrees to the keeping of sensitive data."""
        self._allowed = allowed
        self._show()

    def show_masked(self, masked: bool) -> None:
        """Cover at once what is written, or let it be opened again."""
        self._masked = masked
        self._show()

    def open_memo(self) -> None:
        """Let it be written."""
        self._opened = True
        self._show()

    def close_memo(self) -> None:
        """Shut it; what is written stays written."""
        self._opened = False
        self._show()

    @property
    def is_open(self) -> bool:
        """Whether it can be read on the screen."""
        return self.field.isVisibleTo(self)

    def _pressed(self) -> None:
        if not self._allowed and not self.text.text_now():
            self.consent_wanted.emit()
        elif self._opened:
            self.close_memo()
        else:
            self.open_memo()
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        written = bool(self.text.text_now().strip())
        shown = self._opened and not self._masked and (self._allowed or written)
        self.field.setVisible(shown)
        self.write.setVisible(not self._masked)
        if not self._allowed and not written:
            self.state.set_text(NO_CONSENT)
            self.write.set_words("동의 받기")
        else:
            self.state.set_text(
                "적은 내용이 있습니다. " + CLOSED if written and not shown else CLOSED
            )
            self.write.set_words("접기" if shown else ("펴기" if written else "쓰기"))
        self.setMinimumHeight(theme.px(46))
