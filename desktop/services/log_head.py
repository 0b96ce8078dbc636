"""Is the access log as long as it was when the desk was last used, and the same?"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop.domain.calendar import show_day
from desktop.domain.clock import KST
from desktop.domain.errors import ActsMissing, StoreDamaged
from desktop.store import chain, file
from desktop.store.ciphers import DataKey
from desktop.store.database import Database
from desktop.store.file import number_of
from desktop.store.head import HeadFile

_FIRST_CHAINED = 3
"""Stores of an older schema had no note beside them."""


@dataclass(frozen=True, slots=True)
class HeadFinding:
    """What was found wrong when the store was opened: for the log, and for the person."""

    purpose: str
    sentence: str


OLDER_FORMS = HeadFinding(
    "마지막에 쓰던 기록 손상",
    "지난번에 꺼질 때 쓰던 기록이 손상되었습니다. 저장한 일은 모두 있고, "
    "쓰다 만 것만 조금 앞의 글로 돌아갔을 수 있습니다.",
)
"""The damage lay behind the last act."""
_UNTOLD = (
    "마지막에 저장한 일 가운데 일부가 손상되었고 몇 건인지 알 수 없습니다. "
    "가장 최근 백업에서 되살려 주십시오."
)
_LOST_NOTE = HeadFinding(
    "접속기록 끝자리 파일 없음",
    "접속기록의 끝을 적어 둔 파일(log-head)이 없거나 손상되어 새로 만들었습니다. "
    "누가 자료 폴더를 만졌는지 팀장에게 알려 주십시오.",
)
_OTHER_CHAIN = HeadFinding(
    "접속기록 사슬 어긋남",
    "접속기록이 지난번에 적어 둔 것과 다릅니다. 누가 자료를 바꾸었을 수 있습니다. "
    "개인정보 보호담당에게 바로 알려 주십시오.",
)


MEDDLED_IDS = HeadFinding(
    "파기 번호 파일 바뀜",
    "파기한 번호를 적어 둔 파일(destroyed-ids)이 없거나 바뀌어 다시 만들었습니다. "
    "파기한 기록은 되살아나지 않았습니다. 누가 자료 폴더를 만졌는지 팀장에게 알려 주십시오.",
)


def look_at_head(
    database: Database, outer: HeadFile, *, after_missing: bool = False
) -> HeadFinding | None:
    """Compare the log with the head noted outside, and note its own head there.

    The note may lag, never lead. Raises ActsMissing when it leads, unless `after_missing`.
    """
    own = look_inside(database)
    noted = outer.read()
    with database.read() as session:
        head = chain.head_of(session) if own is None else chain.last_row(session)
        there = None if noted is None else chain.digest_at(session, noted.seq)
    finding: HeadFinding | None = None
    if noted is None and number_of(database.upgraded_from or file.HEAD) < _FIRST_CHAINED:
        outer.reset(head)
    elif noted is None:
        finding = _LOST_NOTE
    elif noted.seq > head.seq:
        missing = noted.seq - head.seq
        if not after_missing:
            raise ActsMissing(_missing(missing, head), missing, head.at)
        finding = HeadFinding(
            f"접속기록 {missing}줄 없이 엶",
            f"저장한 일 {missing:,}건이 없는 채로 열었습니다. 무엇이 빠졌는지 종이와 맞추어 보고 "
            "다시 적어 주십시오. 접속기록에도 적어 두었습니다.",
        )
    elif there != noted.digest:
        finding = _OTHER_CHAIN
    if own is not None:
        with database.write() as session:
            chain.mend_head(session)
        finding = finding or own
    if finding is not None:
        outer.reset(head)
    return finding


def look_inside(database: Database) -> HeadFinding | None:
    """Whether the store's own head is its last row: the program writes both in one act."""
    with database.read() as session:
        told, last = chain.told_head(session), chain.last_row(session)
    if told is not None and (told.seq, told.digest) == (last.seq, last.digest):
        return None
    said = f"{told.seq}줄" if told is not None else "없음"
    return HeadFinding(
        f"접속기록 끝 표시 어긋남: 표시 {said}, 마지막 {last.seq}줄", _OTHER_CHAIN.sentence
    )


def acts_lost(path: Path, data_key: DataKey, outer: HeadFile) -> ActsMissing | None:
    """How many acts SQLite would leave out of a store whose last writes are damaged.

    None when it is none: then only half-typed forms are older than they were. Nothing is
    written. Raises StoreDamaged when the note outside is gone too: then nobody can tell.
    """
    noted = outer.read()
    if noted is None:
        raise StoreDamaged(_UNTOLD)
    seq, at = file.peek_head(path, data_key)
    missing = noted.seq - seq
    if missing <= 0:
        return None
    since = datetime.fromisoformat(at).replace(tzinfo=UTC) if at else None
    return ActsMissing(_missing(missing, chain.Head(seq, b"", since)), missing, since)


def _missing(missing: int, head: chain.Head) -> str:
    since = ""
    if head.at is not None:
        last = head.at.astimezone(KST)
        since = f"{show_day(last.date())} {last:%H:%M} 뒤에 "
    return (
        f"{since}저장한 일 {missing}건이 자료 파일에 없습니다. 디스크가 손상되었을 수 있습니다. "
        "가장 최근 백업에서 되살리거나, 없는 채로 여십시오."
    )
