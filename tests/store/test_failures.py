"""Wrong passwords are counted in two places, and an older file put back forgives nothing."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from desktop.store.failures import FILE_NAME, MOST, FailureCount, Standing

STORE = UUID(int=7)
AT = datetime(2026, 11, 23, 5, 5, tzinfo=UTC)


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    folder, profile = tmp_path / "자료", tmp_path / "profile"
    folder.mkdir()
    return folder, profile


def count(folders: tuple[Path, Path]) -> FailureCount:
    """As the program sees it when it is started anew."""
    return FailureCount(*folders, STORE)


def test_the_fifth_wrong_password_locks_and_stays_locked_over_a_new_start(
    folders: tuple[Path, Path],
) -> None:
    for turn in range(1, MOST):
        assert count(folders).add(1, AT) == Standing(turn)
    assert count(folders).add(1, AT) == Standing(MOST, AT)
    assert count(folders).standing(1).locked
    assert count(folders).locked() == {1: AT}
    assert count(folders).standing(2) == Standing()


def test_wrong_then_right_begins_anew(folders: tuple[Path, Path]) -> None:
    for _ in range(MOST - 1):
        count(folders).add(1, AT)
    count(folders).clear(1)
    assert count(folders).standing(1) == Standing()
    assert count(folders).add(1, AT) == Standing(1)
    assert not count(folders).set_back


def test_an_old_copy_of_the_folder_put_back_forgives_nothing_and_shows(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    folder, _ = folders
    count(folders).add(1, AT)
    shutil.copytree(folder, tmp_path / "copy")
    for _ in range(3):
        count(folders).add(1, AT)
    shutil.copytree(tmp_path / "copy", folder, dirs_exist_ok=True)
    assert count(folders).standing(1).count == 4
    assert count(folders).set_back
    assert count(folders).add(1, AT).locked
    # The next wrong password wrote both files: it is still known that one was put back.
    assert count(folders).set_back
    count(folders).clear(1)
    assert count(folders).set_back
    count(folders).clear(1, told=True)
    assert not count(folders).set_back


def test_the_file_removed_from_the_folder_shows_too(folders: tuple[Path, Path]) -> None:
    count(folders).add(1, AT)
    (folders[0] / FILE_NAME).unlink()
    assert count(folders).standing(1).count == 1
    assert count(folders).set_back


def test_a_copy_from_before_an_unlock_does_not_lock_again(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    folder, _ = folders
    for _ in range(MOST):
        count(folders).add(1, AT)
    shutil.copytree(folder, tmp_path / "copy")
    count(folders).clear(1)
    shutil.copytree(tmp_path / "copy", folder, dirs_exist_ok=True)
    assert not count(folders).standing(1).locked
    assert count(folders).set_back


def test_somebody_elses_profile_is_no_sign_of_meddling(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    folder, _ = folders
    count(folders).add(1, AT)
    other = FailureCount(folder, tmp_path / "another profile", STORE)
    assert other.standing(1).count == 1
    assert not other.set_back


def test_each_store_is_counted_by_itself(folders: tuple[Path, Path], tmp_path: Path) -> None:
    count(folders).add(1, AT)
    assert FailureCount(tmp_path / "other", folders[1], UUID(int=8)).standing(1) == Standing()


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"turns": "x"}', b"\xff\xfe", b'{"turns":1,"accounts":{"a":1}}']
)
def test_a_damaged_file_is_as_if_it_were_not_there(
    folders: tuple[Path, Path], content: bytes
) -> None:
    count(folders).add(1, AT)
    (folders[0] / FILE_NAME).write_bytes(content)
    assert count(folders).standing(1).count == 1
    for path in folders[1].iterdir():
        path.write_bytes(content)
    assert count(folders).standing(1) == Standing()
    assert count(folders).add(1, AT) == Standing(1)


def test_where_nothing_can_be_written_it_is_counted_while_the_program_runs(
    tmp_path: Path,
) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    counted = FailureCount(blocked / "a", blocked / "b", STORE)
    for _ in range(MOST):
        counted.add(1, AT)
    assert counted.standing(1).locked


def test_a_file_removed_and_made_anew_by_the_next_wrong_password_is_another_one(
    folders: tuple[Path, Path],
) -> None:
    known = count(folders).stand()
    assert count(folders).gone(known) == (False, False)
    (folders[0] / FILE_NAME).unlink()
    assert count(folders).gone(known) == (True, False)
    count(folders).add(1, AT)
    assert count(folders).gone(known) == (True, False)
    for path in folders[1].iterdir():
        path.unlink()
    count(folders).add(1, AT)
    assert count(folders).gone(known) == (True, True)
    assert count(folders).gone(count(folders).stand()) == (False, False)
    assert count(folders).gone({}) == (False, False)


def test_both_files_put_back_together_are_older_than_the_store_remembers(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    count(folders).add(1, AT)
    for number, folder in enumerate(folders):
        shutil.copytree(folder, tmp_path / f"copy {number}")
    count(folders).clear(1)
    known = count(folders).stand()
    assert not count(folders).older(known)
    for number, folder in enumerate(folders):
        shutil.copytree(tmp_path / f"copy {number}", folder, dirs_exist_ok=True)
    assert not count(folders).set_back
    assert count(folders).older(known)
    assert count(folders).gone(known) == (False, False)


def test_what_the_store_remembers_names_no_folder(folders: tuple[Path, Path]) -> None:
    told = repr(count(folders).stand())
    assert "profile" not in told
    assert str(folders[0]) not in told
