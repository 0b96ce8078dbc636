"""Thirty invented people sent to two partners, counted by hand."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.domain.clock import FixedClock
from desktop.domain.partner_results import PARTS, Figure, Rate, ResultLine, Step
from desktop.domain.period import Period, Span, period_of
from desktop.services.results import Asked, By, PartnerResults
from desktop.store import erasing
from tests.services.linked import Linked, moment, open_linked
from tests.services.results.histories import Histories

DECEMBER = Asked(period_of(Span.MONTH, date(2026, 12, 1)))
ALL_WELL = "H0 A2 C3 S10"
TODAY = "2027-01-15 10:00"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Linked]:
    made = open_linked(tmp_path, FixedClock(moment(TODAY)))
    yield made
    made.office.close()


@pytest.fixture
def results(desk: Linked) -> PartnerResults:
    return PartnerResults(desk.office)


@pytest.fixture(scope="module")
def thirty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Linked]:
    """The people, each with what happened; these are only looked at."""
    desk = open_linked(tmp_path_factory.mktemp("thirty"), FixedClock(moment(TODAY)))
    send_thirty(desk)
    yield desk
    desk.office.close()


def send_thirty(desk: Linked) -> None:
    """Everybody at the two partners, and what became of them."""
    made = Histories(desk)
    women = desk.service("직업교육")
    other_women = next(
        one
        for one in desk.partners.services(desk.account)
        if one.organisation == women.organisation and one.id != women.id
    )
    youth = next(one for one in desk.partners.services(desk.account) if "청년" in one.organisation)
    on = date(2026, 12, 1)
    people = [made.person(1960 + number) for number in range(30)]

    def women_centre(number: int, story: str, **more: object) -> None:
        made.sent(people[number - 1], women, on, story, **more)  # type: ignore[arg-type]

    def youth_centre(number: int, story: str, day: date = on, **more: object) -> None:
        made.sent(people[number - 1], youth, day, story, **more)  # type: ignore[arg-type]

    women_centre(1, ALL_WELL, result="employed", hired=date(2026, 12, 22))
    women_centre(2, ALL_WELL, result="employed", hired=date(2027, 1, 5))  # the next year
    women_centre(3, ALL_WELL, result="trained")
    women_centre(4, ALL_WELL)
    women_centre(5, "H0 S10", result="employed", hired=date(2026, 12, 22))  # told all at once
    women_centre(6, "~H3 C3")  # nobody noted that it was handed over
    women_centre(7, "H0 A2v")  # the visitor says so, the partner says nothing
    women_centre(8, "H0", chased=2)
    women_centre(9, "H0 E30o", chased=1)
    women_centre(10, "H0 E20o C27")  # late, and welcome
    women_centre(11, "H0 J3")
    women_centre(12, "H0 C3 F10")
    women_centre(13, "H0 W5o")
    women_centre(14, "W1o")  # called off before it left
    women_centre(15, "H0 V1o")  # a mistake
    women_centre(16, "H0 !C3")  # written to the wrong slip and taken back
    women_centre(17, "H0 L6")
    women_centre(18, "H0 N10")
    women_centre(19, ALL_WELL, result="trained")  # destroyed since
    women_centre(20, "H0", due=date(2027, 2, 1))
    youth_centre(21, ALL_WELL, result="employed", hired=date(2026, 12, 29))
    youth_centre(22, "H0 J3")
    youth_centre(23, "H0")
    youth_centre(24, "", due=date(2027, 2, 1))  # still on the desk
    youth_centre(25, "H0 R3")
    youth_centre(2, "H0 C3")  # somebody sent to both
    made.sent(people[2], other_women, on, "H0 J2")  # somebody sent twice to one partner
    made.sent(
        people[25], women, date(2026, 11, 30), ALL_WELL, result="employed", hired=date(2026, 12, 10)
    )
    made.sent(people[26], women, date(2026, 12, 31), "H0", due=date(2027, 1, 29))
    youth_centre(28, "H0 A2 C3", date(2027, 1, 4))
    youth_centre(29, "H0", date(2027, 1, 4))
    youth_centre(30, "H0 J1", date(2027, 1, 4))
    with desk.database.write() as session:
        erasing.erase(session, "visitor", [people[18]], date(2027, 1, 10))


def counts(line: ResultLine) -> dict[str, tuple[int, int]]:
    return {
        figure.label: (line.count(figure).cases, line.count(figure).people) for figure in Figure
    }


WOMEN = {
    "의뢰": (20, 19),
    "도착": (10, 10),
    "회신": (13, 12),
    "접수": (9, 9),
    "완료": (6, 6),
    "취업": (3, 3),
    "미회신": (4, 4),
    "진행": (6, 6),
    "훈련": (2, 2),
    "기타 완료": (1, 1),
    "부적합": (4, 4),
    "재촉": (2, 2),
    "기간 중 취업": (3, 3),
}
YOUTH = {
    "의뢰": (6, 6),
    "도착": (2, 2),
    "회신": (4, 4),
    "접수": (2, 2),
    "완료": (1, 1),
    "취업": (1, 1),
    "미회신": (1, 1),
    "진행": (2, 2),
    "훈련": (0, 0),
    "기타 완료": (0, 0),
    "부적합": (2, 2),
    "재촉": (0, 0),
    "기간 중 취업": (1, 1),
}


def test_every_figure_of_december_is_the_one_counted_by_hand(thirty: Linked) -> None:
    desk, results = thirty, PartnerResults(thirty.office)
    found = results.table(desk.account, DECEMBER)
    women, youth = found.lines
    assert counts(women) == WOMEN
    assert counts(youth) == YOUTH
    assert {key: value[0] for key, value in counts(found.total).items()} == {
        key: WOMEN[key][0] + YOUTH[key][0] for key in WOMEN
    }, "the referrals of the rows add up to the total"
    total = counts(found.total)
    assert total["의뢰"] == (26, 24), "one was sent to both partners, one twice to the first"
    assert total["회신"] == (17, 15)
    for line in (women, youth, found.total):
        parts = sum(line.count(figure).cases for figure in PARTS)
        assert parts == line.count(Figure.ISSUED).cases, "everybody is in exactly one part"


def test_rates_are_rounded_half_up_and_days_are_working_days(thirty: Linked) -> None:
    desk, results = thirty, PartnerResults(thirty.office)
    found = results.table(desk.account, DECEMBER)
    women, youth = found.lines
    assert [women.rate(rate) for rate in Rate] == [
        Decimal(text) for text in ("50.0", "65.0", "45.0", "30.0", "15.0")
    ]
    assert youth.rate(Rate.REPLY) == Decimal("66.7")
    assert found.total.rate(Rate.REPLY) == Decimal("65.4")
    told = {step: (women.delay(step).median, women.delay(step).of) for step in Step}
    assert told == {
        Step.HANDING: (Decimal(0), 19),
        Step.ARRIVAL: (Decimal(2), 6),
        Step.REPLY: (Decimal("2.5"), 12),
        Step.ACCEPTANCE: (Decimal(3), 7),
        Step.COMPLETION: (Decimal(8), 6),
        Step.EMPLOYMENT: (Decimal(15), 3),
    }
    assert women.delay(Step.REPLY).mean == Decimal("4.7")


def test_a_hire_of_january_counts_for_the_referral_of_december_and_for_the_days_of_january(
    thirty: Linked,
) -> None:
    desk, results = thirty, PartnerResults(thirty.office)
    old = results.table(desk.account, Asked(period_of(Span.YEAR, date(2026, 12, 1)))).total
    new = results.table(desk.account, Asked(period_of(Span.YEAR, date(2027, 1, 1)))).total
    assert (old.count(Figure.EMPLOYED).cases, old.count(Figure.HIRED).cases) == (5, 4)
    assert (new.count(Figure.EMPLOYED).cases, new.count(Figure.HIRED).cases) == (0, 1)
    quarter = results.table(desk.account, Asked(period_of(Span.QUARTER, date(2026, 11, 1)))).total
    assert counts(quarter) == counts(old), "nothing was before October"


def test_a_free_period_takes_both_its_days(thirty: Linked) -> None:
    desk, results = thirty, PartnerResults(thirty.office)
    asked = Asked(Period(Span.FREE, date(2026, 11, 30), date(2026, 12, 31)))
    assert results.table(desk.account, asked).total.count(Figure.ISSUED).cases == 27
    asked = Asked(Period(Span.FREE, date(2026, 12, 2), date(2026, 12, 30)))
    assert results.table(desk.account, asked).total.count(Figure.ISSUED).cases == 0


def test_every_figure_opens_as_many_rows_as_it_counts(thirty: Linked) -> None:
    desk, results = thirty, PartnerResults(thirty.office)
    found = results.table(desk.account, DECEMBER)
    for line in (*found.lines, found.total):
        for figure in Figure:
            opened = results.behind(desk.account, DECEMBER.narrowed(line.key), figure)
            assert len(opened.lines) == opened.count == line.count(figure).cases
            people = {one.visitor_id for one in opened.lines}
            assert len(people) == line.count(figure).people


def test_the_destroyed_count_and_have_no_name(thirty: Linked) -> None:
    desk, results = thirty, PartnerResults(thirty.office)
    opened = results.behind(desk.account, DECEMBER, Figure.TRAINED)
    assert len(opened.lines) == 2
    assert any("파기" in one.masked_name for one in opened.lines)
    assert "김하나" not in repr(opened)


def test_somebody_in_two_groups_counts_in_both_and_once_in_all(
    desk: Linked, results: PartnerResults
) -> None:
    made, service = Histories(desk), desk.service()
    young = made.person(2000)
    mature = made.person(1970)
    made.sent(young, service, date(2026, 12, 1), ALL_WELL)
    made.sent(mature, service, date(2026, 12, 1), "H0")
    found = results.table(desk.account, Asked(DECEMBER.period, By.GROUP))
    rows = {line.key: line for line in found.lines}
    assert rows["youth_basic"].count(Figure.ISSUED).people == 1
    assert rows["youth_seoul"].count(Figure.ISSUED).people == 1
    assert found.total.count(Figure.ISSUED).people == 2
    assert "disabled" not in dict(found.groups), "no list tells what needs consent"
    only = results.table(desk.account, Asked(DECEMBER.period, group="youth_seoul"))
    assert only.total.count(Figure.ISSUED).cases == 1
    (line,) = results.behind(
        desk.account, Asked(DECEMBER.period, group="youth_seoul"), Figure.ISSUED
    ).lines
    assert line.visitor_id == young


def test_groups_are_judged_on_the_day_of_the_referral(
    desk: Linked, results: PartnerResults
) -> None:
    made, service = Histories(desk), desk.service()
    person = made.person(1987)  # forty on 2 March 2027
    made.sent(person, service, date(2026, 12, 1), "H0")
    desk.clock.at = moment("2027-06-01 10:00")
    made.sent(person, service, date(2027, 5, 3), "H0")
    for day, wanted in ((date(2026, 12, 1), 1), (date(2027, 5, 3), 0)):
        asked = Asked(period_of(Span.MONTH, day), group="youth_seoul")
        assert results.table(desk.account, asked).total.count(Figure.ISSUED).cases == wanted


def test_nothing_has_no_share_and_no_days(desk: Linked, results: PartnerResults) -> None:
    total = results.table(desk.account, DECEMBER).total
    assert [total.rate(rate) for rate in Rate] == [None] * 5
    assert total.delay(Step.REPLY).median is None


def test_a_renamed_partner_stays_one_row_under_its_newest_name(
    desk: Linked, results: PartnerResults
) -> None:
    from dataclasses import replace

    made, service = Histories(desk), desk.service()
    made.sent(made.person(), service, date(2026, 12, 1), "H0")
    page = desk.partners.open(desk.account, service.organisation_id)
    desk.partners.save_organisation(
        desk.account,
        replace(page.organisation, name="동부새이름센터", short_name="새이름센터"),
        date(2027, 1, 10),
        same_body=True,
    )
    made.sent(made.person(), desk.service(), date(2026, 12, 2), "H0")
    (line,) = results.table(desk.account, DECEMBER).lines
    assert (line.label, line.count(Figure.ISSUED).cases) == ("새이름센터", 2)
