"""단체 의뢰: one slip for each, one list with what each agreed to, and a way to stop."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.domain.clock import FixedClock
from desktop.domain.consent import Item
from desktop.domain.errors import Refused
from desktop.domain.partner import PartnerService
from desktop.domain.visitor import Sex
from desktop.services.groups import GroupIssued, GroupPlan, Groups
from desktop.store.referrals import Referral, ReferralGroup, Slip
from tests.printing.reading import words_of
from tests.services.linked import PERSON, Linked, open_linked

NAMES = ("가온결", "나루빛", "다솜별", "라온달")


@pytest.fixture
def linked(tmp_path: Path, clock: FixedClock) -> Iterator[Linked]:
    made = open_linked(tmp_path, clock)
    yield made
    made.office.close()


def several(linked: Linked, service: PartnerService) -> list[int]:
    """Four people who agreed to one service."""
    return [visitor_id for visitor_id, _ in agreed(linked, service)]


def agreed(linked: Linked, service: PartnerService) -> list[tuple[int, int]]:
    """The same with the ids of their consents."""
    found = []
    for number, name in enumerate(NAMES):
        someone = replace(PERSON, name=name, phone=f"0100000100{number}", sex=Sex.FEMALE)
        visitor_id = linked.take_in(someone).visitor_id
        found.append((visitor_id, linked.agree(visitor_id, service).id))
    return found


def plan(service: PartnerService, people: list[int], **more: object) -> GroupPlan:
    made = GroupPlan(
        service_id=service.id,
        title="전산회계 12월반",
        people=tuple(people),
        services=("training",),
        reason_code="training_wish",
        appointment_on=date(2026, 12, 7),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def issue(linked: Linked, given: GroupPlan) -> GroupIssued:
    return Groups(linked.office).issue(linked.account, given)


def test_everybody_gets_a_slip_and_a_number_of_their_own(linked: Linked) -> None:
    service = linked.service()
    people = several(linked, service)
    done = issue(linked, plan(service, people))
    assert [one.visitor_id for one in done.issued] == people
    assert len({one.line.number for one in done.issued}) == 4
    assert not done.refused
    assert not done.stopped
    with linked.database.read() as session:
        groups = {row.group_id for row in session.query(Referral)}
    assert groups == {done.group_id}
    assert linked.rows(ReferralGroup) == 1


def test_who_did_not_agree_stays_behind_with_a_sentence_and_the_others_go(linked: Linked) -> None:
    service = linked.service()
    people = several(linked, service)
    stranger = linked.take_in(replace(PERSON, name="마루솔", phone="01000002000")).visitor_id
    done = issue(linked, plan(service, [stranger, *people]))
    assert len(done.issued) == 4
    ((who, why),) = done.refused
    assert who == stranger
    assert "동의" in why


def test_stopping_keeps_what_was_issued_and_issues_nothing_more(linked: Linked) -> None:
    service = linked.service()
    people = several(linked, service)
    seen: list[tuple[int, int]] = []
    done = Groups(linked.office).issue(
        linked.account,
        plan(service, people),
        told=lambda so_far, of: seen.append((so_far, of)),
        stop=lambda: len(seen) == 2,
    )
    assert done.stopped
    assert seen == [(1, 4), (2, 4)]
    assert linked.rows(Slip) == len(done.issued) == 2


def test_the_list_shows_what_each_agreed_to_and_no_more(linked: Linked) -> None:
    service = linked.service()
    people = several(linked, service)
    shy = linked.take_in(
        replace(PERSON, name="바다솔", phone="01000003000", sex=Sex.FEMALE)
    ).visitor_id
    linked.agree(shy, service, items=(Item.NAME, Item.SERVICES, Item.REASON))
    done = issue(linked, plan(service, [*people, shy]))
    assert len(done.issued) == 5
    paper = Groups(linked.office).list_paper(linked.account, done.group_id)
    words = words_of(paper.pdf)
    assert "전산회계12월반" in words
    assert "바다솔" in words
    assert "010-0000-3000" not in words
    assert "동의없음" in words
    for name in NAMES:
        assert name in words


def test_a_withdrawn_slip_is_on_no_list(linked: Linked) -> None:
    service = linked.service()
    people, consents = zip(*agreed(linked, service), strict=True)
    done = issue(linked, plan(service, list(people)))
    linked.consents.withdraw(linked.account, consents[0], "마음이 바뀜")
    words = words_of(Groups(linked.office).list_paper(linked.account, done.group_id).pdf)
    assert NAMES[0] not in words
    assert NAMES[1] in words


def test_all_slips_come_as_one_file_of_as_many_sheets(linked: Linked) -> None:
    import pypdfium2

    service = linked.service()
    people = several(linked, service)
    done = issue(linked, plan(service, people, language="vi"))
    ready = Groups(linked.office).slips_paper(linked.account, done)
    sheets = len(pypdfium2.PdfDocument(ready.pdf))
    assert sheets == sum(len(one.record.copies) + 1 for one in done.issued)
    assert len(ready.pdf) < sum(len(one.paper.pdf) for one in done.issued)


def test_whoever_agreed_and_was_not_sent_is_offered(linked: Linked) -> None:
    service = linked.service()
    people = several(linked, service)
    gone = linked.slip(people[0], service)
    linked.referrals.issue(linked.account, gone)
    offered = Groups(linked.office).agreed(linked.account, service.id)
    assert {one.visitor_id for one in offered} == set(people[1:])
    kind, purpose, subjects = linked.log()[-1]
    assert (kind, purpose) == ("view", "단체 의뢰 명단 고르기")
    assert set(subjects) == set(people[1:])


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": "  "}, "title"),
        ({"people": ()}, "people"),
        ({"title": "과정 900101-1234567"}, "title"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_before_anything_is_issued(
    linked: Linked, more: dict[str, object], field: str
) -> None:
    service = linked.service()
    people = several(linked, service)
    with pytest.raises(Refused) as refused:
        issue(linked, replace(plan(service, people), **more))  # type: ignore[arg-type]
    assert list(refused.value.fields) == [field]
    assert linked.rows(Slip) == linked.rows(ReferralGroup) == 0


def test_one_who_is_sent_there_already_is_told_so(linked: Linked) -> None:
    service = linked.service()
    (first, *_) = several(linked, service)
    linked.referrals.issue(linked.account, linked.slip(first, service))
    seen = Groups(linked.office).look(linked.account, service.id, first)
    assert "이미 의뢰" in seen.fault
