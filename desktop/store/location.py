"""Where the data folder may lie, and that only one program has it open.

SQLite's locks do not hold on network drives, and a folder that a cloud service copies
out of the house is both a torn store and personal data given away (개인정보 보호법
제26조, 제29조): such folders are refused, with the reason.
"""

import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from types import TracebackType
from typing import IO, Self

from desktop.domain.errors import LocationUnfit, StoreInUse, StoreTrouble
from desktop.domain.korean import with_particle
from desktop.store import machine

LOCK_NAME = "store.lock"

NETWORK_KINDS = frozenset(
    {
        *("9p", "acfs", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "glusterfs"),
        *("gpfs", "lustre", "ncpfs", "nfs", "nfs3", "nfs4", "orangefs", "prl_fs", "smb2", "smb3"),
        *("smbfs", "vboxsf", "virtiofs", "vmhgfs"),
    }
)
"""File systems whose files lie on another machine, as the kernel names them."""

LOCAL_FUSE = frozenset(
    {
        *("fuse.ntfs", "fuse.ntfs-3g", "fuse.exfat", "fuse.gocryptfs", "fuse.encfs"),
        *("fuse.cryfs", "fuse.securefs", "fuse.mergerfs", "fuse.bindfs", "fuse.lxcfs"),
        "fuse.fuse-overlayfs",
    }
)
"""Programs behind FUSE that keep files on this PC; all others may be anywhere."""

_CLOUD_NAMES = (
    (re.compile(r"(onedrive|원드라이브|skydrive)\d*( - .*| \(.*\))?"), "OneDrive"),
    (re.compile(r"(dropbox|드롭박스)( \(.*\))?"), "Dropbox"),
    (
        re.compile(
            r"(google|구글) ?(drive|드라이브)( \(.*\))?|googledrive-.*|my drive|내 드라이브"
        ),
        "Google Drive",
    ),
    (
        re.compile(r"(naver ?|네이버 ?)?(mybox|마이박스)( ?(sync|동기화))?|네이버 ?클라우드"),
        "MYBOX",
    ),
    (
        re.compile(
            r"icloud( ?(drive|드라이브))?|아이클라우드.*|icloud~.*"
            r"|mobile documents|com~apple~clouddocs"
        ),
        "iCloud",
    ),
    (re.compile(r"box sync"), "Box"),
    (re.compile(r"pcloud ?drive|pcloud ?sync|megasync|mega sync"), "pCloud·MEGA"),
    (re.compile(r"nextcloud|owncloud"), "Nextcloud"),
    (re.compile(r"synology ?drive"), "Synology Drive"),
)
_CLOUD_FILES = {
    ".dropbox": "Dropbox",
    ".dropbox.attr": "Dropbox",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "Nextcloud",
    ".SynologyWorkingDirectory": "Synology Drive",
}
_ONLY_AS_FILE = {".dropbox"}
"""As a folder in the home folder it only holds the settings of the program."""
_CLOUD_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")

_NETWORK = (
    "자료 폴더가 네트워크 드라이브에 있어 열지 않았습니다. 네트워크에서는 저장하던 자료가 "
    "깨질 수 있습니다. 이 PC의 디스크에 있는 폴더를 골라 주십시오."
)
_CLOUD = (
    "자료 폴더가 {service} 동기화되는 곳에 있어 열지 않았습니다. 개인정보가 밖으로 복사되고 "
    "자료가 깨질 수 있습니다. 동기화되지 않는 이 PC의 폴더를 골라 주십시오."
)
_IN_USE = "이 자료를 쓰는 내일창구가 이미 켜져 있습니다. 켜져 있는 창에서 이어서 해 주십시오."


def check(
    folder: Path,
    *,
    mounts: str | None = None,
    environ: Mapping[str, str] = os.environ,
) -> None:
    """Refuse a data folder on a network drive or in a synchronised folder.

    The folder need not exist yet. `mounts` is the kernel's table, given by tests.
    Raises LocationUnfit with a sentence that says why and what to do.
    """
    real = folder.expanduser().resolve()
    table = machine.mount_table() if mounts is None else mounts
    kind = _kind_of(real, table)
    fuse = (kind == "fuse" or kind.startswith("fuse.")) and kind not in LOCAL_FUSE
    if is_unc(real) or machine.is_remote_drive(real) or kind in NETWORK_KINDS or fuse:
        raise LocationUnfit(_NETWORK)
    for path in dict.fromkeys((folder.expanduser().absolute(), real)):
        service = cloud_service(path, environ)
        if service is not None:
            raise LocationUnfit(_CLOUD.format(service=with_particle(service, "으로/로")))


def is_unc(path: PurePath) -> bool:
    r"""Whether a Windows path names a server (\\server\share), also in the long form."""
    drive = path.drive.replace("/", "\\")
    if drive.upper().startswith("\\\\?\\"):
        return drive.upper().startswith("\\\\?\\UNC")
    return drive.startswith("\\\\")


def _kind_of(path: Path, table: str) -> str:
    """The file system of a path: that of the longest mount point above it, the last one made."""
    best, kind = -1, ""
    for line in table.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = Path(re.sub(r"\\(\d{3})", lambda octal: chr(int(octal[1], 8)), fields[1]))
        if len(point.parts) >= best and path.is_relative_to(point):
            best, kind = len(point.parts), fields[2]
    return kind


def cloud_service(path: Path, environ: Mapping[str, str]) -> str | None:
    """The service that copies this folder out of the house, if any; by name, mark or setting."""
    for variable in _CLOUD_VARIABLES:
        root = environ.get(variable)
        if root and path.is_relative_to(Path(root)):
            return "OneDrive"
    for part in path.parts:
        name = unicodedata.normalize("NFC", part).casefold()
        for pattern, service in _CLOUD_NAMES:
            if pattern.fullmatch(name):
                return service
    return next(_marked(path), None)


def _marked(path: Path) -> Iterator[str]:
    for folder in (path, *path.parents):
        for name, service in _CLOUD_FILES.items():
            mark = folder / name
            try:
                found = mark.is_file() if name in _ONLY_AS_FILE else mark.exists()
            except OSError:
                continue  # a folder above ours that we may not look into
            if found:
                yield service


class StoreLock:
    """Keeps a second program out of the data folder for as long as it is held.

    Works also between two users of one PC; ends with the process, however it ends.
    """

    def __init__(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            file = machine.lock_file(folder / LOCK_NAME)
        except OSError as error:
            raise StoreTrouble(
                "자료 폴더에 쓸 수 없습니다. 폴더의 권한과 디스크의 남은 자리를 확인해 주십시오."
            ) from error
        if file is None:
            raise StoreInUse(_IN_USE)
        self._file: IO[bytes] = file

    def release(self) -> None:
        """Let another program open the folder."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()
