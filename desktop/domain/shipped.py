"""What a new desk begins with: days off, the centre's own facts, the directory.

Read from dated files of `resources/codes`; once in the store they are the office's
rows and these files are not asked again.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from desktop.domain.centre import CentreFacts
from desktop.domain.consent import Item
from desktop.domain.korean import nfc
from desktop.domain.partner import Contact, Organisation, PartnerService
from desktop.domain.requirement import requirement_of

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class PartnerEntry:
    """One partner of the file, with its services and whom to call.

    All ids are 0: the store gives them. `keys` are the services' lasting names in the
    file, in the order of `services`. `earlier` is the same body under its former names.
    `to_confirm` names for each service the parts of
    the consent wording that the office still has to settle with the partner.
    """

    key: str
    organisation: Organisation
    services: tuple[PartnerService, ...]
    contacts: tuple[Contact, ...]
    keys: tuple[str, ...]
    to_confirm: tuple[tuple[str, ...], ...]
    earlier: tuple[Organisation, ...] = ()


def read_holidays(folder: Path) -> dict[date, str]:
    """The shipped public holidays, by day."""
    years = _content(folder / "holidays.toml")["days"]
    return {
        date.fromisoformat(day): nfc(name) for days in years.values() for day, name in days.items()
    }


def read_centre(folder: Path) -> tuple[CentreFacts, ...]:
    """What is known of the centre from each day on; the first run offers the last row."""
    return tuple(_record(CentreFacts, row) for row in _content(folder / "centre.toml")["centre"])


def read_partners(folder: Path) -> tuple[PartnerEntry, ...]:
    """The directory as shipped; ValueError names a partner whose row is wrong."""
    entries = []
    for row in _content(folder / "partners.toml")["organisation"]:
        try:
            entries.append(_entry(row))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"partners.toml: {row.get('key')}: {error}") from error
    return tuple(entries)


_LASTING = ("kind", "internal")
"""What a body keeps under every name."""


def _entry(row: Mapping[str, Any]) -> PartnerEntry:
    organisation = _record(Organisation, {"id": 0, **row})
    of_it = {
        "id": 0,
        "organisation_id": 0,
        "organisation": organisation.name,
        "organisation_short": organisation.short_name,
        "internal": organisation.internal,
    }
    services = row.get("service", [])
    return PartnerEntry(
        key=row["key"],
        organisation=organisation,
        services=tuple(
            _record(
                PartnerService,
                {
                    **{name: row.get(name, "") for name in ("address", "phone", "fax")},
                    **{name: row.get(name, "") for name in ("hours", "directions")},
                    **service,
                    **of_it,
                    "items": tuple(Item(item) for item in service["items"]),
                    "conditions": tuple(
                        requirement_of(one) for one in service.get("conditions", ())
                    ),
                },
            )
            for service in services
        ),
        contacts=tuple(
            _record(Contact, {"id": 0, "organisation_id": 0, **contact})
            for contact in row.get("contact", [])
        ),
        keys=tuple(f"{row['key']}.{service['key']}" for service in services),
        to_confirm=tuple(tuple(service.get("to_confirm", ())) for service in services),
        earlier=tuple(
            _record(Organisation, {"id": 0, **{name: row[name] for name in _LASTING}, **before})
            for before in row.get("earlier", [])
        ),
    )


def _record(kind: Callable[..., _Row], row: Mapping[str, Any]) -> _Row:
    """A row as its record: lists become tuples, what the file leaves out is empty."""
    values: dict[str, Any] = {}
    for one in fields(kind):  # type: ignore[arg-type]
        if one.name in row:
            values[one.name] = _plain(row[one.name])
        elif one.default is not MISSING:
            continue
        elif one.name in ("valid_to", "checked_on", "service_id"):
            values[one.name] = None
        elif one.type in ("str", str):
            values[one.name] = ""
        elif str(one.type).startswith("tuple"):
            values[one.name] = ()
    return kind(**values)


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_plain(one) for one in value)
    return nfc(value) if isinstance(value, str) else value


def _content(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
