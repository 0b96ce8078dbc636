"""What people say at the counter, read as what is kept: months, wages, and a search's leavings.

Free typing, no masks: the field shows what was understood, or says how to write it.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from desktop.domain import when
from desktop.domain.birth import find_birth
from desktop.domain.contact import PhoneKind, find_phone
from desktop.domain.errors import Unreadable
from desktop.domain.korean import is_whole_name, nfc, tidy

_MONTHS = 12
_AGO = re.compile(r"(?:(\d{1,2})\s*년)?\s*(?:(\d{1,2})\s*(?:개월|달))?\s*전")
_WON = re.compile(r"(\d+(?:\.\d+)?)(억|만|천)?\s*(\d+)?(천)?\s*원?(?:정도|이상|쯤)?")
_LEAST_PLAIN = 1_000


def read_month(text: str, today: date) -> str:
    """A month as `YYYY-MM` out of 2017. 2., 17.2, 201702 or 9년 전.

    Raises Unreadable with how to write it.
    """
    written = unicodedata.normalize("NFKC", nfc(text)).strip()
    if written in ("지금", "이번 달", "오늘"):
        return f"{today.year:04d}-{today.month:02d}"
    ago = _AGO.fullmatch(written)
    if ago and (ago[1] or ago[2]):
        count = today.year * _MONTHS + today.month - 1
        count -= int(ago[1] or 0) * _MONTHS + int(ago[2] or 0)
        return f"{count // _MONTHS:04d}-{count % _MONTHS + 1:02d}"
    return when.read_month(written, today)


def show_month(month: str) -> str:
    """`2017. 2.` of a stored `2017-02`; empty when there is none."""
    year, _, number = month.partition("-")
    return f"{int(year)}. {int(number)}." if number else ""


def months_since(month: str, today: date) -> int:
    """Whole months from a stored month to this one; negative when it is still to come."""
    year, _, number = month.partition("-")
    return (today.year - int(year)) * _MONTHS + today.month - int(number)


def show_months(count: int) -> str:
    """`9년 9개월`, `3개월`, `2년`."""
    years, months = divmod(count, _MONTHS)
    parts = [f"{years}년"] if years else []
    if months or not years:
        parts.append(f"{months}개월")
    return " ".join(parts)


def read_wage(text: str) -> int:
    """Won out of 2,000,000, 200만, 250만원 or 1만2천. Raises Unreadable."""
    written = unicodedata.normalize("NFKC", nfc(text)).replace(",", "").replace(" ", "")
    found = _WON.fullmatch(written)
    if found is None:
        raise Unreadable("금액으로 읽을 수 없습니다. 200만이나 2,000,000처럼 적어 주세요.")
    unit = {"억": 100_000_000, "만": 10_000, "천": 1_000, None: 1}[found[2]]
    won = round(float(found[1]) * unit)
    if found[3]:
        won += int(found[3]) * (1_000 if found[4] else 1)
    if won < _LEAST_PLAIN:
        raise Unreadable("원 단위로 적어 주세요. 200만 원이면 200만이라고 적습니다.")
    return won


def show_wage(won: int | None) -> str:
    """`2,000,000`; empty when not told."""
    return "" if won is None else f"{won:,}"


@dataclass(frozen=True, slots=True)
class Carried:
    """What of a search that found nobody can go into the form, and what is only a hint."""

    name: str = ""
    birth: str = ""
    phone: str = ""
    hint: str = ""


def carry_over(typed: str, today: date) -> Carried:
    """Sort the words of the search box into values and hints.

    Whole syllables are a name, a whole date a birth, a whole number a phone; first
    consonants, a bare year or the tail of a phone are shown above the form and never
    typed into a field.
    """
    text = tidy(typed)
    if _is_phone(text):
        return Carried(phone=text)
    if find_birth(text, today):
        return Carried(birth=text)
    name: list[str] = []
    birth = phone = ""
    hint: list[str] = []
    for word in text.split(" "):
        if not birth and find_birth(word, today):
            birth = word
        elif not phone and _is_phone(word):
            phone = word
        elif word and is_whole_name(word) and not hint:
            name.append(word)
        elif word:
            hint.append(word)
    return Carried(" ".join(name), birth, phone, " ".join(hint))


def _is_phone(text: str) -> bool:
    phone = find_phone(text)
    return phone is not None and phone.kind is not PhoneKind.SHORT
