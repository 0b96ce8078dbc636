"""A spreadsheet of partners is looked through on the screen before it counts."""

from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from desktop.domain.directory_file import RowState
from desktop.ui.partners import PartnersScreen
from tests.ui.referral.conftest import Office, office, sua, words

__all__ = ["office", "sua", "words"]


def test_the_directory_goes_into_a_file_and_a_changed_one_comes_in_by_keys(
    office: Office, tmp_path: Path
) -> None:
    screen = office.go("partners", PartnersScreen)
    file = tmp_path / "유관기관.xlsx"
    screen._book.keep(file)
    office.settle()
    book = load_workbook(BytesIO(file.read_bytes()))
    page = book["기관"]
    heads = [cell.value for cell in page[1]]
    (row,) = [one for one in page.iter_rows(min_row=2) if one[1].value == "광진구가족센터"]
    row[heads.index("길 한 줄")].value = "구의역 1번 출구 앞"
    book.save(file)
    screen._book.look_through(file)
    office.settle()
    preview = screen._preview
    assert preview is not None
    assert preview.model.record(0).state is RowState.CHANGED
    assert preview.model.record(0).told == "길 한 줄: — → 구의역 1번 출구 앞"
    office.press("Ctrl+S")
    office.settle()
    assert screen._preview is None
    desk, account = office.seat.desk, office.seat.account
    line = desk.partners.find(account, "광진구가족")[0]
    assert desk.partners.open(account, line.organisation_id).organisation.map_hint == (
        "구의역 1번 출구 앞"
    )


def test_a_wrong_row_stands_first_and_nothing_can_be_taken_in(
    office: Office, tmp_path: Path
) -> None:
    screen = office.go("partners", PartnersScreen)
    desk, account = office.seat.desk, office.seat.account
    book = load_workbook(BytesIO(desk.partners.book(account)))
    book["기관"]["D2"] = "우주국"
    file = tmp_path / "틀린.xlsx"
    book.save(file)
    screen._book.look_through(file)
    office.settle()
    preview = screen._preview
    assert preview is not None
    assert preview.model.record(0).state is RowState.WRONG
    assert not preview.take.isEnabled()
    office.press("Ctrl+S")
    office.settle()
    assert screen._preview is preview
    office.press("Esc")
    office.settle()
    assert screen._preview is None


def test_another_file_is_answered_with_a_sentence(office: Office, tmp_path: Path) -> None:
    screen = office.go("partners", PartnersScreen)
    file = tmp_path / "메모.xlsx"
    file.write_text("가나다", encoding="utf-8")
    screen._book.look_through(file)
    office.settle()
    assert screen._preview is None
    assert any("엑셀(xlsx) 파일이 아닙니다" in told[0] for told in office.seat.said)
