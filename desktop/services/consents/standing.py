"""Which answer counts today, and whether the centre may act on it.

What may be handed to a partner is told item by item with its ground: the visitor's
consent, a law or an emergency that was recorded (제17조 제1항), or none at all for a unit
of the district office itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import and_, or_, select

from desktop.domain.calendar import show_date
from desktop.domain.consent import Answer, Basis, ConsentKind, Item
from desktop.domain.korean import with_particle
from desktop.domain.partner import PartnerService
from desktop.services.act import Act, local
from desktop.services.consents.renewal import BLOCKING, changed_things
from desktop.services.consents.telling import untold
from desktop.services.partners import rows_of_service, same_service, service_on
from desktop.store.consents import Consent

WITHOUT_CONSENT = (Basis.LAW, Basis.URGENT)
"""Grounds that are recorded by us, in the order in which they are named."""


def latest(
    act: Act,
    visitor_id: int,
    kind: ConsentKind,
    service_id: int | None = None,
    basis: Basis = Basis.CONSENT,
) -> Consent | None:
    """The row that counts: the last answer given to this question, whatever it was."""
    asked = select(Consent).where(
        Consent.visitor_id == visitor_id,
        Consent.kind == kind.value,
        Consent.basis == basis.value,
    )
    if service_id is not None:
        asked = asked.where(Consent.service_id.in_(same_service(act, service_id)))
    return act.session.scalars(
        asked.order_by(Consent.given_at.desc(), Consent.id.desc()).limit(1)
    ).first()


def living(
    act: Act, visitor_id: int, kind: ConsentKind, service_id: int | None = None
) -> Consent | None:
    """The consent under which the centre may act today; None when there is none.

    The latest answer must be 동의, not expired, and for a partner the purpose and the
    retention told then must still be the partner's: to others the visitor did not agree
    (제17조 제2항).
    """
    if kind is ConsentKind.THIRD_PARTY and service_id is not None:
        return giving_to(act, visitor_id, service_on(act, service_id, act.today)).consent
    row = latest(act, visitor_id, kind, service_id)
    return row if row is not None and lives(row, act.today) else None


@dataclass(frozen=True, slots=True)
class Giving:
    """What may be handed to one service today: each item with its ground.

    `consent` is the living consent, `grounds` what was recorded without one. `fault` says
    in a sentence why nothing may be handed over; empty when something may.
    """

    bases: Mapping[Item, Basis]
    consent: Consent | None = None
    grounds: tuple[Consent, ...] = ()
    fault: str = ""

    @property
    def items(self) -> frozenset[Item]:
        """Everything that may be handed over."""
        return frozenset(self.bases)


@dataclass(frozen=True, slots=True)
class Answers:
    """What counts of everything recorded about one visitor and one service."""

    given: Consent | None
    collection_gone: date | None
    grounds: tuple[Consent, ...] = field(default=())


def answers_about(act: Act, visitor_id: int, service_id: int) -> Answers:
    """Read once: the last answer, what was recorded without one, and a general withdrawal."""
    rows = act.session.scalars(
        select(Consent)
        .where(
            Consent.visitor_id == visitor_id,
            or_(
                and_(
                    Consent.kind == ConsentKind.THIRD_PARTY.value,
                    Consent.service_id.in_(rows_of_service(service_id)),
                ),
                Consent.kind == ConsentKind.COLLECTION.value,
            ),
        )
        .order_by(Consent.given_at.desc(), Consent.id.desc())
    ).all()
    return _counting(rows, act.today)


def _counting(rows: Sequence[Consent], day: date) -> Answers:
    first: dict[tuple[str, str], Consent] = {}
    for row in rows:
        first.setdefault((row.kind, row.basis), row)
    third, own = ConsentKind.THIRD_PARTY.value, ConsentKind.COLLECTION.value
    grounds = [first.get((third, basis.value)) for basis in WITHOUT_CONSENT]
    collection = first.get((own, Basis.CONSENT.value))
    by_law = first.get((own, Basis.LAW.value))
    gone = (
        local(collection.given_at).date()
        if collection is not None
        and collection.answer == Answer.WITHDRAWN.value
        and not (by_law is not None and lives(by_law, day))
        else None
    )
    return Answers(
        first.get((third, Basis.CONSENT.value)),
        gone,
        tuple(row for row in grounds if row is not None and lives(row, day)),
    )


def giving_to(act: Act, visitor_id: int, service: PartnerService) -> Giving:
    """What may be handed to a service as it stands today."""
    told = answers_about(act, visitor_id, service.id)
    by_us = _items_of(told.grounds)
    if service.internal:
        if told.collection_gone is not None and not by_us:
            return Giving({}, fault=_all_withdrawn(told.collection_gone))
        if not service.items:
            return Giving({}, fault=untold(service))
        return Giving(dict.fromkeys(service.items, Basis.INTERNAL), grounds=told.grounds)
    row = told.given
    agreed = (
        row is not None
        and told.collection_gone is None
        and lives(row, act.today)
        and not BLOCKING & set(changed_things(row, service, act.today))
    )
    consent = row if agreed else None
    given = dict.fromkeys(_items(consent), Basis.CONSENT) if consent is not None else {}
    may = {**by_us, **given}
    bases = {item: may[item] for item in service.items if item in may}
    fault = "" if bases else _why_not(act.today, told, service)
    return Giving(bases, consent, told.grounds, fault)


def still_given(act: Act, visitor_id: int, service_id: int, purpose: str) -> frozenset[Item]:
    """The items a paper issued before may show again: what is on it was told for `purpose`.

    That the partner has another name or another purpose today changes nothing: the same
    paper goes to whom and for what it was told. Nothing after a withdrawal.
    """
    service = service_on(act, service_id, act.today)
    told = answers_about(act, visitor_id, service_id)
    by_us = frozenset(_items_of(told.grounds))
    if service.internal:
        return by_us if told.collection_gone is not None else frozenset(Item)
    row = told.given
    if row is None or told.collection_gone is not None or not lives(row, act.today):
        return by_us
    plain = row.told if isinstance(row.told, dict) else {}
    return by_us | _items(row) if plain.get("purpose", purpose) == purpose else by_us


def why_not(act: Act, visitor_id: int, service: PartnerService) -> str:
    """In a sentence, why nothing may be handed to this service today; empty when it may."""
    return giving_to(act, visitor_id, service).fault


def _why_not(today: date, told: Answers, service: PartnerService) -> str:
    row = told.given
    if told.collection_gone is not None:
        return _all_withdrawn(told.collection_gone)
    if service.missing:
        return untold(service)
    where = service.organisation.replace("|", " ")
    if row is None:
        return f"{where}에 정보를 제공하는 동의가 아직 없습니다. 먼저 동의를 받아 주십시오."
    day = show_date(local(row.given_at).date())
    if row.answer == Answer.WITHDRAWN.value:
        return f"{day} 동의를 거두셨습니다. 다시 연계하려면 새로 동의를 받아 주십시오."
    if row.answer == Answer.DECLINED.value:
        return f"{day} 동의하지 않으셨습니다. 개인정보 없는 기관 안내문을 드릴 수 있습니다."
    if row.expires_on is not None and row.expires_on < today:
        return f"동의가 {show_date(row.expires_on)}에 끝났습니다. 다시 받아 주십시오."
    things = changed_things(row, service, today)
    if not things:
        return "동의하신 항목이 이 서비스에 하나도 없습니다. 새로 동의를 받아 주십시오."
    what = with_particle(", ".join(things), "이/가")
    return f"재동의 필요: {day} 동의하신 뒤에 {what} 바뀌었습니다. 다시 동의를 받아 주십시오."


def _all_withdrawn(day: date) -> str:
    return (
        f"{show_date(day)} 개인정보 수집·이용 동의를 거두셔서 정보를 어디에도 드릴 수 없습니다. "
        "다시 연계하려면 새로 동의를 받아 주십시오."
    )


def lives(row: Consent, day: date) -> bool:
    """Whether an answer is a 동의 that has not run out."""
    return row.answer == Answer.AGREED.value and (row.expires_on is None or day <= row.expires_on)


def _items(row: Consent) -> frozenset[Item]:
    return frozenset(Item(code) for code in row.items)


def _items_of(grounds: Sequence[Consent]) -> dict[Item, Basis]:
    """Item and ground of what was recorded without a consent; a law comes before an emergency."""
    return {item: Basis(row.basis) for row in reversed(grounds) for item in _items(row)}
