"""Papers with invented people, for tests and for looking at.

`python -m tests.printing.samples DIR` draws them all as PDF and PNG.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

from desktop.domain.centre import CentreFacts
from desktop.domain.clock import KST
from desktop.domain.consent import Item
from desktop.domain.papers import (
    ApplicationCareer,
    ApplicationRecord,
    BlankRecord,
    CallLine,
    CallSheetRecord,
    Choice,
    ConsentRecord,
    ConsentService,
    DayLine,
    DaySheetRecord,
    Footer,
    HandoverLine,
    HandoverRecord,
    NotePlan,
    NoteRecord,
    NoteTopic,
    PartnerSheetRecord,
    ProofRecord,
    ReceiptRecord,
    RecoveryRecord,
    ReportFact,
    ReportRecord,
    ReportRow,
    ReportTable,
    SlipRecord,
    SlipRow,
    StopRecord,
    VisitProven,
)

CENTRE = CentreFacts(
    name="광진구 일자리센터",
    sender="광진구 일자리센터장",
    address="서울특별시 광진구 아차산로 400, 5층",
    building="광진구 통합청사",
    phone="02-450-1419",
    phones=("02-450-1419", "02-450-1741"),
    fax="02-000-0000",
    department="일자리청년과",
    department_phone="02-450-7053",
    hours="평일 09:00~18:00",
    approvers=("담당", "팀장", "과장"),
    seal="place",
    valid_from=date(2025, 4, 21),
)


def footer(**changes: object) -> Footer:
    """The foot line of a first print."""
    return replace(
        Footer(
            print_number="26-101-0004188",
            printed_at=datetime(2026, 11, 23, 14, 5, tzinfo=KST),
            printed_by="이도담",
            purpose="기관 송부",
        ),
        **changes,  # type: ignore[arg-type]
    )


SLIP = SlipRecord(
    number="26-101-0371",
    issued_on=date(2026, 11, 23),
    centre=CENTRE,
    counsellor="이도담",
    partner="서울특별시|동부여성발전센터",
    partner_head="서울특별시동부여성발전센터장",
    reference="직업상담팀 박하람",
    partner_phone="02-000-0000",
    partner_address="광진구 아차산로30길 36",
    partner_directions="(자양제4동)",
    called_before="2026. 11. 23. 13:50",
    service="직업교육·취업 연계",
    purpose="구직 상담·직업교육 연계",
    visitor_name="백서윤",
    rows=(
        SlipRow(Item.NAME, "백서윤"),
        SlipRow(Item.SEX, "여"),
        SlipRow(Item.BIRTH, "1992. 3. 14. (만 34세)"),
        SlipRow(Item.PHONE, "010-0000-5678"),
        SlipRow(Item.DONG, "광진구 자양제4동"),
        SlipRow(Item.CONTACT_WAY, "전화·문자, 평일 10:00~15:00"),
        SlipRow(Item.APPOINTMENT, "2026. 12. 3.(목) 14:00"),
        SlipRow(
            Item.SERVICES,
            choices=(
                Choice("취업상담", True),
                Choice("직업훈련", True),
                Choice("취업알선"),
                Choice("심리검사"),
                Choice("창업"),
                Choice("복지·금융"),
            ),
        ),
        SlipRow(
            Item.CRITERIA,
            choices=(
                Choice("여성", True),
                Choice("취업 희망", True),
                Choice("경력 중단 9년", True),
                Choice("고용24 구직등록(확인 필요)"),
            ),
        ),
        SlipRow(
            Item.WISHES,
            "직종 027 회계·경리 사무원, 026 경영지원 사무원 / 시간제(주 20~30시간), "
            "10:00~16:00 / 광진·성동·송파, 월 150만 원 이상",
        ),
        SlipRow(
            Item.SUMMARY,
            "회계사무 6년 경력 뒤 9년 동안 일을 쉬었으며 다시 일하려는 뜻이 뚜렷함. 전산회계 "
            "자격이 오래되어 실무 프로그램 교육을 먼저 받고 싶어 함. 자녀 돌봄 시간 때문에 낮 시간 "
            "과정을 희망함.",
        ),
    ),
    consent_number="26-101-00525",
    consent_on=date(2026, 11, 23),
    consent_form="2026-1판",
    valid_until=date(2026, 12, 7),
    reply_due=date(2026, 12, 7),
    appointment_on=date(2026, 12, 3),
    appointment_at=time(14, 0),
    call_on=date(2026, 12, 8),
    documents=(
        Choice("신분증", True),
        Choice("이 안내문", True),
        Choice("이력서", True),
        Choice("자격증"),
        Choice("경력증명서"),
    ),
)

CONSENT = ConsentRecord(
    centre=CENTRE,
    number="26-101-005258",
    visit_number="26-101-02914",
    services=(
        ConsentService(
            "서울특별시|동부여성발전센터",
            "직업교육과|취업 연계",
            tuple(item for item in Item if item not in (Item.EDUCATION, Item.GROUPS)),
            "연계가|끝난 날부터|1년",
        ),
        ConsentService(
            "성동광진|고용복지플러스센터",
            "국민취업지원|제도 상담",
            (Item.NAME, Item.PHONE, Item.DONG, Item.WISHES),
            "연계가|끝난 날부터|1년",
        ),
    ),
)

APPLICATION = ApplicationRecord(
    centre=CENTRE,
    number="26-101-02914",
    received_at=datetime(2026, 11, 23, 13, 30, tzinfo=KST),
    counsellor="이도담",
    channel="counter",
    valid_until=date(2027, 2, 23),
    name="백서윤",
    birth="1992. 3. 14.",
    sex="female",
    phone="010-0000-5678",
    second_phone="010-0000-9012 (언니)",
    address="서울특별시 광진구 뚝섬로00길 00, 101동 1203호 (자양제4동)",
    contact_ways=("전화", "문자"),
    contact_time="평일 10:00~15:00",
    education="05",
    school="한빛대학교 회계학과",
    graduation="졸업",
    work_state="seeking",
    idle_since="2017. 11.부터",
    benefits=("없음",),
    careers=(
        ApplicationCareer("주식회사 나래상사", "회계 전표, 급여", "2014. 3. ~ 2017. 10.", "육아"),
        ApplicationCareer("새봄물류", "사무 보조", "2011. 9. ~ 2014. 2.", "계약 만료"),
    ),
    licences="전산회계 1급, 컴퓨터활용능력 2급",
    driving=("2종",),
    computer=("문서", "표계산", "회계"),
    jobs=("027 회계·경리", "026 경영지원", "029 안내·상담"),
    employment_forms=("11",),
    regions=("광진", "성동", "송파"),
    wage_kind="M",
    wage=1_500_000,
    hours="10:00~16:00, 주 5일",
    from_when="2027. 1.부터",
    helps=("일자리", "훈련"),
)

RECEIPT = ReceiptRecord(
    number="26-101-02914",
    received_at=datetime(2026, 11, 23, 13, 30, tzinfo=KST),
    centre=CENTRE,
    counsellor="이도담",
    purposes=("구직 상담", "직업훈련"),
    visitor_name="백서윤",
    valid_until=date(2027, 2, 23),
    next_on=date(2026, 12, 10),
    next_at=time(14, 0),
)

NOTE = NoteRecord(
    number="26-101-02914",
    started_at=datetime(2026, 11, 23, 13, 35, tzinfo=KST),
    ended_at=datetime(2026, 11, 23, 14, 5, tzinfo=KST),
    centre=CENTRE,
    counsellor="이도담",
    name="백서윤",
    about="여, 만 34세",
    written_at=datetime(2026, 11, 23, 14, 5, tzinfo=KST),
    method="창구",
    type="초기",
    topics=tuple(
        NoteTopic(label, state, talked)
        for label, state, talked in (
            ("구직 의욕", 2, False),
            ("직업 탐색", 1, True),
            ("이력서", 1, False),
            ("면접", 0, False),
            ("훈련", 1, True),
            ("일자리 제안", 0, False),
            ("임금·조건", 1, True),
            ("돌봄", 1, True),
            ("생계", 0, False),
            ("이동", 0, False),
            ("디지털", 1, False),
            ("법률", 0, False),
        )
    ),
    opening="다시 사무직으로 일하고 싶으나 프로그램이 많이 바뀌어 자신이 없다. 아이가 학교에 있는 "
    "낮 시간에 일할 수 있으면 좋겠다.",
    summary="회계사무 6년 경력, 전산회계 1급(2013년). 2017년 10월 퇴사 뒤 9년 동안 일을 쉬었음. "
    "최신 회계 프로그램을 배운 뒤 시간제 경리부터 시작하기로 뜻을 모음. 희망 임금 월 150만 원, "
    "10:00~16:00, 광진·성동·송파. 경력보유여성, 청년(서울) 대상에 해당함을 설명함. "
    "동부여성발전센터 회계 실무 과정과 집단상담을 안내하였고 연계에 동의함.",
    plan=(
        NotePlan(
            "실무 프로그램 익히기",
            "동부여성발전센터 회계 과정 상담",
            "본인",
            date(2026, 12, 3),
            "예정",
        ),
        NotePlan(
            "이력서 새로 쓰기", "경력기술서 초안 가져오기", "본인", date(2026, 12, 10), "예정"
        ),
        NotePlan(
            "시간제 일자리 찾기",
            "조건에 맞는 구인 3건 문자 안내",
            "상담사",
            date(2026, 12, 10),
            "예정",
        ),
    ),
    action="연계 의뢰 26-101-0371 (서울특별시동부여성발전센터)",
    next_appointment="2026. 12. 10.(목) 14:00 내방",
    follow_up="과정 시작일",
)

PROOF = ProofRecord(
    number="26-101-0002213",
    issued_on=date(2026, 11, 23),
    centre=CENTRE,
    counsellor="이도담",
    name="백서윤",
    birth="1992. 3. 14.",
    visit_number="26-101-02914",
    submit_to="성동광진고용복지플러스센터",
    use="구직활동 증빙",
    visits=(
        VisitProven(date(2026, 11, 9), time(10, 0), time(10, 40), "내방", "구직 상담", "이도담"),
        VisitProven(
            date(2026, 11, 23),
            time(13, 35),
            time(14, 5),
            "내방",
            "직업훈련 상담·연계 의뢰",
            "이도담",
        ),
    ),
)

PARTNER_SHEET = PartnerSheetRecord(
    centre=CENTRE,
    given_on=date(2026, 11, 23),
    partner="서울특별시|동부여성발전센터",
    service="전산회계 실무 과정 (낮반)",
    help="다시 일하려는 여성에게 직업교육과 취업 상담을 해 드립니다.",
    criteria=("취업을 바라는 여성", "경력보유여성 먼저"),
    address="광진구 아차산로30길 36",
    directions="구의역 4번 출구에서 걸어서 7분",
    phone="02-000-0000",
    hours="평일 09:00~18:00",
    contact="직업상담팀",
    documents=("신분증", "이력서", "구직등록확인증"),
    checked_on=date(2026, 11, 9),
)

DAY_SHEET = DaySheetRecord(
    day=date(2026, 11, 23),
    centre=CENTRE,
    lines=(
        DayLine(time(9, 30), "오*솔", "구직 상담", "이도담", "창구"),
        DayLine(time(10, 0), "서문*래", "직업훈련 상담", "한서윤", "창구", "통역"),
        DayLine(time(10, 30), "N***** T** H**", "구직 상담", "이도담", "전화"),
        DayLine(time(13, 30), "백*윤", "이력서 다듬기", "이도담", "창구", "휠체어"),
        DayLine(time(14, 0), "한*", "연계 결과 안내", "한서윤", "전화"),
    ),
)

CALL_SHEET = CallSheetRecord(
    day=date(2026, 12, 14),
    centre=CENTRE,
    partner="서울특별시동부여성발전센터",
    phone="02-000-0000",
    contact="직업상담팀 박하람",
    hours="평일 10:00~11:30",
    lines=(
        CallLine("26-101-0221", "오*솔", "심리검사", date(2026, 11, 17), 19, True,
                 "12. 7.(월) 이도담 전화 · 담당자 없음"),
        CallLine("26-101-0284", "서문*래", "직업교육·취업 연계", date(2026, 11, 19), 17, True,
                 "12. 7.(월) 이도담 전화 · 알아보고 답하기로 함"),
        CallLine("26-101-0371", "백*윤", "직업훈련", date(2026, 11, 23), 15, True),
        CallLine("26-101-0467", "N***** T** H**", "취업상담", date(2026, 11, 30), 10),
        CallLine("26-101-0535", "강*해", "창업", date(2026, 12, 3), 7),
    ),
)  # fmt: skip

STOP = StopRecord(
    number="26-101-0371",
    issued_on=date(2026, 12, 1),
    centre=CENTRE,
    counsellor="이도담",
    partner="서울특별시|동부여성발전센터",
    partner_head="서울특별시동부여성발전센터장",
    reference="직업상담팀 박하람",
    slip_issued_on=date(2026, 11, 23),
    withdrawn_on=date(2026, 12, 1),
    consent_number="26-101-005258",
    items=tuple(item for item in Item if item not in (Item.EDUCATION, Item.GROUPS)),
    answer_due=date(2026, 12, 15),
)

COPY = ReportRecord(
    form="subject-copy-1",
    number="26-101-02931",
    issued_on=date(2026, 12, 1),
    centre=CENTRE,
    counsellor="이도담",
    facts=(
        ReportFact("name", "백서윤"),
        ReportFact("period", "2026. 11. 23.부터 2026. 12. 1.까지"),
        ReportFact("identity", "신분증 확인"),
        ReportFact("wanted", "상담 기록과 어디에 드렸는지를 보고 싶음"),
    ),
    tables=(
        ReportTable(
            "person",
            (
                ReportRow(("성명", "백서윤", "동의")),
                ReportRow(("휴대전화", "010-0000-5678", "동의")),
                ReportRow(("경력", "주식회사 나래상사 회계 전표, 급여 2014. 3.~2017. 10.", "동의")),
            ),
        ),
        ReportTable(
            "notes",
            (
                ReportRow(
                    (
                        "2026. 11. 23. 13:35",
                        "말씀: 낮 시간에 일할 수 있으면 좋겠다.\n요지: "
                        + "회계사무 6년 경력, 실무 과정을 먼저 배우기로 함. " * 60,
                    )
                ),
                ReportRow(("2026. 11. 30. 10:00", "요지: 과정을 시작함.")),
            ),
        ),
        ReportTable(
            "consents",
            (
                ReportRow(
                    (
                        "2026. 11. 23.",
                        "제3자 제공 — 동부여성발전센터 직업교육",
                        "동의",
                        "26-101-005258 · 2027. 11. 22.까지",
                    )
                ),
                ReportRow(
                    (
                        "2026. 11. 24.",
                        "제3자 제공 — 성동광진고용복지플러스센터",
                        "법령",
                        "26-101-005266 · 법령: 직업안정법 제00조 · 알선 의무",
                    )
                ),
            ),
        ),
        ReportTable(
            "given",
            (
                ReportRow(
                    (
                        "2026. 11. 23.",
                        "서울특별시 동부여성발전센터",
                        "26-101-0371",
                        "성명, 연락처 — 동의 26-101-005258\n회신 2026. 11. 30. 접수(진행중)",
                    )
                ),
            ),
        ),
        ReportTable(
            "looked",
            tuple(
                ReportRow(
                    (
                        f"2026. 11. {day}.",
                        "상담사 · 창구-1",
                        "조회",
                        "내방객 조회",
                        f"{day % 4 + 1}번",
                    )
                )
                for day in range(23, 31)
            ),
        ),
        ReportTable("printed", ()),
    ),
)

ANSWER = ReportRecord(
    form="subject-answer-1",
    number="26-101-02931",
    issued_on=date(2026, 12, 1),
    centre=CENTRE,
    counsellor="이도담",
    addressee="백서윤 님",
    facts=(
        ReportFact("kind", "정정"),
        ReportFact("items", "연락처"),
        ReportFact("wanted", "전화번호가 바뀌었음"),
        ReportFact("received", "2026. 11. 24.(화)"),
        ReportFact("due", "2026. 12. 4.(금)"),
        ReportFact("answered", "2026. 12. 1.(화)"),
        ReportFact("result", "고쳤습니다."),
        ReportFact("answer", "새 번호로 고치고 받은 기관에 알렸습니다."),
    ),
    tables=(
        ReportTable("corrected", (ReportRow(("연락처", "010-0000-5678", "010-0000-9999")),)),
        ReportTable(
            "told",
            (ReportRow(("서울특별시 동부여성발전센터", "26-101-0371", "2026. 11. 23.", "연락처")),),
        ),
    ),
)

NOTICE = ReportRecord(
    form="notice-correct-1",
    number="26-101-0371",
    issued_on=date(2026, 12, 1),
    centre=CENTRE,
    counsellor="이도담",
    addressee="서울특별시동부여성발전센터장 (참조 직업상담팀 박하람)",
    facts=(
        ReportFact("slip", "26-101-0371 (2026. 11. 23. 시행)"),
        ReportFact("partner", "서울특별시동부여성발전센터"),
        ReportFact("items", "연락처"),
        ReportFact("received", "2026. 11. 24."),
    ),
    tables=(ReportTable("corrected", (ReportRow(("연락처", "010-0000-5678", "010-0000-9999")),)),),
)

BREACH = ReportRecord(
    form="breach-1",
    number="26-101-0002213",
    issued_on=date(2026, 12, 1),
    centre=CENTRE,
    counsellor="이도담",
    facts=(
        ReportFact("known", "2026. 12. 1. 10:20"),
        ReportFact("due", "2026. 12. 4. 10:20 (72시간)"),
        ReportFact("left", "71시간 남음"),
        ReportFact("chosen", "2026. 11. 30. 09:00 ~ 2026. 11. 30. 18:00 · 계정 한서윤"),
        ReportFact("people", "40명"),
        ReportFact("fields", "성명, 생년월일, 연락처, 상담 기록"),
        ReportFact("report", "1천 명 미만, 민감정보 없음: 당사자 통지. 사정에 따라 신고"),
    ),
    tables=(
        ReportTable(
            "steps",
            (
                ReportRow(("1", "퍼지는 것을 막기: 계정 잠금, 종이와 매체 회수", "", "")),
                ReportRow(("2", "개인정보 보호책임자와 팀장에게 알리기", "", "")),
            ),
        ),
        ReportTable(
            "people",
            tuple(
                ReportRow(
                    (f"26-101-0{2900 + at}", "백서윤", "010-0000-5678", "2026. 11. 30. 조회 · 조회")
                )
                for at in range(40)
            ),
        ),
        ReportTable(
            "acts",
            (ReportRow(("2026. 11. 30. 11:02", "한서윤", "창구-1", "출력 · 일일 예약표", "40")),),
        ),
    ),
)

DATA_FILE = ReportRecord(
    form="data-file-1",
    number="26-101-0002214",
    issued_on=date(2026, 12, 1),
    centre=CENTRE,
    counsellor="이도담",
    facts=(
        ReportFact("name", "구직자 상담·연계 기록"),
        ReportFact("purpose", "구직 상담, 일자리 알선, 취업 지원 사업 안내"),
        ReportFact("people", "3,120명 (2026. 12. 1.)"),
        ReportFact("department", "일자리청년과 광진구 일자리센터"),
    ),
    tables=(
        ReportTable(
            "given",
            (
                ReportRow(
                    (
                        "서울특별시 동부여성발전센터 직업교육",
                        "직업교육과 취업 연계",
                        "성명, 연락처, 희망 조건",
                        "연계가 끝난 날부터 1년",
                    )
                ),
            ),
        ),
        ReportTable("retention", ()),
    ),
)

HANDOVER = HandoverRecord(
    on=date(2026, 11, 23),
    centre=CENTRE,
    name="오민재",
    role="상담사",
    lines=(
        HandoverLine(
            "진행 중 방문",
            "2-0000-0012-4",
            "도*람",
            "상담 중 · 13:40 접수",
            date(2026, 11, 23),
            "한서윤",
        ),
        HandoverLine("예약", "2-0000-0009-1", "배*은", "16:00 예약", date(2026, 11, 24), "한서윤"),
        HandoverLine(
            "후속 연락", "2-0000-0009-1", "배*은", "연락하기로 함", date(2026, 12, 1), "정다온"
        ),
        HandoverLine(
            "회신 대기",
            "2600-0012-3",
            "남****",
            "동부여성발전센터 직업교육",
            date(2026, 12, 4),
            "정다온",
        ),
        HandoverLine(
            "쓰던 기록", "", "서*영", "상담 기록 쓰다 만 것", date(2026, 11, 23), "한서윤"
        ),
    ),
)

RECOVERY = RecoveryRecord(
    store_name="광진 1호 창구",
    check_value="7K3F-20D9",
    made_at=datetime(2026, 11, 23, 9, 10, tzinfo=KST),
    centre_name="광진구 일자리센터",
    groups=("644838", "778784", "563183", "743798", "041281", "212551", "959330", "677027"),
    edition=2,
    copies=2,
)


def all_papers() -> dict[str, Callable[[], bytes]]:
    """Every paper, filled and blank, by the name of its file."""
    from desktop.printing.application import render_application
    from desktop.printing.call_sheet import render_call_sheet
    from desktop.printing.consent import render_consent
    from desktop.printing.day_sheet import render_day_sheet
    from desktop.printing.handover import render_handover
    from desktop.printing.note import render_note
    from desktop.printing.partner_sheet import render_partner_sheet
    from desktop.printing.proof import render_proof
    from desktop.printing.receipt import render_receipt
    from desktop.printing.recovery import render_recovery
    from desktop.printing.report import render_report
    from desktop.printing.slip import render_slip
    from desktop.printing.stop import render_stop

    return {
        "01-slip": lambda: render_slip(SLIP, footer()),
        "02-slip-large": lambda: render_slip(SLIP, footer(), large=True),
        "03-consent": lambda: render_consent(CONSENT, footer(purpose="동의 받기")),
        "03-consent-blank": lambda: render_consent(ConsentRecord(centre=CENTRE)),
        "04-application": lambda: render_application(APPLICATION, footer(purpose="접수")),
        "04-application-blank": lambda: render_application(ApplicationRecord(centre=CENTRE)),
        "05-receipt": lambda: render_receipt(RECEIPT, footer(purpose="본인 교부")),
        "06-note": lambda: render_note(NOTE, footer(purpose="결재")),
        "07-proof": lambda: render_proof(PROOF, footer(purpose="본인 교부")),
        "08-partner-sheet": lambda: render_partner_sheet(
            PARTNER_SHEET, footer(purpose="본인 교부"), large=True
        ),
        "09-day-sheet": lambda: render_day_sheet(DAY_SHEET, footer(purpose="창구")),
        "09-call-sheet": lambda: render_call_sheet(CALL_SHEET, footer(purpose="회신 확인")),
        "10-stop": lambda: render_stop(STOP, footer()),
        "12-subject-copy": lambda: render_report(COPY, footer(purpose="정보주체 열람")),
        "13-subject-answer": lambda: render_report(ANSWER, footer(purpose="처리결과 통지")),
        "14-partner-notice": lambda: render_report(NOTICE, footer(purpose="기관에 알림")),
        "15-breach": lambda: render_report(BREACH, footer(purpose="유출 대응")),
        "17-handover": lambda: render_handover(HANDOVER, footer(purpose="업무 인계")),
        "16-data-file": lambda: render_report(DATA_FILE, footer(purpose="등록")),
        "11-recovery": lambda: render_recovery(RECOVERY, footer(purpose="봉인 보관")),
    }


def draw_into(folder: Path) -> None:
    """All papers as PDF and PNG, for looking at."""
    import pypdfium2

    folder.mkdir(parents=True, exist_ok=True)
    for name, render in all_papers().items():
        pdf = render()
        (folder / f"{name}.pdf").write_bytes(pdf)
        for number, page in enumerate(pypdfium2.PdfDocument(pdf), 1):
            page.render(scale=110 / 72).to_pil().save(folder / f"{name}-{number}.png")


if __name__ == "__main__":
    draw_into(Path(sys.argv[1]))

POSTPONED = ReportRecord(
    form="subject-postpone-1",
    number="26-101-02931",
    issued_on=date(2026, 12, 1),
    centre=CENTRE,
    counsellor="이도담",
    addressee="백서윤 님",
    facts=(
        ReportFact("kind", "열람"),
        ReportFact("items", "가지고 있는 모든 정보"),
        ReportFact("received", "2026. 11. 24.(화)"),
        ReportFact("due", "2026. 12. 4.(금)"),
        ReportFact("postponed_on", "2026. 12. 1.(화)"),
        ReportFact("postponed_to", "2026. 12. 18.(금)"),
        ReportFact("why", "다른 분의 정보가 함께 적힌 상담 기록이 있어 가리는 데 시간이 걸림"),
    ),
)
BLANKS = tuple(
    BlankRecord(CENTRE, form) for form in ("subject-request-1", "subject-notice-1", "mandate-1")
)
