"""What was filed under the wrong person goes to the right one, and both histories say so."""

from collections.abc import Iterator
from datetime import time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.domain.access import ActKind
from desktop.domain.clock import FixedClock
from desktop.domain.errors import NotFound, Refused
from desktop.domain.paper_number import PaperKind
from desktop.domain.rights import Right
from desktop.domain.visit import AppointmentDraft, VisitDraft
from desktop.services.numbers import take_number
from desktop.store import partners, referrals
from desktop.store.consents import Consent
from desktop.store.visits import Appointment, FollowUp
from tests.services.talks import RESIDENT, Talks, day, open_talks

WHY = "이름이 같은 분으로 잘못 접수"


@pytest.fixture
def talks(tmp_path: Path, clock: FixedClock) -> Iterator[Talks]:
    talks = open_talks(tmp_path, clock)
    yield talks
    talks.office.close()


def counts(talks: Talks, visitor_id: int) -> tuple[int, object]:
    card = talks.visitors.reread(talks.account, visitor_id)
    return card.visits, card.last_visit_on


def test_a_visit_moves_with_its_note_and_both_are_counted_anew(talks: Talks) -> None:
    right = talks.take_in("김서연")
    talks.clock.advance(timedelta(days=7))
    wrong = talks.take_in("김서연")
    note = talks.notes.finish(
        talks.account,
        talks.typed(
            wrong.visitor_id,
            wrong.visit_id,
            next_appointment=AppointmentDraft(day(12, 10), time(10, 30)),
            follow_up_on=day(12, 3),
            follow_up="과정 시작일",
        ),
    )
    talks.refiling.move(talks.account, "visit", wrong.visit_id, right.visitor_id, WHY)
    assert counts(talks, wrong.visitor_id) == (0, None)
    assert counts(talks, right.visitor_id) == (2, day(11, 30))
    assert talks.notes.of(talks.account, wrong.visitor_id) == ()
    (line,) = talks.notes.of(talks.account, right.visitor_id)
    assert (line.id, line.session) == (note.id, 1)
    with talks.database.read() as session:
        assert session.scalars(select(Appointment.visitor_id)).one() == right.visitor_id
        assert session.scalars(select(FollowUp.visitor_id)).one() == right.visitor_id
    kind, _purpose, subjects = next(row for row in talks.log() if row[1] == "기록 옮김")
    assert (kind, set(subjects)) == ("change", {right.visitor_id, wrong.visitor_id})
    for visitor_id in subjects:
        (moved,) = talks.refiling.of(talks.account, visitor_id)
        assert (moved.label, moved.from_name, moved.reason) == ("방문", "김*연", WHY)


def test_an_anonymous_enquiry_gets_its_person(talks: Talks) -> None:
    person = talks.take_in("박민아")
    enquiry = talks.visits.enquire(talks.account, VisitDraft(purposes=("enquiry",)))
    talks.refiling.move(
        talks.account, "visit", enquiry.visit_id, person.visitor_id, "이름을 말씀하심"
    )
    assert counts(talks, person.visitor_id)[0] == 2
    assert talks.refiling.of(talks.account, person.visitor_id)[0].from_name == "익명 문의"


def test_a_note_keeps_its_number_unless_another_talk_has_it(talks: Talks) -> None:
    wrong, right = talks.take_in("박민아"), talks.take_in("김서연")
    first = talks.notes.finish(talks.account, talks.typed(wrong.visitor_id, summary="첫 번째"))
    second = talks.notes.finish(talks.account, talks.typed(wrong.visitor_id, summary="두 번째"))
    talks.notes.finish(talks.account, talks.typed(right.visitor_id, summary="원래 것"))
    talks.refiling.move(talks.account, "note", second.id, right.visitor_id, WHY)
    assert talks.notes.open(talks.account, second.id).session == 2
    talks.refiling.move(talks.account, "note", first.id, right.visitor_id, WHY)
    assert talks.notes.open(talks.account, first.id).session == 3
    moved = talks.notes.open(talks.account, first.id)
    assert moved.visit_number, "it belongs to the right person's visit of that day"
    assert counts(talks, wrong.visitor_id)[0] == counts(talks, right.visitor_id)[0] == 1


def test_a_note_with_a_memo_goes_only_where_sensitive_things_may_be_kept(talks: Talks) -> None:
    wrong, right = talks.take_in("박민아"), talks.take_in("김서연")
    talks.agree_sensitive(wrong.visitor_id)
    note = talks.notes.finish(talks.account, talks.typed(wrong.visitor_id, sensitive="오전만 가능"))
    with pytest.raises(Refused, match="민감정보 동의"):
        talks.refiling.move(talks.account, "note", note.id, right.visitor_id, WHY)
    assert talks.notes.open(talks.account, note.id).visitor_id == wrong.visitor_id
    talks.agree_sensitive(right.visitor_id)
    talks.refiling.move(talks.account, "note", note.id, right.visitor_id, WHY)
    assert talks.notes.open(talks.account, note.id).visitor_id == right.visitor_id


def test_a_consent_moves_with_the_other_rows_of_its_paper(talks: Talks) -> None:
    wrong, right = talks.take_in("박민아"), talks.take_in("김서연")
    consent_id = talks.agree_sensitive(wrong.visitor_id)
    talks.refiling.move(talks.account, "consent", consent_id, right.visitor_id, WHY)
    assert not talks.notes.begin(talks.account, wrong.visitor_id).sensitive_consent
    assert talks.notes.begin(talks.account, right.visitor_id).sensitive_consent


def issue_slip(talks: Talks, visitor_id: int, visit_id: int, consent_id: int) -> int:
    """A slip in the hands of a partner, as the store knows it."""
    keys = talks.office.new_id
    with talks.database.write() as session:
        organisation = partners.Organisation(
            id=keys(), key="dongbu", name="동부여성발전센터", valid_from=day(1, 1)
        )
        session.add(organisation)
        session.flush()
        service = partners.PartnerService(
            id=keys(),
            organisation_id=organisation.id,
            key="accounting",
            name="전산회계",
            valid_from=day(1, 1),
        )
        session.add(service)
        session.flush()
        referral = referrals.Referral(
            id=keys(),
            visitor_id=visitor_id,
            service_id=service.id,
            visit_id=visit_id,
            counsellor_id=talks.account.account_id,
            opened_at=talks.clock.now(),
            progress="I",
            paper="issued",
        )
        session.add(referral)
        session.flush()
        slip = referrals.Slip(
            id=keys(),
            referral_id=referral.id,
            number="261010371",
            revision=1,
            issued_at=talks.clock.now(),
            issued_by_id=talks.account.account_id,
            consent_id=consent_id,
            record={},
            draft={},
            template="slip-1",
            text_hash="",
        )
        session.add(slip)
        return slip.id


def test_an_issued_slip_holds_visit_and_consent_until_it_is_void(talks: Talks) -> None:
    wrong, right = talks.take_in("박민아"), talks.take_in("김서연")
    consent_id = talks.agree_sensitive(wrong.visitor_id)
    with talks.office.act(talks.account, Right.OWN, ActKind.ENTER) as act:
        number = take_number(act, PaperKind.SLIP, 1)
    slip_id = issue_slip(talks, wrong.visitor_id, wrong.visit_id, consent_id)
    with talks.database.write() as session:
        session.get_one(referrals.Slip, slip_id).number = number.digits
    for what, record_id in (("visit", wrong.visit_id), ("consent", consent_id)):
        with pytest.raises(Refused, match=f"의뢰서 {number.text}.*먼저 무효로"):
            talks.refiling.move(talks.account, what, record_id, right.visitor_id, WHY)
    assert talks.refiling.of(talks.account, right.visitor_id) == ()
    with talks.database.write() as session:
        session.get_one(referrals.Slip, slip_id).void_at = talks.clock.now()
    for what, record_id in (("visit", wrong.visit_id), ("consent", consent_id)):
        talks.refiling.move(talks.account, what, record_id, right.visitor_id, WHY)
    with talks.database.read() as session:
        referral = session.scalars(select(referrals.Referral)).one()
        assert (referral.visitor_id, referral.visit_id) == (wrong.visitor_id, None)
        assert session.get_one(Consent, consent_id).visitor_id == right.visitor_id


def test_a_move_needs_a_reason_another_person_and_the_record(talks: Talks) -> None:
    one, other = talks.take_in("박민아"), talks.take_in("김서연")
    for reason in ("  ", f"{RESIDENT} 확인"):
        with pytest.raises(Refused) as refused:
            talks.refiling.move(talks.account, "visit", one.visit_id, other.visitor_id, reason)
        assert list(refused.value.fields) == ["reason"]
    with pytest.raises(Refused, match="이미 이분"):
        talks.refiling.move(talks.account, "visit", one.visit_id, one.visitor_id, WHY)
    with pytest.raises(NotFound):
        talks.refiling.move(talks.account, "visit", one.visit_id, 1, WHY)
    for what in ("visit", "note", "consent"):
        with pytest.raises(NotFound):
            talks.refiling.move(talks.account, what, 1, other.visitor_id, WHY)


def test_the_wrong_persons_appointment_is_not_ticked_off(talks: Talks) -> None:
    wrong, right = talks.take_in("박민아"), talks.take_in("김서연")
    soon = AppointmentDraft(talks.clock.today(), time(15, 0))
    appointment_id = talks.visits.appoint(talks.account, wrong.visitor_id, soon)
    arrived = talks.visits.appointment_arrived(talks.account, appointment_id)
    talks.refiling.move(talks.account, "visit", arrived.visit_id, right.visitor_id, WHY)
    (line,) = talks.visits.board(talks.account).appointments
    assert line.state.value == "planned"
