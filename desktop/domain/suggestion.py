"""Which service may fit a visitor, and the argument for its place; the counsellor decides.

A suggestion is never a decision: it names what is known to hold, what is known not to,
what to ask, and whom to ask. Its place in the list comes from the grounds alone, in
their order, and the sentence that tells the place is made of the same grounds.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from statistics import median

from desktop.domain import korean
from desktop.domain.calendar import show_date
from desktop.domain.partner import PartnerService
from desktop.domain.requirement import Requirement
from desktop.domain.targeting import Answer, Facts, Verdict

FEWEST = 3
"""Fewer people than this are not counted aloud: one would be known by name."""
LAST = 5
"""How many outcomes of similar people are told."""
_NEVER_REPLIED = 10_000
_FOR_EVERYBODY = 1_000


class Standing(IntEnum):
    """What is known of the fit, best first."""

    FITS = 0
    ASK = 1
    UNTOLD = 2
    OUT = 3


@dataclass(frozen=True, slots=True)
class Point:
    """One condition weighed: `sentence` says how it stands, `question` what would settle it.

    `quiet` conditions are such that nobody is asked about unless they tell. `ask_partner`:
    only the partner can say.
    """

    holds: bool | None
    sentence: str
    question: str = ""
    asks: str = ""
    yes_no: bool = False
    quiet: bool = False
    ask_partner: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason for a place in the list: the lower `rank` stands first.

    Of all ranks of a ground one at most has no words, so that two services that differ
    in it are told apart by what is said of one of them.
    """

    name: str
    rank: tuple[int | str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of the last people like this one at a service, without any of them."""

    people: int
    counts: tuple[tuple[str, int], ...]

    @property
    def words(self) -> str:
        """비슷한 분 5명: 완료 3, 반려 2."""
        told = ", ".join(f"{label} {count}" for label, count in self.counts)
        return f"비슷한 분 {self.people}명: {told}"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A service weighed for one visitor, with its place and why it stands there."""

    service: PartnerService
    points: tuple[Point, ...] = ()
    open_referral: str = ""
    agreed: bool = False
    reply_days_usual: int | None = None
    outcomes: Outcomes | None = None
    room: str = ""
    room_believed: bool = False
    grounds: tuple[Ground, ...] = ()
    place: int = 0

    @property
    def met(self) -> tuple[str, ...]:
        """What holds, as sentences."""
        return tuple(one.sentence for one in self.points if one.holds)

    @property
    def unknown(self) -> tuple[Point, ...]:
        """What is not known and may be asked."""
        return tuple(one for one in self.points if one.holds is None and not one.quiet)

    @property
    def unmet(self) -> tuple[str, ...]:
        """What does not hold, as sentences."""
        return tuple(one.sentence for one in self.points if one.holds is False)

    @property
    def standing(self) -> Standing:
        """Whether it fits as far as is known."""
        if self.unmet:
            return Standing.OUT
        if any(one.holds is None and one.quiet for one in self.points):
            return Standing.UNTOLD
        return Standing.ASK if self.unknown else Standing.FITS

    @property
    def why(self) -> str:
        """Why it stands where it does, in one sentence made of what ordered it."""
        told = [one.words for one in self.grounds if one.words]
        return f"{self.place}번째인 까닭: {', '.join(told)}."

    @property
    def question(self) -> Point | None:
        """The first thing that a yes or a no would settle."""
        return next((one for one in self.unknown if one.yes_no), None)

    @property
    def old_room(self) -> str:
        """A figure of room that is not believed any more; empty when there is none."""
        return f"여석 {self.room}, 오래되어 다시 물어야 합니다" if self._is_old else ""

    @property
    def _is_old(self) -> bool:
        return bool(self.room) and not self.room_believed

    @property
    def left_out(self) -> str:
        """Why it is not offered; empty while it may fit."""
        return " ".join(self.unmet)

    @property
    def whom_to_ask(self) -> str:
        """Who can say whether it will be: the partner itself, with its number."""
        service = self.service
        who = " ".join(part for part in (service.contact_team, service.contact_name) if part)
        parts = (service.organisation_short or service.organisation, who, service.phone)
        return " ".join(part.replace("|", " ") for part in parts if part)


# Weighing --------------------------------------------------------------------------------


def points_of(
    service: PartnerService, facts: Facts, on: date, verdicts: Mapping[str, Verdict]
) -> tuple[Point, ...]:
    """Every condition of a service on a day: its groups, of which one is enough, and the rest."""
    groups = [verdicts[key] for key in service.target_keys if key in verdicts]
    return (*_group_points(groups), *(_point(one, facts, on) for one in service.conditions))


def _group_points(groups: Sequence[Verdict]) -> tuple[Point, ...]:
    met = [one for one in groups if one.answer is Answer.MET]
    if met:
        return tuple(Point(True, f"{one.rule.label}: {one.reason}") for one in met)
    asked = [one for one in groups if one.answer is Answer.CHECK]
    open_ones = [one for one in asked if not one.rule.quiet]
    if open_ones:
        one = next((one for one in open_ones if one.yes_no), open_ones[0])
        return (
            Point(
                None,
                f"{one.rule.label}: {one.reason}",
                one.question,
                one.asks,
                one.yes_no,
                ask_partner=not one.question,
            ),
        )
    if asked:
        labels = "·".join(one.rule.label for one in asked)
        sentence = f"{labels}: 말씀하시기 전에는 여쭙지 않습니다."
        return (Point(None, sentence, asked[0].question, asked[0].asks, quiet=True),)
    if groups:
        return (Point(False, f"{groups[0].rule.label}: {groups[0].reason}"),)
    return ()


def _point(asked: Requirement, facts: Facts, on: date) -> Point:
    judged = asked.condition.judge(facts, on)
    if judged.holds:
        return Point(True, judged.because)
    if judged.holds is None:
        sentence = f"{asked.words}: {judged.question}"
        return Point(None, sentence, judged.question, judged.asks, judged.yes_no)
    if asked.exception:
        sentence = f"{asked.words}: {judged.because} 맞지 않으나 예외가 있습니다. {asked.exception}"
        return Point(None, sentence, ask_partner=True)
    return Point(False, f"{asked.words}: {judged.because} 맞지 않습니다.")


# Ordering --------------------------------------------------------------------------------


def ranked(suggestions: Iterable[Suggestion], on: date) -> tuple[Suggestion, ...]:
    """All of them in their order, each with its grounds and its place."""
    weighed = [replace(one, grounds=grounds_of(one, on)) for one in suggestions]
    ordered = sorted(weighed, key=lambda one: [ground.rank for ground in one.grounds])
    found = []
    for at, one in enumerate(ordered):
        beside = [*ordered[max(0, at - 1) : at], *ordered[at + 1 : at + 2]]
        tied = any(difference(one, other).name == "name" for other in beside)
        grounds = one.grounds if tied else (*one.grounds[:-1], replace(one.grounds[-1], words=""))
        found.append(replace(one, grounds=grounds, place=at + 1))
    return tuple(found)


def difference(one: Suggestion, other: Suggestion) -> Ground:
    """The ground of `one` that first sets it apart from another."""
    for mine, yours in zip(one.grounds, other.grounds, strict=True):
        if mine.rank != yours.rank:
            return mine
    return one.grounds[-1]


def grounds_of(one: Suggestion, on: date) -> tuple[Ground, ...]:
    """What decides the place of a service, the strongest first."""
    service = one.service
    blocked = bool(service.missing) and not service.internal
    sent = bool(one.open_referral)
    groups = len(service.target_keys)
    days = one.reply_days_usual
    return (
        _standing_ground(one),
        Ground("ready", (int(blocked),), "동의서 칸이 비어 보낼 수 없음" if blocked else ""),
        Ground("open", (int(sent),), "보낸 의뢰서가 있음" if sent else ""),
        Ground("agreed", (int(not one.agreed),), "이곳에 동의하심" if one.agreed else ""),
        _room_ground(one, on),
        Ground(
            "focus",
            (groups or _FOR_EVERYBODY,),
            f"대상 {groups}가지를 위한 곳" if groups else "",
        ),
        Ground(
            "reply",
            (_NEVER_REPLIED if days is None else days,),
            "" if days is None else f"회신 보통 {days}근무일",
        ),
        Ground("name", (korean.collation_key(service.label), service.id), "그다음은 이름 순"),
    )


def _standing_ground(one: Suggestion) -> Ground:
    asked, met, standing = len(one.unknown), len(one.met), one.standing
    words = {
        Standing.FITS: f"아는 요건 {met}가지가 맞음" if met else "정해 둔 요건이 없음",
        Standing.ASK: f"물어볼 것 {asked}가지",
        Standing.UNTOLD: "말씀하지 않으신 대상",
        Standing.OUT: f"맞지 않는 것 {len(one.unmet)}가지",
    }[standing]
    more = {
        Standing.FITS: int(not met),
        Standing.ASK: asked,
        Standing.UNTOLD: 0,
        Standing.OUT: len(one.unmet),
    }[standing]
    return Ground("standing", (int(standing), more), words)


_ROOMS = {"room": 0, "": 1, "review": 2, "waiting": 3, "none": 4}


def _room_ground(one: Suggestion, on: date) -> Ground:
    """Room counts only while it is believed; an old figure says nothing either way."""
    service = one.service
    if not service.believes_capacity(on) or service.capacity_on is None:
        return Ground("room", (_ROOMS[""],), "")
    rank = _ROOMS.get(service.capacity, _ROOMS["review"])
    return Ground("room", (rank,), f"여석 {one.room or service.capacity}")


# What was before -------------------------------------------------------------------------


def usual_days(working_days: Sequence[int]) -> int | None:
    """The median of working days to the first reply; None while there are too few to say."""
    return math.ceil(median(working_days)) if len(working_days) >= FEWEST else None


def outcomes_of(last: Sequence[tuple[int, str]]) -> Outcomes | None:
    """The last outcomes of similar people, each person once, the newest first.

    Takes (person, word) from the newest on; None for fewer than three people.
    """
    newest: dict[int, str] = {}
    for person, word in last:
        newest.setdefault(person, word)
        if len(newest) == LAST:
            break
    if len(newest) < FEWEST:
        return None
    counts = Counter(newest.values())
    return Outcomes(len(newest), tuple(counts.most_common()))


def room_words(service: PartnerService, label: str) -> str:
    """The room a partner told of, with its day: 여유 5명(2026. 11. 20. 들음)."""
    if not service.capacity or service.capacity_on is None:
        return ""
    seats = "" if service.seats is None else f" {service.seats}명"
    return f"{label}{seats}({show_date(service.capacity_on)} 들음)"
