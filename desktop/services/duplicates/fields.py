"""What of two entries is put side by side, and which columns go together with it."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain.visitor import VisitorDraft
from desktop.services.act import Office
from desktop.services.requests.copying import optional_items, required_items


@dataclass(frozen=True, slots=True)
class Unit:
    """One line of the comparison: chosen as a whole, for its parts make sense only together."""

    key: str
    title: str
    columns: tuple[str, ...]
    labels: tuple[str, ...]
    """What the person's own copy calls its parts."""


UNITS = (
    Unit("name", "이름", ("name", "search_name", "initials", "sound"), ("성명",)),
    Unit("birth", "생년월일", ("birth", "birth_year", "birth_note", "lunar"), ("생년월일",)),
    Unit("sex", "성별", ("sex",), ("성별",)),
    Unit("phone", "휴대전화", ("phone", "phone_tail"), ("휴대전화",)),
    Unit(
        "second_phone",
        "보조 연락처",
        ("second_phone", "second_phone_tail", "second_phone_relation"),
        ("보조 연락처",),
    ),
    Unit("email", "전자우편", ("email",), ("전자우편",)),
    Unit("dong", "거주 동", ("dong",), ("거주 동",)),
    Unit("address", "상세 주소", ("address",), ("상세 주소",)),
    Unit("contact", "연락 방법", ("contact_ways", "contact_time"), ("연락 방법", "연락 시간")),
    Unit(
        "stay",
        "국적·체류",
        ("foreign", "stay_status", "may_work", "stay_until"),
        ("국적·체류",),
    ),
    Unit(
        "work",
        "현재 상태",
        ("work_state", "left_month", "leaving_reason"),
        ("현재 상태", "일을 그만둔 때", "그만둔 까닭"),
    ),
    Unit(
        "education",
        "학력",
        ("education", "graduation", "school", "major", "graduated_month"),
        ("최종 학력", "학교·전공", "졸업", "졸업 연월"),
    ),
    Unit("licences", "자격·면허", ("licences",), ("자격·면허",)),
    Unit("driving", "운전", ("driving", "has_car"), ("운전", "차량")),
    Unit("computer", "컴퓨터", ("computer",), ("컴퓨터",)),
    Unit("benefits", "이용 중인 제도", ("benefits",), ("이용 중인 제도",)),
    Unit("helps", "바라는 도움", ("helps",), ("바라는 도움",)),
    Unit("military", "복무 기간", ("military_months",), ("복무 기간",)),
    Unit(
        "wish",
        "희망",
        (
            "wish_jobs",
            "wish_form",
            "wish_wage_kind",
            "wish_wage",
            "wish_regions",
            "wish_hours",
            "wish_from",
            "wish_text",
        ),
        (
            "희망 직종",
            "희망 고용형태",
            "희망 임금",
            "희망 지역",
            "희망 시간",
            "일할 수 있는 때",
            "그 밖의 희망",
        ),
    ),
    Unit("needs", "창구 배려", ("needs",), ("창구 배려",)),
)
"""Everything the form says about a person, in its order; a test holds that nothing is missing."""

COUNTED = ("visits", "last_visit_on")
"""Follows from the visits."""
OWN = ("id", "version", "created_at", "changed_at")
"""Of the entry itself."""


def texts_of(office: Office, told: VisitorDraft) -> Mapping[str, str]:
    """By the key of its line what an entry says, as it is read out; "" for nothing."""
    items = dict((*required_items(office, told), *optional_items(office, told)))
    return {
        unit.key: " · ".join(items[label] for label in unit.labels if items[label])
        for unit in UNITS
    }
