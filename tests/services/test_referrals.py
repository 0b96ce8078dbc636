"""Referrals: a number for ever, a page for ever, and moves only as the table allows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.domain.clock import FixedClock
from desktop.domain.consent import Item
from desktop.domain.errors import Refused, Unreadable
from desktop.domain.referral import Evidence, Paper, Progress, ReplyDraft
from desktop.services.slips import fingerprint
from desktop.store.office import Printing
from desktop.store.referrals import Referral, Slip
from tests.services.linked import PERSON, Linked, moment, open_linked


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Linked]:
    linked = open_linked(tmp_path / "한글 폴더", clock)
    yield linked
    linked.office.close()


def text_of(pdf: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def reply(number: str, outcome: Progress, **more: object) -> ReplyDraft:
    values: dict[str, object] = {
        "number": number,
        "outcome": outcome,
        "evidence": Evidence.SLIP,
        "received_on": date(2026, 11, 23),
    }
    return ReplyDraft(**{**values, **more})  # type: ignore[arg-type]


def test_no_slip_without_a_living_consent_for_exactly_that_service(desk: Linked) -> None:
    visitor_id = desk.take_in().visitor_id
    desk.agree(visitor_id, desk.service("국민내일배움카드 상담"))
    with pytest.raises(Refused) as refused:
        desk.referrals.issue(desk.account, desk.slip(visitor_id, desk.service()))
    assert "동의" in refused.value.fields["consent"]
    assert desk.rows(Slip) == 0
    assert desk.rows(Referral) == 0
    assert desk.rows(Printing) == 0


def test_an_issued_slip_prints_three_sheets_with_dates_and_weekdays(desk: Linked) -> None:
    issued = desk.issued()
    assert issued.line.number == "26-101-101" + issued.line.number[-1]
    assert issued.record.reply_due == date(2026, 12, 7)
    assert issued.record.valid_until == date(2026, 12, 7)
    text = text_of(issued.paper.pdf)
    assert "2026. 12. 7.(월)" in text
    assert "서지영" in text
    assert text.count(issued.line.number) >= 3


def test_rows_are_what_the_service_needs_and_the_visitor_agreed_to(desk: Linked) -> None:
    visitor_id = desk.take_in().visitor_id
    service = desk.service()
    desk.agree(visitor_id, service, items=(Item.NAME, Item.PHONE, Item.REASON))
    preview = desk.referrals.preview(desk.account, desk.slip(visitor_id, service))
    assert {row.item for row in preview.record.rows} == {Item.NAME, Item.PHONE, Item.REASON}
    assert Item.SUMMARY in preview.withheld
    assert "전산회계를 다시" not in str(preview.record)
    issued = desk.referrals.issue(desk.account, desk.slip(visitor_id, service))
    assert "전산회계를 다시" not in text_of(issued.paper.pdf)
    assert "1984" not in text_of(issued.paper.pdf)


def test_a_reason_is_asked_for(desk: Linked) -> None:
    with pytest.raises(Refused) as refused:
        desk.issued(reason_code="")
    assert "reason_code" in refused.value.fields
    assert desk.rows(Slip) == 0


def test_sensitive_words_stop_the_print_until_looked_at(desk: Linked) -> None:
    visitor_id = desk.take_in().visitor_id
    service = desk.service()
    desk.agree(visitor_id, service)
    slip = desk.slip(visitor_id, service, summary="시스템 장애 대응 업무를 했음.")
    with pytest.raises(Refused) as refused:
        desk.referrals.issue(desk.account, slip)
    assert "장애" in refused.value.fields["summary"]
    assert desk.referrals.issue(desk.account, slip, kept=("장애",)).line.number


def test_resident_numbers_never_reach_a_slip(desk: Linked) -> None:
    with pytest.raises(Refused) as refused:
        desk.issued(summary="번호는 900101-1234567")
    assert "주민등록번호" in refused.value.fields["summary"]


def test_one_open_referral_per_person_and_service(desk: Linked) -> None:
    issued = desk.issued()
    again = desk.slip(issued.visitor_id, desk.service())
    with pytest.raises(Refused, match="이미 의뢰"):
        desk.referrals.issue(desk.account, again)
    desk.referrals.void(desk.account, issued.referral_id, "wrong_content")
    assert desk.referrals.issue(desk.account, again).line.number != issued.line.number


def test_numbers_have_no_gap_after_a_refused_issue(desk: Linked) -> None:
    first = desk.issued()
    with pytest.raises(Refused):
        desk.issued(reason_code="")
    second = desk.issued()
    assert int(second.line.number[7:10]) == int(first.line.number[7:10]) + 1


def test_a_reprint_is_the_same_page_although_everything_changed(desk: Linked) -> None:
    issued = desk.issued()
    before = text_of(issued.paper.pdf)
    card = desk.visitors.reread(desk.account, issued.visitor_id)
    renamed = replace(card.draft, name="김개명", phone="01000000001")
    desk.visitors.complete(desk.account, card.id, card.version, renamed)
    service = desk.service()
    page = desk.partners.open(desk.account, service.organisation_id)
    desk.later(days=3)
    desk.partners.save_organisation(
        desk.account, replace(page.organisation, name="새이름여성발전센터"), same_body=True
    )
    desk.centre.save_facts(
        desk.account,
        replace(
            desk.centre.facts(desk.account), name="새 일자리센터", valid_from=date(2026, 11, 25)
        ),
    )
    again = desk.referrals.reprint(desk.account, issued.line.id)
    assert again.line.number == issued.line.number
    assert again.line.reprints == 1
    text = text_of(again.paper.pdf)
    assert "서지영" in text
    assert "김개명" not in text
    assert "서울특별시동부여성발전센터" in text
    assert "재출력 1" in text
    assert "재출력" not in before
    assert again.paper.print_number != issued.paper.print_number


def test_a_reprint_is_blocked_after_withdrawal(desk: Linked) -> None:
    visitor_id = desk.take_in().visitor_id
    service = desk.service()
    consent = desk.agree(visitor_id, service)
    issued = desk.referrals.issue(desk.account, desk.slip(visitor_id, service))
    desk.later(minutes=5)
    withdrawn = desk.consents.withdraw(desk.account, consent.id, "마음이 바뀜")
    assert [one.slip_number for one in withdrawn.holders] == [issued.line.number]
    with pytest.raises(Refused, match="거두"):
        desk.referrals.reprint(desk.account, issued.line.id)
    (line,) = desk.referrals.of_visitor(desk.account, visitor_id)
    assert line.progress is Progress.WITHDRAWN
    stop = desk.consents.stop_request(desk.account, issued.referral_id)
    assert issued.line.number in text_of(stop.pdf)
    assert "서지영" not in text_of(stop.pdf)


def test_changed_content_is_a_new_revision_with_a_new_number(desk: Linked) -> None:
    issued = desk.issued()
    start = desk.referrals.reopen(desk.account, issued.referral_id)
    second = desk.referrals.issue(desk.account, replace(start.draft, summary="오전반을 희망함."))
    assert second.referral_id == issued.referral_id
    assert second.line.revision == 2
    assert second.line.number != issued.line.number
    assert f"앞 번호 {issued.line.number} 무효" in text_of(second.paper.pdf)
    found = desk.referrals.find_number(desk.account, issued.line.number)
    assert found.void
    assert found.successor == second.line.number
    with pytest.raises(Refused, match=second.line.number):
        desk.referrals.record_reply(desk.account, reply(issued.line.number, Progress.ARRIVED))
    with pytest.raises(Refused, match="무효"):
        desk.referrals.reprint(desk.account, issued.line.id)


def test_a_number_shows_masked_name_and_partner_before_anything_opens(desk: Linked) -> None:
    issued = desk.issued()
    typed = issued.line.number.replace("-", " ")
    found = desk.referrals.find_number(desk.account, typed)
    assert found.masked_name == "서*영"
    assert "동부여성발전센터" in found.partner
    assert desk.log()[-1] == ("search", "번호로 찾기", [issued.visitor_id])
    wrong = issued.line.number[:-1] + str((int(issued.line.number[-1]) + 1) % 10)
    with pytest.raises(Unreadable):
        desk.referrals.find_number(desk.account, wrong)


def test_a_reply_may_jump_ahead_and_says_what_was_inferred(desk: Linked) -> None:
    issued = desk.issued()
    line = desk.referrals.record_reply(
        desk.account, reply(issued.line.number, Progress.COMPLETED, remark="한 번에 끝남")
    )
    assert line.progress is Progress.COMPLETED
    assert line.paper is Paper.RETURNED
    moves = desk.referrals.card(desk.account, issued.referral_id).moves
    progress = [
        (move.before, move.after, move.inferred) for move in moves if move.axis == "progress"
    ]
    assert progress == [("D", "I", False), ("I", "H", True), ("H", "S", False)]


def test_a_refusal_needs_its_reason(desk: Linked) -> None:
    issued = desk.issued()
    with pytest.raises(Refused) as refused:
        desk.referrals.record_reply(desk.account, reply(issued.line.number, Progress.DECLINED))
    assert "reason_code" in refused.value.fields
    line = desk.referrals.record_reply(
        desk.account, reply(issued.line.number, Progress.DECLINED, reason_code="full")
    )
    assert line.progress is Progress.DECLINED


def test_a_late_reply_after_no_answer_still_counts(desk: Linked) -> None:
    issued = desk.issued()
    desk.referrals.handed(desk.account, issued.referral_id)
    desk.later(days=40)
    desk.referrals.conclude(desk.account, issued.referral_id, Progress.NO_ANSWER)
    line = desk.referrals.record_reply(
        desk.account,
        reply(issued.line.number, Progress.ACCEPTED, received_on=date(2027, 1, 2)),
    )
    assert line.progress is Progress.ACCEPTED


def test_undo_takes_back_the_last_act_of_today_and_nobody_elses(desk: Linked) -> None:
    issued = desk.issued()
    desk.referrals.handed(desk.account, issued.referral_id)
    desk.referrals.record_reply(
        desk.account, reply(issued.line.number, Progress.DECLINED, reason_code="full")
    )
    line = desk.referrals.undo(desk.account, issued.referral_id)
    assert (line.progress, line.paper) == (Progress.HANDED, Paper.HANDED)
    colleague = desk.be(desk.colleague)
    with pytest.raises(Refused, match="직접"):
        desk.referrals.undo(colleague, issued.referral_id)
    desk.be(desk.account)
    line = desk.referrals.undo(desk.account, issued.referral_id)
    assert (line.progress, line.paper) == (Progress.ISSUED, Paper.PRINTED)
    with pytest.raises(Refused, match="무효"):
        desk.referrals.undo(desk.account, issued.referral_id)


def test_the_list_is_masked_and_knows_what_is_late(desk: Linked) -> None:
    issued = desk.issued()
    (line,) = desk.referrals.open_ones(desk.account)
    assert line.masked_name == "서*영"
    assert not line.overdue
    desk.later(days=20)
    (line,) = desk.referrals.open_ones(desk.account, overdue=True)
    assert line.id == issued.referral_id
    assert line.overdue


def test_due_dates_follow_the_holiday_table(desk: Linked) -> None:
    desk.centre.add_day_off(desk.account, date(2026, 12, 1), "임시공휴일")
    issued = desk.issued()
    assert issued.record.reply_due == date(2026, 12, 8)
    with pytest.raises(Refused) as refused:
        desk.issued(reply_due=date(2026, 12, 5))
    assert "근무일" in refused.value.fields["reply_due"]


def test_a_stored_slip_keeps_a_hash_of_its_words(desk: Linked) -> None:
    issued = desk.issued()
    with desk.database.read() as session:
        slip = session.get(Slip, issued.line.id)
        assert slip is not None
        assert len(slip.text_hash) == len(fingerprint("")) == 64
        assert b"%PDF" not in str(slip.record).encode()


def test_somebody_without_birth_or_phone_gets_a_slip_without_these_rows(desk: Linked) -> None:
    bare = replace(PERSON, name="NGUYEN THI HOA MINH", birth=None, phone="", dong="")
    visitor_id = desk.take_in(bare).visitor_id
    service = desk.service()
    desk.agree(visitor_id, service)
    issued = desk.referrals.issue(desk.account, desk.slip(visitor_id, service))
    items = {row.item for row in issued.record.rows}
    assert Item.BIRTH not in items
    assert Item.PHONE not in items


def test_a_second_partner_for_the_same_help_is_pointed_out(desk: Linked) -> None:
    issued = desk.issued()
    other = desk.service("국민내일배움카드 상담")
    start = desk.referrals.prepare(desk.account, issued.visitor_id, other.id)
    assert start.same_kind
    assert "동부여성" in start.same_kind[0]
    assert start.ground.fault
    assert start.ground.reply_due == start.ground.today + timedelta(days=14)


def test_a_reprint_shows_nothing_that_a_newer_consent_leaves_out(desk: Linked) -> None:
    issued = desk.issued()
    service = desk.service()
    desk.later(hours=1)
    fewer = tuple(item for item in service.items if item is not Item.PHONE)
    desk.agree(issued.visitor_id, service, items=fewer)

    with pytest.raises(Refused, match="연락처"):
        desk.referrals.reprint(desk.account, issued.line.id)


def test_a_reprint_under_a_consent_to_another_purpose_is_refused(desk: Linked) -> None:
    issued = desk.issued()
    desk.later(days=1)
    desk.partners.save_service(desk.account, replace(desk.service(), purpose="취업 연계"))
    assert desk.referrals.reprint(desk.account, issued.line.id).line.reprints == 1

    desk.agree(issued.visitor_id, desk.service())
    with pytest.raises(Refused, match="새로 발급"):
        desk.referrals.reprint(desk.account, issued.line.id)


def test_numbers_begin_anew_at_midnight_of_the_new_year_in_seoul(
    tmp_path: Path, clock: FixedClock
) -> None:
    clock.at = moment("2026-12-31 23:59")
    desk = open_linked(tmp_path / "new year", clock)
    old = desk.issued()
    clock.at = moment("2027-01-01 00:00")
    new = desk.issued()
    assert old.record.number.startswith("26-101-")
    assert new.record.number.startswith("27-101-")
    assert old.record.reply_due == date(2027, 1, 15)  # ten working days without 1 January
    assert old.record.valid_until == date(2027, 1, 14)
    desk.database.close()


def test_the_old_number_of_a_revised_slip_names_its_successor(desk: Linked) -> None:
    old = desk.issued()
    start = desk.referrals.reopen(desk.account, old.referral_id)
    new = desk.referrals.issue(desk.account, replace(start.draft, summary="고친 요약"))

    found = desk.referrals.find_number(desk.account, old.record.number)
    assert found.void
    assert found.successor == new.record.number
    with pytest.raises(Refused, match=new.record.number):
        desk.referrals.record_reply(desk.account, reply(old.record.number, Progress.ACCEPTED))
    with pytest.raises(Refused, match=new.record.number):
        desk.referrals.reprint(desk.account, old.line.id)


@pytest.mark.parametrize(
    ("words", "told"),
    [("전산회계를 배우고 싶어 함 😀", "‘😀’(U+1F600)"), ("성함의 한자는 𠮷", "‘𠮷’(U+20BB7)")],
)
def test_a_letter_the_typeface_lacks_is_named_before_a_number_is_taken(
    desk: Linked, words: str, told: str
) -> None:
    visitor_id = desk.take_in().visitor_id
    service = desk.service()
    desk.agree(visitor_id, service)
    with pytest.raises(Refused) as refused:
        desk.referrals.issue(desk.account, desk.slip(visitor_id, service, summary=words))
    assert told in refused.value.fields["summary"]
    assert "상담 요지" in refused.value.fields["summary"]
    assert desk.rows(Slip) == desk.rows(Referral) == desk.rows(Printing) == 0
    mended = desk.referrals.issue(desk.account, desk.slip(visitor_id, service))
    assert mended.line.number.startswith("26-101-101")  # the first of its block


def test_a_name_with_such_a_letter_is_told_by_its_field(desk: Linked) -> None:
    visitor_id = desk.take_in(replace(PERSON, name="서지영😀")).visitor_id
    service = desk.service()
    desk.agree(visitor_id, service)
    with pytest.raises(Refused) as refused:
        desk.referrals.issue(desk.account, desk.slip(visitor_id, service))
    assert "‘성명’" in refused.value.fields["name"]
    assert desk.rows(Slip) == desk.rows(Printing) == 0


def test_a_summary_longer_than_its_place_is_refused_before_a_number_is_taken(desk: Linked) -> None:
    visitor_id = desk.take_in().visitor_id
    service = desk.service()
    desk.agree(visitor_id, service)
    long = ("낮 시간 과정을 찾고 있음. " * 200)[:2000]
    with pytest.raises(Refused) as refused:
        desk.referrals.issue(desk.account, desk.slip(visitor_id, service, summary=long))
    assert "자 깁니다" in refused.value.fields["summary"]
    assert desk.rows(Slip) == desk.rows(Printing) == 0
