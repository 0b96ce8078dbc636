"""The data key is changed wholly or not at all, wherever the PC stops."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from desktop.domain.errors import StoreDamaged, StoreTrouble
from desktop.store import file, machine, rekeying
from desktop.store.ciphers import DataKey, Stretch
from desktop.store.database import Database
from desktop.store.keyring import Keyring
from desktop.store.people import Visitor
from desktop.store.rekeying import Step, change_data_key
from desktop.store.upgrade import open_store
from tests.store.people_rows import person


class PowerCut(BaseException):
    """The PC stops here."""


@pytest.fixture
def keyring(tmp_path: Path) -> tuple[Keyring, DataKey]:
    keyring, data_key, _ = Keyring.create(
        tmp_path, 1, "한소리", "비밀", stretch=lambda: Stretch.fresh(64, 1)
    )
    database = Database.create(tmp_path / file.FILE_NAME, data_key)
    with database.write() as session:
        session.execute(insert(Visitor), [person(1, "도우람")])
    database.close()
    return keyring, data_key


def names(folder: Path) -> list[str]:
    database = open_store(folder / file.FILE_NAME, Keyring.read(folder).open(1, "비밀"))
    with database.read() as session:
        found = list(session.scalars(select(Visitor.name)))
    database.close()
    return found


def test_the_old_key_opens_nothing_any_more(
    tmp_path: Path, keyring: tuple[Keyring, DataKey]
) -> None:
    ring, old = keyring
    new = change_data_key(tmp_path / file.FILE_NAME, ring, old)
    assert new != old
    assert names(tmp_path) == ["도우람"]
    with pytest.raises(StoreDamaged):
        Database(tmp_path / file.FILE_NAME, old)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["keys.json", "store.db"]


@pytest.mark.parametrize("step", ["write anew", "rekey", "finish", "replace"])
def test_stopped_at_any_step_the_store_still_opens(
    tmp_path: Path,
    keyring: tuple[Keyring, DataKey],
    monkeypatch: pytest.MonkeyPatch,
    step: str,
) -> None:
    ring, old = keyring

    def stop(*_: object) -> None:
        raise PowerCut

    where = {
        "write anew": (file, "verify"),
        "rekey": (Keyring, "rekey"),
        "finish": (rekeying, "finish"),
        "replace": (machine, "replace_file"),
    }[step]
    monkeypatch.setattr(*where, stop)
    with pytest.raises(PowerCut):
        change_data_key(tmp_path / file.FILE_NAME, ring, old)
    monkeypatch.undo()
    shutil.copytree(tmp_path, tmp_path / "as found", dirs_exist_ok=False)
    assert names(tmp_path / "as found") == ["도우람"]
    assert names(tmp_path) == ["도우람"]
    left = {path.name for path in tmp_path.iterdir()} - {"as found"}
    assert left == {"keys.json", "store.db"}


@pytest.mark.parametrize("half", [b"", b"half a page", bytes(4096)])
def test_what_was_only_begun_beside_the_store_never_takes_its_place(
    tmp_path: Path, keyring: tuple[Keyring, DataKey], half: bytes
) -> None:
    """A file made and not yet written to is empty, and an empty one opens with every key."""
    beside = tmp_path / f"{file.FILE_NAME}.rekeyed"
    beside.write_bytes(half)
    assert names(tmp_path) == ["도우람"]
    assert not beside.exists()


@pytest.mark.parametrize("step", [Step.WRITE, Step.CHECK])
def test_given_up_before_the_new_store_counts_everything_stays(
    tmp_path: Path,
    keyring: tuple[Keyring, DataKey],
    monkeypatch: pytest.MonkeyPatch,
    step: Step,
) -> None:
    ring, old = keyring
    monkeypatch.setattr(rekeying, "_STEPS_BETWEEN", 1)
    monkeypatch.setattr(file, "STEPS_BETWEEN", 1)
    before = sorted(path.name for path in tmp_path.iterdir())
    seen: list[Step] = []

    def told(now: Step, _percent: int) -> None:
        seen.append(now)

    with pytest.raises(StoreTrouble, match="그만두었습니다"):
        change_data_key(tmp_path / file.FILE_NAME, ring, old, told, lambda: step in seen)
    assert set(seen) == ({Step.WRITE} if step is Step.WRITE else {Step.WRITE, Step.CHECK})
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert names(tmp_path) == ["도우람"]
    Database(tmp_path / file.FILE_NAME, old).close()
    assert change_data_key(tmp_path / file.FILE_NAME, ring, old) != old
    assert names(tmp_path) == ["도우람"]
