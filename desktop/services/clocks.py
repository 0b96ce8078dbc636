"""The two clocks of referrals kept in the store: when the visitor and the partner are asked.

`client_due` and `partner_due` of a referral are counted anew whenever something changes
that they go by: a move, a call, a pause, a partner's own numbers, the table of days off.
What exactly is to be asked follows from the same facts at the moment it is looked at.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Date, bindparam, or_, select
from sqlalchemy.orm import aliased

from desktop import paths
from desktop.domain.calendar import Holidays
from desktop.domain.chase import ChaseLine
from desktop.domain.clocks import (
    Asked,
    DatedPace,
    Pace,
    Standing,
    Step,
    Whom,
    clocks_of,
    due_now,
    pace_on,
    read_paces,
)
from desktop.domain.referral import Evidence, Paper, Progress
from desktop.services.act import Act, day_of
from desktop.store.office import Account
from desktop.store.partners import Organisation, PartnerService
from desktop.store.referrals import Referral, ReferralChase, ReferralMove, Reply

RUNNING = tuple(Progress(letter) for letter in "IHACLN")
"""States in which something is still to be asked or done."""
_RUNNING = tuple(one.value for one in RUNNING)
UNHEARD = frozenset({"absent", "no_pickup", "wrong_number"})
"""Results of a call in which nobody was reached."""
CARRIED = "carried"
AT_ONCE = 400
"""So many referrals are read at a time when all of them are counted anew."""


@lru_cache(maxsize=1)
def paces() -> tuple[DatedPace, ...]:
    """The office's numbers of every time (resources/codes/clocks.toml)."""
    return read_paces(paths.resources() / "codes" / "clocks.toml")


@dataclass(frozen=True, slots=True)
class Timed:
    """A referral with what its clocks go by."""

    referral: Referral
    standing: Standing
    pace: Pace
    chases: tuple[ChaseLine, ...] = ()


def set_clocks(act: Act, referral: Referral) -> None:
    """Count anew when the visitor and the partner of one referral are asked next."""
    if Progress(referral.progress) not in RUNNING:
        referral.client_due = referral.partner_due = None
        return
    if referral.progress == Progress.ISSUED.value:
        # Only the day of issue counts, which spares the issuing act four questions.
        _put(act, (_issued(act, referral),), act.holidays)
        return
    _put(act, timed(act, (referral,)), act.holidays)


def set_clocks_of_partner(act: Act, key: str) -> None:
    """A partner's own numbers or its hold changed: count its open referrals anew.

    `key` is shared by all dated rows of the organisation.
    """
    services = (
        select(PartnerService.id)
        .join(Organisation, Organisation.id == PartnerService.organisation_id)
        .where(Organisation.key == key)
    )
    _count_anew(act, Referral.service_id.in_(services), act.holidays)


def set_all_clocks(act: Act, holidays: Holidays) -> None:
    """The days off changed to `holidays`: count every open referral anew."""
    _count_anew(act, None, holidays)


def catch_up(act: Act) -> int:
    """Count referrals whose clocks were never set, from a store of an earlier version."""
    never = (Referral.client_due.is_(None)) & (Referral.partner_due.is_(None))
    return _count_anew(act, never, act.holidays)


def _count_anew(act: Act, which: ColumnElement[bool] | None, holidays: Holidays) -> int:
    asked = select(Referral.id).where(Referral.progress.in_(_RUNNING))
    ids = list(act.session.scalars(asked if which is None else asked.where(which)))
    for at in range(0, len(ids), AT_ONCE):
        some = ids[at : at + AT_ONCE]
        rows = act.session.scalars(select(Referral).where(Referral.id.in_(some))).all()
        _put(act, timed(act, rows), holidays)
        act.session.flush()
    return len(ids)


def _put(act: Act, found: Iterable[Timed], holidays: Holidays) -> None:
    for one in found:
        clocks = clocks_of(one.standing, one.pace, holidays)
        one.referral.client_due = clocks.client_due
        one.referral.partner_due = clocks.partner_due
    act.changed("referral")


def steps_now(act: Act, found: Iterable[Timed]) -> dict[int, tuple[Step, ...]]:
    """By referral what is to be asked or decided at this hour."""
    holidays = act.holidays
    return {one.referral.id: due_now(one.standing, one.pace, holidays, act.now) for one in found}


def timed(act: Act, rows: Sequence[Referral]) -> tuple[Timed, ...]:
    """Referrals with what their clocks go by, many at the cost of one."""
    if not rows:
        return ()
    ids = [row.id for row in rows]
    own = _paces_of(act, {row.service_id for row in rows})
    moved = _moves_of(act, ids)
    chases = _chases_of(act, ids)
    told = _replies_of(act, ids)
    return tuple(
        _timed(row, own[row.service_id], moved[row.id], chases[row.id], told[row.id])
        for row in rows
    )


def _timed(
    row: Referral,
    own: tuple[Pace, date | None, bool],
    moved: Sequence[tuple[str, datetime]],
    chases: Sequence[ChaseLine],
    told: Sequence[tuple[datetime, str]],
) -> Timed:
    pace, hold_until, is_own = own
    handed = [at for after, at in moved if after == Progress.HANDED.value]
    here = [at for after, at in moved if after == row.progress]
    # The same outcome told again is news without a move.
    heard = [at for at, _ in told]
    since = max([*here[-1:], *[at for at in heard if here and at >= here[-1]]], default=None)
    standing = Standing(
        progress=Progress(row.progress),
        issued_on=row.issued_on,
        handed_on=day_of(handed[-1]) if handed else _day(row.handed_at),
        sent=was_sent(row),
        since=_day(since),
        appointment_on=_day(row.appointment_at),
        valid_until=row.valid_until,
        promised_on=None if is_own else row.reply_due,
        expected_on=row.expected_on,
        paused_until=row.paused_until,
        hold_until=hold_until,
        asked=(
            *(Asked(one.at, one.whom, heard=one.heard) for one in chases),
            *(Asked(at, _who(evidence)) for at, evidence in told),
        ),
    )
    return Timed(row, standing, pace, tuple(chases))


def _issued(act: Act, row: Referral) -> Timed:
    standing = Standing(
        Progress.ISSUED, issued_on=row.issued_on or act.today, paused_until=row.paused_until
    )
    return Timed(row, standing, pace_on(paces(), act.today))


def was_sent(row: Referral) -> bool:
    """Whether the paper went to the partner itself, instead of along with the visitor."""
    if row.sent_how:
        return row.sent_how != CARRIED
    return row.paper == Paper.SENT.value


def _who(evidence: str) -> Whom:
    return Whom.VISITOR if evidence == Evidence.VISITOR.value else Whom.PARTNER


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else day_of(moment)


_OLD, _NOW = aliased(Organisation), aliased(Organisation)
_TODAY = bindparam("today", type_=Date)
_PACES = (
    select(
        PartnerService.id,
        PartnerService.reply_days,
        _NOW.ask_after,
        _NOW.ask_again,
        _NOW.alternate_after,
        _NOW.give_up_after,
        _NOW.hold_until,
    )
    .join(_OLD, _OLD.id == PartnerService.organisation_id)
    # A slip keeps the row it was issued under; the partner's habits are today's.
    .outerjoin(
        _NOW,
        (_NOW.key == _OLD.key)
        & (_NOW.valid_from <= _TODAY)
        & or_(_NOW.valid_to.is_(None), _NOW.valid_to >= _TODAY),
    )
    .where(PartnerService.id.in_(bindparam("services", expanding=True)))
)
"""Put together once: every act on a referral asks it, and naming a table twice is dear."""


def _paces_of(act: Act, services: set[int]) -> dict[int, tuple[Pace, date | None, bool]]:
    """By service its partner's numbers, until when it is held, and whether the first is its own."""
    rows = act.session.execute(_PACES, {"services": list(services), "today": act.today})
    office = pace_on(paces(), act.today)
    return {
        row.id: (
            office.of_partner(
                row.reply_days,
                row.ask_after,
                row.ask_again,
                row.alternate_after,
                row.give_up_after,
            ),
            row.hold_until,
            row.ask_after is not None,
        )
        for row in rows
    }


def _moves_of(act: Act, ids: list[int]) -> dict[int, list[tuple[str, datetime]]]:
    found: dict[int, list[tuple[str, datetime]]] = defaultdict(list)
    rows: Any = act.session.execute(
        select(ReferralMove.referral_id, ReferralMove.after, ReferralMove.at)
        .where(
            ReferralMove.referral_id.in_(ids),
            ReferralMove.axis == "progress",
            ReferralMove.undone.is_(False),
        )
        .order_by(ReferralMove.at, ReferralMove.id)
    )
    for row in rows:
        found[row.referral_id].append((row.after, row.at))
    return found


def _chases_of(act: Act, ids: list[int]) -> dict[int, list[ChaseLine]]:
    found: dict[int, list[ChaseLine]] = defaultdict(list)
    rows = act.session.execute(
        select(ReferralChase, Account.name)
        .join(Account, Account.id == ReferralChase.by_id)
        .where(ReferralChase.referral_id.in_(ids), ReferralChase.undone.is_(False))
        .order_by(ReferralChase.at, ReferralChase.id)
    )
    for row, by in rows:
        line = ChaseLine(
            at=row.at,
            by=by,
            whom=Whom(row.whom),
            way=act.codes.label_of("chase_ways", row.way),
            result=act.codes.label_of("chase_results", row.result) if row.result else "",
            heard=row.result not in UNHEARD,
            note=row.note,
            spoke_with=row.spoke_with,
        )
        found[row.referral_id].append(line)
    return found


def _replies_of(act: Act, ids: list[int]) -> dict[int, list[tuple[datetime, str]]]:
    found: dict[int, list[tuple[datetime, str]]] = defaultdict(list)
    rows = act.session.execute(
        select(Reply.referral_id, Reply.recorded_at, Reply.evidence)
        .where(Reply.referral_id.in_(ids), Reply.undone.is_(False))
        .order_by(Reply.recorded_at, Reply.id)
    )
    for row in rows:
        found[row.referral_id].append((row.recorded_at, row.evidence))
    return found
