"""What is said where the mouse rests."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolTip

from desktop.ui.kit import PlainLabel, give_tip, theme
from desktop.ui.kit.tips import show_tip
from tests.korean_input import show


@pytest.fixture
def label(qapp: QApplication) -> Iterator[PlainLabel]:
    made = PlainLabel("가나다")
    show(made, 200, 60)
    yield made
    QToolTip.hideText()
    made.close()


def rest_on(label: PlainLabel) -> bool:
    spot = QPoint(5, 5)
    event = QHelpEvent(QEvent.Type.ToolTip, spot, label.mapToGlobal(spot))
    return QApplication.sendEvent(label, event)


def shown() -> QLabel:
    (tip,) = (
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, QLabel) and one.inherits("QTipLabel") and not one.isHidden()
    )
    return tip


def test_a_tip_has_the_programs_look(label: PlainLabel) -> None:
    give_tip(label, "서류 <b>한 장</b>이 더 있습니다")
    rest_on(label)
    tip = shown()
    assert "&lt;b&gt;" in tip.text()
    image = tip.grab().toImage()
    assert image.pixelColor(1, 1) == theme.ink("toast")
    # Room round the words, as the sheet asks.
    words = theme.metrics(theme.Face.BODY).height()
    assert tip.height() >= words + 2 * theme.px(8)


def test_one_taken_away_is_not_said(label: PlainLabel) -> None:
    give_tip(label, "있던 말")
    give_tip(label, "")
    rest_on(label)
    assert not QToolTip.isVisible()


def test_at_the_edge_of_the_screen_it_stays_on_it(label: PlainLabel) -> None:
    room = label.screen().availableGeometry()
    show_tip(room.bottomRight(), "화면 끝에서 하는 말이 길어도 모두 보입니다", label)
    assert room.contains(shown().geometry())
