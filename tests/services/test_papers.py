"""Every paper that leaves the counter has a number of its own and a row in the ledger."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.domain.clock import FixedClock
from desktop.domain.errors import Refused
from desktop.domain.visit import AppointmentDraft
from desktop.printing.drawn import MissingGlyph
from desktop.store.office import Printing
from tests.printing.reading import words_of
from tests.services.linked import PERSON, Linked, open_linked
from tests.services.test_referrals import text_of


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Linked]:
    linked = open_linked(tmp_path / "한글 폴더", clock)
    yield linked
    linked.office.close()


def test_an_application_says_what_was_told(desk: Linked) -> None:
    made = desk.take_in()
    paper = desk.papers.application(desk.account, made.visitor_id)
    text = text_of(paper.pdf)
    assert "서지영" in text
    assert "010-0000-0937" in text
    assert paper.print_number in text
    assert len(paper.print_number.replace("-", "")) == 12


@pytest.mark.parametrize("paper", ["application", "consent"])
def test_blank_forms_carry_nobodys_data_and_no_number(desk: Linked, paper: str) -> None:
    desk.take_in()
    ready = desk.papers.blank(desk.account, paper)
    assert "서지영" not in text_of(ready.pdf)
    assert ready.number == ""
    assert desk.log()[-1] == ("print", "빈 양식", [])


def test_a_receipt_has_the_number_of_the_visit(desk: Linked) -> None:
    made = desk.take_in()
    ready = desk.papers.receipt(desk.account, made.visit_id, large=True)
    assert ready.number in text_of(ready.pdf)
    assert len(ready.number.replace("-", "")) == 10


def test_proof_is_for_recorded_visits_only(desk: Linked) -> None:
    one, other = desk.take_in(), desk.take_in()
    ready = desk.papers.proof(desk.account, one.visitor_id, [one.visit_id], "고용센터")
    assert "서지영" in text_of(ready.pdf)
    with pytest.raises(Refused, match="다른 분"):
        desk.papers.proof(desk.account, one.visitor_id, [other.visit_id])
    with pytest.raises(Refused, match="방문이 없어"):
        desk.papers.proof(desk.account, one.visitor_id, [])
    assert desk.rows(Printing) == 1


def test_a_partner_sheet_tells_nothing_of_anybody(desk: Linked) -> None:
    desk.take_in()
    ready = desk.papers.partner_sheet(desk.account, desk.service().id, large=True)
    text = text_of(ready.pdf)
    assert "동부여성발전센터" in text
    assert "서지영" not in text
    assert desk.log()[-1] == ("print", "기관 안내", [])
    # Without consent there is no slip to bring.
    assert "의뢰서" not in text


def test_the_day_sheet_is_masked(desk: Linked) -> None:
    made = desk.take_in()
    day = desk.clock.today()
    desk.visits.appoint(
        desk.account, made.visitor_id, AppointmentDraft(day, time(16, 0), "이력서 보기")
    )
    text = text_of(desk.papers.day_sheet(desk.account, day).pdf)
    assert "서*영" in text
    assert "서지영" not in text
    assert "16:00" in text


def test_print_numbers_follow_each_other_and_the_ledger_knows_all(desk: Linked) -> None:
    made = desk.take_in()
    numbers = [
        desk.papers.application(desk.account, made.visitor_id).print_number for _ in range(3)
    ]
    serials = [int(number.replace("-", "")[5:-1]) for number in numbers]
    assert serials == list(range(serials[0], serials[0] + 3))
    lines = desk.papers.ledger(desk.account, made.visitor_id)
    assert [line.number for line in lines] == numbers[::-1]
    assert lines[0].by == "한서윤"
    assert lines[0].purpose == "구직 등록"


def test_a_character_the_face_lacks_is_named_and_no_number_is_taken(desk: Linked) -> None:
    made = desk.take_in(replace(PERSON, name="홍길동😀"))
    for paper in (
        lambda: desk.papers.application(desk.account, made.visitor_id),
        lambda: desk.papers.receipt(desk.account, made.visit_id, large=True),
        lambda: desk.papers.proof(desk.account, made.visitor_id, [made.visit_id]),
    ):
        with pytest.raises(MissingGlyph) as refused:
            paper()
        assert "‘😀’(U+1F600)" in refused.value.fields["name"]
        assert "‘성명’" in refused.value.fields["name"]
    assert desk.rows(Printing) == 0
    whole = desk.take_in()
    ready = desk.papers.application(desk.account, whole.visitor_id)
    assert ready.print_number.startswith("26-101-000101")


@pytest.mark.parametrize("name", ["<b>x</b>", "&amp;지영", "金哲洙", "뷁", "황보 별"])
def test_a_name_is_printed_as_it_was_typed(desk: Linked, name: str) -> None:
    made = desk.take_in(replace(PERSON, name=name))
    for ready in (
        desk.papers.application(desk.account, made.visitor_id),
        desk.papers.receipt(desk.account, made.visit_id),
        desk.papers.proof(desk.account, made.visitor_id, [made.visit_id]),
    ):
        assert name in text_of(ready.pdf)
        assert name not in ready.title


def test_decomposed_letters_come_out_composed(desk: Linked) -> None:
    made = desk.take_in(replace(PERSON, name=unicodedata.normalize("NFD", "선우하람")))
    assert "선우하람" in text_of(desk.papers.application(desk.account, made.visitor_id).pdf)


def test_the_directory_is_printed_as_one_list_and_stands_in_the_ledger(desk: Linked) -> None:
    ready = desk.papers.directory_list(desk.account)
    words = words_of(ready.pdf)
    for service in desk.partners.services(desk.account):
        assert service.organisation.replace("|", "").replace(" ", "") in words
        assert service.name.replace(" ", "") in words
    with desk.database.read() as session:
        row = session.scalars(select(Printing).order_by(Printing.id.desc())).first()
    assert row is not None
    assert (row.paper, row.visitor_id) == ("directory_list", None)
