"""The register of requests and one request as its page shows it; names come masked."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, select

from desktop.domain.errors import NotFound
from desktop.domain.masking import mask_name
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.retention import DestructionState
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
from desktop.services.requests.recipients import recipients_of
from desktop.services.requests.values import corrections_of
from desktop.store.office import Account, Printing
from desktop.store.people import Visitor
from desktop.store.requests import SubjectRequest
from desktop.store.retention import Destruction

POSTPONED = "subject_postponed"
"""The paper that tells the person."""
SHOWN = 300
"""So many rows are read for the register; an office has some dozens a year."""


def request_of(act: Act, request_id: int) -> SubjectRequest:
    """The request's row. Raises NotFound."""
    row = act.session.get(SubjectRequest, request_id)
    if row is None:
        raise NotFound("이 요구를 찾을 수 없습니다.")
    act.about(row.visitor_id)
    return row


def register_of(
    act: Act, state: RequestState | None, visitor_id: int | None
) -> tuple[RequestLine, ...]:
    """Rows of the register: what is open first, by due date, then the newest."""
    asked: Select[SubjectRequest, str] = select(SubjectRequest, Visitor.name).join(
        Visitor, Visitor.id == SubjectRequest.visitor_id
    )
    if state is not None:
        asked = asked.where(SubjectRequest.state == state.value)
    if visitor_id is not None:
        asked = asked.where(SubjectRequest.visitor_id == visitor_id)
    order = (SubjectRequest.due_on, SubjectRequest.id)
    if state is not RequestState.OPEN:
        order = (SubjectRequest.due_on.desc(), SubjectRequest.id.desc())  # type: ignore[assignment]
    found = act.session.execute(asked.order_by(*order).limit(SHOWN)).all()
    lines = [line_of(act, row, name) for row, name in found]
    return tuple(sorted(lines, key=lambda one: one.state is not RequestState.OPEN))


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
