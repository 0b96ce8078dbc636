"""Typing in Korean without ever losing the syllable under the cursor.

While a syllable is being composed it is in neither `text()` nor `displayText()` and
no `textChanged` tells of it. The two editors here remember it, show it to whoever
listens, and put it into the text before any act: Ctrl+S, Enter, Tab, a click, the
lock, closing the window.
"""

import weakref
from collections.abc import Iterable

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QTextEdit, QWidget

from desktop.ui.kit import icons, paint, theme
from desktop.ui.kit.theme import Face

_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
# An input method takes the keys of its own; any other that arrives ends the syllable,
# except those held down together with one.
_HELD = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
)
_composing: "weakref.WeakSet[KoreanLineEdit | KoreanTextEdit]" = weakref.WeakSet()


def finish_all_composition() -> None:
    """Put every syllable still being composed into its text; call it before any act."""
    for editor in list(_composing):
        editor.finish_composition()


class KoreanLineEdit(QLineEdit):
    """One line of free typing, without masks; what is shown is what is saved.

    `leading` and `trailing` are signs at its ends; a click on the trailing one emits
    `sign_clicked`. `value()` and `set_value()` make it a control of a form.
    """

    shown_text_changed = Signal(str)  # committed and composed text, at every key
    value_changed = Signal()
    left = Signal()  # the field was left for another one: time to normalise
    moved_on = Signal()  # Enter
    sign_clicked = Signal()

    def __init__(
        self,
        placeholder: str = "",
        parent: QWidget | None = None,
        *,
        leading: str = "",
        trailing: str = "",
        size: str = "",
    ) -> None:
        """`size` is "", "dense" (32 high) or "large" (44 high)."""
        super().__init__(parent)
        self._preedit = ""
        self._announced = ""
        self._in_event = False
        self._leading, self._trailing = leading, trailing
        self._tone = ""
        self._wish = 0
        self._keys = ""
        # Not "size": that is a property every widget has, and a sheet would never match it.
        self.setProperty("measure", size)
        self.setProperty("tone", "")
        self.setPlaceholderText(placeholder)
        self.setMinimumWidth(theme.px(48))
        self._place_text()
        self.textChanged.connect(self._announce)

    # what it holds

    def text_now(self) -> str:
        """The text on the screen: committed, with the syllable being composed at the cursor."""
        return _put_in(self.text(), self.cursorPosition(), self._preedit)

    def composed(self) -> str:
        """The syllable being composed, empty when there is none."""
        return self._preedit

    def value(self) -> str:
        """As `text_now`."""
        return self.text_now()

    def set_value(self, value: object) -> None:
        """Show another text; what was typed can not be brought back by undo."""
        self.setText("" if value is None else str(value))

    def replace_text(self, text: str) -> None:
        """Change the text so that Ctrl+Z brings back what was typed (normalising)."""
        if text == self.text():
            return
        at = min(self.cursorPosition(), len(text))
        self.selectAll()
        self.insert(text)
        self.setCursorPosition(at)

    def setText(self, text: str | None) -> None:
        self._remember("")
        super().setText(text or "")
        self._announce()

    def clear(self) -> None:
        self.setText("")

    def finish_composition(self) -> None:
        """Put the syllable being composed into the text."""
        if not self._preedit:
            return
        if self.hasFocus():
            QGuiApplication.inputMethod().commit()
        left_over = self._preedit
        if left_over:
            # Offscreen and on some systems commit() does nothing: the remembered
            # syllable goes in where it is shown, and the input method forgets it.
            event = QInputMethodEvent()
            event.setCommitString(left_over)
            self.inputMethodEvent(event)
            if self.hasFocus():
                QGuiApplication.inputMethod().reset()

    # looks

    def set_tone(self, tone: str) -> None:
        """Take the look of a mistake ("danger") or none ("")."""
        if tone != self._tone:
            self._tone = tone
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)
            self._place_text()
            self.update()

    def set_wish(self, width: int) -> None:
        """The width in design pixels it would like to have."""
        self._wish = width
        self.updateGeometry()

    def set_keys(self, keys: str) -> None:
        """Show a key cap at the right end while the field is empty or not focused."""
        self._keys = keys
        self._place_text()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self._wish:
            hint.setWidth(theme.px(self._wish))
        return hint

    def take_theme(self) -> None:
        """Set the margins of the text again."""
        self._place_text()

    def set_covered(self, covered: bool) -> None:
        """Show dots for letters, or the letters again; Hangul is composed either way."""
        self.finish_composition()
        mode = QLineEdit.EchoMode.Password if covered else QLineEdit.EchoMode.Normal
        self.setEchoMode(mode)
        # Qt takes a field of dots for a password and turns the input method off (6.11).
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, True)
        self.setInputMethodHints(Qt.InputMethodHint.ImhNone)
        if self.hasFocus():
            QGuiApplication.inputMethod().update(Qt.InputMethodQuery.ImEnabled)

    # typing

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._in_event = True
        self._remember(event.preeditString())
        try:
            super().inputMethodEvent(event)
        finally:
            self._in_event = False
        self._announce()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.finish_composition()
            event.accept()
            self.returnPressed.emit()
            self.moved_on.emit()
            return
        if self._preedit and event.key() not in _HELD:
            self.finish_composition()
        if _is_alt_digit(event):
            event.ignore()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.finish_composition()
        if self._trailing and self._trailing_box().contains(event.position()):
            self.sign_clicked.emit()
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = bool(self._trailing) and self._trailing_box().contains(event.position())
        self.setCursor(Qt.CursorShape.ArrowCursor if over else Qt.CursorShape.IBeamCursor)
        super().mouseMoveEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.finish_composition()
        super().focusOutEvent(event)
        if event.reason() not in _STAYS:
            self.left.emit()

    def event(self, event: QEvent) -> bool:
        # A hidden field is left without a focus event when its whole page goes.
        if event.type() == QEvent.Type.Hide:
            self.finish_composition()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        size = theme.px(18)
        middle = (self.height() - size) / 2
        quiet = theme.ink("second" if self.isEnabled() else "disabled_text")
        if self._leading:
            icons.draw(painter, self._leading, theme.px(12), middle, size, quiet)
        if self._tone == "danger":
            box = self._trailing_box()
            icons.draw(painter, "alert-circle", box.left(), middle, size, theme.ink("danger"))
        elif self._trailing:
            icons.draw(painter, self._trailing, self._trailing_box().left(), middle, size, quiet)
        elif self._keys:
            spot = QPointF(self.width() - theme.px(8), self.height() / 2)
            paint.cap(painter, spot, self._keys, theme.ink("cap"), theme.ink("on_cap"))

    def _trailing_box(self) -> QRectF:
        size = theme.px(18)
        return QRectF(self.width() - theme.px(12) - size, 0, size, self.height())

    def _place_text(self) -> None:
        left = theme.px(24) if self._leading else 0
        right = theme.px(24) if self._trailing or self._tone == "danger" else 0
        if self._keys and not right:
            right = paint.cap_width(self._keys)
        self.setTextMargins(left, 0, right, 0)

    def _remember(self, preedit: str) -> None:
        self._preedit = preedit
        if preedit:
            _composing.add(self)
        else:
            _composing.discard(self)

    def _announce(self) -> None:
        # While Qt takes in an input method event the text is half done.
        if self._in_event:
            return
        now = self.text_now()
        if now != self._announced:
            self._announced = now
            self.shown_text_changed.emit(now)
            self.value_changed.emit()


class Password(KoreanLineEdit):
    """A password: dots, no input method, and a sign that shows it while it is wanted."""

    def __init__(
        self, placeholder: str = "", parent: QWidget | None = None, *, size: str = ""
    ) -> None:
        super().__init__(placeholder, parent, trailing="eye-off", size=size)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        # Hangul mode must not matter: without an input method the plain keys arrive.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
        )
        self.sign_clicked.connect(self.toggle_shown)

    def toggle_shown(self) -> None:
        """Show the password, or hide it again."""
        shown = self.echoMode() == QLineEdit.EchoMode.Normal
        self.setEchoMode(QLineEdit.EchoMode.Password if shown else QLineEdit.EchoMode.Normal)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._trailing = "eye-off" if shown else "eye"
        self.update()


class KoreanTextEdit(QTextEdit):
    """Several lines of plain words: Enter makes a line, Ctrl+Enter and Tab move on.

    `/` at the start of a word emits `phrases_asked` when `offer_phrases` is on (not
    while a syllable is being composed); `insert_phrase` puts a phrase at the cursor.
    """

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
        self._preedit = ""
        self._announced = ""
        self._in_event = False
        self._tone = ""
        self._lines = lines
        self.setProperty("tone", "")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(
            QSizePolicy.Policy.Expanding,
            QSizePolicy.Policy.Expanding if grows else QSizePolicy.Policy.Fixed,
        )
        self.document().setDocumentMargin(theme.px(4))
        self._space_lines()
        self.document().clearUndoRedoStacks()
        self.textChanged.connect(self._announce)

    def text_now(self) -> str:
        """The text on the screen: committed, with the syllable being composed at the cursor."""
        return _put_in(self.toPlainText(), self.textCursor().position(), self._preedit)

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
            return
        if self.hasFocus():
            QGuiApplication.inputMethod().commit()
        left_over = self._preedit
        if left_over:
            event = QInputMethodEvent()
            event.setCommitString(left_over)
            self.inputMethodEvent(event)
            if self.hasFocus():
                QGuiApplication.inputMethod().reset()

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
        if tone != self._tone:
            self._tone = tone
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)

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
        self._in_event = True
        self._remember(event.preeditString())
        try:
            super().inputMethodEvent(event)
        finally:
            self._in_event = False
        self._announce()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in _ENTER and control:
            self.finish_composition()
            event.accept()
            self.moved_on.emit()
            return
        if self._preedit and event.key() not in _HELD:
            self.finish_composition()
        if _is_alt_digit(event):
            event.ignore()
            return
        if self.offer_phrases and event.text() == "/" and self._at_word_start():
            event.accept()
            self.phrases_asked.emit()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.finish_composition()
        super().mousePressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.finish_composition()
        super().focusOutEvent(event)
        if event.reason() not in _STAYS:
            self.left.emit()

    def focusNextPrevChild(self, next_: bool) -> bool:
        self.finish_composition()
        return super().focusNextPrevChild(next_)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide:
            self.finish_composition()
        return super().event(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.finish_composition()
            self.textCursor().insertText(source.text())
            self.ensureCursorVisible()

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(self.textCursor().selection().toPlainText())
        return data

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
        if preedit:
            _composing.add(self)
        else:
            _composing.discard(self)

    def _announce(self) -> None:
        if self._in_event:
            return
        now = self.text_now()
        if now != self._announced:
            self._announced = now
            self.shown_text_changed.emit(now)
            self.value_changed.emit()


def _is_alt_digit(event: QKeyEvent) -> bool:
    """Alt+digit goes to a screen; Qt would write the digit where no screen takes it."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return modifiers == Qt.KeyboardModifier.AltModifier and event.text().isdecimal()


def units(text: str) -> int:
    """Length as Qt counts cursor positions: an emoji is two."""
    return len(text.encode("utf-16-le")) // 2


def _put_in(text: str, at: int, composed: str) -> str:
    if not composed:
        return text
    # Positions of Qt count UTF-16 units, Python's strings whole characters.
    raw = text.encode("utf-16-le")
    return raw[: at * 2].decode("utf-16-le") + composed + raw[at * 2 :].decode("utf-16-le")
