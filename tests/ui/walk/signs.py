"""What a clerk would notice of an act: the window, what was said, what was written or printed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QScrollBar,
    QTableView,
    QTextEdit,
    QWidget,
)

from tests.ui.walk.eye import path_of

if TYPE_CHECKING:
    from tests.ui.walk.window import Walk

Signs = dict[str, object]


def signs(walk: "Walk") -> Signs:
    """What can be seen of the window, and everything it was told to do or wrote."""
    focus = QApplication.focusWidget()
    return {
        "front": walk.window.front,
        "page": type(walk.window.stack.currentWidget()).__name__,
        "masked": (walk.counter.masked, walk.counter.revealed),
        "said": tuple(walk.said),
        "written": tuple(walk.opened.written),
        "printed": walk.printed,
        "copied": QGuiApplication.clipboard().text(),
        "focus": path_of(focus) if focus is not None else "",
        "windows": tuple(_window(top) for top in walk.tops()),
    }


def _window(top: QWidget) -> tuple[object, ...]:
    return (
        type(top).__name__,
        top.size().toTuple(),
        tuple(tuple(_shown(one)) for one in top.findChildren(QWidget) if one.isVisible()),
    )


def _shown(one: QWidget) -> Iterator[object]:
    yield type(one).__name__
    yield one.isEnabled()
    yield one.accessibleName()
    yield one.accessibleDescription()
    if isinstance(one, QLabel | QAbstractButton):
        yield one.text()
    composed = getattr(one, "composed", None)
    if callable(composed):
        yield composed()
    if isinstance(one, QAbstractButton):
        yield one.isChecked()
    elif isinstance(one, QLineEdit):
        yield one.text()
        yield one.selectedText()
        yield one.cursorPosition()
        yield one.echoMode()
    elif isinstance(one, QTextEdit):
        yield one.toPlainText()
        yield one.textCursor().position()
    elif isinstance(one, QScrollBar):
        yield one.value()
    elif isinstance(one, QMenu):
        yield id(one.activeAction())
    elif isinstance(one, QAbstractItemView):
        model = one.model()
        yield model.rowCount()
        yield one.currentIndex().row()
        yield tuple(index.row() for index in one.selectedIndexes())
        yield str(model.index(0, 0).data())
        if isinstance(one, QTableView):
            at = one.currentIndex().row()
            yield tuple(str(model.index(at, cell).data()) for cell in range(model.columnCount()))
