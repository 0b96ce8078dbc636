"""The rows of people taken over from a register, as an intake writes them, many at a time."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from desktop.domain.contact import phone_tail
from desktop.domain.korean import initials, search_key
from desktop.domain.likeness import name_sound
from desktop.domain.roll_people import RollPerson
from desktop.domain.visitor import Sex
from desktop.store.bulk import Keeper, Loader
from desktop.store.people import Visitor, roll_moment

_NAMES = (
    "id", "created_at", "name", "initials", "search_name", "sound", "birth", "birth_year",
    "birth_note", "lunar", "sex", "phone", "phone_tail", "second_phone", "second_phone_tail",
    "email", "address", "dong", "last_visit_on",
)  # fmt: skip


class RollWriter:
    """Writes people into one open session. Of a name what search needs is worked out once."""

    def __init__(
        self, session: Session, new_ids: Callable[[int], Sequence[int]], now: datetime
    ) -> None:
        """`new_ids` gives so many keys for new rows, in their order."""
        self._new_ids = new_ids
        keep = Keeper(session)
        self._kept_moment = keep.way(Visitor.created_at)
        self._kept_day = keep.way(Visitor.birth)
        self._load = Loader(
            session,
            Visitor,
            _NAMES,
            {"version": 1, "changed_at": now, "visits": 0},
        )
        self._names: dict[str, tuple[str, str, str]] = {}
        self._moments: dict[date, tuple[str, str]] = {}
        self._births: dict[date, str] = {}

    def write(self, people: Sequence[RollPerson]) -> None:
        """Write these people, in one statement."""
        self._load.add_all(self._rows(people))
        self._load.send()

    def _rows(self, people: Sequence[RollPerson]) -> Iterator[tuple[object, ...]]:
        names, moments, births = self._names, self._moments, self._births
        sexes = {sex: sex.value for sex in Sex}
        for new_id, (
            _, name, birth, birth_year, birth_note, lunar, sex, phone, second_phone, email,
            address, dong, last_on,
        ) in zip(self._new_ids(len(people)), people, strict=True):  # fmt: skip
            keys = names.get(name)
            if keys is None:
                searched = search_key(name)
                keys = names[name] = (initials(searched), searched, name_sound(name))
            when = moments.get(last_on)
            if when is None:
                when = moments[last_on] = (
                    self._kept_moment(roll_moment(last_on)),
                    self._kept_day(last_on),
                )
            born = None
            if birth is not None:
                born = births.get(birth)
                if born is None:
                    born = births[birth] = self._kept_day(birth)
            yield (
                new_id, when[0], name, *keys, born, birth_year, birth_note,
                # Of every bool the driver asks whether it is to be adapted: a third of a row.
                1 if lunar else 0,
                sexes[sex], phone, phone_tail(phone) if phone else "", second_phone,
                phone_tail(second_phone) if second_phone else "", email, address, dong, when[1],
            )  # fmt: skip
