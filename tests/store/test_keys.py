from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.store.keys import EPOCH_MS, LAST_DESK, Keys, parts


class Clock:
    def __init__(self, *moments: int) -> None:
        self.moments = list(moments)

    def __call__(self) -> int:
        return self.moments.pop(0) if len(self.moments) > 1 else self.moments[0]


@given(
    desk=st.integers(0, LAST_DESK),
    moments=st.lists(st.integers(0, EPOCH_MS + 2**41 - 10_000), min_size=1, max_size=50),
)
def test_keys_grow_whatever_the_clock_does(desk: int, moments: list[int]) -> None:
    keys = Keys(desk, Clock(*moments))
    made = [keys.new() for _ in range(len(moments) + 5)]
    assert made == sorted(set(made))
    assert all(0 <= key < 2**63 for key in made)
    assert {parts(key)[1] for key in made} == {desk}


@given(st.lists(st.integers(1, 9_000), min_size=1, max_size=3), st.integers(0, 5_000))
def test_many_keys_at_once_are_those_asked_for_one_by_one(counts: list[int], before: int) -> None:
    clock = Clock(EPOCH_MS + 7)
    one_by_one, at_once = Keys(3, clock), Keys(3, clock)
    for keys in (one_by_one, at_once):
        for _ in range(before):
            keys.new()
    for count in counts:
        assert list(at_once.many(count)) == [one_by_one.new() for _ in range(count)]
    assert at_once.new() == one_by_one.new()
    assert list(at_once.many(0)) == []


def test_a_key_tells_when_and_where_it_was_made() -> None:
    assert parts(Keys(7, lambda: EPOCH_MS + 12_345).new()) == (12_345, 7, 0)


def test_two_desks_never_make_the_same_key() -> None:
    one, other = (Keys(desk, lambda: EPOCH_MS + 5) for desk in (1, 2))
    assert not {one.new() for _ in range(5_000)} & {other.new() for _ in range(5_000)}


def test_a_full_millisecond_borrows_the_next() -> None:
    keys = Keys(1, lambda: EPOCH_MS + 5)
    made = [keys.new() for _ in range(4_097)]
    assert parts(made[4_095]) == (5, 1, 4_095)
    assert parts(made[4_096]) == (6, 1, 0)


def test_a_clock_set_back_between_two_starts_repeats_no_key() -> None:
    last = Keys(1, lambda: EPOCH_MS + 9_000).new()
    assert Keys(1, lambda: EPOCH_MS + 100, after=last).new() > last


def test_many_threads_get_different_keys() -> None:
    keys = Keys(1)
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: [keys.new() for _ in range(2_000)], range(4)))
    assert len({key for some in made for key in some}) == 8_000


@pytest.mark.parametrize("desk", [-1, 1024])
def test_a_desk_number_that_does_not_fit_is_refused(desk: int) -> None:
    with pytest.raises(ValueError, match="desk numbers"):
        Keys(desk)
