"""What is due, what stands in the way, and the two people it takes."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from desktop.domain.access import ActKind
from desktop.domain.account import Role
from desktop.domain.consent import Answer, ConsentDraft, ConsentKind, ConsentMethod
from desktop.domain.draft import FormDraft
from desktop.domain.errors import NotAllowed, Refused
from desktop.domain.paper_number import PaperKind
from desktop.domain.referral import Evidence, Progress, ReplyDraft
from desktop.domain.retention import Block, DestructionReason, DueLine, Rule, Subject
from desktop.domain.rights import Right
from desktop.domain.visit import AppointmentDraft, VisitDraft
from desktop.domain.visitor import VisitorDraft
from desktop.services.numbers import take_number
from desktop.services.retention.asking import NEEDS_RECORDS
from desktop.store.erasing import apply_known
from desktop.store.log import AccessRow
from desktop.store.office import AccountEvent
from desktop.store.people import Visitor
from desktop.store.requests import SubjectRequest
from desktop.store.retention import Destruction
from tests.destruction.finder import Finder
from tests.destruction.planted import LONG_AGO, Planted

FIRST_DAY = date(2029, 3, 10)
"""Three years after the visit of 9 March 2026 are over with the ninth."""


def come(office: Planted, name: str, on: date | None = None) -> int:
    """Somebody is here, is served and goes."""
    if on is not None:
        office.clock.at = LONG_AGO.replace(year=on.year, month=on.month, day=on.day)
    came = office.desk.visits.register(
        office.lead, VisitorDraft(name=name), VisitDraft(("counselling",))
    )
    office.desk.visits.call(office.lead, came.visit_id)
    office.desk.visits.start(office.lead, came.visit_id)
    office.desk.visits.finish(office.lead, came.visit_id, "counselled")
    return came.visitor_id


def on(office: Planted, day: date) -> None:
    office.clock.at = LONG_AGO.replace(year=day.year, month=day.month, day=day.day)


def due(office: Planted, *also: Subject) -> list[DueLine]:
    """What is due of the visitors; the office's own records of its first day are as old."""
    lines = office.desk.retention.due(office.as_lead()).due
    own = {Subject.ACCESS_LOG, Subject.ACCOUNT_EVENT} - set(also)
    return [line for line in lines if line.subject not in own]


def test_it_is_due_the_day_after_the_periods_last_day_and_shown_thirty_days_before(
    office: Planted,
) -> None:
    come(office, "백서윤")
    on(office, FIRST_DAY - timedelta(days=31))
    assert due(office) == []
    on(office, FIRST_DAY - timedelta(days=30))
    (line,) = due(office)
    assert (line.event_on, line.due_on) == (date(2026, 3, 9), FIRST_DAY)
    assert line.masked_name == "백*윤"
    with pytest.raises(Refused, match="아직 보유기간이 남아"):
        office.desk.retention.ask(office.lead, [(Subject.VISITOR, line.subject_id)], "1호")
    on(office, FIRST_DAY)
    office.desk.retention.ask(office.as_lead(), [(Subject.VISITOR, line.subject_id)], "1호")
    assert due(office) == []


def test_whatever_happened_last_is_what_the_period_counts_from(office: Planted) -> None:
    person = come(office, "백서윤")
    office.desk.visitors.file_seeking(office.lead, person)
    on(office, FIRST_DAY)
    assert due(office) == []
    on(office, date(2029, 6, 10))
    (line,) = due(office)
    assert line.event_on == date(2026, 6, 9)
    come_again = VisitDraft(("counselling",))
    office.desk.visits.arrive(office.lead, person, come_again)
    assert due(office) == []


def test_a_shorter_period_from_a_day_on_makes_older_ones_due_from_that_day(
    office: Planted,
) -> None:
    come(office, "백서윤")
    on(office, date(2027, 4, 1))
    shorter = Rule(
        id=0,
        subject=Subject.VISITOR,
        event=office.desk.retention.periods(office.lead)[0].event,
        months=12,
        ground="기록관리기준표",
        records_officer=False,
        valid_from=date(2027, 5, 1),
    )
    office.desk.retention.set_period(office.lead, shorter)
    assert due(office) == []
    on(office, date(2027, 5, 1))
    (line,) = due(office)
    assert line.due_on == date(2027, 3, 10)
    assert not line.records_officer
    rows = [
        one for one in office.desk.retention.periods(office.lead) if one.subject is Subject.VISITOR
    ]
    assert [(one.months, one.valid_from, one.valid_to) for one in rows] == [
        (36, date(2026, 1, 1), date(2027, 4, 30)),
        (12, date(2027, 5, 1), None),
    ]


def test_a_period_may_not_begin_in_the_past_nor_fall_below_the_law(office: Planted) -> None:
    rules = {one.subject: one for one in office.desk.retention.periods(office.lead)}
    assert set(rules) == set(Subject)
    log = rules[Subject.ACCESS_LOG]
    wrong = Rule(0, log.subject, log.event, 23, "", False, date(2026, 3, 8))
    with pytest.raises(Refused) as refused:
        office.desk.retention.set_period(office.lead, wrong)
    assert refused.value.fields["months"] == "법이 정한 24개월보다 짧게 둘 수 없습니다."
    assert set(refused.value.fields) == {"months", "valid_from", "ground"}
    with pytest.raises(Refused, match="이미 시행된"):
        office.desk.retention.take_back_period(office.lead, log.id)


def test_a_period_that_has_not_begun_is_taken_back_and_the_one_before_goes_on(
    office: Planted,
) -> None:
    old = next(
        one for one in office.desk.retention.periods(office.lead) if one.subject is Subject.DRAFT
    )
    made = office.desk.retention.set_period(
        office.lead,
        Rule(0, old.subject, old.event, 6, "내부 관리계획", False, date(2026, 7, 1)),
    )
    office.desk.retention.take_back_period(office.lead, made.id)
    rows = [one for one in office.desk.retention.periods(office.lead) if one.subject is old.subject]
    assert rows == [old]


# what stands in the way


def refer(office: Planted, person: int) -> str:
    from desktop.domain.referral import SlipDraft

    desk, lead = office.desk, office.lead
    service = next(
        one for one in desk.partners.services(lead) if not one.missing and not one.internal
    )
    desk.consents.record(
        lead,
        [
            ConsentDraft(
                visitor_id=person,
                kind=ConsentKind.THIRD_PARTY,
                answer=Answer.AGREED,
                method=ConsentMethod.PAPER,
                given_at=office.clock.now(),
                service_id=service.id,
                filed_at="동의철",
            )
        ],
    )
    start = desk.referrals.prepare(lead, person, service.id)
    draft = SlipDraft(
        visitor_id=person,
        service_id=service.id,
        services=tuple(one for one, _ in start.ground.service_choices[:1]),
        reason_code="training_wish",
        reason="희망함",
        summary="실무를 배우기를 희망함.",
        documents=("id_card", "slip"),
    )
    return desk.referrals.issue(lead, draft).line.number


def test_an_open_referral_a_request_and_a_living_registration_are_shown_and_stop_it(
    office: Planted,
) -> None:
    person = come(office, "백서윤")
    number = refer(office, person)
    ask_about_oneself(office, person, "view")
    on(office, FIRST_DAY)
    (line,) = due(office)
    assert line.blocks == (Block.REFERRAL, Block.REQUEST)
    with pytest.raises(Refused, match="열린 의뢰가 있음, 처리 중인 요구가 있음"):
        office.desk.retention.ask(office.lead, [(Subject.VISITOR, person)], "1호")
    with office.database.write() as session:
        session.execute(update(SubjectRequest).values(state="answered"))
    for outcome in (Progress.ACCEPTED, Progress.COMPLETED):
        office.desk.referrals.record_reply(
            office.lead, ReplyDraft(number, outcome, Evidence.FAX, office.clock.today())
        )
    # The reply is the last contact now: the period begins anew.
    assert due(office) == []


def ask_about_oneself(office: Planted, person: int, kind: str) -> None:
    with office.desk.office.act(office.lead, Right.SUBJECT, ActKind.ENTER) as act:
        act.session.add(
            SubjectRequest(
                id=act.new_id(),
                number=take_number(act, PaperKind.VISIT, 1).digits,
                visitor_id=person,
                kind=kind,
                received_on=act.today,
                due_on=act.today + timedelta(days=10),
                received_by_id=act.account.account_id,
                way="visit",
                identity_check="card",
                state="open",
            )
        )


def test_who_asks_to_be_deleted_is_due_at_once_also_while_registered(office: Planted) -> None:
    person = come(office, "백서윤")
    office.desk.visitors.file_seeking(office.lead, person)
    office.desk.visits.appoint(
        office.lead, person, AppointmentDraft(date(2026, 3, 20), LONG_AGO.time(), "이력서")
    )
    ask_about_oneself(office, person, "delete")
    (line,) = due(office)
    assert (line.reason, line.blocks) == (DestructionReason.ASKED, ())
    assert line.due_on == date(2026, 3, 19)
    approve(office, [(Subject.VISITOR, person)])
    office.desk.retention.destroy(office.as_officer())
    with office.database.read() as session:
        assert session.scalar(select(Visitor.name).where(Visitor.id == person)) == ""
        assert session.scalar(select(Destruction.request_id)) is not None
    board = office.desk.visits.board(office.as_lead(), date(2026, 3, 20))
    assert [one.state.value for one in board.appointments] == ["cancelled"]


def test_a_wish_handed_over_by_a_counsellor_takes_the_same_way(office: Planted) -> None:
    """It was asked for without a rule: the records officer is asked all the same."""
    person = come(office, "백서윤")
    ask_about_oneself(office, person, "delete")
    with office.database.read() as session:
        request_id = session.scalar(select(SubjectRequest.id))
    assert request_id is not None
    office.desk.requests.hand_over(office.lead, request_id)
    assert due(office) == []
    officer = office.as_officer()
    (asked,) = office.desk.retention.due(officer).asked
    assert asked.records_officer
    with pytest.raises(Refused, match="기록물 담당"):
        office.desk.retention.decide(officer, [asked.id], approve=True)
    office.desk.retention.decide(officer, [asked.id], approve=True, records_approval="기록-7")
    assert office.desk.retention.destroy(officer).done == 1
    with office.database.read() as session:
        assert session.scalar(select(Visitor.name).where(Visitor.id == person)) == ""


def test_who_takes_back_the_first_consent_is_due_within_five_days(office: Planted) -> None:
    person = come(office, "백서윤")
    (line,) = office.desk.consents.record(
        office.lead,
        [
            ConsentDraft(
                visitor_id=person,
                kind=ConsentKind.COLLECTION,
                answer=Answer.AGREED,
                method=ConsentMethod.PAPER,
                given_at=office.clock.now(),
                filed_at="동의철",
            )
        ],
    )
    office.clock.advance(timedelta(days=1))
    office.desk.consents.withdraw(office.lead, line.id, "마음을 바꾸심")
    (found,) = due(office)
    assert (found.reason, found.due_on) == (DestructionReason.WITHDRAWN, date(2026, 3, 15))


# two people


def approve(office: Planted, wanted: list[tuple[Subject, int]], records: str = "1호") -> None:
    office.desk.retention.ask(office.as_lead(), wanted, records)
    officer = office.as_officer()
    asked = office.desk.retention.due(officer).asked
    office.desk.retention.decide(officer, [one.id for one in asked], approve=True)


def test_the_one_who_asked_cannot_approve(office: Planted) -> None:
    person = come(office, "백서윤")
    on(office, FIRST_DAY)
    lead = office.as_lead()
    office.desk.retention.ask(lead, [(Subject.VISITOR, person)], "1호")
    (asked,) = office.desk.retention.due(lead).asked
    with pytest.raises(Refused, match="본인이 요청한 파기는 본인이 승인할 수 없습니다"):
        office.desk.retention.decide(lead, [asked.id], approve=True)
    assert office.desk.retention.destroy(lead).done == 0
    with office.database.read() as session:
        assert session.scalar(select(Visitor.name).where(Visitor.id == person)) == "백서윤"


def test_a_row_approved_behind_the_back_of_the_second_person_is_not_destroyed(
    office: Planted,
) -> None:
    person = come(office, "백서윤")
    on(office, FIRST_DAY)
    lead = office.as_lead()
    office.desk.retention.ask(lead, [(Subject.VISITOR, person)], "1호")
    with office.database.write() as session:
        session.execute(update(Destruction).values(state="approved", decided_by_id=lead.account_id))
    assert office.desk.retention.destroy(lead).done == 0


def test_the_records_officers_number_is_wanted_at_the_latest_from_the_one_who_approves(
    office: Planted,
) -> None:
    person = come(office, "백서윤")
    on(office, FIRST_DAY)
    office.desk.retention.ask(office.as_lead(), [(Subject.VISITOR, person)])
    officer = office.as_officer()
    (asked,) = office.desk.retention.due(officer).asked
    with pytest.raises(Refused) as refused:
        office.desk.retention.decide(officer, [asked.id], approve=True)
    assert refused.value.fields == {"records_approval": NEEDS_RECORDS}
    office.desk.retention.decide(officer, [asked.id], approve=True, records_approval="기록-7")
    office.desk.retention.destroy(officer)
    (line,) = office.desk.retention.ledger(officer).lines
    assert line.records_approval == "기록-7"


def test_what_was_sent_back_is_due_again_and_its_reason_is_kept(office: Planted) -> None:
    person = come(office, "백서윤")
    on(office, FIRST_DAY)
    office.desk.retention.ask(office.as_lead(), [(Subject.VISITOR, person)], "1호")
    officer = office.as_officer()
    (asked,) = office.desk.retention.due(officer).asked
    with pytest.raises(Refused, match="까닭"):
        office.desk.retention.decide(officer, [asked.id], approve=False)
    office.desk.retention.decide(officer, [asked.id], approve=False, refusal="민원이 진행 중")
    assert [one.subject_id for one in due(office)] == [person]
    with office.database.read() as session:
        assert session.scalar(select(Destruction.refusal)) == "민원이 진행 중"


def test_somebody_who_came_back_after_the_approval_is_kept_and_named(office: Planted) -> None:
    person = come(office, "백서윤")
    on(office, FIRST_DAY)
    approve(office, [(Subject.VISITOR, person)])
    lead = office.as_lead()
    office.desk.visits.arrive(lead, person, VisitDraft(("counselling",)))
    answer = office.desk.retention.destroy(office.as_officer())
    assert (answer.done, len(answer.kept)) == (0, 1)
    with office.database.read() as session:
        assert session.scalar(select(Visitor.name).where(Visitor.id == person)) == "백서윤"


def test_counsellors_neither_see_the_list_nor_ask(office: Planted) -> None:
    person = come(office, "백서윤")
    on(office, FIRST_DAY)
    with office.database.write() as session:
        from desktop.store.office import Account

        session.execute(
            update(Account)
            .where(Account.id == office.lead.account_id)
            .values(role=Role.COUNSELLOR.value)
        )
    lead = office.as_lead()
    with pytest.raises(NotAllowed):
        office.desk.retention.due(lead)
    with pytest.raises(NotAllowed):
        office.desk.retention.ask(lead, [(Subject.VISITOR, person)])


# what goes by its day


def test_old_drafts_enquiries_and_account_events_go_together_by_their_day(
    office: Planted,
) -> None:
    desk, lead = office.desk, office.lead
    desk.drafts.keep(lead, FormDraft(desk.drafts.new_id(), "intake", "접수", None, {"a": "글"}))
    desk.visits.enquire(lead, VisitDraft(("enquiry",), remark="이름 없이 물으심"))
    with office.desk.office.act(lead, Right.ACCOUNTS, ActKind.SETTING) as act:
        act.session.add(
            AccountEvent(
                id=act.new_id(),
                at=act.now,
                account_id=lead.account_id,
                by_id=lead.account_id,
                event="role",
            )
        )
    on(office, date(2029, 3, 11))
    desk.drafts.keep(
        office.as_lead(), FormDraft(desk.drafts.new_id(), "intake", "접수", None, {"a": "새 글"})
    )
    lines = {line.subject: line.count for line in due(office, Subject.ACCOUNT_EVENT)}
    events = lines.pop(Subject.ACCOUNT_EVENT)
    assert lines == {Subject.DRAFT: 1, Subject.ENQUIRY: 1}
    wanted = [(one, 0) for one in (Subject.DRAFT, Subject.ENQUIRY, Subject.ACCOUNT_EVENT)]
    approve(office, wanted)
    answer = desk.retention.destroy(office.as_officer())
    assert answer.done == 3
    assert due(office, Subject.ACCOUNT_EVENT) == []
    assert len(desk.drafts.list(office.as_lead())) == 1
    told = {one.subject: dict(one.kinds) for one in desk.retention.ledger(office.lead).lines}
    assert told[Subject.ACCOUNT_EVENT] == {"계정 권한 기록": events}
    assert told[Subject.ENQUIRY] == {"방문 메모": 1}


def test_the_log_itself_is_named_but_goes_by_its_own_procedure(office: Planted) -> None:
    on(office, date(2029, 3, 11))
    lines = office.desk.retention.due(office.as_lead()).due
    assert lines[-1].subject is Subject.ACCESS_LOG
    before = rows(office)
    with pytest.raises(Refused):
        office.desk.retention.ask(office.lead, [(Subject.ACCESS_LOG, 0)])
    assert rows(office) == before


def rows(office: Planted) -> int:
    with office.database.read() as session:
        return session.scalar(select(func.count(AccessRow.id))) or 0


# today's board


def test_today_says_what_is_due_and_what_waits_for_whom(office: Planted) -> None:
    for name in ("백서윤", "서지영", "김하나"):
        come(office, name)
    come(office, "이나라", date(2026, 3, 20))
    on(office, FIRST_DAY)
    lead = office.as_lead()
    assert told(office, lead) == ["파기할 때가 된 분 3건 · 30일 안 1건"]
    first = due(office)[0]
    office.desk.retention.ask(lead, [(Subject.VISITOR, first.subject_id)], "1호")
    assert told(office, lead) == ["파기할 때가 된 분 2건 · 30일 안 1건"]
    assert told(office, office.as_officer()) == [
        "파기 승인 기다림 1건",
        "파기할 때가 된 분 2건 · 30일 안 1건",
    ]


def told(office: Planted, account: object) -> list[str]:
    board = office.desk.visits.board(account)  # type: ignore[arg-type]
    return [one.text for one in board.duties if one.kind == "destruction"]


def test_cut_short_before_the_pages_it_is_finished_at_the_next_start(
    office: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows are emptied and committed, then the PC stops: pages and log still tell."""
    person = come(office, "독고하늬솔")
    on(office, FIRST_DAY)
    approve(office, [(Subject.VISITOR, person)])
    finder = Finder({"name": "독고하늬솔"}, [office.key])

    class Stopped(BaseException):
        pass

    def stop(_office: object) -> None:
        raise Stopped

    with monkeypatch.context() as patch:
        patch.setattr("desktop.services.act.Office.leave_no_trace", stop)
        with pytest.raises(Stopped):
            office.desk.retention.destroy(office.as_officer())
    assert office.desk.retention.due(office.as_lead()).unfinished
    backups = {one.place.split(":")[0] for one in finder.in_folder(office.folder)}
    assert "naeil.db" in backups
    apply_known(office.database)
    left = {one.place.split(":")[0] for one in finder.in_folder(office.folder)}
    assert left == backups - {"naeil.db"}
    office.desk.retention.finish(office.as_officer())
    assert finder.in_folder(office.folder) == set()
    assert not office.desk.retention.due(office.as_lead()).unfinished
