"""The last thing done to a referral, taken back the same day."""

from collections.abc import Sequence

from sqlalchemy import select

from desktop.domain.errors import Refused
from desktop.domain.referral import Paper, Progress
from desktop.domain.referral_moves import REOPENED
from desktop.services.act import Act, Office, day_of
from desktop.services.clocks import set_clocks
from desktop.services.consents import CONSENT_WITHDRAWN
from desktop.services.follow_ups import drop_job_checks
from desktop.services.moves import PROGRESS, is_today
from desktop.services.referrals.after import last_move_of, take_back_new_day
from desktop.services.referrals.reading import last_slip_of
from desktop.services.referrals.recording import EMPLOYED
from desktop.services.referrals.stub import LED_TO
from desktop.store.referrals import Referral, ReferralMove, Reply

LEFT = (Paper.HANDED.value, Paper.SENT.value)
_CARRIED = "carried"


def take_back_last(act: Act, office: Office, referral: Referral) -> None:
    """Undo what the last act of today did to a referral. Raises Refused."""
    moves = act.session.scalars(
        select(ReferralMove)
        .where(ReferralMove.referral_id == referral.id, ReferralMove.undone.is_(False))
        .order_by(ReferralMove.id.desc())
    ).all()
    replies = act.session.scalars(
        select(Reply).where(Reply.referral_id == referral.id, Reply.undone.is_(False))
    ).all()
    last_act = max([row.act_id for row in moves] + [row.act_id for row in replies], default=None)
    batch = [row for row in moves if row.act_id == last_act]
    told = [row for row in replies if row.act_id == last_act]
    if not batch and not told:
        raise Refused("되돌릴 것이 없습니다.")
    if not all(is_today(act, row.by_id, row.at) for row in batch) or not all(
        is_today(act, row.by_id, row.recorded_at) for row in told
    ):
        raise Refused("오늘 직접 하신 일만 되돌릴 수 있습니다. 새로 기록해 주십시오.")
    if any(row.before == Progress.DRAFT.value or row.after == Paper.PRINTED.value for row in batch):
        raise Refused("발급한 번호는 되돌릴 수 없습니다. 의뢰를 무효로 해 주십시오.")
    if any(row.reason_code == CONSENT_WITHDRAWN for row in batch):
        raise Refused("동의를 거두셔서 끝난 의뢰입니다. 동의를 새로 받아 다시 발급해 주십시오.")
    for row in batch:  # the newest first
        _take_back(act, office, referral, row)
    for reply in told:
        reply.undone = True
    if any(reply.result == EMPLOYED for reply in told):
        drop_job_checks(act, referral)
    if told or any(row.reason_code == REOPENED for row in batch):
        _put_result_back(referral, [row for row in replies if not row.undone])
    if not Progress(referral.progress).closed:
        referral.closed_on = None
    elif (last := last_move_of(act, referral)) is not None:
        referral.closed_on, referral.reason_code = day_of(last.at), last.reason_code
    set_clocks(act, referral)
    act.changed("referral")


def _take_back(act: Act, office: Office, referral: Referral, row: ReferralMove) -> None:
    row.undone = True
    if row.axis != PROGRESS:
        referral.paper = row.before
        if row.after in LEFT and row.before not in LEFT:
            referral.handed_at = None
            referral.sent_how = ""
        elif row.after in LEFT:
            referral.sent_how = _CARRIED if row.before == Paper.HANDED.value else ""
        return
    referral.progress = row.before
    if (row.before, row.after) == (Progress.NO_SHOW.value, Progress.HANDED.value):
        take_back_new_day(act, office.holidays(act), referral)
    if Progress(row.after).closed:
        # Closing wrote its own reason over that of the slip.
        referral.reason_code = str(last_slip_of(act, referral).draft.get("reason_code", ""))
    if row.after == Progress.VOID.value:
        slip = last_slip_of(act, referral)
        slip.void_at = None
        slip.void_reason = ""


def _put_result_back(referral: Referral, told: Sequence[Reply]) -> None:
    """What it led to, and the day named, are what the replies that stand say about it."""
    newest = sorted(told, key=lambda one: -one.id)
    last = next((one for one in newest if one.result in LED_TO), None)
    referral.expected_on = newest[0].date_told if newest else None
    referral.result_code = last.result if last else ""
    referral.result_on = (last.happened_on or last.received_on) if last else None
