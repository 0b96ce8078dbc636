"""What one call brought: replies with their evidence, and questions nobody could answer."""

from sqlalchemy import select

from desktop.domain.chase import CallAnswer, CallDraft, CallSaved, Side, Tick
from desktop.domain.clocks import Whom
from desktop.domain.errors import Refused
from desktop.domain.guard import find_identifiers
from desktop.domain.korean import tidy
from desktop.domain.referral import Evidence, Progress, ReplyDraft
from desktop.services.act import Act, Office
from desktop.services.clocks import set_clocks
from desktop.services.coded import Chosen, code_faults
from desktop.services.follow_ups import drop_job_checks, plan_job_checks
from desktop.services.moves import act_key, is_today
from desktop.services.referrals.reading import referral_of, shown_number
from desktop.services.referrals.recording import write_reply
from desktop.services.referrals.undoing import take_back_last
from desktop.store.referrals import Referral, ReferralChase, ReferralMove, Reply

EVIDENCE = {
    "phone": Evidence.PHONE,
    "text": Evidence.PHOTO,
    "visit": Evidence.PARTNER_VISIT,
    "fax": Evidence.FAX,
}
"""On what an answer rests, by how it was asked for."""
ANSWERED = "answered"
EMPLOYED = "employed"


def save_call(act: Act, office: Office, call: CallDraft) -> CallSaved:
    """Write everything heard in one call: one act, so that it is taken back as one.

    Raises Refused naming the slip (`number`) with what is wrong at it.
    """
    if not call.answers:
        raise Refused("들은 답을 한 건이라도 표시해 주십시오.")
    wrong = code_faults(office.codes, act.today, (Chosen("referral_chase.way", "way", call.way),))
    if findings := find_identifiers(call.spoke_with):
        wrong["spoke_with"] = findings[0].advice
    if wrong:
        raise Refused("저장하지 않았습니다. 표시한 칸을 보아 주십시오.", wrong)
    whom = Whom.VISITOR if call.side is Side.VISITOR else Whom.PARTNER
    for answer in call.answers:
        referral = referral_of(act, answer.referral_id)
        act.about(referral.visitor_id)
        try:
            _write(act, office, call, answer, referral, whom)
        except Refused as error:
            number = shown_number(referral.number)
            raise Refused(f"{number}: {error}", {**error.fields, "number": number}) from error
    told = [one for one in call.answers if one.tick is not Tick.SILENT]
    return CallSaved(
        replies=len(told),
        chases=len(call.answers) - len(told),
        referral_ids=tuple(one.referral_id for one in call.answers),
    )


def _write(
    act: Act, office: Office, call: CallDraft, answer: CallAnswer, referral: Referral, whom: Whom
) -> None:
    outcome = answer.tick.progress
    if outcome is not None:
        of_visitor = whom is Whom.VISITOR
        reply = ReplyDraft(
            number=shown_number(referral.number),
            outcome=outcome,
            evidence=Evidence.VISITOR if of_visitor else EVIDENCE.get(call.way, Evidence.PHONE),
            received_on=act.today,
            reason_code=answer.reason_code,
            remark=answer.note,
            source_name=call.spoke_with,
            date_told=answer.told_on,
            result=answer.result if answer.tick is Tick.DONE else "",
        )
        write_reply(act, office, reply)
        if answer.checks and reply.result == EMPLOYED:
            plan_job_checks(act, referral, act.today)
    heard = ANSWERED if outcome is not None else answer.heard
    add_chase(
        act,
        office,
        referral,
        whom,
        call.way,
        heard,
        note="" if outcome is not None else answer.note,
        spoke_with="" if whom is Whom.VISITOR else call.spoke_with,
    )


def add_chase(
    act: Act,
    office: Office,
    referral: Referral,
    whom: Whom,
    way: str,
    result: str,
    *,
    note: str = "",
    spoke_with: str = "",
) -> None:
    """Write down that somebody asked. Raises Refused for a code or text that may not stand."""
    wrong = code_faults(
        office.codes,
        act.today,
        (
            Chosen("referral_chase.way", "way", way),
            Chosen("referral_chase.result", "heard", result),
        ),
    )
    for name, text in (("note", note), ("spoke_with", spoke_with)):
        if findings := find_identifiers(text):
            wrong[name] = findings[0].advice
    if result == "other" and not tidy(note):
        wrong["note"] = "‘기타’를 고르셨으면 한 줄 적어 주십시오."
    if wrong:
        raise Refused(next(iter(wrong.values())), wrong)
    if Progress(referral.progress).closed and result != ANSWERED:
        raise Refused("이미 끝난 의뢰입니다. 더 여쭤보지 않습니다.")
    act.session.add(
        ReferralChase(
            id=act.new_id(),
            referral_id=referral.id,
            at=act.now,
            by_id=act.account.account_id,
            whom=whom.value,
            way=way,
            result=result,
            note=tidy(note),
            spoke_with=tidy(spoke_with),
            act_id=act_key(act),
            undone=False,
        )
    )
    set_clocks(act, referral)
    act.changed("referral")


def take_back_chase(act: Act, office: Office, referral: Referral) -> None:
    """Take back the last question about a referral, and what was answered in that call.

    Raises Refused for another day's or somebody else's.
    """
    chase = act.session.scalars(
        select(ReferralChase)
        .where(ReferralChase.referral_id == referral.id, ReferralChase.undone.is_(False))
        .order_by(ReferralChase.at.desc(), ReferralChase.id.desc())
        .limit(1)
    ).first()
    if chase is None:
        raise Refused("되돌릴 것이 없습니다.")
    if not is_today(act, chase.by_id, chase.at):
        raise Refused("오늘 직접 하신 일만 되돌릴 수 있습니다.")
    if _told_since(act, referral, chase):
        raise Refused("그 뒤에 적은 것이 있습니다. 그것부터 되돌려 주십시오.")
    if _has_reply(act, referral, chase.act_id):
        take_back_last(act, office, referral)
        drop_job_checks(act, referral)
    chase.undone = True
    set_clocks(act, referral)
    act.changed("referral")


def _has_reply(act: Act, referral: Referral, act_id: int) -> bool:
    return (
        act.session.scalars(
            select(Reply.id).where(
                Reply.referral_id == referral.id, Reply.act_id == act_id, Reply.undone.is_(False)
            )
        ).first()
        is not None
    )


def _told_since(act: Act, referral: Referral, chase: ReferralChase) -> bool:
    """Whether a later act moved the referral: then that one is taken back first."""
    return (
        act.session.scalars(
            select(ReferralMove.id).where(
                ReferralMove.referral_id == referral.id,
                ReferralMove.undone.is_(False),
                ReferralMove.id > chase.id,
                ReferralMove.act_id != chase.act_id,
            )
        ).first()
        is not None
    )
