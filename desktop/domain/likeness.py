"""Who may be one and the same person: by how the name sounds, the birth as it may be mistyped,
and the phone.

Names are written as they were heard: 류 or 유, 림 or 임, 재 or 제, "KIM MINJI" or "MINJI KIM".
Births are typed with one digit wrong. A phone is shared by a family, so it never makes two
names one.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from functools import cache, lru_cache
from types import MappingProxyType

from desktop.domain import korean
from desktop.domain.visitor import Sex, VisitorLine

LONGEST = 60
"""Letters of a sound that are kept."""

_IN_BRACKETS = re.compile(r"[(\[（［].*?[)\]）］]")
_FIRST, _VOWELS, _PER_INITIAL = 0xAC00, 28, 588
_N, _L, _NONE = 2, 5, 11
"""Places of ㄴ, ㄹ and ㅇ among the first consonants."""
_L_IS_SILENT = frozenset({2, 3, 6, 7, 12, 17, 20})
"""Before ㅑㅒㅕㅖㅛㅠㅣ a ㄹ is written ㅇ as well: 류 유, 림 임, 렬 열."""
_N_IS_SILENT = frozenset({6, 12, 17, 20})
"""Before ㅕㅛㅠㅣ a ㄴ at the beginning is written ㅇ as well."""
_SAME_VOWEL = {1: 5, 3: 7, 10: 11, 15: 11}
"""ㅐ sounds like ㅔ, ㅒ like ㅖ, ㅙ and ㅞ like ㅚ."""


def name_sound(name: str) -> str:
    """How a name sounds, for comparing: two spellings of one sound give the same text.

    Hangul: blanks, 두음 (라 나, 리 이, 류 유, 량 양; within a name 렬 열, 률 율) and ㅐ ㅔ make no
    difference. Latin: neither do the order of the words, blanks, hyphens and accents. What
    stands in brackets is left out. Empty for no name.
    """
    key = korean.search_key(_IN_BRACKETS.sub(" ", name)) or korean.search_key(name)
    if any(korean.is_syllable(one) for one in key):
        sound = "".join(_heard(one, place == 0) for place, one in enumerate(key))
    else:
        bare = "".join(
            one for one in unicodedata.normalize("NFD", key) if not unicodedata.combining(one)
        )
        # Which word is the family's nobody can tell: the letters in order stand for all.
        sound = "".join(sorted(bare)) if bare.isascii() and bare.isalpha() else korean.nfc(key)
    return sound[:LONGEST]


@cache
def _heard(character: str, first: bool) -> str:
    """One syllable as it sounds; `first` of the name. Anything else as it is."""
    if not korean.is_syllable(character):
        return character
    initial, rest = divmod(ord(character) - _FIRST, _PER_INITIAL)
    vowel, final = divmod(rest, _VOWELS)
    if initial == _L:
        if vowel in _L_IS_SILENT:
            initial = _NONE
        elif first:
            initial = _N
    elif initial == _N and first and vowel in _N_IS_SILENT:
        initial = _NONE
    vowel = _SAME_VOWEL.get(vowel, vowel)
    return chr(_FIRST + initial * _PER_INITIAL + vowel * _VOWELS + final)


# Births ----------------------------------------------------------------------------------


class Slip(Enum):
    """How one birth date becomes another by a mistake of hand or ear."""

    DAY_AND_MONTH = "day_and_month"
    CENTURY = "century"
    SWAPPED = "swapped"
    DIGIT = "digit"

    @property
    def label(self) -> str:
        """For the sentence that says what speaks for it."""
        return {
            "day_and_month": "월과 일이 서로 바뀜",
            "century": "1900년대와 2000년대가 바뀜",
            "swapped": "이웃한 두 자리가 바뀜",
            "digit": "한 자리만 다름",
        }[self.value]


_YEARS = range(1900, 2100)


@lru_cache(maxsize=64)
def births_near(birth: date) -> Mapping[date, Slip]:
    """The dates that may stand for this one by one slip, with the slip; never the date itself.

    One person is compared with many: found once.
    """
    found: dict[date, Slip] = {}
    for slip, written in _slips(f"{birth:%Y%m%d}"):
        try:
            other = date(int(written[:4]), int(written[4:6]), int(written[6:]))
        except ValueError:
            continue
        if other != birth and other.year in _YEARS:
            found.setdefault(other, slip)
    return MappingProxyType(found)


def slip_between(one: date, other: date) -> Slip | None:
    """By which slip one birth may stand for the other; None when they are equal or far apart."""
    return births_near(one).get(other)


def _slips(digits: str) -> Iterator[tuple[Slip, str]]:
    yield Slip.DAY_AND_MONTH, digits[:4] + digits[6:] + digits[4:6]
    other = {"19": "20", "20": "19"}.get(digits[:2])
    if other is not None:
        yield Slip.CENTURY, other + digits[2:]
    for place in range(len(digits) - 1):
        pair = digits[place + 1] + digits[place]
        yield Slip.SWAPPED, digits[:place] + pair + digits[place + 2 :]
    for place in range(len(digits)):
        for digit in "0123456789":
            yield Slip.DIGIT, digits[:place] + digit + digits[place + 1 :]


# Two people beside each other ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Traits:
    """What of a person is compared. `birth_year` is known without `birth` when only it was told."""

    name: str
    sound: str
    birth: date | None = None
    birth_year: int | None = None
    sex: Sex = Sex.UNTOLD
    phone: str = ""
    second_phone: str = ""
    dong: str = ""

    @property
    def phones(self) -> frozenset[str]:
        """The numbers told, as digits."""
        return frozenset(filter(None, (self.phone, self.second_phone)))


class Birth(Enum):
    """How two births stand to each other."""

    SAME = "same"
    SLIP = "slip"
    UNKNOWN = "unknown"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Ground:
    """Why two people may be one, and how strongly it speaks (larger is more)."""

    same_name: bool
    birth: Birth
    slip: Slip | None
    same_phone: bool
    same_dong: bool
    strength: int

    @property
    def sentence(self) -> str:
        """What agrees and what does not, in one line."""
        agree = ["이름" if self.same_name else "이름의 소리"]
        if self.birth is Birth.SAME:
            agree.append("생년월일")
        if self.same_phone:
            agree.append("전화")
        if self.same_dong and not self.same_phone:
            agree.append("동")
        sentence = korean.with_particle("·".join(agree), "이/가") + " 같습니다"
        if self.slip is not None:
            return f"{sentence} · 생년월일은 {self.slip.label}"
        if self.birth is Birth.UNKNOWN:
            return f"{sentence} · 생년월일은 한쪽만 압니다"
        return f"{sentence} · 생년월일이 다릅니다" if self.birth is Birth.OTHER else sentence


_STRENGTHS = {
    (Birth.SAME, True): 100,
    (Birth.SLIP, True): 90,
    (Birth.UNKNOWN, True): 80,
    (Birth.SAME, False): 70,
    (Birth.SLIP, False): 50,
    (Birth.OTHER, True): 40,
}
_ONLY_THE_SOUND = 5
"""So much less where the names are not the same but only sound so."""


def ground_for(one: Traits, other: Traits) -> Ground | None:
    """Why these two may be one person; None when nothing, or something stronger, speaks for it.

    Names that sound otherwise are other people whatever phone they share. Without a common
    phone nobody of the other sex is meant, and a birth that only may be mistyped needs the
    same dong, or a side that told no phone: a frequent name is born on many days.
    """
    if not one.sound or one.sound != other.sound:
        return None
    same_name = korean.search_key(one.name) == korean.search_key(other.name)
    same_phone = bool(one.phones & other.phones)
    same_dong = bool(one.dong) and one.dong == other.dong
    birth, slip = _births(one, other)
    strength = _STRENGTHS.get((birth, same_phone))
    if strength is None:
        return None
    other_sex = Sex.UNTOLD not in (one.sex, other.sex) and one.sex is not other.sex
    if other_sex and (not same_phone or birth is Birth.OTHER):
        return None
    if birth is Birth.OTHER and not same_name:
        return None
    if birth is Birth.SLIP and not (same_phone or same_dong or not (one.phones and other.phones)):
        return None
    strength -= 0 if same_name else _ONLY_THE_SOUND
    return Ground(same_name, birth, slip, same_phone, same_dong, strength)


def _births(one: Traits, other: Traits) -> tuple[Birth, Slip | None]:
    if one.birth is None or other.birth is None:
        years = {one.birth_year, other.birth_year} - {None}
        return (Birth.OTHER if len(years) > 1 else Birth.UNKNOWN), None
    if one.birth == other.birth:
        return Birth.SAME, None
    slip = slip_between(one.birth, other.birth)
    return (Birth.SLIP if slip else Birth.OTHER), slip


@dataclass(frozen=True, slots=True)
class Alike:
    """Somebody who may be the one being taken in, and what speaks for it."""

    visitor: VisitorLine
    same_name: bool
    same_birth: bool
    same_phone: bool
    same_phone_head: bool
    same_dong: bool
    same_sound: bool = False
    slip: Slip | None = None
    """The birth may be the same one, mistyped so."""
    ground: Ground | None = None

    @property
    def likely(self) -> bool:
        """The name with birth or phone: families on one phone are other people."""
        return self.ground is not None

    def without_ground(self) -> "Alike":
        """The same where somebody has said that it is somebody else."""
        return replace(self, ground=None)
