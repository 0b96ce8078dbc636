"""프린터 and 의뢰서: where papers go, as what they are kept, what a new service begins with."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from desktop.services.papers import ReadyPaper
from desktop.ui.partners import PartnersScreen
from desktop.ui.printing.about import PrinterLine
from desktop.ui.printing.counter_printer import CounterPrinter, free_name
from desktop.ui.settings import SettingsScreen, printers
from desktop.ui.settings.printers import PrintersPage
from desktop.ui.settings.slips import SlipsPage
from tests.korean_input import show

from .conftest import Office

DESK = PrinterLine(
    "창구 프린터", True, "준비됨", False, (("tray-1", "용지함 1"), ("tray-2", "용지함 2"))
)
BACK = PrinterLine("뒷방 프린터", False, "용지가 없습니다", True)


@pytest.fixture
def page(office: Office, monkeypatch: pytest.MonkeyPatch) -> PrintersPage:
    monkeypatch.setattr(printers, "printer_lines", lambda: (DESK, BACK))
    screen = office.go("settings", SettingsScreen, page="printers")
    assert isinstance(screen.page, PrintersPage)
    return screen.page


def kept(office: Office, paper: str) -> dict[str, str]:
    desk, account = office.seat.desk, office.seat.account
    found = desk.centre.desk_setting(account, f"printer.{paper}", {})
    assert isinstance(found, dict)
    return found


def test_printer_and_tray_of_a_paper_are_chosen_by_keyboard_and_used(
    office: Office, page: PrintersPage
) -> None:
    office.press("Enter")
    office.press("Enter")
    office.write("창구")
    office.press("Enter")
    office.write("용지함 2")
    office.press("Enter")
    office.press("Ctrl+S")
    assert kept(office, "slip") == {"way": "print", "printer": "창구 프린터", "tray": "tray-2"}
    assert page._model.record(0).tray == "tray-2"
    sheet = ReadyPaper("slip", "연계 의뢰서", b"%PDF", "26-101-000101")
    CounterPrinter(office.seat.counter, office.window).print_now(sheet)
    office.settle()
    assert (office.printed[0][2].printer, office.printed[0][2].tray) == ("창구 프린터", "tray-2")


def test_the_state_of_every_printer_stands_in_words(page: PrintersPage) -> None:
    assert "뒷방 프린터: 용지가 없습니다" in page._note.accessibleName()
    assert page._model.index(0, 1).data() == "준비됨"


def test_one_choice_for_all_papers_and_back(office: Office, page: PrintersPage) -> None:
    office.press("Enter")
    office.press("Enter")
    office.write("뒷방")
    page.all_button.click()
    office.settle()
    assert {one.printer for one in page._model.records()} == {"뒷방 프린터"}
    office.seat.toast_act()()
    office.settle()
    assert {one.printer for one in page._model.records()} == {""}


def test_the_recovery_code_is_no_paper_to_keep_as_a_file(page: PrintersPage) -> None:
    assert "recovery" not in [one.paper for one in page._model.records()]


def test_a_paper_always_kept_as_a_file_asks_for_its_place(
    office: Office, page: PrintersPage
) -> None:
    office.press("Enter")
    office.press("Right")
    office.press("Ctrl+S")
    assert kept(office, "slip")["way"] == "file"
    CounterPrinter(office.seat.counter, office.window).print_now(
        ReadyPaper("slip", "연계 의뢰서", b"%PDF", "26-101-000101", "26-101-0018")
    )
    office.settle()
    (dialog,) = office.window.findChildren(QFileDialog)
    assert [Path(one).name for one in dialog.selectedFiles()] == ["연계 의뢰서 26-101-0018.pdf"]
    dialog.reject()
    assert not office.printed


def test_a_file_gets_a_free_name_with_kind_and_number_only(tmp_path: Path) -> None:
    ready = ReadyPaper("proof", "상담(방문) 확인서 박수아", b"%PDF", "26-101-000101")
    assert free_name(tmp_path, ready) == "상담(방문) 확인서 26-101-000101.pdf"
    (tmp_path / "상담(방문) 확인서 26-101-000101.pdf").write_bytes(b"")
    assert free_name(tmp_path, ready) == "상담(방문) 확인서 26-101-000101 (2).pdf"


def test_a_place_that_cannot_be_written_is_told_with_a_way_on(
    office: Office, tmp_path: Path
) -> None:
    ready = ReadyPaper("slip", "연계 의뢰서", b"%PDF", "26-101-000101")
    printer = CounterPrinter(office.seat.counter, office.window)
    printer._write(ready, tmp_path / "없는 폴더" / "a.pdf")
    assert office.seat.said[-1][0].startswith("그 자리에 저장할 수 없습니다")
    assert office.seat.said[-1][2] == "다른 곳에 저장"
    printer._write(ready, tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == b"%PDF"


def test_ctrl_shift_s_keeps_the_paper_of_the_screen_as_a_file(office: Office) -> None:
    office.press("Alt+1")
    office.press("Ctrl+Shift+S")
    (dialog,) = office.window.findChildren(QFileDialog)
    (name,) = dialog.selectedFiles()
    assert Path(name).name.startswith("일일 예약표 ")
    dialog.reject()
    show(office.window)
    office.press("F8")
    office.press("Ctrl+Shift+S")
    assert "저장할 종이가 없습니다" in office.seat.said[-1][0]


def test_a_new_service_begins_with_the_offices_own_defaults(office: Office) -> None:
    screen = office.go("settings", SettingsScreen, page="slips")
    assert isinstance(screen.page, SlipsPage)
    form = screen.page.form
    assert form is not None
    form.field("reply_days").control.setFocus()
    office.press("Ctrl+A")
    office.write("7")
    office.press("Ctrl+S")
    assert office.seat.desk.centre.slip_defaults(office.seat.account).reply_days == 7
    partners = office.go("partners", PartnersScreen)
    partners._new_service()
    office.settle()
    assert partners._editing is not None
    assert partners._editing.form.value("reply_days") == "7"
    # A form half-typed there comes back after another size of type.
    partners._editing.form.field("name").control.setFocus()
    office.write("새 교육")
    assert partners.is_dirty()


def test_no_sheet_at_all_is_refused(office: Office) -> None:
    screen = office.go("settings", SettingsScreen, page="slips")
    assert screen.page.form is not None
    screen.page.form.field("copies").set_value(())
    office.press("Ctrl+S")
    assert screen.page.form.field("copies").error()


def test_enter_on_a_service_opens_its_partner(office: Office) -> None:
    screen = office.go("settings", SettingsScreen, page="slips")
    assert isinstance(screen.page, SlipsPage)
    screen.page.table.setFocus()
    wanted = screen.page._model.record(2).organisation
    screen.page.table.go_to(2)
    office.press("Enter")
    partners = office.window.screen_of("partners")
    assert isinstance(partners, PartnersScreen)
    assert partners._page is not None
    assert partners._page.organisation.name == wanted
