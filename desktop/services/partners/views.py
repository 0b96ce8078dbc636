"""The directory as its list and a partner's page show it."""

from collections.abc import Iterable

from sqlalchemy import func, select

from desktop.domain import korean
from desktop.domain.directory import completeness_of, doubles_of
from desktop.domain.partner import (
    Check,
    Contact,
    Organisation,
    PartnerLine,
    PartnerPage,
    PartnerService,
)
from desktop.services.act import Act
from desktop.services.partners.reading import (
    OPEN,
    bodies_on,
    contact_from,
    contacts_on,
    holds,
    organisation_from,
    organisation_row,
    services_on,
)
from desktop.store import partners as stored
from desktop.store.office import Account
from desktop.store.referrals import Referral

_CHECKS_SHOWN = 5


def page_of(act: Act, organisation_id: int) -> PartnerPage:
    """One partner as of today with all it offers. Raises NotFound."""
    day = act.today
    row = organisation_row(act, organisation_id, day)
    same = act.session.scalars(
        select(stored.Organisation).where(stored.Organisation.key == row.key)
    ).all()
    ids = {one.id for one in same}
    contacts = tuple(
        contact_from(one) for one in contacts_on(act, day) if one.organisation_id in ids
    )
    services = tuple(one for one in services_on(act, day) if one.organisation_id == row.id)
    open_referrals = act.session.execute(
        select(func.count(Referral.id))
        .join(stored.PartnerService, stored.PartnerService.id == Referral.service_id)
        .where(
            stored.PartnerService.organisation_id.in_(ids),
            Referral.progress.in_(OPEN),
        )
    ).scalar_one()
    return PartnerPage(
        organisation=organisation_from(row),
        services=services,
        contacts=contacts,
        earlier=tuple(
            organisation_from(one)
            for one in sorted(same, key=lambda one: one.valid_from, reverse=True)
            if one.id != row.id
        ),
        open_referrals=open_referrals,
        checks=_checks(act, ids),
        completeness=completeness_of(organisation_from(row), services, contacts),
        doubles=doubles_of(_living(act)).get(row.id, ()),
    )


def _living(act: Act) -> list[Organisation]:
    """The partners of today, each once."""
    rows = {row.id: row for row in bodies_on(act, act.today).values()}
    return [organisation_from(row) for row in rows.values() if holds(row, act.today)]


def _checks(act: Act, ids: Iterable[int]) -> tuple[Check, ...]:
    """The last comparisons with the partner, the newest first."""
    check = stored.PartnerCheck
    rows = act.session.execute(
        select(check.day, Account.name, check.how, check.note)
        .join(Account, Account.id == check.by_id)
        .where(check.organisation_id.in_(ids))
        .order_by(check.day.desc(), check.id.desc())
        .limit(_CHECKS_SHOWN)
    )
    return tuple(Check(*row) for row in rows)


def lines_of(act: Act, typed: str, closed: bool) -> tuple[PartnerLine, ...]:
    """Partners in whose words the typed text stands: those to be compared first, then by name."""
    day = act.today
    doubles = doubles_of(_living(act))
    contacts: dict[int, list[Contact]] = {}
    bodies = bodies_on(act, day)
    for contact in contacts_on(act, day):
        body = bodies[contact.organisation_id]
        contacts.setdefault(body.id, []).append(contact_from(contact))
    services: dict[int, list[PartnerService]] = {}
    for service in services_on(act, day):
        services.setdefault(service.organisation_id, []).append(service)
    current = {row.id: row for row in bodies.values()}
    found = []
    for row in current.values():
        gone = not holds(row, day)
        if gone and not closed:
            continue
        own = services.get(row.id, [])
        words = [row.name, row.short_name, *row.aliases, *(one.name for one in own)]
        if typed and not any(_contains(word, typed) for word in words):
            continue
        found.append(
            PartnerLine(
                organisation_id=row.id,
                name=row.name,
                kind=row.kind,
                services=len(own),
                ready=sum(not one.missing for one in own),
                checked_on=row.checked_on,
                internal=row.internal,
                closed=gone,
                overdue=not gone and organisation_from(row).overdue(day),
                agreement="" if gone else organisation_from(row).agreement_warning(day),
                completeness=completeness_of(organisation_from(row), own, contacts.get(row.id, ())),
                doubles=doubles.get(row.id, ()),
            )
        )
    return tuple(
        sorted(
            found,
            key=lambda line: (
                not line.overdue,
                not line.agreement,
                korean.collation_key(line.name),
            ),
        )
    )


def _contains(word: str, typed: str) -> bool:
    key = korean.search_key(typed)
    return key in korean.search_key(word) or korean.split_clusters(key) in korean.initials(word)
