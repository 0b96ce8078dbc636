"""Whatever is done to a row of the access log is found, and the first such row is named."""

import json
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from desktop.store import chain, file
from desktop.store.chain import Broken, Entry
from desktop.store.ciphers import DataKey
from desktop.store.database import Database
from desktop.store.log import AccessRow, LogCut, LogHead, LogReview
from desktop.store.office import Account
from tests.store.migrated import migrated_store

KEY = DataKey(bytes(range(32)))
AT = datetime(2026, 11, 23, 5, 5, tzinfo=UTC)
ROWS = 6


def entry(number: int, **more: Any) -> Entry:
    """The row written `number` minutes after the first."""
    values: dict[str, Any] = {
        "id": 1000 + number,
        "at": AT + timedelta(minutes=number),
        "account_id": 1,
        "place": "창구-1",
        "kind": "view",
        "subjects": (number, number + 1),
        "purpose": "내방객 조회",
        "count": 2,
    }
    return Entry(**{**values, **more})


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database.create(tmp_path / file.FILE_NAME, KEY)
    with database.write() as session:
        account = {"id": 1, "version": 1, "name": "한소리", "role": "team_lead", "created_at": AT}
        session.execute(insert(Account), [account])
        for number in range(1, ROWS + 1):
            chain.append(session, entry(number))
    yield database
    database.close()


def found(database: Database) -> Broken | None:
    with database.read() as session:
        return chain.examine(session)


def test_a_log_nobody_meddled_with_holds(database: Database) -> None:
    assert found(database) is None


def test_a_row_is_chained_to_the_last_one_wherever_its_writer_left_the_log(
    database: Database,
) -> None:
    with database.write() as session:
        left = chain.append(session, entry(7))
        # Somebody else goes on from there, and then who comes back knows an old end.
        chain.append(session, entry(8), left)
        now = chain.append(session, entry(9), left)
    assert now.seq == ROWS + 3
    assert found(database) is None


def test_an_end_of_another_log_is_not_built_on(database: Database) -> None:
    with database.write() as session:
        foreign = chain.Head(ROWS, bytes(32))
        assert chain.append(session, entry(7), foreign).seq == ROWS + 1
    assert found(database) is None


def test_who_knows_where_the_log_ends_asks_nothing(database: Database) -> None:
    with database.write() as session:
        left = chain.append(session, entry(7))
    with database.statement_counter() as sent, database.write() as session:
        chain.append(session, entry(8), left)
    assert [words.split()[0] for words in sent] == ["UPDATE", "INSERT"]


def test_without_a_head_nothing_is_logged(database: Database) -> None:
    with database.write() as session:
        left = chain.append(session, entry(7))
        session.execute(delete(LogHead))
        with pytest.raises(NoResultFound):
            chain.append(session, entry(8), left)


def test_an_empty_log_holds(tmp_path: Path) -> None:
    empty = Database.create(tmp_path / "empty.db", KEY)
    assert found(empty) is None
    empty.close()


def test_the_head_tells_how_many_rows_there_are_and_when_the_last_was(database: Database) -> None:
    with database.read() as session:
        head = chain.head_of(session)
        assert (head.seq, head.at) == (ROWS, AT + timedelta(minutes=ROWS))
        assert chain.digest_at(session, ROWS) == head.digest
        assert chain.digest_at(session, 0) == chain.NOTHING
        assert chain.digest_at(session, ROWS + 1) is None


CHANGES = {
    "at": datetime(2026, 11, 22, tzinfo=UTC),
    "account_id": None,
    "place": "창구-2",
    "kind": "search",
    "subjects": [],
    "purpose": "",
    "count": 0,
    "digest": bytes(32),
    "id": 7,
}


@pytest.mark.parametrize("seq", [1, 3, ROWS])
@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_row_is_named(database: Database, name: str, seq: int) -> None:
    with database.write() as session:
        session.execute(update(AccessRow).where(AccessRow.seq == seq).values({name: CHANGES[name]}))
    last = AT + timedelta(minutes=seq - 1) if seq > 1 else None
    assert found(database) == Broken(seq, "changed", last)


@pytest.mark.parametrize(
    ("column", "rubbish"),
    [
        ("at", "gestern"),
        ("subjects", "{"),
        ("subjects", "5"),
        ("subjects", '["a"]'),
        ("purpose", b"\xff"),
        ("count", "viele"),
        ("digest", "text"),
    ],
)
def test_rubbish_in_a_row_is_a_changed_row_and_no_mistake_of_the_program(
    database: Database, column: str, rubbish: Any
) -> None:
    with database.write() as session:
        session.execute(
            text(f"UPDATE access_log SET {column} = :rubbish WHERE seq = 4"), {"rubbish": rubbish}
        )
    broken = found(database)
    assert broken is not None
    assert (broken.seq, broken.fault) == (4, "changed")


@pytest.mark.parametrize("seq", [1, 3, ROWS - 1])
def test_a_row_taken_out_is_named(database: Database, seq: int) -> None:
    with database.write() as session:
        session.execute(delete(AccessRow).where(AccessRow.seq == seq))
    broken = found(database)
    assert broken is not None
    assert (broken.seq, broken.fault) == (seq, "missing")


def test_a_gap_closed_by_counting_anew_is_found(database: Database) -> None:
    with database.write() as session:
        session.execute(delete(AccessRow).where(AccessRow.seq == 3))
        for seq in range(4, ROWS + 1):
            session.execute(update(AccessRow).where(AccessRow.seq == seq).values(seq=seq - 1))
        session.execute(update(LogHead).values(seq=ROWS - 1))
    broken = found(database)
    assert broken is not None
    assert (broken.seq, broken.fault) == (3, "changed")


def test_two_rows_that_changed_places_are_found(database: Database) -> None:
    with database.write() as session:
        for before, after in ((2, 99), (5, 2), (99, 5)):
            session.execute(update(AccessRow).where(AccessRow.seq == before).values(seq=after))
    broken = found(database)
    assert broken is not None
    assert (broken.seq, broken.fault) == (2, "changed")


@pytest.mark.parametrize("kept", [0, 1, ROWS - 1])
def test_a_tail_cut_off_is_found_by_the_stores_own_head(database: Database, kept: int) -> None:
    with database.write() as session:
        session.execute(delete(AccessRow).where(AccessRow.seq > kept))
    last = AT + timedelta(minutes=kept) if kept else None
    assert found(database) == Broken(kept + 1, "cut", last)


def test_a_head_set_back_together_with_the_tail_holds_only_inside_the_store(
    database: Database,
) -> None:
    """That is why the head is noted outside as well."""
    with database.write() as session:
        digest = chain.digest_at(session, 4)
        session.execute(delete(AccessRow).where(AccessRow.seq > 4))
        session.execute(update(LogHead).values(seq=4, digest=digest))
    assert found(database) is None


@pytest.mark.parametrize("head", [{"seq": ROWS - 1}, {"digest": bytes(32)}])
def test_a_head_that_is_off_is_told(database: Database, head: dict[str, Any]) -> None:
    with database.write() as session:
        session.execute(update(LogHead).values(**head))
    assert found(database) == Broken(ROWS, "head", AT + timedelta(minutes=ROWS))


def test_a_head_that_is_gone_is_told(database: Database) -> None:
    with database.write() as session:
        session.execute(delete(LogHead))
    broken = found(database)
    assert broken is not None
    assert broken.fault == "head"


def test_rows_added_behind_the_programs_back_are_found(database: Database) -> None:
    with database.write() as session:
        row = session.execute(select(AccessRow).where(AccessRow.seq == ROWS)).scalar_one()
        more = {
            name: getattr(row, name)
            for name in ("at", "account_id", "place", "kind", "subjects", "purpose", "count")
        }
        session.execute(
            insert(AccessRow), [{**more, "id": 5, "seq": ROWS + 1, "digest": bytes(32)}]
        )
    broken = found(database)
    assert broken is not None
    assert (broken.seq, broken.fault) == (ROWS + 1, "changed")


def test_a_whole_chain_made_anew_is_not_the_one_that_was_signed_off(database: Database) -> None:
    with database.write() as session:
        head = chain.head_of(session)
        review = {
            "id": 1,
            "month": "2026-10",
            "signed_at": AT,
            "by_id": 1,
            "seq": head.seq,
            "digest": head.digest,
        }
        session.execute(insert(LogReview), [review])
        assert chain.examine(session) is None
        digest = chain.NOTHING
        for number in range(1, ROWS + 1):
            new = entry(number, purpose="다른 말")
            digest = chain.digest_of(digest, number, new)
            session.execute(
                update(AccessRow)
                .where(AccessRow.seq == number)
                .values(purpose=new.purpose, digest=digest)
            )
        session.execute(update(LogHead).values(digest=digest))
    broken = found(database)
    assert broken is not None
    assert (broken.seq, broken.fault) == (ROWS, "signed")


def test_after_a_cut_the_chain_begins_where_it_was_cut(database: Database) -> None:
    cut_off(database, 3)
    assert found(database) is None
    with database.read() as session:
        assert chain.digest_at(session, 3) is not None
        assert chain.digest_at(session, 2) is None
    with database.write() as session:
        session.execute(delete(AccessRow).where(AccessRow.seq == 4))
    broken = found(database)
    assert broken is not None
    assert (broken.seq, broken.fault) == (4, "missing")


def test_a_cut_that_tells_another_digest_is_found(database: Database) -> None:
    cut_off(database, 3)
    with database.write() as session:
        session.execute(update(LogCut).values(digest=bytes(32)))
    broken = found(database)
    assert broken is not None
    assert (broken.seq, broken.fault) == (4, "changed")


def cut_off(database: Database, seq: int) -> None:
    with database.write() as session:
        cut = {
            "id": 1,
            "seq": seq,
            "digest": chain.digest_at(session, seq),
            "removed": seq,
            "until": AT,
            "at": AT,
            "by_id": 1,
        }
        session.execute(insert(LogCut), [cut])
        session.execute(delete(AccessRow).where(AccessRow.seq <= seq))


def test_a_decomposed_name_of_a_pc_breaks_nothing(database: Database) -> None:
    """The columns keep text composed, and so has the digest to read it."""
    with database.write() as session:
        place = unicodedata.normalize("NFD", "창구-2")
        chain.append(session, entry(ROWS + 1, place=place, purpose=place))
    assert found(database) is None


# Meddling at random -------------------------------------------------------------------


class Undo(Exception):
    """Takes a meddling back."""


def meddle(session: Session, draw: Any) -> int:
    """Do something to the log; gives the first row that is no longer as it was."""
    seq = draw.draw(st.integers(1, ROWS), label="row")
    deed = draw.draw(st.sampled_from(["change", "remove", "swap", "tail", "double"]), label="deed")
    this = AccessRow.seq == seq
    if deed == "change":
        column = draw.draw(st.sampled_from(["place", "kind", "purpose", "count", "account_id"]))
        stands = session.scalar(text(f"SELECT {column} FROM access_log WHERE seq = :s"), {"s": seq})
        value = draw.draw(
            (
                st.integers(100, 2**40)
                if column in ("count", "account_id")
                else st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
                # Words of the program are drawn too, and the one that stands there is no change.
            ).filter(lambda one: one != stands)
        )
        session.execute(
            text(f"UPDATE access_log SET {column} = :v WHERE seq = :s"), {"v": value, "s": seq}
        )
        return seq
    if deed == "remove":
        session.execute(delete(AccessRow).where(this))
        return seq
    if deed == "tail":
        session.execute(delete(AccessRow).where(AccessRow.seq >= seq))
        return seq
    other = draw.draw(st.integers(1, ROWS).filter(lambda one: one != seq), label="other")
    if deed == "swap":
        for before, after in ((seq, 99), (other, seq), (99, other)):
            session.execute(update(AccessRow).where(AccessRow.seq == before).values(seq=after))
        return min(seq, other)
    said = session.execute(select(AccessRow).where(AccessRow.seq == other)).scalar_one()
    session.execute(
        update(AccessRow).where(this).values(at=said.at, subjects=said.subjects, digest=said.digest)
    )
    return seq


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(draw=st.data())
def test_whatever_is_done_to_a_row_is_found_at_that_row(database: Database, draw: Any) -> None:
    with suppress(Undo), database.write() as session:
        first = meddle(session, draw)
        session.flush()
        broken = chain.examine(session)
        assert broken is not None
        assert broken.seq == first
        raise Undo
    assert found(database) is None


# Stores of before ---------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection")
def test_rows_of_before_are_chained_in_the_order_they_were_written(tmp_path: Path) -> None:
    from desktop.store import upgrade

    with migrated_store(tmp_path / "old.db", KEY, until="0002") as connection:
        for number, at in ((1, "2026-11-23 05:00:00.000000"), (2, "2026-11-22 05:00:00.5")):
            connection.exec_driver_sql(
                "INSERT INTO access_log (id, at, account_id, place, kind, subjects, purpose,"
                " count) VALUES (?, ?, NULL, '창구-1', 'view', ?, '조회', 1)",
                (number, at, json.dumps([number, 2**40], separators=(",", ":"))),
            )
        connection.commit()
        upgrade.take_steps(connection, "0002")
        connection.commit()
        with Session(connection) as session:
            assert chain.examine(session) is None
            rows = session.execute(select(AccessRow.seq, AccessRow.id)).all()
            assert [tuple(row) for row in rows] == [(1, 1), (2, 2)]
            assert chain.head_of(session).seq == 2


def test_one_meddling_does_not_hide_the_next(database: Database) -> None:
    with database.write() as session:
        for seq in (2, 5):
            session.execute(update(AccessRow).where(AccessRow.seq == seq).values(purpose="x"))
        session.execute(delete(AccessRow).where(AccessRow.seq == 4))
        session.execute(delete(AccessRow).where(AccessRow.seq == ROWS))
    with database.read() as session:
        found = [(broken.seq, broken.fault) for broken in chain.breaks(session)]
    # Row 5 cannot be proved against a row that is gone: the gap is what is told.
    assert found == [(2, "changed"), (4, "missing"), (6, "cut")]
