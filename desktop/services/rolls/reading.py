"""A register read row by row: who would be taken over, and what is wrong with the rest."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from desktop.domain.codes import CodeBook
from desktop.domain.contact import show_phone
from desktop.domain.masking import mask_birth, mask_name, mask_phone
from desktop.domain.retention import Rule
from desktop.domain.roll import Doubt, RowReader
from desktop.domain.roll_heads import TAKEN, Head, Heads
from desktop.domain.roll_people import Gathered, RollPerson
from desktop.exchange.roll_file import RollSheet
from desktop.services.rolls.records import MaskedLine

MOST_DOUBTS, SHOWN_FIRST = 2_000, 6
_LOOKS_UP_EVERY = 500
_BIRTH_OF_NUMBER = "주민등록번호에서 앞자리만"


@dataclass(slots=True)
class Judged:
    """What the rows of a register came to; `gathered` knows everybody by their keys."""

    gathered: Gathered = field(default_factory=Gathered)
    rows: int = 0
    counts: Counter[Doubt] = field(default_factory=Counter)
    doubts: list[tuple[int, Doubt]] = field(default_factory=list)
    keep_since: date | None = None

    def add_doubt(self, line: int, doubt: Doubt) -> None:
        """Count a doubt, and keep its row where somebody should look at it."""
        self.counts[doubt] += 1
        if doubt.worth_a_look and len(self.doubts) < MOST_DOUBTS:
            self.doubts.append((line, doubt))

    @property
    def kept_out(self) -> int:
        """Rows that bring nobody, whoever is there already left aside."""
        return sum(
            count for one, count in self.counts.items() if one.keeps_out and one.worth_a_look
        )


def judge(
    sheet: RollSheet,
    today: date,
    codes: CodeBook,
    rule: Rule | None,
    undated: date | None,
    went_on: Callable[[int], bool],
) -> Judged | None:
    """Everybody in the sheet, each once; None when `went_on`, told the rows done, says stop.

    Whose time for keeping is over by `rule` is not among them (개인정보 보호법 제21조).
    """
    judged = Judged()
    reader = RowReader(sheet.heads, today, _dongs(codes, today), undated)
    read, add = reader.read, judged.gathered.add
    for done, (line, cells) in enumerate(sheet.rows):
        if done % _LOOKS_UP_EVERY == 0 and not went_on(done):
            return None
        person, doubts = read(line, cells)
        if person is None and not doubts:
            continue
        judged.rows += 1
        for doubt in doubts:
            judged.add_doubt(line, doubt)
        if person is not None and not add(person):
            judged.counts[Doubt.TWICE] += 1
    if rule is not None:
        judged.keep_since = rule.latest_due(today) + timedelta(days=1)
    return judged


def in_time(judged: Judged) -> list[RollPerson]:
    """The people whose time is not over; the others are counted among the doubts."""
    since = judged.keep_since
    if since is None:
        return list(judged.gathered)
    kept = []
    for person in judged.gathered:
        if person.last_on < since:
            judged.add_doubt(person.line, Doubt.TIME_OVER)
        else:
            kept.append(person)
    return kept


def _dongs(codes: CodeBook, today: date) -> Mapping[str, str]:
    return {
        name: one.code
        for one in codes["dongs"].valid(today)
        for name in (one.label, *one.aliases)
        if name.endswith("동")
    }


def columns_of(heads: Heads) -> tuple[tuple[str, str], ...]:
    """What is taken over, each with what the register calls it."""
    found = [(head.label, heads.names[head]) for head in TAKEN if head in heads.names]
    if heads.birth_from_resident:
        found.insert(1, (Head.BIRTH.label, _BIRTH_OF_NUMBER))
    return tuple(found)


def left_of(heads: Heads) -> tuple[str, ...]:
    """Columns that are not taken over."""
    resident = heads.names.get(Head.RESIDENT)
    return (*((resident,) if resident is not None else ()), *heads.left)


def masked(person: RollPerson, codes: CodeBook) -> MaskedLine:
    """Somebody as the look before shows them."""
    return MaskedLine(
        line=person.line,
        masked_name=mask_name(person.name),
        birth=mask_birth(person.birth or person.birth_year),
        sex=person.sex,
        masked_phone=mask_phone(show_phone(person.phone)) if person.phone else "",
        dong=codes.label_of("dongs", person.dong) if person.dong else "",
        last_on=person.last_on,
    )
