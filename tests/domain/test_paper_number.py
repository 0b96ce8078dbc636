"""Numbers of papers: every single slip of the hand is caught."""

from itertools import pairwise, product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import Unreadable
from desktop.domain.paper_number import (
    PaperKind,
    PaperNumber,
    check_digit,
    check_recovery_group,
    find,
    make,
    make_recovery_code,
    read,
    read_recovery_code,
)

KINDS = st.sampled_from(PaperKind)


@st.composite
def numbers(draw: st.DrawFn) -> PaperNumber:
    kind = draw(KINDS)
    year, block = draw(st.integers(2000, 2099)), draw(st.integers(100, 999))
    return make(kind, year, block, draw(st.integers(0, kind.serials - 1)))


def test_the_slip_of_the_pictures() -> None:
    number = make(PaperKind.SLIP, 2026, 101, 37)
    assert number.text == "26-101-0371" == str(number)
    assert (number.year, number.block, number.serial) == (2026, 101, 37)


@pytest.mark.parametrize(
    "typed",
    [
        "26-101-0371",
        "261010371",
        " 26 101 0371 ",
        "26.101.0371",
        "26–101—0371",
        "２６－１０１－０３７１",
        "GJ-26-101-0371",
        "gj261010371",
        "ㅎㅓ-26-101-0371",
        "허26-101-0371",
        "26-1O1-O37l",
        "26-I01-0371",
        "26ㅡ101ㅡ0371",
        "26-101-0371\n",
    ],
)
def test_all_ways_of_typing_it(typed: str) -> None:
    assert read(typed).text == "26-101-0371"
    assert read(typed, PaperKind.SLIP).kind is PaperKind.SLIP


def test_lengths_tell_the_kinds_apart() -> None:
    assert [kind.length for kind in PaperKind] == [9, 10, 11, 12]
    assert [len(make(kind, 2026, 101, 1).digits) for kind in PaperKind] == [9, 10, 11, 12]


@given(numbers())
def test_what_is_printed_is_read_back(number: PaperNumber) -> None:
    assert read(number.text) == number == read(number.digits, number.kind)
    assert make(number.kind, number.year, number.block, number.serial) == number


@given(numbers(), st.data())
def test_one_wrong_digit_is_refused(number: PaperNumber, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(number.digits) - 1))
    digit = data.draw(st.sampled_from("0123456789").filter(lambda d: d != number.digits[place]))
    wrong = number.digits[:place] + digit + number.digits[place + 1 :]
    assert find(wrong) is None


@given(numbers())
def test_two_neighbours_swapped_are_refused(number: PaperNumber) -> None:
    digits = number.digits
    for place, (one, other) in enumerate(pairwise(digits)):
        if one != other:
            assert find(digits[:place] + other + one + digits[place + 2 :]) is None


def test_no_state_of_the_check_accepts_a_wrong_digit_or_a_swap() -> None:
    """From whatever state a number has come to: this covers every number of every kind."""

    def after(state: int, *digits: int) -> str:
        return check_digit("".join(map(str, digits)), state)

    for state, one, other in product(range(10), repeat=3):
        if one != other:
            assert after(state, one) != after(state, other)
            assert after(state, one, other) != after(state, other, one)
    # the digit that ends in 0 is the state itself, so the check digit is one of the digits
    assert all(after(state, state) == "0" for state in range(10))


@given(numbers())
def test_a_lost_or_doubled_digit_is_refused_where_the_kind_is_known(number: PaperNumber) -> None:
    for wrong in (number.digits[:-1], number.digits + number.digits[-1]):
        with pytest.raises(Unreadable):
            read(wrong, number.kind)


@pytest.mark.parametrize(
    ("typed", "kind", "says"),
    [
        ("", None, "입력해 주세요"),
        ("홍길동", None, "숫자로만"),
        ("26-101", None, "5자리 번호는 없습니다"),
        ("26-101-0372", None, "맞지 않습니다"),
        ("26-001-0370", None, "맞지 않습니다"),
        ("26-101-037", PaperKind.SLIP, "의뢰번호는 9자리입니다. 지금 8자리"),
        (make(PaperKind.VISIT, 2026, 101, 5).text, PaperKind.SLIP, "접수번호 자릿수입니다"),
    ],
)
def test_refusals_say_what_to_do(typed: str, kind: PaperKind | None, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        read(typed, kind)


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    number = find(text)
    assert number is None or number.digits.isascii()


def test_no_phone_and_no_birth_date_is_taken_for_a_slip() -> None:
    for other in ("021234567", "900312", "19900312", "9003122"):
        assert find(other) is None


def test_ranges_are_kept() -> None:
    for year, block, serial in (
        (1999, 101, 0),
        (2100, 101, 0),
        (2026, 99, 0),
        (2026, 1000, 0),
        (2026, 101, 1000),
        (2026, 101, -1),
    ):
        with pytest.raises(ValueError):
            make(PaperKind.SLIP, year, block, serial)
    with pytest.raises(ValueError):
        PaperNumber(PaperKind.SLIP, "261010372")
    assert {kind.label for kind in PaperKind} == {"의뢰번호", "접수번호", "동의번호", "출력번호"}
    assert [kind.serials for kind in PaperKind] == [1_000, 10_000, 100_000, 1_000_000]


# The recovery code


def test_recovery_code_is_eight_groups_that_know_their_places() -> None:
    code = make_recovery_code(Random(7).randrange)
    assert [len(group) for group in code] == [6] * 8
    for number, group in enumerate(code, start=1):
        assert check_recovery_group(number, group)
        assert check_recovery_group(number, f" {group[:3]} {group[3:]} ")
        assert not any(
            check_recovery_group(other, group) for other in range(1, 9) if other != number
        )
    assert read_recovery_code(code) == "".join(group[:5] for group in code)
    assert make_recovery_code() != make_recovery_code()


@given(st.integers(1, 8), st.integers(0, 99999), st.data())
def test_a_slip_in_a_recovery_group_is_told_at_that_group(
    number: int, payload: int, data: st.DataObject
) -> None:
    digits = f"{payload:05d}"
    group = digits + check_digit(digits, number)
    place = data.draw(st.integers(0, 5))
    for digit in "0123456789":
        changed = group[:place] + digit + group[place + 1 :]
        assert check_recovery_group(number, changed) is (changed == group)
    for at, (one, other) in enumerate(pairwise(group)):
        swapped = group[:at] + other + one + group[at + 2 :]
        assert check_recovery_group(number, swapped) is (swapped == group)


def test_wrong_recovery_code_names_the_group() -> None:
    code = list(make_recovery_code(Random(7).randrange))
    code[2], code[3] = code[3], code[2]
    with pytest.raises(Unreadable, match="3번 묶음"):
        read_recovery_code(code)
    with pytest.raises(Unreadable, match="8묶음"):
        read_recovery_code(code[:7])
    assert not check_recovery_group(0, code[0])
    assert not check_recovery_group(9, code[0])
    assert not check_recovery_group(1, "12345")
