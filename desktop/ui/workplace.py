"""The frame round the screens: rail, search, strip, keys, and which screen is in front.

It is loaded while somebody types the password. Screens are built when first wanted and
know each other only through the counter. A form that is left half-typed goes to the
strip 진행 중 without a question.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QShortcut,
    QWindow,
)
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QStackedWidget,
    QWidget,
)

from desktop.domain.draft import DraftLine, FormDraft
from desktop.domain.korean import with_particle
from desktop.domain.rights import Right, refusal
from desktop.ui.actions import WINDOW_KEYS
from desktop.ui.counter import SAVE_AGAIN, Counter
from desktop.ui.desk_line import DeskLine
from desktop.ui.drafting import DraftKeeper
from desktop.ui.kit import clipboard
from desktop.ui.kit.buttons import Button, Role
from desktop.ui.kit.chips import Chip, Tone
from desktop.ui.kit.composition import finish_all_composition
from desktop.ui.kit.frame import Rail, RailEntry, TopBar, Who
from desktop.ui.kit.surfaces import column, row
from desktop.ui.kit.toast import DANGER, Toasts
from desktop.ui.look import Look
from desktop.ui.notices import Notices
from desktop.ui.number_reader import NumberReader
from desktop.ui.open_dialogs import OpenDialogs
from desktop.ui.screens import BY_KEY, SCREENS, ScreenRow, right_of
from desktop.ui.strip import Strip
from desktop.ui.window_keys import WindowKeys

if TYPE_CHECKING:
    from desktop.services.act import Changed
    from desktop.ui.search.box import SearchBox

MINUTE = 60_000
Place = tuple[str, dict[str, Any], int | None]
"""Where somebody is: screen, whom it is about, and the draft of what was being typed."""
_SIGNS_OF_LIFE = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
)
ALIASES = {"referral": "slip"}
STATUS_BAR, FOOT = 30, 58
"""Design pixels: notices stand over the status bar and over a screen's own row of buttons."""


class Workplace(QObject):
    """Whoever is signed in works here: the frame, its screens, and the keys of the window."""

    locked = Signal()
    switching = Signal()
    """Locked, and somebody else is to sign in."""
    leaving = Signal()
    """Whoever sits here goes: the store is to be closed."""
    alive = Signal()
    """A key or a press, also while the window is locked."""

    def __init__(self, window: QMainWindow, stack: QStackedWidget, counter: Counter) -> None:
        """The frame is one page of `stack`, behind the doors."""
        super().__init__(window)
        self._window, self._stack = window, stack
        self._counter = counter
        self._keeper = DraftKeeper(counter)
        counter.set_draft_source(lambda: self._keeper.draft_id)
        self._screens: dict[str, QWidget] = {}
        self._front = ""
        self._where: dict[str, Any] = {}
        self._focus_before: QWidget | None = None
        self._dialogs = OpenDialogs(window, self)
        self._dialogs.lock_wanted.connect(self.lock)
        self._noticed: dict[str, tuple[str, str]] = {}
        self.toasts = Toasts(window, above=STATUS_BAR + FOOT)
        self.search: SearchBox | None = None
        self.keys = WindowKeys(window, self, counter)
        self._build_frame()
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(counter.look.lock_after * MINUTE)
        self._idle.timeout.connect(self.lock)
        self._connect()
        self._reader = NumberReader(counter, self._at_work, self)
        self._reader.wedge.read.connect(self._alive)
        self._reader.wedge.heard.connect(self._alive)

    def _at_work(self) -> bool:
        return self._counter.is_open and self._stack.currentWidget() is self.frame

    def _build_frame(self) -> None:
        """Everything round the screens; built anew for another size of type."""
        self.frame = QWidget()
        self._stack.addWidget(self.frame)
        self._rail = Rail(
            [
                RailEntry(screen.key, screen.label, screen.icon, screen.digit)
                for screen in SCREENS
                if screen.digit
            ],
            pinned="settings",
        )
        self._pages = QStackedWidget()
        self._strip = Strip()
        self.notices = Notices()
        self._top = TopBar()
        self._line = DeskLine(self._counter)
        self._mask_chip = Chip("이름 가림", Tone.INFO, icon="eye-off")
        self._mask_button = Button("이름 가리기", Role.QUIET, icon="eye-off", keys="F12")
        self._who = Who("F10")
        self._lock_button = Button("잠금", Role.SECONDARY, icon="lock", keys="Ctrl+L")
        self._lay_out()
        self._rail.chosen.connect(self._counter.go)
        self._mask_button.clicked.connect(self.keys.toggle_mask)
        self._lock_button.clicked.connect(self.lock)
        self._who.clicked.connect(self.keys.open_menu)
        self._strip.resumed.connect(self.resume)
        for key in WINDOW_KEYS:
            self._bind(key.keys, getattr(self.keys, key.method), key.right)
        for screen in SCREENS:
            if screen.digit:
                self._bind(f"Alt+{screen.digit}", partial(self._counter.go, screen.key))

    def _lay_out(self) -> None:
        across = row(self.frame, gap=0)
        across.addWidget(self._rail)
        right = column(gap=0)
        right.addWidget(self._top)
        right.addWidget(self._strip)
        right.addWidget(self.notices)
        right.addWidget(self._pages, 1)
        right.addWidget(self._line)
        across.addLayout(right, 1)
        self._mask_chip.hide()
        for widget in (
            self._mask_chip,
            self._mask_button,
            self._who,
            self._lock_button,
        ):
            self._top.right.addWidget(widget)

    def _connect(self) -> None:
        self._keeper.strip_changed.connect(self._show_strip)
        self._keeper.kept.connect(self._tell_kept)
        self._keeper.refused.connect(self._tell_not_kept)
        counter = self._counter
        counter.going.connect(self.show_screen)
        counter.masking_changed.connect(self._show_masking)
        counter.saved.connect(self._tell_saved)
        counter.filed.connect(self._keeper.filed)
        counter.filed.connect(self._tell_saved)
        counter.dropped.connect(self._keeper.drop)
        counter.look_changed.connect(self._take_look)
        counter.may_rebuild = self._obstacle
        counter.waiting_changed.connect(self._show_waiting)
        counter.account_changed.connect(self._show_account)
        counter.changed.connect(self._take_change)
        counter.noticed.connect(self._show_notice)
        counter.left.connect(self._forget_notices)
        clipboard.watch()
        # Composing is a sign of life too, but its keys go past the window.
        QGuiApplication.inputMethod().cursorRectangleChanged.connect(self._alive)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._listen_at)

    def _bind(self, keys: str, act: Callable[[], None], right: Right | None = None) -> None:
        shortcut = QShortcut(QKeySequence(keys), self.frame)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)

        def run() -> None:
            # What is being composed belongs to the act.
            finish_all_composition()
            if right is None or self._counter.allow(right):
                act()

        shortcut.activated.connect(run)

    # who is in

    @property
    def keeper(self) -> DraftKeeper:
        """What keeps the form in front."""
        return self._keeper

    def quiet_for(self) -> int:
        """Milliseconds since the last sign of life."""
        return self._idle.interval() - max(0, self._idle.remainingTime())

    def leave_alone(self) -> None:
        """A door is shut in front of it: nothing is told and no time runs."""
        self._idle.stop()
        clipboard.forget()
        self.toasts.clear()

    def enter(self) -> None:
        """Somebody signed in: the frame with today's board, and what waits."""
        self._show_account()
        self._put_search_in()
        self._stack.setCurrentWidget(self.frame)
        # Else Qt hands the keys of the sign-in page on to the search box by itself.
        self.frame.setFocus(Qt.FocusReason.OtherFocusReason)
        # The day's list is asked for first: whoever sat down waits for it.
        self._counter.go("today")
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.typed("ready", lambda: desk.visitors.get_ready(account), _nothing)
        self._keeper.refresh()
        self._idle.start()
        self._ask_words_left()
        self._counter.jobs.afterwards(self._line.ask_age_of_backup)

    def _ask_words_left(self) -> None:
        """What stood in a dialog when the store was closed is told of: no strip shows it."""
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.read(lambda: desk.drafts.words_left(account), self._tell_words_left)

    def _tell_words_left(self, left: tuple[str, ...]) -> None:
        if left:
            what = with_particle(", ".join(left), "이/가")
            self._counter.say(
                f"적던 {what} 남아 있습니다. 그 창을 다시 여시면 이어서 적습니다.", "info"
            )

    def _show_account(self) -> None:
        """Who sits here, and the ways that are open to this person."""
        account = self._counter.account
        self._who.show_person(account.name, account.role.label)
        for screen in SCREENS:
            if screen.digit:
                sentence = "" if self._counter.may(screen.right) else refusal(screen.right)
                self._rail.items[screen.key].set_shut(sentence)

    def prepare(self) -> Iterator[str]:
        """Build what is seen first, a part at each step; nothing where somebody sits already."""
        if not self._counter.is_open:
            self._put_search_in()
            yield "search"
        if self._counter.is_open:
            return
        first = BY_KEY["today"].make(self._counter)
        yield "today"
        # Laying it in takes as long as making it. Somebody may have come in between.
        if self._screens:
            first.deleteLater()
        else:
            self._screens["today"] = first
            self._pages.addWidget(first)
            yield "today laid in"
        if self.search is not None:
            self.search.make_ready()
            yield "list of the search"

    def _put_search_in(self) -> None:
        if self.search is None:
            from desktop.ui.search.box import SearchBox

            self.search = SearchBox(self._counter)
            self._top.left.addWidget(self.search)

    def back_in(self) -> None:
        """The lock was opened by the one who locked it: everything as it was."""
        self._stack.setCurrentWidget(self.frame)
        self._idle.start()
        focus, self._focus_before = self._focus_before, None
        self._dialogs.uncover()
        living = QApplication.allWidgets()
        if focus is not None and any(one is focus for one in living):
            focus.window().activateWindow()
            focus.setFocus()
        self._line.ask_age_of_backup()
        self._keeper.refresh()

    def lock(self) -> None:
        """Hide everything at once; what is typed was kept first."""
        if not self._counter.is_open or self._stack.currentWidget() is not self.frame:
            return
        finish_all_composition()
        self._reader.forget()
        self._focus_before = QApplication.focusWidget()
        self._keeper.keep()
        self._counter.covering.emit()
        self._dialogs.cover()
        # The password is typed next, wherever the keys were.
        self._window.activateWindow()
        self._counter.cover()
        self.locked.emit()

    @property
    def place(self) -> Place:
        """Where somebody is, without a word of what stands there."""
        where = getattr(self._screens.get(self._front), "where", self._where)
        plain = {key: one for key, one in where.items() if isinstance(one, int | str)}
        return self._front, plain, self._keeper.draft_id

    def come_back(self, place: Place) -> None:
        """Go to where somebody was; a half-typed form comes back as it was."""
        front, where, draft_id = place
        if draft_id is not None:
            self._bring_back(draft_id)
        elif front:
            self._counter.go(front, **where)

    def leave_all(self) -> None:
        """Sign-out: keep drafts, then forget every screen, so that nothing is left in it."""
        finish_all_composition()
        self._keeper.watch("", None)
        for screen in self._screens.values():
            # An answer to what is asked from now on would find the screen gone.
            for timer in screen.findChildren(QTimer):
                timer.stop()
        self._counter.parting.emit()
        self._counter.jobs.settle()
        for screen in self._screens.values():
            self._pages.removeWidget(screen)
            screen.deleteLater()
        self._screens.clear()
        self._front, self._where = "", {}
        self._dialogs.forget()
        self._focus_before = None
        if self.search is not None:
            self._top.left.removeWidget(self.search)
            self.search.deleteLater()
            self.search = None
        self._line.forget()

    def rebuild(self) -> None:
        """Another size of type: every screen is built anew, because lengths stay as laid out.

        The form in front comes back as it was, those in the strip stay there.
        """
        finish_all_composition()
        self._keeper.keep()
        place = self.place
        self.leave_all()
        old, put_away = self.frame, set(self._noticed) - self.notices.about()
        self._build_frame()
        for about in put_away:
            del self._noticed[about]
        for about, (sentence, tone) in self._noticed.items():
            self.notices.show_notice(about, sentence, tone)
        self._stack.removeWidget(old)
        old.deleteLater()
        self.enter()
        self.come_back(place)

    def _obstacle(self) -> str:
        """What is half-typed on a screen that keeps no drafts: built anew, it would be lost."""
        for key, screen in self._screens.items():
            if getattr(screen, "unsaved", False):
                what = with_particle(BY_KEY[key].label, "을/를")
                return f"{what} 고치는 중입니다. 먼저 저장하거나 그만둔 뒤 크기를 바꿔 주십시오."
        return ""

    def _take_look(self, look: Look) -> None:
        self._idle.setInterval(look.lock_after * MINUTE)

    # screens

    def screen_of(self, key: str) -> QWidget:
        """The screen of a key, built when first wanted."""
        if key not in self._screens:
            made = BY_KEY[key].make(self._counter)
            self._screens[key] = made
            self._pages.addWidget(made)
        return self._screens[key]

    @property
    def front(self) -> str:
        """The key of the screen in front."""
        return self._front

    def show_screen(self, key: str, where: dict[str, Any]) -> None:
        """Go to a screen; a half-typed form in front waits in the strip.

        A form already begun for the same person is gone on with, not begun anew.
        """
        key = ALIASES.get(key, key)
        if not self._counter.allow(right_of(key, where)):
            self._rail.choose(BY_KEY[self._front].rail if self._front else "today")
            return
        if self._is_in_front(key, where):
            return
        begun = self._begun(key, where)
        if begun is not None:
            self.resume(begun)
        else:
            self._show(key, where, draft_id=0, body=None)

    def _is_in_front(self, key: str, where: dict[str, Any]) -> bool:
        """Whether this very form is being typed."""
        form: Any = self._screens.get(key)
        return (
            self._front == key
            and BY_KEY[key].keeps_drafts
            and where.keys() <= {"visitor_id", "visit_id"}
            and where.get("visitor_id") is not None
            and form.draft_visitor_id == where["visitor_id"]
            and form.is_dirty()
        )

    def _begun(self, key: str, where: dict[str, Any]) -> DraftLine | None:
        """The form waiting in the strip for the same screen and person."""
        whose = where.get("visitor_id")
        if whose is None or not where.keys() <= {"visitor_id", "visit_id"}:
            return None
        return next(
            (
                line
                for line in self._keeper.lines
                if (line.screen, line.visitor_id, line.title) == (key, whose, BY_KEY[key].label)
            ),
            None,
        )

    def _show(
        self, key: str, where: dict[str, Any], *, draft_id: int, body: dict[str, Any] | None
    ) -> None:
        finish_all_composition()
        row_ = BY_KEY[key]
        screen = self.screen_of(key)
        self._keeper.watch("", None)
        self._front, self._where = key, where
        self._pages.setCurrentWidget(screen)
        self._rail.choose(row_.rail)
        show_for = getattr(screen, "show_for", None)
        if callable(show_for):
            show_for(**where)
        if body is not None:
            form: Any = screen
            form.restore(body)
        self._watch(row_, screen, draft_id)
        self._keeper.refresh()

    def _watch(self, row_: ScreenRow, screen: QWidget, draft_id: int) -> None:
        if row_.keeps_drafts:
            form: Any = screen
            self._keeper.watch(row_.key, form, draft_id)

    def resume(self, line: DraftLine) -> None:
        """Bring a form back from the strip, with its cursor."""
        self._bring_back(line.id)

    def _bring_back(self, draft_id: int) -> None:
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.write(lambda: desk.drafts.take(account, draft_id), self._restore)

    def _restore(self, draft: FormDraft) -> None:
        where: dict[str, Any] = {}
        if draft.visitor_id is not None:
            where["visitor_id"] = draft.visitor_id
        if not self._counter.allow(right_of(draft.screen, where)):
            return
        self._show(draft.screen, where, draft_id=draft.id, body=draft.body)

    def _show_strip(self) -> None:
        self._strip.show_drafts(self._keeper.lines, self._counter.clock.now())

    @property
    def screen(self) -> QWidget | None:
        """The screen in front."""
        return self._screens.get(self._front)

    def visitor_in_front(self) -> int | None:
        """Whom the screen in front is about."""
        screen = self.screen
        whose = getattr(screen, "visitor_id", None) or getattr(screen, "draft_visitor_id", None)
        return whose if isinstance(whose, int) else None

    # what is told

    def say(self, text: str, tone: str, action: str, on_action: Callable[[], None] | None) -> None:
        """Tell at the corner what was done, with one thing that can be done about it."""
        # Only what was done can be undone; what could not be saved is saved as ever.
        undoing = bool(action) and tone != DANGER
        keys = "Ctrl+Z" if undoing else "Ctrl+S" if action == SAVE_AGAIN else ""
        self.toasts.say(text, tone, act=action, on_act=on_action, keys=keys)

    def where_is_who(self) -> QPoint:
        """The corner under the name of whoever sits here."""
        return self._who.mapToGlobal(self._who.rect().bottomRight())

    def _show_notice(self, about: str, sentence: str, tone: str) -> None:
        self._noticed[about] = (sentence, tone)
        self.notices.show_notice(about, sentence, tone)

    def _forget_notices(self) -> None:
        self._noticed.clear()
        self.notices.clear()

    def show_progress(self, words: str) -> None:
        """How far long work behind the window is; empty words when there is none."""
        self._line.show_progress(words)

    # The line is made anew with the frame: it is told through these.

    def _take_change(self, changed: "Changed") -> None:
        self._line.take_change(changed)

    def _tell_kept(self) -> None:
        self._line.tell_kept()

    def _tell_not_kept(self) -> None:
        self._line.tell_not_kept()

    def _tell_saved(self) -> None:
        self.toasts.settle()
        self._line.tell_saved()

    def keeps_everything(self) -> bool:
        """Whether all that is typed lies in the store; what does not is tried once more."""
        finish_all_composition()
        self._keeper.keep()
        self._keeper.keep_held()
        self._counter.jobs.settle()
        return not self._keeper.holds

    def _show_masking(self, masked: bool) -> None:
        self._mask_chip.setVisible(masked)
        self._mask_button.set_words("가림 해제" if masked else "이름 가리기")
        self._mask_button.set_icon("eye" if masked else "eye-off")
        self.toasts.clear()

    def _show_waiting(self, waiting: int, counselling: int) -> None:
        self._line.show_waiting(waiting, counselling)
        self._rail.set_badge("today", waiting)

    def listen(self) -> None:
        """Listen at the window itself: a filter on the application would see every paint."""
        handle = self._window.windowHandle()
        if handle is not None:
            handle.removeEventFilter(self)
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice signs of life, and Alt, which shows the digits on the rail."""
        kind = event.type()
        if kind in _SIGNS_OF_LIFE:
            self._alive()
        if watched is not self._window.windowHandle():
            return super().eventFilter(watched, event)
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Alt:
            self._rail.show_digits(kind == QEvent.Type.KeyPress)
        return super().eventFilter(watched, event)

    def _listen_at(self, window: QWindow | None) -> None:
        """A dialog got the keys: typing in it is a sign of life, and Ctrl+L locks from it."""
        if window is None or window is self._window.windowHandle():
            return
        window.removeEventFilter(self)
        window.installEventFilter(self)
        self._dialogs.listen(window)

    def _alive(self, *_what: object) -> None:
        self.alive.emit()
        if self._idle.isActive():
            self._idle.start()


def _nothing(_answer: object) -> None:
    """Nobody waits for it."""
