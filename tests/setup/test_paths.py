"""The folders of this machine, from source and frozen."""

import sys
from pathlib import Path

import pytest

from desktop import paths


def test_resources_stand_beside_the_package() -> None:
    assert (paths.resources() / "fonts" / "PretendardGOV-Regular.ttf").is_file()


def test_resources_of_the_frozen_program_are_where_it_was_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "한글 폴더"), raising=False)
    assert paths.resources() == tmp_path / "한글 폴더" / "resources"


def test_the_chosen_folder_wins_over_the_variable(own_data_folder: Path, tmp_path: Path) -> None:
    assert paths.data_folder() == own_data_folder
    assert paths.data_folder(tmp_path / "골라 둔 곳") == tmp_path / "골라 둔 곳"


def test_a_relative_choice_stays_the_same_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert paths.data_folder(Path("data")) == tmp_path / "data"


def test_without_a_choice_it_is_the_users_own_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(paths.FOLDER_VARIABLE)
    folder = paths.data_folder()
    assert folder.is_absolute()
    assert folder.name == "naeil-desk"


def test_backups_and_logs_stay_with_their_store(tmp_path: Path) -> None:
    assert paths.backup_folder(tmp_path).parent == tmp_path
    assert paths.log_folder(tmp_path).parent == tmp_path
