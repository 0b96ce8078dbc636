"""What the results cost the store: a few statements through indexes, however many referrals."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import event, select
from sqlalchemy.engine import Engine

from desktop.domain import korean
from desktop.domain.access import ActKind
from desktop.domain.clock import FixedClock
from desktop.domain.errors import Refused
from desktop.domain.partner_results import Figure
from desktop.domain.period import Span, period_of
from desktop.domain.referral import Progress, ReferralLine
from desktop.domain.rights import Right
from desktop.domain.sorting import Sorting
from desktop.services.results import Asked, By, PartnerResults
from desktop.services.results.reading import (
    chases_of,
    directory,
    heads_of,
    hired_between,
    issued_between,
    moves_of,
    replies_of,
    service_ids,
)
from desktop.store.database import plan_of
from desktop.store.office import Printing
from tests.printing.reading import page_texts
from tests.services.linked import Linked, moment, open_linked
from tests.services.results.histories import Histories

ON = date(2026, 12, 1)
DECEMBER = Asked(period_of(Span.MONTH, ON))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Linked]:
    made = open_linked(tmp_path, FixedClock(moment("2026-12-22 15:00")))
    rows = Histories(made)
    rows.sent(rows.person(), made.service(), ON, "H0 A2 C3 S10", result="employed", hired=ON)
    yield made
    made.office.close()


@pytest.fixture
def results(desk: Linked) -> PartnerResults:
    return PartnerResults(desk.office)


def statements(act: Any) -> int:
    said: list[str] = []

    def hear(_on: object, _cursor: object, words: str, *_: Any) -> None:
        if words.startswith("SELECT"):
            said.append(words)

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        act()
    finally:
        event.remove(Engine, "before_cursor_execute", hear)
    return len(said)


def test_many_referrals_cost_as_many_statements_as_one(
    desk: Linked, results: PartnerResults
) -> None:
    def ask() -> None:
        results.table(desk.account, DECEMBER)
        results.table(desk.account, Asked(DECEMBER.period, By.GROUP))
        results.behind(desk.account, DECEMBER, Figure.ISSUED)

    ask()
    few = statements(ask)
    rows = Histories(desk)
    for service in desk.partners.services(desk.account)[:4]:
        for born in (1980, 1990, 2000):
            rows.sent(rows.person(born), service, ON, "H0 A2 C3", chased=2)
    assert statements(ask) == few


def test_referrals_and_what_hangs_on_them_are_found_through_indexes(desk: Linked) -> None:
    with desk.office.act(desk.account, Right.LOOK, ActKind.VIEW, logged=False) as act:
        ids = service_ids(directory(act))
        period = DECEMBER.period
        issued = issued_between(ids, period.since, period.until)
        hired = hired_between(ids, period.since, period.until)
        for asked, indexes in (
            (heads_of(issued), ("ix_referral_of_service",)),
            (heads_of(hired), ("ix_referral_of_service",)),
            (moves_of(issued), ("ix_referral_of_service", "ix_referral_move_of")),
            (replies_of(issued), ("ix_referral_of_service", "ix_reply_referral_id")),
            (chases_of(issued), ("ix_referral_of_service", "ix_referral_chase_of")),
        ):
            plan = plan_of(act.session, asked)
            assert not any(step.startswith("SCAN") for step in plan), plan
            for index in indexes:
                assert any(index in step for step in plan), (index, plan)


def test_figures_are_nobodys_and_a_list_is_logged_when_it_is_opened(
    desk: Linked, results: PartnerResults
) -> None:
    before = len(desk.log())
    results.table(desk.account, DECEMBER)
    assert len(desk.log()) == before
    opened = results.behind(desk.account, DECEMBER, Figure.EMPLOYED)
    results.behind(desk.account, DECEMBER, Figure.EMPLOYED, first=False)
    people = [line.visitor_id for line in opened.lines]
    assert desk.log()[before:] == [("view", "기관별 결과 명단: 취업", people)]


def test_a_file_needs_its_use_and_is_entered_as_a_file(
    desk: Linked, results: PartnerResults
) -> None:
    with pytest.raises(Refused) as refused:
        results.spreadsheet(desk.account, DECEMBER, "  ")
    assert set(refused.value.fields) == {"use"}
    made = results.spreadsheet(desk.account, DECEMBER, "분기 보고", "일자리청년과")
    book = load_workbook(BytesIO(made.pdf))
    assert book.sheetnames == ["연계 실적", "걸린 날"]
    told = [row[0].value for row in book["연계 실적"].iter_rows()]
    assert "동부여성발전센터" in told
    assert any("무효로 한 것" in str(one) for one in told)
    assert not any("김하나" in str(cell.value) for row in book["연계 실적"] for cell in row)
    with desk.database.read() as session:
        row = session.scalars(select(Printing).where(Printing.paper == "partner_results")).one()
        assert (row.media, row.purpose, row.receiver) == ("file", "분기 보고", "일자리청년과")


def test_the_paper_has_rows_total_and_definitions(desk: Linked, results: PartnerResults) -> None:
    paper = results.print_table(desk.account, DECEMBER)
    (text,) = page_texts(paper.pdf)
    for words in ("2026년 12월 기관별 연계 실적", "동부여성발전센터", "회신율", "용어와 기준"):
        assert words in text
    assert paper.print_number in text


def test_many_partners_go_over_several_sheets_with_the_total_on_the_last(
    desk: Linked, results: PartnerResults
) -> None:
    rows = Histories(desk)
    for service in desk.partners.services(desk.account):
        rows.sent(rows.person(), service, ON, "H0 A2 C3")
    asked = Asked(DECEMBER.period, By.SERVICE)
    pages = page_texts(results.print_table(desk.account, asked).pdf)
    assert len(pages) == 2
    assert "용어와 기준" not in pages[0]
    assert "용어와 기준" in pages[1]
    assert "(계속)" in pages[1]


def test_a_letter_of_a_year_without_referrals_is_not_made(
    desk: Linked, results: PartnerResults
) -> None:
    key = results.table(desk.account, DECEMBER).lines[0].key
    with pytest.raises(Refused, match="2025년에는"):
        results.letter(desk.account, key, 2025)
    letter = results.letter(desk.account, key, 2026)
    text = "".join(page_texts(letter.pdf))
    assert "2026. 1. 1. ~ 2026. 12. 22." in text, "only what has been of a year that still runs"
    assert "김하나" not in text


def test_the_rows_behind_a_figure_are_read_on_by_the_keys_it_counted(
    desk: Linked, results: PartnerResults
) -> None:
    rows = Histories(desk)
    services = desk.partners.services(desk.account)
    for place in range(12):
        rows.sent(rows.person(1970 + place), services[place % 5], ON, ("H0", "H0 A2")[place % 2])
    line = results.table(desk.account, DECEMBER).total
    for figure in Figure:
        whole = results.behind(desk.account, DECEMBER, figure, limit=1_000)
        counted = line.count(figure)
        assert (whole.count, whole.people) == (counted.cases, counted.people)
        assert [one.id for one in whole.lines] == list(whole.keys)
    for key in ("issued", "partner", "state"):
        for down in (False, True):
            sorting = Sorting(key, down)
            whole = results.behind(desk.account, DECEMBER, Figure.ISSUED, sorting, 1_000)
            opened = results.behind(desk.account, DECEMBER, Figure.ISSUED, sorting, 5)
            found = list(opened.lines)
            before = len(desk.log())
            for begin in range(5, opened.count, 5):
                keys = opened.keys[begin : begin + 5]
                found += results.more(desk.account, Figure.ISSUED, keys)
            assert found == list(whole.lines)
            parts = desk.log()[before:]
            purpose = f"기관별 결과 명단: {Figure.ISSUED.label}"
            assert {told for _, told, _ in parts} == {purpose}
            assert {one for *_, people in parts for one in people} == {
                one.visitor_id for one in found[5:]
            }
            told = [_told(one, key) for one in found]
            assert told == sorted(told, reverse=down)


def _told(line: ReferralLine, key: str) -> Any:
    if key == "issued":
        return line.issued_on
    if key == "partner":
        return korean.collation_key(line.partner)
    return list(Progress).index(line.progress)
