"""Ledgers and the month's sheet on paper, and the print number as bars on office papers."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageFilter

from desktop.domain.clock import KST
from desktop.domain.codes import read_lists
from desktop.domain.ledgers import LedgerRecord, LedgerTable, LogReviewRecord
from desktop.domain.unusual import thresholds_on
from desktop.paths import resources
from desktop.printing.application import render_application
from desktop.printing.call_sheet import render_call_sheet
from desktop.printing.code128 import bars_of
from desktop.printing.consent import render_consent
from desktop.printing.day_sheet import render_day_sheet
from desktop.printing.destruction import draw_ledger as draw_destroyed
from desktop.printing.destruction import draw_request
from desktop.printing.handover import render_handover
from desktop.printing.ledger import draw_ledger
from desktop.printing.log_review import draw_log_review
from desktop.printing.note import render_note
from desktop.printing.partner_sheet import render_partner_sheet
from desktop.printing.proof import render_proof
from desktop.printing.receipt import render_receipt
from desktop.printing.recovery import render_recovery
from desktop.printing.report import render_report
from desktop.printing.slip import render_slip
from desktop.printing.stop import render_stop
from tests.printing.fax import faxed
from tests.printing.reading import page_texts
from tests.printing.samples import (
    ANSWER,
    APPLICATION,
    BREACH,
    CALL_SHEET,
    CENTRE,
    CONSENT,
    COPY,
    DATA_FILE,
    DAY_SHEET,
    HANDOVER,
    NOTE,
    NOTICE,
    PARTNER_SHEET,
    PROOF,
    RECEIPT,
    RECOVERY,
    SLIP,
    STOP,
    footer,
)
from tests.printing.test_destruction import ledger as destroyed
from tests.printing.test_destruction import request as wanted

BARS = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.Code128)
ROW = ("26-101-0000123", "2026. 11. 23. 14:05", "한서윤", "상담일지", "상담 보관",
       "26-101-00017", "종이", "")  # fmt: skip
LEDGER = LedgerRecord(
    centre=CENTRE,
    form="print-ledger-1",
    period="2026. 11. 1. ~ 2026. 11. 30.",
    facts=(("줄 수", "3"), ("용도", "정기 점검 제출"), ("받는 곳", "감사담당관")),
    table=LedgerTable(
        "",
        ("출력번호", "일시", "출력자", "서류", "용도", "정보주체", "형태", "받는 곳"),
        (2.3, 2.5, 1.4, 2.6, 2.4, 2.0, 1.0, 2.4),
        (ROW,) * 3,
        "없습니다.",
    ),
    made_on=date(2026, 11, 30),
)
RULE = thresholds_on(read_lists(resources() / "codes" / "log_review.toml")[0], date(2026, 10, 1))
REVIEW = LogReviewRecord(
    centre=CENTRE,
    form="log-review-1",
    month="2026년 10월",
    facts=(("기록", "12,345"), ("정보주체", "218"), ("시간 밖", "4"), ("출력", "86"),
           ("내보내기", "2"), ("실패", "3")),
    tables=(
        LedgerTable("사람별", ("이름", "조회"), (3, 1), (("한서윤", "120"), ("오민재", "98"))),
        LedgerTable("눈에 띄는 것", ("누가", "무엇"), (1, 3), ()),
    ),
    remark="상담 중 거듭 열어 본 것으로 확인함.",
    signed_by="한서윤",
    signed_at=datetime(2026, 11, 3, 9, 30, tzinfo=KST),
    seq=48213,
    head="0123456789abcdef" * 4,
    rule=RULE.words,
)  # fmt: skip
OFFICE: dict[str, Callable[[], bytes]] = {
    "consent": lambda: render_consent(CONSENT, footer()),
    "application": lambda: render_application(APPLICATION, footer()),
    "note": lambda: render_note(NOTE, footer()),
    "proof": lambda: render_proof(PROOF, footer()),
    "day_sheet": lambda: render_day_sheet(DAY_SHEET, footer()),
    "call_sheet": lambda: render_call_sheet(CALL_SHEET, footer()),
    "ledger": lambda: draw_ledger(LEDGER, footer()).printable(),
    "log_review": lambda: draw_log_review(REVIEW, footer()).printable(),
    "handover": lambda: render_handover(HANDOVER, footer()),
    "breach": lambda: render_report(BREACH, footer()),
    "data_file": lambda: render_report(DATA_FILE, footer()),
    "destruction_ledger": lambda: draw_destroyed(destroyed(24), footer()).printable(),
    "destruction_request": lambda: draw_request(wanted(14), footer()).printable(),
}
FOR_OTHERS: dict[str, Callable[[], bytes]] = {
    "receipt": lambda: render_receipt(RECEIPT, footer()),
    "partner_sheet": lambda: render_partner_sheet(PARTNER_SHEET, footer()),
    "stop": lambda: render_stop(STOP, footer()),
    "recovery": lambda: render_recovery(RECOVERY, footer()),
    "subject_copy": lambda: render_report(COPY, footer()),
    "subject_answer": lambda: render_report(ANSWER, footer()),
    "partner_notice": lambda: render_report(NOTICE, footer()),
}


def pages(pdf: bytes, dpi: float = 204) -> list[Image.Image]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]


def bars_on(page: Image.Image) -> set[str]:
    return {code.text for code in zxingcpp.read_barcodes(page, formats=BARS) if code.valid}


PRINT_DIGITS = "".join(filter(str.isdigit, footer().print_number))


@pytest.mark.parametrize("paper", OFFICE)
def test_the_print_number_is_read_from_the_bars_of_every_office_paper(paper: str) -> None:
    for page in pages(OFFICE[paper]()):
        assert bars_on(page) == {PRINT_DIGITS}


@pytest.mark.parametrize("paper", FOR_OTHERS)
def test_papers_that_leave_the_office_bear_no_bars(paper: str) -> None:
    for page in pages(FOR_OTHERS[paper]()):
        assert bars_on(page) == set()


def test_of_a_slip_only_the_copy_that_is_kept_bears_bars() -> None:
    """On the partner's copy one number counts: the one the reply is typed back by."""
    partner, visitor, keep = pages(render_slip(SLIP, footer()))
    assert (bars_on(partner), bars_on(visitor)) == (set(), set())
    assert bars_on(keep) == {PRINT_DIGITS}


def read_faxed(page: Image.Image) -> set[str]:
    """Bars need no square dots, but specks cut them: a tall window over the lines closes them."""
    square = page.resize((page.width, round(page.height * 204 / 98)), Image.Resampling.BICUBIC)
    tries = [square, page.filter(ImageFilter.MedianFilter(3)).resize(square.size)]
    tries += [
        square.resize((square.width * 2, square.height * 2), Image.Resampling.BICUBIC).filter(
            ImageFilter.GaussianBlur(blur)
        )
        for blur in (1.5, 2.5)
    ]
    for one in tries:
        if found := bars_on(one):
            return found
    return set()


def test_the_bars_are_read_from_a_fax() -> None:
    chance = random.Random(128)
    (page,) = pages(OFFICE["note"]())
    read = 0
    for turn in range(20):
        tilt, specks = chance.uniform(-1.5, 1.5), (0.0, 0.003)[turn % 2]
        found = read_faxed(faxed(page, chance, specks=specks, tilt=tilt))
        assert found <= {PRINT_DIGITS}
        read += bool(found)
    print(f"{read} of 20 faxed pages read")
    assert read >= 18


def test_the_bars_take_digits_only() -> None:
    for wrong in ("12a4", "123", "一二"):
        with pytest.raises(ValueError, match="digits"):
            bars_of(wrong)


@pytest.mark.parametrize("paper", OFFICE)
def test_round_the_bars_the_paper_is_white(paper: str) -> None:
    """Ten modules on either side, and no word above or below that touches them."""
    for page in pages(OFFICE[paper]()):
        mm = 204 / 25.4
        right, foot = page.width / mm - 20, page.height / mm - 6.0
        top, low, left = foot - 8.0, foot - 3.2, right - 101 * 0.36
        for box in (
            (left - 3.6, top, left - 0.3, low),
            (right + 0.3, top, right + 3.6, low),
            (left, top - 0.8, right, top - 0.2),
            (left, low + 0.15, right, low + 0.4),
        ):
            part = page.crop(tuple(round(side * mm) for side in box))
            assert part.getextrema()[0] > 200, box


# The ledgers --------------------------------------------------------------------------


def test_a_ledger_says_period_use_and_every_row() -> None:
    (text,) = page_texts(draw_ledger(LEDGER, footer()).printable())
    for words in ("출력·복사물 관리대장", "2026. 11. 1. ~ 2026. 11. 30.", "정기 점검 제출",
                  "감사담당관", "26-101-0000123", "26-101-00017", "1-1"):  # fmt: skip
        assert words in text


def test_a_long_ledger_goes_on_over_as_many_sheets_as_it_takes() -> None:
    rows = tuple((f"26-101-{at:07d}", *ROW[1:]) for at in range(240))
    long = replace(LEDGER, table=replace(LEDGER.table, rows=rows))
    texts = page_texts(draw_ledger(long, footer()).printable())
    assert len(texts) > 5
    assert all("(계속)" in text for text in texts[1:])
    assert f"{len(texts)}-{len(texts)}" in texts[-1]
    for number, *_ in rows:
        assert sum(number in text for text in texts) == 1


def test_an_empty_ledger_says_so() -> None:
    empty = replace(LEDGER, table=replace(LEDGER.table, rows=()))
    assert "없습니다." in page_texts(draw_ledger(empty, footer()).printable())[0]


def test_words_too_long_for_a_cell_are_shortened_and_stop_no_ledger() -> None:
    row = (*ROW[:4], "아주 긴 용도를 적어 두었습니다 " * 30, *ROW[5:7], "가" * 80)
    long = replace(LEDGER, table=replace(LEDGER.table, rows=(row,)))
    drawn = draw_ledger(long, footer())
    assert drawn.problems == ()
    assert "…" in page_texts(drawn.pdf)[0]


def test_a_pc_with_a_strange_name_keeps_no_sheet_from_the_printer() -> None:
    table = LedgerTable("실패", ("PC", "무엇"), (1, 1), (("DESK-😀\u202e", "로그인 실패"),))
    drawn = draw_log_review(replace(REVIEW, tables=(table,)), footer())
    assert drawn.problems == ()
    assert "DESK-□" in page_texts(drawn.pdf)[0]


def test_the_months_sheet_bears_row_count_and_head_and_who_signed() -> None:
    (text,) = page_texts(draw_log_review(REVIEW, footer()).printable())
    for words in ("접속기록 월 점검표", "2026년 10월", "48,213", "01234567 89abcdef", "한서윤",
                  "상담 중 거듭 열어 본 것으로", "해당 없음", "12,345"):  # fmt: skip
        assert words in text


def test_a_month_nobody_signed_says_so() -> None:
    sheet = replace(REVIEW, signed_at=None, signed_by="", remark="")
    (text,) = page_texts(draw_log_review(sheet, footer()).printable())
    assert "아직 서명하지 않음" in text
    assert "특이 사항 없음" in text


def test_a_month_with_much_to_tell_takes_more_sheets_and_loses_nothing() -> None:
    rows = tuple((f"이름{at:03d}", str(at)) for at in range(150))
    long = replace(REVIEW, tables=(replace(REVIEW.tables[0], rows=rows), REVIEW.tables[1]))
    texts = page_texts(draw_log_review(long, footer()).printable())
    assert len(texts) > 2
    for name, _ in rows:
        assert sum(name in text for text in texts) == 1
    assert "사슬 끝값" in texts[-1]
