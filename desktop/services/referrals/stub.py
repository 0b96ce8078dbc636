"""The boxes of the stub (회신서): what is ticked, and how far that brings the referral."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.domain.referral import Cause, Progress, ReplyDraft
from desktop.domain.referral_moves import way
from desktop.services.act import Office
from desktop.services.coded import Chosen, code_faults

PARTS = ("arrival", "handling", "result")
"""Rows of the stub from top to bottom; the last one ticked says how far it is."""
EARLY = frozenset({Progress.HANDED, Progress.ARRIVED, Progress.ACCEPTED})
"""What may be told again after more has happened: it is news of the past and moves nothing."""
LED_TO = frozenset({"trained", "employed", "broken_off"})
"""Results that end something; 진행 중 ends nothing."""


@dataclass(frozen=True, slots=True)
class StubBox:
    """One box of the stub: its row, its words, and the progress it means."""

    code: str
    label: str
    part: str
    progress: Progress


def stub_boxes(office: Office, day: date) -> tuple[StubBox, ...]:
    """The boxes of the stub as on the day, in its order."""
    codes = office.codes.lists.get("outcomes")
    return tuple(
        StubBox(
            code.code,
            code.label,
            str(code.facts.get("part", "")),
            Progress(str(code.facts.get("progress", ""))),
        )
        for code in (codes.valid(day) if codes else ())
    )


def furthest(boxes: Sequence[StubBox], ticked: Sequence[str]) -> Progress | None:
    """The progress of the lowest row of the stub with a tick; None without one."""
    found = [box for box in boxes if box.code in ticked]
    last = max(found, key=lambda box: PARTS.index(box.part), default=None)
    return last.progress if last else None


def settled(office: Office, reply: ReplyDraft, now: Progress, day: date) -> ReplyDraft:
    """The reply with the progress its ticks mean, and whose doing it was where a list says so.

    A stub filled in late tells of what is long past (방문함 of somebody who began): then
    the referral stays where it is.
    """
    ticked = (reply.arrival, reply.handling, reply.result)
    told = furthest(stub_boxes(office, day), ticked)
    if told is not None:
        past = told in EARLY and told is not now and not way(now, told)
        reply = replace(reply, outcome=now if past else told)
    if reply.reason_code and reply.caused_by is Cause.UNSAID:
        reply = replace(reply, caused_by=cause_of(office, reply.outcome, reply.reason_code))
    return reply


def cause_of(office: Office, outcome: Progress, reason_code: str) -> Cause:
    """Whose doing a reason usually is."""
    name = "decline_reasons" if outcome is Progress.DECLINED else "move_reasons"
    codes = office.codes.lists.get(name)
    code = codes.get(reason_code) if codes else None
    by = str(code.facts.get("by", "")) if code else ""
    return Cause(by) if by in {one.value for one in Cause} else Cause.UNSAID


def tick_faults(office: Office, reply: ReplyDraft, day: date) -> dict[str, str]:
    """A sentence at every row of the stub in which stands what that row does not offer."""
    wrong = code_faults(
        office.codes,
        day,
        [Chosen(f"reply.{part}", part, getattr(reply, part)) for part in PARTS],
    )
    parts = {box.code: box.part for box in stub_boxes(office, day)}
    for part in PARTS:
        code = getattr(reply, part)
        if code and part not in wrong and parts.get(code) != part:
            wrong[part] = "‘회신 내용’의 다른 줄에 있는 칸입니다. 다시 골라 주십시오."
    return wrong
