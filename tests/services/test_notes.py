"""A talk is filed once, put right with a reason, and keeps every word it ever said."""

from collections.abc import Iterator
from datetime import time, timedelta
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from sqlalchemy import select

from desktop.domain.access import ActKind
from desktop.domain.clock import FixedClock
from desktop.domain.consent import Answer
from desktop.domain.draft import FormDraft
from desktop.domain.errors import Conflict, NotFound, Refused
from desktop.domain.note import PlanItem, PlanState, PlanWho, Topic, TopicState
from desktop.domain.rights import Right
from desktop.domain.shipped import read_centre
from desktop.domain.visit import AppointmentDraft, VisitState
from desktop.paths import resources
from desktop.services.centre import put_facts
from desktop.store.notes import Draft, Note, NoteRevision
from desktop.store.office import Printing
from desktop.store.visits import Appointment, FollowUp
from tests.services.talks import RESIDENT, Talks, at, day, open_talks


@pytest.fixture
def talks(tmp_path: Path, clock: FixedClock) -> Iterator[Talks]:
    talks = open_talks(tmp_path, clock)
    yield talks
    talks.office.close()


def test_the_page_begins_with_whose_talk_it_is_and_what_was_told(talks: Talks) -> None:
    arrived = talks.take_in("박민아")
    talks.visits.start(talks.account, arrived.visit_id)
    began = talks.clock.now()
    talks.clock.advance(timedelta(minutes=24))
    start = talks.notes.begin(talks.account, arrived.visitor_id)
    assert (start.visitor_name, start.masked_name, start.session) == ("박민아", "박*아", 1)
    assert (start.visit_id, start.began_at) == (arrived.visit_id, began)
    assert len(start.topics) == 13
    assert start.topics[0][1] == "구직 의욕"
    assert start.intake[0][0] == "오신 일"
    assert not start.sensitive_consent
    assert talks.log()[-1] == ("view", "상담 기록", [arrived.visitor_id])


def test_finishing_files_everything_agreed_in_one_act(talks: Talks) -> None:
    arrived = talks.take_in("박민아")
    talks.visits.start(talks.account, arrived.visit_id)
    kept = FormDraft(
        talks.drafts.new_id(), "counselling", "상담 기록", arrived.visitor_id, {"a": 1}
    )
    talks.drafts.keep(talks.account, kept)
    talks.clock.advance(timedelta(minutes=24))
    before = len(talks.log())
    card = talks.notes.finish(
        talks.account,
        talks.typed(
            arrived.visitor_id,
            arrived.visit_id,
            topics=(
                Topic("motivation", TopicState.STRENGTH, " 11월 안에  시작 "),
                Topic("wage", TopicState.UNASKED),
            ),
            plan=(
                PlanItem("전산회계 오전반 신청", "실무 익히기", PlanWho.VISITOR, day(11, 27)),
                PlanItem("", ""),
            ),
            next_appointment=AppointmentDraft(day(12, 1), time(10, 30), "이력서 초안 보기"),
            follow_up_on=day(11, 30),
            follow_up="과정 시작일",
        ),
        draft_id=kept.id,
    )
    assert len(talks.log()) == before + 1
    assert card.session == 1
    assert card.visit_number == arrived_number(talks, arrived.visit_number)
    now = card.current
    assert now.topics[0] == Topic("motivation", TopicState.STRENGTH, "11월 안에 시작")
    assert len(now.plan) == 1
    assert now.ended_at == talks.clock.now()
    assert talks.rows(Draft) == 0
    board = talks.visits.board(talks.account)
    assert board.visits[0].state is VisitState.DONE
    assert board.visits[0].result == "counselled"
    with talks.database.read() as session:
        appointment = session.scalars(select(Appointment)).one()
        assert (appointment.day, appointment.note_id) == (day(12, 1), card.id)
        assert session.scalars(select(FollowUp)).one().what == "과정 시작일"
    assert talks.visits.undo(talks.account, arrived.visit_id) is VisitState.COUNSELLING


def arrived_number(talks: Talks, digits: str) -> str:
    from desktop.domain.paper_number import PaperKind, read

    return read(digits, PaperKind.VISIT).text


def test_nothing_is_stored_when_a_forbidden_number_stands_anywhere(talks: Talks) -> None:
    arrived = talks.take_in("박민아")
    with pytest.raises(Refused) as refused:
        talks.notes.finish(
            talks.account,
            talks.typed(
                arrived.visitor_id,
                summary=f"주민번호 {RESIDENT} 라고 하심",
                topics=(Topic("wage", TopicState.NEED, RESIDENT),),
                plan=(PlanItem("확인"), PlanItem(f"{RESIDENT} 확인", RESIDENT)),
                attended_by=RESIDENT,
            ),
        )
    assert set(refused.value.fields) == {
        "summary",
        "topics.wage",
        "plan.1.action",
        "plan.1.goal",
        "attended_by",
    }
    assert "생년월일" in refused.value.fields["summary"]
    assert RESIDENT not in str(refused.value)
    assert talks.rows(Note) == talks.rows(NoteRevision) == 0


def test_a_talk_needs_a_summary_but_a_call_not_answered_needs_none(talks: Talks) -> None:
    arrived = talks.take_in("박민아")
    with pytest.raises(Refused) as refused:
        talks.notes.finish(talks.account, talks.typed(arrived.visitor_id, summary="  "))
    assert "summary" in refused.value.fields
    card = talks.notes.finish(
        talks.account, talks.typed(arrived.visitor_id, summary="", reached=False)
    )
    assert not card.current.reached


@pytest.mark.parametrize(
    ("started", "ended", "field"),
    [((14, 30), None, "started_at"), ((13, 41), (13, 40), "ended_at")],
)
def test_times_must_be_possible(
    talks: Talks, started: tuple[int, int], ended: tuple[int, int] | None, field: str
) -> None:
    arrived = talks.take_in("박민아")
    with pytest.raises(Refused) as refused:
        talks.notes.finish(
            talks.account,
            talks.typed(
                arrived.visitor_id,
                started_at=at(*started),
                ended_at=at(*ended) if ended else None,
            ),
        )
    assert list(refused.value.fields) == [field]


def test_a_sensitive_memo_needs_a_living_consent(talks: Talks) -> None:
    arrived = talks.take_in("박민아")
    memo = talks.typed(arrived.visitor_id, sensitive="치료 일정에 맞춰 오전만 가능")
    with pytest.raises(Refused, match="민감정보 동의") as refused:
        talks.notes.finish(talks.account, memo)
    assert list(refused.value.fields) == ["sensitive"]
    consent_id = talks.agree_sensitive(arrived.visitor_id)
    assert talks.notes.begin(talks.account, arrived.visitor_id).sensitive_consent
    talks.notes.finish(talks.account, memo)
    talks.clock.advance(timedelta(minutes=1))
    talks.consents.withdraw(talks.account, consent_id, "마음이 바뀌심")
    with pytest.raises(Refused, match="민감정보 동의"):
        talks.notes.finish(talks.account, memo)
    talks.clock.advance(timedelta(minutes=1))
    talks.agree_sensitive(arrived.visitor_id, Answer.DECLINED)
    with pytest.raises(Refused, match="민감정보 동의"):
        talks.notes.finish(talks.account, memo)


def test_the_memo_is_for_its_counsellor_and_survives_a_colleagues_amendment(talks: Talks) -> None:
    arrived = talks.take_in("박민아")
    talks.agree_sensitive(arrived.visitor_id)
    card = talks.notes.finish(
        talks.account, talks.typed(arrived.visitor_id, sensitive="오전만 가능")
    )
    assert card.current.sensitive == "오전만 가능"
    colleague = talks.be(talks.colleague)
    seen = talks.notes.open(colleague, card.id)
    assert seen.current.sensitive == ""
    assert seen.sensitive_withheld
    talks.notes.amend(
        colleague, card.id, card.version, talks.typed(arrived.visitor_id), "요약을 다듬음"
    )
    own = talks.notes.open(talks.be(talks.account), card.id)
    assert own.current.sensitive == "오전만 가능"
    assert own.revisions[-1].author == "오민재"


def test_amending_adds_a_revision_and_keeps_the_first_word(talks: Talks) -> None:
    arrived = talks.take_in("박민아")
    first = talks.notes.finish(
        talks.account,
        talks.typed(
            arrived.visitor_id,
            next_appointment=AppointmentDraft(day(12, 1), time(10, 30)),
            follow_up_on=day(11, 30),
            follow_up="과정 시작일",
        ),
    )
    changed = talks.typed(
        arrived.visitor_id,
        summary="전일제 경리로 시작하기로 함.",
        next_appointment=AppointmentDraft(day(12, 2), time(11, 0)),
    )
    with pytest.raises(Refused) as refused:
        talks.notes.amend(talks.account, first.id, first.version, changed, "  ")
    assert list(refused.value.fields) == ["reason"]
    talks.clock.advance(timedelta(hours=1))
    amended = talks.notes.amend(
        talks.account, first.id, first.version, changed, "근로 시간을 잘못 적음"
    )
    assert [one.number for one in amended.revisions] == [1, 2]
    assert amended.revisions[0].draft.summary == "시간제 경리부터 시작하기로 함."
    assert amended.revisions[1].reason == "근로 시간을 잘못 적음"
    assert amended.current.summary == "전일제 경리로 시작하기로 함."
    assert amended.version > first.version
    with talks.database.read() as session:
        planned = {row.day: row.state for row in session.scalars(select(Appointment))}
        assert planned == {day(12, 1): "cancelled", day(12, 2): "planned"}
        assert session.scalars(select(FollowUp)).all() == []
    with pytest.raises(Conflict):
        talks.notes.amend(talks.account, first.id, first.version, changed, "또 고침")


def test_earlier_notes_come_latest_first_with_what_is_left_to_do(talks: Talks) -> None:
    arrived = talks.take_in("박민아")
    talks.notes.finish(talks.account, talks.typed(arrived.visitor_id, summary="처음"))
    talks.clock.advance(timedelta(days=1))
    talks.notes.finish(
        talks.account,
        talks.typed(
            arrived.visitor_id,
            summary="다음",
            plan=(PlanItem("이력서"), PlanItem("신청", state=PlanState.DONE)),
        ),
    )
    lines = talks.notes.of(talks.account, arrived.visitor_id)
    assert [(line.session, line.summary) for line in lines] == [(2, "다음"), (1, "처음")]
    assert lines[0].open_plans == 1
    start = talks.notes.begin(talks.account, arrived.visitor_id)
    assert start.session == 3
    assert [item.action for item in start.open_plan] == ["이력서"]
    assert start.visit_id is None, "yesterday's visit is not today's"


def test_a_note_is_opened_by_name_of_nobody_else(talks: Talks) -> None:
    with pytest.raises(NotFound):
        talks.notes.open(talks.account, 1)
    arrived = talks.take_in("박민아")
    other = talks.take_in("김서연")
    with pytest.raises(Refused):
        talks.notes.finish(talks.account, talks.typed(other.visitor_id, arrived.visit_id))
    assert talks.rows(Note) == 0


def test_the_paper_says_everything_but_the_memo_and_counts_its_prints(talks: Talks) -> None:
    arrived = talks.take_in("박민아")
    talks.agree_sensitive(arrived.visitor_id)
    with talks.office.act(talks.account, Right.OWN, ActKind.SETTING) as act:
        put_facts(act, read_centre(resources() / "codes")[-1])
    card = talks.notes.finish(
        talks.account,
        talks.typed(
            arrived.visitor_id,
            arrived.visit_id,
            opening="다시 사무직으로 일하고 싶다.",
            sensitive="치료 일정에 맞춰 오전만 가능",
            topics=(Topic("wage", TopicState.NEED, "월 200만 원"),),
            plan=(PlanItem("이력서 초안", "이력서", PlanWho.COUNSELLOR, day(11, 27)),),
        ),
    )
    words = []
    for _ in range(2):
        ready = talks.notes.paper(talks.account, card.id)
        document = PdfDocument(ready.pdf)
        words.append(" ".join(page.get_textpage().get_text_bounded() for page in document))
        document.close()
    for part in (
        "상담일지",
        "박민아",
        "시간제 경리",
        "다시 사무직",
        "이력서 초안",
        card.visit_number,
    ):
        assert part in words[0]
    assert "치료" not in words[0]
    assert talks.rows(Printing) == 2
    assert talks.log()[-1] == ("print", "상담일지 출력", [arrived.visitor_id])
    with pytest.raises(NotFound):
        talks.notes.paper(talks.account, 1)
