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
_RESIDENT = (
    # 900101-1234567, with whatever stands between the halves
    re.compile(rf"(?<!\d)(?P<date>\d{{6}}){_SEPARATOR}\d{{7}}(?!\d)"),
    # 19900101-1234567
    re.compile(r"(?<!\d)(?:19|20)(?P<date>\d{6})\s?[-‐-―−~]\s?\d{7}(?!\d)"),
    # 90.01.01-1234567
    re.compile(
        r"(?<!\d)(?:19|20)?(?P<date>\d{2}[.\-/]\s?\d{2}[.\-/]\s?\d{2})\.?\s?[-‐-―−]\s?\d{7}(?!\d)"
    ),
    # 9 0 0 1 0 1 - 1 2 3 4 5 6 7, every digit apart: grouped account numbers are not
    re.compile(r"(?<!\d)(?<!\d\s)(?P<date>\d(?:\s\d){5})\s?[-‐-―−]?\s?\d(?:\s\d){6}(?!\s?\d)"),
)
_RESIDENT_TAIL = re.compile(
    r"주민\s*(?:등록)?\s*(?:번호)?\s*(?:뒷\s*자리|뒤\s*(?:7|일곱)\s*자리|뒤)\s*[은는이가]?\D{0,3}(?P<tail>\d{7})(?!\d)"
)
_PASSPORT = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Za-z][\s\-]?\d{8}|[A-Za-z]\d{3}[A-Za-z]\d{4})(?![A-Za-z0-9])"
)
_REGIONS = (
    "서울|부산|대구|인천|광주|대전|울산|세종|경기북부|경기남부|경기|강원|"
    "충북|충남|전북|전남|경북|경남|제주"
)
_LICENCE = (
    re.compile(
        r"(?<!\d)(?<!\d[-.\s])\d{2}[-‐-―.\s]\d{2}[-‐-―.\s]\d{6}[-‐-―.\s]\d{2}(?![-‐-―.]?\d)"
    ),
    re.compile(
        rf"(?:{_REGIONS})\s*[-‐-―.]?\s*\d{{2}}\s*[-‐-―.\s]\s*\d{{6}}\s*[-‐-―.\s]\s*\d{{2}}(?![-‐-―.]?\d)"
    ),
)
_AFTER_CORPORATE_WORD = re.compile(r"법인\s*(?:등록)?\s*번호\s*[은는이가을를의]?\s*[:;=\-(]?\s*$")
_AFTER_ACCOUNT_WORD = re.compile(
    r"(?:계좌|통장|카드)\s*(?:번호)?\s*[은는이가을를의]?\s*[:;=\-(]?\s*$"
)


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
    if not any(character.isdigit() for character in text):
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


def clean(text: str, *, employer_field: bool = False, own_numbers: Iterable[str] = ()) -> str:
    """The text with every forbidden number replaced by a word, for drafts and undo."""
    known = tuple(own_numbers)
    while findings := find_identifiers(text, employer_field=employer_field, own_numbers=known):
        for finding in reversed(findings):
            text = f"{text[: finding.start]}[{finding.kind.label} 지움]{text[finding.end :]}"
    return text


def _candidates(folded: str) -> Iterator[tuple[int, int, IdentifierKind]]:
    for pattern in _RESIDENT:
        for match in pattern.finditer(folded):
            unbroken = match.group().isdigit()
            if unbroken and _AFTER_ACCOUNT_WORD.search(folded[: match.start()]):
                continue
            if _plausible(match.group("date")):
                yield match.start(), match.end(), IdentifierKind.RESIDENT
    for match in _RESIDENT_TAIL.finditer(folded):
        yield match.start("tail"), match.end("tail"), IdentifierKind.RESIDENT
    for match in _PASSPORT.finditer(folded):
        yield match.start(), match.end(), IdentifierKind.PASSPORT
    for pattern in _LICENCE:
        for match in pattern.finditer(folded):
            yield match.start(), match.end(), IdentifierKind.LICENCE


def _plausible(date_part: str) -> bool:
    digits = re.sub(r"\D", "", date_part)
    month, day = int(digits[2:4]), int(digits[4:6])
    return 1 <= month <= 12 and 1 <= day <= _DAYS_IN[month - 1]


def _fold(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Plain digits and letters for matching, with the place each came from.

    Full-width forms become plain ones, invisible characters vanish, and
    decomposed syllables (names of files from a Mac) are put together.
    """
    folded: list[str] = []
    places: list[tuple[int, int]] = []
    for match in re.finditer(r"[ᄀ-ᇿ]+|.", text, re.DOTALL):
        piece = match.group()
        if len(piece) > 1:
            plain = unicodedata.normalize("NFC", piece)
        elif is_syllable(piece) or "ㄱ" <= piece <= "ㆎ" or piece.isascii():
            plain = piece
        elif unicodedata.category(piece) in ("Cf", "Mn"):
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
