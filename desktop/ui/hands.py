"""Hands on the keyboard: syllables composed key by key, the way an input method does it.

The tour types with them, and so do the tests.
`QTest.keyClicks` with Hangul aborts the process (PySide6 6.11), and it would skip the
very thing worth testing: the syllable that is on the screen but not yet in the text.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

FIRST = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWEL = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
LAST = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
PAIRED = {
    "ㅘ": "ㅗㅏ",
    "ㅙ": "ㅗㅐ",
    "ㅚ": "ㅗㅣ",
    "ㅝ": "ㅜㅓ",
    "ㅞ": "ㅜㅔ",
    "ㅟ": "ㅜㅣ",
    "ㅢ": "ㅡㅣ",
    "ㄳ": "ㄱㅅ",
    "ㄵ": "ㄴㅈ",
    "ㄶ": "ㄴㅎ",
    "ㄺ": "ㄹㄱ",
    "ㄻ": "ㄹㅁ",
    "ㄼ": "ㄹㅂ",
    "ㄽ": "ㄹㅅ",
    "ㄾ": "ㄹㅌ",
    "ㄿ": "ㄹㅍ",
    "ㅀ": "ㄹㅎ",
    "ㅄ": "ㅂㅅ",
}
JOINED = {pair: joined for joined, pair in PAIRED.items()}


def keys_of(text: str) -> str:
    """The keys pressed for a text, one letter each: 값 → ㄱㅏㅂㅅ."""
    keys = ""
    for character in text:
        if "가" <= character <= "힣":
            code = ord(character) - 0xAC00
            letters = FIRST[code // 588] + VOWEL[code % 588 // 28] + LAST[code % 28].strip()
        else:
            letters = character
        keys += "".join(PAIRED.get(letter, letter) for letter in letters)
    return keys


def compose(keys: str) -> tuple[str, str]:
    """What a two-set input method makes of letters: (finished text, syllable being composed)."""
    done = first = vowel = last = ""

    def block() -> str:
        if first and vowel:
            code = (FIRST.index(first) * 21 + VOWEL.index(vowel)) * 28
            return chr(0xAC00 + code + (LAST.index(last) if last else 0))
        return first + vowel

    for key in keys:
        if key in VOWEL:
            if last:  # the consonant under the syllable moves to the next one
                moved = PAIRED.get(last, last)
                last = moved[0] if len(moved) > 1 else ""
                done += block()
                first, vowel, last = moved[-1], key, ""
            elif vowel and vowel + key in JOINED:
                vowel = JOINED[vowel + key]
            elif vowel or (first and first not in FIRST):
                done += block()
                first, vowel = "", key
            else:
                vowel = key
        elif not vowel:
            if first and first + key in JOINED:
                first = JOINED[first + key]
            else:
                done += first
                first = key
        elif first and not last and key in LAST:
            last = key
        elif last and last + key in JOINED:
            last = JOINED[last + key]
        else:
            done += block()
            first, vowel, last = key, "", ""
        if first in PAIRED and vowel:
            done += PAIRED[first][0]
            first = PAIRED[first][1]
    return done, block()


class KoreanKeyboard:
    """A keyboard in Hangul mode with a two-set input method in front of the window."""

    def __init__(self) -> None:
        self._keys = ""
        self._sent = ""
        self._object: QObject | None = None

    def type(self, text: str) -> None:
        """Type a text; its last syllable is still being composed afterwards.

        Characters that are not Hangul end the composition and arrive as plain keys.
        """
        for key in keys_of(text):
            if key in FIRST or key in VOWEL:
                self._letter(key)
            else:
                self.commit()
                self._plain(key)

    def commit(self) -> None:
        """End the composition as the input method does it by itself."""
        self._see_who_listens()
        if self._keys:
            _, composing = compose(self._keys)
            self._keys = ""
            self._send("", composing)

    def press(self, keys: str, *, commits: bool = False) -> None:
        """Press a key such as "Ctrl+S", "Enter", "Tab", "F2".

        `commits` tells whether the input method hands its syllable over first; many
        do, but the program may not rely on it.
        """
        self._see_who_listens()
        sequence = QKeySequence("Return" if keys == "Enter" else keys)
        assert sequence.count() == 1, keys
        combination = sequence[0]  # type: ignore[index]  # missing in the stubs of 6.11
        key, modifiers = combination.key(), combination.keyboardModifiers()
        if key == Qt.Key.Key_Backspace and self._keys and not modifiers:
            self._keys = self._keys[:-1]
            self._send(compose(self._keys)[1], "")
            return
        if commits:
            self.commit()
        target = QApplication.focusWidget() or QApplication.activeWindow()
        assert target is not None, "no window has the keyboard"
        QTest.keyClick(target, key, modifiers)
        QApplication.processEvents()
        self._see_who_listens()

    def _letter(self, key: str) -> None:
        self._see_who_listens()
        done, composing = compose(self._keys + key)
        self._keys = keys_of(composing) if done else self._keys + key
        self._send(composing, done)

    def _plain(self, character: str) -> None:
        target = QGuiApplication.focusObject()
        assert target is not None, "nothing has the keyboard"
        code = Qt.Key.Key_Space if character == " " else Qt.Key(0)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, character)
            QApplication.sendEvent(target, event)

    def _send(self, composing: str, done: str) -> None:
        target = QGuiApplication.focusObject()
        assert target is not None, "nothing has the keyboard"
        event = QInputMethodEvent(composing, [])
        if done:
            event.setCommitString(done)
        QApplication.sendEvent(target, event)
        self._object, self._sent = target, composing

    def _see_who_listens(self) -> None:
        """Forget the composition when the program ended it or the focus went elsewhere."""
        target = QGuiApplication.focusObject()
        composed = getattr(target, "composed", None)
        ended = callable(composed) and not composed()
        if target is not self._object or ended:
            self._keys = ""
        self._object = target


_HELD = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
)
_CHORD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_CLICKS = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


class Interactions(QObject):
    """Counts what the hands did on the events that reach the program, whoever sent them.

    One interaction is one key press that is not a character or Backspace of a text, or
    one click. A key held down counts once, so does a key together with Ctrl or Shift.
    Syllables of an input method are characters and do not come by here at all.
    """

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self._asked: int | None = None
        self._clicked: tuple[int, float, float] | None = None
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def stop(self) -> None:
        """Count no more."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at every press once, at whoever gets it first."""
        kind = event.type()
        if kind in _CLICKS and isinstance(event, QMouseEvent):
            self._click(event)
        elif kind == QEvent.Type.KeyRelease:
            self._asked = None
        elif (
            kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
            and isinstance(event, QKeyEvent)
            # What a widget leaves alone goes on to its parents: it is still the same press.
            and watched is (QApplication.focusWidget() or QApplication.activeWindow())
        ):
            self._press(kind, event)
        return False

    def _press(self, kind: QEvent.Type, event: QKeyEvent) -> None:
        # A key is offered as a possible shortcut first; taken as one, it is never pressed.
        key = int(event.key())
        if kind == QEvent.Type.KeyPress and self._asked == key:
            self._asked = None
            return
        if kind == QEvent.Type.ShortcutOverride:
            self._asked = key
        if key in _HELD or event.isAutoRepeat() or _is_of_a_text(event):
            return
        self.count += 1

    def _click(self, event: QMouseEvent) -> None:
        # The window gets it first, then the widget, then whatever lies behind it.
        spot = event.globalPosition()
        this = (int(event.timestamp()), spot.x(), spot.y())
        if this != self._clicked:
            self.count += 1
        self._clicked = this


def _is_of_a_text(event: QKeyEvent) -> bool:
    """Whether the press writes or takes back a character where text is typed."""
    here = QGuiApplication.focusObject()
    if not isinstance(here, QLineEdit | QTextEdit | QPlainTextEdit) or here.isReadOnly():
        return False
    if event.modifiers() & _CHORD:
        return False
    return event.key() == Qt.Key.Key_Backspace or (
        bool(event.text()) and event.text().isprintable()
    )


def words_of(widget: QWidget) -> str:
    """Everything that can be read on a widget now, one piece a line, top to bottom as built."""
    pieces = []
    for child in (widget, *widget.findChildren(QWidget)):
        if not child.isVisible():
            continue
        words = getattr(child, "text_now", None) or getattr(child, "text", "")
        piece = words() if callable(words) else words
        if not piece:
            piece = child.accessibleName()
        if isinstance(piece, str) and piece.strip():
            pieces.append(piece)
    return "\n".join(pieces)
