"""What is said where the mouse rests, in the program's own look."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop.ui.kit import theme

_kept: list[QObject] = []


def plain_tip(text: str) -> str:
    """Text for Qt's tips: it guesses rich text there, a name such as <b>x</b> must not work."""
    from html import escape

    if "<" not in text and "&" not in text:
        return text
    return f"<qt>{escape(text).replace(chr(10), '<br>')}</qt>"


def give_tip(widget: QWidget, text: str) -> None:
    """What `widget` says when the mouse rests on it; "" takes it away."""
    tip = plain_tip(text)
    if tip == widget.toolTip():
        return
    widget.setToolTip(tip)
    if tip:
        widget.installEventFilter(_keeper())


def show_tip(at: QPoint, text: str, widget: QWidget, milliseconds: int = -1) -> None:
    """Say `text` at a place on the screen, so many milliseconds or as long as Qt would."""
    _say(at, plain_tip(text), widget, milliseconds)


def _say(at: QPoint, tip: str, widget: QWidget, milliseconds: int = -1) -> None:
    from PySide6.QtWidgets import QApplication, QToolTip

    QToolTip.showText(at, tip, widget, QRect(), milliseconds)
    for label in QApplication.topLevelWidgets():
        if label.inherits("QTipLabel") and not label.isHidden():
            # Its style knows no room inside: the sheet is on this one label.
            label.setStyleSheet(theme.sheet("tip"))
            label.ensurePolished()
            label.adjustSize()
            room, now = label.screen().availableGeometry(), label.frameGeometry()
            right, low = room.right() - now.width(), room.bottom() - now.height()
            label.move(min(now.x(), right), min(now.y(), low))


class _Keeper(QObject):
    """Shows the tips of the widgets that were given one; it hears of no others."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ToolTip:
            return False
        from PySide6.QtGui import QHelpEvent

        if isinstance(event, QHelpEvent) and isinstance(watched, QWidget) and watched.toolTip():
            _say(event.globalPos(), watched.toolTip(), watched)
            return True
        return False


def _keeper() -> QObject:
    if not _kept or not isValid(_kept[0]):
        _kept[:] = [_Keeper(QCoreApplication.instance())]
    return _kept[0]
