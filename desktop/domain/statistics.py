"""What the office counts of its visits, month by month, and how each figure is told.

연인원 counts every time, 실인원 counts everybody once. Ages are those of the year (연 나이),
because the day of birth is gone after a destruction and the figures have to stay.
"""

from dataclasses import dataclass
from enum import Enum

from desktop.domain.period import Period

YEARS = 10
"""How far back the picture goes."""


class Subject(Enum):
    """What is counted."""

    VISITS = "visits"
    TALKS = "talks"
    SEEKING = "seeking"
    REFERRALS = "referrals"
    HIRES = "hires"

    @property
    def label(self) -> str:
        """The word for it."""
        return {
            "visits": "방문",
            "talks": "상담",
            "seeking": "구직 등록",
            "referrals": "의뢰",
            "hires": "연계 취업",
        }[self.value]

    @property
    def sentence(self) -> str:
        """How it is counted."""
        return {
            "visits": "방문한 날에 셉니다. 이름 없이 물어보신 분과 돌아가신 분도 한 건입니다.",
            "talks": "상담을 시작한 달에 셉니다. 전화가 닿지 않은 것은 따로 보입니다.",
            "seeking": "등록한 달에 셉니다. 기간을 늘린 것은 재등록입니다.",
            "referrals": (
                "의뢰서를 발급한 달에 셉니다. 무효로 한 것은 빼고 철회한 것은 넣어, "
                "‘기관별 결과’의 의뢰보다 많을 수 있습니다."
            ),
            "hires": "기관이 알려 온 취업을 취업한 날의 달에 셉니다.",
        }[self.value]


class Shown(Enum):
    """A subject with what it is divided by."""

    CHANNEL = "channel"
    PURPOSE = "purpose"
    END = "end"
    FIRST = "first"
    COUNSELLOR = "counsellor"
    SEX = "sex"
    AGE = "age"
    METHOD = "method"
    TALKER = "talker"
    SEEKING = "seeking"
    REFERRED = "referred"
    HIRED = "hired"

    @property
    def subject(self) -> Subject:
        """What is counted."""
        return _SUBJECTS.get(self, Subject.VISITS)

    @property
    def label(self) -> str:
        """What it is divided by, and of what: 방문 · 접수 경로."""
        return f"{self.subject.label} · {self.by}"

    @property
    def by(self) -> str:
        """What it is divided by."""
        return _BY[self]

    @property
    def several(self) -> bool:
        """Whether one may count under several rows: then the rows add up to more than 계."""
        return self is Shown.PURPOSE


_BY = {
    Shown.CHANNEL: "접수 경로",
    Shown.PURPOSE: "방문 목적",
    Shown.END: "처리 결과",
    Shown.FIRST: "처음·다시",
    Shown.COUNSELLOR: "상담사",
    Shown.SEX: "성별",
    Shown.AGE: "연령대",
    Shown.METHOD: "상담 방법",
    Shown.TALKER: "상담사",
    Shown.SEEKING: "신규·재등록",
    Shown.REFERRED: "기관",
    Shown.HIRED: "기관",
}
_SUBJECTS = {
    Shown.METHOD: Subject.TALKS,
    Shown.TALKER: Subject.TALKS,
    Shown.SEEKING: Subject.SEEKING,
    Shown.REFERRED: Subject.REFERRALS,
    Shown.HIRED: Subject.HIRES,
}

CASES = "연인원은 온 횟수, 실인원은 같은 분을 한 번만 센 수입니다."
NOBODY = "이름 없이 물어보신 분은 누구인지 알 수 없어 연인원에만 셉니다."
MONTHLY = "실인원은 한 달 안에서 셉니다. 달의 실인원을 더해도 해의 실인원이 되지 않습니다."
OVERLAPPING = "방문 목적은 여럿일 수 있어 줄을 더하면 계보다 많습니다."
AGES = "나이는 방문한 해에서 태어난 해를 뺀 연 나이입니다. 파기한 뒤에도 수가 그대로 남습니다."
KEPT = "파기된 분도 셉니다. 옮긴 기록과 되돌린 일은 바로 반영됩니다."
NOTES = (CASES, NOBODY, MONTHLY, OVERLAPPING, AGES, KEPT)
"""What stands under every figure."""


@dataclass(frozen=True, slots=True)
class TrendLine:
    """One row over the time: a count for every period."""

    key: str
    label: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """Of the whole time."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Trend:
    """What is shown over ten years; `total` counts everything once."""

    shown: Shown
    periods: tuple[Period, ...]
    lines: tuple[TrendLine, ...]
    total: TrendLine

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return not self.total.total


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One row of a month: 연인원 and 실인원."""

    key: str
    label: str
    cases: int
    people: int


@dataclass(frozen=True, slots=True)
class Month:
    """A month counted from its rows one by one."""

    shown: Shown
    period: Period
    lines: tuple[MonthLine, ...]
    total: MonthLine
