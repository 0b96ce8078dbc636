"""The partner directory: organisation, service and contact, each with its own dates.

A change is a new row from a day on; the row before ends the day before. Rows of one
body (or one service) share a `key`, so that a consent or a referral made under an
earlier row is still found.

Rooms: `acts` what the counter does · `reading` the rows of a day · `views` list and
page · `checking` what is typed · `writing` dated changes · `trying` what papers can carry ·
`suggesting` what may fit a visitor and why · `filling` the shipped directory at the first run.
"""

from desktop.services.partners.acts import Partners
from desktop.services.partners.filling import fill_directory
from desktop.services.partners.reading import (
    OPEN,
    NamedService,
    organisation_on,
    rows_of_service,
    same_service,
    service_on,
    services_named,
    services_on,
)
from desktop.services.partners.suggesting import suggestions

__all__ = [
    "OPEN",
    "NamedService",
    "Partners",
    "fill_directory",
    "organisation_on",
    "rows_of_service",
    "same_service",
    "service_on",
    "services_named",
    "services_on",
    "suggestions",
]
