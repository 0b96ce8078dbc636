"""Whose data got out, by when it has to be told, and what is registered about the file."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from desktop.domain.clock import FixedClock
from desktop.domain.errors import NotFound, Refused
from desktop.domain.paper_number import PaperKind, make
from desktop.domain.visit import VisitDraft
from desktop.services.requests import BreachQuery, PrivacySheets
from tests.services.linked import PERSON, Linked, open_linked
from tests.services.test_referrals import text_of


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Linked]:
    linked = open_linked(tmp_path / "sheets", clock)
    yield linked
    linked.office.close()


def plain(text: str) -> str:
    return "".join(text.split())


def whole_day(desk: Linked, **more: object) -> BreachQuery:
    now = desk.clock.now()
    query = BreachQuery(
        known_at=now, since=now - timedelta(hours=8), until=now + timedelta(hours=1)
    )
    return replace(query, **more)  # type: ignore[arg-type]


def test_the_log_of_a_period_an_account_or_a_desk_says_whose_data(desk: Linked) -> None:
    sheets = PrivacySheets(desk.office)
    one = desk.take_in().visitor_id
    desk.be(desk.colleague)
    other = desk.visits.register(
        desk.colleague,
        replace(PERSON, name="남궁다른", phone="", email="", address="", second_phone=""),
        _visit(),
    ).visitor_id
    desk.be(desk.account)
    found = sheets.breach(desk.account, whole_day(desk))
    assert {person.visitor_id for person in found.people} == {one, other}
    assert found.due_at == desk.clock.now() + timedelta(hours=72)
    assert found.unreachable == 1
    assert not found.must_report
    assert {"성명", "생년월일", "연락처"} <= set(found.fields)
    mine = sheets.breach(desk.account, whole_day(desk, account_id=desk.colleague.account_id))
    assert [person.visitor_id for person in mine.people] == [other]
    assert sheets.breach(desk.account, whole_day(desk, place="창구-9")).people == ()
    assert set(desk.log()[-3][2]) == {one, other}, "looking it up is logged with everybody found"


def _visit() -> VisitDraft:
    return VisitDraft(purposes=("counselling",))


def test_one_paper_or_a_list_of_numbers_says_whose_data_too(desk: Linked) -> None:
    sheets = PrivacySheets(desk.office)
    issued = desk.issued()
    by_paper = sheets.breach(
        desk.account, BreachQuery(desk.clock.now(), print_number=issued.paper.print_number)
    )
    assert [person.visitor_id for person in by_paper.people] == [issued.visitor_id]
    assert "연계 의뢰서" in by_paper.chosen
    came = desk.take_in()
    numbers = f"{by_paper.people[0].number}, {came.visit_number}"
    listed = sheets.breach(desk.account, BreachQuery(desk.clock.now(), numbers=numbers))
    assert {person.visitor_id for person in listed.people} == {issued.visitor_id, came.visitor_id}
    with pytest.raises(Refused) as refused:
        sheets.breach(desk.account, BreachQuery(desk.clock.now(), numbers="26-101-99999"))
    assert "numbers" in refused.value.fields
    with pytest.raises(Refused) as refused:
        sheets.breach(desk.account, BreachQuery(desk.clock.now(), print_number="26-101-0009992"))
    assert "print_number" in refused.value.fields
    unknown = make(PaperKind.PRINT, 2026, 101, 999).text
    with pytest.raises(NotFound):
        sheets.breach(desk.account, BreachQuery(desk.clock.now(), print_number=unknown))


def test_the_sheet_has_the_clock_the_contacts_and_a_print_number_of_its_own(desk: Linked) -> None:
    sheets = PrivacySheets(desk.office)
    desk.take_in()
    query = whole_day(desk, known_at=desk.clock.now() - timedelta(hours=70))
    ready = sheets.breach_paper(desk.account, query)
    told = plain(text_of(ready.pdf))
    for words in ("서지영", "010-0000-0937", "2시간남음", "72시간", ready.number, "알려야할분"):
        assert plain(words) in told, words
    assert ready.number == ready.print_number
    late = sheets.breach_paper(
        desk.account, replace(query, known_at=desk.clock.now() - timedelta(hours=80))
    )
    assert "8시간지남" in plain(text_of(late.pdf))
    with pytest.raises(Refused):
        sheets.breach_paper(desk.account, whole_day(desk, place="없는 자리"))
    with pytest.raises(Refused) as refused:
        sheets.breach(desk.account, BreachQuery(desk.clock.now()))
    assert "since" in refused.value.fields


def test_many_people_are_found_at_the_cost_of_few(desk: Linked) -> None:
    sheets = PrivacySheets(desk.office)

    def statements() -> int:
        said: list[str] = []

        def hear(_on: object, _cursor: object, words: str, *_: object) -> None:
            said.append(words)

        event.listen(Engine, "before_cursor_execute", hear)
        try:
            sheets.breach(desk.account, whole_day(desk))
        finally:
            event.remove(Engine, "before_cursor_execute", hear)
        return len(said)

    desk.take_in()
    few = statements()
    for place in range(8):
        desk.take_in(replace(PERSON, name=f"김하{place}"))
    assert statements() == few


def test_the_data_file_is_told_from_the_store(desk: Linked) -> None:
    sheets = PrivacySheets(desk.office)
    desk.take_in()
    facts = sheets.data_file(desk.account)
    assert facts.people == 1
    assert facts.partners > 5
    ready = sheets.data_file_paper(desk.account)
    told = plain(text_of(ready.pdf))
    for words in (
        "개인정보파일 등록 사항",
        "1명 (2026. 11. 23.)",
        "구직 상담, 일자리 알선, 취업 지원 사업 안내",
        "일자리청년과",
        "서울특별시동부여성발전센터 직업교육",
        "고유식별정보",
    ):
        assert plain(words) in told, words
    assert "서지영" not in told
