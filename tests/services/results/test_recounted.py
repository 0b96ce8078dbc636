"""Whatever happened in whatever order: the figures are those of a naive recount."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from desktop.domain.calendar import Holidays
from desktop.domain.clock import KST, FixedClock
from desktop.domain.partner_results import PARTS, Figure, Rate, Step
from desktop.domain.period import Period, Span
from desktop.services.results import Asked, By, PartnerResults
from desktop.store.referrals import Referral, ReferralChase, ReferralMove, Reply
from tests.services.linked import Linked, moment, open_linked
from tests.services.results.histories import Histories

BEGINS = date(2026, 10, 1)
HOLIDAYS = Holidays({date(2026, 12, 25): "기독탄신일", date(2027, 1, 1): "1월 1일"})
STEPS = st.builds(
    lambda sign, letter, day, by: f"{sign}{letter}{day}{by}",
    st.sampled_from(["", "", "", "~", "!"]),
    st.sampled_from("HHACLJRNESFWV"),
    st.integers(0, 60),
    st.sampled_from(["", "", "v", "o"]),
)
SENT = st.fixed_dictionaries(
    {
        "who": st.integers(0, 5),
        "service": st.integers(0, 3),
        "on": st.integers(0, 80),
        "story": st.lists(STEPS, max_size=6).map(" ".join),
        "due": st.integers(5, 90),
        "result": st.sampled_from(["", "employed", "trained", "going_on"]),
        "hired": st.integers(0, 100),
        "chased": st.integers(0, 2),
    }
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Linked, list[int], list]]:
    folder: Path = tmp_path_factory.mktemp("recounted")
    desk = open_linked(folder, FixedClock(moment("2026-12-22 15:00")))
    made = Histories(desk)
    people = [made.person(1970 + 6 * number) for number in range(6)]
    yield desk, people, list(desk.partners.services(desk.account)[:4])
    desk.office.close()


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(sent=st.lists(SENT, max_size=9), since=st.integers(0, 80), length=st.integers(0, 80))
def test_the_figures_equal_a_recount(
    office: tuple[Linked, list[int], list], sent: list[dict[str, Any]], since: int, length: int
) -> None:
    desk, people, services = office
    made = Histories(desk)
    made.forget()
    for one in sent:
        made.sent(
            people[one["who"]],
            services[one["service"]],
            BEGINS + timedelta(days=one["on"]),
            one["story"],
            due=BEGINS + timedelta(days=one["due"]),
            result=one["result"],
            hired=BEGINS + timedelta(days=one["hired"]),
            chased=one["chased"],
        )
    first = BEGINS + timedelta(days=since)
    period = Period(Span.FREE, first, first + timedelta(days=length))
    results = PartnerResults(desk.office)
    by_service = results.table(desk.account, Asked(period, By.SERVICE))
    told = recount(desk, period.since, period.until, {one.id: one.name for one in services})
    rows = {line.label: line for line in by_service.lines}
    for label, line in (*rows.items(), ("", by_service.total)):
        counted = {
            figure: (line.count(figure).cases, line.count(figure).people) for figure in Figure
        }
        assert counted == told.get(label, (NOTHING, {}))[0]
        delays = {step: line.delay(step).median for step in Step if line.delay(step).of}
        assert delays == told.get(label, (NOTHING, {}))[1]
    assert set(rows) == {label for label in told if label}
    for figure in Figure:
        assert (
            sum(line.count(figure).cases for line in rows.values())
            == by_service.total.count(figure).cases
        )
    issued = by_service.total.count(Figure.ISSUED).cases
    assert sum(by_service.total.count(part).cases for part in PARTS) == issued
    for rate in Rate:
        part = by_service.total.count(rate.value).cases
        wanted = (
            (Decimal(100 * part) / issued).quantize(Decimal("0.1"), ROUND_HALF_UP)
            if issued
            else None
        )
        assert by_service.total.rate(rate) == wanted


NOTHING = dict.fromkeys(Figure, (0, 0))


def recount(
    desk: Linked, since: date, until: date, services: dict[int, str]
) -> dict[str, tuple[dict[Figure, tuple[int, int]], dict[Step, Decimal]]]:
    """Every row read one by one and counted as the office would with a pencil."""
    today = desk.clock.today()
    lists: dict[tuple[str, Figure], list[object]] = {}
    days: dict[tuple[str, Step], list[int]] = {}
    with desk.database.read() as session:
        for row in session.scalars(select(Referral)):
            name = services[row.service_id]
            moves = [
                one
                for one in session.scalars(
                    select(ReferralMove).where(ReferralMove.referral_id == row.id)
                )
                if one.axis == "progress" and not one.undone
            ]
            replies = [
                one
                for one in session.scalars(select(Reply).where(Reply.referral_id == row.id))
                if not one.undone
            ]
            chased = session.scalars(
                select(ReferralChase).where(ReferralChase.referral_id == row.id)
            ).all()
            employed = row.progress == "S" and row.result_code == "employed"
            if employed and row.result_on and since <= row.result_on <= until:
                month = (row.visitor_id, row.result_on.year, row.result_on.month)
                lists.setdefault((name, Figure.HIRED), []).append(month)
            if not (row.issued_on and since <= row.issued_on <= until):
                continue
            states = {one.after for one in moves}
            by_partner = [one for one in replies if one.evidence not in ("visitor", "ourselves")]
            said = [
                one
                for one in moves
                if one.after in "ACLJRSFN"
                and not one.inferred
                and one.evidence not in ("visitor", "ourselves")
            ]
            answered = bool(by_partner or said)
            if row.progress in "DV" or (
                row.progress == "W" and states <= {"D", "I", "W"} and not answered
            ):
                continue
            is_open = row.progress in "IHACLN"
            silent = row.progress == "E" or (
                is_open and not answered and row.reply_due is not None and row.reply_due < today
            )
            holds = {
                Figure.ISSUED: True,
                Figure.ARRIVED: bool(states & set("ACSF")),
                Figure.ANSWERED: answered,
                Figure.ACCEPTED: bool(states & set("CSF")),
                Figure.COMPLETED: row.progress == "S",
                Figure.EMPLOYED: employed,
                Figure.TRAINED: row.progress == "S" and row.result_code == "trained",
                Figure.FINISHED: row.progress == "S"
                and row.result_code not in ("employed", "trained"),
                Figure.SILENT: silent,
                Figure.GOING_ON: is_open and not silent,
                Figure.UNFIT: row.progress in "JRFW",
                Figure.CHASED: bool(chased),
            }
            for figure, true in holds.items():
                if true:
                    lists.setdefault((name, figure), []).append(row.visitor_id)
            told = {
                letter: [
                    one.at.astimezone(KST).date()
                    for one in moves
                    if one.after == letter and not one.inferred
                ]
                for letter in "HACS"
            }
            if not told["H"]:
                continue
            handed = min(told["H"])
            firsts = {Step.HANDING: (row.issued_on, handed)}
            for step, letter in (
                (Step.ARRIVAL, "A"),
                (Step.ACCEPTANCE, "C"),
                (Step.COMPLETION, "S"),
            ):
                if told[letter]:
                    firsts[step] = (handed, min(told[letter]))
            if answered:
                firsts[Step.REPLY] = (
                    handed,
                    min(
                        [one.received_on for one in by_partner]
                        or [one.at.astimezone(KST).date() for one in said]
                    ),
                )
            if employed and row.result_on:
                firsts[Step.EMPLOYMENT] = (handed, row.result_on)
            for step, (begin, end) in firsts.items():
                days.setdefault((name, step), []).append(HOLIDAYS.between(begin, end))
    found = {}
    for name in {name for name, _ in lists}:
        found[name] = _summed(
            {figure: lists.get((name, figure), []) for figure in Figure},
            {step: days.get((name, step), []) for step in Step},
        )
    if lists:
        found[""] = _summed(
            {
                figure: [one for (_, what), some in lists.items() if what is figure for one in some]
                for figure in Figure
            },
            {
                step: [one for (_, what), some in days.items() if what is step for one in some]
                for step in Step
            },
        )
    return found


def _summed(
    lists: dict[Figure, list[object]], days: dict[Step, list[int]]
) -> tuple[dict[Figure, tuple[int, int]], dict[Step, Decimal]]:
    return (
        {figure: (len(some), len(set(some))) for figure, some in lists.items()},
        {step: Decimal(str(median(some))) for step, some in days.items() if some},
    )
