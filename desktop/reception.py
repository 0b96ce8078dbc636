"""Who is let in: sign-in, lock, first run, recovery. Loaded behind the painted sign-in page.

Locked, the store stays open for drafts and backup. Sign-out, sleep and half an hour behind
the lock close it, and its key is wiped; what was typed is kept before and comes back.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from desktop.domain.calendar import show_day, show_time
from desktop.domain.centre import facts_on
from desktop.domain.errors import (
    AccountLocked,
    ActsMissing,
    KeyFileDamaged,
    NaeilError,
    Refused,
    StoreDamaged,
    StoreMissing,
)
from desktop.domain.korean import to_latin_keys
from desktop.domain.shipped import read_centre
from desktop.domain.waiting import Waiting
from desktop.services.first_run import FirstRun, Prepared
from desktop.services.opening import Premises, PremisesState
from desktop.services.password import password_fault
from desktop.ui.counter import Counter
from desktop.ui.door.first_run import FirstRunPage
from desktop.ui.door.missing import MissingPage
from desktop.ui.door.recovery import RecoveryPage
from desktop.ui.door.restoring import RestoreDesk
from desktop.ui.door.sign_in import SignInPage
from desktop.ui.door.trouble import TroublePage
from desktop.ui.log_watch import LogWatch
from desktop.ui.main_window import MainWindow
from desktop.ui.printing.secret import SecretPrinter
from desktop.ui.same_watch import SameWatch
from desktop.ui.sleep import SleepWatch, once_after

if TYPE_CHECKING:
    from desktop.ui.workplace import Place

CLOSED_AFTER = 30
"""Minutes behind the lock until the store is closed."""
_TOO_LONG = f"잠긴 지 {CLOSED_AFTER}분이 지났습니다."
_SLEPT = "컴퓨터가 잠들었다 깨어났습니다."
_BROKEN = (StoreDamaged, StoreMissing, KeyFileDamaged)
"""What no other password opens: a backup does."""
CODE_TITLE = "naeil"
"""What the print queue shows for the recovery paper: not what it is."""


class Reception:
    """Stands at the door of the premises: nobody reaches the workplace past it."""

    def __init__(
        self,
        premises: Premises,
        counter: Counter,
        window: MainWindow,
        page: SignInPage,
        demo_password: str,
    ) -> None:
        """`page` is the sign-in page already painted in `window`."""
        self._premises = premises
        self._counter = counter
        self._window = window
        self._page = page
        self._demo_password = demo_password
        self._prepared: Prepared | None = None
        self._locked_account: int | None = None
        self._given_up = threading.Event()
        self._places: dict[int, Place] = {}
        self._too_long = once_after(CLOSED_AFTER, window)
        self._too_long.timeout.connect(lambda: self._close_store(_TOO_LONG))
        self._sleep = SleepWatch(window)
        self._sleep.slept.connect(self._slept)
        self.start_again: Callable[[], None] = lambda: None
        """Set by the app: look at the data folder anew, another store lies in it."""
        counter.restore_wanted.connect(self.restore)
        self._watch = LogWatch(counter, window)
        self._same = SameWatch(counter, window)
        window.locked.connect(self._lock)
        window.leaving.connect(self._leave)
        window.switching.connect(self._other)
        page.entered.connect(self._entered)
        page.given_up.connect(self._given_up.set)
        page.recovery_wanted.connect(self._recover)
        page.other_wanted.connect(self._other)

    @property
    def premises(self) -> Premises:
        """The data folder behind the door."""
        return self._premises

    def open(self, state: PremisesState) -> None:
        """Ask who sits down, or set the centre up where nothing is yet."""
        if state is PremisesState.NEW:
            self._first_run()
            return
        demo = self._demo_password
        self._page.offer(
            [(holder.id, holder.name, "") for holder in self._premises.holders()],
            foot=show_day(self._counter.clock.today()),
            demo=f"체험용 자료입니다. 비밀번호는 {demo} 입니다." if demo else "",
        )

    # signing in, locking, leaving

    def _entered(self, account_id: int, password: str) -> None:
        premises, typed = self._premises, to_latin_keys(password)
        if self._locked_account is not None and account_id == self._locked_account:
            self._counter.jobs.write(
                lambda: premises.unlock(account_id, typed), self._unlocked, self._refused
            )
            return
        if self._locked_account is not None:
            # A wrong password must not put the one who locked out of the desk.
            self._counter.jobs.write(
                lambda: premises.unlock(account_id, typed),
                lambda _: self._change_over(account_id, typed),
                self._refused,
            )
            return
        self._sign_in(account_id, typed)

    def _change_over(self, account_id: int, typed: str) -> None:
        """Somebody else takes the desk: the first one's work is kept, and stays his own."""
        self._sign_out()
        self._sign_in(account_id, typed)

    def _sign_in(self, account_id: int, typed: str) -> None:
        premises = self._premises
        waiting = self._waiting()
        self._counter.jobs.write(
            lambda: premises.sign_in(account_id, typed, waiting=waiting),
            self._signed_in,
            lambda error: self._not_opened(error, account_id),
        )

    def _waiting(self) -> Waiting:
        """A store that takes long to open tells it on the page, where it can be given up."""
        self._given_up.clear()
        return Waiting(self._page.progressed.emit, self._given_up.is_set)

    def _not_opened(self, error: NaeilError, account_id: int) -> None:
        """A password that does not open is typed again; acts that are gone are decided on."""
        if not isinstance(error, ActsMissing):
            self._refused(error)
            return
        premises = self._premises
        name = next(one.name for one in premises.holders() if one.id == account_id)
        self._page.clear()
        page = MissingPage(str(error), name)
        self._window.add_door(page)

        def opened(answer: Any) -> None:
            page.deleteLater()
            self._signed_in(answer)

        def open_without(password: str) -> None:
            typed = to_latin_keys(password)
            self._counter.jobs.write(
                lambda: premises.sign_in(account_id, typed, without_missing=True),
                opened,
                lambda refused: page.refuse(str(refused)),
            )

        def given_up() -> None:
            self._window.show_door(self._page)
            self._page.clear()
            page.deleteLater()

        page.without_wanted.connect(open_without)
        page.restore_wanted.connect(self.restore)
        page.given_up.connect(given_up)
        self._window.show_door(page)
        page.begin()

    def _signed_in(self, answer: Any) -> None:
        desk, account = answer
        self._locked_account = None
        self._counter.seat(desk, account)
        self._page.clear()
        self._window.enter()
        self._counter.jobs.afterwards(self._tidy)
        place = self._places.pop(account.account_id, None)
        if place is not None:
            self._window.come_back(place)

    def _tidy(self) -> None:
        """Pictures of replies typed in long ago: they go when the first lists stand there."""
        if self._counter.is_open:
            desk, account = self._counter.desk, self._counter.account
            self._counter.jobs.long(lambda: desk.replies.drop_pictures(account))

    def _unlocked(self, _answer: object) -> None:
        self._too_long.stop()
        self._locked_account = None
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.write(lambda: desk.log.take_in_failures(account))
        self._page.clear()
        self._window.back_in()

    def _refused(self, error: NaeilError) -> None:
        if isinstance(error, _BROKEN):
            self._page.clear()
            self.tell_trouble(error)
        else:
            self._page.refuse(str(error), for_good=isinstance(error, AccountLocked))

    def tell_trouble(self, error: NaeilError) -> None:
        """The store does not open: what it is, and the ways on."""
        page = TroublePage(str(error))
        self._window.add_door(page)

        def again() -> None:
            page.deleteLater()
            self._window.show_door(self._page)

        page.again.connect(again)
        page.restore_wanted.connect(self.restore)
        page.closed.connect(self._window.close)
        self._window.show_door(page)

    def _lock(self) -> None:
        account = self._counter.account
        self._locked_account = account.account_id
        self._too_long.start()
        premises = self._premises
        self._page.lock(
            [(holder.id, holder.name, "") for holder in premises.holders()],
            account.account_id,
            show_time(self._counter.clock.now()),
            show_day(self._counter.clock.today()),
        )
        self._show_page()

    def _other(self) -> None:
        """Somebody else takes the desk: the first one's drafts stay his own."""
        self._page.accounts.setFocus()

    def _slept(self) -> None:
        """The PC slept or goes to sleep: nothing of the store stays in its memory."""
        self._close_store(_SLEPT)

    def _leave(self) -> None:
        """로그아웃 from the own menu."""
        account_id = self._counter.account.account_id
        self._sign_out()
        self._places.pop(account_id, None)
        self._page.offer(
            [(holder.id, holder.name, "") for holder in self._premises.holders()],
            account_id,
            foot=show_day(self._counter.clock.today()),
        )
        self._show_page()

    def _close_store(self, why: str) -> None:
        """Close behind the lock; what was typed comes back at the next sign-in."""
        if not self._counter.is_open:
            return
        account_id = self._counter.account.account_id
        self._sign_out()
        self._page.close_down(
            [(holder.id, holder.name, "") for holder in self._premises.holders()],
            account_id,
            why,
            show_day(self._counter.clock.today()),
        )
        self._show_page()

    def _show_page(self) -> None:
        self._window.show_door(self._page)
        self._window.activateWindow()
        self._page.password.setFocus()

    def _sign_out(self) -> None:
        self._too_long.stop()
        if self._counter.is_open:
            self._window.workplace.keeper.keep()
            self._places[self._counter.account.account_id] = self._window.place
        self._window.leave_all()
        if self._counter.is_open:
            desk, account = self._counter.desk, self._counter.account
            # A store that takes no row any more is closed all the same.
            with suppress(NaeilError):
                desk.log.sign_out(account)
            desk.close()
        self._counter.leave()
        self._locked_account = None

    # another store

    def restore(self) -> None:
        """Let a backup be chosen; whoever sits here may still turn back.

        From the settings, the first run, and wherever the store turns out not to open.
        """
        desk = RestoreDesk(self._counter, self._window, self._premises.folder, self._make_way)
        desk.finished.connect(lambda: self.start_again())
        desk.begin()

    def _make_way(self) -> None:
        """Close the store: another one is to take its place."""
        self._sign_out()
        # Where somebody stood may not be in the other store.
        self._places.clear()
        self._premises.close()

    def close(self) -> None:
        """The window goes: keep what was typed, end the work, close the store."""
        self._sleep.end()
        self._sign_out()
        self._counter.jobs.close()
        self._premises.close()

    # first run and recovery

    def _first_run(self) -> None:
        rows = read_centre(self._counter.resources / "codes")
        page = FirstRunPage(
            str(self._premises.folder),
            facts_on(rows, self._counter.clock.today()),
            self._counter.clock.today(),
            password_fault,
        )
        self.first_run = page
        self._window.add_door(page)
        page.asked.connect(self._prepare)
        page.confirmed.connect(self._confirm)
        printer = SecretPrinter(self._counter.jobs, page, page.tell_print)
        page.print_wanted.connect(lambda: printer.print_now(self._code_paper, CODE_TITLE))
        page.choice_wanted.connect(lambda: printer.print_after_choice(self._code_paper, CODE_TITLE))
        page.started.connect(self._window.enter)
        page.restore_wanted.connect(self.restore)
        self._window.show_door(page)
        page.begin()

    def _prepare(self, answers: Any) -> None:
        premises = self._premises
        # Kept nowhere but in the job: the password is in it.
        wanted = FirstRun(
            answers.centre, answers.desk, answers.account_name, answers.role, answers.password
        )
        self._centre_name = answers.centre.name

        def made(prepared: Prepared) -> None:
            self._prepared = prepared
            self.first_run.show_code(prepared.recovery_code.groups)

        self._counter.jobs.write(lambda: premises.prepare(wanted), made, self._not_prepared)

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
        centre = self._centre_name

        def opened(answer: Any) -> None:
            desk, account = answer
            self._prepared = None
            self._counter.seat(desk, account)
            self.first_run.show_ready(centre, account.name)

        self._counter.jobs.write(prepared.confirm, opened, self._not_prepared)

    def _recover(self) -> None:
        premises = self._premises
        page = RecoveryPage([(holder.id, holder.name) for holder in premises.holders()])
        self._window.add_door(page)

        def entered(groups: tuple[str, ...], account_id: int, password: str) -> None:
            if self._counter.is_open:
                # Somebody's desk is still open behind the lock.
                self._sign_out()

            def opened(answer: Any) -> None:
                page.deleteLater()
                self._signed_in(answer)
                # The envelope was opened: what lay in it is to be replaced at once.
                self._counter.go("settings", page="recovery")

            self._counter.jobs.write(
                lambda: premises.recover(groups, account_id, password),
                opened,
                lambda error: page.refuse(
                    str(error), error.fields if isinstance(error, Refused) else {}
                ),
            )

        page.entered.connect(entered)

        def given_up() -> None:
            self._window.show_door(self._page)
            if not self._counter.jobs.busy:
                # An answer still under way would be told on this page.
                page.deleteLater()

        page.given_up.connect(given_up)
        self._window.show_door(page)
        page.begin()
