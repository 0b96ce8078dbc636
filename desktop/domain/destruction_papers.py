"""The papers of a destruction as frozen records: neither bears the name of anybody destroyed."""

from dataclasses import dataclass
from datetime import date

from desktop.domain.centre import CentreFacts


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One row of the ledger, by number: what was destroyed, when and why, by whose hands."""

    number: str
    file: str
    material: str
    created_on: date
    destroyed_on: date
    reason: str
    asked_by: str
    decided_by: str
    kinds: str = ""
    records_approval: str = ""


@dataclass(frozen=True, slots=True)
class DestructionLedgerRecord:
    """개인정보파일 파기 관리대장 (표준 개인정보 보호지침 별지 제5호의 칸), of a period."""

    centre: CentreFacts
    first: date
    last: date
    entries: tuple[LedgerEntry, ...]
    out_of_reach: tuple[str, ...] = ()
    """Copies that still hold something destroyed: where they are and from when."""
    files_left: tuple[str, ...] = ()
    """Papers that left as a file and are not removed yet: which, its print number, where."""
    form: str = "destruction-ledger-1"


@dataclass(frozen=True, slots=True)
class RequestEntry:
    """One row of the request."""

    number: str
    file: str
    created_on: date
    due_on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class DestructionRequestRecord:
    """개인정보파일 파기 요청서 (별지 제4호의 칸): what is to go, why, how, and who signs."""

    centre: CentreFacts
    asked_on: date
    asked_by: str
    entries: tuple[RequestEntry, ...]
    grounds: tuple[str, ...] = ()
    records_approval: str = ""
    records_needed: bool = False
    decided_by: str = ""
    decided_on: date | None = None
    form: str = "destruction-request-1"
