"""An old register (구직자 명부) row by row: who can be taken over, and why somebody cannot.

A register of another program is nobody's form: what a cell says is read as people write it, and
what cannot be read is left out and told, never guessed. Resident numbers are not taken over
(개인정보 보호법 제24조의2): the birth is read off one where nothing else tells it, and the number
is gone before a row is answered. No sentence here repeats what stood in a cell.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import NamedTuple

from desktop.domain.birth import BirthShape, read_birth
from desktop.domain.contact import read_phone
from desktop.domain.errors import Unreadable
from desktop.domain.guard import find_identifiers, is_house_and_floor
from desktop.domain.korean import tidy
from desktop.domain.roll_heads import Cell, Head, Heads
from desktop.domain.roll_people import RollPerson
from desktop.domain.visitor import Sex
from desktop.domain.when import read_day

MOST_OF_NAME, MOST_OF_ADDRESS, MOST_OF_EMAIL = 60, 200, 120
_OLDEST_YEARS = 120
_EARLIEST = date(1970, 1, 1)
"""No job centre's register is older."""
_EXCEL_BEGINS = date(1899, 12, 30)
_EXCEL_DAYS = range(7_000, 80_000)
"""From 1919 to 2119, as Excel counts days."""
_RESIDENT_DIGITS, _MONTH_DIGITS = 13, 6
_SUMS = frozenset({"합계", "소계", "총계", "계", "누계"})
_PLAIN = re.compile(r"[ -~가-힣]*")
_MOBILE = re.compile(r"(?:010[- ]?[0-9]{4}|01[16789][- ]?[0-9]{3,4})[- ]?[0-9]{4}")
"""As nearly every telephone of a register is written; what it says `read_phone` says too."""
_TWO_PHONES = re.compile(r"[/,;\n|]|\s{2,}")
_SEXES: Mapping[Cell, Sex] = {
    **dict.fromkeys(("남", "남자", "남성", "m", "male", "1", "男"), Sex.MALE),
    **dict.fromkeys(("여", "여자", "여성", "f", "female", "2", "女"), Sex.FEMALE),
    "": Sex.UNTOLD,
}
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_OUR_TOWN = ("서울특별시 광진구", "서울 광진구", "서울시 광진구", "광진구")
_OUR_TOWNS = ("서울특별시", "서울시", "광진구")
_TOWN = re.compile(r"[가-힣]+(?:광역시|특별시|특별자치시|도|시|군|구)(?=\s|$)")


class Doubt(Enum):
    """What is wrong with a row: nobody is taken, or somebody without what could not be read."""

    NO_NAME = "no_name"
    ODD_NAME = "odd_name"
    LONG_NAME = "long_name"
    NUMBER_IN_NAME = "number_in_name"
    NOBODY_TOLD = "nobody_told"
    NO_DAY = "no_day"
    DAY_AHEAD = "day_ahead"
    TIME_OVER = "time_over"
    KNOWN = "known"
    TWICE = "twice"
    BIRTH = "birth"
    TWO_BIRTHS = "two_births"
    PHONE = "phone"
    SEX = "sex"
    EMAIL = "email"
    ADDRESS = "address"
    LONG_ADDRESS = "long_address"
    NUMBER_LEFT = "number_left"

    @property
    def label(self) -> str:
        """The reason beside the number of the row; nothing of the row itself."""
        return _SENTENCES[self]

    @property
    def keeps_out(self) -> bool:
        """Whether the row brings nobody."""
        return self in _KEEPING_OUT

    @property
    def worth_a_look(self) -> bool:
        """Whether somebody should look at the row; who is there already is merely counted."""
        return self not in (Doubt.KNOWN, Doubt.TWICE)


_SENTENCES = {
    Doubt.NO_NAME: "이름이 없습니다",
    Doubt.ODD_NAME: "이름 칸을 이름으로 읽을 수 없습니다",
    Doubt.LONG_NAME: "이름이 60자가 넘습니다",
    Doubt.NUMBER_IN_NAME: "이름 칸에 적을 수 없는 번호가 있습니다",
    Doubt.NOBODY_TOLD: "생년월일과 연락처가 모두 없습니다",
    Doubt.NO_DAY: "마지막으로 오신 날을 알 수 없습니다",
    Doubt.DAY_AHEAD: "아직 오지 않은 날이 적혀 있습니다",
    Doubt.TIME_OVER: "보유기간이 지났습니다",
    Doubt.KNOWN: "이미 있는 분입니다",
    Doubt.TWICE: "명부에 두 번 있어 한 분으로 모았습니다",
    Doubt.BIRTH: "생년월일을 읽지 못해 비워 둡니다",
    Doubt.TWO_BIRTHS: "생년월일이 두 가지로 읽혀 비워 둡니다",
    Doubt.PHONE: "연락처를 읽지 못해 비워 둡니다",
    Doubt.SEX: "성별을 읽지 못해 비워 둡니다",
    Doubt.EMAIL: "이메일을 읽지 못해 비워 둡니다",
    Doubt.ADDRESS: "주소 칸에 적을 수 없는 번호가 있어 비워 둡니다",
    Doubt.LONG_ADDRESS: "주소가 길어 200자까지만 가져옵니다",
    Doubt.NUMBER_LEFT: "주민등록번호는 가져오지 않고 생년월일만 읽었습니다",
}
_KEEPING_OUT = frozenset(
    {
        Doubt.NO_NAME,
        Doubt.ODD_NAME,
        Doubt.LONG_NAME,
        Doubt.NUMBER_IN_NAME,
        Doubt.NOBODY_TOLD,
        Doubt.NO_DAY,
        Doubt.DAY_AHEAD,
        Doubt.TIME_OVER,
        Doubt.KNOWN,
        Doubt.TWICE,
    }
)


class Answer(NamedTuple):
    """What became of a row. Nobody and no doubt: there was nothing in it."""

    person: RollPerson | None
    doubts: tuple[Doubt, ...] = ()


_NOTHING = Answer(None)
_Born = tuple[date | None, int | None, str, Sex]
"""The birth, its year, how it was told where that was lunar, and the sex it hints at."""
_NO_BIRTH: _Born = (None, None, "", Sex.UNTOLD)
_new = tuple.__new__
"""Makes a named tuple; calling its class costs twice as much, a hundred thousand times."""


class RowReader:
    """Reads the rows of one register, one use; the same words are understood once."""

    def __init__(
        self,
        heads: Heads,
        today: date,
        dongs: Mapping[str, str],
        undated: date | None = None,
    ) -> None:
        """`dongs` gives the code by name. Rows without a day get `undated`, none without it."""
        self._today, self._undated = today, undated
        self._dongs = Dongs(dongs)
        at = heads.columns
        self._name_at = at[Head.NAME]
        born = Head.RESIDENT if heads.birth_from_resident else Head.BIRTH
        self._birth_at = at.get(born, -1)
        self._sex_at, self._email_at = at.get(Head.SEX, -1), at.get(Head.EMAIL, -1)
        self._phones_at = _places(at, Head.PHONE, Head.SECOND_PHONE)
        self._address_at, self._dong_at = at.get(Head.ADDRESS, -1), at.get(Head.DONG, -1)
        self._days_at = _places(at, Head.LAST_DAY, Head.FIRST_DAY)
        self._width = 1 + max(at.values())
        self._names: dict[Cell, tuple[str, Doubt | None]] = {}
        self._births: dict[Cell, _Born] = {}
        self._days: dict[Cell, date | None] = {}

    def read(self, line: int, cells: Sequence[Cell]) -> Answer:
        """What stands in a row, `line` as the spreadsheet counts."""
        if len(cells) < self._width:
            cells = [*cells, *[""] * (self._width - len(cells))]
        named = cells[self._name_at]
        name, fault = self._names.get(named) or self._name(named)
        if fault is not None:
            if fault is Doubt.NO_NAME and not self._tells_somebody(cells):
                return _NOTHING
            return Answer(None, (fault,))
        if not name:
            return _NOTHING
        doubts: list[Doubt] = []
        born = _NO_BIRTH
        if self._birth_at >= 0 and (cell := cells[self._birth_at]) != "":
            born = self._births.get(cell) or self._birth(cell, doubts)
        birth, year, note, sex = born
        if self._sex_at >= 0:
            told = cells[self._sex_at]
            sex = _SEXES.get(told) or _read_sex(told, doubts)
        phone = second = ""
        for place in self._phones_at:
            cell = cells[place]
            if cell == "":
                continue
            for one in _read_phones(cell, doubts):
                if not phone:
                    phone = one
                elif not second and one != phone:
                    second = one
        if not phone and year is None:
            return Answer(None, (Doubt.NOBODY_TOLD, *doubts))
        last_on: date | None = None
        for place in self._days_at:
            cell = cells[place]
            if cell == "":
                continue
            day = self._days.get(cell) or self._day(cell)
            if day is not None and (last_on is None or day > last_on):
                last_on = day
        last_on = last_on or self._undated
        if last_on is None:
            return Answer(None, (Doubt.NO_DAY, *doubts))
        if last_on > self._today:
            return Answer(None, (Doubt.DAY_AHEAD, *doubts))
        address = dong = email = ""
        if self._address_at >= 0 and (cell := cells[self._address_at]) != "":
            address = _read_address(cell, doubts)
        if self._dong_at >= 0 and (cell := cells[self._dong_at]) != "":
            dong = self._dongs.named(_words(cell))
        if not dong and address:
            dong = self._dongs.within(address)
        if self._email_at >= 0 and (cell := cells[self._email_at]) != "":
            email = _read_email(cell, doubts)
        person = _new(
            RollPerson,
            (
                line, name, birth, year, note, note != "", sex, phone, second, email, address,
                dong, last_on,
            ),
        )  # fmt: skip
        return _new(Answer, (person, tuple(doubts)))

    def _tells_somebody(self, cells: Sequence[Cell]) -> bool:
        """Whether a row without a name tells of somebody at all."""
        told = (self._birth_at, *self._phones_at)
        return any(cells[place] != "" for place in told if place >= 0)

    # one cell

    def _name(self, cell: Cell) -> tuple[str, Doubt | None]:
        read = _read_name(cell)
        if isinstance(cell, str):
            self._names[cell] = read
        return read

    def _birth(self, cell: Cell, doubts: list[Doubt]) -> _Born:
        if isinstance(cell, date):
            day = cell.date() if isinstance(cell, datetime) else cell
            if self._today.year - _OLDEST_YEARS <= day.year and day <= self._today:
                self._births[cell] = born = (day, day.year, "", Sex.UNTOLD)
                return born
            doubts.append(Doubt.BIRTH)
            return _NO_BIRTH
        words: str | None = cell if isinstance(cell, str) else _figures(cell)
        if not isinstance(cell, str) and words and words.isdecimal():
            words = _as_birth(int(words), self._today)
            if words is None:
                doubts.append(Doubt.TWO_BIRTHS)
                return _NO_BIRTH
        if not words or not words.strip():
            return _NO_BIRTH
        return self._told_birth(words, doubts)

    def _told_birth(self, words: str, doubts: list[Doubt]) -> _Born:
        try:
            entry = read_birth(words, self._today)
        except Unreadable:
            doubts.append(Doubt.BIRTH)
            return _NO_BIRTH
        born = (entry.on, entry.year, entry.lunar_text, entry.sex_hint or Sex.UNTOLD)
        if entry.understood_from is BirthShape.RESIDENT_NUMBER:
            # Never among the words that are remembered.
            doubts.append(Doubt.NUMBER_LEFT)
        elif len(words) < _RESIDENT_DIGITS:
            self._births[words] = born
        return born

    def _day(self, cell: Cell) -> date | None:
        if cell in self._days:
            # Looked at before, and no day: otherwise nobody would have asked.
            return None
        if isinstance(cell, date):
            day = cell.date() if isinstance(cell, datetime) else cell
            found = day if day >= _EARLIEST else None
        else:
            words = cell if isinstance(cell, str) else _figures(cell)
            found = _read_last_day(words, self._today) if words else None
        self._days[cell] = found
        return found


class Dongs:
    """The dongs of the district, as registers and addresses name them."""

    def __init__(self, codes: Mapping[str, str]) -> None:
        """`codes` gives the code by name: 자양제4동, 자양4동."""
        self._codes = {_squeezed(name): code for name, code in codes.items()}
        quarters = {re.sub(r"\d*동$", "", name) for name in self._codes if name.endswith("동")}
        either = "|".join(sorted(map(re.escape, quarters))) or "(?!)"
        self._within = re.compile(rf"(?:{either})\s?제?\d?동(?![가-힣\d])")
        self._met: dict[str, str] = {}

    def named(self, words: str) -> str:
        """The code of a dong's name; "" for any other."""
        known = self._met.get(words)
        if known is None:
            known = self._met[words] = self._codes.get(_squeezed(words), "")
        return known

    def within(self, address: str) -> str:
        """The dong an address names; "" where it is of another town, or names two."""
        if address.startswith(_OUR_TOWN) and address[-1] == ")":
            # As 도로명주소 is written: the dong stands in brackets at its end.
            code = self.named(address[address.rfind("(") + 1 : -1].partition(",")[0])
            if code:
                return code
        found = ""
        for match in self._within.finditer(address):
            begins = match.start()
            if begins and "가" <= address[begins - 1] <= "힣":
                continue
            code = self.named(match.group())
            if found and code and code != found:
                return ""
            found = code or found
        if found and not address.startswith(_OUR_TOWN) and _is_elsewhere(address):
            return ""
        return found


def _is_elsewhere(address: str) -> bool:
    return any(town not in _OUR_TOWNS for town in _TOWN.findall(address))


def _places(at: Mapping[Head, int], *heads: Head) -> tuple[int, ...]:
    return tuple(at[head] for head in heads if head in at)


def _read_name(cell: Cell) -> tuple[str, Doubt | None]:
    """The name in a cell, with what is wrong with it; neither for a line of sums."""
    name = tidy(cell) if isinstance(cell, str) else _figures(cell)
    if not name:
        return "", Doubt.NO_NAME
    if name.replace(" ", "") in _SUMS:
        return "", None
    if find_identifiers(name):
        return "", Doubt.NUMBER_IN_NAME
    if len(name) > MOST_OF_NAME:
        return "", Doubt.LONG_NAME
    if any(one.isdigit() for one in name):
        return "", Doubt.ODD_NAME
    return name, None


def _read_sex(cell: Cell, doubts: list[Doubt]) -> Sex:
    sex = _SEXES.get(_words(cell).casefold())
    if sex is None:
        doubts.append(Doubt.SEX)
        return Sex.UNTOLD
    return sex


def _read_address(cell: Cell, doubts: list[Doubt]) -> str:
    if isinstance(cell, str) and _is_plain_address(cell):
        return cell.strip()
    address = _words(cell)
    if find_identifiers(address):
        doubts.append(Doubt.ADDRESS)
        return ""
    if len(address) > MOST_OF_ADDRESS:
        doubts.append(Doubt.LONG_ADDRESS)
        return address[:MOST_OF_ADDRESS].rstrip()
    return address


def _is_plain_address(cell: str) -> bool:
    """Whether there is nothing to look for in it but blanks around: nine of ten are so."""
    return len(cell) <= MOST_OF_ADDRESS and "  " not in cell and is_house_and_floor(cell)


def _read_email(cell: Cell, doubts: list[Doubt]) -> str:
    words = _words(cell)
    if len(words) > MOST_OF_EMAIL or not _EMAIL.fullmatch(words) or find_identifiers(words):
        doubts.append(Doubt.EMAIL)
        return ""
    return words


def _words(cell: Cell) -> str:
    """A cell as one line of text; a day is none."""
    if not isinstance(cell, str):
        return _figures(cell)
    if "  " not in cell and _PLAIN.fullmatch(cell):
        return cell.strip()
    return tidy(cell)


def _figures(cell: Cell) -> str:
    if isinstance(cell, bool | date | datetime | time | timedelta):
        return ""
    return str(int(cell)) if float(cell).is_integer() else str(cell)


def _squeezed(name: str) -> str:
    """자양 제4동, 자양4동 → 자양4동."""
    return re.sub(r"제(?=\d+동$)", "", name.replace(" ", ""))


def _as_birth(number: int, today: date) -> str | None:
    """A birth that a spreadsheet took for a number; None when it can be read in two ways.

    Zeros at the beginning are gone: 50305 was 050305. Five figures may also be a day as Excel
    counts them.
    """
    digits = str(number)
    if len(digits) > 8:
        return digits.zfill(_RESIDENT_DIGITS)
    if len(digits) == 4 and today.year - _OLDEST_YEARS <= number <= today.year:
        return digits
    if len(digits) in (1, 2):
        return digits.zfill(2)
    if len(digits) > _MONTH_DIGITS:
        return digits
    six = digits.zfill(_MONTH_DIGITS)
    if len(digits) == 5 and number in _EXCEL_DAYS:
        as_day = _EXCEL_BEGINS + timedelta(days=number)
        if as_day > today:
            return six
        return None if _may_be_date(six) else as_day.isoformat()
    return six


def _may_be_date(six: str) -> bool:
    try:
        # 2000 was a leap year: every day there can be.
        date(2000, int(six[2:4]), int(six[4:]))
    except ValueError:
        return False
    return True


def _read_phones(cell: Cell, doubts: list[Doubt]) -> list[str]:
    """The numbers in a cell, at most two; what cannot be read is told."""
    if isinstance(cell, str) and _MOBILE.fullmatch(cell):
        return [cell.replace("-", "").replace(" ", "")]
    # A number has no zero at its beginning, and nearly every telephone has.
    digits = "" if isinstance(cell, str) else _figures(cell)
    asked = [["0" + digits], [digits]] if digits else []
    if isinstance(cell, str):
        parts = [part for part in _TWO_PHONES.split(cell) if part.strip(" -–—.")]
        if not parts:
            return []
        asked = [parts[:2]]
    for told in asked:
        try:
            return [read_phone(one).digits for one in told]
        except Unreadable:
            continue
    doubts.append(Doubt.PHONE)
    return []


def _read_last_day(words: str, today: date) -> date | None:
    digits = words.strip()
    if digits.isdecimal() and len(digits) == 5 and int(digits) in _EXCEL_DAYS:
        return _EXCEL_BEGINS + timedelta(days=int(digits))
    day = re.sub(r"\s*\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?\s*$", "", digits)
    try:
        found = read_day(day, today)
    except Unreadable:
        return None
    numbers = re.findall(r"\d+", day)
    # A month and a day without a year say nothing about the past, nor does ‘어제’.
    whole = len(numbers) == 3 or (len(numbers) == 1 and len(numbers[0]) in (6, 8))
    return found if whole and found >= _EARLIEST else None
