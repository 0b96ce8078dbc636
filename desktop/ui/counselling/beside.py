"""What lies beside the note while it is written: sentences, the intake, what was left to do."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from desktop.domain.note import PlanItem
from desktop.services.phrases import PhraseLine
from desktop.ui.counselling.phrases import PhraseRows, fitting
from desktop.ui.kit import (
    Button,
    Face,
    Hint,
    KeyCap,
    KoreanLineEdit,
    Line,
    Paragraph,
    PlainLabel,
    Role,
    SectionTitle,
    SideArea,
    Surface,
    column,
    empty_out,
    row,
)

SHOWN = 6
"""Sentences beside the note; the others are found by typing."""


class Beside(SideArea):
    """Ready sentences to take, what was said at the intake, what the last talk left open."""

    taken = Signal(str)
    """The words of a ready sentence."""
    edit_wanted = Signal()
    take_over_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(margins=(16, 14), gap=10, ground="panel")
        self._phrases: Sequence[PhraseLine] = ()
        title = row(gap=8)
        title.addWidget(SectionTitle("자주 쓰는 문장"))
        title.addStretch(1)
        title.addWidget(KeyCap("/"))
        title.addWidget(Hint("를 누르면"))
        self.body.addLayout(title)
        self._find = KoreanLineEdit("문장 찾기", leading="search")
        self._find.setAccessibleName("자주 쓰는 문장 찾기")
        self.edit = Button("", Role.QUIET, icon="pencil", name="자주 쓰는 문장 고치기")
        finding = row(gap=4)
        finding.addWidget(self._find, 1)
        finding.addWidget(self.edit)
        self.body.addLayout(finding)
        self._rows = PhraseRows()
        self.body.addWidget(self._rows)
        self._intake_title = SectionTitle("접수 내용")
        self._intake_line = Line(token="rule")
        self._intake = column(gap=8)
        self.body.addWidget(self._intake_line)
        self.body.addWidget(self._intake_title)
        self.body.addLayout(self._intake)
        self._left_title = SectionTitle("지난번에 남은 일")
        self._left_line = Line(token="rule")
        self._left_words = Paragraph("", face=Face.NOTE)
        self.take_over = Button("계획에 옮기기", Role.SECONDARY, icon="plus", high=32)
        self.body.addWidget(self._left_line)
        self.body.addWidget(self._left_title)
        self.body.addWidget(self._left_words)
        self.body.addWidget(self.take_over, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self._find.shown_text_changed.connect(self._show_fitting)
        self._find.moved_on.connect(self._rows.take)
        self._rows.taken.connect(self.taken)
        self.edit.clicked.connect(self.edit_wanted)
        self.take_over.clicked.connect(self.take_over_wanted)
        self._show_fitting("")

    # ready sentences

    def show_phrases(self, phrases: Sequence[PhraseLine]) -> None:
        """The office's sentences, as far as they fit what is typed."""
        self._phrases = phrases
        self._show_fitting(self._find.text_now())

    def find_anew(self) -> None:
        """All sentences again, after one was taken."""
        self._find.set_value("")

    def _show_fitting(self, typed: str) -> None:
        self._rows.show_phrases(fitting(self._phrases, typed)[:SHOWN])

    # what was said before

    def show_intake(self, told: Sequence[tuple[str, str]] | None, *, masked: bool = False) -> None:
        """(heading, words) of the intake; None while nobody's note is written."""
        empty_out(self._intake)
        for heading, words in () if told is None or masked else told:
            part = Surface(ground="panel", gap=2)
            part.body.addWidget(PlainLabel(heading, face=Face.LABEL, ink="second"))
            part.body.addWidget(Paragraph(words, face=Face.NOTE))
            self._intake.addWidget(part)
        if masked and told is not None:
            self._intake.addWidget(
                Paragraph("가림 중입니다. F12로 다시 봅니다.", face=Face.NOTE, ink="second")
            )
        for one in (self._intake_title, self._intake_line):
            one.setVisible(told is not None)

    def show_left(self, left: Sequence[PlanItem]) -> None:
        """What the last talk left to be done; nothing when nothing is left."""
        self._left_words.set_text("\n".join(f"· {item.action}" for item in left))
        for shown in (self._left_title, self._left_line, self._left_words, self.take_over):
            shown.setVisible(bool(left))
