"""What left the program and to whom: by number and reception number, never by name."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, update

from desktop.domain.account import Role
from desktop.domain.clock import FixedClock
from desktop.domain.errors import NotAllowed, Refused
from desktop.domain.paper_number import PaperKind, make, read
from desktop.domain.referral import Paper
from desktop.services.ledgers import Ledgers
from desktop.store.office import Account, Printing
from tests.printing.reading import page_texts
from tests.services.linked import PERSON, Linked, moment, open_linked

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Linked]:
    made = open_linked(tmp_path, FixedClock(moment("2026-11-20 10:30")))
    yield made
    made.office.close()


@pytest.fixture
def ledgers(desk: Linked) -> Ledgers:
    return Ledgers(desk.office)


def test_every_print_stands_there_with_number_time_who_paper_purpose_and_whose(
    desk: Linked, ledgers: Ledgers
) -> None:
    registered = desk.take_in()
    shown = read(registered.visit_number).text
    receipt = desk.papers.receipt(desk.account, registered.visit_id)
    desk.later(minutes=5)
    blank = desk.papers.blank(desk.be(desk.colleague), "consent")
    desk.be(desk.account)
    second, first = ledgers.prints(desk.account, FIRST, LAST).lines
    assert (first.number, first.by, first.what, first.purpose, first.whose, first.media) == (
        receipt.print_number, "한서윤", "접수증", "접수 확인", shown, "종이",
    )  # fmt: skip
    assert (second.number, second.by, second.purpose, second.whose) == (
        blank.print_number, "오민재", "빈 양식", "",
    )  # fmt: skip
    assert f"{second.at:%H:%M}" == "10:35"
    assert PERSON.name not in repr((first, second))


def test_a_period_has_both_its_days_and_one_account_its_own(desk: Linked, ledgers: Ledgers) -> None:
    for at in ("2026-10-31 23:59", "2026-11-01 00:00", "2026-11-30 23:59", "2026-12-01 00:00"):
        desk.clock.at = moment(at)
        desk.papers.blank(desk.account, "consent")
    found = [f"{row.at:%m-%d}" for row in ledgers.prints(desk.account, FIRST, LAST).lines]
    assert found == ["11-30", "11-01"]
    assert ledgers.prints(desk.account, FIRST, LAST, desk.colleague.account_id).lines == ()
    with pytest.raises(Refused, match="앞섭니다"):
        ledgers.prints(desk.account, LAST, FIRST)


def test_looking_at_the_ledger_is_logged_once_for_each_period(
    desk: Linked, ledgers: Ledgers
) -> None:
    visitor_id = desk.issued().visitor_id
    before = len(desk.log())
    ledgers.prints(desk.account, FIRST, LAST)
    ledgers.prints(desk.account, FIRST, LAST, first=False)
    assert desk.log()[before:] == [("view", "출력 관리대장", [visitor_id])]


def test_a_list_says_of_how_many_people_it_tells(desk: Linked, ledgers: Ledgers) -> None:
    from datetime import time

    from desktop.domain.visit import AppointmentDraft

    someone = desk.take_in().visitor_id
    desk.visits.appoint(
        desk.account, someone, AppointmentDraft(date(2026, 11, 23), time(10), "상담")
    )
    desk.papers.day_sheet(desk.account, date(2026, 11, 23))
    (row,) = ledgers.prints(desk.account, FIRST, LAST).lines
    assert (row.paper, row.whose) == ("일일 예약표", "1명")


def test_who_printed_what_when_follows_from_the_number(desk: Linked, ledgers: Ledgers) -> None:
    registered = desk.take_in()
    paper = desk.papers.receipt(desk.account, registered.visit_id)
    (row,) = ledgers.prints(desk.account, FIRST, LAST).lines
    assert row.number == read(paper.print_number).text
    assert (row.by, row.paper, f"{row.at:%Y-%m-%d %H:%M}") == (
        "한서윤", "접수증", "2026-11-20 10:30",
    )  # fmt: skip
    found = desk.visitors.of_number(desk.account, read(paper.print_number))
    assert found is not None
    assert found.partner == "접수증 · 10:30 한서윤 출력"
    assert found.visitor_id == registered.visitor_id
    assert desk.visitors.of_number(desk.account, make(PaperKind.PRINT, 2026, 101, 999_999)) is None


def test_a_paper_that_left_as_a_file_is_told_so(desk: Linked, ledgers: Ledgers) -> None:
    registered = desk.take_in()
    paper = desk.papers.receipt(desk.account, registered.visit_id)
    ledgers.went_into_file(desk.account, paper.print_number)
    (row,) = ledgers.prints(desk.account, FIRST, LAST).lines
    assert row.media == "파일"
    log = [one for one in desk.log() if one[0] == "export"]
    assert log == [("export", "PDF로 저장", [registered.visitor_id])]
    found = desk.visitors.of_number(desk.account, read(paper.print_number))
    assert found is not None
    assert found.partner.endswith("PDF로 저장")


def test_a_ledger_goes_out_only_with_its_use(desk: Linked, ledgers: Ledgers) -> None:
    desk.issued()
    before = desk.rows(Printing)
    with pytest.raises(Refused) as told:
        ledgers.print_sheet(desk.account, FIRST, LAST, "  ")
    assert "use" in told.value.fields
    with pytest.raises(Refused) as told:
        ledgers.provision_sheet(desk.account, FIRST, LAST, "제출", "900101-1234567")
    assert "receiver" in told.value.fields
    assert desk.rows(Printing) == before
    paper = ledgers.print_sheet(desk.account, FIRST, LAST, "정기 점검 제출", "감사담당관")
    (text,) = page_texts(paper.pdf)
    for words in ("정기 점검 제출", "감사담당관", "연계 의뢰서", paper.print_number):
        assert words in text
    assert PERSON.name not in text
    newest = ledgers.prints(desk.account, FIRST, LAST).lines[0]
    assert (newest.paper, newest.purpose, newest.receiver, newest.whose) == (
        "출력·복사물 관리대장", "정기 점검 제출", "감사담당관", "1명",
    )  # fmt: skip
    assert desk.log()[-2][:2] == ("export", "출력 관리대장 인쇄")


# 제3자 제공 ----------------------------------------------------------------------------


def test_what_went_to_a_partner_follows_from_slip_and_consent(
    desk: Linked, ledgers: Ledgers
) -> None:
    registered = desk.take_in()
    service = desk.service()
    consent = desk.agree(registered.visitor_id, service)
    issued = desk.referrals.issue(desk.account, desk.slip(registered.visitor_id, service))
    (row,) = ledgers.provisions(desk.account, FIRST, LAST).lines
    assert row.whose == read(registered.visit_number).text
    assert row.paper_number == issued.line.number
    assert row.consent_number == consent.number
    assert row.partner == issued.record.partner.replace("|", "")
    assert "성명" in row.items
    assert "연락처" in row.items
    assert (row.by, row.state) == ("한서윤", "출력")
    desk.referrals.handed(desk.account, issued.referral_id, Paper.HANDED)
    assert ledgers.provisions(desk.account, FIRST, LAST).lines[0].state == "교부"


def test_a_reprint_gives_nothing_new_and_a_new_number_ends_the_old(
    desk: Linked, ledgers: Ledgers
) -> None:
    issued = desk.issued()
    desk.referrals.reprint(desk.account, issued.line.id)
    assert len(ledgers.provisions(desk.account, FIRST, LAST).lines) == 1
    desk.referrals.void(desk.account, issued.referral_id, "wrong_content", "")
    (row,) = ledgers.provisions(desk.account, FIRST, LAST).lines
    assert row.state == "무효"


def test_one_partner_and_one_period_at_a_time(desk: Linked, ledgers: Ledgers) -> None:
    desk.issued()
    receivers = dict(ledgers.receivers(desk.account))
    key = next(key for key, name in receivers.items() if "동부여성" in name)
    other = next(key for key, name in receivers.items() if "50플러스" in name)
    assert len(ledgers.provisions(desk.account, FIRST, LAST, key).lines) == 1
    assert ledgers.provisions(desk.account, FIRST, LAST, other).lines == ()
    assert ledgers.provisions(desk.account, date(2026, 10, 1), date(2026, 10, 31)).lines == ()
    paper = ledgers.provision_sheet(desk.account, FIRST, LAST, "현황 보고", partner=key)
    text = "".join(page_texts(paper.pdf)).replace("\n", "").replace(" ", "")
    assert "개인정보제3자제공대장" in text
    assert "서울특별시동부여성발전센터" in text
    assert PERSON.name not in text


def test_a_counsellor_sees_and_takes_out_no_ledger(desk: Linked, ledgers: Ledgers) -> None:
    with desk.database.write() as session:
        session.execute(
            update(Account)
            .where(Account.id == desk.account.account_id)
            .values(role=Role.COUNSELLOR.value)
        )
    for deed in (
        lambda: ledgers.prints(desk.account, FIRST, LAST).lines,
        lambda: ledgers.provisions(desk.account, FIRST, LAST).lines,
        lambda: ledgers.print_sheet(desk.account, FIRST, LAST, "제출"),
        lambda: ledgers.provision_sheet(desk.account, FIRST, LAST, "제출"),
    ):
        with pytest.raises(NotAllowed):
            deed()
    with desk.database.read() as session:
        assert session.scalars(select(Printing)).all() == []
