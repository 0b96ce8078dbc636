"""What follows on a referral: a new day to go, out of an end again, on to another partner.

Everything here is within the caller's act.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from desktop.domain.calendar import Holidays, show_day
from desktop.domain.errors import Refused
from desktop.domain.korean import tidy
from desktop.domain.referral import Evidence, Progress
from desktop.domain.referral_moves import MOVES, NOT_REOPENED, may_reopen
from desktop.domain.when import read_day
from desktop.services.act import Act
from desktop.services.consents import CONSENT_WITHDRAWN
from desktop.services.moves import PROGRESS, move, reopen
from desktop.services.partners import OPEN
from desktop.services.referrals.reading import last_slip_of, open_referral_of, shown_number
from desktop.store.referrals import Referral, ReferralMove

EMPLOYED_ELSEWHERE = "employed_elsewhere"
FITS_BETTER = "fits_better"
_NEW_DAY = "새 기한"
LEFT_BY_ANOTHER = frozenset({Progress.NO_SHOW})
"""States in which nothing more is awaited once the person is sent elsewhere."""


def give_new_day(
    act: Act, holidays: Holidays, referral: Referral, until: date, evidence: Evidence
) -> None:
    """Somebody who did not go will go by another day. Raises Refused after two such days."""
    if Progress(referral.progress) is not Progress.NO_SHOW:
        raise Refused("새 기한은 ‘불참’으로 적은 의뢰에 드립니다.")
    if until < act.today:
        sentence = "오늘이나 그 뒤로 새 기한을 정해 주십시오."
        raise Refused(sentence, {"valid_until": sentence})
    put_days(act, holidays, referral, until)
    words = f"{_NEW_DAY} {show_day(until)}"
    move(act, referral, Progress.HANDED, evidence=evidence, reason=words)
    referral.handed_at = act.now


def put_days(act: Act, holidays: Holidays, referral: Referral, until: date | None) -> None:
    """The day to go by, and the partner's day after it; without one what the paper says."""
    draft = last_slip_of(act, referral).record
    if not draft:
        return
    due = date.fromisoformat(draft["reply_due"])
    referral.valid_until = until or date.fromisoformat(draft["valid_until"])
    if until is not None and until > due:
        due = until if holidays.is_working(until) else holidays.after(until, 1)
    referral.reply_due = due


def take_back_new_day(act: Act, holidays: Holidays, referral: Referral) -> None:
    """The day before it holds again: that of the round before, or of the paper."""
    referral.rounds = max(0, referral.rounds - 1)
    given = act.session.scalars(
        select(ReferralMove.reason)
        .where(
            ReferralMove.referral_id == referral.id,
            ReferralMove.before == Progress.NO_SHOW.value,
            ReferralMove.after == Progress.HANDED.value,
            ReferralMove.undone.is_(False),
        )
        .order_by(ReferralMove.id.desc())
        .limit(1)
    ).first()
    words = (given or "").removeprefix(_NEW_DAY).strip()
    put_days(act, holidays, referral, read_day(words, act.today) if words else None)


def last_move_of(act: Act, referral: Referral) -> ReferralMove | None:
    """The last step of a referral's progress that was not taken back."""
    return act.session.scalars(
        select(ReferralMove)
        .where(
            ReferralMove.referral_id == referral.id,
            ReferralMove.axis == PROGRESS,
            ReferralMove.undone.is_(False),
        )
        .order_by(ReferralMove.id.desc())
        .limit(1)
    ).first()


def open_again(act: Act, referral: Referral, note: str) -> None:
    """Out of an end, back to where the referral stood before it. Raises Refused."""
    progress = Progress(referral.progress)
    if not may_reopen(progress):
        raise Refused(
            NOT_REOPENED.get(progress, f"‘{progress.label}’ 상태의 의뢰는 열려 있습니다.")
        )
    if not tidy(note):
        sentence = "다시 여는 까닭을 한 줄 적어 주십시오."
        raise Refused(sentence, {"reason": sentence})
    last = last_move_of(act, referral)
    if last is None:
        raise Refused("어디에서 끝났는지 기록이 없어 다시 열지 못합니다.")
    if last.reason_code == CONSENT_WITHDRAWN:
        raise Refused("동의를 거두셔서 끝난 의뢰입니다. 동의를 새로 받아 다시 발급해 주십시오.")
    other = open_referral_of(act, referral.visitor_id, referral.service_id)
    if other is not None and other.id != referral.id:
        raise Refused(
            f"그 뒤에 같은 기관에 새로 의뢰하셨습니다({shown_number(other.number)}). "
            "그 의뢰에 이어 적어 주십시오."
        )
    reopen(act, referral, Progress(last.before), tidy(note))
    # Closing wrote its own reason over that of the slip.
    draft = last_slip_of(act, referral).draft or {}
    referral.reason_code = str(draft.get("reason_code", ""))
    referral.result_code, referral.result_on = "", None


def others_open(act: Act, visitor_id: int, besides: int | None) -> Sequence[Referral]:
    """The person's other referrals from which something is still expected, the oldest first."""
    asked = select(Referral).where(Referral.visitor_id == visitor_id, Referral.progress.in_(OPEN))
    if besides is not None:
        asked = asked.where(Referral.id != besides)
    return act.session.scalars(asked.order_by(Referral.opened_at, Referral.id)).all()


def close_as_employed(act: Act, referral: Referral, evidence: Evidence) -> None:
    """The person found work another way: nothing more is expected of this one."""
    move(
        act,
        referral,
        Progress.WITHDRAWN,
        evidence=evidence,
        reason_code=EMPLOYED_ELSEWHERE,
    )


def leave_for_another(act: Act, referral: Referral) -> None:
    """A referral nobody went to is closed when the person is sent elsewhere in its stead."""
    progress = Progress(referral.progress)
    if progress in LEFT_BY_ANOTHER and Progress.WITHDRAWN in MOVES[progress]:
        move(act, referral, Progress.WITHDRAWN, reason_code=FITS_BETTER)


def chain_of(act: Act, referral: Referral) -> tuple[Sequence[Referral], Sequence[Referral]]:
    """What a referral follows, the nearest first, and what followed on it."""
    before: list[Referral] = []
    at: Referral | None = referral
    while at is not None and at.predecessor_id is not None:
        at = act.session.get(Referral, at.predecessor_id)
        if at is None or at in before or at is referral:
            break
        before.append(at)
    after = act.session.scalars(
        select(Referral)
        .where(Referral.predecessor_id == referral.id)
        .order_by(Referral.opened_at, Referral.id)
    ).all()
    return before, after
