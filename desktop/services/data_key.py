"""Changing the data key at the desk: when somebody leaves who may have kept the old one.

The store is encrypted anew; passwords, the recovery code and everything kept stay. Whoever
saves meanwhile waits until it is done.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from desktop.domain.access import ActKind
from desktop.domain.account import AccountChange, SignedIn
from desktop.domain.rights import Right
from desktop.services.accounts.events import note_change
from desktop.services.act import Act, Office, local
from desktop.store import rekeying
from desktop.store.ciphers import DataKey
from desktop.store.keyring import Keyring
from desktop.store.office import AccountEvent
from desktop.store.rekeying import HalfChanged, Step, Told

BEGUN, DONE, GIVEN_UP = "시작", "마침", "그만둠"

__all__ = ["BEGUN", "DONE", "GIVEN_UP", "DataKeyState", "DataKeys", "Step", "Told", "settle"]


@dataclass(frozen=True, slots=True)
class DataKeyState:
    """When the key was changed last, and how that ended; None when it is still the first."""

    at: datetime | None
    end: str


class DataKeys:
    """The key that encrypts the store."""

    def __init__(self, office: Office, keyring: Keyring, data_key: DataKey) -> None:
        self._office = office
        self._keyring = keyring
        self._data_key = data_key

    def state(self, account: SignedIn) -> DataKeyState:
        """When it was changed last."""
        with self._office.act(
            account, Right.KEYS, ActKind.VIEW, purpose="자료 열쇠", logged=False
        ) as act:
            last = _last(act)
            return DataKeyState(local(last.at), last.after) if last else DataKeyState(None, "")

    def change(
        self,
        account: SignedIn,
        told: Told = lambda _step, _percent: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> DataKeyState:
        """Encrypt the store anew under another key; takes seconds for a large store.

        For a thread of its own. What stops half way is finished or given up at the next
        start, and told there. Raises Refused while a backup runs, StoreTrouble (also when it
        was given up).
        """
        with self._office.act(
            account, Right.KEYS, ActKind.SETTING, purpose="자료 열쇠 바꾸기 시작"
        ) as act:
            mark = rekeying.mark_of(self._office.store_path)
            _note(act, mark, BEGUN)
        try:
            self._office.under_new_key(self._anew(told, stopped), self._data_key)
        except HalfChanged:
            # The store is shut: the next start writes how it ended.
            raise
        except BaseException:
            self._end(account, "자료 열쇠 바꾸지 못함", GIVEN_UP)
            raise
        self._end(account, "자료 열쇠 바꿈", DONE)
        return self.state(account)

    def _anew(self, told: Told, stopped: Callable[[], bool]) -> Callable[[Path], DataKey]:
        def change(path: Path) -> DataKey:
            return rekeying.change_data_key(path, self._keyring, self._data_key, told, stopped)

        return change

    def _end(self, account: SignedIn, purpose: str, end: str) -> None:
        with self._office.act(account, Right.KEYS, ActKind.SETTING, purpose=purpose) as act:
            _note(act, "", end)
            act.changed("account")


def settle(act: Act, mark: str) -> None:
    """Tell how a change ended that the PC's stopping cut short; `mark` is the store's now."""
    last = _last(act)
    if last is not None and last.after == BEGUN:
        _note(act, "", GIVEN_UP if last.before == mark else DONE)


def _last(act: Act) -> AccountEvent | None:
    return act.session.scalars(
        select(AccountEvent)
        .where(AccountEvent.event == AccountChange.DATA_KEY.value)
        .order_by(AccountEvent.at.desc(), AccountEvent.id.desc())
        .limit(1)
    ).first()


def _note(act: Act, before: str, after: str) -> None:
    note_change(act, act.account.account_id, AccountChange.DATA_KEY, before, after)
