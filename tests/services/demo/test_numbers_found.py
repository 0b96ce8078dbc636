"""Reception and slip numbers in the search box, against a plain walk over all papers."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select
from sqlalchemy.engine import Engine

from desktop.domain import paper_number
from desktop.domain.masking import mask_name
from desktop.domain.paper_number import PaperKind
from desktop.store.consents import Consent
from desktop.store.people import Visitor
from desktop.store.referrals import Referral, Slip
from desktop.store.visits import Visit
from tests.services.demo.conftest import DemoOffice

Whose = tuple[int | None, str]
KINDS = (PaperKind.VISIT, PaperKind.SLIP, PaperKind.CONSENT)


@pytest.fixture(scope="module")
def known(looked_at: DemoOffice) -> dict[PaperKind, dict[str, Whose]]:
    """By kind and digits: whose it is, and the name as a stranger may read it."""
    with looked_at.session() as session:
        names = {
            one: mask_name(name) for one, name in session.execute(select(Visitor.id, Visitor.name))
        }
        numbers = {
            PaperKind.VISIT: session.execute(select(Visit.number, Visit.visitor_id)),
            PaperKind.SLIP: session.execute(
                select(Slip.number, Referral.visitor_id).join(
                    Referral, Referral.id == Slip.referral_id
                )
            ),
            PaperKind.CONSENT: session.execute(select(Consent.number, Consent.visitor_id)),
        }
        return {
            kind: {digits: (whose, names.get(whose, "")) for digits, whose in rows if digits}
            for kind, rows in numbers.items()
        }


def test_there_are_papers_of_every_kind(known: dict[PaperKind, dict[str, Whose]]) -> None:
    assert all(len(known[kind]) > 20 for kind in KINDS)


@given(data=st.data())
@settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_a_number_tells_whose_paper_it_is_however_it_is_typed(
    looked_at: DemoOffice, known: dict[PaperKind, dict[str, Whose]], data: st.DataObject
) -> None:
    kind = data.draw(st.sampled_from(KINDS))
    digits = data.draw(st.sampled_from(sorted(known[kind])))
    typed = data.draw(
        st.sampled_from((digits, f"{digits[:2]}-{digits[2:5]}-{digits[5:]}", f" {digits} "))
    )
    number = paper_number.find(typed)
    assert number is not None
    found = looked_at.desk.visitors.of_number(looked_at.account, number)
    assert found is not None
    assert found.kind is kind
    visitor_id, masked = known[kind][digits]
    assert found.visitor_id == visitor_id
    assert found.masked_name == (masked if visitor_id is not None else "익명 문의")


@given(kind=st.sampled_from(KINDS), block=st.integers(100, 999), serial=st.integers(0, 9_999))
@settings(
    max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_a_number_that_is_on_no_paper_is_nobodys(
    looked_at: DemoOffice,
    known: dict[PaperKind, dict[str, Whose]],
    kind: PaperKind,
    block: int,
    serial: int,
) -> None:
    number = paper_number.make(kind, 2026, block, serial % kind.serials)
    found = looked_at.desk.visitors.of_number(looked_at.account, number)
    assert (found is not None) == (number.digits in known[kind])


@pytest.mark.parametrize("kind", list(PaperKind), ids=lambda kind: kind.name)
def test_no_number_is_looked_for_paper_by_paper(looked_at: DemoOffice, kind: PaperKind) -> None:
    asked: list[tuple[str, Any]] = []

    def hear(_on: object, _cursor: object, words: str, values: Any, *_: Any) -> None:
        if words.startswith("SELECT"):
            asked.append((words, values))

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        looked_at.desk.visitors.of_number(looked_at.account, paper_number.make(kind, 2026, 777, 12))
    finally:
        event.remove(Engine, "before_cursor_execute", hear)
    with looked_at.session() as session:
        steps = [
            step[3]
            for words, values in asked
            for step in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", values)
        ]
    assert steps
    assert not [step for step in steps if step.startswith("SCAN") and "SUBQUERY" not in step]
