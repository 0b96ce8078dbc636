"""When the visitor and the partner are asked next, kept with every referral."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import update

from desktop.domain.access import ActKind
from desktop.domain.calendar import show_day
from desktop.domain.clock import KST, FixedClock
from desktop.domain.clocks import Ask
from desktop.domain.referral import Evidence, Paper, Progress, ReplyDraft
from desktop.domain.rights import Right
from desktop.services.clocks import catch_up, steps_now, timed
from desktop.store.referrals import Referral
from tests.services.linked import Linked, open_linked


@pytest.fixture
def desk(tmp_path: Path) -> Linked:
    return open_linked(tmp_path, FixedClock(datetime(2026, 11, 23, 14, 5, tzinfo=KST)))


def dues(desk: Linked, referral_id: int) -> tuple[str, str]:
    """(client, partner) as dates with their weekday; empty while a clock stands."""
    with desk.database.read() as session:
        row = session.get_one(Referral, referral_id)
        return tuple(show_day(day) if day else "" for day in (row.client_due, row.partner_due))  # type: ignore[return-value]


def asks(desk: Linked, referral_id: int) -> list[Ask]:
    """What is to be asked at this hour."""
    with desk.office.act(desk.account, Right.LOOK, ActKind.VIEW, logged=False) as act:
        found = timed(act, (act.session.get_one(Referral, referral_id),))
        return [step.ask for step in steps_now(act, found)[referral_id]]


def told(desk: Linked, number: str, outcome: Progress, **more: object) -> None:
    """The partner told something on the phone."""
    values: dict[str, object] = {
        "number": number,
        "outcome": outcome,
        "evidence": Evidence.PHONE,
        "received_on": desk.clock.today(),
    }
    desk.referrals.record_reply(desk.account, ReplyDraft(**{**values, **more}))  # type: ignore[arg-type]


def test_a_slip_printed_and_not_given_asks_us_the_next_working_day(desk: Linked) -> None:
    slip = desk.issued()
    assert dues(desk, slip.referral_id) == ("2026. 11. 24.(화)", "")


def test_a_slip_in_hand_runs_the_visitors_clock_alone(desk: Linked) -> None:
    slip = desk.issued()
    desk.referrals.handed(desk.account, slip.referral_id)
    assert dues(desk, slip.referral_id) == ("2026. 11. 26.(목)", "")


def test_a_slip_sent_runs_both_and_the_partner_has_the_days_it_promised(desk: Linked) -> None:
    slip = desk.issued()
    desk.referrals.handed(desk.account, slip.referral_id, Paper.SENT)
    assert dues(desk, slip.referral_id) == ("2026. 11. 26.(목)", "2026. 12. 7.(월)")


def test_with_an_appointment_the_visitor_is_asked_the_day_after(desk: Linked) -> None:
    slip = desk.issued(appointment_on=date(2026, 12, 2))
    desk.referrals.handed(desk.account, slip.referral_id)
    assert dues(desk, slip.referral_id) == ("2026. 12. 3.(목)", "")


def test_that_he_came_stops_his_clock_and_starts_the_partners(desk: Linked) -> None:
    slip = desk.issued()
    desk.referrals.handed(desk.account, slip.referral_id)
    desk.later(days=2)
    told(desk, slip.line.number, Progress.ARRIVED, evidence=Evidence.VISITOR)
    assert dues(desk, slip.referral_id) == ("", "2026. 12. 9.(수)")


def test_a_waiting_list_is_asked_about_after_the_day_told(desk: Linked) -> None:
    slip = desk.issued()
    desk.referrals.handed(desk.account, slip.referral_id)
    told(
        desk,
        slip.line.number,
        Progress.ON_HOLD,
        reason_code="seats",
        date_told=date(2026, 12, 11),
    )
    assert dues(desk, slip.referral_id) == ("", "2026. 12. 14.(월)")


def test_what_is_closed_is_asked_about_no_more_until_it_is_taken_back(desk: Linked) -> None:
    slip = desk.issued()
    desk.referrals.handed(desk.account, slip.referral_id, Paper.SENT)
    before = dues(desk, slip.referral_id)
    desk.later(hours=1)
    told(desk, slip.line.number, Progress.COMPLETED)
    assert dues(desk, slip.referral_id) == ("", "")
    desk.referrals.undo(desk.account, slip.referral_id)
    assert dues(desk, slip.referral_id) == before


def test_a_new_day_off_moves_what_is_to_come_and_its_removal_moves_it_back(desk: Linked) -> None:
    slip = desk.issued()
    desk.referrals.handed(desk.account, slip.referral_id)
    desk.centre.add_day_off(desk.account, date(2026, 11, 26), "임시공휴일")
    assert dues(desk, slip.referral_id) == ("2026. 11. 27.(금)", "")
    desk.centre.remove_day_off(desk.account, date(2026, 11, 26))
    assert dues(desk, slip.referral_id) == ("2026. 11. 26.(목)", "")


def test_a_partners_own_numbers_and_its_hold_move_its_clock(desk: Linked) -> None:
    slip = desk.issued()
    desk.referrals.handed(desk.account, slip.referral_id, Paper.SENT)

    def set_partner(**numbers: object) -> None:
        body = desk.service().organisation_id
        before = desk.partners.open(desk.account, body).organisation
        desk.partners.save_organisation(desk.account, replace(before, **numbers))  # type: ignore[arg-type]

    set_partner(ask_after=3)
    assert dues(desk, slip.referral_id)[1] == "2026. 11. 26.(목)"
    set_partner(hold_until=date(2026, 12, 4), hold_why="이사")
    assert dues(desk, slip.referral_id) == ("2026. 11. 26.(목)", "2026. 12. 7.(월)")


def test_referrals_of_an_earlier_version_are_counted_once(desk: Linked) -> None:
    slip = desk.issued()
    desk.referrals.handed(desk.account, slip.referral_id)
    with desk.database.write() as session:
        session.execute(update(Referral).values(client_due=None, partner_due=None))
    for expected in (1, 0):
        with desk.office.act(desk.account, Right.LOOK, ActKind.CHANGE, logged=False) as act:
            assert catch_up(act) == expected
    assert dues(desk, slip.referral_id) == ("2026. 11. 26.(목)", "")


def test_what_to_ask_follows_the_day(desk: Linked) -> None:
    slip = desk.issued()
    desk.referrals.handed(desk.account, slip.referral_id, Paper.SENT)
    assert asks(desk, slip.referral_id) == []
    desk.later(days=3)
    assert asks(desk, slip.referral_id) == [Ask.WENT]
    desk.later(days=11)
    assert asks(desk, slip.referral_id) == [Ask.WENT, Ask.ANSWER]
    desk.later(days=1)
    assert asks(desk, slip.referral_id) == [Ask.ANSWER]
    desk.later(days=15)
    assert asks(desk, slip.referral_id) == [Ask.NO_ANSWER]


def test_numbers_saved_in_the_directory_move_the_clocks_at_once(desk: Linked) -> None:
    issued = desk.issued()
    desk.referrals.handed(desk.account, issued.referral_id, sent_how="fax")
    _, before = dues(desk, issued.referral_id)
    page = desk.partners.open(desk.account, desk.service().organisation_id)
    desk.partners.save_organisation(desk.account, replace(page.organisation, ask_after=2))
    _, after = dues(desk, issued.referral_id)
    assert before != after == "2026. 11. 25.(수)"
