"""What an open store says before anybody acts in it: who comes in, and what it lacks."""

import secrets
from dataclasses import dataclass

from sqlalchemy import select

from desktop.domain.account import Role, SignedIn
from desktop.store.database import Database
from desktop.store.office import Account
from desktop.store.retention import RetentionRule
from desktop.store.schema import largest_key


@dataclass(frozen=True, slots=True)
class Standing:
    """`who` is None where the account is closed or was never finished."""

    who: SignedIn | None
    last_key: int
    """New keys begin after it."""
    lacks_periods: bool
    """It is of a version that knew no retention periods."""
    closed: frozenset[int]
    """Accounts that are closed."""


def stands(database: Database, account_id: int) -> Standing:
    """Read it. The account gets a token that nobody else has."""
    with database.read() as session:
        row = session.execute(
            select(Account.name, Account.role).where(
                Account.id == account_id, Account.closed_at.is_(None)
            )
        ).first()
        last_key = largest_key(session)
        lacks_periods = session.scalar(select(RetentionRule.id).limit(1)) is None
        closed = frozenset(
            session.scalars(select(Account.id).where(Account.closed_at.is_not(None)))
        )
    if row is None:
        return Standing(None, last_key, lacks_periods, closed)
    who = SignedIn(account_id, row.name, Role(row.role), secrets.token_hex(16))
    return Standing(who, last_key, lacks_periods, closed)
