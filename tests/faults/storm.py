"""Run as a program of its own that can be killed: a storm of acts at one desk.

python -m tests.faults.storm FOLDER WAY

Each line read ("WORD NUMBER STEP") starts a storm in a process of its own (everything is
loaded by then, so a storm begins within milliseconds); its process is told first, then every
act: "+" when it begins, "=" with what it made when the service has answered. "." says which
signal ended it. The words:

- storm: one backup after the other is made beside the acts, in a thread as in the window
- keys: the data key is changed over and over beside the acts; with a STEP the program kills
  itself before that call to the system within the first change, with the STEP -1 while
  SQLite fills the new store and nothing of it has come to the file yet
- acts: nothing beside the acts
- loose: writes to a plain file and answers before it lies there
"""

import itertools
import json
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import configure_mappers

from desktop.domain.backup import Occasion
from desktop.domain.clock import KST, FixedClock
from desktop.domain.consent import Answer, ConsentDraft, ConsentKind, ConsentMethod
from desktop.domain.draft import FormDraft
from desktop.domain.note import NoteDraft, NoteMethod, NoteType
from desktop.domain.partner import PartnerService
from desktop.domain.referral import SlipDraft
from desktop.domain.visit import VisitDraft
from desktop.domain.visitor import VisitorDraft
from desktop.printing.warm import parts
from desktop.store import file, rekeying
from desktop.store.keyring import Keyring
from tests.faults.office import PASSWORD, Opened, Way, enter

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=KST)
STORM, KEYS, ACTS, LOOSE = "storm", "keys", "acts", "loose"
WHILE_EMPTY = -1
STEPS = ("open", "fsync", "replace", "unlink")
"""What the program asks the system for at every step that lasts; SQLite's own are not seen."""


def time_of(number: int) -> datetime:
    """When a storm begins: forty a day, so that copies of several days stand beside each other."""
    days, rest = divmod(number, 40)
    return NOW + timedelta(days=days, minutes=10 * rest)


@dataclass
class Storm:
    """Acts one after the other, each told when it begins and when it was answered."""

    office: Opened
    clock: FixedClock
    name: str
    tell: Callable[[str], None]

    def run(self) -> None:
        """Until somebody ends it."""
        service = self._service()
        for number in itertools.count():
            token = f"{self.name}-{number}"
            draft_id = self._draft(token)
            visitor_id, visit_id = self._intake(token, draft_id)
            self._look(token, visitor_id)
            self._note(token, visitor_id, visit_id)
            self._slip(token, visitor_id, service)
            self._draft(f"{token}-left")
            self.clock.advance(timedelta(seconds=20))

    def _did(self, kind: str, token: str, act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        self.tell(f"+ {kind} {token}")
        made = act()
        self.tell(f"= {json.dumps({'kind': kind, 'token': token, **made}, ensure_ascii=True)}")
        return made

    def back_up(self) -> None:
        """One copy after the other; each is said to be there with the files it lies in."""
        backups, account = self.office.desk.backups, self.office.account
        for number in itertools.count():

            def make() -> dict[str, Any]:
                report = backups.make(account, Occasion.ASKED)
                assert report is not None
                lines = sorted(backups.copies(account), key=lambda one: one.id)
                newest = {one.place: one for one in lines if one.made_at == report.at}
                found = (newest[place] for place in report.places)
                return {"files": [str(Path(one.folder) / one.file_name) for one in found]}

            self._did("backup", f"{self.name}-copy{number}", make)

    def change_key(self, step: int) -> None:
        """One change of the data key after the other; each says how many steps it took till then.

        At the step of that number, counted from the first change on, the program kills itself.
        """
        keys, account = self.office.desk.data_key, self.office.account
        taken = _dying_before(step)
        if step == WHILE_EMPTY:
            _dying_beside_nothing(rekeying._beside(self.office.desk.office.store_path))

        def change() -> dict[str, Any]:
            return {"end": keys.change(account).end, "steps": next(taken)}

        for number in itertools.count():
            self._did("key", f"{self.name}-key{number}", change)

    def _service(self) -> PartnerService:
        services = self.office.desk.partners.services(self.office.account)
        return next(one for one in services if one.name == "직업교육")

    def _draft(self, token: str) -> int:
        """A form kept twice while it is typed."""
        drafts, account = self.office.desk.drafts, self.office.account
        draft_id = drafts.new_id()
        for typed in range(1, 3):

            def keep(typed: int = typed) -> dict[str, Any]:
                body = {"name": token[:typed], "token": token, "typed": typed}
                drafts.keep(account, FormDraft(draft_id, "intake", "접수", None, body), "한별")
                return {"id": draft_id, "typed": typed}

            self._did("draft", token, keep)
        return draft_id

    def _intake(self, token: str, draft_id: int) -> tuple[int, int]:
        def take_in() -> dict[str, Any]:
            made = self.office.desk.visits.register(
                self.office.account,
                VisitorDraft(name="한별"),
                VisitDraft(purposes=("counselling",), remark=token),
                draft_id=draft_id,
            )
            return {
                "visitor": made.visitor_id,
                "visit": made.visit_id,
                "number": made.visit_number,
                "draft": draft_id,
            }

        made = self._did("intake", token, take_in)
        return made["visitor"], made["visit"]

    def _look(self, token: str, visitor_id: int) -> None:
        def look() -> dict[str, Any]:
            self.office.desk.visitors.open(self.office.account, visitor_id)
            return {"visitor": visitor_id}

        self._did("view", token, look)

    def _note(self, token: str, visitor_id: int, visit_id: int) -> None:
        def write() -> dict[str, Any]:
            draft = NoteDraft(
                visitor_id=visitor_id,
                visit_id=visit_id,
                started_at=self.clock.now() - timedelta(minutes=24),
                ended_at=None,
                method=NoteMethod.COUNTER,
                reached=True,
                type=NoteType.FIRST,
                summary=f"시간제 경리부터 시작하기로 함. {token}",
            )
            note = self.office.desk.notes.finish(self.office.account, draft)
            return {"note": note.id, "visitor": visitor_id}

        self._did("note", token, write)

    def _slip(self, token: str, visitor_id: int, service: PartnerService) -> None:
        def agree() -> dict[str, Any]:
            draft = ConsentDraft(
                visitor_id=visitor_id,
                kind=ConsentKind.THIRD_PARTY,
                answer=Answer.AGREED,
                method=ConsentMethod.PAPER,
                given_at=self.clock.now(),
                service_id=service.id,
                filed_at="동의철 3권",
            )
            (line,) = self.office.desk.consents.record(self.office.account, [draft])
            return {"consent": line.id, "visitor": visitor_id}

        def issue() -> dict[str, Any]:
            draft = SlipDraft(
                visitor_id=visitor_id,
                service_id=service.id,
                services=("training",),
                reason_code="training_wish",
                reason="전산회계 실무 수강을 희망함",
                summary="전산회계를 다시 배운 뒤 시간제 경리로 시작하기를 희망함.",
            )
            issued = self.office.desk.referrals.issue(self.office.account, draft)
            return {"number": issued.line.number, "visitor": visitor_id}

        self._did("consent", token, agree)
        self._did("slip", token, issue)


def _told() -> Callable[[str], None]:
    # Straight to the pipe: what a killed program still held back was never answered.
    return lambda line: _write(f"{line}\n".encode())


def _write(line: bytes) -> None:
    os.write(1, line)


def _dying_before(step: int) -> Iterator[int]:
    """Count this thread's steps, and kill the program before the one of that number."""
    count, here = itertools.count(), threading.get_ident()

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*given: Any, **more: Any) -> Any:
            if threading.get_ident() == here and next(count) == step - 1:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*given, **more)

        return wrapped

    for name in STEPS:
        setattr(os, name, counted(getattr(os, name)))
    return count


def _dying_beside_nothing(new: Path) -> None:
    """Kill the program at a statement of SQLite's that comes when `new` is there and empty."""
    connect = file.connect

    def heard(_statement: str) -> None:
        if new.exists() and not new.stat().st_size:
            os.kill(os.getpid(), signal.SIGKILL)

    def listening(*given: Any, **more: Any) -> file.Connection:
        connection = connect(*given, **more)
        connection.set_trace_callback(heard)
        return connection

    file.connect = listening


def loose(path: Path) -> None:
    """What nobody protects: the answer is given when the words are in the program's memory."""
    tell = _told()
    with path.open("w", encoding="utf-8") as file:
        for number in itertools.count():
            file.write(f"{number}\n")
            tell(f"= {number}")


def begin(folder: Path, way: Way, word: str, number: int, step: int) -> None:
    """A storm, in a process that has nothing else to do."""
    clock, tell = FixedClock(time_of(number)), _told()
    if word == LOOSE:
        loose(folder.with_name("loose.txt"))
    if word == KEYS:
        # Of the way in only the account holds: the key is another each time.
        way = Way(way.account_id, Keyring.read(folder).open(way.account_id, PASSWORD))
    storm = Storm(enter(folder, way, clock), clock, f"s{number}", tell)
    if word == KEYS:
        _beside(lambda: storm.change_key(step))
    elif word == STORM:
        _beside(storm.back_up)
    storm.run()


def _beside(work: Callable[[], None]) -> None:
    """On a thread that takes the program with it: nobody waits for what it will not say."""

    def or_die() -> None:
        try:
            work()
        except BaseException:
            traceback.print_exc()
            os._exit(1)

    threading.Thread(target=or_die, daemon=True).start()


def main() -> None:
    folder, way = Path(sys.argv[1]), Way.read(Path(sys.argv[2]))
    tell = _told()
    configure_mappers()
    for part in parts():
        part()
    for line in _commands():
        word, number, step = line.split()
        child = os.fork()
        if child == 0:
            tell(str(os.getpid()))
            begin(folder, way, word, int(number), int(step))
        _, ended = os.waitpid(child, 0)
        tell(f". {os.WTERMSIG(ended) if os.WIFSIGNALED(ended) else -1}")


def _commands() -> Iterator[str]:
    while line := sys.stdin.readline():
        yield line


if __name__ == "__main__":
    main()
