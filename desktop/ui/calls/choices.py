"""What a tick still needs: a reason, a result, a day; each choice has a key of its own."""

from dataclasses import dataclass
from datetime import date

from desktop.domain.calendar import show_short_day
from desktop.domain.chase import CallAnswer, Tick
from desktop.services.act import Office
from desktop.services.referrals import reasons_for
from desktop.services.slips import choices_of

KEYS = "1234567890-="
"""The keys of choices in their order; they are the same in Hangul mode."""
ANSWERED, OTHER, EMPLOYED = "answered", "other", "employed"
WITH_CHECKS = "employed_checks"
RESULTS = (
    ("trained", "훈련 수료"),
    (WITH_CHECKS, "취업 · 1·3·6개월 뒤 확인"),
    (EMPLOYED, "취업"),
    ("", "이용 마침"),
)


@dataclass(frozen=True, slots=True)
class Needs:
    """What is asked after a tick: its heading, the choices, and whether a day has to be named."""

    heading: str
    choices: tuple[tuple[str, str], ...]
    day: bool = False


def needs_of(office: Office, tick: Tick, today: date) -> Needs | None:
    """What a tick needs besides itself; None for nothing."""
    if tick is Tick.SILENT:
        found = choices_of(office, "chase_results", today)
        return Needs("통화 결과", tuple(one for one in found if one[0] != ANSWERED))
    if tick is Tick.DONE:
        return Needs("무엇으로 끝났습니까?", RESULTS)
    progress = tick.progress
    if progress is None or not progress.needs_reason:
        return None
    return Needs("까닭", reasons_for(office, progress, today), day=tick is Tick.WAITING)


def answer_with(referral_id: int, tick: Tick, code: str) -> CallAnswer:
    """The answer that one choice makes."""
    if tick is Tick.SILENT:
        return CallAnswer(referral_id, tick, heard=code)
    if tick is Tick.DONE:
        checks = code == WITH_CHECKS
        return CallAnswer(referral_id, tick, result=EMPLOYED if checks else code, checks=checks)
    return CallAnswer(referral_id, tick, reason_code=code)


def said(office: Office, answer: CallAnswer, today: date) -> str:
    """`대기자 많음 · 12. 7.(월) · 다음 달 개강`"""
    needs = needs_of(office, answer.tick, today)
    words = dict(needs.choices) if needs else {}
    code = answer.heard if answer.tick is Tick.SILENT else answer.reason_code
    if answer.tick is Tick.DONE:
        code = WITH_CHECKS if answer.checks else answer.result
    parts = [words.get(code, "")]
    if answer.told_on is not None:
        parts.append(show_short_day(answer.told_on))
    parts.append(answer.note)
    return " · ".join(part for part in parts if part)
