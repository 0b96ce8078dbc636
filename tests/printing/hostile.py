"""Words that try to break a paper, put into every field of its record."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from desktop.domain.consent import Item
from desktop.domain.papers import Copy, Footer, SlipRow
from desktop.printing.drawn import Drawn
from desktop.printing.frozen import draw
from desktop.printing.partner_sheet import draw_partner_sheet
from desktop.printing.receipt import draw_receipt
from desktop.printing.recovery import draw_recovery
from desktop.printing.slip import draw_slip
from tests.printing import samples

SEVENTEEN = (
    "Maria Josefina Consuelo Guadalupe Isabella Francesca Dela Cruz Santos Villanueva "
    "Reyes Bautista Ramos Garcia Mendoza Luz Paz"
)
NAMES = {
    "markup": "<b>x</b>",
    "entity": "&amp;한",
    "picture": "<img src=x onerror=alert(1)>",
    "seventeen words": SEVENTEEN,
    "namgung": "남궁슬기로운",
    "hwangbo": "황보 별",
    "seonu": "선우하람",
    "hanja": "金哲洙",
    "rare syllable": "뷁",
    "decomposed": unicodedata.normalize("NFD", "제갈늘봄"),
    "one syllable": "이",
}
PARTNER_40 = "서울특별시광진구지역사회경력보유여성새출발종합지원센터부설직업교육훈련취업연계단"
ADDRESS_40 = "서울특별시광진구아차산로칠십길십칠다시십오현대파크빌아파트백일동천이백삼호앞뒤옆집"
ADDRESS_80 = ADDRESS_40 * 2
SUMMARY_2000 = ("회계 실무를 배우고 싶어 하며 낮 시간 과정을 찾고 있음. " * 70)[:2000]

FULL_SLIP = replace(
    samples.SLIP,
    rows=(
        *samples.SLIP.rows,
        SlipRow(Item.EDUCATION, "대졸(4년) 회계학과"),
        SlipRow(Item.GROUPS, "경력보유여성"),
        SlipRow(Item.REASON, "전산회계 실무 수강"),
    ),
    attachments=("이력서 1부",),
)

Draw = Callable[[Any, Footer | None], Drawn]
PAPERS: dict[str, tuple[Any, Draw]] = {
    "의뢰서": (FULL_SLIP, draw_slip),
    "의뢰서 내담자용 큰글자": (
        samples.SLIP,
        lambda record, foot: draw_slip(record, foot, copies=(Copy.VISITOR,), large=True),
    ),
    "동의서": (samples.CONSENT, draw),
    "구직신청서": (samples.APPLICATION, draw),
    "접수증": (samples.RECEIPT, draw),
    "접수증 큰글자": (
        samples.RECEIPT,
        lambda record, foot: draw_receipt(record, foot, large=True),
    ),
    "상담일지": (samples.NOTE, draw),
    "상담 확인서": (samples.PROOF, draw),
    "기관 안내문": (samples.PARTNER_SHEET, draw),
    "기관 안내문 큰글자": (
        samples.PARTNER_SHEET,
        lambda record, foot: draw_partner_sheet(record, foot, large=True),
    ),
    "일일 예약표": (samples.DAY_SHEET, draw),
    "전화 시트": (samples.CALL_SHEET, draw),
    "중지 요청서": (samples.STOP, draw),
    "열람 자료": (samples.COPY, draw),
    "처리결과 통지": (samples.ANSWER, draw),
    "정정 알림": (samples.NOTICE, draw),
    "유출 대응": (samples.BREACH, draw),
    "개인정보파일": (samples.DATA_FILE, draw),
    "복구 코드": (samples.RECOVERY, draw_recovery),
}

_NOT_WORDS = {
    "form",
    "key",
    "number",
    "consent_number",
    "visit_number",
    "paper_number",
    "replaces",
    "seal",
    "sex",
    "education",
    "channel",
    "wage_kind",
    "groups",
    "phones",
    "approvers",
    "employment_forms",
    "check_value",
    "contact_ways",
    "graduation",
    "work_state",
    "benefits",
    "driving",
    "computer",
    "helps",
}
"""Fields of codes and of numbers the program makes itself."""


def filled(record: Any, words: str) -> Any:
    """The record with these words in every field that people write."""
    if isinstance(record, tuple):
        return tuple(words if isinstance(part, str) else filled(part, words) for part in record)
    if not is_dataclass(record) or isinstance(record, type):
        return record
    changes: dict[str, Any] = {}
    for name, value in _values(record):
        if isinstance(value, str):
            changes[name] = words if value else ""
        else:
            changes[name] = filled(value, words)
    return replace(record, **changes)


def _values(record: Any) -> Iterator[tuple[str, Any]]:
    for field in fields(record):
        if field.name not in _NOT_WORDS:
            yield field.name, getattr(record, field.name)
