"""Every screen at 100, 150 and 200 % on the smallest desk: nothing is cut, nothing overlaps."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QScrollArea, QWidget

from desktop.ui.kit import Chip, Scheme, Segmented
from tests.ui.walk.conftest import Begin
from tests.ui.walk.eye import Eye, Seen, path_of
from tests.ui.walk.scenes import SCENES, SMALLEST_DESK, Scene

FLOATING = {"_Line", "_Toast", "ResultsList", "_ChoiceList", "EmptyState", "PhrasesAtCaret"}
"""What lies over others on purpose: ring, notice, lists under a field."""
SPARE = 2


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_nothing_is_cut_and_nothing_overlaps(
    begin: Begin, eye: Eye, scene: Scene, scale: float
) -> None:
    walk = begin()
    walk.dress(Scheme.LIGHT, scale)
    found: set[str] = set()
    for top in walk.come(scene):
        found |= (
            {f"{top.windowTitle()}: larger than the desk {top.size()}"}
            if _too_large(top)
            else set()
        )
        found |= set(_cut(top))
        found |= {
            f"{one.words!r} needs {one.need:.0f}, has {one.room:.0f}: {one.widget}"
            for one in eye.look(top).seen
            if _is_cut(one)
        }
    assert not found


def _too_large(top: QWidget) -> bool:
    return top.width() > SMALLEST_DESK.width() or top.height() > SMALLEST_DESK.height()


def _is_cut(one: Seen) -> bool:
    """Cut words are no fault where the whole can be heard or read in the tooltip."""
    return one.whole == one.words and 0 < one.room < one.need - SPARE


def _cut(top: QWidget) -> Iterator[str]:
    for widget in top.findChildren(QWidget):
        if not widget.isVisible() or type(widget).__name__ in FLOATING:
            continue
        if isinstance(widget, QAbstractButton | Chip | Segmented):
            least = widget.minimumSizeHint()
            if widget.width() < least.width() or widget.height() < least.height():
                yield f"squeezed to {widget.width()} of {least.width()}: {path_of(widget)}"
        if isinstance(widget, QScrollArea) and widget.horizontalScrollBar().maximum() > 0:
            yield f"wider than the screen: {path_of(widget)}"
        yield from _outside(widget)
        yield from _overlapping(widget)


def _outside(widget: QWidget) -> Iterator[str]:
    parent = widget.parentWidget()
    if parent is None or widget.isWindow():
        return
    scroller = parent.parentWidget()
    if isinstance(scroller, QAbstractScrollArea) and scroller.viewport() is parent:
        return
    if not parent.rect().adjusted(-SPARE, -SPARE, SPARE, SPARE).contains(widget.geometry()):
        yield f"cut by {type(parent).__name__}: {path_of(widget)} {widget.geometry()}"


def _overlapping(parent: QWidget) -> Iterator[str]:
    layout = parent.layout()
    if layout is None:
        return
    shown = [
        child
        for child in parent.children()
        if isinstance(child, QWidget)
        and child.isVisible()
        and not child.isWindow()
        and type(child).__name__ not in FLOATING
    ]
    for at, one in enumerate(shown):
        for other in shown[at + 1 :]:
            both = one.geometry().intersected(other.geometry())
            if both.width() > SPARE and both.height() > SPARE:
                yield f"{path_of(one)} over {path_of(other)}"
