"""Which target groups the people of some referrals were in, on the day each was referred.

Judged by the dated rules from the coded facts, in a few statements for everybody. What may
only be kept with consent (취약 구분) is no row here: a list behind a figure would tell it.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from desktop.domain.groups_met import GroupsMet, Person
from desktop.domain.partner_results import Trace
from desktop.domain.targeting import Facts, Rule, facts_of
from desktop.domain.visitor import Career, Sex, VisitorDraft, WorkState
from desktop.services.act import Act
from desktop.services.rules import rules
from desktop.store.people import Career as CareerRow
from desktop.store.people import Visitor, VisitorFact
from desktop.store.referrals import Referral


@lru_cache(maxsize=1)
def shown_rules() -> tuple[Rule, ...]:
    """The rules whose groups may stand in a table.

    None that needs consent or is not asked about, none that another office decides on.
    """
    return tuple(
        rule for rule in rules() if not rule.sensitive and not rule.quiet and not rule.confirm_at
    )


def group_labels() -> dict[str, str]:
    """Key and name of every group, in the order of the rules."""
    return {rule.key: rule.label for rule in shown_rules()}


def groups_of(act: Act, *which: ColumnElement[bool]) -> Callable[[Trace], frozenset[str]]:
    """Tells the groups of each referral; none of somebody of whom too little is left.

    `which` are the referrals as they are asked for.
    """
    met = GroupsMet(shown_rules())
    people: dict[int, Person] = {}
    for some in which:
        people.update(_people(act, some))

    def of(trace: Trace) -> frozenset[str]:
        person = people.get(trace.visitor_id)
        return frozenset() if person is None else met.of(person, trace.issued_on)

    return of


def _of(which: ColumnElement[bool]) -> Select[int]:
    return select(Referral.visitor_id).where(which)


def _people(act: Act, which: ColumnElement[bool]) -> Mapping[int, Person]:
    """Everybody of some referrals, by id; three statements."""
    store = act.session.connection()
    answers: dict[int, dict[str, bool]] = {}
    for visitor_id, key, answer in store.execute(
        select(VisitorFact.visitor_id, VisitorFact.key, VisitorFact.answer)
        .where(VisitorFact.visitor_id.in_(_of(which)))
        .order_by(VisitorFact.asked_on, VisitorFact.id)
    ):
        # Later answers stand after earlier ones and win.
        answers.setdefault(visitor_id, {})[key] = answer
    last: dict[int, tuple[str, str]] = {}
    for visitor_id, ended, reason in store.execute(
        select(CareerRow.visitor_id, CareerRow.ended, CareerRow.leaving_reason)
        .where(CareerRow.visitor_id.in_(_of(which)))
        .order_by(CareerRow.visitor_id, CareerRow.place)
    ):
        # Of several only the one that ended last is asked for, the first of those that tie.
        if visitor_id not in last or ended > last[visitor_id][0]:
            last[visitor_id] = ended, reason
    rows = store.execute(
        select(
            Visitor.id,
            Visitor.birth,
            Visitor.birth_year,
            Visitor.left_month,
            Visitor.military_months,
            Visitor.sex,
            Visitor.work_state,
            Visitor.leaving_reason,
            Visitor.education,
            Visitor.benefits,
        ).where(Visitor.id.in_(_of(which)))
    )
    return {
        row[0]: person_of(
            *row[1:],
            career=last.get(row[0]),
            told=tuple(answers[row[0]].items()) if row[0] in answers else (),
        )
        for row in rows
    }


def person_of(
    birth: date | None,
    birth_year: int | None,
    left_month: str,
    military_months: int | None,
    *coded: Any,
    career: tuple[str, str] | None = None,
    told: tuple[tuple[str, bool], ...] = (),
) -> Person:
    """Somebody from the columns of a visitor, the last career and the answers told.

    `coded` are sex, work state, leaving reason, education and benefits; `career` is when it
    ended and why.
    """
    ended, why = career or ("", "")

    def facts() -> Facts:
        """As the form of the intake tells them."""
        sex, work_state, leaving_reason, education, benefits = coded
        return facts_of(
            VisitorDraft(
                name="",
                birth=birth,
                birth_year=birth_year,
                sex=Sex(sex),
                work_state=WorkState(work_state),
                left_month=left_month,
                leaving_reason=leaving_reason,
                education=education,
                benefits=benefits,
                military_months=military_months,
                careers=(Career("", "", "", ended, why),) if career else (),
                facts=told,
            )
        )

    return Person(
        alike=(coded, left_month != "", career is not None, why, told),
        birth=birth,
        birth_year=birth_year,
        left_month=left_month or ended,
        served=military_months or 0,
        facts=facts,
    )
