"""Changing the data key: when an account leaves that may have kept the old one.

The store is written anew under a new key beside the old one, and so is the note of the
log's head; then the key file is sealed to the new key (nobody has to be present), then both
take the old ones' places. Whenever the PC stops in between, the next start goes on from the
files it finds: a new store that the key file opens is put in place, one that it does not
open is waste.
"""

from collections.abc import Callable
from contextlib import closing, suppress
from enum import Enum
from pathlib import Path

from desktop.domain.errors import NaeilError
from desktop.store import file, former_keys, machine
from desktop.store.ciphers import DataKey
from desktop.store.head import FILE_NAME, HeadFile
from desktop.store.keyring import FILE_NAME as KEY_FILE
from desktop.store.keyring import Keyring
from desktop.store.lines import HalfChanged

__all__ = ["HalfChanged", "Step", "Told", "change_data_key", "finish", "mark_of"]

_STEPS_BETWEEN = 20_000
"""Steps of SQLite's machine between two looks at how far it is."""
_HALF = (
    "자료 열쇠를 바꾸다가 디스크에 쓰지 못했습니다. 자료는 그대로 있습니다. "
    "프로그램을 닫고 디스크의 빈 자리를 확인한 뒤 다시 켜 주십시오. 켜면 마저 바꿉니다."
)


class Step(Enum):
    """Where a change of the key is."""

    WRITE = "write"
    CHECK = "check"
    PLACE = "place"

    @property
    def label(self) -> str:
        """What the person waiting reads."""
        return {
            "write": "새 열쇠로 다시 적는 중",
            "check": "다시 적은 것을 확인하는 중",
            "place": "바꿔 놓는 중",
        }[self.value]


Told = Callable[[Step, int], None]
"""Which step, and how much of it in percent."""


def change_data_key(
    path: Path,
    keyring: Keyring,
    old: DataKey,
    told: Told = lambda _step, _percent: None,
    stopped: Callable[[], bool] = lambda: False,
) -> DataKey:
    """Encrypt a closed store anew and give back the key that opens it from now on.

    Copies made earlier stay under the old key, which the store keeps for them. Raises
    StoreTrouble, also when `stopped` says, before the new store counts, that nobody wants
    it any more; the old key then still opens the store, except after HalfChanged: the
    next start finishes that one.
    """
    new = DataKey.random()
    beside, note = _beside(path), _note_beside(path)
    try:
        with file.told():
            file.discard(beside)
            note.unlink(missing_ok=True)
            file.tidy_away(path, old)
            _write_anew(path, old, beside, new, told, stopped)
            with closing(file.connect(beside, new)) as connection:
                former_keys.remember(connection, old)
            told(Step.CHECK, 0)
            file.verify(beside, new, stopped)
            file.tidy_away(beside, new)
            machine.flush_file(beside)
            noted = HeadFile(path.parent, old).read()
            if noted is not None:
                HeadFile(path.parent, new, note.name).reset(noted)
            machine.flush_folder(path.parent)
        told(Step.PLACE, 0)
        keyring.rekey(old, new)
    except Exception:
        with suppress(OSError):
            file.discard(beside)
            note.unlink(missing_ok=True)
        raise
    try:
        finish(path, new)
    except NaeilError as error:
        _take_back(path, keyring, old, new, error)
    return new


def finish(path: Path, data_key: DataKey) -> None:
    """Go on with a change of the key that was cut short; does nothing when there was none."""
    beside, note = _beside(path), _note_beside(path)
    if beside.exists():
        with file.told():
            if is_half_done(path, data_key):
                # First the old store's log: beside the new store it would be taken for its own.
                for suffix in ("-wal", "-shm"):
                    path.with_name(path.name + suffix).unlink(missing_ok=True)
                file.tidy_away(beside, data_key)
                machine.replace_file(beside, path)
            file.discard(beside)
    if note.exists():
        with file.told():
            if HeadFile(path.parent, data_key, note.name).read() is not None:
                machine.replace_file(note, path.with_name(FILE_NAME))
            note.unlink(missing_ok=True)
    for unfinished in (note, path.with_name(KEY_FILE)):
        with suppress(OSError):
            machine.unfinished(unfinished).unlink(missing_ok=True)


def is_half_done(path: Path, data_key: DataKey) -> bool:
    """Whether the key file opens the new store already, and the old one stands in its place.

    Where the key opens the store that stands there, the change never came so far that the new
    one counted, and it may be half written: it is not even opened.
    """
    beside = _beside(path)
    if not beside.exists() or (path.exists() and file.opens(path, data_key)):
        return False
    return file.opens(beside, data_key)


def names_beside(store_name: str) -> tuple[str, str]:
    """The files that a change of the key cut short needs, to be finished wherever they lie."""
    path = Path(store_name)
    return _beside(path).name, _note_beside(path).name


def mark_of(path: Path) -> str:
    """A few letters that are others after every change of the key: the salt of the file."""
    with path.open("rb") as store:
        return store.read(6).hex()


def _take_back(path: Path, keyring: Keyring, old: DataKey, new: DataKey, error: NaeilError) -> None:
    """The new store could not be put in place: seal the key file to the old key again."""
    if not path.exists() or file.opens(path, new):
        raise HalfChanged(_HALF) from error
    try:
        keyring.rekey(new, old)
    except NaeilError as worse:
        raise HalfChanged(_HALF) from worse
    with suppress(OSError):
        file.discard(_beside(path))
        _note_beside(path).unlink(missing_ok=True)
    raise error


def _beside(path: Path) -> Path:
    return path.with_name(path.name + ".rekeyed")


def _note_beside(path: Path) -> Path:
    return path.with_name(FILE_NAME + ".rekeyed")


def _write_anew(
    path: Path,
    old: DataKey,
    target: Path,
    new: DataKey,
    told: Told,
    stopped: Callable[[], bool],
) -> None:
    whole = max(1, path.stat().st_size)

    def look() -> bool:
        with suppress(OSError):
            told(Step.WRITE, min(99, target.stat().st_size * 100 // whole))
        return stopped()

    with closing(file.connect(path, old)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        key = f"x'{new.secret.hex()}'"
        connection.execute(f'ATTACH DATABASE ? AS anew KEY "{key}"', (str(target),))
        connection.set_progress_handler(look, _STEPS_BETWEEN)
        connection.execute("SELECT sqlcipher_export('anew')")
        connection.set_progress_handler(None, 0)
        connection.execute(f"PRAGMA anew.application_id = {file.APPLICATION_ID}")
        connection.execute(f"PRAGMA anew.user_version = {version}")
        connection.execute("DETACH DATABASE anew")
