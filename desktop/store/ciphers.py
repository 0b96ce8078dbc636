"""The one module that calls ciphers: what is wrapped, how, and in which format.

Everything made here begins with a byte naming its format, so that a better cipher
can follow without guessing what an old file holds.

- `wrap`: AES-256-GCM under a key derived from a password by argon2id (RFC 9106).
- `seal`: to the public half of an X25519 pair; HKDF-SHA256 over the shared secret
  of an ephemeral pair, then AES-256-GCM.
- `bind`: HMAC-SHA256 under a key derived from the data key, for facts that must not
  be changed behind the holders' backs.
"""

import hmac
import secrets
import unicodedata
from dataclasses import dataclass, field
from hashlib import sha256

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop.domain.errors import StoreTrouble

FORMAT = b"\x01"
KEY_BYTES = 32
_NONCE_BYTES = 12
_SALT_BYTES = 16
_SHORTEST_SALT = 8
_MOST_MEMORY_KIB, _MOST_PASSES, _MOST_LANES = 1024 * 1024, 64, 16
_NO_MEMORY = (
    "메모리가 모자라 비밀번호를 확인하지 못했습니다. 다른 프로그램을 닫고 다시 해 주십시오."
)


class DoesNotOpen(Exception):
    """The key, password or context is not the one it was closed with, or a byte changed."""


class DataKey:
    """The 32 random bytes that encrypt the store; never shown, never written plainly.

    All who work with an open store hold this one object, so that it can be overwritten when
    the store is closed and changed when the store gets another key. What Python copied on
    the way (the bytes it was made of, the text of the statement that gives SQLCipher the
    key) is given back to the system but not overwritten: nothing in Python can do that.
    """

    __slots__ = ("secret",)

    def __init__(self, secret: bytes | bytearray) -> None:
        """Refuse anything that is not 32 bytes: SQLCipher would take it for a passphrase."""
        if len(secret) != KEY_BYTES:
            raise ValueError("a data key has 32 bytes")
        self.secret = bytearray(secret)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DataKey) and hmac.compare_digest(self.secret, other.secret)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return "DataKey()"

    def wipe(self) -> None:
        """Overwrite the key; it opens nothing any more. A second call does nothing."""
        self.secret[:] = bytes(len(self.secret))
        self.secret.clear()

    def become(self, other: "DataKey") -> None:
        """Be another key from now on, for everybody who holds this one."""
        self.secret[:] = other.secret

    @classmethod
    def random(cls) -> "DataKey":
        """A new one from the system's source of randomness."""
        return cls(secrets.token_bytes(KEY_BYTES))


@dataclass(frozen=True, slots=True)
class Stretch:
    """How a password is stretched by argon2id; stored beside what it protects.

    The defaults are RFC 9106's second choice: 64 MiB, three passes, four lanes.
    """

    salt: bytes
    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    def __post_init__(self) -> None:
        """Refuse a cost no program of ours ever wrote: the file was altered.

        A lower cost than at wrapping gives another key and so opens nothing; a cost
        beyond measure would only hang the sign-in page.
        """
        costs = (self.memory_kib, self.passes, self.lanes)
        if not all(type(one) is int for one in costs) or len(self.salt) < _SHORTEST_SALT:
            raise ValueError("no costs of argon2id")
        if not (
            1 <= self.lanes <= _MOST_LANES
            and 8 * self.lanes <= self.memory_kib <= _MOST_MEMORY_KIB
            and 1 <= self.passes <= _MOST_PASSES
        ):
            raise ValueError("costs of argon2id beyond measure")

    @classmethod
    def fresh(cls, memory_kib: int = 64 * 1024, passes: int = 3) -> "Stretch":
        """With a new random salt."""
        return cls(secrets.token_bytes(_SALT_BYTES), memory_kib, passes)

    def key(self, password: str) -> bytes:
        """32 bytes from a password; composed and decomposed Hangul give the same."""
        try:
            return hash_secret_raw(
                secret=unicodedata.normalize("NFC", password).encode(),
                salt=self.salt,
                time_cost=self.passes,
                memory_cost=self.memory_kib,
                parallelism=self.lanes,
                hash_len=KEY_BYTES,
                type=Type.ID,
            )
        except HashingError as error:
            raise StoreTrouble(_NO_MEMORY) from error


def wrap(key: bytes, plain: bytes, context: bytes, nonce: bytes | None = None) -> bytes:
    """Close `plain` under a 32-byte key; `context` says what it is and must match on opening.

    `nonce` is given only by the fixed examples of the tests.
    """
    nonce = nonce or secrets.token_bytes(_NONCE_BYTES)
    return FORMAT + nonce + AESGCM(key).encrypt(nonce, plain, FORMAT + context)


def unwrap(key: bytes, closed: bytes, context: bytes) -> bytes:
    """Open what `wrap` closed. Raises DoesNotOpen."""
    if closed[:1] != FORMAT or len(closed) <= 1 + _NONCE_BYTES:
        raise DoesNotOpen
    nonce, box = closed[1 : 1 + _NONCE_BYTES], closed[1 + _NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, box, FORMAT + context)
    except InvalidTag:
        raise DoesNotOpen from None


@dataclass(frozen=True, slots=True)
class Pair:
    """An X25519 pair, 32 bytes each."""

    private: bytes = field(repr=False)
    public: bytes

    @classmethod
    def random(cls) -> "Pair":
        """A new one."""
        return cls.of(secrets.token_bytes(KEY_BYTES))

    @classmethod
    def of(cls, private: bytes) -> "Pair":
        """The pair of a private half."""
        half = X25519PrivateKey.from_private_bytes(private)
        return cls(private, half.public_key().public_bytes_raw())


def seal(
    public: bytes, plain: bytes | bytearray, context: bytes, ephemeral: Pair | None = None
) -> bytes:
    """Close `plain` so that only the holder of the private half opens it.

    `ephemeral` is given only by the fixed examples of the tests.
    """
    ephemeral = ephemeral or Pair.random()
    key = _shared_key(ephemeral.private, public, ephemeral.public, public, context)
    # The key is used for this one message, so a fixed nonce repeats nothing.
    box = AESGCM(key).encrypt(bytes(_NONCE_BYTES), plain, FORMAT + context)
    return FORMAT + ephemeral.public + box


def unseal(pair: Pair, closed: bytes, context: bytes) -> bytes:
    """Open what was sealed to `pair`. Raises DoesNotOpen."""
    if closed[:1] != FORMAT or len(closed) <= 1 + KEY_BYTES:
        raise DoesNotOpen
    ephemeral, box = closed[1 : 1 + KEY_BYTES], closed[1 + KEY_BYTES :]
    try:
        key = _shared_key(pair.private, ephemeral, ephemeral, pair.public, context)
        return AESGCM(key).decrypt(bytes(_NONCE_BYTES), box, FORMAT + context)
    except (InvalidTag, ValueError):
        raise DoesNotOpen from None


def _shared_key(private: bytes, other: bytes, ephemeral: bytes, to: bytes, context: bytes) -> bytes:
    shared = X25519PrivateKey.from_private_bytes(private).exchange(
        X25519PublicKey.from_public_bytes(other)
    )
    # Both public halves go into the salt: a box cannot be passed off as sent to another.
    derive = HKDF(
        algorithm=SHA256(), length=KEY_BYTES, salt=ephemeral + to, info=b"seal " + context
    )
    return derive.derive(shared)


def bind(data_key: DataKey, facts: bytes) -> bytes:
    """32 bytes that only holders of the data key can make for these facts."""
    key = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"bind").derive(
        data_key.secret
    )
    return hmac.digest(key, FORMAT + facts, "sha256")


def mac_key(data_key: DataKey, use: bytes) -> bytes:
    """A key of its own for one use, derived once from the data key."""
    derive = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"mac " + use)
    return derive.derive(data_key.secret)


def mac(key: bytes, facts: bytes) -> bytes:
    """HMAC-SHA256 under a key of `mac_key`."""
    return hmac.digest(key, FORMAT + facts, "sha256")


def same(one: bytes, other: bytes) -> bool:
    """Compare two secrets in constant time."""
    return hmac.compare_digest(one, other)


def fingerprint(content: bytes) -> str:
    """SHA-256 in hex, against damage by chance (not against somebody who means it)."""
    return sha256(content).hexdigest()
