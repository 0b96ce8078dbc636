"""Two at work on one record: the second is told so in a sentence and nothing is overwritten."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Mapper

from desktop.domain.access import ActKind
from desktop.domain.clock import FixedClock
from desktop.domain.consent import Item
from desktop.domain.errors import Conflict, Refused
from desktop.domain.note import NoteDraft, NoteMethod, NoteType
from desktop.domain.partner import Contact
from desktop.domain.referral import Paper, Progress
from desktop.domain.rights import Right
from desktop.domain.visit import AppointmentDraft, VisitDraft
from desktop.services.follow_ups import FollowUps
from desktop.services.notes import Notes
from desktop.services.phrases import Phrases
from desktop.services.refiling import Refiling
from desktop.store.base import Base, Versioned
from desktop.store.referrals import Referral, Slip
from tests.services.linked import PERSON, Linked, open_linked

FASTER = "먼저"


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Linked]:
    made = open_linked(tmp_path, clock)
    yield made
    made.office.close()


def fill(desk: Linked) -> None:
    """At least one row of everything that can be changed."""
    visitor_id = desk.issued().visitor_id
    tomorrow = desk.clock.today().replace(day=27)
    desk.visits.appoint(
        desk.account, visitor_id, AppointmentDraft(tomorrow, desk.clock.now().time(), "상담")
    )
    FollowUps(desk.office).promise(desk.account, visitor_id, tomorrow, "안부")
    Notes(desk.office).finish(desk.account, note(desk, visitor_id))
    Phrases(desk.office).add(desk.account, "훈련", "오전 과정을 안내함.")
    where, today = desk.service().organisation_id, desk.clock.today()
    desk.partners.save_contact(
        desk.account, Contact(0, where, None, "취업지원팀", "", "02-000-0000", "", today, None)
    )


def note(desk: Linked, visitor_id: int) -> NoteDraft:
    return NoteDraft(
        visitor_id=visitor_id,
        visit_id=None,
        started_at=desk.clock.now(),
        ended_at=None,
        method=NoteMethod.COUNTER,
        reached=True,
        type=NoteType.FIRST,
        summary="시간제를 찾기로 함.",
    )


ELSEWHERE = {"retention_rule", "subject_request", "destruction"}
"""Tables whose rows are made by work of their own, and tried there."""


def test_whatever_can_be_changed_tells_the_second_of_two_and_keeps_the_first(
    desk: Linked,
) -> None:
    fill(desk)
    editable: list[Mapper[Base]] = sorted(
        (
            one
            for one in Base.registry.mappers
            if issubclass(one.class_, Versioned) and one.local_table.name not in ELSEWHERE
        ),
        key=lambda one: one.class_.__name__,
    )
    assert len(editable) >= 11
    for mapper in editable:
        with pytest.raises(Conflict, match=FASTER):
            change_after_somebody_else(desk, mapper)


def change_after_somebody_else(desk: Linked, mapper: Mapper[Base]) -> None:
    """Change a row that another desk changes between our reading and our writing."""
    table = mapper.local_table
    with desk.office.act(desk.account, Right.OWN, ActKind.CHANGE, purpose="고침") as act:
        row = act.session.scalars(select(mapper.class_).limit(1)).first()
        assert row is not None, f"no row of {table.name} to try it with"
        word = next(
            one.key for one in mapper.column_attrs if isinstance(getattr(row, one.key), str)
        )
        act.session.execute(
            update(table).where(table.c.id == row.id).values(version=table.c.version + 1)
        )
        setattr(row, word, "x")


def test_the_same_paper_cannot_be_replaced_twice_from_two_forms(desk: Linked) -> None:
    issued = desk.issued()
    mine = desk.referrals.reopen(desk.account, issued.referral_id).draft
    yours = desk.referrals.reopen(desk.account, issued.referral_id).draft
    second = desk.referrals.issue(desk.account, replace(mine, summary="사흘만 일하기를 희망함."))
    with pytest.raises(Conflict, match=second.line.number):
        desk.referrals.issue(desk.account, replace(yours, summary="오전만 일하기를 희망함."))
    card = desk.referrals.card(desk.account, issued.referral_id)
    assert [(one.revision, one.void) for one in card.slips] == [(1, True), (2, False)]
    again = desk.referrals.reopen(desk.account, issued.referral_id).draft
    third = desk.referrals.issue(desk.account, replace(again, summary="오전만 일하기를 희망함."))
    assert third.line.revision == 3


def test_a_consent_taken_back_between_preview_and_issue_stops_the_slip(desk: Linked) -> None:
    visitor_id, service = desk.take_in().visitor_id, desk.service()
    consent = desk.agree(visitor_id, service)
    start = desk.referrals.prepare(desk.account, visitor_id, service.id)
    draft = desk.slip(visitor_id, service)
    assert desk.referrals.preview(desk.account, draft).fault == ""
    assert start.ground.fault == ""
    desk.later(minutes=1)
    desk.be(desk.colleague)
    desk.consents.withdraw(desk.colleague, consent.id, "생각이 바뀜")
    desk.be(desk.account)
    before = desk.rows(Slip), desk.rows(Referral)
    with pytest.raises(Refused, match="거두셨습니다") as refused:
        desk.referrals.issue(desk.account, draft)
    assert list(refused.value.fields) == ["consent"]
    assert (desk.rows(Slip), desk.rows(Referral)) == before


def test_items_taken_back_between_preview_and_issue_are_not_printed(desk: Linked) -> None:
    visitor_id, service = desk.take_in().visitor_id, desk.service()
    desk.agree(visitor_id, service)
    draft = desk.slip(visitor_id, service)
    shown = desk.referrals.preview(desk.account, draft).record
    assert Item.PHONE in {row.item for row in shown.rows}
    desk.later(minutes=1)
    desk.agree(visitor_id, service, items=tuple(set(service.items) - {Item.PHONE}))
    issued = desk.referrals.issue(desk.account, draft)
    assert Item.PHONE not in {row.item for row in issued.record.rows}


def test_an_open_referral_ends_with_its_consent_and_takes_no_reply_but_keeps_its_number(
    desk: Linked,
) -> None:
    issued = desk.issued()
    (consent,) = desk.consents.standing(desk.account, issued.visitor_id)
    desk.later(minutes=1)
    desk.consents.withdraw(desk.account, consent.id, "생각이 바뀜")
    (line,) = desk.referrals.of_visitor(desk.account, issued.visitor_id)
    assert (line.progress, line.number) == (Progress.WITHDRAWN, issued.line.number)
    card = desk.referrals.card(desk.account, issued.referral_id)
    assert card.moves[-1].reason == "동의 철회 · 생각이 바뀜"
    with pytest.raises(Refused, match="거두셔서"):
        desk.referrals.undo(desk.account, issued.referral_id)


def test_a_slip_is_not_tied_to_a_visit_that_was_moved_to_somebody_else(desk: Linked) -> None:
    made, service = desk.take_in(), desk.service()
    other = desk.take_in(replace(PERSON, name="최다온", phone="01000000111"))
    desk.agree(made.visitor_id, service)
    draft = replace(desk.slip(made.visitor_id, service), visit_id=made.visit_id)
    Refiling(desk.office).move(desk.account, "visit", made.visit_id, other.visitor_id, "옆 사람")
    own = desk.visits.arrive(desk.account, made.visitor_id, VisitDraft(("counselling",)))
    issued = desk.referrals.issue(desk.account, draft)
    with desk.database.read() as session:
        assert session.get_one(Referral, issued.referral_id).visit_id == own.visit_id


def test_undoing_an_end_gives_the_referral_its_own_reason_back(desk: Linked) -> None:
    issued = desk.issued()
    desk.later(minutes=1)
    desk.referrals.conclude(
        desk.account, issued.referral_id, Progress.WITHDRAWN, "employed_elsewhere"
    )
    desk.referrals.undo(desk.account, issued.referral_id)
    with desk.database.read() as session:
        row = session.get_one(Referral, issued.referral_id)
        assert (row.progress, row.reason_code, row.closed_on) == ("I", "training_wish", None)
        assert row.paper == Paper.PRINTED.value
