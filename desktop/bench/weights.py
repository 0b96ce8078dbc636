"""Long work on a whole store: how long, whether it tells how far it is, how soon it stops."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.bench.claims import Claim, Growth
from desktop.bench.figure import shown_seconds
from desktop.bench.office import PASSWORD, Opened, key_of, opened
from desktop.bench.older import BEFORE, older
from desktop.bench.stores import RUN, Store, copy
from desktop.domain.account import Role, SignedIn
from desktop.domain.backup import Occasion
from desktop.domain.retention import HowFar, Subject
from desktop.domain.waiting import Waiting
from desktop.services.backups.records import Report
from desktop.services.checking import check_store
from desktop.store.upgrade import open_store

APPROVAL = "기록물 1"


@dataclass(frozen=True, slots=True)
class Weighed:
    """Seconds of a piece of long work, and what it told meanwhile."""

    what: str
    seconds: float
    more: str = ""


def weigh(kept: Sequence[Store]) -> Iterator[Growth]:
    """Each piece of work in a fresh copy of every store, the smallest first."""
    taken: dict[str, dict[int, float]] = {}
    told: dict[str, str] = {}
    for store in kept:
        with TemporaryDirectory(prefix=RUN, dir=store.folder.parent) as name:
            for one in _weigh(store, Path(name)):
                taken.setdefault(one.what, {})[store.visitors] = one.seconds
                told[one.what] = one.more
    for what, seconds in taken.items():
        yield Growth(what, Claim.LINEAR, seconds, "s", told[what])


def _weigh(kept: Store, beside: Path) -> Iterator[Weighed]:
    store = copy(kept, beside / "now")
    begun = time.perf_counter()
    sentences = list(check_store(store.folder, PASSWORD))
    yield Weighed(
        "자료 확인",
        time.perf_counter() - begun,
        f"{len(sentences)}번 알림, Ctrl+C로 그만둠",
    )
    with opened(store) as office:
        yield _backup(office)
        yield from _destruction(office)
        yield _new_key(office)
    before = copy(older(kept), beside / "before")
    key = key_of(before)
    heard: list[str] = []
    waiting = Waiting(lambda sentence, _share: heard.append(sentence))
    begun = time.perf_counter()
    open_store(before.path, key, before.at, waiting=waiting).close()
    yield Weighed(
        f"{BEFORE}에서 새 판으로 바꾸기",
        time.perf_counter() - begun,
        f"백업까지; {len(heard)}번 알림, 그만둘 수 있음",
    )


def _backup(office: Opened) -> Weighed:
    steps: list[float] = []
    begun = time.perf_counter()

    def make(stopped: Callable[[], bool]) -> Report | None:
        return office.desk.backups.make(
            office.account,
            Occasion.ASKED,
            progress=lambda _words, _share: steps.append(time.perf_counter()),
            stopped=stopped,
        )

    make(lambda: False)
    took, heard = time.perf_counter() - begun, len(steps)
    steps.clear()
    # Somebody changes his mind at the second word of it.
    begun = time.perf_counter()
    make(lambda: len(steps) > 1)
    stops = time.perf_counter() - steps[1] if len(steps) > 1 else time.perf_counter() - begun
    return Weighed("백업", took, f"{heard}번 알림, 그만두면 {shown_seconds(stops)} 뒤에 멈춤")


def _destruction(office: Opened) -> Iterator[Weighed]:
    """One person, with the copy before it, the pages, and the copies there are.

    Nothing where nobody's time is over yet.
    """
    retention, lead = office.desk.retention, office.account
    today = office.clock.today()
    over = [
        one
        for one in retention.due(lead).due
        if one.subject is Subject.VISITOR and not one.blocks and one.due_on <= today
    ]
    if not over:
        return
    line = over[0]
    retention.ask(lead, [(line.subject, line.subject_id)], APPROVAL)
    officer = _officer(office)
    office.desk.office.admit(officer)
    asked = [one.id for one in retention.due(officer).asked]
    retention.decide(officer, asked, approve=True, records_approval=APPROVAL)
    heard: list[str] = []

    def told(far: HowFar) -> bool:
        heard.append(far.what)
        return True

    begun = time.perf_counter()
    retention.destroy(officer, told)
    took = time.perf_counter() - begun
    office.desk.office.admit(lead)
    yield Weighed(
        "파기, 한 사람", took, f"{len(heard)}번 알림, 백업하는 동안과 열 명마다 그만둘 수 있음"
    )


def _officer(office: Opened) -> SignedIn:
    """Somebody else who may decide."""
    lead = office.account
    other = next(one for one in office.desk.accounts.list(lead) if one.role is Role.PRIVACY_OFFICER)
    return SignedIn(other.id, other.name, other.role, "officer")


def _new_key(office: Opened) -> Weighed:
    heard: list[int] = []
    begun = time.perf_counter()
    office.desk.data_key.change(office.account, lambda _step, percent: heard.append(percent))
    took = time.perf_counter() - begun
    return Weighed(
        "자료 열쇠 바꾸기", took, f"{len(set(heard))}번 알림, 바꿔 놓기 전에 그만둘 수 있음"
    )
