"""Rows of the directory about to be written: everything empty, valid from today."""

from datetime import date

from desktop.domain.partner import Contact, Organisation, PartnerService


def empty_organisation(today: date) -> Organisation:
    """A partner about to be written; nobody has compared anything yet."""
    return Organisation(
        id=0,
        name="",
        short_name="",
        kind="",
        address="",
        phone="",
        fax="",
        directions="",
        hours="",
        internal=False,
        aliases=(),
        valid_from=today,
        valid_to=None,
        checked_on=None,
        source="",
    )


def blank_service(organisation: Organisation, today: date) -> PartnerService:
    """A service about to be written, without the periods and sheets the office begins with."""
    return PartnerService(
        id=0,
        organisation_id=organisation.id,
        organisation=organisation.name,
        organisation_short=organisation.short_name,
        name="",
        kinds=(),
        purpose="",
        items=(),
        retention="",
        documents=(),
        criteria=(),
        address=organisation.address,
        phone=organisation.phone,
        fax=organisation.fax,
        hours=organisation.hours,
        directions=organisation.directions,
        reply_days=0,
        slip_days=0,
        copies=(),
        large_type=False,
        internal=organisation.internal,
        target_keys=(),
        valid_from=today,
        valid_to=None,
        checked_on=None,
    )


def empty_contact(organisation: Organisation, today: date) -> Contact:
    """A contact about to be written."""
    return Contact(
        id=0,
        organisation_id=organisation.id,
        service_id=None,
        team="",
        name="",
        phone="",
        fax="",
        valid_from=today,
        valid_to=None,
    )
