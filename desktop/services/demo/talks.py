"""What is said at the demo's counter: purposes of visits, talks, promises."""

from dataclasses import dataclass

PURPOSES = ("counselling", "resume", "benefit", "training", "registration", "enquiry", "proof")
RESULTS = ("counselled",) * 7 + ("registered", "informed", "enrolled")
FOLLOW_UPS = (
    "지원 결과 여쭙기",
    "교육 신청 확인",
    "취업 1개월 안부",
    "면접 결과 확인",
    "서류 준비 확인",
)
MEETINGS = ("이력서 보기", "면접 연습", "교육 과정 고르기", "채용 공고 보기", "구직 등록 연장")
NOT_REACHED = "전화를 드렸으나 받지 않으셔서 다시 연락하기로 함."
AMENDED = "희망 근무지를 빠뜨려 덧붙임"
REMARKS = (
    "",
    "",
    "",
    "",
    "",
    "오후에 다시 오심",
    "서류를 두고 가심",
    "조용한 자리로 옮김",
)


@dataclass(frozen=True, slots=True)
class Talk:
    """One talk as the note keeps it: topics as [code, state, line], plan without its days."""

    summary: str
    topics: tuple[tuple[str, str, str], ...] = ()
    plan: tuple[tuple[str, str, str], ...] = ()
    """(goal, action, who)"""
    opening: str = ""


TALKS = (
    Talk(
        "희망 직종과 근무 시간을 다시 정리하고 이력서의 경력 부분을 함께 고침.",
        (("resume", "need", "경력 부분을 고쳐야 함"), ("conditions", "need", "주 30시간 안쪽")),
        (("서류 준비", "이력서를 고쳐 가져오기", "visitor"),),
    ),
    Talk(
        "오전 시간대 일자리를 원하며 집에서 30분 안의 곳을 우선으로 찾기로 함.",
        (("mobility", "need", "버스로 30분 안"), ("care", "need", "오후에는 아이를 데리러 감")),
        (("일자리 찾기", "오전 근무 공고 세 건 보내기", "counsellor"),),
        "오전에만 할 수 있는 일이 있을지 물으심.",
    ),
    Talk(
        "전 직장의 업무를 항목별로 적어 보고 강점 세 가지를 골라 자기소개서에 넣기로 함.",
        (("motivation", "strength", "꾸준히 지원하고 계심"), ("resume", "need", "")),
        (("서류 준비", "자기소개서 초안 쓰기", "visitor"),),
    ),
    Talk(
        "내일배움카드 과정 두 곳의 시간표를 비교하고 다음 주까지 하나를 고르기로 함.",
        (("training", "need", "전산회계와 조리 사이에서 고민"), ("digital", "need", "")),
        (("훈련", "과정 하나 고르기", "visitor"), ("훈련", "카드 발급 확인", "counsellor")),
        "배우면서 구직할 수 있는 과정을 알고 싶어 하심.",
    ),
    Talk(
        "면접 일정을 확인하고 예상 질문 다섯 가지로 연습함. 말끝을 분명히 하는 연습이 더 필요함.",
        (("interview", "need", "말끝을 분명히"), ("motivation", "strength", "")),
    ),
    Talk(
        "구직 활동이 길어져 의욕이 떨어졌으나 짧은 근무부터 시작해 보겠다고 함.",
        (("motivation", "need", "구직이 길어짐"), ("livelihood", "need", "")),
        (("다시 시작", "시간제 두 곳에 지원하기", "visitor"),),
    ),
    Talk(
        "컴퓨터 문서 작성이 서툴러 기초 교육을 먼저 받기를 원함.",
        (("digital", "need", "문서 작성부터"), ("training", "need", "")),
        (("교육", "기초 과정 신청 돕기", "counsellor"),),
    ),
    Talk(
        "채용 공고 세 건을 함께 보고 한 곳에 지원서를 냄. 결과는 다음 주에 연락하기로 함.",
        (("exploration", "solved", "사무 보조로 정함"), ("wage", "unasked", "")),
        (("지원", "결과 확인 전화", "counsellor"),),
    ),
    Talk(
        "근로계약서에서 볼 것을 함께 읽고, 주휴수당과 휴게 시간을 확인하시도록 안내함.",
        (("law", "need", "계약서 확인"), ("wage", "need", "")),
    ),
    Talk(
        "직업을 바꾸고 싶어 하셔서 관심 있는 일 세 가지를 적어 보고 하나씩 알아보기로 함.",
        (("exploration", "need", "관심 있는 일 세 가지"), ("motivation", "strength", "")),
        (("직업 찾기", "관심 직업 하나 알아보기", "visitor"),),
        "하던 일을 계속해야 할지 고민하심.",
    ),
)
