"""The bar of whatever scrolls: dragged, pressed beside the thumb, and in no one's way."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.kit import theme
from desktop.ui.kit.scroll_bar import ScrollBar, give_bars
from tests.korean_input import show


@pytest.fixture
def area(qapp: QApplication) -> Iterator[QScrollArea]:
    made = QScrollArea()
    give_bars(made)
    page = QWidget()
    page.setFixedSize(900, 2_000)
    made.setWidget(page)
    show(made, 300, 400)
    yield made
    made.close()


def mouse(bar: QScrollBar, kind: QEvent.Type, x: float, y: float) -> None:
    spot = QPointF(x, y)
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    held = none if kind == QEvent.Type.MouseButtonRelease else left
    event = QMouseEvent(
        kind, spot, bar.mapToGlobal(spot), left, held, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(bar, event)


def test_the_thumb_is_dragged_to_the_end_and_back(area: QScrollArea) -> None:
    for bar in (area.verticalScrollBar(), area.horizontalScrollBar()):
        assert isinstance(bar, ScrollBar)
        x, y = bar.thumb().center().x(), bar.thumb().center().y()
        mouse(bar, QEvent.Type.MouseButtonPress, x, y)
        mouse(bar, QEvent.Type.MouseMove, x + 2_000, y + 2_000)
        assert bar.value() == bar.maximum()
        assert bar.rect().toRectF().contains(bar.thumb())
        mouse(bar, QEvent.Type.MouseMove, x, y)
        assert bar.value() == bar.minimum()
        mouse(bar, QEvent.Type.MouseMove, x + 30, y + 30)
        mouse(bar, QEvent.Type.MouseButtonRelease, x + 30, y + 30)
        there = bar.value()
        assert bar.minimum() < there < bar.maximum()
        # Let go, the mouse moves nothing.
        mouse(bar, QEvent.Type.MouseMove, x, y)
        assert bar.value() == there


def test_a_press_beside_the_thumb_goes_a_page_on(area: QScrollArea) -> None:
    bar = area.verticalScrollBar()
    assert isinstance(bar, ScrollBar)
    mouse(bar, QEvent.Type.MouseButtonPress, 4, bar.height() - 3)
    assert bar.value() == bar.pageStep()
    mouse(bar, QEvent.Type.MouseButtonRelease, 4, bar.height() - 3)
    mouse(bar, QEvent.Type.MouseButtonPress, 4, 1)
    assert bar.value() == 0


def test_where_all_is_seen_there_is_no_thumb(area: QScrollArea) -> None:
    page = area.widget()
    page.setFixedSize(20, 20)
    QApplication.processEvents()
    bar = area.verticalScrollBar()
    assert isinstance(bar, ScrollBar)
    assert bar.thumb().isEmpty()
    mouse(bar, QEvent.Type.MouseButtonPress, 4, 4)
    mouse(bar, QEvent.Type.MouseMove, 4, 90)
    assert bar.value() == 0


def test_it_grows_with_the_type(qapp: QApplication, area: QScrollArea, qtbot: QtBot) -> None:
    bar = area.verticalScrollBar()
    before = bar.width()
    theme.install(qapp, theme.scheme(), 2.0)
    qtbot.waitUntil(lambda: bar.width() == 2 * before)
