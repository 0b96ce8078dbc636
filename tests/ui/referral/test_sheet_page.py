"""The sheet of a partner on the screen: out, filled in, looked at, kept."""

import io
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from desktop.domain.referral import Progress
from desktop.ui.hands import words_of
from desktop.ui.referral import ReplyScreen
from desktop.ui.referral.sheet_page import SheetPage

from .conftest import Office
from .test_reply_screen import issue


def opened(office: Office) -> SheetPage:
    screen = office.go("reply", ReplyScreen)
    page = SheetPage(office.seat.counter, screen)
    page.open()
    office.settle()
    return page


def test_a_sheet_goes_out_is_filled_in_and_its_row_kept(
    office: Office, sua: int, tmp_path: Path
) -> None:
    issue(office, sua)
    page = opened(office)
    ((key, words),) = [(one.key, one.label) for one in page.partner.options()]
    assert "동부여성발전센터" in words
    assert words.endswith("1건")
    desk, account = office.seat.desk, office.seat.account
    sheet = desk.replies.sheet_out(account, key)
    file = tmp_path / sheet.name
    page.put_into(file, sheet)
    assert sheet.print_number in words_of(page.told)
    book = load_workbook(io.BytesIO(file.read_bytes()))
    sheet_page: Any = book["회신"]
    heads = {cell.value: cell.column for cell in sheet_page[4]}
    sheet_page.cell(5, heads["처리"]).value = "접수"
    book.save(file)

    page.take(file)
    office.settle()
    assert "박*아" in page._model.row_sentence(0)
    assert "발급 → 접수" in page._model.row_sentence(0)
    (line,) = desk.referrals.of_visitor(account, sua)
    assert line.progress is Progress.ISSUED
    page.keep.click()
    office.settle()
    (line,) = desk.referrals.of_visitor(account, sua)
    assert line.progress is Progress.ACCEPTED
    assert "회신 1건을 적었습니다" in words_of(page.told)
    page.close()


def test_another_file_is_refused_with_a_sentence_and_nobody_chosen_too(
    office: Office, tmp_path: Path
) -> None:
    page = opened(office)
    page.out.click()
    office.settle()
    assert "기관을 골라" in words_of(page.told)
    file = tmp_path / "명단.csv"
    file.write_bytes("번호,결과".encode("cp949"))
    page.take(file)
    office.settle()
    assert "xlsx로 저장" in words_of(page.told)
    assert not page.keep.isEnabled()
    page.close()
