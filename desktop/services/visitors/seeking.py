"""구직 등록: filed, extended, read."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.calendar import period_end
from desktop.domain.visitor import Seeking
from desktop.services.act import Act
from desktop.store import people

SEEKING_MONTHS = 3
"""구직 유효기간: three months from the day after filing."""


def file_registration(act: Act, visitor_id: int) -> Seeking:
    """File or extend inside a running act.

    A living registration goes on from its own last day, so that who extends early
    loses nothing; an ended one is filed anew (재등록).
    """
    current = seeking_of(act.session, visitor_id)
    living = current if current is not None and current.valid_until >= act.today else None
    row = people.SeekingRegistration(
        id=act.new_id(),
        visitor_id=visitor_id,
        filed_on=act.today,
        valid_until=period_end(living.valid_until if living else act.today, SEEKING_MONTHS),
        extends_id=living.id if living else None,
    )
    act.session.add(row)
    act.changed("visitor")
    return Seeking(row.filed_on, row.valid_until, 1 if living else 0)


def seeking_of(session: Session, visitor_id: int) -> people.SeekingRegistration | None:
    """The registration that ends last and is not closed."""
    return session.scalars(
        select(people.SeekingRegistration)
        .where(
            people.SeekingRegistration.visitor_id == visitor_id,
            people.SeekingRegistration.closed_on.is_(None),
        )
        .order_by(people.SeekingRegistration.valid_until.desc())
        .limit(1)
    ).first()
