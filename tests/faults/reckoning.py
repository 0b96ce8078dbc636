"""What a storm was told was done, held against what is there afterwards."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain import paper_number
from desktop.domain.paper_number import PaperKind
from desktop.store import chain
from desktop.store.consents import Consent
from desktop.store.log import AccessRow
from desktop.store.notes import Draft, Note, NoteRevision
from desktop.store.office import NumberBlock, Printing
from desktop.store.people import Visitor
from desktop.store.referrals import Slip
from desktop.store.visits import Visit

BACKUP, KEY = "backup", "key"
BESIDE = frozenset((BACKUP, KEY))
"""What a storm does in a thread beside its acts."""
COPIED = "백업: 직접 만듦"
PURPOSES = {
    "intake": "접수",
    "view": "내방객 조회",
    "note": "상담 기록",
    "consent": "동의 기록",
    "slip": "연계 의뢰",
}
NUMBERED = {
    PaperKind.VISIT: Visit,
    PaperKind.CONSENT: Consent,
    PaperKind.SLIP: Slip,
    PaperKind.PRINT: Printing,
}


@dataclass
class Answers:
    """What the storms said: every act begun, and every act answered."""

    begun: set[tuple[str, str]] = field(default_factory=set)
    given: list[dict[str, Any]] = field(default_factory=list)
    interrupted: int = 0
    """Storms that died in the middle of an act."""
    cut: Counter[str] = field(default_factory=Counter)
    """Storms that died while they did what is done beside the acts, by its kind."""

    def take(self, lines: Iterable[str]) -> None:
        """One storm's lines; the last may have been cut. Backups are made beside the acts."""
        open_: dict[tuple[str, str], int] = {}
        for line in lines:
            if line.startswith("+"):
                _, kind, token = line.split()
                self.begun.add((kind, token))
                open_[(kind, token)] = len(self.given)
            elif line.startswith("="):
                one = json.loads(line[2:])
                one["before"] = open_.pop((one["kind"], one["token"]))
                self.given.append(one)
        beside = {kind for kind, _ in open_} & BESIDE
        self.cut.update(beside)
        self.interrupted += len(open_) > len(beside)

    def before(self, one: dict[str, Any]) -> "Answers":
        """What was answered when this act began: whatever a copy made by it must hold."""
        return Answers(self.begun, self.given[: one["before"]])

    def of(self, kind: str) -> list[dict[str, Any]]:
        """The acts of one kind that were answered."""
        return [one for one in self.given if one["kind"] == kind]


def losses(session: Session, answers: Answers) -> list[str]:
    """Everything that is not as it was answered, a line each; empty when nothing was lost."""
    return [
        *_visits(session, answers),
        *_notes(session, answers),
        *_papers(session, answers),
        *_drafts(session, answers),
        *_log(session, answers),
        *_numbers(session),
    ]


def _visits(session: Session, answers: Answers) -> list[str]:
    found: dict[str, list[Visit]] = {}
    for visit in session.scalars(select(Visit)):
        found.setdefault(visit.remark, []).append(visit)
    wrong = [
        f"{one['token']}: answered, and there {len(found.get(one['token'], []))} times"
        for one in answers.of("intake")
        if [(visit.id, visit.visitor_id, visit.number) for visit in found.get(one["token"], [])]
        != [(one["visit"], one["visitor"], one["number"])]
    ]
    wrong += [
        f"{token}: {len(there)} visits of one intake"
        for token, there in found.items()
        if len(there) > 1 or ("intake", token) not in answers.begun
    ]
    people = session.scalars(select(Visitor.id)).all()
    if len(people) != len(found):
        wrong.append(f"{len(people)} people in {len(found)} intakes")
    return wrong


def _notes(session: Session, answers: Answers) -> list[str]:
    rows = session.execute(
        select(Note.id, NoteRevision.summary).join(NoteRevision, NoteRevision.note_id == Note.id)
    ).all()
    found = Counter((row.id, row.summary.rsplit(" ", 1)[-1]) for row in rows)
    tokens = Counter(token for _id, token in found.elements())
    wrong = [
        f"note {one['token']} there {found[(one['note'], one['token'])]} times"
        for one in answers.of("note")
        if found[(one["note"], one["token"])] != 1
    ]
    return wrong + [f"{times} notes {token}" for token, times in tokens.items() if times > 1]


def _papers(session: Session, answers: Answers) -> list[str]:
    slips = Counter(session.scalars(select(Slip.number)))
    consents = Counter(session.scalars(select(Consent.id)))
    wanted = [(slips, paper_number.read(one["number"]).digits) for one in answers.of("slip")]
    wanted += [(consents, one["consent"]) for one in answers.of("consent")]
    return [f"paper {key} there {there[key]} times" for there, key in wanted if there[key] != 1]


def _drafts(session: Session, answers: Answers) -> list[str]:
    rows = session.execute(select(Draft.id, Draft.body)).all()
    there = {row.id: row.body for row in rows}
    tokens = Counter(body["token"] for body in there.values())
    filed = set(session.scalars(select(Visit.remark)))
    wrong = [f"draft {token} {times} times" for token, times in tokens.items() if times > 1]
    wrong += [f"draft {token} beside what it became" for token in tokens if token in filed]
    kept = {one["id"]: one for one in answers.of("draft")}
    for id_, one in kept.items():
        if one["token"] in filed:
            continue
        if id_ not in there:
            wrong.append(f"draft {one['token']} is gone")
        elif there[id_]["typed"] < one["typed"]:
            wrong.append(f"draft {one['token']} is older than what was kept")
    return wrong


def _log(session: Session, answers: Answers) -> list[str]:
    broken = chain.examine(session)
    wrong = [f"chain: {broken}"] if broken is not None else []
    rows = Counter(
        (row.purpose, tuple(row.subjects))
        for row in session.execute(select(AccessRow.purpose, AccessRow.subjects))
    )
    for kind, purpose in PURPOSES.items():
        for one in answers.of(kind):
            times = rows[(purpose, (one["visitor"],))]
            if times != 1:
                wrong.append(f"{kind} {one['token']}: {times} rows in the log")
    # None of them names anybody, so only their number tells.
    copied = rows[(COPIED, ())]
    begun = sum(kind == BACKUP for kind, _ in answers.begun)
    if not len(answers.of(BACKUP)) <= copied <= begun:
        wrong.append(f"{copied} backups in the log, {len(answers.of(BACKUP))} answered")
    return wrong


def _numbers(session: Session) -> list[str]:
    """Every block is used from its first serial on, without a gap, up to what comes next."""
    wrong = []
    blocks = session.execute(
        select(NumberBlock.kind, NumberBlock.block, NumberBlock.next_serial)
    ).all()
    for kind, mapped in NUMBERED.items():
        numbers = [paper_number.read(one, kind) for one in session.scalars(select(mapped.number))]
        for block in (one for one in blocks if one.kind == kind.key):
            serials = sorted(one.serial for one in numbers if one.block == block.block)
            if serials != list(range(101, block.next_serial)):
                wrong.append(f"{kind.key} {block.block}: {len(serials)}, next {block.next_serial}")
    return wrong
