"""What may be handed over without a consent, and what may not be any more after a withdrawal."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.clock import FixedClock
from desktop.domain.consent import (
    Answer,
    Basis,
    ConsentDraft,
    ConsentKind,
    ConsentMethod,
    GroundDraft,
    Item,
)
from desktop.domain.errors import Refused
from desktop.domain.referral import Paper, Progress
from desktop.store.consents import Consent
from desktop.store.referrals import Slip
from tests.services.linked import Linked, open_linked
from tests.services.test_referrals import text_of

LAW = "직업안정법 제00조"


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Linked]:
    linked = open_linked(tmp_path / "grounds", clock)
    yield linked
    linked.office.close()


def by_law(desk: Linked, visitor_id: int, **more: object) -> GroundDraft:
    draft = GroundDraft(
        visitor_id=visitor_id,
        basis=Basis.LAW,
        article=LAW,
        reason="알선 의무",
        service_id=desk.service().id,
    )
    return replace(draft, **more)  # type: ignore[arg-type]


def plain(text: str) -> str:
    return "".join(text.split())


def test_a_law_lets_its_items_be_given_and_stands_on_the_paper_item_by_item(desk: Linked) -> None:
    visitor_id, service = desk.take_in().visitor_id, desk.service()
    line = desk.consents.record_ground(
        desk.account, by_law(desk, visitor_id, items=(Item.NAME, Item.PHONE))
    )
    assert (line.basis, line.article, line.living) == (Basis.LAW, LAW, True)
    issued = desk.referrals.issue(desk.account, desk.slip(visitor_id, service))
    assert {row.item for row in issued.record.rows} == {Item.NAME, Item.PHONE}
    told = plain(text_of(issued.paper.pdf))
    assert plain(f"법령({LAW}): 성명, 연락처") in told
    assert "관계법령에따라" in told
    assert "본인의동의를받아" not in told
    assert desk.referrals.reprint(desk.account, issued.line.id).line.reprints == 1

    desk.consents.withdraw(desk.account, line.id, "의무가 끝남")
    with pytest.raises(Refused, match="동의가 아직 없습니다"):
        desk.referrals.reprint(desk.account, issued.line.id)


def test_consent_and_law_stand_beside_each_other(desk: Linked) -> None:
    visitor_id, service = desk.take_in().visitor_id, desk.service()
    desk.agree(visitor_id, service, items=(Item.NAME, Item.SERVICES))
    desk.later(minutes=1)
    desk.consents.record_ground(desk.account, by_law(desk, visitor_id, items=(Item.PHONE,)))
    issued = desk.referrals.issue(desk.account, desk.slip(visitor_id, service))
    assert [(one.basis, one.items) for one in issued.record.bases] == [
        (Basis.CONSENT, (Item.NAME, Item.SERVICES)),
        (Basis.LAW, (Item.PHONE,)),
    ]
    told = plain(text_of(issued.paper.pdf))
    assert plain("본인의 동의와 관계 법령에 따라") in told
    assert plain("본인 동의: 성명, 의뢰 서비스") in told


def test_an_emergency_counts_on_its_day_only(desk: Linked) -> None:
    visitor_id, service = desk.take_in().visitor_id, desk.service()
    urgent = by_law(
        desk, visitor_id, basis=Basis.URGENT, article="개인정보 보호법 제15조 제1항 제5호"
    )
    desk.consents.record_ground(desk.account, urgent)
    issued = desk.referrals.issue(desk.account, desk.slip(visitor_id, service))
    assert {one.basis for one in issued.record.bases} == {Basis.URGENT}
    desk.later(days=1)
    with pytest.raises(Refused, match="동의가 아직 없습니다"):
        desk.referrals.reprint(desk.account, issued.line.id)


def test_a_ground_without_article_or_reason_or_with_a_number_is_refused(desk: Linked) -> None:
    visitor_id = desk.take_in().visitor_id
    with pytest.raises(Refused) as refused:
        desk.consents.record_ground(
            desk.account, by_law(desk, visitor_id, article=" ", reason="", items=(Item.GROUPS,))
        )
    assert set(refused.value.fields) >= {"article", "reason"}
    with pytest.raises(Refused) as refused:
        desk.consents.record_ground(desk.account, by_law(desk, visitor_id, reason="900101-1234567"))
    assert "reason" in refused.value.fields
    assert desk.rows(Consent) == 0


def test_a_unit_of_the_office_itself_needs_no_consent_and_is_logged_all_the_same(
    desk: Linked,
) -> None:
    visitor_id, service = desk.take_in().visitor_id, desk.service()
    page = desk.partners.open(desk.account, service.organisation_id)
    desk.partners.save_organisation(desk.account, replace(page.organisation, internal=True))
    service = desk.service()
    issued = desk.referrals.issue(desk.account, desk.slip(visitor_id, service))
    told = plain(text_of(issued.paper.pdf))
    assert plain("구청 내부 부서 (제3자 제공 아님)") in told
    assert "동의번호" not in told
    with desk.database.read() as session:
        assert session.query(Slip.consent_id).scalar() is None
    assert desk.log()[-1][0:2] == ("print", "연계 의뢰")
    assert desk.papers.ledger(desk.account, visitor_id)[0].purpose == "내부 연계"
    assert desk.referrals.reprint(desk.account, issued.line.id).line.reprints == 1


def collection(desk: Linked, visitor_id: int) -> ConsentDraft:
    return ConsentDraft(
        visitor_id=visitor_id,
        kind=ConsentKind.COLLECTION,
        answer=Answer.AGREED,
        method=ConsentMethod.PAPER,
        given_at=desk.clock.now(),
        filed_at="동의철 3권",
    )


def test_taking_back_the_use_itself_names_every_partner_and_blocks_every_paper(
    desk: Linked,
) -> None:
    first = desk.issued()
    (own,) = desk.consents.record(desk.account, [collection(desk, first.visitor_id)])
    other = desk.service("실업급여 안내")
    desk.agree(first.visitor_id, other)
    second = desk.referrals.issue(desk.account, desk.slip(first.visitor_id, other))
    assert len(desk.consents.holders(desk.account, own.id)) == 2

    desk.later(hours=1)
    withdrawn = desk.consents.withdraw(desk.account, own.id, "그만 찾겠음")
    assert {one.referral_id for one in withdrawn.holders} == {
        first.referral_id,
        second.referral_id,
    }
    for issued in (first, second):
        with pytest.raises(Refused, match="수집·이용 동의를 거두셔서"):
            desk.referrals.reprint(desk.account, issued.line.id)
        told = plain(text_of(desk.consents.stop_request(desk.account, issued.referral_id).pdf))
        assert plain("개인정보 수집·이용 동의를 거두었습니다") in told
    with pytest.raises(Refused, match="수집·이용 동의를 거두셔서"):
        desk.referrals.issue(desk.account, desk.slip(first.visitor_id, desk.service()))
    states = {line.progress for line in desk.referrals.of_visitor(desk.account, first.visitor_id)}
    assert states == {Progress.WITHDRAWN}


def test_a_paper_made_void_after_it_was_handed_over_is_held_too(desk: Linked) -> None:
    issued = desk.issued()
    desk.referrals.handed(desk.account, issued.referral_id, Paper.HANDED)
    desk.referrals.void(desk.account, issued.referral_id, "wrong_partner")
    (line,) = desk.consents.standing(desk.account, issued.visitor_id)
    (holder,) = desk.consents.holders(desk.account, line.id)
    assert holder.slip_number == issued.line.number
    assert Item.PHONE in holder.items


def test_a_renamed_body_keeps_its_consents_and_the_paper_shows_both_names(desk: Linked) -> None:
    visitor_id, service = desk.take_in().visitor_id, desk.service()
    desk.agree(visitor_id, service)
    desk.later(days=3)
    page = desk.partners.open(desk.account, service.organisation_id)
    renamed = replace(page.organisation, name="서울동부여성미래센터")
    with pytest.raises(Refused) as refused:
        desk.partners.save_organisation(desk.account, renamed)
    assert set(refused.value.fields) == {"same_body"}
    after = desk.partners.save_organisation(desk.account, renamed, same_body=True)
    assert "서울특별시동부여성발전센터" in after.organisation.aliases
    (line,) = desk.consents.standing(desk.account, visitor_id)
    assert (line.living, line.stale_wording) == (True, False)
    assert line.former == "서울특별시동부여성발전센터"
    issued = desk.referrals.issue(desk.account, desk.slip(visitor_id, desk.service()))
    for page_text in text_of(issued.paper.pdf).split("\f"):
        assert "서울동부여성미래센터" in plain(page_text)
        assert "서울특별시동부여성발전센터" in plain(page_text)
    desk.consents.withdraw(desk.account, line.id, "")
    stop = plain(text_of(desk.consents.stop_request(desk.account, issued.referral_id).pdf))
    assert "서울동부여성미래센터" in stop


def test_another_legal_body_was_never_agreed_to(desk: Linked) -> None:
    visitor_id, service = desk.take_in().visitor_id, desk.service()
    desk.agree(visitor_id, service)
    issued = desk.referrals.issue(desk.account, desk.slip(visitor_id, service))
    desk.later(days=3)
    page = desk.partners.open(desk.account, service.organisation_id)
    after = desk.partners.save_organisation(
        desk.account, replace(page.organisation, name="새벽여성재단"), same_body=False
    )
    assert after.earlier == ()
    assert [one.name for one in after.services] == [one.name for one in page.services]
    assert all(one.checked_on is None for one in after.services)
    new = desk.service()
    assert new.organisation == "새벽여성재단"
    with pytest.raises(Refused, match="새벽여성재단에 정보를 제공하는 동의가 아직 없습니다"):
        desk.referrals.issue(desk.account, desk.slip(visitor_id, new))
    # What went to the old body stays with it, and can be asked back.
    assert desk.referrals.reprint(desk.account, issued.line.id).line.reprints == 1
    names = [one.name for one in desk.partners.find(desk.account, "동부여성발전")]
    assert names == []


def test_items_that_came_in_addition_are_held_back_and_asked_about(desk: Linked) -> None:
    visitor_id, service = desk.take_in().visitor_id, desk.service()
    fewer = replace(service, items=tuple(i for i in service.items if i is not Item.PHONE))
    desk.partners.save_service(desk.account, fewer)
    desk.agree(visitor_id, desk.service())
    desk.later(days=1)
    desk.partners.save_service(desk.account, replace(desk.service(), items=service.items))
    (line,) = desk.consents.standing(desk.account, visitor_id)
    assert (line.changed, line.living) == (("제공 항목",), True)
    issued = desk.referrals.issue(desk.account, desk.slip(visitor_id, desk.service()))
    assert Item.PHONE not in {row.item for row in issued.record.rows}
