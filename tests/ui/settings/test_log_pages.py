"""The review of the access log and the ledgers, as the team leader works with them."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select, update

from desktop.domain.clock import KST
from desktop.services.paging import PART
from desktop.store.log import AccessRow, LogReview
from desktop.ui.log_watch import LogWatch
from desktop.ui.settings import SettingsScreen
from desktop.ui.settings.log import LogPage
from desktop.ui.settings.prints import PrintsPage
from desktop.ui.settings.provisions import ProvisionsPage
from tests.ui.desks import SUA

from .conftest import Office


def page(office: Office, key: str) -> LogPage | PrintsPage | ProvisionsPage:
    screen = office.go("settings", SettingsScreen, page=key)
    assert isinstance(screen.page, LogPage | PrintsPage | ProvisionsPage)
    return screen.page


def rows(office: Office, kind: str) -> list[str]:
    with office.seat.desk.office._database.read() as session:
        found = session.execute(
            select(AccessRow.purpose).where(AccessRow.kind == kind).order_by(AccessRow.seq)
        )
        return [row.purpose for row in found]


def reviews(office: Office) -> list[tuple[str, str]]:
    with office.seat.desk.office._database.read() as session:
        return [(row.month, row.remark) for row in session.scalars(select(LogReview))]


def test_a_month_is_looked_through_signed_and_printed(
    office: Office, sua: int, words: Callable[[bytes], str]
) -> None:
    for _ in range(9):
        office.seat.desk.visitors.open(office.seat.account, sua)
    office.seat.clock.at = datetime(2026, 12, 2, 9, 10, tzinfo=KST)
    shown = page(office, "log")
    assert isinstance(shown, LogPage)
    # The month that has to be looked through is in front by itself.
    assert shown.month.value() == "2026-11"
    assert shown._figures["people"].accessibleName().endswith("1명")
    # Whoever took her in wrote something: nothing stands out.
    assert shown._models["unusual"].rowCount() == 0
    assert shown._rule.text().startswith("기준: 한 달에 한 분을 8번 넘게 보고")
    shown.view.set_value("looked")
    assert shown._models["looked"].row_sentence(0).startswith("한서윤\t박*아 26-101-")
    assert SUA.name not in shown._models["looked"].row_sentence(0)
    remark = shown.form.field("remark").control  # type: ignore[union-attr]
    remark.setFocus()
    office.write("이상 없음")
    office.press("Ctrl+S")
    assert reviews(office) == [("2026-11", "이상 없음")]
    assert "점검하고 서명했습니다" in shown._signed.text()
    assert shown.sign.isHidden()
    office.press("Ctrl+P")
    (paper,) = office.printed
    text = words(paper[0])
    assert "접속기록 월 점검표" in text
    assert "이상 없음" in text
    assert rows(office, "view")[-1] == "접속기록 점검 2026-11"


def test_the_reminder_on_today_leads_to_the_review(office: Office, sua: int) -> None:
    office.seat.clock.at = datetime(2026, 12, 2, 9, 10, tzinfo=KST)
    board = office.seat.desk.visits.board(office.seat.account)
    (duty,) = [one for one in board.duties if one.kind == "log_review"]
    assert duty.masked_name == "2026년 11월"
    assert sua
    from desktop.ui.today import TodayScreen
    from desktop.ui.today.cards import DutyRow

    screen = office.go("today", TodayScreen)
    office.settle()
    row = next(
        one for one in screen.findChildren(DutyRow) if getattr(one.line, "kind", "") == "log_review"
    )
    row.setFocus()
    office.settle()
    office.press("Enter")
    assert office.window.front == "settings"
    settings = office.window.screen_of("settings")
    assert isinstance(settings, SettingsScreen)
    assert settings.page.key == "log"


def test_the_ledger_of_prints_asks_its_use_and_prints(
    office: Office, sua: int, words: Callable[[bytes], str]
) -> None:
    office.seat.desk.papers.application(office.seat.account, sua)
    shown = page(office, "prints")
    assert isinstance(shown, PrintsPage)
    assert shown.table.model().rowCount() == 1
    office.press("Ctrl+P")
    assert office.printed == []
    assert shown.form is not None
    assert shown.form.field("use").error()
    shown.form.field("use").control.setFocus()
    office.write("정기 점검 제출")
    office.press("Ctrl+P")
    (paper,) = office.printed
    assert "정기 점검 제출" in words(paper[0])
    assert "구직신청서" in words(paper[0])
    assert SUA.name not in words(paper[0])
    # What just went out stands there too.
    assert shown.table.model().rowCount() == 2
    assert rows(office, "view").count("출력 관리대장") == 1


def test_the_ledger_of_provisions_shows_what_the_slip_gave_away(office: Office, sua: int) -> None:
    from desktop.domain.referral import SlipDraft

    service = office.service()
    office.agree(sua, service, service.items)
    draft = SlipDraft(
        sua, service.id, services=("training",), reason_code="training_wish",
        reason="전산회계 실무 수강을 희망함",
    )  # fmt: skip
    issued = office.seat.desk.referrals.issue(office.seat.account, draft)
    shown = page(office, "provisions")
    assert isinstance(shown, ProvisionsPage)
    said = shown.table.model().row_sentence(0)  # type: ignore[attr-defined]
    assert issued.line.number in said
    assert "동부여성발전센터" in said


def test_a_print_number_in_the_search_box_tells_who_printed_it(office: Office, sua: int) -> None:
    paper = office.seat.desk.papers.application(office.seat.account, sua)
    office.press("Ctrl+K")
    office.write(paper.print_number)
    box = office.window.workplace.search
    popup = box.results  # type: ignore[union-attr]
    assert popup is not None
    row = popup.model.row_at(0)
    assert row is not None
    assert "구직신청서 · 14:05 한서윤 출력" in row.telling
    assert row.name == "박*아"


def test_a_broken_log_is_told_on_every_screen_until_it_is_put_away(office: Office) -> None:
    for _ in range(3):
        office.seat.desk.centre.set_desk(office.seat.account, "x", 1)
    with office.seat.desk.office._database.write() as session:
        session.execute(update(AccessRow).where(AccessRow.seq == 3).values(purpose="딴말"))
    watch = LogWatch(office.seat.counter, office.window)
    watch.begin()
    office.settle()
    notices = office.window.workplace.notices
    (sentence,) = notices.sentences()
    assert "접속기록 3번째 줄이 고쳐졌습니다" in sentence
    assert "보호담당" in sentence
    assert notices.isVisible()
    office.go("settings", SettingsScreen)
    assert notices.isVisible()
    # It outlives another size of type, and is written down once.
    office.window.rebuild()
    office.settle()
    assert office.window.workplace.notices.sentences() == (sentence,)
    watch.begin()
    office.settle()
    assert rows(office, "failed") == ["접속기록 3번째 줄 고쳐짐"]
    office.window.workplace.notices._banners["log-rows"].button.click()
    assert not office.window.workplace.notices.isVisible()


def test_after_the_review_nobody_is_called_about_it_any_more(office: Office) -> None:
    with office.seat.desk.office._database.write() as session:
        session.execute(update(AccessRow).where(AccessRow.seq == 2).values(purpose="딴말"))
    desk, account = office.seat.desk, office.seat.account
    assert len(desk.log.verify(account).open_breaks) == 1
    office.seat.clock.advance(timedelta(days=10))
    desk.reviews.sign(account, "2026-11", "디스크 점검을 맡김")
    verified = desk.log.verify(account)
    assert verified.open_breaks == ()
    assert len(verified.breaks) == 1


def test_all_rows_of_a_month_are_looked_through_as_far_as_one_scrolls(
    office: Office, sua: int
) -> None:
    for _ in range(140):
        office.seat.desk.visitors.open(office.seat.account, sua)
    shown = page(office, "log")
    assert isinstance(shown, LogPage)
    model, table = shown._models["rows"], shown._tables["rows"]
    assert model.rowCount() == 0
    shown.view.set_value("rows")
    office.settle()
    assert model.rowCount() == PART
    assert rows(office, "view")[-1] == "접속기록 보기 2026-11"
    table.go_to(PART - 1)
    office.settle()
    assert model.rowCount() > 140
    assert SUA.name not in model.row_sentence(PART)
    assert len({line.seq for line in model.records()}) == model.rowCount()
