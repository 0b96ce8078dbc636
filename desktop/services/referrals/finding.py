"""What a typed or scanned number belongs to, before anything opens."""

from sqlalchemy import select

from desktop.domain.calendar import show_date
from desktop.domain.errors import NotFound
from desktop.domain.masking import masked_or_gone
from desktop.domain.paper_number import PaperKind, PaperNumber
from desktop.domain.subject_request import RequestKind
from desktop.services.act import Act, local
from desktop.services.referrals.reading import referral_of
from desktop.services.referrals.records import FoundNumber
from desktop.services.referrals.replies import outcomes_from
from desktop.services.referrals.views import line_of, successor_of, void_sentence
from desktop.services.slips import visitor_of
from desktop.store.consents import Consent, ConsentPaper
from desktop.store.office import Printing
from desktop.store.referrals import Slip
from desktop.store.requests import SubjectRequest
from desktop.store.visits import Visit


def find_paper(act: Act, number: PaperNumber) -> FoundNumber:
    """Whose paper bears a number. Raises NotFound."""
    if number.kind is PaperKind.SLIP:
        return _find_slip(act, number)
    if number.kind is PaperKind.VISIT:
        visit = act.session.scalars(select(Visit).where(Visit.number == number.digits)).first()
        if visit is not None:
            return FoundNumber(
                number.kind,
                number.text,
                _masked(act, visit.visitor_id),
                "",
                f"{show_date(visit.day)} 접수",
                visitor_id=visit.visitor_id,
            )
        request = act.session.scalars(
            select(SubjectRequest).where(SubjectRequest.number == number.digits)
        ).first()
        if request is not None:
            return FoundNumber(
                number.kind,
                number.text,
                _masked(act, request.visitor_id),
                "",
                f"{show_date(request.received_on)} {RequestKind(request.kind).label} 요구",
                visitor_id=request.visitor_id,
            )
    if number.kind is PaperKind.CONSENT:
        consent = act.session.scalars(
            select(Consent).where(Consent.number == number.digits).limit(1)
        ).first()
        paper = act.session.scalars(
            select(ConsentPaper).where(ConsentPaper.number == number.digits)
        ).first()
        owner = consent.visitor_id if consent else paper.visitor_id if paper else None
        if consent is not None or paper is not None:
            state = "동의 기록됨" if consent is not None else "인쇄만 하고 기록 전"
            return FoundNumber(
                number.kind, number.text, _masked(act, owner), "", state, visitor_id=owner
            )
    if number.kind is PaperKind.PRINT:
        printed = act.session.scalars(
            select(Printing).where(Printing.number == number.digits)
        ).first()
        if printed is not None:
            return FoundNumber(
                number.kind,
                number.text,
                _masked(act, printed.visitor_id),
                "",
                f"{show_date(local(printed.at).date())} 출력 · {printed.purpose}",
                visitor_id=printed.visitor_id,
            )
    raise NotFound(f"{number.kind.label} {number.text} 기록이 없습니다. 종이를 다시 보아 주십시오.")


def _find_slip(act: Act, number: PaperNumber) -> FoundNumber:
    slip = act.session.scalars(select(Slip).where(Slip.number == number.digits)).first()
    if slip is None:
        raise NotFound(f"의뢰번호 {number.text}로 발급한 의뢰서가 없습니다. 다시 보아 주십시오.")
    referral = referral_of(act, slip.referral_id)
    line = line_of(act, referral)
    void = slip.void_at is not None
    return FoundNumber(
        kind=number.kind,
        number=number.text,
        masked_name=line.masked_name,
        partner=f"{line.partner} · {line.service}",
        state=void_sentence(act, slip) if void else line.progress.label,
        void=void,
        successor=successor_of(act, slip) if void else "",
        visitor_id=referral.visitor_id,
        referral_id=referral.id,
        progress=line.progress,
        issued_on=line.issued_on,
        reply_due=line.reply_due,
        outcomes=() if void else outcomes_from(line.progress),
    )


def _masked(act: Act, visitor_id: int | None) -> str:
    if visitor_id is None:
        return ""
    return masked_or_gone(visitor_of(act, visitor_id).name)
