"""Ten years by month and by year, a month with its people, counted by hand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.clock import FixedClock
from desktop.domain.period import Span
from desktop.domain.statistics import Shown
from desktop.domain.visit import Channel, VisitDraft
from desktop.domain.visitor import Sex
from desktop.services.statistics import Asked, Statistics
from desktop.services.statistics.acts import periods_up_to
from desktop.store import tallies
from tests.services.linked import PERSON, Linked, moment, open_linked
from tests.services.results.histories import Histories
from tests.services.statistics.naive import check

NOV = date(2026, 11, 23)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Linked]:
    """A woman of 42 who came twice in November, a man of 66 in December, and a question."""
    made = open_linked(tmp_path, FixedClock(moment("2026-11-23 14:05")))
    first = made.visits.register(
        made.account,
        PERSON,
        VisitDraft(("counselling", "training"), Channel.COUNTER),
        seeking=True,
    )
    made.visits.start(made.account, first.visit_id)
    made.visits.finish(made.account, first.visit_id, "referred")
    made.later(days=1)
    again = made.visits.arrive(
        made.account, first.visitor_id, VisitDraft(("training",), Channel.PHONE)
    )
    made.visits.leave(made.account, again.visit_id)
    made.visits.enquire(made.account, VisitDraft(("enquiry",), Channel.PHONE))
    made.later(days=20)
    man = replace(PERSON, name="박하늘", birth=date(1960, 12, 31), sex=Sex.MALE, phone="")
    made.visits.register(made.account, man, VisitDraft(("counselling",), Channel.COUNTER))
    yield made
    made.office.close()


def month(desk: Linked, shown: Shown, day: date = NOV) -> dict[str, tuple[int, int]]:
    found = Statistics(desk.office).month(desk.account, shown, day)
    lines = (*found.lines, found.total)
    return {line.label: (line.cases, line.people) for line in lines}


def test_a_month_counts_every_time_and_everybody_once(desk: Linked) -> None:
    assert month(desk, Shown.CHANNEL) == {"창구": (1, 1), "전화": (2, 1), "계": (3, 1)}
    assert month(desk, Shown.FIRST) == {
        "처음 오신 분": (1, 1),
        "다시 오신 분": (1, 1),
        "이름 없는 문의": (1, 0),
        "계": (3, 1),
    }
    assert month(desk, Shown.END) == {
        "의뢰": (1, 1),
        "안내만": (1, 0),
        "돌아감": (1, 1),
        "계": (3, 1),
    }
    assert month(desk, Shown.COUNSELLOR) == {
        "한서윤": (2, 1),
        "담당 없음": (1, 1),
        "계": (3, 1),
    }


def test_somebody_who_came_for_two_things_stands_in_both_rows_and_once_in_all(
    desk: Linked,
) -> None:
    assert month(desk, Shown.PURPOSE) == {
        "취업상담": (1, 1),
        "교육·훈련": (2, 1),
        "문의": (1, 0),
        "계": (3, 1),
    }


def test_age_is_that_of_the_year_whatever_the_day(desk: Linked) -> None:
    assert month(desk, Shown.AGE) == {"40~49세": (2, 1), "모름": (1, 0), "계": (3, 1)}
    assert month(desk, Shown.AGE, date(2026, 12, 1)) == {"65세 이상": (1, 1), "계": (1, 1)}
    assert month(desk, Shown.SEX, date(2026, 12, 1)) == {"남": (1, 1), "계": (1, 1)}
    assert month(desk, Shown.SEEKING) == {"신규 · 여": (1, 1), "계": (1, 1)}


def test_ten_years_by_month_end_with_the_month_of_today(desk: Linked) -> None:
    found = Statistics(desk.office).ten_years(
        desk.account, Asked(Shown.PURPOSE, desk.clock.today())
    )
    assert len(found.periods) == 120
    assert (found.periods[0].label, found.periods[-1].label) == ("2017년 1월", "2026년 12월")
    assert {line.label: line.counts[-2:] for line in found.lines} == {
        "취업상담": (1, 1),
        "교육·훈련": (2, 0),
        "문의": (1, 0),
    }
    assert found.total.counts[-2:] == (3, 1)
    assert found.total.total == 4


def test_years_are_the_sums_of_their_months(desk: Linked) -> None:
    by_year = Statistics(desk.office).ten_years(
        desk.account, Asked(Shown.CHANNEL, desk.clock.today(), Span.YEAR)
    )
    assert [period.label for period in by_year.periods][-1] == "2026년"
    assert len(by_year.periods) == 10
    assert {line.label: line.counts[-1] for line in by_year.lines} == {"창구": 2, "전화": 2}


def test_referrals_and_hires_stand_under_their_partner_in_their_own_month(desk: Linked) -> None:
    rows = Histories(desk)
    one, other = desk.service(), desk.partners.services(desk.account)[0]
    person = rows.person()
    rows.sent(person, one, NOV, "H0 A2 S10", result="employed", hired=date(2026, 12, 3))
    rows.sent(person, one, NOV, "V0o")
    rows.sent(person, other, NOV, "H0 W9o")
    referred, hired = (month(desk, shown) for shown in (Shown.REFERRED, Shown.HIRED))
    assert referred["계"] == (2, 1)
    assert sum(cases for label, (cases, _) in referred.items() if label != "계") == 2
    assert hired == {"계": (0, 0)}
    assert month(desk, Shown.HIRED, date(2026, 12, 1)) == {
        "동부여성발전센터": (1, 1),
        "계": (1, 1),
    }
    with desk.database.read() as session:
        check(session)


def statements(desk: Linked, act: Any) -> list[str]:
    with desk.database.statement_counter() as sent:
        act()
    return [one for one in sent if "tally" in one or "FROM visit" in one or "FROM note" in one]


def test_ten_years_are_one_statement_over_the_months_kept_and_touch_no_facts(desk: Linked) -> None:
    service = Statistics(desk.office)
    for shown in Shown:
        sent = statements(
            desk, lambda shown=shown: service.ten_years(desk.account, Asked(shown, NOV))
        )
        assert len(sent) == 1, shown
        assert "FROM tally" in sent[0]
    with desk.database.read() as session:
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sent[0]}", ("a",) * 3)
        (step,) = [row[3] for row in plan]
    assert step.startswith("SEARCH tally USING PRIMARY KEY (month>? AND month<?)")


INDEXES = {
    "visit": "ix_visit_day",
    "note": "ix_note_started_at",
    "registration": "ix_seeking_registration_filed_on",
    "referral.issued": "ix_referral_issued_on",
    "referral.hired": "ix_referral_result_on",
}


@pytest.mark.parametrize("what", tallies.BY_WHAT)
def test_a_month_is_found_through_an_index(desk: Linked, what: str) -> None:
    with desk.database.read() as session:
        rows = session.connection().exec_driver_sql(
            f"EXPLAIN QUERY PLAN {tallies.rows_between(what)}", ("a", "b")
        )
        plan = [row[3] for row in rows]
    assert not any(step.startswith("SCAN") for step in plan), plan
    wanted = INDEXES.get(what) or INDEXES[what.split(".")[0]]
    assert any(wanted in step for step in plan), plan


def test_figures_are_nobodys_and_leave_no_row_in_the_log(desk: Linked) -> None:
    before = len(desk.log())
    service = Statistics(desk.office)
    service.ten_years(desk.account, Asked(Shown.AGE, NOV))
    service.month(desk.account, Shown.AGE, NOV)
    assert len(desk.log()) == before


def test_a_recount_names_what_differs_and_puts_it_right(desk: Linked) -> None:
    service = Statistics(desk.office)
    assert service.recount(desk.account).wrong == ()
    before = len(desk.log())
    with desk.database.write() as session:
        session.connection().exec_driver_sql(
            "UPDATE tally SET count = 7 WHERE what = 'visit.channel' AND key = 'counter' "
            "AND month = '2026-11'"
        )
    found = service.recount(desk.account)
    assert found.wrong == ("2026-11 방문 경로 ‘counter’: 적힌 수 7, 센 수 1",)
    assert service.recount(desk.account).wrong == ()
    assert desk.log()[before:] == [("change", "방문 집계 다시 세기", [])]
    with desk.database.read() as session:
        check(session)


def test_the_last_month_of_a_period_begins_and_ends_where_it_should() -> None:
    months = periods_up_to(Span.MONTH, date(2026, 2, 28))
    assert (months[0].since, months[-1].until) == (date(2016, 3, 1), date(2026, 2, 28))


def test_every_band_of_age_has_its_words(desk: Linked) -> None:
    bands = desk.office.codes["age_bands"]
    assert tuple(int(one.code) for one in bands) == tallies.BANDS
