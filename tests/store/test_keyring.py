import json
import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.errors import KeyFileDamaged, Refused, StoreTrouble, Unreadable, WrongPassword
from desktop.store import keyring as keyring_module
from desktop.store.ciphers import DataKey, Stretch
from desktop.store.keyring import FILE_NAME, Keyring, RecoveryCode

AT = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


def quick() -> Stretch:
    """The real thing takes a tenth of a second each."""
    return Stretch.fresh(memory_kib=64, passes=1)


@pytest.fixture
def made(tmp_path: Path) -> tuple[Keyring, DataKey, RecoveryCode]:
    return Keyring.create(tmp_path, 11, "한소리", "첫 비밀번호", at=AT, stretch=quick)


def test_the_password_opens_the_data_key_again(tmp_path: Path, made: Any) -> None:
    _, data_key, _ = made
    assert Keyring.read(tmp_path).open(11, "첫 비밀번호") == data_key


def test_the_default_is_costly_to_guess(tmp_path: Path) -> None:
    Keyring.create(tmp_path, 1, "한소리", "비밀")
    kept = json.loads((tmp_path / FILE_NAME).read_bytes())["accounts"][0]["argon2id"]
    assert (kept["memory_kib"], kept["passes"]) == (65_536, 3)


def test_holders_are_known_before_anything_is_opened(tmp_path: Path, made: Any) -> None:
    keyring, data_key, _ = made
    keyring.add(data_key, 12, "도우람", "둘째", at=AT, stretch=quick)
    assert [(one.id, one.name, one.added_at) for one in Keyring.read(tmp_path).holders()] == [
        (11, "한소리", AT),
        (12, "도우람", AT),
    ]


@pytest.mark.parametrize(
    ("account", "password"), [(11, "다른 비밀"), (12, "첫 비밀번호"), (11, "")]
)
def test_a_wrong_password_is_told_as_such(made: Any, account: int, password: str) -> None:
    with pytest.raises(WrongPassword, match="한/영"):
        made[0].open(account, password)


def test_the_recovery_code_opens_the_data_key(tmp_path: Path, made: Any) -> None:
    _, data_key, code = made
    typed = [f" {group[:3]} {group[3:]}" for group in code.groups]
    assert Keyring.read(tmp_path).open_with_recovery(typed) == data_key


def test_a_mistyped_recovery_group_is_named(made: Any) -> None:
    keyring, _, code = made
    groups = list(code.groups)
    groups[3] = groups[3][:-1] + str((int(groups[3][-1]) + 1) % 10)
    with pytest.raises(Unreadable, match="4번 묶음"):
        keyring.open_with_recovery(groups)


def test_the_code_of_another_store_is_told_as_such(tmp_path: Path, made: Any) -> None:
    (tmp_path / "other").mkdir()
    _, _, other = Keyring.create(tmp_path / "other", 1, "다른 곳", "비밀", stretch=quick)
    with pytest.raises(WrongPassword, match="복구 코드"):
        made[0].open_with_recovery(other)


def test_neither_code_nor_password_nor_data_key_is_in_the_file(tmp_path: Path, made: Any) -> None:
    _, data_key, code = made
    text = (tmp_path / FILE_NAME).read_text(encoding="utf-8")
    assert data_key.secret.hex() not in text
    assert code.digits not in text
    assert "첫 비밀번호" not in text
    assert code.digits not in repr(code)


def test_one_person_alone_adds_removes_and_resets(tmp_path: Path, made: Any) -> None:
    keyring, data_key, _ = made
    keyring.add(data_key, 12, "도우람", "둘째", stretch=quick)
    keyring.add(data_key, 13, "서늘", "셋째", stretch=quick)
    keyring.remove(data_key, 12)
    keyring.reset_password_with_data_key(data_key, 13, "새 셋째", stretch=quick)
    keyring.rename(data_key, 13, "서늘빛")
    again = Keyring.read(tmp_path)
    assert again.open(13, "새 셋째") == data_key
    assert [one.name for one in again.holders()] == ["한소리", "서늘빛"]
    for account, old in ((12, "둘째"), (13, "셋째")):
        with pytest.raises(WrongPassword):
            again.open(account, old)


def test_changing_a_password_needs_the_old_one(tmp_path: Path, made: Any) -> None:
    keyring, data_key, _ = made
    with pytest.raises(WrongPassword):
        keyring.change_password(11, "모름", "새것", stretch=quick)
    keyring.change_password(11, "첫 비밀번호", "새것", stretch=quick)
    again = Keyring.read(tmp_path)
    assert again.open(11, "새것") == data_key
    with pytest.raises(WrongPassword):
        again.open(11, "첫 비밀번호")


def test_the_data_key_changes_though_nobody_else_is_there(tmp_path: Path, made: Any) -> None:
    keyring, old, code = made
    keyring.add(old, 12, "도우람", "둘째", stretch=quick)
    new = DataKey.random()
    keyring.rekey(old, new)
    again = Keyring.read(tmp_path)
    assert again.open(11, "첫 비밀번호") == again.open(12, "둘째") == new
    assert again.open_with_recovery(code) == new


def test_a_new_recovery_code_makes_the_old_one_worthless(made: Any) -> None:
    keyring, data_key, old = made
    new = keyring.renew_recovery(data_key, stretch=quick)
    assert keyring.open_with_recovery(new) == data_key
    with pytest.raises(WrongPassword):
        keyring.open_with_recovery(old)


def test_the_last_account_and_a_second_of_the_same_are_refused(made: Any) -> None:
    keyring, data_key, _ = made
    with pytest.raises(Refused, match="마지막"):
        keyring.remove(data_key, 11)
    with pytest.raises(Refused):
        keyring.add(data_key, 11, "한소리", "또", stretch=quick)
    with pytest.raises(Refused):
        keyring.reset_password_with_data_key(data_key, 99, "또", stretch=quick)


def test_an_existing_key_file_is_never_written_over(tmp_path: Path, made: Any) -> None:
    before = (tmp_path / FILE_NAME).read_bytes()
    with pytest.raises(Refused):
        Keyring.create(tmp_path, 1, "누군가", "비밀", stretch=quick)
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_every_kind_of_damage_is_told_from_a_wrong_password(tmp_path: Path, made: Any) -> None:
    path = tmp_path / FILE_NAME
    whole = path.read_bytes()
    for damaged in (
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe",
        whole[: len(whole) // 2],
        b"7" + whole,
    ):
        path.write_bytes(damaged)
        with pytest.raises(KeyFileDamaged, match="손상"):
            Keyring.read(tmp_path)
    for place in range(0, len(whole), 37):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        with pytest.raises(KeyFileDamaged):
            Keyring.read(tmp_path)


def test_a_missing_key_file_says_what_to_put_back(tmp_path: Path) -> None:
    assert not Keyring.exists(tmp_path)
    with pytest.raises(KeyFileDamaged, match=r"keys\.json"):
        Keyring.read(tmp_path)


def test_a_key_file_of_the_future_asks_for_the_newer_program(tmp_path: Path, made: Any) -> None:
    path = tmp_path / FILE_NAME
    path.write_text(json.dumps({**json.loads(path.read_bytes()), "format": 2}), encoding="utf-8")
    with pytest.raises(KeyFileDamaged, match="새 판"):
        Keyring.read(tmp_path)


def test_a_public_half_slipped_in_by_hand_gets_no_data_key(tmp_path: Path, made: Any) -> None:
    keyring, _, _ = made
    (tmp_path / "mine").mkdir()
    mine, *_ = Keyring.create(tmp_path / "mine", 66, "끼어든 이", "내 비밀", stretch=quick)
    ours = json.loads((tmp_path / FILE_NAME).read_bytes())
    theirs = json.loads((tmp_path / "mine" / FILE_NAME).read_bytes())
    ours["accounts"] += theirs["accounts"]
    _forge(tmp_path / FILE_NAME, ours)
    with pytest.raises(KeyFileDamaged):
        Keyring.read(tmp_path).open(11, "첫 비밀번호")
    assert mine.store_id != keyring.store_id


def _forge(path: Path, body: dict[str, Any]) -> None:
    from desktop.store.keyring import _digest

    body["digest"] = _digest(body)
    path.write_text(json.dumps(body), encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_this_user_reads_the_file(tmp_path: Path, made: Any) -> None:
    assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o600


def test_a_failed_write_leaves_the_file_as_it_was(
    tmp_path: Path, made: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring, data_key, _ = made
    before = (tmp_path / FILE_NAME).read_bytes()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("desktop.store.machine.os.fsync", full)
    with pytest.raises(StoreTrouble, match="남은 자리"):
        keyring.add(data_key, 12, "도우람", "둘째", stretch=quick)
    monkeypatch.undo()
    assert (tmp_path / FILE_NAME).read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]
    assert [one.id for one in keyring.holders()] == [11]


@pytest.mark.parametrize(
    "costs",
    [
        {"memory_kib": 8},
        {"memory_kib": 2**31},
        {"passes": 0},
        {"passes": -1},
        {"passes": 1.5},
        {"passes": 10_000},
        {"lanes": 0},
        {"lanes": "4"},
        {"salt": ""},
    ],
)
def test_costs_nobody_wrote_mean_an_altered_file(
    tmp_path: Path, made: Any, costs: dict[str, Any]
) -> None:
    """Whoever writes them makes the digest fit, too."""
    rewrite(tmp_path, lambda body: body["accounts"][0]["argon2id"].update(costs))
    with pytest.raises(KeyFileDamaged):
        Keyring.read(tmp_path)


def test_a_lower_cost_opens_nothing(tmp_path: Path, made: Any) -> None:
    rewrite(tmp_path, lambda body: body["accounts"][0]["argon2id"].update({"memory_kib": 65}))
    keyring = Keyring.read(tmp_path)
    with pytest.raises(WrongPassword):
        keyring.open(11, "첫 비밀번호")


@pytest.mark.parametrize("number", [0, -1, True, "1", None])
def test_a_format_that_never_was_is_told(tmp_path: Path, made: Any, number: object) -> None:
    rewrite(tmp_path, lambda body: body.update(format=number))
    with pytest.raises(KeyFileDamaged):
        Keyring.read(tmp_path)


def test_a_file_cut_anywhere_is_told(tmp_path: Path, made: Any) -> None:
    whole = (tmp_path / "keys.json").read_bytes()
    for size in range(0, len(whole) - 1, 41):
        (tmp_path / "keys.json").write_bytes(whole[:size])
        with pytest.raises(KeyFileDamaged):
            Keyring.read(tmp_path)


def rewrite(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Alter the key file as somebody would who knows how it is made."""
    path = folder / "keys.json"
    body = json.loads(path.read_text(encoding="utf-8"))
    change(body)
    body["digest"] = keyring_module._digest(body)
    path.write_text(json.dumps(body), encoding="utf-8")
