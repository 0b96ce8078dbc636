"""A form as on paper: named fields in their order, read at once, never lost.

The form knows nothing of visitors: it commits the syllable being composed, cleans
what must never be kept (numbers of residents), gives values by name, shows what the
office's rules refuse at the field it belongs to, and can be taken away and put back
with its cursor.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.domain.korean import nfc, tidy
from desktop.ui.kit.combo import Combo
from desktop.ui.kit.composition import finish_all_composition
from desktop.ui.kit.fields import Field
from desktop.ui.kit.typed_text import (
    KoreanLineEdit,
    KoreanTextEdit,
    Password,
    replace_all,
    units,
)


class Finding(Protocol):
    """Something in a text that must not be kept, with what to write instead."""

    @property
    def advice(self) -> str:
        """One sentence for the clerk."""


Guard = Callable[[str], Sequence[Finding]]
Cleaner = Callable[[str], str]
Normaliser = Callable[[str], str | None]


class Unfit(Exception):
    """What a normaliser raises for a value it cannot read; the sentence goes under the field."""


class Form(QObject):
    """Fields of one paper, in its order; owned by the screen that shows them.

    Enter goes to the next field, from the last one `completed` is emitted. `dirty`
    tells of the first unsaved change, also while a syllable is being composed;
    `changed` of every one, with the field's name.
    """

    dirty = Signal()
    changed = Signal(str)
    completed = Signal()

    def __init__(
        self,
        parent: QWidget,
        *,
        guard: Guard | None = None,
        clean: Cleaner | None = None,
    ) -> None:
        """`guard` finds what must not be kept in any free text, `clean` takes it out."""
        super().__init__(parent)
        self._fields: dict[str, Field] = {}
        self._normalisers: dict[str, Normaliser] = {}
        self._guards: dict[str, Guard | None] = {}
        self._guard, self._clean = guard, clean
        self._is_dirty = False
        self._quiet = False
        # Fields a forbidden number was just taken out of: they block until looked at.
        self._stopped: set[str] = set()
        self._after: QWidget | None = None
        self._left_last = ""

    # building

    def add(
        self,
        name: str,
        field: Field,
        *,
        on_leave: Normaliser | None = None,
        guarded: bool = True,
        guard: Guard | None = None,
    ) -> Field:
        """Take a field into the form under a name; the order of calls is the order of Enter.

        `on_leave` gets the tidied text when the field is left and gives the text to
        show (None: as it is), or raises with the sentence for under the field.
        """
        self._fields[name] = field
        control = field.control
        control.setObjectName(name)
        if on_leave is not None:
            self._normalisers[name] = on_leave
        self._guards[name] = (guard or self._guard) if guarded else None
        # What is typed into a combo is no value: the form does not see it.
        if isinstance(control, KoreanLineEdit | KoreanTextEdit) and not isinstance(control, Combo):
            control.guards_itself = control.guards_itself and self._guards[name] is None
        self._listen(control, "value_changed", lambda: self._value_changed(name))
        self._listen(control, "moved_on", lambda: self._move_on(name))
        self._listen(control, "left", lambda: self._left(name))
        return field

    def place(
        self,
        layout: Any,
        name: str,
        field: Field,
        share: int = 0,
        on_leave: Normaliser | None = None,
    ) -> None:
        """Take a field in, as `add`, and put it into a layout with its share of the room."""
        layout.addWidget(self.add(name, field, on_leave=on_leave), share)

    def then(self, widget: QWidget) -> None:
        """Where Enter goes from the last field: usually the button that saves."""
        self._after = widget

    # asking

    def field(self, name: str) -> Field:
        """The field of a name."""
        return self._fields[name]

    def names(self) -> tuple[str, ...]:
        """Names in the order of the paper."""
        return tuple(self._fields)

    @property
    def is_dirty(self) -> bool:
        """Whether there are unsaved changes."""
        return self._is_dirty

    def mark_saved(self) -> None:
        """What is shown is stored now."""
        self._is_dirty = False

    def value(self, name: str) -> Any:
        """The value on the screen, composed syllable included; text composed to NFC."""
        value = self._fields[name].value()
        return nfc(value) if isinstance(value, str) else value

    def set_value(self, name: str, value: object) -> None:
        """Show a value that comes from the store: not an unsaved change."""
        quiet, self._quiet = self._quiet, True
        self._stopped.discard(name)
        self._fields[name].set_value(value)
        self._fields[name].clear_message()
        self._quiet = quiet

    def set_values(self, values: Mapping[str, object]) -> None:
        """Show several values from the store; names that are not in the form are passed over."""
        for name, value in values.items():
            if name in self._fields:
                self.set_value(name, value)

    def clear(self) -> None:
        """An empty form, with nothing unsaved."""
        for name, field in self._fields.items():
            self.set_value(name, () if isinstance(field.value(), tuple) else None)
        self._is_dirty = False
        self._left_last = ""

    # reading

    def read(self) -> dict[str, Any] | None:
        """All values for saving; None when a field is wrong, with the focus in the first.

        Puts the composed syllable in, normalises every field, then checks what is
        required and what the guard finds.
        """
        finish_all_composition()
        for name, field in self._fields.items():
            # A refusal of the last time may be mended in another field: judge anew.
            if field.error() and name not in self._stopped:
                field.clear_message()
            self._normalise(name)
            if isinstance(field.control, Combo) and not field.control.settle():
                field.set_error("목록에서 하나를 골라 주세요.")
        wrong = {}
        for name, field in self._fields.items():
            sentence = field.error() or self._found(name)
            if not sentence and field.required and not field.isHidden():
                value = field.value()
                if value in (None, "", ()) or (isinstance(value, str) and not value.strip()):
                    sentence = _missing(field)
            if sentence:
                wrong[name] = sentence
        if wrong:
            self.show_errors(wrong)
            return None
        return {name: self._tidied(name) for name in self._fields}

    def show_errors(self, sentences: Mapping[str, str]) -> None:
        """Put sentences under their fields and the focus into the first wrong one."""
        first: Field | None = None
        for name, field in self._fields.items():
            if name in sentences:
                field.set_error(sentences[name])
                first = first or field
        if first is not None:
            first.control.setFocus(Qt.FocusReason.OtherFocusReason)
            if isinstance(first.control, QLineEdit):
                first.control.selectAll()

    def clear_errors(self) -> None:
        """Take all sentences away."""
        for field in self._fields.values():
            field.clear_message()

    def focus_first_empty(self) -> None:
        """Put the cursor where typing goes on."""
        for field in self._fields.values():
            if field.value() in (None, "", ()) and field.control.isEnabled():
                field.control.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        next(iter(self._fields.values())).control.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_masked(self, masked: bool) -> None:
        """F12: cover what is typed in free words, without losing a letter or the cursor."""
        for field in self._fields.values():
            control = field.control
            if isinstance(control, KoreanTextEdit):
                field.set_covered(masked)
            elif isinstance(control, KoreanLineEdit) and not isinstance(control, Combo | Password):
                control.set_covered(masked)

    # leaving and coming back

    def snapshot(self) -> dict[str, Any]:
        """Everything typed, JSON-able: values with the composed syllable, field and cursor.

        What the guard finds is taken out: it must not reach a draft either.
        """
        values: dict[str, Any] = {}
        for name, field in self._fields.items():
            value = field.value()
            if isinstance(value, str):
                value = nfc(value)
                guard = self._guards[name]
                if guard is not None and self._clean is not None and guard(value):
                    value = self._clean(value)
            values[name] = list(value) if isinstance(value, tuple) else value
        kept: dict[str, Any] = {"values": values, "dirty": self._is_dirty}
        name = self._where()
        if name:
            control = self._fields[name].control
            kept["focus"] = name
            if isinstance(control, KoreanLineEdit | KoreanTextEdit):
                # The syllable stands in the value now; the cursor goes behind it.
                kept["cursor"] = control.cursorPosition() + units(control.composed())
        return kept

    def _where(self) -> str:
        """The field with the keys, or the one they left for the search box or a button."""
        focus = QApplication.focusWidget()
        for name, field in self._fields.items():
            control = field.control
            if control is focus or (focus is not None and control.isAncestorOf(focus)):
                return name
        return self._left_last

    def restore(self, kept: Mapping[str, Any], *, focus: bool = True) -> None:
        """Show again what `snapshot` took; with its cursor unless `focus` is False."""
        values = kept.get("values", {})
        for name, value in values.items():
            if name in self._fields:
                self.set_value(name, tuple(value) if isinstance(value, list) else value)
        self._is_dirty = bool(kept.get("dirty", True))
        where = kept.get("focus")
        if focus and where in self._fields:
            control = self._fields[where].control
            control.setFocus(Qt.FocusReason.OtherFocusReason)
            if isinstance(control, KoreanLineEdit | KoreanTextEdit) and "cursor" in kept:
                if isinstance(control, QLineEdit):
                    control.deselect()
                control.setCursorPosition(int(kept["cursor"]))
        if self._is_dirty:
            self.dirty.emit()

    # what happens at the keys

    def _value_changed(self, name: str) -> None:
        if self._quiet:
            return
        field = self._fields[name]
        self._stopped.discard(name)
        if field.error():
            field.clear_message()
        self._keep_out(name)
        first = not self._is_dirty
        self._is_dirty = True
        self.changed.emit(name)
        if first:
            self.dirty.emit()

    def _keep_out(self, name: str) -> None:
        """Take a forbidden number out the moment it is whole: no draft, no undo keeps it."""
        found = self._found(name)
        if not found:
            return
        self._stopped.add(name)
        field = self._fields[name]
        control = field.control
        if self._clean is not None and isinstance(control, KoreanLineEdit | KoreanTextEdit):
            cleaned = self._clean(control.text_now())
            if cleaned != control.text_now():
                quiet, self._quiet = self._quiet, True
                replace_all(control, cleaned)
                self._quiet = quiet
                field.set_error(found)
                return
        field.set_error(found)

    def _found(self, name: str) -> str:
        guard = self._guards[name]
        value = self._fields[name].value()
        if guard is None or not isinstance(value, str) or not value:
            return ""
        findings = guard(nfc(value))
        return findings[0].advice if findings else ""

    def _left(self, name: str) -> None:
        self._left_last = name
        if not self._quiet:
            self._normalise(name)

    def _normalise(self, name: str) -> None:
        field = self._fields[name]
        normaliser = self._normalisers.get(name)
        control = field.control
        # What a combo shows is its label: it settles its own text.
        if isinstance(control, Combo) or not isinstance(control, KoreanLineEdit | KoreanTextEdit):
            return
        text = self._tidied(name)
        if not isinstance(text, str):
            return
        shown: str | None = text
        if normaliser is not None and text:
            try:
                shown = normaliser(text)
            except Exception as trouble:
                # The rules of the domain speak in sentences meant for this place.
                if not _is_sentence(trouble):
                    raise
                field.set_error(str(trouble))
                return
        if shown is not None and shown != control.text_now():
            quiet, self._quiet = self._quiet, True
            control.replace_text(shown)
            self._quiet = quiet

    def _tidied(self, name: str) -> Any:
        value = self._fields[name].value()
        if not isinstance(value, str):
            return value
        if isinstance(self._fields[name].control, KoreanTextEdit):
            return nfc(value).strip()
        return tidy(value)

    def _move_on(self, name: str) -> None:
        order = list(self._fields)
        for later in order[order.index(name) + 1 :]:
            control = self._fields[later].control
            if control.isEnabled() and control.isVisible():
                control.setFocus(Qt.FocusReason.TabFocusReason)
                return
        if self._after is not None:
            self._after.setFocus(Qt.FocusReason.TabFocusReason)
        self.completed.emit()

    @staticmethod
    def _listen(control: QWidget, name: str, slot: Callable[[], None]) -> None:
        signal = getattr(control, name, None)
        if signal is not None:
            signal.connect(slot)


def _is_sentence(trouble: Exception) -> bool:
    from desktop.domain.errors import NaeilError

    return isinstance(trouble, Unfit | NaeilError | ValueError)


def _missing(field: Field) -> str:
    from desktop.domain.korean import with_particle

    verb = "적어" if isinstance(field.control, KoreanLineEdit | KoreanTextEdit) else "골라"
    return f"{with_particle(field.label, '을/를')} {verb} 주세요."
