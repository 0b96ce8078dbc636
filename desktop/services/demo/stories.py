"""How it goes on with somebody after the talk: consent, slip, and what came of it.

A story is told act by act; between two acts it says when the next one happens.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from desktop.domain.consent import Answer, ConsentKind, ConsentLine
from desktop.domain.partner import PartnerService
from desktop.domain.referral import Progress
from desktop.services.demo.acts import Case, Counter
from desktop.services.referrals import IssuedSlip

A_YEAR_AGO = timedelta(days=370)
Story = Iterator[datetime]
"""Gives the moment of the next act."""


def referred(counter: Counter, case: Case) -> Story:
    """Somebody is sent to a partner."""
    at = case.at
    service = counter.partner(case, at.date())
    if service is None:
        return
    given = counter.consent(case, at, service)
    if counter.chance(0.03):
        # The paper is ready, and the visitor wants to think about it.
        return
    yield (at := at + timedelta(minutes=4))
    made = counter.issue(case, at, service)
    if counter.chance(0.05):
        counter.reprint(case, made)
    if counter.chance(0.1):
        # Nobody noted that the paper was handed over; the partner's answer tells.
        if counter.chance(0.7):
            yield (at := counter.after(at, 3, 9))
            counter.reply(case, at, made, counter.one((Progress.COMPLETED, Progress.ACCEPTED)))
        return
    if counter.chance(0.03):
        yield (at := at + timedelta(minutes=2))
        yield from _wrong_partner(counter, case, at, made, service)
        return
    yield (at := at + timedelta(minutes=3))
    counter.hand(case, made)
    if counter.chance(0.09):
        yield (at := counter.after(at, 1, 4))
        made = counter.revise(case, at, made)
        if counter.chance(0.15):
            yield (at := counter.after(at, 1, 2))
            made = counter.revise(case, at, made)
        counter.hand(case, made)
    (going_on,) = counter.random.choices([told for told, _ in ENDS], [share for _, share in ENDS])
    yield from going_on(counter, case, at, made, service, given)


def _wrong_partner(
    counter: Counter, case: Case, at: datetime, made: IssuedSlip, service: PartnerService
) -> Story:
    counter.void(case, made)
    other = counter.partner(case, at.date(), but=service.id)
    if other is None:
        return
    yield (at := at + timedelta(minutes=5))
    counter.consent(case, at, other)
    yield (at := at + timedelta(minutes=2))
    right = counter.issue(case, at, other)
    counter.hand(case, right)
    yield (at := counter.after(at, 4, 12))
    counter.reply(case, at, right, Progress.ACCEPTED)


Given = tuple[ConsentLine, ...]
End = Callable[[Counter, Case, datetime, IssuedSlip, PartnerService, Given], Story]


def _silent(
    counter: Counter, case: Case, at: datetime, made: IssuedSlip, _to: PartnerService, _g: Given
) -> Story:
    if counter.chance(0.7):
        yield (at := counter.after(at, 8, 10))
        counter.chase(case, made)
        if counter.chance(0.5):
            yield (at := counter.after(at, 4, 6))
            counter.chase(case, made)
        yield (at := counter.after(at, 12, 18))
    else:
        yield (at := counter.after(at, 22, 30))
    if counter.chance(0.2):
        # Nobody looked after it.
        return
    counter.conclude(case, made, Progress.NO_ANSWER)
    if counter.chance(0.35):
        yield (at := counter.after(at, 3, 15))
        counter.reply(case, at, made, counter.one((Progress.COMPLETED, Progress.ACCEPTED)))


def _told_once(
    counter: Counter, case: Case, at: datetime, made: IssuedSlip, _to: PartnerService, _g: Given
) -> Story:
    yield (at := counter.after(at, 4, 12))
    counter.reply(case, at, made, Progress.COMPLETED)


def _step_by_step(
    counter: Counter, case: Case, at: datetime, made: IssuedSlip, _to: PartnerService, _g: Given
) -> Story:
    yield (at := counter.after(at, 2, 6))
    counter.reply(case, at, made, Progress.ARRIVED)
    if counter.chance(0.06):
        counter.undo(case, made)
        counter.reply(case, at, made, Progress.ARRIVED)
    if counter.chance(0.25):
        return
    yield (at := counter.after(at, 2, 8))
    counter.reply(case, at, made, Progress.ACCEPTED)
    if counter.chance(0.3):
        return
    yield (at := counter.after(at, 15, 40))
    end = Progress.BROKEN_OFF if counter.chance(0.2) else Progress.COMPLETED
    counter.reply(case, at, made, end)


def _waits(
    counter: Counter, case: Case, at: datetime, made: IssuedSlip, _to: PartnerService, _g: Given
) -> Story:
    yield (at := counter.after(at, 3, 9))
    counter.reply(case, at, made, Progress.ON_HOLD)
    if counter.chance(0.5):
        yield (at := counter.after(at, 10, 25))
        counter.reply(case, at, made, Progress.ACCEPTED)


def _declined(
    counter: Counter, case: Case, at: datetime, made: IssuedSlip, to: PartnerService, _g: Given
) -> Story:
    yield (at := counter.after(at, 2, 9))
    counter.reply(case, at, made, Progress.DECLINED)
    other = counter.partner(case, at.date(), but=to.id)
    if other is None or counter.chance(0.5):
        return
    yield (at := counter.after(at, 1, 5))
    counter.consent(case, at, other, phone=True)
    case = replace(case, visit_id=None)
    again = counter.issue(case, at, other)
    counter.hand(case, again)
    yield (at := counter.after(at, 4, 12))
    counter.reply(case, at, again, Progress.ACCEPTED)


def _passed_on(
    counter: Counter, case: Case, at: datetime, made: IssuedSlip, _to: PartnerService, _g: Given
) -> Story:
    yield (at := counter.after(at, 3, 9))
    counter.reply(case, at, made, Progress.PASSED_ON)


def _stays_away(
    counter: Counter, case: Case, at: datetime, made: IssuedSlip, _to: PartnerService, _g: Given
) -> Story:
    yield (at := counter.after(at, 10, 14))
    if counter.chance(0.5):
        counter.reply(case, at, made, Progress.NO_SHOW)
    else:
        counter.conclude(case, made, Progress.NO_SHOW)
    if counter.chance(0.4):
        yield (at := counter.after(at, 1, 4))
        counter.another_day(case, at, made)
        yield (at := counter.after(at, 3, 8))
        counter.reply(case, at, made, Progress.ARRIVED)


def _called_off(
    counter: Counter, case: Case, at: datetime, made: IssuedSlip, _to: PartnerService, _g: Given
) -> Story:
    yield (at := counter.after(at, 1, 8))
    counter.conclude(case, made, Progress.WITHDRAWN)


def _takes_back(
    counter: Counter, case: Case, at: datetime, _m: IssuedSlip, _to: PartnerService, given: Given
) -> Story:
    yield counter.after(at, 1, 8)
    counter.withdraw(case, next(one.id for one in given if one.kind is ConsentKind.THIRD_PARTY))


ENDS: tuple[tuple[End, int], ...] = (
    (_silent, 21),
    (_told_once, 18),
    (_step_by_step, 28),
    (_waits, 9),
    (_declined, 9),
    (_passed_on, 3),
    (_stays_away, 6),
    (_called_off, 3),
    (_takes_back, 3),
)
"""How referrals go on, and how many of a hundred."""


def consent_only(counter: Counter, case: Case) -> Story:
    """Somebody is asked, and nothing is handed over: agreed, refused, taken back or run out."""
    at = case.at
    service = counter.partner(case, at.date())
    dice = counter.random.random()
    if service is None or dice < 0.5:
        counter.consent(case, at, None)
    elif dice < 0.7:
        counter.consent(case, at, service, answer=Answer.DECLINED)
    elif dice < 0.85:
        # Signed long ago at a dong office and entered when its file came over.
        counter.consent(case, at, service, signed=min(at, counter.now - A_YEAR_AGO))
    else:
        given = counter.consent(case, at, service)
        yield counter.after(at, 2, 25)
        counter.withdraw(case, counter.one([one for one in given if one.living]).id)
