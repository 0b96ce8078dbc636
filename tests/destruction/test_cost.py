"""What a destruction costs at the desk does not grow with the office: only pages and copies do."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from desktop.domain.visit import VisitDraft
from desktop.domain.visitor import VisitorDraft
from desktop.store import erasing
from tests.destruction.planted import Planted, open_office

SMALL = {"draft", "account_event", "log_review", "destruction", "d", "setting"}
"""Forms half typed, and what the staff wrote about its own work: looked through as a whole."""


@pytest.fixture
def office(tmp_path: Path) -> Any:
    made = open_office(tmp_path / "자료")
    yield made
    made.close()


def take_in(office: Planted, many: int) -> list[int]:
    return [
        office.desk.visits.register(
            office.lead, VisitorDraft(name=f"여름솔{at}"), VisitDraft(("counselling",))
        ).visitor_id
        for at in range(many)
    ]


def sent(office: Planted, subject: str, ids: list[int]) -> list[tuple[str, Any]]:
    """The statements of erasing, with their values."""
    found: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, values: Any, _x: Any, _many: bool) -> None:
        found.append((statement, values))

    engine = office.database._writer.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        with office.database.write() as session:
            erasing.erase(session, subject, ids, office.clock.today())
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return found


@pytest.mark.parametrize("subject", ["visitor", "referral"])
def test_no_statement_walks_over_a_table_of_visitors(office: Planted, subject: str) -> None:
    (person,) = take_in(office, 1)
    walked = set()
    statements = sent(office, subject, [person])
    assert len(statements) > 5
    with office.database.read() as session:
        connection = session.connection()
        for statement, values in statements:
            if statement.split()[0] not in ("SELECT", "UPDATE", "DELETE"):
                continue
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            for row in plan:
                if row[3].startswith("SCAN"):
                    walked.add(row[3].split()[1])
    assert walked <= SMALL | {"m", "p"}


def test_a_hundred_people_together_cost_no_more_statements_than_one(office: Planted) -> None:
    one, *others = take_in(office, 40)
    assert len(sent(office, "visitor", others)) <= len(sent(office, "visitor", [one])) + 2
