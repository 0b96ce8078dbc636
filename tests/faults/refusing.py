"""Faults that come and go while a desk is open: full disk, failing writes, lock, mistake."""

import contextlib
import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from desktop.store import chain, file
from desktop.store.ciphers import DataKey
from desktop.store.database import Database


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    """A disk of its own at a folder; only root may mount one."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(command, check=False).returncode:
        pytest.skip("only root on Linux mounts a small disk")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def full(folder: Path) -> Iterator[None]:
    """Not a byte is left on the disk of the folder."""
    filler = folder / "filler"
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file_:
        while True:
            file_.write(bytes(4096))
    try:
        with pytest.raises(OSError, match="No space left"):
            (folder / "one more").write_bytes(bytes(4096))
        yield
    finally:
        (folder / "one more").unlink()
        filler.unlink()


@contextmanager
def failing_writes(path: Path) -> Iterator[None]:
    """No file may grow beyond the store's log as it is: the system breaks the write off."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    limit = path.with_name(path.name + "-wal").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        with pytest.raises(OSError, match="too large"):
            (path.with_name("too large")).write_bytes(bytes(limit + 1))
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        path.with_name("too large").unlink()


@contextmanager
def locked(path: Path, key: DataKey) -> Iterator[None]:
    """Another program holds the writer's lock and does not let go."""
    with contextlib.closing(file.connect(path, key)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def mistake(monkeypatch: pytest.MonkeyPatch, message: str) -> Iterator[None]:
    """The program has a fault: the act breaks off with an error nobody thought of."""

    def stumble(*_: object) -> None:
        raise ZeroDivisionError(message)

    with monkeypatch.context() as patched:
        patched.setattr(chain, "append", stumble)
        yield


def faults(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> dict[str, tuple[Callable[[], AbstractContextManager[None]], str]]:
    """Every fault with words of the sentence it is told by; another program is not waited for."""
    with database.write() as session:
        driver = session.connection().connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA busy_timeout = 50")
    path = database.path
    return {
        "disk full": (lambda: full(path.parent), "남은 자리가 없어"),
        "writes fail": (lambda: failing_writes(path), "쓸 수 없습니다"),
        "store locked": (lambda: locked(path, database._key), "다른 작업이 자료를 쓰고 있어"),
        "mistake": (lambda: mistake(monkeypatch, "박수아"), "처리하지 못했습니다"),
    }
