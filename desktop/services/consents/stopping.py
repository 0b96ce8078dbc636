"""The letter to a partner that has to stop using what it was given, after a withdrawal."""

from sqlalchemy import select

from desktop.domain.consent import Answer, ConsentKind
from desktop.domain.errors import NotFound, Refused
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.papers import StopRecord
from desktop.printing.wording import newest
from desktop.services.act import Act, Office, local
from desktop.services.centre import centre_on
from desktop.services.consents.standing import latest
from desktop.services.consents.telling import bare, head_of, reference_of
from desktop.services.consents.withdrawing import items_on
from desktop.services.partners import service_on
from desktop.store.consents import Consent
from desktop.store.referrals import Referral, Slip

STOP_DAYS = 10
"""Working days a partner has to answer the request to stop."""


def stop_record(act: Act, office: Office, referral_id: int, counsellor: str) -> StopRecord:
    """What the letter says about one referral; every item any of its papers showed.

    Raises Refused while neither the provision nor the use of the data was taken back.
    """
    referral = act.session.get(Referral, referral_id)
    slips = act.session.scalars(
        select(Slip).where(Slip.referral_id == referral_id).order_by(Slip.revision)
    ).all()
    if referral is None or not slips:
        raise NotFound("이 의뢰를 찾을 수 없습니다.")
    act.about(referral.visitor_id)
    given, whole = withdrawn_from(act, referral)
    if given is None:
        raise Refused("거둔 동의가 없어 중지 요청서를 만들지 않았습니다.")
    service, slip = service_on(act, referral.service_id, act.today), slips[-1]
    then = str(slip.record.get("partner", service.organisation))
    return StopRecord(
        number=read(slip.number, PaperKind.SLIP).text,
        issued_on=act.today,
        centre=centre_on(act, act.today),
        counsellor=counsellor,
        partner=service.organisation,
        partner_head=head_of(service.organisation),
        slip_issued_on=local(slip.issued_at).date(),
        withdrawn_on=local(given.given_at).date(),
        consent_number=read(given.number, PaperKind.CONSENT).text,
        items=items_on(slips) or service.items,
        answer_due=office.holidays(act).after(act.today, STOP_DAYS),
        reference=reference_of(service),
        form=newest("stop", act.today),
        partner_before="" if bare(then) == bare(service.organisation) else then,
        whole=whole,
    )


def withdrawn_from(act: Act, referral: Referral) -> tuple[Consent | None, bool]:
    """What was taken back of a referral's ground, and whether it was the centre's own use."""
    third = latest(act, referral.visitor_id, ConsentKind.THIRD_PARTY, referral.service_id)
    if third is not None and third.answer == Answer.WITHDRAWN.value:
        return third, False
    own = latest(act, referral.visitor_id, ConsentKind.COLLECTION)
    if own is not None and own.answer == Answer.WITHDRAWN.value:
        return own, True
    return None, False
