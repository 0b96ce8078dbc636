"""The statements an act sends to the store, and what acts of a counter are tried with."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from desktop.domain.consent import Answer, ConsentDraft, ConsentKind, ConsentMethod
from desktop.domain.partner import PartnerService
from tests.ui.desks import Seat


@contextmanager
def heard() -> Iterator[list[str]]:
    """The first word of every statement while the block runs, BEGIN and COMMIT among them."""
    said: list[str] = []

    def hear(_on: object, _cursor: object, words: str, *_: Any) -> None:
        said.append(words.split()[0])

    def ended(_connection: object) -> None:
        said.append("COMMIT")

    event.listen(Engine, "before_cursor_execute", hear)
    event.listen(Engine, "commit", ended)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", hear)
        event.remove(Engine, "commit", ended)


def counted(act: Callable[[], object]) -> list[str]:
    """The statements of one act."""
    with heard() as said:
        act()
    return said


def ticked(seat: Seat, visitor_id: int, services: Sequence[PartnerService]) -> list[ConsentDraft]:
    """One signed paper with a row for each of the services."""
    return [
        ConsentDraft(
            visitor_id=visitor_id,
            kind=ConsentKind.THIRD_PARTY,
            answer=Answer.AGREED,
            method=ConsentMethod.PAPER,
            given_at=seat.clock.now(),
            service_id=one.id,
            filed_at="캐비닛 1",
        )
        for one in services
    ]


def ready(seat: Seat) -> list[PartnerService]:
    """Services that can be consented to."""
    return [one for one in seat.desk.partners.services(seat.account) if not one.missing][:4]
