"""Rows of visitors as a service would write them, for tests of the store alone."""

from datetime import UTC, date, datetime
from typing import Any

from desktop.domain import korean
from desktop.domain.likeness import name_sound

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def person(
    id_: int,
    name: str,
    *,
    birth: date | None = None,
    birth_year: int | None = None,
    phone: str = "",
    second_phone: str = "",
    last_visit_on: date | None = None,
) -> dict[str, Any]:
    """One row with what the search reads; the rest at its simplest."""
    search_name = korean.search_key(name)
    return {
        "id": id_,
        "version": 1,
        "created_at": NOW,
        "changed_at": NOW,
        "name": name,
        "search_name": search_name,
        "initials": korean.initials(search_name),
        "sound": name_sound(name),
        "birth": birth,
        "birth_year": birth.year if birth else birth_year,
        "phone": phone,
        "phone_tail": phone[-4:],
        "second_phone": second_phone,
        "second_phone_tail": second_phone[-4:],
        "last_visit_on": last_visit_on,
    }
