"""Partner directory: organisation, service and contact, each with its own dates."""

from dataclasses import dataclass
from datetime import date, timedelta

from desktop.domain.calendar import add_months, show_date
from desktop.domain.consent import Item
from desktop.domain.requirement import Requirement

CAPACITY_LIVES = timedelta(days=30)
"""How long a figure the partner told is believed."""
NOTICE = timedelta(days=30)
"""How long before its end an agreement is talked about."""


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
    parent: str = ""
    map_hint: str = ""
    alert: str = ""
    agreement_from: date | None = None
    agreement_to: date | None = None
    check_months: int = 6
    ask_after: int | None = None
    ask_again: int | None = None
    alternate_after: int | None = None
    give_up_after: int | None = None
    hold_until: date | None = None
    hold_why: str = ""

    @property
    def check_due(self) -> date | None:
        """When the facts are to be compared with the partner again; None if they never were."""
        return add_months(self.checked_on, self.check_months) if self.checked_on else None

    def overdue(self, day: date) -> bool:
        """Whether nobody compared the facts in time."""
        return self.check_due is None or self.check_due < day

    def agreement_warning(self, day: date) -> str:
        """A sentence from 30 days before the agreement ends; empty before that."""
        if self.agreement_to is None or day < self.agreement_to - NOTICE:
            return ""
        end = show_date(self.agreement_to)
        if day > self.agreement_to:
            return f"협약이 {end}에 끝났습니다. 다시 맺었는지 확인해 주십시오."
        return f"협약이 {end}에 끝납니다. 이어 갈지 기관과 정해 주십시오."

    def on_hold(self, day: date) -> bool:
        """Whether nobody of this partner is asked about replies (재촉 중지)."""
        return self.hold_until is not None and day <= self.hold_until


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
    conditions: tuple[Requirement, ...] = ()
    own_hours: str = ""
    apply_way: str = ""
    cost: str = ""
    alert: str = ""
    partner_alert: str = ""
    to_say: str = ""
    map_hint: str = ""
    capacity: str = ""
    seats: int | None = None
    capacity_on: date | None = None
    capacity_note: str = ""

    @property
    def alerts(self) -> tuple[str, ...]:
        """What has to be known before anybody is referred there: of the partner, of this."""
        return tuple(text for text in (self.partner_alert, self.alert) if text)

    def believes_capacity(self, day: date) -> bool:
        """Whether the partner told its room recently enough to go by it."""
        told = self.capacity_on
        return bool(self.capacity) and told is not None and day - told <= CAPACITY_LIVES

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
    role: str = ""
    alternate: bool = False
    email: str = ""

    @property
    def who(self) -> str:
        """부서, 이름 and what they are there, in one line."""
        return " ".join(part for part in (self.team, self.name, self.role) if part)


@dataclass(frozen=True, slots=True)
class Check:
    """Somebody compared what we know with the partner: when, who and how."""

    day: date
    by: str
    how: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of what a counsellor needs is written down, and what is not, in words."""

    filled: int
    asked: int
    missing: tuple[str, ...]

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.filled / self.asked if self.asked else 1.0


@dataclass(frozen=True, slots=True)
class Double:
    """Another partner that may be the same one: what they share says it in words."""

    organisation_id: int
    name: str
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartnerPage:
    """One partner as the directory shows it: what holds on a day, and what held before."""

    organisation: Organisation
    services: tuple[PartnerService, ...]
    contacts: tuple[Contact, ...]
    earlier: tuple[Organisation, ...] = ()
    open_referrals: int = 0
    checks: tuple[Check, ...] = ()
    completeness: Completeness = Completeness(0, 0, ())
    doubles: tuple[Double, ...] = ()


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
    overdue: bool = False
    agreement: str = ""
    completeness: Completeness = Completeness(0, 0, ())
    doubles: tuple[Double, ...] = ()
