"""The destruction itself: the rows of a few people in one act, then pages, log and copies."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, or_, select

from desktop.domain.retention import (
    CopyLine,
    DestructionReason,
    DestructionState,
    LeftKind,
    LeftLine,
    Subject,
)
from desktop.services.act import Act, day_of
from desktop.services.centre import put_setting, setting_of
from desktop.services.retention.asking import shown
from desktop.services.retention.blocks import blocks_of
from desktop.services.retention.files import KeptFile, files_of, list_files
from desktop.services.retention.mentions import MENTIONED
from desktop.store import erasing
from desktop.store.backups import BackupCopy
from desktop.store.referrals import Referral
from desktop.store.retention import Destruction

TOGETHER = 10
"""People destroyed in one act: so long nobody else can save."""
UNFINISHED = "destruction.unfinished"
"""The setting that stands while rows are gone but pages and copies are not done yet."""

LABELS = {
    "visitor": "인적 사항",
    "career": "경력",
    "visitor_group": "대상 구분",
    "visit": "방문 메모",
    "note_revision": "상담일지",
    "draft": "쓰던 기록",
    "consent": "동의서",
    "slip": "의뢰서",
    "reply": "회신",
    "appointment": "예약 메모",
    "follow_up": "후속 연락",
    "subject_request": "요구서",
    "printing": "출력 대장",
    "account_event": "계정 권한 기록",
}
"""What the ledger calls the kinds of records, in its order; others are not worth a word."""


def approved_ids(act: Act) -> list[int]:
    """What may be destroyed now, the oldest request first."""
    return list(
        act.session.scalars(
            select(Destruction.id)
            .where(
                Destruction.state == DestructionState.APPROVED.value,
                # The rule of two is kept once more, whatever wrote the row.
                Destruction.decided_by_id.is_not(None),
                Destruction.decided_by_id != Destruction.asked_by_id,
            )
            .order_by(Destruction.asked_at, Destruction.id)
        )
    )


def carry_out(
    act: Act, ids: Sequence[int], lists: dict[int, frozenset[int]]
) -> tuple[int, list[str], list[KeptFile]]:
    """Destroy these approved ones; how many, numbers that something keeps, files out there.

    `lists` are those of `lists_in_files`. The files are noted as still to be removed: they are
    deleted when this is committed.
    """
    found = (act.session.get(Destruction, one) for one in ids)
    rows = [row for row in found if row is not None]
    kept = _stopped(act, rows)
    going = [row for row in rows if row.id not in kept]
    keys = [row.subject_id for row in going if row.subject == Subject.VISITOR.value]
    files = files_of(act, going, lists)
    struck = erasing.struck_from_names(act.session, keys)
    put_setting(act, UNFINISHED, True)
    act.session.flush()
    told: dict[int, Counter[str]] = {}
    for row in going:
        if Subject(row.subject).one_by_one:
            told[row.id] = erasing.erase(act.session, row.subject, [row.subject_id], act.today)
        elif row.due_on is not None:
            told[row.id] = erasing.erase_before(act.session, row.subject, row.due_on)
    # The rows beneath were changed past the mapping.
    act.session.expire_all()
    if files:
        list_files(act, files, struck)
    for row in going:
        row.state, row.done_at = DestructionState.DONE.value, act.now
        row.kinds = [
            *([label, told[row.id][name]] for name, label in LABELS.items() if told[row.id][name]),
            *(one for one in row.kinds or () if one[0] == MENTIONED),
        ]
    act.about(*keys)
    act.count = len(going)
    act.changed(
        "destruction", "visitor", "visit", "referral", "consent", "draft", "paper", "note",
        "appointment", "follow_up",
    )  # fmt: skip
    stopped = [shown(row.number) for row in rows if row.id in kept]
    return len(going), stopped, [file for _, file in files]


def _stopped(act: Act, rows: Iterable[Destruction]) -> set[int]:
    """Rows in whose way something stands since they were asked for."""
    whose: dict[int, int] = {}
    for row in rows:
        if row.subject == Subject.VISITOR.value:
            whose[row.id] = row.subject_id
        elif row.subject == Subject.REFERRAL.value:
            referral = act.session.get(Referral, row.subject_id)
            if referral is not None:
                whose[row.id] = referral.visitor_id
    blocks = blocks_of(act, list(whose.values()))
    stopped = set()
    for row in rows:
        for block in blocks.get(whose.get(row.id, 0), ()):
            by_visitor = row.subject == Subject.VISITOR.value
            if DestructionReason(row.reason).stopped_by(block) and (
                by_visitor or block.value == "request"
            ):
                stopped.add(row.id)
    return stopped


# Copies ---------------------------------------------------------------------------------


def is_unfinished(act: Act) -> bool:
    """Whether a destruction was cut short before pages and copies were done."""
    return bool(setting_of(act, UNFINISHED, False))


def last_destroyed(act: Act) -> datetime | None:
    """When something was last destroyed."""
    return act.session.scalar(
        select(func.max(Destruction.done_at)).where(
            Destruction.state == DestructionState.DONE.value
        )
    )


def is_behind(row: BackupCopy, last: datetime) -> bool:
    """Whether a copy may hold something of the destruction of `last`."""
    return row.made_at <= last and (row.rewritten_at is None or row.rewritten_at < last)


def copies_behind(act: Act) -> list[BackupCopy]:
    """Copies of the ledger made before the last destruction and not rewritten since."""
    last = last_destroyed(act)
    if last is None:
        return []
    return list(
        act.session.scalars(
            select(BackupCopy)
            .where(
                BackupCopy.gone_at.is_(None),
                BackupCopy.made_at <= last,
                or_(BackupCopy.rewritten_at.is_(None), BackupCopy.rewritten_at < last),
            )
            .order_by(BackupCopy.made_at)
        )
    )


def left_copies(act: Act) -> tuple[LeftLine, ...]:
    """The same as what is left over, each with where it lies."""
    return tuple(
        LeftLine(
            kind=LeftKind.COPY,
            key=str(row.id),
            name=row.file_name,
            place=row.folder,
            made_on=day_of(row.made_at),
        )
        for row in copies_behind(act)
    )


def copy_lines(rows: Iterable[BackupCopy]) -> tuple[CopyLine, ...]:
    """As the page lists them."""
    return tuple(
        CopyLine(
            place=row.folder or ("자료 폴더" if row.place == "beside" else "다른 곳"),
            made_on=day_of(row.made_at),
            file_name=row.file_name,
        )
        for row in rows
    )
