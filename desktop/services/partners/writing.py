"""A partner's facts written from a day on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar

from sqlalchemy import select

from desktop.domain import korean
from desktop.domain.consent import Item
from desktop.domain.errors import Conflict, NotFound, Refused
from desktop.domain.partner import Contact, Organisation, PartnerService
from desktop.domain.requirement import requirement_row
from desktop.services.act import Act
from desktop.services.clocks import set_clocks_of_partner
from desktop.services.partners.reading import contacts_on, service_rows
from desktop.store import partners as stored

USUAL_COPIES = ("partner", "visitor", "keep")
_DAY = timedelta(days=1)
_DATED_THEMSELVES = frozenset(
    {
        "checked_on",
        "check_months",
        "ask_after",
        "ask_again",
        "alternate_after",
        "give_up_after",
        "hold_until",
        "hold_why",
        "capacity",
        "seats",
        "capacity_on",
        "capacity_note",
    }
)
"""What stands on no paper and carries its own day: changed in its row, without a new one."""
_PACE = ("ask_after", "ask_again", "alternate_after", "give_up_after", "hold_until")
"""What the clocks of the partner's open referrals go by."""
Row = TypeVar("Row", stored.Organisation, stored.PartnerService, stored.PartnerContact)


def _dated(
    act: Act, table: type[Row], id_: int, version: int, since: date, values: dict[str, Any]
) -> Row:
    """Change a dated row from a day on: the row of that very day is written, an older one ends."""
    if not id_:
        made = table(id=act.new_id(), valid_from=since, **values)
        act.session.add(made)
        return made
    row = act.session.get(table, id_)
    if row is None:
        raise NotFound("고치려는 기록을 찾을 수 없습니다.")
    if row.version != version:
        raise Conflict("다른 자리에서 먼저 고쳤습니다. 새로 읽은 내용을 보고 다시 고쳐 주십시오.")
    if since < row.valid_from:
        raise Refused(
            "저장하지 않았습니다.",
            {"valid_from": "지금 내용이 시작된 날보다 앞설 수 없습니다."},
        )
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if set(changed) <= _DATED_THEMSELVES or since == row.valid_from:
        for name, value in changed.items():
            setattr(row, name, value)
        return row
    made = table(id=act.new_id(), valid_from=since, valid_to=row.valid_to, **values)
    row.valid_to = since - _DAY
    act.session.add(made)
    return made


def put_organisation(act: Act, organisation: Organisation, since: date) -> stored.Organisation:
    """Write a partner's own facts from a day on."""
    before = act.session.get(stored.Organisation, organisation.id) if organisation.id else None
    values = {
        "key": before.key if before else _new_key(act, organisation.name),
        "name": korean.tidy(organisation.name),
        "short_name": korean.tidy(organisation.short_name),
        "kind": organisation.kind,
        "address": korean.tidy(organisation.address),
        "phone": organisation.phone,
        "fax": organisation.fax,
        "directions": korean.tidy(organisation.directions),
        "hours": korean.tidy(organisation.hours),
        "internal": organisation.internal,
        "aliases": list(organisation.aliases),
        "checked_on": organisation.checked_on,
        "source": organisation.source,
        "parent": korean.tidy(organisation.parent),
        "map_hint": korean.tidy(organisation.map_hint),
        "alert": korean.tidy(organisation.alert),
        "agreement_from": organisation.agreement_from,
        "agreement_to": organisation.agreement_to,
        "check_months": organisation.check_months,
        "ask_after": organisation.ask_after,
        "ask_again": organisation.ask_again,
        "alternate_after": organisation.alternate_after,
        "give_up_after": organisation.give_up_after,
        "hold_until": organisation.hold_until,
        "hold_why": korean.tidy(organisation.hold_why),
    }
    paces = [None if before is None else getattr(before, name) for name in _PACE]
    kept = _dated(act, stored.Organisation, organisation.id, organisation.version, since, values)
    if before is not None and paces != [values[name] for name in _PACE]:
        act.session.flush()
        set_clocks_of_partner(act, kept.key)
    return kept


def is_other_name(act: Act, organisation: Organisation) -> bool:
    """Whether a known body is written under another name; marks for breaking lines are none."""
    before = act.session.get(stored.Organisation, organisation.id) if organisation.id else None
    return before is not None and bare(before.name) != bare(organisation.name)


def bare(name: str) -> str:
    """A name without its marks for breaking lines and its spaces."""
    return "".join(name.replace("|", "").split())


def keep_old_name(act: Act, organisation: Organisation) -> Organisation:
    """The same body under another name: the old one stays among its other names."""
    before = act.session.get(stored.Organisation, organisation.id)
    old = before.name.replace("|", " ") if before is not None else ""
    if not old or old in organisation.aliases:
        return organisation
    return replace(organisation, aliases=(*organisation.aliases, old))


def put_successor(act: Act, organisation: Organisation, since: date) -> stored.Organisation:
    """Another legal body takes the place of one: the old one ends, nobody consented to the new.

    What it offers and whom to call is copied, so that nobody types it again; each service
    is a new one and none of it counts as checked with the new body. Other names stay with
    the old one.
    """
    old = act.session.get(stored.Organisation, organisation.id)
    if old is None:
        raise NotFound("고치려는 기록을 찾을 수 없습니다.")
    if old.version != organisation.version:
        raise Conflict("다른 자리에서 먼저 고쳤습니다. 새로 읽은 내용을 보고 다시 고쳐 주십시오.")
    if since <= old.valid_from:
        raise Refused(
            "저장하지 않았습니다.",
            {"valid_from": "지금 내용이 시작된 날보다 뒤여야 합니다."},
        )
    short = "" if organisation.short_name == old.short_name else organisation.short_name
    new = replace(organisation, id=0, version=1, short_name=short, aliases=())
    made = put_organisation(act, new, since)
    act.session.flush()
    services = service_rows(act, old.key, since)
    ids = {row.id for row in _rows_of(act, old.key)}
    keys = {row.id: _copy_service(act, row, made.id, since) for row in services}
    for contact in contacts_on(act, since):
        if contact.organisation_id in ids and contact.service_id in (None, *keys):
            service_id = keys.get(contact.service_id) if contact.service_id else None
            act.session.add(
                stored.PartnerContact(
                    id=act.new_id(),
                    organisation_id=made.id,
                    service_id=service_id,
                    team=contact.team,
                    name=contact.name,
                    phone=contact.phone,
                    fax=contact.fax,
                    role=contact.role,
                    alternate=contact.alternate,
                    email=contact.email,
                    valid_from=since,
                )
            )
    old.valid_to = since - _DAY
    for row in services:
        row.valid_to = since - _DAY
    return made


def _rows_of(act: Act, key: str) -> Sequence[stored.Organisation]:
    return act.session.scalars(
        select(stored.Organisation).where(stored.Organisation.key == key)
    ).all()


def _copy_service(act: Act, row: stored.PartnerService, body: int, since: date) -> int:
    copied = {
        column.name: getattr(row, column.name)
        for column in stored.PartnerService.__table__.columns
        if column.name not in _OF_THE_ROW
    }
    made = stored.PartnerService(
        id=act.new_id(),
        organisation_id=body,
        key=_new_key(act, row.name),
        valid_from=since,
        **copied,
    )
    act.session.add(made)
    return made.id


_OF_THE_ROW = {
    "id",
    "organisation_id",
    "key",
    "version",
    "valid_from",
    "valid_to",
    "checked_on",
}
"""What a copied service does not take over."""


def put_service(act: Act, service: PartnerService, since: date) -> stored.PartnerService:
    """Write what a partner offers from a day on."""
    before = act.session.get(stored.PartnerService, service.id) if service.id else None
    values = {
        "organisation_id": service.organisation_id,
        "key": before.key if before else _new_key(act, service.name),
        "name": korean.tidy(service.name),
        "kinds": service.kinds,
        "purpose": korean.tidy(service.purpose),
        "items": tuple(item.value for item in Item if item in service.items),
        "retention": korean.tidy(service.retention),
        "documents": service.documents,
        "criteria": [korean.tidy(text) for text in service.criteria if text.strip()],
        "target_keys": service.target_keys,
        "reply_days": service.reply_days,
        "slip_days": service.slip_days,
        "copies": tuple(copy for copy in USUAL_COPIES if copy in service.copies),
        "large_type": service.large_type,
        "checked_on": service.checked_on,
        "conditions": [requirement_row(one) for one in service.conditions],
        "hours": korean.tidy(service.own_hours),
        "apply_way": korean.tidy(service.apply_way),
        "cost": korean.tidy(service.cost),
        "alert": korean.tidy(service.alert),
        "to_say": korean.tidy(service.to_say),
        "capacity": service.capacity,
        "seats": service.seats if service.capacity else None,
        "capacity_on": service.capacity_on if service.capacity else None,
        "capacity_note": korean.tidy(service.capacity_note),
    }
    return _dated(act, stored.PartnerService, service.id, service.version, since, values)


def put_contact(act: Act, contact: Contact, since: date) -> stored.PartnerContact:
    """Write whom to call from a day on."""
    values = {
        "organisation_id": contact.organisation_id,
        "service_id": contact.service_id,
        "team": korean.tidy(contact.team),
        "name": korean.tidy(contact.name),
        "phone": contact.phone,
        "fax": contact.fax,
        "role": korean.tidy(contact.role),
        "alternate": contact.alternate,
        "email": contact.email.strip(),
    }
    made = _dated(act, stored.PartnerContact, contact.id, contact.version, since, values)
    made.valid_to = contact.valid_to
    return made


def _new_key(act: Act, name: str) -> str:
    return f"{korean.search_key(name)[:20]}-{act.new_id() % 1_000_000:06d}"
