"""A question, only for a decision: what happens is said, the safe answer is the default."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QDialog, QWidget

from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button, Role
from desktop.ui.kit.composition import finish_all_composition
from desktop.ui.kit.states import Sign
from desktop.ui.kit.surfaces import column, row
from desktop.ui.kit.text import Paragraph, PlainLabel
from desktop.ui.kit.theme import Face

_NEXT = (Qt.Key.Key_Right, Qt.Key.Key_Down)
_BEFORE = (Qt.Key.Key_Left, Qt.Key.Key_Up)
WIDEST = 600
"""Design pixels of answers side by side."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: its key, its words (a verb), and whether it destroys something."""

    key: str
    words: str
    dangerous: bool = False


class Question(QDialog):
    """The window of a question; `ask` makes and opens it.

    Esc gives the answer `escape`. The arrows go between the answers.
    """

    def __init__(
        self,
        parent: QWidget,
        title: str,
        text: str,
        choices: Sequence[Choice],
        default: str,
        on_answer: Callable[[str], None],
        *,
        tone: str = "",
        more: QWidget | None = None,
        escape: str = "",
    ) -> None:
        super().__init__(parent)
        safe = [choice.key for choice in choices if not choice.dangerous]
        if default not in safe:
            raise ValueError("the default answer must be one that destroys nothing")
        self._on_answer = on_answer
        self._escape = escape or default
        self._answered = False
        # Its title would show in the task bar: no name of a visitor belongs there.
        self.setWindowTitle("확인")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        dangerous = any(choice.dangerous for choice in choices)
        tone = tone or ("danger" if dangerous else "info")
        outer = column(self, gap=16, margins=20)
        head = row(gap=10)
        sign = Sign("alert-triangle" if dangerous else "question", 22, tone)
        head.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        words = column(gap=6)
        words.addWidget(PlainLabel(title, face=Face.SECTION))
        self.text = Paragraph(text, ink="label", width=380)
        words.addWidget(self.text)
        if more is not None:
            words.addSpacing(theme.px(6))
            words.addWidget(more)
        head.addLayout(words, 1)
        outer.addLayout(head)
        self.buttons: dict[str, Button] = {}
        for choice in choices:
            if choice.dangerous:
                role = Role.DANGER
            else:
                role = Role.PRIMARY if choice.key == default else Role.SECONDARY
            button = Button(choice.words, role)
            button.clicked.connect(lambda _on=False, key=choice.key: self.answer(key))
            self.buttons[choice.key] = button
        outer.addLayout(self._foot())
        self.setMinimumWidth(theme.px(400))
        first = more.focusProxy() or more if more is not None else self.buttons[default]
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _foot(self) -> QBoxLayout:
        """The answers in a row, or one under the other: colleagues may have long names."""
        wide = sum(button.sizeHint().width() + theme.px(10) for button in self.buttons.values())
        below = wide > theme.px(WIDEST)
        foot: QBoxLayout = column(gap=8) if below else row(gap=10)
        if not below:
            foot.addStretch(1)
        for button in self.buttons.values():
            foot.addWidget(button)
        return foot

    def answer(self, key: str) -> None:
        """Give an answer and close."""
        if self._answered:
            return
        finish_all_composition()
        self._answered = True
        self.done(0)
        self._on_answer(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.answer(self._escape)
        elif event.key() in _NEXT or event.key() in _BEFORE:
            self.focusNextPrevChild(event.key() in _NEXT)
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def reject(self) -> None:
        """The window's own cross."""
        self.answer(self._escape)


def ask(
    parent: QWidget,
    title: str,
    text: str,
    choices: Sequence[Choice],
    default: str,
    on_answer: Callable[[str], None],
    *,
    tone: str = "",
    more: QWidget | None = None,
    escape: str = "",
) -> Question:
    """Ask for a decision without stopping the program; `on_answer` gets the key chosen.

    `more` is a field inside the question (a reason). The default may not destroy
    anything, else ValueError. Esc and the cross answer `escape` (the default).
    """
    finish_all_composition()
    question = Question(
        parent, title, text, choices, default, on_answer, tone=tone, more=more, escape=escape
    )
    question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    question.open()
    question.activateWindow()
    return question


def ask_to_drop(parent: QWidget, what: str, drop: Callable[[], None]) -> Question:
    """Ask before something half-typed that no draft keeps is given up; 계속 적기 stays."""
    return ask(
        parent,
        "적던 것을 버릴까요?",
        f"{what}에 적은 것이 아직 저장되지 않았습니다.",
        [Choice("drop", "버리기", dangerous=True), Choice("stay", "계속 적기")],
        "stay",
        lambda key: drop() if key == "drop" else None,
    )
