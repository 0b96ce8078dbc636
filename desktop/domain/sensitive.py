"""Words that have no place on a paper for a partner: what the law calls sensitive, and
what the visitor did not agree to hand over.

A word list cannot judge, so it only points; the counsellor takes the words out or says
that they mean something else (시스템 장애 대응).
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from desktop.domain.codes import Code
from desktop.domain.consent import Item

_STOPS = ",.;:!?)]…"
_LONELY = re.compile(r"\s+([,.;:)\]])")


@dataclass(frozen=True, slots=True)
class Flag:
    """Characters [start, end) of a text to look at, and why."""

    start: int
    end: int
    word: str
    advice: str


def find_flags(
    text: str,
    words: Iterable[Code],
    agreed: Collection[Item],
    kept: Collection[str] = (),
) -> tuple[Flag, ...]:
    """The words of a text that should be looked at, in order, none overlapping.

    A word that belongs to an item counts only while that item is not agreed to. `kept`
    are words the counsellor has looked at and left.
    """
    found: list[Flag] = []
    for row in words:
        item = row.facts.get("item")
        if isinstance(item, str) and Item(item) in agreed:
            continue
        for word in (row.label, *row.aliases):
            bare = word.strip()
            if bare in kept:
                continue
            start = text.find(word)
            while start >= 0:
                advice = (
                    f"‘{Item(item).label}’ 항목은 동의하지 않으셨습니다. 표시한 말을 빼 주십시오."
                    if isinstance(item, str)
                    else f"‘{bare}’: 민감한 내용은 의뢰서에 적지 않습니다. 표시한 말을 빼 주십시오."
                )
                found.append(Flag(*_whole_word(text, start, start + len(bare)), bare, advice))
                start = text.find(word, start + 1)
    found.sort(key=lambda flag: (flag.start, -flag.end))
    apart: list[Flag] = []
    for flag in found:
        if not apart or flag.start >= apart[-1].end:
            apart.append(flag)
    return tuple(apart)


def _whole_word(text: str, start: int, end: int) -> tuple[int, int]:
    """The words with their particles: what is left must not end in a lonely ‘으로’."""
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace() and text[end] not in _STOPS:
        end += 1
    return start, end


def without(text: str, flags: Iterable[Flag]) -> str:
    """The text with the flagged words taken out and the gaps closed."""
    for flag in sorted(flags, key=lambda one: one.start, reverse=True):
        text = text[: flag.start] + text[flag.end :]
    return _LONELY.sub(r"\1", " ".join(text.split())).strip()
