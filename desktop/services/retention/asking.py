"""A destruction is asked for by one person and decided by another: never by the same."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import aliased

from desktop.domain.errors import NotFound, Refused
from desktop.domain.guard import find_identifiers
from desktop.domain.korean import tidy
from desktop.domain.retention import (
    AskedLine,
    DestructionReason,
    DestructionState,
    DueLine,
    Subject,
)
from desktop.services.act import Act, day_of
from desktop.services.paging import Behind, Order, Part, Walk, part_of
from desktop.services.retention.files import files_left_of
from desktop.services.retention.finding import due_lines
from desktop.services.retention.periods import period_on
from desktop.store.office import Account
from desktop.store.people import Visitor
from desktop.store.referrals import Referral
from desktop.store.retention import Destruction, RetentionRule

MOST_OF_APPROVAL = 80
MOST_OF_REFUSAL = 200
NEEDS_RECORDS = "기록물 담당의 승인이 필요한 기록입니다. 승인 문서의 번호를 적어 주십시오."


def ask_for(
    act: Act, wanted: Sequence[tuple[Subject, int]], records_approval: str
) -> tuple[DueLine, ...]:
    """Write down that these are to be destroyed. Raises Refused for what is not due or blocked."""
    if not wanted:
        raise Refused("파기를 요청할 줄을 먼저 골라 주십시오.")
    approval = _number(records_approval)
    due = {line.key: line for line in due_lines(act)[0]}
    lines = []
    for subject, subject_id in wanted:
        line = due.get((subject.value, subject_id))
        if line is None or subject.elsewhere:
            raise Refused(
                "고르신 것 가운데 이제 파기할 때가 아닌 것이 있습니다. 목록을 다시 봅니다."
            )
        if line.due_on > act.today and line.reason is DestructionReason.PERIOD:
            raise Refused(f"{line.called}: 아직 보유기간이 남아 있어 요청하지 않았습니다.")
        if line.blocks:
            why = ", ".join(one.label for one in line.blocks)
            raise Refused(f"{line.called}: {why}. 먼저 정리한 뒤 요청해 주십시오.")
        lines.append(line)
    for line in lines:
        act.session.add(_row(act, line, approval))
        if line.subject is Subject.VISITOR:
            act.about(line.subject_id)
    act.count = len(lines)
    act.changed("destruction")
    return tuple(lines)


def _row(act: Act, line: DueLine, approval: str) -> Destruction:
    made = line.event_on
    if line.subject is Subject.VISITOR:
        row = act.session.get(Visitor, line.subject_id)
        made = day_of(row.created_at) if row is not None else made
    elif line.subject is Subject.REFERRAL:
        referral = act.session.get(Referral, line.subject_id)
        made = day_of(referral.opened_at) if referral is not None else made
    return Destruction(
        id=act.new_id(),
        subject=line.subject.value,
        subject_id=line.subject_id,
        number=line.number.replace("-", ""),
        created_on=made,
        # What goes by its day: everything from before this day.
        due_on=line.due_on if line.subject.one_by_one else line.event_on + timedelta(days=1),
        reason=line.reason.value,
        rule_id=line.rule_id,
        request_id=line.request_id,
        state=DestructionState.ASKED.value,
        asked_at=act.now,
        asked_by_id=act.account.account_id,
        records_approval=approval if line.records_officer else "",
    )


def decide_on(
    act: Act, ids: Iterable[int], *, approve: bool, refusal: str, records_approval: str
) -> int:
    """Approve or send back what somebody else asked for; how many.

    Raises Refused: one's own request, one decided already, a records officer's number
    that is missing, a refusal without a reason.
    """
    rows = [_asked_row(act, one) for one in ids]
    if not rows:
        raise Refused("승인할 줄을 먼저 골라 주십시오.")
    if any(row.asked_by_id == act.account.account_id for row in rows):
        raise Refused(
            "본인이 요청한 파기는 본인이 승인할 수 없습니다. 다른 분이 로그인해 승인해 주십시오."
        )
    if any(row.state != DestructionState.ASKED.value for row in rows):
        raise Refused("이미 처리한 요청이 들어 있습니다. 목록을 다시 봅니다.")
    approval, refusal = _number(records_approval), tidy(refusal)
    if not approve and not refusal:
        raise Refused(
            "돌려보내는 까닭을 한 줄로 적어 주십시오.",
            {"refusal": "돌려보내는 까닭을 한 줄로 적어 주십시오."},
        )
    if findings := find_identifiers(refusal):
        raise Refused(findings[0].advice, {"refusal": findings[0].advice})
    for row in rows:
        if approve and not row.records_approval and needs_records_officer(act, row):
            if not approval:
                raise Refused(NEEDS_RECORDS, {"records_approval": NEEDS_RECORDS})
            row.records_approval = approval
        row.state = (DestructionState.APPROVED if approve else DestructionState.REFUSED).value
        row.decided_at, row.decided_by_id = act.now, act.account.account_id
        row.refusal = "" if approve else refusal[:MOST_OF_REFUSAL]
        if row.subject == Subject.VISITOR.value:
            act.about(row.subject_id)
    act.count = len(rows)
    act.changed("destruction")
    return len(rows)


def take_back_request(act: Act, destruction_id: int) -> None:
    """Who asked, or whoever decides, takes a request back before it is done."""
    row = _asked_row(act, destruction_id)
    if row.state not in (DestructionState.ASKED.value, DestructionState.APPROVED.value):
        raise Refused("이미 처리한 요청입니다. 목록을 다시 봅니다.")
    if row.subject == Subject.VISITOR.value:
        act.about(row.subject_id)
    act.session.delete(row)
    act.changed("destruction")


def needs_records_officer(act: Act, row: Destruction) -> bool:
    """Whether its rule wants the records officer's approval: the one it was asked under, else
    the one that holds today (a wish to be deleted is asked for without one).
    """
    if row.rule_id is None:
        rule = period_on(act, Subject(row.subject), act.today)
        return rule is not None and rule.records_officer
    return bool(
        act.session.scalar(
            select(RetentionRule.records_officer).where(RetentionRule.id == row.rule_id)
        )
    )


def _asked_row(act: Act, destruction_id: int) -> Destruction:
    row = act.session.get(Destruction, destruction_id)
    if row is None:
        raise NotFound("그 파기 요청을 찾을 수 없습니다. 목록을 다시 봅니다.")
    return row


def _number(typed: str) -> str:
    number = tidy(typed)
    if findings := find_identifiers(number):
        raise Refused(findings[0].advice, {"records_approval": findings[0].advice})
    if len(number) > MOST_OF_APPROVAL:
        words = f"{MOST_OF_APPROVAL}자 안으로 적어 주십시오."
        raise Refused(words, {"records_approval": words})
    return number


# Lists ----------------------------------------------------------------------------------


def asked_lines(act: Act, *states: DestructionState, most: int = 500) -> tuple[AskedLine, ...]:
    """Requests in these states, the latest first."""
    order, walks = asked_walks(*states)
    return _lines(act, order.places(act.session, walks, None, most))


def ledger_part(act: Act, behind: Behind | None, limit: int) -> Part[AskedLine]:
    """파기 관리대장: those that are done, the latest first, part by part."""
    order, walks = asked_walks(DestructionState.DONE)
    places = order.places(act.session, walks, behind, limit)
    return part_of(_lines(act, places), places, limit)


def asked_walks(*states: DestructionState) -> tuple[Order, list[Walk]]:
    """The latest first, along the index of each state."""
    order = Order(Destruction.asked_at, Destruction.id, newest_first=True, nullable=False)
    return order, [Walk((Destruction.state == one.value,)) for one in states]


def _lines(act: Act, places: Sequence[Behind]) -> tuple[AskedLine, ...]:
    ids = [key for _, _, key in places]
    asker, decider = aliased(Account), aliased(Account)
    rows = act.session.execute(
        select(Destruction, asker.name, decider.name, RetentionRule.records_officer)
        .join(asker, asker.id == Destruction.asked_by_id)
        .outerjoin(decider, decider.id == Destruction.decided_by_id)
        .outerjoin(RetentionRule, RetentionRule.id == Destruction.rule_id)
        .where(Destruction.id.in_(ids))
    ).all()
    done = any(row.state == DestructionState.DONE.value for row, *_ in rows)
    left = files_left_of(act) if done else {}
    known = {
        row.id: _line(
            row,
            asked,
            decided,
            needs_records_officer(act, row) if records is None else records,
            left.get(row.id, 0),
        )
        for row, asked, decided, records in rows
    }
    return tuple(known[one] for one in ids)


def _line(
    row: Destruction, asked_by: str, decided_by: str | None, officer: bool, files_left: int
) -> AskedLine:
    return AskedLine(
        id=row.id,
        version=row.version,
        subject=Subject(row.subject),
        number=shown(row.number),
        reason=DestructionReason(row.reason),
        state=DestructionState(row.state),
        created_on=row.created_on,
        due_on=row.due_on,
        asked_by=asked_by,
        asked_by_id=row.asked_by_id,
        asked_on=day_of(row.asked_at),
        records_officer=officer,
        records_approval=row.records_approval,
        decided_by=decided_by or "",
        decided_on=day_of(row.decided_at) if row.decided_at else None,
        refusal=row.refusal,
        done_on=day_of(row.done_at) if row.done_at else None,
        kinds=tuple((str(name), int(count)) for name, count in row.kinds or ()),
        files_left=files_left,
    )


def shown(digits: str) -> str:
    """A stored number as printed: `26-101-02914`; empty for what goes by its day."""
    return f"{digits[:2]}-{digits[2:5]}-{digits[5:]}" if digits else ""
