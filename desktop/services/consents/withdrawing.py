"""What follows when a consent is taken back."""

from collections.abc import Sequence

from sqlalchemy import Select, or_, select

from desktop.domain.consent import Item
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.referral import Paper, Progress
from desktop.domain.referral_moves import MOVES
from desktop.services.act import Act, local
from desktop.services.consents.records import Holder
from desktop.services.moves import move
from desktop.services.partners import same_service, services_named
from desktop.store.referrals import Referral, Slip

CONSENT_WITHDRAWN = "consent_withdrawn"
_LEFT_US = tuple(paper.value for paper in (Paper.HANDED, Paper.SENT, Paper.RETURNED))


def holders_of(act: Act, visitor_id: int, service_id: int | None = None) -> tuple[Holder, ...]:
    """Who holds the visitor's data by a slip, the oldest first; without a service everybody.

    A paper made void after it had left the counter is held too. Each referral is named
    once, by its last paper, with every item that any of its papers showed.
    """
    asked: Select[Slip, Referral] = (
        select(Slip, Referral)
        .join(Referral, Referral.id == Slip.referral_id)
        .where(
            Referral.visitor_id == visitor_id,
            or_(
                Slip.void_at.is_(None) & (Referral.progress != Progress.VOID.value),
                Referral.handed_at.is_not(None),
                Referral.paper.in_(_LEFT_US),
            ),
        )
        .order_by(Slip.issued_at, Slip.revision)
    )
    if service_id is not None:
        asked = asked.where(Referral.service_id.in_(same_service(act, service_id)))
    papers: dict[int, list[Slip]] = {}
    referrals: dict[int, Referral] = {}
    for slip, referral in act.session.execute(asked):
        papers.setdefault(referral.id, []).append(slip)
        referrals[referral.id] = referral
    named = services_named(act, {one.service_id for one in referrals.values()}, act.today)
    return tuple(
        Holder(
            partner=(
                slips[-1].record.get("partner")
                # Of a slip that was destroyed the directory knows where it went.
                or named[referrals[referral_id].service_id].service.organisation
            ).replace("|", " "),
            slip_number=read(slips[-1].number, PaperKind.SLIP).text,
            issued_on=local(slips[-1].issued_at).date(),
            referral_id=referral_id,
            progress=Progress(referrals[referral_id].progress),
            items=items_on(slips),
            internal=named[referrals[referral_id].service_id].service.internal,
            earlier=tuple(read(slip.number, PaperKind.SLIP).text for slip in slips[:-1]),
            sent_how=referrals[referral_id].sent_how,
        )
        for referral_id, slips in papers.items()
    )


def items_on(slips: Sequence[Slip]) -> tuple[Item, ...]:
    """Everything any of these papers showed."""
    shown = {row["item"] for slip in slips for row in slip.record.get("rows", ())}
    return tuple(item for item in Item if item.value in shown)


def stop_referrals(act: Act, visitor_id: int, service_id: int | None, reason: str) -> None:
    """What is still open under a withdrawn consent ends as 철회; its paper stays blocked."""
    asked = select(Referral).where(Referral.visitor_id == visitor_id)
    if service_id is not None:
        asked = asked.where(Referral.service_id.in_(same_service(act, service_id)))
    for referral in act.session.scalars(asked):
        if Progress.WITHDRAWN in MOVES[Progress(referral.progress)]:
            move(
                act,
                referral,
                Progress.WITHDRAWN,
                reason_code=CONSENT_WITHDRAWN,
                reason=reason,
            )
