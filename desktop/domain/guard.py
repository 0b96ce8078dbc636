"""Keeps resident, passport and licence numbers out of everything that is typed.

The office may not process them (개인정보 보호법 제24조, 제24조의2, 시행령 제19조), and
consent does not cure that. The check runs before draft, log and undo see the text,
over every free text, the search box, and names of files.

Since October 2020 the last six digits of resident numbers are random, so the
checksum clears nobody: shape and a plausible date are what counts.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from desktop.domain.korean import is_syllable

_DAYS_IN = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SEPARATOR = r"[\s\-‐-―−ーㅡ.·_/~:,]{0,5}"
_FILLING = r"(?:[^\w]|[_ㅡー])"
"""Whatever is no letter and no digit."""
_WORD = (
    r"(?:다시|대시|데시|하이픈|빼기|에서?|의|하고|그리고|다음은?|그다음은?|뒤에?는?"
    rf"|뒷?\s*(?:자리|번호|일곱\s*자리|7\s*자리)[은는이가]?){_FILLING}{{0,6}}"
)
_SPOKEN = rf"{_FILLING}{{0,12}}(?:{_WORD}){{0,3}}"
_SAID = rf"{_FILLING}{{0,12}}(?:{_WORD}){{1,3}}"
"""How the halves are told apart when somebody dictates: 900101 다시 1234567."""
_NO_AMOUNT = r"(?!\s*(?:원|만|천|건|명|점|호|번지|회|개|km|kg|cm))"
_WRITTEN = r"\d{2}\s?[.\-/년]\s?\d{1,2}\s?[.\-/월]\s?\d{1,2}\s?일?생?\.?"
_RESIDENT = (
    # 900101-1234567, with whatever stands between the halves
    re.compile(rf"(?<!\d)(?P<date>\d{{6}}){_SEPARATOR}\d{{7}}(?!\d)"),
    # 900101 다시 1234567, (900101)-1234567, 900101 ------- 1234567
    re.compile(rf"(?<!\d)(?P<date>\d{{6}}){_SPOKEN}[1-8]\d{{6}}(?!\d){_NO_AMOUNT}"),
    # 19900101-1234567, 199001011234567
    re.compile(
        rf"(?<!\d)(?P<century>19|20)(?P<date>\d{{6}}){_SPOKEN}(?P<seventh>[1-8])\d{{6}}(?!\d){_NO_AMOUNT}"
    ),
    re.compile(r"(?<!\d)(?:19|20)(?P<date>\d{6})\s?[-‐-―−~]\s?\d{7}(?!\d)"),
    # 90.01.01-1234567
    re.compile(
        r"(?<!\d)(?:19|20)?(?P<date>\d{2}[.\-/]\s?\d{2}[.\-/]\s?\d{2})\.?\s?[-‐-―−]\s?\d{7}(?!\d)"
    ),
    # 1990년 1월 1일 1234567, 90. 1. 1. 뒷자리 1234567; a day of this year with a phone is none
    re.compile(
        r"(?<!\d)(?<!\d[.\-/])(?:19|(?=[3-9]\d\s?[.\-/년]))"
        rf"(?P<date>{_WRITTEN}){_SPOKEN}(?<!\d)[1256]\d{{6}}(?!\d){_NO_AMOUNT}"
    ),
    re.compile(
        r"(?<!\d)(?<!\d[.\-/])(?:19|20)?"
        rf"(?P<date>{_WRITTEN})(?:{_SAID}|\s?[-‐-―−]\s?)(?<!\d)[1-8]\d{{6}}(?!\d){_NO_AMOUNT}"
    ),
    # 9 0 0 1 0 1 - 1 2 3 4 5 6 7, every digit apart: grouped account numbers are not
    re.compile(r"(?<!\d)(?<!\d\s)(?P<date>\d(?:\s\d){5})\s?[-‐-―−]?\s?\d(?:\s\d){6}(?!\s?\d)"),
    re.compile(
        r"(?<!\d)(?<!\d[\s.,\-])(?P<date>\d(?:[.,\-]\s?\d){5})\s?[.,\-‐-―−]+\s?"
        r"\d(?:[.,\-]\s?\d){6}(?![\s.,\-]?\d)"
    ),
    # 900 101-1 234567, or broken by the end of a line: blanks inside, a stroke between
    re.compile(
        r"(?<!\d)(?<!\d\s)(?<!\d[-.])(?P<date>\d(?:\s{0,2}\d){5})\s{0,2}[-‐-―−ㅡー~]\s{0,2}"
        r"[1-8](?:\s{0,2}\d){6}(?![\s\-]?\d)"
    ),
)
_SPELLED = re.compile(
    rf"(?P<date>(?:[영공빵일이삼사오육륙칠팔구]\s?){{6}}){_SPOKEN}(?:[영공빵일이삼사오육륙칠팔구]\s?){{6}}"
    r"[영공빵일이삼사오육륙칠팔구]"
)
_SHORTEST, _SHORTEST_SPELLED = 8, 13
"""Characters of a passport, and of a resident number."""
_SYLLABLES = str.maketrans("영공빵일이삼사오육륙칠팔구", "0001234566789")
_ROUND_LETTERS = re.compile(r"(?<=\d)[OoIl]+(?=[\d\-])")
_DIGIT_OF_LETTER = str.maketrans("OoIl", "0011")
_RESIDENT_TAIL = (
    re.compile(
        r"주민\s*(?:등록)?\s*(?:번호)?\s*(?:뒷\s*(?:자리|번호)|뒤\s*(?:7|일곱)\s*자리|뒤)"
        r"\s*[은는이가]?\D{0,3}(?P<tail>\d{7})(?!\d)"
    ),
    re.compile(
        r"(?<!전화)(?<!전화 )(?<!계좌)(?<!계좌 )(?<!통장)(?<!통장 )(?<!카드)(?<!카드 )"
        r"(?<!번호)(?<!번호 )"
        r"(?:뒷\s*자리|뒷\s*번호|뒤\s*(?:7|일곱)\s*자리)\s*[은는이가]?\D{0,3}(?P<tail>[1-8]\d{6})(?!\d)"
    ),
)
_PASSPORT = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Za-z][\s\-]?\d{8}|[A-Za-z][\s\-]?\d{3}[\s\-]?[A-Za-z]\d{4})"
    r"(?![A-Za-z0-9])"
)
_REGIONS = (
    "서울|부산|대구|인천|광주|대전|울산|세종|경기북부|경기남부|경기|강원|"
    "충북|충남|전북|전남|경북|경남|제주"
)
_LICENCE = (
    re.compile(
        r"(?<!\d)(?<!\d[-.\s])\d{2}[-‐-―.\s]\s?\d{2}[-‐-―.\s]\s?\d{6}[-‐-―.\s]\s?\d{2}"
        r"(?![-‐-―.]?\d)"
    ),
    re.compile(
        rf"(?:{_REGIONS})(?:특별자치시|특별자치도|특별시|광역시|도|시)?\s*[-‐-―.]?\s*\d{{2}}\s*"
        r"[-‐-―.\s]\s*\d{6}\s*[-‐-―.\s]\s*\d{2}(?![-‐-―.]?\d)"
    ),
    re.compile(r"면허\s*(?:증)?\s*번호\s*[은는이가]?\D{0,3}(?P<number>\d{12})(?!\d)"),
)
_AFTER_CORPORATE_WORD = re.compile(r"법인\s*(?:등록)?\s*번호\s*[은는이가을를의]?\s*[:;=\-(]?\s*$")
_AFTER_ACCOUNT_WORD = re.compile(
    r"(?:계좌|통장|카드)\s*(?:번호)?\s*[은는이가을를의]?\s*[:;=\-(]?\s*$"
)


_BETWEEN = r"[ -/:-@가-힣]"
_HOUSE_AND_FLOOR = re.compile(
    rf"{_BETWEEN}*+(?:[0-9]{{1,5}}+(?! {{1,2}}[0-9])(?![.,\-] ?[0-9][.,\-] ?[0-9][.,\-])"
    rf"{_BETWEEN}++)*+[0-9]{{0,5}}+"
)
"""Hangul and figures, never six in a row, nor figures with nothing but blanks between or one by
one with stops: nine addresses of ten. Nothing is taken back, so one walk over them is enough."""
_PLAIN = re.compile(r"[\t-\r -~가-힣ㄱ-ㆎ]*")
_RUN_OF_FIGURES = re.compile(r"[\dOoIl]{6}")
_BLANK_BETWEEN = re.compile(r"[\dOoIl]\s{1,2}[\dOoIl]")
_CLOSE_FIGURES = re.compile(r"[\dOoIl](?:\s{0,2}[\dOoIl]){5}")
_STOP_ON_BOTH_SIDES = re.compile(r"[.,\-]\s?[\dOoIl][.,\-]")
_LETTERS_AMONG = re.compile(r"[A-Za-z][\s\-]?[\dOoIl]{3}[\s\-]?[A-Za-z][\dOoIl]{4}")
_SPELLED_FIGURES = re.compile(r"[영공빵일이삼사오육륙칠팔구](?:\s?[영공빵일이삼사오육륙칠팔구]){5}")
"""One of these every number above has somewhere in it, in plain letters and figures."""


class IdentifierKind(Enum):
    """Which number was found."""

    RESIDENT = "resident"
    PASSPORT = "passport"
    LICENCE = "licence"

    @property
    def label(self) -> str:
        """What it is called."""
        return {
            "resident": "주민등록번호",
            "passport": "여권번호",
            "licence": "운전면허번호",
        }[self.value]

    @property
    def advice(self) -> str:
        """What to write instead, shown where it was typed."""
        return {
            "resident": "주민등록번호는 적을 수 없습니다. 생년월일만 생년월일 칸에 적어 주세요.",
            "passport": "여권번호는 적을 수 없습니다. 체류자격과 체류 기간만 적어 주세요.",
            "licence": "운전면허번호는 적을 수 없습니다. 면허 종류만 적어 주세요.",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Finding:
    """A number that must go: characters [start, end) of the text, and what to write instead."""

    kind: IdentifierKind
    start: int
    end: int
    advice: str


def find_identifiers(
    text: str, *, employer_field: bool = False, own_numbers: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """The forbidden numbers in a text, in order, none overlapping.

    In an employer's field a number of six and seven digits is a 법인등록번호 and may
    stay; elsewhere only right after that word. `own_numbers` are numbers of our papers
    that are known to stand in the text.
    """
    if len(text) < _SHORTEST or (text.isdecimal() and len(text) < _SHORTEST_SPELLED - 1):
        return ()
    if not _is_worth_a_look(text):
        return ()
    folded, places = _fold(text)
    known = {re.sub(r"\D", "", number) for number in own_numbers}
    found: list[tuple[int, int, IdentifierKind]] = []
    for start, end, kind in sorted(_candidates(folded)):
        if found and start < found[-1][1]:
            continue
        if re.sub(r"\D", "", folded[start:end]) in known:
            continue
        if kind is IdentifierKind.RESIDENT and (
            employer_field or _AFTER_CORPORATE_WORD.search(folded[:start])
        ):
            continue
        found.append((start, end, kind))
    return tuple(
        Finding(kind, places[start][0], places[end - 1][1], kind.advice)
        for start, end, kind in found
    )


def _is_worth_a_look(text: str) -> bool:
    """Whether a number may stand in a text: house and floor clear most at once.

    A register's hundred thousand addresses are looked at in a blink so.
    """
    return not is_house_and_floor(text) and (
        _PLAIN.fullmatch(text) is None
        or _RUN_OF_FIGURES.search(text) is not None
        or (_BLANK_BETWEEN.search(text) is not None and _CLOSE_FIGURES.search(text) is not None)
        or _STOP_ON_BOTH_SIDES.search(text) is not None
        or _LETTERS_AMONG.search(text) is not None
        or _SPELLED_FIGURES.search(text) is not None
    )


def is_house_and_floor(text: str) -> bool:
    """Whether a text is so plain an address that no number of anybody can stand in it."""
    return _HOUSE_AND_FLOOR.fullmatch(text) is not None and _SPELLED_FIGURES.search(text) is None


def names_employer(field: str) -> bool:
    """Whether a field of this name holds an employer's name: `company`, `company2`, `employer`."""
    return field.rstrip("0123456789") in ("company", "employer")


def clean(text: str, *, employer_field: bool = False, own_numbers: Iterable[str] = ()) -> str:
    """The text with every forbidden number replaced by a word, for drafts and undo."""
    known = tuple(own_numbers)
    while findings := find_identifiers(text, employer_field=employer_field, own_numbers=known):
        for finding in reversed(findings):
            text = f"{text[: finding.start]}[{finding.kind.label} 지움]{text[finding.end :]}"
    return text


def _candidates(folded: str) -> Iterator[tuple[int, int, IdentifierKind]]:
    digits = _ROUND_LETTERS.sub(lambda match: match.group().translate(_DIGIT_OF_LETTER), folded)
    for pattern in _RESIDENT:
        for match in pattern.finditer(digits):
            unbroken = match.group().isdigit()
            if unbroken and _AFTER_ACCOUNT_WORD.search(digits[: match.start()]):
                continue
            if _plausible(match.group("date")) and _of_its_century(match):
                yield match.start(), match.end(), IdentifierKind.RESIDENT
    for match in _SPELLED.finditer(folded):
        if _plausible(match.group("date").translate(_SYLLABLES)):
            yield match.start(), match.end(), IdentifierKind.RESIDENT
    for tail in _RESIDENT_TAIL:
        for match in tail.finditer(digits):
            yield match.start("tail"), match.end("tail"), IdentifierKind.RESIDENT
    for match in _PASSPORT.finditer(folded):
        yield match.start(), match.end(), IdentifierKind.PASSPORT
    for pattern in _LICENCE:
        for match in pattern.finditer(folded):
            yield match.start(), match.end(), IdentifierKind.LICENCE


def _of_its_century(match: re.Match[str]) -> bool:
    """Where the century was written, the seventh digit has to be one of it."""
    written = match.groupdict()
    century = written.get("century")
    if not century:
        return True
    return written.get("seventh", "") in ("1256" if century == "19" else "3478")


def _plausible(date_part: str) -> bool:
    """Whether six digits, or year, month and day apart, can be somebody's birthday."""
    parts = re.findall(r"\d+", date_part)
    if len(parts) == 3 and len(parts[0]) == 2 and all(len(part) <= 2 for part in parts):
        month, day = int(parts[1]), int(parts[2])
    else:
        digits = "".join(parts)
        month, day = int(digits[2:4]), int(digits[4:6])
    return 1 <= month <= 12 and 1 <= day <= _DAYS_IN[month - 1]


_RUN_OF_MARKS = r"[⁰¹²³⁴-⁹₀-₉①-⑨⓪❶-❾➀-➈➊-➒]{2,}"
"""Raised, lowered and enclosed digits in a row."""


def _fold(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Plain digits and letters for matching, with the place each came from.

    Full-width forms become plain ones, invisible characters vanish, and
    decomposed syllables (names of files from a Mac) are put together.
    """
    folded: list[str] = []
    places: list[tuple[int, int]] = []
    for match in re.finditer(rf"[ᄀ-ᇿ]+|{_RUN_OF_MARKS}|.", text, re.DOTALL):
        piece = match.group()
        if len(piece) > 1 and not "ᄀ" <= piece[0] <= "ᇿ":
            # Two and more together are digits in disguise, not places in a list.
            for offset, character in enumerate(piece):
                folded.append(str(unicodedata.digit(character)))
                places.append((match.start() + offset, match.start() + offset + 1))
            continue
        if len(piece) > 1:
            plain = unicodedata.normalize("NFC", piece)
        elif is_syllable(piece) or "ㄱ" <= piece <= "ㆎ" or piece.isascii():
            plain = piece
        elif unicodedata.category(piece) in ("Cf", "Mn", "Me"):
            continue
        else:
            plain = _plain(piece)
        for character in plain:
            folded.append(character)
            places.append(match.span())
    return "".join(folded), places


def _plain(character: str) -> str:
    if unicodedata.category(character) == "No":
        return " "  # ① before a number marks a place in a list and is no digit of it
    digit = unicodedata.decimal(character, None)
    return unicodedata.normalize("NFKC", character) if digit is None else str(digit)
