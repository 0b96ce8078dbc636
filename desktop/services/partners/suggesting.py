"""Every service of today weighed against what is known of a visitor, with its argument."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import func, select

from desktop.domain.consent import Answer as Agreed
from desktop.domain.consent import Basis
from desktop.domain.errors import NotFound
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.partner import PartnerService
from desktop.domain.referral import Progress
from desktop.domain.suggestion import (
    Outcomes,
    Suggestion,
    outcomes_of,
    points_of,
    ranked,
    room_words,
    usual_days,
)
from desktop.domain.targeting import Answer, evaluate, facts_of
from desktop.services.act import Act, Office
from desktop.services.partners.reading import OPEN, services_on
from desktop.services.rules import rules
from desktop.services.visitors import draft_of, drafts_of
from desktop.store import partners as stored
from desktop.store.consents import Consent
from desktop.store.people import Visitor
from desktop.store.referrals import Referral, Reply

REPLIES_SINCE = timedelta(days=365)
OUTCOMES_SINCE = timedelta(days=730)
LOOKED_AT = 15
"""So many of the last ended referrals of a service are looked through for similar people."""
_ENDED = tuple(
    one.value
    for one in (
        Progress.COMPLETED,
        Progress.BROKEN_OFF,
        Progress.DECLINED,
        Progress.PASSED_ON,
        Progress.NO_SHOW,
        Progress.NO_ANSWER,
    )
)


def suggestions(act: Act, office: Office, visitor_id: int) -> tuple[Suggestion, ...]:
    """Every service of today, best first; those that do not fit come last, with the reason."""
    visitor = act.session.get(Visitor, visitor_id)
    if visitor is None:
        raise NotFound("이 내방객의 기록을 찾을 수 없습니다.")
    facts = facts_of(draft_of(act.session, visitor))
    verdicts = {one.rule.key: one for one in evaluate(facts, act.today, rules())}
    groups = frozenset(key for key, one in verdicts.items() if one.answer is Answer.MET)
    open_slips = _open_slips(act, visitor_id)
    usual = _usual_days(act, office)
    agreed = _agreed(act, visitor_id)
    table = stored.PartnerService
    keys = {row.id: row.key for row in act.session.execute(select(table.id, table.key))}
    services = services_on(act, act.today)
    outcomes = _outcomes(act, visitor_id, groups, {keys[one.id]: one for one in services})
    rooms = office.codes.lists["capacities"]
    return ranked(
        (
            Suggestion(
                service=service,
                points=points_of(service, facts, act.today, verdicts),
                open_referral=open_slips.get(keys[service.id], ""),
                agreed=keys[service.id] in agreed,
                reply_days_usual=usual.get(keys[service.id]),
                outcomes=outcomes.get(keys[service.id]),
                room=room_words(service, rooms.label_of(service.capacity)),
                room_believed=service.believes_capacity(act.today),
            )
            for service in services
        ),
        act.today,
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


def _usual_days(act: Act, office: Office) -> dict[str, int]:
    """Median working days from issue to the first reply of each service, within a year."""
    rows = act.session.execute(
        select(stored.PartnerService.key, Referral.issued_on, func.min(Reply.received_on))
        .join(Referral, Referral.id == Reply.referral_id)
        .join(stored.PartnerService, stored.PartnerService.id == Referral.service_id)
        .where(Reply.undone.is_(False), Referral.issued_on.is_not(None))
        .where(Referral.issued_on >= act.today - REPLIES_SINCE)
        .group_by(Referral.id, stored.PartnerService.key, Referral.issued_on)
    )
    holidays = office.holidays(act)
    days: dict[str, list[int]] = {}
    for key, issued_on, received_on in rows:
        if issued_on is not None:
            days.setdefault(key, []).append(holidays.between(issued_on, received_on))
    usual = {key: usual_days(found) for key, found in days.items()}
    return {key: found for key, found in usual.items() if found is not None}


def _outcomes(
    act: Act, visitor_id: int, groups: frozenset[str], services: Mapping[str, PartnerService]
) -> dict[str, Outcomes]:
    """What became of the last people of the same group at each service; nobody is named."""
    if not groups:
        return {}
    last = _last_ended(act, visitor_id)
    people = {person for rows in last.values() for person, _, _ in rows}
    if not people:
        return {}
    visitors = act.session.scalars(select(Visitor).where(Visitor.id.in_(people))).all()
    drafts = drafts_of(act.session, visitors)
    known = {one.id: facts_of(draft) for one, draft in zip(visitors, drafts, strict=True)}
    asked = [rule for rule in rules() if rule.key in groups]
    found = {}
    for key, rows in last.items():
        if key not in services:
            continue
        own = set(services[key].target_keys)
        wanted = groups & own if own else groups
        similar = [
            (person, Progress(progress).label)
            for person, issued_on, progress in rows
            if person in known
            and any(
                one.answer is Answer.MET
                for one in evaluate(
                    known[person], issued_on, [rule for rule in asked if rule.key in wanted]
                )
            )
        ]
        if told := outcomes_of(similar):
            found[key] = told
    return found


def _last_ended(act: Act, visitor_id: int) -> dict[str, list[tuple[int, date, str]]]:
    """Person, day of issue and end of the last referrals of each service, the newest first."""
    table = stored.PartnerService
    numbered = (
        select(
            table.key,
            Referral.visitor_id,
            Referral.issued_on,
            Referral.progress,
            func.row_number()
            .over(partition_by=table.key, order_by=(Referral.issued_on.desc(), Referral.id.desc()))
            .label("place"),
        )
        .join(table, table.id == Referral.service_id)
        .where(
            Referral.progress.in_(_ENDED),
            Referral.issued_on >= act.today - OUTCOMES_SINCE,
            Referral.visitor_id != visitor_id,
        )
        .subquery()
    )
    rows = act.session.execute(
        select(numbered).where(numbered.c.place <= LOOKED_AT).order_by(numbered.c.place)
    )
    found: dict[str, list[tuple[int, date, str]]] = {}
    for key, person, issued_on, progress, _ in rows:
        found.setdefault(key, []).append((person, issued_on, progress))
    return found
