"""Every word a window gives away, however it is asked: tooltips, screen readers, models."""

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import QAbstractTableModel
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QTextEdit, QWidget

ROLES = (*range(15), *range(256, 262))
ROWS = 60
ASKED = (
    QAccessible.Text.Name,
    QAccessible.Text.Description,
    QAccessible.Text.Value,
    QAccessible.Text.Help,
)


def told(top: QWidget) -> Iterator[tuple[QWidget, str]]:
    """(widget, words) of everything in sight."""
    yield top, top.windowTitle()
    for widget in (top, *top.findChildren(QWidget)):
        if not widget.isVisible():
            continue
        for words in (
            widget.toolTip(),
            widget.statusTip(),
            widget.whatsThis(),
            widget.accessibleName(),
            widget.accessibleDescription(),
        ):
            yield widget, words
        if isinstance(widget, QLabel):
            yield widget, widget.text()
        elif isinstance(widget, QLineEdit):
            yield widget, widget.displayText()
        elif isinstance(widget, QTextEdit):
            yield widget, widget.toPlainText()
        asked = QAccessible.queryAccessibleInterface(widget)
        if asked is not None:
            for kind in ASKED:
                yield widget, asked.text(kind)
        if isinstance(widget, QAbstractItemView):
            yield from _in_model(widget)


def _in_model(view: QAbstractItemView) -> Iterator[tuple[QWidget, str]]:
    model = view.model()
    for row in range(min(ROWS, model.rowCount())):
        columns = model.columnCount() if isinstance(model, QAbstractTableModel) else 1
        for column in range(columns):
            index = model.index(row, column)
            for role in ROLES:
                value = model.data(index, role)
                if value is not None:
                    yield view, str(value)


def shapes_of_phone(phone: str) -> tuple[str, ...]:
    """A number as it may be written."""
    if len(phone) < 9:
        return ()
    head, middle, tail = phone[:3], phone[3:-4], phone[-4:]
    return (phone, f"{head}-{middle}-{tail}", f"{head} {middle} {tail}", f"{middle}-{tail}")


def shapes_of_birth(birth: date | None) -> tuple[str, ...]:
    """A birth date as it may be written."""
    if birth is None:
        return ()
    return (
        f"{birth:%Y-%m-%d}",
        f"{birth:%Y.%m.%d}",
        f"{birth.year}. {birth.month}. {birth.day}.",
        f"{birth.year}년 {birth.month}월 {birth.day}일",
        f"{birth:%Y%m%d}",
        f"{birth:%y%m%d}",
    )
