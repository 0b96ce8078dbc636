"""Half-typed forms: kept while typing, offered again after a call, a lock or a crash."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class FormDraft:
    """A form being typed. `body` is the form's snapshot, JSON-able, pre-edit included."""

    id: int
    screen: str
    title: str
    visitor_id: int | None
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A card in the strip 진행 중; the name is masked."""

    id: int
    screen: str
    title: str
    masked_name: str
    visitor_id: int | None
    kept_at: datetime
    begun_at: datetime
