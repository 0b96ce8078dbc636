"""What an act costs the store, counted in statements; no clock is asked."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from desktop.domain.access import ActKind
from desktop.domain.consent import Answer, ConsentDraft, ConsentKind, ConsentMethod
from desktop.domain.draft import FormDraft
from desktop.domain.partner import PartnerService
from desktop.domain.referral import Paper, SlipDraft
from desktop.domain.retention import Subject, read_rules, rule_on
from desktop.domain.rights import Right
from desktop.domain.subject_request import RequestDraft, RequestKind
from desktop.domain.visit import VisitDraft
from desktop.domain.visitor import Sex, VisitorDraft
from desktop.paths import resources
from desktop.services import duties
from desktop.services.chases import open_calls
from desktop.services.consents import living
from desktop.services.follow_ups import open_follow_ups
from desktop.services.retention.finding import due_counted
from desktop.store.database import plan_of
from desktop.store.visits import FollowUp
from tests.services.counting import counted, ready, ticked
from tests.ui.desks import Seat, sit_down

pytestmark = pytest.mark.usefixtures("qapp")
PERSON = VisitorDraft(name="백서윤", birth=date(1989, 8, 12), sex=Sex.FEMALE, phone="01000005678")
MOST_OF_TODAY = 21
MOST_OF_CALLS = 6
"""More on a day on which anybody is to be called: what the clocks go by, and partners' numbers."""


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    made = sit_down(tmp_path)
    # The year's first visit also opens its block of numbers.
    made.take_in("김하나")
    yield made
    made.close()


def test_the_draft_of_the_form_goes_without_being_read(seat: Seat) -> None:
    drafts = seat.desk.drafts
    draft_id = drafts.new_id()
    drafts.keep(
        seat.account,
        FormDraft(id=draft_id, screen="intake", title="접수", visitor_id=None, body={"name": "백"}),
        "백*윤",
    )
    said = counted(
        lambda: seat.desk.visits.register(
            seat.account, PERSON, VisitDraft(("counselling",)), draft_id=draft_id
        )
    )
    assert said.count("SELECT") == 1, said
    assert said.count("DELETE") == 1


def test_a_step_of_a_search_writes_nothing(seat: Seat) -> None:
    said = counted(lambda: seat.desk.visitors.look_up(seat.account, "김"))
    assert not {"INSERT", "UPDATE", "DELETE"} & set(said), said


def test_typing_a_name_asks_the_store_as_much_at_every_key(seat: Seat) -> None:
    for typed in ("ㄱ", "기", "김", "김ㅎ", "김하", "김하나"):
        said = counted(lambda typed=typed: seat.desk.visitors.look_up(seat.account, typed))
        assert said.count("SELECT") <= 4, (typed, said)


def test_the_board_asks_once_for_each_kind_of_duty_and_counts_only_what_it_cuts(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.services.duties.MOST_OF_A_KIND", 3)
    made = seat.take_in("박한결")
    today = seat.clock.today()
    few = len(counted(lambda: seat.desk.visits.board(seat.account, first=False)))
    for _ in range(12):
        seat.desk.follow_ups.promise(seat.account, made.visitor_id, today, "안부")
    many = len(counted(lambda: seat.desk.visits.board(seat.account, first=False)))
    assert many == few + 1


def test_the_board_reads_many_calls_at_the_cost_of_one(seat: Seat) -> None:
    offered = ready(seat)[:1]

    def refer(name: str) -> None:
        made = seat.take_in(name)
        seat.desk.consents.record(seat.account, ticked(seat, made.visitor_id, offered))
        draft = SlipDraft(
            visitor_id=made.visitor_id,
            service_id=offered[0].id,
            services=("training",),
            reason_code="training_wish",
            summary="전산회계를 다시 배우기를 희망함.",
        )
        issued = seat.desk.referrals.issue(seat.account, draft)
        seat.desk.referrals.handed(seat.account, issued.referral_id, Paper.SENT)

    refer("박한결")
    start = seat.clock.at
    seat.clock.advance(timedelta(days=15))
    one = counted(lambda: seat.desk.visits.board(seat.account, first=False))
    seat.clock.at = start
    for name in ("최다온", "정누리", "윤하늘"):
        refer(name)
    seat.clock.at = start + timedelta(days=15)
    many = counted(lambda: seat.desk.visits.board(seat.account, first=False))
    assert many == one
    assert len(many) <= MOST_OF_TODAY + MOST_OF_CALLS, many


def due_people(today: date) -> Any:
    """Whose record is due to be destroyed, as 오늘 counts it."""
    shipped = read_rules(resources() / "codes" / "retention.toml")
    rule = rule_on(shipped, Subject.VISITOR, today)
    assert rule is not None
    return due_counted(rule, today)


def test_duties_with_a_day_are_found_through_its_index(seat: Seat) -> None:
    with seat.desk.office.act(seat.account, Right.LOOK, ActKind.VIEW, logged=False) as act:
        for asked, index in (
            (open_follow_ups(FollowUp.due_on <= act.today), "ix_follow_up_due"),
            (open_calls(act), "ix_referral_client_due"),
            (open_calls(act), "ix_referral_partner_due"),
            (duties.seeking_ends(act), "ix_seeking_registration_ends"),
            (duties.seeking_ends(act), "ix_seeking_registration_extends_id"),
            (duties.stays_end(act), "ix_visitor_stay_until"),
            (due_people(act.today), "ix_visitor_newest"),
            (duties.open_requests(), "ix_subject_request_"),
        ):
            assert any(index in step for step in plan_of(act.session, asked)), index


def test_the_register_of_requests_is_read_at_the_cost_of_one(seat: Seat) -> None:
    requests, account = seat.desk.requests, seat.account

    def ask(name: str) -> None:
        visitor_id = seat.take_in(name).visitor_id
        draft = RequestDraft(visitor_id, RequestKind.VIEW, seat.clock.today())
        requests.take_in(account, draft)

    ask("박한결")
    few = counted(lambda: requests.register(account))
    for name in ("최다온", "정누리", "윤하늘"):
        ask(name)
    assert counted(lambda: requests.register(account)) == few
    assert few.count("SELECT") <= 4, few


def test_a_copy_for_somebody_long_known_costs_that_of_somebody_new(seat: Seat) -> None:
    requests, account = seat.desk.requests, seat.account
    made = seat.take_in("박한결")
    draft = RequestDraft(made.visitor_id, RequestKind.VIEW, seat.clock.today())
    request_id = requests.take_in(account, draft).line.id
    few = counted(lambda: requests.preview_copy(account, request_id))
    for _ in range(6):
        seat.desk.visitors.open(account, made.visitor_id)
        seat.desk.follow_ups.promise(account, made.visitor_id, seat.clock.today(), "안부")
    assert counted(lambda: requests.preview_copy(account, request_id)) == few


def test_the_board_walks_over_no_table_that_grows_with_the_years(seat: Seat) -> None:
    asked: list[str] = []

    def hear(_on: object, _cursor: object, words: str, *_: Any) -> None:
        asked.append(words)

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        seat.desk.visits.board(seat.account)
    finally:
        event.remove(Engine, "before_cursor_execute", hear)
    reads = [words for words in asked if words.startswith("SELECT")]
    with seat.desk.office.act(seat.account, Right.LOOK, ActKind.VIEW, logged=False) as act:
        connection = act.session.connection()
        walked = {
            step[3]
            for words in reads
            for step in connection.exec_driver_sql(
                f"EXPLAIN QUERY PLAN {words}", (None,) * words.count("?")
            )
            if step[3].startswith("SCAN ")
        }
    assert len(reads) >= 8
    # The staff, the partners, forms begun but not filed, and months signed off: some dozens each.
    reviewed = {step for step in walked if step.startswith("SCAN log_review ")}
    assert walked - reviewed <= {"SCAN account", "SCAN draft", "SCAN organisation"}


def test_many_consents_are_read_at_the_cost_of_few(seat: Seat) -> None:
    made, offered = seat.take_in("박한결"), ready(seat)

    def read() -> list[str]:
        return counted(lambda: seat.desk.consents.standing(seat.account, made.visitor_id))

    def sign(services: Sequence[PartnerService]) -> None:
        seat.desk.consents.record(seat.account, ticked(seat, made.visitor_id, services))

    sign(offered[:1])
    few = read()
    seat.clock.advance(timedelta(minutes=1))
    sign(offered)
    seat.clock.advance(timedelta(minutes=1))
    sign(offered[1:])
    assert read() == few


def test_a_paper_with_many_rows_is_recorded_at_the_cost_of_one(seat: Seat) -> None:
    offered = ready(seat)
    seat.desk.consents.record(
        seat.account, ticked(seat, seat.take_in("정누리").visitor_id, offered)
    )
    costs = []
    for name, services in (("박한결", offered[:1]), ("최다온", offered)):
        rows = ticked(seat, seat.take_in(name).visitor_id, services)
        costs.append(counted(lambda rows=rows: seat.desk.consents.record(seat.account, rows)))
    # The year's first consent also opened its block of numbers.
    assert costs[0] == costs[1]


def test_many_questions_are_asked_at_the_cost_of_one(seat: Seat) -> None:
    made, offered = seat.take_in("박한결"), [one.id for one in ready(seat)]
    seat.desk.consents.record(seat.account, ticked(seat, made.visitor_id, ready(seat)))

    def ask(services: Sequence[int]) -> list[str]:
        desk, account = seat.desk, seat.account
        return counted(lambda: desk.consents.questions(account, made.visitor_id, services))

    assert ask(offered) == ask(offered[:1])
    assert len(ask(offered)) <= 9, ask(offered)


def test_a_consent_paper_for_many_partners_costs_that_of_one(seat: Seat) -> None:
    made, offered = seat.take_in("박한결"), [one.id for one in ready(seat)]

    def draw(services: Sequence[int]) -> list[str]:
        desk, account = seat.desk, seat.account
        return counted(lambda: desk.consents.paper(account, made.visitor_id, services))

    draw(offered[:1])  # the year's first consent paper opens its block of numbers
    assert draw(offered) == draw(offered[:1])


def test_a_slip_is_issued_in_a_fixed_number_of_statements(seat: Seat) -> None:
    offered = ready(seat)
    costs = []
    for name, signed in (("박한결", offered[:1]), ("최다온", offered), ("정누리", offered)):
        made = seat.take_in(name)
        seat.desk.consents.record(seat.account, ticked(seat, made.visitor_id, signed))
        draft = SlipDraft(
            visitor_id=made.visitor_id,
            service_id=offered[0].id,
            services=("training",),
            reason_code="training_wish",
            summary="전산회계를 다시 배우기를 희망함.",
        )
        costs.append(counted(lambda draft=draft: seat.desk.referrals.issue(seat.account, draft)))
    # The year's first slip also opens its block of numbers.
    assert costs[1] == costs[2]


def test_today_is_opened_in_a_fixed_number_of_statements(seat: Seat) -> None:
    few = counted(lambda: seat.desk.visits.board(seat.account))
    for name in ("박한결", "최다온", "정누리"):
        made = seat.take_in(name)
        seat.desk.visits.start(seat.account, made.visit_id)
    many = counted(lambda: seat.desk.visits.board(seat.account))
    assert many == few
    assert len(many) <= MOST_OF_TODAY, many


def test_the_answers_shown_as_counting_are_those_an_act_goes_by(seat: Seat) -> None:
    made = seat.take_in("박한결")
    service = next(one for one in seat.desk.partners.services(seat.account) if not one.missing)
    for answer in (Answer.AGREED, Answer.DECLINED, Answer.AGREED):
        seat.clock.advance(timedelta(minutes=1))
        seat.desk.consents.record(
            seat.account,
            [
                ConsentDraft(
                    visitor_id=made.visitor_id,
                    kind=kind,
                    answer=answer,
                    method=ConsentMethod.PAPER,
                    given_at=seat.clock.now(),
                    service_id=service_id,
                    filed_at="캐비닛 1",
                )
                for kind, service_id in (
                    (ConsentKind.COLLECTION, None),
                    (ConsentKind.SENSITIVE, None),
                    (ConsentKind.THIRD_PARTY, service.id),
                )
            ],
        )
    standing = seat.desk.consents.standing(seat.account, made.visitor_id)
    every = seat.desk.consents.of_visitor(seat.account, made.visitor_id)
    assert (len(every), len(standing)) == (9, 3)
    with seat.desk.office.act(seat.account, Right.LOOK, ActKind.VIEW, logged=False) as act:
        for line in standing:
            row = living(act, made.visitor_id, line.kind, line.service_id)
            assert row is not None
            assert (row.id, line.living) == (line.id, True)
    assert [line for line in every if line.living] == [
        line for line in every if line.id in {one.id for one in standing}
    ]
