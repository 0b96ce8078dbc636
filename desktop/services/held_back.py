"""What of somebody's data is not used while a request about it is open.

While a correction, deletion or 처리정지 is open the item is neither used nor given
(개인정보 보호법 제36조, 제37조); a 처리정지 that was granted goes on until it is lifted.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from desktop.domain.consent import Item
from desktop.domain.korean import with_particle
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.subject_request import (
    ITEM_LABELS,
    RequestKind,
    RequestState,
    slip_items,
)
from desktop.services.act import Act
from desktop.store.requests import SubjectRequest

_HOLDING = tuple(kind.value for kind in RequestKind if kind is not RequestKind.VIEW)


@dataclass(frozen=True, slots=True)
class Held:
    """A request that keeps something of the person back."""

    request_id: int
    number: str
    kind: RequestKind
    keys: tuple[str, ...]
    is_open: bool

    def sentence(self) -> str:
        """Why nothing is issued, and what to do first."""
        what = "·".join(ITEM_LABELS.get(key, key) for key in self.keys) or "모든 정보"
        asked = f"{self.kind.label} 요구({self.number}, {what})"
        if self.is_open:
            told = with_particle(asked, "을/를")
            return f"{told} 처리하는 중이라 그 정보를 드리지 않습니다. 요구를 먼저 처리해 주십시오."
        told = with_particle(asked, "이/가")
        return f"{told} 받아들여져 그 정보를 드리지 않습니다. 본인이 바라시면 먼저 풀어 주십시오."


def held_back(act: Act, visitor_id: int, items: Iterable[Item]) -> Held | None:
    """The request that keeps any of these items back, the oldest; None when there is none."""
    wanted = frozenset(items)
    rows = act.session.scalars(
        select(SubjectRequest)
        .where(
            SubjectRequest.visitor_id == visitor_id,
            or_(
                and_(
                    SubjectRequest.state == RequestState.OPEN.value,
                    SubjectRequest.kind.in_(_HOLDING),
                ),
                and_(
                    SubjectRequest.state == RequestState.ANSWERED.value,
                    SubjectRequest.kind == RequestKind.STOP.value,
                ),
            ),
        )
        .order_by(SubjectRequest.received_on, SubjectRequest.id)
    )
    for row in rows:
        if wanted & slip_items(row.items):
            return Held(
                row.id,
                read(row.number, PaperKind.VISIT).text,
                RequestKind(row.kind),
                tuple(row.items),
                row.state == RequestState.OPEN.value,
            )
    return None
