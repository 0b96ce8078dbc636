"""People who may be one are found by index, a few at a time, and decided once."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from desktop.domain.clock import FixedClock
from desktop.domain.errors import NotFound, Refused
from desktop.domain.likeness import Traits, name_sound
from desktop.domain.visitor import Sex, VisitorDraft
from desktop.services.duplicates import Duplicates
from desktop.services.duplicates.passing import (
    AT_ONCE,
    Position,
    candidate_statements,
    next_statements,
)
from desktop.services.visitors.likeness import alike_statement, people_alike
from desktop.store.database import plan_of
from desktop.store.duplicates import DuplicatePair
from desktop.store.people import Visitor
from tests.services.linked import PERSON, Linked, open_linked
from tests.store.people_rows import person

HER = replace(PERSON, name="류하늘", phone="01000000111")


@pytest.fixture
def linked(tmp_path: Path, clock: FixedClock) -> Iterator[Linked]:
    linked = open_linked(tmp_path, clock)
    yield linked
    linked.office.close()


@pytest.fixture
def duplicates(linked: Linked) -> Duplicates:
    return Duplicates(linked.office)


def came(linked: Linked, draft: VisitorDraft) -> int:
    linked.later(minutes=1)
    return linked.take_in(draft).visitor_id


def pairs(duplicates: Duplicates, linked: Linked) -> list[tuple[int, int]]:
    return [
        (line.one.visitor_id, line.other.visitor_id)
        for line in duplicates.pairs(linked.account, first=False).pairs
    ]


OTHERS = (
    replace(HER, name="유하늘"),
    replace(HER, birth=date(1984, 5, 3), birth_year=1984),
    replace(HER, name="유 하늘", phone="", second_phone="01000000111", birth=None),
)


@pytest.mark.parametrize("again", OTHERS)
def test_one_person_taken_in_twice_is_found(
    linked: Linked, duplicates: Duplicates, again: VisitorDraft
) -> None:
    one, _, other = came(linked, HER), came(linked, replace(PERSON)), came(linked, again)
    looked = duplicates.look_on(linked.account)
    assert (looked.people, looked.found, looked.through) == (3, 1, True)
    assert pairs(duplicates, linked) == [(one, other)]


def test_a_mother_and_her_daughter_on_one_phone_are_never_proposed(
    linked: Linked, duplicates: Duplicates
) -> None:
    came(linked, HER)
    came(linked, replace(HER, name="류한별", birth=date(2008, 5, 2)))
    came(linked, replace(HER, name="류한솔"))
    assert duplicates.look_on(linked.account).found == 0


def test_the_list_is_masked_and_says_why(linked: Linked, duplicates: Duplicates) -> None:
    came(linked, HER)
    came(linked, replace(HER, name="유하늘"))
    duplicates.look_on(linked.account)
    (line,) = duplicates.pairs(linked.account).pairs
    assert (line.one.masked_name, line.other.masked_name) == ("류*늘", "유*늘")
    assert line.one.masked_phone == "010-****-0111"
    assert line.ground == "이름의 소리·생년월일·전화가 같습니다"
    card = duplicates.open(linked.account, line.id)
    assert [one.title for one in card.differing] == ["이름"]
    assert card.lines[0].texts == ("류하늘", "유하늘")
    assert card.lines[0].newer == 1
    assert dict(card.entries[0].counts) == {"방문": 1}


def test_told_apart_they_are_never_proposed_again(linked: Linked, duplicates: Duplicates) -> None:
    one, other = came(linked, HER), came(linked, HER)
    duplicates.look_on(linked.account)
    (line,) = duplicates.pairs(linked.account).pairs
    duplicates.tell_apart(linked.account, line.id)
    card = linked.visitors.open(linked.account, other)
    linked.visitors.complete(linked.account, other, card.version, card.draft)
    duplicates.look_on(linked.account)
    assert pairs(duplicates, linked) == []
    (shown,) = linked.visitors.likely_same(linked.account, HER, other)
    assert (shown.visitor.id, shown.likely) == (one, False)
    with pytest.raises(Refused, match="이미 정한"):
        duplicates.tell_apart(linked.account, line.id)
    duplicates.doubt_again(linked.account, line.id)
    assert pairs(duplicates, linked) == [(one, other)]
    (shown,) = linked.visitors.likely_same(linked.account, HER, other)
    assert shown.likely


def test_a_pair_nobody_knows_is_not_found(linked: Linked, duplicates: Duplicates) -> None:
    with pytest.raises(NotFound):
        duplicates.open(linked.account, 1)


def test_it_stops_at_once_and_goes_on_where_it_stopped(
    linked: Linked, duplicates: Duplicates
) -> None:
    for number in range(25):
        came(linked, replace(HER, name=f"류하{chr(0xAC00 + 28 * number)}", phone=""))
    asked = 0

    def after_twelve() -> bool:
        nonlocal asked
        asked += 1
        return asked > 14

    first = duplicates.look_on(linked.account, after_twelve)
    assert 0 < first.people <= 14
    assert not first.through
    linked.later(days=1)
    rest = duplicates.look_on(linked.account)
    assert first.people + rest.people == 25
    assert duplicates.look_on(linked.account).people == 0


@pytest.mark.parametrize("questions", range(1, 14))
def test_stopped_at_any_question_nobody_is_left_out(
    linked: Linked, duplicates: Duplicates, questions: int
) -> None:
    for phone in ("01012345678", "01012345678", "01099998888"):
        came(linked, replace(HER, phone=phone))
    left = questions

    def stopped() -> bool:
        nonlocal left
        left -= 1
        return left < 0

    first = duplicates.look_on(linked.account, stopped)
    rest = duplicates.look_on(linked.account)
    assert first.people + rest.people == 3
    assert rest.through
    assert first.found + rest.found == 3


def test_who_is_new_or_changed_comes_again(linked: Linked, duplicates: Duplicates) -> None:
    one, other = came(linked, HER), came(linked, replace(PERSON))
    assert duplicates.look_on(linked.account).people == 2
    linked.later(days=1)
    card = linked.visitors.open(linked.account, other)
    draft = replace(card.draft, name="류하늘", phone=HER.phone)
    linked.visitors.complete(linked.account, other, card.version, draft)
    assert duplicates.look_on(linked.account).people == 1
    assert pairs(duplicates, linked) == [(one, other)]
    linked.later(days=1)
    card = linked.visitors.open(linked.account, other)
    linked.visitors.complete(
        linked.account, other, card.version, replace(card.draft, name="한가람")
    )
    duplicates.look_on(linked.account)
    with linked.database.read() as session:
        assert session.scalars(select(DuplicatePair)).all() == []


def test_a_whole_store_of_one_moment_is_gone_through(
    linked: Linked, duplicates: Duplicates
) -> None:
    """A list loaded in one has one moment for all."""
    load(linked, [person(10 + n, f"류하{chr(0xAC00 + 28 * n)}") for n in range(57)])
    seen = 0
    while looked := duplicates.look_on(linked.account, most=AT_ONCE).people:
        assert looked == AT_ONCE or seen + looked == 57
        seen += looked
    assert seen == 57


def load(linked: Linked, rows: list[dict[str, object]]) -> None:
    with linked.database.write() as session:
        session.execute(insert(Visitor), rows)


# What it costs --------------------------------------------------------------------------


SOUGHT = Traits("류하늘", name_sound("류하늘"), date(1984, 5, 2), phone="01000000111")


def test_every_question_goes_by_an_index(linked: Linked) -> None:
    asked = [
        *candidate_statements(SOUGHT, "0111", ""),
        *next_statements(Position()),
        *next_statements(Position(linked.clock.now(), 5)),
    ]
    intake = alike_statement(SOUGHT, "0111")
    assert intake is not None
    with linked.database.read() as session:
        for statement in asked:
            plan = plan_of(session, statement)
            assert not any(
                re.match(r"SCAN visitor(?! USING INDEX ix_visitor_changed)", one) for one in plan
            ), plan
            assert not any("TEMP B-TREE" in one for one in plan), plan
        plan = plan_of(session, intake)
        assert not any(one.startswith("SCAN") for one in plan), plan


def steps_of_a_look(linked: Linked, duplicates: Duplicates, monkeypatch: pytest.MonkeyPatch) -> int:
    """SQLite's own steps for the most expensive person of one look, in thousands."""
    counted = [0]
    most = [0]
    office = linked.office
    aside = office.reading_aside

    from contextlib import contextmanager

    @contextmanager
    def counting(account):  # type: ignore[no-untyped-def]
        with aside(account) as session:
            raw = session.connection().connection.driver_connection

            def step() -> int:
                counted[0] += 1
                return 0

            raw.set_progress_handler(step, 100)
            yield session
            raw.set_progress_handler(None, 0)

    monkeypatch.setattr(office, "reading_aside", counting)

    def stopped() -> bool:
        most[0] = max(most[0], counted[0])
        counted[0] = 0
        return False

    duplicates.look_on(linked.account, stopped, most=AT_ONCE * 3)
    return max(most[0], counted[0]) * 100


def test_one_person_costs_no_more_among_thousands_of_the_same_name_and_phone(
    linked: Linked, duplicates: Duplicates, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two people it asks whether somebody needs the desk: so much is done meanwhile."""
    day = date(1984, 5, 2)
    load(
        linked,
        [
            person(10 + n, "류하늘", birth=day + timedelta(days=n % 900), phone="01000000111")
            for n in range(3_000)
        ],
    )
    assert steps_of_a_look(linked, duplicates, monkeypatch) < 60_000


def test_the_check_at_the_intake_reads_no_more_of_a_name_that_thousands_have(
    linked: Linked,
) -> None:
    """The likely one and those who were here last are among the few that are read."""
    load(
        linked,
        [
            person(
                10 + n,
                "류하늘",
                birth=date(1950, 1, 1) + timedelta(days=n),
                phone=f"0100{n:07d}",
                last_visit_on=date(2020, 1, 1) + timedelta(days=n % 1500),
            )
            for n in range(3_000)
        ],
    )
    sought = VisitorDraft(name="유하늘", birth=date(1957, 1, 1), phone="01000000077")
    with linked.database.read() as session:
        raw: Any = session.connection().connection.driver_connection
        steps = [0]

        def step() -> int:
            steps[0] += 1
            return 0

        raw.set_progress_handler(step, 100)
        found = people_alike(session, sought, None)
        raw.set_progress_handler(None, 0)
        (last,) = people_alike(session, VisitorDraft(name="류하늘"), None)[:1]
    assert steps[0] * 100 < 30_000
    assert found[0].same_birth
    assert any(one.same_phone for one in found)
    assert last.visitor.last_visit_on == date(2020, 1, 1) + timedelta(days=1499)


def test_looking_through_reads_little_and_writes_once(
    linked: Linked, duplicates: Duplicates
) -> None:
    load(linked, [person(10 + n, f"류하{chr(0xAC00 + 28 * n)}") for n in range(100)])
    with linked.database.statement_counter() as sent:
        duplicates.look_on(linked.account)
    assert len([one for one in sent if not one.startswith("SELECT")]) <= 2


# On intake ------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", OTHERS)
def test_who_is_taken_in_again_is_shown_as_likely(linked: Linked, typed: VisitorDraft) -> None:
    known = came(linked, HER)
    (shown,) = linked.visitors.likely_same(linked.account, typed)
    assert (shown.visitor.id, shown.likely, shown.same_sound) == (known, True, True)


def test_a_mistyped_birth_is_told_even_where_it_is_not_likely(linked: Linked) -> None:
    came(linked, replace(HER, dong=""))
    typed = replace(HER, birth=date(1984, 2, 5), phone="01099999999", dong="")
    (shown,) = linked.visitors.likely_same(linked.account, typed)
    assert not shown.likely
    assert shown.slip is not None
    assert shown.slip.label == "월과 일이 서로 바뀜"


def test_it_is_still_one_question(linked: Linked) -> None:
    came(linked, HER)
    with linked.database.statement_counter() as sent:
        linked.visitors.likely_same(linked.account, HER)
    assert len([one for one in sent if "visitor" in one]) == 1


def test_a_man_and_a_woman_of_one_name_and_birth_are_two(linked: Linked) -> None:
    came(linked, HER)
    typed = replace(HER, sex=Sex.MALE, phone="01099999999")
    (shown,) = linked.visitors.likely_same(linked.account, typed)
    assert not shown.likely
