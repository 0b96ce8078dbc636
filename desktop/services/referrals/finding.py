"""What a typed or scanned number belongs to, before anything opens."""

from sqlalchemy import select

from desktop.domain.errors import NotFound
from desktop.domain.paper_number import PaperKind, PaperNumber
from desktop.domain.referral import Progress
from desktop.services.act import Act, Office
from desktop.services.referrals.reading import referral_of
from desktop.services.referrals.records import FoundNumber
from desktop.services.referrals.replies import outcomes_from
from desktop.services.referrals.views import line_of, successor_of, void_sentence
from desktop.services.visitors.numbers import paper_of_number
from desktop.store.referrals import ReplyPicture, Slip


def find_paper(act: Act, office: Office, number: PaperNumber) -> FoundNumber:
    """Whose paper bears a number. Raises NotFound."""
    if number.kind is PaperKind.SLIP:
        return _find_slip(act, office, number)
    found = paper_of_number(act, number)
    if found is not None:
        return FoundNumber(
            number.kind,
            number.text,
            found.masked_name if found.visitor_id is not None else "",
            "",
            found.state,
            visitor_id=found.visitor_id,
        )
    raise NotFound(f"{number.kind.label} {number.text} 기록이 없습니다. 종이를 다시 보아 주십시오.")


def _find_slip(act: Act, office: Office, number: PaperNumber) -> FoundNumber:
    slip = act.session.scalars(select(Slip).where(Slip.number == number.digits)).first()
    if slip is None:
        raise NotFound(f"의뢰번호 {number.text}로 발급한 의뢰서가 없습니다. 다시 보아 주십시오.")
    referral = referral_of(act, slip.referral_id)
    line = line_of(act, office, referral)
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
        picture_id=act.session.scalars(
            select(ReplyPicture.id)
            .where(ReplyPicture.referral_id == referral.id)
            .order_by(ReplyPicture.added_at.desc())
            .limit(1)
        ).first(),
        late=not void and line.progress.closed and line.progress is not Progress.VOID,
    )
