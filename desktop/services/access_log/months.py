"""A month of the log counted: who looked at whom, when, what left, and what stands out."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from sqlalchemy import String, func, select, type_coerce

from desktop.domain import korean
from desktop.domain.access import ALIKE, COUNT_FILE, FAILED, ActKind
from desktop.domain.calendar import add_months
from desktop.domain.clock import KST
from desktop.domain.masking import mask_name
from desktop.domain.sorting import Sorting
from desktop.domain.unusual import (
    LIST,
    Thresholds,
    Unusual,
    is_outside,
    office_hours,
    thresholds_on,
    unusual_of,
)
from desktop.services.access_log.records import (
    AccountCount,
    Asked,
    LogLine,
    Looked,
    MonthLine,
)
from desktop.services.act import Act, Office, local
from desktop.services.centre import centre_on
from desktop.services.paging import Behind, Order, Walk
from desktop.store.log import AccessRow, LogReview
from desktop.store.merged import leads_to
from desktop.store.office import Account
from desktop.store.people import Visitor

NOBODY = "없는 계정"
MOST_LOOKED = 60
"""Pairs of account and visitor that are listed, the most often looked at first."""
MOST_OUTSIDE = 200
BY_TIME, BY_WHOM = "at", "who"
"""What the rows may be sorted by; never by whose data it was."""
_STORED = "%Y-%m-%d %H:%M:%S.%f"
"""As the store keeps a moment."""
_WRITES = (ActKind.ENTER.value, ActKind.CHANGE.value, ActKind.DESTROY.value)
_LOOKS = (ActKind.VIEW.value, ActKind.SEARCH.value)
_MANY_AT_ONCE = 2
"""A row about more people than this is a list, not somebody's page."""


def bounds_of(month: str) -> tuple[datetime, datetime]:
    """The first moment of a month ("2026-10") and the first of the next, in Seoul."""
    year, _, number = month.partition("-")
    first = date(int(year), int(number), 1)
    return (
        datetime.combine(first, time(), KST),
        datetime.combine(add_months(first, 1), time(), KST),
    )


def thresholds_of(office: Office, month: str) -> Thresholds:
    """What a month is judged by: the rows that held on its first day."""
    return thresholds_on(office.codes[LIST], bounds_of(month)[0].date())


def month_of(day: date) -> str:
    """The month a day is in."""
    return f"{day:%Y-%m}"


def months_of(act: Act) -> tuple[MonthLine, ...]:
    """Every month from the first row of the log on, the newest first."""
    oldest = select(func.min(AccessRow.at)).scalar_subquery()
    # One question for both, asked whenever 오늘 opens.
    first, reviewed = act.session.execute(
        select(oldest, func.group_concat(LogReview.month)).where(LogReview.month >= "")
    ).one()
    signed = set((reviewed or "").split(","))
    month = local(first).date().replace(day=1) if first is not None else act.today.replace(day=1)
    found: list[MonthLine] = []
    while month <= act.today:
        name = month_of(month)
        over = add_months(month, 1) <= act.today
        found.append(MonthLine(name, name in signed, over))
        month = add_months(month, 1)
    return tuple(reversed(found))


@dataclass(slots=True)
class Counted:
    """What one walk over the month's rows has counted."""

    rows: int = 0
    people: set[int] = field(default_factory=set)
    by_kind: Counter[tuple[int, str]] = field(default_factory=Counter)
    people_of: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    looks: Counter[tuple[int, int]] = field(default_factory=Counter)
    written: Counter[tuple[int, int]] = field(default_factory=Counter)
    last_look: dict[tuple[int, int], datetime] = field(default_factory=dict)
    opened: dict[tuple[int, date], set[int]] = field(default_factory=lambda: defaultdict(set))
    empty_searches: Counter[tuple[int, date]] = field(default_factory=Counter)
    failures: Counter[tuple[int | None, date]] = field(default_factory=Counter)
    meddled: Counter[tuple[str, date]] = field(default_factory=Counter)
    lists: dict[tuple[int, date], int] = field(default_factory=dict)
    outside: list["Row"] = field(default_factory=list)
    outside_of: Counter[int] = field(default_factory=Counter)
    failed: list["Row"] = field(default_factory=list)
    failed_of: Counter[int | None] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the log with the moment in the office's own time."""

    seq: int
    at: datetime
    account_id: int | None
    place: str
    kind: str
    subjects: tuple[int, ...]
    purpose: str
    count: int


def count_month(
    act: Act, office: Office, month: str, account_id: int | None, most: Thresholds
) -> Counted:
    """Walk over the rows of a month; a row nobody can read is counted, no more."""
    begins, ends = bounds_of(month)
    asked = select(
        AccessRow.seq,
        type_coerce(AccessRow.at, String),
        AccessRow.account_id,
        AccessRow.place,
        AccessRow.kind,
        type_coerce(AccessRow.subjects, String),
        AccessRow.purpose,
        AccessRow.count,
    ).where(AccessRow.at >= begins, AccessRow.at < ends)
    if account_id is not None:
        asked = asked.where(AccessRow.account_id == account_id)
    counted = Counted()
    holidays = office.holidays(act)
    hours = office_hours(centre_on(act, begins.date()).hours, most.usual_hours)
    working: dict[date, bool] = {}
    for seq, at, who, place, kind, subjects, purpose, count in act.session.execute(
        asked.order_by(AccessRow.seq)
    ):
        moment = _moment(at)
        if moment is None or not isinstance(count, int):
            counted.rows += 1
            continue
        row = Row(seq, moment, who, str(place), str(kind), _ids(subjects), str(purpose), count)
        day = row.at.date()
        if day not in working:
            working[day] = holidays.is_working(day)
        _count(counted, row, day)
        if who is not None and is_outside(row.at, hours, most.slack, working_day=working[day]):
            counted.outside_of[who] += 1
            counted.outside.append(row)
    return counted


def rows_behind(
    act: Act,
    month: str,
    account_id: int | None,
    sorting: Sorting,
    behind: Behind | None,
    limit: int,
) -> list[tuple[Row, Behind]]:
    """The next rows of a month, each with its place in the list."""
    begins, _ = bounds_of(month)
    order, walks = rows_walks(act, month, account_id, sorting)
    places = order.places(act.session, walks, behind, limit)
    ids = [key for _, _, key in places]
    asked = select(
        AccessRow.seq,
        type_coerce(AccessRow.at, String).label("at"),
        AccessRow.account_id,
        AccessRow.place,
        AccessRow.kind,
        type_coerce(AccessRow.subjects, String).label("subjects"),
        AccessRow.purpose,
        AccessRow.count,
        AccessRow.id,
    ).where(AccessRow.id.in_(ids))
    known = {}
    for one in act.session.execute(asked):
        # What nobody can read any more is shown as it is: the check of the chain tells about it.
        known[one.id] = Row(
            one.seq,
            _moment(one.at) or begins,
            one.account_id,
            str(one.place),
            str(one.kind),
            _ids(one.subjects),
            str(one.purpose),
            one.count if isinstance(one.count, int) else 0,
        )
    return [(known[place[2]], place) for place in places]


def rows_walks(
    act: Act, month: str, account_id: int | None, sorting: Sorting
) -> tuple[Order, list[Walk]]:
    """Along the moments of a month, or those of each account, one after the other by name."""
    begins, ends = bounds_of(month)
    # As it is kept: what was meddled with may be no moment any more.
    stored = type_coerce(AccessRow.at, String)
    since, until = (one.astimezone(UTC).strftime(_STORED) for one in (begins, ends))
    by_time = Order(stored, AccessRow.id, newest_first=sorting.down, nullable=False)
    if account_id is not None:
        return by_time, [Walk((AccessRow.account_id == account_id,), 0, since, until)]
    if sorting.key != BY_WHOM:
        return by_time, [Walk((), 0, since, until)]
    walks = [
        Walk((AccessRow.account_id == one,), (0, korean.collation_key(name), one), since, until)
        for one, name in account_names(act).items()
    ]
    walks.append(Walk((AccessRow.account_id.is_(None),), (1, "", 0), since, until))
    newest = Order(stored, AccessRow.id, newest_first=True, nullable=False, ranks_down=sorting.down)
    return newest, walks


def _moment(stored: str) -> datetime | None:
    try:
        return datetime.fromisoformat(stored).replace(tzinfo=UTC).astimezone(KST)
    except (TypeError, ValueError):
        return None


def _ids(subjects: str) -> tuple[int, ...]:
    try:
        return tuple(one for one in json.loads(subjects) if isinstance(one, int))
    except (TypeError, ValueError):
        return ()


def _count(counted: Counted, row: Row, day: date) -> None:
    counted.rows += 1
    counted.people.update(row.subjects)
    who = row.account_id
    if row.kind == ActKind.FAILED.value:
        counted.failed.append(row)
        counted.failed_of[who] += row.count
        if row.purpose.startswith(COUNT_FILE):
            counted.meddled[row.purpose, day] += row.count
        elif row.purpose.startswith(FAILED):
            counted.failures[who, day] += row.count
    if who is None:
        return
    counted.by_kind[who, row.kind] += 1
    counted.people_of[who].update(row.subjects)
    if row.purpose.startswith(ALIKE):
        # Made by itself at every intake: nobody was opened, and nobody was to be chosen.
        return
    if row.kind == ActKind.SEARCH.value and not row.subjects:
        counted.empty_searches[who, day] += 1
    single = 0 < len(row.subjects) <= _MANY_AT_ONCE
    for visitor in row.subjects if single else ():
        if row.kind in _WRITES or row.kind == ActKind.PRINT.value:
            counted.written[who, visitor] += 1
        elif row.kind in _LOOKS:
            counted.looks[who, visitor] += 1
            counted.last_look[who, visitor] = row.at
            counted.opened[who, day].add(visitor)
    if row.kind in (ActKind.EXPORT.value, ActKind.PRINT.value) and not single:
        counted.lists[who, day] = max(counted.lists.get((who, day), 0), row.count)


@dataclass(frozen=True, slots=True)
class Names:
    """Accounts by name, visitors by reception number and masked name."""

    accounts: dict[int, str]
    numbers: dict[int, str]
    masked: dict[int, str]

    def by(self, account_id: int | None) -> str:
        """Whose work it was."""
        return NOBODY if account_id is None else self.accounts.get(account_id, NOBODY)

    def whose(self, subjects: tuple[int, ...]) -> str:
        """Whose data: the number, or how many there were."""
        if not subjects:
            return ""
        first = self.numbers.get(subjects[0], "번호 없음")
        return first if len(subjects) == 1 else f"{first} 외 {len(subjects) - 1}명"


def account_names(act: Act) -> dict[int, str]:
    """Every account that ever was, by name."""
    return {row.id: row.name for row in act.session.execute(select(Account.id, Account.name))}


def masked_names(act: Act, visitor_ids: set[int]) -> dict[int, str]:
    """The masked names of some visitors; of one merged into another, that of the person."""
    found: dict[int, str] = {}
    leads = leads_to(act.session, visitor_ids)
    wanted = sorted(visitor_ids | set(leads.values()))
    for start in range(0, len(wanted), 500):
        rows = act.session.execute(
            select(Visitor.id, Visitor.name).where(Visitor.id.in_(wanted[start : start + 500]))
        )
        found |= {row.id: mask_name(row.name) for row in rows}
    return found | {gone: found[kept] for gone, kept in leads.items()}


def unusual_in(counted: Counted, most: Thresholds) -> tuple[Unusual, ...]:
    """The rule over what was counted; a count of wrong passwords meddled with comes first."""
    meddled = tuple(
        Unusual(None, day, None, what, times) for (what, day), times in counted.meddled.items()
    )
    return meddled + unusual_of(
        most,
        counted.looks,
        frozenset(counted.written),
        {key: len(people) for key, people in counted.opened.items()},
        counted.empty_searches,
        counted.failures,
        counted.lists,
    )


def accounts_of(counted: Counted, names: Names) -> tuple[AccountCount, ...]:
    """Every account that did anything, the busiest first."""
    who = {account for account, _ in counted.by_kind} | {
        account for account in counted.failed_of if account is not None
    }

    def of(account: int, *kinds: ActKind) -> int:
        return sum(counted.by_kind[account, kind.value] for kind in kinds)

    found = [
        AccountCount(
            name=names.by(account),
            views=of(account, ActKind.VIEW),
            people=len(counted.people_of[account]),
            searches=of(account, ActKind.SEARCH),
            written=of(account, ActKind.ENTER, ActKind.CHANGE, ActKind.DESTROY),
            prints=of(account, ActKind.PRINT),
            exports=of(account, ActKind.EXPORT),
            outside=counted.outside_of[account],
            failed=counted.failed_of[account],
        )
        for account in who
    ]
    return tuple(sorted(found, key=lambda one: (-one.views - one.written, one.name)))


def most_looked(counted: Counted) -> list[tuple[int, int]]:
    """The pairs that are listed."""
    return [pair for pair, _ in counted.looks.most_common(MOST_LOOKED)]


def looked_of(counted: Counted, names: Names) -> tuple[Looked, ...]:
    """Who looked at whom, the most often first."""
    return tuple(
        Looked(
            by=names.by(account),
            number=names.numbers.get(visitor, "번호 없음"),
            masked_name=names.masked.get(visitor, ""),
            times=counted.looks[account, visitor],
            written=counted.written[account, visitor],
            last_at=counted.last_look[account, visitor],
        )
        for account, visitor in most_looked(counted)
    )


def line_of(row: Row, names: Names) -> LogLine:
    """A row in words."""
    return LogLine(
        seq=row.seq,
        at=row.at,
        by=names.by(row.account_id),
        place=row.place,
        kind=ActKind(row.kind).label if row.kind in _KNOWN else row.kind,
        purpose=row.purpose,
        whose=names.whose(row.subjects),
        count=row.count,
    )


_KNOWN = {kind.value for kind in ActKind}


def asked_of(found: tuple[Unusual, ...], names: Names) -> tuple[Asked, ...]:
    """What stands out, in words."""
    return tuple(
        Asked(
            by=names.by(one.account_id),
            what=one.what,
            whose=names.numbers.get(one.visitor_id, "번호 없음") if one.visitor_id else "",
            on=one.on,
            times=one.times,
        )
        for one in found
    )
