"""Every window of the program stays out of screen captures once that is chosen."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QWidget

from desktop.paths import resources
from desktop.ui.counter import Counter
from desktop.ui.look import Look
from desktop.ui.off_pictures import NOT_DONE, OffPictures
from tests.korean_input import show


class System:
    """Plays the system: remembers which windows are kept out of its captures."""

    def __init__(self, *, able: bool = True) -> None:
        self.kept_off: set[int] = set()
        self._able = able

    def keep_off(self, window: int, wanted: bool) -> bool:
        (self.kept_off.add if wanted else self.kept_off.discard)(window)
        return self._able


@pytest.fixture
def held(qapp: QApplication) -> Iterator[list[QWidget]]:
    """Windows held until all was painted: collected in the middle of it, they would crash."""
    windows: list[QWidget] = []
    yield windows
    for window in windows:
        window.close()
    QApplication.processEvents()


def handle(window: QWidget) -> int:
    return int(window.winId())


def test_windows_there_and_windows_to_come_are_kept_off(
    qapp: QApplication, held: list[QWidget]
) -> None:
    counter, system = Counter(None, resources()), System()
    window, dialog, menu, late = QWidget(), QDialog(), QMenu(), QDialog()
    held += [window, dialog, menu, late]
    show(window, 300, 200)
    off = OffPictures(qapp, counter, system.keep_off)
    assert system.kept_off == set()
    counter.choose_look(Look(off_pictures=True))
    dialog.show()
    menu.addAction("복사")
    menu.popup(window.pos())
    assert {handle(window), handle(dialog), handle(menu)} <= system.kept_off
    inside = QLabel("안쪽", window)
    inside.show()
    assert inside.windowHandle() is None, "a part inside a window is no window of its own"
    counter.choose_look(Look())
    assert not {handle(window), handle(dialog)} & system.kept_off
    late.show()
    assert handle(late) not in system.kept_off
    menu.close()
    off.deleteLater()


def test_what_was_chosen_holds_at_the_next_start(qapp: QApplication, held: list[QWidget]) -> None:
    counter, system = Counter(None, resources()), System()
    counter.look = Look(off_pictures=True)
    window = QWidget()
    held.append(window)
    show(window, 300, 200)
    off = OffPictures(qapp, counter, system.keep_off)
    assert handle(window) in system.kept_off
    off.take_look(Look())
    off.deleteLater()


def test_a_system_that_refuses_is_told_of(qapp: QApplication, held: list[QWidget]) -> None:
    counter, said = Counter(None, resources()), []
    counter.saying.connect(lambda *words: said.append(words[0]))
    window = QWidget()
    held.append(window)
    show(window, 300, 200)
    off = OffPictures(qapp, counter, System(able=False).keep_off)
    counter.choose_look(Look(off_pictures=True))
    assert said == [NOT_DONE]
    off.take_look(Look())
    off.deleteLater()
