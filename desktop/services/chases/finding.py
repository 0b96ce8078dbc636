"""Whom to call today: partners with all their slips, visitors, and what may be closed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, union

from desktop.domain.chase import CallTarget, Side
from desktop.domain.clocks import Ask, Step, Whom
from desktop.domain.masking import mask_name, mask_phone
from desktop.services.act import Act
from desktop.services.clocks import Timed, steps_now, timed
from desktop.services.papers.words import show_phone
from desktop.services.partners.reading import bodies_on, contacts_on
from desktop.store.partners import Organisation, PartnerContact, PartnerService
from desktop.store.people import Visitor
from desktop.store.referrals import Referral

MOST_CALLS = 300
"""So many slips that wait for a call are read for one day; more nobody calls about."""

_FIRST = date(2000, 1, 1)
"""Before every due day: with both ends named the index is taken in a store still small, too."""

Asked = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Body:
    """A partner as it is called today: its name and the numbers of its people."""

    key: str
    name: str
    phone: str
    other_phone: str
    people: tuple[str, ...]
    hours: str
    hold_until: date | None
    hold_why: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A slip that waits for something today: what, whose, and with which partner."""

    timed: Timed
    step: Step
    name: str
    phone: str
    service: str
    body: Body


def open_calls(act: Act, *one: ColumnElement[bool]) -> Asked:
    """Referrals one of whose clocks has come to its day, with visitor and service.

    Closed ones have no day, so that the two indexes of the days are all that is looked at.
    """
    due = union(
        select(Referral.id).where(Referral.client_due.between(_FIRST, act.today)),
        select(Referral.id).where(Referral.partner_due.between(_FIRST, act.today)),
    )
    return (
        select(
            Referral,
            Visitor.name.label("visitor"),
            Visitor.phone,
            PartnerService.name.label("service"),
            PartnerService.organisation_id,
        )
        .join(Visitor, Visitor.id == Referral.visitor_id)
        .join(PartnerService, PartnerService.id == Referral.service_id)
        .where(Referral.id.in_(due), *one)
    )


def _nearest() -> ColumnElement[date]:
    """The earlier day of both clocks; not an index's own order, or it would be walked whole."""
    never = date.max
    return func.min(
        func.coalesce(Referral.partner_due, never), func.coalesce(Referral.client_due, never)
    )


def waiting(act: Act, *one: ColumnElement[bool], most: int = MOST_CALLS) -> tuple[Waiting, ...]:
    """What waits at this hour, the longest first: nothing paused or called about within a day."""
    rows = act.session.execute(
        open_calls(act, *one).order_by(_nearest(), Referral.id).limit(most)
    ).all()
    if not rows:
        return ()
    found = {row.Referral.id: row for row in rows}
    at_hand = timed(act, [row.Referral for row in rows])
    steps = steps_now(act, at_hand)
    bodies = bodies_of(act, {row.organisation_id for row in rows})
    waits = []
    for one_timed in at_hand:
        row = found[one_timed.referral.id]
        waits += [
            Waiting(
                one_timed, step, row.visitor, row.phone, row.service, bodies[row.organisation_id]
            )
            for step in steps[one_timed.referral.id]
        ]
    return tuple(sorted(waits, key=lambda wait: (wait.step.on, wait.timed.referral.id)))


def call_targets(act: Act, *one: ColumnElement[bool]) -> tuple[CallTarget, ...]:
    """Partners and visitors to call today, the longest due first, and one line for the rest."""
    waits = waiting(act, *one)
    return (
        *partner_targets(act, waits),
        *visitor_targets(act, waits),
        *hand_over_targets(act, waits),
        *settle_target(act, waits),
    )


def partner_targets(act: Act, waits: Iterable[Waiting]) -> tuple[CallTarget, ...]:
    """Each partner once, with everything it is asked."""
    groups: dict[str, list[Waiting]] = defaultdict(list)
    for wait in waits:
        if wait.step.ask.whom in (Whom.PARTNER, Whom.ALTERNATE):
            groups[wait.body.key].append(wait)
    return tuple(_partner(act, group) for group in groups.values())


def _partner(act: Act, group: Sequence[Waiting]) -> CallTarget:
    body = group[0].body
    elsewhere = all(wait.step.ask is Ask.OTHER_CONTACT for wait in group)
    return CallTarget(
        side=Side.PARTNER,
        key=body.key,
        name=body.name,
        phone=(body.other_phone if elsewhere else "") or body.phone,
        asks=_asks(group),
        last=_last(group, of_visitor=False),
        due_on=min(wait.step.on for wait in group),
        own=any(_is_own(act, wait) for wait in group),
        referral_ids=_ids(group),
    )


def visitor_targets(act: Act, waits: Iterable[Waiting]) -> tuple[CallTarget, ...]:
    """Each visitor once, whose phone stays masked until the call is opened."""
    groups: dict[int, list[Waiting]] = defaultdict(list)
    for wait in waits:
        if wait.step.ask.whom is Whom.VISITOR:
            groups[wait.timed.referral.visitor_id].append(wait)
    return tuple(_visitor(act, Side.VISITOR, group) for group in groups.values())


def hand_over_targets(act: Act, waits: Iterable[Waiting]) -> tuple[CallTarget, ...]:
    """Slips printed that nobody noted as handed over: nobody is called, we look ourselves."""
    return tuple(
        _visitor(act, Side.HAND_OVER, (wait,)) for wait in waits if wait.step.ask is Ask.HAND_OVER
    )


def _visitor(act: Act, side: Side, group: Sequence[Waiting]) -> CallTarget:
    first = group[0]
    return CallTarget(
        side=side,
        key=str(first.timed.referral.visitor_id),
        name=mask_name(first.name),
        phone=mask_phone(show_phone(first.phone)),
        asks=_asks(group),
        partner=first.body.name,
        last=_last(group, of_visitor=True),
        due_on=min(wait.step.on for wait in group),
        own=any(_is_own(act, wait) for wait in group),
        referral_ids=_ids(group),
        visitor_id=first.timed.referral.visitor_id,
    )


def settle_target(act: Act, waits: Iterable[Waiting]) -> tuple[CallTarget, ...]:
    """What the timer would close, in one line that counts it."""
    group = [wait for wait in waits if wait.step.ask.proposes is not None]
    if not group:
        return ()
    return (
        CallTarget(
            side=Side.SETTLE,
            key="",
            name="",
            phone="",
            asks=_proposed(group),
            last="",
            due_on=min(wait.step.on for wait in group),
            own=any(_is_own(act, wait) for wait in group),
            referral_ids=_ids(group),
        ),
    )


def _proposed(group: Sequence[Waiting]) -> str:
    counted = Counter(
        wait.step.ask.proposes.label for wait in group if wait.step.ask.proposes is not None
    )
    return " · ".join(f"{label} {count}" for label, count in sorted(counted.items()))


def _ids(group: Sequence[Waiting]) -> tuple[int, ...]:
    return tuple(wait.timed.referral.id for wait in group)


def _asks(group: Sequence[Waiting]) -> str:
    """What to ask, the longest due first; the rest is counted."""
    asks = list(dict.fromkeys(wait.step.ask.label for wait in group))
    return asks[0] if len(asks) == 1 else f"{asks[0]} 외 {len(asks) - 1}가지"


def _last(group: Sequence[Waiting], *, of_visitor: bool) -> str:
    chases = [
        one
        for wait in group
        for one in wait.timed.chases
        if (one.whom is Whom.VISITOR) is of_visitor
    ]
    return max(chases, key=lambda one: one.at).sentence() if chases else ""


def _is_own(act: Act, wait: Waiting) -> bool:
    return wait.timed.referral.counsellor_id == act.account.account_id


def bodies_of(act: Act, organisation_ids: set[int]) -> dict[int, Body]:
    """Partners by any of their rows, as they are called today."""
    current = bodies_on(act, act.today)
    contacts = contacts_on(act, act.today)
    return {one: _body(current[one], contacts, current) for one in organisation_ids}


def _body(row: Organisation, contacts: Sequence[PartnerContact], current: Any) -> Body:
    own = [one for one in contacts if current[one.organisation_id].id == row.id]
    usual = [one for one in own if not one.alternate and one.phone]
    others = [one for one in own if one.alternate and one.phone]
    return Body(
        key=row.key,
        name=(row.short_name or row.name).replace("|", ""),
        phone=usual[-1].phone if usual else row.phone,
        other_phone=others[-1].phone if others else "",
        people=tuple(_person(one) for one in own if one.phone or one.name),
        hours=row.hours,
        hold_until=row.hold_until,
        hold_why=row.hold_why,
    )


def _person(one: PartnerContact) -> str:
    """`직업상담팀 박하람 02-000-0000`, whoever is asked second marked so."""
    words = " ".join(part for part in (one.team, one.name, one.role) if part)
    told = " ".join(part for part in (words, one.phone) if part)
    return f"{told} (책임자)" if one.alternate else told
