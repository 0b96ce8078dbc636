"""Which referrals the list of the screen 연계 shows, and in what order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ScalarSelect, Select, exists, select

from desktop.domain.referral import Progress
from desktop.domain.referral_moves import OWED, Status
from desktop.services.act import Act
from desktop.services.paging import Behind, Order, Walk, counted
from desktop.services.partners import OPEN
from desktop.store.partners import Organisation, PartnerService
from desktop.store.referrals import Referral


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is asked for: `scope` open, late or all; every other one narrows it.

    `partner` is the key that all dated rows of one body share.
    """

    scope: str = "open"
    status: Status | None = None
    mine: bool = False
    partner: str = ""

    @property
    def purpose(self) -> str:
        """As the access log names the list."""
        scope = {"open": "열린 의뢰", "late": "기한 지남", "all": "모두"}[self.scope]
        parts = (scope, self.status.label if self.status else "", "내 것" if self.mine else "")
        return f"연계 목록: {' · '.join(part for part in parts if part)}"


def part_wanted(
    act: Act, wanted: Wanted, behind: Behind | None, limit: int
) -> tuple[Sequence[Referral], list[Behind]]:
    """The next referrals of the list and their places in it, what is late first.

    All of them, and those that ended, come from the newest on.
    """
    order = order_of(wanted)
    places = order.places(act.session, walks_of(act, wanted), behind, limit)
    ids = [key for _, key in places]
    rows = act.session.scalars(select(Referral).where(Referral.id.in_(ids)))
    known = {row.id: row for row in rows}
    return [known[one] for one in ids], places


def count_wanted(act: Act, wanted: Wanted) -> tuple[int, int]:
    """How many the list has and how many of them are late, each counted only so far."""
    session = act.session
    late = replace(wanted, scope="late")
    both = (counted(session, Referral.id, walks_of(act, one)) for one in (wanted, late))
    return next(both), next(both)


def order_of(wanted: Wanted) -> Order:
    """By the day an answer is due; all of them by the day they were issued."""
    if wanted.status is None and wanted.scope == "all":
        return Order(Referral.issued_on, Referral.id, newest_first=True)
    ended = wanted.status in (Status.SUCCEEDED, Status.FAILED, Status.LEFT_OUT)
    return Order(Referral.reply_due, Referral.id, newest_first=ended)


def walks_of(act: Act, wanted: Wanted) -> list[Walk]:
    """One walk along an index for each state, or for each service of a partner."""
    narrowed: Walk = ()
    if wanted.mine:
        narrowed = (Referral.counsellor_id == act.account.account_id,)
    services: list[int] | None = None
    if wanted.partner:
        services = list(act.session.scalars(_services_of(wanted.partner)))
    if wanted.status is None and wanted.scope == "all":
        if services is None:
            return [narrowed]
        return [(Referral.service_id == one, *narrowed) for one in services]
    if services is not None:
        narrowed = (Referral.service_id.in_(services), *narrowed)
    states = OPEN if wanted.status is None else [one.value for one in wanted.status.states]
    walks = [(Referral.progress == one, *narrowed) for one in states]
    if wanted.scope != "late":
        return walks
    owed = {one.value for one in OWED}
    late = []
    for state, walk in zip(states, walks, strict=True):
        if state in owed:
            late.append((*walk, Referral.reply_due < act.today))
        elif state == Progress.ON_HOLD.value:
            late.append((*walk, Referral.expected_on < act.today))
    return late


def partners_referred_to(act: Act) -> tuple[tuple[str, str], ...]:
    """Key and newest name of every body somebody was ever referred to, by name."""
    rows = act.session.execute(
        select(Organisation.key, Organisation.short_name, Organisation.name)
        .join(PartnerService, PartnerService.organisation_id == Organisation.id)
        .where(exists().where(Referral.service_id == PartnerService.id))
        .order_by(Organisation.valid_from)
    )
    names = {row.key: row.short_name or row.name.replace("|", " ") for row in rows}
    return tuple(sorted(names.items(), key=lambda one: one[1]))


def way_before(act: Act, service_id: int) -> str:
    """How the last slip to the same body went out; empty when none has yet."""
    key = (
        select(Organisation.key)
        .join(PartnerService, PartnerService.organisation_id == Organisation.id)
        .where(PartnerService.id == service_id)
        .scalar_subquery()
    )
    return (
        act.session.scalars(
            select(Referral.sent_how)
            .where(Referral.service_id.in_(_services_of(key)), Referral.sent_how != "")
            .order_by(Referral.issued_on.desc(), Referral.id.desc())
            .limit(1)
        ).first()
        or ""
    )


def _services_of(partner: str | ScalarSelect[str]) -> Select[int]:
    return (
        select(PartnerService.id)
        .join(Organisation, Organisation.id == PartnerService.organisation_id)
        .where(Organisation.key == partner)
    )
