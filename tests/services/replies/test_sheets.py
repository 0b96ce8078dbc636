"""A partner's sheet, out and back: numbers without names, looked at before anything is kept."""

import io
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from desktop.domain.errors import Refused, Unreadable
from desktop.domain.referral import Evidence, Progress, ReplyDraft
from desktop.services.replies import Replies, SheetRow
from desktop.store.office import Printing
from desktop.store.referrals import Referral, Reply
from tests.services.linked import Linked

HEAD = 4


class Partner:
    """Opens our sheet, fills in cells by their head, sends it back."""

    def __init__(self, data: bytes) -> None:
        self.book = load_workbook(io.BytesIO(data))
        self.page: Any = self.book["회신"]
        self.heads = {cell.value: cell.column for cell in self.page[HEAD]}

    def fill(self, line: int, **cells: object) -> None:
        for head, value in cells.items():
            self.page.cell(HEAD + line, self.heads[head.replace("_", " ")]).value = value

    def sent(self) -> bytes:
        held = io.BytesIO()
        self.book.save(held)
        return held.getvalue()


def key_of(desk: Linked) -> str:
    ((key, name, count),) = Replies(desk.office).partners(desk.account)
    assert "동부여성발전센터" in name
    assert count == 1
    return key


def sheet(desk: Linked) -> bytes:
    return Replies(desk.office).sheet_out(desk.account, key_of(desk)).data


def look(desk: Linked, data: bytes) -> tuple[SheetRow, ...]:
    return Replies(desk.office).look_at_sheet(desk.account, data).rows


def test_it_goes_out_by_number_without_a_name_and_stands_in_the_ledger(desk: Linked) -> None:
    number = desk.issued().line.number
    data = sheet(desk)
    page = Partner(data).page
    words = " ".join(str(cell.value) for row in page.iter_rows() for cell in row if cell.value)
    assert number in words
    assert "서지영" not in words
    assert "0000-0937" not in words
    assert page.protection.sheet
    assert page.cell(HEAD + 1, 1).protection.locked
    assert not page.cell(HEAD + 1, 5).protection.locked
    lists = " ".join(rule.formula1 for rule in page.data_validations.dataValidation)
    assert "상담 예약" in lists
    assert "대기자 많음" in lists
    with desk.database.read() as session:
        row = session.scalars(select(Printing).where(Printing.paper == "reply_sheet")).one()
    assert (row.media, row.people) == ("file", 1)
    assert "동부여성발전센터" in row.receiver
    assert desk.log()[-1][0] == "export"


def test_a_filled_row_is_looked_at_first_and_kept_only_when_told(desk: Linked) -> None:
    number = desk.issued().line.number
    partner = Partner(sheet(desk))
    partner.fill(
        1, 도착="방문함", 처리="접수", 날짜="2026. 11. 20.", 다음_날짜=date(2026, 12, 15),
        담당자="교육팀", 메모="개강 안내함",
    )  # fmt: skip
    (row,) = look(desk, partner.sent())
    assert (row.number, row.before, row.after, row.fault) == (number, "발급", "접수", "")
    assert "서*영" in row.masked_name
    assert desk.rows(Reply) == 0
    taken = Replies(desk.office).take_sheet(desk.account, [row])
    assert (taken.saved, taken.refused) == (1, ())
    with desk.database.read() as session:
        reply = session.scalars(select(Reply)).one()
        assert session.scalars(select(Referral)).one().progress == Progress.ACCEPTED.value
    assert reply.evidence == Evidence.EMAIL.value
    assert (reply.happened_on, reply.date_told) == (date(2026, 11, 20), date(2026, 12, 15))
    # Read twice it changes nothing twice.
    (again,) = look(desk, partner.sent())
    assert again.draft is None
    assert "이미 적은" in again.fault


@pytest.mark.parametrize("day", [46_000, 46_000.0, "2025-12-09", date(2025, 12, 9)])
def test_days_come_as_text_as_days_or_as_the_sheets_own_count(desk: Linked, day: object) -> None:
    desk.issued()
    partner = Partner(sheet(desk))
    partner.fill(1, 도착="방문함", 날짜=day)
    (row,) = look(desk, partner.sent())
    assert row.draft is not None
    assert row.draft.happened_on == date(2025, 12, 9)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"도착": "=HYPERLINK(1)"}, "수식"),
        ({"도착": "다녀감"}, "회신서에 없습니다"),
        ({"처리": "받지 못함"}, "사유"),
        ({"받지_못한_까닭": "바쁨"}, "목록에"),
        ({"메모": "전화함"}, "하나는 골라야"),
        ({"도착": "방문함", "날짜": "어제쯤"}, "날짜"),
        ({"도착": "방문함", "메모": "900312-2345678"}, "주민등록번호"),
        ({"의뢰번호": "26-101-9999", "도착": "방문함"}, "번호"),
    ],
)
def test_what_cannot_be_is_told_at_its_row_and_nothing_is_kept(
    desk: Linked, cells: dict[str, object], told: str
) -> None:
    desk.issued()
    partner = Partner(sheet(desk))
    partner.fill(1, **cells)
    (row,) = look(desk, partner.sent())
    assert row.draft is None
    assert told in row.fault
    assert desk.rows(Reply) == 0


def test_a_row_nobody_filled_in_is_no_row_and_other_columns_are_named(desk: Linked) -> None:
    desk.issued()
    partner = Partner(sheet(desk))
    partner.page.cell(HEAD, 15).value = "우리 메모"
    seen = Replies(desk.office).look_at_sheet(desk.account, partner.sent())
    assert seen.rows == ()
    assert seen.unknown == ("우리 메모",)


def test_a_slip_of_another_partner_or_a_closed_one_is_not_taken(desk: Linked) -> None:
    number = desk.issued().line.number
    partner = Partner(sheet(desk))
    partner.fill(1, 도착="방문함")
    partner.book.properties.identifier = "somebody-else"
    (row,) = look(desk, partner.sent())
    assert "다른 기관" in row.fault
    desk.referrals.record_reply(
        desk.account,
        ReplyDraft(number, Progress.COMPLETED, Evidence.FAX, desk.clock.today(), result="trained"),
    )
    partner.book.properties.identifier = ""
    (row,) = look(desk, partner.sent())
    assert "이미 ‘완료’" in row.fault
    with pytest.raises(Refused, match="열린 의뢰가 없습니다"):
        Replies(desk.office).sheet_out(desk.account, "x")


def other_book() -> bytes:
    held = io.BytesIO()
    Workbook().save(held)
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("번호,결과\n26-101-0371,접수".encode("cp949"), "CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "xls"),
        (b"%PDF-1.7", "스캔"),
        (b"PK\x03\x04 nothing", "회신 표"),
        (other_book(), "회신 표"),
        (b"", "다른 파일"),
    ],
)
def test_other_files_are_refused_with_what_they_are(desk: Linked, data: bytes, told: str) -> None:
    with pytest.raises(Unreadable, match=told):
        look(desk, data)


def test_what_would_begin_a_formula_goes_out_as_text() -> None:
    from desktop.exchange.reply_sheet import read_sheet, write_sheet

    data = write_sheet("key", "=제목", ("+하나", "@둘"), [("26-101-0371", "=SUM(1)", "-")], {})
    page: Any = load_workbook(io.BytesIO(data))["회신"]
    for cell in (page["A1"], page["A2"], page["A3"], page["B5"], page["C5"]):
        assert cell.data_type == "s"
        assert cell.quotePrefix
    (row,) = read_sheet(data).rows
    assert row.formula == ""
    assert row.cells["서비스"] == "=SUM(1)"
