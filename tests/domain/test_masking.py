"""What a list may show of a person."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.masking import (
    mask_address,
    mask_birth,
    mask_email,
    mask_name,
    mask_phone,
)


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("홍길동", "홍*동"),
        ("김수", "김*"),
        ("이", "이*"),
        ("남궁민수", "남**수"),
        ("남궁 민수", "남* *수"),
        ("NGUYEN THI HOA", "N***** T** H**"),
        ("金哲洙", "金*洙"),
        ("김민지(김순자)", "김*지(김*자)"),
        ("A", "A*"),
        ("", ""),
        ("<b>x</b>", "<*******"),
        ("J L", "J L*"),
        ("뷁수아", "뷁*아"),
    ],
)
def test_names(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=2, max_size=17))
def test_a_korean_name_shows_at_most_its_first_and_last_letter(name: str) -> None:
    masked = mask_name(name)
    assert len(masked) == len(name)
    assert len(masked.replace("*", "")) == (1 if len(name) == 2 else 2)


@given(st.text(min_size=1, max_size=40))
def test_no_name_comes_through_whole(name: str) -> None:
    if any(character.isalnum() for character in name):
        assert mask_name(name) != name


def test_phones() -> None:
    assert mask_phone("010-1234-5678") == "010-****-5678"
    assert mask_phone("02-450-1419") == "02-***-1419"
    assert mask_phone("01012345678") == "*******5678"
    assert mask_phone("+84901234567") == "+*******4567"
    assert mask_phone("1350") == "****"
    assert mask_phone("") == ""


def test_births() -> None:
    assert mask_birth(date(1990, 3, 12)) == "1990-**-**"
    assert mask_birth(1990) == "1990-**-**"
    assert mask_birth(None) == ""


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        (
            "서울특별시 광진구 뚝섬로00길 00, 101동 1203호 (자양제4동)",
            "서울특별시 광진구 *** (자양제4동)",
        ),
        (
            "서울특별시 광진구 자양로 1, 101호 (자양동, 한빛아파트)",
            "서울특별시 광진구 *** (자양동)",
        ),
        ("서울 광진구 중곡동 123-4", "서울 광진구 중곡동 ***"),
        ("경기도 구리시 교문동 1", "경기도 구리시 교문동 ***"),
        ("주소를 말하지 않음", "***"),
        ("", ""),
    ],
)
def test_addresses_go_down_to_the_dong(address: str, masked: str) -> None:
    assert mask_address(address) == masked


def test_emails() -> None:
    assert mask_email("abcdef@example.kr") == "ab***@example.kr"
    assert mask_email("ab@example.kr") == "a***@example.kr"
    assert mask_email("not an address") == "***"
    assert mask_email("") == ""
