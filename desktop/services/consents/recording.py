"""A signed paper becomes rows, one for one question."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from desktop.domain.birth import age_range
from desktop.domain.calendar import age_on
from desktop.domain.consent import (
    Answer,
    Basis,
    ConsentDraft,
    ConsentKind,
    ConsentMethod,
    GroundDraft,
    Item,
)
from desktop.domain.errors import NotFound, Refused
from desktop.domain.guard import find_identifiers
from desktop.domain.korean import tidy
from desktop.domain.paper_number import PaperKind, read
from desktop.services.act import Act, local
from desktop.services.consents.telling import expiry_of, told_of, untold
from desktop.services.partners import NamedService
from desktop.store.consents import ConsentPaper
from desktop.store.people import Visitor

GUARDIAN_UNDER = 14
"""Below this age the legal guardian consents (개인정보 보호법 제22조의2)."""


def visitor_of(act: Act, visitor_id: int) -> Visitor:
    """The visitor's row. Raises NotFound."""
    visitor = act.session.get(Visitor, visitor_id)
    if visitor is None:
        raise NotFound("이 내방객의 기록을 찾을 수 없습니다.")
    return visitor


def is_child(visitor: Visitor, day: date) -> bool:
    """Whether the guardian has to sign: under 14 on that day, as far as is known."""
    if visitor.birth is not None:
        return visitor.birth > day or age_on(visitor.birth, day) < GUARDIAN_UNDER
    if visitor.birth_year is None:
        return False
    youngest, _ = age_range(visitor.birth_year, day)
    return youngest < GUARDIAN_UNDER


def paper_of(act: Act, rows: Sequence[ConsentDraft], visitor_id: int) -> ConsentPaper | None:
    """The printed form that was signed; None for a telephone consent or an unnumbered form."""
    numbers = {row.paper_number for row in rows if row.paper_number}
    if not numbers:
        return None
    if len(numbers) != 1:
        raise Refused("동의서 한 장에는 번호가 하나입니다. 번호를 다시 보아 주십시오.")
    number = read(numbers.pop(), PaperKind.CONSENT)
    paper = act.session.scalars(
        select(ConsentPaper).where(ConsentPaper.number == number.digits)
    ).first()
    if paper is None:
        sentence = f"동의번호 {number.text}로 인쇄한 동의서가 없습니다."
        raise Refused(sentence, {"paper_number": sentence})
    if paper.visitor_id not in (None, visitor_id):
        sentence = "다른 분의 이름으로 인쇄한 동의서입니다. 번호를 다시 보아 주십시오."
        raise Refused(sentence, {"paper_number": sentence})
    return paper


def row_field(row: ConsentDraft) -> str:
    """The field name under which a refused row finds its sentence."""
    return row.kind.value if row.service_id is None else f"{row.kind.value}:{row.service_id}"


def check_rows(
    act: Act, rows: Sequence[ConsentDraft], visitor: Visitor, named: Mapping[int, NamedService]
) -> None:
    """Refuse a paper that cannot be recorded; every wrong row and field gets its sentence."""
    wrong: dict[str, str] = {}
    seen: set[tuple[ConsentKind, int | None]] = set()
    for row in rows:
        field = row_field(row)
        if (row.kind, row.service_id) in seen:
            wrong[field] = "같은 줄이 두 번 있습니다."
        seen.add((row.kind, row.service_id))
        sentence = _row_fault(row, named)
        if sentence:
            wrong.setdefault(field, sentence)
        wrong.update(_paper_faults(act, row, visitor))
    if wrong:
        raise Refused("동의를 저장하지 않았습니다. 표시한 칸을 보아 주십시오.", wrong)


def _row_fault(row: ConsentDraft, named: Mapping[int, NamedService]) -> str:
    if row.answer is Answer.WITHDRAWN:
        return "철회는 따로 기록합니다."
    if row.kind is not ConsentKind.THIRD_PARTY:
        return "" if row.service_id is None else "기관은 제3자 제공에서만 고릅니다."
    if row.service_id is None:
        return "어느 기관에 제공하는지 골라 주십시오."
    service = named[row.service_id].service
    if service.missing:
        return untold(service)
    if row.answer is Answer.AGREED and set(row.items) - set(service.items):
        return "동의서에 없는 항목이 들어 있습니다."
    return ""


def _paper_faults(act: Act, row: ConsentDraft, visitor: Visitor) -> dict[str, str]:
    """What is wrong with how the whole paper was given, whatever the row."""
    wrong: dict[str, str] = {}
    if row.given_at > act.now:
        wrong["given_at"] = "아직 오지 않은 때입니다. 서명한 날을 다시 보아 주십시오."
    if is_child(visitor, local(row.given_at).date()) and not tidy(row.guardian):
        wrong["guardian"] = "만 14세 미만입니다. 법정대리인 이름을 적어 주십시오."
    if row.method is ConsentMethod.PHONE and not row.read_out:
        wrong["read_out"] = "전화로는 동의 문구를 읽어 드린 뒤에 받을 수 있습니다."
    if row.method is ConsentMethod.PAPER and not tidy(row.filed_at):
        wrong["filed_at"] = "서명한 종이를 둔 곳을 적어 주십시오."
    for name, text in (("filed_at", row.filed_at), ("guardian", row.guardian)):
        if findings := find_identifiers(text):
            wrong[name] = findings[0].advice
    return wrong


def row_of(
    act: Act, row: ConsentDraft, named: Mapping[int, NamedService], digits: str, form: str
) -> dict[str, Any]:
    """One ticked question as it is stored, with the words told."""
    service = named[row.service_id].service if row.service_id is not None else None
    items = row.items or service.items if service is not None else ()
    given_on = local(row.given_at).date()
    agreed = row.answer is Answer.AGREED
    return {
        "id": act.new_id(),
        "number": digits,
        "visitor_id": row.visitor_id,
        "kind": row.kind.value,
        "service_id": row.service_id,
        "answer": row.answer.value,
        "method": row.method.value,
        "given_at": row.given_at,
        "recorded_at": act.now,
        "received_by_id": act.account.account_id,
        "filed_at": tidy(row.filed_at),
        "form_version": form,
        "told": told_of(form, row.kind, service),
        "items": tuple(item.value for item in Item if agreed and item in items),
        "guardian": tidy(row.guardian),
        "read_out": row.read_out,
        "expires_on": expiry_of(form, row.kind, given_on) if agreed else None,
        "reason": "",
    }


def check_ground(draft: GroundDraft, named: Mapping[int, NamedService]) -> None:
    """Refuse a ground nobody could answer for; every wrong field gets its sentence."""
    wrong: dict[str, str] = {}
    if draft.basis not in (Basis.LAW, Basis.URGENT):
        wrong["basis"] = "법령과 긴급 가운데 하나를 골라 주십시오."
    if not tidy(draft.article):
        wrong["article"] = "어느 법의 몇 조인지 적어 주십시오. 예: 직업안정법 제00조"
    elif len(tidy(draft.article)) > LONGEST_ARTICLE:
        wrong["article"] = f"{LONGEST_ARTICLE}자 안으로 적어 주십시오."
    if not tidy(draft.reason):
        wrong["reason"] = "왜 동의 없이 드려야 하는지 한 줄 적어 주십시오."
    elif len(tidy(draft.reason)) > LONGEST_REASON:
        wrong["reason"] = f"{LONGEST_REASON}자 안으로 적어 주십시오."
    for name, text in (("article", draft.article), ("reason", draft.reason)):
        if findings := find_identifiers(text):
            wrong[name] = findings[0].advice
    if draft.service_id is not None:
        service = named[draft.service_id].service
        if service.internal:
            wrong["basis"] = "구청 안의 부서라 따로 근거를 적지 않아도 됩니다."
        elif not service.items:
            wrong["items"] = "기관 화면에서 제공 항목을 먼저 채워 주십시오."
        elif set(draft.items) - set(service.items):
            wrong["items"] = "이 서비스가 받지 않는 항목이 들어 있습니다."
    if wrong:
        raise Refused("근거를 저장하지 않았습니다. 표시한 칸을 보아 주십시오.", wrong)


LONGEST_ARTICLE, LONGEST_REASON = 60, 200


def ground_row(
    act: Act, draft: GroundDraft, named: Mapping[int, NamedService], digits: str, form: str
) -> dict[str, Any]:
    """What is used or given without a consent, as it is stored beside the consents."""
    service = named[draft.service_id].service if draft.service_id is not None else None
    items = draft.items or (service.items if service is not None else ())
    kind = ConsentKind.COLLECTION if service is None else ConsentKind.THIRD_PARTY
    return {
        "id": act.new_id(),
        "number": digits,
        "visitor_id": draft.visitor_id,
        "kind": kind.value,
        "service_id": draft.service_id,
        "answer": Answer.AGREED.value,
        "method": ConsentMethod.PAPER.value,
        "given_at": act.now,
        "recorded_at": act.now,
        "received_by_id": act.account.account_id,
        "filed_at": "",
        "form_version": form,
        "told": told_of(form, kind, service),
        "items": tuple(item.value for item in Item if item in items),
        "guardian": "",
        "read_out": False,
        # An emergency is over with its day; a law goes on until somebody ends it.
        "expires_on": act.today if draft.basis is Basis.URGENT else None,
        "reason": tidy(draft.reason),
        "basis": draft.basis.value,
        "article": tidy(draft.article),
    }
