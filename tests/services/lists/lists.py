"""Every list that is read from the store in parts, with every column it may be sorted by."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from typing import Any

from desktop.domain.referral_moves import Status
from desktop.domain.retention import DestructionState
from desktop.domain.sorting import Sorting
from desktop.domain.subject_request import RequestState
from desktop.services.access_log import months
from desktop.services.act import Act
from desktop.services.ledgers import acts as ledgers
from desktop.services.paging import Order, Walk
from desktop.services.referrals.listing import Wanted, order_of, walks_of
from desktop.services.requests import views as requests
from desktop.services.retention.asking import asked_walks
from desktop.store.log import AccessRow
from desktop.store.office import Printing
from desktop.store.referrals import Referral
from desktop.store.requests import SubjectRequest
from desktop.store.retention import Destruction
from tests.services.lists.office import MONTH

PERIOD = (datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))


@dataclass(frozen=True)
class Kept:
    """A list as it is asked for; `grows` is the table that must not be walked over."""

    name: str
    table: Any
    ways: Callable[[Act], tuple[Order, list[Walk]]]
    grows: tuple[str, ...]

    def __str__(self) -> str:
        return self.name


def _referrals() -> Iterator[Kept]:
    wanted = [
        Wanted(scope, status, mine, partner)
        for scope, status, mine, partner in product(
            ("open", "late", "all"),
            (None, Status.UNDER_WAY, Status.FAILED),
            (False, True),
            ("", "partner-2"),
        )
    ]
    for one in wanted:
        for key, down in product(one.offered, (False, True)):
            asked = Wanted(one.scope, one.status, one.mine, one.partner, Sorting(key, down))
            told = one.purpose.removeprefix("연계 목록: ") + (" · 기관" if one.partner else "")
            yield Kept(
                f"referrals {told} {key}{' down' if down else ''}",
                Referral,
                lambda act, asked=asked: (order_of(asked), walks_of(act, asked)),
                ("referral",),
            )


def _requests() -> Iterator[Kept]:
    for state, key, down in product(
        (None, *RequestState), (requests.DUE, requests.RECEIVED), (False, True)
    ):
        told = state.value if state is not None else "all"
        sorting = Sorting(key, down)
        yield Kept(
            f"requests {told} {key}{' down' if down else ''}",
            SubjectRequest,
            lambda _act, state=state, by=sorting: requests.register_walks(state, by),
            ("subject_request",),
        )


def _ledgers() -> Iterator[Kept]:
    for who, key, down in product((None, 1), ("at", "who"), (False, True)):
        sorting, told = Sorting(key, down), f"{key}{' down' if down else ''} of {who or 'all'}"
        yield Kept(
            f"log {told}",
            AccessRow,
            lambda act, who=who, sorting=sorting: months.rows_walks(act, MONTH, who, sorting),
            ("access_log",),
        )
        yield Kept(
            f"prints {told}",
            Printing,
            lambda act, who=who, sorting=sorting: ledgers.print_walks(act, PERIOD, who, sorting),
            ("printing",),
        )
    for partner, down in product(("", "partner-2"), (False, True)):
        yield Kept(
            f"provisions {'of a partner' if partner else 'all'}{' down' if down else ''}",
            Printing,
            lambda _act, partner=partner, down=down: ledgers.provision_walks(
                PERIOD, partner, Sorting("at", down)
            ),
            ("printing", "slip", "referral"),
        )


def _destroyed() -> Iterator[Kept]:
    for states in ((DestructionState.DONE,), (DestructionState.ASKED, DestructionState.APPROVED)):
        yield Kept(
            f"destruction {states[0].value}",
            Destruction,
            lambda _act, states=states: asked_walks(*states),
            ("destruction",),
        )


LISTS = (*_referrals(), *_requests(), *_ledgers(), *_destroyed())
