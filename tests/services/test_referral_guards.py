"""What is checked around a referral: consent, doubles, ends, employment, undo, the chain."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.domain.clock import FixedClock
from desktop.domain.errors import Refused
from desktop.domain.referral import Evidence, Paper, Progress, ReferralLine, ReplyDraft
from desktop.domain.referral_moves import Status
from desktop.services.referrals import IssuedSlip, Wanted
from desktop.store.referrals import Referral
from tests.services.linked import Linked, open_linked
from tests.services.test_referrals import text_of


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Linked]:
    linked = open_linked(tmp_path, clock)
    yield linked
    linked.office.close()


def tell(desk: Linked, number: str, outcome: Progress, **more: object) -> ReferralLine:
    values: dict[str, object] = {
        "number": number,
        "outcome": outcome,
        "evidence": Evidence.PHONE,
        "received_on": desk.clock.today(),
    }
    return desk.referrals.record_reply(
        desk.account,
        ReplyDraft(**{**values, **more}),  # type: ignore[arg-type]
    )


def elsewhere(desk: Linked, visitor_id: int, **more: object) -> IssuedSlip:
    """The same person to another partner."""
    other = desk.service("국민내일배움카드 상담")
    desk.agree(visitor_id, other)
    return desk.referrals.issue(
        desk.account, desk.slip(visitor_id, other, services=("counselling",), **more)
    )


def handed(desk: Linked) -> IssuedSlip:
    issued = desk.issued()
    desk.referrals.handed(desk.account, issued.referral_id)
    return issued


# without consent


def test_without_consent_there_is_a_sheet_about_the_partner_and_nobodys_data(
    desk: Linked,
) -> None:
    visitor_id = desk.take_in().visitor_id
    service = desk.service()
    with pytest.raises(Refused, match="동의"):
        desk.referrals.issue(desk.account, desk.slip(visitor_id, service))
    text = text_of(desk.papers.partner_sheet(desk.account, service.id, large=True).pdf)
    assert service.organisation.partition("|")[0] in text.replace("\n", "")
    assert "신분증" in text
    for own in ("서지영", "1984", "0937"):
        assert own not in text
    assert not re.search(r"\b26-\d{3}-\d{4}\b", text), "no number of a referral"


# a second one


def test_a_second_one_to_the_same_service_asks_and_is_linked(desk: Linked) -> None:
    first = desk.issued()
    again = desk.slip(first.visitor_id, desk.service())
    with pytest.raises(Refused, match=first.line.number) as refused:
        desk.referrals.issue(desk.account, again)
    assert "service_id" in refused.value.fields
    second = desk.referrals.issue(desk.account, again, second=True)
    card = desk.referrals.card(desk.account, second.referral_id)
    assert [one.number for one in card.before] == [first.line.number]
    card = desk.referrals.card(desk.account, first.referral_id)
    assert [one.number for one in card.after] == [second.line.number]


def test_the_same_help_at_two_partners_is_said(desk: Linked) -> None:
    first = desk.issued()
    other = next(
        one
        for one in desk.partners.services(desk.account)
        if set(one.kinds) & set(desk.service().kinds)
        and one.organisation != desk.service().organisation
    )
    start = desk.referrals.prepare(desk.account, first.visitor_id, other.id)
    assert any("동부여성" in one for one in start.same_kind)


# on to another partner


@pytest.mark.parametrize("letter", ["J", "F", "N", "E", "R"])
def test_on_from_one_that_led_nowhere_what_was_said_is_said_again(
    desk: Linked, letter: str
) -> None:
    failed = handed(desk)
    if letter == "E":
        desk.referrals.conclude(desk.account, failed.referral_id, Progress.NO_ANSWER)
    else:
        code = "full" if letter == "J" else "not_stated"
        tell(desk, failed.line.number, Progress(letter), reason_code=code)
    other = desk.service("국민내일배움카드 상담")
    desk.agree(failed.visitor_id, other)
    start = desk.referrals.prepare(
        desk.account, failed.visitor_id, other.id, predecessor_id=failed.referral_id
    )
    assert start.follows is not None
    assert start.follows.number == failed.line.number
    assert start.draft.summary.startswith("전산회계를 다시")
    assert start.draft.reason_code == "training_wish"
    assert start.draft.documents == other.documents, "the papers are those of the new partner"
    new = desk.referrals.issue(desk.account, start.draft)
    before, after = (
        desk.referrals.card(desk.account, one) for one in (failed.referral_id, new.referral_id)
    )
    assert [one.number for one in before.after] == [new.line.number]
    assert [(one.number, one.partner) for one in after.before] == [
        (failed.line.number, before.line.partner)
    ]
    # Nobody is waited for any more who goes elsewhere; every other end stays what it was.
    ends = Progress.WITHDRAWN if letter == "N" else Progress(letter)
    assert before.line.progress is ends


def test_a_chain_is_shown_as_a_whole(desk: Linked) -> None:
    first = desk.issued()
    tell(desk, first.line.number, Progress.DECLINED, reason_code="full")
    second = elsewhere(desk, first.visitor_id, predecessor_id=first.referral_id)
    tell(desk, second.line.number, Progress.DECLINED, reason_code="criteria")
    again = desk.slip(first.visitor_id, desk.service(), predecessor_id=second.referral_id)
    third = desk.referrals.issue(desk.account, again)
    card = desk.referrals.card(desk.account, third.referral_id)
    assert [one.number for one in card.before] == [second.line.number, first.line.number]


def test_somebody_elses_referral_is_never_followed(desk: Linked) -> None:
    stranger, own = desk.issued(), desk.take_in().visitor_id
    service = desk.service()
    desk.agree(own, service)
    with pytest.raises(Refused, match="다른 분"):
        desk.referrals.issue(
            desk.account, desk.slip(own, service, predecessor_id=stranger.referral_id)
        )


# employment


def test_work_found_closes_the_others_in_one_act_and_each_may_be_undone(desk: Linked) -> None:
    done = handed(desk)
    one = elsewhere(desk, done.visitor_id)
    second = desk.slip(done.visitor_id, desk.service())
    two = desk.referrals.issue(desk.account, second, second=True)
    desk.referrals.handed(desk.account, two.referral_id)
    tell(desk, done.line.number, Progress.COMPLETED)
    others = desk.referrals.others(desk.account, done.referral_id)
    assert {line.id for line in others} == {one.referral_id, two.referral_id}
    closed = desk.referrals.found_work(desk.account, [line.id for line in others], Evidence.VISITOR)
    assert {line.progress for line in closed} == {Progress.WITHDRAWN}
    card = desk.referrals.card(desk.account, two.referral_id)
    assert card.moves[-1].reason == "다른 경로로 취업"
    assert card.moves[-1].evidence == Evidence.VISITOR.value
    line = desk.referrals.undo(desk.account, two.referral_id)
    assert line.progress is Progress.HANDED
    still = desk.referrals.card(desk.account, one.referral_id)
    assert still.line.progress is Progress.WITHDRAWN


# back again


def test_the_next_day_an_end_is_opened_again_with_a_note_only(desk: Linked) -> None:
    issued = handed(desk)
    tell(desk, issued.line.number, Progress.DECLINED, reason_code="full")
    desk.later(days=1)
    with pytest.raises(Refused, match="오늘"):
        desk.referrals.undo(desk.account, issued.referral_id)
    with pytest.raises(Refused) as refused:
        desk.referrals.open_again(desk.account, issued.referral_id, "  ")
    assert "reason" in refused.value.fields
    line = desk.referrals.open_again(desk.account, issued.referral_id, "기관이 다시 받기로 함")
    assert line.progress is Progress.HANDED
    assert line.closed_on is None
    last = desk.referrals.card(desk.account, issued.referral_id).moves[-1]
    assert (last.before, last.after) == ("J", "H")
    assert last.reason == "다시 엶 · 기관이 다시 받기로 함"
    # An opening by mistake is taken back like everything else.
    line = desk.referrals.undo(desk.account, issued.referral_id)
    assert line.progress is Progress.DECLINED
    assert line.closed_on == date(2026, 11, 23)


def test_what_is_open_void_or_without_consent_is_not_opened_again(desk: Linked) -> None:
    issued = handed(desk)
    with pytest.raises(Refused, match="열려"):
        desk.referrals.open_again(desk.account, issued.referral_id, "까닭")
    desk.referrals.void(desk.account, issued.referral_id, "wrong_content")
    with pytest.raises(Refused, match="무효"):
        desk.referrals.open_again(desk.account, issued.referral_id, "까닭")
    other = handed(desk)
    (consent,) = desk.consents.standing(desk.account, other.visitor_id)
    desk.later(minutes=1)
    desk.consents.withdraw(desk.account, consent.id, "")
    with pytest.raises(Refused, match="동의"):
        desk.referrals.open_again(desk.account, other.referral_id, "까닭")


def test_an_end_is_not_opened_beside_a_newer_one_to_the_same_service(desk: Linked) -> None:
    issued = handed(desk)
    tell(desk, issued.line.number, Progress.DECLINED, reason_code="full")
    newer = desk.referrals.issue(desk.account, desk.slip(issued.visitor_id, desk.service()))
    with pytest.raises(Refused, match=newer.line.number):
        desk.referrals.open_again(desk.account, issued.referral_id, "까닭")


# another day


def test_a_new_day_is_given_twice_and_no_third_time(desk: Linked) -> None:
    issued = handed(desk)
    for days in (20, 30):
        desk.referrals.conclude(desk.account, issued.referral_id, Progress.NO_SHOW, "own_reasons")
        until = desk.clock.today() + timedelta(days=days)
        line = desk.referrals.new_day(desk.account, issued.referral_id, until, Evidence.PHONE)
        assert (line.progress, line.valid_until) == (Progress.HANDED, until)
        assert line.reply_due is not None
        assert line.reply_due >= until
    assert line.rounds == 2
    desk.referrals.conclude(desk.account, issued.referral_id, Progress.NO_SHOW, "own_reasons")
    with pytest.raises(Refused, match="두 번"):
        desk.referrals.new_day(desk.account, issued.referral_id, until)


def test_taking_a_new_day_back_brings_the_day_before_it(desk: Linked) -> None:
    issued = handed(desk)
    on_paper = issued.record.valid_until
    desk.referrals.conclude(desk.account, issued.referral_id, Progress.NO_SHOW, "own_reasons")
    first = desk.clock.today() + timedelta(days=20)
    desk.referrals.new_day(desk.account, issued.referral_id, first)
    desk.referrals.conclude(desk.account, issued.referral_id, Progress.NO_SHOW, "own_reasons")
    desk.referrals.new_day(desk.account, issued.referral_id, first + timedelta(days=10))
    line = desk.referrals.undo(desk.account, issued.referral_id)
    assert (line.progress, line.valid_until, line.rounds) == (Progress.NO_SHOW, first, 1)
    desk.referrals.undo(desk.account, issued.referral_id)
    line = desk.referrals.undo(desk.account, issued.referral_id)
    assert (line.progress, line.valid_until, line.rounds) == (Progress.NO_SHOW, on_paper, 0)
    assert line.reply_due == issued.record.reply_due


def test_who_waits_has_a_day_and_another_one_when_the_partner_names_it(desk: Linked) -> None:
    issued = handed(desk)
    with pytest.raises(Refused) as refused:
        tell(desk, issued.line.number, Progress.ON_HOLD, reason_code="seats")
    assert "date_told" in refused.value.fields
    waits = {"reason_code": "seats", "date_told": date(2026, 12, 14)}
    line = tell(desk, issued.line.number, Progress.ON_HOLD, **waits)
    assert line.expected_on == date(2026, 12, 14)
    later = {**waits, "date_told": date(2027, 1, 4)}
    line = tell(desk, issued.line.number, Progress.ON_HOLD, **later)
    assert line.expected_on == date(2027, 1, 4)
    with desk.database.read() as session:
        referral = session.get(Referral, issued.referral_id)
        assert referral is not None
        assert referral.partner_due == date(2027, 1, 5), "asked when the day has passed"


# how it went out


def test_how_a_slip_went_out_is_kept_and_remembered_for_the_partner(desk: Linked) -> None:
    issued = desk.issued()
    assert desk.referrals.way_out(desk.account, issued.referral_id) == "carried"
    line = desk.referrals.handed(desk.account, issued.referral_id, sent_how="letter")
    assert (line.sent_how, line.paper) == ("공문", Paper.SENT)
    next_one = desk.issued()
    assert desk.referrals.way_out(desk.account, next_one.referral_id) == "letter"
    other = elsewhere(desk, next_one.visitor_id)
    assert desk.referrals.way_out(desk.account, other.referral_id) == "carried"
    with pytest.raises(Refused) as refused:
        desk.referrals.handed(desk.account, next_one.referral_id, sent_how="pigeon")
    assert "sent_how" in refused.value.fields
    line = desk.referrals.undo(desk.account, issued.referral_id)
    assert (line.sent_how, line.progress) == ("", Progress.ISSUED)


# the list


def test_the_list_is_narrowed_by_status_person_and_partner(desk: Linked) -> None:
    mine = handed(desk)
    tell(desk, mine.line.number, Progress.DECLINED, reason_code="full")
    other = elsewhere(desk, mine.visitor_id)
    desk.be(desk.colleague)
    theirs = Linked(desk.database, desk.office, desk.clock, desk.colleague, desk.account).issued()

    def shown(**wanted: object) -> set[str]:
        lines = desk.referrals.listed(desk.colleague, Wanted(**wanted)).lines  # type: ignore[arg-type]
        return {line.number for line in lines}

    assert shown() == {other.line.number, theirs.line.number}
    assert shown(status=Status.FAILED, scope="all") == {mine.line.number}
    assert shown(status=Status.PREPARED) == {other.line.number, theirs.line.number}
    assert shown(mine=True) == {theirs.line.number}
    keys = dict(desk.referrals.partners(desk.colleague))
    women = next(key for key, name in keys.items() if "동부여성" in name)
    assert shown(partner=women, scope="all") == {mine.line.number, theirs.line.number}
    desk.later(days=30)
    assert shown(scope="late", mine=True) == {theirs.line.number}


def test_a_repeat_is_the_same_number_and_a_changed_one_names_its_successor(desk: Linked) -> None:
    issued = handed(desk)
    assert desk.referrals.reprint(desk.account, issued.line.id).line.number == issued.line.number
    start = desk.referrals.reopen(desk.account, issued.referral_id)
    new = desk.referrals.issue(desk.account, replace(start.draft, summary="오전만 가능함."))
    found = desk.referrals.find_number(desk.account, issued.line.number)
    assert found.void
    assert new.line.number in found.state


# taken back


def test_a_withdrawal_lists_every_partner_and_every_paper_it_holds(desk: Linked) -> None:
    issued = desk.issued()
    desk.referrals.handed(desk.account, issued.referral_id, sent_how="fax")
    start = desk.referrals.reopen(desk.account, issued.referral_id)
    new = desk.referrals.issue(desk.account, replace(start.draft, summary="오전만 가능함."))
    (consent,) = desk.consents.standing(desk.account, issued.visitor_id)
    desk.later(minutes=1)
    withdrawn = desk.consents.withdraw(desk.account, consent.id, "마음이 바뀜")
    (holder,) = withdrawn.holders
    assert (holder.slip_number, holder.earlier) == (new.line.number, (issued.line.number,))
    assert holder.sent_how == "fax"
    card = desk.referrals.card(desk.account, issued.referral_id)
    assert card.line.progress is Progress.WITHDRAWN
    assert card.withdrawn, "the letter can be printed again from its card"
    stop = text_of(desk.consents.stop_request(desk.account, issued.referral_id).pdf)
    assert new.line.number in stop
    assert "서지영" not in stop


def test_silence_ends_too_when_its_consent_is_taken_back(desk: Linked) -> None:
    issued = handed(desk)
    desk.referrals.conclude(desk.account, issued.referral_id, Progress.NO_ANSWER)
    (consent,) = desk.consents.standing(desk.account, issued.visitor_id)
    desk.later(minutes=1)
    desk.consents.withdraw(desk.account, consent.id, "")
    (line,) = desk.referrals.of_visitor(desk.account, issued.visitor_id)
    assert line.progress is Progress.WITHDRAWN
    with pytest.raises(Refused):
        tell(desk, issued.line.number, Progress.COMPLETED)
