"""The answer to whoever asked, and the notice to each partner that got the old value."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from desktop.domain.calendar import show_date, show_day
from desktop.domain.errors import Refused
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.papers import ReportFact, ReportRecord, ReportRow, ReportTable
from desktop.domain.subject_request import (
    ITEM_LABELS,
    Correction,
    Recipient,
    RequestCard,
    RequestKind,
    RequestState,
)
from desktop.printing.wording import newest
from desktop.services.act import Act, local
from desktop.services.centre import centre_on
from desktop.services.consents import head_of, reference_of
from desktop.services.partners import service_on
from desktop.services.requests.values import is_outdated
from desktop.store.referrals import Referral, Slip

EVERYTHING = "가지고 있는 모든 정보"


def items_told(keys: tuple[str, ...]) -> str:
    """The items of a request in words."""
    return ", ".join(ITEM_LABELS.get(key, key) for key in keys) or EVERYTHING


def answer_record(act: Act, card: RequestCard) -> ReportRecord:
    """What the person is told: asked, done, corrected, and whom we told. Raises Refused."""
    line = card.line
    if line.state is RequestState.OPEN:
        raise Refused("아직 처리하지 않은 요구입니다. 먼저 처리하거나 거절해 주십시오.")
    answered = local(card.answered_at).date() if card.answered_at else act.today
    facts = [
        ("kind", line.kind.label),
        ("items", items_told(card.items)),
        ("wanted", card.wanted),
        ("proxy", card.proxy),
        ("received", show_day(line.received_on)),
        ("due", show_day(line.due_on)),
        ("answered", show_day(answered)),
        ("result", _result(line.kind, line.state)),
        ("answer", card.answer),
    ]
    tables = []
    changed = [one for one in card.corrections if one.old != one.new]
    if line.kind is RequestKind.CORRECT and line.state is RequestState.ANSWERED:
        tables.append(_corrected(changed))
    if line.kind is not RequestKind.VIEW and line.state is RequestState.ANSWERED:
        tables.append(_told(card.recipients))
    return replace(_letter(act, card, "subject-answer", facts), tables=tuple(tables))


def postponed_record(act: Act, card: RequestCard) -> ReportRecord:
    """What the person is told when the answer was put off. Raises Refused."""
    line, put_off = card.line, card.postponed
    if put_off is None:
        raise Refused("미루지 않은 요구입니다.")
    facts = [
        ("kind", line.kind.label),
        ("items", items_told(card.items)),
        ("wanted", card.wanted),
        ("proxy", card.proxy),
        ("received", show_day(line.received_on)),
        ("due", show_day(put_off.due_on)),
        ("postponed_on", show_day(put_off.on)),
        ("postponed_to", show_day(put_off.to)),
        ("why", put_off.why),
    ]
    return _letter(act, card, "subject-postpone", facts)


def _letter(
    act: Act, card: RequestCard, paper: str, facts: Sequence[tuple[str, str]]
) -> ReportRecord:
    """A letter to whoever asked, with the facts that are known."""
    return ReportRecord(
        form=newest(paper, act.today),
        number=card.line.number,
        issued_on=act.today,
        centre=centre_on(act, act.today),
        counsellor=act.account.name,
        facts=tuple(ReportFact(key, value) for key, value in facts if value),
        addressee=_addressee(card),
    )


def _addressee(card: RequestCard) -> str:
    return f"{card.name} 님" + (f" (대리인 {card.proxy} 님)" if card.proxy else "")


def _result(kind: RequestKind, state: RequestState) -> str:
    done = {
        RequestKind.VIEW: "열람하시게 하였습니다.",
        RequestKind.CORRECT: "고쳤습니다.",
        RequestKind.DELETE: "삭제하기로 하고 파기 절차로 넘겼습니다.",
        RequestKind.STOP: "처리를 멈추었습니다.",
    }
    if state is RequestState.ANSWERED:
        return done[kind]
    return (
        "요구하신 대로 하지 못하였습니다."
        if state is RequestState.REFUSED
        else "요구를 거두셨습니다."
    )


def _corrected(changed: list[Correction]) -> ReportTable:
    return ReportTable(
        "corrected",
        tuple(ReportRow((one.label, one.old or "없음", one.new or "없음")) for one in changed),
    )


def _told(recipients: tuple[Recipient, ...]) -> ReportTable:
    return ReportTable(
        "told",
        tuple(
            ReportRow(
                (
                    one.partner + (" (내부)" if one.internal else ""),
                    one.slip_number,
                    show_date(one.issued_on),
                    ", ".join(item.label for item in one.items),
                )
            )
            for one in recipients
        ),
    )


def notice_record(act: Act, card: RequestCard, referral_id: int) -> ReportRecord:
    """What one partner is told, by the number of its slip and never by the name.

    Raises Refused for a partner that holds nothing of it, or before it was decided.
    """
    line = card.line
    if line.state is not RequestState.ANSWERED or line.kind is RequestKind.VIEW:
        raise Refused("처리를 마친 정정·삭제·처리정지만 기관에 알립니다.")
    one = next((r for r in card.recipients if r.referral_id == referral_id), None)
    referral = act.session.get(Referral, referral_id)
    if one is None or referral is None:
        raise Refused("이 기관은 알릴 내용을 가지고 있지 않습니다.")
    slip = act.session.scalars(
        select(Slip).where(Slip.referral_id == referral_id).order_by(Slip.revision.desc()).limit(1)
    ).one()
    service = service_on(act, referral.service_id, act.today)
    reference = reference_of(service)
    head = head_of(service.organisation)
    facts = [
        ("slip", f"{one.slip_number} ({show_date(one.issued_on)} 시행)"),
        ("partner", service.organisation.replace("|", "")),
        ("items", ", ".join(item.label for item in one.items)),
        ("received", show_date(line.received_on)),
    ]
    tables = []
    if line.kind is RequestKind.CORRECT:
        tables.append(_old_and_new(slip, card))
    return ReportRecord(
        form=newest(f"notice-{line.kind.value}", act.today),
        number=read(slip.number, PaperKind.SLIP).text,
        issued_on=act.today,
        centre=centre_on(act, act.today),
        counsellor=act.account.name,
        facts=tuple(ReportFact(key, value) for key, value in facts if value),
        tables=tuple(tables),
        addressee=f"{head} (참조 {reference})" if reference else head,
    )


def _old_and_new(slip: Slip, card: RequestCard) -> ReportTable:
    """What stood on the very slip, beside what is right."""
    outdated = {item.value for item in is_outdated(slip.record, card.corrections)}
    shown = {row["item"]: str(row.get("value", "")) for row in slip.record["rows"]}
    return ReportTable(
        "corrected",
        tuple(
            ReportRow((one.label, shown.get(one.item, ""), one.new or "없음"))
            for one in card.corrections
            if one.item in outdated
        ),
    )
