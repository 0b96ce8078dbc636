"""Which services may fit a visitor, and why."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import func, select

from desktop.domain.consent import Answer as Agreed
from desktop.domain.consent import Basis
from desktop.domain.errors import NotFound
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.partner import PartnerService, Suggestion
from desktop.domain.targeting import Answer, Verdict, evaluate, facts_of
from desktop.services.act import Act
from desktop.services.partners.reading import OPEN, services_on
from desktop.services.rules import rules
from desktop.services.visitors import draft_of
from desktop.store import partners as stored
from desktop.store.consents import Consent
from desktop.store.people import Visitor
from desktop.store.referrals import Referral, Reply

REPLIES_SINCE = timedelta(days=365)


def suggestions(act: Act, visitor_id: int) -> tuple[Suggestion, ...]:
    """Every service of today weighed against what is known of a visitor, best first."""
    visitor = act.session.get(Visitor, visitor_id)
    if visitor is None:
        raise NotFound("이 내방객의 기록을 찾을 수 없습니다.")
    told = draft_of(act.session, visitor)
    verdicts = {
        verdict.rule.key: verdict for verdict in evaluate(facts_of(told), act.today, rules())
    }
    open_slips = _open_slips(act, visitor_id)
    usual = _usual_days(act)
    agreed = _agreed(act, visitor_id)
    keys = {
        row.id: row.key
        for row in act.session.execute(select(stored.PartnerService.id, stored.PartnerService.key))
    }
    found = [
        _suggestion(
            service,
            verdicts,
            open_slips.get(keys[service.id], ""),
            usual.get(keys[service.id]),
            keys[service.id] in agreed,
        )
        for service in services_on(act, act.today)
    ]
    return tuple(sorted(found, key=lambda one: -one.score))


def _suggestion(
    service: PartnerService,
    verdicts: Mapping[str, Verdict],
    open_slip: str,
    usual: int | None,
    agreed: bool,
) -> Suggestion:
    """One of the wanted groups is enough; a service without groups takes everybody."""
    wanted = [verdicts[key] for key in service.target_keys if key in verdicts]
    met = [one for one in wanted if one.answer is Answer.MET]
    unknown = [one for one in wanted if one.answer is Answer.CHECK]
    unmet = [one for one in wanted if one.answer is Answer.UNMET]
    score = 30 if met else 20 if not wanted else 10 if unknown else 0
    notes = list(service.criteria)
    if service.missing:
        notes.append(f"{', '.join(service.missing)} 칸이 비어 있어 아직 동의를 받을 수 없습니다.")
    return Suggestion(
        service=service,
        met=tuple(f"{one.rule.label}: {one.reason}" for one in met),
        unknown=() if met else tuple((one.asks, one.question or one.reason) for one in unknown),
        unmet=() if met or unknown else tuple(f"{one.rule.label}: {one.reason}" for one in unmet),
        open_referral=open_slip,
        # Who serves this group alone fits better than who serves many groups; a living
        # consent says where the visitor wants to go.
        score=score
        + (5 * len(met) // len(wanted) if wanted else 0)
        + (15 if agreed else 0)
        - (8 if open_slip else 0)
        - (12 if service.missing else 0),
        reply_days_usual=usual,
        notes=tuple(notes),
    )


def _agreed(act: Act, visitor_id: int) -> set[str]:
    """Keys of the services to which the visitor's latest answer is a living 동의."""
    rows = act.session.execute(
        select(stored.PartnerService.key, Consent.answer, Consent.expires_on)
        .join(stored.PartnerService, stored.PartnerService.id == Consent.service_id)
        .where(Consent.visitor_id == visitor_id, Consent.basis == Basis.CONSENT.value)
        .order_by(Consent.given_at, Consent.id)
    )
    latest = {key: (answer, until) for key, answer, until in rows}
    return {
        key
        for key, (answer, until) in latest.items()
        if answer == Agreed.AGREED.value and (until is None or until >= act.today)
    }


def _open_slips(act: Act, visitor_id: int) -> dict[str, str]:
    """The number of the open referral to each service, by the service's key."""
    rows = act.session.execute(
        select(stored.PartnerService.key, Referral.number)
        .join(stored.PartnerService, stored.PartnerService.id == Referral.service_id)
        .where(Referral.visitor_id == visitor_id, Referral.progress.in_(OPEN))
    )
    return {key: read(number, PaperKind.SLIP).text for key, number in rows if number}


def _usual_days(act: Act) -> dict[str, int]:
    """Median days from issue to the first reply of each service, from the last replies."""
    rows = act.session.execute(
        select(stored.PartnerService.key, Referral.issued_on, func.min(Reply.received_on))
        .join(Referral, Referral.id == Reply.referral_id)
        .join(stored.PartnerService, stored.PartnerService.id == Referral.service_id)
        .where(Reply.undone.is_(False), Referral.issued_on.is_not(None))
        .where(Referral.issued_on >= act.today - REPLIES_SINCE)
        .group_by(Referral.id, stored.PartnerService.key, Referral.issued_on)
    )
    days: dict[str, list[int]] = {}
    for key, issued_on, received_on in rows:
        if issued_on is not None:
            days.setdefault(key, []).append((received_on - issued_on).days)
    return {key: sorted(found)[len(found) // 2] for key, found in days.items()}
