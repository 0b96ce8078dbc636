"""What a partner or the visitor may tell about a referral."""

from datetime import date

from desktop.domain.errors import Refused
from desktop.domain.guard import find_identifiers
from desktop.domain.referral import Evidence, Progress, ReplyDraft
from desktop.domain.referral_moves import way
from desktop.services.act import Act, Office, local
from desktop.services.coded import Chosen, code_faults
from desktop.services.moves import check_reason
from desktop.services.referrals.stub import tick_faults
from desktop.services.slips import choices_of
from desktop.store.referrals import Slip

REPLY_OUTCOMES = tuple(Progress(letter) for letter in "ACLJRSFN")
"""What a partner or the visitor can tell about a referral."""
ON_PAPER = (Evidence.SLIP, Evidence.FAX, Evidence.POST)
FAR = 3 * 366
"""Days: what a reply tells of is not further away."""


def outcomes_from(progress: Progress) -> tuple[Progress, ...]:
    """What a reply may tell about a referral that stands there."""
    return tuple(
        outcome
        for outcome in REPLY_OUTCOMES
        if (outcome is progress and not progress.closed) or way(progress, outcome)
    )


def reasons_for(office: Office, progress: Progress, day: date) -> tuple[tuple[str, str], ...]:
    """Codes and words that explain a state; the reply form's own list for 반려."""
    if not progress.needs_reason:
        return ()
    if progress is Progress.DECLINED:
        return choices_of(office, "decline_reasons", day)
    codes = office.codes.lists.get("move_reasons")
    return tuple(
        (code.code, code.label)
        for code in (codes.valid(day) if codes else ())
        if progress.value in _letters(code.facts.get("progress"))
    )


def check_reason_code(office: Office, progress: Progress, code: str, day: date) -> None:
    """Refuse a reason that is not offered for this state. Raises Refused at `reason_code`."""
    if not code:
        return
    chosen = Chosen("referral_move.reason_code", "reason_code", code)
    if wrong := code_faults(office.codes, day, (chosen,)):
        raise Refused(wrong["reason_code"], wrong)
    if progress.needs_reason and code not in dict(reasons_for(office, progress, day)):
        sentence = f"‘{progress.label}’의 까닭이 아닙니다. 목록에서 다시 골라 주십시오."
        raise Refused(sentence, {"reason_code": sentence})


def _letters(fact: object) -> tuple[str, ...]:
    return fact if isinstance(fact, tuple) else ()


def check_reply(
    act: Act, office: Office, reply: ReplyDraft, slip: Slip, *, moves: bool = True
) -> None:
    """Refuse a reply that cannot be, with a sentence at every field.

    Without a move (`moves`) nothing has to be explained.
    """
    wrong: dict[str, str] = tick_faults(office, reply, act.today)
    phoned = reply.is_ticked and reply.outcome is Progress.HANDED
    if moves and not phoned and reply.outcome not in REPLY_OUTCOMES:
        wrong["outcome"] = "회신에서 고를 수 없는 결과입니다."
    if reply.received_on > act.today:
        wrong["received_on"] = "아직 오지 않은 날입니다."
    elif reply.received_on < local(slip.issued_at).date():
        wrong["received_on"] = "발급한 날보다 앞설 수 없습니다."
    if reply.happened_on is not None and (fault := _day_fault(reply, act.today)):
        wrong["happened_on"] = fault
    for name in ("remark", "source_name", "programme", "contact", "contact_phone", "employer"):
        if findings := find_identifiers(getattr(reply, name), employer_field=name == "employer"):
            wrong[name] = findings[0].advice
    if wrong:
        raise Refused("저장하지 않았습니다. 표시한 칸을 보아 주십시오.", wrong)
    if moves:
        check_reason(reply.outcome, reply.reason_code, reply.remark)
    check_reason_code(office, reply.outcome, reply.reason_code, act.today)


def _day_fault(reply: ReplyDraft, today: date) -> str:
    """A course begins and somebody starts work on days to come; nothing else does."""
    day = reply.happened_on
    assert day is not None
    to_come = reply.result == "employed" or (not reply.result and bool(reply.handling))
    if day > today and not to_come:
        return "아직 오지 않은 날입니다."
    if abs((day - today).days) > FAR:
        return "해를 다시 보아 주십시오."
    return ""
