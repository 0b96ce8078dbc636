"""What somebody asks about their own data: numbered, due by law, worked on, answered on paper."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.domain.calendar import Holidays, show_day
from desktop.domain.clock import FixedClock
from desktop.domain.consent import Item
from desktop.domain.errors import Conflict, Refused
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.retention import DestructionState
from desktop.domain.shipped import read_holidays
from desktop.domain.subject_request import (
    DAYS_TO_ANSWER,
    IdentityCheck,
    RequestCard,
    RequestDraft,
    RequestKind,
    RequestState,
)
from desktop.paths import resources
from desktop.services.requests import Requests
from desktop.store.requests import SubjectRequest
from desktop.store.retention import Destruction
from tests.services.linked import Linked, open_linked
from tests.services.test_referrals import text_of


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Linked]:
    linked = open_linked(tmp_path / "requests", clock)
    linked.requests = Requests(linked.office)  # type: ignore[attr-defined]
    yield linked
    linked.office.close()


def ask(desk: Linked, visitor_id: int, kind: RequestKind, **more: object) -> RequestCard:
    draft = RequestDraft(visitor_id=visitor_id, kind=kind, received_on=desk.clock.today())
    values = {"wanted": "번호가 바뀜", **more}
    return requests(desk).take_in(desk.account, replace(draft, **values))  # type: ignore[arg-type]


def requests(desk: Linked) -> Requests:
    made: Requests = desk.requests  # type: ignore[attr-defined]
    return made


def plain(text: str) -> str:
    return "".join(text.split())


def change_phone(desk: Linked, visitor_id: int, phone: str) -> None:
    card = desk.visitors.reread(desk.account, visitor_id)
    told = replace(card.draft, phone=phone)
    desk.visitors.complete(desk.account, card.id, card.version, told)


# the legal due date


def test_the_due_date_holds_on_every_day_of_the_holiday_table() -> None:
    """민법 제157조 (the first day is not counted), 제161조 (a day off moves it on)."""
    known = Holidays(read_holidays(resources() / "codes"))
    day = next(iter(known))
    last = max(known)
    while day + timedelta(days=30) < last:
        due = known.legal_deadline(day, DAYS_TO_ANSWER)
        tenth = day + timedelta(days=10)
        assert due >= tenth
        assert known.is_working(due)
        assert not any(
            known.is_working(tenth + timedelta(days=n)) for n in range((due - tenth).days)
        )
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 11, 20), date(2026, 11, 30)),
        (date(2026, 11, 25), date(2026, 12, 7)),  # ends on a Saturday
        (date(2026, 12, 15), date(2026, 12, 28)),  # 25 December, then a weekend
    ],
)
def test_a_last_day_off_moves_to_the_next_working_day(
    tmp_path: Path, clock: FixedClock, received: date, due: date
) -> None:
    clock.at += timedelta(days=40)
    desk = open_linked(tmp_path / "due", clock)
    desk.requests = Requests(desk.office)  # type: ignore[attr-defined]
    card = ask(desk, desk.take_in().visitor_id, RequestKind.VIEW, received_on=received)
    assert card.line.due_on == due
    desk.office.close()


# taking in


def test_a_request_has_a_number_and_says_how_we_made_sure_who_asks(desk: Linked) -> None:
    visitor_id = desk.take_in().visitor_id
    card = ask(
        desk,
        visitor_id,
        RequestKind.VIEW,
        identity=IdentityCheck.PROXY,
        proxy="윤보라",
    )
    assert read(card.line.number).kind is PaperKind.VISIT
    assert (card.identity, card.proxy, card.is_open) == (IdentityCheck.PROXY, "윤보라", True)
    found = desk.referrals.find_number(desk.account, card.line.number)
    assert found.visitor_id == visitor_id
    assert "열람 요구" in found.state
    assert desk.log()[-2][0:2] == ("enter", "열람 요구 접수")


def test_what_cannot_be_taken_in_is_said_at_its_field(desk: Linked) -> None:
    visitor_id = desk.take_in().visitor_id
    tomorrow = desk.clock.today() + timedelta(days=1)
    with pytest.raises(Refused) as refused:
        ask(desk, visitor_id, RequestKind.CORRECT, received_on=tomorrow, wanted="", proxy="윤보라")
    assert set(refused.value.fields) == {"received_on", "identity", "items", "wanted"}
    with pytest.raises(Refused) as refused:
        ask(desk, visitor_id, RequestKind.VIEW, wanted="900101-1234567")
    assert "wanted" in refused.value.fields
    assert desk.rows(SubjectRequest) == 0


def test_it_stands_in_todays_duties_before_it_is_due(desk: Linked) -> None:
    visitor_id = desk.take_in().visitor_id
    card = ask(desk, visitor_id, RequestKind.VIEW)
    (duty,) = [
        one for one in desk.visits.board(desk.account).duties if one.kind == "subject_request"
    ]
    assert (duty.id, duty.due_on, duty.overdue, duty.own) == (
        card.line.id,
        card.line.due_on,
        False,
        True,
    )
    requests(desk).answer(desk.account, card.line.id, "보여 드림")
    kinds = {one.kind for one in desk.visits.board(desk.account).duties}
    assert "subject_request" not in kinds


# correction


def test_while_a_correction_is_open_the_item_is_not_given(desk: Linked) -> None:
    issued = desk.issued()
    service = desk.service("실업급여 안내")
    desk.agree(issued.visitor_id, service)
    card = ask(desk, issued.visitor_id, RequestKind.CORRECT, items=("phone",))
    with pytest.raises(Refused, match="정정 요구") as refused:
        desk.referrals.issue(desk.account, desk.slip(issued.visitor_id, service))
    assert card.line.number in str(refused.value)
    with pytest.raises(Refused, match="정정 요구"):
        desk.referrals.reprint(desk.account, issued.line.id)
    change_phone(desk, issued.visitor_id, "01000001111")
    requests(desk).answer(desk.account, card.line.id, "연락처를 고침")
    assert desk.referrals.issue(desk.account, desk.slip(issued.visitor_id, service)).line.number


def test_an_item_no_slip_shows_holds_nothing_back(desk: Linked) -> None:
    issued = desk.issued()
    ask(desk, issued.visitor_id, RequestKind.CORRECT, items=("email",))
    assert desk.referrals.reprint(desk.account, issued.line.id).line.reprints == 1


def test_a_correction_keeps_both_values_and_names_who_got_the_old_one(desk: Linked) -> None:
    issued = desk.issued()
    card = ask(desk, issued.visitor_id, RequestKind.CORRECT, items=("phone", "name"))
    with pytest.raises(Refused, match="아직 고친 것이 없습니다"):
        requests(desk).answer(desk.account, card.line.id, "")
    change_phone(desk, issued.visitor_id, "01000001111")
    done = requests(desk).answer(desk.account, card.line.id, "연락처를 고침")
    changed = {one.item: (one.old, one.new) for one in done.corrections}
    assert changed["phone"] == ("010-0000-0937", "010-0000-1111")
    assert changed["name"] == ("서지영", "서지영")
    (one,) = done.recipients
    assert (one.slip_number, one.items, one.told) == (issued.line.number, (Item.PHONE,), False)

    notice = requests(desk).partner_notice(desk.account, card.line.id, one.referral_id)
    told = plain(text_of(notice.pdf))
    assert "010-0000-0937" in told
    assert "010-0000-1111" in told
    assert issued.line.number in told
    assert "서지영" not in told, "whoever holds the slip knows whom it is about"
    assert requests(desk).open(desk.account, card.line.id).recipients[0].told

    answer = plain(text_of(requests(desk).answer_paper(desk.account, card.line.id).pdf))
    for words in (
        "고쳤습니다",
        "010-0000-0937",
        "010-0000-1111",
        "서울특별시동부여성발전센터",
        "118",
    ):
        assert words in answer


def test_a_slip_with_the_right_value_needs_no_notice(desk: Linked) -> None:
    issued = desk.issued()
    card = ask(desk, issued.visitor_id, RequestKind.CORRECT, items=("phone",))
    change_phone(desk, issued.visitor_id, "01000001111")
    requests(desk).answer(desk.account, card.line.id, "고침")
    assert requests(desk).open(desk.account, card.line.id).recipients
    desk.later(hours=1)
    draft = replace(desk.slip(issued.visitor_id, desk.service()), referral_id=issued.referral_id)
    desk.referrals.revise(desk.account, draft)
    assert requests(desk).open(desk.account, card.line.id).recipients == ()
    with pytest.raises(Refused, match="가지고 있지 않습니다"):
        requests(desk).partner_notice(desk.account, card.line.id, issued.referral_id)


# 처리정지, 삭제


def test_a_stop_that_was_granted_goes_on_until_it_is_lifted(desk: Linked) -> None:
    issued = desk.issued()
    card = ask(desk, issued.visitor_id, RequestKind.STOP)
    for _ in range(2):
        with pytest.raises(Refused, match="처리정지 요구"):
            desk.referrals.reprint(desk.account, issued.line.id)
        if card.is_open:
            card = requests(desk).answer(desk.account, card.line.id, "멈춤")
    assert card.holds
    notice = requests(desk).partner_notice(desk.account, card.line.id, issued.referral_id)
    assert "처리정지를요구하였습니다" in plain(text_of(notice.pdf))
    lifted = requests(desk).take_back(desk.account, card.line.id, "다시 찾겠음")
    assert lifted.line.state is RequestState.WITHDRAWN
    assert desk.referrals.reprint(desk.account, issued.line.id).line.reprints == 1


def test_a_deletion_is_handed_over_to_destruction(desk: Linked) -> None:
    came = desk.take_in()
    card = ask(desk, came.visitor_id, RequestKind.DELETE)
    with pytest.raises(Refused, match="먼저 ‘파기로 넘기기’"):
        requests(desk).answer(desk.account, card.line.id, "")
    handed = requests(desk).hand_over(desk.account, card.line.id)
    assert handed.destruction is DestructionState.ASKED
    with desk.database.read() as session:
        row = session.scalars(select(Destruction)).one()
        assert (row.subject, row.subject_id, row.reason) == ("visitor", came.visitor_id, "asked")
        assert (row.request_id, row.asked_by_id) == (card.line.id, desk.account.account_id)
        assert read(row.number).kind is PaperKind.VISIT
    with pytest.raises(Refused, match="이미 파기를 요청"):
        requests(desk).hand_over(desk.account, card.line.id)
    done = requests(desk).answer(desk.account, card.line.id, "파기로 넘김")
    assert done.line.state is RequestState.ANSWERED


def test_a_refusal_has_a_reason_that_stands_on_the_answer(desk: Linked) -> None:
    card = ask(desk, desk.take_in().visitor_id, RequestKind.DELETE)
    with pytest.raises(Refused):
        requests(desk).refuse(desk.account, card.line.id, " ")
    done = requests(desk).refuse(desk.account, card.line.id, "법령에 따라 보관")
    assert done.line.state is RequestState.REFUSED
    answer = plain(text_of(requests(desk).answer_paper(desk.account, card.line.id).pdf))
    assert "법령에따라보관" in answer
    assert "하지못하였습니다" in answer
    with pytest.raises(Refused, match="이미"):
        requests(desk).answer(desk.account, card.line.id, "")


def test_two_desks_do_not_answer_the_same_request(desk: Linked) -> None:
    card = ask(desk, desk.take_in().visitor_id, RequestKind.VIEW)
    requests(desk).take_back(desk.account, card.line.id, "")
    with pytest.raises(Conflict):
        requests(desk).answer(desk.account, card.line.id, "", card.version)
    other = ask(desk, desk.take_in().visitor_id, RequestKind.VIEW)
    with pytest.raises(Refused, match="처리하지 않은"):
        requests(desk).answer_paper(desk.account, other.line.id)


# 열람


def test_the_copy_holds_own_data_to_whom_it_went_and_who_looked_by_role(desk: Linked) -> None:
    issued = desk.issued()
    other = desk.take_in(
        replace(
            desk.visitors.reread(desk.account, issued.visitor_id).draft,
            name="남궁다른",
            phone="01099990000",
        )
    ).visitor_id
    desk.visitors.open(desk.account, issued.visitor_id)
    desk.visitors.open(desk.account, other)
    desk.be(desk.colleague)
    desk.visitors.open(desk.colleague, issued.visitor_id)
    desk.be(desk.account)
    card = ask(desk, issued.visitor_id, RequestKind.VIEW)
    seen = requests(desk).preview_copy(desk.account, card.line.id)
    before = len(desk.papers.ledger(desk.account, issued.visitor_id))
    ready = requests(desk).copy(desk.account, card.line.id)
    text = plain(text_of(ready.pdf))
    for told in (
        "서지영",
        "010-0000-0937",
        "1984.5.2.",
        "회계",
        "서울특별시동부여성발전센터",
        issued.line.number,
        "신분증확인",
        "팀장·창구-1",
        "내방객조회",
        "2번",
    ):
        assert told in text, told
    assert "오민재" not in text, "who looked is told by role and desk"
    assert "남궁다른" not in text
    assert card.line.number in text
    assert plain(text_of(seen)).count("서지영") == text.count("서지영")
    assert len(desk.papers.ledger(desk.account, issued.visitor_id)) == before + 1
    part = plain(text_of(requests(desk).preview_copy(desk.account, card.line.id, ("given",))))
    assert "010-0000-0937" not in part


# the register


def test_the_register_is_filtered_and_names_nobody_in_full(desk: Linked) -> None:
    one, other = desk.take_in().visitor_id, desk.take_in().visitor_id
    first = ask(desk, one, RequestKind.VIEW)
    second = ask(desk, other, RequestKind.STOP)
    requests(desk).answer(desk.account, first.line.id, "보여 드림")
    every = requests(desk).register(desk.account).lines
    assert [line.id for line in every] == [second.line.id, first.line.id]
    assert {line.masked_name for line in every} == {"서*영"}
    done = requests(desk).register(desk.account, RequestState.ANSWERED).lines
    assert [line.id for line in done] == [first.line.id]
    mine = requests(desk).register(desk.account, visitor_id=other).lines
    assert [line.id for line in mine] == [second.line.id]
    assert set(desk.log()[-3][2]) == {one, other}


# put off once


def test_a_request_to_see_is_put_off_once_and_the_person_is_told_on_paper(desk: Linked) -> None:
    someone = desk.take_in().visitor_id
    made = ask(desk, someone, RequestKind.VIEW)
    assert made.may_postpone(desk.clock.today())
    to = made.line.due_on + timedelta(days=14)
    why = "다른 분의 정보를 가리는 데 시간이 걸림"
    card = requests(desk).postpone(desk.account, made.line.id, to, f" {why} ", made.version)
    assert desk.log()[-1] == ("change", "열람 연기", [someone])
    assert (card.line.due_on, card.line.postponed, card.is_open) == (to, True, True)
    assert card.postponed is not None
    assert (card.postponed.due_on, card.postponed.why) == (made.line.due_on, why)
    assert not card.postponed.told
    assert not card.may_postpone(desk.clock.today())

    text = plain(text_of(requests(desk).postponed_paper(desk.account, made.line.id).pdf))
    assert "개인정보열람연기통지서" in text
    for told in (show_day(made.line.due_on), show_day(to), why):
        assert plain(told) in text
    again = requests(desk).open(desk.account, made.line.id)
    assert again.postponed is not None
    assert again.postponed.told

    desk.clock.advance(made.line.due_on - desk.clock.today() + timedelta(days=1))
    (line,) = requests(desk).register(desk.account).lines
    assert not line.overdue, "the new day counts"
    with pytest.raises(Refused, match="이미 한 번"):
        requests(desk).postpone(desk.account, made.line.id, to + timedelta(days=7), why)
    desk.clock.advance(to - desk.clock.today() + timedelta(days=1))
    (line,) = requests(desk).register(desk.account).lines
    assert line.overdue


@pytest.mark.parametrize(
    ("days", "why", "field"),
    [
        (0, "까닭", "to"),  # the legal day itself
        (1, "까닭", "to"),  # a Saturday
        (300, "까닭", "to"),
        (14, " ", "why"),
        (14, "900101-1234567 때문", "why"),
        (14, "가" * 201, "why"),
    ],
)
def test_a_postponement_that_cannot_be_told_is_refused_at_its_field(
    desk: Linked, days: int, why: str, field: str
) -> None:
    made = ask(desk, desk.take_in().visitor_id, RequestKind.VIEW)
    friday = made.line.due_on + timedelta(days=(4 - made.line.due_on.weekday()) % 7)
    to = friday + timedelta(days=days) if days else made.line.due_on
    with pytest.raises(Refused) as refused:
        requests(desk).postpone(desk.account, made.line.id, to, why)
    assert list(refused.value.fields) == [field]
    with pytest.raises(Refused, match="미루지 않은"):
        requests(desk).postponed_paper(desk.account, made.line.id)


def test_only_a_request_to_see_and_only_in_time_may_be_put_off(desk: Linked) -> None:
    someone = desk.take_in().visitor_id
    stop = ask(desk, someone, RequestKind.STOP)
    to = stop.line.due_on + timedelta(days=14)
    assert not stop.may_postpone(desk.clock.today())
    with pytest.raises(Refused, match="열람뿐"):
        requests(desk).postpone(desk.account, stop.line.id, to, "까닭")
    view = ask(desk, someone, RequestKind.VIEW)
    desk.clock.advance(timedelta(days=30))
    assert not view.may_postpone(desk.clock.today())
    with pytest.raises(Refused, match="기한이 지나"):
        requests(desk).postpone(
            desk.account, view.line.id, desk.clock.today() + timedelta(days=7), "까닭"
        )
