"""Telephone numbers as people say and type them.

Numbers are kept as digits and shown with hyphens. What cannot be read stays in the
field with a sentence under it; it is never dropped.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

from desktop.domain.errors import Unreadable
from desktop.domain.korean import nfc

_AREA_CODES = "031|032|033|041|042|043|044|051|052|053|054|055|061|062|063|064"
_LOOKALIKES = str.maketrans("OolI", "0011")
_FILLING = re.compile(r"[\s.·,_()\[\]\-‐-―−ーㅡ]+")
_KOREA = "82"
_LONGEST_FOREIGN, _SHORTEST_FOREIGN = 15, 8
_SHORTEST_WITH_TAIL = 7


class PhoneKind(Enum):
    """What sort of number it is; only mobile numbers receive text messages."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    INTERNET = "internet"
    TOLL_FREE = "toll_free"
    PERSONAL = "personal"
    COMPANY = "company"
    SHORT = "short"
    FOREIGN = "foreign"

    @property
    def label(self) -> str:
        """As on the visitor's page."""
        return {
            "mobile": "휴대전화",
            "landline": "일반전화",
            "internet": "인터넷전화",
            "toll_free": "무료전화",
            "personal": "안심번호",
            "company": "대표번호",
            "short": "특수번호",
            "foreign": "해외번호",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Phone:
    """A number that was understood: `digits` is stored, `display` shown (010-1234-5678)."""

    digits: str
    display: str
    kind: PhoneKind

    @property
    def tail(self) -> str:
        """The last four digits, by which people are found."""
        return self.digits[-4:]


# Beginning, digits after it (shortest, longest), kind. Mobile 010 has had eight digits
# since 2004; the older prefixes live on with seven.
_PLANS: tuple[tuple[str, int, int, PhoneKind], ...] = (
    ("010", 8, 8, PhoneKind.MOBILE),
    ("01[16789]", 7, 8, PhoneKind.MOBILE),
    ("070", 8, 8, PhoneKind.INTERNET),
    ("080", 7, 8, PhoneKind.TOLL_FREE),
    ("050\\d", 7, 8, PhoneKind.PERSONAL),
    ("02", 7, 8, PhoneKind.LANDLINE),
    (_AREA_CODES, 7, 8, PhoneKind.LANDLINE),
)


def read_phone(text: str) -> Phone:
    """The number in a phone field; raises Unreadable with what to ask.

    Takes full-width digits, spaces, dots and brackets, +82 with or without the zero,
    and a mobile number whose leading zero a spreadsheet has eaten.
    """
    written = unicodedata.normalize("NFKC", nfc(text)).strip()
    digits = _FILLING.sub("", written).translate(_LOOKALIKES)
    if not digits:
        raise Unreadable("전화번호를 적어 주세요. 없으면 ‘없음’을 고르시면 됩니다.")
    if re.search(r"[^\d+]", digits):
        if re.search(r"[가-힣A-Za-z]", digits):
            raise Unreadable("번호만 적어 주세요. 누구의 번호인지는 관계 칸에 적습니다.")
        raise Unreadable("전화번호는 숫자로 적어 주세요.")
    abroad = digits.startswith(("+", "00"))
    digits = re.sub(r"^(?:\+|00)", "", digits).replace("+", "")
    if digits.startswith(_KOREA):
        domestic = _domestic("0" + digits[len(_KOREA) :].lstrip("0"))
        if domestic:
            return domestic
    if abroad and not digits.startswith(_KOREA):
        return _foreign(digits)
    found = _domestic(digits) or _eaten_zero(digits)
    if found:
        return found
    raise Unreadable(_why_not(digits))


def phone_tail(phone: str) -> str:
    """The last four digits, by which people are asked for; empty for anything shorter."""
    digits = phone if phone.isdecimal() else "".join(filter(str.isdigit, phone))
    return digits[-4:] if len(digits) >= _SHORTEST_WITH_TAIL else ""


def find_phone(text: str) -> Phone | None:
    """The whole number in a search box's text, or None when it is something else."""
    try:
        return read_phone(text)
    except Unreadable:
        return None


def show_phone(digits: str) -> str:
    """A stored number with hyphens; as it is when its shape is unknown."""
    if digits.startswith("+"):
        return digits
    phone = _domestic(digits)
    return phone.display if phone else digits


def _domestic(digits: str) -> Phone | None:
    for beginning, shortest, longest, kind in _PLANS:
        match = re.fullmatch(rf"({beginning})(\d{{{shortest - 4},{longest - 4}}})(\d{{4}})", digits)
        if match:
            return Phone(digits, "-".join(match.groups()), kind)
    if match := re.fullmatch(r"(1[568]\d\d)(\d{4})", digits):
        return Phone(digits, "-".join(match.groups()), PhoneKind.COMPANY)
    if re.fullmatch(r"1\d{2,3}", digits):
        return Phone(digits, digits, PhoneKind.SHORT)
    return None


def _eaten_zero(digits: str) -> Phone | None:
    return _domestic("0" + digits) if re.fullmatch(r"10\d{8}", digits) else None


def _foreign(digits: str) -> Phone:
    if not _SHORTEST_FOREIGN <= len(digits) <= _LONGEST_FOREIGN:
        raise Unreadable("해외 번호는 +와 나라 번호부터 적어 주세요. (예: +84 90 123 4567)")
    return Phone(f"+{digits}", f"+{digits}", PhoneKind.FOREIGN)


def _why_not(digits: str) -> str:
    for beginning, shortest, longest, _ in _PLANS:
        match = re.match(beginning, digits)
        if not match:
            continue
        rest = len(digits) - match.end()
        if rest < shortest:
            return f"{_count(shortest - rest)} 모자랍니다. 다시 여쭤보세요."
        if rest > longest:
            return f"{_count(rest - longest)} 많습니다. 다시 여쭤보세요."
    if re.fullmatch(r"[2-9]\d{6,7}", digits):
        return "지역번호부터 적어 주세요. 서울은 02입니다."
    return "이런 전화번호는 없습니다. 앞자리부터 다시 여쭤보세요."


def _count(digits: int) -> str:
    words = {1: "한 자리가", 2: "두 자리가", 3: "세 자리가", 4: "네 자리가"}
    return words.get(digits, f"{digits}자리가")
