"""The one door to the store: an act is checked, timed, logged and committed as one.

`Office.act(...)` opens the transaction, checks that the account is the one signed
in and still open, hands the service a session, and writes the access-log row in
the same transaction: an act whose log cannot be written does not happen.
Services get no session anywhere else. The right an act needs is named at every call and
looked up in one table (`domain.rights`) for the role the account has now, in the store.
The row is chained to the one before it (`store.chain`); after the commit the head of the
chain is noted outside the store (`store.head`).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from desktop.domain.access import ActKind
from desktop.domain.account import Role, SignedIn
from desktop.domain.calendar import Holidays
from desktop.domain.clock import KST, Clock
from desktop.domain.codes import CodeBook
from desktop.domain.errors import Conflict, NotAllowed, NotSignedIn
from desktop.domain.rights import Right, may, refusal
from desktop.store import chain, erasing
from desktop.store.base import table_of
from desktop.store.chain import Head
from desktop.store.ciphers import DataKey
from desktop.store.database import Database
from desktop.store.head import HeadFile
from desktop.store.keys import Keys
from desktop.store.office import Account, Holiday

_STAFF = table_of(Account)
_ROLE = select(_STAFF.c.role).where(_STAFF.c.id == bindparam("who"), _STAFF.c.closed_at.is_(None))


@dataclass(frozen=True, slots=True)
class Changed:
    """What an act changed: kinds of records and the visitors concerned.

    Screens compare it with what they show and read again by id.
    """

    kinds: frozenset[str]
    visitors: frozenset[int]


class Act:
    """What a service holds while it acts: the session, the time, and the log's subjects."""

    def __init__(
        self,
        session: Session,
        account: SignedIn,
        now: datetime,
        keys: Keys,
        office: "Office",
    ) -> None:
        self.session = session
        self.account = account
        self.now = now
        self._keys = keys
        self._office = office
        self.subjects: list[int] = []
        self._named: set[int] = set()
        self.count = 0
        self.changed_kinds: set[str] = set()
        self.after_commit: list[Callable[[], None]] = []

    @property
    def today(self) -> date:
        """The office's day (KST)."""
        return self.now.astimezone(KST).date()

    @property
    def holidays(self) -> Holidays:
        """The office's days off, as they stand before this act."""
        return self._office.holidays(self)

    @property
    def codes(self) -> CodeBook:
        """The dated code lists of the counter."""
        return self._office.codes

    def name_of(self, account_id: int) -> str:
        """Somebody of the staff, as lists name them; oneself without asking the store."""
        if account_id == self.account.account_id:
            return self.account.name
        found = self.session.scalar(select(Account.name).where(Account.id == account_id))
        return found or ""

    def new_id(self) -> int:
        """A key for a new row."""
        return self._keys.new()

    def new_ids(self, count: int) -> Sequence[int]:
        """Keys for so many new rows, in their order."""
        return self._keys.many(count)

    def about(self, *visitor_ids: int | None) -> None:
        """Name whose data the act touches, for the log; None (nobody) is ignored."""
        for visitor_id in visitor_ids:
            if visitor_id is not None and visitor_id not in self._named:
                self._named.add(visitor_id)
                self.subjects.append(visitor_id)

    def changed(self, *kinds: str) -> None:
        """Name what kinds of records changed, for the screens."""
        self.changed_kinds.update(kinds)


class Office:
    """An open store with somebody signed in: what all services share."""

    def __init__(
        self,
        database: Database,
        keys: Keys,
        clock: Clock,
        codes: CodeBook,
        *,
        desk: int,
        place: str,
        outer_head: HeadFile | None = None,
    ) -> None:
        """`outer_head` is told after every commit how long the log is."""
        self._database = database
        self._outer_head = outer_head
        self._keys = keys
        self.clock = clock
        self.codes = codes
        self.desk = desk
        self.place = place
        self._signed_in: SignedIn | None = None
        self.listeners: list[Callable[[Changed], None]] = []
        self._holidays: Holidays | None = None
        self._last_head: Head | None = None
        """Where this office's last act left the log; another's may have gone on since."""

    @property
    def store_path(self) -> Path:
        """The store's file; its folder holds the key file and the copies."""
        return self._database.path

    def admit(self, account: SignedIn) -> None:
        """Make this the account that may act; whoever was admitted before no longer may."""
        self._signed_in = account

    def new_id(self) -> int:
        """A key for a form about to be kept, so that its later writes find it again."""
        return self._keys.new()

    def dismiss(self) -> None:
        """Nobody may act until the next sign-in."""
        self._signed_in = None

    @contextmanager
    def act(
        self,
        account: SignedIn,
        right: Right,
        kind: ActKind,
        subjects: Iterable[int] = (),
        purpose: str = "",
        *,
        logged: bool = True,
        reading: bool | None = None,
        aside: bool = False,
        typed: bool = False,
    ) -> Iterator[Act]:
        """One act of one account: a transaction, a check of the right, an access-log row.

        `reading` acts (조회, 검색 by default) use the reader's connection and write
        their row when the body has ended; the others write it in the body's own
        transaction. `logged=False` is for steps of a search or the refresh of a
        masked list, whose one row is written when the search ends or the list is
        first shown.

        `aside` reads on a connection of the act's own, whatever its kind: for figures and
        registers that may take long, while the search box goes on answering and everybody
        goes on saving; its screen asks through `jobs` with `aside` too. `typed` is for what
        is looked for at every key: it waits for no list that another screen reads.

        Raises NotSignedIn for anybody but the account signed in, NotAllowed when its role
        has not the right, Conflict when the record changed meanwhile.
        """
        self._check(account)
        if reading is None:
            reading = aside or not kind.writes
        if (aside or typed) and not reading:
            raise ValueError("what changes the store is not done aside")
        now = self.clock.now()
        if aside:
            connection = self._database.own_connection()
        else:
            connection = self._database.read(typed=typed) if reading else self._database.write()
        head: Head | None = None
        try:
            with connection as session:
                role = session.scalar(_ROLE, {"who": account.account_id})
                if role is None:
                    raise NotSignedIn("이 계정은 닫혔습니다. 팀장에게 문의해 주십시오.")
                if not may(Role(role), right):
                    raise NotAllowed(refusal(right))
                act = Act(session, account, now, self._keys, self)
                act.about(*subjects)
                yield act
                if logged and not reading:
                    session.flush()
                    head = self._log(session, act, kind, purpose)
            if logged and reading:
                with self._database.write() as session:
                    head = self._log(session, act, kind, purpose)
        except StaleDataError as error:
            raise Conflict(
                "다른 자리에서 먼저 고쳤습니다. 새로 읽은 내용을 보고 다시 고쳐 주십시오."
            ) from error
        if head is not None:
            self._last_head = head
            if self._outer_head is not None:
                self._outer_head.note(head)
        for step in act.after_commit:
            step()
        if act.changed_kinds:
            changed = Changed(frozenset(act.changed_kinds), frozenset(act.subjects))
            for listener in self.listeners:
                listener(changed)

    def _check(self, account: SignedIn) -> None:
        if self._signed_in is None or account.token != self._signed_in.token:
            raise NotSignedIn("로그인이 끝났습니다. 다시 로그인해 주십시오.")

    @contextmanager
    def reading_aside(self, account: SignedIn) -> Iterator[Session]:
        """A session on a connection of its own, to look through the log behind the desk.

        Not for anybody's data: nothing read here is logged. Raises NotSignedIn.
        """
        self._check(account)
        with self._database.own_connection() as session:
            yield session

    def _log(self, session: Session, act: Act, kind: ActKind, purpose: str) -> Head:
        return chain.append(
            session,
            chain.Entry(
                id=self._keys.new(),
                at=act.now,
                account_id=act.account.account_id,
                place=self.place,
                kind=kind.value,
                subjects=tuple(act.subjects),
                purpose=purpose,
                count=act.count or len(act.subjects),
            ),
            self._last_head,
        )

    def holidays(self, act: Act) -> Holidays:
        """The office's holiday table, read once until it changes."""
        if self._holidays is None:
            rows = act.session.execute(select(Holiday.day, Holiday.name)).all()
            self._holidays = Holidays({row.day: row.name for row in rows})
        return self._holidays

    def forget_holidays(self) -> None:
        """The table was edited: read it again at the next need."""
        self._holidays = None

    @contextmanager
    def filling(self) -> Iterator[Session]:
        """For filling an empty demo store: no act, because nobody is in it."""
        with self._database.filling() as session:
            yield session

    def leave_no_trace(self) -> None:
        """After a destruction: nothing deleted stays in free pages or in the log of the store."""
        self._database.leave_no_trace()

    def note_destroyed(self) -> tuple[erasing.Ledger, tuple[Path, ...]]:
        """Keep what was destroyed outside the store too, and apply it in the copies beside it.

        Gives the ledger, for the backups, and the copies that no key at hand opens.
        """
        database = self._database
        with database.read() as session:
            ledger = erasing.done_rows(session)
        erasing.note(database, ledger)
        _, closed = erasing.rewrite_beside(database.path, erasing.keys_of(database), ledger)
        return ledger, closed

    def noted_destroyed(self) -> erasing.Ledger | None:
        """What was destroyed, where the store itself is done with it; None while its pages are
        not: a destruction that was cut short.
        """
        database = self._database
        with database.read() as session:
            ledger = erasing.done_rows(session)
        known = erasing.KnownFile(database.path.parent, database.data_key).read()
        done = known is not None and ledger.ids <= known.ids
        return ledger if done or not ledger.rows else None

    def beside(self, clock: Clock, keys: Keys) -> "Office":
        """The same office at another time, on connections of its own; for the demo's past.

        Whoever is admitted there is not admitted here. Close it when done.
        """
        return Office(
            self._database.beside(),
            keys,
            clock,
            self.codes,
            desk=self.desk,
            place=self.place,
            outer_head=self._outer_head,
        )

    @contextmanager
    def held(self) -> Iterator[None]:
        """For whoever goes to the store by its path: its key stays while the block runs."""
        with self._database.held():
            yield

    def under_new_key(self, change: Callable[[Path], DataKey], data_key: DataKey) -> None:
        """Let the closed store be encrypted anew and go on; acts of others wait meanwhile.

        `data_key` is the one everybody here holds: it becomes the new one.
        """
        self._database.change_key(change)
        if self._outer_head is not None:
            self._outer_head.take_key(data_key)

    def close(self) -> None:
        """Dismiss whoever is signed in and close the store."""
        self.dismiss()
        self._database.close()
        if self._outer_head is not None:
            self._outer_head.flush()


def local(moment: datetime) -> datetime:
    """A stored moment in the office's own time."""
    return moment.astimezone(KST)


def day_of(moment: datetime) -> date:
    """The office's day of a stored moment."""
    return local(moment).date()


def utc(moment: datetime) -> datetime:
    """A moment as it is stored."""
    return moment.astimezone(UTC)
