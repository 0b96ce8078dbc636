"""F1: the keys of the screen in front and of the window, and the guide."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QScrollBar, QWidget

from desktop.ui.actions import WINDOW_KEYS
from desktop.ui.guide import GuideWindow
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button, KeyCap, Role
from desktop.ui.kit.surfaces import WorkingArea, column, row
from desktop.ui.kit.text import PlainLabel, SectionTitle
from desktop.ui.kit.theme import Face

GUIDE = "guide"
BESIDES = 130
"""Design pixels of height that buttons, margins and the window's own frame take."""
_STEPS = {
    Qt.Key.Key_Down: QScrollBar.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_Up: QScrollBar.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_PageDown: QScrollBar.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QScrollBar.SliderAction.SliderPageStepSub,
}


class KeysPage(QDialog):
    """Keys and what they do, this screen's first; G opens the guide."""

    def __init__(
        self, parent: QWidget, screen: str, own: tuple[tuple[str, str], ...], resources: Path
    ) -> None:
        super().__init__(parent)
        self._resources, self._screen = resources, screen
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("키와 안내서")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        outer = column(self, gap=16, margins=20)
        self._area = WorkingArea(gap=16, margins=0)
        if own:
            self._area.body.addWidget(SectionTitle(f"{screen} 화면의 키"))
            self._area.body.addLayout(_table(own))
        self._area.body.addWidget(SectionTitle("어디서나"))
        self._area.body.addLayout(_table(tuple((key.keys, key.words) for key in WINDOW_KEYS)))
        outer.addWidget(self._area)
        self._fit(parent.window())
        foot = row(gap=10)
        self.guide = Button("안내서 읽기", Role.SECONDARY, icon="book", keys="G")
        self.close_button = Button("닫기", Role.PRIMARY, keys="Esc")
        foot.addWidget(self.guide)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        outer.addLayout(foot)
        self.guide.setShortcut("G")
        self.guide.clicked.connect(self.read_guide)
        self.close_button.clicked.connect(self.accept)
        self.setMinimumWidth(theme.px(560))
        self.close_button.setFocus()

    def _fit(self, window: QWidget) -> None:
        """All keys at once where they have room, else they scroll under the arrow keys."""
        whole = self._area.page.sizeHint()
        high = min(whole.height(), window.height() - theme.px(BESIDES))
        bar = self._area.verticalScrollBar().sizeHint().width() if high < whole.height() else 0
        self._area.setMinimumSize(whole.width() + bar, high)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._area.verticalScrollBar().triggerAction(step)

    def read_guide(self) -> None:
        """Open the guide in a window of its own; it stays beside the work."""
        GuideWindow(self.parentWidget(), self._resources / GUIDE, self._screen).show()
        self.accept()


def _table(keys: tuple[tuple[str, str], ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(12))
    grid.setVerticalSpacing(theme.px(6))
    half = (len(keys) + 1) // 2
    for place, (cap, words) in enumerate(keys):
        line, side = place % half, place // half
        grid.addWidget(KeyCap(cap), line, side * 2, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(PlainLabel(words, face=Face.BODY), line, side * 2 + 1)
        grid.setColumnStretch(side * 2 + 1, 1)
    return grid
