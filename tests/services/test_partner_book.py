"""The directory out as one spreadsheet and in again: looked at first, all of it or nothing."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from desktop.domain.clock import FixedClock
from desktop.domain.directory_file import FilePreview, RowState
from desktop.domain.errors import Refused
from desktop.exchange.book import Sheet, read_book, write_book
from desktop.store import partners as stored
from desktop.ui.partners.forms import empty_contact
from tests.services.linked import Linked, open_linked

TEXTS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Zs", "Zl", "Zp", "Cf")), max_size=30
)


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Linked]:
    linked = open_linked(tmp_path / "한글 폴더", clock)
    yield linked
    linked.office.close()


def mended(content: bytes, change: Callable[[Any], None]) -> bytes:
    """The file as somebody saves it after having changed something."""
    book = load_workbook(BytesIO(content))
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def column(page: Any, head: str) -> int:
    return next(cell.column for cell in page[1] if cell.value == head)


def line(page: Any, name: str) -> int:
    return next(
        row[0].row for row in page.iter_rows(min_row=2) if name in [cell.value for cell in row]
    )


def wrong(preview: FilePreview) -> list[tuple[str, int, str]]:
    return [
        (row.sheet, row.number, row.told) for row in preview.rows if row.state is RowState.WRONG
    ]


# The file itself -------------------------------------------------------------------------


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=6))
def test_what_is_written_is_what_is_read(rows: list[tuple[str, str]]) -> None:
    import unicodedata

    told = [
        {"가": unicodedata.normalize("NFC", one), "나": unicodedata.normalize("NFC", other)}
        for one, other in rows
        if one or other
    ]
    content = write_book({"장": Sheet(("가", "나"), tuple(told))})
    assert list(read_book(content, {"장": ("가", "나")})["장"].rows) == told


@pytest.mark.parametrize("text", ["=1+1", "+82-2-450", "-", "@SUM(A1)", '=HYPERLINK("x")'])
def test_a_text_that_looks_like_a_formula_stays_a_text(text: str) -> None:
    content = write_book({"장": Sheet(("가",), ({"가": text},))})
    cell = load_workbook(BytesIO(content))["장"]["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    assert read_book(content, {"장": ("가",)})["장"].rows[0]["가"] == text


def test_a_real_formula_is_refused_with_its_cell(desk: Linked) -> None:
    content = mended(
        desk.partners.book(desk.account), lambda book: book["기관"].__setitem__("C2", "=1+1")
    )
    with pytest.raises(Refused, match="C2 칸에 수식"):
        desk.partners.look_through(desk.account, content)


def other_book() -> bytes:
    out = BytesIO()
    Workbook().save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "엑셀"),
        (b"PK\x03\x04 broken", "엑셀"),
        ("기관,전화".encode(), "엑셀"),
        (other_book(), "‘기관’ 시트가 없습니다"),
        (b"0" * 5_000_001, "너무 큽니다"),
    ],
)
def test_another_file_is_refused_with_a_sentence(desk: Linked, content: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        desk.partners.look_through(desk.account, content)


def test_a_head_that_is_gone_is_named(desk: Linked) -> None:
    content = mended(desk.partners.book(desk.account), lambda book: book["담당자"].delete_cols(4))
    with pytest.raises(Refused, match="‘부서’ 칸이 없습니다"):
        desk.partners.look_through(desk.account, content)


# Out and in ------------------------------------------------------------------------------


def test_out_and_in_changes_nothing(desk: Linked) -> None:
    before = [desk.rows(one) for one in (stored.Organisation, stored.PartnerService)]
    content = desk.partners.book(desk.account)
    preview = desk.partners.look_through(desk.account, content)
    assert {row.state for row in preview.rows} == {RowState.SAME}
    assert len(preview.rows) > 40
    with pytest.raises(Refused, match="바꿀 것이 없습니다"):
        desk.partners.take_in(desk.account, content)
    assert [desk.rows(one) for one in (stored.Organisation, stored.PartnerService)] == before
    assert ("export", "기관 목록 내보내기", []) in desk.log()


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(hours=TEXTS, hint=TEXTS, months=st.sampled_from([1, 3, 6, 12]), seats=st.integers(0, 99))
def test_whatever_a_form_kept_survives_the_file(
    desk: Linked, hours: str, hint: str, months: int, seats: int
) -> None:
    page = desk.partners.open(desk.account, desk.service().organisation_id)
    try:
        desk.partners.save_organisation(
            desk.account, replace(page.organisation, map_hint=hint, check_months=months)
        )
        desk.partners.save_service(
            desk.account,
            replace(
                desk.service(),
                own_hours=hours[:20],
                capacity="room",
                seats=seats,
                capacity_on=desk.clock.today(),
            ),
        )
    except Refused:
        return  # what the form refuses never comes into a file
    preview = desk.partners.look_through(desk.account, desk.partners.book(desk.account))
    assert {row.state for row in preview.rows} == {RowState.SAME}, [
        row for row in preview.rows if row.state is not RowState.SAME
    ]


def test_a_changed_phone_and_a_new_partner_with_all_it_has_come_in(desk: Linked) -> None:
    def change(book: Any) -> None:
        bodies = book["기관"]
        at = line(bodies, "광진구가족센터")
        bodies.cell(at, column(bodies, "대표전화"), "024500000")
        bodies.append([None, "광진 새일자리센터"])
        services = book["서비스"]
        fresh = services.max_row + 1
        for head, value in {
            "기관": "광진 새일자리센터",
            "서비스": "면접 연습",
            "도움의 종류": "취업상담",
            "회신 기한(근무일)": 5,
            "의뢰서 유효(일)": 14,
            "인쇄할 장": "기관용, 내담자용",
        }.items():
            services.cell(fresh, column(services, head), value)
        bodies.cell(bodies.max_row, column(bodies, "다시 확인(개월)"), 6)
        book["요건"].append(
            ["광진 새일자리센터", "면접 연습", "나이(만)", 40, 64, None, "예외 한 줄"]
        )
        book["담당자"].append([None, "광진 새일자리센터", "면접 연습", "상담팀"])

    content = mended(desk.partners.book(desk.account), change)
    preview = desk.partners.look_through(desk.account, content)
    assert wrong(preview) == []
    told = {(row.sheet, row.about): (row.state, row.told) for row in preview.rows}
    state, words = told[("기관", "광진구가족센터")]
    assert (state, words) == (RowState.CHANGED, "대표전화: — → 02-450-0000")
    assert preview.count(RowState.ADDED) == 4
    assert len(desk.partners.find(desk.account)) == 15
    desk.partners.take_in(desk.account, content)
    found = desk.partners.open(
        desk.account, desk.partners.find(desk.account, "새일자리")[0].organisation_id
    )
    (service,) = found.services
    assert (service.name, service.reply_days) == ("면접 연습", 5)
    assert [one.whole_words for one in service.conditions] == ["만 40–64세 (예외: 예외 한 줄)"]
    assert (found.contacts[0].team, found.contacts[0].service_id) == ("상담팀", service.id)
    again = desk.partners.look_through(desk.account, desk.partners.book(desk.account))
    assert {row.state for row in again.rows} == {RowState.SAME}


def _put(sheet: str, row: str, head: str, value: object) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        page = book[sheet]
        page.cell(line(page, row), column(page, head), value)

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_put("기관", "광진구가족센터", "종류", "우주국"), "종류: 목록에 없는 말입니다: 우주국"),
        (_put("기관", "광진구가족센터", "대표전화", "전화 없음"), "대표전화:"),
        (_put("기관", "광진구가족센터", "내부", "글쎄"), "내부: ‘예’나 ‘아니요’로"),
        (_put("기관", "광진구가족센터", "첫 재촉(근무일)", "사흘"), "첫 재촉(근무일): 숫자로"),
        (_put("기관", "광진구가족센터", "협약 첫날", "언젠가"), "협약 첫날:"),
        (_put("기관", "광진구가족센터", "번호", "12"), "지금 기록에 없는 번호"),
        (_put("기관", "광진구가족센터", "기관", "다른 이름 센터"), "기관 화면에서 고쳐"),
        (_put("기관", "광진구가족센터", "출처", "900101-1234567"), "출처:"),
        (_put("서비스", "직업교육", "회신 기한(근무일)", ""), "회신 기한(근무일):"),
        (_put("서비스", "직업교육", "기관", "없는 기관"), "‘기관’ 시트에 없습니다"),
        (_put("요건", "청년 상담·프로그램", "요건", "키"), "고를 수 있는 요건이 아닙니다: 키"),
        (_put("요건", "청년 상담·프로그램", "개월 이상", "3"), "쓰지 않습니다"),
        (_put("담당자", "새일센터 대표", "서비스", "없는 일"), "이 기관에 없는 서비스"),
    ],
)
def test_a_wrong_cell_is_named_with_its_row_and_nothing_is_written(
    desk: Linked, change: Callable[[Any], None], said: str
) -> None:
    desk_rows = [
        desk.rows(one)
        for one in (stored.Organisation, stored.PartnerService, stored.PartnerContact)
    ]
    content = mended(desk.partners.book(desk.account), change)
    preview = desk.partners.look_through(desk.account, content)
    found = wrong(preview)
    assert any(said in told for _, _, told in found), found
    assert all(number >= 2 for _, number, _ in found)
    with pytest.raises(Refused, match="틀린 줄이"):
        desk.partners.take_in(desk.account, content)
    assert desk_rows == [
        desk.rows(one)
        for one in (stored.Organisation, stored.PartnerService, stored.PartnerContact)
    ]


def test_a_condition_taken_out_of_the_file_is_shown_before_it_goes(desk: Linked) -> None:
    def change(book: Any) -> None:
        page = book["요건"]
        page.delete_rows(line(page, "청년 상담·프로그램"))

    content = mended(desk.partners.book(desk.account), change)
    preview = desk.partners.look_through(desk.account, content)
    (changed,) = [row for row in preview.rows if row.state is RowState.CHANGED]
    assert (changed.about, changed.told) == ("서울청년센터 광진 · 청년 상담·프로그램", "요건: 없음")
    desk.partners.take_in(desk.account, content)
    assert desk.service("청년 상담·프로그램").conditions == ()


def test_a_file_made_before_somebody_else_mended_a_partner_is_told_to_go_again(
    desk: Linked,
) -> None:
    content = desk.partners.book(desk.account)
    page = desk.partners.open(desk.account, desk.service().organisation_id)
    desk.later(days=1)
    desk.partners.save_organisation(desk.account, replace(page.organisation, fax="02-000-0001"))
    (row,) = wrong(desk.partners.look_through(desk.account, content))[:1]
    assert "다시 내보내" in row[2]


def test_contacts_keep_their_service_through_the_file(desk: Linked) -> None:
    service = desk.service()
    page = desk.partners.open(desk.account, service.organisation_id)
    fresh = empty_contact(page.organisation, desk.clock.today())
    fresh = replace(fresh, name="박하늘", alternate=True, email="sky@example.kr")
    desk.partners.save_contact(desk.account, replace(fresh, service_id=service.id))
    content = mended(desk.partners.book(desk.account), _put("담당자", "박하늘", "직책", "=팀장"))
    with pytest.raises(Refused, match="수식"):
        desk.partners.look_through(desk.account, content)
    content = mended(desk.partners.book(desk.account), _put("담당자", "박하늘", "직책", "팀장"))
    desk.partners.take_in(desk.account, content)
    now = desk.partners.open(desk.account, service.organisation_id).contacts
    assert [(one.who, one.alternate, one.service_id) for one in now if one.name] == [
        ("박하늘 팀장", True, service.id)
    ]
