"""Invented people for the demo store: plausible Korean names, never anybody's own data.

Phones stand in 010-0xxx, which no carrier gives out. Among the people are those a counter
has trouble with: namesakes, households on one phone, names with two-syllable surnames, in
Latin letters or Hanja, rare syllables, and what a careless form would take for markup.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import TypeVar

from desktop.domain.visitor import WorkState

One = TypeVar("One")

SURNAMES = (
    ("김", 215), ("이", 147), ("박", 84), ("최", 47), ("정", 43), ("강", 24), ("조", 21),
    ("윤", 20), ("장", 20), ("임", 16), ("한", 15), ("오", 15), ("서", 15), ("신", 15),
    ("권", 14), ("황", 14), ("안", 14), ("송", 14), ("전", 11), ("홍", 11), ("유", 13),
    ("고", 9), ("문", 9), ("양", 9), ("손", 9), ("배", 8), ("백", 8), ("허", 7), ("남", 6),
    ("심", 5), ("노", 5), ("하", 5), ("곽", 4), ("성", 4), ("차", 4), ("주", 4), ("우", 4),
    ("구", 4), ("나", 3), ("민", 3), ("진", 3), ("남궁", 1), ("황보", 1), ("선우", 1), ("제갈", 1),
)  # fmt: skip
"""Surnames with their share in a thousand, roughly as in the census."""

WOMEN = (
    (
        "영숙",
        "정숙",
        "순자",
        "영희",
        "미숙",
        "경숙",
        "명숙",
        "은숙",
        "현숙",
        "옥순",
        "말순",
        "춘자",
    ),
    (
        "지영",
        "은영",
        "미경",
        "은정",
        "현정",
        "수진",
        "정은",
        "혜진",
        "은주",
        "미정",
        "선영",
        "경희",
    ),
    (
        "민지",
        "지은",
        "유진",
        "수빈",
        "지현",
        "예진",
        "서윤",
        "하은",
        "채원",
        "가은",
        "나연",
        "다인",
    ),
)
MEN = (
    (
        "성호",
        "영호",
        "영수",
        "정호",
        "상철",
        "광수",
        "종수",
        "병철",
        "동식",
        "기환",
        "만식",
        "덕수",
    ),
    (
        "성훈",
        "정훈",
        "상훈",
        "동현",
        "성민",
        "준호",
        "영진",
        "재훈",
        "승현",
        "진우",
        "경민",
        "태호",
    ),
    (
        "민준",
        "서준",
        "도윤",
        "지훈",
        "현우",
        "준서",
        "건우",
        "태민",
        "한결",
        "지우",
        "시우",
        "은호",
    ),
)
"""Given names of three generations, the oldest first."""
FOREIGN = (
    "NGUYEN THI HOA", "TRAN VAN MINH", "LI XIAOMEI", "BATBAYAR OYUN", "SANTOS MARIA CLARA",
    "KARIMOVA NIGORA", "SHRESTHA BIBEK", "THACH SOPHEAP", "PARK SVETLANA", "SATO HANAKO",
)  # fmt: skip
STAYS = (("F-6", True), ("F-5", True), ("F-4", True), ("H-2", True), ("D-10", True), ("F-1", False))
HARD = (
    "남궁하늘", "金哲洙", "<b>x</b>", "뷁똠방", "제갈공", "황보 가람",
    "MARIA DE LA O ANA EVA LUZ PAZ SOL MAR FE REY LEO CRUZ DIAZ Y GIL",
    "강한별 & 이슬", "선우 봄여름가을겨울", "김%_\\'\"",
)  # fmt: skip
"""Names on which screens and papers have come to grief."""

DONGS = (
    "1121571000", "1121573000", "1121574000", "1121575000", "1121576000", "1121577000",
    "1121578000", "1121581000", "1121582000", "1121583000", "1121584000", "1121584700",
    "1121585000", "1121586000", "1121587000",
)  # fmt: skip
JOBS = (
    "026", "027", "029", "133", "214", "231", "232", "304", "307", "415", "511", "531", "532",
    "542", "550", "561", "563", "564", "614", "615", "616", "622", "624", "890",
)  # fmt: skip
LICENCES = (
    "",
    "",
    "",
    "요양보호사",
    "한식조리기능사",
    "전산회계 2급",
    "지게차운전기능사",
    "사회복지사 2급",
)
SCHOOLS = (("건국대학교", "경영학"), ("세종대학교", "호텔관광"), ("한양여자대학교", "유아교육"))
NEEDS = ((), (), (), (), (), (), (), (), ("large_print",), ("hearing",), ("wheelchair",))
WAGES = (1_800_000, 2_200_000, 2_400_000, 2_600_000, 3_000_000)

HOUSEHOLD, NAMESAKE, FROM_ABROAD = 0.05, 0.02, 0.02
"""How many of a hundred share a phone, share name and birth year, or have another nationality."""
SOON = 6
"""Of so many foreign visitors one's permit ends within a month."""


@dataclass(frozen=True, slots=True)
class Invented:
    """One invented person; what the intake form would say about them."""

    name: str
    birth: date
    female: bool
    phone: str
    dong: str
    foreign: bool
    stay_status: str
    may_work: bool | None
    stay_until: date | None
    work_state: str
    left_month: str
    leaving_reason: str
    education: str
    graduation: str
    school: str
    major: str
    licences: str
    needs: tuple[str, ...]
    wish_job: str
    wish_form: str
    wish_wage: int

    @property
    def seeking(self) -> bool:
        """Whether they look for work."""
        return self.work_state == WorkState.SEEKING.value


class Inventor:
    """Makes people one after the other; the same seed makes the same people."""

    def __init__(self, random: Random, today: date) -> None:
        self._random = random
        self._today = today
        self._surnames = [name for name, _ in SURNAMES]
        self._shares = list(accumulate(share for _, share in SURNAMES))
        self._phones = 0
        self._abroad = 0
        self._before: Invented | None = None

    def person(self, came_on: date, name: str = "") -> Invented:
        """The next person, who came first on that day; `name` for one that is wanted.

        The ages lean to the middle-aged and older, as at the counter.
        """
        dice = self._random.random
        before = self._before
        age = min(84, max(16, int(self._random.triangular(18, 82, 52))))
        birth = date(self._today.year - age, 1 + int(dice() * 12), 1 + int(dice() * 28))
        female = dice() < 0.58
        foreign = dice() < FROM_ABROAD
        namesake = before is not None and dice() < NAMESAKE
        if name:
            foreign = name.isascii() and name.isupper()
        elif foreign:
            name = self._one(FOREIGN)
        elif namesake and before is not None:
            name, female = before.name, before.female
            birth = birth.replace(year=before.birth.year)
            foreign = before.foreign
        else:
            given = (WOMEN if female else MEN)[0 if age >= 55 else 1 if age >= 36 else 2]
            (surname,) = self._random.choices(self._surnames, cum_weights=self._shares)
            name = surname + self._one(given)
        phone, dong = self._phone(), self._one(DONGS)
        if before is not None and not namesake and dice() < HOUSEHOLD:
            phone, dong = before.phone, before.dong
        made = self._before = self._with_work(
            name, birth, female, phone, dong, foreign, age, came_on
        )
        return made

    def _with_work(
        self,
        name: str,
        birth: date,
        female: bool,
        phone: str,
        dong: str,
        foreign: bool,
        age: int,
        came_on: date,
    ) -> Invented:
        dice = self._random.random
        reason = self._one(("contract_end", "personal", "working_conditions", "closure"))
        if age >= 58 and dice() < 0.4:
            reason = "retirement"
        elif female and age < 55 and dice() < 0.4:
            reason = self._one(("family_start", "family_care"))
        left = came_on - timedelta(days=20 + int(dice() * min(3_000, 365 * (age - 15))))
        young = age < 30
        school, major = self._one(SCHOOLS) if young and dice() < 0.5 else ("", "")
        status, may_work, until = self._stay() if foreign else ("", None, None)
        return Invented(
            name=name,
            birth=birth,
            female=female,
            phone=phone,
            dong=dong,
            foreign=foreign,
            stay_status=status,
            may_work=may_work,
            stay_until=until,
            work_state="seeking"
            if dice() < 0.75
            else self._one(("employed", "caring", "student"))
            if young
            else self._one(("employed", "caring")),
            left_month=f"{left.year}-{left.month:02}",
            leaving_reason=reason,
            education=self._one(("05", "04", "03"))
            if young
            else self._one(("03", "03", "04", "05", "02")),
            graduation="graduated",
            school=school,
            major=major,
            licences=self._one(LICENCES),
            needs=self._one(NEEDS),
            wish_job=self._one(JOBS),
            wish_form=self._one(("10", "20", "11")),
            wish_wage=self._one(WAGES),
        )

    def _stay(self) -> tuple[str, bool, date]:
        self._abroad += 1
        status, may_work = self._one(STAYS)
        ahead = 30 + int(self._random.random() * 700)
        if self._abroad % SOON == 1:
            ahead = 3 + int(self._random.random() * 26)
        return status, may_work, self._today + timedelta(days=ahead)

    def _phone(self) -> str:
        self._phones += 1
        # A fixed odd factor walks through all seven-digit tails without repeating one.
        return f"0100{self._phones * 7_654_321 % 10_000_000:07d}"

    def _one(self, many: Sequence[One]) -> One:
        return many[int(self._random.random() * len(many))]
