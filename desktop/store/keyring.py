"""The key file: who can open the store, and how a forgotten password is no disaster.

The store is encrypted with one random data key. Every account has an X25519 pair;
its private half lies here wrapped under the account's password, and the data key
lies here sealed to its public half. A pair that only the paper recovery code opens
stands beside them. So an account can be added, and the data key changed, by one
person alone: sealing needs public halves only.

The file is JSON, replaced in one step. A digest tells a damaged file from a wrong
password; a value made with the data key tells a public half that somebody slipped in.

No SQLAlchemy here: the sign-in page reads the holders before anything else is loaded.
"""

import json
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from desktop.domain import paper_number
from desktop.domain.errors import KeyFileDamaged, Refused, StoreTrouble, WrongPassword
from desktop.store import ciphers, machine
from desktop.store.ciphers import DataKey, DoesNotOpen, Pair, Stretch

FILE_NAME = "keys.json"
FORMAT = 1

_DAMAGED = (
    "열쇠 파일이 손상되어 자료를 열 수 없습니다. 자료는 그대로 있습니다. "
    "백업해 둔 열쇠 파일(keys.json)을 같은 폴더에 되돌려 놓아 주십시오."
)
_MISSING = (
    "열쇠 파일이 없어 자료를 열 수 없습니다. 자료는 그대로 있습니다. "
    "백업해 둔 열쇠 파일(keys.json)을 같은 폴더에 되돌려 놓아 주십시오."
)
_NEWER = (
    "열쇠 파일이 더 새로운 내일창구에서 만들어졌습니다. 이 PC의 내일창구를 새 판으로 바꿔 주십시오."
)
_WRONG = "비밀번호가 맞지 않습니다. 한/영과 Caps Lock을 확인하고 다시 입력해 주십시오."
_WRONG_CODE = (
    "복구 코드가 이 자료의 것이 아닙니다. 봉투의 날짜를 보고 가장 최근 코드를 써 주십시오."
)
_NO_FOLDER = "자료 폴더에 쓸 수 없습니다. 디스크의 남은 자리와 폴더의 권한을 확인해 주십시오."


@dataclass(frozen=True, slots=True)
class RecoveryCode:
    """Eight groups of six digits for the sealed envelope; shown once and never stored."""

    groups: tuple[str, ...] = field(repr=False)

    @property
    def digits(self) -> str:
        """The 40 secret digits, check digits left out. Raises Unreadable."""
        return paper_number.read_recovery_code(self.groups)


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who can sign in, as the sign-in page offers."""

    id: int
    name: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class _Lock:
    """One way to the data key: a pair behind a secret, and the data key sealed to it."""

    public: bytes
    stretch: Stretch
    private: bytes
    sealed: bytes

    @classmethod
    def make(cls, secret: str, data_key: DataKey, whose: str, stretch: Stretch) -> "_Lock":
        pair = Pair.random()
        return cls(
            public=pair.public,
            stretch=stretch,
            private=ciphers.wrap(stretch.key(secret), pair.private, _half(whose)),
            sealed=ciphers.seal(pair.public, data_key.secret, _whose(whose)),
        )

    def pair(self, secret: str, whose: str) -> Pair:
        """Open the private half. Raises DoesNotOpen."""
        private = ciphers.unwrap(self.stretch.key(secret), self.private, _half(whose))
        pair = Pair.of(private)
        if pair.public != self.public:
            raise KeyFileDamaged(_DAMAGED)
        return pair

    def data_key(self, pair: Pair, whose: str) -> DataKey:
        """Open the data key with the private half."""
        try:
            return DataKey(ciphers.unseal(pair, self.sealed, _whose(whose)))
        except (DoesNotOpen, ValueError) as error:
            raise KeyFileDamaged(_DAMAGED) from error

    def resealed(self, data_key: DataKey, whose: str) -> "_Lock":
        """The same pair for a changed data key; nobody has to be present."""
        return replace(self, sealed=ciphers.seal(self.public, data_key.secret, _whose(whose)))


def _half(whose: str) -> bytes:
    return f"private half of {whose}".encode()


def _whose(whose: str) -> bytes:
    return f"data key for {whose}".encode()


_RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class _Content:
    """What the key file says."""

    store: UUID
    holders: tuple[Holder, ...]
    locks: dict[int, _Lock]
    recovery: _Lock
    bound: bytes

    def facts(self) -> bytes:
        """What the data key vouches for: who holds keys, with which public half."""
        facts = {
            "store": str(self.store),
            "holders": [
                [one.id, one.name, _text(self.locks[one.id].public)] for one in self.holders
            ],
            "recovery": _text(self.recovery.public),
        }
        return json.dumps(facts, ensure_ascii=True, sort_keys=True).encode()


class Keyring:
    """The open key file of one data folder. Every change is on the disk when it returns."""

    def __init__(self, folder: Path, content: _Content) -> None:
        self._path = folder / FILE_NAME
        self._content = content

    # First run and start ---------------------------------------------------------------

    @classmethod
    def create(
        cls,
        folder: Path,
        account_id: int,
        name: str,
        password: str,
        *,
        at: datetime | None = None,
        stretch: Callable[[], Stretch] = Stretch.fresh,
    ) -> "tuple[Keyring, DataKey, RecoveryCode]":
        """The key file of a new store, its data key, and the code for the envelope.

        Raises Refused when there is a key file already: writing over it would lock
        its store for ever.
        """
        if (folder / FILE_NAME).exists():
            raise Refused(
                "이 폴더에는 이미 열쇠 파일이 있습니다. "
                "다른 폴더를 고르거나 그 자료를 열어 주십시오."
            )
        data_key = DataKey.random()
        code = RecoveryCode(paper_number.make_recovery_code())
        content = _Content(
            store=uuid4(),
            holders=(Holder(account_id, name, at or datetime.now(UTC)),),
            locks={account_id: _Lock.make(password, data_key, str(account_id), stretch())},
            recovery=_Lock.make(code.digits, data_key, _RECOVERY, stretch()),
            bound=b"",
        )
        keyring = cls(folder, content)
        keyring._keep(content, data_key)
        return keyring, data_key, code

    @classmethod
    def read(cls, folder: Path) -> "Keyring":
        """The key file of a data folder, still locked. Raises KeyFileDamaged."""
        try:
            written = (folder / FILE_NAME).read_bytes()
        except FileNotFoundError as error:
            raise KeyFileDamaged(_MISSING) from error
        except OSError as error:
            raise StoreTrouble(
                "열쇠 파일을 읽을 수 없습니다. 자료 폴더의 디스크와 권한을 확인해 주십시오."
            ) from error
        return cls(folder, _parse(written))

    @classmethod
    def parse(cls, written: bytes, folder: Path) -> "Keyring":
        """A key file at hand, as inside a backup, that would lie in `folder`.

        Raises KeyFileDamaged.
        """
        return cls(folder, _parse(written))

    @staticmethod
    def exists(folder: Path) -> bool:
        """Whether a store was set up here; False means first run."""
        return (folder / FILE_NAME).exists()

    @property
    def store_id(self) -> UUID:
        """Names the store this key file belongs to, on papers and in backups."""
        return self._content.store

    def holders(self) -> tuple[Holder, ...]:
        """Who can sign in, in the order they were added."""
        return self._content.holders

    # Opening ---------------------------------------------------------------------------

    def open(self, account_id: int, password: str) -> DataKey:
        """The data key, by an account's password. Raises WrongPassword, KeyFileDamaged."""
        return self._vouched(*self._try(account_id, password))

    def open_with_recovery(self, code: RecoveryCode | Sequence[str]) -> DataKey:
        """The data key, by the paper code (eight groups). Raises Unreadable, WrongPassword."""
        groups = code.groups if isinstance(code, RecoveryCode) else tuple(code)
        digits = paper_number.read_recovery_code(groups)
        lock = self._content.recovery
        try:
            pair = lock.pair(digits, _RECOVERY)
        except DoesNotOpen:
            raise WrongPassword(_WRONG_CODE) from None
        return self._vouched(lock, pair, _RECOVERY)

    def open_with_any(self, password: str) -> tuple[Holder, DataKey]:
        """Whose password this is, and the data key. Raises WrongPassword, KeyFileDamaged."""
        for holder in self._content.holders:
            try:
                return holder, self.open(holder.id, password)
            except WrongPassword:
                continue
        raise WrongPassword(_WRONG)

    def check_key(self, data_key: DataKey) -> None:
        """Whether this file belongs to a data key at hand. Raises KeyFileDamaged."""
        self._check_bound(data_key)

    def _try(self, account_id: int, password: str) -> tuple[_Lock, Pair, str]:
        lock = self._content.locks.get(account_id)
        if lock is None:
            raise WrongPassword(_WRONG)
        try:
            return lock, lock.pair(password, str(account_id)), str(account_id)
        except DoesNotOpen:
            raise WrongPassword(_WRONG) from None

    def _vouched(self, lock: _Lock, pair: Pair, whose: str) -> DataKey:
        data_key = lock.data_key(pair, whose)
        self._check_bound(data_key)
        return data_key

    def _check_bound(self, data_key: DataKey) -> None:
        content = self._content
        if not ciphers.same(ciphers.bind(data_key, content.facts()), content.bound):
            raise KeyFileDamaged(_DAMAGED)

    # Changing --------------------------------------------------------------------------

    def add(
        self,
        data_key: DataKey,
        account_id: int,
        name: str,
        password: str,
        *,
        at: datetime | None = None,
        stretch: Callable[[], Stretch] = Stretch.fresh,
    ) -> None:
        """Let one more account sign in. Raises Refused when it can already."""
        self._check_bound(data_key)
        content = self._content
        if account_id in content.locks:
            raise Refused("이 계정에는 이미 비밀번호가 있습니다.")
        lock = _Lock.make(password, data_key, str(account_id), stretch())
        holder = Holder(account_id, name, at or datetime.now(UTC))
        self._keep(
            replace(
                content,
                holders=(*content.holders, holder),
                locks={**content.locks, account_id: lock},
            ),
            data_key,
        )

    def rename(self, data_key: DataKey, account_id: int, name: str) -> None:
        """Show another name on the sign-in page."""
        self._check_bound(data_key)
        holders = tuple(
            replace(one, name=name) if one.id == account_id else one
            for one in self._content.holders
        )
        self._keep(replace(self._content, holders=holders), data_key)

    def remove(self, data_key: DataKey, account_id: int) -> None:
        """Let an account sign in no more; what it once learned is undone only by `rekey`.

        Raises Refused for the last account.
        """
        self._check_bound(data_key)
        content = self._content
        left = {key: lock for key, lock in content.locks.items() if key != account_id}
        if not left:
            raise Refused("마지막 계정은 닫을 수 없습니다. 다른 계정을 먼저 만들어 주십시오.")
        holders = tuple(one for one in content.holders if one.id != account_id)
        self._keep(replace(content, holders=holders, locks=left), data_key)

    def change_password(
        self,
        account_id: int,
        old: str,
        new: str,
        *,
        stretch: Callable[[], Stretch] = Stretch.fresh,
    ) -> None:
        """Wrap the same private half under a new password. Raises WrongPassword."""
        lock, pair, whose = self._try(account_id, old)
        data_key = self._vouched(lock, pair, whose)
        how = stretch()
        private = ciphers.wrap(how.key(new), pair.private, _half(whose))
        self._put(account_id, replace(lock, stretch=how, private=private), data_key)

    def reset_password_with_data_key(
        self,
        data_key: DataKey,
        account_id: int,
        new: str,
        *,
        stretch: Callable[[], Stretch] = Stretch.fresh,
    ) -> None:
        """A new pair for an account whose password is forgotten. Raises Refused if unknown."""
        self._check_bound(data_key)
        if account_id not in self._content.locks:
            raise Refused("열쇠 파일에 없는 계정입니다. 계정을 새로 만들어 주십시오.")
        self._put(account_id, _Lock.make(new, data_key, str(account_id), stretch()), data_key)

    def renew_recovery(
        self,
        data_key: DataKey,
        code: RecoveryCode | None = None,
        *,
        stretch: Callable[[], Stretch] = Stretch.fresh,
    ) -> RecoveryCode:
        """A new code for the envelope; the old one opens nothing any more.

        `code` is one that lies on paper already, so that no code counts before it does.
        """
        self._check_bound(data_key)
        code = code or RecoveryCode(paper_number.make_recovery_code())
        lock = _Lock.make(code.digits, data_key, _RECOVERY, stretch())
        self._keep(replace(self._content, recovery=lock), data_key)
        return code

    def rekey(self, old: DataKey, new: DataKey) -> None:
        """Seal a changed data key to every public half and to the recovery pair.

        The store itself is encrypted anew by `store.rekeying`, which calls this.
        """
        self._check_bound(old)
        content = self._content
        self._keep(
            replace(
                content,
                locks={id_: lock.resealed(new, str(id_)) for id_, lock in content.locks.items()},
                recovery=content.recovery.resealed(new, _RECOVERY),
            ),
            new,
        )

    def _put(self, account_id: int, lock: _Lock, data_key: DataKey) -> None:
        content = self._content
        self._keep(replace(content, locks={**content.locks, account_id: lock}), data_key)

    def _keep(self, content: _Content, data_key: DataKey) -> None:
        content = replace(content, bound=ciphers.bind(data_key, content.facts()))
        try:
            machine.write_file(self._path, _write(content))
        except OSError as error:
            raise StoreTrouble(_NO_FOLDER) from error
        self._content = content


# The file ------------------------------------------------------------------------------


def _text(value: bytes) -> str:
    return b64encode(value).decode("ascii")


def _write(content: _Content) -> bytes:
    body: dict[str, Any] = {
        "format": FORMAT,
        "store": str(content.store),
        "accounts": [
            {
                "id": str(one.id),
                "name": one.name,
                "added_at": one.added_at.astimezone(UTC).isoformat(),
                **_write_lock(content.locks[one.id]),
            }
            for one in content.holders
        ],
        "recovery": _write_lock(content.recovery),
        "bound": _text(content.bound),
    }
    body["digest"] = _digest(body)
    return json.dumps(body, ensure_ascii=False, indent=1).encode() + b"\n"


def _write_lock(lock: _Lock) -> dict[str, Any]:
    return {
        "public": _text(lock.public),
        "argon2id": {
            "salt": _text(lock.stretch.salt),
            "memory_kib": lock.stretch.memory_kib,
            "passes": lock.stretch.passes,
            "lanes": lock.stretch.lanes,
        },
        "private": _text(lock.private),
        "sealed": _text(lock.sealed),
    }


def _digest(body: dict[str, Any]) -> str:
    rest = {key: value for key, value in body.items() if key != "digest"}
    return ciphers.fingerprint(json.dumps(rest, ensure_ascii=True, sort_keys=True).encode())


def _parse(written: bytes) -> _Content:
    """Read the file's text. Raises KeyFileDamaged, also for a format of the future."""
    try:
        body = json.loads(written.decode("utf-8"))
        written_as = body["format"]
        if type(written_as) is not int or written_as < 1:
            raise KeyFileDamaged(_DAMAGED)
        if written_as > FORMAT:
            raise KeyFileDamaged(_NEWER)
        if not body["accounts"] or body["digest"] != _digest(body):
            raise KeyFileDamaged(_DAMAGED)
        holders = tuple(
            Holder(int(one["id"]), one["name"], datetime.fromisoformat(one["added_at"]))
            for one in body["accounts"]
        )
        return _Content(
            store=UUID(body["store"]),
            holders=holders,
            locks={int(one["id"]): _parse_lock(one) for one in body["accounts"]},
            recovery=_parse_lock(body["recovery"]),
            bound=_bytes(body["bound"]),
        )
    except (ValueError, KeyError, TypeError, NotBase64, RecursionError) as error:
        raise KeyFileDamaged(_DAMAGED) from error


def _parse_lock(value: dict[str, Any]) -> _Lock:
    how = value["argon2id"]
    return _Lock(
        public=_bytes(value["public"]),
        stretch=Stretch(_bytes(how["salt"]), how["memory_kib"], how["passes"], how["lanes"]),
        private=_bytes(value["private"]),
        sealed=_bytes(value["sealed"]),
    )


def _bytes(text: str) -> bytes:
    return b64decode(text.encode("ascii"), validate=True)
