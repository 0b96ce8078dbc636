"""Typing several lines in Korean; the syllable under the cursor is kept as in one line."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from desktop.ui.kit import clipboard, field_box, theme
from desktop.ui.kit.composition import COMPOSING, FINISHED, Awaited
from desktop.ui.kit.menu import dress
from desktop.ui.kit.scroll_bar import give_bars
from desktop.ui.kit.theme import Face
from desktop.ui.kit.typed_line import (
    ENTER,
    HELD,
    STAYS,
    KoreanLineEdit,
    Password,
    is_alt_digit,
    is_vain_undo,
    put_in,
    replace_all,
    take_out_numbers,
    units,
)

__all__ = [
    "KoreanLineEdit",
    "KoreanTextEdit",
    "Password",
    "replace_all",
    "units",
]


class KoreanTextEdit(QTextEdit):
    """Several lines of plain words: Enter makes a line, Ctrl+Enter and Tab move on.

    `/` at the start of a word emits `phrases_asked` when `offer_phrases` is on (not
    while a syllable is being composed); `insert_phrase` puts a phrase at the cursor.
    """

    takes_the_width = True
    shown_text_changed = Signal(str)
    value_changed = Signal()
    left = Signal()
    moved_on = Signal()
    phrases_asked = Signal()

    def __init__(
        self,
        placeholder: str = "",
        parent: QWidget | None = None,
        *,
        lines: int = 3,
        grows: bool = False,
    ) -> None:
        """`lines` is the height it would like to have; `grows` lets it take more."""
        super().__init__(parent)
        self.offer_phrases = False
        self.guards_itself = True
        self._preedit = ""
        self._awaited = Awaited()
        self._announced = ""
        self._in_event = False
        self.tone = ""
        """The look of a mistake ("danger") or none."""
        self._lines = lines
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(
            QSizePolicy.Policy.Expanding,
            QSizePolicy.Policy.Expanding if grows else QSizePolicy.Policy.Fixed,
        )
        give_bars(self)
        self._place_text()
        self._space_lines()
        self.document().clearUndoRedoStacks()
        self.textChanged.connect(self._announce)

    def text_now(self) -> str:
        """The text on the screen: committed, with the syllable being composed at the cursor."""
        return put_in(self.toPlainText(), self.textCursor().position(), self._preedit)

    def composed(self) -> str:
        """The syllable being composed, empty when there is none."""
        return self._preedit

    def value(self) -> str:
        """As `text_now`."""
        return self.text_now()

    def set_value(self, value: object) -> None:
        """Show another text; what was typed can not be brought back by undo."""
        self.setPlainText("" if value is None else str(value))

    def replace_text(self, text: str) -> None:
        """Change the text so that Ctrl+Z brings back what was typed."""
        if text == self.toPlainText():
            return
        at = min(self.textCursor().position(), len(text))
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.setCursorPosition(at)

    def setPlainText(self, text: str) -> None:
        self._awaited.forget()
        self._remember("")
        super().setPlainText(text)
        self._space_lines()
        self.document().clearUndoRedoStacks()
        self._announce()

    def cursorPosition(self) -> int:
        """Where the cursor stands, in units of Qt."""
        return self.textCursor().position()

    def setCursorPosition(self, at: int) -> None:
        """Put the cursor somewhere, at most behind the last character."""
        cursor = self.textCursor()
        cursor.setPosition(min(at, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def finish_composition(self) -> None:
        """Put the syllable being composed into the text."""
        if not self._preedit:
            self._awaited.finish(self)
            return
        syllable = self._preedit
        if self.hasFocus():
            QGuiApplication.inputMethod().commit()
        left_over = self._preedit
        if left_over:
            event = QInputMethodEvent()
            event.setCommitString(left_over)
            self.inputMethodEvent(event)
            if self.hasFocus():
                QGuiApplication.inputMethod().reset()
        FINISHED.put_in(syllable)

    def insert_phrase(self, phrase: str) -> None:
        """Put a ready phrase at the cursor; one Ctrl+Z takes it out again."""
        self.finish_composition()
        self.textCursor().insertText(phrase)
        self.setFocus()

    def flag(self, ranges: Iterable[tuple[int, int]]) -> None:
        """Underline parts that have to be looked at, as (start, end) in units of Qt."""
        marks = []
        for start, end in ranges:
            mark = QTextEdit.ExtraSelection()
            look = QTextCharFormat()
            look.setBackground(theme.ink("flag"))
            look.setFontUnderline(True)
            look.setUnderlineColor(theme.ink("warning_line"))
            cursor = QTextCursor(self.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            mark.cursor, mark.format = cursor, look
            marks.append(mark)
        self.setExtraSelections(marks)

    def set_tone(self, tone: str) -> None:
        """Take the look of a mistake ("danger") or none ("")."""
        if tone != self.tone:
            self.tone = tone
            self.setProperty("tone", tone)  # heard by the ring around it
            self.update()

    def take_theme(self) -> None:
        """Set the margins of the text again."""
        self._place_text()
        self.updateGeometry()

    def _place_text(self) -> None:
        self.document().setDocumentMargin(theme.px(4))
        field_box.frame(self)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        step = theme.metrics(Face.BODY).height() * 1.45
        hint.setHeight(round(step * self._lines) + theme.px(16))
        return hint

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        hint.setWidth(theme.px(120))
        return hint

    # typing

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if FINISHED.comes_late(event):
            return
        self._in_event = True
        self._awaited.see(self._preedit, event)
        self._remember(event.preeditString())
        try:
            super().inputMethodEvent(event)
        finally:
            self._in_event = False
        self._announce()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        FINISHED.forget()
        if event.key() not in HELD:
            self._awaited.finish(self)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in ENTER and control:
            self.finish_composition()
            event.accept()
            self.moved_on.emit()
            return
        if self._preedit and event.key() not in HELD:
            self.finish_composition()
        if is_alt_digit(event):
            event.ignore()
            return
        if self.offer_phrases and event.text() == "/" and self._at_word_start():
            event.accept()
            self.phrases_asked.emit()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        dress(menu)
        menu.popup(event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.finish_composition()
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.finish_composition()
        super().focusOutEvent(event)
        self.update()
        if event.reason() not in STAYS:
            self.left.emit()

    def focusNextPrevChild(self, next_: bool) -> bool:
        self.finish_composition()
        return super().focusNextPrevChild(next_)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide:
            self.finish_composition()
        if event.type() == QEvent.Type.Paint:
            # Of the frame: `paintEvent` is that of the words inside.
            field_box.draw(self, tone=self.tone)
            return True
        if is_vain_undo(event, self.document().isUndoAvailable() or bool(self._preedit)):
            event.ignore()
            return False
        return super().event(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.finish_composition()
            self.textCursor().insertText(source.text())
            self.ensureCursorVisible()

    def createMimeDataFromSelection(self) -> QMimeData:
        return clipboard.marked(self.textCursor().selection().toPlainText())

    def caret_corner(self) -> QPoint:
        """Lower left corner of the caret in the window, where a list of phrases opens."""
        return self.viewport().mapToGlobal(self.cursorRect().bottomLeft())

    def _at_word_start(self) -> bool:
        if self._preedit:
            return False
        cursor = self.textCursor()
        return (
            cursor.atBlockStart()
            or cursor.block()
            .text()[cursor.positionInBlock() - 1 : cursor.positionInBlock()]
            .isspace()
        )

    def _space_lines(self) -> None:
        # QLabel and QPlainTextEdit know no line height; blocks made later inherit it.
        look = QTextBlockFormat()
        look.setLineHeight(145, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(look)

    def _remember(self, preedit: str) -> None:
        self._preedit = preedit
        if preedit or self._awaited.syllable:
            COMPOSING.add(self)
        else:
            COMPOSING.discard(self)

    def _announce(self) -> None:
        if self._in_event:
            return
        now = self.text_now()
        if self.guards_itself and now != self._announced and take_out_numbers(self):
            return
        if now != self._announced:
            self._announced = now
            self.shown_text_changed.emit(now)
            self.value_changed.emit()
