"""Is the store whole? Looked at from outside, with a password, nothing changed."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.domain.errors import LogBroken, StoreDamaged, StoreMissing, StoreTrouble, WrongPassword
from desktop.services.access_log.verifying import look_through
from desktop.services.first_run import STORE_NAME
from desktop.services.opening import desk_number
from desktop.services.statistics.recounting import differences
from desktop.store import chain, file, location, rekeying
from desktop.store.backup import destroyed
from desktop.store.backup.destroyed import Standing
from desktop.store.ciphers import DataKey
from desktop.store.database import Database
from desktop.store.erasing import keys_of, told_to_the_store
from desktop.store.head import HeadFile
from desktop.store.keyring import Keyring
from desktop.store.notes import Note
from desktop.store.people import Visitor
from desktop.store.referrals import Slip
from desktop.store.visits import Visit

COUNTED = (("내방객", Visitor), ("방문", Visit), ("상담", Note), ("의뢰서", Slip))

_HALF_DONE = (
    "자료 열쇠를 바꾸다가 멈춘 자료입니다. 자료는 모두 그대로 있습니다. "
    "프로그램을 켜고 로그인하면 마저 바꿉니다. 그 뒤에 다시 확인해 주십시오."
)
_COUNT_ANEW = (
    "방문 집계가 기록과 다릅니다. 기록은 그대로입니다. 실적의 ‘방문 추이’에서 "
    "‘집계 확인’을 누르면 다시 세어 바로잡습니다."
)


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
    with file.told():
        half_done = rekeying.is_half_done(path, data_key)
    if half_done:
        raise StoreTrouble(_HALF_DONE)
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
            figures, wrong = differences(session.connection())
            if not wrong:
                yield f"방문 집계: 기록과 맞습니다. 수 {figures:,}개."
            yield _log_line(session, HeadFile(folder, data_key))
            mine = told_to_the_store(session)
        beside = destroyed.read(folder, keys_of(database))
        if mine or beside.standing is not Standing.MISSING:
            yield _destroyed_line(beside, mine)
        if wrong:
            # Last: what is told before it is graver, and this is mended at the desk.
            raise StoreTrouble("\n".join((*wrong, _COUNT_ANEW)))
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


def _destroyed_line(beside: destroyed.Noted, mine: frozenset[destroyed.Id]) -> str:
    """The ids of what was destroyed, against the store's own. Raises StoreDamaged."""
    if beside.standing is Standing.FORMER:
        return (
            "파기 번호 파일: 자료 열쇠를 바꾸기 전의 것입니다. "
            "로그인하면 지금 열쇠로 다시 적습니다."
        )
    by_us = beside.believed if beside.standing is not Standing.PLAIN else beside.ids
    if beside.standing is Standing.CHANGED or not mine <= by_us:
        raise StoreDamaged(
            "파기한 번호를 적어 둔 파일(destroyed-ids)이 없거나 바뀌었습니다. "
            "로그인하면 자료에서 다시 만듭니다. 개인정보 보호담당에게 알려 주십시오."
        )
    return f"파기 번호 파일: 온전합니다. {len(mine):,}건."


def _opened(keyring: Keyring, password: str) -> DataKey:
    wrong: WrongPassword | None = None
    for holder in keyring.holders():
        try:
            return keyring.open(holder.id, password)
        except WrongPassword as error:
            wrong = error
    raise wrong or WrongPassword("계정이 없습니다.")
