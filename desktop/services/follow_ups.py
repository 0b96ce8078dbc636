"""Promises to get in touch again: kept, or put off to another day."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, select

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.calendar import add_months
from desktop.domain.errors import NotFound, Refused
from desktop.domain.guard import find_identifiers
from desktop.domain.korean import tidy
from desktop.domain.masking import mask_name
from desktop.domain.rights import Right
from desktop.domain.visit import Duty
from desktop.services.act import Act, Office
from desktop.store.people import Visitor
from desktop.store.referrals import Referral
from desktop.store.visits import FollowUp

OPEN, DONE = "open", "done"
JOB_CHECKS = (1, 3, 6)
"""Months after which a job found through a partner is asked about."""


class FollowUps:
    """What was promised to visitors after a talk."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def promise(self, account: SignedIn, visitor_id: int, due_on: date, what: str) -> int:
        """Write down what will be asked or told, and when. Gives its id.

        Raises Refused with the fields `follow_up_on`, `follow_up`.
        """
        with self._office.act(
            account, Right.COUNSEL, ActKind.ENTER, (visitor_id,), "후속 연락"
        ) as act:
            return add_follow_up(act, visitor_id, due_on, what, None)

    def of(self, account: SignedIn, visitor_id: int) -> tuple[Duty, ...]:
        """What is still open with one visitor, the earliest first."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, (visitor_id,), "후속 연락", logged=False
        ) as act:
            rows = act.session.execute(open_follow_ups(FollowUp.visitor_id == visitor_id))
            found = [follow_up_duty(act, row) for row in rows]
            return tuple(sorted(found, key=lambda one: (one.due_on, one.id)))

    def done(self, account: SignedIn, follow_up_id: int) -> None:
        """It was done; `reopen` takes that back."""
        with self._office.act(account, Right.COUNSEL, ActKind.CHANGE, purpose="후속 연락") as act:
            row = _follow_up(act, follow_up_id)
            if row.state == DONE:
                raise Refused("이미 마친 후속 연락입니다.")
            row.state, row.done_at = DONE, act.now

    def reopen(self, account: SignedIn, follow_up_id: int) -> None:
        """It was not done after all."""
        with self._office.act(account, Right.COUNSEL, ActKind.CHANGE, purpose="되돌림") as act:
            row = _follow_up(act, follow_up_id)
            row.state, row.done_at = OPEN, None

    def postpone(self, account: SignedIn, follow_up_id: int, to: date) -> date:
        """Another day, today or later; a day off becomes the working day after it, which is
        given back. Raises Refused with the field `due_on`.
        """
        with self._office.act(
            account, Right.COUNSEL, ActKind.CHANGE, purpose="후속 연락 미룸"
        ) as act:
            row = _follow_up(act, follow_up_id)
            if row.state == DONE:
                raise Refused("이미 마친 후속 연락입니다.")
            if to < act.today:
                raise Refused(
                    "지난 날로는 미룰 수 없습니다.",
                    {"due_on": "오늘이나 그 뒤의 날을 적어 주십시오."},
                )
            row.due_on = self._office.holidays(act).next_working(to)
            return row.due_on


def open_follow_ups(wanted: ColumnElement[bool]) -> Select[FollowUp, str]:
    """The question for the open ones among those wanted; each row makes a `follow_up_duty`."""
    return (
        select(FollowUp, Visitor.name)
        .join(Visitor, Visitor.id == FollowUp.visitor_id)
        .where(FollowUp.state == OPEN, wanted)
    )


def follow_up_duty(act: Act, found: Any) -> Duty:
    """One promise as the board and the visitor's page show it."""
    row, name = found
    return Duty(
        kind="follow_up",
        id=row.id,
        visitor_id=row.visitor_id,
        masked_name=mask_name(name),
        text=row.what,
        due_on=row.due_on,
        overdue=row.due_on < act.today,
        own=row.counsellor_id == act.account.account_id,
    )


def add_follow_up(act: Act, visitor_id: int, due_on: date, what: str, note_id: int | None) -> int:
    """Add a follow-up inside a running act. Raises Refused with fields."""
    what = tidy(what)
    wrong = follow_up_faults(act, due_on, what)
    if wrong:
        raise Refused("저장하지 않았습니다. 표시한 칸을 보아 주십시오.", wrong)
    row = FollowUp(
        id=act.new_id(),
        visitor_id=visitor_id,
        due_on=due_on,
        what=what,
        counsellor_id=act.account.account_id,
        state=OPEN,
        note_id=note_id,
    )
    act.session.add(row)
    act.changed("follow_up")
    return row.id


def plan_job_checks(act: Act, referral: Referral, employed_on: date) -> tuple[int, ...]:
    """Ask 1, 3 and 6 months after somebody began to work whether he still does.

    Once for a referral: a check that is there, or whose day has gone, is not made again.
    """
    there = set(
        act.session.scalars(select(FollowUp.what).where(FollowUp.referral_id == referral.id))
    )
    made = []
    for months in JOB_CHECKS:
        what = f"취업 {months}개월 확인"
        due_on = act.holidays.next_working(add_months(employed_on, months))
        if what in there or due_on < act.today:
            continue
        row = FollowUp(
            id=act.new_id(),
            visitor_id=referral.visitor_id,
            due_on=due_on,
            what=what,
            counsellor_id=referral.counsellor_id,
            state=OPEN,
            referral_id=referral.id,
        )
        act.session.add(row)
        made.append(row.id)
    if made:
        act.changed("follow_up")
    return tuple(made)


def drop_job_checks(act: Act, referral: Referral) -> None:
    """Nobody found work there after all: what was planned to be asked is not."""
    act.session.execute(
        delete(FollowUp).where(FollowUp.referral_id == referral.id, FollowUp.state == OPEN)
    )
    act.changed("follow_up")


def follow_up_faults(act: Act, due_on: date | None, what: str) -> dict[str, str]:
    """What is wrong with a follow-up as typed, by field; nothing for none at all."""
    wrong: dict[str, str] = {}
    if due_on is None:
        if what:
            wrong["follow_up_on"] = "언제 다시 연락할지 날짜를 적어 주십시오."
    elif due_on < act.today:
        wrong["follow_up_on"] = "오늘이나 그 뒤의 날을 적어 주십시오."
    elif not what:
        wrong["follow_up"] = "무엇을 확인할지 한 줄로 적어 주십시오."
    findings = find_identifiers(what)
    if findings:
        wrong["follow_up"] = findings[0].advice
    return wrong


def _follow_up(act: Act, follow_up_id: int) -> FollowUp:
    row = act.session.get(FollowUp, follow_up_id)
    if row is None:
        raise NotFound("이 후속 연락을 찾을 수 없습니다.")
    act.about(row.visitor_id)
    act.changed("follow_up")
    return row
