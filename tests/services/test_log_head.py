"""Acts that were finished and are gone are told at sign-in, and so is a log somebody changed."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from desktop.domain.access import ActKind
from desktop.domain.account import Role, SignedIn
from desktop.domain.clock import FixedClock
from desktop.domain.errors import ActsMissing, LogBroken
from desktop.domain.rights import Right
from desktop.domain.shipped import read_centre
from desktop.paths import resources
from desktop.services.access_log import Stopped
from desktop.services.checking import check_store
from desktop.services.desk import Desk
from desktop.services.first_run import STORE_NAME, FirstRun
from desktop.services.opening import Premises
from desktop.store import chain
from desktop.store.head import FILE_NAME
from desktop.store.log import AccessRow, LogHead

PASSWORD = "창구 앞 라일락 3그루"


@pytest.fixture
def premises(tmp_path: Path, clock: FixedClock) -> Iterator[Premises]:
    made = Premises(tmp_path / "한글 폴더", clock, resources())
    centre = read_centre(resources() / "codes")[-1]
    desk, _ = made.prepare(FirstRun(centre, 3, "한서윤", Role.TEAM_LEAD, PASSWORD)).confirm()
    desk.close()
    yield made
    made.close()


def sign_in(premises: Premises, *, without_missing: bool = False) -> tuple[Desk, SignedIn]:
    return premises.sign_in(premises.holders()[0].id, PASSWORD, without_missing=without_missing)


def work(desk: Desk, account: SignedIn, acts: int) -> None:
    for number in range(acts):
        with desk.office.act(account, Right.OWN, ActKind.SETTING, purpose=f"일 {number}"):
            pass


def purposes(desk: Desk) -> list[tuple[str, str]]:
    with desk.office._database.read() as session:
        rows = session.execute(select(AccessRow.kind, AccessRow.purpose).order_by(AccessRow.seq))
        return [(row.kind, row.purpose) for row in rows]


def test_after_every_act_the_note_says_what_the_store_says(premises: Premises) -> None:
    desk, account = sign_in(premises)
    assert desk.finding is None
    for _ in range(3):
        work(desk, account, 1)
        with desk.office._database.read() as session:
            head = chain.head_of(session)
        noted = desk.office._outer_head.read()  # type: ignore[union-attr]
        assert noted is not None
        assert (noted.seq, noted.digest) == (head.seq, head.digest)
    desk.close()


def test_a_note_that_lags_is_taken(premises: Premises) -> None:
    """The PC stopped between the commit and the note."""
    desk, account = sign_in(premises)
    note = premises.folder / FILE_NAME
    lagging = note.read_bytes()
    work(desk, account, 3)
    desk.close()
    note.write_bytes(lagging)
    again, _ = sign_in(premises)
    assert again.finding is None
    again.close()


def test_acts_that_are_gone_are_counted_and_dated(premises: Premises, clock: FixedClock) -> None:
    desk, _ = sign_in(premises)
    desk.close()
    kept = premises.folder.parent / "kept.db"
    shutil.copy(premises.store_path, kept)
    clock.advance(timedelta(hours=1))
    desk, account = sign_in(premises)
    work(desk, account, 4)
    desk.close()
    shutil.copy(kept, premises.folder / STORE_NAME)

    with pytest.raises(ActsMissing, match="5건이 자료 파일에 없습니다") as told:
        sign_in(premises)
    assert told.value.missing == 5
    assert told.value.since == clock.now() - timedelta(hours=1)
    assert "2026. 11. 23.(월) 14:05 뒤에" in str(told.value)
    with pytest.raises(ActsMissing):
        sign_in(premises)

    again, _ = sign_in(premises, without_missing=True)
    assert ("failed", "접속기록 5줄 없이 엶") in purposes(again)
    again.close()
    once_more, _ = sign_in(premises)
    assert once_more.finding is None
    once_more.close()


def test_a_log_that_was_changed_at_its_end_is_told_once_and_written_down(
    premises: Premises,
) -> None:
    desk, _ = sign_in(premises)
    with desk.office._database.write() as session:
        head = chain.head_of(session)
        session.execute(update(LogHead).values(digest=bytes(32)))
        session.execute(update(AccessRow).where(AccessRow.seq == head.seq).values(digest=bytes(32)))
    desk.close()
    again, _ = sign_in(premises)
    assert again.finding is not None
    assert "보호담당에게 바로" in again.finding.sentence
    assert ("failed", "접속기록 사슬 어긋남") in purposes(again)
    again.close()
    once_more, _ = sign_in(premises)
    assert once_more.finding is None
    once_more.close()


def test_a_tail_cut_off_with_the_stores_own_head_is_known_by_the_note(premises: Premises) -> None:
    desk, account = sign_in(premises)
    work(desk, account, 2)
    with desk.office._database.write() as session:
        head = chain.head_of(session)
        digest = chain.digest_at(session, head.seq - 2)
        session.execute(delete(AccessRow).where(AccessRow.seq > head.seq - 2))
        session.execute(update(LogHead).values(seq=head.seq - 2, digest=digest))
    desk.close()
    with pytest.raises(ActsMissing) as told:
        sign_in(premises)
    assert told.value.missing == 2


@pytest.mark.parametrize("how", ["gone", "rubbish", "another office's"])
def test_a_note_that_is_lost_is_made_anew_and_told(
    premises: Premises, tmp_path: Path, clock: FixedClock, how: str
) -> None:
    note = premises.folder / FILE_NAME
    if how == "gone":
        note.unlink()
    elif how == "rubbish":
        note.write_bytes(b"?" * 176)
    else:
        other = Premises(tmp_path / "other", clock, resources())
        centre = read_centre(resources() / "codes")[-1]
        desk, _ = other.prepare(FirstRun(centre, 4, "오민재", Role.TEAM_LEAD, PASSWORD)).confirm()
        desk.close()
        other.close()
        shutil.copy(other.folder / FILE_NAME, note)
    desk, _ = sign_in(premises)
    assert desk.finding is not None
    assert "log-head" in desk.finding.sentence
    assert ("failed", "접속기록 끝자리 파일 없음") in purposes(desk)
    desk.close()
    again, _ = sign_in(premises)
    assert again.finding is None
    again.close()


@pytest.mark.parametrize("how", ["set back", "set on", "gone"])
def test_a_head_of_the_store_that_is_off_is_told_and_stops_nobody(
    premises: Premises, how: str
) -> None:
    """No act could be logged behind it, so nobody could ever sign in again."""
    desk, account = sign_in(premises)
    work(desk, account, 3)
    with desk.office._database.write() as session:
        last = chain.head_of(session).seq
        if how == "gone":
            session.execute(delete(LogHead))
        else:
            session.execute(update(LogHead).values(seq=last - 2 if how == "set back" else last + 2))
    desk.close()
    again, account = sign_in(premises)
    assert again.finding is not None
    assert any("끝 표시 어긋남" in purpose for _, purpose in purposes(again))
    work(again, account, 1)
    assert again.log.verify(account).breaks == ()
    again.close()


def test_the_whole_log_is_looked_through_and_what_is_broken_is_written_down_once(
    premises: Premises,
) -> None:
    desk, account = sign_in(premises)
    work(desk, account, 5)
    assert desk.log.verify(account).breaks == ()
    with desk.office._database.write() as session:
        session.execute(update(AccessRow).where(AccessRow.seq == 3).values(purpose="딴말"))
    verified = desk.log.verify(account)
    (found,) = verified.open_breaks
    assert found.sentence == (
        "접속기록 3번째 줄이 고쳐졌습니다. 온전한 마지막 줄은 2026. 11. 23.(월) 14:05에 적혔습니다."
    )
    assert verified.rows == 8
    desk.log.verify(account)
    told = [purpose for kind, purpose in purposes(desk) if kind == "failed"]
    assert told == ["접속기록 3번째 줄 고쳐짐"]
    desk.close()


def test_leaving_the_desk_ends_the_looking_through(premises: Premises) -> None:
    desk, account = sign_in(premises)

    def leave(_row: int) -> None:
        raise Stopped

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chain, "ROWS_AT_ONCE", 1)
        with pytest.raises(Stopped):
            desk.log.verify(account, leave)
    desk.close()


def test_check_names_every_broken_place(premises: Premises) -> None:
    desk, account = sign_in(premises)
    work(desk, account, 6)
    desk.close()
    premises.close()
    *_, last = check_store(premises.folder, PASSWORD)
    assert last == "접속기록: 9줄이 빠짐없이 이어집니다."
    desk, account = sign_in(premises)
    with desk.office._database.write() as session:
        session.execute(update(AccessRow).where(AccessRow.seq == 3).values(purpose="딴말"))
        session.execute(delete(AccessRow).where(AccessRow.seq == 6))
    desk.close()
    premises.close()
    with pytest.raises(LogBroken) as told:
        list(check_store(premises.folder, PASSWORD))
    lines = str(told.value).splitlines()
    assert [line.split(".")[0] for line in lines[:2]] == [
        "접속기록 3번째 줄이 고쳐졌습니다",
        "접속기록 6번째 줄이 빠졌습니다",
    ]
