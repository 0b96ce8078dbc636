"""Two entries of one person become one with everything of both, and two again to the row."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import UniqueConstraint, func, select
from sqlalchemy.orm import Session

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.clock import FixedClock
from desktop.domain.errors import Conflict, Refused
from desktop.domain.paper_number import PaperKind, make
from desktop.domain.rights import Right
from desktop.domain.visit import VisitDraft
from desktop.services.access_log.months import masked_names
from desktop.services.act import Office
from desktop.services.duplicates import UNDO_DAYS, Duplicates
from desktop.services.duplicates.fields import COUNTED, OWN, UNITS
from desktop.services.duplicates.moving import STAYS, links, moving_links
from desktop.services.ledgers.people import reception_numbers
from desktop.services.visitors import Visitors
from desktop.services.visits import Visits, visits_of
from desktop.store import erasing, schema
from desktop.store.base import Kind
from desktop.store.ciphers import DataKey
from desktop.store.database import Database, plan_of
from desktop.store.duplicates import DuplicatePair, Merging
from desktop.store.keys import Keys
from desktop.store.people import Career, Visitor
from desktop.store.retention import Destruction
from desktop.store.schema import largest_key
from desktop.store.visits import Visit
from tests.destruction.planted import NOW, OTHER, open_office, plant
from tests.services.linked import shipped_codes

TECHNICAL = {"access_log", "log_head", "merging"}
"""The log goes on, and tells of the merge."""


@dataclass(frozen=True)
class Kept:
    """An office as bytes: a person with rows in every table, and another with as many."""

    content: bytes
    secret: bytes
    lead: SignedIn
    older: int
    younger: int


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Built once; every test works on a copy."""
    made = open_office(tmp_path_factory.mktemp("merging") / "자료")
    plant(made)
    older, younger = made.person, made.other
    assert older < younger
    with made.database.write() as session:
        give_the_rest(session, made.desk.office, older)
        copy_rows(session, made.desk.office, older, younger)
    path, secret, lead = made.database.path, bytes(made.key.secret), made.lead
    made.close()
    return Kept(path.read_bytes(), secret, lead, older, younger)


def give_the_rest(session: Session, office: Office, visitor_id: int) -> None:
    """What the invented person has not: an answer of the rules, a registration, a move away."""
    day = date(2026, 3, 9)
    tables = schema.metadata.tables
    fact = {"visitor_id": visitor_id, "key": "single_parent", "answer": True, "asked_on": day}
    filed = {"visitor_id": visitor_id, "filed_on": day, "valid_until": date(2026, 6, 9)}
    session.execute(tables["visitor_fact"].insert(), [{"id": office.new_id(), **fact}])
    session.execute(tables["seeking_registration"].insert(), [{"id": office.new_id(), **filed}])
    move = session.execute(select(tables["refiling"])).mappings().first()
    assert move is not None
    away = {"from_id": visitor_id, "to_id": move["from_id"]}
    session.execute(tables["refiling"].insert(), [{**move, "id": office.new_id(), **away}])


NUMBERED = {
    "visit": PaperKind.VISIT,
    "subject_request": PaperKind.VISIT,
    "consent_paper": PaperKind.CONSENT,
    "printing": PaperKind.PRINT,
}


def copy_rows(session: Session, office: Office, from_id: int, to_id: int) -> None:
    """The same rows once more under another person, in every table that names one."""
    serials = count()
    for link in moving_links():
        table = link.table
        unique = {
            name
            for one in table.constraints
            if isinstance(one, UniqueConstraint)
            for name in one.columns.keys()  # noqa: SIM118 (columns, not names)
        }
        for row in session.execute(select(table).where(link == from_id)).mappings().all():
            key, serial = office.new_id(), next(serials)
            news = {}
            if "number" in unique:
                number = make(NUMBERED[table.name], 2026, 900, serial)
                news["number"] = number.digits
            made = {**row, **news, "id": key, link.name: to_id}
            if table.name == "career":
                made["company"] = f"{row['company']} 2호점"
            session.execute(table.insert(), [made])
    for one in (from_id, to_id):
        number, last = visits_of(session, one)
        visitor = schema.metadata.tables["visitor"]
        told = {"visits": number, "last_visit_on": last}
        session.execute(visitor.update().where(visitor.c.id == one).values(told))


@dataclass
class Counter:
    """The counter of that office with the team's head at it."""

    database: Database
    office: Office
    clock: FixedClock
    lead: SignedIn
    older: int
    younger: int

    def __post_init__(self) -> None:
        self.duplicates = Duplicates(self.office)
        self.visitors = Visitors(self.office)
        self.visits = Visits(self.office)


@pytest.fixture
def office(tmp_path: Path, kept: Kept) -> Iterator[Counter]:
    path = tmp_path / "store.db"
    path.write_bytes(kept.content)
    database, clock = Database(path, DataKey(kept.secret)), FixedClock(NOW)
    with database.read() as session:
        keys = Keys(1, after=largest_key(session))
    office = Office(database, keys, clock, shipped_codes(), desk=1, place="창구-1")
    office.admit(kept.lead)
    counter = Counter(database, office, clock, kept.lead, kept.older, kept.younger)
    pair(counter, kept.older, kept.younger)
    yield counter
    office.close()


def pair(office: Counter, one: int, other: int, state: str = "open") -> int:
    """As the search in idle minutes would have found them."""
    key = office.office.new_id()
    with office.database.write() as session:
        session.add(
            DuplicatePair(
                id=key,
                one_id=min(one, other),
                other_id=max(one, other),
                strength=70,
                state=state,
                found_at=office.clock.now(),
            )
        )
    return key


def everything(office: Counter) -> dict[str, dict[Any, dict[str, Any]]]:
    """All rows but the log; no versions, nor when a row was last changed, no count of nothing."""
    found: dict[str, dict[Any, dict[str, Any]]] = {}
    with office.database.read() as session:
        for table in schema.metadata.sorted_tables:
            if table.name in TECHNICAL:
                continue
            rows = session.execute(select(table)).mappings()
            keys = table.primary_key.columns.keys()
            found[table.name] = {
                row[keys[0]] if len(keys) == 1 else tuple(row[key] for key in keys): {
                    name: value
                    for name, value in row.items()
                    if name not in ("version", "changed_at")
                }
                for row in rows
                if row.get("count") != 0 or table.name != "tally"
            }
    return found


def ends(office: Counter) -> tuple[int, int]:
    return office.older, office.younger


def merge(office: Counter, chosen: dict[str, int] | None = None) -> int:
    """The pair that waits, merged as chosen, or as proposed."""
    duplicates, lead = office.duplicates, office.lead
    (line,) = waiting(office)
    card = duplicates.open(lead, line.id)
    if chosen is None:
        chosen = {one.key: one.newer for one in card.lines}
    versions = card.entries[0].version, card.entries[1].version
    return duplicates.merge(lead, line.id, versions, chosen)


def waiting(office: Counter) -> list[DuplicatePair]:
    with office.database.read() as session:
        return list(session.scalars(select(DuplicatePair).where(DuplicatePair.state == "open")))


def naming(office: Counter, visitor_id: int) -> dict[str, int]:
    """How many rows of each column name a person."""
    with office.database.read() as session:
        return {
            f"{link.table.name}.{link.name}": session.scalar(
                select(func.count()).select_from(link.table).where(link == visitor_id)
            )
            or 0
            for link in links()
        }


def test_every_table_that_names_a_person_moves_or_is_told_not_to() -> None:
    moving = {f"{one.table.name}.{one.name}" for one in moving_links()}
    for table in schema.metadata.sorted_tables:
        for one in table.columns:
            if any(key.column.table.name == "visitor" for key in one.foreign_keys):
                name = f"{table.name}.{one.name}"
                assert (name in moving) != (name in STAYS), name


def test_every_column_of_a_person_stands_in_one_line_of_the_comparison() -> None:
    named = [name for unit in UNITS for name in unit.columns]
    assert len(named) == len(set(named))
    columns = set(schema.metadata.tables["visitor"].c.keys())
    assert set(named) | set(COUNTED) | set(OWN) == columns


def test_the_invented_person_has_a_row_in_every_table_that_moves(office: Counter) -> None:
    """Else the tests below would show nothing of the table that has none."""
    found = naming(office, office.younger)
    empty = {name for name, rows in found.items() if not rows} - STAYS
    assert empty == set()


@pytest.mark.parametrize("kept_first", [True, False])
def test_every_row_of_both_stands_under_one_person(office: Counter, kept_first: bool) -> None:
    kept, gone = ends(office)
    before = everything(office)
    of_kept, of_gone = naming(office, kept), naming(office, gone)
    merge(office, {unit.key: int(not kept_first) for unit in UNITS})
    told_once = {"visitor_group.visitor_id"}
    after = everything(office)
    for name, rows in naming(office, gone).items():
        assert name in STAYS or rows == 0, name
    for name, rows in naming(office, kept).items():
        if name in told_once:
            assert rows == of_kept[name], name
        elif name not in STAYS:
            assert rows == of_kept[name] + of_gone[name], name
    for table, old in before.items():
        if table in ("visitor_group", "tally"):
            continue
        assert set(old) == set(after[table]), f"{table}: a row went"
    source = before["visitor"][kept if kept_first else gone]
    for unit in UNITS:
        for column in unit.columns:
            assert after["visitor"][kept][column] == source[column], column
    with office.database.read() as session:
        number, last = session.execute(
            select(func.count(), func.max(Visit.day)).where(Visit.visitor_id == kept)
        ).one()
        person = session.get_one(Visitor, kept)
        assert (person.visits, person.last_visit_on) == (number, last)
        firsts = select(func.count()).where(Visit.visitor_id == kept, Visit.first_time.is_(True))
        assert session.scalar(firsts) == 1
        numbers = session.execute(
            select(schema.metadata.tables["note"].c.session).where(
                schema.metadata.tables["note"].c.visitor_id == kept
            )
        ).scalars()
        told = list(numbers)
        assert len(told) == len(set(told)), "two talks bear one number"


def test_what_is_left_of_the_other_entry_tells_nothing_but_the_way(office: Counter) -> None:
    _, gone = ends(office)
    merge(office)
    row = everything(office)["visitor"][gone]
    told = {
        name
        for name, value in row.items()
        if schema.metadata.tables["visitor"].c[name].info["kind"]
        in (Kind.IDENTITY, Kind.CONTACT, Kind.CONTENT, Kind.SENSITIVE)
        and value
    }
    assert told <= {
        "search_name", "initials", "birth", "phone", "phone_tail", "second_phone",
        "second_phone_tail",
    }  # fmt: skip
    assert row["visits"] == 0


def test_the_former_entry_leads_to_the_person(office: Counter) -> None:
    kept, gone = ends(office)
    lead = office.lead
    name = office.visitors.open(lead, gone).draft.name
    merge(office, {})
    assert office.visitors.open(lead, gone).id == kept
    (found,) = office.visitors.look_up(lead, name)
    assert found.id == kept
    with office.office.act(lead, Right.LOG, ActKind.VIEW, logged=False) as act:
        masked, numbers = masked_names(act, {gone}), reception_numbers(act, {gone, kept})
    assert masked[gone] == masked[kept] != ""
    assert numbers[gone] == numbers[kept] != ""


@pytest.mark.parametrize("seed", range(6))
def test_taken_back_everything_is_as_it_was(office: Counter, seed: int) -> None:
    dice = Random(seed)
    before = everything(office)
    merging = merge(office, {unit.key: dice.randrange(2) for unit in UNITS})
    assert everything(office) != before
    office.clock.advance(timedelta(days=dice.randrange(UNDO_DAYS)))
    lead = office.lead
    office.duplicates.part(lead, merging)
    assert everything(office) == before
    with office.database.read() as session:
        row = session.get_one(Merging, merging)
        assert (row.before, row.moved, row.undo_until) == ({}, {}, None)
    with pytest.raises(Refused, match="이미 되돌렸습니다"):
        office.duplicates.part(lead, merging)


def test_a_job_and_a_group_both_told_stand_once_and_come_back_twice(office: Counter) -> None:
    kept, gone = ends(office)
    table = schema.metadata.tables["career"]
    with office.database.write() as session:
        told = dict(session.execute(select(table)).mappings().first() or {})
        other = gone if told["visitor_id"] == kept else kept
        session.add(
            Career(**{**told, "id": office.office.new_id(), "visitor_id": other, "place": 0})
        )
    before = everything(office)
    merging = merge(office)
    careers = everything(office)["career"].values()
    assert [one["visitor_id"] for one in careers] == [kept] * (len(before["career"]) - 1)
    places = sorted(one["place"] for one in careers)
    assert places == list(range(len(places)))
    office.duplicates.part(office.lead, merging)
    assert everything(office) == before


def test_what_came_afterwards_stays_with_the_person(office: Counter) -> None:
    kept, gone = ends(office)
    lead = office.lead
    merging = merge(office)
    office.clock.advance(timedelta(days=1))
    visit = office.visits.arrive(lead, kept, VisitDraft(purposes=("counselling",)))
    card = office.visitors.open(lead, kept)
    office.visitors.complete(
        lead, kept, card.version, replace(card.draft, email="later@example.kr")
    )
    office.duplicates.part(lead, merging)
    after = everything(office)
    assert after["visit"][visit.visit_id]["visitor_id"] == kept
    assert after["visitor"][kept]["email"] == "later@example.kr"
    for key in (kept, gone):
        days = [one["day"] for one in after["visit"].values() if one["visitor_id"] == key]
        assert after["visitor"][key]["visits"] == len(days)
        assert after["visitor"][key]["last_visit_on"] == max(days)


def test_after_thirty_days_it_stays_and_what_stood_before_is_forgotten(office: Counter) -> None:
    merging = merge(office)
    lead = office.lead
    office.clock.advance(timedelta(days=UNDO_DAYS + 1))
    with pytest.raises(Refused, match="30일이 지나"):
        office.duplicates.part(lead, merging)
    assert office.duplicates.pairs(lead).merged == ()
    office.duplicates.look_on(lead)
    with office.database.read() as session:
        row = session.get_one(Merging, merging)
        assert (row.before, row.moved, row.undone_at) == ({}, {}, None)
    kept, gone = ends(office)
    assert office.visitors.open(lead, gone).id == kept


def test_who_is_merged_further_is_taken_back_in_turn(office: Counter) -> None:
    lead = office.lead
    first = merge(office)
    kept, gone = ends(office)
    office.clock.advance(timedelta(days=1))
    third = office.visits.register(lead, OTHER, VisitDraft(purposes=("counselling",)))
    with office.database.write() as session:
        session.execute(
            schema.metadata.tables["visit"]
            .update()
            .where(schema.metadata.tables["visit"].c.id == third.visit_id)
            .values(state="done")
        )
    pair(office, kept, third.visitor_id)
    before = everything(office)
    second = merge(office)
    assert office.visitors.open(lead, gone).id == kept
    assert office.visitors.open(lead, third.visitor_id).id == kept
    office.duplicates.part(lead, second)
    assert everything(office) == before
    office.duplicates.part(lead, first)
    assert office.visitors.open(lead, gone).id == gone


def test_a_destruction_reaches_the_entry_that_leads_on_and_what_was_kept_for_undoing(
    office: Counter,
) -> None:
    kept, gone = ends(office)
    merging = merge(office)
    with office.database.write() as session:
        erasing.erase(session, "visitor", [kept], office.clock.today())
    after = everything(office)
    for key in (kept, gone):
        row = after["visitor"][key]
        assert not any(row[one.name] for one in erasing.plan.words_of(table_of("visitor"))), key
    with office.database.read() as session:
        assert session.get_one(Merging, merging).before == {}
    with pytest.raises(Refused, match="되돌릴"):
        office.duplicates.part(office.lead, merging)


def test_a_copy_from_before_the_merge_loses_both_entries(
    office: Counter, kept: Kept, tmp_path: Path
) -> None:
    """The ledger names one person: what led to it is the same person under another key."""
    merge(office)
    with office.database.write() as session:
        session.add(
            Destruction(
                id=office.office.new_id(),
                subject="visitor",
                subject_id=office.older,
                created_on=office.clock.today(),
                reason="asked",
                state="done",
                asked_at=office.clock.now(),
                asked_by_id=office.lead.account_id,
                decided_by_id=office.lead.account_id,
                done_at=office.clock.now(),
            )
        )
        session.flush()
        erasing.erase(session, "visitor", [office.older], office.clock.today())
        ledger = erasing.done_rows(session)
        assert ("visitor", office.younger) in erasing.told_to_the_store(session)
    noted = erasing.KnownFile(tmp_path, office.database.data_key)
    noted.write(ledger)
    read = noted.read()
    assert read is not None
    assert read.subjects == {("visitor", office.older), ("visitor", office.younger)}
    before = tmp_path / "before.db"
    before.write_bytes(kept.content)
    copy = Database(before, DataKey(kept.secret))
    with copy.write() as session:
        erasing.replay(session, read)
        names = select(Visitor.name).where(Visitor.id.in_((office.older, office.younger)))
        assert session.scalars(names).all() == ["", ""]
    copy.close()


def test_no_table_is_walked_for_the_rows_of_one_person(office: Counter) -> None:
    with office.database.read() as session:
        for link in moving_links():
            plan = plan_of(session, select(link.table.c.id).where(link == office.younger))
            assert not any(step.startswith("SCAN") for step in plan), (link, plan)


def table_of(name: str) -> Any:
    return schema.metadata.tables[name]


def test_somebody_else_was_faster(office: Counter) -> None:
    lead = office.lead
    (line,) = waiting(office)
    card = office.duplicates.open(lead, line.id)
    versions = card.entries[0].version, card.entries[1].version
    kept, _ = ends(office)
    open_card = office.visitors.open(lead, kept)
    office.visitors.complete(lead, kept, open_card.version, open_card.draft)
    before = everything(office)
    with pytest.raises(Conflict):
        office.duplicates.merge(lead, line.id, versions, {})
    assert everything(office) == before


def test_the_log_names_both(office: Counter) -> None:
    merging = merge(office)
    office.duplicates.part(office.lead, merging)
    with office.database.read() as session:
        rows = session.execute(
            select(table_of("access_log").c.purpose, table_of("access_log").c.subjects)
        ).all()
    told = {purpose: set(subjects) for purpose, subjects in rows}
    assert told["같은 분으로 합침"] == told["합친 것 되돌림"] == set(ends(office))
    assert told["중복 후보 비교"] == set(ends(office))
