"""The counter put together: paths, log, window first, services behind it. Knows every layer.

What is loaded when:

1. before the first paint: Qt, the sign-in page and the eleven files of the kit it is made of;
2. while the page stands there, on the writer's thread: the services with SQLAlchemy and the
   ciphers, and whoever may sign in (`reception`);
3. then, on a thread of its own: the workplace, the screens met first, the code lists, the
   log, and on the window's thread, a part between two keys, the frame, the search box,
   오늘 and the line for a second start;
4. then, as long as nobody has signed in: the first acts of a sign-in, rehearsed;
5. some seconds after somebody sat down: the typefaces of the papers;
6. Alembic when the store is older than the program, every other screen when first shown.

A test holds what is there at 1. Garbage is not collected until 3 is done: importing only
makes things, and a collection in the middle of it finds none to throw away. After that the
window's own thread collects, and no other (`ui.collector`).
"""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple, cast

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop import NAME, VERSION, crash, paths
from desktop.domain.errors import NaeilError
from desktop.ui.counter import Counter
from desktop.ui.door.sign_in import SignInPage
from desktop.ui.kit import theme
from desktop.ui.kit.focus import FocusRing
from desktop.ui.look import Look
from desktop.ui.main_window import MainWindow
from desktop.ui.single import Single

if TYPE_CHECKING:
    from desktop.domain.clock import Clock
    from desktop.reception import Reception
    from desktop.services.demo.linking import Linking
    from desktop.services.opening import Premises, PremisesState
    from desktop.ui.collector import Collector
    from desktop.ui.door.first_run import FirstRunPage

WARM_UP_AFTER = 3_000
"""Milliseconds after sitting down until the papers are made ready: the first list comes first."""
GIVE_BACK_EVERY = 120_000
"""Milliseconds between two times that free memory goes back to the system."""
SWITCH = 0.0003
"""Seconds after which a thread that computes lets the window's go on; Python's own are five."""
PAINTED_IN = 40
"""Milliseconds the sign-in page has to paint who may come in."""
PAINTED = "painted"
"""What a start that only paints says when it has; a window program of Windows says nothing."""
QUIET = 1_500
"""Milliseconds without a key or a press after which nobody is taken to be typing."""


class Start(NamedTuple):
    """How the counter is started: where its data lie.

    Of a demo its account, what is to come, and whether somebody wished it to end meanwhile.
    `until_painted`: only the first page, to measure how soon it stands there.
    """

    data: Path
    demo_password: str = ""
    demo_rest: "Linking | None" = None
    end_wished: Callable[[], bool] | None = None
    clock: "Clock | None" = None
    size: tuple[int, int] | None = None
    until_painted: bool = False


def application() -> QApplication:
    """The one QApplication, in the program's own look."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    # Asking for the style in words costs nothing; setStyle() gives a style back, and with it
    # come the six hundred names of QStyle, eight milliseconds before the first paint.
    app = QApplication([*sys.argv[:1], "-style", "fusion"])
    # Those of GNOME and Windows would enter a saved paper into the files used last.
    app.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    app.setApplicationName(NAME)
    app.setApplicationVersion(VERSION)
    return app


class CounterApp:
    """One running counter: window, reception, whoever is signed in."""

    def __init__(self, start: Start, single: Single | None = None) -> None:
        """`single` keeps a second start of the same folder out; tests and the tour need none."""
        self.start_with = start
        sys.setswitchinterval(SWITCH)
        self.app = application()
        self.counter = Counter(start.clock, paths.resources(), start.data)
        theme.install(self.app, self.counter.look.scheme, self.counter.look.scale)
        self._ring = FocusRing(self.app)
        self.window = MainWindow(self.counter)
        self.sign_in = SignInPage()
        self.window.add_door(self.sign_in)
        self._single = single
        self._closed = False
        self._parts: Iterator[str] = iter(())
        self._building = QTimer(self.window)
        self._building.timeout.connect(self._build_on)
        self._warming = _warm_parts()
        self._warm_up_at = QTimer(self.window)
        self._warm_up_at.setSingleShot(True)
        self._warm_up_at.timeout.connect(self._warm_up)
        self._give_back_at = QTimer(self.window)
        self._give_back_at.setInterval(GIVE_BACK_EVERY)
        self._give_back_at.timeout.connect(self._give_back)
        self._reception: Reception | None = None
        self._collector: Collector | None = None
        if single is not None:
            single.wanted.connect(self._come_to_front)
        self.counter.look_changed.connect(self._change_look)
        self.window.closing.connect(self._close)
        if start.demo_rest is not None:
            from desktop.ui.demo_filling import DemoFilling

            self.filling = DemoFilling(self.counter, self.window, start.demo_rest)

    def show(self) -> None:
        """Paint the first page, then load what it needs."""
        self.window.show_door(self.sign_in)
        if self.start_with.size is not None:
            self.window.resize(*self.start_with.size)
            self.window.show()
        elif QGuiApplication.platformName() == "offscreen":
            self.window.resize(1366, 768)
            self.window.show()
        else:
            self.window.showMaximized()
        self.window.activateWindow()
        only_that = self.start_with.until_painted
        self.window.painted.connect(self._painted if only_that else self._load)

    def _painted(self) -> None:
        """Tell whoever measures, and end."""
        if sys.stdout is not None:
            sys.stdout.write(f"{PAINTED}\n")
            sys.stdout.flush()
        self.close()
        self.app.quit()

    # what is loaded behind the first page

    def _load(self) -> None:
        """The services and whoever may sign in."""
        from desktop.ui.collector import Collector

        start, clock = self.start_with, self.counter.clock
        # Before there is a second thread.
        self._collector = self._collector or Collector(self.window, self._nobody_types)

        def bring() -> "tuple[Premises, PremisesState]":
            crash.keep_quiet()
            _leave_out_tls()
            from desktop.services.opening import Premises, PremisesState
            from desktop.store import machine

            # Before a key or a name is in it.
            machine.keep_memory_private()
            machine.hold_little_memory()
            # A demo leaves nothing in the profile either.
            profile = start.data / "profile" if start.demo_password else None
            premises = Premises(start.data, clock, paths.resources(), profile)
            state = premises.look()
            if state is PremisesState.READY:
                premises.holders()
            import_module("desktop.reception")
            return premises, state

        self.counter.jobs.write(bring, self._loaded, self._trouble)

    def _loaded(self, answer: "tuple[Premises, PremisesState]") -> None:
        from desktop.reception import Reception
        from desktop.ui.backing_up import BackingUp

        premises, state = answer
        start = self.start_with
        self._reception = Reception(
            premises, self.counter, self.window, self.sign_in, start.demo_password
        )
        self._reception.start_again = self._start_again
        if not start.demo_password:
            # Nobody keeps what was invented.
            self.backing_up = BackingUp(self.counter, self.window)
        self._reception.open(state)
        self.counter.account_changed.connect(self._warm_up_later)
        # Painting gives way to a thread that computes at every line: the names come first.
        QTimer.singleShot(PAINTED_IN, self.window, lambda: self._behind_the_door(premises))

    def _start_again(self) -> None:
        """A backup took the place of the store: whoever may sign in is asked anew."""
        reception = self._reception
        self.window.show_door(self.sign_in)
        if reception is None:
            self._load()
            return
        premises = reception.premises

        def looked(state: "PremisesState") -> None:
            reception.open(state)

        self.counter.jobs.write(premises.look, looked, reception.tell_trouble)

    def _behind_the_door(self, premises: "Premises | None") -> None:
        """The workplace, and a store that only waits for its key."""
        if self._closed:
            return

        def make_ready() -> None:
            if premises is not None:
                premises.make_ready()
            import_module("desktop.ui.behind").make_ready()
            crash.open_log()

        self.counter.jobs.long(make_ready, self._furnish)

    def _furnish(self, _imported: None) -> None:
        """The frame is built while the password is being typed, a part between two keys."""
        from desktop.store import machine

        # What Qt's own dialogs remember stays in the data folder too; not so on Windows.
        scope, kind = QSettings.Scope.UserScope, QSettings.Format.NativeFormat
        QSettings.setPath(kind, scope, str(self.start_with.data))
        if machine.can_stay_off_pictures():
            from desktop.ui.off_pictures import OffPictures

            self._off_pictures = OffPictures(self.app, self.counter, machine.keep_off_pictures)
        self._parts = self.window.prepare()
        self._building.start(0)

    def _build_on(self) -> None:
        if next(self._parts, None) is not None:
            return
        self._building.stop()
        self._rehearse()
        if self._single is not None:
            self._single.listen()
        if self._collector is not None:
            self._collector.begin()
        self._give_back_at.start()

    def _rehearse(self) -> None:
        """What a sign-in does first has been done once before; whoever is faster goes first."""
        reception = self._reception
        if reception is None or self.counter.is_open:
            return
        premises, entered = reception.premises, threading.Event()
        self.sign_in.entered.connect(entered.set)

        def rehearse(hurry: threading.Event) -> None:
            premises.rehearse(lambda: hurry.is_set() or entered.is_set())

        self.counter.jobs.meanwhile(rehearse)

    def _nobody_types(self) -> bool:
        return not self.counter.is_open or self.window.quiet_for() >= QUIET

    def _give_back(self) -> None:
        """What pictures and papers took and nobody needs any more, when nobody types."""
        from desktop.store import machine

        if self._nobody_types():
            self.counter.jobs.meanwhile(lambda _hurry: machine.give_back_memory())

    def _warm_up_later(self) -> None:
        self._warm_up_at.start(WARM_UP_AFTER)

    def _warm_up(self) -> None:
        """One part when nobody types: reading a typeface holds up the answer to a key."""
        if not self.counter.is_open:
            return
        if self.window.quiet_for() < QUIET:
            self._warm_up_at.start(QUIET)
            return
        parts = self._warming

        def one() -> bool:
            part = next(parts, None)
            if part is not None:
                part()
            return part is not None

        def on(more: bool) -> None:
            if more:
                self._warm_up_at.start(QUIET // 10)

        self.counter.jobs.long(one, on)

    def _trouble(self, error: NaeilError) -> None:
        """The store cannot be opened: say what it is and what to do, and nothing else."""
        from desktop.ui.door.trouble import TroublePage

        self._behind_the_door(None)
        page = TroublePage(str(error))
        self.window.add_door(page)
        page.again.connect(page.deleteLater)
        page.again.connect(self._load)
        page.restore_wanted.connect(self._restore)
        page.closed.connect(self.window.close)
        self.window.show_door(page)

    def _restore(self) -> None:
        """From the page of trouble, where nobody could be let in yet."""
        from desktop.ui.door.restoring import RestoreDesk

        desk = RestoreDesk(self.counter, self.window, self.start_with.data)
        desk.finished.connect(self._start_again)
        desk.begin()

    # for the tour and the tests

    @property
    def is_furnished(self) -> bool:
        """Whether all that is loaded behind the first page is there."""
        return self._collector is not None and self._collector.is_at_work

    @property
    def clock(self) -> "Clock":
        """What time it is at the counter."""
        return self.counter.clock

    @property
    def first_run(self) -> "FirstRunPage":
        """The wizard, where the data folder was empty."""
        if self._reception is None:
            raise RuntimeError("the services are not loaded yet")
        return self._reception.first_run

    def recovery_groups(self) -> tuple[str, ...]:
        """The code while it stands on the screen; empty before and afterwards."""
        return self._reception.recovery_groups() if self._reception is not None else ()

    def close(self) -> None:
        """Close the window at once, without the day's copy; harmless when it is closed already."""
        if not self._closed:
            self.counter.may_close = lambda: True
            self.window.close()

    # while it runs

    def _change_look(self, look: Look) -> None:
        """Another scheme or size: screens are built anew, because lengths stay as laid out."""
        changed_size = look.scale != theme.scale()
        theme.install(self.app, look.scheme, look.scale)
        if changed_size:
            self.window.rebuild()

    def _come_to_front(self) -> None:
        window = self.window
        window.showNormal() if window.isMinimized() else window.show()
        window.raise_()
        window.activateWindow()

    def _close(self) -> None:
        self._closed = True
        # It listens at the application, which may outlive this window.
        self._ring.end()
        self._building.stop()
        self._give_back_at.stop()
        if self._collector is not None:
            self._collector.end()
        if self._reception is not None:
            self._reception.close()
        else:
            self.counter.jobs.close()
        # Closing only hides it. Nothing else would take it down where the application goes on.
        self.window.deleteLater()


def _leave_out_tls() -> None:
    """SQLAlchemy brings asyncio, and that all of TLS where it finds it; we speak with nobody."""
    sys.modules.setdefault("ssl", cast("ModuleType", None))


def _warm_parts() -> "Iterator[Callable[[], None]]":
    """What the papers are made ready by, loaded when the first is asked for."""
    from desktop.printing.warm import parts

    yield from parts()


def run(start: Start) -> int:
    """Open the counter and stay until it is closed. Gives the exit code."""
    crash.install(paths.log_folder(start.data))
    app = application()
    single = Single(start.data)
    if not single.first:
        single.raise_first()
        return 0
    counter = CounterApp(start, single)
    crash.tell(counter.counter.stumbled.emit)
    if start.end_wished is not None:
        counter.filling.end_when(start.end_wished)
    counter.show()
    code = app.exec()
    crash.tell(None)
    single.close()
    return code


def offscreen() -> None:
    """Let Qt draw without a screen (the tour, the self-test)."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
