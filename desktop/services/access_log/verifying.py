"""Where the log does not hold, in words for the person and for the log itself."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.domain.calendar import show_day, show_time
from desktop.domain.clock import KST
from desktop.store.chain import Broken, breaks, head_of
from desktop.store.log import LogCut

MOST_TOLD = 20
"""Places named; where more is broken, it is the whole log that has to be looked at."""


class Stopped(Exception):
    """Somebody leaves the desk: the log is looked through at the next sign-in."""


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the log does not hold: `seq` its first wrong row, `fault` as in the chain."""

    seq: int
    fault: str
    sentence: str
    purpose: str
    """As the log's own row about it names it."""
    reviewed: bool = False
    """Somebody signed it off: it stays on the sheet, but nobody is called any more."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What looking through the whole log found."""

    rows: int
    breaks: tuple[Break, ...]

    @property
    def open_breaks(self) -> tuple[Break, ...]:
        """What nobody has signed off yet."""
        return tuple(one for one in self.breaks if not one.reviewed)


def look_through(session: Session, on_rows: Callable[[int], None] | None = None) -> Verified:
    """Every row of the log against the one before it; `on_rows` as in `chain.breaks`."""
    head = head_of(session)
    cut = session.scalar(select(func.max(LogCut.seq))) or 0
    found: list[Break] = []
    for broken in breaks(session, on_rows):
        found.append(told(broken))
        if len(found) == MOST_TOLD:
            break
    return Verified(head.seq - cut, tuple(found))


def told(broken: Broken) -> Break:
    """A broken place in Korean: which row, what with it, and until when all is well."""
    seq = f"{broken.seq:,}"
    what, short = {
        "changed": (f"접속기록 {seq}번째 줄이 고쳐졌습니다.", "고쳐짐"),
        "missing": (f"접속기록 {seq}번째 줄이 빠졌습니다.", "빠짐"),
        "cut": (f"접속기록이 {seq}번째 줄부터 잘려 나갔습니다.", "부터 잘림"),
        "head": (
            f"접속기록의 끝 표시가 마지막 줄({seq}번째)과 맞지 않습니다.",
            "끝 표시 어긋남",
        ),
        "signed": (
            f"접속기록이 {seq}번째 줄까지 점검 때 서명한 것과 달라졌습니다.",
            "까지 서명과 다름",
        ),
    }[broken.fault]
    return Break(
        broken.seq,
        broken.fault,
        f"{what} {_until(broken)}",
        f"접속기록 {broken.seq}번째 줄 {short}",
    )


def _until(broken: Broken) -> str:
    if broken.last_at is None:
        return "그 앞에 온전한 줄이 없습니다."
    last = broken.last_at.astimezone(KST)
    return f"온전한 마지막 줄은 {show_day(last.date())} {show_time(last)}에 적혔습니다."
