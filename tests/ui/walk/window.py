"""The real window over the demo store, with hands: how the walk goes and comes back."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.paths import resources
from desktop.ui.counter import Counter
from desktop.ui.hands import KoreanKeyboard
from desktop.ui.kit import Scheme, theme
from desktop.ui.main_window import MainWindow
from tests.ui.walk.signs import Signs, signs
from tests.ui.walk.store import Ids, Opened

if TYPE_CHECKING:
    from tests.ui.walk.scenes import Scene

HARMLESS = frozenset({"access_log", "log_head", "draft"})
"""What may be written without wearing the store: the log, and drafts, dropped at every scene."""
SMALLEST_DESK = QSize(1366, 768)


class Walk:
    """The real window over the demo store, with hands."""

    def __init__(self, opened: Opened, ids: Ids) -> None:
        self.opened, self.ids = opened, ids
        self.counter = Counter(opened.clock, resources())
        self.counter.seat(opened.desk, opened.account)
        self.window = MainWindow(self.counter)
        self.keyboard = KoreanKeyboard()
        self.troubles: list[BaseException] = []
        self.said: list[str] = []
        self.printed = 0
        self._first: dict[str, Signs] = {}
        self.counter.jobs.trouble = self._trouble
        self.counter.saying.connect(lambda text, *_more: self.said.append(text))
        # The doors themselves are not in the walk's window.
        self.window.locked.connect(lambda: self.said.append("locked"))
        self.counter.restore_wanted.connect(lambda: self.said.append("restore"))
        self.window.resize(SMALLEST_DESK)
        self.window.show()
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)
        self.window.enter()
        self.settle()

    def _trouble(self, error: BaseException) -> None:
        self.troubles.append(error)
        self.counter.report(error)

    def settle(self) -> None:
        """Wait until everything asked was answered and painted."""
        for _ in range(2):
            self.counter.jobs.settle()
            QApplication.processEvents()
            # Widgets taken down go at once: a heap of them makes every step slower.
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.counter.jobs.settle()
        QApplication.processEvents()

    def wait(self, milliseconds: int) -> None:
        """Let timers of the screens run."""
        QTest.qWait(milliseconds)
        self.settle()

    def go(self, key: str, **where: object) -> Any:
        """Show a screen."""
        self.counter.go(key, **where)
        self.settle()
        return self.window.screen_of(self.window.front)

    def press(self, keys: str) -> None:
        self.keyboard.press(keys)
        self.settle()

    def type(self, text: str) -> None:
        self.keyboard.type(text)
        self.settle()

    def dress(self, scheme: Scheme, scale: float, *, clear: bool = True) -> None:
        """Another scheme or size of type, as from the settings; on an empty window first.

        With `clear` False the screen in front is built anew with what stands in it.
        """
        if (scheme, scale) == (theme.scheme(), theme.scale()):
            return
        resized = scale != theme.scale()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        if resized and clear:
            self.clear()
        theme.install(app, scheme, scale)
        if resized:
            self.window.rebuild()
            self._first.clear()
        self.settle()

    def come(self, scene: "Scene") -> list[QWidget]:
        """Go to a sight from nowhere; gives the windows it shows."""
        self.clear()
        scene.come(self)
        self.settle()
        return self.tops()

    def again(self, scene: "Scene") -> Signs:
        """The sight as nobody has touched it, over the store as it was; gives its signs.

        By the short way, as a clerk comes there again in the same window; where that
        looks different from the first time, everything is built anew.
        """
        self.leave()
        if self.worn:
            self.opened.wind_back()
        first = self._first.get(scene.name)
        if first is not None:
            scene.come(self)
            self.settle()
            now = signs(self)
            if {**now, "written": ()} == {**first, "written": ()}:
                return now
            self.leave()
            if self.worn:
                self.opened.wind_back()
        self.come(scene)
        self._first[scene.name] = signs(self)
        return self._first[scene.name]

    @property
    def worn(self) -> bool:
        """Whether the store has other rows than at the beginning."""
        return not HARMLESS.issuperset(self.opened.written)

    def fresh(self) -> bool:
        """Bring back the store as it was; False when another window has to be opened."""
        if self.opened.keys_changed:
            return False
        if self.worn:
            self.clear()
            self.opened.wind_back()
        return True

    def door(self, page: QWidget) -> None:
        """A page in front of the frame."""
        for name in dir(type(page)):
            if isinstance(getattr(type(page), name), Signal) and name not in dir(QWidget):
                # Who listens there (the reception) is not in the walk.
                getattr(page, name).connect(lambda *_more, name=name: self.said.append(name))
        self.window.add_door(page)
        self.window.show_door(page)
        self.settle()

    def tops(self) -> list[QWidget]:
        """The window and the dialogs before it."""
        return [one for one in QApplication.topLevelWidgets() if one.isVisible()]

    def home(self) -> None:
        """오늘 with nothing open, nothing waiting and nothing hidden."""
        self.clear()
        self.go("today")
        self.troubles.clear()
        self.said.clear()

    def clear(self) -> None:
        """No screen at all, nothing open, nothing waiting and nothing hidden."""
        self.leave()
        place = self.window.workplace
        # Whatever a pause of a form asked meanwhile is answered while the form lives.
        self.counter.jobs.settle()
        for screen in place._screens.values():
            place._pages.removeWidget(screen)
            screen.deleteLater()
        place._screens.clear()
        self.settle()
        self.troubles.clear()
        self.said.clear()

    def leave(self) -> None:
        """Nothing open, nothing waiting and nothing hidden; screens stay, none in front."""
        window, counter = self.window, self.counter
        for top in self.tops():
            if top is not window:
                top.close()
        window.workplace.toasts.clear()
        window.workplace.notices.clear()
        for at in range(window.stack.count() - 1, -1, -1):
            page = window.stack.widget(at)
            if page is not window.frame:
                window.stack.removeWidget(page)
                page.deleteLater()
        if counter.masked:
            counter.mask(False)
        counter.cover()
        if window.workplace.search is not None:
            window.workplace.search.give_up()
        # Half-typed forms would go to the strip and meet the next scene there.
        window.workplace._keeper._form = None
        for line in self.opened.desk.drafts.list(self.opened.account):
            self.opened.desk.drafts.drop(self.opened.account, line.id)
        window.workplace._keeper.refresh()
        window.workplace._front = ""
        window.stack.setCurrentWidget(window.frame)
        QGuiApplication.clipboard().clear()
        window.activateWindow()
        QTest.qWaitForWindowActive(window)
        window.frame.setFocus()
        self.settle()
        self.opened.written[:] = [one for one in self.opened.written if one not in HARMLESS]
        self.printed = 0
        self.troubles.clear()
        self.said.clear()

    def close(self) -> None:
        self.settle()
        self.window.close()
        self.counter.jobs.close()
        self.counter.leave()
        self.opened.close()
