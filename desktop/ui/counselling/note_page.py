"""The page on which a note is typed: its head, the form, and what lies beside it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.guard import clean, find_identifiers
from desktop.services.phrases import PhraseLine
from desktop.ui.counselling.beside import Beside
from desktop.ui.counselling.head import NoteHead, ReasonBar
from desktop.ui.counselling.note_sheet import NoteSheet
from desktop.ui.counselling.phrases import PhrasesAtCaret
from desktop.ui.counselling.sentences import SentencesPage
from desktop.ui.counter import Counter
from desktop.ui.kit import (
    Form,
    KoreanTextEdit,
    WorkingArea,
    column,
    finish_all_composition,
    row,
    theme,
)

SIDE, SIDE_WIDE = 286, 330
NARROW = 1130
"""Design pixels below which sentences and intake stand under the note."""


class NotePage(QWidget):
    """Where things stand, ready sentences on their way into a text, the page's own keys."""

    def __init__(self, counter: Counter) -> None:
        super().__init__()
        self._counter = counter
        self._phrases: tuple[PhraseLine, ...] = ()
        self.form = Form(self, guard=find_identifiers, clean=clean)
        self.head = NoteHead()
        self.reason = ReasonBar(self.form)
        self.sheet = NoteSheet(self.form, counter)
        self.form.then(self.head.finish)
        self.beside = Beside()
        self._at_caret = PhrasesAtCaret(self)
        self._outer = row(self, gap=0)
        # The head stays when the page scrolls: whose note it is must always be in sight.
        over = column(gap=0)
        self._outer.addLayout(over, 1)
        top = column(gap=8, margins=(24, 16, 18, 8))
        top.addWidget(self.head)
        top.addWidget(self.reason)
        over.addLayout(top)
        self._area = WorkingArea(margins=(24, 2, 18, 12), gap=10)
        self._area.body.addWidget(self.sheet, 1)
        over.addWidget(self._area, 1)
        self._outer.addWidget(self.beside)
        self._side_below = False
        self.beside.taken.connect(self._insert)
        self.beside.edit_wanted.connect(self._change_phrases)
        for editor in (self.sheet.opening, self.sheet.summary, self.sheet.memo.text):
            editor.phrases_asked.connect(partial(self._open_phrases, editor))
        self.bind("Alt+N", self.sheet.plan.add_row)
        self.bind("Alt+Delete", self.sheet.plan.remove_row)
        self.bind("Alt+M", self.sheet.memo.write.click)
        self.read_phrases()

    def bind(self, keys: str, act: Callable[[], None]) -> None:
        """A key of this page; afterwards the focus is in sight."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)

        def run() -> None:
            # What is being composed belongs to where it was typed.
            finish_all_composition()
            act()
            self.follow_focus()

        shortcut.activated.connect(run)

    # ready sentences

    def read_phrases(self) -> None:
        """Read the office's sentences, again when they were changed."""
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.read(lambda: desk.phrases.list(account), self._take_phrases)

    def _take_phrases(self, phrases: tuple[PhraseLine, ...]) -> None:
        self._phrases = phrases
        self.beside.show_phrases(phrases)

    def _open_phrases(self, editor: KoreanTextEdit) -> None:
        self._at_caret.open_at(editor, self._phrases)

    def _insert(self, words: str) -> None:
        self.sheet.writing().insert_phrase(words)
        self.beside.find_anew()

    def _change_phrases(self) -> None:
        marked = self.sheet.summary.textCursor().selection().toPlainText()
        SentencesPage(self._counter, self, marked).open()

    # where things stand

    def go_to(self, widget: QWidget) -> None:
        """Put the focus somewhere and bring it into sight."""
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self.follow(widget)

    def show_top(self) -> None:
        """Begin at the top of the page."""
        self._area.verticalScrollBar().setValue(0)

    def follow_focus(self) -> None:
        """Bring the field with the focus into sight."""
        focus = QApplication.focusWidget()
        if focus is not None:
            self.follow(focus)

    def follow(self, widget: QWidget) -> None:
        """Bring a field into sight."""
        if self._area.page.isAncestorOf(widget):
            self._area.follow(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = event.size().width() / theme.scale()
        below = width < NARROW
        if not below:
            self.beside.setFixedWidth(theme.px(SIDE_WIDE if width >= 1400 else SIDE))
        if below == self._side_below:
            return
        self._side_below = below
        self.beside.unroll(below)
        if below:
            self._outer.removeWidget(self.beside)
            self.beside.setMinimumWidth(0)
            self.beside.setMaximumWidth(16777215)
            self._area.body.addWidget(self.beside)
        else:
            self._area.body.removeWidget(self.beside)
            self._outer.addWidget(self.beside)
