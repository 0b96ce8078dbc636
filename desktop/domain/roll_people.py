"""The people of an old register (구직자 명부), everybody once, however many rows tell of them."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from desktop.domain.korean import search_key
from desktop.domain.visitor import Sex


class RollPerson(NamedTuple):
    """Who stands in a row, as the store would keep them; a tuple, for a hundred thousand are held.

    `line` is the row as the spreadsheet counts. `last_on` is the last day the register tells.
    """

    line: int
    name: str
    birth: date | None
    birth_year: int | None
    birth_note: str
    lunar: bool
    sex: Sex
    phone: str
    second_phone: str
    email: str
    address: str
    dong: str
    last_on: date


Key = tuple[str, date | str | int]
"""Who agrees with another in one of these is the same person."""


def keys_of(
    searched: str, birth: date | None, birth_year: int | None, phone: str, second_phone: str
) -> list[Key]:
    """By what somebody is found again, in the file and in the store.

    The name (`searched`, as search compares it) with the birth, or with a phone: families share
    phones, and names repeat. The year alone counts where nothing more is known.
    """
    keys: list[Key] = []
    if birth is not None:
        keys.append((searched, birth))
    if phone:
        keys.append((searched, phone))
    if second_phone:
        keys.append((searched, second_phone))
    if not keys and birth_year is not None:
        keys.append((searched, birth_year))
    return keys


class Gathered:
    """The people of a register, everybody once: who stands in it for every visit is one person."""

    def __init__(self) -> None:
        self._people: list[RollPerson] = []
        self._places: dict[Key, int] = {}
        self._searched: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._people)

    def __iter__(self) -> Iterator[RollPerson]:
        return iter(self._people)

    def keys(self, person: RollPerson) -> list[Key]:
        """By what somebody of this register is found again."""
        name = self._searched.get(person.name)
        if name is None:
            name = self._searched[person.name] = search_key(person.name)
        return keys_of(name, person.birth, person.birth_year, person.phone, person.second_phone)

    def add(self, person: RollPerson) -> bool:
        """Take somebody up; False when they stood there already and were brought up to date."""
        keys, places, new = self.keys(person), self._places, len(self._people)
        for key in keys:
            # Nearly everybody is new: asked and put down at once, a key is looked for once.
            place = places.setdefault(key, new)
            if place != new:
                break
        else:
            self._people.append(person)
            return True
        for key in keys:
            if places.setdefault(key, place) == new:
                places[key] = place
        self._people[place] = _brought_up_to_date(self._people[place], person)
        return False


def _brought_up_to_date(one: RollPerson, other: RollPerson) -> RollPerson:
    """Two rows of one person: the later one's word counts, the other fills what it leaves open."""
    late, early = (other, one) if other.last_on >= one.last_on else (one, other)
    birth = late if late.birth is not None or early.birth is None else early
    phones = dict.fromkeys(filter(None, (*late[7:9], *early[7:9])))
    first, second = [*phones, "", ""][:2]
    return RollPerson(
        one.line,
        late.name,
        birth.birth,
        birth.birth_year if birth.birth_year is not None else early.birth_year,
        birth.birth_note,
        birth.lunar,
        late.sex if late.sex is not Sex.UNTOLD else early.sex,
        first,
        second,
        late.email or early.email,
        late.address or early.address,
        late.dong or early.dong,
        late.last_on,
    )
