"""The request and the ledger of a destruction: every row, on as many sheets as it takes."""

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from desktop.domain.destruction_papers import (
    DestructionLedgerRecord,
    DestructionRequestRecord,
    LedgerEntry,
    RequestEntry,
)
from desktop.printing.destruction import draw_ledger, draw_request
from tests.printing.reading import letters, page_texts, words_of
from tests.printing.samples import CENTRE, footer

ENTRY = LedgerEntry(
    number="26-101-02914",
    file="구직자 상담 기록",
    material="전산자료",
    created_on=date(2026, 3, 9),
    destroyed_on=date(2029, 3, 12),
    reason="정보주체 요구",
    asked_by="남궁슬기로운",
    decided_by="NGUYEN THI HOA",
    kinds="인적 사항 1, 경력 3, 대상 구분 2, 방문 메모 12, 상담일지 25, 쓰던 기록 1, 동의서 9, "
    "의뢰서 4, 회신 2, 예약 메모 4, 후속 연락 6, 요구서 1, 출력 대장 31",
    records_approval="일자리청년과-12345",
)
WANTED = RequestEntry(
    "26-101-02914", "구직자 상담 기록", date(2026, 3, 9), date(2029, 3, 10), "보유기간 만료"
)


def ledger(rows: int) -> DestructionLedgerRecord:
    return DestructionLedgerRecord(
        CENTRE, date(2029, 1, 1), date(2029, 12, 31), (ENTRY,) * rows, ("E:\\백업 (2026. 4. 1.)",)
    )


def request(rows: int) -> DestructionRequestRecord:
    return DestructionRequestRecord(
        CENTRE,
        date(2029, 3, 12),
        "한서윤",
        (WANTED,) * rows,
        ("개인정보 보호법 제15조제1항(동의), 제21조; 구직신청서의 보유기간 안내",),
        records_needed=True,
    )


@pytest.mark.parametrize(("rows", "pages"), [(0, 1), (1, 1), (12, 1), (13, 2), (100, 9)])
def test_the_ledger_lies_down_twelve_rows_a_sheet(rows: int, pages: int) -> None:
    drawn = draw_ledger(ledger(rows), footer())
    document = pypdfium2.PdfDocument(drawn.printable())
    assert len(document) == pages
    assert [round(length) for length in document[0].get_size()] == [842, 595]
    said = page_texts(drawn.pdf)
    assert "".join(said).count(ENTRY.number) == rows
    assert f"{pages}-{pages}" in said[-1]
    assert "E:\\백업" in said[-1]


@pytest.mark.parametrize(("rows", "files", "pages"), [(12, 1, 2), (13, 19, 3), (0, 20, 3)])
def test_files_still_to_be_removed_stand_whole_behind_the_ledger(
    rows: int, files: int, pages: int
) -> None:
    left = tuple(f"구직신청서 29-101-{at:07} · /home/desk/☃🎈/{at}.pdf" for at in range(files))
    drawn = draw_ledger(replace(ledger(rows), files_left=left), footer())
    said = page_texts(drawn.printable())
    assert len(said) == pages
    assert f"{pages}-{pages}" in said[-1]
    for at in range(files):
        assert f"{at}.pdf" in "".join(said)


def test_an_empty_ledger_says_that_nothing_was_destroyed() -> None:
    assert "파기한것이없습니다" in words_of(draw_ledger(ledger(0), footer()).printable())


@pytest.mark.parametrize(("rows", "pages"), [(1, 1), (13, 1), (14, 2), (42, 2), (43, 3)])
def test_the_request_goes_on_over_as_many_sheets_as_it_takes(rows: int, pages: int) -> None:
    drawn = draw_request(request(rows), footer())
    document = pypdfium2.PdfDocument(drawn.printable())
    assert len(document) == pages
    assert [round(length) for length in document[0].get_size()] == [595, 842]
    said = page_texts(drawn.pdf)
    assert "".join(said).count(WANTED.number) == rows
    assert ("다음 장에 이어짐" in said[0]) == (pages > 1)


def test_a_full_list_stays_clear_of_where_is_signed() -> None:
    """Thirteen rows, or twelve and the line that says that nothing follows."""
    for rows in (12, 13, 20):
        where = {
            word: min(
                one.y
                for one in letters(draw_request(request(rows), footer()).pdf)
                if one.character == word
            )
            for word in "않위"
        }
        assert where["위"] - where["않"] > 6, rows


def test_who_signs_and_the_records_officers_number_have_their_place_until_they_are_known() -> None:
    open_ = words_of(draw_request(request(2), footer()).printable())
    assert "승인문서번호" in open_
    assert "(서명)" in open_
    known = replace(
        request(2), records_approval="기록-7", decided_by="서이현", decided_on=date(2029, 3, 13)
    )
    said = words_of(draw_request(known, footer()).printable())
    assert "기록-7" in said
    assert "서이현(2029.3.13." in said
    assert "(서명)" not in said
    assert "해당없음" in words_of(
        draw_request(replace(request(2), records_needed=False), footer()).printable()
    )


def test_both_bear_the_number_of_the_print() -> None:
    for drawn in (draw_ledger(ledger(1), footer()), draw_request(request(1), footer())):
        assert footer().print_number in "".join(page_texts(drawn.printable()))
