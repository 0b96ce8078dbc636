"""The traces of referrals, read at the cost of a few statements however many there are.

The keys of the referrals come out of the index of a service's referrals by their day alone;
moves, replies and chases are then asked in the order of the keys, which is that of time, so
that each page of the store is read once. They come as one row for each referral, days told by
the store already, and as bare rows: a city's year is 100,000 of them. What was undone is left
out. Nothing is asked of the person: whoever was destroyed counts on.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Executable, Select, and_, case, func, select

from desktop.domain.partner_results import EMPLOYED, Trace
from desktop.domain.referral import Evidence, Progress
from desktop.services.act import Act
from desktop.services.moves import PROGRESS
from desktop.services.referrals.replies import REPLY_OUTCOMES
from desktop.store.partners import Organisation, PartnerService
from desktop.store.referrals import Referral, ReferralChase, ReferralMove, Reply

NOT_THE_PARTNER = (Evidence.OURSELVES.value, Evidence.VISITOR.value)
"""Evidence that is no answer of the partner's."""
VISITED = "visited"
AT_ONCE = 2_000
"""Rows taken out of the store at a time."""
_TOLD = tuple(one.value for one in REPLY_OUTCOMES)


@dataclass(frozen=True, slots=True)
class Named:
    """A service with its partner: the keys all dated rows share, and the newest names.

    `body` is the partner's whole name, for whoever writes to it.
    """

    partner: str
    partner_name: str
    body: str
    service: str
    service_name: str


def directory(act: Act) -> dict[int, Named]:
    """Every row of a service that ever was, by its id, under the newest names."""
    bodies: dict[str, tuple[str, str]] = {}
    keys: dict[int, str] = {}
    for body_id, key, name, short in act.session.execute(
        select(
            Organisation.id, Organisation.key, Organisation.name, Organisation.short_name
        ).order_by(Organisation.valid_from, Organisation.id)
    ):
        bodies[key] = ((short or name).replace("|", ""), name.replace("|", ""))
        keys[body_id] = key
    rows = act.session.execute(
        select(
            PartnerService.id,
            PartnerService.key,
            PartnerService.name,
            PartnerService.organisation_id,
        ).order_by(PartnerService.valid_from, PartnerService.id)
    ).all()
    names = {key: name for _, key, name, _ in rows}
    return {
        service_id: Named(keys[body_id], *bodies[keys[body_id]], key, names[key])
        for service_id, key, _, body_id in rows
    }


def service_ids(known: Mapping[int, Named], partner: str = "", service: str = "") -> list[int]:
    """The rows of one partner or of one service; all of them without either."""
    return [
        service_id
        for service_id, named in known.items()
        if (not partner or named.partner == partner) and (not service or named.service == service)
    ]


def issued_between(ids: Sequence[int], since: date, until: date) -> ColumnElement[bool]:
    """The referrals of these services issued from a day to a day."""
    return and_(Referral.service_id.in_(ids), Referral.issued_on.between(since, until))


def hired_between(ids: Sequence[int], since: date, until: date) -> ColumnElement[bool]:
    """The referrals of these services that told of a hire on such a day, whenever issued.

    Where they stand is looked at afterwards: asked for here, it would lead away from the index.
    """
    return and_(
        Referral.service_id.in_(ids),
        Referral.issued_on <= until,
        Referral.result_code == EMPLOYED,
        Referral.result_on.between(since, until),
    )


def _keys(which: ColumnElement[bool]) -> Select[int]:
    return select(Referral.id).where(which)


_HEADS = (
    Referral.id,
    Referral.visitor_id,
    Referral.service_id,
    Referral.issued_on,
    Referral.progress,
    Referral.reply_due,
    Referral.result_code,
    Referral.result_on,
)
"""As the fields of a trace begin."""


def heads_of(which: ColumnElement[bool]) -> Any:
    """What the referrals themselves say."""
    return select(*_HEADS).where(Referral.id.in_(_keys(which)))


def _first(*conditions: ColumnElement[bool], of: Any) -> Any:
    return func.min(case((and_(*conditions), of)))


def _day(moment: Any) -> Any:
    """The office's day of a stored moment; Seoul is nine hours on, summer and winter."""
    return func.date(moment, "+9 hours", type_=Date)


def moves_of(which: ColumnElement[bool]) -> Select[Any]:
    """One row for each referral: where it came to, and when that was told by somebody."""
    told = ReferralMove.inferred.is_(False)
    at = ReferralMove.at
    after = ReferralMove.after
    return (
        select(
            ReferralMove.referral_id,
            func.group_concat(after, ""),
            _day(_first(told, after == Progress.HANDED.value, of=at)),
            _day(_first(told, after == Progress.ARRIVED.value, of=at)),
            _day(
                _first(told, after.in_(_TOLD), ReferralMove.evidence.not_in(NOT_THE_PARTNER), of=at)
            ),
            _day(_first(told, after == Progress.ACCEPTED.value, of=at)),
            _day(_first(told, after == Progress.COMPLETED.value, of=at)),
        )
        .where(
            ReferralMove.referral_id.in_(_keys(which)),
            ReferralMove.axis == PROGRESS,
            ReferralMove.undone.is_(False),
        )
        .group_by(ReferralMove.referral_id)
    )


def replies_of(which: ColumnElement[bool]) -> Select[Any]:
    """One row for each referral: the first answer, and on which day the partner says it was."""
    day = func.coalesce(Reply.happened_on, Reply.received_on, type_=Reply.received_on.type)
    outcome = Reply.outcome
    return (
        select(
            Reply.referral_id,
            _first(outcome == Progress.ARRIVED.value, of=day),
            _first(Reply.evidence.not_in(NOT_THE_PARTNER), of=Reply.received_on),
            _first(outcome == Progress.ACCEPTED.value, of=day),
            _first(outcome == Progress.COMPLETED.value, of=day),
            func.max(case((Reply.arrival == VISITED, 1), else_=0)),
        )
        .where(Reply.referral_id.in_(_keys(which)), Reply.undone.is_(False))
        .group_by(Reply.referral_id)
    )


def chases_of(which: ColumnElement[bool]) -> Select[int, int]:
    """How often the partner was asked about each referral."""
    return (
        select(ReferralChase.referral_id, func.count())
        .where(
            ReferralChase.referral_id.in_(_keys(which)),
            ReferralChase.undone.is_(False),
            ReferralChase.whom != "visitor",
        )
        .group_by(ReferralChase.referral_id)
    )


def traces(act: Act, which: ColumnElement[bool]) -> Iterator[Trace]:
    """The referrals of a condition with all that is known of them; four statements."""
    moves = {row[0]: row for row in _rows(act, moves_of(which))}
    replies = {row[0]: row for row in _rows(act, replies_of(which))}
    chases = {row[0]: row[1] for row in _rows(act, chases_of(which))}
    for row in _rows(act, heads_of(which)):
        referral_id = row[0]
        _, reached, handed, *moved = moves.get(referral_id, _NO_MOVES)
        _, *said, visited = replies.get(referral_id, _NO_REPLY)
        # What the partner wrote goes before the day on which we noted it.
        days = [one or other for one, other in zip(said, moved, strict=True)]
        yield Trace._make((*row, reached, handed, *days, bool(visited), chases.get(referral_id, 0)))


_NO_MOVES: tuple[Any, ...] = (0, "", None, None, None, None, None)
_NO_REPLY: tuple[Any, ...] = (0, None, None, None, None, 0)


def hires(act: Act, which: ColumnElement[bool]) -> Iterator[Trace]:
    """Referrals whose hire fell into the period; what else became of them is not asked."""
    return (Trace(*row) for row in _rows(act, heads_of(which)))


def _rows(act: Act, asked: Executable) -> Iterable[tuple[Any, ...]]:
    """Bare rows: nothing here is a record that could be changed."""
    return act.session.connection().execute(asked, execution_options={"yield_per": AT_ONCE})
