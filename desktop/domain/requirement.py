"""What a partner's service asks of those who come: conditions a rule can judge.

A requirement is written in the grammar of the target rules, so that the suggestion can
say 맞음, 안 맞음 or what to ask. Which requirements can be chosen is data
(resources/codes/service_conditions.toml): the clerk chooses a kind and fills in
numbers, nobody writes a rule.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from desktop.domain.rule_rows import condition_of, row_of
from desktop.domain.targeting import (
    AgeBetween,
    AllOf,
    AnyOf,
    Condition,
    EducationUpTo,
    IsSex,
    LeftFor,
    NeverEmployed,
    OutOfWork,
    Told,
    WantsWork,
)

OLDEST = 120
LONGEST_OUT_OF_WORK = 600
EXCEPTION = "exception"
"""The word beside the values of a row that holds the exception sentence."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One condition of a service; `exception` tells whom it takes all the same, in a sentence.

    With an exception a condition that does not hold closes nothing: the partner is asked.
    """

    condition: Condition
    exception: str = ""

    @property
    def words(self) -> str:
        """What is asked, as a noun phrase: 만 40–64세."""
        return words_of(self.condition)

    @property
    def whole_words(self) -> str:
        """The same with its exception."""
        return f"{self.words} (예외: {self.exception})" if self.exception else self.words


def requirement_of(row: Mapping[str, Any]) -> Requirement:
    """A stored row as the requirement it says. ValueError for one that says none."""
    try:
        values = {key: value for key, value in row.items() if key != EXCEPTION}
        return Requirement(condition_of(values), str(row.get(EXCEPTION, "")))
    except (KeyError, TypeError) as error:
        raise ValueError(f"no condition: {error}") from error


def requirement_row(requirement: Requirement) -> dict[str, Any]:
    """A requirement as the row that is stored."""
    row = row_of(requirement.condition)
    return {**row, EXCEPTION: requirement.exception} if requirement.exception else row


def words_of(condition: Condition) -> str:
    """A condition as a noun phrase, for lists and papers."""
    match condition:
        case AgeBetween(at_least, at_most, _):
            if at_most is None:
                return f"만 {at_least}세 이상"
            return f"만 {at_least}–{at_most}세" if at_least else f"만 {at_most}세까지"
        case IsSex(sex):
            return _SEXES.get(sex, "성별")
        case WantsWork():
            return "취업 희망"
        case OutOfWork(months):
            return f"미취업 {months}개월 이상" if months else "지금 미취업"
        case EducationUpTo(_, label) | Told(_, _, _, label):
            return label
        case LeftFor():
            return "가족·근로조건 등으로 퇴사"
        case NeverEmployed():
            return "취업한 적 없음"
        case AnyOf(conditions, _):
            return " 또는 ".join(words_of(one) for one in conditions)
        case AllOf(conditions):
            return ", ".join(words_of(one) for one in conditions)
    raise ValueError(f"no words for {condition!r}")


_SEXES = {"female": "여성", "male": "남성"}


def faults_of(requirements: Iterable[Requirement]) -> str:
    """What cannot be meant, as a sentence; empty when all of it can be judged."""
    sexes = [one.condition.sex for one in requirements if isinstance(one.condition, IsSex)]
    if set(sexes) - set(_SEXES):
        return "성별 요건을 목록에서 다시 골라 주십시오."
    ages = [one.condition for one in requirements if isinstance(one.condition, AgeBetween)]
    if len(ages) > 1:
        return "나이는 한 줄로 적어 주십시오."
    for one in ages:
        if not one.at_least and one.at_most is None:
            return "몇 세부터 몇 세까지인지 나이를 적어 주십시오."
        if one.at_most is not None and one.at_most < one.at_least:
            return "나이는 작은 수부터 적어 주십시오. 예: 40세부터 64세까지."
        if one.at_least > OLDEST or (one.at_most or 0) > OLDEST:
            return f"나이는 {OLDEST}세까지 적을 수 있습니다."
    told = [words_of(one.condition) for one in requirements]
    twice = next((word for word in told if told.count(word) > 1), "")
    return f"‘{twice}’ 요건이 두 번 있습니다. 하나를 빼 주십시오." if twice else ""


# What can be chosen ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RequirementKind:
    """One line of the list a requirement is chosen from; `numbers` are filled in by hand."""

    key: str
    label: str
    row: Mapping[str, Any]
    numbers: tuple[str, ...] = ()
    source: str = ""
    valid_from: date = date.min
    valid_to: date | None = None

    def is_valid(self, day: date) -> bool:
        """Whether it may be chosen on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def made(self, numbers: Mapping[str, int | None], exception: str = "") -> Requirement:
        """The requirement with its numbers; one not told stays as the list has it."""
        told = {name: numbers[name] for name in self.numbers if numbers.get(name) is not None}
        return Requirement(condition_of({**self.row, **told}), exception)


@dataclass(frozen=True, slots=True)
class RequirementList:
    """Everything that can be chosen (resources/codes/service_conditions.toml)."""

    kinds: tuple[RequirementKind, ...] = field(default=())

    def kind_of(self, requirement: Requirement) -> tuple[RequirementKind, dict[str, int]] | None:
        """Which line a requirement was chosen from and its numbers; None for another one."""
        row = row_of(requirement.condition)
        for kind in self.kinds:
            bare = {name: value for name, value in row.items() if name not in kind.numbers}
            if bare == kind.row:
                return kind, {name: row[name] for name in kind.numbers if name in row}
        return None

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All of them, to know which questions may be answered."""
        return tuple(condition_of(kind.row) for kind in self.kinds)


def load_requirements(path: Path) -> RequirementList:
    """The list as shipped; ValueError names a line that is wrong."""
    kinds = []
    for row in tomllib.loads(path.read_text(encoding="utf-8"))["condition"]:
        kind = RequirementKind(
            key=row["key"],
            label=row["label"],
            row=row["row"],
            numbers=tuple(row.get("numbers", ())),
            source=row["source"],
            valid_from=row["valid_from"],
            valid_to=row.get("valid_to"),
        )
        try:
            condition_of(kind.row)
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"service condition {kind.key}: {error}") from error
        kinds.append(kind)
    return RequirementList(tuple(kinds))
