"""Which referrals the list of the screen 연계 shows, and in what order.

What is open is sorted by the day an answer is due, what ended and all of them by the day they
were issued: each order has its index, alone and under what may narrow the list. By partner and
by state the list is ranks of such walks. Nothing is sorted by a name: names are masked here,
and their order would tell what the mask hides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    exists,
    literal_column,
    or_,
    select,
)

from desktop.domain import korean
from desktop.domain.referral import Progress
from desktop.domain.referral_moves import OWED, Status
from desktop.domain.sorting import Sorting
from desktop.services.act import Act
from desktop.services.paging import Behind, Conditions, Order, Walk
from desktop.services.partners import OPEN
from desktop.store.partners import Organisation, PartnerService
from desktop.store.referrals import UNDER_WAY, Referral

DUE, ISSUED, PARTNER, STATE = "due", "issued", "partner", "state"
"""What the list may be sorted by."""
_OWED = frozenset(one.value for one in OWED)
_ON_HOLD = Progress.ON_HOLD.value
_UNDER_WAY: ColumnElement[Any] = literal_column(UNDER_WAY)
Rank = tuple[str, str]
"""A partner's place among others: its name as Koreans sort, and its key."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is asked for: `scope` open, late or all; every other one narrows it.

    `partner` is the key that all dated rows of one body share. `sorted_by` is taken where
    the list offers it, else it has its own order.
    """

    scope: str = "open"
    status: Status | None = None
    mine: bool = False
    partner: str = ""
    sorted_by: Sorting | None = None

    @property
    def purpose(self) -> str:
        """As the access log names the list."""
        scope = {"open": "열린 의뢰", "late": "기한 지남", "all": "모두"}[self.scope]
        parts = (scope, self.status.label if self.status else "", "내 것" if self.mine else "")
        return f"연계 목록: {' · '.join(part for part in parts if part)}"

    @property
    def states(self) -> tuple[str, ...]:
        """The letters of the states it holds."""
        if self.status is not None:
            return tuple(one.value for one in self.status.states)
        return tuple(one.value for one in Progress) if self.scope == "all" else OPEN

    @property
    def is_open(self) -> bool:
        """Whether it holds nothing but what something is still expected of."""
        return not any(Progress(one).closed for one in self.states)

    @property
    def offered(self) -> tuple[str, ...]:
        """What it may be sorted by: what an index stands behind as narrow as it is.

        One's own of many years are not laid out by partner, nor a partner's by state: no
        index holds both.
        """
        if self.partner:
            return (DUE,) if self.is_open else (ISSUED,)
        if self.mine:
            return (DUE, PARTNER) if self.is_open else (ISSUED,)
        return (DUE, PARTNER, STATE) if self.is_open else (ISSUED, PARTNER)

    @property
    def sorting(self) -> Sorting:
        """How it is sorted: what is late first, all of them and what ended from the newest on."""
        chosen = self.sorted_by
        if chosen is not None and chosen.key in self.offered:
            return chosen
        return Sorting(DUE) if self.is_open else Sorting(ISSUED, down=True)


def part_wanted(
    act: Act, wanted: Wanted, behind: Behind | None, limit: int
) -> tuple[Sequence[Referral], list[Behind]]:
    """The next referrals of the list and their places in it."""
    places = order_of(wanted).places(act.session, walks_of(act, wanted), behind, limit)
    ids = [key for _, _, key in places]
    rows = act.session.scalars(select(Referral).where(Referral.id.in_(ids)))
    known = {row.id: row for row in rows}
    return [known[one] for one in ids], places


def count_wanted(act: Act, wanted: Wanted) -> tuple[int, int]:
    """How many the list has and how many of them are late, each counted only so far."""
    plain = replace(wanted, sorted_by=None)
    both = (plain, replace(plain, scope="late"))
    count, late = (order_of(one).count(act.session, walks_of(act, one)) for one in both)
    return count, late


def order_of(wanted: Wanted) -> Order:
    """By the day an answer is due, or that of the issue; ranks turn round, what is in them not."""
    sorting = wanted.sorting
    by = Referral.reply_due if wanted.is_open else Referral.issued_on
    if sorting.key in (PARTNER, STATE):
        return Order(by, Referral.id, newest_first=not wanted.is_open, ranks_down=sorting.down)
    return Order(by, Referral.id, newest_first=sorting.down)


def walks_of(act: Act, wanted: Wanted) -> list[Walk]:
    """The walks that make the list, each along an index in its order."""
    if not wanted.is_open:
        return _walks_of_all(wanted, _bases(act, wanted))
    walks: list[Walk] = []
    bases = _bases(act, wanted)
    for rank, kinds in enumerate(_ranked(wanted, act.today)):
        for one in kinds:
            walks += one.along(rank, bases)
    return walks


@dataclass(frozen=True, slots=True)
class _Base:
    """What narrows a list: its conditions, and the rank of its partner where it is sorted so."""

    where: Conditions
    rank: Rank | None = None


def _bases(act: Act, wanted: Wanted) -> list[_Base] | None:
    """A base for each service asked for, or one's own; None where nothing narrows the list."""
    me = act.account.account_id
    by_partner = wanted.sorting.key == PARTNER
    if wanted.partner or by_partner:
        mine = (_beside("counsellor_id") == me,) if wanted.mine else ()
        return [
            _Base((Referral.service_id == service_id, *mine), rank if by_partner else None)
            for service_id, rank in _services(act, wanted.partner).items()
        ]
    return [_Base((Referral.counsellor_id == me,))] if wanted.mine else None


def _beside(column: str) -> ColumnElement[Any]:
    """A column that is looked at row by row; without the sign SQLite may walk along its index."""
    return literal_column(f"+referral.{column}", getattr(Referral, column).type)


@dataclass(frozen=True, slots=True)
class _Some:
    """Open referrals of some states, by when an answer is due: see `Walk` for the days."""

    states: tuple[str, ...]
    since: date | None = None
    until: date | None = None
    rest: bool | None = None
    where: Conditions = ()

    def along(self, rank: int, bases: Sequence[_Base] | None) -> list[Walk]:
        """Along each state, or along the small index of what is open at a service or with me."""
        days = (self.since, self.until, self.rest)
        if bases is None:
            return [
                Walk((Referral.progress == one, *self.where), rank, *days) for one in self.states
            ]
        some = (_UNDER_WAY, _beside("progress").in_(self.states), *self.where)
        return [
            Walk((*base.where, *some), rank if base.rank is None else base.rank, *days)
            for base in bases
        ]


def _ranked(wanted: Wanted, today: date) -> list[list[_Some]]:
    """The states of a list as it ranks them: what is late before all others, if by state."""
    states, by_state = wanted.states, wanted.sorting.key == STATE
    late = _late(states, today)
    if wanted.scope == "late":
        return [_late((one,), today) for one in states] if by_state else [late]
    return [late, *(_in_time(one, today) for one in states)] if by_state else [[_Some(states)]]


def _late(states: Sequence[str], today: date) -> list[_Some]:
    """As `domain.referral_moves.is_late` says."""
    owed = tuple(one for one in states if one in _OWED)
    found = [_Some(owed, until=today)] if owed else []
    if _ON_HOLD in states:
        found.append(_Some((_ON_HOLD,), where=(Referral.expected_on < today,)))
    return found


def _in_time(state: str, today: date) -> list[_Some]:
    """The others of a state."""
    if state in _OWED:
        return [_Some((state,), since=today, rest=True)]
    expected = Referral.expected_on
    where = (or_(expected >= today, expected.is_(None)),) if state == _ON_HOLD else ()
    return [_Some((state,), where=where)]


def _walks_of_all(wanted: Wanted, bases: Sequence[_Base] | None) -> list[Walk]:
    """What ended, or all: along each state, each service or one's own, by the day of issue."""
    if wanted.scope == "late":
        return []
    if bases is None:
        return [Walk((Referral.progress == state,)) for state in wanted.states]
    every = len(wanted.states) == len(Progress)
    some = () if every else (_beside("progress").in_(wanted.states),)
    return [Walk((*base.where, *some), 0 if base.rank is None else base.rank) for base in bases]


def _services(act: Act, partner: str) -> Mapping[int, Rank]:
    """The services somebody was ever referred to, with their partners' places among others."""
    asked = (
        select(PartnerService.id, Organisation.key, Organisation.short_name, Organisation.name)
        .join(Organisation, Organisation.id == PartnerService.organisation_id)
        .where(exists().where(Referral.service_id == PartnerService.id))
        .order_by(Organisation.valid_from, Organisation.id)
    )
    if partner:
        asked = asked.where(Organisation.key == partner)
    rows = act.session.execute(asked).all()
    # The name it has now stands for all it had.
    names = {row.key: _shown(row.short_name, row.name) for row in rows}
    return {row.id: (korean.collation_key(names[row.key]), row.key) for row in rows}


def _shown(short_name: str, name: str) -> str:
    return short_name or name.replace("|", " ")


def partners_referred_to(act: Act) -> tuple[tuple[str, str], ...]:
    """Key and newest name of every body somebody was ever referred to, by name."""
    rows = act.session.execute(
        select(Organisation.key, Organisation.short_name, Organisation.name)
        .join(PartnerService, PartnerService.organisation_id == Organisation.id)
        .where(exists().where(Referral.service_id == PartnerService.id))
        .order_by(Organisation.valid_from)
    )
    names = {row.key: _shown(row.short_name, row.name) for row in rows}
    return tuple(sorted(names.items(), key=lambda one: korean.collation_key(one[1])))


def way_before(act: Act, service_id: int) -> str:
    """How the last slip to the same body went out; empty when none has yet."""
    key = (
        select(Organisation.key)
        .join(PartnerService, PartnerService.organisation_id == Organisation.id)
        .where(PartnerService.id == service_id)
        .scalar_subquery()
    )
    return (
        act.session.scalars(
            select(Referral.sent_how)
            .where(Referral.service_id.in_(_services_of(key)), Referral.sent_how != "")
            .order_by(Referral.issued_on.desc(), Referral.id.desc())
            .limit(1)
        ).first()
        or ""
    )


def _services_of(partner: str | ScalarSelect[str]) -> Select[int]:
    return (
        select(PartnerService.id)
        .join(Organisation, Organisation.id == PartnerService.organisation_id)
        .where(Organisation.key == partner)
    )
