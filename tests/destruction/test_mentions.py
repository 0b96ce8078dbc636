"""Whoever asks for a destruction is told where the records of others still name the person."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.note import NoteDraft, NoteMethod, NoteType
from desktop.domain.retention import LeftKind, LeftLine, Subject
from desktop.domain.visit import VisitDraft
from desktop.services.retention.mentions import MENTIONED
from tests.destruction.planted import NOW, OTHER, PERSON, Planted, open_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Planted]:
    """A mother who came years ago, her daughter, and somebody else."""
    made = open_office(tmp_path / "자료")
    desk, lead = made.desk, made.lead
    daughter = replace(OTHER, second_phone=PERSON.phone, second_phone_relation="어머니")
    for draft, remark in ((PERSON, ""), (daughter, f"어머니 {PERSON.name} 님과 함께 오심")):
        came = desk.visits.register(lead, draft, VisitDraft(("counselling",), remark=remark))
        made.person, made.other = made.person or came.visitor_id, came.visitor_id
    someone = replace(OTHER, name="남궁별", phone="01055556666")
    third = desk.visits.register(lead, someone, VisitDraft(("counselling",)))
    for visitor_id, said in (
        (made.person, f"{PERSON.name} 님 말씀"),
        (made.other, "어머니 연락처는 010-8361 7294라고 하심"),
        (third.visitor_id, "하늬바람이 부는 날을 좋아하심"),
    ):
        talk(made, visitor_id, said)
    yield made
    made.close()


def talk(office: Planted, visitor_id: int, said: str) -> int:
    now = office.clock.now()
    draft = NoteDraft(
        visitor_id=visitor_id,
        visit_id=None,
        started_at=now,
        ended_at=now,
        method=NoteMethod.PHONE,
        reached=True,
        type=NoteType.AFTERCARE,
        summary=said,
    )
    return office.desk.notes.finish(office.lead, draft).id


def asked(office: Planted) -> int:
    office.clock.at = NOW
    wanted = [(Subject.VISITOR, office.person)]
    office.desk.retention.ask(office.as_lead(), wanted, "1호")
    return office.desk.retention.look_for_mentions(office.lead, wanted)


def mentions(office: Planted) -> list[LeftLine]:
    left = office.desk.retention.due(office.as_lead()).left
    return [one for one in left if one.kind is LeftKind.MENTION]


def test_every_place_is_listed_masked_and_by_whose_it_is(office: Planted) -> None:
    assert asked(office) == 3
    lines = mentions(office)
    assert [one.name for one in lines] == ["상담 기록", "방문 메모", "연락처"]
    assert {one.visitor_id for one in lines} == {office.other}
    for line in lines:
        assert line.place.startswith("서**람 ")
        assert PERSON.name not in line.place
    wanted = [(Subject.VISITOR, office.person)]
    assert office.desk.retention.look_for_mentions(office.lead, wanted) == 0
    assert len(mentions(office)) == 3


def test_what_was_corrected_leaves_the_list_and_the_ledger_says_how_many_were_told(
    office: Planted,
) -> None:
    asked(office)
    lines = mentions(office)
    assert office.desk.retention.corrected_by_hand(office.lead, lines[:1]) == 1
    assert [one.name for one in mentions(office)] == ["방문 메모", "연락처"]
    officer = office.as_officer()
    ids = [one.id for one in office.desk.retention.due(officer).asked]
    office.desk.retention.decide(officer, ids, approve=True)
    office.desk.retention.destroy(officer)
    (line,) = office.desk.retention.ledger(office.as_lead()).lines
    assert dict(line.kinds)[MENTIONED] == 3
    # The name is gone from the store of the one destroyed; where to correct is still known.
    assert len(mentions(office)) == 2


def test_a_short_name_counts_only_where_somebody_is_called_by_it(office: Planted) -> None:
    desk, lead = office.desk, office.lead
    came = desk.visits.register(lead, replace(OTHER, name="김솔"), VisitDraft(("counselling",)))
    talk(office, office.other, "김솔길을 따라 오심")
    office.clock.at = NOW
    wanted = [(Subject.VISITOR, came.visitor_id)]
    desk.retention.ask(office.as_lead(), wanted, "1호")
    assert desk.retention.look_for_mentions(office.lead, wanted) == 0
    talk(office, office.other, "김솔 씨가 소개함")
    assert desk.retention.look_for_mentions(office.lead, wanted) == 1
