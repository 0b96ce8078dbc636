"""A backup is one file: whole, restorable by itself, and anything wrong with it is noticed."""

import random
import shutil
import stat
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select

from desktop.domain.backup import Occasion, Place, file_name, read_name
from desktop.domain.errors import NaeilError, Refused, StoreDamaged, StoreNewer, StoreTrouble
from desktop.store import file, former_keys
from desktop.store.backup import container, destroyed, making, places
from desktop.store.backup.container import Container
from desktop.store.backup.content import head_in, look_inside
from desktop.store.backup.rewriting import rewrite, rewrite_kept
from desktop.store.ciphers import DataKey
from desktop.store.database import Database
from desktop.store.keyring import Keyring
from desktop.store.people import Visitor
from desktop.store.rekeying import change_data_key
from tests.store.copies import AT, NAME, PASSWORD, SECOND_PASSWORD, Office, set_up, write_people


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return set_up(tmp_path / "한글 폴더 1")


def people(path: Path, office: Office) -> int:
    database = Database(path, office.key)
    with database.read() as session:
        count = session.scalar(select(func.count()).select_from(Visitor))
    database.close()
    return count or 0


# One file with everything ----------------------------------------------------------------


def test_any_password_of_then_and_the_code_open_a_copy_alone_in_another_folder(
    office: Office, tmp_path: Path
) -> None:
    made = office.copy()
    alone = tmp_path / "빈 컴퓨터"
    alone.mkdir()
    moved = Path(shutil.move(made.path, alone / made.path.name))
    shutil.rmtree(office.folder)
    found = Container.look(moved)
    found.check()
    keyring = Keyring.parse(found.part(container.KEYS), alone)
    assert keyring.open_with_any(PASSWORD)[1] == office.key
    assert keyring.open_with_any(SECOND_PASSWORD)[1] == office.key
    assert keyring.open_with_recovery(office.code) == office.key
    assert found.part(container.DESK) == b'{"desk": 3}'
    found.extract(container.STORE, alone / NAME)
    inside = look_inside(alone / NAME, office.key)
    assert dict(inside.counts)["내방객"] == 20
    assert (inside.head.seq, inside.head.digest) == (
        found.manifest.log_seq,
        found.manifest.log_digest,
    )
    assert inside.head.seq == 20
    assert found.is_of(office.key)
    assert people(alone / NAME, office) == 20


def test_its_name_tells_day_and_store_and_no_person(office: Office) -> None:
    made = office.copy()
    name = made.path.name
    assert name == file_name(AT, office.keyring.store_id)
    assert name.startswith("naeil-20261123-161200-")
    told = read_name(name)
    assert told is not None
    assert told.made_at == AT
    # Another in the same second gets a name of its own.
    assert office.copy().path.name == name.replace(".backup", "-2.backup")


def test_nobody_reads_it_without_a_key_and_only_its_user_may_open_it(office: Office) -> None:
    made = office.copy()
    content = made.path.read_bytes()
    for told in ("도우람11", "CREATE TABLE"):
        for encoding in ("utf-8", "utf-16-le", "cp949"):
            assert told.encode(encoding) not in content
    if sys.platform != "win32":
        assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700


def test_nothing_half_made_is_left_beside_it(office: Office) -> None:
    made = office.copy()
    assert [path.name for path in made.path.parent.iterdir()] == [made.path.name]


def test_what_a_killed_program_left_is_cleared_away_others_files_are_not(
    office: Office, tmp_path: Path
) -> None:
    folder = office.folder / "backups"
    folder.mkdir()
    mine = file_name(AT - timedelta(days=1), office.keyring.store_id)
    foreign = "naeil-20261123-090000-00000000.backup.new"
    for name in (f"{mine}.part", f"{mine}.part-wal", f"{mine}.new", f"{mine}.part.new"):
        (folder / name).write_bytes(b"half")
    for name in (foreign, "사진.jpg", "naeil-그림.backup"):
        (folder / name).write_bytes(b"theirs")
    made = office.copy()
    left = {path.name for path in folder.iterdir()}
    assert left == {made.path.name, foreign, "사진.jpg", "naeil-그림.backup"}


def test_a_key_file_that_changes_meanwhile_is_that_of_the_moment(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = iter([True])
    real = file.copy

    def copy(*what: object) -> None:
        real(*what)  # type: ignore[arg-type]
        if next(once, False):
            office.keyring.rename(office.key, 2, "오민재 2")

    monkeypatch.setattr(file, "copy", copy)
    made = office.copy()
    inside = Keyring.parse(made.part(container.KEYS), office.folder)
    assert [one.name for one in inside.holders()] == ["한소리", "오민재 2"]


def test_a_store_of_another_key_file_is_no_backup(office: Office, tmp_path: Path) -> None:
    other = set_up(tmp_path / "다른 곳", 1)
    shutil.copy(other.folder / "keys.json", office.folder / "keys.json")
    with pytest.raises(StoreTrouble):
        office.copy()
    assert list((office.folder / "backups").iterdir()) == []


# Beside the work at the desk -------------------------------------------------------------


def test_it_ends_beside_a_writer_that_never_stops(office: Office) -> None:
    """Copied page by page it would start over at every commit and never end."""
    office.write(1_000, 1_200)
    stop, wrote = threading.Event(), []
    database = Database(office.store, office.key)

    def write_on() -> None:
        key = 100_000
        while not stop.is_set():
            write_people(database, key, key)
            wrote.append(key)
            key += 1

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        while len(wrote) < 5:
            time.sleep(0.001)
        before, started = len(wrote), time.monotonic()
        made = office.copy()
        took, meanwhile = time.monotonic() - started, len(wrote) - before
    finally:
        stop.set()
        writer.join()
        database.close()
    with_store = office.folder / "check.db"
    made.extract(container.STORE, with_store)
    inside = look_inside(with_store, office.key)
    # One moment of the store: as many rows in the log as people, no act half.
    assert dict(inside.counts)["내방객"] == inside.head.seq
    assert 221 + before <= inside.head.seq <= 221 + before + meanwhile
    assert meanwhile > 0
    print(f"backup beside a writer: {took:.2f} s, {meanwhile} acts committed meanwhile")


def test_it_must_go_on_from_where_the_log_was(office: Office, tmp_path: Path) -> None:
    other = set_up(tmp_path / "다른 곳", 30)
    head = head_in(other.store, other.key)
    with pytest.raises(StoreTrouble, match="이어지지"):
        making.make_copies(office.store, office.key, Occasion.DAILY, AT, after=head)
    mine = head_in(office.store, office.key)
    assert making.make_copies(office.store, office.key, Occasion.DAILY, AT, after=mine).copies


def test_stopped_half_way_it_leaves_nothing(office: Office) -> None:
    for steps in range(3):
        stopped = partial(next, iter([False] * steps), True)
        with pytest.raises(container.Stopped):
            making.make_copies(office.store, office.key, Occasion.CLOSING, AT, stopped=stopped)
        assert list((office.folder / "backups").iterdir()) == []


def test_it_can_be_given_up_at_any_word_of_the_copying(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "PAGES_AT_ONCE", 5)
    told: list[tuple[str, float]] = []

    def back_up(words: int) -> None:
        told.clear()
        making.make_copies(
            office.store,
            office.key,
            Occasion.ASKED,
            AT,
            progress=lambda sentence, share: told.append((sentence, share)),
            stopped=lambda: len(told) >= words,
        )

    back_up(10**9)
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    words = [sentence for sentence, _ in told]
    copying = words.count("자료를 복사하는 중입니다…")
    assert copying > 5
    kept = list((office.folder / "backups").iterdir())
    for at in range(1, copying + 1):
        with pytest.raises(container.Stopped):
            back_up(at)
        assert len(told) == at
        assert list((office.folder / "backups").iterdir()) == kept


def test_stopped_while_the_copy_is_looked_through_it_leaves_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_through, looking = file.verify, threading.Event()

    def verify(path: Path, key: DataKey, stopped: Callable[[], bool] = lambda: False) -> None:
        looking.set()
        looked_through(path, key, stopped)
        pytest.fail("it was looked through to the end")

    monkeypatch.setattr(file, "verify", verify)
    monkeypatch.setattr(file, "STEPS_BETWEEN", 10)
    with pytest.raises(container.Stopped):
        making.make_copies(office.store, office.key, Occasion.ASKED, AT, stopped=looking.is_set)
    assert looking.is_set()
    assert list((office.folder / "backups").iterdir()) == []


# The second place ------------------------------------------------------------------------


def test_it_goes_to_the_second_place_too_and_a_missing_stick_stops_nothing(
    office: Office, tmp_path: Path
) -> None:
    stick = tmp_path / "USB"
    stick.mkdir()
    places.choose_second(office.folder, stick)
    made = office.back_up()
    assert [copy.place for copy in made.copies] == [Place.BESIDE, Place.SECOND]
    one, two = (copy.path.read_bytes() for copy in made.copies)
    assert one == two
    # Unplugged, its folder may be there all the same, on the PC's own disk.
    stick.rename(tmp_path / "서랍")
    stick.mkdir()
    made = office.back_up(AT + timedelta(hours=1))
    assert [copy.place for copy in made.copies] == [Place.BESIDE]
    assert "연결되어 있지 않아" in made.troubles[Place.SECOND]
    assert list(stick.iterdir()) == []
    stick.rmdir()
    assert "연결" in office.back_up(AT + timedelta(hours=2)).troubles[Place.SECOND]
    (tmp_path / "서랍").rename(stick)
    assert not office.back_up(AT + timedelta(hours=3)).troubles


@pytest.mark.parametrize("where", ["", "backups", "OneDrive - 광진구/백업"])
def test_a_second_place_beside_the_store_or_in_a_cloud_is_refused(
    office: Office, tmp_path: Path, where: str
) -> None:
    folder = office.folder / where if "One" not in where else tmp_path / where
    folder.mkdir(parents=True, exist_ok=True)
    with pytest.raises(Refused):
        places.choose_second(office.folder, folder)
    assert places.second_of(office.folder) is None


def test_two_desks_may_share_one_stick(office: Office, tmp_path: Path) -> None:
    stick = tmp_path / "USB"
    stick.mkdir()
    other = set_up(tmp_path / "둘째 창구", 3)
    for one in (office, other):
        places.choose_second(one.folder, stick)
    assert not office.back_up().troubles
    assert not other.back_up().troubles
    assert not office.back_up(AT + timedelta(minutes=1)).troubles
    assert len(places.copies_in(stick)) == 3 - 1  # of one day the last of each desk stays


# Old ones go -----------------------------------------------------------------------------


def test_old_copies_go_and_nothing_else_does(office: Office, tmp_path: Path) -> None:
    folder = office.folder / "backups"
    office_copy = shutil.move(office.copy().path, tmp_path / "copy")
    other = set_up(tmp_path / "다른 곳", 1)
    theirs = shutil.copy(other.copy(AT - timedelta(days=900)).path, folder.parent / "x")
    theirs = Path(shutil.move(theirs, folder / file_name(AT, other.keyring.store_id)))
    strange = [
        folder / file_name(AT - timedelta(days=800), office.keyring.store_id),
        folder / "naeil-20240101-090000.backup",
        folder / "메모.txt",
    ]
    for path in strange:
        path.write_bytes(b"not a backup")
    before_upgrade = office.copy(AT - timedelta(days=500), Occasion.UPGRADE).path
    for days in range(430, 0, -1):
        old = folder / file_name(AT - timedelta(days=days), office.keyring.store_id)
        shutil.copy(office_copy, old)
    made = office.back_up()
    kept = [path for path in places.copies_in(folder) if path not in (*strange, theirs)]
    assert made.copies[0].path in kept
    assert before_upgrade in kept
    assert 7 + 5 < len(kept) <= 7 + 5 + 12 + 1
    assert len(made.cleared) > 400
    for path in (*strange, theirs):
        assert path.exists()


# Damage ----------------------------------------------------------------------------------


def test_a_thousand_flipped_bits_are_all_noticed(office: Office, tmp_path: Path) -> None:
    made = office.copy()
    whole = made.path.read_bytes()
    target = tmp_path / made.path.name
    chance, noticed = random.Random(7), 0
    started = time.monotonic()
    head = len(whole) - sum(part.size for part in made.manifest.parts) - 64
    for number in range(1_000):
        # Half of them in the head, which is small and believed first.
        place = chance.randrange(head if number % 2 else len(whole))
        target.write_bytes(
            whole[:place] + bytes([whole[place] ^ 1 << number % 8]) + whole[place + 1 :]
        )
        with pytest.raises(NaeilError) as told:
            Container.look(target).check()
        assert isinstance(told.value, StoreDamaged | StoreNewer)
        noticed += 1
    took = time.monotonic() - started
    print(f"flips: {noticed} of 1000 noticed, {len(whole):,} bytes each, {took:.1f} s")


def test_every_cut_and_what_hangs_behind_is_noticed(office: Office, tmp_path: Path) -> None:
    made = office.copy()
    whole = made.path.read_bytes()
    target = tmp_path / made.path.name
    chance = random.Random(3)
    sizes = [0, 1, 7, 14, 20, 300, len(whole) - 64, len(whole) - 32, len(whole) - 1]
    sizes += [chance.randrange(len(whole)) for _ in range(200)]
    for size in sizes:
        target.write_bytes(whole[:size])
        with pytest.raises(StoreDamaged):
            Container.look(target)
    target.write_bytes(whole + b"\0")
    with pytest.raises(StoreDamaged):
        Container.look(target)
    print(f"cuts: {len(sizes)} of {len(sizes)} noticed")


def test_one_put_together_anew_by_somebody_without_the_key_is_noticed(
    office: Office, tmp_path: Path
) -> None:
    made = office.copy()
    other = set_up(tmp_path / "다른 곳", 1)
    made.extract(container.STORE, tmp_path / "store")
    parts: dict[str, bytes | Path] = {
        container.KEYS: made.part(container.KEYS),
        container.DESK: b'{"desk": 9}',
        container.STORE: tmp_path / "store",
    }
    forged = container.write(tmp_path / made.path.name, made.manifest, parts, other.key)
    forged.check()
    assert not forged.is_of(office.key)


def test_a_file_of_another_kind_and_one_of_the_future_are_told_apart(
    office: Office, tmp_path: Path
) -> None:
    (tmp_path / "사진.jpg").write_bytes(b"\xff\xd8" * 5_000)
    with pytest.raises(StoreDamaged, match="내일창구의 백업 파일이 아닙니다"):
        Container.look(tmp_path / "사진.jpg")
    with pytest.raises(StoreTrouble, match="읽을 수 없습니다"):
        Container.look(tmp_path / "없음.backup")
    whole = office.copy().path.read_bytes()
    (tmp_path / "새것.backup").write_bytes(whole[:8] + b"\x00\x02" + whole[10:])
    with pytest.raises(StoreNewer, match="새 판"):
        Container.look(tmp_path / "새것.backup")


# A change inside -------------------------------------------------------------------------


def drop(id_: int):  # type: ignore[no-untyped-def]
    def change(connection: file.Connection) -> None:
        connection.execute("DELETE FROM visitor WHERE id = ?", (id_,))

    return change


def test_what_is_destroyed_goes_from_a_copy_too_and_leaves_no_page(
    office: Office, tmp_path: Path
) -> None:
    made = office.copy()
    destroyed.add(office.folder, [("visitor", 15)], [office.key])
    ids = destroyed.written_in(office.folder, [office.key])
    again = rewrite(made.path, office.key, drop(15), now=AT, destroyed=ids)
    again.check()
    assert again.is_of(office.key)
    assert again.manifest.made_at == AT
    assert again.manifest.rewritten_at == AT
    assert destroyed.parse(again.part(container.DESTROYED)) == {("visitor", 15)}
    assert Keyring.parse(again.part(container.KEYS), tmp_path).open_with_any(PASSWORD)
    again.extract(container.STORE, tmp_path / "inside.db")
    assert dict(look_inside(tmp_path / "inside.db", office.key).counts)["내방객"] == 19
    plain = decrypted(tmp_path / "inside.db", office, tmp_path / "plain.db")
    assert "도우람14".encode() in plain
    assert "도우람15".encode() not in plain
    assert [path.name for path in made.path.parent.iterdir()] == [made.path.name]


def decrypted(path: Path, office: Office, target: Path) -> bytes:
    connection = file.connect(path, office.key)
    connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(target),))
    connection.execute("SELECT sqlcipher_export('plain')")
    connection.execute("DETACH DATABASE plain")
    connection.close()
    return target.read_bytes()


def test_a_change_that_fails_leaves_the_copy_as_it_was(office: Office) -> None:
    made = office.copy()
    whole = made.path.read_bytes()

    def fail(connection: file.Connection) -> None:
        connection.execute("DELETE FROM visitor")
        raise StoreTrouble("그만")

    with pytest.raises(StoreTrouble):
        rewrite(made.path, office.key, fail, now=AT)
    assert made.path.read_bytes() == whole
    assert [path.name for path in made.path.parent.iterdir()] == [made.path.name]


def test_a_copy_under_a_former_key_is_reached_and_opens_with_its_passwords(
    office: Office, tmp_path: Path
) -> None:
    made = office.copy()
    first = office.key
    second = change_data_key(office.store, office.keyring, first)
    third = change_data_key(office.store, office.keyring, second)
    connection = file.connect(office.store, third)
    assert former_keys.read(connection) == (first, second)
    connection.close()
    with pytest.raises(StoreTrouble, match="그때의 비밀번호"):
        rewrite(made.path, third, drop(15), now=AT)
    again = rewrite(made.path, first, drop(15), now=AT)
    assert Keyring.parse(again.part(container.KEYS), tmp_path).open_with_any(PASSWORD)[1] == first


def test_a_store_put_aside_is_reached_too(office: Office, tmp_path: Path) -> None:
    aside = tmp_path / "aside.db"
    shutil.copy(office.store, aside)
    other = set_up(tmp_path / "다른 곳", 1)
    assert not rewrite_kept(aside, [other.key], drop(15))
    assert rewrite_kept(aside, [other.key, office.key], drop(15))
    assert people(aside, office) == 19
    aside.write_bytes(aside.read_bytes()[:5_000])
    assert not rewrite_kept(aside, [office.key], drop(16))
    assert not rewrite_kept(tmp_path / "없음.db", [office.key], drop(16))


def test_a_change_that_nobody_waits_for_any_more_leaves_the_copy_as_it_was(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody locks the desk while a stick is being done: at whatever step, it is done later."""
    monkeypatch.setattr(file, "STEPS_BETWEEN", 50)
    path = office.copy().path
    whole = path.read_bytes()
    asked = 0
    for patience in (0, 1, 2, 5, 20, 60):
        asked = 0

        def stopped(patience: int = patience) -> bool:
            nonlocal asked
            asked += 1
            return asked > patience

        with pytest.raises((container.Stopped, StoreTrouble)):
            rewrite(path, office.key, drop(15), now=AT, stopped=stopped)
        assert path.read_bytes() == whole
        assert [one.name for one in path.parent.iterdir()] == [path.name]
    assert rewrite(path, office.key, drop(15), now=AT).manifest.rewritten_at == AT


def test_what_was_destroyed_is_carried_to_every_place(office: Office, tmp_path: Path) -> None:
    stick = tmp_path / "USB"
    stick.mkdir()
    places.choose_second(office.folder, stick)
    destroyed.add(office.folder, [("visitor", 7), ("note", 9)], [office.key])
    made = office.back_up()
    inside = Container.look(made.copies[1].path).part(container.DESTROYED)
    assert destroyed.parse(inside) == {("visitor", 7), ("note", 9)}
    store = office.keyring.store_id
    beside = destroyed.read_beside(stick, store, [office.key])
    assert beside.believed == {("visitor", 7), ("note", 9)}
    assert not office.back_up().troubles
    (written,) = stick.glob("*.destroyed")
    written.write_bytes(written.read_bytes().replace(b"visitor 7", b"visitor 8"))
    assert "파기 번호 파일" in office.back_up().troubles[places.Place.SECOND]
    beside = destroyed.read_beside(stick, store, [office.key])
    assert beside.believed == {("visitor", 7), ("note", 9)}
