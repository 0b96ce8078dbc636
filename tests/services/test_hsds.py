"""The directory in the shape other directories read, its names checked against the published."""

import csv
import io
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.clock import FixedClock
from desktop.services.hsds import FIELDS, HsdsExport
from tests.services.linked import Linked, open_linked

# Fields of Open Referral HSDS 3.0 as published (openreferral/specification, schema/*.json);
# a star marks what is required there.
PUBLISHED = {
    "organizations": "id* name* alternate_name description* email website tax_status tax_id"
    " year_incorporated legal_status logo uri parent_organization_id",
    "services": "id* organization_id* program_id name* alternate_name description url email"
    " status* interpretation_services application_process fees_description wait_time fees"
    " accreditations eligibility_description minimum_age maximum_age assured_date assurer_email"
    " licenses alert last_modified",
    "locations": "id* location_type* url organization_id name alternate_name description"
    " transportation latitude longitude external_identifier external_identifier_type",
    "addresses": "id* location_id attention address_1* address_2 city* region state_province*"
    " postal_code* country* address_type*",
    "phones": "id* location_id service_id organization_id contact_id service_at_location_id"
    " number* extension type description",
    "contacts": "id* organization_id service_id service_at_location_id location_id name title"
    " department email",
    "schedules": "id* service_id location_id service_at_location_id valid_from valid_to dtstart"
    " timezone until count wkst freq interval byday byweekno bymonthday byyearday description"
    " opens_at closes_at schedule_link attending_type notes",
    "required_documents": "id* service_id document uri",
    "service_at_locations": "id* service_id* location_id* description",
}
UNKNOWN_TO_US = {("addresses", "postal_code")}
"""Required there and not in our directory: the column stands, empty."""


@pytest.fixture
def linked(tmp_path: Path, clock: FixedClock) -> Iterator[Linked]:
    made = open_linked(tmp_path, clock)
    yield made
    made.office.close()


def tables(linked: Linked) -> dict[str, list[dict[str, str]]]:
    made = HsdsExport(linked.office).make(linked.account)
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        assert packed.testzip() is None
        return {
            name.removesuffix(".csv"): list(
                csv.DictReader(io.StringIO(packed.read(name).decode("utf-8"), newline=""))
            )
            for name in packed.namelist()
        }


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_every_column_bears_a_published_name_and_every_required_one_is_there(name: str) -> None:
    published = PUBLISHED[name].split()
    names = {one.rstrip("*") for one in published}
    assert set(FIELDS[name]) <= names
    assert {one[:-1] for one in published if one.endswith("*")} <= set(FIELDS[name])


def test_required_cells_are_filled_ids_are_uuids_and_links_lead_somewhere(linked: Linked) -> None:
    found = tables(linked)
    assert found["services"]
    for name, rows in found.items():
        required = {one[:-1] for one in PUBLISHED[name].split() if one.endswith("*")}
        for row in rows:
            uuid.UUID(row["id"])
            for field in required - {one for table, one in UNKNOWN_TO_US if table == name}:
                assert row[field], f"{name}.{field}"
        assert len({row["id"] for row in rows}) == len(rows)
    bodies = {row["id"] for row in found["organizations"]}
    services = {row["id"] for row in found["services"]}
    places = {row["id"] for row in found["locations"]}
    assert {row["organization_id"] for row in found["services"]} <= bodies
    assert {row["service_id"] for row in found["service_at_locations"]} == services
    assert {row["location_id"] for row in found["service_at_locations"]} <= places
    assert {row["service_id"] for row in found["required_documents"]} <= services


def test_the_directory_of_today_stands_in_it_and_the_export_is_logged(linked: Linked) -> None:
    names = {one.name for one in linked.partners.services(linked.account)}
    assert {row["name"] for row in tables(linked)["services"]} == names
    assert linked.log()[-1][:2] == ("export", "기관 목록 내보내기(HSDS)")


def test_what_a_spreadsheet_would_calculate_is_text(linked: Linked) -> None:
    service = linked.service()
    linked.partners.save_service(linked.account, replace(service, name="=1+1 과정"))
    assert "'=1+1 과정" in {row["name"] for row in tables(linked)["services"]}


def test_ids_stay_the_same_from_one_export_to_the_next(linked: Linked) -> None:
    assert tables(linked)["services"] == tables(linked)["services"]
