"""Working days, legal periods, ages, and dates as the office writes them.

Written dates follow 행정업무의 운영 및 혁신에 관한 규정 제7조 (`2026. 11. 23.`, time
`14:05`); periods follow 민법 제155조–제161조.
"""

import calendar as gregorian
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from desktop.domain.clock import KST

_WEEKDAYS = "월화수목금토일"
_SATURDAY = 5
_FEBRUARY = 2
_LEAP_DAY = 29


class Holidays:
    """The public holidays the counter knows, with the temporary ones the office adds.

    `days` maps each holiday to its name. Saturdays and Sundays need not be in it.
    """

    def __init__(self, days: Mapping[date, str]) -> None:
        self._days = dict(days)

    def __len__(self) -> int:
        """How many holidays are known."""
        return len(self._days)

    def __iter__(self) -> Iterator[date]:
        """The known holidays, earliest first."""
        return iter(sorted(self._days))

    def plus(self, temporary: Mapping[date, str]) -> "Holidays":
        """The same table with temporary holidays (임시공휴일, 선거일) added by the office."""
        return Holidays({**self._days, **temporary})

    def without(self, day: date) -> "Holidays":
        """The same table with one day taken out again."""
        return Holidays({one: name for one, name in self._days.items() if one != day})

    def name(self, day: date) -> str | None:
        """Why the counter is closed on `day`; None when it is no public holiday."""
        return self._days.get(day)

    def knows(self, year: int) -> bool:
        """Whether the table reaches `year`; a due date beyond it has to be checked by hand."""
        return any(day.year == year for day in self._days)

    def is_working(self, day: date) -> bool:
        """Whether offices work on `day`."""
        return day.weekday() < _SATURDAY and day not in self._days

    def next_working(self, day: date) -> date:
        """`day` itself when offices work then, else the first working day after it."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def after(self, day: date, working_days: int) -> date:
        """The date `working_days` working days after `day`; `day` itself is not counted."""
        if working_days < 0:
            raise ValueError("working_days must not be negative")
        for _ in range(working_days):
            day = self.next_working(day + timedelta(days=1))
        return day

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and including `end`."""
        days = (end - start).days
        return sum(self.is_working(start + timedelta(days=n)) for n in range(1, days + 1))

    def legal_deadline(self, start: date, days: int) -> date:
        """Last day of a period of `days` calendar days that began with an act on `start`.

        The first day is not counted (민법 제157조); a period that ends on a Saturday,
        Sunday or public holiday ends on the next working day (제161조).
        """
        return self.next_working(start + timedelta(days=days))


def age_on(birth: date, day: date) -> int:
    """Full years lived on `day` (만 나이, 민법 제158조).

    Who was born on 29 February turns a year older on 1 March of common years.
    """
    if day < birth:
        raise ValueError("nobody has an age before being born")
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def birthday_in(birth: date, age: int) -> date:
    """The day on which somebody turns `age`, the counterpart of `age_on`."""
    year = birth.year + age
    leap_birth = (birth.month, birth.day) == (_FEBRUARY, _LEAP_DAY)
    if leap_birth and not gregorian.isleap(year):
        return date(year, 3, 1)
    return birth.replace(year=year)


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later (earlier if negative), or that month's last day."""
    month = day.year * 12 + day.month - 1 + months
    year, month = divmod(month, 12)
    last = gregorian.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def period_end(start: date, months: int) -> date:
    """Last day of a period of months whose first day is not counted (민법 제160조).

    The validity of a job application filed on 11. 23. ends on 2. 23.; filed on the
    last day of February it runs to the last day of May.
    """
    first = start + timedelta(days=1)
    end = add_months(first, months)
    # Where the month has no such day the period ends with the month (제160조 제3항).
    return end if end.day != first.day else end - timedelta(days=1)


def show_date(day: date) -> str:
    """`2026. 11. 23.`"""
    return f"{day.year}. {day.month}. {day.day}."


def show_day(day: date) -> str:
    """With the weekday, as due dates are always given: `2026. 12. 7.(월)`"""
    return f"{show_date(day)}({_WEEKDAYS[day.weekday()]})"


def show_short_day(day: date) -> str:
    """Within one year's list: `12. 7.(월)`"""
    return f"{day.month}. {day.day}.({_WEEKDAYS[day.weekday()]})"


def show_time(moment: datetime) -> str:
    """`14:05`, in Korean time."""
    return f"{_korean(moment):%H:%M}"


def show_moment(moment: datetime) -> str:
    """`2026. 11. 23. 14:05`, in Korean time."""
    return f"{show_date(_korean(moment).date())} {show_time(moment)}"


def _korean(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment shown to the clerk must know its zone")
    return moment.astimezone(KST)
