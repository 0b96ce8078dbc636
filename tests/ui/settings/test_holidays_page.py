"""휴일: temporary days added and taken out, and what they do to open reply periods."""

from datetime import date

from desktop.domain.referral import SlipDraft
from desktop.ui.settings import SettingsScreen
from desktop.ui.settings.holidays import HolidaysPage

from .conftest import Office


def page(office: Office) -> HolidaysPage:
    screen = office.go("settings", SettingsScreen, page="holidays")
    assert isinstance(screen.page, HolidaysPage)
    return screen.page


def days(office: Office) -> list[date]:
    found = office.seat.desk.centre.days_off(office.seat.account, 2026)
    return [day.day for day in found]


def issue(office: Office, visitor_id: int) -> None:
    """An open slip, its reply due in ten working days."""
    service = office.service()
    office.agree(visitor_id, service, service.items)
    draft = SlipDraft(
        visitor_id,
        service.id,
        services=("training",),
        reason_code="training_wish",
        reason="전산회계 실무 수강을 희망함",
    )
    office.seat.desk.referrals.issue(office.seat.account, draft)


def test_a_temporary_holiday_is_typed_and_counted_from_now_on(office: Office) -> None:
    shown = page(office)
    office.write("12.24")
    office.press("Enter")
    office.write("임시공휴일")
    office.press("Ctrl+S")
    assert date(2026, 12, 24) in days(office)
    assert "2026. 12. 24.(목) ‘임시공휴일’" in office.seat.said[-1][0]
    assert shown.form is not None
    assert shown.form.field("day").control.hasFocus()


def test_open_periods_over_the_day_are_named_and_their_printed_dates_stay(
    office: Office, sua: int
) -> None:
    issue(office, sua)
    (before,) = office.seat.desk.centre.dues_over(office.seat.account, date(2026, 12, 1))
    assert not before.differs
    shown = page(office)
    office.write("12.1")
    office.settle()
    assert "열린 의뢰가 1건" in shown._effect.text()
    assert "종이에 찍힌 회신 기한은 그대로입니다" in shown._effect.text()
    office.press("Enter")
    office.write("임시공휴일")
    office.press("Ctrl+S")
    (line,) = office.seat.desk.centre.dues_over(office.seat.account, date(2026, 12, 1))
    assert line.reply_due == before.reply_due
    assert line.counted_now > line.reply_due
    assert "지금 센다면" in shown._effect.text()
    assert "박수아" not in shown._effect.text()


def test_a_day_after_all_periods_touches_none(office: Office, sua: int) -> None:
    issue(office, sua)
    shown = page(office)
    office.write("12.30")
    office.settle()
    assert "열린 의뢰가 없습니다" in shown._effect.text()


def test_a_day_already_there_is_refused_at_its_field(office: Office) -> None:
    shown = page(office)
    office.write("12.25")
    office.press("Enter")
    office.write("성탄절")
    office.press("Ctrl+S")
    assert shown.form is not None
    assert shown.form.field("day").error() == "이미 휴일로 적힌 날입니다."


def test_delete_takes_a_day_out_and_undo_puts_it_back_as_it_was(office: Office) -> None:
    shown = page(office)
    shown.table.setFocus()
    shown.table.go_to(0)
    first = shown._model.record(0)
    office.press("Delete")
    assert first.day not in days(office)
    office.seat.toast_act()()
    office.settle()
    assert shown._model.record(0) == first


def test_the_year_is_chosen_by_arrows(office: Office) -> None:
    shown = page(office)
    shown.year.setFocus()
    office.press("Right")
    assert {shown._model.record(at).day.year for at in range(shown._model.rowCount())} == {2027}
