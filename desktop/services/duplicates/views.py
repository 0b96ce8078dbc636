"""The list of people who may be one, masked, and two of them side by side."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, func, select

from desktop.domain.contact import show_phone
from desktop.domain.likeness import ground_for
from desktop.domain.masking import mask_name, mask_phone, masked_or_gone
from desktop.services.act import Act, Office, day_of, local
from desktop.services.duplicates.fields import UNITS, texts_of
from desktop.services.duplicates.moving import moving_links
from desktop.services.duplicates.passing import traits_of
from desktop.services.duplicates.records import (
    Compared,
    Entry,
    MergedLine,
    PairCard,
    PairLine,
    PairList,
    PairSide,
)
from desktop.services.visitors import drafts_of
from desktop.store.duplicates import DuplicatePair, Merging
from desktop.store.office import Account
from desktop.store.people import Visitor

MOST = 100
"""So many pairs are listed; the next come up when these are decided."""

COUNTED = {
    "visit": "방문",
    "note": "상담 기록",
    "referral": "의뢰서",
    "consent": "동의",
    "appointment": "예약",
    "follow_up": "후속 연락",
    "seeking_registration": "구직 등록",
    "career": "경력",
    "printing": "출력 기록",
    "subject_request": "요구",
}
"""What is told of an entry beside its lines; the rest goes along unsaid."""


def list_of_pairs(act: Act) -> PairList:
    """The likeliest first; of people destroyed or merged meanwhile nothing is said."""
    pair = DuplicatePair
    rows = act.session.scalars(
        select(pair)
        .where(pair.state == "open")
        .order_by(pair.strength.desc(), pair.id.desc())
        .limit(MOST)
    ).all()
    people = _people(act, [one for row in rows for one in (row.one_id, row.other_id)])
    lines = []
    for row in rows:
        one, other = people.get(row.one_id), people.get(row.other_id)
        if one is None or other is None:
            continue
        ground = ground_for(traits_of(one), traits_of(other))
        if ground is not None:
            lines.append(
                PairLine(row.id, _side(one), _side(other), ground.sentence, ground.strength)
            )
    waiting = act.session.scalar(select(func.count()).select_from(pair).where(pair.state == "open"))
    return PairList(tuple(lines), max(int(waiting or 0) - len(rows), 0), _merged(act))


def _people(act: Act, ids: Sequence[int]) -> dict[int, Visitor]:
    rows = act.session.scalars(select(Visitor).where(Visitor.id.in_(set(ids)), Visitor.name != ""))
    return {row.id: row for row in rows}


def _side(row: Visitor) -> PairSide:
    return PairSide(
        visitor_id=row.id,
        masked_name=mask_name(row.name),
        birth_year=row.birth.year if row.birth else row.birth_year,
        masked_phone=mask_phone(show_phone(row.phone)),
        dong=row.dong,
        last_visit_on=row.last_visit_on,
        visits=row.visits,
    )


def _merged(act: Act) -> tuple[MergedLine, ...]:
    rows = act.session.execute(
        select(Merging, Account.name, Visitor.name)
        .join(Account, Account.id == Merging.by_id)
        .join(Visitor, Visitor.id == Merging.kept_id)
        .where(Merging.undo_until >= act.today)
        .order_by(Merging.at.desc(), Merging.id.desc())
        .limit(MOST)
    )
    return tuple(
        MergedLine(row.id, local(row.at), by, row.kept_id, masked_or_gone(name), row.undo_until)
        for row, by, name in rows
        if row.undo_until is not None and name
    )


def card_of_pair(act: Act, office: Office, pair: DuplicatePair) -> PairCard:
    """Both entries, what they say line by line, and which side is the newer one."""
    people = [act.session.get_one(Visitor, one) for one in (pair.one_id, pair.other_id)]
    texts = [texts_of(office, told) for told in drafts_of(act.session, people)]
    ground = ground_for(traits_of(people[0]), traits_of(people[1]))
    newer = int(people[1].changed_at >= people[0].changed_at)
    lines = []
    for unit in UNITS:
        both = (texts[0][unit.key], texts[1][unit.key])
        if any(both):
            lines.append(Compared(unit.key, unit.title, both, _proposed(both, newer)))
    return PairCard(
        id=pair.id,
        entries=(_entry(act, people[0]), _entry(act, people[1])),
        ground=ground.sentence if ground is not None else "그 사이 적은 내용이 달라졌습니다",
        lines=tuple(sorted(lines, key=lambda line: not line.differs)),
    )


def _proposed(texts: tuple[str, str], newer: int) -> int:
    """The newer side, unless the other one says the same and more."""
    return 1 - newer if texts[newer] in texts[1 - newer] else newer


def _entry(act: Act, row: Visitor) -> Entry:
    counts: list[tuple[str, int]] = []
    links: dict[str, Column[Any]] = {one.table.name: one for one in moving_links()}
    for table, label in COUNTED.items():
        link = links[table]
        number = act.session.scalar(
            select(func.count()).select_from(link.table).where(link == row.id)
        )
        if number:
            counts.append((label, number))
    return Entry(
        visitor_id=row.id,
        version=row.version,
        name=row.name,
        taken_in_on=day_of(row.created_at),
        changed_on=day_of(row.changed_at),
        last_visit_on=row.last_visit_on,
        counts=tuple(counts),
    )
