"""A partner's facts tried on paper before they are kept: nobody can shorten them at issue."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from desktop.domain.errors import Refused
from desktop.domain.korean import tidy
from desktop.domain.partner import Contact, PartnerService
from desktop.services.act import Act
from desktop.services.partners.reading import organisation_on, service_on, services_on
from desktop.services.trial import no_service_yet, partner_faults

_OF_BODY = {
    "organisation": "name",
    "address": "address",
    "phone": "phone",
    "hours": "hours",
    "directions": "directions",
}
_OF_SERVICE = {name: name for name in ("name", "purpose", "retention", "criteria")}
_OF_CONTACT = {"contact_team": "team", "contact_name": "name", "contact_phone": "phone"}


def refuse_unprintable_body(act: Act, organisation_id: int, day: date) -> None:
    """Refuse a body's new facts, as written in this act, that some paper could not carry."""
    act.session.flush()
    body = organisation_on(act, organisation_id, day)
    services = _services_of(act, organisation_id, day) or (no_service_yet(body),)
    _try(act, services, _OF_BODY, "기관을 저장하지 않았습니다. 표시한 칸을 보아 주십시오.")


def refuse_unprintable_service(act: Act, service_id: int, day: date) -> None:
    """The same of a service."""
    act.session.flush()
    service = service_on(act, service_id, day)
    _try(act, (service,), _OF_SERVICE, "서비스를 저장하지 않았습니다. 표시한 칸을 보아 주십시오.")


def refuse_unprintable_contact(act: Act, contact: Contact, day: date) -> None:
    """The same of whom to call, at every service it may stand for."""
    body = organisation_on(act, contact.organisation_id, day)
    services = _services_of(act, body.id, day) or (no_service_yet(body),)
    with_contact = tuple(
        replace(
            service,
            contact_team=tidy(contact.team),
            contact_name=tidy(contact.name),
            contact_phone=contact.phone,
        )
        for service in services
    )
    _try(act, with_contact, _OF_CONTACT, "담당자를 저장하지 않았습니다.")


def _services_of(act: Act, organisation_id: int, day: date) -> tuple[PartnerService, ...]:
    return tuple(one for one in services_on(act, day) if one.organisation_id == organisation_id)


def _try(
    act: Act, services: Sequence[PartnerService], fields: Mapping[str, str], sentence: str
) -> None:
    # The centre's settings read referrals, and these know partners.
    from desktop.services.centre import facts_from

    for centre in facts_from(act, act.today)[:1]:
        found = partner_faults(services, centre, tuple(fields))
        if found:
            raise Refused(sentence, {fields[name]: told for name, told in found.items()})
