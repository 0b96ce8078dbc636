"""Every act leaves its row in its own transaction, says whose data it was, and no search text."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.domain.clock import FixedClock
from desktop.domain.masking import mask_search
from desktop.domain.referral import Paper
from desktop.domain.visitor import VisitorDraft
from desktop.store.log import AccessRow
from desktop.store.office import NumberBlock, Printing
from desktop.store.people import Visitor
from desktop.store.referrals import Slip
from desktop.store.visits import Visit
from tests.services.linked import PERSON, Linked, moment, open_linked


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Linked]:
    made = open_linked(tmp_path, FixedClock(moment("2026-11-20 10:30")))
    yield made
    made.office.close()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("홍길동", "글자 3자"),
        ("ㅎㄱㄷ", "초성 3자"),
        ("0937", "숫자 4자리"),
        ("010-0000-0937", "숫자 11자리"),
        ("NGUYEN", "글자 6자"),
        ("홍길동 1984", "글자 7자"),
        ("  ", ""),
    ],
)
def test_of_a_search_only_its_kind_is_kept(desk: Linked, typed: str, kept: str) -> None:
    assert mask_search(typed) == kept
    desk.visitors.end_search(desk.account, 4, None, typed)
    kind, purpose, subjects = desk.log()[-1]
    assert (kind, subjects) == ("search", [])
    assert purpose == (f"찾기: {kept}" if kept else "찾기")
    assert typed.strip() not in purpose or not typed.strip()


def test_a_number_searched_for_is_named_by_its_kind(desk: Linked) -> None:
    issued = desk.issued()
    assert mask_search(issued.line.number) == "의뢰번호"
    desk.visitors.end_search(desk.account, 1, None, issued.line.number)
    assert desk.log()[-1][1] == "찾기: 의뢰번호"


def test_a_search_is_one_row_and_says_how_many_were_found(desk: Linked) -> None:
    someone = desk.take_in().visitor_id
    before = len(desk.log())
    for typed in ("서", "서지", "서지영"):
        desk.visitors.look_up(desk.account, typed)
    desk.visitors.end_search(desk.account, 1, someone, "서지영")
    assert desk.log()[before:] == [("search", "찾기: 글자 3자", [someone])]
    with desk.database.read() as session:
        last = session.scalars(select(AccessRow).order_by(AccessRow.seq.desc()).limit(1)).one()
        assert last.count == 1


def test_the_check_at_an_intake_is_one_row_about_everybody_who_was_shown(desk: Linked) -> None:
    someone = desk.take_in().visitor_id
    before = len(desk.log())
    for typed in ("서", "서지", PERSON.name):
        sought = replace(PERSON, name=typed, phone="01000000937")
        alike = desk.visitors.likely_same(desk.account, sought)
    desk.visitors.end_check(desk.account, [one.visitor.id for one in alike], sought)
    assert desk.log()[before:] == [("search", "중복 확인: 글자 3자 · 숫자 11자리", [someone])]
    desk.visitors.end_check(desk.account, (), VisitorDraft(name="아무도없음"))
    assert desk.log()[-1] == ("search", "중복 확인: 글자 5자", [])


def test_a_list_is_one_row_when_it_comes_up_and_when_its_filter_changes(desk: Linked) -> None:
    visitor = desk.issued()
    before = len(desk.log())
    desk.referrals.open_ones(desk.account)
    desk.referrals.open_ones(desk.account, first=False)
    desk.referrals.open_ones(desk.account, overdue=True)
    desk.referrals.open_ones(desk.account, all_states=True)
    (someone,) = {one for _, _, subjects in desk.log() for one in subjects}
    assert visitor is not None
    assert desk.log()[before:] == [
        ("view", "연계 목록: 열린 의뢰", [someone]),
        ("view", "연계 목록: 기한 지남", []),
        ("view", "연계 목록: 모두", [someone]),
    ]


def test_whoever_is_entered_changed_or_printed_stands_in_the_row(desk: Linked) -> None:
    registered = desk.take_in()
    visitor_id, visit_id = registered.visitor_id, registered.visit_id
    service = desk.service()
    before = len(desk.log())
    desk.visits.call(desk.account, visit_id)
    desk.visits.start(desk.account, visit_id)
    desk.agree(visitor_id, service)
    issued = desk.referrals.issue(desk.account, desk.slip(visitor_id, service))
    desk.referrals.reprint(desk.account, issued.line.id)
    (line,) = desk.referrals.of_visitor(desk.account, visitor_id)
    desk.referrals.handed(desk.account, line.id, Paper.HANDED)
    desk.papers.receipt(desk.account, visit_id)
    desk.papers.application(desk.account, visitor_id)
    desk.visits.finish(desk.account, visit_id)
    desk.visitors.open(desk.account, visitor_id)
    desk.papers.ledger(desk.account, visitor_id)
    rows = desk.log()[before:]
    assert len(rows) >= 11
    assert {row[2] == [visitor_id] for row in rows} == {True}
    assert all(purpose for _, purpose, _ in rows)


# An act whose log cannot be written does not happen -----------------------------------


def refuse_rows(desk: Linked) -> None:
    with desk.database.write() as session:
        session.connection().exec_driver_sql(
            "CREATE TRIGGER no_more BEFORE INSERT ON access_log"
            " BEGIN SELECT RAISE(ABORT, 'no more'); END"
        )


def everything(desk: Linked) -> tuple[int, ...]:
    return tuple(
        desk.rows(table) for table in (Visitor, Visit, Slip, Printing, NumberBlock, AccessRow)
    )


Deed = Callable[[Linked, int, int, int], object]
DEEDS: dict[str, Deed] = {
    "intake": lambda desk, _person, _visit, _slip: desk.take_in(),
    "call": lambda desk, _person, visit, _slip: desk.visits.call(desk.account, visit),
    "slip": lambda desk, person, _visit, _slip: desk.referrals.issue(
        desk.account, desk.slip(person, desk.service("국민취업지원제도 상담"))
    ),
    "reprint": lambda desk, _person, _visit, slip: desk.referrals.reprint(desk.account, slip),
    "receipt": lambda desk, _person, visit, _slip: desk.papers.receipt(desk.account, visit),
    "look": lambda desk, person, _visit, _slip: desk.visitors.open(desk.account, person),
    "list": lambda desk, _person, _visit, _slip: desk.referrals.open_ones(desk.account),
    "search": lambda desk, person, _visit, _slip: desk.visitors.end_search(
        desk.account, 1, person, "서"
    ),
}


@pytest.mark.parametrize("name", DEEDS)
def test_an_act_whose_log_cannot_be_written_does_not_happen(desk: Linked, name: str) -> None:
    registered = desk.take_in()
    for service in (desk.service(), desk.service("국민취업지원제도 상담")):
        desk.agree(registered.visitor_id, service)
    issued = desk.referrals.issue(desk.account, desk.slip(registered.visitor_id, desk.service()))
    refuse_rows(desk)
    before = everything(desk)
    given = None
    with pytest.raises(Exception, match="no more"):
        given = DEEDS[name](desk, registered.visitor_id, registered.visit_id, issued.line.id)
    assert given is None
    assert everything(desk) == before
    with desk.database.write() as session:
        session.connection().exec_driver_sql("DROP TRIGGER no_more")
    DEEDS[name](desk, registered.visitor_id, registered.visit_id, issued.line.id)
    assert desk.rows(AccessRow) > before[-1]
    assert PERSON.name not in str(desk.log())
