"""Numbers one slip of the hand away from the one typed: a wrong digit, two that were swapped."""

from sqlalchemy import select

from desktop.domain.masking import masked_or_gone
from desktop.domain.paper_number import PaperKind, check_digit, plain_digits
from desktop.domain.referral import Progress
from desktop.services.act import Act, day_of
from desktop.services.referrals.reading import shown_number
from desktop.services.replies.records import NearSlip
from desktop.store.partners import Organisation, PartnerService
from desktop.store.people import Visitor
from desktop.store.referrals import Referral, Slip

SHOWN = 6


def numbers_near(typed: str) -> tuple[str, ...]:
    """Valid slip numbers that differ in one digit or by a swap; none for another length."""
    digits = plain_digits(typed)
    if len(digits) != PaperKind.SLIP.length or not (digits.isascii() and digits.isdecimal()):
        return ()
    near = {
        digits[:at] + other + digits[at + 1 :]
        for at in range(len(digits))
        for other in "0123456789"
    }
    for one in range(len(digits)):
        for other in range(one + 1, len(digits)):
            swapped = list(digits)
            swapped[one], swapped[other] = swapped[other], swapped[one]
            near.add("".join(swapped))
    near.discard(digits)
    return tuple(sorted(number for number in near if check_digit(number, 0) == "0"))


def slips_near(act: Act, typed: str) -> tuple[NearSlip, ...]:
    """The issued ones among them: open ones first, then the newest."""
    rows = act.session.execute(
        select(Slip, Referral, Visitor.name, PartnerService.name, Organisation.short_name)
        .join(Referral, Referral.id == Slip.referral_id)
        .join(Visitor, Visitor.id == Referral.visitor_id)
        .join(PartnerService, PartnerService.id == Referral.service_id)
        .join(Organisation, Organisation.id == PartnerService.organisation_id)
        .where(Slip.number.in_(numbers_near(typed)))
        .order_by(Slip.issued_at.desc())
    ).all()
    act.about(*(referral.visitor_id for _, referral, *_ in rows))
    found = [
        NearSlip(
            number=shown_number(slip.number),
            masked_name=masked_or_gone(name),
            partner=f"{partner} {service}",
            issued_on=day_of(slip.issued_at),
            progress=Progress(referral.progress),
            void=slip.void_at is not None,
        )
        for slip, referral, name, service, partner in rows
    ]
    found.sort(key=lambda one: one.void or one.progress.closed)
    return tuple(found[:SHOWN])
