"""An invented slip, with every row that a partner may ask for, and such slips of many people."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from datetime import time as at
from random import Random

from desktop import paths
from desktop.domain.clock import KST
from desktop.domain.consent import Item
from desktop.domain.papers import Copy, Footer, SlipRecord, SlipRow
from desktop.domain.shipped import read_centre
from desktop.services.demo.people import MEN, SURNAMES, WOMEN

SLIP = SlipRecord(
    number="26-101-0371",
    issued_on=date(2026, 11, 23),
    centre=read_centre(paths.resources() / "codes")[-1],
    counsellor="한서윤",
    partner="동부여성발전센터",
    partner_head="서울특별시동부여성발전센터장",
    reference="직업상담팀",
    partner_phone="02-000-0000",
    partner_address="광진구 아차산로30길 36",
    service="직업교육·취업 연계",
    purpose="구직 상담·직업교육 연계",
    visitor_name="백서윤",
    rows=(
        SlipRow(Item.NAME, "백서윤"),
        SlipRow(Item.SEX, "여"),
        SlipRow(Item.BIRTH, "1992. 3. 14. (만 34세)"),
        SlipRow(Item.PHONE, "010-0000-5678"),
        SlipRow(Item.DONG, "광진구 자양제4동"),
        SlipRow(Item.CONTACT_WAY, "전화, 평일 10:00~15:00"),
        SlipRow(Item.WISHES, "회계·경리 사무원, 시간제(주 20~30시간), 월 120만 원 이상, 광진구 안"),
        SlipRow(
            Item.SUMMARY,
            "경력이 아홉 해 끊겼다가 다시 일하려 합니다. 회계 프로그램 교육을 먼저 받고 그 뒤 "
            "시간제 자리를 찾기로 했습니다. 어린이집이 끝나는 시각이 조건입니다.",
        ),
    ),
    consent_number="26-101-000371",
    consent_on=date(2026, 11, 23),
    consent_form="consent-2026-1",
    valid_until=date(2026, 12, 7),
    reply_due=date(2026, 12, 7),
    appointment_on=date(2026, 12, 3),
    appointment_at=at(14, 0),
)

WANTED = (
    "회계·경리 사무원",
    "조리원, 급식 도우미",
    "요양보호사(자격 있음)",
    "건물 청소원",
    "물류 분류·포장원",
    "매장 계산원",
    "용접원, 배관 보조",
    "택시·화물차 운전원",
    "영상 편집, 그래픽 디자이너",
    "경비원(신임 교육 마침)",
    "어린이집 보육 도우미",
    "소프트웨어 시험원",
)
HOURS = (
    "전일제",
    "시간제(주 20~30시간)",
    "오전만",
    "주말 제외, 교대 안 됨",
    "밤 근무도 됨",
    "되도록 이른 시각",
)
WAGES = ("월 120만 원 이상", "월 210만 원 이상", "시급 10,320원부터", "따로 정하지 않음")
TOLD = (
    "경력이 아홉 해 끊겼다가 다시 일하려 합니다.",
    "다니던 곳이 문을 닫아 석 달째 일자리를 찾고 있습니다.",
    "허리를 다친 뒤로 무거운 것을 드는 일은 어렵습니다.",
    "어린이집이 끝나는 시각이 조건입니다.",
    "회계 프로그램 교육을 먼저 받기로 했습니다.",
    "이력서와 자기소개서를 함께 고쳐 쓰고 면접을 두 번 연습했습니다.",
    "정년 뒤 소일거리보다 꾸준한 벌이를 바라십니다.",
    "운전면허는 1종 보통이며 지게차 자격을 따는 중입니다.",
    "집에서 걸어 다닐 만한 곳이면 급여는 덜 따집니다.",
    "컴퓨터는 문서 작성과 표 계산까지 합니다.",
    "한국어는 듣고 말하기에 불편이 없으나 글쓰기는 도움이 필요합니다.",
    "내년 봄 학교를 마치기 전까지 경험을 쌓고 싶어 합니다.",
)
DONGS = ("중곡제1동", "능동", "구의제2동", "광장동", "자양제4동", "화양동", "군자동")
WAYS = ("전화, 평일 10:00~15:00", "문자, 낮 동안", "전화, 저녁 6시 뒤", "아무 때나")


def slips_of_many(count: int) -> Iterator[tuple[SlipRecord, Footer, bool]]:
    """The partner's sheets of a fair: everybody with a name, wishes and a talk of their own.

    As they are printed: record, foot line, not in large type.
    """
    chance = Random(65)
    surnames = [name for name, _ in SURNAMES]
    shares = [share for _, share in SURNAMES]
    for number in range(count):
        (surname,) = chance.choices(surnames, shares)
        woman = chance.random() < 0.6
        name = surname + chance.choice(chance.choice(WOMEN if woman else MEN))
        year = chance.randint(1956, 2006)
        own = {
            Item.NAME: name,
            Item.SEX: "여" if woman else "남",
            Item.BIRTH: f"{year}. {chance.randint(1, 11)}. {chance.randint(1, 28)}. "
            f"(만 {2026 - year}세)",
            Item.PHONE: f"010-0{chance.randint(0, 999):03d}-{chance.randint(0, 9999):04d}",
            Item.DONG: f"광진구 {chance.choice(DONGS)}",
            Item.CONTACT_WAY: chance.choice(WAYS),
            Item.WISHES: ", ".join(chance.choice(words) for words in (WANTED, HOURS, WAGES)),
            Item.SUMMARY: " ".join(chance.sample(TOLD, 3)),
        }
        slip = replace(
            SLIP,
            number=f"26-101-{number:04d}",
            visitor_name=name,
            rows=tuple(SlipRow(row.item, own[row.item]) for row in SLIP.rows),
            consent_number=f"26-101-{number:06d}",
            copies=(Copy.PARTNER,),
        )
        printed = datetime(2026, 11, 23, 14, number % 60, tzinfo=KST)
        yield slip, Footer(f"26-101-{number:07d}", printed, SLIP.counsellor, "기관 송부"), False
