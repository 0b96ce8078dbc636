"""Run as a program of its own that can be killed: a storm of acts at one desk.

python -m tests.faults.storm FOLDER WAY

Each line read starts a storm in a process of its own (everything is loaded by then, so a
storm begins within milliseconds); its number is told first, then every act: "+" when it
begins, "=" with what it made when the service has answered. "." says which signal ended it.
A line "loose N" starts one that writes to a plain file and answers before it lies there.
"""

import itertools
import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import configure_mappers

from desktop.domain.clock import KST, FixedClock
from desktop.domain.consent import Answer, ConsentDraft, ConsentKind, ConsentMethod
from desktop.domain.draft import FormDraft
from desktop.domain.note import NoteDraft, NoteMethod, NoteType
from desktop.domain.partner import PartnerService
from desktop.domain.referral import SlipDraft
from desktop.domain.visit import VisitDraft
from desktop.domain.visitor import VisitorDraft
from desktop.printing.warm import parts
from tests.faults.office import Opened, Way, enter

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=KST)
LOOSE = "loose"


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


def loose(path: Path) -> None:
    """What nobody protects: the answer is given when the words are in the program's memory."""
    tell = _told()
    with path.open("w", encoding="utf-8") as file:
        for number in itertools.count():
            file.write(f"{number}\n")
            tell(f"= {number}")


def main() -> None:
    folder, way = Path(sys.argv[1]), Way.read(Path(sys.argv[2]))
    tell = _told()
    configure_mappers()
    for part in parts():
        part()
    for line in _commands():
        word, number = line.split()
        child = os.fork()
        if child == 0:
            tell(str(os.getpid()))
            if word == LOOSE:
                loose(folder.with_name("loose.txt"))
            clock = FixedClock(NOW + timedelta(minutes=int(number)))
            Storm(enter(folder, way, clock), clock, f"s{number}", tell).run()
        _, ended = os.waitpid(child, 0)
        tell(f". {os.WTERMSIG(ended) if os.WIFSIGNALED(ended) else -1}")


def _commands() -> Iterator[str]:
    while line := sys.stdin.readline():
        yield line


if __name__ == "__main__":
    main()
