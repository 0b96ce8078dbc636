"""What follows when a consent is taken back."""

from sqlalchemy import select

from desktop.domain.paper_number import PaperKind, read
from desktop.domain.referral import MOVES, Progress
from desktop.services.act import Act, local
from desktop.services.consents.records import Holder
from desktop.services.moves import move
from desktop.services.partners import same_service
from desktop.store.referrals import Referral, Slip

CONSENT_WITHDRAWN = "consent_withdrawn"


def holders_of(act: Act, visitor_id: int, service_id: int) -> tuple[Holder, ...]:
    """Partners that hold the visitor's data by a valid slip, the oldest first."""
    rows = act.session.execute(
        select(Slip, Referral)
        .join(Referral, Referral.id == Slip.referral_id)
        .where(
            Referral.visitor_id == visitor_id,
            Referral.service_id.in_(same_service(act, service_id)),
            Slip.void_at.is_(None),
            Referral.progress != Progress.VOID.value,
        )
        .order_by(Slip.issued_at)
    )
    return tuple(
        Holder(
            partner=slip.record["partner"].replace("|", " "),
            slip_number=read(slip.number, PaperKind.SLIP).text,
            issued_on=local(slip.issued_at).date(),
            referral_id=referral.id,
            progress=Progress(referral.progress),
        )
        for slip, referral in rows
    )


def stop_referrals(act: Act, visitor_id: int, service_id: int, reason: str) -> None:
    """What is still open under a withdrawn consent ends as 철회; its paper stays blocked."""
    rows = act.session.scalars(
        select(Referral).where(
            Referral.visitor_id == visitor_id,
            Referral.service_id.in_(same_service(act, service_id)),
        )
    )
    for referral in rows:
        if Progress.WITHDRAWN in MOVES[Progress(referral.progress)]:
            move(
                act,
                referral,
                Progress.WITHDRAWN,
                reason_code=CONSENT_WITHDRAWN,
                reason=reason,
            )
