"""보유·파기 at the desk: asked for by one, approved by another, then in the ledger."""

import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from desktop.domain.account import Role, SignedIn
from desktop.domain.clock import KST
from desktop.domain.errors import Refused
from desktop.domain.retention import DestructionState, Subject
from desktop.domain.visit import VisitDraft
from desktop.domain.visitor import VisitorDraft
from desktop.store.people import Visitor
from desktop.ui.destruction import DestructionScreen
from desktop.ui.kit import Question
from desktop.ui.printing import CounterPrinter
from desktop.ui.settings import SettingsScreen
from desktop.ui.settings.retention import RetentionPage
from tests.ui.desks import PASSWORD

from .conftest import Office

NAMES = ("백서윤", "서지영", "김하나")
THEN = datetime(2029, 11, 24, 10, 0, tzinfo=KST)
"""Three years and a day after the visits of 23 November 2026."""


@pytest.fixture
def officer(office: Office) -> int:
    """The one who decides; three people were here three years ago."""
    made = office.seat.desk.accounts.add(
        office.seat.account, "서이현", Role.PRIVACY_OFFICER, PASSWORD
    )
    for name in NAMES:
        came = office.seat.desk.visits.register(
            office.seat.account, VisitorDraft(name=name), VisitDraft(("counselling",))
        )
        office.seat.desk.visits.call(office.seat.account, came.visit_id)
        office.seat.desk.visits.start(office.seat.account, came.visit_id)
        office.seat.desk.visits.finish(office.seat.account, came.visit_id, "counselled")
    office.seat.clock.at = THEN
    return made.id


def sit(office: Office, account_id: int, name: str, role: Role) -> None:
    """Somebody else takes the desk."""
    account = SignedIn(account_id, name, role, f"token-{name}")
    office.seat.desk.office.admit(account)
    office.seat.account = account
    office.seat.counter.seat(office.seat.desk, account)
    office.settle()


def shown(office: Office, part: str = "due") -> DestructionScreen:
    return office.go("destruction", DestructionScreen, part=part)


def answer(office: Office, key: str, typed: str = "") -> None:
    """Answer the question in front, with something typed into its field."""
    office.settle()
    question = next(
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, Question) and one.isVisible()
    )
    if typed:
        office.write(typed)
    question.buttons[key].click()
    office.window.activateWindow()
    office.settle()


def names(office: Office) -> list[str]:
    with office.seat.desk.office._database.read() as session:
        return list(session.scalars(select(Visitor.name).where(Visitor.name != "")))


def of_people(screen: DestructionScreen) -> list[str]:
    return [one.masked_name for one in screen._due.records() if one.subject is Subject.VISITOR]


def test_from_today_to_the_ledger_it_takes_two_people(office: Office, officer: int) -> None:
    screen = shown(office)
    assert of_people(screen) == ["백*윤", "서*영", "김*나"]
    assert "때가 된 것" in screen._head.whose.text()
    screen.ask_one.click()
    answer(office, "ask", "일자리청년과-12")
    assert "다른 분이 로그인해 승인해 주십시오" in office.seat.said[-1][0]
    screen = shown(office, "asked")
    assert not screen.approve.isEnabled()
    assert screen._asked.row_sentence(0).endswith("다른 분의 승인 기다림")
    lead = office.seat.account
    sit(office, officer, "서이현", Role.PRIVACY_OFFICER)
    screen = shown(office, "asked")
    assert screen.approve.isEnabled()
    screen.approve.click()
    answer(office, "approve")
    office.settle()
    assert "1건을 파기했습니다" in office.seat.said[-1][0]
    assert sorted(names(office)) == ["김하나", "서지영"]
    screen = shown(office, "ledger")
    (line,) = screen._ledger.records()
    assert (line.asked_by, line.decided_by) == (lead.name, "서이현")
    assert "백서윤" not in screen._ledger.row_sentence(0)


def test_a_missing_number_of_the_records_officer_is_told_and_nothing_is_destroyed(
    office: Office, officer: int
) -> None:
    shown(office).ask_all.click()
    answer(office, "ask")
    sit(office, officer, "서이현", Role.PRIVACY_OFFICER)
    screen = shown(office, "asked")
    screen.approve.click()
    answer(office, "approve")
    assert "승인 문서의 번호를 적어 주십시오" in office.seat.said[-1][0]
    assert len(names(office)) == 3
    assert [one.state for one in screen._asked.records()] == [DestructionState.ASKED] * 4


def test_what_is_sent_back_stays_and_the_one_who_asked_reads_why(
    office: Office, officer: int
) -> None:
    shown(office).ask_one.click()
    answer(office, "ask", "12")
    sit(office, officer, "서이현", Role.PRIVACY_OFFICER)
    screen = shown(office, "asked")
    screen.send_back.click()
    answer(office, "back", "민원이 진행 중")
    assert screen._asked.rowCount() == 0
    assert of_people(shown(office))[0] == "백*윤"


def test_a_stick_that_is_away_stands_on_the_page_and_is_done_when_it_is_back(
    office: Office, officer: int, tmp_path: Path
) -> None:
    desk = office.seat.desk
    stick = tmp_path / "USB"
    stick.mkdir()
    desk.backups.choose_second(office.seat.account, stick)
    from desktop.domain.backup import Occasion

    desk.backups.make(office.seat.account, Occasion.ASKED)
    office.seat.clock.at += timedelta(minutes=1)
    stick.rename(tmp_path / "서랍")
    destroy_all(office, officer)
    screen = shown(office)
    assert screen._banner.isVisible()
    assert str(stick) in screen._banner.accessibleName()
    shutil.move(tmp_path / "서랍", stick)
    screen._banner.button.click()
    office.settle()
    assert "모두 지웠습니다" in office.seat.said[-1][0]
    assert not screen._banner.isVisible()


def test_a_file_out_there_stays_in_the_list_until_somebody_says_it_is_gone(
    office: Office, officer: int, tmp_path: Path
) -> None:
    desk, lead = office.seat.desk, office.seat.account
    person = desk.retention.due(lead).due[0].subject_id
    ready = desk.papers.application(lead, person)
    printer = CounterPrinter(office.seat.counter, office.window)
    printer.write_pdf(ready, tmp_path / "신청서.pdf")
    office.settle()
    (tmp_path / "신청서.pdf").rename(tmp_path / "옮김.pdf")
    destroy_all(office, officer)
    screen = shown(office, "left")
    assert "직접 할 것 1" in screen._head.whose.text()
    assert screen.left._model.record(0).place == str(tmp_path / "신청서.pdf")
    assert not screen.left.kept.isEnabled()
    (tmp_path / "옮김.pdf").rename(tmp_path / "신청서.pdf")
    screen.left.removed.click()
    answer(office, "keep")
    assert screen.left._model.rowCount() == 1
    # It lies where it lay again: found and deleted, nobody has to do it.
    screen.left.again.click()
    office.settle()
    assert not (tmp_path / "신청서.pdf").exists()
    assert screen.left._model.rowCount() == 0


def test_what_was_deleted_by_hand_is_ticked_off(
    office: Office, officer: int, tmp_path: Path
) -> None:
    desk, lead = office.seat.desk, office.seat.account
    person = desk.retention.due(lead).due[0].subject_id
    desk.ledgers.went_into_file(lead, desk.papers.application(lead, person).print_number)
    destroy_all(office, officer)
    screen = shown(office, "left")
    assert screen.left._model.record(0).place == ""
    assert sorted(line.files_left for line in screen._ledger.records()) == [0, 0, 1]
    screen.left.removed.click()
    answer(office, "gone")
    assert "지운 것으로 적었습니다" in office.seat.said[-1][0]
    assert screen.left._model.rowCount() == 0


def test_a_store_put_aside_is_shown_with_its_day_and_size_and_removed_after_a_question(
    office: Office,
) -> None:
    store = office.seat.desk.office.store_path
    kept = store.parent / "kept" / "20261118-090000"
    kept.mkdir(parents=True)
    shutil.copyfile(store, kept / store.name)
    screen = shown(office, "left")
    said = screen.left._model.row_sentence(0)
    assert "2026. 11. 18." in said
    assert "MB" in said
    screen.left.kept.click()
    answer(office, "keep")
    assert kept.exists()
    screen.left.kept.click()
    answer(office, "remove")
    assert not kept.exists()
    assert screen.left._model.rowCount() == 0


def destroy_all(office: Office, officer: int) -> None:
    desk, lead = office.seat.desk, office.seat.account
    people = [
        (one.subject, one.subject_id)
        for one in desk.retention.due(lead).due
        if one.subject is Subject.VISITOR
    ]
    desk.retention.ask(lead, people, "12")
    sit(office, officer, "서이현", Role.PRIVACY_OFFICER)
    account = office.seat.account
    ids = [one.id for one in desk.retention.due(account).asked]
    desk.retention.decide(account, ids, approve=True)
    assert desk.retention.destroy(account).done == 3


def test_the_request_and_the_ledger_are_printed_without_a_name(
    office: Office, officer: int, words: Callable[[bytes], str]
) -> None:
    shown(office).ask_one.click()
    answer(office, "ask", "일자리청년과-12")
    shown(office, "asked")
    office.press("Ctrl+P")
    said = words(office.printed[-1][0])
    assert "파기 요청서" in said
    assert "일자리청년과-12" in said
    assert "백서윤" not in said
    destroy_all_of(office, officer)
    shown(office, "ledger")
    office.press("Ctrl+P")
    said = words(office.printed[-1][0])
    assert "파기 관리대장" in said
    assert "2029. 11. 24." in said
    assert "백서윤" not in said


def destroy_all_of(office: Office, officer: int) -> None:
    """What was asked for is approved by the other and done."""
    desk = office.seat.desk
    sit(office, officer, "서이현", Role.PRIVACY_OFFICER)
    account = office.seat.account
    ids = [one.id for one in desk.retention.due(account).asked]
    desk.retention.decide(account, ids, approve=True)
    desk.retention.destroy(account)


def test_what_was_destroyed_opens_no_more(office: Office, officer: int) -> None:
    person = office.seat.desk.retention.due(office.seat.account).due[0].subject_id
    destroy_all(office, officer)
    with pytest.raises(Refused, match="파기했습니다"):
        office.seat.desk.visitors.open(office.seat.account, person)


# the periods


def test_a_new_period_is_written_for_the_record_chosen(office: Office) -> None:
    screen = office.go("settings", SettingsScreen, page="retention")
    page = screen.page
    assert isinstance(page, RetentionPage)
    office.write("60")
    office.press("Enter")
    office.write("27.1.1")
    office.press("Enter")
    office.write("기록관리기준표 제3호")
    office.press("Ctrl+S")
    assert "구직자 상담 기록: 2027. 1. 1.(금)부터 5년 둡니다." in office.seat.said[-1][0]
    rules = office.seat.desk.retention.periods(office.seat.account)
    mine = [one for one in rules if one.subject is Subject.VISITOR]
    assert [(one.months, one.valid_from) for one in mine] == [
        (36, date(2026, 1, 1)),
        (60, date(2027, 1, 1)),
    ]
    assert mine[1].records_officer
    assert [one.months for one in page._model.records()[:2]] == [36, 60]
    page.table.go_to(1)
    page.table.setFocus()
    office.press("Delete")
    assert len(office.seat.desk.retention.periods(office.seat.account)) == len(rules) - 1


def test_a_period_below_the_law_is_refused_at_its_field(office: Office) -> None:
    screen = office.go("settings", SettingsScreen, page="retention")
    page = screen.page
    assert isinstance(page, RetentionPage)
    log = next(
        at for at, one in enumerate(page._model.records()) if one.subject is Subject.ACCESS_LOG
    )
    page.table.go_to(log)
    page.begin()
    office.write("12")
    office.press("Enter")
    office.write("27.1.1")
    office.press("Enter")
    office.write("내부 관리계획")
    office.press("Ctrl+S")
    assert page.form is not None
    assert page.form.field("months").error() == "법이 정한 24개월보다 짧게 둘 수 없습니다."
