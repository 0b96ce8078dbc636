"""What a screen reader is told of the controls the kit paints itself.

Qt takes a painted widget for a bare area. A widget that says `spoken_role` gets its role,
and with the methods of `Spoken` its name, value and state told like those of native ones.
"""

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

Text = QAccessible.Text
SpokenRole = QAccessible.Role


class Spoken:
    """What a painted control tells of itself; a control overrides what Qt cannot know."""

    spoken_role: QAccessible.Role

    def spoken_name(self) -> str:
        """What it is; its accessible name unless something shorter will do."""
        assert isinstance(self, QWidget)
        return self.accessibleName()

    def spoken_value(self) -> str:
        """What is chosen in it, empty when it holds nothing."""
        return ""

    def spoken_checked(self) -> bool | None:
        """Whether it is ticked; None for what cannot be."""
        return None

    def spoken_selected(self) -> bool | None:
        """Whether it is the chosen one of its list; None for what is in none."""
        return None


class _Voice(QAccessibleWidget):
    """Asks the widget anew each time: what is masked meanwhile is told masked."""

    def __init__(self, widget: QWidget, role: QAccessible.Role) -> None:
        super().__init__(widget, role)

    def text(self, kind: QAccessible.Text) -> str:
        told: Any = self.object()
        if kind is Text.Name:
            return str(told.spoken_name())
        if kind is Text.Value:
            return str(told.spoken_value())
        return super().text(kind)

    def state(self) -> QAccessible.State:
        told: Any = self.object()
        state = super().state()
        checked, selected = told.spoken_checked(), told.spoken_selected()
        if checked is not None:
            state.checkable, state.checked = 1, int(checked)
        if selected is not None:
            state.selectable, state.selected = 1, int(selected)
        return state


def _made_for(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    # Only for whom it is: Qt asks here for every class a widget is made of.
    role = getattr(thing, "spoken_role", None)
    return _Voice(thing, role) if role is not None and isinstance(thing, QWidget) else None


class _Installed:
    done = False


def install() -> None:
    """Let the kit speak for its own controls; a second call does nothing."""
    if not _Installed.done:
        _Installed.done = True
        QAccessible.installFactory(_made_for)
