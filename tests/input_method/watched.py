"""The real counter in a process of its own; tells at every change what it shows, as JSON lines.

Started as `python -m tests.input_method.watched FOLDER`. Papers go nowhere but are counted.
"""

import json
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app import CounterApp, Start, application
from desktop.ui.printing import queue

EVERY = 20


class Watched:
    """Looks at the counter and prints what is new."""

    def __init__(self, folder: Path) -> None:
        self.papers: list[str] = []
        self.said: list[str] = []
        queue.divert(lambda _pdf, title: self.papers.append(title))
        self.app = CounterApp(Start(folder, size=(1366, 768)))
        self.app.counter.saying.connect(lambda text, *_more: self.said.append(text))
        self._told = ""
        self._timer = QTimer()
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.tell)
        self._timer.start()
        self.app.show()

    def tell(self) -> None:
        """One line, when something changed."""
        line = json.dumps(self.state())
        if line != self._told:
            self._told = line
            print(line, flush=True)

    def state(self) -> dict[str, Any]:
        """What somebody in front of the window could say about it."""
        window: Any = self.app.window
        counter = self.app.counter
        focus: Any = QApplication.focusWidget()
        editor = focus if hasattr(focus, "text_now") else None
        front = window.front
        screen: Any = window.workplace._screens.get(front)
        form = getattr(screen, "_form", None)
        results = getattr(window.workplace.search, "results", None)
        return {
            "inside": window.stack.currentWidget() is window.frame,
            "front": front,
            "focus": _name(focus),
            "kind": type(focus).__name__,
            "text": editor.text_now() if editor is not None else "",
            "composed": editor.composed() if editor is not None else "",
            "fields": {name: form.value(name) for name in form.names()} if form else {},
            "spot": _spot(focus),
            "found": results is not None,
            "search": window.workplace.search.text_now() if window.workplace.search else "",
            "strip": [line.masked_name for line in window.workplace._keeper.lines],
            "said": len(self.said),
            "last_said": self.said[-1] if self.said else "",
            "papers": len(self.papers),
            "masked": counter.masked,
            "revealed": counter.revealed,
            "busy": counter.jobs.busy,
            "windows": [
                type(one).__name__
                for one in QApplication.topLevelWidgets()
                if one.isVisible() and one is not window
            ],
            "folded": getattr(getattr(screen, "_paper", None), "folded", None),
            **_more(screen),
        }


def _more(screen: Any) -> dict[str, Any]:
    """What only some screens have: plan rows, the page, answers on the consent paper."""
    told: dict[str, Any] = {"visitor": getattr(screen, "visitor_id", None)}
    sheet = getattr(screen, "_sheet", None)
    if hasattr(sheet, "plan"):
        told["plan"] = sheet.plan._shown
        told["history"] = screen._pages.currentWidget() is screen.history
        told["memo"] = sheet.memo.is_open
    panel = getattr(screen, "panel", None) or getattr(screen, "consent", None)
    if panel is not None:
        told["answers"] = [line.answer() for line in panel._rows]
        told["consent"] = panel.isVisible()
        told["place"] = panel._form.value("filed_at")
    work = getattr(screen, "work", None)
    if work is not None:
        told["copy"] = work.page.copies.value()
        told["issued"] = screen._issued is not None
    board = getattr(screen, "_board", None)
    if board is not None:
        told["states"] = [one.state.value for one in board.visits]
        told["duties"] = [one.kind for one in board.duties]
        told["appointments"] = [one.state.value for one in board.appointments]
    return told


def _spot(widget: QWidget | None) -> tuple[int, int]:
    """Where on the display the middle of a widget is."""
    if widget is None:
        return (0, 0)
    spot = widget.mapToGlobal(widget.rect().center())
    return (spot.x(), spot.y())


def _name(widget: QWidget | None) -> str:
    if widget is None:
        return ""
    words = getattr(widget, "text", None)
    return widget.objectName() or widget.accessibleName() or (words() if callable(words) else "")


if __name__ == "__main__":
    program = application()
    watched = Watched(Path(sys.argv[1]))
    sys.exit(program.exec())
