"""Which answer counts today, and whether the centre may act on it."""

from datetime import date
from typing import Any

from sqlalchemy import select

from desktop.domain.calendar import show_date
from desktop.domain.consent import Answer, ConsentKind
from desktop.domain.partner import PartnerService
from desktop.services.act import Act, local
from desktop.services.consents.records import Told
from desktop.services.consents.telling import untold
from desktop.services.partners import same_service, service_on
from desktop.store.consents import Consent


def latest(
    act: Act, visitor_id: int, kind: ConsentKind, service_id: int | None = None
) -> Consent | None:
    """The row that counts: the last answer given to this question, whatever it was."""
    asked = select(Consent).where(Consent.visitor_id == visitor_id, Consent.kind == kind.value)
    if service_id is not None:
        asked = asked.where(Consent.service_id.in_(same_service(act, service_id)))
    return act.session.scalars(
        asked.order_by(Consent.given_at.desc(), Consent.id.desc()).limit(1)
    ).first()


def living(
    act: Act, visitor_id: int, kind: ConsentKind, service_id: int | None = None
) -> Consent | None:
    """The consent under which the centre may act today; None when there is none.

    The latest answer must be 동의, not expired, and for a partner the name, the purpose
    and the retention told then must still be the partner's: to others the visitor did
    not agree (제17조 제2항).
    """
    if kind is ConsentKind.THIRD_PARTY and service_id is not None:
        return agreed_to(act, visitor_id, service_on(act, service_id, act.today))
    row = latest(act, visitor_id, kind, service_id)
    return row if row is not None and lives(row, act.today) else None


def agreed_to(act: Act, visitor_id: int, service: PartnerService) -> Consent | None:
    """The living consent to a partner as it stands today, already read; None without one."""
    row = latest(act, visitor_id, ConsentKind.THIRD_PARTY, service.id)
    if row is None or not lives(row, act.today) or not told_alike(row.told, service):
        return None
    return row


def still_agreed(act: Act, visitor_id: int, service_id: int, told: Told) -> Consent | None:
    """The consent under which a paper issued before may be printed again; None without one.

    The latest answer must live and be about what stands on the paper. That the partner
    has another name today changes nothing: the same paper goes to whom it was told.
    """
    row = latest(act, visitor_id, ConsentKind.THIRD_PARTY, service_id)
    if row is None or not lives(row, act.today):
        return None
    plain = row.told if isinstance(row.told, dict) else {}
    alike = (
        plain.get("recipient", told.recipient) == told.recipient
        and plain.get("purpose", told.purpose) == told.purpose
    )
    return row if alike else None


def why_not(act: Act, visitor_id: int, service: PartnerService) -> str:
    """In a sentence, why nothing may be handed to this service today; empty when it may."""
    row = latest(act, visitor_id, ConsentKind.THIRD_PARTY, service.id)
    if row is not None and lives(row, act.today) and told_alike(row.told, service):
        return ""
    if service.missing:
        return untold(service)
    where = service.organisation
    if row is None:
        return f"{where}에 정보를 제공하는 동의가 아직 없습니다. 먼저 동의를 받아 주십시오."
    day = show_date(local(row.given_at).date())
    if row.answer == Answer.WITHDRAWN.value:
        return f"{day} 동의를 거두셨습니다. 다시 연계하려면 새로 동의를 받아 주십시오."
    if row.answer == Answer.DECLINED.value:
        return f"{day} 동의하지 않으셨습니다. 개인정보 없는 기관 안내문을 드릴 수 있습니다."
    if row.expires_on is not None and row.expires_on < act.today:
        return f"동의가 {show_date(row.expires_on)}에 끝났습니다. 다시 받아 주십시오."
    told = row.told if isinstance(row.told, dict) else {}
    before = str(told.get("recipient", where)).replace("|", " ")
    if before != where.replace("|", " "):
        return f"동의하신 뒤에 기관 이름({before})이 바뀌었습니다. 다시 받아 주십시오."
    return "동의하신 뒤에 기관의 이용 목적이나 보유 기간이 바뀌었습니다. 다시 받아 주십시오."


def lives(row: Consent, day: date) -> bool:
    """Whether an answer is a 동의 that has not run out."""
    return row.answer == Answer.AGREED.value and (row.expires_on is None or day <= row.expires_on)


def told_alike(told: Any, service: PartnerService) -> bool:
    """Whether the partner is still what the visitor was told."""
    plain = told if isinstance(told, dict) else {}
    return bool(
        plain.get("recipient", service.organisation) == service.organisation
        and plain.get("purpose", service.purpose) == service.purpose
        and plain.get("retention", service.retention) == service.retention
    )
