"""Which tables a destruction reaches: all with a way to a person, also those added later."""

import pytest

from desktop.store import erasing, schema
from desktop.store.base import WORDS_OF_PEOPLE, Kind, Whose
from desktop.store.erasing.plan import MADE_OF_WORDS, OPEN_ENDS, nothing_in, words_of

TABLES = schema.metadata.tables
REACHED = {way.table: way for way in erasing.hanging_on("visitor")}


def referred(table: str) -> set[str]:
    """The tables a table's foreign keys point at."""
    return {key.column.table.name for key in TABLES[table].foreign_keys}


def with_a_way() -> set[str]:
    """Found anew, by walking the foreign keys until nothing is added."""
    found = {"visitor"}
    while True:
        more = {name for name in TABLES if name not in found and referred(name) & found}
        if not more:
            return found
        found |= more


def test_every_table_with_a_way_to_a_person_is_reached() -> None:
    assert set(REACHED) == with_a_way()


def test_for_every_one_of_them_somebody_decided_whether_its_rows_stay() -> None:
    assert set(erasing.FATES) == with_a_way()


def test_no_table_that_names_a_person_is_found_by_anything_else() -> None:
    """A row moved to somebody else is found under the one it belongs to, and in its history."""
    for name in REACHED:
        links = {
            column.name
            for column in TABLES[name].columns
            for key in column.foreign_keys
            if key.column.table.name == "visitor"
        }
        if links:
            assert set(REACHED[name].columns) == links, name


@pytest.mark.parametrize(
    "name",
    sorted(
        table.name
        for table in TABLES.values()
        for column in table.columns
        if column.info["whose"] is Whose.VISITOR and column.info["kind"] in WORDS_OF_PEOPLE
    ),
)
def test_what_a_visitor_said_hangs_on_the_visitor(name: str) -> None:
    assert name in REACHED


def test_every_column_of_words_can_be_emptied() -> None:
    for name in REACHED:
        for column in words_of(TABLES[name]):
            if erasing.FATES[name] is erasing.Fate.EMPTIED:
                assert not nothing_in(column), f"{name}.{column.name}"


def test_codes_and_dates_that_the_figures_count_stay() -> None:
    """Only rows of which nothing is counted go; the rest keep every coded column."""
    gone = {name for name, fate in erasing.FATES.items() if fate is erasing.Fate.GONE}
    assert gone == {
        "career",
        "visitor_group",
        "visit_move",
        "note_revision",
        "draft",
        "reply_picture",
        "duplicate_pair",
    }
    for name, columns in MADE_OF_WORDS.items():
        for column in columns:
            assert TABLES[name].c[column].info["kind"] is not Kind.CODED, f"{name}.{column}"


def test_what_is_named_by_hand_exists() -> None:
    for name, columns in MADE_OF_WORDS.items():
        assert set(columns) <= set(TABLES[name].c.keys())
    for name, (column, _, _) in OPEN_ENDS.items():
        assert column in TABLES[name].c
