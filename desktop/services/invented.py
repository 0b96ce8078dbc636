"""Invented people for the demo store: plausible Korean names, never anybody's own data.

Phones stand in 010-0xxx, which no carrier gives out.
"""

from dataclasses import dataclass
from datetime import date
from random import Random

from desktop.domain.calendar import birthday_in

SURNAMES = (
    ("김", 215), ("이", 147), ("박", 84), ("최", 47), ("정", 43), ("강", 24), ("조", 21),
    ("윤", 20), ("장", 20), ("임", 16), ("한", 15), ("오", 15), ("서", 15), ("신", 15),
    ("권", 14), ("황", 14), ("안", 14), ("송", 14), ("전", 11), ("홍", 11), ("유", 13),
    ("고", 9), ("문", 9), ("양", 9), ("손", 9), ("배", 8), ("백", 8), ("허", 7), ("남", 6),
    ("심", 5), ("노", 5), ("하", 5), ("곽", 4), ("성", 4), ("차", 4), ("주", 4), ("우", 4),
    ("구", 4), ("나", 3), ("민", 3), ("진", 3), ("남궁", 1), ("황보", 1), ("선우", 1), ("제갈", 1),
)  # fmt: skip
"""Surnames with their share in a thousand, roughly as in the census."""

OLDER = (
    "영숙", "정숙", "순자", "영희", "미숙", "경숙", "명숙", "은숙", "현숙", "성호", "영호",
    "영수", "정호", "상철", "광수", "종수", "병철", "동식", "기환", "옥순", "말순", "춘자",
)  # fmt: skip
MIDDLE = (
    "지영", "은영", "미경", "은정", "현정", "수진", "정은", "성훈", "정훈", "상훈", "동현",
    "성민", "준호", "영진", "혜진", "은주", "미정", "선영", "경희", "재훈", "승현", "진우",
)  # fmt: skip
YOUNGER = (
    "민지", "지은", "유진", "수빈", "지현", "예진", "서윤", "하은", "지우", "채원", "민준",
    "서준", "도윤", "지훈", "현우", "준서", "건우", "태민", "가은", "나연", "다인", "한결",
)  # fmt: skip
FOREIGN = (
    "NGUYEN THI HOA", "TRAN VAN MINH", "LI XIAOMEI", "BATBAYAR OYUN", "SANTOS MARIA CLARA",
    "KARIMOVA NIGORA", "SHRESTHA BIBEK", "THACH SOPHEAP",
)  # fmt: skip

DONGS = (
    "1121571000", "1121573000", "1121574000", "1121575000", "1121576000", "1121577000",
    "1121578000", "1121581000", "1121582000", "1121583000", "1121584000", "1121584700",
    "1121585000", "1121586000", "1121587000",
)  # fmt: skip
JOBS = (
    "026", "027", "029", "133", "214", "231", "232", "304", "307", "415", "511", "531", "532",
    "542", "550", "561", "563", "564", "614", "615", "616", "622", "624", "890",
)  # fmt: skip
SUMMARIES = (
    "희망 직종과 근무 시간을 다시 정리하고 이력서의 경력 부분을 함께 고침.",
    "오전 시간대 일자리를 원하며 집에서 30분 안의 곳을 우선으로 찾기로 함.",
    "전 직장의 업무를 항목별로 적어 보고 강점 세 가지를 골라 자기소개서에 넣기로 함.",
    "내일배움카드 과정 두 곳의 시간표를 비교하고 다음 주까지 하나를 고르기로 함.",
    "면접 일정을 확인하고 예상 질문 다섯 가지로 연습함. 말끝을 분명히 하는 연습이 더 필요함.",
    "구직 활동이 길어져 의욕이 떨어졌으나 짧은 근무부터 시작해 보겠다고 함.",
    "컴퓨터 문서 작성이 서툴러 기초 교육을 먼저 받기를 원함.",
    "채용 공고 세 건을 함께 보고 한 곳에 지원서를 냄. 결과는 다음 주에 연락하기로 함.",
)
FOLLOW_UPS = ("지원 결과 여쭙기", "교육 신청 확인", "취업 1개월 안부", "면접 결과 확인")


@dataclass(frozen=True, slots=True)
class Invented:
    """One invented person."""

    name: str
    birth: date
    female: bool
    phone: str
    dong: str
    foreign: bool


class Inventor:
    """Makes people one after the other; the same seed makes the same people."""

    def __init__(self, random: Random, today: date) -> None:
        self._random = random
        self._today = today
        self._surnames = [name for name, _ in SURNAMES]
        self._shares = [share for _, share in SURNAMES]
        self._phones = 0

    def person(self) -> Invented:
        """The next person; the ages lean to the middle-aged and older, as at the counter."""
        random = self._random
        age = min(84, max(16, int(random.triangular(18, 82, 52))))
        birth = birthday_in(date(self._today.year - age, 1, 1), 0)
        birth = date(birth.year, random.randint(1, 12), random.randint(1, 28))
        female = random.random() < 0.58
        foreign = random.random() < 0.02
        if foreign:
            name = random.choice(FOREIGN)
        else:
            surname = random.choices(self._surnames, self._shares)[0]
            given = OLDER if age >= 55 else MIDDLE if age >= 36 else YOUNGER
            name = surname + random.choice(given)
        self._phones += 1
        # A fixed odd factor walks through all seven-digit tails without repeating one.
        tail = self._phones * 7_654_321 % 10_000_000
        return Invented(
            name=name,
            birth=birth,
            female=female,
            phone=f"0100{tail:07d}",
            dong=random.choice(DONGS),
            foreign=foreign,
        )
