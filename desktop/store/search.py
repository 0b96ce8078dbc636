"""The search box: people by what the clerk has typed so far, newest visit first.

Answers at every key, also in the middle of a syllable, for a million people. Names
go through indexes on their first one, two or three characters (and first consonants),
each in the order of the list, so that a list of twelve reads about twelve entries:

- whole syllables, an open one (기 is 김, 길 …) unfolded into the beginnings that exist;
- first consonants, and syllables mixed with them, by whichever of the two kinds of
  index holds fewer people (a bounded count decides);
- digits as the end or beginning of a phone, as birth year or birth date, all at once.

The SQL is SQLite's own and stays in this module. Every index holds what the order and
the other half of "김민지 90" need, so that rows are fetched for the final list only.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from heapq import merge
from itertools import islice
from typing import Any

from sqlalchemy.orm import Session

from desktop.domain import korean
from desktop.domain.contact import show_phone
from desktop.domain.korean import NameQuery, Slot
from desktop.domain.masking import mask_name, mask_phone
from desktop.domain.visitor import Sex, VisitorLine

_OLDEST = 120
"""Nobody older is looked for: "10" means 2010, and 1910 only for a while."""
_PROBE = 2_000
"""How far a count looks before it calls a group large."""
_RANGE = 6_000
"""Phone numbers with one beginning: up to so many are sorted, above it the name decides."""
_FEW = 500
"""Up to so many are sorted without looking among the newest first."""
_NEWEST = 4_000
"""How far the newest are walked for them before sorting them all is the shorter way."""
_STEPS = 120
"""How many existing beginnings an open syllable may unfold into."""
_ORDER = "last_visit_on DESC, search_name, birth_year, id"

_TOKEN = re.compile(r"\d[\d\-./년월일생]*|[^\d\s]+")
_DATE = re.compile(r"(\d{4}|\d{2})[-./년](\d{1,2})[-./월](\d{1,2})일?(?:생)?[-./]?")
_YEAR = re.compile(r"(\d{2,4})(?:년|년생|생)")

Place = tuple[str, str, int, int]
"""Where somebody stands in the list; smaller is earlier."""


@dataclass(frozen=True, slots=True)
class BornIn:
    """A birth year, or the years of a decade while the last digit is missing."""

    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BornOn:
    """A birth date; two centuries when the year has two digits."""

    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class PhoneEnds:
    """The last four digits or more, of either phone."""

    digits: str


@dataclass(frozen=True, slots=True)
class PhoneBegins:
    """The first digits of the visitor's own phone."""

    digits: str


Hint = BornIn | BornOn | PhoneEnds | PhoneBegins


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed: the beginning of a name, and digits with all they can mean.

    A person fits when the name does and every group of digits in one of its meanings.
    """

    name: NameQuery | None
    digits: tuple[tuple[Hint, ...], ...]


def read(typed: str, today: date) -> Wanted | None:
    """Understand the text of the search box; None when there is nothing to search by yet."""
    text = _plain_digits(korean.nfc(typed))
    names: list[str] = []
    digits: list[tuple[Hint, ...]] = []
    for match in _TOKEN.finditer(text):
        token = match.group()
        if not token[0].isdecimal():
            names.append(token)
            continue
        hints = _meanings(token, today)
        if hints is not None:
            digits.append(hints)
    name = korean.expand(" ".join(names)) if names else None
    if name is not None and not name.ways:
        name = None
    return Wanted(name, tuple(digits)) if name or digits else None


def _plain_digits(text: str) -> str:
    """Full-width digits made plain; never NFKC on the whole, it would break consonants."""
    return "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in text)


def _meanings(token: str, today: date) -> tuple[Hint, ...] | None:
    """What digits can mean; None for a digit that is only the beginning of something."""
    whole = _DATE.fullmatch(token)
    if whole:
        return (_born_on(whole[1], int(whole[2]), int(whole[3]), today),)
    year = _YEAR.fullmatch(token)
    if year:
        return (BornIn(_years(year[1], today)),)
    digits = re.sub(r"\D", "", token)
    if len(digits) < 2:
        return None
    found: list[Hint] = []
    if len(digits) <= 4:
        found.append(BornIn(_years(digits, today)))
    if len(digits) in (6, 7):
        found.append(_born_on(digits[:2], int(digits[2:4]), int(digits[4:6]), today))
    if len(digits) == 8:
        found.append(_born_on(digits[:4], int(digits[4:6]), int(digits[6:]), today))
    if len(digits) >= 4:
        found.append(PhoneEnds(digits))
    if len(digits) >= 3 and (digits[0] == "0" or len(digits) > 3):
        found.append(PhoneBegins(digits))
    return tuple(found)


def _years(digits: str, today: date) -> tuple[int, ...]:
    if len(digits) == 2:
        years = [century + int(digits) for century in (1900, 2000)]
    elif len(digits) == 3:
        years = [int(digits) * 10 + last for last in range(10)]
    else:
        years = [int(digits)]
    return tuple(year for year in years if today.year - _OLDEST < year <= today.year)


def _born_on(year: str, month: int, day: int, today: date) -> BornOn:
    days = []
    for one in _years(year, today):
        try:
            days.append(date(one, month, day))
        except ValueError:
            continue
    return BornOn(tuple(days))


def find_visitors(
    session: Session,
    typed: str,
    today: date,
    limit: int = 12,
    behind: VisitorLine | None = None,
) -> tuple[VisitorLine, ...]:
    """People the text may mean, latest visit first, at most `limit`; () when it says nothing.

    `today` decides which century two digits of a year mean. `behind` is the last one of those
    shown already: the list goes on from where that line stood.
    """
    wanted = read(typed, today)
    if wanted is None:
        return ()
    with closing(session.connection().connection.cursor()) as cursor:
        look = _Look(cursor, wanted, limit, _stretches(behind))
        return look.lines([place[-1] for place in look.places()])


@dataclass(frozen=True, slots=True)
class _Condition:
    """A piece of SQL with its values."""

    sql: str = ""
    values: tuple[Any, ...] = ()

    def __and__(self, other: "_Condition") -> "_Condition":
        if not self.sql or not other.sql:
            return self if self.sql else other
        return _Condition(f"{self.sql} AND {other.sql}", self.values + other.values)

    def __or__(self, other: "_Condition") -> "_Condition":
        return _Condition(f"({self.sql} OR {other.sql})", self.values + other.values)


_NOT_DESTROYED = _Condition("search_name <> ''")
"""Of somebody destroyed the birth year is left for the figures, and no name."""


@dataclass(frozen=True, slots=True)
class _Group:
    """People who stand together in an index, in the order of the list."""

    index: str
    key: _Condition
    rest: _Condition = _Condition()


_WHOLE = (_Condition(),)


def _stretches(behind: VisitorLine | None) -> tuple[_Condition, ...]:
    """The parts of an index that follow somebody, one after the other in its order."""
    if behind is None:
        return _WHOLE
    day = behind.last_visit_on.isoformat() if behind.last_visit_on else None
    name, born = korean.search_key(behind.name), behind.birth_year
    same_day = _Condition(
        "last_visit_on IS ? AND search_name >= ? AND (search_name > ? "
        "OR (coalesce(birth_year, -1), id) > (?, ?))",
        (day, name, name, -1 if born is None else born, behind.id),
    )
    if day is None:
        return (same_day,)
    earlier = _Condition("last_visit_on < ?", (day,))
    return (same_day, earlier, _Condition("last_visit_on IS NULL"))


class _Look:
    """One search under way."""

    def __init__(
        self, cursor: Any, wanted: Wanted, limit: int, stretches: tuple[_Condition, ...] = _WHOLE
    ) -> None:
        self._cursor = cursor
        self._wanted = wanted
        self._limit = limit
        self._stretches = stretches

    def places(self) -> list[Place]:
        """The first people of the list, from all groups that may hold them."""
        walks = [self._walk(group) for group in self._groups()]
        return list(islice(_distinct(merge(*walks)), self._limit))

    def lines(self, ids: list[int]) -> tuple[VisitorLine, ...]:
        """The rows of the list, in the order given."""
        if not ids:
            return ()
        holes = ",".join("?" * len(ids))
        rows = self._cursor.execute(
            "SELECT id, name, birth, birth_year, phone, dong, last_visit_on, visits, sex "
            f"FROM visitor WHERE id IN ({holes})",
            ids,
        )
        found = {row[0]: _line(row) for row in rows}
        leading = [one for one in ids if not found[one].name]
        if leading:
            return self._led_on(ids, found, self._leads(leading))
        return tuple(found[one] for one in ids)

    def _led_on(
        self, ids: list[int], found: dict[int, VisitorLine], leads: dict[int, int]
    ) -> tuple[VisitorLine, ...]:
        """Whoever was looked for by the former entry is found as the person it leads to."""
        ends = list(dict.fromkeys(leads.get(one, one) for one in ids))
        missing = [one for one in ends if one not in found]
        found |= {one.id: one for one in self.lines(missing)}
        return tuple(found[one] for one in ends if found[one].name)

    def _leads(self, ids: list[int]) -> dict[int, int]:
        """Entries that were merged, with the person they lead to in the end."""
        holes = ",".join("?" * len(ids))
        rows = self._cursor.execute(
            "SELECT gone_id, kept_id FROM merging "
            f"WHERE gone_id IN ({holes}) AND undone_at IS NULL",
            ids,
        )
        leads: dict[int, int] = dict(rows.fetchall())
        further = self._leads(list(leads.values())) if leads else {}
        return {gone: further.get(kept, kept) for gone, kept in leads.items()}

    def _walk(self, group: _Group) -> list[Place]:
        """The first people of one group; everything needed stands in its index."""
        found: list[Place] = []
        for stretch in self._stretches:
            condition = group.key & stretch & group.rest
            rows = self._cursor.execute(
                "SELECT last_visit_on, search_name, birth_year, id "
                f"FROM visitor INDEXED BY {group.index} WHERE {condition.sql} "
                f"ORDER BY {_ORDER} LIMIT ?",
                (*condition.values, self._limit - len(found)),
            ).fetchall()
            found += [_place(*row) for row in rows]
            if len(found) == self._limit:
                break
        return found

    # Which groups ----------------------------------------------------------------------

    def _groups(self) -> Iterator[_Group]:
        name, digits = self._wanted.name, self._wanted.digits
        if not digits:
            assert name is not None
            for way in name.ways:
                yield from self._name_groups(way, _Condition())
            return
        first, *more = sorted(digits, key=_begins_like_a_phone)
        if more:
            # A phone half typed that few have decides before a birth year that many have.
            first, *more = sorted((first, *more), key=self._meant)
        others = _Condition()
        for hints in more:
            others = others & _any(_condition(hint) for hint in hints)
        for hint in first:
            yield from self._hint_groups(hint, name, others)

    def _hint_groups(
        self, hint: Hint, name: NameQuery | None, others: _Condition
    ) -> Iterator[_Group]:
        """Digits decide, the name narrows; birth years are many, so there the name may decide."""
        if isinstance(hint, BornIn) and name is not None:
            for way in name.ways:
                yield from self._name_groups(way, _condition(hint) & others, hint.years)
            return
        rest = others if name is None else _name_condition(name) & others
        match hint:
            case BornIn(years):
                for year in years:
                    key = _Condition("birth_year = ?", (year,))
                    yield _Group("ix_visitor_born_in", key, _NOT_DESTROYED & rest)
            case BornOn(days):
                for day in days:
                    key = _Condition("birth = ?", (day.isoformat(),))
                    yield _Group("ix_visitor_born_on", key, rest)
            case PhoneEnds(digits):
                yield from _tail_groups(digits, rest)
            case PhoneBegins(digits):
                yield from self._head_groups(digits, name, others)

    def _head_groups(
        self, digits: str, name: NameQuery | None, others: _Condition
    ) -> Iterator[_Group]:
        """A beginning that few phones share decides; of one that most share, the name does."""
        begins = _condition(PhoneBegins(digits))
        rest = others if name is None else _name_condition(name) & others
        all_ = _Group("ix_visitor_phone", begins, rest)
        if name is not None and self._count(all_, _RANGE) >= _RANGE:
            for way in name.ways:
                yield from self._name_groups(way, begins & others)
        elif name is None and self._count(all_, _FEW) >= _FEW and self._are_here_lately(begins):
            yield _Group("ix_visitor_newest", _Condition(), begins & rest)
        else:
            # Where none of them was here lately, the walk would go on to the end.
            yield all_

    def _are_here_lately(self, condition: _Condition) -> bool:
        """Whether a list full of them stands among the newest visitors of all."""
        (count,) = self._cursor.execute(
            "SELECT count(*) FROM (SELECT 1 FROM (SELECT phone FROM visitor "
            f"INDEXED BY ix_visitor_newest ORDER BY {_ORDER} LIMIT {_NEWEST}) "
            f"WHERE {condition.sql} LIMIT ?)",
            (*condition.values, self._limit),
        ).fetchone()
        return int(count) >= self._limit

    def _name_groups(
        self, way: tuple[Slot, ...], others: _Condition, years: tuple[int, ...] = ()
    ) -> list[_Group]:
        """The groups for one reading of the name; of several choices the smallest."""
        choices = [[self._consonant_group(way, others)]]
        told = max((place for place, slot in enumerate(way, 1) if slot.first), default=0)
        depth = min(told, 3)
        if depth:
            beginnings = self._beginnings(way[:depth])
            if beginnings is not None:
                rest = _slots_condition(way, depth) & others
                groups = [_beginning_group(depth, one, rest) for one in beginnings]
                if not years and depth == min(len(way), 3):
                    return groups
                # Where both are large, a surname is the smaller part of its consonant's people.
                choices.insert(0 if depth == min(len(way), 3) else 1, groups)
        if years:
            narrowed = _slots_condition(way, 0) & others
            choices.append(
                [
                    _Group("ix_visitor_born_in", _Condition("birth_year = ?", (year,)), narrowed)
                    for year in years
                ]
            )
        if len(choices) == 1:
            return choices[0]
        return min(choices, key=self._size)

    def _consonant_group(self, way: tuple[Slot, ...], others: _Condition) -> _Group:
        depth = min(len(way), 3)
        first = "".join(slot.initial for slot in way[:depth])
        key = _Condition(f"substr(initials, 1, {depth}) = ?", (first,))
        told = any(slot.first for slot in way) or len(way) > depth
        rest = _slots_condition(way, 0) if told else _Condition()
        return _Group(f"ix_visitor_consonants_{depth}", key, rest & others)

    def _size(self, groups: list[_Group]) -> int:
        size = 0
        for group in groups:
            size += self._count(group, _PROBE - size)
            if size >= _PROBE:
                break
        return size

    def _meant(self, hints: tuple[Hint, ...]) -> int:
        """How many people digits mean, counted so far."""
        groups: list[_Group] = []
        for hint in hints:
            if isinstance(hint, PhoneBegins):
                groups.append(_Group("ix_visitor_phone", _condition(hint)))
            else:
                groups += self._hint_groups(hint, None, _Condition())
        return self._size(groups)

    def _count(self, group: _Group, most: int) -> int:
        (count,) = self._cursor.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM visitor INDEXED BY {group.index} "
            f"WHERE {group.key.sql} LIMIT ?)",
            (*group.key.values, most),
        ).fetchone()
        return int(count)

    def _beginnings(self, slots: tuple[Slot, ...]) -> list[str] | None:
        """The beginnings of existing names that fit; None when there are too many to ask for."""
        known, steps = [""], 0
        for depth, slot in enumerate(slots, 1):
            if slot.exact:
                known = [one + slot.first for one in known]
                continue
            longer: list[str] = []
            for one in known:
                for low, high in _ranges(slot):
                    steps += 1
                    for found in self._existing(depth, one + low, one + high):
                        longer.append(found)
                        steps += 1
                        if steps > _STEPS:
                            return None
            known = longer
        return known

    def _existing(self, depth: int, low: str, high: str) -> Iterator[str]:
        """Each beginning that stands in the index between two, jumping from one to the next."""
        key = f"substr(search_name, 1, {depth})"
        comparison = ">="
        while True:
            row = self._cursor.execute(
                f"SELECT {key} FROM visitor INDEXED BY ix_visitor_name_{depth} "
                f"WHERE {key} {comparison} ? AND {key} <= ? ORDER BY {key} LIMIT 1",
                (low, high),
            ).fetchone()
            if row is None:
                return
            low, comparison = row[0], ">"
            yield low


def _begins_like_a_phone(hints: tuple[Hint, ...]) -> bool:
    """Whether digits fit most people: they never lead where others stand beside them."""
    return any(isinstance(hint, PhoneBegins) and hint.digits[0] == "0" for hint in hints)


def _beginning_group(depth: int, beginning: str, rest: _Condition) -> _Group:
    key = _Condition(f"substr(search_name, 1, {depth}) = ?", (beginning,))
    return _Group(f"ix_visitor_name_{depth}", key, rest)


def _tail_groups(digits: str, rest: _Condition) -> Iterator[_Group]:
    for phone in ("phone", "second_phone"):
        key = _Condition(f"{phone}_tail = ?", (digits[-4:],))
        whole = _Condition(f"{phone} LIKE ?", ("%" + digits,)) if len(digits) > 4 else _Condition()
        yield _Group(f"ix_visitor_{phone}_tail", key, whole & rest)


def _condition(hint: Hint) -> _Condition:
    match hint:
        case BornIn(years):
            return _Condition(f"birth_year IN ({','.join('?' * len(years))})", years)
        case BornOn(days):
            holes = ",".join("?" * len(days))
            return _Condition(f"birth IN ({holes})", tuple(day.isoformat() for day in days))
        case PhoneEnds(digits):
            return _any(group.key & group.rest for group in _tail_groups(digits, _Condition()))
        case PhoneBegins(digits):
            return _Condition("phone >= ? AND phone < ?", (digits, digits + ":"))


def _any(conditions: Iterable[_Condition]) -> _Condition:
    either = _Condition("0")
    for condition in conditions:
        either = either | condition
    return either


def _name_condition(name: NameQuery) -> _Condition:
    return _any(_slots_condition(way, 0) for way in name.ways)


def _slots_condition(way: tuple[Slot, ...], known: int) -> _Condition:
    """What the places of a name after the first `known` must be."""
    condition = _Condition()
    for place, slot in enumerate(way[known:], known + 1):
        either = _Condition("0")
        for low, high in _ranges(slot):
            either = either | _Condition(
                f"substr(search_name, {place}, 1) BETWEEN ? AND ?", (low, high)
            )
        condition = condition & either
    return condition


def _ranges(slot: Slot) -> tuple[tuple[str, str], ...]:
    """The characters a place takes: a consonant stands for its syllables and for itself."""
    if slot.first:
        return ((slot.first, slot.last),)
    first = chr(ord("가") + korean.INITIALS.index(slot.initial) * 588)
    return ((slot.initial, slot.initial), (first, chr(ord(first) + 587)))


def _distinct(places: Iterable[Place]) -> Iterator[Place]:
    """Each person once, though reached by name and by phone; the same stand side by side."""
    before: Place | None = None
    for place in places:
        if place != before:
            yield place
        before = place


def _place(last_visit_on: str | None, search_name: str, birth_year: int | None, id_: int) -> Place:
    """The order of the indexes, for merging: newest first, then name, year, key."""
    # Digits and hyphens only, so that turning each around sorts the newest first.
    newest = (last_visit_on or "0000-00-00").translate(_TURNED)
    return newest, search_name, -1 if birth_year is None else birth_year, id_


_TURNED = str.maketrans("0123456789", "9876543210")


def _line(row: tuple[Any, ...]) -> VisitorLine:
    id_, name, birth, birth_year, phone, dong, last_visit_on, visits, sex = row
    return VisitorLine(
        id=id_,
        name=name,
        masked_name=mask_name(name),
        birth_year=int(birth[:4]) if birth else birth_year,
        masked_phone=mask_phone(show_phone(phone)),
        dong=dong,
        last_visit_on=date.fromisoformat(last_visit_on) if last_visit_on else None,
        visits=visits,
        sex=Sex(sex),
    )
