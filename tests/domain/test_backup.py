"""When a copy is due, what it is called, and which of the old ones are kept."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.backup import (
    DAYS,
    MONTHS,
    WEEKS,
    file_name,
    is_due_at_start,
    is_due_on_closing,
    is_due_when_idle,
    is_overdue,
    kept,
    read_name,
    told_age,
)
from desktop.domain.calendar import Holidays
from desktop.domain.clock import KST

STORE = UUID("1a2b3c4d-0000-4000-8000-000000000000")
moments = st.datetimes(
    min_value=datetime(2024, 1, 1),  # noqa: DTZ001 (the zone is drawn apart)
    max_value=datetime(2027, 12, 31),  # noqa: DTZ001
    timezones=st.just(KST),
)
histories = st.lists(moments, max_size=120, unique=True).map(
    lambda times: {f"{place}": at for place, at in enumerate(sorted(times))}
)


def at(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=KST)


# Which are kept --------------------------------------------------------------------------


@given(histories)
def test_never_more_than_the_rule_says_and_the_newest_always(made: dict[str, datetime]) -> None:
    left = kept(made)
    assert left <= set(made)
    assert len(left) <= DAYS + WEEKS + MONTHS
    if made:
        assert max(made, key=lambda name: (made[name], name)) in left


@given(histories)
def test_the_last_of_each_of_the_latest_days_weeks_and_months_is_there(
    made: dict[str, datetime],
) -> None:
    left = kept(made)
    for period, most in (
        (lambda moment: moment.date(), DAYS),
        (lambda moment: moment.date().isocalendar()[:2], WEEKS),
        (lambda moment: (moment.year, moment.month), MONTHS),
    ):
        for one in sorted({period(moment) for moment in made.values()}, reverse=True)[:most]:
            inside = {name for name, moment in made.items() if period(moment) == one}
            assert max(inside, key=lambda name: (made[name], name)) in left


@given(histories)
def test_clearing_away_twice_is_clearing_away_once(made: dict[str, datetime]) -> None:
    left = kept(made)
    assert kept({name: made[name] for name in left}) == left


@settings(max_examples=60)
@given(histories)
def test_clearing_after_each_copy_leaves_what_clearing_once_would(
    made: dict[str, datetime],
) -> None:
    there: dict[str, datetime] = {}
    for name, moment in made.items():
        there[name] = moment
        left = kept(there)
        there = {one: there[one] for one in left}
    assert set(there) == kept(made)


def test_two_years_of_working_days_leave_a_year_of_months() -> None:
    there: dict[str, datetime] = {}
    day = date(2024, 11, 25)
    while day <= date(2026, 11, 23):
        if day.weekday() < 5:
            moment = datetime(day.year, day.month, day.day, 16, 12, tzinfo=KST)
            there[file_name(moment, STORE)] = moment
            there = {name: there[name] for name in kept(there)}
        day += timedelta(days=1)
    days = sorted(moment.date() for moment in there.values())
    assert days[0] == date(2025, 12, 31)
    assert days[-7:] == [date(2026, 11, one) for one in (13, 16, 17, 18, 19, 20, 23)]
    # The last days of this month's weeks, and of the eleven months before.
    assert len(days) == 19


# Names -----------------------------------------------------------------------------------


@given(moments, st.uuids(), st.integers(1, 40))
def test_a_name_tells_when_and_of_which_store(moment: datetime, store: UUID, place: int) -> None:
    told = read_name(file_name(moment, store, place))
    assert told is not None
    assert told.made_at == moment.replace(microsecond=0)
    assert str(store).upper().startswith(told.store)


@pytest.mark.parametrize(
    "name",
    [
        "naeil.db",
        "naeil-20261123-161200-1A2B3C4D.backup.new",
        "naeil-20261123-161200-1A2B3C4D.backup.part",
        "naeil-20261123-161200-1a2b3c4d.backup",
        "naeil-20261332-161200-1A2B3C4D.backup",
        "naeil-20261123-161200-1A2B3C4D-1.backup",
        "naeil-２０２６1123-161200-1A2B3C4D.backup",
        "x naeil-20261123-161200-1A2B3C4D.backup",
    ],
)
def test_other_files_are_none_of_ours(name: str) -> None:
    assert read_name(name) is None


# When ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "last", "due"),
    [
        (at(23, 15, 59), None, False),
        (at(23, 16), None, True),
        (at(23, 16), at(23, 12), True),
        (at(23, 18), at(23, 16), False),
        (at(24, 9), at(23, 16, 12), False),
        (at(24, 16, 30), at(23, 16, 12), True),
    ],
)
def test_when_idle(now: datetime, last: datetime | None, due: bool) -> None:
    assert is_due_when_idle(now, last) is due


@pytest.mark.parametrize(
    ("now", "last", "due"),
    [
        (at(23, 12), None, True),
        (at(23, 12), at(20, 18), True),
        (at(23, 12), at(23, 9), False),
        (at(23, 18), at(23, 12), True),
        (at(23, 18), at(23, 16, 5), False),
    ],
)
def test_on_closing(now: datetime, last: datetime | None, due: bool) -> None:
    assert is_due_on_closing(now, last) is due


@pytest.mark.parametrize(
    ("last", "last_act", "due"),
    [
        (None, None, False),
        (None, at(20, 17), True),
        (at(20, 16, 10), at(20, 17, 50), False),
        (at(20, 12), at(20, 15, 40), True),
        (at(20, 15, 35), at(20, 15, 40), False),
        (at(19, 16, 10), at(20, 11), True),
        (None, at(23, 8), False),
    ],
)
def test_at_the_start_of_monday(
    last: datetime | None, last_act: datetime | None, due: bool
) -> None:
    assert is_due_at_start(at(23), last, last_act) is due


def test_friday_is_no_worry_on_monday_and_a_holiday_counts_for_none() -> None:
    none, chuseok = Holidays({}), Holidays({date(2026, 11, 24): "쉬는 날"})
    friday = at(20, 16, 10)
    assert not is_overdue(at(23, 17), friday, none)
    assert is_overdue(at(24, 9), friday, none)
    assert not is_overdue(at(24, 9), friday, chuseok)
    assert is_overdue(at(25, 9), friday, chuseok)
    assert not is_overdue(at(25, 9), at(23, 16), none)
    assert is_overdue(at(25, 16), at(23, 16), none)


@pytest.mark.parametrize(
    ("last", "told"),
    [
        (None, "백업 아직 없음"),
        (at(23, 8), "백업 오늘 08:00"),
        (at(22, 16, 12), "백업 어제 16:12"),
        (at(20, 16), "백업 3일 전"),
    ],
)
def test_the_age_in_words(last: datetime | None, told: str) -> None:
    assert told_age(last, at(23)) == told
