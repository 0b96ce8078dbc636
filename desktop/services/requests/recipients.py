"""Who got what a request is about, from the papers as they were frozen when issued."""

from collections.abc import Sequence

from sqlalchemy import select

from desktop.domain.consent import Item
from desktop.domain.subject_request import (
    Correction,
    Recipient,
    RequestKind,
    RequestState,
    slip_items,
)
from desktop.services.act import Act
from desktop.services.consents import Holder, holders_of
from desktop.services.requests.values import corrections_of, is_outdated
from desktop.store.office import Printing
from desktop.store.referrals import Slip
from desktop.store.requests import SubjectRequest

NOTICE = "partner_notice"


def recipients_of(act: Act, row: SubjectRequest) -> tuple[Recipient, ...]:
    """The partners to be told, each with what it holds; nobody for a 열람."""
    kind = RequestKind(row.kind)
    if kind is RequestKind.VIEW:
        return ()
    wanted = slip_items(row.items)
    changed = corrections_of(row) if row.state == RequestState.ANSWERED.value else ()
    holders = holders_of(act, row.visitor_id)
    held = _outdated(act, holders, changed) if changed else {}
    told = _told(act, row)
    found = []
    for holder in holders:
        if changed:
            items = held.get(holder.referral_id, ())
        else:
            items = tuple(item for item in holder.items if item in wanted)
        if items:
            found.append(_recipient(holder, items, holder.referral_id in told))
    return tuple(found)


def _recipient(holder: Holder, items: tuple[Item, ...], told: bool) -> Recipient:
    return Recipient(
        referral_id=holder.referral_id,
        partner=holder.partner,
        slip_number=holder.slip_number,
        issued_on=holder.issued_on,
        items=items,
        internal=holder.internal,
        told=told,
    )


def _outdated(
    act: Act, holders: Sequence[Holder], changed: Sequence[Correction]
) -> dict[int, tuple[Item, ...]]:
    """By referral, which of its papers' items are not as they are now."""
    rows = act.session.execute(
        select(Slip.referral_id, Slip.record)
        .where(Slip.referral_id.in_({one.referral_id for one in holders}))
        .order_by(Slip.revision)
    )
    found: dict[int, tuple[Item, ...]] = {}
    for referral_id, record in rows:
        # The last paper counts: a new one with the right value was sent already.
        found[referral_id] = is_outdated(record, changed)
    return found


def _told(act: Act, row: SubjectRequest) -> frozenset[int]:
    """The referrals whose partner was written to since the request came in."""
    rows = act.session.scalars(
        select(Printing.record_id).where(
            Printing.visitor_id == row.visitor_id,
            Printing.paper == NOTICE,
            Printing.at >= (row.answered_at or act.now),
        )
    )
    return frozenset(one for one in rows if one is not None)
