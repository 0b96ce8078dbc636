"""Opening the office: first run, sign-in, unlock, recovery. Before it, nothing can be read.

The password opens the key file, the key file opens the store. Wrong password,
damaged key file, damaged, empty, missing or newer store are told apart by the
error raised, each with what to do.
"""

import platform
from collections.abc import Callable, Sequence
from contextlib import suppress
from enum import Enum
from pathlib import Path

from sqlalchemy.orm import configure_mappers

from desktop import paths
from desktop.domain.access import COUNT_FILE, ActKind
from desktop.domain.account import AccountChange, SignedIn
from desktop.domain.clock import Clock
from desktop.domain.codes import CodeBook
from desktop.domain.errors import (
    AccountLocked,
    CommitsLost,
    NotSignedIn,
    StoreDamaged,
    StoreMissing,
    StoreTrouble,
    WrongPassword,
)
from desktop.domain.rights import Right
from desktop.domain.summed import read_summed, summed
from desktop.domain.waiting import NOBODY, Waiting
from desktop.services.access_log import take_in
from desktop.services.accounts.events import note_change, note_lock
from desktop.services.act import Office
from desktop.services.backups import restoring
from desktop.services.centre import put_setting, setting_of
from desktop.services.data_key import settle
from desktop.services.desk import Desk
from desktop.services.first_run import (
    DESK_FILE,
    LAST_DESK_NUMBER,
    PREPARING,
    STORE_NAME,
    FirstRun,
    Place,
    Prepared,
    prepare,
    put_in_place,
)
from desktop.services.log_head import (
    MEDDLED_IDS,
    OLDER_FORMS,
    HeadFinding,
    acts_lost,
    look_at_head,
)
from desktop.services.password import check_password
from desktop.services.rehearsal import rehearse
from desktop.services.shipped import load_newly_shipped
from desktop.services.standing import stands
from desktop.store import file, location, machine, rekeying
from desktop.store.ciphers import DataKey
from desktop.store.database import Database
from desktop.store.erasing import apply_known
from desktop.store.failed_sign_ins import FailedSignIns
from desktop.store.failures import MOST, FailureCount
from desktop.store.head import HeadFile
from desktop.store.keyring import Holder, Keyring
from desktop.store.keys import Keys
from desktop.store.location import StoreLock
from desktop.store.upgrade import open_store

_NO_DESK = (
    "이 PC의 창구 번호 파일(desk.json)이 없거나 손상되었습니다. 자료는 그대로 있습니다. "
    "백업해 둔 desk.json을 같은 폴더에 되돌려 놓아 주십시오."
)
_LOCKED = (
    "비밀번호가 {most}번 틀려 이 계정이 잠겼습니다. 팀장이 설정의 ‘사용자’에서 풀거나, "
    "봉투의 복구 코드로 열어야 합니다."
)
_LEFT = "{left}번 더 틀리면 이 계정이 잠깁니다."
_SET_BACK = f"{COUNT_FILE}이 되돌려져 있음"
_GONE = (f"{COUNT_FILE}이 지워져 있음: 자료 폴더", f"{COUNT_FILE}이 지워져 있음: 사용자 폴더")
COUNT_FILES = "sign_in.count_files"
"""Setting: how far the counts of wrong passwords had come at the last sign-in, by place."""


class PremisesState(Enum):
    """What the data folder holds."""

    NEW = "new"
    READY = "ready"


class Premises:
    """The data folder and the way into it."""

    def __init__(
        self, folder: Path, clock: Clock, resources: Path, profile: Path | None = None
    ) -> None:
        """Names the folder; nothing is read or made yet.

        `profile` is the folder of whoever is logged in at the PC, where wrong passwords are
        counted a second time; left out it is the system's own.
        """
        self.folder = folder
        self._profile = profile
        self._failure_count: FailureCount | None = None
        self._clock = clock
        self._resources = resources
        self._keyring: Keyring | None = None
        self._lock: StoreLock | None = None
        self._codes: CodeBook | None = None
        self._failed_sign_ins = FailedSignIns(folder)

    @property
    def store_path(self) -> Path:
        """The one encrypted file."""
        return self.folder / STORE_NAME

    def look(self) -> PremisesState:
        """Whether this folder is set up.

        Raises LocationUnfit for a network or cloud folder, KeyFileDamaged or
        StoreMissing when half of what belongs together is gone.
        """
        location.check(self.folder)
        machine.close_to_others(
            self.folder,
            self.folder / PREPARING,
            paths.backup_folder(self.folder),
            paths.log_folder(self.folder),
        )
        restoring.finish(self.folder)
        self._finish_first_run()
        has_keys = Keyring.exists(self.folder)
        if not has_keys and not self.store_path.exists():
            return PremisesState.NEW
        self._keyring = Keyring.read(self.folder)
        if not self.store_path.exists():
            raise StoreMissing(
                "자료 파일이 없습니다. 자료 폴더를 옮기셨다면 그 폴더를 고르고, "
                "아니면 백업에서 되살려 주십시오."
            )
        return PremisesState.READY

    def _finish_first_run(self) -> None:
        """Put the rest in place when the PC stopped between a confirmed code and the key file."""
        aside = self.folder / PREPARING
        if self.store_path.exists() and not Keyring.exists(self.folder) and Keyring.exists(aside):
            with file.told():
                put_in_place(aside, self.folder)

    def make_ready(self) -> None:
        """What the store needs beside its key, done while the password is being typed.

        The classes of the tables find each other at first use, a tenth of a second; the
        code lists take half as long to read.
        """
        self._codes = CodeBook.load(self._resources / "codes")
        configure_mappers()

    def rehearse(self, stopped: Callable[[], bool]) -> None:
        """Do what comes first after a sign-in once where nobody is, unless somebody comes in."""
        codes = self._codes or CodeBook.load(self._resources / "codes")
        steps = rehearse(codes, self._clock)
        for _ in steps:
            if stopped():
                break
        steps.close()

    def holders(self) -> tuple[Holder, ...]:
        """Who can sign in, for the sign-in page: read before the store opens."""
        return self._keys().holders()

    def _keys(self) -> Keyring:
        if self._keyring is None:
            self._keyring = Keyring.read(self.folder)
        return self._keyring

    def prepare(self, wanted: FirstRun) -> Prepared:
        """Make store and key file aside; they take effect when the recovery code is confirmed.

        Raises Refused with the field for a password or name that will not do.
        """
        place = Place(self.folder, self._resources, self._clock)
        return prepare(wanted, place, self._office, self.open_with_key)

    def sign_in(
        self,
        account_id: int,
        password: str,
        *,
        without_missing: bool = False,
        waiting: Waiting = NOBODY,
    ) -> tuple[Desk, SignedIn]:
        """Open the store with an account's password and write the 로그인 row.

        Takes a while on purpose (argon2id): not on the window's thread. `without_missing`
        goes on although acts are missing, and says so in the log.
        Raises WrongPassword, KeyFileDamaged, StoreDamaged, StoreMissing, StoreNewer,
        ActsMissing; StoreTrouble when nobody waits for it any more.
        """
        data_key = self._try(account_id, password)
        return self._open(account_id, data_key, without_missing=without_missing, waiting=waiting)

    def sign_in_with_any(self, password: str) -> tuple[Desk, SignedIn]:
        """The same for a command, where nobody chose a name: whose password it is signs in."""
        holder, data_key = self._keys().open_with_any(password)
        if self.is_locked(holder.id):
            raise AccountLocked(_LOCKED.format(most=MOST))
        return self._open(holder.id, data_key)

    def unlock(self, account_id: int, password: str) -> None:
        """Check a password while the store stays open behind the lock.

        Raises WrongPassword, AccountLocked.
        """
        self._try(account_id, password).wipe()
        self._failures().clear(account_id)

    def is_locked(self, account_id: int) -> bool:
        """Whether too many wrong passwords were typed for an account."""
        return self._failures().standing(account_id).locked

    def _try(self, account_id: int, password: str) -> DataKey:
        """The data key by a password; a wrong one is counted, the fifth in a row locks."""
        failures = self._failures()
        if failures.standing(account_id).locked:
            raise AccountLocked(_LOCKED.format(most=MOST))
        try:
            return self._keys().open(account_id, password)
        except WrongPassword as error:
            self._failed(account_id)
            now = failures.standing(account_id)
            if now.locked:
                raise AccountLocked(_LOCKED.format(most=MOST)) from error
            if now.count > 1:
                left = _LEFT.format(left=MOST - now.count)
                raise WrongPassword(f"{error} {left}") from error
            raise

    def _failed(self, account_id: int) -> None:
        """A wrong password was typed: counted, where the account is one of ours."""
        self._note_failed(account_id)
        if account_id in {holder.id for holder in self._keys().holders()}:
            self._failures().add(account_id, self._clock.now())

    def _note_failed(self, account_id: int) -> None:
        """Somebody did not get in: it waits beside the store for the next who does."""
        known = any(holder.id == account_id for holder in self.holders())
        self._failed_sign_ins.note(self._clock.now(), _place(), account_id if known else None)

    def _failures(self) -> FailureCount:
        if self._failure_count is None:
            profile = self._profile or paths.profile_folder()
            self._failure_count = FailureCount(self.folder, profile, self._keys().store_id)
        return self._failure_count

    def recover(
        self, groups: Sequence[str], account_id: int, new_password: str
    ) -> tuple[Desk, SignedIn]:
        """Open with the eight groups of the sealed envelope and set a new password.

        Raises Unreadable, WrongPassword (a code of another store), Refused.
        """
        keyring = self._keys()
        name = next((one.name for one in keyring.holders() if one.id == account_id), "")
        check_password(new_password, name)
        try:
            data_key = keyring.open_with_recovery(groups)
        except WrongPassword:
            self._note_failed(account_id)
            raise
        keyring.reset_password_with_data_key(data_key, account_id, new_password)
        desk, account = self._open(account_id, data_key, "복구 코드로 로그인", recovered=True)
        desk.recovery.note_opened(account)
        return desk, account

    def open_with_key(self, account_id: int, data_key: DataKey) -> tuple[Desk, SignedIn]:
        """Open with a data key at hand (first run, demo)."""
        return self._open(account_id, data_key)

    def _open(
        self,
        account_id: int,
        data_key: DataKey,
        purpose: str = "로그인",
        *,
        without_missing: bool = False,
        recovered: bool = False,
        waiting: Waiting = NOBODY,
    ) -> tuple[Desk, SignedIn]:
        if self._lock is None:
            self._lock = StoreLock(self.folder)
        database, older = self._opened_store(data_key, without_missing, waiting)
        try:
            applied = apply_known(database)
            desk = self._desk_number()
            found = stands(database, account_id)
            if found.who is None:
                # A key without an account: its adding or closing was cut short.
                raise NotSignedIn("이 계정은 닫혔습니다. 다른 계정으로 로그인해 주십시오.")
            account = found.who
            outer = HeadFile(self.folder, data_key)
            finding = look_at_head(database, outer, after_missing=without_missing) or older
            office = self._office(database, desk, outer, after=found.last_key)
            office.admit(account)
            failures = self._failures()
            locked = failures.locked()
            with office.act(account, Right.OWN, ActKind.SIGN_IN, purpose=purpose) as act:
                take_in(act, office.place, self._failed_sign_ins)
                settle(act, rekeying.mark_of(self.store_path))
                for locked_id, at in locked.items():
                    note_lock(act, locked_id, at)
                if recovered:
                    by_code = "복구 코드로 엶"
                    note_change(act, account_id, AccountChange.PASSWORD, reason=by_code)
                    if account_id in locked:
                        note_change(act, account_id, AccountChange.UNLOCKED, reason=by_code)
                known = setting_of(act, COUNT_FILES, {})
            gone = failures.gone(known)
            meddled = [words for words, is_gone in zip(_GONE, gone, strict=True) if is_gone]
            if not gone[0] and (failures.set_back or failures.older(known)):
                meddled.append(_SET_BACK)
            for words in meddled:
                with office.act(account, Right.OWN, ActKind.FAILED, purpose=words):
                    pass
            failures.clear(account_id, told=True)
            stand = {**known, **failures.stand()}
            if stand != known:
                with office.act(
                    account, Right.OWN, ActKind.SETTING, purpose=COUNT_FILE, logged=False
                ) as act:
                    put_setting(act, COUNT_FILES, stand)
            findings = [finding] if finding is not None else []
            findings += [MEDDLED_IDS] if applied.meddled else []
            for one in findings:
                with office.act(account, Right.OWN, ActKind.FAILED, purpose=one.purpose):
                    pass
            if applied.again:
                with office.act(
                    account, Right.OWN, ActKind.DESTROY, purpose="되살린 자료에서 다시 파기"
                ) as act:
                    act.count = applied.again
            if found.lacks_periods:
                with office.act(
                    account, Right.OWN, ActKind.SETTING, purpose="새 판의 기준 들임"
                ) as act:
                    load_newly_shipped(act, self._resources)
            self._drop_keys_of(found.closed, data_key)
        except BaseException:
            database.close()
            raise
        return Desk(office, self._keys(), data_key, failures, self.folder, _told(findings)), account

    def _opened_store(
        self, data_key: DataKey, without_missing: bool, waiting: Waiting
    ) -> tuple[Database, HeadFinding | None]:
        """The store; where its last writes are damaged, only after the person was told.

        Until then nothing is touched, so that the files can be put aside as they were found.
        """
        try:
            return open_store(self.store_path, data_key, self._clock.now(), waiting=waiting), None
        except CommitsLost:
            outer = HeadFile(self.folder, data_key)
            missing = acts_lost(self.store_path, data_key, outer)
            if missing is not None and not without_missing:
                raise missing from None
            return (
                open_store(
                    self.store_path,
                    data_key,
                    self._clock.now(),
                    despite_lost=True,
                    waiting=waiting,
                ),
                OLDER_FORMS,
            )

    def _drop_keys_of(self, closed: frozenset[int], data_key: DataKey) -> None:
        """Take out the keys that a full disk left when their accounts were closed."""
        keyring = self._keys()
        for holder in keyring.holders():
            if holder.id in closed:
                # The door is shut without it; a disk still full must not keep others out.
                with suppress(StoreTrouble):
                    keyring.remove(data_key, holder.id)

    def _office(
        self, database: Database, desk: int, outer_head: HeadFile, *, after: int = 0
    ) -> Office:
        return Office(
            database,
            Keys(desk, after=after),
            self._clock,
            self._codes or CodeBook.load(self._resources / "codes"),
            desk=desk,
            place=_place(),
            outer_head=outer_head,
        )

    def _desk_number(self) -> int:
        """Raises StoreDamaged: with another desk's number keys and paper numbers would clash."""
        desk = desk_number(self.folder)
        text = summed({"desk": desk})
        if (self.folder / DESK_FILE).read_text("utf-8") != text:
            # As an earlier version wrote it: from now on an altered digit is noticed.
            with suppress(OSError):
                machine.write_file(self.folder / DESK_FILE, text.encode())
        return desk

    def close(self) -> None:
        """Let another program have the store."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        self._keyring = None
        self._failure_count = None


def desk_number(folder: Path) -> int:
    """Which desk this PC is. Raises StoreDamaged rather than guess one."""
    try:
        desk = int(read_summed((folder / DESK_FILE).read_text("utf-8"), {"desk"})["desk"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreDamaged(_NO_DESK) from error
    if not 1 <= desk <= LAST_DESK_NUMBER:
        raise StoreDamaged(_NO_DESK)
    return desk


def _told(found: Sequence[HeadFinding]) -> HeadFinding | None:
    """All that was found wrong as one, to be told once."""
    if not found:
        return None
    return HeadFinding(found[0].purpose, " ".join(one.sentence for one in found))


def _place() -> str:
    """Where somebody sits, as the log names it: the PC."""
    return platform.node()[:60]
