"""What became of the people sent to partners: which figures there are and how each is counted.

The definitions are data: the screen shows their sentences, the paper bears them as footnotes,
and the counting goes by the same rows, so that no figure is without its sentence. A figure
belongs to the referrals issued in the period, whatever day their news came (live view); only
`HIRED` goes by the day of the hire, as the office reports employment (채용 확인일 기준).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from typing import NamedTuple

from desktop.domain.referral import Progress

EMPLOYED, TRAINED = "employed", "trained"
"""Codes of the list `outcomes` that the results ask for."""
NOBODY = "-"
"""What stands for a rate or a delay of nothing."""


class Trace(NamedTuple):
    """One referral as its stored rows tell it; rows that were undone are left out.

    `state` is the letter of its progress, `reached` those its moves came to, guessed ones too.
    The days of the steps are None where nobody told them: a step that was only guessed has no
    day. A tuple, because a year of a city is 100,000 of them.
    """

    referral_id: int
    visitor_id: int
    service_id: int
    issued_on: date
    state: str
    reply_due: date | None = None
    result_code: str = ""
    result_on: date | None = None
    reached: str = ""
    handed_on: date | None = None
    arrived_on: date | None = None
    answered_on: date | None = None
    accepted_on: date | None = None
    completed_on: date | None = None
    visited: bool = False
    """Whether the stub's 방문함 was ticked."""
    chased: int = 0

    @property
    def progress(self) -> Progress:
        """Where it stands."""
        return Progress(self.state)

    @property
    def counted(self) -> bool:
        """Whether it is a referral at all: void ones and those called off before they left not."""
        if self.progress in (Progress.DRAFT, Progress.VOID):
            return False
        left = self.answered_on is not None or not _BEFORE_IT_LEFT.issuperset(self.reached)
        return left or self.progress is not Progress.WITHDRAWN

    @property
    def employed(self) -> bool:
        """Whether it led to employment."""
        return self.state == Progress.COMPLETED.value and self.result_code == EMPLOYED

    def came_to(self, letters: frozenset[str]) -> bool:
        """Whether it ever stood in one of these."""
        return not letters.isdisjoint(self.reached)


_BEFORE_IT_LEFT = frozenset(one.value for one in (Progress.DRAFT, Progress.ISSUED)) | {"W"}
_ARRIVED = frozenset("ACSF")
_ACCEPTED = frozenset("CSF")
_UNFIT = frozenset({Progress.DECLINED, Progress.PASSED_ON, Progress.BROKEN_OFF, Progress.WITHDRAWN})


class Figure(Enum):
    """A number of the results, always of referrals (건) and of people (명)."""

    ISSUED = "issued"
    ARRIVED = "arrived"
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    COMPLETED = "completed"
    EMPLOYED = "employed"
    SILENT = "silent"
    GOING_ON = "going_on"
    TRAINED = "trained"
    FINISHED = "finished"
    UNFIT = "unfit"
    CHASED = "chased"
    HIRED = "hired"

    @property
    def label(self) -> str:
        """The head of its column."""
        return DEFINITIONS[self].label

    @property
    def sentence(self) -> str:
        """How it is counted."""
        return DEFINITIONS[self].sentence


@dataclass(frozen=True, slots=True)
class Definition:
    """How a figure is called and counted, in a sentence for the clerk, and the rule itself."""

    label: str
    sentence: str
    holds: Callable[[Trace, date], bool]


def _open(trace: Trace) -> bool:
    return not trace.progress.closed and trace.progress is not Progress.NO_ANSWER


def _is_silent(trace: Trace, today: date) -> bool:
    if trace.progress is Progress.NO_ANSWER:
        return True
    late = trace.reply_due is not None and trace.reply_due < today
    return _open(trace) and late and trace.answered_on is None


DEFINITIONS: Mapping[Figure, Definition] = {
    Figure.ISSUED: Definition(
        "의뢰",
        "기간에 의뢰서를 발급한 건입니다. 무효로 한 것과 전달하기 전에 철회한 것은 세지 않습니다.",
        lambda _trace, _today: True,
    ),
    Figure.ARRIVED: Definition(
        "도착",
        "기관에 간 것이 확인된 건입니다. 기관이 접수했거나 마쳤다고 알린 건도 넣습니다.",
        lambda trace, _today: trace.visited or trace.came_to(_ARRIVED),
    ),
    Figure.ANSWERED: Definition(
        "회신",
        "기관이 한 번이라도 알려 온 건입니다. 내담자 말만 들은 것은 회신이 아닙니다.",
        lambda trace, _today: trace.answered_on is not None,
    ),
    Figure.ACCEPTED: Definition(
        "접수",
        "기관이 맡아 시작한 건입니다. 맡은 뒤 중단한 건도 넣습니다.",
        lambda trace, _today: trace.came_to(_ACCEPTED),
    ),
    Figure.COMPLETED: Definition(
        "완료",
        "지금 상태가 완료인 건입니다. 취업, 훈련 수료, 기타 완료를 합한 것입니다.",
        lambda trace, _today: trace.progress is Progress.COMPLETED,
    ),
    Figure.EMPLOYED: Definition(
        "취업",
        "완료된 건 가운데 결과가 취업인 건입니다.",
        lambda trace, _today: trace.employed,
    ),
    Figure.SILENT: Definition(
        "미회신",
        "무응답으로 정리했거나, 회신 기한이 지났는데 기관이 아무것도 알려 오지 않은 건입니다.",
        _is_silent,
    ),
    Figure.GOING_ON: Definition(
        "진행",
        "아직 끝나지 않은 건입니다. 미회신은 넣지 않습니다.",
        lambda trace, today: _open(trace) and not _is_silent(trace, today),
    ),
    Figure.TRAINED: Definition(
        "훈련",
        "완료된 건 가운데 결과가 훈련 수료인 건입니다.",
        lambda trace, _today: trace.progress is Progress.COMPLETED and trace.result_code == TRAINED,
    ),
    Figure.FINISHED: Definition(
        "기타 완료",
        "상담 등을 마쳐 완료된 건 가운데 취업과 훈련 수료가 아닌 건입니다.",
        lambda trace, _today: (
            trace.progress is Progress.COMPLETED and trace.result_code not in (EMPLOYED, TRAINED)
        ),
    ),
    Figure.UNFIT: Definition(
        "부적합",
        "반려, 타기관 의뢰, 중단, 철회로 끝난 건입니다.",
        lambda trace, _today: trace.progress in _UNFIT,
    ),
    Figure.CHASED: Definition(
        "재촉",
        "기관에 한 번이라도 물어본 건입니다.",
        lambda trace, _today: trace.chased > 0,
    ),
    Figure.HIRED: Definition(
        "기간 중 취업",
        "언제 의뢰했든 취업이 확인된 날이 기간에 드는 건입니다. "
        "명은 같은 달에 거듭된 취업을 한 번만 셉니다.",
        lambda trace, _today: trace.employed,
    ),
}
"""Every figure with its sentence and its rule, in the order of the columns."""

FUNNEL = (
    Figure.ISSUED,
    Figure.ARRIVED,
    Figure.ANSWERED,
    Figure.ACCEPTED,
    Figure.COMPLETED,
    Figure.EMPLOYED,
)
"""How the referrals thin out."""
PARTS = (
    Figure.GOING_ON,
    Figure.TRAINED,
    Figure.EMPLOYED,
    Figure.FINISHED,
    Figure.UNFIT,
    Figure.SILENT,
)
"""Every counted referral stands in exactly one of these."""
COHORT = tuple(figure for figure in Figure if figure is not Figure.HIRED)
"""Counted from the referrals that were issued in the period."""


class Rate(Enum):
    """A share of the referrals issued."""

    ARRIVAL = Figure.ARRIVED
    REPLY = Figure.ANSWERED
    ACCEPTANCE = Figure.ACCEPTED
    COMPLETION = Figure.COMPLETED
    EMPLOYMENT = Figure.EMPLOYED

    @property
    def label(self) -> str:
        """도착률 …"""
        return f"{self.value.label}률" if self.value is not Figure.ANSWERED else "회신율"

    @property
    def sentence(self) -> str:
        """How it is reckoned."""
        return f"{self.label} = {self.value.label} 건 ÷ 의뢰 건 × 100"


class Step(Enum):
    """A stretch of the way whose working days are measured."""

    HANDING = "handing"
    ARRIVAL = "arrival"
    REPLY = "reply"
    ACCEPTANCE = "acceptance"
    COMPLETION = "completion"
    EMPLOYMENT = "employment"

    @property
    def label(self) -> str:
        """From what to what."""
        return {
            "handing": "발급에서 전달",
            "arrival": "전달에서 도착",
            "reply": "전달에서 첫 회신",
            "acceptance": "전달에서 접수",
            "completion": "전달에서 완료",
            "employment": "전달에서 취업",
        }[self.value]


DELAYS = (
    "걸린 날은 앞 단계 다음 날부터 센 근무일의 중앙값입니다. 알려 온 날이 없어 짐작한 단계는 "
    "넣지 않습니다."
)
CASES = "건은 의뢰의 수, 명은 사람을 한 번만 센 수입니다."
PEOPLE = (
    f"{CASES} 한 분이 여러 기관에 의뢰되면 각 기관에서 한 명이고 계에서도 한 명이라, "
    "명은 기관의 합과 계가 다를 수 있습니다."
)
OVERLAPPING = "대상 구분은 의뢰한 날의 사실로 따지며 한 분이 여러 구분에 들 수 있습니다(중복 포함)."
GONE = "파기된 분도 셉니다. 남은 기록이 적어 대상 구분에서는 빠질 수 있습니다."
NO_SHARE = f"분모가 0이면 {NOBODY}로 적습니다. 비율과 평균은 소수 둘째 자리에서 반올림합니다."


def notes_of(figures: Iterable[Figure], *, groups: bool = False) -> tuple[str, ...]:
    """The footnotes of a table with these columns."""
    return (
        *(f"{figure.label}: {figure.sentence}" for figure in figures),
        PEOPLE,
        DELAYS,
        *((OVERLAPPING,) if groups else ()),
        GONE,
        NO_SHARE,
    )


# Counting -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Count:
    """Referrals and distinct people."""

    cases: int = 0
    people: int = 0


@dataclass(frozen=True, slots=True)
class Delay:
    """Working days of a step: the median and the mean of so many referrals; None of none."""

    median: Decimal | None = None
    mean: Decimal | None = None
    of: int = 0


NO_COUNT, NO_DELAY = Count(), Delay()


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One row of the results: a partner, a service, a group, or everything (계)."""

    key: str
    label: str
    below: str
    counts: Mapping[Figure, Count]
    delays: Mapping[Step, Delay]

    def count(self, figure: Figure) -> Count:
        """Referrals and people of a figure."""
        return self.counts.get(figure, NO_COUNT)

    def delay(self, step: Step) -> Delay:
        """The working days of a step."""
        return self.delays.get(step, NO_DELAY)

    def rate(self, rate: Rate) -> Decimal | None:
        """Per cent of the referrals issued; None when none was."""
        return share(self.count(rate.value).cases, self.count(Figure.ISSUED).cases)


def share(part: int, whole: int) -> Decimal | None:
    """Per cent to one decimal, half up; None of nothing."""
    return None if whole == 0 else rounded(Decimal(part * 100) / Decimal(whole))


def rounded(value: Decimal) -> Decimal:
    """To one decimal, half up."""
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def median(values: Sequence[int]) -> Decimal | None:
    """The value in the middle, of two the one between them; None of none."""
    if not values:
        return None
    ordered, middle = sorted(values), len(values) // 2
    if len(ordered) % 2:
        return rounded(Decimal(ordered[middle]))
    return rounded(Decimal(ordered[middle - 1] + ordered[middle]) / 2)


def mean(values: Sequence[int]) -> Decimal | None:
    """The average to one decimal, half up; None of none."""
    return rounded(Decimal(sum(values)) / len(values)) if values else None


def shown(value: Decimal | None, unit: str = "") -> str:
    """A rate or a delay as it is written; a dash of nothing, whole days without a zero."""
    if value is None:
        return NOBODY
    text = f"{value:.1f}"
    if unit == "일":
        text = text.removesuffix(".0")
    return f"{text}{unit}"
