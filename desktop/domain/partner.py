"""Partner directory: organisation, service and contact, each with its own dates."""

from dataclasses import dataclass, field
from datetime import date

from desktop.domain.consent import Item


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body with its own legal person; `internal` marks units of the district office itself."""

    id: int
    name: str
    short_name: str
    kind: str
    address: str
    phone: str
    fax: str
    directions: str
    hours: str
    internal: bool
    aliases: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    checked_on: date | None
    source: str
    version: int = 1


@dataclass(frozen=True, slots=True)
class PartnerService:
    """What a partner offers and what a consent to it must tell (개인정보 보호법 제17조 제2항).

    `purpose`, `items` and `retention` are asked by law: a service that lacks one
    cannot be consented to, see `missing`. `reply_days` are working days, `copies`
    says which copies of the slip print.
    """

    id: int
    organisation_id: int
    organisation: str
    organisation_short: str
    name: str
    kinds: tuple[str, ...]
    purpose: str
    items: tuple[Item, ...]
    retention: str
    documents: tuple[str, ...]
    criteria: tuple[str, ...]
    address: str
    phone: str
    fax: str
    hours: str
    directions: str
    reply_days: int
    slip_days: int
    copies: tuple[str, ...]
    large_type: bool
    internal: bool
    target_keys: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    checked_on: date | None
    contact_team: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    version: int = 1

    @property
    def label(self) -> str:
        """Partner and service in one line."""
        return f"{self.organisation_short or self.organisation} · {self.name}"

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of what the law wants told and is not filled in yet."""
        told = (
            ("이용 목적", self.purpose),
            ("제공 항목", self.items),
            ("보유·이용 기간", self.retention),
        )
        return tuple(name for name, value in told if not value)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A service that may fit a visitor, and why; the counsellor decides."""

    service: PartnerService
    met: tuple[str, ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()
    unmet: tuple[str, ...] = ()
    open_referral: str = ""
    score: int = 0
    reply_days_usual: int | None = None
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call at a partner; without `service_id` for the whole organisation."""

    id: int
    organisation_id: int
    service_id: int | None
    team: str
    name: str
    phone: str
    fax: str
    valid_from: date
    valid_to: date | None
    version: int = 1


@dataclass(frozen=True, slots=True)
class PartnerPage:
    """One partner as the directory shows it: what holds on a day, and what held before."""

    organisation: Organisation
    services: tuple[PartnerService, ...]
    contacts: tuple[Contact, ...]
    earlier: tuple[Organisation, ...] = ()
    open_referrals: int = 0


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """A partner in the directory's list."""

    organisation_id: int
    name: str
    kind: str
    services: int
    ready: int
    checked_on: date | None
    internal: bool
    closed: bool
