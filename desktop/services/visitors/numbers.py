"""Whose paper a number in the search box is."""

from typing import Any

from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from desktop.domain.calendar import show_date, show_time
from desktop.domain.ledgers import LEFT_AS_FILE
from desktop.domain.masking import masked_or_gone
from desktop.domain.paper_number import PaperKind, PaperNumber
from desktop.domain.subject_request import RequestKind
from desktop.services.act import Act, day_of
from desktop.services.visitors.records import NumberedPaper
from desktop.store.consents import Consent, ConsentPaper
from desktop.store.office import Account, Printing
from desktop.store.partners import Organisation, PartnerService
from desktop.store.people import Visitor
from desktop.store.referrals import Referral, Slip
from desktop.store.requests import SubjectRequest
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
            return _of_request(session, number)
        return NumberedPaper(
            number.kind,
            number.text,
            visit.visitor_id,
            _masked(session, visit.visitor_id) or "익명 문의",
            "",
            visit.day,
            visit.id,
            state=f"{show_date(visit.day)} 접수",
        )
    if number.kind is PaperKind.CONSENT:
        rows = session.execute(
            select(Consent.visitor_id, Consent.given_at, literal("동의 기록됨"))
            .where(Consent.number == number.digits)
            .union_all(
                select(
                    ConsentPaper.visitor_id, ConsentPaper.printed_at, literal("인쇄만 하고 기록 전")
                ).where(ConsentPaper.number == number.digits)
            )
        )
        found_row: Any = rows.first()
    else:
        return _printed(session, number)
    if found_row is None:
        return None
    visitor_id, at, state = found_row
    whose = _masked(session, visitor_id)
    return NumberedPaper(number.kind, number.text, visitor_id, whose, "", day_of(at), state=state)


def _printed(session: Session, number: PaperNumber) -> NumberedPaper | None:
    """What was printed by whom when, for the number at the foot of a paper."""
    # The papers' room looks up visitors itself: asked for when it is loaded anyway.
    from desktop.services.papers.ledger import PAPERS

    found = session.execute(
        select(Printing, Account.name)
        .join(Account, Account.id == Printing.account_id)
        .where(Printing.number == number.digits)
    ).first()
    if found is None:
        return None
    row, by = found
    again = f" 재출력 {row.reprint}" if row.reprint else ""
    way = "PDF로 저장" if row.media in LEFT_AS_FILE else "출력"
    told = f"{PAPERS.get(row.paper, row.paper)}{again} · {show_time(row.at)} {by} {way}"
    return NumberedPaper(
        number.kind,
        number.text,
        row.visitor_id,
        _masked(session, row.visitor_id) or (f"{row.people:,}명의 명단" if row.people else ""),
        told,
        day_of(row.at),
        state=f"{show_date(day_of(row.at))} 출력 · {row.purpose}",
    )


def _of_request(session: Session, number: PaperNumber) -> NumberedPaper | None:
    """A request about somebody's own data bears a number of the reception too."""
    row = session.scalars(
        select(SubjectRequest).where(SubjectRequest.number == number.digits)
    ).first()
    if row is None:
        return None
    whose = _masked(session, row.visitor_id)
    state = f"{show_date(row.received_on)} {RequestKind(row.kind).label} 요구"
    return NumberedPaper(
        number.kind, number.text, row.visitor_id, whose, "", row.received_on, state=state
    )


_PARTNER_NAMES = (PartnerService.name, Organisation.short_name, Organisation.name)


def _masked(session: Session, visitor_id: int | None) -> str:
    if visitor_id is None:
        return ""
    name = session.execute(select(Visitor.name).where(Visitor.id == visitor_id)).scalar()
    return masked_or_gone(name)
