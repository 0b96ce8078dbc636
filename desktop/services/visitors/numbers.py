"""Whose paper a number in the search box is."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.masking import masked_or_gone
from desktop.domain.paper_number import PaperKind, PaperNumber
from desktop.services.act import Act, day_of
from desktop.services.visitors.records import NumberedPaper
from desktop.store.consents import Consent, ConsentPaper
from desktop.store.office import Printing
from desktop.store.partners import Organisation, PartnerService
from desktop.store.people import Visitor
from desktop.store.referrals import Referral, Slip
from desktop.store.visits import Visit


def paper_of_number(act: Act, number: PaperNumber) -> NumberedPaper | None:
    """Whose paper bears this number; None when we gave out none."""
    session = act.session
    if number.kind is PaperKind.SLIP:
        found = session.execute(
            select(Slip, Referral.visitor_id, Visitor.name, *_PARTNER_NAMES)
            .join(Referral, Referral.id == Slip.referral_id)
            .join(Visitor, Visitor.id == Referral.visitor_id)
            .join(PartnerService, PartnerService.id == Referral.service_id)
            .join(Organisation, Organisation.id == PartnerService.organisation_id)
            .where(Slip.number == number.digits)
        ).first()
        if found is None:
            return None
        slip, visitor_id, name, service, short, long = found
        return NumberedPaper(
            number.kind,
            number.text,
            visitor_id,
            masked_or_gone(name),
            f"{short or long} {service}",
            day_of(slip.issued_at),
            slip.referral_id,
            slip.void_at is not None,
        )
    if number.kind is PaperKind.VISIT:
        visit = session.scalars(select(Visit).where(Visit.number == number.digits)).first()
        if visit is None:
            return None
        return NumberedPaper(
            number.kind,
            number.text,
            visit.visitor_id,
            _masked(session, visit.visitor_id) or "익명 문의",
            "",
            visit.day,
            visit.id,
        )
    if number.kind is PaperKind.CONSENT:
        rows = session.execute(
            select(Consent.visitor_id, Consent.given_at)
            .where(Consent.number == number.digits)
            .union_all(
                select(ConsentPaper.visitor_id, ConsentPaper.printed_at).where(
                    ConsentPaper.number == number.digits
                )
            )
        )
        found_row: Any = rows.first()
    else:
        found_row = session.execute(
            select(Printing.visitor_id, Printing.at).where(Printing.number == number.digits)
        ).first()
    if found_row is None:
        return None
    visitor_id, at = found_row
    return NumberedPaper(
        number.kind, number.text, visitor_id, _masked(session, visitor_id), "", day_of(at)
    )


_PARTNER_NAMES = (PartnerService.name, Organisation.short_name, Organisation.name)


def _masked(session: Session, visitor_id: int | None) -> str:
    if visitor_id is None:
        return ""
    name = session.execute(select(Visitor.name).where(Visitor.id == visitor_id)).scalar()
    return masked_or_gone(name)
