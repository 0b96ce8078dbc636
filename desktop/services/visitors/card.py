"""A person as the visitor's page shows it."""

from sqlalchemy import select

from desktop.domain.errors import NotFound
from desktop.domain.masking import mask_name
from desktop.domain.visitor import Seeking, VisitorCard
from desktop.services.act import Act, Office
from desktop.services.timeline import timeline_of
from desktop.services.visitors.form import draft_of
from desktop.services.visitors.seeking import seeking_of
from desktop.store.merged import leads_to
from desktop.store.notes import Note
from desktop.store.people import Visitor
from desktop.store.visits import Visit


def card_of(act: Act, office: Office, visitor_id: int) -> VisitorCard:
    """The person as the visitor's page shows it; an entry merged into another leads there.

    Raises NotFound.
    """
    session = act.session
    visitor = session.get(Visitor, visitor_id)
    if visitor is None:
        raise NotFound("이 내방객의 기록을 찾을 수 없습니다.")
    if not visitor.name:
        leads = leads_to(session, (visitor_id,))
        if leads:
            act.about(leads[visitor_id])
            return card_of(act, office, leads[visitor_id])
        raise NotFound("이분의 기록은 파기했습니다. 파기 관리대장에 접수번호로 적혀 있습니다.")
    seeking = seeking_of(session, visitor_id)
    first = session.execute(
        select(Visit.day).where(Visit.visitor_id == visitor_id).order_by(Visit.arrived_at).limit(1)
    ).scalar()
    notes = session.execute(select(Note.id).where(Note.visitor_id == visitor_id)).all()
    timeline = timeline_of(act, office, visitor_id)
    return VisitorCard(
        id=visitor.id,
        version=visitor.version,
        draft=draft_of(session, visitor),
        masked_name=mask_name(visitor.name),
        seeking=(
            Seeking(seeking.filed_on, seeking.valid_until, 1 if seeking.extends_id else 0)
            if seeking
            else None
        ),
        first_visit_on=first,
        last_visit_on=visitor.last_visit_on,
        visits=visitor.visits,
        notes=len(notes),
        timeline=timeline.lines,
        timeline_behind=timeline.behind,
    )
