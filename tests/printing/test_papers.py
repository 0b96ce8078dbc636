"""The other papers of the counter, read back as a reader sees them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from functools import partial

import pytest

from desktop.domain.consent import Item
from desktop.domain.guard import find_identifiers
from desktop.domain.papers import (
    ApplicationRecord,
    BlankRecord,
    ConsentRecord,
    ConsentService,
    DayLine,
    NoteAmendment,
    VisitProven,
)
from desktop.printing.application import render_application
from desktop.printing.blank import render_blank
from desktop.printing.consent import BODY, render_consent
from desktop.printing.day_sheet import PER_PAGE, render_day_sheet
from desktop.printing.drawn import MissingGlyph
from desktop.printing.handover import FIRST_PAGE, NEXT_PAGE, render_handover
from desktop.printing.note import render_note
from desktop.printing.partner_sheet import render_partner_sheet
from desktop.printing.proof import render_proof
from desktop.printing.receipt import render_receipt
from desktop.printing.recovery import render_recovery
from desktop.printing.report import render_report
from desktop.printing.stop import render_stop
from tests.printing.fax import digits_read
from tests.printing.reading import find, information, letters, page_texts, picture, words_of
from tests.printing.samples import (
    ANSWER,
    APPLICATION,
    BLANKS,
    BREACH,
    CENTRE,
    CONSENT,
    COPY,
    DATA_FILE,
    DAY_SHEET,
    HANDOVER,
    NOTE,
    NOTICE,
    PARTNER_SHEET,
    POSTPONED,
    PROOF,
    RECEIPT,
    RECOVERY,
    STOP,
    footer,
)

ALL: dict[str, Callable[[], bytes]] = {
    "consent": lambda: render_consent(CONSENT, footer()),
    "application": lambda: render_application(APPLICATION, footer()),
    "receipt": lambda: render_receipt(RECEIPT, footer()),
    "note": lambda: render_note(NOTE, footer()),
    "proof": lambda: render_proof(PROOF, footer()),
    "partner_sheet": lambda: render_partner_sheet(PARTNER_SHEET, footer()),
    "day_sheet": lambda: render_day_sheet(DAY_SHEET, footer()),
    "stop": lambda: render_stop(STOP, footer()),
    "handover": lambda: render_handover(HANDOVER, footer()),
    "subject_copy": lambda: render_report(COPY, footer()),
    "subject_answer": lambda: render_report(ANSWER, footer()),
    "partner_notice": lambda: render_report(NOTICE, footer()),
    "breach": lambda: render_report(BREACH, footer()),
    "data_file": lambda: render_report(DATA_FILE, footer()),
    "recovery": lambda: render_recovery(RECOVERY, footer()),
    "subject_postponed": lambda: render_report(POSTPONED, footer()),
    **{one.form: partial(render_blank, one, footer()) for one in BLANKS},
}


@pytest.mark.parametrize("paper", ALL)
def test_every_paper_stays_on_the_sheet_in_the_shipped_faces(paper: str) -> None:
    pdf = ALL[paper]()
    for number in range(len(page_texts(pdf))):
        for letter in letters(pdf, number):
            assert letter.face.startswith("PretendardGOV-")
            assert letter.size >= 8.5
            assert 4 <= letter.y <= 292.4
            assert 4 <= letter.x <= 206


@pytest.mark.parametrize("paper", ALL)
def test_every_paper_describes_itself_without_personal_data(paper: str) -> None:
    pdf = ALL[paper]()
    told = information(pdf)
    assert told["Title"]
    assert told["Subject"]
    assert b"ko-KR" in pdf
    for value in told.values():
        assert "백서윤" not in value
        assert "26-101" not in value


# Consent


def told_on_consent() -> str:
    return words_of(render_consent(CONSENT, footer()))


@pytest.mark.parametrize(
    "told",
    [
        "구직 상담, 일자리 알선, 취업 지원 사업 안내",
        "성명, 생년월일, 성별, 휴대전화, 거주 동, 희망 직종, 최종 학력",
        "구직등록이 끝난 날부터 2년",
        "필수 항목에 동의하지 않으시면 구직등록과 알선이 어렵고",
        "장애 여부, 장애 유형, 장애 정도",
        "장애인 고용 지원제도 안내와 맞춤 일자리 찾기",
        "동의하지 않으셔도 상담과 알선은 그대로 받으십니다",
        "서울특별시",
        "동부여성발전센터",
        "직업교육과",
        "확인한 요건",
        "끝난 날부터",
        "동의하지 않은 기관에는 연계하지 않으며",
        "채용 행사·박람회·교육 과정 홍보와 안내 문자",
        "수신을 거부하신 날까지, 길어도 2년",
        "동의하지 않으실 수 있으며 아무 불이익이 없습니다",
        "만 14세 미만",
    ],
)
def test_the_consent_tells_all_the_law_wants_told(told: str) -> None:
    assert "".join(told.split()) in told_on_consent()


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (0, "구직등록이 끝난 날부터 2년"),
        (0, "장애 여부, 장애 유형, 장애 정도"),
        (1, "동부여성발전센터"),
        (1, "직업교육과"),
        (1, "끝난 날부터"),
        (1, "민감정보를 제공하지 않습니다."),
        (1, "채용 행사·박람회·교육 과정 홍보와 안내 문자"),
        (1, "수신을 거부하신 날까지, 길어도 2년"),
    ],
)
def test_important_words_are_bold_and_a_fifth_larger_than_the_body(page: int, words: str) -> None:
    run = find(letters(render_consent(CONSENT, footer()), page), words)
    assert run
    for letter in run:
        assert letter.size >= 9
        assert letter.size >= 1.2 * BODY
        assert letter.face == "PretendardGOV-Bold"


def test_the_body_of_the_consent_is_not_above_the_size_compared_with() -> None:
    run = find(letters(render_consent(CONSENT, footer())), "동의하지 않으실 수 있습니다.")
    assert run
    assert {letter.size for letter in run} == {BODY}


def test_nothing_on_the_consent_is_ticked() -> None:
    # The tick is the only stroke drawn with round ends.
    import pypdfium2
    import pypdfium2.raw as pdfium

    for page in pypdfium2.PdfDocument(render_consent(CONSENT, footer())):
        for thing in page.get_objects():
            assert pdfium.FPDFPageObj_GetLineCap(thing.raw) != pdfium.FPDF_LINECAP_ROUND


def test_each_named_partner_is_asked_in_a_row_of_its_own() -> None:
    pages = page_texts(render_consent(CONSENT, footer()))
    assert len(pages) == 2
    assert "".join(pages[1].split()).count("동의함") == 4  # two partners, a free row, messages


def test_many_partners_go_on_to_another_sheet_and_signatures_stand_once() -> None:
    services = tuple(
        ConsentService(f"가나기관|제{number}센터", "취업 연계", tuple(Item), "연계 뒤|1년")
        for number in range(1, 7)
    )
    pages = page_texts(render_consent(replace(CONSENT, services=services), footer()))
    said = "".join("".join(pages).split())
    assert len(pages) > 2
    for number in range(1, 7):
        assert f"제{number}센터" in said
    assert said.count("위내용을읽고설명을들었으며") == 1


def test_the_blank_consent_has_no_number_and_says_that_it_is_blank() -> None:
    pages = page_texts(render_consent(ConsentRecord(centre=CENTRE)))
    assert "빈 서식" in pages[0]
    assert "26-" not in "".join(pages).replace("2026-1판", "")


# Application and receipt


def test_the_application_says_what_was_told_and_ticks_it() -> None:
    said = words_of(render_application(APPLICATION, footer()))
    for value in ("백서윤", "1992.3.14.", "010-0000-5678", "주식회사나래상사", "1,500,000원이상"):
        assert value in said


def test_a_long_name_gets_a_row_of_its_own() -> None:
    name = "Maria Josefina Consuelo Guadalupe Dela Cruz Santos Villanueva Reyes Bautista"
    said = words_of(render_application(replace(APPLICATION, name=name), footer()))
    assert "".join(name.split()) in said


def test_an_answer_the_form_has_no_box_for_is_added_ticked() -> None:
    said = words_of(render_application(replace(APPLICATION, benefits=("희망리턴",)), footer()))
    assert "희망리턴" in said


def test_jobs_beyond_the_rows_are_counted() -> None:
    record = replace(APPLICATION, careers=APPLICATION.careers * 4)
    assert "경력외3건" in words_of(render_application(record, footer()))


def test_the_blank_application_carries_no_number_and_no_code() -> None:
    pdf = render_application(ApplicationRecord(centre=CENTRE))
    assert "빈 서식" in page_texts(pdf)[0]
    assert digits_read(picture(pdf, 204)) == set()


@pytest.mark.parametrize(
    ("pdf", "digits"),
    [
        (ALL["application"], "2610102914"),
        (ALL["receipt"], "2610102914"),
        (ALL["proof"], "261010002213"),
        (ALL["stop"], "261010371"),
    ],
)
def test_the_code_holds_the_digits_of_the_number_only(
    pdf: Callable[[], bytes], digits: str
) -> None:
    assert digits_read(picture(pdf(), 204)) == {digits}


def test_the_receipt_in_large_type_is_larger() -> None:
    ordinary = find(letters(render_receipt(RECEIPT, footer())), "직업훈련")[0].size
    large = find(letters(render_receipt(RECEIPT, footer(), large=True)), "직업훈련")[0].size
    assert large > ordinary


# Note


def test_a_long_note_goes_on_without_losing_a_word() -> None:
    text = " ".join(f"{number}번째로 나눈 말씀입니다." for number in range(1, 400))
    pages = page_texts(render_note(replace(NOTE, summary=text), footer()))
    said = "".join("".join(page.split()) for page in pages)
    assert len(pages) > 2
    assert "이어쓰기" in pages[1]
    for number in range(1, 400):
        assert f"{number}번째로" in said


def test_a_note_of_many_topics_plans_and_amendments_loses_nothing() -> None:
    topics = tuple(
        replace(topic, line=f"{topic.label}에 대해 나눈 말 " * 3) for topic in NOTE.topics
    )
    plan = tuple(replace(NOTE.plan[0], action=f"할 일 {number}호") for number in range(9))
    amendments = tuple(
        NoteAmendment(number, NOTE.written_at, "이도담", f"까닭 {number}호")
        for number in range(1, 8)
    )
    record = replace(
        NOTE, topics=topics, plan=plan, amendments=amendments, opening="말씀입니다. " * 60
    )
    pdf = render_note(record, footer())
    said = words_of(pdf)
    for number in range(9):
        assert f"할일{number}호" in said
    for number in range(1, 8):
        assert f"까닭{number}호" in said
    for topic in NOTE.topics:
        assert f"{''.join(topic.label.split())}에대해" in said
    for number in range(len(page_texts(pdf))):
        assert max(letter.y for letter in letters(pdf, number)) < 292


def test_an_unchanged_note_says_so() -> None:
    assert "고친일없음" in words_of(render_note(NOTE, footer()))


# Proof, partner sheet, day sheet, stop request, recovery paper


def test_the_proof_lists_the_recorded_visits_in_full() -> None:
    visits = tuple(
        VisitProven(date(2026, 10, day), time(10, 0), None, "내방", "구직 상담", "이도담")
        for day in range(1, 31)
    )
    pages = page_texts(render_proof(replace(PROOF, visits=visits), footer()))
    said = "".join(pages)
    assert len(pages) == 2
    for day in range(1, 31):
        assert f"2026. 10. {day}." in said
    assert "확인합니다" in pages[0]


def test_the_partner_sheet_can_name_nobody() -> None:
    said = words_of(render_partner_sheet(PARTNER_SHEET, footer(printed_by="")))
    assert "백서윤" not in said
    assert "개인정보가없으며" in said


@pytest.mark.parametrize("large", [False, True])
def test_the_partner_sheet_holds_long_information(large: bool) -> None:
    record = replace(
        PARTNER_SHEET,
        help="다시 일하려는 여성에게 직업교육과 취업 상담을 해 드립니다. " * 2,
        documents=("신분증", "이력서", "구직등록확인증", "경력증명서", "자격증 사본", "통장 사본"),
        address="서울특별시 광진구 아차산로30길 36, 새활용회관 별관 3층 (자양동)",
    )
    assert len(page_texts(render_partner_sheet(record, footer(), large=large))) == 1


def test_the_day_sheet_goes_on_and_an_empty_day_says_so() -> None:
    line = DayLine(time(9, 0), "오*솔", "구직 상담", "이도담")
    pages = page_texts(render_day_sheet(replace(DAY_SHEET, lines=(line,) * (PER_PAGE + 1)), None))
    assert len(pages) == 2
    assert "예약이 없습니다" in page_texts(render_day_sheet(replace(DAY_SHEET, lines=()), None))[0]


def test_the_stop_request_names_the_slip_and_not_the_person() -> None:
    said = words_of(render_stop(STOP, footer()))
    assert "26-101-0371" in said
    assert "백서윤" not in said
    assert "파기" in said


def test_the_recovery_code_lies_between_the_folds_and_in_no_code() -> None:
    pdf = render_recovery(RECOVERY, footer())
    for group in RECOVERY.groups:
        run = find(letters(pdf), group)
        assert run
        assert all(99 < letter.y < 198 for letter in run)
    assert digits_read(picture(pdf, 204)) == set()


def test_a_long_report_goes_on_under_its_heads_and_loses_no_word() -> None:
    pages = page_texts(render_report(COPY, footer()))
    said = "".join("".join(page.split()) for page in pages)
    assert len(pages) >= 3
    assert said.count("과정을") == 61  # a page turns between two words at most
    for number, page in enumerate(pages, 1):
        assert f"{len(pages)}-{number}" in page
    assert "".join(pages[1].split()).startswith("개인정보열람자료접수번호26-101-02931")
    assert "인쇄한종이가없습니다" in said


def test_the_notice_to_a_partner_names_the_slip_and_not_the_person() -> None:
    said = words_of(render_report(NOTICE, footer()))
    assert "26-101-0371" in said
    assert "백서윤" not in said
    assert "010-0000-9999" in said


def test_a_missing_character_is_named_on_every_paper() -> None:
    with pytest.raises(MissingGlyph):
        render_application(replace(APPLICATION, address="광진구 ☎ 1203호"), footer())
    with pytest.raises(MissingGlyph):
        render_note(replace(NOTE, summary="좋음 😀"), footer())
    with pytest.raises(MissingGlyph):
        render_receipt(replace(RECEIPT, visitor_name="한😀"), footer())


def test_the_handover_list_names_everybody_masked_and_goes_on_over_the_page() -> None:
    (page,) = page_texts(render_handover(HANDOVER, footer()))
    assert "오민재 상담사" in page
    assert "한서윤 외 1명" in page
    assert all(line.masked_name in page and line.number in page for line in HANDOVER.lines)
    many = HANDOVER.lines[:1] * (FIRST_PAGE + NEXT_PAGE)
    full = page_texts(render_handover(replace(HANDOVER, lines=many), footer()))
    assert len(full) == 2
    assert str(FIRST_PAGE + NEXT_PAGE) in full[1]
    assert "넘겨받은 분" in full[1]
    assert "넘겨받은 분" not in full[0]
    most = HANDOVER.lines[:1] * (FIRST_PAGE + NEXT_PAGE + 1)
    assert len(page_texts(render_handover(replace(HANDOVER, lines=most), footer()))) == 3


# Blank forms of the law


@pytest.mark.parametrize("record", BLANKS, ids=lambda one: one.form)
def test_a_blank_form_is_one_sheet_with_room_to_write_and_nobody_on_it(
    record: BlankRecord,
) -> None:
    pdf = render_blank(record, footer())
    (text,) = page_texts(pdf)
    assert "□" in text
    assert CENTRE.sender in text
    assert "백서윤" not in text
    assert find_identifiers(text) == ()


def test_the_request_form_bears_its_number_and_every_choice_of_the_law() -> None:
    text = words_of(render_blank(BLANKS[0], footer()))
    for told in ("[별지 제8호서식]", "□ 열람", "□ 정정·삭제", "□ 처리정지", "대리인", "제35조"):
        assert told.replace(" ", "") in text, told
