"""What the stub told is kept as told; its furthest tick says how far the referral is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from desktop.domain.errors import Refused
from desktop.domain.referral import Cause, Evidence, Progress, ReplyDraft
from desktop.services.replies import Replies
from desktop.store.referrals import Referral, Reply
from desktop.store.visits import FollowUp
from tests.services.linked import Linked


def told(desk: Linked, number: str, **more: object) -> ReplyDraft:
    draft = ReplyDraft(number, Progress.ARRIVED, Evidence.FAX, desk.clock.today())
    return replace(draft, **more)  # type: ignore[arg-type]


def last(desk: Linked) -> Reply:
    with desk.database.read() as session:
        return session.scalars(select(Reply).order_by(Reply.id.desc())).all()[0]


def referral(desk: Linked) -> Referral:
    with desk.database.read() as session:
        return session.scalars(select(Referral)).one()


@pytest.mark.parametrize(
    ("ticks", "progress"),
    [
        ({"arrival": "visited"}, Progress.ARRIVED),
        ({"arrival": "phoned"}, Progress.HANDED),
        ({"arrival": "visited", "handling": "appointment"}, Progress.ACCEPTED),
        ({"handling": "already_using"}, Progress.ACCEPTED),
        ({"arrival": "visited", "handling": "accepted", "result": "trained"}, Progress.COMPLETED),
        ({"result": "employed"}, Progress.COMPLETED),
        ({"handling": "accepted", "result": "going_on"}, Progress.ACCEPTED),
    ],
)
def test_the_furthest_tick_says_how_far_it_is(
    desk: Linked, ticks: dict[str, str], progress: Progress
) -> None:
    number = desk.issued().line.number
    line = desk.referrals.record_reply(desk.account, told(desk, number, **ticks))
    assert line.progress is progress
    kept = last(desk)
    assert {
        part: code
        for part, code in (
            ("arrival", kept.arrival),
            ("handling", kept.handling),
            ("result", kept.result),
        )
        if code
    } == ticks


def test_everything_on_the_stub_is_kept(desk: Linked) -> None:
    number = desk.issued().line.number
    today = desk.clock.today()
    desk.referrals.record_reply(
        desk.account,
        told(
            desk,
            number,
            arrival="visited",
            handling="accepted",
            result="employed",
            happened_on=today + timedelta(days=5),
            programme="전산회계 실무반",
            employer="주식회사 나래상사",
            contact="김담당",
            contact_phone="02-460-2350",
            date_told=date(2026, 12, 15),
        ),
    )
    kept, now = last(desk), referral(desk)
    assert kept.happened_on == today + timedelta(days=5)
    assert (kept.programme, kept.employer) == ("전산회계 실무반", "주식회사 나래상사")
    assert (kept.contact, kept.contact_phone) == ("김담당", "02-460-2350")
    assert kept.by_id == desk.account.account_id
    assert (now.result_code, now.result_on) == ("employed", today + timedelta(days=5))
    assert now.expected_on == date(2026, 12, 15)


def test_whose_doing_a_refusal_was_follows_from_its_reason_and_can_be_changed(desk: Linked) -> None:
    number = desk.issued().line.number
    refused = told(desk, number, handling="declined", reason_code="papers")
    desk.referrals.record_reply(desk.account, refused)
    assert last(desk).caused_by == "visitor"
    desk.referrals.undo(desk.account, referral(desk).id)
    desk.referrals.record_reply(desk.account, replace(refused, caused_by=Cause.US))
    assert last(desk).caused_by == "us"


def test_what_is_long_past_moves_nothing(desk: Linked) -> None:
    number = desk.issued().line.number
    desk.referrals.record_reply(desk.account, told(desk, number, handling="accepted"))
    line = desk.referrals.record_reply(desk.account, told(desk, number, arrival="visited"))
    assert line.progress is Progress.ACCEPTED
    assert last(desk).arrival == "visited"


def test_a_waiting_list_keeps_its_day_until_there_is_other_news(desk: Linked) -> None:
    number, day = desk.issued().line.number, date(2026, 12, 15)
    waiting = told(desk, number, handling="waiting", reason_code="seats", date_told=day)
    desk.referrals.record_reply(desk.account, waiting)
    desk.referrals.record_reply(desk.account, replace(waiting, date_told=None))
    assert referral(desk).expected_on == day
    desk.referrals.record_reply(desk.account, told(desk, number, handling="accepted"))
    assert referral(desk).expected_on is None


def test_taking_a_reply_back_takes_back_what_it_led_to(desk: Linked) -> None:
    number = desk.issued().line.number
    desk.referrals.record_reply(
        desk.account, told(desk, number, handling="accepted", date_told=date(2026, 12, 8))
    )
    desk.referrals.record_reply(desk.account, told(desk, number, result="trained"))
    desk.referrals.undo(desk.account, referral(desk).id)
    now = referral(desk)
    assert (now.progress, now.result_code, now.result_on) == ("C", "", None)
    assert now.expected_on == date(2026, 12, 8)


def test_a_tick_of_another_row_is_refused_at_its_row(desk: Linked) -> None:
    number = desk.issued().line.number
    with pytest.raises(Refused) as refused:
        desk.referrals.record_reply(desk.account, told(desk, number, arrival="employed"))
    assert list(refused.value.fields) == ["arrival"]
    assert desk.rows(Reply) == 0


def test_nobody_arrived_on_a_day_to_come(desk: Linked) -> None:
    number = desk.issued().line.number
    tomorrow = desk.clock.today() + timedelta(days=1)
    with pytest.raises(Refused) as refused:
        desk.referrals.record_reply(
            desk.account, told(desk, number, arrival="visited", happened_on=tomorrow)
        )
    assert list(refused.value.fields) == ["happened_on"]


def test_late_news_is_kept_and_moves_nothing(desk: Linked) -> None:
    replies = Replies(desk.office)
    number = desk.issued().line.number
    with pytest.raises(Refused, match="아직 끝나지 않은"):
        replies.note_late(desk.account, told(desk, number, remark="늦게 전화 옴"))
    desk.referrals.record_reply(desk.account, told(desk, number, result="trained"))
    assert desk.referrals.find_number(desk.account, number).late
    line = replies.note_late(desk.account, told(desk, number, result="employed"))
    assert line.progress is Progress.COMPLETED
    assert referral(desk).result_code == "employed"
    with pytest.raises(Refused, match="한 줄"):
        replies.note_late(desk.account, told(desk, number))


def test_a_misread_number_finds_the_issued_slips_near_it_and_no_others(desk: Linked) -> None:
    replies = Replies(desk.office)
    number = desk.issued().line.number.replace("-", "")
    for wrong in (
        number[:-1] + str((int(number[-1]) + 1) % 10),
        number[:5] + number[6] + number[5] + number[7:],
        "9" + number[1:],
    ):
        if wrong == number:
            continue
        (near,) = replies.near(desk.account, wrong)
        assert near.number.replace("-", "") == number
        assert "서*영" in near.masked_name
        assert not near.void
    assert replies.near(desk.account, "999999999") == ()
    assert replies.near(desk.account, "12345") == ()


def test_somebody_hired_is_asked_after_and_not_when_it_is_taken_back(desk: Linked) -> None:
    number = desk.issued().line.number
    before = desk.rows(FollowUp)
    desk.referrals.record_reply(desk.account, told(desk, number, result="employed"))
    assert desk.rows(FollowUp) == before + 3
    desk.referrals.undo(desk.account, referral(desk).id)
    assert desk.rows(FollowUp) == before
