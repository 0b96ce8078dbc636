"""Which entry leads to which since two entries of one person were made one, and who waits."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.store.duplicates import DuplicatePair, Merging

_AT_ONCE = 200


def leads_to(session: Session, ids: Iterable[int]) -> dict[int, int]:
    """Of these people those who were merged into somebody, with who that is in the end."""
    ends = _step(session, ids, Merging.gone_id, Merging.kept_id)
    while further := _step(session, ends.values(), Merging.gone_id, Merging.kept_id):
        ends = {gone: further.get(kept, kept) for gone, kept in ends.items()}
    return ends


def merged_into(session: Session, ids: Iterable[int]) -> set[int]:
    """Everybody who leads to one of these people, also by way of somebody else."""
    found: set[int] = set()
    news = set(ids)
    while news := set(_step(session, news, Merging.kept_id, Merging.gone_id, many=True)) - found:
        found |= news
    return found


def all_of(session: Session, visitor_id: int) -> tuple[int, ...]:
    """The person's own key first, then those of the entries that lead to it."""
    return visitor_id, *sorted(merged_into(session, (visitor_id,)))


def pairs_waiting(session: Session, most: int) -> int:
    """How many pairs wait to be decided, counted as far as `most`."""
    few = select(DuplicatePair.id).where(DuplicatePair.state == "open").limit(most)
    return len(session.scalars(few).all())


def _step(
    session: Session, ids: Iterable[int], known: object, wanted: object, *, many: bool = False
) -> dict[int, int]:
    """From one end of a merge to the other; with `many` by what is wanted, for it is the key."""
    asked = sorted(set(ids))
    found: dict[int, int] = {}
    for start in range(0, len(asked), _AT_ONCE):
        rows = session.execute(
            select(known, wanted).where(  # type: ignore[call-overload]
                known.in_(asked[start : start + _AT_ONCE]),  # type: ignore[attr-defined]
                Merging.undone_at.is_(None),
            )
        )
        found |= {(there if many else here): (here if many else there) for here, there in rows}
    return found
