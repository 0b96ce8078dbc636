"""Whom to ask about a referral, and when: the two clocks over weekends, holidays and pauses."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.calendar import Holidays, show_day
from desktop.domain.clock import KST
from desktop.domain.clocks import (
    Ask,
    Asked,
    Pace,
    Standing,
    Step,
    Whom,
    clocks_of,
    due_now,
    pace_on,
    read_paces,
)
from desktop.domain.referral import Progress
from desktop.domain.shipped import read_holidays

CODES = Path(__file__).parents[2] / "resources" / "codes"
DAYS = Holidays(read_holidays(CODES))
OFFICE = pace_on(read_paces(CODES / "clocks.toml"), date(2026, 11, 23))
FIVE = OFFICE.of_partner(5)
TEN = OFFICE.of_partner(10)
MONDAY = date(2026, 11, 23)
CARRIED = Standing(Progress.HANDED, MONDAY, MONDAY, valid_until=date(2026, 12, 7))
SENT = replace(CARRIED, sent=True)


def at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), KST)


def plan(standing: Standing, pace: Pace = FIVE) -> list[tuple[Ask, str]]:
    """Everything still to come, both clocks, as a clerk would read it."""
    found = clocks_of(standing, pace, DAYS)
    return [(step.ask, show_day(step.on)) for step in (*found.client, *found.partner)]


def test_a_carried_slip_asks_the_visitor_and_proposes_that_he_did_not_go() -> None:
    assert plan(CARRIED) == [
        (Ask.WENT, "2026. 11. 26.(목)"),
        (Ask.DID_NOT_GO, "2026. 12. 8.(화)"),
    ]


def test_after_an_appointment_the_visitor_is_asked_the_next_day() -> None:
    asked = plan(replace(CARRIED, appointment_on=date(2026, 12, 2)))
    assert asked[0] == (Ask.WENT, "2026. 12. 3.(목)")
    friday = plan(replace(CARRIED, appointment_on=date(2026, 12, 4)))
    assert friday == [(Ask.WENT, "2026. 12. 7.(월)"), (Ask.DID_NOT_GO, "2026. 12. 8.(화)")]


def test_an_appointment_behind_the_last_day_of_the_slip_is_waited_for() -> None:
    late = plan(replace(CARRIED, appointment_on=date(2026, 12, 9)))
    assert late == [(Ask.DID_NOT_GO, "2026. 12. 10.(목)")]


def test_a_sent_slip_runs_both_clocks() -> None:
    assert plan(SENT)[2:] == [
        (Ask.ANSWER, "2026. 11. 30.(월)"),
        (Ask.ANSWER_AGAIN, "2026. 12. 7.(월)"),
        (Ask.OTHER_CONTACT, "2026. 12. 14.(월)"),
        (Ask.NO_ANSWER, "2026. 12. 23.(수)"),
    ]


def test_nobody_asks_before_the_day_a_partner_promised() -> None:
    # Ten working days are printed on the slip; the second question is five later, which is
    # the day of the other contact.
    assert plan(SENT, TEN)[2:] == [
        (Ask.ANSWER, "2026. 12. 7.(월)"),
        (Ask.OTHER_CONTACT, "2026. 12. 14.(월)"),
        (Ask.NO_ANSWER, "2026. 12. 23.(수)"),
    ]


def test_a_later_day_printed_on_the_slip_moves_every_question() -> None:
    assert plan(replace(SENT, promised_on=date(2026, 12, 24)))[2:] == [
        (Ask.ANSWER, "2026. 12. 24.(목)"),
        (Ask.ANSWER_AGAIN, "2027. 1. 4.(월)"),
        (Ask.OTHER_CONTACT, "2027. 1. 7.(목)"),
        (Ask.NO_ANSWER, "2027. 1. 18.(월)"),
    ]


def test_a_slow_partner_is_given_up_later() -> None:
    slow = OFFICE.of_partner(5, give_up_after=45)
    assert plan(SENT, slow)[-1] == (Ask.NO_ANSWER, "2027. 1. 7.(목)")


@pytest.mark.parametrize(
    ("handed", "went", "asked", "gone"),
    [
        # over 추석 (24.–26. 9.) and its Sunday
        (date(2026, 9, 21), "2026. 9. 28.(월)", "2026. 9. 30.(수)", "2026. 10. 6.(화)"),
        # over Christmas (Friday) and New Year (Friday)
        (date(2026, 12, 22), "2026. 12. 28.(월)", "2026. 12. 30.(수)", "2027. 1. 6.(수)"),
        # over 설날 (6.–8. 2. with 9. 2. in its place)
        (date(2027, 2, 3), "2027. 2. 10.(수)", "2027. 2. 12.(금)", "2027. 2. 18.(목)"),
        # handed on a Friday
        (date(2026, 11, 27), "2026. 11. 30.(월)", "2026. 12. 4.(금)", "2026. 12. 14.(월)"),
    ],
)
def test_no_call_falls_on_a_day_off(handed: date, went: str, asked: str, gone: str) -> None:
    standing = Standing(
        Progress.HANDED, handed, handed, sent=True, valid_until=handed + timedelta(days=14)
    )
    found = dict(plan(standing))
    assert (found[Ask.WENT], found[Ask.ANSWER], found[Ask.DID_NOT_GO]) == (went, asked, gone)


def test_that_the_visitor_came_starts_the_partners_clock_and_stops_his_own() -> None:
    came = Standing(Progress.ARRIVED, MONDAY, MONDAY, since=date(2026, 11, 26))
    assert plan(came)[0] == (Ask.ANSWER, "2026. 12. 3.(목)")
    assert clocks_of(came, FIVE, DAYS).client == ()


def test_a_slip_printed_and_not_handed_asks_ourselves() -> None:
    assert plan(Standing(Progress.ISSUED, MONDAY)) == [(Ask.HAND_OVER, "2026. 11. 24.(화)")]


def test_after_acceptance_news_is_asked_for_after_sixty_days_or_the_day_told() -> None:
    begun = Standing(Progress.ACCEPTED, MONDAY, MONDAY, since=MONDAY)
    assert plan(begun) == [(Ask.NEWS, "2027. 1. 22.(금)")]
    told = replace(begun, expected_on=date(2026, 12, 11))
    assert plan(told) == [(Ask.EXPECTED, "2026. 12. 14.(월)")]


def test_a_waiting_list_is_asked_about_once_its_day_has_passed() -> None:
    waiting = Standing(Progress.ON_HOLD, MONDAY, MONDAY, since=MONDAY, expected_on=date(2027, 1, 8))
    assert plan(waiting) == [(Ask.EXPECTED, "2027. 1. 11.(월)")]
    assert plan(replace(waiting, expected_on=None)) == [(Ask.EXPECTED, "2026. 12. 7.(월)")]


def test_who_did_not_go_is_asked_for_a_new_day_and_not_left_open_for_good() -> None:
    missed = Standing(Progress.NO_SHOW, MONDAY, MONDAY, since=date(2026, 12, 8))
    assert plan(missed) == [
        (Ask.NEW_DAY, "2026. 12. 11.(금)"),
        (Ask.NO_ANSWER, "2027. 1. 7.(목)"),
    ]


@pytest.mark.parametrize("progress", [one for one in Progress if one.closed])
def test_nothing_is_due_for_what_is_closed(progress: Progress) -> None:
    assert plan(replace(SENT, progress=progress, since=MONDAY, expected_on=MONDAY)) == []


def test_a_promise_to_answer_takes_the_step_and_gives_time() -> None:
    asked = replace(SENT, asked=(Asked(at(date(2026, 11, 30)), Whom.PARTNER),))
    assert clocks_of(asked, FIVE, DAYS).partner[0] == Step(Ask.ANSWER_AGAIN, date(2026, 12, 7))
    late = replace(SENT, asked=(Asked(at(date(2026, 12, 4)), Whom.PARTNER),))
    # Asked on Friday: on Monday it would be a nuisance.
    assert clocks_of(late, FIVE, DAYS).partner[0] == Step(Ask.ANSWER_AGAIN, date(2026, 12, 9))


def test_a_call_nobody_took_is_tried_again_the_next_working_day_three_times() -> None:
    tries = [Asked(at(date(2026, 11, 30)), Whom.PARTNER, heard=False)]
    first = clocks_of(replace(SENT, asked=tuple(tries)), FIVE, DAYS).partner[0]
    assert first == Step(Ask.ANSWER, date(2026, 12, 1))
    tries += [Asked(at(date(2026, 12, day)), Whom.PARTNER, heard=False) for day in (1, 2)]
    then = clocks_of(replace(SENT, asked=tuple(tries)), FIVE, DAYS).partner[0]
    assert then == Step(Ask.ANSWER_AGAIN, date(2026, 12, 7))


def test_a_question_that_is_put_again_waits_two_weeks_after_each_answer() -> None:
    begun = Standing(Progress.ACCEPTED, MONDAY, MONDAY, since=MONDAY)
    asked = replace(begun, asked=(Asked(at(date(2027, 1, 22)), Whom.PARTNER),))
    assert plan(asked) == [(Ask.NEWS, "2027. 2. 5.(금)")]


def test_no_answer_is_not_proposed_right_after_somebody_promised_one() -> None:
    asked = replace(SENT, asked=(Asked(at(date(2026, 12, 22)), Whom.ALTERNATE),))
    assert clocks_of(asked, FIVE, DAYS).partner == (Step(Ask.NO_ANSWER, date(2026, 12, 28)),)


def test_within_a_day_of_a_call_nothing_is_due_of_that_clock() -> None:
    called = replace(SENT, asked=(Asked(at(date(2026, 11, 30), 16), Whom.PARTNER, heard=False),))
    day = date(2026, 12, 1)
    assert [step.ask for step in due_now(called, FIVE, DAYS, at(day, 9))] == [Ask.WENT]
    assert [step.ask for step in due_now(called, FIVE, DAYS, at(day, 16))] == [
        Ask.WENT,
        Ask.ANSWER,
    ]


def test_that_he_did_not_go_is_not_proposed_before_the_partner_was_asked() -> None:
    over = date(2026, 12, 8)
    assert [step.ask for step in due_now(SENT, TEN, DAYS, at(over))] == [Ask.ANSWER]
    asked = replace(SENT, asked=(Asked(at(over), Whom.PARTNER),))
    later = due_now(asked, TEN, DAYS, at(date(2026, 12, 10)))
    assert [step.ask for step in later] == [Ask.DID_NOT_GO]


def test_of_two_proposals_only_that_nobody_answered_is_made() -> None:
    due = due_now(SENT, FIVE, DAYS, at(date(2026, 12, 24)))
    assert [step.ask for step in due] == [Ask.NO_ANSWER]


def test_a_pause_stops_both_clocks_and_a_partners_hold_only_its_own() -> None:
    friday = date(2026, 12, 11)
    paused = clocks_of(replace(SENT, paused_until=friday), FIVE, DAYS)
    assert {step.on for step in (*paused.client, *paused.partner[:2])} == {date(2026, 12, 14)}
    held = clocks_of(replace(SENT, hold_until=friday), FIVE, DAYS)
    assert held.client == clocks_of(SENT, FIVE, DAYS).client
    assert held.partner[0].on == date(2026, 12, 14)


def test_after_a_long_absence_only_the_latest_question_is_put() -> None:
    now = at(date(2026, 12, 15))
    assert due_now(SENT, FIVE, DAYS, now) == (Step(Ask.OTHER_CONTACT, date(2026, 11, 30)),)
    assert due_now(CARRIED, FIVE, DAYS, now) == (Step(Ask.DID_NOT_GO, date(2026, 11, 26)),)


def test_a_temporary_holiday_moves_what_is_to_come() -> None:
    more = DAYS.plus({date(2026, 11, 30): "임시공휴일"})
    assert clocks_of(SENT, FIVE, more).partner[0] == Step(Ask.ANSWER, date(2026, 12, 1))


# whatever happens

DATES = st.dates(date(2026, 1, 2), date(2027, 11, 1))


@st.composite
def standings(draw: st.DrawFn) -> Standing:
    issued = draw(DATES)
    handed = issued + timedelta(days=draw(st.integers(0, 5)))
    since = handed + timedelta(days=draw(st.integers(0, 40)))
    asked = sorted(
        (
            Asked(
                at(handed + timedelta(days=draw(st.integers(0, 60))), draw(st.integers(9, 17))),
                draw(st.sampled_from(Whom)),
                draw(st.booleans()),
            )
            for _ in range(draw(st.integers(0, 6)))
        ),
        key=lambda one: one.at,
    )

    def some_day() -> date | None:
        return draw(st.none() | st.integers(-5, 90).map(lambda n: handed + timedelta(days=n)))

    return Standing(
        progress=draw(st.sampled_from(Progress)),
        issued_on=issued,
        handed_on=handed,
        sent=draw(st.booleans()),
        since=since,
        appointment_on=some_day(),
        valid_until=some_day(),
        expected_on=some_day(),
        paused_until=some_day(),
        hold_until=some_day(),
        asked=tuple(asked),
    )


PACES: st.SearchStrategy[Pace] = st.builds(
    OFFICE.of_partner,
    st.integers(0, 60),
    st.none() | st.integers(1, 30),
    st.none() | st.integers(1, 40),
    st.none() | st.integers(1, 60),
    st.none() | st.integers(1, 90),
)


def test_a_question_put_off_beyond_the_day_of_the_proposal_leaves_it_the_turn() -> None:
    standing = Standing(
        progress=Progress.NO_SHOW,
        issued_on=date(2026, 1, 2),
        handed_on=date(2026, 1, 2),
        since=date(2026, 1, 2),
        asked=(Asked(datetime(2026, 1, 20, 9, tzinfo=KST), Whom.VISITOR),),
    )
    assert clocks_of(standing, OFFICE, DAYS).client == (Step(Ask.NO_ANSWER, date(2026, 2, 2)),)


def test_the_reply_that_names_a_day_does_not_move_it() -> None:
    standing = Standing(
        progress=Progress.ACCEPTED,
        since=date(2026, 1, 5),
        expected_on=date(2026, 1, 9),
        asked=(Asked(datetime(2026, 1, 5, 9, tzinfo=KST), Whom.PARTNER),),
    )
    assert clocks_of(standing, OFFICE, DAYS).partner == (Step(Ask.EXPECTED, date(2026, 1, 12)),)


@given(standings(), PACES)
def test_whatever_is_to_come_lies_on_a_working_day_in_order(standing: Standing, pace: Pace) -> None:
    clocks = clocks_of(standing, pace, DAYS)
    for steps in (clocks.client, clocks.partner):
        assert all(DAYS.is_working(step.on) for step in steps)
        assert [step.on for step in steps] == sorted(step.on for step in steps)


@given(standings(), PACES)
def test_what_is_under_way_always_has_something_to_come(standing: Standing, pace: Pace) -> None:
    clocks = clocks_of(standing, pace, DAYS)
    runs = not standing.progress.closed and standing.progress not in (
        Progress.DRAFT,
        Progress.NO_ANSWER,
    )
    assert bool(clocks.client or clocks.partner) is runs


@given(standings(), PACES, st.integers(0, 120), st.integers(9, 17))
def test_nothing_is_due_in_a_pause_or_within_a_day_of_a_call(
    standing: Standing, pace: Pace, later: int, hour: int
) -> None:
    assert standing.handed_on
    now = at(standing.handed_on + timedelta(days=later), hour)
    day = now.date()
    known = replace(standing, asked=tuple(one for one in standing.asked if one.at <= now))
    due = due_now(known, pace, DAYS, now)
    paused = bool(known.paused_until and known.paused_until >= day)
    held = bool(known.hold_until and known.hold_until >= day)
    clocks = clocks_of(known, pace, DAYS)
    client = {step.ask for step in clocks.client}
    assert len(due) <= 2
    for step in due:
        assert step.on <= day
        assert not paused
        of_visitor = step.ask in client
        assert of_visitor or not held
        called = [one for one in known.asked if (one.whom is Whom.VISITOR) is of_visitor]
        assert all(now - one.at >= timedelta(hours=24) for one in called)
        # Whoever was asked today is not asked once more.
        assert all(one.day != day for one in called)


@given(standings(), PACES, st.integers(1, 30))
def test_a_longer_pause_never_brings_a_call_forward(
    standing: Standing, pace: Pace, more: int
) -> None:
    assert standing.handed_on
    shorter = replace(standing, paused_until=standing.handed_on)
    longer = replace(standing, paused_until=standing.handed_on + timedelta(days=more))
    for before, after in zip(
        (clocks_of(shorter, pace, DAYS).client_due, clocks_of(shorter, pace, DAYS).partner_due),
        (clocks_of(longer, pace, DAYS).client_due, clocks_of(longer, pace, DAYS).partner_due),
        strict=True,
    ):
        assert (before is None) == (after is None)
        assert before is None or (after is not None and after >= before)
