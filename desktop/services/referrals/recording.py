"""Writing down what came back: the reply as told, the move it means, what it led to."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select

from desktop.domain.errors import NotFound, Refused
from desktop.domain.korean import tidy
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.referral import Paper, Progress, ReplyDraft
from desktop.domain.referral_moves import way
from desktop.services.act import Act, Office
from desktop.services.clocks import set_clocks
from desktop.services.follow_ups import plan_job_checks
from desktop.services.moves import act_key, move, move_paper
from desktop.services.referrals.reading import referral_of
from desktop.services.referrals.replies import ON_PAPER, check_reply
from desktop.services.referrals.stub import LED_TO, settled
from desktop.services.referrals.views import void_sentence
from desktop.store.referrals import Referral, Reply, Slip

EMPLOYED = "employed"


def slip_of_number(act: Act, typed: str) -> Slip:
    """The paper a reply belongs to. Raises Unreadable, NotFound, Refused for a void one."""
    number = read(typed, PaperKind.SLIP)
    slip = act.session.scalars(select(Slip).where(Slip.number == number.digits)).first()
    if slip is None:
        raise NotFound(f"의뢰번호 {number.text}로 발급한 의뢰서가 없습니다.")
    if slip.void_at is not None:
        raise Refused(void_sentence(act, slip), {"number": void_sentence(act, slip)})
    return slip


@dataclass(frozen=True, slots=True)
class Written:
    """A reply that was kept, and whose it is; within its act only."""

    referral: Referral
    reply_id: int
    employed_on: date | None = None
    """When somebody began to work, where this very reply tells so."""


def write_reply(act: Act, office: Office, reply: ReplyDraft) -> Written:
    """Keep a reply and make the move it means; the same outcome again is news without a move."""
    slip = slip_of_number(act, reply.number)
    referral = referral_of(act, slip.referral_id)
    act.about(referral.visitor_id)
    now = Progress(referral.progress)
    told = judge(act, office, reply, referral, slip)
    if told.outcome is not now:
        move(
            act,
            referral,
            told.outcome,
            evidence=told.evidence,
            reason_code=told.reason_code,
            reason=tidy(told.remark),
            source_name=tidy(told.source_name),
            expected_on=told.date_told,
        )
    if told.evidence in ON_PAPER:
        move_paper(act, referral, Paper.RETURNED, evidence=told.evidence)
    # The same news without a day does not take back the day named before.
    if told.date_told is not None or told.outcome is not now:
        referral.expected_on = told.date_told
    return Written(referral, _keep(act, told, referral, slip), _employed_on(told))


def judge(
    act: Act, office: Office, reply: ReplyDraft, referral: Referral, slip: Slip
) -> ReplyDraft:
    """The reply as it would be kept. Raises Refused for one that cannot be; changes nothing."""
    now = Progress(referral.progress)
    told = settled(office, reply, now, act.today)
    check_reply(act, office, told, slip, moves=told.outcome is not now or not reply.is_ticked)
    if told.outcome is not now and not way(now, told.outcome):
        raise Refused(
            f"‘{now.label}’ 상태의 의뢰는 ‘{told.outcome.label}’ 상태로 바꿀 수 없습니다.",
            {"outcome": "지금 상태에서 고를 수 없는 결과입니다."},
        )
    return told


def write_late_news(act: Act, office: Office, reply: ReplyDraft) -> Written:
    """Keep what was heard of a referral that has ended: it stays as it ended.

    What it led to is kept (somebody who finished a course was hired later).
    """
    slip = slip_of_number(act, reply.number)
    referral = referral_of(act, slip.referral_id)
    act.about(referral.visitor_id)
    now = Progress(referral.progress)
    if not now.closed or now is Progress.VOID:
        raise Refused("아직 끝나지 않은 의뢰입니다. 회신으로 적어 주십시오.")
    told = settled(office, reply, now, act.today)
    if not told.is_ticked and not tidy(told.remark):
        raise Refused("들으신 소식을 한 줄 적어 주십시오.", {"remark": "한 줄 적어 주십시오."})
    check_reply(act, office, told, slip, moves=False)
    return Written(referral, _keep(act, told, referral, slip, outcome=now), _employed_on(told))


def ask_later(act: Act, written: Written) -> None:
    """Somebody found work there: after months it is asked whether he still does."""
    if written.employed_on is not None:
        plan_job_checks(act, written.referral, written.employed_on)


def _employed_on(told: ReplyDraft) -> date | None:
    return (told.happened_on or told.received_on) if told.result == EMPLOYED else None


def _keep(
    act: Act, told: ReplyDraft, referral: Referral, slip: Slip, outcome: Progress | None = None
) -> int:
    reply_id = act.new_id()
    values = {
        "id": reply_id,
        "referral_id": referral.id,
        "slip_id": slip.id,
        "received_on": told.received_on,
        "recorded_at": act.now,
        "by_id": act.account.account_id,
        "evidence": told.evidence.value,
        "outcome": (outcome or told.outcome).value,
        "reason_code": told.reason_code,
        "remark": tidy(told.remark),
        "source_name": tidy(told.source_name),
        "date_told": told.date_told,
        "act_id": act_key(act),
        "undone": False,
        "arrival": told.arrival,
        "handling": told.handling,
        "result": told.result,
        "happened_on": told.happened_on,
        "programme": tidy(told.programme),
        "employer": tidy(told.employer),
        "contact": tidy(told.contact),
        "contact_phone": tidy(told.contact_phone),
        "caused_by": told.caused_by.value,
    }
    act.session.execute(insert(Reply), [values])
    if told.result in LED_TO:
        referral.result_code = told.result
        referral.result_on = told.happened_on or told.received_on
    # The answer itself and the day it names put off what is asked next.
    set_clocks(act, referral)
    act.changed("referral")
    return reply_id
