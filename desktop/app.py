"""The counter put together: paths, log, window first, services behind it. Knows every layer.

The sign-in page is painted with Qt alone; SQLAlchemy, the mapped classes and the
cipher library load on a thread while somebody types the password.
"""

import gc
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop import NAME, VERSION, crash, paths
from desktop.domain.calendar import show_day, show_time
from desktop.domain.clock import Clock, SystemClock
from desktop.domain.errors import NaeilError, Refused
from desktop.ui.counter import Counter
from desktop.ui.door.sign_in import SignInPage
from desktop.ui.kit import theme
from desktop.ui.kit.focus import FocusRing
from desktop.ui.look import Look
from desktop.ui.main_window import MainWindow

if TYPE_CHECKING:
    from desktop.services.opening import Premises, Prepared


CODE_TITLE = "naeil"
"""What the print queue shows for the recovery paper: not what it is."""


@dataclass(frozen=True, slots=True)
class Start:
    """How the counter is started: where its data lie, and the demo account if it is one."""

    data: Path
    demo_password: str = ""
    clock: Clock | None = None
    size: tuple[int, int] | None = None


def application() -> QApplication:
    """The one QApplication, in the program's own look."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    app = QApplication(sys.argv[:1])
    app.setApplicationName(NAME)
    app.setApplicationVersion(VERSION)
    return app


class CounterApp:
    """One running counter: window, premises, whoever is signed in."""

    def __init__(self, start: Start) -> None:
        self.start_with = start
        self.app = application()
        self.clock = start.clock or SystemClock()
        self.counter = Counter(self.clock, paths.resources(), start.data)
        theme.install(self.app, self.counter.look.scheme, self.counter.look.scale)
        self._ring = FocusRing(self.app)
        self.window = MainWindow(self.counter)
        self.sign_in = SignInPage()
        self.window.add_door(self.sign_in)
        self._premises: Premises | None = None
        self._prepared: Prepared | None = None
        self._locked_account: int | None = None
        self._locked_since = ""
        self.counter.look_changed.connect(self._change_look)
        self.window.locked.connect(self._lock)
        self.window.switching.connect(self._other)
        self.window.closing.connect(self._close)
        self.sign_in.entered.connect(self._entered)
        self.sign_in.recovery_wanted.connect(self._recover)
        self.sign_in.other_wanted.connect(self._other)

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
        QTimer.singleShot(0, self._load)

    def _load(self) -> None:
        """Import the services on the writer's thread; no garbage collection meanwhile."""
        folder, clock = self.start_with.data, self.clock

        def bring() -> "tuple[Premises, bool, Any]":
            gc.disable()
            try:
                from desktop.services.opening import Premises, PremisesState

                premises = Premises(folder, clock, paths.resources())
                new = premises.look() is PremisesState.NEW
                return premises, new, () if new else premises.holders()
            finally:
                gc.freeze()
                gc.enable()

        self.counter.jobs.write(bring, self._loaded, self._trouble)

    def _loaded(self, answer: "tuple[Premises, bool, Any]") -> None:
        self._premises, new, holders = answer
        if new:
            self._first_run()
            return
        self._offer(holders, None)

    def _offer(self, holders: Any, chosen_id: int | None) -> None:
        demo = self.start_with.demo_password
        self.sign_in.offer(
            [(holder.id, holder.name, "") for holder in holders],
            chosen_id,
            foot=show_day(self.clock.today()),
            demo=f"체험용 자료입니다. 비밀번호는 {demo} 입니다." if demo else "",
        )

    # signing in, locking, leaving

    def _entered(self, account_id: int, password: str) -> None:
        premises = self._premises
        if premises is None:
            return
        if self._locked_account is not None and account_id == self._locked_account:
            self.counter.jobs.write(
                lambda: premises.unlock(account_id, password), self._unlocked, self._refused
            )
            return
        if self._locked_account is not None:
            self._sign_out()
        self.counter.jobs.write(
            lambda: premises.sign_in(account_id, password), self._signed_in, self._refused
        )

    def _signed_in(self, answer: Any) -> None:
        desk, account = answer
        self._locked_account = None
        self.counter.seat(desk, account)
        self.sign_in.clear()
        self.window.enter()

    def _unlocked(self, _answer: object) -> None:
        self._locked_account = None
        self.sign_in.clear()
        self.window.back_in()

    def _refused(self, error: NaeilError) -> None:
        self.sign_in.refuse(str(error))

    def _lock(self) -> None:
        account = self.counter.account
        self._locked_account = account.account_id
        premises = self._premises
        if premises is None:
            return
        self.sign_in.lock(
            [(holder.id, holder.name, "") for holder in premises.holders()],
            account.account_id,
            show_time(self.clock.now()),
            show_day(self.clock.today()),
        )
        self.window.show_door(self.sign_in)
        self.sign_in.password.setFocus()

    def _other(self) -> None:
        """Somebody else takes the desk: the first one's drafts stay his own."""
        self.sign_in.accounts.setFocus()

    def _sign_out(self) -> None:
        self.window.leave_all()
        if self.counter.is_open:
            self.counter.desk.close()
        self.counter.leave()
        self._locked_account = None

    def _close(self) -> None:
        self._sign_out()
        self.counter.jobs.close()
        if self._premises is not None:
            self._premises.close()

    # first run and recovery

    def _first_run(self) -> None:
        from desktop.domain.centre import facts_on
        from desktop.domain.shipped import read_centre
        from desktop.services.password import password_fault
        from desktop.ui.door.first_run import FirstRunPage
        from desktop.ui.printing.secret import SecretPrinter

        rows = read_centre(paths.resources() / "codes")
        page = FirstRunPage(
            str(self.start_with.data),
            facts_on(rows, self.clock.today()),
            self.clock.today(),
            password_fault,
        )
        self.first_run = page
        self.window.add_door(page)
        page.asked.connect(self._prepare)
        page.confirmed.connect(self._confirm)
        printer = SecretPrinter(self.counter.jobs, page, page.tell_print)
        page.print_wanted.connect(lambda: printer.print_now(self._code_paper, CODE_TITLE))
        page.choice_wanted.connect(lambda: printer.print_after_choice(self._code_paper, CODE_TITLE))
        page.started.connect(self.window.enter)
        self.window.show_door(page)
        page.begin()

    def _prepare(self, answers: Any) -> None:
        from desktop.services.opening import FirstRun

        premises = self._premises
        if premises is None:
            return
        wanted: FirstRun = FirstRun(
            answers.centre, answers.desk, answers.account_name, answers.role, answers.password
        )
        self._wanted = wanted

        def made(prepared: "Prepared") -> None:
            self._prepared = prepared
            self.first_run.show_code(prepared.recovery_code.groups)

        self.counter.jobs.write(lambda: premises.prepare(wanted), made, self._not_prepared)

    def recovery_groups(self) -> tuple[str, ...]:
        """The code while it stands on the screen; empty before and afterwards (for the tour)."""
        return self._prepared.recovery_code.groups if self._prepared is not None else ()

    def _code_paper(self) -> bytes:
        if self._prepared is None:
            raise Refused("복구 코드가 이미 확인되었습니다.")
        return self._prepared.paper()

    def _not_prepared(self, error: NaeilError) -> None:
        fields = error.fields if isinstance(error, Refused) else {}
        self.first_run.refuse(str(error), fields)

    def _confirm(self) -> None:
        prepared = self._prepared
        if prepared is None:
            return

        def opened(answer: Any) -> None:
            desk, account = answer
            self._prepared = None
            self.counter.seat(desk, account)
            self.first_run.show_ready(self._wanted.centre.name, account.name)

        self.counter.jobs.write(prepared.confirm, opened, self._not_prepared)

    def _recover(self) -> None:
        from desktop.ui.door.recovery import RecoveryPage

        premises = self._premises
        if premises is None:
            return
        page = RecoveryPage([(holder.id, holder.name) for holder in premises.holders()])
        self.window.add_door(page)

        def entered(groups: tuple[str, ...], account_id: int, password: str) -> None:
            def opened(answer: Any) -> None:
                page.deleteLater()
                self._signed_in(answer)
                # The envelope was opened: what lay in it is to be replaced at once.
                self.counter.go("settings", page="recovery")

            self.counter.jobs.write(
                lambda: premises.recover(groups, account_id, password),
                opened,
                lambda error: page.refuse(
                    str(error), error.fields if isinstance(error, Refused) else {}
                ),
            )

        page.entered.connect(entered)
        page.given_up.connect(lambda: self.window.show_door(self.sign_in))
        self.window.show_door(page)
        page.begin()

    def _trouble(self, error: NaeilError) -> None:
        """The store cannot be opened: say what it is and what to do, and nothing else."""
        from desktop.ui.door.trouble import TroublePage

        page = TroublePage(str(error))
        self.window.add_door(page)
        page.again.connect(self._load)
        page.closed.connect(self.window.close)
        self.window.show_door(page)

    def _change_look(self, look: Look) -> None:
        """Another scheme or size: screens are built anew, because lengths stay as laid out."""
        changed_size = look.scale != theme.scale()
        theme.install(self.app, look.scheme, look.scale)
        if changed_size:
            self.window.rebuild()


def run(start: Start) -> int:
    """Open the counter and stay until it is closed. Gives the exit code."""
    from desktop.ui.single import Single

    app = application()
    single = Single(start.data)
    if not single.first:
        single.raise_first()
        return 0
    crash.install(paths.log_folder(start.data))
    counter = CounterApp(start)
    single.wanted.connect(lambda: _raise(counter.window))
    counter.show()
    code = app.exec()
    single.close()
    return code


def _raise(window: MainWindow) -> None:
    window.showNormal() if window.isMinimized() else window.show()
    window.raise_()
    window.activateWindow()


def offscreen() -> None:
    """Let Qt draw without a screen (the tour, the self-test)."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
