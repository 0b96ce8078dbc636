"""The directory as other directories read it: Open Referral HSDS 3, the tabular shape.

One ZIP with a CSV file per table, named and headed as published by openreferral/specification
(schema version 3.0). What we do not know stays empty; nobody's data but the partners' own.
"""

import csv
import io
import uuid
import zipfile
from collections.abc import Iterable, Mapping, Sequence

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.partner import Organisation, PartnerService
from desktop.domain.rights import Right
from desktop.services.act import Act, Office
from desktop.services.papers import label_of, show_phone
from desktop.services.partners.reading import bodies_on, organisation_from, services_on
from desktop.services.rules import rules

FIELDS: Mapping[str, tuple[str, ...]] = {
    "organizations": ("id", "name", "alternate_name", "description"),
    "services": (
        "id",
        "organization_id",
        "name",
        "description",
        "status",
        "application_process",
        "eligibility_description",
        "assured_date",
        "last_modified",
    ),
    "locations": ("id", "location_type", "organization_id", "name", "transportation"),
    "addresses": (
        "id",
        "location_id",
        "address_1",
        "city",
        "state_province",
        "postal_code",
        "country",
        "address_type",
    ),
    "service_at_locations": ("id", "service_id", "location_id"),
    "phones": ("id", "organization_id", "service_id", "number", "type"),
    "contacts": ("id", "service_id", "department"),
    "schedules": ("id", "location_id", "timezone", "description"),
    "required_documents": ("id", "service_id", "document"),
}
"""The files and their columns. A subset of the published ones, under the published names."""

_SPACE = uuid.UUID("5f0e3f0a-7a0a-5d0f-9d0e-0c2f5a1b8e11")
"""Names of ours become the same UUIDs in every export."""

Row = dict[str, str]


class HsdsExport:
    """The directory out, for other offices' directories."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def make(self, account: SignedIn) -> bytes:
        """A ZIP of today's directory. Contacts go by their team, never by a person's name."""
        with self._office.act(
            account, Right.EXPORT, ActKind.EXPORT, purpose="기관 목록 내보내기(HSDS)"
        ) as act:
            tables = _tables(act, self._office)
            act.count = len(tables["services"])
            return _zipped(tables)


def _tables(act: Act, office: Office) -> dict[str, list[Row]]:
    tables: dict[str, list[Row]] = {name: [] for name in FIELDS}
    services = services_on(act, act.today)
    bodies = {row.id: organisation_from(row) for row in bodies_on(act, act.today).values()}
    offering = {service.organisation_id for service in services}
    for body in bodies.values():
        if body.id in offering:
            _add_body(tables, office, body)
    labels = {rule.key: rule.label for rule in rules()}
    for service in services:
        _add_service(tables, office, service, labels)
    return tables


def _add_body(tables: dict[str, list[Row]], office: Office, body: Organisation) -> None:
    own = _id("organization", body.id)
    tables["organizations"].append(
        {
            "id": own,
            "name": body.name.replace("|", ""),
            "alternate_name": body.short_name,
            "description": label_of(office, "partner_kinds", body.kind) if body.kind else body.name,
        }
    )
    if body.phone:
        tables["phones"].append(
            {
                "id": _id("phone", body.id),
                "organization_id": own,
                "number": show_phone(body.phone),
                "type": "voice",
            }
        )
    place = _id("location", body.id)
    tables["locations"].append(
        {
            "id": place,
            "location_type": "physical",
            "organization_id": own,
            "name": body.name.replace("|", ""),
            "transportation": body.directions,
        }
    )
    if body.address:
        tables["addresses"].append(
            {
                "id": _id("address", body.id),
                "location_id": place,
                "address_1": body.address,
                "city": "서울특별시",
                "state_province": "서울특별시",
                "postal_code": "",
                "country": "KR",
                "address_type": "physical",
            }
        )
    if body.hours:
        tables["schedules"].append(
            {
                "id": _id("schedule", body.id),
                "location_id": place,
                "timezone": "Asia/Seoul",
                "description": body.hours,
            }
        )


def _add_service(
    tables: dict[str, list[Row]],
    office: Office,
    service: PartnerService,
    labels: Mapping[str, str],
) -> None:
    own = _id("service", service.id)
    groups = [labels[key] for key in service.target_keys if key in labels]
    tables["services"].append(
        {
            "id": own,
            "organization_id": _id("organization", service.organisation_id),
            "name": service.name,
            "description": service.purpose,
            "status": "active",
            "application_process": "광진구 일자리센터의 연계 의뢰서",
            "eligibility_description": "; ".join((*service.criteria, *groups)),
            "assured_date": service.checked_on.isoformat() if service.checked_on else "",
            "last_modified": f"{service.valid_from.isoformat()}T00:00:00+09:00",
        }
    )
    tables["service_at_locations"].append(
        {
            "id": _id("service_at_location", service.id),
            "service_id": own,
            "location_id": _id("location", service.organisation_id),
        }
    )
    if service.contact_phone:
        tables["phones"].append(
            {
                "id": _id("service phone", service.id),
                "service_id": own,
                "number": show_phone(service.contact_phone),
                "type": "voice",
            }
        )
    if service.contact_team:
        tables["contacts"].append(
            {
                "id": _id("contact", service.id),
                "service_id": own,
                "department": service.contact_team,
            }
        )
    for code in service.documents:
        tables["required_documents"].append(
            {
                "id": _id(f"document {code}", service.id),
                "service_id": own,
                "document": label_of(office, "documents", code),
            }
        )


def _id(kind: str, key: int) -> str:
    return str(uuid.uuid5(_SPACE, f"{kind} {key}"))


def _zipped(tables: Mapping[str, Sequence[Row]]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, rows in tables.items():
            packed.writestr(f"{name}.csv", _csv(FIELDS[name], rows))
    return file.getvalue()


def _csv(columns: Iterable[str], rows: Iterable[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(columns), restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _plain(value) for name, value in row.items()})
    return text.getvalue().encode("utf-8")


def _plain(value: str) -> str:
    """What a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{value}" if value[:1] in "=+-@\t\r" and value else value
