"""People at the counter: found, alike, completed, registered, and found by a paper's number."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.domain.clock import FixedClock
from desktop.domain.draft import FormDraft
from desktop.domain.errors import Conflict, Refused
from desktop.domain.paper_number import PaperKind, make, read
from desktop.domain.visitor import VisitorDraft
from desktop.services.act import Office
from desktop.services.visitors import fill
from desktop.store.people import Visitor
from tests.services.talks import Talks, open_talks

SUA = VisitorDraft(name="박수아", birth=date(1992, 3, 14), phone="01055210937", dong="1121584700")


@pytest.fixture
def talks(tmp_path: Path, clock: FixedClock) -> Iterator[Talks]:
    opened = open_talks(tmp_path, clock)
    yield opened
    opened.office.close()


def take_in(talks: Talks, draft: VisitorDraft) -> int:
    from desktop.domain.visit import VisitDraft

    made = talks.visits.register(talks.account, draft, VisitDraft(("counselling",)))
    return made.visitor_id


def test_a_search_is_logged_once_when_it_ends_and_never_with_what_was_typed(talks: Talks) -> None:
    visitor_id = take_in(talks, SUA)
    before = len(talks.log())

    for typed in ("ㅂ", "박", "박ㅅ", "박수", "박수아"):
        found = talks.visitors.look_up(talks.account, typed)
    talks.visitors.end_search(talks.account, len(found), visitor_id)

    news = talks.log()[before:]
    assert news == [("search", "찾기", [visitor_id])]
    assert [one.name for one in found] == ["박수아"]
    assert found[0].masked_name == "박*아"
    assert found[0].masked_phone == "010-****-0937"


def test_a_resident_number_is_not_searched_for(talks: Talks) -> None:
    with pytest.raises(Refused):
        talks.visitors.look_up(talks.account, "900101-1234567")


def test_opening_somebody_is_the_logged_view_and_reading_again_is_not(talks: Talks) -> None:
    visitor_id = take_in(talks, SUA)
    before = len(talks.log())

    card = talks.visitors.open(talks.account, visitor_id)
    talks.visitors.reread(talks.account, visitor_id)

    assert talks.log()[before:] == [("view", "내방객 조회", [visitor_id])]
    assert card.draft.name == "박수아"
    assert card.visits == 1


def test_a_family_on_one_phone_is_shown_but_is_not_likely_the_same(talks: Talks) -> None:
    take_in(talks, replace(SUA, name="박연정", birth=date(1963, 5, 30)))

    (mother,) = talks.visitors.likely_same(talks.account, SUA)

    assert mother.same_phone
    assert not mother.same_name
    assert not mother.likely


def test_name_with_birth_or_with_phone_is_likely_the_same(talks: Talks) -> None:
    take_in(talks, SUA)

    for typed in (
        VisitorDraft(name="박 수아", birth=SUA.birth),
        VisitorDraft(name="박수아", phone=SUA.phone),
    ):
        (one,) = talks.visitors.likely_same(talks.account, typed)
        assert one.likely, typed
    (other,) = talks.visitors.likely_same(
        talks.account, VisitorDraft(name="박수아", birth=date(1961, 8, 2))
    )
    assert not other.likely


def test_somebody_faster_at_another_desk_is_a_conflict(talks: Talks) -> None:
    visitor_id = take_in(talks, SUA)
    card = talks.visitors.open(talks.account, visitor_id)
    changed = replace(card.draft, contact_time="평일 오전")
    talks.visitors.complete(talks.account, visitor_id, card.version, changed)

    with pytest.raises(Conflict):
        talks.visitors.complete(talks.account, visitor_id, card.version, card.draft)


def test_a_living_registration_goes_on_from_its_own_last_day(talks: Talks) -> None:
    visitor_id = take_in(talks, SUA)

    filed = talks.visitors.file_seeking(talks.account, visitor_id)
    extended = talks.visitors.file_seeking(talks.account, visitor_id)

    assert filed.valid_until == date(2027, 2, 23)
    assert extended.valid_until == date(2027, 5, 23)


def test_an_ended_registration_is_filed_anew_and_can_be_taken_back(
    talks: Talks, clock: FixedClock
) -> None:
    visitor_id = take_in(talks, SUA)
    talks.visitors.file_seeking(talks.account, visitor_id)
    clock.advance(timedelta(days=200))

    again = talks.visitors.file_seeking(talks.account, visitor_id)
    talks.visitors.take_back_seeking(talks.account, visitor_id)

    assert again.filed_on == clock.today()
    assert again.extensions == 0
    seeking = talks.visitors.open(talks.account, visitor_id).seeking
    assert seeking is not None
    assert seeking.valid_until == date(2027, 2, 23)
    with pytest.raises(Refused):
        talks.visitors.take_back_seeking(talks.account, visitor_id)


def test_a_visit_number_shows_the_masked_name_before_anything_opens(talks: Talks) -> None:
    made = talks.take_in("박수아")
    before = len(talks.log())

    paper = talks.visitors.of_number(talks.account, read(made.visit_number, PaperKind.VISIT))

    assert paper is not None
    assert (paper.masked_name, paper.visitor_id) == ("박*아", made.visitor_id)
    assert len(talks.log()) == before


def test_a_number_we_never_gave_out_is_nobodys(talks: Talks) -> None:
    for kind in PaperKind:
        assert talks.visitors.of_number(talks.account, make(kind, 2026, 777, 12)) is None


def test_an_identifier_in_a_free_text_is_refused_at_its_field(talks: Talks) -> None:
    with pytest.raises(Refused) as refused:
        take_in(talks, replace(SUA, address="주민번호 900101-1234567"))
    assert "address" in refused.value.fields


def test_completing_somebody_takes_the_half_typed_form_along_in_the_same_act(
    talks: Talks,
) -> None:
    visitor_id = take_in(talks, SUA)
    card = talks.visitors.open(talks.account, visitor_id)
    kept = FormDraft(talks.drafts.new_id(), "intake", "접수", visitor_id, {"values": {}})
    talks.drafts.keep(talks.account, kept)

    with pytest.raises(Refused):
        talks.visitors.complete(
            talks.account, visitor_id, card.version, replace(card.draft, name=""), kept.id
        )
    assert [line.id for line in talks.drafts.list(talks.account)] == [kept.id]

    talks.visitors.complete(talks.account, visitor_id, card.version, card.draft, kept.id)
    assert talks.drafts.list(talks.account) == ()


def test_the_same_person_is_found_among_hundreds_of_the_same_name(talks: Talks) -> None:
    with talks.database.write() as session:
        for row in people_rows(talks.office, "박수아", 260):
            session.add(row)
    mine = take_in(talks, SUA)
    talks.clock.advance(timedelta(days=1))
    with talks.database.write() as session:
        for row in people_rows(talks.office, "박수아", 260):
            session.add(row)

    typed = VisitorDraft(name="박수아", birth=SUA.birth)
    assert talks.visitors.likely_same(talks.account, typed)[0].visitor.id == mine


def people_rows(office: Office, name: str, count: int) -> list[Visitor]:
    """Other people of one name who came in today."""
    rows = []
    for place in range(count):
        row = Visitor(id=office.new_id(), created_at=office.clock.now(), visits=1)
        born = date(1950, 1, 1) + timedelta(days=place)
        fill(row, VisitorDraft(name=name, birth=born, phone=f"0109{place:07d}"))
        row.changed_at, row.last_visit_on = office.clock.now(), office.clock.today()
        rows.append(row)
    return rows
