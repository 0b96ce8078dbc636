"""Numbers of papers: printed, read out on the phone, typed back from a fax.

`26-101-0371` is year, block, serial and a check digit. Digits only: letters are
misheard on the phone and come out as jamo when a scanner types in Hangul mode. The
block is leased to one desk or laptop, so numbers given out without a network never
meet. The check digit is Damm's quasigroup of order 10 started at a state of the
kind of paper: every single wrong digit and every swap of neighbours is refused
(H. M. Damm, Total anti-symmetrische Quasigruppen, 2004). It does not promise to
catch other slips of the hand, so masked name and partner are shown before anything
opens by number. The length tells the kinds apart, so one box takes them all.
"""

import re
import secrets
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from desktop.domain.errors import Unreadable
from desktop.domain.korean import nfc

_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)
FIRST_BLOCK, LAST_BLOCK = 100, 999
_CENTURY = 2000
_YEARS = 100

_PREFIX = re.compile(r"^\s*(?:GJ|ㅎㅓ|허)\s*", re.IGNORECASE)
_FILLING = re.compile(r"[\s.·_\-‐-―−﹘﹣－ーㅡ~～]+")
_LOOKALIKES = str.maketrans("OolI|", "00111")

RECOVERY_GROUPS = 8
_RECOVERY_DIGITS = 5


class PaperKind(Enum):
    """Kinds of numbered papers: name, digits in all, state the check starts from."""

    SLIP = ("slip", 9, 0)
    VISIT = ("visit", 10, 1)
    CONSENT = ("consent", 11, 2)
    PRINT = ("print", 12, 4)

    def __init__(self, key: str, length: int, start: int) -> None:
        self.key = key
        self.length = length
        self.start = start

    @property
    def label(self) -> str:
        """What the number is called on screen and paper."""
        return {
            PaperKind.SLIP: "의뢰번호",
            PaperKind.VISIT: "접수번호",
            PaperKind.CONSENT: "동의번호",
            PaperKind.PRINT: "출력번호",
        }[self]

    @property
    def serials(self) -> int:
        """How many numbers a block holds; serials run from 0 to one less."""
        return int(10 ** (self.length - 6))


@dataclass(frozen=True, slots=True)
class PaperNumber:
    """A number that has passed its check."""

    kind: PaperKind
    digits: str

    def __post_init__(self) -> None:
        """Refuses digits that are no number of this kind."""
        if not _is_number(self.kind, self.digits):
            raise ValueError(f"not a {self.kind.key} number")

    @property
    def text(self) -> str:
        """As printed and shown: `26-101-0371`."""
        return f"{self.digits[:2]}-{self.digits[2:5]}-{self.digits[5:]}"

    @property
    def year(self) -> int:
        """The year it was given out."""
        return _CENTURY + int(self.digits[:2])

    @property
    def block(self) -> int:
        """The block of the desk or laptop it came from."""
        return int(self.digits[2:5])

    @property
    def serial(self) -> int:
        """Its place within the block."""
        return int(self.digits[5:-1])

    def __str__(self) -> str:
        """As printed."""
        return self.text


def make(kind: PaperKind, year: int, block: int, serial: int) -> PaperNumber:
    """The number of a paper about to be issued; ValueError outside the block's range."""
    if not _CENTURY <= year < _CENTURY + _YEARS:
        raise ValueError("the year has no two-digit form")
    if not FIRST_BLOCK <= block <= LAST_BLOCK:
        raise ValueError("blocks run from 100 to 999")
    if not 0 <= serial < kind.serials:
        raise ValueError("the block is used up")
    payload = f"{year % _YEARS:02d}{block}{serial:0{kind.length - 6}d}"
    return PaperNumber(kind, payload + check_digit(payload, kind.start))


def read(text: str, kind: PaperKind | None = None) -> PaperNumber:
    """The number somebody typed, scanned or copied; `kind` when only one is expected.

    Takes full-width digits, spaces, dots and dashes of all sorts, an ornamental GJ
    (also typed as ㅎㅓ), O for 0 and l or I for 1. Raises Unreadable with what is wrong.
    """
    digits = plain_digits(text)
    if not digits:
        raise Unreadable("번호를 입력해 주세요. 종이에 적힌 숫자만 넣으시면 됩니다.")
    if not digits.isdecimal() or not digits.isascii():
        raise Unreadable("번호는 숫자로만 되어 있습니다. 종이의 번호를 다시 보아 주세요.")
    found = next((one for one in PaperKind if one.length == len(digits)), None)
    if found is None or (kind is not None and found is not kind):
        raise Unreadable(_length_sentence(len(digits), kind, found))
    if not _is_number(found, digits):
        raise Unreadable(
            f"{found.label}가 맞지 않습니다. 한 자리가 다르거나 두 자리가 바뀌었는지 확인해 주세요."
        )
    return PaperNumber(found, digits)


def find(text: str) -> PaperNumber | None:
    """The number in a search box's text, or None when it is something else."""
    try:
        return read(text)
    except Unreadable:
        return None


def plain_digits(text: str) -> str:
    """Typed text without prefix, dashes and look-alikes; digits only if it was a number."""
    bare = _FILLING.sub("", _PREFIX.sub("", nfc(text)))
    return unicodedata.normalize("NFKC", bare).translate(_LOOKALIKES)


def check_digit(payload: str, start: int) -> str:
    """Damm's check digit of `payload`, begun at state `start`."""
    state = str(start)
    for digit in payload:
        state = _DAMM[int(state)][int(digit)]
    return state


def _is_number(kind: PaperKind, digits: str) -> bool:
    return (
        len(digits) == kind.length
        and digits.isascii()
        and digits.isdecimal()
        and digits[2] != "0"
        and check_digit(digits, kind.start) == "0"
    )


def _length_sentence(length: int, kind: PaperKind | None, found: PaperKind | None) -> str:
    if kind is None:
        return (
            f"{length}자리 번호는 없습니다. 의뢰 9자리, 접수 10자리, "
            "동의 11자리, 출력 12자리 가운데 하나를 넣어 주세요."
        )
    if found is not None:
        return f"{found.label} 자릿수입니다. {kind.label} {kind.length}자리를 넣어 주세요."
    return f"{kind.label}는 {kind.length}자리입니다. 지금 {length}자리가 들어 있습니다."


# The recovery code ---------------------------------------------------------------------


def make_recovery_code(
    randbelow: Callable[[int], int] = secrets.randbelow,
) -> tuple[str, ...]:
    """Eight groups of six digits for the sealed envelope: 40 random digits (132.9 bits).

    The sixth digit checks its group, started at the group's own number, so that a
    wrong digit, a swap or a group in the wrong place is told while it is typed.
    """
    groups = []
    for number in range(1, RECOVERY_GROUPS + 1):
        payload = "".join(str(randbelow(10)) for _ in range(_RECOVERY_DIGITS))
        groups.append(payload + check_digit(payload, number))
    return tuple(groups)


def check_recovery_group(number: int, text: str) -> bool:
    """Whether `text` can be group `number` (1 to 8) of a recovery code."""
    digits = plain_digits(text)
    return (
        1 <= number <= RECOVERY_GROUPS
        and len(digits) == _RECOVERY_DIGITS + 1
        and digits.isascii()
        and digits.isdecimal()
        and check_digit(digits, number) == "0"
    )


def read_recovery_code(groups: Sequence[str]) -> str:
    """The 40 secret digits of a typed code, check digits left out; raises Unreadable.

    The sentence names the first group that cannot be right.
    """
    if len(groups) != RECOVERY_GROUPS:
        raise Unreadable(
            f"복구 코드는 {RECOVERY_GROUPS}묶음입니다. 빠진 묶음이 없는지 보아 주세요."
        )
    for number, text in enumerate(groups, start=1):
        if not check_recovery_group(number, text):
            raise Unreadable(
                f"{number}번 묶음이 맞지 않습니다. 종이와 한 자리씩 맞추어 보아 주세요."
            )
    return "".join(plain_digits(text)[:_RECOVERY_DIGITS] for text in groups)
