"""The console command as somebody at a terminal meets it: words, exit codes, nothing personal."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.domain.clock import FixedClock
from desktop.services.demo.people import MEN, SURNAMES, WOMEN
from desktop.services.demo_store import DEMO_PASSWORD, STAFF, make_demo

ROOT = Path(__file__).parents[2]
COMMANDS = ("tour", "demo", "check", "backup", "restore", "bench")
KOREAN = re.compile(r"[가-힣]")


def naeil(
    *arguments: str,
    folder: Path | None = None,
    password: str = "",
    encoding: str = "utf-8",
    data: Path | None = None,
) -> "subprocess.CompletedProcess[str]":
    """Call the command as a shell would."""
    environment = {
        **os.environ,
        "PYTHONIOENCODING": encoding,
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
    }
    environment.pop("NAEIL_PASSWORD", None)
    if data is not None:
        environment["NAEIL_DATA"] = str(data)
    if password:
        environment["NAEIL_PASSWORD"] = password
    more = ("--data", str(folder)) if folder is not None else ()
    return subprocess.run(
        [sys.executable, "-m", "desktop", *arguments, *more],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding=encoding,
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small store in a folder with a blank in its Korean name."""
    from tests.services.demo.conftest import NOW

    folder = tmp_path_factory.mktemp("cli") / "한글 폴더 1"
    make_demo(folder, 12, 1, 5, clock=FixedClock(NOW))
    return folder


def is_one_sentence(words: str) -> bool:
    lines = words.strip().splitlines()
    return len(lines) == 1 and bool(KOREAN.search(lines[0])) and lines[0].endswith((".", "오."))


def test_a_start_that_only_paints_says_so_and_ends(tmp_path: Path) -> None:
    for folder in (tmp_path / "빈 폴더", None):
        called = naeil("--until-painted", folder=folder, data=tmp_path / "자료")
        assert (called.returncode, called.stdout, called.stderr) == (0, "painted\n", "")
    # Neither made a store, nor looked for one.
    assert list(tmp_path.rglob("*.db")) == []


# Help ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_command_explains_itself_in_korean(command: str) -> None:
    called = naeil(*([command] if command else []), "--help")
    assert called.returncode == 0
    assert called.stderr == ""
    assert called.stdout.startswith("쓰는 법:")
    for line in called.stdout.splitlines():
        if line.startswith("  -") and "  " in line.strip():
            assert KOREAN.search(line), line
    for word in ("usage", "options", "show ", "positional"):
        assert word not in called.stdout


def test_the_help_names_every_command() -> None:
    words = naeil("--help").stdout
    for command in COMMANDS:
        assert re.search(rf"^ +{command} +.*[가-힣]", words, re.MULTILINE), command


@pytest.mark.parametrize(
    "arguments",
    [
        ("fly",),
        ("--fly",),
        ("demo", "--visitors", "many"),
        ("demo", "--years"),
        ("check", "extra", "more"),
        ("backup", "extra"),
        ("restore",),
    ],
)
def test_a_wrong_call_is_told_in_one_sentence(arguments: tuple[str, ...]) -> None:
    called = naeil(*arguments)
    assert called.returncode == 2
    assert called.stdout == ""
    assert is_one_sentence(called.stderr), called.stderr
    assert "--help" in called.stderr


# demo ---------------------------------------------------------------------------------------


def test_demo_fills_an_empty_folder_and_check_finds_it_whole(tmp_path: Path) -> None:
    folder = tmp_path / "한글 폴더 1"
    made = naeil("demo", "--visitors", "15", "--seed", "5", folder=folder)
    assert (made.returncode, made.stderr) == (0, "")
    assert "내방객 15명" in made.stdout
    assert "의뢰 " in made.stdout
    checked = naeil("check", folder=folder, password=DEMO_PASSWORD)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "내방객 15건" in checked.stdout
    assert "온전합니다" in checked.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("--visitors", "0"),
        ("--visitors", "-3"),
        ("--visitors", "99999999"),
        ("--years", "0"),
        ("--years", "-1"),
        ("--years", "40"),
    ],
)
def test_demo_refuses_a_size_without_sense(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    called = naeil("demo", *arguments, folder=tmp_path / "자료")
    assert called.returncode == 1
    assert is_one_sentence(called.stderr), called.stderr
    assert not (tmp_path / "자료").exists()


def test_demo_refuses_a_folder_in_use(store: Path) -> None:
    called = naeil("demo", "--visitors", "3", folder=store)
    assert called.returncode == 1
    assert is_one_sentence(called.stderr.replace(". 빈", " 빈")), called.stderr


def test_demo_refuses_a_file_and_a_folder_it_may_not_write(tmp_path: Path) -> None:
    (tmp_path / "파일").write_text("x", encoding="utf-8")
    for place in (tmp_path / "파일", tmp_path / "파일" / "안쪽", Path("/proc/없음")):
        called = naeil("demo", "--visitors", "3", folder=place)
        assert called.returncode == 1, place
        assert "Traceback" not in called.stderr
        assert KOREAN.search(called.stderr)
        assert len(called.stderr.strip().splitlines()) == 1, called.stderr


# check and its password ---------------------------------------------------------------------


def test_a_wrong_password_is_refused(store: Path) -> None:
    called = naeil("check", folder=store, password="wrong-password-1")
    assert called.returncode == 1
    # The folder was looked at before the password: nothing behind it is told.
    assert "온전" not in called.stdout
    assert KOREAN.search(called.stderr)
    assert "wrong-password-1" not in called.stderr


def test_without_terminal_and_variable_it_says_where_the_password_goes(store: Path) -> None:
    called = naeil("check", folder=store)
    assert called.returncode == 1
    assert "NAEIL_PASSWORD" in called.stderr


def test_an_empty_folder_has_nothing_to_check(tmp_path: Path) -> None:
    called = naeil("check", folder=tmp_path / "빈 폴더", password=DEMO_PASSWORD)
    assert called.returncode == 1
    assert KOREAN.search(called.stderr)
    assert "Traceback" not in called.stderr


@pytest.mark.parametrize("content", [b"", b"naeil" * 1_000])
def test_a_damaged_store_is_told(store: Path, tmp_path: Path, content: bytes) -> None:
    import shutil

    broken = tmp_path / "자료"
    shutil.copytree(store, broken)
    (broken / "naeil.db").write_bytes(content)
    called = naeil("check", folder=broken, password=DEMO_PASSWORD)
    assert called.returncode == 1
    assert "백업" in called.stderr
    assert len(called.stderr.strip().splitlines()) == 1


def test_the_password_can_be_typed_at_the_prompt_unseen(store: Path) -> None:
    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover (the other process)
        os.chdir(ROOT)
        os.environ.pop("NAEIL_PASSWORD", None)
        os.execv(sys.executable, [sys.executable, "-m", "desktop", "check", "--data", str(store)])
    shown = b""
    answered = False
    while True:
        try:
            piece = os.read(terminal, 4096)
        except OSError:
            break
        if not piece:
            break
        shown += piece
        if not answered and "비밀번호".encode() in shown:
            os.write(terminal, f"{DEMO_PASSWORD}\n".encode())
            answered = True
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    words = shown.decode("utf-8")
    assert os.waitstatus_to_exitcode(status) == 0, words
    assert DEMO_PASSWORD not in words
    assert "온전합니다" in words


# backup and restore -------------------------------------------------------------------------


@pytest.fixture
def own(store: Path, tmp_path: Path) -> Path:
    """The same store in a folder that may be changed."""
    import shutil

    return Path(shutil.copytree(store, tmp_path / "한글 폴더 2"))


def the_copy(folder: Path) -> Path:
    (path,) = (folder / "backups").glob("*.backup")
    return path


def test_backup_check_and_restore_on_an_empty_pc(own: Path, tmp_path: Path) -> None:
    made = naeil("backup", folder=own, password=DEMO_PASSWORD)
    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout == "백업했습니다: 이 컴퓨터.\n"
    copy = the_copy(own)
    checked = naeil("check", str(copy), password=DEMO_PASSWORD)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.count("온전합니다") == 4
    assert "내방객 12건" in checked.stdout
    alone = tmp_path / "빈 컴퓨터"
    restored = naeil("restore", str(copy), folder=alone, password=DEMO_PASSWORD)
    assert (restored.returncode, restored.stderr) == (0, "")
    assert "되살렸습니다" in restored.stdout
    whole = naeil("check", folder=alone, password=DEMO_PASSWORD)
    assert whole.returncode == 0, whole.stderr
    assert "내방객 12건" in whole.stdout
    given = {name for generation in (*WOMEN, *MEN) for name in generation}
    for called in (made, checked, restored):
        assert not any(name in called.stdout for name, _ in STAFF)
        for surname, _ in SURNAMES:
            assert not any(f"{surname}{name}" in called.stdout for name in given)
    # Over what is there it keeps what was there, and that comes back by the same command.
    again = naeil("restore", str(copy), folder=own, password=DEMO_PASSWORD)
    assert again.returncode == 0, again.stderr
    (aside,) = (own / "kept").iterdir()
    assert f"kept/{aside.name}" in again.stdout
    back = naeil("restore", str(aside), folder=own, password=DEMO_PASSWORD)
    assert back.returncode == 0, back.stderr


@pytest.mark.parametrize("command", ["backup", "restore", "check"])
def test_what_cannot_be_backed_up_restored_or_checked_is_one_sentence(
    own: Path, tmp_path: Path, command: str
) -> None:
    damaged = tmp_path / "naeil-20261123-161200-00000000.backup"
    damaged.write_bytes(b"NAEILBAK" + bytes(5_000))
    calls = {
        "backup": [((), tmp_path / "빈 폴더", DEMO_PASSWORD), ((), own, "wrong-password-1")],
        "restore": [
            ((str(damaged),), own, DEMO_PASSWORD),
            ((str(tmp_path / "없음.backup"),), own, DEMO_PASSWORD),
            ((str(damaged),), own, ""),
        ],
        "check": [((str(damaged),), None, DEMO_PASSWORD)],
    }[command]
    for arguments, folder, password in calls:
        called = naeil(command, *arguments, folder=folder, password=password)
        assert called.returncode == 1, called.stdout
        assert called.stdout == ""
        assert KOREAN.search(called.stderr)
        assert len(called.stderr.strip().splitlines()) == 1, called.stderr
        assert "wrong-password-1" not in called.stderr


# Consoles and data --------------------------------------------------------------------------


def test_a_korean_windows_console_can_show_it_all(store: Path, tmp_path: Path) -> None:
    for called in (
        naeil("--help", encoding="cp949"),
        naeil("check", folder=store, password=DEMO_PASSWORD, encoding="cp949"),
        naeil("demo", "--visitors", "3", folder=tmp_path / "한글 폴더 1", encoding="cp949"),
        naeil("demo", "--visitors", "0", folder=tmp_path / "ⓧ뷁😀", encoding="cp949"),
    ):
        assert called.returncode in (0, 1)
        assert "Traceback" not in called.stderr
        assert KOREAN.search(called.stdout + called.stderr)


def test_no_command_says_a_name(store: Path, tmp_path: Path) -> None:
    made = naeil("demo", "--visitors", "9", folder=tmp_path / "자료")
    checked = naeil("check", folder=store, password=DEMO_PASSWORD)
    given = {name for generation in (*WOMEN, *MEN) for name in generation}
    for words in (made.stdout, made.stderr, checked.stdout, checked.stderr):
        assert not any(name in words for name, _ in STAFF)
        for surname, _ in SURNAMES:
            assert not any(f"{surname}{name}" in words for name in given)
        assert "010" not in words


def test_the_version_is_told() -> None:
    called = naeil("--version")
    assert called.returncode == 0
    assert re.search(r"\d+\.\d+", called.stdout)
