"""Birth dates as people tell them, with no more kept than the office may keep.

A clerk may type the beginning of a resident number, or the visitor may dictate all
of it: birth, century and sex are taken, the rest is gone before this returns
(개인정보 보호법 제24조의2). No error sentence repeats what was typed.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import Enum

from desktop.domain.calendar import age_on, show_date
from desktop.domain.errors import Unreadable
from desktop.domain.korean import nfc
from desktop.domain.lunar import LunarDay, to_solar
from desktop.domain.visitor import Sex

YOUNGEST, OLDEST = 14, 105
_OLDEST_BELIEVED = 120
_UNKNOWN_WORDS = frozenset({"모름", "모름.", "몰라", "몰라요", "모르심", "미상", "?", "알수없음"})
_CENTURY_OF_SEVENTH = {
    **dict.fromkeys("1256", 1900),
    **dict.fromkeys("3478", 2000),
    **dict.fromkeys("90", 1800),
}

_GAP = r"\s*[-‐-―−.·/,~\s]\s*"
_RESIDENT = re.compile(r"(\d{2})(\d{2})(\d{2})(?:\s*[-‐-―−.·/~\s]\s*)?(\d)([\d*xX●•\s]*)")
_SIX_AND_ONE = 7
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SIX = re.compile(r"(\d{2})(\d{2})(\d{2})")
_WRITTEN = re.compile(
    rf"(\d{{4}}|\d{{2}})(?:\s*년생?\s*|{_GAP})(윤)?\s*(\d{{1,2}})(?:\s*월\s*|{_GAP})"
    r"(\d{1,2})\s*일?\s*\.?\s*생?"
)
_YEAR = re.compile(r"(\d{4}|\d{2})\s*(?:년생|년도|년|생)?\s*\.?(?:\s*[가-힣]{1,3}띠)?")
_LUNAR_WORD = re.compile(r"\(?\s*(?:음력|음)\s*[.)]?\s*|\(陰\)")
_SOLAR_WORD = re.compile(r"\(?\s*(?:양력|양)\s*[.)]?\s*|\(陽\)")
_LEAP_WORD = re.compile(r"윤달?\s*\)?$|\(\s*윤달?\s*\)|윤달\s*")


class BirthShape(Enum):
    """How the birth was told; the field says so under the date."""

    UNKNOWN = "unknown"
    YEAR = "year"
    DATE = "date"
    SIX_DIGITS = "six_digits"
    RESIDENT_NUMBER = "resident_number"

    @property
    def label(self) -> str:
        """A phrase for the line under the field."""
        return {
            "unknown": "모름으로 둡니다",
            "year": "태어난 해만 압니다",
            "date": "날짜로 읽었습니다",
            "six_digits": "여섯 자리로 읽었습니다",
            "resident_number": "생년월일과 성별만 남기고 지웠습니다",
        }[self.value]


@dataclass(frozen=True, slots=True)
class BirthEntry:
    """What was understood. `on` is always the solar date.

    `year_only` is set when only the year is known; both None means 모름. `sex_hint`
    comes from a seventh digit that is not kept. `lunar_text` says how a lunar birthday
    was told (`음력 1990. 2. 16.`).
    """

    on: date | None
    year_only: int | None
    sex_hint: Sex | None
    lunar_text: str
    understood_from: BirthShape

    @property
    def year(self) -> int | None:
        """The year of birth, however it is known."""
        return self.on.year if self.on else self.year_only

    @property
    def text(self) -> str:
        """As the field shows it after leaving."""
        if self.on:
            return show_date(self.on)
        return f"{self.year_only}년생" if self.year_only else "모름"


def read_birth(text: str, today: date, lunar: bool = False) -> BirthEntry:
    """The birth in a field's text; raises Unreadable with what to type or ask instead.

    `lunar` is the tick beside the field; 음력 in the text does the same. Two-digit
    years become the one in which a visitor of today is between 14 and 105.
    """
    written = unicodedata.normalize("NFKC", nfc(text)).strip().strip("'’‘")
    if not written:
        raise Unreadable("생년월일을 적어 주세요. 모르시면 ‘모름’이라고 적으셔도 됩니다.")
    if re.sub(r"\s", "", written) in _UNKNOWN_WORDS:
        return BirthEntry(None, None, None, "", BirthShape.UNKNOWN)
    written, lunar, leap = _take_calendar_words(written, lunar)

    if (match := _RESIDENT.fullmatch(written)) and not _EIGHT.fullmatch(written):
        return _from_resident_number(match, today, lunar, leap)
    for pattern, shape in ((_EIGHT, BirthShape.DATE), (_SIX, BirthShape.SIX_DIGITS)):
        if match := pattern.fullmatch(written):
            year, month, day = match.groups()
            return _entry(_year(year, month, day, today), month, day, today, lunar, leap, shape)
    if match := _WRITTEN.fullmatch(written):
        year, leap_word, month, day = match.groups()
        leap = leap or bool(leap_word)
        full_year = _year(year, month, day, today)
        return _entry(full_year, month, day, today, lunar or leap, leap, BirthShape.DATE)
    if match := _YEAR.fullmatch(written):
        full = _year(match.group(1), "1", "1", today)
        _check_year(full, today)
        return BirthEntry(None, full, None, "", BirthShape.YEAR)
    raise Unreadable(_how_to_write(written))


def without_seventh(text: str, today: date, lunar: bool = False) -> str:
    """What of a half-typed birth may be kept in a draft: a resident number's rest is no part.

    `9003122` becomes `1990. 3. 12.`; what cannot be a date keeps its first six digits.
    """
    written = unicodedata.normalize("NFKC", nfc(text)).strip()
    bare = re.sub(r"[^\d*xX●•]", "", written)
    if len(bare) < _SIX_AND_ONE or _EIGHT.fullmatch(written) or not bare[:6].isdecimal():
        return text
    try:
        entry = read_birth(text, today, lunar)
    except Unreadable:
        return text if _WRITTEN.fullmatch(written) else bare[:6]
    if entry.understood_from is not BirthShape.RESIDENT_NUMBER:
        return text
    return entry.lunar_text or entry.text


def find_birth(text: str, today: date) -> BirthEntry | None:
    """A whole birth date in a search box's text, or None; a bare year is not enough."""
    try:
        entry = read_birth(text, today)
    except Unreadable:
        return None
    return entry if entry.on else None


def _take_calendar_words(written: str, lunar: bool) -> tuple[str, bool, bool]:
    """The text without 음력, 양력 and 윤달, and what they said."""
    leap = False
    if bare := _LUNAR_WORD.sub(" ", written).strip(" ()") if "음" in written else "":
        written, lunar = bare, True
    elif "양" in written and (bare := _SOLAR_WORD.sub(" ", written).strip(" ()")):
        written, lunar = bare, False
    if _LEAP_WORD.search(written):
        written, lunar, leap = _LEAP_WORD.sub("", written).strip(" ()"), True, True
    return written, lunar, leap


def _from_resident_number(match: re.Match[str], today: date, lunar: bool, leap: bool) -> BirthEntry:
    year, month, day, seventh, rest = match.groups()
    if len(re.sub(r"\s", "", rest)) > 6:  # six digits follow the seventh
        raise Unreadable("숫자가 너무 많습니다. 생년월일 여섯 자리만 적어 주세요.")
    full_year = _CENTURY_OF_SEVENTH[seventh] + int(year)
    sex = Sex.MALE if int(seventh) % 2 else Sex.FEMALE
    shape = BirthShape.RESIDENT_NUMBER
    return _entry(full_year, month, day, today, lunar, leap, shape, sex)


def _entry(
    year: int,
    month: str,
    day: str,
    today: date,
    lunar: bool,
    leap: bool,
    shape: BirthShape,
    sex: Sex | None = None,
) -> BirthEntry:
    _check_year(year, today)
    lunar_text = ""
    if lunar:
        told = LunarDay(year, int(month), int(day), leap)
        on, lunar_text = to_solar(told), told.text
    else:
        on = _solar(year, int(month), int(day))
    if on > today:
        raise Unreadable("아직 오지 않은 날입니다. 태어난 해를 다시 여쭤보세요.")
    return BirthEntry(on, None, sex, lunar_text, shape)


def _solar(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        if 1 <= month <= 12 and day:
            raise Unreadable(f"{year}년 {month}월에는 없는 날짜입니다. 다시 여쭤보세요.") from None
        raise Unreadable(
            "날짜로 읽을 수 없습니다. 900312, 90.3.12, 1990-03-12처럼 적어 주세요."
        ) from None


def _year(year: str, month: str, day: str, today: date) -> int:
    """Two digits to four: the century that makes a visitor of 14 to 105 years."""
    if len(year) == 4:
        return int(year)
    ages = {}
    for century in (2000, 1900):
        full = century + int(year)
        had_birthday = (today.month, today.day) >= (int(month), int(day))
        ages[full] = today.year - full - (not had_birthday)
    in_range = [full for full, age in ages.items() if YOUNGEST <= age <= OLDEST]
    if in_range:
        return in_range[0]
    # A child brought along, or somebody very old: rather the child, if already born.
    return next(full for full, age in ages.items() if age >= 0)


def _check_year(year: int, today: date) -> None:
    if year > today.year:
        raise Unreadable("아직 오지 않은 해입니다. 태어난 해를 다시 여쭤보세요.")
    if year < today.year - _OLDEST_BELIEVED:
        raise Unreadable("너무 오래된 해입니다. 태어난 해를 다시 여쭤보세요.")


def _how_to_write(written: str) -> str:
    if re.search(r"\d\s*(?:세|살)", written):
        return "나이 말고 태어난 날이나 해를 적어 주세요. (예: 900312, 90년생)"
    if re.fullmatch(rf"(?:\d{{4}}|\d{{2}})(?:\s*년\s*|{_GAP})\d{{1,2}}\s*월?\.?", written):
        return "일까지 적어 주세요. 모르시면 태어난 해만 적으셔도 됩니다."
    return "날짜로 읽을 수 없습니다. 900312, 90.3.12, 1990-03-12처럼 적어 주세요."


def age_range(year: int, day: date) -> tuple[int, int]:
    """Youngest and oldest possible age on `day` of somebody whose birth year alone is known."""
    youngest = age_on(date(year, 12, 31), day) if date(year, 12, 31) <= day else 0
    return youngest, age_on(date(year, 1, 1), day)
