"""Telephone numbers as people say them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.contact import PhoneKind, find_phone, read_phone, show_phone
from desktop.domain.errors import Unreadable


@pytest.mark.parametrize(
    ("typed", "shown", "kind"),
    [
        ("01012345678", "010-1234-5678", PhoneKind.MOBILE),
        ("０１０ １２３４ ５６７８", "010-1234-5678", PhoneKind.MOBILE),
        ("010.1234.5678", "010-1234-5678", PhoneKind.MOBILE),
        ("010–1234—5678", "010-1234-5678", PhoneKind.MOBILE),
        ("O1O-1234-5678", "010-1234-5678", PhoneKind.MOBILE),
        ("011-123-4567", "011-123-4567", PhoneKind.MOBILE),
        ("1012345678", "010-1234-5678", PhoneKind.MOBILE),  # a spreadsheet ate the zero
        ("+82-10-1234-5678", "010-1234-5678", PhoneKind.MOBILE),
        ("+82 (0)10 1234 5678", "010-1234-5678", PhoneKind.MOBILE),
        ("0082 10 1234 5678", "010-1234-5678", PhoneKind.MOBILE),
        ("82-2-450-1419", "02-450-1419", PhoneKind.LANDLINE),
        ("+82-2-450-1419", "02-450-1419", PhoneKind.LANDLINE),
        ("02)450-1419", "02-450-1419", PhoneKind.LANDLINE),
        ("0220479900", "02-2047-9900", PhoneKind.LANDLINE),
        ("031-123-4567", "031-123-4567", PhoneKind.LANDLINE),
        ("0641234567", "064-123-4567", PhoneKind.LANDLINE),
        ("07012345678", "070-1234-5678", PhoneKind.INTERNET),
        ("080-123-4567", "080-123-4567", PhoneKind.TOLL_FREE),
        ("0503-1234-5678", "0503-1234-5678", PhoneKind.PERSONAL),
        ("15441199", "1544-1199", PhoneKind.COMPANY),
        ("1350", "1350", PhoneKind.SHORT),
        ("+84 90 123 4567", "+84901234567", PhoneKind.FOREIGN),
    ],
)
def test_numbers_that_are_understood(typed: str, shown: str, kind: PhoneKind) -> None:
    phone = read_phone(typed)
    assert (phone.display, phone.kind) == (shown, kind)
    assert show_phone(phone.digits) == shown
    assert kind.label


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("010-2345-678", "한 자리가 모자랍니다. 다시 여쭤보세요."),
        ("010-2345-67", "두 자리가 모자랍니다"),
        ("010-1234-56789", "한 자리가 많습니다"),
        ("02-450-141", "한 자리가 모자랍니다"),
        ("450-1419", "지역번호부터"),
        ("010-1234-5678 엄마", "관계 칸에"),
        ("#1234", "숫자로"),
        ("099-123-4567", "이런 전화번호는 없습니다"),
        ("+1", "나라 번호부터"),
        ("", "적어 주세요"),
    ],
)
def test_numbers_that_are_not_say_what_to_ask(typed: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        read_phone(typed)
    assert find_phone(typed) is None
    assert show_phone("12345") == "12345"


@given(st.from_regex(r"010\d{8}|02\d{7,8}|(031|051|064)\d{7,8}|070\d{8}", fullmatch=True))
def test_what_is_shown_is_read_back(digits: str) -> None:
    if not digits.isascii():
        return
    phone = read_phone(digits)
    assert phone.digits == digits
    assert read_phone(phone.display) == phone
    assert read_phone("+82-" + phone.display[1:]) == phone
    assert phone.tail == digits[-4:]


@given(st.text(max_size=25))
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    phone = find_phone(text)
    assert phone is None or phone.digits.lstrip("+").isascii()
