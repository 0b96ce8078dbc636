"""Whoever can write into the folder neither makes the desk destroy people nor brings them back."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.domain.backup import Occasion
from desktop.domain.errors import StoreDamaged
from desktop.domain.retention import Subject
from desktop.domain.visit import VisitDraft
from desktop.paths import resources
from desktop.services.backups.restoring import open_copy, put_back
from desktop.services.checking import check_store
from desktop.services.desk import Desk
from desktop.services.opening import Premises
from desktop.store.backup import destroyed, places
from desktop.store.ciphers import DataKey
from desktop.store.log import AccessRow
from desktop.store.people import Visitor
from tests.destruction.planted import NOW, OTHER, PASSWORD, PERSON, Planted, open_office

LINE = "파기 번호 파일 바뀜"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Planted, Path]:
    """One destroyed, one here, and a copy of before on a stick; the desk is closed."""
    folder = tmp_path_factory.mktemp("번호") / "자료"
    office = open_office(folder)
    for draft in (PERSON, OTHER):
        came = office.desk.visits.register(office.lead, draft, VisitDraft(("counselling",)))
        office.person, office.other = office.person or came.visitor_id, came.visitor_id
    office.clock.at = NOW
    office.desk.backups.make(office.as_lead(), Occasion.ASKED)
    before = tmp_path_factory.mktemp("before")
    for path in places.copies_in(folder / "backups"):
        shutil.copyfile(path, before / path.name)
    office.desk.retention.ask(office.as_lead(), [(Subject.VISITOR, office.person)], "1호")
    officer = office.as_officer()
    asked = office.desk.retention.due(officer).asked
    office.desk.retention.decide(officer, [one.id for one in asked], approve=True)
    office.desk.retention.destroy(officer)
    office.close()
    (copy,) = places.copies_in(before)
    return office, copy


@pytest.fixture
def folder(made: tuple[Planted, Path], tmp_path: Path) -> Path:
    """The data folder, to be meddled with."""
    shutil.copytree(made[0].folder, tmp_path / "자료", ignore=shutil.ignore_patterns("*.lock"))
    return tmp_path / "자료"


class Opened:
    """Somebody signed in to the folder."""

    def __init__(self, office: Planted, folder: Path) -> None:
        self.premises = Premises(folder, office.clock, resources())
        self.premises.look()
        key = DataKey(bytes(office.key.secret))
        self.desk: Desk
        self.desk, self.account = self.premises.open_with_key(office.lead.account_id, key)

    @property
    def names(self) -> set[str]:
        with self.desk.office._database.read() as session:
            return set(session.scalars(select(Visitor.name)))

    @property
    def told(self) -> str:
        return self.desk.finding.sentence if self.desk.finding is not None else ""

    @property
    def logged(self) -> int:
        with self.desk.office._database.read() as session:
            return len(session.scalars(select(AccessRow.id).where(AccessRow.purpose == LINE)).all())

    def leave(self) -> None:
        self.desk.close()
        self.premises.close()


def sign_in(office: Planted, folder: Path) -> tuple[set[str], str, int]:
    opened = Opened(office, folder)
    try:
        return opened.names, opened.told, opened.logged
    finally:
        opened.leave()


def test_as_it_was_left_nothing_is_told(made: tuple[Planted, Path], folder: Path) -> None:
    office = made[0]
    assert destroyed.read(folder, [office.key]).believed == {("visitor", office.person)}
    assert sign_in(office, folder) == ({"", OTHER.name}, "", 0)
    assert "파기 번호 파일: 온전합니다. 1건." in list(check_store(folder, PASSWORD))


def test_an_id_added_destroys_nobody_and_is_told(made: tuple[Planted, Path], folder: Path) -> None:
    office = made[0]
    path = folder / destroyed.FILE_NAME
    whole = path.read_bytes()
    for content in (
        f"visitor {office.other}\n".encode() + whole,
        # Without any signature, as an earlier version wrote it.
        f"visitor {office.other}\nvisitor {office.person}\n".encode(),
    ):
        path.write_bytes(content)
        names, told, _ = sign_in(office, folder)
        assert names == {"", OTHER.name}
        assert "destroyed-ids" in told
        assert path.read_bytes() == whole
    assert sign_in(office, folder) == ({"", OTHER.name}, "", 2)


@pytest.mark.parametrize("content", [None, b"", b"\xff\x00", "signed"])
def test_an_id_taken_out_is_told_and_stands_there_again(
    made: tuple[Planted, Path], folder: Path, content: bytes | str | None
) -> None:
    office = made[0]
    path = folder / destroyed.FILE_NAME
    whole = path.read_bytes()
    path.unlink()
    if content == "signed":
        # An older state of the very file, from before the destruction.
        destroyed.add(folder, [("visitor", 1)], [office.key])
        assert sign_in(office, folder)[1]
        assert destroyed.read(folder, [office.key]).believed > {("visitor", office.person)}
        return
    if isinstance(content, bytes):
        path.write_bytes(content)
    with pytest.raises(StoreDamaged, match="destroyed-ids"):
        list(check_store(folder, PASSWORD))
    names, told, logged = sign_in(office, folder)
    assert (names, logged) == ({"", OTHER.name}, 1)
    assert "destroyed-ids" in told
    assert path.read_bytes() == whole


def test_as_an_earlier_version_left_it_it_is_signed_in_silence(
    made: tuple[Planted, Path], folder: Path
) -> None:
    office = made[0]
    path = folder / destroyed.FILE_NAME
    path.write_bytes(f"visitor {office.person}\n".encode())
    assert sign_in(office, folder) == ({"", OTHER.name}, "", 0)
    assert destroyed.read(folder, [office.key]).believed == {("visitor", office.person)}


@pytest.mark.parametrize("meddled", ["gone", "changed"])
def test_a_copy_of_before_brings_nobody_back_whatever_lies_beside_the_store(
    made: tuple[Planted, Path], folder: Path, meddled: str
) -> None:
    office, copy = made
    path = folder / destroyed.FILE_NAME
    path.unlink()
    if meddled == "changed":
        path.write_bytes(f"visitor {office.other}\n".encode())
    opened = open_copy(folder, copy, PASSWORD)
    assert opened.inside.destroyed_doubtful == (meddled == "changed")
    put_back(folder, opened, office.clock)
    assert sign_in(office, folder) == ({"", OTHER.name}, "", 0)


def test_restored_on_an_empty_pc_the_ids_beside_the_copy_are_kept_in_the_store_itself(
    made: tuple[Planted, Path], tmp_path: Path
) -> None:
    office, copy = made
    stick, folder = tmp_path / "USB", tmp_path / "새 PC"
    stick.mkdir()
    shutil.copyfile(copy, stick / copy.name)
    store = open_identity(office)
    destroyed.carry(office.folder, stick, store, [office.key])
    put_back(folder, open_copy(folder, stick / copy.name, PASSWORD), office.clock)
    assert sign_in(office, folder) == ({"", OTHER.name}, "", 0)
    (folder / destroyed.FILE_NAME).unlink()
    # The ledger of that destruction is on the other PC: only the ids are here.
    (folder / "destroyed").unlink(missing_ok=True)
    sign_in(office, folder)
    assert destroyed.read(folder, [office.key]).believed == {("visitor", office.person)}


def test_ids_beside_a_copy_that_nobody_signed_destroy_nobody_and_are_told(
    made: tuple[Planted, Path], tmp_path: Path
) -> None:
    office, copy = made
    stick, folder = tmp_path / "USB", tmp_path / "새 PC"
    stick.mkdir()
    shutil.copyfile(copy, stick / copy.name)
    destroyed.carry(office.folder, stick, open_identity(office), [office.key])
    (beside,) = stick.glob("*.destroyed")
    beside.write_bytes(f"visitor {office.other}\n".encode() + beside.read_bytes())
    opened = open_copy(folder, stick / copy.name, PASSWORD)
    assert opened.inside.destroyed_doubtful
    put_back(folder, opened, office.clock)
    assert OTHER.name in sign_in(office, folder)[0]


def open_identity(office: Planted):  # type: ignore[no-untyped-def]
    from desktop.store.keyring import Keyring

    return Keyring.read(office.folder).store_id


def test_after_the_key_was_changed_the_ids_are_signed_for_both(
    made: tuple[Planted, Path], folder: Path
) -> None:
    office, copy = made
    opened = Opened(office, folder)
    opened.desk.data_key.change(opened.account)
    new = DataKey(bytes(opened.desk._data_key.secret))
    assert new != office.key
    opened.leave()
    assert [line for line in check_store(folder, PASSWORD) if "열쇠를 바꾸기 전" in line]
    premises = Premises(folder, office.clock, resources())
    premises.look()
    desk, _ = premises.sign_in(office.lead.account_id, PASSWORD)
    assert desk.finding is None
    desk.close()
    premises.close()
    assert "파기 번호 파일: 온전합니다. 1건." in list(check_store(folder, PASSWORD))
    for key in (new, office.key):
        assert destroyed.read(folder, [key]).believed == {("visitor", office.person)}
    # A copy of before the change lies under the key of then: the ids reach it all the same.
    put_back(folder, open_copy(folder, copy, PASSWORD), office.clock)
    assert sign_in(office, folder) == ({"", OTHER.name}, "", 0)
