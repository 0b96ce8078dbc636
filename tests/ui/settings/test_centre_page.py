"""우리 센터: another row from a day on, what will be different, taken back before it holds."""

from datetime import date

from desktop.ui.settings import SettingsScreen
from desktop.ui.settings.centre import CentrePage

from .conftest import Office


def page(office: Office) -> CentrePage:
    screen = office.go("settings", SettingsScreen, page="centre")
    assert isinstance(screen.page, CentrePage)
    return screen.page


def type_into(office: Office, shown: CentrePage, name: str, text: str) -> None:
    """A field emptied and typed anew."""
    assert shown.form is not None
    shown.form.field(name).control.setFocus()
    office.press("Ctrl+A")
    office.press("Delete")
    office.write(text)


def test_the_next_address_is_typed_and_holds_from_its_day(office: Office) -> None:
    shown = page(office)
    type_into(office, shown, "address", "서울특별시 광진구 자양로 117")
    type_into(office, shown, "valid_from", "12.7")
    office.press("Ctrl+S")
    centre, account = office.seat.desk.centre, office.seat.account
    assert centre.facts(account, date(2026, 12, 6)).address.startswith("서울특별시 광진구 아차산로")
    assert centre.facts(account, date(2026, 12, 7)).address == "서울특별시 광진구 자양로 117"
    assert "2026. 12. 7.(월)부터" in office.seat.said[-1][0]
    assert shown._model.index(0, 3).data() == "예정"


def test_what_will_be_different_is_told_while_it_is_typed(office: Office) -> None:
    shown = page(office)
    assert shown._difference.text() == "아직 바뀌는 것이 없습니다."
    type_into(office, shown, "department", "일자리정책과")
    # The last syllable is still being composed.
    assert shown._difference.text() == "담당 부서: 일자리청년과 → 일자리정책과"
    assert shown._difference_title.text() == "2026. 11. 23.(월)부터 바뀌는 것"


def test_a_day_gone_by_is_allowed_and_told(office: Office) -> None:
    shown = page(office)
    type_into(office, shown, "valid_from", "2026-11-02")
    assert "지난 날입니다" in shown._warning.accessibleName()
    assert not shown._warning.isHidden()


def test_what_no_paper_could_carry_is_said_at_its_field(office: Office) -> None:
    shown = page(office)
    type_into(office, shown, "hours", "평일 아침 아홉 시부터 저녁 여섯 시까지 쉬지 않고 " * 3)
    office.press("Ctrl+S")
    assert shown.form is not None
    assert "다 찍히지 않습니다" in shown.form.field("hours").error()
    assert len(office.seat.desk.centre.all_facts(office.seat.account)) == 1


def test_nothing_changed_is_not_stored_as_a_row(office: Office) -> None:
    page(office)
    office.press("Ctrl+S")
    assert len(office.seat.desk.centre.all_facts(office.seat.account)) == 1
    assert "바뀐 것이 없어" in office.seat.said[-1][0]


def test_an_empty_name_is_refused_at_its_field(office: Office) -> None:
    shown = page(office)
    assert shown.form is not None
    shown.form.field("name").control.setFocus()
    office.press("Ctrl+A")
    office.press("Delete")
    office.press("Ctrl+S")
    assert shown.form.field("name").error()
    assert shown.form.field("name").control.hasFocus()


def test_undo_takes_the_new_row_back(office: Office) -> None:
    shown = page(office)
    type_into(office, shown, "fax", "024501799")
    office.press("Ctrl+S")
    assert len(office.seat.desk.centre.all_facts(office.seat.account)) == 2
    office.seat.toast_act()()
    office.settle()
    (kept,) = office.seat.desk.centre.all_facts(office.seat.account)
    assert not kept.fax


def test_delete_takes_back_a_row_that_has_not_begun(office: Office) -> None:
    shown = page(office)
    type_into(office, shown, "hours", "평일 09:00~18:00")
    type_into(office, shown, "valid_from", "27.1.4")
    office.press("Ctrl+S")
    assert shown.table.hasFocus()
    shown.table.go_to(0)
    assert not shown.remove.isHidden()
    office.press("Delete")
    assert len(office.seat.desk.centre.all_facts(office.seat.account)) == 1
    # The row that holds is never offered for it.
    assert shown.remove.isHidden()
    office.press("Delete")
    assert len(office.seat.desk.centre.all_facts(office.seat.account)) == 1


def test_enter_on_a_row_to_come_mends_that_row(office: Office) -> None:
    shown = page(office)
    type_into(office, shown, "valid_from", "12.7")
    type_into(office, shown, "department", "일자리정책과")
    office.press("Ctrl+S")
    shown.table.go_to(0)
    office.press("Enter")
    type_into(office, shown, "department", "일자리과")
    office.press("Ctrl+S")
    rows = office.seat.desk.centre.all_facts(office.seat.account)
    assert [row.department for row in rows] == ["일자리청년과", "일자리과"]


def test_a_resident_number_never_gets_into_the_rows(office: Office) -> None:
    shown = page(office)
    type_into(office, shown, "hours", "900312-2123459")
    office.press("Ctrl+S")
    assert len(office.seat.desk.centre.all_facts(office.seat.account)) == 1
    assert shown.form is not None
    assert shown.form.field("hours").error()
