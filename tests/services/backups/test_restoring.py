"""The way back: an empty PC, a broken store, a day too many, and back again."""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.domain.backup import Occasion
from desktop.domain.clock import FixedClock
from desktop.domain.errors import (
    NotAllowed,
    StoreDamaged,
    StoreInUse,
    StoreTrouble,
    Unreadable,
    WrongPassword,
)
from desktop.paths import resources
from desktop.services.backups import restoring
from desktop.services.backups.restoring import Restored, Secret, open_copy, put_back
from desktop.services.checking import check_store
from desktop.services.data_key import DataKeys
from desktop.services.first_run import STORE_NAME
from desktop.services.opening import Premises, PremisesState
from desktop.store import chain, file, rekeying
from desktop.store.backup import container, destroyed, rewriting, swapping
from desktop.store.backup.container import Container
from desktop.store.ciphers import DataKey
from desktop.store.keyring import Keyring
from desktop.store.log import AccessRow
from desktop.store.people import Visitor
from tests.services.backups.desk import COUNSELLOR, LEAD, Centre, sit_down

ROOT = Path(__file__).parents[3]


@pytest.fixture
def copy(centre: Centre) -> Path:
    """A copy with two people; a third came after it. The desk is closed."""
    centre.take_in("도우람", "마루한")
    centre.desk.backups.make(centre.account, Occasion.ASKED)
    (line,) = centre.desk.backups.copies(centre.account)
    centre.clock.advance(timedelta(minutes=20))
    centre.take_in("나중에")
    centre.leave()
    return Path(line.folder) / line.file_name


def restore(folder: Path, copy: Path, secret: Secret, clock: FixedClock) -> Restored:
    return put_back(folder, open_copy(folder, copy, secret), clock)


def names(centre: Centre) -> list[str]:
    with centre.desk.office._database.read() as session:
        return list(session.scalars(select(Visitor.name).order_by(Visitor.id)))


def purposes(centre: Centre) -> list[str]:
    with centre.desk.office._database.read() as session:
        assert chain.examine(session) is None
        return list(session.scalars(select(AccessRow.purpose).order_by(AccessRow.seq)))


@pytest.mark.parametrize("secret", [LEAD, COUNSELLOR, "code"])
def test_an_empty_pc_becomes_the_desk_of_then_by_any_password_or_the_code(
    copy: Path, code: tuple[str, ...], tmp_path: Path, clock: FixedClock, secret: str
) -> None:
    alone = tmp_path / "빈 컴퓨터"
    alone.mkdir()
    moved = Path(shutil.move(copy, alone / copy.name))
    shutil.rmtree(copy.parents[1])
    folder = tmp_path / "새 자료 폴더"
    opened = open_copy(folder, moved, code if secret == "code" else secret)
    assert opened.inside.accounts == ("한서윤", "오민재")
    assert dict(opened.inside.counts)["내방객"] == 2
    assert opened.inside.desk == 3
    assert opened.inside.chain_whole
    assert not opened.inside.replaces
    assert opened.inside.newer_acts is None
    put_back(folder, opened, clock)
    desk = sit_down(folder, clock)
    assert names(desk) == ["도우람", "마루한"]
    assert desk.desk.office.desk == 3
    assert desk.desk.finding is None
    assert {path.name for path in folder.iterdir()} >= {STORE_NAME, "keys.json", "desk.json"}
    assert not (folder / swapping.STAGE).exists()
    assert not list((folder / swapping.KEPT).iterdir())
    desk.leave()


def test_the_restore_is_a_row_of_the_chain_with_both_heads_and_the_present_store_stays(
    centre: Centre, copy: Path, clock: FixedClock
) -> None:
    opened = open_copy(centre.folder, copy, LEAD)
    assert opened.inside.replaces
    # The intake; the row of the copy itself is no act of the desk.
    assert opened.inside.newer_acts == 1
    done = put_back(centre.folder, opened, clock)
    assert done.old is not None
    assert done.old.seq >= opened.inside.log_seq + 2
    assert done.new.seq == opened.inside.log_seq + 1
    desk = sit_down(centre.folder, clock)
    assert names(desk) == ["도우람", "마루한"]
    row = purposes(desk)[done.new.seq - 1]
    assert row.startswith(f"되살림: 앞 {done.old.seq}·{done.old.digest.hex()[:12]} 뒤 ")
    assert f" 뒤 {opened.inside.log_seq}·" in row
    assert desk.desk.finding is None
    aside = centre.folder / swapping.KEPT / done.aside
    assert {path.name for path in aside.iterdir()} == {
        *(STORE_NAME, "keys.json", "desk.json", "log-head"),
    }
    desk.leave()


def test_it_can_be_undone_and_that_is_a_row_too(
    centre: Centre, copy: Path, clock: FixedClock
) -> None:
    restore(centre.folder, copy, LEAD, clock)
    desk = sit_down(centre.folder, clock)
    desk.take_in("되살린 뒤")
    desk.leave()
    (aside,) = restoring.put_aside(centre.folder)
    clock.advance(timedelta(minutes=1))
    restore(centre.folder, aside.path, LEAD, clock)
    again = sit_down(centre.folder, clock)
    assert names(again) == ["도우람", "마루한", "나중에"]
    assert any(row.startswith("되돌림: 앞 ") for row in purposes(again))
    # Nothing was deleted: both are aside.
    assert len(restoring.put_aside(centre.folder)) == 2
    again.leave()


def test_what_is_put_aside_in_the_middle_of_a_change_of_the_key_can_come_back(
    centre: Centre, copy: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key file is that of the new store, which lies beside the old one."""
    desk = sit_down(centre.folder, clock)
    with monkeypatch.context() as patch:
        patch.setattr(rekeying, "finish", _cut)
        # A killed program writes nothing more.
        patch.setattr(DataKeys, "_end", lambda *_: None)
        with pytest.raises(PowerCut):
            desk.desk.data_key.change(desk.account)
    desk.leave()
    with pytest.raises(StoreTrouble, match="마저 바꿉니다"):
        list(check_store(centre.folder, LEAD))
    restore(centre.folder, copy, LEAD, clock)
    desk = sit_down(centre.folder, clock)
    assert names(desk) == ["도우람", "마루한"]
    desk.leave()
    (aside,) = restoring.put_aside(centre.folder)
    # Under its own key nothing can be taken out of it: it is told as one that stays closed.
    store = aside.path / STORE_NAME
    assert not rewriting.rewrite_kept(store, [_old_key(copy)], lambda _: None)
    clock.advance(timedelta(minutes=1))
    restore(centre.folder, aside.path, LEAD, clock)
    again = sit_down(centre.folder, clock)
    assert names(again) == ["도우람", "마루한", "나중에"]
    again.leave()


def _cut(*_: object) -> None:
    raise PowerCut


def _old_key(copy: Path) -> DataKey:
    keys = Container.look(copy).part(container.KEYS)
    return Keyring.parse(keys, copy.parent).open_with_any(LEAD)[1]


def test_no_paper_number_is_given_out_twice(centre: Centre, copy: Path, clock: FixedClock) -> None:
    desk = sit_down(centre.folder, clock)
    given = desk.take_in("번호 하나", "번호 둘")
    desk.leave()
    restore(centre.folder, copy, LEAD, clock)
    desk = sit_down(centre.folder, clock)
    given += desk.take_in("번호 셋")
    desk.leave()
    (aside,) = restoring.put_aside(centre.folder)
    clock.advance(timedelta(minutes=1))
    restore(centre.folder, aside.path, LEAD, clock)
    desk = sit_down(centre.folder, clock)
    given += desk.take_in("번호 넷")
    desk.leave()
    assert len(set(given)) == len(given)


def test_wrong_passwords_and_codes_open_nothing_and_leave_nothing(
    centre: Centre, copy: Path
) -> None:
    before = {path.name for path in centre.folder.iterdir()}
    with pytest.raises(WrongPassword):
        open_copy(centre.folder, copy, "틀린 비밀번호 1")
    with pytest.raises((Unreadable, WrongPassword)):
        open_copy(centre.folder, copy, ("123456",) * 8)
    assert {path.name for path in centre.folder.iterdir()} == before


def test_where_the_desk_works_only_who_may_restore_does(centre: Centre, copy: Path) -> None:
    with pytest.raises(NotAllowed, match="되살리기"):
        open_copy(centre.folder, copy, COUNSELLOR)
    # Where it does not, anybody of then may: somebody stands at the counter.
    with (centre.folder / STORE_NAME).open("rb+") as store:
        store.truncate(5_000)
    assert open_copy(centre.folder, copy, COUNSELLOR).inside.replaces
    restoring.give_up(centre.folder)
    assert not (centre.folder / swapping.STAGE).exists()


@pytest.mark.parametrize("damage", ["store cut", "store gone", "keys gone", "all zero"])
def test_a_store_that_does_not_open_is_replaced_and_kept_as_it_was(
    centre: Centre, copy: Path, clock: FixedClock, damage: str
) -> None:
    store, keys = centre.folder / STORE_NAME, centre.folder / "keys.json"
    if damage == "store cut":
        store.write_bytes(store.read_bytes()[:9_000])
    elif damage == "all zero":
        store.write_bytes(bytes(4096 * 10))
    else:
        (store if damage == "store gone" else keys).unlink()
    kept = store.read_bytes() if store.exists() else b""
    done = restore(centre.folder, copy, LEAD, clock)
    # The note beside the store still knew where its log ended.
    assert done.old is not None
    desk = sit_down(centre.folder, clock)
    assert names(desk) == ["도우람", "마루한"]
    desk.leave()
    aside = centre.folder / swapping.KEPT / done.aside / STORE_NAME
    assert (aside.read_bytes() if aside.exists() else b"") == kept


def test_a_running_program_keeps_its_store(centre: Centre, copy: Path, clock: FixedClock) -> None:
    opened = open_copy(centre.folder, copy, LEAD)
    desk = sit_down_beside(centre, clock)
    with pytest.raises(StoreInUse):
        put_back(centre.folder, opened, clock)
    assert names(desk) == ["도우람", "마루한", "나중에"]
    desk.leave()


def sit_down_beside(centre: Centre, clock: FixedClock) -> Centre:
    premises = Premises(centre.folder, clock, resources())
    desk, account = premises.sign_in(premises.holders()[0].id, LEAD)
    return Centre(premises, desk, account, clock)


def test_what_was_destroyed_since_is_taken_out_before_the_desk_opens(
    centre: Centre, copy: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = sit_down(centre.folder, clock)
    with desk.desk.office._database.read() as session:
        gone = session.scalar(select(Visitor.id).where(Visitor.name == "마루한"))
    assert gone is not None
    store, key = desk.desk.office.store_path.parent, key_of(desk)
    desk.leave()

    def replay(connection: file.Connection, ids: frozenset[tuple[str, int]]) -> None:
        for kind, key in ids:
            assert kind == "visitor"
            connection.execute("UPDATE visitor SET name = '' WHERE id = ?", (key,))

    monkeypatch.setattr(restoring, "after_restore", [replay])
    destroyed.add(store, [("visitor", gone)], [key])
    restore(centre.folder, copy, LEAD, clock)
    desk = sit_down(centre.folder, clock)
    assert names(desk) == ["도우람", ""]
    desk.leave()
    assert destroyed.read(centre.folder, [key]).believed == {("visitor", gone)}


def key_of(centre: Centre) -> DataKey:
    """The key of the store; the desk wipes its own when it closes."""
    return DataKey(centre.desk._data_key.secret)


def test_the_list_beside_the_copies_reaches_an_empty_pc(
    centre: Centre, copy: Path, tmp_path: Path, clock: FixedClock
) -> None:
    desk = sit_down(centre.folder, clock)
    key = key_of(desk)
    destroyed.add(centre.folder, [("visitor", 12345)], [key])
    desk.desk.backups.make(desk.account, Occasion.ASKED)
    desk.leave()
    stick = tmp_path / "USB"
    shutil.copytree(centre.folder / "backups", stick)
    shutil.rmtree(centre.folder)
    older = next(iter(stick.glob("*.backup")))
    put_back(tmp_path / "새 폴더", open_copy(tmp_path / "새 폴더", older, LEAD), clock)
    assert destroyed.read(tmp_path / "새 폴더", [key]).believed == {("visitor", 12345)}


def test_every_damaged_copy_is_refused_and_the_present_store_stays(
    centre: Centre, copy: Path, tmp_path: Path
) -> None:
    whole = copy.read_bytes()
    present = (centre.folder / STORE_NAME).read_bytes()
    chance = random.Random(2)
    broken = tmp_path / copy.name
    for number in range(60):
        place = chance.randrange(len(whole))
        if number % 3 == 0:
            broken.write_bytes(whole[:place])
        else:
            flipped = bytes([whole[place] ^ 1 << number % 8])
            broken.write_bytes(whole[:place] + flipped + whole[place + 1 :])
        with pytest.raises(StoreTrouble):
            open_copy(centre.folder, broken, LEAD)
    assert (centre.folder / STORE_NAME).read_bytes() == present
    assert not (centre.folder / swapping.STAGE).exists()


def test_a_copy_of_an_older_schema_is_brought_up_to_date(tmp_path: Path, clock: FixedClock) -> None:
    from desktop.store.backup.making import make_copies
    from desktop.store.keyring import Keyring
    from tests.store.old.make import HERE, PASSWORD

    for revision in ("0001", "0002"):
        old = tmp_path / revision
        shutil.copytree(HERE / revision, old)
        (old / file.FILE_NAME).rename(old / STORE_NAME)
        (old / "desk.json").write_text('{"desk": 1}', encoding="utf-8")
        _, key = Keyring.read(old).open_with_any(PASSWORD)
        made = make_copies(old / STORE_NAME, key, Occasion.UPGRADE, clock.now())
        folder = tmp_path / f"새 {revision}"
        opened = open_copy(folder, made.copies[0].path, PASSWORD)
        assert opened.content.schema == revision
        put_back(folder, opened, clock)
        premises = Premises(folder, clock, resources())
        assert premises.look() is PremisesState.READY
        desk, _ = premises.sign_in(premises.holders()[0].id, PASSWORD)
        with desk.office._database.read() as session:
            assert chain.examine(session) is None
        desk.close()
        premises.close()


# Stopped in the middle -------------------------------------------------------------------


class PowerCut(BaseException):
    """The PC stops here."""


def test_stopped_at_any_rename_the_next_start_has_one_whole_store_and_the_other_aside(
    centre: Centre, copy: Path, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = 0
    for stop_at in range(40):
        folder = tmp_path / f"자료 {stop_at}"
        shutil.copytree(centre.folder, folder)
        opened = open_copy(folder, folder / "backups" / copy.name, LEAD)
        with monkeypatch.context() as cut:
            cut.setattr(Path, "replace", cutting(stop_at))
            try:
                put_back(folder, opened, clock)
            except PowerCut:
                tried += 1
            else:
                break
        desk = sit_down(folder, clock)
        assert names(desk) in (["도우람", "마루한"], ["도우람", "마루한", "나중에"])
        restored = names(desk) == ["도우람", "마루한"]
        desk.leave()
        assert len(restoring.put_aside(folder)) == restored
        assert not (folder / swapping.STAGE).exists()
        shutil.rmtree(folder)
    assert tried >= 8
    print(f"power cuts at a rename of a restore: {tried}, stores lost: 0")


def cutting(stop_at: int):  # type: ignore[no-untyped-def]
    steps = iter(range(1_000))
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if next(steps) == stop_at:
            raise PowerCut
        return real(self, target)

    return replace


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "작은 디스크"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
    if sys.platform == "win32" or subprocess.run(command, check=False).returncode:
        pytest.skip("only root on Linux mounts a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_without_room_for_it_nothing_is_changed(
    centre: Centre, copy: Path, small_disk: Path, clock: FixedClock
) -> None:
    folder = small_disk / "자료"
    shutil.copytree(centre.folder, folder, ignore=shutil.ignore_patterns("backups"))
    (small_disk / "fill").write_bytes(bytes(free(small_disk) - 200_000))
    with pytest.raises(StoreTrouble):
        open_copy(folder, copy, LEAD)
    (small_disk / "fill").unlink()
    desk = sit_down(folder, clock)
    assert names(desk) == ["도우람", "마루한", "나중에"]
    desk.leave()


def free(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def test_killed_at_any_moment_of_a_restore_a_whole_store_opens(
    centre: Centre, copy: Path, tmp_path: Path, clock: FixedClock
) -> None:
    chance, whole = random.Random(4), 0
    for number in range(5):
        folder = tmp_path / f"자료 {number}"
        shutil.copytree(centre.folder, folder)
        with subprocess.Popen(
            [sys.executable, "-m", "tests.faults.restoring", str(folder), copy.name, LEAD],
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            cwd=ROOT,
        ) as program:
            assert program.stdout is not None
            assert program.stdout.readline() == "begun\n"
            time.sleep(chance.random() * 0.8)
            program.kill()
            program.wait()
        desk = sit_down(folder, clock)
        assert names(desk)[:2] == ["도우람", "마루한"]
        desk.leave()
        whole += 1
    print(f"kills while restoring: {whole}, stores that did not open: 0")


def test_a_copy_that_was_put_together_anew_is_refused(
    centre: Centre, copy: Path, tmp_path: Path
) -> None:
    from desktop.store.backup import container
    from desktop.store.backup.container import Container
    from desktop.store.ciphers import DataKey

    found = Container.look(copy)
    found.extract(container.STORE, tmp_path / "store")
    parts: dict[str, bytes | Path] = {
        container.KEYS: found.part(container.KEYS),
        container.DESK: b'{"desk": 9}',
        container.STORE: tmp_path / "store",
    }
    forged = container.write(tmp_path / copy.name, found.manifest, parts, DataKey(bytes(32)))
    with pytest.raises(StoreTrouble, match="만들어진 뒤에 바뀌었습니다"):
        open_copy(centre.folder, forged.path, LEAD)
    with pytest.raises(StoreDamaged):
        restoring.look_at(tmp_path / "store")
