"""Sign-ins that failed are taken from their file into the log by whoever signs in next."""

from collections import Counter
from datetime import datetime

from sqlalchemy import select

from desktop.domain.access import FAILED, ActKind
from desktop.services.act import Act
from desktop.store import chain
from desktop.store.failed_sign_ins import FailedSignIns
from desktop.store.log import AccessRow

MORE = "로그인 실패: 적을 자리가 없어 횟수만"
SPOILED = "로그인 실패 기록 손상"


def take_in(act: Act, place: str, failures: FailedSignIns) -> int:
    """Write what waits into the log, in the caller's transaction; gives how many failed.

    The file is emptied after the commit. Where that did not come about, what is in the log
    already is not written again.
    """
    waiting = failures.read()
    if not waiting.content:
        return 0
    times, written = 0, Counter[_Key]()
    for failed in waiting.failed:
        times += failed.times or 1
        key = (failed.at, failed.place, failed.account_id)
        written[key] += 1
        if written[key] <= _in_the_log(act, key):
            continue
        purpose = MORE if failed.times else FAILED
        _write(act, key, purpose, failed.times or 1)
    if waiting.spoiled:
        _write(act, (act.now, place, None), SPOILED, waiting.spoiled)
    act.after_commit.append(lambda: failures.forget(waiting))
    return times


_Key = tuple[datetime, str, int | None]


def _in_the_log(act: Act, key: _Key) -> int:
    """How many failures of this moment, PC and account were in the log before this act."""
    at, place, account_id = key
    rows = act.session.execute(
        select(AccessRow.place, AccessRow.account_id).where(
            AccessRow.at == at, AccessRow.kind == ActKind.FAILED.value
        )
    )
    return sum((row.place, row.account_id) == (place, account_id) for row in rows)


def _write(act: Act, key: _Key, purpose: str, count: int) -> None:
    at, place, account_id = key
    entry = chain.Entry(
        act.new_id(), at, account_id, place, ActKind.FAILED.value, (), purpose, count
    )
    chain.append(act.session, entry)
