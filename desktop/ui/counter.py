"""What every screen is given: the services, who sits here, jobs, masking, and the way on."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from desktop.domain.errors import Mishap, NaeilError, StoreTrouble
from desktop.ui.look import Look, read_look, write_look

if TYPE_CHECKING:
    # The sign-in page paints before the services (and SQLAlchemy) are loaded.
    from desktop.domain.account import SignedIn
    from desktop.domain.clock import Clock
    from desktop.domain.rights import Right
    from desktop.services.act import Changed
    from desktop.services.desk import Desk
    from desktop.ui.jobs import Jobs

SAVE_AGAIN, SEEN = "다시 저장", "확인"
"""What can be done about what machine or program could not do."""
REVEALED_FOR = 30_000
"""Milliseconds a phone number or birth date stays open after the key."""


@runtime_checkable
class Interruptible(Protocol):
    """A form that can be left half-typed and comes back with its cursor."""

    @property
    def draft_title(self) -> str:
        """What the strip 진행 중 calls it: 접수, 상담 기록, 의뢰서."""

    @property
    def draft_visitor_id(self) -> int | None:
        """Whose it is, None for somebody not taken in yet."""

    @property
    def draft_name(self) -> str:
        """The name as typed or known, for the strip; it is masked before it is kept."""

    def is_dirty(self) -> bool:
        """Whether something typed would be lost."""

    def snapshot(self) -> dict[str, Any]:
        """Everything typed, composed syllable and cursor included, as JSON-able values."""

    def restore(self, body: dict[str, Any]) -> None:
        """Show what `snapshot` gave."""

    def finish_composition(self) -> None:
        """Commit the syllable being composed."""


class OfNobody:
    """For an Interruptible that is nobody's in particular: no visitor, no name in the strip."""

    @property
    def draft_visitor_id(self) -> int | None:
        """Nobody's."""
        return None

    @property
    def draft_name(self) -> str:
        """Nobody's name."""
        return ""


class Counter(QObject):
    """The desk as the screens see it."""

    changed = Signal(object)
    """Changed: what an act changed; screens read again what they show."""
    masking_changed = Signal(bool)
    revealed_changed = Signal(bool)
    going = Signal(str, dict)
    saying = Signal(str, str, str, object)
    """text, tone, action, on_action"""
    noticed = Signal(str, str, str)
    """about what, sentence, tone: stays in sight until it is put away; "" says no more"""
    saved = Signal()
    """Something was stored for good; the status bar says when."""
    filed = Signal()
    """The form in front was saved, its draft went in the same act."""
    dropped = Signal()
    """The form in front was given up: its draft goes too."""
    waiting_changed = Signal(int, int)
    """waiting, with a counsellor"""
    account_changed = Signal()
    """Somebody else sits here, or the one who does may do other things."""
    covering = Signal()
    """The desk is about to be locked: what is typed is kept."""
    parting = Signal()
    """Whoever sits here goes: what is not over yet ends now, while the store is open."""
    left = Signal()
    """Nobody sits here any more, the store is closed."""
    restore_wanted = Signal()
    """Somebody who may is to choose a backup; the desk is left only when it is put in place."""
    stumbled = Signal(object)
    """The program made a mistake, on whatever thread: it is told on the window's own."""
    look_changed = Signal(object)
    """Look: another scheme, size or time until the lock was chosen."""

    def __init__(self, clock: "Clock | None", resources: Path, folder: Path | None = None) -> None:
        """`folder` holds the store and what this PC remembers; None remembers nothing.

        Without a clock it is the one of the PC.
        """
        super().__init__()
        self._clock = clock
        self.resources = resources
        self.folder = folder
        self.look = read_look(folder) if folder is not None else Look()
        self.may_rebuild: Callable[[], str] = lambda: ""
        """Says what stands in the way of building the screens anew, '' when nothing does."""
        self.may_close: Callable[[], bool] = lambda: True
        """Whether the window may go now; whoever holds it up closes it when he is done."""
        self.can_stay_off_pictures = False
        """Whether this system lets the window keep out of screen captures."""
        self.paper_into_file = False
        """Whether the paper asked for now goes into a file instead of to a printer."""
        self._desk: Desk | None = None
        self._account: SignedIn | None = None
        self._draft_id: Callable[[], int | None] = lambda: None
        self.masked = False
        self.revealed = False
        # Told when the loop comes round again: a notice made in the middle of a paint that
        # stumbled brings the whole program down.
        self.stumbled.connect(self._tell_stumbled, Qt.ConnectionType.QueuedConnection)
        self._cover_again = QTimer(self)
        self._cover_again.setSingleShot(True)
        self._cover_again.setInterval(REVEALED_FOR)
        self._cover_again.timeout.connect(self.cover)

    # The first page is painted without asking the time or doing any work beside it.

    @cached_property
    def clock(self) -> "Clock":
        """What time it is at the counter."""
        from desktop.domain.clock import SystemClock

        return self._clock or SystemClock()

    @cached_property
    def jobs(self) -> "Jobs":
        """Work away from the window's thread; first asked for on that thread."""
        from desktop.ui.jobs import Jobs

        return Jobs(self.report)

    @property
    def desk(self) -> "Desk":
        """The services; only while somebody is signed in."""
        if self._desk is None:
            raise RuntimeError("nobody is signed in")
        return self._desk

    @property
    def account(self) -> "SignedIn":
        """Who is signed in."""
        if self._account is None:
            raise RuntimeError("nobody is signed in")
        return self._account

    @property
    def is_open(self) -> bool:
        """Whether somebody is signed in."""
        return self._desk is not None and self._account is not None

    def may(self, right: "Right") -> bool:
        """Whether whoever sits here may do this; nobody is kept from an empty desk."""
        from desktop.domain.rights import may

        return self._account is None or may(self._account.role, right)

    def allow(self, right: "Right") -> bool:
        """As `may`, and says who may when it is not the one sitting here."""
        if self.may(right):
            return True
        from desktop.domain.rights import refusal

        self.say(refusal(right), "info")
        return False

    def take_role(self, account: "SignedIn") -> None:
        """Whoever sits here was given another task or name."""
        self._account = account
        self.account_changed.emit()

    def seat(self, desk: "Desk", account: "SignedIn") -> None:
        """Somebody signed in."""
        if self._desk is not desk:
            desk.office.listeners.append(self.changed.emit)
        self._desk, self._account = desk, account
        self.account_changed.emit()

    @property
    def draft_id(self) -> int | None:
        """The draft under which the form in front is kept, to be dropped by the saving act."""
        return self._draft_id()

    def set_draft_source(self, source: Callable[[], int | None]) -> None:
        """Who knows the draft of the form in front (the window's keeper)."""
        self._draft_id = source

    def leave(self) -> None:
        """Nobody sits here any more; the store is closed by the caller."""
        self._desk, self._account = None, None
        self.cover()
        self.left.emit()

    def read_again(self, *kinds: str) -> None:
        """Records of these kinds came from elsewhere: screens read again what they show."""
        from desktop.services.act import Changed

        self.changed.emit(Changed(frozenset(kinds), frozenset()))

    def go(self, screen: str, **where: Any) -> None:
        """Show a screen; `where` says whom or what it is about."""
        self.going.emit(screen, where)

    def say(
        self,
        text: str,
        tone: str = "success",
        action: str = "",
        on_action: Callable[[], None] | None = None,
    ) -> None:
        """Tell briefly what was done, with one thing that can be done about it."""
        self.saying.emit(text, tone, action, on_action)

    def notice(self, about: str, sentence: str, tone: str = "danger") -> None:
        """Tell what has to be known and does not go away by itself; "" takes it back."""
        self.noticed.emit(about, sentence, tone)

    def report(
        self,
        error: BaseException,
        again: Callable[[], None] | None = None,
        words: str = SAVE_AGAIN,
    ) -> None:
        """Show an error nobody else took: a sentence of ours, or a plain apology.

        What machine or program could not do stays in sight until somebody has seen it;
        `again` does it once more, and `words` are what that is called.
        """
        if isinstance(error, NaeilError) and not isinstance(error, StoreTrouble | Mishap):
            self.say(str(error), "warning")
            return
        if not isinstance(error, NaeilError):
            from desktop.crash import record

            record(error)
            error = Mishap()
        sentence = str(error)
        if again is not None:
            self.say(sentence, "danger", words, again)
        else:
            self.say(sentence, "danger", SEEN, lambda: None)

    def _tell_stumbled(self, error: object) -> None:
        # It stands in the log already.
        self.report(error if isinstance(error, NaeilError) else Mishap())

    def choose_look(self, look: Look) -> bool:
        """Dress the window otherwise and remember it; False when something is in the way."""
        obstacle = self.may_rebuild() if look.scale != self.look.scale else ""
        if obstacle:
            self.say(obstacle, "warning")
            return False
        self.look = look
        if self.folder is not None:
            try:
                write_look(self.folder, look)
            except OSError:
                self.say("고른 모양을 이 컴퓨터에 적어 두지 못했습니다.", "warning")
        self.look_changed.emit(look)
        return True

    def mask(self, masked: bool) -> None:
        """F12: hide personal data everywhere at once, or show what the rule allows again."""
        self.masked = masked
        if masked:
            self.cover()
        self.masking_changed.emit(masked)

    def reveal(self) -> None:
        """Open phone and birth for thirty seconds."""
        self.revealed = True
        self._cover_again.start()
        self.revealed_changed.emit(True)

    def cover(self) -> None:
        """Close phone and birth again."""
        self._cover_again.stop()
        if self.revealed:
            self.revealed = False
            self.revealed_changed.emit(False)

    def is_touched(self, changed: "Changed", *kinds: str, visitor_id: int | None = None) -> bool:
        """Whether a change concerns a screen that shows `kinds` (of one visitor)."""
        if not changed.kinds.intersection(kinds):
            return False
        return visitor_id is None or not changed.visitors or visitor_id in changed.visitors
