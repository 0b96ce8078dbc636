"""What the keys of the window do (`actions.WINDOW_KEYS`): one method each."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMainWindow, QMenu

from desktop.ui.counter import Counter
from desktop.ui.kit.menu import dress
from desktop.ui.kit.toast import DANGER
from desktop.ui.screens import BY_KEY

if TYPE_CHECKING:
    from desktop.ui.workplace import Workplace

NO_PAPER = "이 화면에는 인쇄할 종이가 없습니다."


class WindowKeys(QObject):
    """The same everywhere; what depends on the screen in front is asked of it."""

    def __init__(self, window: QMainWindow, place: "Workplace", counter: Counter) -> None:
        super().__init__(place)
        self._window, self._place, self._counter = window, place, counter

    def lock(self) -> None:
        """Hide everything at once."""
        self._place.lock()

    def search_people(self) -> None:
        """To the search box."""
        if self._place.search is not None:
            self._place.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def new_intake(self) -> None:
        """A new intake; what was being typed waits in the strip."""
        self._counter.go("intake")

    def new_note(self) -> None:
        """A counselling note for whoever is in front."""
        self._for_visitor("counselling")

    def new_slip(self) -> None:
        """A slip for whoever is in front."""
        self._for_visitor("slip")

    def choose_paper(self) -> None:
        """The papers of whoever is in front, or the blank forms."""
        self._counter.go("papers", visitor_id=self._place.visitor_in_front())

    def _for_visitor(self, key: str) -> None:
        visitor_id = self._place.visitor_in_front()
        if visitor_id is None:
            self._counter.say("먼저 누구인지 찾아 주십시오.", "info")
            self.search_people()
            return
        self._counter.go(key, visitor_id=visitor_id)

    def new_reply(self) -> None:
        """Key in what came back from a partner."""
        self._counter.go("reply")

    def resume_latest(self) -> None:
        """The form left last comes back."""
        if self._place.keeper.lines:
            self._place.resume(self._place.keeper.lines[0])
        else:
            self._counter.say("쓰다 만 것이 없습니다.", "info")

    def toggle_mask(self) -> None:
        """Hide personal data at once, or show them again."""
        self._counter.mask(not self._counter.masked)

    def sort_list(self) -> None:
        """By what the list in front may be sorted; of two lists the one that has the keys."""
        from desktop.ui.kit import RecordTable

        screen = self._place.screen
        tables = [] if screen is None else screen.findChildren(RecordTable)
        shown = [one for one in tables if one.isVisible() and one.is_sortable()]
        if not shown:
            self._counter.say("이 화면에는 차례를 바꿀 목록이 없습니다.", "info")
            return
        next((one for one in shown if one.hasFocus()), shown[0]).open_sort_menu()

    def save(self) -> None:
        """Save what is in front."""
        if not self._let("save"):
            self._counter.say("이 화면에는 저장할 것이 없습니다.", "info")

    def print_paper(self) -> None:
        """Print what is in front on its remembered printer."""
        self._counter.paper_into_file = False
        if not self._let("print_paper"):
            self._counter.say(NO_PAPER, "info")

    def print_with_dialog(self) -> None:
        """Print what is in front, the system's dialog first."""
        self._counter.paper_into_file = False
        if not self._let("print_with_dialog"):
            self._counter.say(NO_PAPER, "info")

    def save_as_pdf(self) -> None:
        """Keep as a file what would be printed."""
        self._counter.paper_into_file = True
        if not self._let("print_with_dialog"):
            self._counter.say("이 화면에는 PDF로 저장할 종이가 없습니다.", "info")

    def _let(self, method: str) -> bool:
        act = getattr(self._place.screen, method, None)
        if callable(act):
            act()
        return callable(act)

    def open_menu(self) -> None:
        """What concerns the own account: lock, let somebody else in, password, look."""
        menu = QMenu(self._window)
        dress(menu)
        menu.setAccessibleName("내 메뉴")
        for words, act in (
            ("화면 잠금", self.lock),
            ("다른 사람으로 로그인", self._switch),
            ("내 비밀번호 바꾸기", partial(self._counter.go, "settings", page="password")),
            ("화면 모양과 글자 크기", partial(self._counter.go, "settings", page="look")),
            ("로그아웃", self._place.leaving.emit),
        ):
            menu.addAction(words).triggered.connect(lambda _on=False, act=act: act())
        menu.popup(self._place.where_is_who() - QPoint(menu.sizeHint().width(), 0))
        menu.setActiveAction(menu.actions()[0])

    def _switch(self) -> None:
        self.lock()
        self._place.switching.emit()

    def undo(self) -> None:
        """Do the 되돌리기 of the notice shown."""
        shown = self._place.toasts.current()
        if shown is None or shown.tone == DANGER or not self._place.toasts.act():
            self._counter.say("지금 되돌릴 것이 없습니다.", "info")

    def show_keys(self) -> None:
        """The keys of this screen, and the way to the guide."""
        from desktop.ui.help import KeysPage

        screen = self._place.screen
        own = getattr(screen, "keys", ())
        KeysPage(
            self._window, BY_KEY[self._place.front].label, tuple(own), self._counter.resources
        ).open()
