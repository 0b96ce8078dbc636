"""The ledger and the request on paper."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from desktop.domain.calendar import show_date
from desktop.domain.destruction_papers import (
    DestructionLedgerRecord,
    DestructionRequestRecord,
    LedgerEntry,
    RequestEntry,
)
from desktop.domain.errors import Refused
from desktop.domain.retention import AskedLine, DestructionState
from desktop.services.act import Act, Office
from desktop.services.centre import centre_on
from desktop.services.papers import PAPERS, ReadyPaper, register
from desktop.services.retention.asking import asked_lines
from desktop.services.retention.carrying import copies_behind, copy_lines
from desktop.services.retention.files import left_files
from desktop.store.retention import RetentionRule

LEDGER, REQUEST = "destruction_ledger", "destruction_request"
MOST_ON_PAPER = 5_000


def ledger_paper(act: Act, office: Office, first: date, last: date) -> ReadyPaper:
    """The ledger of a period, the earliest first."""
    # reportlab costs a quarter of a second: loaded with the first paper, not with the window.
    from desktop.printing.destruction import draw_ledger

    lines = [
        line
        for line in reversed(asked_lines(act, DestructionState.DONE, most=MOST_ON_PAPER))
        if line.done_on is not None and first <= line.done_on <= last
    ]
    copies, files = copy_lines(copies_behind(act)), left_files(act)
    record = DestructionLedgerRecord(
        centre=centre_on(act, act.today),
        first=first,
        last=last,
        entries=tuple(_entry(line) for line in lines),
        out_of_reach=tuple(
            f"{one.place} ({show_date(one.made_on)})" for one in copies if one.made_on
        ),
        files_left=tuple(
            f"{one.name} {one.number} · {one.place or '저장한 자리를 모름'}" for one in files
        ),
    )
    footer = register(act, office, LEDGER, "파기 관리대장")
    act.count = len(lines)
    act.changed("paper")
    return ReadyPaper(
        paper=LEDGER,
        title=PAPERS[LEDGER],
        pdf=draw_ledger(record, footer).printable(),
        print_number=footer.print_number,
    )


def _entry(line: AskedLine) -> LedgerEntry:
    assert line.done_on is not None
    return LedgerEntry(
        number=line.called,
        file=line.subject.label,
        material=line.subject.material,
        created_on=line.created_on,
        destroyed_on=line.done_on,
        reason=line.reason.label,
        asked_by=line.asked_by,
        decided_by=line.decided_by,
        kinds=", ".join(f"{name} {count}" for name, count in line.kinds),
        records_approval=line.records_approval,
    )


def request_paper(act: Act, office: Office, ids: Sequence[int]) -> ReadyPaper:
    """The request for what was asked for. Raises Refused without anything asked for."""
    from desktop.printing.destruction import draw_request

    wanted = set(ids)
    running = (DestructionState.ASKED, DestructionState.APPROVED, DestructionState.DONE)
    lines = [line for line in reversed(asked_lines(act, *running)) if line.id in wanted]
    if not lines:
        raise Refused("먼저 파기를 요청한 뒤 요청서를 인쇄해 주십시오.")
    approvals = dict.fromkeys(one.records_approval for one in lines if one.records_approval)
    decided = [one for one in lines if one.decided_on is not None]
    subjects = {line.subject.value for line in lines}
    grounds = act.session.scalars(
        select(RetentionRule.ground)
        .where(RetentionRule.subject.in_(subjects), RetentionRule.valid_from <= act.today)
        .distinct()
    )
    record = DestructionRequestRecord(
        centre=centre_on(act, act.today),
        asked_on=max(line.asked_on for line in lines),
        asked_by=", ".join(dict.fromkeys(line.asked_by for line in lines)),
        entries=tuple(
            RequestEntry(
                number=line.called,
                file=line.subject.label,
                created_on=line.created_on,
                due_on=line.due_on,
                reason=line.reason.label,
            )
            for line in lines
        ),
        grounds=tuple(grounds),
        records_approval=", ".join(approvals),
        records_needed=any(one.records_officer for one in lines),
        decided_by=", ".join(dict.fromkeys(one.decided_by for one in decided)),
        decided_on=decided[-1].decided_on if len(decided) == len(lines) else None,
    )
    footer = register(act, office, REQUEST, "파기 요청")
    act.count = len(lines)
    act.changed("paper")
    return ReadyPaper(
        paper=REQUEST,
        title=PAPERS[REQUEST],
        pdf=draw_request(record, footer).printable(),
        print_number=footer.print_number,
    )
