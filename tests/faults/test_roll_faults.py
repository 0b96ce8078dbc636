"""A register is being taken over when the program is killed: nothing stands half without a word."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from desktop.domain.clock import FixedClock
from desktop.store.people import Visitor
from tests.faults.office import Opened, enter, furnish
from tests.faults.storm import NOW
from tests.faults.taking_over import PEOPLE, PIECE
from tests.rolls import register_of

ROOT = Path(__file__).resolve().parents[2]


def people(office: Opened) -> int:
    with office.desk.office._database.read() as session:
        return session.scalar(select(func.count()).select_from(Visitor)) or 0


def indexes(office: Opened) -> list[tuple[str, str]]:
    with office.desk.office._database.read() as session:
        rows = session.connection().exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name"
        )
        return [(name, sql) for name, sql in rows]


@pytest.mark.parametrize("piece", [1, 6])
@pytest.mark.parametrize("among_others", [False, True])
def test_killed_in_the_middle_of_a_register(
    tmp_path: Path, piece: int, *, among_others: bool
) -> None:
    from desktop.domain.visit import VisitDraft
    from desktop.domain.visitor import VisitorDraft

    folder, way_file = tmp_path / "자료", tmp_path / "way.json"
    way = furnish(folder, FixedClock(NOW))
    way.write(way_file)
    office = enter(folder, way, FixedClock(NOW))
    if among_others:
        office.desk.visits.register(
            office.account, VisitorDraft(name="튀김"), VisitDraft(("counselling",))
        )
    before, whole = people(office), indexes(office)
    office.close()
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.taking_over", folder, way_file, str(piece)],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        cwd=ROOT,
    )
    try:
        assert program.stdout is not None
        assert program.stdout.readline() == "in the middle\n"
    finally:
        program.kill()
        program.wait()
        if program.stdout is not None:
            program.stdout.close()

    office = enter(folder, way, FixedClock(NOW))
    assert office.desk.finding is None
    rolls, account = office.desk.rolls, office.account
    taken = people(office) - before
    cut = rolls.cut_short(account)
    assert indexes(office) == whole
    if among_others:
        # The piece that was being written is gone whole, those before it are told of.
        assert taken == (piece - 1) * PIECE
        told = 0 if cut is None else cut.taken
        assert told == taken
    else:
        assert taken == 0
        assert cut is None
    with office.desk.office._database.read() as session:
        assert session.connection().exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    rest = rolls.look_through(account, register_of(PEOPLE))
    assert rest is not None
    assert rolls.take(account, rest).taken == PEOPLE - taken
    assert people(office) - before == PEOPLE
    assert rolls.cut_short(account) is None
    office.close()
