"""Who did not get in stands in the log as soon as somebody does; never what was typed."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.domain.account import Role
from desktop.domain.clock import FixedClock
from desktop.domain.errors import StoreTrouble, WrongPassword
from desktop.domain.shipped import read_centre
from desktop.paths import resources
from desktop.services.desk import Desk
from desktop.services.first_run import FirstRun
from desktop.services.opening import Premises
from desktop.store.failed_sign_ins import FILE_NAME, FailedSignIns
from desktop.store.log import AccessRow

PASSWORD = "창구 앞 라일락 3그루"
WRONG = "틀린 비밀번호 쑥부쟁이 77"


@pytest.fixture
def premises(tmp_path: Path, clock: FixedClock) -> Iterator[Premises]:
    made = Premises(tmp_path / "한글 폴더", clock, resources())
    centre = read_centre(resources() / "codes")[-1]
    desk, _ = made.prepare(FirstRun(centre, 3, "한서윤", Role.TEAM_LEAD, PASSWORD)).confirm()
    desk.close()
    yield made
    made.close()


def failed_rows(desk: Desk) -> list[tuple[object, ...]]:
    with desk.office._database.read() as session:
        rows = session.execute(
            select(AccessRow.at, AccessRow.account_id, AccessRow.purpose, AccessRow.count)
            .where(AccessRow.kind == "failed")
            .order_by(AccessRow.seq)
        )
        return [tuple(row) for row in rows]


def fail(premises: Premises, account_id: int) -> None:
    with pytest.raises(WrongPassword):
        premises.sign_in(account_id, WRONG)


def test_failures_come_into_the_log_before_the_next_sign_in(
    premises: Premises, clock: FixedClock
) -> None:
    me = premises.holders()[0].id
    first = clock.now()
    fail(premises, me)
    clock.advance(timedelta(minutes=3))
    fail(premises, 12345)
    clock.advance(timedelta(minutes=3))
    said = (premises.folder / FILE_NAME).read_text("utf-8")
    assert "쑥부쟁이" not in said
    assert "한서윤" not in said

    desk, _ = premises.sign_in(me, PASSWORD)
    assert failed_rows(desk) == [
        (first, me, "로그인 실패", 1),
        (first + timedelta(minutes=3), None, "로그인 실패", 1),
    ]
    assert not (premises.folder / FILE_NAME).exists()
    desk.close()
    again, _ = premises.sign_in(me, PASSWORD)
    assert len(failed_rows(again)) == 2
    again.close()


def test_the_recovery_code_of_another_office_is_a_failure_too(
    premises: Premises, tmp_path: Path, clock: FixedClock
) -> None:
    me = premises.holders()[0].id
    other = Premises(tmp_path / "other", clock, resources())
    centre = read_centre(resources() / "codes")[-1]
    made = other.prepare(FirstRun(centre, 4, "오민재", Role.TEAM_LEAD, PASSWORD))
    with pytest.raises(WrongPassword):
        premises.recover(made.recovery_code.groups, me, "다른 비밀번호 1357!")
    assert [one.account_id for one in FailedSignIns(premises.folder).read().failed] == [me]


def test_what_failed_at_the_lock_comes_in_when_it_opens(premises: Premises) -> None:
    me = premises.holders()[0].id
    desk, account = premises.sign_in(me, PASSWORD)
    with pytest.raises(WrongPassword):
        premises.unlock(me, WRONG)
    premises.unlock(me, PASSWORD)
    assert desk.log.take_in_failures(account) == 1
    assert [row[2] for row in failed_rows(desk)] == ["로그인 실패"]
    assert desk.log.take_in_failures(account) == 0
    desk.close()


def test_a_stop_between_the_log_and_the_file_writes_nothing_twice(
    premises: Premises, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = premises.holders()[0].id
    fail(premises, me)
    fail(premises, me)
    with monkeypatch.context() as patch:
        patch.setattr(FailedSignIns, "forget", lambda *_: None)
        desk, _ = premises.sign_in(me, PASSWORD)
        assert len(failed_rows(desk)) == 2
        desk.close()
    fail(premises, me)
    again, _ = premises.sign_in(me, PASSWORD)
    assert len(failed_rows(again)) == 3
    again.close()


def test_spoiled_lines_are_told_in_the_log(premises: Premises) -> None:
    me = premises.holders()[0].id
    (premises.folder / FILE_NAME).write_bytes(b"nothing of ours\n\xff\xfe\n")
    desk, _ = premises.sign_in(me, PASSWORD)
    assert [row[2:] for row in failed_rows(desk)] == [("로그인 실패 기록 손상", 2)]
    desk.close()


def test_a_sign_in_whose_log_cannot_be_written_lets_nobody_in_and_loses_no_failure(
    premises: Premises,
) -> None:
    me = premises.holders()[0].id
    fail(premises, me)
    desk, _ = premises.sign_in(me, PASSWORD)
    with desk.office._database.write() as session:
        session.connection().exec_driver_sql(
            "CREATE TRIGGER no_more BEFORE INSERT ON access_log"
            " BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    desk.close()
    fail(premises, me)
    with pytest.raises(Exception, match=r".+") as told:
        premises.sign_in(me, PASSWORD)
    assert not isinstance(told.value, AssertionError)
    assert len(FailedSignIns(premises.folder).read().failed) == 1


def test_leaving_the_desk_stands_in_the_log(premises: Premises) -> None:
    desk, account = premises.sign_in(premises.holders()[0].id, PASSWORD)
    desk.log.sign_out(account)
    with desk.office._database.read() as session:
        last = session.scalars(select(AccessRow).order_by(AccessRow.seq.desc()).limit(1)).one()
        assert (last.kind, last.account_id) == ("sign_out", account.account_id)
    desk.close()


def test_store_trouble_is_no_failed_sign_in(premises: Premises) -> None:
    """Somebody with the right password did nothing wrong."""
    me = premises.holders()[0].id
    premises.store_path.write_bytes(b"")
    with pytest.raises(StoreTrouble):
        premises.sign_in(me, PASSWORD)
    assert FailedSignIns(premises.folder).read().failed == ()
