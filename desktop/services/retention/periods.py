"""The dated periods: shipped once, then the office's own rows."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import ColumnElement, select

from desktop.domain.errors import NotFound, Refused
from desktop.domain.guard import find_identifiers
from desktop.domain.korean import tidy
from desktop.domain.retention import (
    EVENT_OF,
    LEAST_MONTHS,
    MOST_MONTHS,
    Event,
    Rule,
    Subject,
    rule_on,
)
from desktop.services.act import Act
from desktop.store.retention import Destruction, RetentionRule

MOST_OF_GROUND = 200


def periods_of(act: Act, *one: ColumnElement[bool]) -> tuple[Rule, ...]:
    """Every period there ever was, by subject and day."""
    rows = act.session.scalars(
        select(RetentionRule).where(*one).order_by(RetentionRule.subject, RetentionRule.valid_from)
    )
    return tuple(
        Rule(
            row.id,
            Subject(row.subject),
            Event(row.event),
            row.months,
            row.ground,
            row.records_officer,
            row.valid_from,
            row.valid_to,
            row.checked_on,
            row.source,
        )
        for row in rows
    )


def load_periods(act: Act, shipped: Iterable[Rule]) -> None:
    """Fill in the shipped periods of subjects that have none: a new store, or an older one."""
    known = set(act.session.scalars(select(RetentionRule.subject)))
    for rule in shipped:
        if rule.subject.value not in known:
            act.session.add(_row(act, rule))


def put_period(act: Act, rule: Rule) -> Rule:
    """A new period from a day on; the one before it ends the day before. Never over the past.

    Raises Refused with the fields `months`, `valid_from`, `ground`.
    """
    rule = replace(rule, ground=tidy(rule.ground), event=EVENT_OF[rule.subject])
    _refuse_unfit(act, rule)
    rows = list(
        act.session.scalars(
            select(RetentionRule)
            .where(RetentionRule.subject == rule.subject.value)
            .order_by(RetentionRule.valid_from)
        )
    )
    same = next((row for row in rows if row.valid_from == rule.valid_from), None)
    if same is not None and rule.valid_from > act.today:
        # It has not begun: nothing was ever judged by it.
        same.months, same.ground = rule.months, rule.ground
        same.records_officer, same.checked_on = rule.records_officer, act.today
        return replace(rule, id=same.id, checked_on=act.today)
    before = [row for row in rows if row.valid_from < rule.valid_from]
    if before:
        before[-1].valid_to = rule.valid_from - timedelta(days=1)
    after = [row for row in rows if row.valid_from > rule.valid_from]
    made = _row(
        act,
        replace(
            rule,
            valid_to=after[0].valid_from - timedelta(days=1) if after else None,
            checked_on=act.today,
        ),
    )
    act.session.add(made)
    return replace(rule, id=made.id, valid_to=made.valid_to, checked_on=act.today)


def take_back_period(act: Act, rule_id: int) -> None:
    """Take back a period that has not begun; the one before it goes on.

    Raises Refused for one that has begun, NotFound for none.
    """
    row = act.session.get(RetentionRule, rule_id)
    if row is None:
        raise NotFound("그 보유기간을 찾을 수 없습니다.")
    used = act.session.scalar(select(Destruction.id).where(Destruction.rule_id == rule_id).limit(1))
    if row.valid_from <= act.today or used is not None:
        raise Refused("이미 시행된 보유기간은 지우지 않습니다. 새 시행일로 한 줄 더 적어 주십시오.")
    before = act.session.scalars(
        select(RetentionRule)
        .where(RetentionRule.subject == row.subject, RetentionRule.valid_from < row.valid_from)
        .order_by(RetentionRule.valid_from.desc())
        .limit(1)
    ).first()
    if before is not None:
        before.valid_to = row.valid_to
    act.session.delete(row)


def period_on(act: Act, subject: Subject, day: date) -> Rule | None:
    """The period of a subject on a day."""
    return rule_on(periods_of(act, RetentionRule.subject == subject.value), subject, day)


def _row(act: Act, rule: Rule) -> RetentionRule:
    return RetentionRule(
        id=act.new_id(),
        subject=rule.subject.value,
        event=rule.event.value,
        months=rule.months,
        ground=rule.ground,
        records_officer=rule.records_officer,
        valid_from=rule.valid_from,
        valid_to=rule.valid_to,
        checked_on=rule.checked_on,
        source=rule.source,
    )


def _refuse_unfit(act: Act, rule: Rule) -> None:
    wrong: dict[str, str] = {}
    least = LEAST_MONTHS.get(rule.subject, 1)
    if not least <= rule.months <= MOST_MONTHS:
        wrong["months"] = (
            f"법이 정한 {least}개월보다 짧게 둘 수 없습니다."
            if rule.months < least and least > 1
            else f"1에서 {MOST_MONTHS} 사이의 개월 수로 적어 주십시오."
        )
    if rule.valid_from < act.today:
        wrong["valid_from"] = "지난 날부터 바꿀 수 없습니다. 오늘이나 그 뒤를 적어 주십시오."
    elif act.session.scalar(
        select(RetentionRule.id).where(
            RetentionRule.subject == rule.subject.value,
            RetentionRule.valid_from == rule.valid_from,
            RetentionRule.valid_from <= act.today,
        )
    ):
        wrong["valid_from"] = "오늘부터 시행한 기간이 이미 있습니다. 내일부터로 적어 주십시오."
    if not rule.ground:
        wrong["ground"] = "왜 이 기간인지 법령이나 문서를 적어 주십시오."
    elif len(rule.ground) > MOST_OF_GROUND:
        wrong["ground"] = f"{MOST_OF_GROUND}자 안으로 적어 주십시오."
    elif findings := find_identifiers(rule.ground):
        wrong["ground"] = findings[0].advice
    if wrong:
        raise Refused("저장하지 않았습니다. 표시한 칸을 보아 주십시오.", wrong)
