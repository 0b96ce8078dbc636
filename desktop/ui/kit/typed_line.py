"""Typing one line in Korean without ever losing the syllable under the cursor.

While a syllable is being composed it is in neither `text()` nor `displayText()` and
no `textChanged` tells of it. The editors remember it, show it to whoever listens, and
put it into the text before any act: Ctrl+S, Enter, Tab, a click, the lock, closing the
window. Several lines are in `typed_text`, which the sign-in page can do without.
"""

from typing import Protocol

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.kit import field_box, icons, paint, theme
from desktop.ui.kit.composition import (
    COMPOSING,
    FINISHED,
    Awaited,
    Composing,
)
from desktop.ui.kit.theme import Face
from desktop.ui.kit.tips import show_tip

STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
# An input method takes the keys of its own; any other that arrives ends the syllable,
# except those held down together with one.
HELD = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
)


__all__ = [
    "COMPOSING",
    "FINISHED",
    "Composing",
    "KoreanLineEdit",
    "Password",
]
DOT = "●"


_SHORTEST_NUMBER = 8
"""Characters of a passport number, the shortest that may not be kept."""
_ADVICE_FOR = 10_000
"""Milliseconds the advice stands at the field."""


def is_alt_digit(event: QKeyEvent) -> bool:
    """Alt+digit goes to a screen; Qt would write the digit where no screen takes it."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return modifiers == Qt.KeyboardModifier.AltModifier and event.text().isdecimal()


def is_vain_undo(event: QEvent, undoable: bool) -> bool:
    """Ctrl+Z where no typing can be taken back: it is the window's, which undoes the last act.

    Qt would keep it for the text even then, and the notice's 되돌리기 would not be heard.
    """
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and event.matches(QKeySequence.StandardKey.Undo)
        and not undoable
        and not event.isAutoRepeat()
    )


def units(text: str) -> int:
    """Length as Qt counts cursor positions: an emoji is two."""
    return len(text.encode("utf-16-le")) // 2


def put_in(text: str, at: int, composed: str) -> str:
    """`text` with the composed syllable where the cursor stands."""
    if not composed:
        return text
    # Positions of Qt count UTF-16 units, Python's strings whole characters.
    raw = text.encode("utf-16-le")
    return raw[: at * 2].decode("utf-16-le") + composed + raw[at * 2 :].decode("utf-16-le")


class _Typed(Protocol):
    """What both editors have in common for `take_out_numbers`."""

    def text_now(self) -> str: ...
    def composed(self) -> str: ...
    def set_value(self, value: object) -> None: ...
    def cursorPosition(self) -> int: ...
    def setCursorPosition(self, at: int) -> None: ...


def replace_all(editor: _Typed, text: str) -> None:
    """Show another text without a way back, with as much behind the cursor as before."""
    behind = units(editor.text_now()) - editor.cursorPosition() - units(editor.composed())
    editor.set_value(text)
    editor.setCursorPosition(max(0, units(text) - behind))


def take_out_numbers(editor: _Typed) -> bool:
    """The last door for a field no form guards: a resident number goes the moment it is whole.

    Says at the field what to write instead.
    """
    text = editor.text_now()
    if len(text) < _SHORTEST_NUMBER:
        return False
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    from desktop.domain.guard import clean, find_identifiers
    from desktop.domain.korean import nfc

    found = find_identifiers(nfc(text))
    if not found:
        return False
    replace_all(editor, clean(nfc(text)))
    if isinstance(editor, QWidget):
        spot = editor.mapToGlobal(editor.rect().bottomLeft())
        show_tip(spot, found[0].advice, editor, _ADVICE_FOR)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(editor, found[0].advice))
    return True


class KoreanLineEdit(QLineEdit):
    """One line of free typing, without masks; what is shown is what is saved.

    `leading` and `trailing` are signs at its ends; a click on the trailing one emits
    `sign_clicked`. `value()` and `set_value()` make it a control of a form.

    A text longer than the field is shown from its start while the cursor is elsewhere,
    ends with … and stands whole in the tooltip; the place of the cursor is kept.
    """

    takes_the_width = True
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
        """`size` is "", "dense" (32 high), "large" (44 high) or "line" (in a running text)."""
        super().__init__(parent)
        self._preedit = ""
        self._awaited = Awaited()
        self._announced = ""
        self._in_event = False
        self._leading, self._trailing = leading, trailing
        self.tone = ""
        """The look of a mistake ("danger") or none."""
        self._measure = size
        self._wish = 0
        self._keys = ""
        self._caret: int | None = None
        self.guards_itself = True
        """Whether forbidden numbers are taken out here; a form that does it says so."""
        self.setFrame(False)
        self.setPlaceholderText(placeholder)
        self.setMinimumWidth(theme.px(48))
        self._place_text()
        self.textChanged.connect(self._announce)

    # what it holds

    def text_now(self) -> str:
        """The text on the screen: committed, with the syllable being composed at the cursor."""
        return put_in(self.text(), self.cursorPosition(), self._preedit)

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
        self._awaited.forget()
        self._remember("")
        self._caret = None
        super().setText(text or "")
        if not self.hasFocus():
            self._show_start()
        self._announce()

    def cursorPosition(self) -> int:
        """Where typing goes on, also while the field shows its start."""
        return super().cursorPosition() if self._caret is None else self._caret

    def setCursorPosition(self, at: int) -> None:
        """Put the cursor somewhere; while it is elsewhere, where it will stand."""
        self._caret = None
        super().setCursorPosition(at)
        if not self.hasFocus():
            self._show_start()

    def clear(self) -> None:
        self.setText("")

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
            # Offscreen and on some systems commit() does nothing: the remembered
            # syllable goes in where it is shown, and the input method forgets it.
            event = QInputMethodEvent()
            event.setCommitString(left_over)
            self.inputMethodEvent(event)
            if self.hasFocus():
                QGuiApplication.inputMethod().reset()
        FINISHED.put_in(syllable)

    # looks

    def set_tone(self, tone: str) -> None:
        """Take the look of a mistake ("danger") or none ("")."""
        if tone != self.tone:
            self.tone = tone
            self.setProperty("tone", tone)  # heard by the ring around it
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
        """Set its height and the margins of the text again."""
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
        if FINISHED.comes_late(event):
            return
        self._in_event = True
        self._awaited.see(self._preedit, event)
        self._remember(event.preeditString())
        try:
            super().inputMethodEvent(self._as_shown(event))
        finally:
            self._in_event = False
        self._announce()

    def _as_shown(self, event: QInputMethodEvent) -> QInputMethodEvent:
        """Covered, a syllable is a dot from its first consonant on: Qt would show it until done."""
        if self.echoMode() == QLineEdit.EchoMode.Normal or not event.preeditString():
            return event
        shown = QInputMethodEvent(DOT * units(event.preeditString()), event.attributes())
        shown.setCommitString(
            event.commitString(), event.replacementStart(), event.replacementLength()
        )
        return shown

    def keyPressEvent(self, event: QKeyEvent) -> None:
        FINISHED.forget()
        if event.key() not in HELD:
            self._awaited.finish(self)
        if event.key() in ENTER:
            self.finish_composition()
            event.accept()
            self.returnPressed.emit()
            self.moved_on.emit()
            return
        if self._preedit and event.key() not in HELD:
            self.finish_composition()
        if is_alt_digit(event):
            event.ignore()
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.cut()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Copy what is selected; of a covered password nothing."""
        self._copy(cut=False)

    def cut(self) -> None:
        """Copy what is selected and take it out."""
        self._copy(cut=True)

    def _copy(self, *, cut: bool) -> None:
        if self.echoMode() == QLineEdit.EchoMode.Normal:
            from desktop.ui.kit.clipboard import copy_selected

            copy_selected(self, cut=cut)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        from desktop.ui.kit.clipboard import lead_menu_here
        from desktop.ui.kit.menu import dress

        menu = self.createStandardContextMenu()
        lead_menu_here(menu, self)
        dress(menu)
        menu.popup(event.globalPos())

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
        if event.reason() not in STAYS:
            self._show_start()
            self.left.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        caret, self._caret = self._caret, None
        # A click means the place it points at: nothing may move from under the mouse.
        clicked = event.reason() == Qt.FocusReason.MouseFocusReason
        if caret is not None and not clicked and not self.hasSelectedText():
            super().setCursorPosition(caret)
        super().focusInEvent(event)

    def event(self, event: QEvent) -> bool:
        # A hidden field is left without a focus event when its whole page goes.
        if event.type() == QEvent.Type.Hide:
            self.finish_composition()
        if is_vain_undo(event, self.isUndoAvailable() or bool(self._preedit)):
            event.ignore()
            return False
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._is_cut():
            show_tip(event.globalPos(), self.text(), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        field_box.draw(self, tone=self.tone, measure=self._measure, locked=self.isReadOnly())
        super().paintEvent(event)
        painter = QPainter(self)
        size = theme.px(18)
        middle = (self.height() - size) / 2
        quiet = theme.ink("second" if self.isEnabled() else "disabled_text")
        if not self.hasFocus() and self._is_cut():
            room = self._room()
            more = paint.width_of("…", Face.BODY) + 2
            room.setLeft(room.right() - more)
            grounds = {"line": "card"} if self.isEnabled() else {}
            ground = "field" if self.isEnabled() and not self.isReadOnly() else "disabled"
            painter.fillRect(room, theme.ink(grounds.get(self._measure, ground)))
            paint.text(painter, room, "…", Face.BODY, self.palette().text().color())
        if self._leading:
            icons.draw(painter, self._leading, theme.px(12), middle, size, quiet)
        if self.tone == "danger":
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
        right = theme.px(24) if self._trailing or self.tone == "danger" else 0
        if self._keys and not right:
            right = paint.cap_width(self._keys)
        side = theme.px(field_box.SIDE[self._measure])
        self.setTextMargins(side + left, 0, side + right, 0)
        self.setFixedHeight(theme.px(field_box.HIGH[self._measure]))

    def _show_start(self) -> None:
        if self._caret is None and self._is_cut() and not self.hasSelectedText():
            self._caret = super().cursorPosition()
            super().setCursorPosition(0)

    def _room(self) -> QRectF:
        """Where the text stands."""
        # Their six hundred names take longer to lay out than the sign-in page, which is not cut.
        from PySide6.QtWidgets import QStyle, QStyleOptionFrame

        option = QStyleOptionFrame()
        self.initStyleOption(option)
        part = QStyle.SubElement.SE_LineEditContents
        box = self.style().subElementRect(part, option, self)
        # Two pixels at either side are Qt's own.
        return QRectF(box.marginsRemoved(self.textMargins())).adjusted(2, 0, -2, 0)

    def _is_cut(self) -> bool:
        if self.echoMode() != QLineEdit.EchoMode.Normal or not self.text():
            return False
        return self.fontMetrics().horizontalAdvance(self.text()) > self._room().width()

    def _remember(self, preedit: str) -> None:
        self._preedit = preedit
        if preedit or self._awaited.syllable:
            COMPOSING.add(self)
        else:
            COMPOSING.discard(self)

    def _announce(self) -> None:
        # While Qt takes in an input method event the text is half done.
        if self._in_event:
            return
        now = self.text_now()
        if self.guards_itself and now != self._announced and take_out_numbers(self):
            return
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
        self.guards_itself = False
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
