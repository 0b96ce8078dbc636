"""An invented slip, with every row that a partner may ask for."""

from datetime import date
from datetime import time as at

from desktop import paths
from desktop.domain.consent import Item
from desktop.domain.papers import SlipRecord, SlipRow
from desktop.domain.shipped import read_centre

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
