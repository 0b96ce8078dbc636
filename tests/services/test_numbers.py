"""Numbers of papers: no gap, none twice, whoever asks at the same moment."""

from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import insert, update

from desktop.domain.access import ActKind
from desktop.domain.clock import FixedClock
from desktop.domain.errors import Refused
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.rights import Right
from desktop.services.act import Office
from desktop.services.numbers import take_number
from desktop.store.database import Database
from desktop.store.keys import Keys
from desktop.store.office import NumberBlock
from tests.services.linked import Linked, open_linked


def take_and_fail(desk: Linked) -> None:
    with desk.office.act(desk.account, Right.OWN, ActKind.PRINT, purpose="시험") as act:
        take_number(act, PaperKind.SLIP, 1)
        raise ZeroDivisionError


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Linked:
    return open_linked(tmp_path, clock)


def take(office: Office, desk: Linked, kind: PaperKind = PaperKind.SLIP) -> str:
    with office.act(desk.account, Right.OWN, ActKind.PRINT, purpose="시험") as act:
        return take_number(act, kind, office.desk).digits


def test_two_programs_at_one_store_leave_no_gap_and_give_none_twice(desk: Linked) -> None:
    """Each has a connection of its own, as two processes would."""
    other = Database(desk.database.path, desk.database._key)
    second = Office(other, Keys(2), desk.clock, desk.office.codes, desk=1, place="창구-2")
    second.admit(desk.account)
    taken: list[str] = []

    def work(office: Office) -> None:
        taken.extend(take(office, desk) for _ in range(60))

    threads = [Thread(target=work, args=(office,)) for office in (desk.office, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.close()

    serials = sorted(read(number, PaperKind.SLIP).serial for number in taken)
    assert serials == list(range(101, 221))
    desk.database.close()


def test_a_failed_act_takes_no_number(desk: Linked) -> None:
    first = take(desk.office, desk)
    with pytest.raises(ZeroDivisionError):
        take_and_fail(desk)
    second = take(desk.office, desk)
    serial = read(first, PaperKind.SLIP).serial
    assert read(second, PaperKind.SLIP).serial == serial + 1
    desk.database.close()


def test_a_full_block_is_followed_by_the_next_and_the_last_says_so(desk: Linked) -> None:
    take(desk.office, desk)
    with desk.database.write() as session:
        session.execute(update(NumberBlock).values(next_serial=PaperKind.SLIP.serials - 1))
    last = read(take(desk.office, desk), PaperKind.SLIP)
    after = read(take(desk.office, desk), PaperKind.SLIP)
    assert (last.block, last.serial) == (101, PaperKind.SLIP.serials - 1)
    assert (after.block, after.serial) == (102, 101)

    full = {"block": 999, "next_serial": PaperKind.SLIP.serials}
    with desk.database.write() as session:
        session.execute(update(NumberBlock).where(NumberBlock.block == 102).values(full))
    with pytest.raises(Refused, match="모두 썼습니다"):
        take(desk.office, desk)
    desk.database.close()


def test_a_desk_with_two_blocks_fills_one_after_the_other(desk: Linked) -> None:
    take(desk.office, desk)
    with desk.database.write() as session:
        row = {
            "id": desk.office.new_id(),
            "kind": PaperKind.SLIP.key,
            "year": 26,
            "block": 300,
            "desk": 1,
            "next_serial": 101,
        }
        session.execute(insert(NumberBlock), [row])
    numbers = [read(take(desk.office, desk), PaperKind.SLIP) for _ in range(3)]
    assert [(one.block, one.serial) for one in numbers] == [(101, 102), (101, 103), (101, 104)]
    desk.database.close()
