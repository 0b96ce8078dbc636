"""What was given, changed and taken away: a row for each, kept three years.

안전성 확보조치 기준 제5조 (접근 권한의 부여·변경·말소 내역).
"""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from desktop.domain.account import AccountChange, AccountChangeLine
from desktop.services.act import Act, day_of, local
from desktop.store.office import Account, AccountEvent

YEARS_KEPT = 3
MOST_SHOWN = 500


def note_change(
    act: Act,
    account_id: int,
    change: AccountChange,
    before: str = "",
    after: str = "",
    reason: str = "",
    *,
    at: datetime | None = None,
) -> None:
    """Write what was done to an account, in the act that does it."""
    act.session.add(
        AccountEvent(
            id=act.new_id(),
            at=at or act.now,
            account_id=account_id,
            by_id=act.account.account_id,
            event=change.value,
            before=before,
            after=after,
            reason=reason,
        )
    )


def note_lock(act: Act, account_id: int, at: datetime) -> None:
    """An account locked itself while nobody could write it down: told at the next sign-in."""
    known = act.session.scalar(
        select(AccountEvent.id).where(
            AccountEvent.account_id == account_id,
            AccountEvent.at == at,
            AccountEvent.event == AccountChange.LOCKED.value,
        )
    )
    if known is None and act.session.get(Account, account_id) is not None:
        act.session.add(
            AccountEvent(
                id=act.new_id(),
                at=at,
                account_id=account_id,
                by_id=account_id,
                event=AccountChange.LOCKED.value,
                before="",
                after="",
                reason="비밀번호를 거듭 틀림",
            )
        )


def changes_of(act: Act) -> tuple[AccountChangeLine, ...]:
    """The newest first."""
    whose, by = aliased(Account), aliased(Account)
    rows = act.session.execute(
        select(AccountEvent, whose.name, by.name)
        .join(whose, whose.id == AccountEvent.account_id)
        .join(by, by.id == AccountEvent.by_id)
        .order_by(AccountEvent.at.desc(), AccountEvent.id.desc())
        .limit(MOST_SHOWN)
    )
    return tuple(
        AccountChangeLine(
            row.id,
            local(row.at),
            of,
            who,
            AccountChange(row.event),
            row.before,
            row.after,
            row.reason,
            kept_until(day_of(row.at)),
        )
        for row, of, who in rows
    )


def kept_until(on: date) -> date:
    """The last day of the three years."""
    try:
        return on.replace(year=on.year + YEARS_KEPT)
    except ValueError:
        return on.replace(year=on.year + YEARS_KEPT, day=28)
