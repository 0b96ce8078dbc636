"""The shipped partners, put into a new store at the first run."""

from dataclasses import fields
from pathlib import Path
from typing import Any

from desktop.domain.requirement import requirement_row
from desktop.domain.shipped import PartnerEntry, read_partners
from desktop.services.act import Act
from desktop.store import partners as stored


def fill_directory(act: Act, file: Path) -> None:
    """Put the shipped partners (resources/codes/partners.toml) into a new store.

    What a file leaves empty stays empty, and no consent can be taken before somebody
    has filled it in. ValueError names a row that is wrong.
    """
    for entry in read_partners(file.parent):
        _fill_one(act, entry)
    act.session.flush()


_NOT_COPIED = {
    *("id", "version", "aliases", "items", "criteria", "organisation_id"),
    *("conditions", "hours"),
}


def _copied(record: Any, table: Any) -> dict[str, Any]:
    """What a record and its table have in common."""
    names = {one.name for one in fields(record)} & set(table.__table__.columns.keys())
    return {name: getattr(record, name) for name in names - _NOT_COPIED}


def _fill_one(act: Act, entry: PartnerEntry) -> None:
    body = stored.Organisation(
        id=act.new_id(),
        key=entry.key,
        aliases=list(entry.organisation.aliases),
        hours=entry.organisation.hours,
        **_copied(entry.organisation, stored.Organisation),
    )
    act.session.add(body)
    for before in entry.earlier:
        act.session.add(
            stored.Organisation(
                id=act.new_id(),
                key=entry.key,
                aliases=list(before.aliases),
                hours=before.hours,
                **_copied(before, stored.Organisation),
            )
        )
    act.session.flush()
    for key, service in zip(entry.keys, entry.services, strict=True):
        act.session.add(
            stored.PartnerService(
                id=act.new_id(),
                organisation_id=body.id,
                key=key,
                items=tuple(item.value for item in service.items),
                criteria=list(service.criteria),
                conditions=[requirement_row(one) for one in service.conditions],
                hours=service.own_hours,
                **_copied(service, stored.PartnerService),
            )
        )
    for contact in entry.contacts:
        act.session.add(
            stored.PartnerContact(
                id=act.new_id(),
                organisation_id=body.id,
                **_copied(contact, stored.PartnerContact),
            )
        )
