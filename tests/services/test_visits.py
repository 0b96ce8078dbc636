"""The board of the day: call, take, hand over, finish, undo, appointments, duties."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from desktop.domain.clock import FixedClock
from desktop.domain.errors import Refused
from desktop.domain.visit import (
    AppointmentDraft,
    AppointmentState,
    Channel,
    Presence,
    VisitDraft,
    VisitState,
)
from desktop.domain.visitor import VisitorDraft
from tests.services.talks import Talks, open_talks


@pytest.fixture
def talks(tmp_path: Path, clock: FixedClock) -> Iterator[Talks]:
    opened = open_talks(tmp_path, clock)
    yield opened
    opened.office.close()


def state_of(talks: Talks, visit_id: int) -> VisitState:
    board = talks.visits.board(talks.account, first=False)
    return next(one.state for one in board.visits if one.id == visit_id)


def test_a_visitor_goes_through_the_columns_and_back(talks: Talks) -> None:
    made = talks.take_in("김영숙")
    visits, account = talks.visits, talks.account

    visits.call(account, made.visit_id)
    assert state_of(talks, made.visit_id) is VisitState.CALLED
    visits.start(account, made.visit_id)
    visits.finish(account, made.visit_id, "counselled")
    assert state_of(talks, made.visit_id) is VisitState.DONE

    assert visits.undo(account, made.visit_id) is VisitState.COUNSELLING
    assert visits.undo(account, made.visit_id) is VisitState.CALLED
    assert visits.undo(account, made.visit_id) is VisitState.WAITING
    with pytest.raises(Refused):
        visits.undo(account, made.visit_id)


def test_only_ones_own_moves_are_undone(talks: Talks) -> None:
    made = talks.take_in("김영숙")
    talks.visits.call(talks.account, made.visit_id)
    other = talks.be(talks.colleague)

    with pytest.raises(Refused):
        talks.visits.undo(other, made.visit_id)


def test_nobody_is_called_twice(talks: Talks) -> None:
    made = talks.take_in("김영숙")
    talks.visits.start(talks.account, made.visit_id)

    with pytest.raises(Refused):
        talks.visits.call(talks.account, made.visit_id)


def test_handing_over_changes_who_is_responsible_and_not_where_it_stands(talks: Talks) -> None:
    made = talks.take_in("김영숙")
    talks.visits.hand_over(talks.account, made.visit_id, talks.colleague.account_id)

    (line,) = talks.visits.board(talks.account).visits
    assert (line.counsellor, line.state) == ("오민재", VisitState.WAITING)


def test_an_anonymous_enquiry_counts_and_belongs_to_nobody(talks: Talks) -> None:
    talks.visits.enquire(talks.account, VisitDraft(("enquiry",), Channel.PHONE))

    board = talks.visits.board(talks.account)
    (line,) = board.visits
    assert (board.visited, board.done) == (1, 1)
    assert (line.masked_name, line.visitor_id) == ("익명 문의", None)
    assert line.channel is Channel.PHONE


def test_an_appointment_becomes_a_visit_or_a_missed_one_and_back(talks: Talks) -> None:
    made = talks.take_in("김영숙")
    today = talks.clock.today()
    ids = [
        talks.visits.appoint(talks.account, made.visitor_id, AppointmentDraft(today, time(hour, 0)))
        for hour in (15, 16)
    ]

    talks.visits.appointment_arrived(talks.account, ids[0])
    talks.visits.appointment_missed(talks.account, ids[1])
    board = talks.visits.board(talks.account)
    assert [one.state for one in board.appointments] == [
        AppointmentState.ARRIVED,
        AppointmentState.NO_SHOW,
    ]
    assert board.visited == 2

    talks.visits.appointment_restored(talks.account, ids[1])
    with pytest.raises(Refused):
        talks.visits.appointment_restored(talks.account, ids[0])


def test_own_duties_stand_first_and_each_ends_once_settled(talks: Talks) -> None:
    made = talks.take_in("김영숙")
    other = talks.be(talks.colleague)
    talks.follow_ups.promise(other, made.visitor_id, talks.clock.today(), "지원 결과 여쭙기")
    own = talks.be(talks.account)
    talks.follow_ups.promise(own, made.visitor_id, talks.clock.today(), "안부 여쭙기")

    duties = talks.visits.board(own).duties
    assert [duty.own for duty in duties] == [True, False]

    talks.follow_ups.done(own, duties[0].id)
    assert len(talks.visits.board(own).duties) == 1


def test_the_board_reads_own_and_nearest_duties_and_counts_the_rest(
    talks: Talks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.services.duties.MOST_OF_A_KIND", 4)
    made = talks.take_in("김영숙")
    today = talks.clock.today()
    other = talks.be(talks.colleague)
    for days in range(5):
        due = today + timedelta(days=days)
        talks.follow_ups.promise(other, made.visitor_id, due, f"{days}일 뒤에")
    own = talks.be(talks.account)
    talks.follow_ups.promise(own, made.visitor_id, today + timedelta(days=6), "내 일")
    talks.clock.advance(timedelta(days=7))

    board = talks.visits.board(own)
    assert [one.text for one in board.duties] == ["내 일", "0일 뒤에", "1일 뒤에", "2일 뒤에"]
    assert board.duties_unread == {"follow_up": 2}
    talks.follow_ups.done(own, board.duties[0].id)
    talks.follow_ups.done(own, board.duties[1].id)
    board = talks.visits.board(own)
    assert len(board.duties) == 4
    assert not board.duties_unread


def test_a_registration_about_to_end_is_a_duty_until_it_is_extended(talks: Talks) -> None:
    made = talks.take_in("김영숙")
    talks.visitors.file_seeking(talks.account, made.visitor_id)
    talks.clock.advance(timedelta(days=88))

    (duty,) = talks.visits.board(talks.account).duties
    assert duty.kind == "seeking_ends"
    talks.visitors.file_seeking(talks.account, duty.visitor_id)
    assert talks.visits.board(talks.account).duties == ()


def test_a_residence_permit_about_to_end_is_a_duty(talks: Talks) -> None:
    until = talks.clock.today() + timedelta(days=30)
    draft = VisitorDraft(name="NGUYEN THI HOA", foreign=True, stay_until=until)
    made = talks.visits.register(talks.account, draft, VisitDraft(("counselling",)))

    (duty,) = talks.visits.board(talks.account).duties
    assert (duty.kind, duty.visitor_id) == ("stay_ends", made.visitor_id)
    (step,) = talks.visits.next_steps(talks.account, made.visitor_id)
    assert step.due_on == until


def test_what_comes_next_with_one_visitor_holds_no_others(talks: Talks) -> None:
    made, other = talks.take_in("김영숙"), talks.take_in("이정호")
    ahead = talks.clock.today() + timedelta(days=20)
    talks.follow_ups.promise(talks.account, made.visitor_id, ahead, "안부 여쭙기")
    talks.visits.appoint(
        talks.account, made.visitor_id, AppointmentDraft(ahead, time(10, 0), "이력서")
    )
    talks.follow_ups.promise(talks.account, other.visitor_id, ahead, "면접 결과")

    steps = talks.visits.next_steps(talks.account, made.visitor_id)
    assert {step.kind for step in steps} == {"follow_up", "appointment"}
    assert all(step.visitor_id == made.visitor_id for step in steps)


def test_todays_visit_of_somebody_is_known_and_yesterdays_is_not(talks: Talks) -> None:
    made = talks.take_in("김영숙")
    line = talks.visits.of_today(talks.account, made.visitor_id)
    assert line is not None
    assert line.id == made.visit_id
    talks.clock.advance(timedelta(days=1))
    assert talks.visits.of_today(talks.account, made.visitor_id) is None


def test_whoever_came_along_and_what_is_needed_stay_with_the_visit(talks: Talks) -> None:
    visit = VisitDraft(
        ("benefit",),
        presence=Presence.INSTEAD,
        companion_relation="child",
        needs=("interpreter", "wheelchair"),
    )
    talks.visits.register(talks.account, VisitorDraft(name="최말순"), visit)

    (line,) = talks.visits.board(talks.account).visits
    assert line.needs == ("interpreter", "wheelchair")


def test_a_visit_needs_a_purpose_and_a_person_a_name(talks: Talks) -> None:
    with pytest.raises(Refused) as refused:
        talks.visits.register(talks.account, VisitorDraft(name="김영숙"), VisitDraft(()))
    assert "purposes" in refused.value.fields
    with pytest.raises(Refused) as refused:
        talks.visits.register(talks.account, VisitorDraft(name=""), VisitDraft(("other",)))
    assert "name" in refused.value.fields
    assert talks.visits.board(talks.account).visits == ()


def test_registering_with_the_application_files_the_registration_in_the_same_act(
    talks: Talks,
) -> None:
    made = talks.visits.register(
        talks.account, VisitorDraft(name="김영숙"), VisitDraft(("registration",)), seeking=True
    )
    seeking = talks.visitors.open(talks.account, made.visitor_id).seeking
    assert seeking is not None
    assert seeking.valid_until == date(2027, 2, 23)


def test_the_board_is_logged_when_first_shown_and_not_at_each_refresh(talks: Talks) -> None:
    before = len(talks.log())
    talks.visits.board(talks.account)
    talks.visits.board(talks.account, first=False)
    assert [purpose for _, purpose, _ in talks.log()[before:]] == ["오늘 현황"]
