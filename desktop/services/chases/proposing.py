"""What the timer proposes: did not go, no answer. A person confirms, one key for all."""

from collections.abc import Sequence

from sqlalchemy import select

from desktop.domain.clocks import Whom
from desktop.domain.errors import Refused
from desktop.domain.referral import Progress
from desktop.services.act import Act, Office
from desktop.services.clocks import Timed, steps_now, timed
from desktop.services.moves import move
from desktop.services.referrals.reading import referral_of
from desktop.services.referrals.undoing import take_back_last
from desktop.store.referrals import Referral

UNREACHABLE, NOT_STATED = "unreachable", "not_stated"


def confirm(act: Act, referral_ids: Sequence[int]) -> tuple[int, ...]:
    """Bring each to the state proposed for it; what is proposed no more is left as it is.

    Gives the referrals that were moved. Raises Refused when none was.
    """
    rows = act.session.scalars(select(Referral).where(Referral.id.in_(referral_ids))).all()
    at_hand = timed(act, rows)
    steps = steps_now(act, at_hand)
    moved = []
    for one in at_hand:
        wanted = [step.ask.proposes for step in steps[one.referral.id] if step.ask.proposes]
        if not wanted:
            continue
        act.about(one.referral.visitor_id)
        move(act, one.referral, wanted[0], reason_code=_why(one, wanted[0]))
        moved.append(one.referral.id)
    if not moved:
        raise Refused("그사이 소식이 있어 정리할 의뢰가 없습니다.")
    return tuple(moved)


def take_back(act: Act, office: Office, referral_ids: Sequence[int]) -> None:
    """As they were before they were confirmed, the same day."""
    for referral_id in referral_ids:
        referral = referral_of(act, referral_id)
        act.about(referral.visitor_id)
        take_back_last(act, office, referral)


def _why(one: Timed, wanted: Progress) -> str:
    """A reason is only told where there is one: nobody could be reached, or nobody said."""
    if not wanted.needs_reason:
        return ""
    calls = [chase for chase in one.chases if chase.whom is Whom.VISITOR]
    return UNREACHABLE if calls and not any(chase.heard for chase in calls) else NOT_STATED
