"""The register of requests and one request as its page shows it; names come masked."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from desktop.domain.errors import NotFound
from desktop.domain.masking import mask_name
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.retention import DestructionState
from desktop.domain.sorting import Sorting
from desktop.domain.subject_request import (
    IdentityCheck,
    Postponed,
    RequestCard,
    RequestKind,
    RequestLine,
    RequestState,
    RequestWay,
)
from desktop.services.act import Act, local
from desktop.services.paging import Behind, Order, Part, Walk, part_of
from desktop.services.requests.recipients import recipients_of
from desktop.services.requests.values import corrections_of
from desktop.store.office import Account, Printing
from desktop.store.people import Visitor
from desktop.store.requests import SubjectRequest, last_day
from desktop.store.retention import Destruction

POSTPONED = "subject_postponed"
"""The paper that tells the person."""
DUE, RECEIVED = "due", "received"
"""What the register may be sorted by; never by whose request it is: names are masked in it."""


def request_of(act: Act, request_id: int) -> SubjectRequest:
    """The request's row. Raises NotFound."""
    row = act.session.get(SubjectRequest, request_id)
    if row is None:
        raise NotFound("이 요구를 찾을 수 없습니다.")
    act.about(row.visitor_id)
    return row


def part_of_register(
    act: Act,
    state: RequestState | None,
    visitor_id: int | None,
    sorting: Sorting,
    behind: Behind | None,
    limit: int,
) -> Part[RequestLine]:
    """The next rows of the register. By due date what is open comes first, whichever way round.

    One person's requests are few: they come in one part, all of them.
    """
    if visitor_id is not None:
        found = act.session.execute(_lines(SubjectRequest.visitor_id == visitor_id)).all()
        kept = [one for one in found if state is None or one[0].state == state.value]
        return Part(tuple(line_of(act, row, name) for row, name in _sorted(kept, sorting)))
    order, walks = register_walks(state, sorting)
    places = order.places(act.session, walks, behind, limit)
    ids = [key for _, _, key in places]
    rows = act.session.execute(_lines(SubjectRequest.id.in_(ids)))
    known = {row.id: line_of(act, row, name) for row, name in rows}
    return part_of([known[one] for one in ids], places, limit)


def register_walks(state: RequestState | None, sorting: Sorting) -> tuple[Order, list[Walk]]:
    """The order of the register, and a walk along an index for each state."""
    states = [state] if state is not None else list(RequestState)
    by_due = sorting.key != RECEIVED
    walks = [
        Walk((SubjectRequest.state == one.value,), int(by_due and one is not RequestState.OPEN))
        for one in states
    ]
    by = last_day if by_due else SubjectRequest.received_on
    return Order(by, SubjectRequest.id, newest_first=sorting.down, nullable=False), walks


def count_of_register(
    act: Act, state: RequestState | None, visitor_id: int | None
) -> tuple[int, int]:
    """How many the register has, and how many of them should have been answered by now.

    Both are counted only so far.
    """
    of = () if visitor_id is None else (SubjectRequest.visitor_id == visitor_id,)
    states = [state] if state is not None else list(RequestState)
    every = [Walk((SubjectRequest.state == one.value, *of)) for one in states]
    open_ones = (SubjectRequest.state == RequestState.OPEN.value, *of)
    order = Order(last_day, SubjectRequest.id, nullable=False)
    late = order.count(act.session, [Walk(open_ones, until=act.today)])
    return order.count(act.session, every), late


def _lines(which: ColumnElement[bool]) -> Select[SubjectRequest, str]:
    return (
        select(SubjectRequest, Visitor.name)
        .join(Visitor, Visitor.id == SubjectRequest.visitor_id)
        .where(which)
    )


def _sorted(found: Sequence[Any], sorting: Sorting) -> list[Any]:
    def place(one: Any) -> tuple[date, int]:
        row = one[0]
        return (row.received_on if sorting.key == RECEIVED else answer_by(row), row.id)

    rows = sorted(found, key=place, reverse=sorting.down)
    if sorting.key != RECEIVED:
        rows.sort(key=lambda one: one[0].state != RequestState.OPEN.value)
    return rows


def line_of(act: Act, row: SubjectRequest, name: str) -> RequestLine:
    """One request as lists show it."""
    state = RequestState(row.state)
    due_on = answer_by(row)
    return RequestLine(
        id=row.id,
        number=read(row.number, PaperKind.VISIT).text,
        visitor_id=row.visitor_id,
        masked_name=mask_name(name),
        kind=RequestKind(row.kind),
        state=state,
        received_on=row.received_on,
        due_on=due_on,
        overdue=state is RequestState.OPEN and due_on < act.today,
        proxy=bool(row.proxy),
        postponed=row.postponed_to is not None,
    )


def card_of(act: Act, row: SubjectRequest) -> RequestCard:
    """One request with what was done about it and who has to be told."""
    act.session.flush()
    name = act.session.scalar(select(Visitor.name).where(Visitor.id == row.visitor_id)) or ""
    staff = _names(act, [row.received_by_id, row.answered_by_id])
    state = act.session.scalar(
        select(Destruction.state)
        .where(Destruction.subject == "visitor", Destruction.subject_id == row.visitor_id)
        .order_by(Destruction.id.desc())
        .limit(1)
    )
    return RequestCard(
        line=line_of(act, row, name),
        version=row.version,
        name=name,
        way=RequestWay(row.way),
        identity=IdentityCheck(row.identity_check),
        proxy=row.proxy,
        wanted=row.wanted,
        items=tuple(row.items),
        received_by=staff.get(row.received_by_id, ""),
        answered_at=local(row.answered_at) if row.answered_at else None,
        answered_by=staff.get(row.answered_by_id or 0, ""),
        answer=row.answer,
        corrections=corrections_of(row),
        recipients=recipients_of(act, row),
        destruction=DestructionState(state) if state else None,
        postponed=_postponed(act, row),
    )


def answer_by(row: SubjectRequest) -> date:
    """The day by which it has to be answered: the law's, or the one it was put off to."""
    return row.postponed_to or row.due_on


def _postponed(act: Act, row: SubjectRequest) -> Postponed | None:
    if row.postponed_on is None or row.postponed_to is None:
        return None
    printed = act.session.scalar(
        select(Printing.id)
        .where(
            Printing.visitor_id == row.visitor_id,
            Printing.paper == POSTPONED,
            Printing.record_id == row.id,
        )
        .limit(1)
    )
    return Postponed(
        row.due_on, row.postponed_on, row.postponed_to, row.postponed_why, printed is not None
    )


def _names(act: Act, ids: Sequence[int | None]) -> dict[int, str]:
    known = [one for one in ids if one is not None]
    rows = act.session.execute(select(Account.id, Account.name).where(Account.id.in_(known)))
    return {row.id: row.name for row in rows}
