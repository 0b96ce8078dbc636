"""Consent lives only as recorded row by row; the latest answer counts."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.domain.access import ActKind
from desktop.domain.clock import FixedClock
from desktop.domain.consent import Answer, ConsentDraft, ConsentKind, ConsentMethod, Item
from desktop.domain.errors import Refused
from desktop.domain.rights import Right
from desktop.paths import resources
from desktop.printing.wording import wording
from desktop.services.consents import living
from desktop.store.consents import Consent, ConsentPaper
from tests.services.linked import PERSON, Linked, open_linked
from tests.services.test_referrals import text_of


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Linked]:
    linked = open_linked(tmp_path / "한글 폴더", clock)
    yield linked
    linked.office.close()


def lives(desk: Linked, visitor_id: int, service_id: int | None = None) -> bool:
    kind = ConsentKind.THIRD_PARTY if service_id else ConsentKind.COLLECTION
    with desk.office.act(desk.account, Right.LOOK, ActKind.VIEW, logged=False) as act:
        return living(act, visitor_id, kind, service_id) is not None


def test_printing_the_paper_is_not_consent(desk: Linked) -> None:
    visitor_id, service = desk.take_in().visitor_id, desk.service()
    paper = desk.consents.paper(desk.account, visitor_id, [service.id])
    assert len(paper.number.replace("-", "")) == 11
    assert not lives(desk, visitor_id, service.id)
    text = text_of(paper.pdf)
    for told in (service.organisation, service.purpose, service.retention, paper.number):
        assert told.replace(" ", "") in text.replace("\r\n", "").replace(" ", "")
    assert desk.rows(ConsentPaper) == 1
    assert desk.rows(Consent) == 0


def test_what_is_ticked_lives_under_the_number_of_its_paper(desk: Linked) -> None:
    visitor_id, service = desk.take_in().visitor_id, desk.service()
    paper = desk.consents.paper(desk.account, visitor_id, [service.id])
    line = desk.agree(visitor_id, service, paper_number=paper.number)
    assert line.living
    assert line.number == paper.number
    assert line.expires_on == date(2027, 11, 22)
    assert line.items == service.items
    assert line.received_by == "한서윤"
    assert lives(desk, visitor_id, service.id)


def test_declining_is_recorded_and_nothing_lives(desk: Linked) -> None:
    visitor_id, service = desk.take_in().visitor_id, desk.service()
    line = desk.agree(visitor_id, service, answer=Answer.DECLINED)
    assert line.answer is Answer.DECLINED
    assert not line.living
    assert line.items == ()
    with pytest.raises(Refused, match="동의하지 않으셨습니다"):
        desk.referrals.issue(desk.account, desk.slip(visitor_id, service))


def test_consent_to_one_partner_is_none_to_another(desk: Linked) -> None:
    visitor_id = desk.take_in().visitor_id
    desk.agree(visitor_id, desk.service("직업교육"))
    assert not lives(desk, visitor_id, desk.service("동부여성새로일하기센터 취업 연계").id)


def test_a_service_that_does_not_tell_everything_is_refused_by_name(desk: Linked) -> None:
    visitor_id, service = desk.take_in().visitor_id, desk.service("결혼이민자 취업·교육 상담")
    with pytest.raises(Refused) as refused:
        desk.agree(visitor_id, service)
    assert "보유·이용 기간" in refused.value.fields[f"third_party:{service.id}"]
    with pytest.raises(Refused, match="보유·이용 기간"):
        desk.consents.paper(desk.account, visitor_id, [service.id])
    assert desk.rows(ConsentPaper) == 0


def test_under_fourteen_the_guardian_consents(desk: Linked) -> None:
    child = replace(PERSON, name="윤하늘", birth=date(2013, 3, 1))
    visitor_id, service = desk.take_in(child).visitor_id, desk.service()
    with pytest.raises(Refused) as refused:
        desk.agree(visitor_id, service)
    assert "법정대리인" in refused.value.fields["guardian"]
    assert desk.agree(visitor_id, service, guardian="윤보라").living
    assert desk.consents.needs_guardian(desk.account, visitor_id)


def test_by_telephone_the_wording_is_read_out(desk: Linked) -> None:
    visitor_id, service = desk.take_in().visitor_id, desk.service()
    with pytest.raises(Refused) as refused:
        desk.agree(visitor_id, service, method=ConsentMethod.PHONE, filed_at="")
    assert "읽어" in refused.value.fields["read_out"]
    phoned = desk.agree(visitor_id, service, method=ConsentMethod.PHONE, filed_at="", read_out=True)
    assert phoned.living


def test_a_signed_paper_has_a_filing_place_and_a_day_that_has_come(desk: Linked) -> None:
    visitor_id, service = desk.take_in().visitor_id, desk.service()
    tomorrow = desk.clock.now() + timedelta(days=1)
    with pytest.raises(Refused) as refused:
        desk.agree(visitor_id, service, filed_at="", given_at=tomorrow)
    assert set(refused.value.fields) == {"filed_at", "given_at"}
    assert desk.rows(Consent) == 0


def test_somebody_elses_paper_is_refused(desk: Linked) -> None:
    one, other = desk.take_in().visitor_id, desk.take_in().visitor_id
    service = desk.service()
    paper = desk.consents.paper(desk.account, one, [service.id])
    with pytest.raises(Refused, match="다른 분"):
        desk.agree(other, service, paper_number=paper.number)


def test_rows_of_two_people_or_the_same_row_twice_are_refused(desk: Linked) -> None:
    one, other = desk.take_in().visitor_id, desk.take_in().visitor_id
    row = desk.ticked(one, desk.service())
    with pytest.raises(Refused, match="한 분"):
        desk.consents.record(desk.account, [row, desk.ticked(other, desk.service())])
    with pytest.raises(Refused):
        desk.consents.record(desk.account, [row, row])
    with pytest.raises(Refused, match="표시한 줄"):
        desk.consents.record(desk.account, [])


def test_withdrawal_is_a_new_row_and_the_old_one_stays(desk: Linked) -> None:
    visitor_id, service = desk.take_in().visitor_id, desk.service()
    given = desk.agree(visitor_id, service)
    desk.later(days=1)
    withdrawn = desk.consents.withdraw(desk.account, given.id, "마음이 바뀜")
    assert withdrawn.line.answer is Answer.WITHDRAWN
    answers = [line.answer for line in desk.consents.of_visitor(desk.account, visitor_id)]
    assert answers == [Answer.WITHDRAWN, Answer.AGREED]
    assert not lives(desk, visitor_id, service.id)
    with pytest.raises(Refused, match="이미"):
        desk.consents.withdraw(desk.account, given.id, "")
    desk.later(days=1)
    assert desk.agree(visitor_id, service).living


def test_consent_ends_with_its_last_day(desk: Linked) -> None:
    visitor_id, service = desk.take_in().visitor_id, desk.service()
    desk.agree(visitor_id, service)
    desk.later(days=364)
    assert lives(desk, visitor_id, service.id)
    desk.later(days=1)
    assert not lives(desk, visitor_id, service.id)
    with pytest.raises(Refused, match="끝났습니다"):
        desk.referrals.issue(desk.account, desk.slip(visitor_id, service))


def test_another_purpose_of_the_partner_needs_a_new_consent(desk: Linked) -> None:
    visitor_id, service = desk.take_in().visitor_id, desk.service()
    desk.agree(visitor_id, service)
    desk.later(days=2)
    desk.partners.save_service(desk.account, replace(service, purpose="홍보"))
    (line,) = desk.consents.standing(desk.account, visitor_id)
    assert line.stale_wording
    assert not line.living
    with pytest.raises(Refused, match="바뀌었습니다"):
        desk.referrals.issue(desk.account, desk.slip(visitor_id, service))


def test_another_telephone_of_the_partner_does_not(desk: Linked) -> None:
    visitor_id, service = desk.take_in().visitor_id, desk.service()
    desk.agree(visitor_id, service)
    desk.later(days=2)
    page = desk.partners.open(desk.account, service.organisation_id)
    desk.partners.save_organisation(desk.account, replace(page.organisation, phone="02-450-0000"))
    desk.partners.save_service(desk.account, replace(service, criteria=("여성",)))
    (line,) = desk.consents.standing(desk.account, visitor_id)
    assert line.living
    assert not line.stale_wording
    assert desk.referrals.issue(desk.account, desk.slip(visitor_id, service)).line.number


def test_changed_wording_of_the_form_marks_old_consents(
    desk: Linked, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    visitor_id, service = desk.take_in().visitor_id, desk.service()
    desk.agree(visitor_id, service)
    new_form(monkeypatch, tmp_path, third_party="일자리 상담에는 불이익이 없습니다.")
    (line,) = desk.consents.of_visitor(desk.account, visitor_id)
    assert line.changed == ("거부할 권리",)
    assert line.living


def test_only_what_is_told_otherwise_is_asked_again(
    desk: Linked, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    visitor_id = desk.take_in().visitor_id
    base = ConsentDraft(
        visitor_id=visitor_id,
        kind=ConsentKind.COLLECTION,
        answer=Answer.AGREED,
        method=ConsentMethod.PAPER,
        given_at=desk.clock.now(),
        filed_at="동의철 3권",
    )
    desk.consents.record(desk.account, [base, replace(base, kind=ConsentKind.MESSAGES)])
    new_form(monkeypatch, tmp_path, collection="구직 상담, 취업 뒤 사후 관리")
    found = {line.kind: line for line in desk.consents.standing(desk.account, visitor_id)}
    assert found[ConsentKind.COLLECTION].changed == ("목적",)
    assert found[ConsentKind.MESSAGES].changed == ()
    desk.later(minutes=1)
    (again,) = desk.consents.record(desk.account, [replace(base, given_at=desk.clock.now())])
    assert not again.stale_wording


def new_form(monkeypatch: pytest.MonkeyPatch, folder: Path, **changed: str) -> None:
    """The consent form again under the next number, with other words in some sections."""
    shipped = resources() / "forms"
    shutil.copytree(shipped, folder / "forms")
    text = (shipped / "consent-2026-1.toml").read_text(encoding="utf-8")
    if "collection" in changed:
        text = text.replace("구직 상담, 일자리 알선, 취업 지원 사업 안내", changed["collection"])
    if "third_party" in changed:
        text = text.replace(" 제공이 필요하면 그 기관", f" {changed['third_party']} 그 기관")
    (folder / "forms" / "consent-2026-2.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr("desktop.printing.wording.paths.resources", lambda: folder)
    wording.cache_clear()


def test_questions_are_asked_apart_with_what_was_answered(desk: Linked) -> None:
    visitor_id, service = desk.take_in().visitor_id, desk.service()
    desk.agree(visitor_id, service)
    questions = desk.consents.questions(desk.account, visitor_id, [service.id])
    assert [one.kind for one in questions] == list(ConsentKind)
    third = questions[3]
    assert third.service == service
    assert third.current is not None
    assert third.current.living
    assert ("이용 목적", service.purpose) in third.told
    assert questions[0].required
    assert "성명" in dict(questions[0].told)["항목"]


def test_refusing_optional_items_leaves_the_rest(desk: Linked) -> None:
    visitor_id = desk.take_in().visitor_id
    base = ConsentDraft(
        visitor_id=visitor_id,
        kind=ConsentKind.COLLECTION,
        answer=Answer.AGREED,
        method=ConsentMethod.PAPER,
        given_at=desk.clock.now(),
        filed_at="동의철 3권",
    )
    optional = replace(base, kind=ConsentKind.OPTIONAL_ITEMS, answer=Answer.DECLINED)
    lines = desk.consents.record(desk.account, [base, optional])
    assert len({line.number for line in lines}) == 1
    assert lives(desk, visitor_id)


def test_items_not_on_the_paper_cannot_be_recorded(desk: Linked) -> None:
    visitor_id, service = desk.take_in().visitor_id, desk.service("실업급여 안내")
    with pytest.raises(Refused):
        desk.agree(visitor_id, service, items=(Item.NAME, Item.SUMMARY))
