"""Visitors as a ledger names them: by reception number, never by name."""

from collections.abc import Iterable

from sqlalchemy import func, select

from desktop.domain.errors import Unreadable
from desktop.domain.paper_number import PaperKind, read
from desktop.services.act import Act
from desktop.store.merged import leads_to
from desktop.store.retention import Destruction
from desktop.store.visits import Visit

_AT_ONCE = 500


def reception_numbers(act: Act, visitor_ids: Iterable[int]) -> dict[int, str]:
    """The number of everybody's first visit; of the destroyed, the one the ledger kept.

    An entry merged into another bears the number of the person it leads to.
    """
    asked = set(visitor_ids)
    leads = leads_to(act.session, asked)
    wanted = sorted(asked | set(leads.values()))
    found: dict[int, str] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        rows = act.session.execute(
            select(Visit.visitor_id, func.min(Visit.number))
            .where(Visit.visitor_id.in_(some))
            .group_by(Visit.visitor_id)
        )
        found |= {visitor_id: number for visitor_id, number in rows if visitor_id is not None}
        gone = act.session.execute(
            select(Destruction.subject_id, Destruction.number).where(
                Destruction.subject == "visitor", Destruction.subject_id.in_(some)
            )
        )
        for visitor_id, number in gone:
            found.setdefault(visitor_id, number)
    found |= {gone: found[kept] for gone, kept in leads.items() if kept in found}
    return {key: _shown(number) for key, number in found.items()}


def _shown(number: str) -> str:
    try:
        return read(number, PaperKind.VISIT).text
    except Unreadable:
        return number
