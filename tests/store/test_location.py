import subprocess
import sys
from pathlib import Path, PureWindowsPath

import pytest

from desktop.domain.errors import LocationUnfit, StoreInUse
from desktop.store import location
from desktop.store.location import StoreLock

MOUNTS = """\
overlay / overlay rw 0 0
proc /proc proc rw 0 0
server:/home /srv/nfs nfs4 rw 0 0
//server/share /srv/공유\\040폴더 cifs rw 0 0
kim@host: /srv/ssh fuse.sshfs rw 0 0
/dev/sdb1 /srv/usb fuseblk rw 0 0
/dev/sdc1 /srv/nfs/disk ext4 rw 0 0
C: /mnt/c 9p rw 0 0
"""


@pytest.mark.parametrize(
    "folder", ["/srv/nfs/desk", "/srv/nfs", "/srv/공유 폴더/창구", "/srv/ssh/a/b", "/mnt/c/Users/a"]
)
def test_network_drives_are_refused_with_the_reason(folder: str) -> None:
    with pytest.raises(LocationUnfit, match="네트워크"):
        location.check(Path(folder), mounts=MOUNTS, environ={})


@pytest.mark.parametrize(
    "folder", ["/home/a/desk", "/srv/usb/desk", "/srv/nfs/disk/a", "/srv/nfsx"]
)
def test_disks_of_this_pc_are_fine(folder: str) -> None:
    location.check(Path(folder), mounts=MOUNTS, environ={})


@pytest.mark.parametrize("kind", ["fuse", "fuse.onedrive", "fuse.whatever", "fuse.rclone"])
def test_whatever_a_program_shows_as_a_folder_may_lie_anywhere(kind: str) -> None:
    with pytest.raises(LocationUnfit, match="네트워크"):
        location.check(Path("/mnt/it/desk"), mounts=f"x /mnt/it {kind} rw 0 0", environ={})


@pytest.mark.parametrize("kind", ["fuseblk", "fuse.gocryptfs", "ext4", "overlay"])
def test_disks_behind_a_program_on_this_pc_are_fine(kind: str) -> None:
    location.check(Path("/mnt/it/desk"), mounts=f"x /mnt/it {kind} rw 0 0", environ={})


def test_this_machine_has_a_mount_table_and_a_fit_folder(tmp_path: Path) -> None:
    location.check(tmp_path / "아직 없는 폴더")


@pytest.mark.parametrize(
    ("path", "unc"),
    [
        (r"\\server\share\desk", True),
        (r"\\?\UNC\server\share\desk", True),
        (r"\\?\C:\desk", False),
        (r"C:\Users\a\desk", False),
        ("//server/share/desk", True),
    ],
)
def test_servers_in_windows_paths(path: str, unc: bool) -> None:
    assert location.is_unc(PureWindowsPath(path)) is unc


@pytest.mark.parametrize(
    ("name", "service"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - 광진구청", "OneDrive"),
        ("Dropbox (회사)", "Dropbox"),
        ("Google Drive", "Google Drive"),
        ("내 드라이브", "Google Drive"),
        ("NAVER MYBOX", "MYBOX"),
        ("네이버 MYBOX", "MYBOX"),
        ("iCloudDrive", "iCloud"),
        ("Mobile Documents", "iCloud"),
        ("Nextcloud", "Nextcloud"),
        ("드롭박스", "Dropbox"),
        ("구글 드라이브", "Google Drive"),
        ("iCloud 드라이브", "iCloud"),
        ("네이버 MYBOX 동기화", "MYBOX"),
        ("원드라이브", "OneDrive"),
    ],
)
def test_synchronised_folders_are_refused_by_name(tmp_path: Path, name: str, service: str) -> None:
    with pytest.raises(LocationUnfit, match=f"{service}[으로]+ 동기화"):
        location.check(tmp_path / name / "창구" / "자료", mounts="", environ={})


@pytest.mark.parametrize("name", ["내일창구", "drive", "one drive notes", "원드라이브 아님", "box"])
def test_other_names_are_fine(tmp_path: Path, name: str) -> None:
    location.check(tmp_path / name, mounts="", environ={})


def test_synchronised_folders_are_refused_by_mark(tmp_path: Path) -> None:
    (tmp_path / ".dropbox").write_bytes(b"{}")
    with pytest.raises(LocationUnfit, match="Dropbox"):
        location.check(tmp_path / "자료", mounts="", environ={})


def test_the_settings_folder_of_dropbox_in_the_home_folder_is_no_mark(tmp_path: Path) -> None:
    (tmp_path / ".dropbox").mkdir()
    location.check(tmp_path / "자료", mounts="", environ={})


def test_synchronised_folders_are_refused_by_the_setting_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(LocationUnfit, match="OneDrive"):
        location.check(tmp_path / "문서" / "a", mounts="", environ={"OneDrive": str(tmp_path)})


def test_a_link_into_a_synchronised_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "자료").symlink_to(tmp_path / "Dropbox", target_is_directory=True)
    with pytest.raises(LocationUnfit, match="Dropbox"):
        location.check(tmp_path / "자료", mounts="", environ={})


def test_a_second_program_is_kept_out_until_the_first_lets_go(tmp_path: Path) -> None:
    folder = tmp_path / "한글 폴더"
    with StoreLock(folder), pytest.raises(StoreInUse, match="이미 켜져"):
        StoreLock(folder)
    StoreLock(folder).release()


def test_the_lock_dies_with_its_process(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib, time; from desktop.store.location import StoreLock\n"
        "lock = StoreLock(pathlib.Path(sys.argv[1])); print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(StoreInUse):
            StoreLock(tmp_path)
        other.kill()
        other.wait()
    StoreLock(tmp_path).release()
