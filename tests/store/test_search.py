"""The search box against a plain walk over everybody, and how it finds its rows."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, event, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from desktop.domain import korean
from desktop.store import search
from desktop.store.bulk import indexed_afterwards
from desktop.store.ciphers import DataKey
from desktop.store.database import Database
from desktop.store.people import SEARCH_INDEXES, Visitor
from desktop.store.search import find_visitors
from tests.store.people_rows import person

TODAY = date(2026, 11, 23)
FAMILY = (*"김이박최강권길귄ㄱ", "남궁", "황보")
GIVEN = "민지서미묘한호현훈긴값길동아이유"
LATIN = (
    "NGUYEN THI HOA",
    "Wang Wei",
    "O'Neill Kim-Lee",
    "金哲洙",
    "뷁",
    "<b>x</b>",
    "😀웃음",
    "김  ",
)


def some_people(count: int, seed: int) -> list[dict[str, Any]]:
    chance = random.Random(seed)
    people = []
    for id_ in range(1, count + 1):
        family, given = chance.choice(FAMILY), chance.choices(GIVEN, k=chance.choice((1, 2, 2, 3)))
        name = chance.choice(LATIN) if chance.random() < 0.1 else family + "".join(given)
        birth = date(1905, 1, 1) + timedelta(days=chance.randrange(44_000))
        known = chance.random()
        head = chance.choice(("010", "010", "02", "031", "070"))
        phones = [
            head + "".join(chance.choices("0159", k=8)) if chance.random() < 0.8 else ""
            for _ in range(2)
        ]
        people.append(
            person(
                id_,
                name,
                birth=birth if known < 0.7 else None,
                birth_year=birth.year if known < 0.9 else None,
                phone=phones[0],
                second_phone=phones[1] if chance.random() < 0.3 else "",
                last_visit_on=(
                    TODAY - timedelta(days=chance.randrange(40)) if chance.random() < 0.8 else None
                ),
            )
        )
    return people


PEOPLE = some_people(600, seed=7)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = Database.create(tmp_path_factory.mktemp("search") / "s.db", DataKey.random())
    with database.write() as session:
        session.execute(insert(Visitor), PEOPLE)
    yield database
    database.close()


def fits(one: dict[str, Any], typed: str) -> bool:
    """The same question asked the slow way, by a person's row alone."""
    wanted = search.read(typed, TODAY)
    if wanted is None:
        return False
    letters = " ".join(
        part
        for part in search._TOKEN.findall(search._plain_digits(korean.nfc(typed)))
        if not part[0].isdecimal()
    )
    if korean.search_key(letters) and not korean.matches(letters, one["name"]):
        return False
    return all(any(_means(one, hint) for hint in hints) for hints in wanted.digits)


def _means(one: dict[str, Any], hint: search.Hint) -> bool:
    match hint:
        case search.BornIn(years):
            return one["birth_year"] in years
        case search.BornOn(days):
            return one["birth"] in days
        case search.PhoneEnds(digits):
            return any(one[phone].endswith(digits) for phone in ("phone", "second_phone"))
        case search.PhoneBegins(digits):
            return str(one["phone"]).startswith(digits)


def slowly(typed: str, limit: int) -> list[int]:
    found = [one for one in PEOPLE if fits(one, typed)]
    found.sort(
        key=lambda one: (
            -(one["last_visit_on"] or date.min).toordinal(),
            one["search_name"],
            one["birth_year"] or -1,
            one["id"],
        )
    )
    return [one["id"] for one in found[:limit]]


def typed_by_somebody() -> st.SearchStrategy[str]:
    """What a clerk types: a beginning of somebody's name, in consonants here and there, digits."""

    def beginning(one: dict[str, Any], length: int, consonants: list[bool]) -> str:
        name = str(one["name"])[:length]
        return "".join(
            korean.initials(letter) if consonant else letter
            for letter, consonant in zip(name, consonants, strict=False)
        )

    somebody = st.sampled_from(PEOPLE)
    names = st.builds(
        beginning, somebody, st.integers(1, 6), st.lists(st.booleans(), min_size=6, max_size=6)
    )
    open_syllables = st.text("ㄱㅁㅈㅎㄳㅄ기미묘구길김ㅣ민지가하n ", min_size=1, max_size=4)
    numbers = st.one_of(
        somebody.map(lambda one: one["phone"][-4:]),
        somebody.map(lambda one: one["second_phone"][-7:]),
        st.builds(lambda one, length: one["phone"][:length], somebody, st.integers(1, 11)),
        somebody.map(lambda one: str(one["birth_year"] or "")[-2:]),
        somebody.map(lambda one: str(one["birth_year"] or "")),
        somebody.map(lambda one: one["birth"].strftime("%y%m%d") if one["birth"] else "19"),
        somebody.map(lambda one: one["birth"].strftime("%Y-%m-%d") if one["birth"] else "90년생"),
        st.text("0159", max_size=9),
    )
    name = names | open_syllables
    return name | numbers | st.builds("{} {}".format, name, numbers)


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed=typed_by_somebody(), limit=st.integers(1, 15))
@example("김민지 90", 12)
@example("ㄳ", 12)
@example("긴", 12)
@example("０１０", 12)
@example("\u1100\u1175\u11b7", 12)
@example("90 5", 12)
@example("", 12)
@example("%_'\"\\", 12)
def test_the_same_people_as_a_walk_over_everybody(
    database: Database, typed: str, limit: int
) -> None:
    with database.read() as session:
        found = find_visitors(session, typed, TODAY, limit)
    assert [line.id for line in found] == slowly(typed, limit)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed=typed_by_somebody(), limit=st.integers(1, 15))
@example("ㄱ", 7)
@example("010", 3)
@example("90 010", 2)
def test_everybody_of_the_list_is_reached_part_by_part(
    database: Database, typed: str, limit: int
) -> None:
    found: list[int] = []
    with database.read() as session:
        part = find_visitors(session, typed, TODAY, limit)
        while part and len(found) < 8 * limit:
            found += [line.id for line in part]
            part = find_visitors(session, typed, TODAY, limit, part[-1])
    assert found == slowly(typed, len(found)) if part else found == slowly(typed, 10_000)
    event(f"parts: {len(found) // limit}")


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("90", (search.BornIn((1990,)),)),
        ("10", (search.BornIn((1910, 2010)),)),
        ("1990", (search.BornIn((1990,)), search.PhoneEnds("1990"), search.PhoneBegins("1990"))),
        ("90년생", (search.BornIn((1990,)),)),
        ("90.3.12", (search.BornOn((date(1990, 3, 12),)),)),
        ("1990-03-12", (search.BornOn((date(1990, 3, 12),)),)),
        ("1990년3월12일생", (search.BornOn((date(1990, 3, 12),)),)),
        ("5678", (search.BornIn(()), search.PhoneEnds("5678"), search.PhoneBegins("5678"))),
        (
            "010-1234-5678",
            (search.PhoneEnds("01012345678"), search.PhoneBegins("01012345678")),
        ),
        ("990230", (search.BornOn(()), search.PhoneEnds("990230"), search.PhoneBegins("990230"))),
    ],
)
def test_digits_mean_all_they_can(typed: str, understood: tuple[search.Hint, ...]) -> None:
    wanted = search.read(typed, TODAY)
    assert wanted is not None
    assert wanted.digits == (understood,)


@pytest.mark.parametrize("typed", ["", "  ", "9", "-", "\u200b"])
def test_nothing_is_searched_by_nothing(database: Database, typed: str) -> None:
    with database.read() as session, database.statement_counter() as statements:
        assert find_visitors(session, typed, TODAY) == ()
    assert statements == []


def test_a_line_tells_same_names_apart_without_showing_the_number(database: Database) -> None:
    with database.write() as session:
        row = person(9_001, "선우찬빛", birth=date(1990, 3, 12), phone="01012345678")
        session.execute(insert(Visitor), [row])
    with database.read() as session:
        (line,) = find_visitors(session, "선우ㅊ", TODAY)
    with database.write() as session:
        session.delete(session.get_one(Visitor, 9_001))
    assert (line.name, line.masked_name, line.birth_year) == ("선우찬빛", "선**빛", 1990)
    assert line.masked_phone == "010-****-5678"


EVERY_WAY = (
    *(
        "ㅎ",
        "ㄱㅁ",
        "ㄱㅁㅈ",
        "ㄱㅁㅈㅎ",
        "김",
        "김ㅁ",
        "기",
        "기묘",
        "기묘ㅎ",
        "김민지",
        "남궁민수",
        "ㄱ민",
    ),
    *(
        "nguyen thi",
        "김민지 90",
        "김 90",
        "ㄱㅁㅈ 1990",
        "김 5678",
        "김 010",
        "90",
        "199",
        "900312",
    ),
    *("5678", "345678", "01012345678", "010", "02", "90 010", "긴", "값"),
    *("010 90", "010 900312", "김민지 010", "없는이름 010", "0100000 5678"),
)


@pytest.mark.parametrize("further", [False, True], ids=["first", "further"])
@pytest.mark.parametrize("typed", EVERY_WAY)
def test_no_key_walks_over_everybody_or_sorts_them(
    database: Database, typed: str, further: bool
) -> None:
    with database.read() as session:
        last = find_visitors(session, "ㄱ", TODAY)[-1] if further else None
        connection = session.connection().connection.driver_connection
        assert connection is not None
        asked: list[str] = []
        connection.set_trace_callback(asked.append)
        find_visitors(session, typed, TODAY, 12, last)
        connection.set_trace_callback(None)
        plans = [
            (sql, [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")])
            for sql in asked
            if "visitor" in sql
        ]
    assert plans
    for sql, plan in plans:
        for step in plan:
            # The one walk is along the newest, for a beginning that most phones share.
            allowed = (
                "ix_visitor_newest" in step or "CO-ROUTINE" in step or step == "SCAN (subquery-1)"
            )
            assert "SCAN" not in step or allowed, (sql, plan)
            # Only a range of phones is sorted; all else comes in order, or
            # nearly so: ties in the last term are a handful.
            sorted_whole = "TEMP B-TREE" in step and "LAST TERM" not in step
            assert not sorted_whole or "ix_visitor_phone " in sql, (sql, plan)


def test_a_phone_head_of_people_long_gone_is_not_looked_for_among_the_newest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_FEW", 20)
    monkeypatch.setattr(search, "_NEWEST", 50)
    people = some_people(300, seed=5)
    for place, one in enumerate(people):
        one["phone"] = f"{'010004' if place < 60 else '010123'}{place:05}"
        one["last_visit_on"] = TODAY - timedelta(days=900 if place < 60 else place % 30)
    database = Database.create(tmp_path / "s.db", DataKey.random())
    with database.write() as session:
        session.execute(insert(Visitor), people)
    with database.read() as session:
        connection = session.connection().connection.driver_connection
        assert connection is not None
        walked: dict[str, list[str]] = {"010004": [], "010123": []}
        found = {}
        for typed, asked in walked.items():
            connection.set_trace_callback(asked.append)
            found[typed] = find_visitors(session, typed, TODAY)
            connection.set_trace_callback(None)
    database.close()
    gone = [one for one in people if one["phone"].startswith("010004")]
    gone.sort(key=lambda one: (one["search_name"], one["birth_year"] or -1, one["id"]))
    assert [line.id for line in found["010004"]] == [one["id"] for one in gone[:12]]
    assert len(found["010123"]) == 12
    along_the_newest = {
        typed
        for typed, asked in walked.items()
        for sql in asked
        if sql.startswith("SELECT last_visit_on") and "ix_visitor_newest" in sql
    }
    assert along_the_newest == {"010123"}


def test_every_index_is_there_again_after_a_great_load(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "s.db", DataKey.random())
    with database.filling() as session, indexed_afterwards(session):
        session.execute(insert(Visitor), PEOPLE)
    with database.read() as session:
        rows = session.connection().exec_driver_sql("SELECT name FROM sqlite_master")
        assert {index.name for index in SEARCH_INDEXES} <= {row[0] for row in rows}
        assert [line.id for line in find_visitors(session, "ㄱㅁ", TODAY)] == slowly("ㄱㅁ", 12)
    database.close()


@pytest.mark.slow
def test_no_key_asks_much_of_a_large_office(tmp_path: Path) -> None:
    """Counted in steps of SQLite's machine, which no other program on the PC disturbs."""
    database = Database.create(tmp_path / "s.db", DataKey.random())
    with database.filling() as session, indexed_afterwards(session):
        session.execute(insert(Visitor), some_people(30_000, seed=3))
    with database.read() as session:
        connection = session.connection().connection.driver_connection
        assert connection is not None
        steps = 0

        def count() -> int:
            nonlocal steps
            steps += 100
            return 0

        connection.set_progress_handler(count, 100)
        costly = {}
        for typed in EVERY_WAY:
            steps = 0
            find_visitors(session, typed, TODAY)
            costly[typed] = steps
        connection.set_progress_handler(None, 0)
    database.close()
    assert max(costly.values()) < 200_000, costly
