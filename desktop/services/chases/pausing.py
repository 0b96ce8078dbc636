"""재촉 중지: nothing is asked about a slip until a day, with a reason; and going on again."""

from datetime import timedelta

from desktop.domain.chase import Pause
from desktop.domain.errors import Refused
from desktop.domain.guard import find_identifiers
from desktop.domain.korean import tidy
from desktop.domain.referral import Progress
from desktop.services.act import Act, Office
from desktop.services.clocks import set_clocks
from desktop.services.coded import Chosen, code_faults
from desktop.services.moves import OTHER
from desktop.store.referrals import Referral

LONGEST = timedelta(days=366)


def pause(act: Act, office: Office, referral: Referral, wanted: Pause) -> None:
    """Ask nothing through a day. Raises Refused with the fields `reason_code`, `until`, `note`."""
    wrong = code_faults(
        office.codes,
        act.today,
        (Chosen("referral.pause_code", "reason_code", wanted.reason_code),),
    )
    if not wanted.reason_code:
        wrong["reason_code"] = "재촉을 멈추는 까닭을 골라 주십시오."
    if wanted.until < act.today:
        wrong["until"] = "오늘이나 그 뒤의 날을 적어 주십시오."
    elif wanted.until > act.today + LONGEST:
        wrong["until"] = "한 해 안의 날로 적어 주십시오."
    if findings := find_identifiers(wanted.note):
        wrong["note"] = findings[0].advice
    elif wanted.reason_code == OTHER and not tidy(wanted.note):
        wrong["note"] = "‘기타’를 고르셨으면 까닭을 한 줄 적어 주십시오."
    if wrong:
        raise Refused(next(iter(wrong.values())), wrong)
    if Progress(referral.progress).closed:
        raise Refused("이미 끝난 의뢰입니다. 더 여쭤보지 않습니다.")
    referral.paused_until = wanted.until
    referral.pause_code = wanted.reason_code
    referral.pause_note = tidy(wanted.note)
    set_clocks(act, referral)
    act.changed("referral")


def resume(act: Act, referral: Referral) -> None:
    """Ask again from today on."""
    if referral.paused_until is None:
        raise Refused("재촉을 멈춘 의뢰가 아닙니다.")
    referral.paused_until = None
    referral.pause_code = referral.pause_note = ""
    set_clocks(act, referral)
    act.changed("referral")
