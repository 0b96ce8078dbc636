"""Which target groups a visitor belongs to on a day, and why, in a sentence.

The rules are dated rows of `resources/codes/target_rules.toml`, each with its
source. What is not known stays unknown: the verdict is then 확인 필요, with the
question to ask. Nothing here decides over a benefit: where another office decides,
the best verdict is 확인 필요 with that office's name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from types import MappingProxyType
from typing import ClassVar, Protocol

from desktop.domain.birth import age_range
from desktop.domain.calendar import add_months, age_on, birthday_in, show_date
from desktop.domain.korean import with_particle
from desktop.domain.visitor import Sex, VisitorDraft, WorkState

_NO_ANSWERS: Mapping[str, bool] = MappingProxyType({})
_LAST_MONTH = 12
_GWANGJIN, _ELSEWHERE = "11215", "outside"
_LIVES_HERE = {"lives_gwangjin": True, "lives_seoul": True, "lives_songpa_gangdong": False}
"""What a dong of the district says of the questions where somebody lives."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about a visitor; None or empty is unknown, never 'no'.

    `left_month` is `YYYY-MM`, `leaving_reason` and `education` are codes. `told` holds
    yes-and-no answers by key: answered questions, groups and benefits told.
    """

    birth: date | None = None
    birth_year: int | None = None
    sex: Sex | None = None
    wants_work: bool | None = None
    employed: bool | None = None
    ever_employed: bool | None = None
    left_month: str = ""
    leaving_reason: str = ""
    education: str = ""
    military_months: int | None = None
    told: Mapping[str, bool] = field(default_factory=lambda: _NO_ANSWERS)


def facts_of(visitor: VisitorDraft) -> Facts:
    """The facts that an intake form tells."""
    told = {
        **dict(visitor.facts),
        **dict.fromkeys(visitor.groups, True),
        **dict.fromkeys(visitor.benefits, True),
    }
    if visitor.work_state is not WorkState.UNKNOWN:
        told.setdefault("studying", visitor.work_state is WorkState.STUDENT)
    if visitor.dong.startswith(_GWANGJIN):
        # Who lives here is not asked where; an answer told otherwise stands.
        for key, lives in _LIVES_HERE.items():
            told.setdefault(key, lives)
    elif visitor.dong == _ELSEWHERE:
        told.setdefault("lives_gwangjin", False)
    last = max(visitor.careers, key=lambda career: career.ended, default=None)
    seeking = visitor.work_state is WorkState.SEEKING
    employed = {WorkState.EMPLOYED: True, WorkState.UNKNOWN: None}.get(visitor.work_state, False)
    worked = bool(visitor.careers or visitor.left_month or visitor.leaving_reason or employed)
    return Facts(
        birth=visitor.birth,
        birth_year=visitor.birth_year,
        sex=None if visitor.sex is Sex.UNTOLD else visitor.sex,
        wants_work=told.get("wants_work", True if seeking else None),
        employed=employed,
        ever_employed=True if worked else told.get("ever_employed"),
        left_month=visitor.left_month or (last.ended if last else ""),
        leaving_reason=visitor.leaving_reason or (last.leaving_reason if last else ""),
        education=visitor.education,
        military_months=visitor.military_months,
        told=MappingProxyType(told),
    )


class Answer(Enum):
    """The three answers of a rule."""

    MET = "met"
    UNMET = "unmet"
    CHECK = "check"

    @property
    def label(self) -> str:
        """The word on the chip."""
        return {"met": "해당", "unmet": "비해당", "check": "확인 필요"}[self.value]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one condition says.

    `because` is a noun phrase when `holds` (여성), a clause when not (여성을 위한
    구분이어서), the missing thing when unknown (가구 소득). `asks` names the fact that
    is missing; `yes_no` says that the question can be answered on the spot.
    """

    holds: bool | None
    because: str
    question: str = ""
    asks: str = ""
    yes_no: bool = False
    until: date | None = None


class Condition(Protocol):
    """One requirement of a rule."""

    def judge(self, facts: Facts, on: date) -> Judgement:
        """Whether it holds on that day, and why."""
        ...


@dataclass(frozen=True, slots=True)
class AgeBetween:
    """Full years on the day, both ends included; `service_months` caps added military service."""

    at_least: int = 0
    at_most: int | None = None
    service_months: int = 0

    def judge(self, facts: Facts, on: date) -> Judgement:
        """By birth date, or by the year alone when every day of it gives the same answer."""
        if facts.birth is None:
            return self._by_year(facts, on)
        if facts.birth > on:
            return Judgement(None, "생년월일", "생년월일을 다시 말씀해 주시겠어요?", "birth")
        age = age_on(facts.birth, on)
        if age < self.at_least:
            return Judgement(False, f"만 {age}세로 {self._range()}에 아직 이르지 않아")
        if self.at_most is None:
            return Judgement(True, f"만 {age}세({self._range()})")
        ends = birthday_in(facts.birth, self.at_most + 1)
        if on < ends:
            return Judgement(True, f"만 {age}세({self._range()})", until=ends - timedelta(days=1))
        return self._with_service(facts, on, age, ends)

    def _with_service(self, facts: Facts, on: date, age: int, ends: date) -> Judgement:
        too_old = Judgement(False, f"만 {age}세로 {self._range()}를 넘어")
        if not self.service_months or on >= add_months(ends, self.service_months):
            return too_old
        if facts.military_months is None:
            if facts.sex is Sex.FEMALE:
                return too_old
            question = "군 복무를 몇 달 하셨나요?"
            return Judgement(None, "군 복무 기간", question, "military_months")
        served = min(facts.military_months, self.service_months)
        extended = add_months(ends, served)
        if on < extended:
            reason = f"만 {age}세({self._range()}에 군 복무 {served}개월을 더함)"
            return Judgement(True, reason, until=extended - timedelta(days=1))
        if not served:
            return too_old
        because = f"만 {age}세로 {self._range()}에 군 복무 {served}개월을 더해도 넘어"
        return Judgement(False, because)

    def _by_year(self, facts: Facts, on: date) -> Judgement:
        unknown = Judgement(None, "생년월일", "생년월일이 어떻게 되시나요?", "birth")
        if facts.birth_year is None or facts.birth_year > on.year:
            return unknown
        answers = []
        for birth in (date(facts.birth_year, 1, 1), min(date(facts.birth_year, 12, 31), on)):
            known = Facts(birth=birth, sex=facts.sex, military_months=facts.military_months)
            answers.append(self.judge(known, on))
        first, last = answers
        if first.holds is None or first.holds is not last.holds:
            return unknown
        young, old = age_range(facts.birth_year, on)
        if first.holds:
            return Judgement(True, f"{facts.birth_year}년생 만 {young}–{old}세({self._range()})")
        wanted = with_particle(self._range(), "이/가")
        return Judgement(False, f"{facts.birth_year}년생으로 {wanted} 아니어서")

    def _range(self) -> str:
        if self.at_most is None:
            return f"{self.at_least}세 이상"
        return f"{self.at_least}–{self.at_most}세"


@dataclass(frozen=True, slots=True)
class IsSex:
    """For one sex only."""

    sex: str

    def judge(self, facts: Facts, on: date) -> Judgement:
        """As told; a visitor who does not say is asked, not guessed."""
        wanted = Sex(self.sex)
        word = {Sex.FEMALE: "여성", Sex.MALE: "남성"}[wanted]
        if facts.sex is None:
            return Judgement(None, "성별", f"{word}이신가요?", "sex")
        if facts.sex is wanted:
            return Judgement(True, word)
        return Judgement(False, f"{with_particle(word, '을/를')} 위한 구분이어서")


@dataclass(frozen=True, slots=True)
class WantsWork:
    """Looking for work, or willing to."""

    key: ClassVar[str] = "wants_work"

    def judge(self, facts: Facts, on: date) -> Judgement:
        """Whoever is out of work and asks for some wants it; others are asked."""
        if facts.wants_work is None:
            question = "지금 일자리를 찾고 계신가요?"
            return Judgement(None, "취업을 원하시는지", question, self.key, yes_no=True)
        if facts.wants_work:
            return Judgement(True, "취업 희망")
        return Judgement(False, "취업을 희망하지 않아")


@dataclass(frozen=True, slots=True)
class OutOfWork:
    """Not employed now; with `months`, for at least so long without a break."""

    months: int = 0
    key: ClassVar[str] = "unemployed_6_months"

    def judge(self, facts: Facts, on: date) -> Judgement:
        """By the month of leaving; within the month of the limit the day decides, so ask."""
        if facts.employed:
            return Judgement(False, "지금 일하고 계셔서")
        if facts.employed is None:
            return Judgement(None, "지금 일하시는지", "지금 일을 쉬고 계신가요?", "work_state")
        if not self.months:
            return Judgement(True, "미취업")
        by_month = self._by_month(facts.left_month, on)
        answered = facts.told.get(self.key)
        if by_month.holds is not None or answered is None:
            return by_month
        if answered:
            return Judgement(True, f"미취업 {self.months}개월 이상")
        return Judgement(False, f"일을 쉰 지 {self.months}개월이 되지 않아")

    def _by_month(self, left_month: str, on: date) -> Judgement:
        question = f"일을 쉬신 지 {self.months}개월이 넘으셨나요?"
        try:
            first = date.fromisoformat(f"{left_month}-01")
        except ValueError:
            return Judgement(None, "일을 그만둔 때", question, self.key, yes_no=True)
        last = add_months(first, 1) - timedelta(days=1)
        when = f"{first.year}. {first.month}."
        if add_months(last, self.months) <= on:
            return Judgement(True, f"{when} 퇴사 뒤 미취업({self.months}개월 이상)")
        if add_months(first, self.months) > on:
            return Judgement(False, f"{when} 퇴사로 {self.months}개월이 되지 않아")
        return Judgement(None, "그만둔 날짜", question, self.key, yes_no=True)


@dataclass(frozen=True, slots=True)
class EducationUpTo:
    """Highest schooling not above a code of the education list."""

    code: str
    label: str

    def judge(self, facts: Facts, on: date) -> Judgement:
        """Codes of the list are in order of schooling."""
        if not facts.education:
            return Judgement(None, "최종학력", "학교는 어디까지 마치셨나요?", "education")
        if facts.education <= self.code:
            return Judgement(True, self.label)
        return Judgement(False, f"{with_particle(self.label, '이/가')} 아니어서")


@dataclass(frozen=True, slots=True)
class LeftFor:
    """Left the last job for one of `reasons`; with a reason of `perhaps` one has to ask."""

    reasons: Mapping[str, str]
    perhaps: tuple[str, ...]
    question: str
    key: str

    def judge(self, facts: Facts, on: date) -> Judgement:
        """By the coded reason, else by the answer given to the question."""
        when = _month(facts.left_month)
        if facts.leaving_reason in self.reasons:
            return Judgement(True, f"{self.reasons[facts.leaving_reason]} 퇴사{when}")
        answered = facts.told.get(self.key)
        if answered:
            return Judgement(True, f"가족·근로조건 등으로 퇴사{when}")
        if facts.ever_employed is False:
            return Judgement(False, "일을 그만둔 적이 없어")
        undecided = not facts.leaving_reason or facts.leaving_reason in self.perhaps
        if answered is None and undecided:
            return Judgement(None, "그만둔 까닭", self.question, self.key, yes_no=True)
        return Judgement(False, "일을 그만둔 까닭이 정해진 사유가 아니어서")


@dataclass(frozen=True, slots=True)
class NeverEmployed:
    """Has never held a job."""

    key: ClassVar[str] = "ever_employed"

    def judge(self, facts: Facts, on: date) -> Judgement:
        """Any career told says no."""
        if facts.ever_employed is None:
            question = "전에 일하신 적이 있으신가요?"
            return Judgement(None, "일한 경험", question, self.key, yes_no=True)
        if facts.ever_employed:
            return Judgement(False, "일한 경험이 있어")
        return Judgement(True, "취업한 적 없음")


@dataclass(frozen=True, slots=True)
class Told:
    """Something only the visitor or a certificate can tell; `wanted` is the answer needed."""

    key: str
    question: str
    about: str
    met: str
    unmet: str
    wanted: bool = True

    def judge(self, facts: Facts, on: date) -> Judgement:
        """As answered; without an answer the question."""
        answered = facts.told.get(self.key)
        if answered is None:
            return Judgement(None, self.about, self.question, self.key, yes_no=True)
        if answered is self.wanted:
            return Judgement(True, self.met)
        return Judgement(False, self.unmet)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of several."""

    conditions: tuple[Condition, ...]
    unmet: str

    def judge(self, facts: Facts, on: date) -> Judgement:
        """The first that holds, else the first unknown one, else none."""
        judged = [condition.judge(facts, on) for condition in self.conditions]
        for wanted in (True, None):
            found = next((one for one in judged if one.holds is wanted), None)
            if found:
                return found
        return Judgement(False, self.unmet)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Several together, as one branch of AnyOf."""

    conditions: tuple[Condition, ...]

    def judge(self, facts: Facts, on: date) -> Judgement:
        """The first that fails, else the first unknown one, else all."""
        judged = [condition.judge(facts, on) for condition in self.conditions]
        for wanted in (False, None):
            found = next((one for one in judged if one.holds is wanted), None)
            if found:
                return found
        until = min((one.until for one in judged if one.until), default=None)
        return Judgement(True, ", ".join(one.because for one in judged), until=until)


@dataclass(frozen=True, slots=True)
class Rule:
    """One dated row: who belongs to a group, and where that is written.

    `confirm_at` names the office that decides; with it nobody is ever told 해당.
    `quiet` rules (disability and the like) are not asked about unless told.
    """

    key: str
    label: str
    source: str
    valid_from: date
    valid_to: date | None
    checked_on: date
    conditions: tuple[Condition, ...]
    confirm_at: str = ""
    quiet: bool = False
    sensitive: bool = False
    note: str = ""

    def is_valid(self, day: date) -> bool:
        """Whether the row is the one of that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    @property
    def version(self) -> str:
        """What is stored beside a verdict, to tell later by which row it was made."""
        return f"{self.key}@{self.valid_from.isoformat()}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A group, the answer and its reason as whole sentences.

    `until` is the last day on which an age limit still holds. For 확인 필요 `question`
    is what to say, `asks` the fact it fills, `yes_no` whether 예/아니요 settles it.
    """

    rule: Rule
    answer: Answer
    reason: str
    question: str = ""
    asks: str = ""
    yes_no: bool = False
    until: date | None = None

    @property
    def worth_showing(self) -> bool:
        """Whether it belongs on the screen: quiet rules only once something was told."""
        return self.answer is Answer.MET or not self.rule.quiet


def evaluate(facts: Facts, on: date, rules: Iterable[Rule]) -> tuple[Verdict, ...]:
    """Every rule valid on the day, judged on that day, in the order of the file."""
    return tuple(
        _verdict(rule, [condition.judge(facts, on) for condition in rule.conditions])
        for rule in rules
        if rule.is_valid(on)
    )


def met(facts: Facts, on: date, rules: Iterable[Rule]) -> frozenset[str]:
    """Keys of the groups somebody is in on the day: what `evaluate` calls 해당, without words."""
    return frozenset(
        rule.key
        for rule in rules
        if rule.is_valid(on)
        and not rule.confirm_at
        and all(condition.judge(facts, on).holds for condition in rule.conditions)
    )


def _verdict(rule: Rule, judged: list[Judgement]) -> Verdict:
    failed = next((one for one in judged if one.holds is False), None)
    if failed:
        return Verdict(rule, Answer.UNMET, f"{failed.because} 해당하지 않습니다.")
    missing = next((one for one in judged if one.holds is None), None)
    if missing:
        reason = f"{_object(missing.because)} 모릅니다. “{missing.question}” 하고 여쭤보세요."
        return Verdict(rule, Answer.CHECK, reason, missing.question, missing.asks, missing.yes_no)
    phrase = with_particle(", ".join(one.because for one in judged), "으로/로")
    if rule.confirm_at:
        reason = f"{phrase} 가능성이 있습니다. {rule.confirm_at}에서 확인해 주세요."
        return Verdict(rule, Answer.CHECK, reason, asks="")
    until = min((one.until for one in judged if one.until), default=None)
    ending = f" {show_date(until)}까지 해당합니다." if until else " 해당합니다."
    return Verdict(rule, Answer.MET, phrase + ending, until=until)


def _object(phrase: str) -> str:
    return phrase if phrase.endswith("는지") else with_particle(phrase, "을/를")


def _month(left_month: str) -> str:
    year, _, month = left_month.partition("-")
    if not (year.isdecimal() and month.isdecimal() and 1 <= int(month) <= _LAST_MONTH):
        return ""
    return f"({year}. {int(month)}.)"
