"""Buttons whoever sits here may not use: shut, with a sentence who may."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from desktop.domain.rights import Right, refusal
from desktop.ui.counter import Counter
from desktop.ui.kit.tips import give_tip


def only(counter: Counter, right: Right, *widgets: QWidget) -> None:
    """Keep these widgets shut for everybody who has not `right`, whatever their screen says."""
    for widget in widgets:
        _Gate(counter, right, widget)


class _Gate(QObject):
    """Stands before one widget: the screen goes on saying when it makes sense at all."""

    def __init__(self, counter: Counter, right: Right, widget: QWidget) -> None:
        super().__init__(widget)
        self._counter, self._right, self._widget = counter, right, widget
        self._shut = False
        widget.installEventFilter(self)
        counter.account_changed.connect(self._judge)
        self._judge()

    def _judge(self) -> None:
        shut = not self._counter.may(self._right)
        widget = self._widget
        if shut == self._shut:
            return
        self._shut = shut
        sentence = refusal(self._right) if shut else ""
        give_tip(widget, sentence)
        widget.setAccessibleDescription(sentence)
        widget.setEnabled(not shut)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The screen opened it again: it is not for this person."""
        if self._shut and event.type() == QEvent.Type.EnabledChange and self._widget.isEnabled():
            self._widget.setEnabled(False)
        return super().eventFilter(watched, event)
