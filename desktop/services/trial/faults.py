"""Which field keeps a paper from being printed, and by how much: tried, not reckoned."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from desktop.domain.centre import CentreFacts
from desktop.domain.partner import PartnerService
from desktop.printing.drawn import Problem
from desktop.services.trial.papers import (
    USUAL_CENTRE,
    USUAL_NAME,
    USUAL_PARTNER,
    Trial,
    papers_of,
    papers_to,
)

LISTED = ("criteria",)
"""Fields of a partner's service that hold several lines."""
Papers = Callable[[Mapping[str, str]], Iterator[Trial]]
"""All papers on which the fields of a form stand, filled with these values."""


def centre_faults(facts: CentreFacts, counsellors: Sequence[str]) -> dict[str, str]:
    """What of the centre's facts would not come out whole on some paper, a sentence each.

    `counsellors` share lines with it; the longest name counts.
    """
    longest = max((USUAL_NAME, *counsellors), key=len)

    def papers(values: Mapping[str, str]) -> Iterator[Trial]:
        filled = replace(facts, **values)  # type: ignore[arg-type]
        return papers_of(filled, longest)

    return _faults({name: getattr(facts, name) for name in USUAL_CENTRE}, USUAL_CENTRE, papers)


def counsellor_fault(name: str, centres: Sequence[CentreFacts]) -> str:
    """Why a colleague's name would not come out whole beside the centre's facts; else empty."""

    def papers(values: Mapping[str, str]) -> Iterator[Trial]:
        for facts in centres:
            yield from papers_of(facts, values["name"])

    return _faults({"name": name}, {"name": USUAL_NAME}, papers).get("name", "")


def partner_faults(
    services: Sequence[PartnerService], centre: CentreFacts, fields: Sequence[str]
) -> dict[str, str]:
    """What of these `fields` of a partner's services would not come out whole on some paper.

    Names of the fields are those of `PartnerService`; `criteria` are looked at together.
    """
    found: dict[str, str] = {}
    for service in services:
        given = {
            name: "\n".join(service.criteria) if name in LISTED else getattr(service, name)
            for name in fields
        }

        def papers(values: Mapping[str, str], service: PartnerService = service) -> Iterator[Trial]:
            lists = {name: tuple(values[name].splitlines()) for name in LISTED if name in values}
            filled = replace(service, **{**values, **lists})  # type: ignore[arg-type]
            return papers_to(filled, centre)

        found = _faults(given, USUAL_PARTNER, papers) | found
    return found


def _faults(given: Mapping[str, str], usual: Mapping[str, str], papers: Papers) -> dict[str, str]:
    """The fields that keep a paper from being printed: those whose shortening would mend it."""
    broken = {place for place, one in enumerate(papers(given)) if one.draw().problems}
    if not broken:
        return {}

    def problems(values: Mapping[str, str]) -> list[tuple[str, Problem]]:
        return [
            (one.paper, problem)
            for place, one in enumerate(papers(values))
            if place in broken
            for problem in one.draw().problems
        ]

    def weight(values: Mapping[str, str]) -> int:
        return sum(1 + problem.excess for _, problem in problems(values))

    whole = weight(given)
    short = {name: usual[name][: len(text)] for name, text in given.items()}
    guilty = [
        name
        for name, text in given.items()
        if text and weight({**given, name: short[name]}) < whole
    ]
    found = {}
    for name in guilty:
        others = {**given, **{one: short[one] for one in guilty if one != name}}
        told = problems(others)
        if not told:  # too long only together with the others: the longest is told
            if name != max(guilty, key=lambda one: len(given[one]) - len(short[one])):
                continue
            others, told = dict(given), problems(given)
        paper, _ = told[0]
        lacking = next((one for _, one in told if one.missing), None)
        if lacking is not None:
            found[name] = (
                f"종이에 찍을 수 없는 글자입니다: ‘{lacking.missing}’. 다른 글자로 바꿔 주십시오."
            )
            continue
        left = len(problems({**others, name: short[name]}))
        fit = _longest(
            given[name],
            len(short[name]),
            lambda text, name=name, others=others, left=left: (  # type: ignore[misc]
                len(problems({**others, name: text})) <= left
            ),
        )
        over = max(1, len(given[name]) - fit)
        found[name] = f"{paper}에 다 찍히지 않습니다. {over}자쯤 줄여 주십시오."
    return found


def _longest(text: str, least: int, fits: Callable[[str], bool]) -> int:
    """How many letters from the front fit, at least so many."""
    most = len(text)
    while least < most:
        middle = (least + most + 1) // 2
        if fits(text[:middle]):
            least = middle
        else:
            most = middle - 1
    return least
