"""What can be chosen, and what the controls of choosing share."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QApplication, QWidget

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: the value kept, the words shown, and what stands small beside it."""

    key: str
    label: str
    beside: str = ""


def options(pairs: Iterable[tuple[str, str] | Option]) -> tuple[Option, ...]:
    """Options out of (key, label) pairs, as code lists and enums give them."""
    return tuple(pair if isinstance(pair, Option) else Option(*pair) for pair in pairs)


def speak(widget: QWidget, name: str, description: str = "") -> None:
    """Tell a screen reader that what a painted control says has changed."""
    if widget.accessibleName() != name or widget.accessibleDescription() != description:
        widget.setAccessibleName(name)
        widget.setAccessibleDescription(description)
        QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.NameChanged))


def ring_moved(widget: QWidget) -> None:
    """The ring is told by a layout request: it follows the part that has the keys."""
    QApplication.postEvent(widget, QEvent(QEvent.Type.LayoutRequest))
