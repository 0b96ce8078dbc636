"""Fixed examples: what was closed years ago must open for ever, byte for byte."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.store import ciphers
from desktop.store.ciphers import DataKey, DoesNotOpen, Pair, Stretch

SECRET = bytes(range(32))
PLAIN = "열려라 참깨".encode()


def test_argon2id_as_it_always_was() -> None:
    key = Stretch(bytes(16), memory_kib=64, passes=3, lanes=4).key("비밀번호 1")
    assert key.hex() == "49125a1a2c41ee1bd2324e945bd9afab9f42ad58222da56032210e0dda8c3a6b"


def test_wrap_as_it_always_was() -> None:
    closed = ciphers.wrap(SECRET, PLAIN, b"example", nonce=bytes(12))
    assert closed.hex() == (
        "01000000000000000000000000e22b013515886820b4884585a0c62831a9fa0adf4fdf9a8ce2865d5491aa7fd2"
    )
    assert ciphers.unwrap(SECRET, closed, b"example") == PLAIN


def test_seal_as_it_always_was() -> None:
    to, ephemeral = Pair.of(SECRET), Pair.of(SECRET[::-1])
    closed = ciphers.seal(to.public, PLAIN, b"example", ephemeral)
    assert closed.hex() == (
        "0187968c1c1642bd0600f6ad869b88f92c9623d0dfc44f01deffe21c9add3dca"
        "5f6efca83e19613336efb0ced6f2d3cad0fd0224ebb801b858c0c65ea62e4484"
        "34"
    )
    assert ciphers.unseal(to, closed, b"example") == PLAIN


def test_bind_as_it_always_was() -> None:
    assert (
        ciphers.bind(DataKey(SECRET), PLAIN).hex()
        == "46fb7fa95d5c9ece28eab735bfa902e69b4f713864d424d7d929bc4eca932ce1"
    )


def test_the_curve_is_that_of_rfc_7748() -> None:
    nine = bytes([9]) + bytes(31)
    after_one_round = "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079"
    assert Pair.of(nine).public.hex() == after_one_round


def test_decomposed_hangul_is_the_same_password() -> None:
    stretch = Stretch.fresh(memory_kib=64, passes=1)
    assert stretch.key("비밀") == stretch.key(unicodedata.normalize("NFD", "비밀"))


@given(plain=st.binary(max_size=80), place=st.integers(0), bit=st.integers(0, 7))
def test_one_changed_bit_opens_nothing(plain: bytes, place: int, bit: int) -> None:
    pair = Pair.of(SECRET)
    wrapped, sealed = ciphers.wrap(SECRET, plain, b"a"), ciphers.seal(pair.public, plain, b"a")
    with pytest.raises(DoesNotOpen):
        ciphers.unwrap(SECRET, _flipped(wrapped, place, bit), b"a")
    with pytest.raises(DoesNotOpen):
        ciphers.unseal(pair, _flipped(sealed, place, bit), b"a")


def _flipped(closed: bytes, place: int, bit: int) -> bytes:
    place %= len(closed)
    return closed[:place] + bytes([closed[place] ^ 1 << bit]) + closed[place + 1 :]


def test_another_key_another_context_or_a_cut_opens_nothing() -> None:
    pair, other = Pair.random(), Pair.random()
    wrapped, sealed = ciphers.wrap(SECRET, PLAIN, b"a"), ciphers.seal(pair.public, PLAIN, b"a")
    attempts: tuple[Callable[[], bytes], ...] = (
        lambda: ciphers.unwrap(bytes(32), wrapped, b"a"),
        lambda: ciphers.unwrap(SECRET, wrapped, b"b"),
        lambda: ciphers.unwrap(SECRET, wrapped[:10], b"a"),
        lambda: ciphers.unseal(other, sealed, b"a"),
        lambda: ciphers.unseal(pair, sealed, b"b"),
        lambda: ciphers.unseal(pair, sealed[:33], b"a"),
        lambda: ciphers.unseal(pair, b"", b"a"),
    )
    for attempt in attempts:
        with pytest.raises(DoesNotOpen):
            attempt()


def test_secrets_do_not_show_themselves() -> None:
    assert SECRET.hex() not in repr(DataKey(SECRET))
    assert "private" not in repr(Pair.of(SECRET))
    with pytest.raises(ValueError, match="32 bytes"):
        DataKey(b"short")
