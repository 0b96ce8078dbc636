"""Calls to partners and visitors: who is called, what one call brings, pauses and proposals."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from desktop.domain.account import Role
from desktop.domain.chase import CallAnswer, CallDraft, CallTarget, Pause, Side, Tick
from desktop.domain.clock import KST, FixedClock
from desktop.domain.clocks import Ask, Whom
from desktop.domain.errors import NotAllowed, Refused
from desktop.domain.referral import Evidence, Paper, Progress, ReplyDraft
from desktop.services.referrals import IssuedSlip
from desktop.store.office import Account
from desktop.store.partners import Organisation
from desktop.store.referrals import Referral, ReferralChase, Reply
from desktop.store.visits import FollowUp
from tests.services.linked import PERSON, Linked, open_linked

NAMES = ("서지영", "남궁하람", "황보다온", "선우가람")


@pytest.fixture
def desk(tmp_path: Path) -> Linked:
    return open_linked(tmp_path, FixedClock(datetime(2026, 11, 23, 14, 5, tzinfo=KST)))


def sent(desk: Linked, name: str = NAMES[0], how: Paper = Paper.SENT) -> IssuedSlip:
    """Somebody of that name, referred and the slip handed or sent."""
    person = replace(PERSON, name=name, phone=f"0100000{1000 + NAMES.index(name)}")
    visitor_id = desk.take_in(person).visitor_id
    service = desk.service()
    desk.agree(visitor_id, service)
    slip = desk.referrals.issue(desk.account, desk.slip(visitor_id, service))
    desk.referrals.handed(desk.account, slip.referral_id, how)
    return slip


def key(desk: Linked) -> str:
    """The partner all these slips went to."""
    body = desk.service().organisation_id
    with desk.database.read() as session:
        return session.scalars(select(Organisation.key).where(Organisation.id == body)).one()


def today(desk: Linked, side: Side) -> list[CallTarget]:
    return [one for one in desk.chases.today(desk.account) if one.side is side]


def call(desk: Linked, *answers: CallAnswer, side: Side = Side.PARTNER, **more: str) -> None:
    draft = CallDraft(side, key(desk), answers, spoke_with="박하람", **more)
    desk.chases.save(desk.account, draft)


def state(desk: Linked, slip: IssuedSlip) -> Progress:
    with desk.database.read() as session:
        return Progress(session.get_one(Referral, slip.referral_id).progress)


def test_on_the_day_promised_the_partner_stands_once_with_all_its_slips(desk: Linked) -> None:
    for name in NAMES[:3]:
        sent(desk, name)
    assert today(desk, Side.PARTNER) == []
    desk.later(days=14)
    (partner,) = today(desk, Side.PARTNER)
    assert (partner.rows, partner.asks, partner.last) == (3, "오셨는지, 접수되었는지", "")
    assert partner.due_on == date(2026, 12, 7)
    assert partner.own
    # Somebody else's cases are not his own.
    desk.be(desk.colleague)
    assert not next(
        one for one in desk.chases.today(desk.colleague) if one.side is Side.PARTNER
    ).own


def test_a_visitor_stands_there_masked_and_his_sheet_shows_the_number_to_dial(
    desk: Linked,
) -> None:
    slip = sent(desk, how=Paper.HANDED)
    desk.later(days=3)
    (visitor,) = today(desk, Side.VISITOR)
    assert (visitor.name, visitor.phone) == ("서*영", "010-****-1000")
    assert "다녀오셨는지" in visitor.asks
    sheet = desk.chases.sheet(desk.account, Side.VISITOR, visitor.key)
    assert (sheet.title, sheet.phone) == ("서지영 님", "010-0000-1000")
    assert [row.referral_id for row in sheet.rows] == [slip.referral_id]
    assert ("view", "회신 확인 전화", [visitor.visitor_id]) in desk.log()


def test_a_slip_nobody_noted_as_handed_is_our_own_duty(desk: Linked) -> None:
    slip = desk.issued()
    desk.later(days=1)
    (ours,) = today(desk, Side.HAND_OVER)
    assert ours.referral_ids == (slip.referral_id,)
    desk.referrals.handed(desk.account, slip.referral_id)
    assert today(desk, Side.HAND_OVER) == []


def test_one_call_writes_many_replies_and_questions_in_one_act(desk: Linked) -> None:
    slips = [sent(desk, name) for name in NAMES]
    desk.later(days=14)
    before = len(desk.log())
    call(
        desk,
        CallAnswer(slips[0].referral_id, Tick.ACCEPTED),
        CallAnswer(
            slips[1].referral_id, Tick.WAITING, reason_code="seats", told_on=date(2027, 1, 8)
        ),
        CallAnswer(slips[2].referral_id, Tick.DECLINED, reason_code="full", note="다음 달 개강"),
        CallAnswer(slips[3].referral_id, Tick.SILENT, heard="will_answer"),
    )
    assert [state(desk, slip) for slip in slips] == [
        Progress.ACCEPTED,
        Progress.ON_HOLD,
        Progress.DECLINED,
        Progress.HANDED,
    ]
    assert len(desk.log()) == before + 1
    with desk.database.read() as session:
        replies = session.scalars(select(Reply)).all()
        chases = session.scalars(select(ReferralChase)).all()
        assert {(one.evidence, one.source_name) for one in replies} == {("phone", "박하람")}
        assert len({one.act_id for one in (*replies, *chases)}) == 1
        assert sorted(one.result for one in chases) == ["answered"] * 3 + ["will_answer"]
    # Nothing is asked twice on one day, and nothing for what is closed.
    assert today(desk, Side.PARTNER) == []
    rows = desk.chases.sheet(desk.account, Side.PARTNER, key(desk)).rows
    assert slips[2].referral_id not in {row.referral_id for row in rows}
    assert all(row.called_today for row in rows)


def test_if_one_row_is_wrong_nothing_of_the_call_is_written(desk: Linked) -> None:
    slips = [sent(desk, name) for name in NAMES[:2]]
    with pytest.raises(Refused, match=slips[1].line.number) as refused:
        call(
            desk,
            CallAnswer(slips[0].referral_id, Tick.ACCEPTED),
            CallAnswer(slips[1].referral_id, Tick.DECLINED),
        )
    assert refused.value.fields["number"] == slips[1].line.number
    assert state(desk, slips[0]) is Progress.HANDED
    assert desk.rows(ReferralChase) == 0


def test_a_call_is_taken_back_with_everything_it_brought(desk: Linked) -> None:
    slips = [sent(desk, name) for name in NAMES[:2]]
    desk.later(days=14)
    before = today(desk, Side.PARTNER)
    call(
        desk,
        CallAnswer(slips[0].referral_id, Tick.DONE, result="employed", checks=True),
        CallAnswer(slips[1].referral_id, Tick.SILENT, heard="no_pickup"),
    )
    assert desk.rows(FollowUp) == 3
    desk.chases.take_back(desk.account, [slip.referral_id for slip in slips])
    assert today(desk, Side.PARTNER) == before
    assert {state(desk, slip) for slip in slips} == {Progress.HANDED}
    assert desk.rows(FollowUp) == 0


def test_only_ones_own_call_of_today_is_taken_back(desk: Linked) -> None:
    slip = sent(desk)
    call(desk, CallAnswer(slip.referral_id, Tick.SILENT))
    with pytest.raises(Refused, match="오늘 직접"):
        desk.chases.take_back(desk.be(desk.colleague), [slip.referral_id])
    desk.be(desk.account)
    desk.later(days=1)
    with pytest.raises(Refused, match="오늘 직접"):
        desk.chases.take_back(desk.account, [slip.referral_id])


def test_nobody_reached_is_tried_the_next_day_and_the_last_try_is_told(desk: Linked) -> None:
    slip = sent(desk)
    desk.later(days=14)
    desk.chases.record(desk.account, slip.referral_id, Whom.PARTNER, "phone", "absent")
    assert today(desk, Side.PARTNER) == []
    desk.later(hours=25)
    (partner,) = today(desk, Side.PARTNER)
    assert partner.last == "12. 7.(월) 한서윤 전화 · 담당자 없음"


def test_a_pause_stops_the_calls_with_its_reason_and_going_on_brings_them_back(
    desk: Linked,
) -> None:
    slip = sent(desk)
    desk.later(days=14)
    wanted = Pause((slip.referral_id,), "promised", date(2026, 12, 18), "금요일에 알려 주기로 함")
    desk.chases.pause(desk.account, wanted)
    assert today(desk, Side.PARTNER) == []
    (row,) = desk.chases.sheet(desk.account, Side.PARTNER, key(desk)).rows
    assert (row.paused_until, row.ask) == (date(2026, 12, 18), None)
    desk.chases.resume(desk.account, (slip.referral_id,))
    assert len(today(desk, Side.PARTNER)) == 1
    with pytest.raises(Refused, match="멈춘 의뢰가 아닙니다"):
        desk.chases.resume(desk.account, (slip.referral_id,))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reason_code": ""}, "reason_code"),
        ({"reason_code": "unknown"}, "reason_code"),
        ({"until": date(2026, 11, 22)}, "until"),
        ({"until": date(2028, 1, 1)}, "until"),
        ({"reason_code": "other"}, "note"),
        ({"note": "주민번호 900101-2345678"}, "note"),
    ],
)
def test_a_pause_that_does_not_say_why_or_until_when_is_refused(
    desk: Linked, change: dict[str, object], field: str
) -> None:
    wanted = Pause((sent(desk).referral_id,), "promised", date(2026, 12, 18))
    with pytest.raises(Refused) as refused:
        desk.chases.pause(desk.account, replace(wanted, **change))  # type: ignore[arg-type]
    assert field in refused.value.fields


def test_what_the_timer_proposes_is_closed_by_one_key_and_opened_again(desk: Linked) -> None:
    carried = sent(desk, NAMES[0], Paper.HANDED)
    silent = sent(desk, NAMES[1])
    desk.later(days=30)
    (line,) = today(desk, Side.SETTLE)
    assert (line.rows, line.asks) == (2, "무응답 1 · 불참 1")
    sheet = desk.chases.sheet(desk.account, Side.SETTLE, "")
    assert [row.ask for row in sheet.rows].count(Ask.NO_ANSWER) == 1
    moved = desk.chases.confirm(desk.account, [row.referral_id for row in sheet.rows])
    assert set(moved) == {carried.referral_id, silent.referral_id}
    assert state(desk, carried) is Progress.NO_SHOW
    desk.chases.reopen(desk.account, moved)
    assert {state(desk, carried), state(desk, silent)} == {Progress.HANDED}
    assert today(desk, Side.SETTLE) == [line]


def test_what_had_news_meanwhile_is_not_closed_with_the_others(desk: Linked) -> None:
    slips = [sent(desk, name) for name in NAMES[:2]]
    desk.later(days=30)
    call(desk, CallAnswer(slips[0].referral_id, Tick.ACCEPTED))
    moved = desk.chases.confirm(desk.account, [slip.referral_id for slip in slips])
    assert moved == (slips[1].referral_id,)
    with pytest.raises(Refused, match="그사이 소식"):
        desk.chases.confirm(desk.account, [slips[0].referral_id])


def test_a_reply_after_no_answer_is_welcome(desk: Linked) -> None:
    slip = sent(desk)
    desk.later(days=31)
    # The visitor was asked meanwhile, so that only the partner's silence is left.
    with desk.database.write() as session:
        session.execute(update(Referral).values(progress="E", client_due=None, partner_due=None))
    late = ReplyDraft(slip.line.number, Progress.ACCEPTED, Evidence.FAX, desk.clock.today())
    desk.referrals.record_reply(desk.account, late)
    assert state(desk, slip) is Progress.ACCEPTED
    assert [
        row.number for row in desk.chases.sheet(desk.account, Side.PARTNER, key(desk)).rows
    ] == [slip.line.number]


def test_a_job_is_asked_about_after_one_three_and_six_months_once(desk: Linked) -> None:
    slip = sent(desk)
    made = desk.chases.plan_checks(desk.account, slip.referral_id, date(2026, 11, 23))
    assert made == 3
    assert desk.chases.plan_checks(desk.account, slip.referral_id, date(2026, 11, 23)) == 0
    with desk.database.read() as session:
        rows = session.scalars(select(FollowUp).order_by(FollowUp.due_on)).all()
        assert [(row.what, row.due_on, row.referral_id) for row in rows] == [
            ("취업 1개월 확인", date(2026, 12, 23), slip.referral_id),
            ("취업 3개월 확인", date(2027, 2, 23), slip.referral_id),
            ("취업 6개월 확인", date(2027, 5, 24), slip.referral_id),
        ]


def test_a_check_whose_day_has_gone_is_not_made(desk: Linked) -> None:
    slip = sent(desk)
    assert desk.chases.plan_checks(desk.account, slip.referral_id, date(2026, 9, 1)) == 2


def test_who_may_only_look_calls_nobody(desk: Linked) -> None:
    slip = sent(desk)
    with desk.database.write() as session:
        session.execute(update(Account).values(role=Role.READER.value))
    reader = desk.be(replace(desk.account, role=Role.READER))
    desk.chases.today(reader)
    for refused in (
        lambda: desk.chases.sheet(reader, Side.PARTNER, key(desk)),
        lambda: desk.chases.record(reader, slip.referral_id, Whom.PARTNER, "phone", "absent"),
        lambda: desk.chases.resume(reader, (slip.referral_id,)),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_the_day_of_the_call_decides_not_the_hour_of_the_night(desk: Linked) -> None:
    slip = sent(desk)
    desk.later(days=14)
    desk.clock.advance(timedelta(hours=9))  # 23:05
    desk.chases.record(desk.account, slip.referral_id, Whom.PARTNER, "phone", "no_pickup")
    desk.clock.advance(timedelta(hours=10))  # 9:05 the next day
    assert today(desk, Side.PARTNER) == []
    desk.clock.advance(timedelta(hours=14, minutes=1))
    assert len(today(desk, Side.PARTNER)) == 1
