"""Is the store whole? Looked at from outside, with a password, nothing changed."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.domain.errors import LogBroken, StoreMissing, WrongPassword
from desktop.services.access_log.verifying import look_through
from desktop.services.opening import STORE_NAME, desk_number
from desktop.store import chain, file, location
from desktop.store.ciphers import DataKey
from desktop.store.database import Database
from desktop.store.head import HeadFile
from desktop.store.keyring import Keyring
from desktop.store.notes import Note
from desktop.store.people import Visitor
from desktop.store.referrals import Slip
from desktop.store.visits import Visit

COUNTED = (("내방객", Visitor), ("방문", Visit), ("상담", Note), ("의뢰서", Slip))


def check_store(folder: Path, password: str) -> Iterator[str]:
    """What was looked at and found sound, a sentence each; no names and no numbers of people.

    The password may be that of any account. Raises the StoreTrouble that says what is
    wrong and what to do: LocationUnfit, KeyFileDamaged, WrongPassword, StoreMissing,
    StoreDamaged, StoreNewer, LogBroken.
    """
    location.check(folder)
    yield f"폴더 {folder}: 자료를 두어도 되는 곳입니다."
    keyring = Keyring.read(folder)
    data_key = _opened(keyring, password)
    yield f"열쇠 파일: 온전합니다. 계정 {len(keyring.holders())}개."
    yield f"창구 번호 파일: 온전합니다. {desk_number(folder)}번 창구."
    path = folder / STORE_NAME
    if not path.exists():
        raise StoreMissing("자료 파일이 없습니다. 백업에서 되살려 주십시오.")
    file.verify(path, data_key)
    yield "자료 파일: 암호와 구조 모두 온전합니다."
    database = Database(path, data_key)
    try:
        with database.read() as session:
            counts = [
                f"{word} {session.scalar(select(func.count()).select_from(table)) or 0:,}건"
                for word, table in COUNTED
            ]
            yield " · ".join(counts)
            yield _log_line(session, HeadFile(folder, data_key))
    finally:
        database.close()


def _log_line(session: Session, outer: HeadFile) -> str:
    """The log row by row, and against its note outside. Raises LogBroken naming every place."""
    found = look_through(session)
    wrong = [one.sentence for one in found.breaks]
    noted, head = outer.read(), chain.head_of(session)
    if noted is None:
        wrong.append("접속기록의 끝을 적어 둔 파일(log-head)이 없거나 손상되었습니다.")
    elif noted.seq > head.seq:
        gone = noted.seq - head.seq
        wrong.append(f"마지막에 적은 접속기록 {gone:,}줄이 자료 파일에 없습니다.")
    elif chain.digest_at(session, noted.seq) != noted.digest:
        wrong.append(f"접속기록 {noted.seq:,}번째 줄이 밖에 적어 둔 것과 다릅니다.")
    if wrong:
        wrong.append("개인정보 보호담당에게 바로 알리고, 폴더를 이대로 보관해 주십시오.")
        raise LogBroken("\n".join(wrong))
    return f"접속기록: {found.rows:,}줄이 빠짐없이 이어집니다."


def _opened(keyring: Keyring, password: str) -> DataKey:
    wrong: WrongPassword | None = None
    for holder in keyring.holders():
        try:
            return keyring.open(holder.id, password)
        except WrongPassword as error:
            wrong = error
    raise wrong or WrongPassword("계정이 없습니다.")
