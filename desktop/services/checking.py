"""Is the store whole? Looked at from outside, with a password, nothing changed."""

from pathlib import Path

from sqlalchemy import func, select

from desktop.domain.errors import StoreMissing, WrongPassword
from desktop.services.opening import STORE_NAME
from desktop.store import file, location
from desktop.store.ciphers import DataKey
from desktop.store.database import Database
from desktop.store.keyring import Keyring
from desktop.store.notes import Note
from desktop.store.people import Visitor
from desktop.store.referrals import Slip
from desktop.store.visits import Visit

COUNTED = (("내방객", Visitor), ("방문", Visit), ("상담", Note), ("의뢰서", Slip))


def check_store(folder: Path, password: str) -> tuple[str, ...]:
    """What was looked at and found sound, a sentence each; no names and no numbers of people.

    The password may be that of any account. Raises the StoreTrouble that says what is
    wrong and what to do: LocationUnfit, KeyFileDamaged, WrongPassword, StoreMissing,
    StoreDamaged, StoreNewer.
    """
    location.check(folder)
    lines = [f"폴더 {folder}: 자료를 두어도 되는 곳입니다."]
    keyring = Keyring.read(folder)
    data_key = _opened(keyring, password)
    lines.append(f"열쇠 파일: 온전합니다. 계정 {len(keyring.holders())}개.")
    path = folder / STORE_NAME
    if not path.exists():
        raise StoreMissing("자료 파일이 없습니다. 백업에서 되살려 주십시오.")
    file.verify(path, data_key)
    lines.append("자료 파일: 암호와 구조 모두 온전합니다.")
    database = Database(path, data_key)
    try:
        with database.read() as session:
            counts = [
                f"{word} {session.scalar(select(func.count()).select_from(table)) or 0:,}건"
                for word, table in COUNTED
            ]
    finally:
        database.close()
    lines.append(" · ".join(counts))
    return tuple(lines)


def _opened(keyring: Keyring, password: str) -> DataKey:
    wrong: WrongPassword | None = None
    for holder in keyring.holders():
        try:
            return keyring.open(holder.id, password)
        except WrongPassword as error:
            wrong = error
    raise wrong or WrongPassword("계정이 없습니다.")
