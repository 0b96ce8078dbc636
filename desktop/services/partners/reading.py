"""The directory as it stands on a day, read within an act."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Protocol

from sqlalchemy import Select, select

from desktop.domain import korean
from desktop.domain.consent import Item
from desktop.domain.errors import NotFound
from desktop.domain.partner import Contact, Organisation, PartnerService
from desktop.domain.referral import Progress
from desktop.domain.requirement import requirement_of
from desktop.services.act import Act
from desktop.store import partners as stored

OPEN = tuple(
    progress.value
    for progress in Progress
    if not progress.closed and progress is not Progress.DRAFT
)
"""Progress letters of referrals from which something is still expected."""


def services_on(act: Act, day: date) -> tuple[PartnerService, ...]:
    """Everything that can be referred to on a day, by partner and name."""
    rows = act.session.scalars(
        select(stored.PartnerService).where(*_valid(stored.PartnerService, day))
    ).all()
    bodies = bodies_on(act, day)
    contacts = contacts_on(act, day)
    found = [_service(row, bodies, contacts) for row in rows]
    return tuple(
        sorted(
            (one for one in found if one is not None),
            key=lambda one: (
                korean.collation_key(one.organisation),
                korean.collation_key(one.name),
            ),
        )
    )


def service_on(act: Act, service_id: int, day: date) -> PartnerService:
    """The service behind a stored id, in its words of that day; else in its own.

    Raises NotFound for an id that never was.
    """
    return services_named(act, (service_id,), day)[service_id].service


@dataclass(frozen=True, slots=True)
class NamedService:
    """A service as it stands on a day, and the key all its dated rows share."""

    key: str
    service: PartnerService


def services_named(act: Act, ids: Iterable[int], day: date) -> dict[int, NamedService]:
    """`service_on` for many ids at the cost of one. Raises NotFound for one that never was."""
    wanted = set(ids)
    if not wanted:
        return {}
    table = stored.PartnerService
    keys = select(table.key).where(table.id.in_(wanted))
    rows = act.session.scalars(select(table).where(table.key.in_(keys))).all()
    by_id = {row.id: row for row in rows}
    holding = {row.key: row for row in reversed(rows) if holds(row, day)}
    if wanted - by_id.keys():
        raise NotFound("이 기관 서비스를 찾을 수 없습니다.")
    bodies, contacts = bodies_on(act, day), contacts_on(act, day)
    found = {}
    for service_id in wanted:
        row = by_id[service_id]
        if not holds(row, day):
            row = holding.get(row.key, row)
        made = _service(row, bodies, contacts)
        if made is None:
            raise NotFound("이 기관을 찾을 수 없습니다.")
        found[service_id] = NamedService(row.key, made)
    return found


def same_service(act: Act, service_id: int) -> tuple[int, ...]:
    """The ids of all rows of one service, whatever day they held."""
    table = stored.PartnerService
    key = select(table.key).where(table.id == service_id).scalar_subquery()
    return tuple(act.session.scalars(select(table.id).where(table.key == key))) or (service_id,)


def rows_of_service(service_id: int) -> Select[int]:
    """The same as part of another question to the store."""
    table = stored.PartnerService
    key = select(table.key).where(table.id == service_id).scalar_subquery()
    return select(table.id).where(table.key == key)


def organisation_on(act: Act, organisation_id: int, day: date) -> Organisation:
    """A partner's own facts of a day. Raises NotFound."""
    return organisation_from(organisation_row(act, organisation_id, day))


class _Dated(Protocol):
    @property
    def valid_from(self) -> Any: ...
    @property
    def valid_to(self) -> Any: ...


def _valid(table: Any, day: date) -> tuple[Any, ...]:
    return (table.valid_from <= day, (table.valid_to.is_(None)) | (table.valid_to >= day))


def holds(row: _Dated, day: date) -> bool:
    """Whether a dated row is the one of that day."""
    return bool(row.valid_from <= day and (row.valid_to is None or day <= row.valid_to))


def _latest(rows: Iterable[stored.Organisation], day: date) -> stored.Organisation | None:
    """The row that holds on a day, else the last one before it, else the first."""
    ordered = sorted(rows, key=lambda row: row.valid_from)
    if not ordered:
        return None
    current = ordered[0]
    for row in ordered:
        if row.valid_from <= day:
            current = row
    return current


Bodies = Mapping[int, stored.Organisation]


def bodies_on(act: Act, day: date) -> Bodies:
    """For every organisation row that ever was: the row of the same body that holds on the day."""
    by_key: dict[str, list[stored.Organisation]] = {}
    rows = act.session.scalars(select(stored.Organisation)).all()
    for row in rows:
        by_key.setdefault(row.key, []).append(row)
    found = {}
    for row in rows:
        current = _latest(by_key[row.key], day)
        assert current is not None
        found[row.id] = current
    return found


def contacts_on(act: Act, day: date) -> tuple[stored.PartnerContact, ...]:
    """Whom to call on a day, the latest last."""
    return tuple(
        act.session.scalars(
            select(stored.PartnerContact)
            .where(*_valid(stored.PartnerContact, day))
            .order_by(stored.PartnerContact.valid_from, stored.PartnerContact.id)
        )
    )


def _service(
    row: stored.PartnerService,
    bodies: Bodies,
    contacts: Sequence[stored.PartnerContact],
) -> PartnerService | None:
    body = bodies.get(row.organisation_id)
    if body is None:
        return None
    # The other one is asked when the first stays silent, and is named on no paper: without a
    # first the body itself is, with its own phone.
    first = [one for one in contacts if not one.alternate]
    own = [one for one in first if one.service_id == row.id]
    general = [
        one for one in first if one.service_id is None and bodies[one.organisation_id].id == body.id
    ]
    nearest = own or general
    contact = nearest[-1] if nearest else None
    return PartnerService(
        id=row.id,
        organisation_id=body.id,
        organisation=body.name,
        organisation_short=body.short_name,
        name=row.name,
        kinds=row.kinds,
        purpose=row.purpose,
        items=tuple(Item(code) for code in row.items),
        retention=row.retention,
        documents=row.documents,
        criteria=tuple(row.criteria),
        address=body.address,
        phone=(contact.phone if contact else "") or body.phone,
        fax=(contact.fax if contact else "") or body.fax,
        hours=row.hours or body.hours,
        directions=body.directions,
        reply_days=row.reply_days,
        slip_days=row.slip_days,
        copies=row.copies,
        large_type=row.large_type,
        internal=body.internal,
        target_keys=row.target_keys,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        checked_on=row.checked_on,
        contact_team=contact.team if contact else "",
        contact_name=contact.name if contact else "",
        contact_phone=contact.phone if contact else "",
        version=row.version,
        conditions=tuple(requirement_of(one) for one in row.conditions),
        own_hours=row.hours,
        apply_way=row.apply_way,
        cost=row.cost,
        alert=row.alert,
        partner_alert=body.alert,
        to_say=row.to_say,
        map_hint=body.map_hint,
        capacity=row.capacity,
        seats=row.seats,
        capacity_on=row.capacity_on,
        capacity_note=row.capacity_note,
    )


def organisation_from(row: stored.Organisation) -> Organisation:
    """A stored body as screens get it."""
    values = {one.name: getattr(row, one.name) for one in fields(Organisation)}
    return Organisation(**{**values, "aliases": tuple(row.aliases)})


def contact_from(row: stored.PartnerContact) -> Contact:
    """A stored contact as screens get it."""
    return Contact(**{one.name: getattr(row, one.name) for one in fields(Contact)})


def organisation_row(act: Act, organisation_id: int, day: date) -> stored.Organisation:
    """The row of the same body that holds on a day. Raises NotFound."""
    row = act.session.get(stored.Organisation, organisation_id)
    if row is None:
        raise NotFound("이 기관을 찾을 수 없습니다.")
    rows = act.session.scalars(
        select(stored.Organisation).where(stored.Organisation.key == row.key)
    )
    return _latest(rows, day) or row


def service_rows(act: Act, body: str, day: date) -> tuple[stored.PartnerService, ...]:
    """What a body offers on a day."""
    return tuple(
        act.session.scalars(
            select(stored.PartnerService)
            .join(
                stored.Organisation,
                stored.Organisation.id == stored.PartnerService.organisation_id,
            )
            .where(stored.Organisation.key == body, *_valid(stored.PartnerService, day))
        )
    )
