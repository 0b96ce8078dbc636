"""When copies are made by themselves, what the ledger says of them, and who may do what."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from desktop.domain.account import Role
from desktop.domain.backup import Occasion, Place
from desktop.domain.clock import KST, FixedClock
from desktop.domain.errors import NotAllowed, StoreTrouble
from desktop.services.first_run import STORE_NAME
from desktop.store import file
from desktop.store.backup import container, destroyed
from desktop.store.backup.container import Container
from desktop.store.backups import BackupCopy
from desktop.store.log import AccessRow
from tests.services.backups.desk import COUNSELLOR, Centre, sit_down


def rows(centre: Centre, table: Any) -> list[Any]:
    with centre.desk.office._database.read() as session:
        return list(session.scalars(select(table).order_by(table.id)))


def last_purpose(centre: Centre) -> str:
    return str(rows(centre, AccessRow)[-1].purpose)


def test_a_copy_stands_in_the_ledger_with_the_head_that_is_inside_it(centre: Centre) -> None:
    centre.take_in("도우람")
    report = centre.desk.backups.make(centre.account, Occasion.ASKED)
    assert report is not None
    assert (report.places, report.troubles) == ((Place.BESIDE,), ())
    (row,) = rows(centre, BackupCopy)
    path = Path(row.folder) / row.file_name
    found = Container.look(path)
    assert (row.log_seq, row.log_digest) == (found.manifest.log_seq, found.manifest.log_digest)
    assert row.checked_at == centre.clock.now()
    assert row.size == path.stat().st_size
    assert last_purpose(centre) == "백업: 직접 만듦"
    state = centre.desk.backups.state(centre.account)
    assert state.last == centre.clock.now()
    assert not state.overdue
    centre.leave()


@pytest.mark.parametrize("password", [COUNSELLOR])
def test_the_program_makes_its_copies_whoever_sits_there(centre: Centre, password: str) -> None:
    lines = centre.desk.accounts.list(centre.account)
    other = next(one for one in lines if one.role is Role.COUNSELLOR)
    centre.desk.accounts.change(centre.account, other.id, other.name, Role.READER)
    centre.leave()
    reader = sit_down(centre.folder, centre.clock, password)
    assert reader.desk.backups.make(reader.account, Occasion.CLOSING) is not None
    with pytest.raises(NotAllowed):
        reader.desk.backups.make(reader.account, Occasion.ASKED)
    with pytest.raises(NotAllowed):
        reader.desk.backups.choose_second(reader.account, centre.folder.parent)
    reader.leave()


def test_what_is_taken_away_from_a_place_is_gone_what_lies_elsewhere_is_not(
    centre: Centre, tmp_path: Path
) -> None:
    stick = tmp_path / "USB"
    stick.mkdir()
    backups, account = centre.desk.backups, centre.account
    backups.choose_second(account, stick)
    backups.make(account, Occasion.ASKED)
    assert [one.place for one in backups.copies(account)] == [Place.BESIDE, Place.SECOND]
    # Out of reach it stays in the ledger.
    stick.rename(tmp_path / "서랍")
    lines = backups.copies(account)
    assert [one.within_reach for one in lines] == [True, False]
    centre.clock.advance(timedelta(minutes=1))
    report = backups.make(account, Occasion.ASKED)
    assert report is not None
    assert "연결되어 있지 않아" in report.troubles[0]
    state = backups.state(account)
    assert (state.second_there, state.second_folder) == (False, str(stick))
    assert state.second_last == centre.clock.now() - timedelta(minutes=1)
    # Back again, and one of the two was thrown away meanwhile.
    (tmp_path / "서랍").rename(stick)
    for path in stick.glob("*.backup"):
        path.unlink()
    assert [one.place for one in backups.copies(account)] == [Place.BESIDE]
    backups.make(account, Occasion.ASKED)
    gone = [row for row in rows(centre, BackupCopy) if row.gone_at is not None]
    # Of one day the last copy stays in each place.
    assert {row.place for row in gone} == {"beside", "second"}
    centre.leave()


def test_a_copy_the_ledger_does_not_know_is_taken_in_when_it_is_whole_and_ours(
    centre: Centre,
) -> None:
    backups, account = centre.desk.backups, centre.account
    backups.make(account, Occasion.ASKED)
    (line,) = backups.copies(account)
    path = Path(line.folder) / line.file_name
    older = path.with_name(path.name.replace("20261123", "20261120"))
    broken = path.with_name(path.name.replace("20261123", "20261119"))
    shutil.copy(path, older)
    whole = path.read_bytes()
    # Another bit, not another letter: one copy in 256 ends with any letter as it is.
    broken.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    centre.clock.advance(timedelta(minutes=1))
    backups.make(account, Occasion.ASKED)
    names = {one.file_name for one in backups.copies(account)}
    assert older.name in names
    assert broken.name not in names
    assert broken.exists()
    centre.leave()


# When ------------------------------------------------------------------------------------


def at(hour: int, minute: int = 0, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=KST)


def test_due_when_idle_after_four_once_a_day(centre: Centre) -> None:
    backups, account, clock = centre.desk.backups, centre.account, centre.clock
    assert not backups.due(account, Occasion.DAILY)
    clock.at = at(16, 1)
    assert backups.due(account, Occasion.DAILY)
    backups.make(account, Occasion.DAILY)
    clock.at = at(18)
    assert not backups.due(account, Occasion.DAILY)
    assert not backups.due(account, Occasion.CLOSING)
    clock.at = at(16, 20, day=24)
    assert backups.due(account, Occasion.DAILY)
    centre.leave()


def test_due_on_closing_unless_the_day_is_in_a_copy(centre: Centre) -> None:
    backups, account, clock = centre.desk.backups, centre.account, centre.clock
    clock.at = at(12)
    assert backups.due(account, Occasion.CLOSING)
    backups.skip(account)
    assert backups.state(account).skipped
    backups.make(account, Occasion.CLOSING)
    assert not backups.state(account).skipped
    assert not backups.due(account, Occasion.CLOSING)
    clock.at = at(17, 30)
    assert backups.due(account, Occasion.CLOSING)
    centre.leave()


def test_due_at_the_next_start_when_a_day_came_into_no_copy(
    centre: Centre, clock: FixedClock
) -> None:
    centre.take_in("도우람")
    centre.leave()
    clock.at = at(9, day=24)
    again = sit_down(centre.folder, clock)
    assert again.desk.backups.due(again.account, Occasion.START)
    again.desk.backups.make(again.account, Occasion.START)
    assert not again.desk.backups.due(again.account, Occasion.START)
    clock.at = at(16, 5, day=24)
    again.desk.backups.make(again.account, Occasion.DAILY)
    clock.at = at(17, 50, day=24)
    again.take_in("마루한")
    again.leave()
    # What was done after the copy of four o'clock comes into that of the next day.
    clock.at = at(9, day=25)
    third = sit_down(centre.folder, clock)
    assert not third.desk.backups.due(third.account, Occasion.START)
    third.leave()


def test_the_status_warns_after_two_days_on_which_the_office_was_open(centre: Centre) -> None:
    backups, account, clock = centre.desk.backups, centre.account, centre.clock
    clock.at = at(16, 10, day=20)  # Friday
    backups.make(account, Occasion.DAILY)
    for moment, overdue in (
        (at(9, day=23), False),
        (at(17, day=23), False),
        (at(16, 11, day=24), True),
        (at(9, day=25), True),
    ):
        clock.at = moment
        assert backups.state(account).overdue is overdue, moment
    centre.leave()


def test_a_new_centre_without_any_copy_is_warned_after_two_days(centre: Centre) -> None:
    state = centre.desk.backups.state(centre.account)
    assert (state.last, state.overdue) == (None, False)
    centre.clock.at = at(14, 10, day=25)
    assert centre.desk.backups.state(centre.account).overdue
    centre.leave()


def test_stopped_it_leaves_no_row_and_no_file(centre: Centre) -> None:
    made = centre.desk.backups.make(centre.account, Occasion.CLOSING, stopped=lambda: True)
    assert made is None
    assert rows(centre, BackupCopy) == []
    assert list((centre.folder / "backups").iterdir()) == []
    centre.leave()


def test_a_copy_that_cannot_be_made_is_told_and_logged_as_nothing(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("desktop.store.machine.replace_file", full)
    before = len(rows(centre, AccessRow))
    with pytest.raises(StoreTrouble):
        centre.desk.backups.make(centre.account, Occasion.ASKED)
    assert len(rows(centre, AccessRow)) == before
    centre.leave()


# Destruction ------------------------------------------------------------------------------


def test_a_destruction_reaches_every_copy_and_tells_which_it_did_not(
    centre: Centre, tmp_path: Path
) -> None:
    stick = tmp_path / "USB"
    stick.mkdir()
    backups, account = centre.desk.backups, centre.account
    (eve,) = (centre.desk.visits.register(account, *_somebody("독고하늬솔")).visitor_id,)
    backups.choose_second(account, stick)
    backups.make(account, Occasion.DESTRUCTION)
    stick.rename(tmp_path / "서랍")
    destroyed.add(centre.folder, [("visitor", eve)], [centre.desk._data_key])

    def erase(connection: file.Connection) -> None:
        connection.execute("UPDATE visitor SET name = '' WHERE id = ?", (eve,))

    found = backups.rewrite(account, erase)
    assert [one.place for one in found.done] == [Place.BESIDE]
    assert [one.place for one in found.left] == [Place.SECOND]
    assert [name_in(centre, one, eve, tmp_path) for one in found.done] == [""]
    # At the next contact it is done there too.
    (tmp_path / "서랍").rename(stick)
    found = backups.rewrite(account, erase)
    assert found.left == ()
    assert [name_in(centre, one, eve, tmp_path) for one in found.done] == ["", ""]
    assert {row.rewritten_at for row in rows(centre, BackupCopy)} == {centre.clock.now()}
    centre.leave()


def _somebody(name: str) -> tuple[Any, Any]:
    from desktop.domain.visit import VisitDraft
    from desktop.domain.visitor import VisitorDraft

    return VisitorDraft(name=name), VisitDraft(purposes=("counselling",))


def name_in(centre: Centre, line: Any, visitor_id: int, scratch: Path) -> str:
    found = Container.look(Path(line.folder) / line.file_name)
    found.extract(container.STORE, scratch / STORE_NAME)
    connection = file.connect(scratch / STORE_NAME, centre.desk.backups._data_key)
    (name,) = connection.execute("SELECT name FROM visitor WHERE id = ?", (visitor_id,)).fetchone()
    connection.close()
    file.discard(scratch / STORE_NAME)
    return str(name)
