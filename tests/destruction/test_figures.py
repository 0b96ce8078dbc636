"""What the figures count is the same after a destruction as before."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from desktop.domain.retention import Subject
from desktop.domain.targeting import evaluate, facts_of
from desktop.services.rules import rules
from desktop.services.visitors import draft_of
from desktop.store import erasing, schema, tallies
from desktop.store.base import Kind
from desktop.store.consents import Consent
from desktop.store.notes import Note
from desktop.store.office import Setting
from desktop.store.people import SeekingRegistration, Visitor, VisitorGroup
from desktop.store.referrals import Referral, Reply
from desktop.store.visits import Visit
from tests.destruction.planted import Planted, open_office, plant


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Any, Planted]]:
    office = open_office(tmp_path_factory.mktemp("figures") / "자료")
    plant(office)
    before = figures(office), coded(office)
    lead = office.as_lead()
    office.desk.retention.ask(lead, [(Subject.VISITOR, office.person)], "1호")
    officer = office.as_officer()
    asked = office.desk.retention.due(officer).asked
    office.desk.retention.decide(officer, [one.id for one in asked], approve=True)
    office.desk.retention.destroy(officer)
    yield before, (figures(office), coded(office)), office
    office.close()


def figures(office: Planted) -> dict[str, Counter[Any]]:
    """As the results table counts: events and people, by month, sex, dong, group, outcome."""
    with office.database.read() as session:
        told: dict[str, Counter[Any]] = {
            "visits a month": Counter(f"{day:%Y-%m}" for day in session.scalars(select(Visit.day))),
            "visits by channel and sex": Counter(
                tuple(row)
                for row in session.execute(
                    select(Visit.channel, Visitor.sex, Visitor.birth_year).outerjoin(Visitor)
                )
            ),
            "people by dong": Counter(session.scalars(select(Visitor.dong))),
            "people by education and state": Counter(
                tuple(row) for row in session.execute(select(Visitor.education, Visitor.work_state))
            ),
            "talks by method": Counter(
                tuple(row) for row in session.execute(select(Note.method, Note.type, Note.reached))
            ),
            "referrals by outcome": Counter(
                tuple(row)
                for row in session.execute(select(Referral.progress, Referral.service_id))
            ),
            "replies": Counter(
                tuple(row) for row in session.execute(select(Reply.outcome, Reply.received_on))
            ),
            "consents": Counter(
                tuple(row) for row in session.execute(select(Consent.kind, Consent.answer))
            ),
            "registrations": Counter(session.scalars(select(SeekingRegistration.filed_on))),
            "by group": by_group(session),
            "kept by month": Counter(tallies.kept(session.connection())),
        }
        told["target groups"] = Counter(
            verdict.rule.key
            for visitor in session.scalars(select(Visitor))
            for verdict in _verdicts(office, session, visitor)
            if verdict.answer.value == "met"
        )
        return told


def _verdicts(office: Planted, session: Any, visitor: Visitor) -> tuple[Any, ...]:
    """Judged by the birth year, the day of birth is nobody's figure; told groups are counted."""
    facts = facts_of(replace(draft_of(session, visitor), birth=None, groups=()))
    return evaluate(facts, office.clock.today(), rules())


def by_group(session: Any) -> Counter[Any]:
    """Groups told, and visits, talks and referrals by group: of people still here, and the tally
    of those who are not."""
    told = list(session.execute(select(VisitorGroup)).scalars())
    living = Counter(("told", f"{row.told_on:%Y-%m}", row.code) for row in told)
    for what, rows in (
        ("visits", session.execute(select(Visit.visitor_id, Visit.day)).all()),
        ("talks", session.execute(select(Note.visitor_id, Note.started_at)).all()),
        ("referrals", session.execute(select(Referral.visitor_id, Referral.opened_at)).all()),
    ):
        living.update(
            (what, f"{at:%Y-%m}", row.code)
            for row in told
            for visitor_id, at in rows
            if visitor_id == row.visitor_id
        )
    tally = session.scalar(select(Setting.value).where(Setting.name == erasing.GROUPS_TALLY)) or {}
    gone = Counter(
        {
            (what, month, code): count
            for what, months in tally.items()
            for month, codes in months.items()
            for code, count in codes.items()
        }
    )
    return living + gone


def coded(office: Planted) -> dict[str, Counter[Any]]:
    """Every coded column of every table whose rows stay, value by value."""
    changed_on_purpose = {
        # Lists go by the last visit, and nobody can be called for any more.
        "visitor.last_visit_on",
        "appointment.state",
        "follow_up.state",
        # The request itself goes on.
        "destruction.state",
        "destruction.reason",
    }
    told = {}
    with office.database.read() as session:
        for name, fate in erasing.FATES.items():
            table = schema.metadata.tables[name]
            if fate is erasing.Fate.GONE:
                continue
            for column in table.columns:
                if (
                    column.info["kind"] is Kind.CODED
                    and f"{name}.{column.name}" not in changed_on_purpose
                ):
                    values = session.execute(select(column)).scalars()
                    told[f"{name}.{column.name}"] = Counter(map(repr, values))
    return told


def test_the_figures_are_the_same(counted: tuple[Any, Any, Planted]) -> None:
    (before, _), (after, _), _ = counted
    assert before["target groups"]
    assert before["kept by month"]["2026-03", "visit.person", "female 30"]
    assert before["by group"]["told", "2026-03", "disabled"] == 1
    assert before["by group"]["talks", "2026-03", "disabled"] == 2
    assert after == before


def test_every_coded_column_of_the_rows_that_stay_is_the_same(
    counted: tuple[Any, Any, Planted],
) -> None:
    (_, before), (_, after), _ = counted
    assert len(before) > 60
    assert after == before


def test_nothing_sensitive_hangs_on_the_row_that_stays(counted: tuple[Any, Any, Planted]) -> None:
    office = counted[2]
    with office.database.read() as session:
        rows = session.scalars(
            select(VisitorGroup.id).where(VisitorGroup.visitor_id == office.person)
        ).all()
    assert rows == []


def test_doing_it_again_counts_nothing_twice(counted: tuple[Any, Any, Planted]) -> None:
    _, (after, _), office = counted
    with office.database.write() as session:
        erasing.erase(session, "visitor", [office.person], office.clock.today())
    assert figures(office) == after
