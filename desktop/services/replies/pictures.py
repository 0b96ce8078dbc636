"""Pictures of replies: kept in the store like everything else, and not for longer than said."""

from sqlalchemy import delete, select

from desktop.domain.calendar import add_months
from desktop.domain.errors import NotFound
from desktop.services.act import Act, local
from desktop.services.centre import slip_defaults_of
from desktop.services.referrals.reading import referral_of
from desktop.services.referrals.recording import Written
from desktop.services.replies.records import KeptPicture
from desktop.store.office import Account
from desktop.store.referrals import Referral, ReplyPicture

MEDIA = "image/png"


def keep_picture(act: Act, written: Written, picture: bytes) -> None:
    """Keep the picture of a reply in black and white, unless the office keeps none."""
    months = slip_defaults_of(act).picture_months
    if not picture or not months:
        return
    from desktop.exchange.scans import to_keep

    act.session.add(
        ReplyPicture(
            id=act.new_id(),
            referral_id=written.referral.id,
            reply_id=written.reply_id,
            added_at=act.now,
            by_id=act.account.account_id,
            media=MEDIA,
            picture=to_keep(picture),
            keep_until=add_months(written.referral.closed_on or act.today, months),
        )
    )


def pictures_of(act: Act, referral_id: int) -> tuple[KeptPicture, ...]:
    """What is kept of a referral, the newest first."""
    rows = act.session.execute(
        select(ReplyPicture.id, ReplyPicture.added_at, Account.name, ReplyPicture.keep_until)
        .join(Account, Account.id == ReplyPicture.by_id)
        .where(ReplyPicture.referral_id == referral_id)
        .order_by(ReplyPicture.added_at.desc(), ReplyPicture.id.desc())
    )
    return tuple(KeptPicture(key, local(at), name, until) for key, at, name, until in rows)


def picture_of(act: Act, picture_id: int) -> bytes:
    """The bytes of one, its visitor named in the log. Raises NotFound."""
    row = act.session.get(ReplyPicture, picture_id)
    if row is None:
        raise NotFound("이 그림은 보관 기간이 끝나 지웠습니다.")
    act.about(referral_of(act, row.referral_id).visitor_id)
    return row.picture


def expired(act: Act) -> list[int]:
    """Whose time is over by the day written beside them."""
    asked = select(ReplyPicture.id).where(ReplyPicture.keep_until < act.today)
    return list(act.session.scalars(asked))


def drop_expired(act: Act) -> int:
    """Remove them; the time counts from the day the referral ended, so an open one begins anew."""
    months = slip_defaults_of(act).picture_months
    gone = []
    for row, closed_on, visitor_id in act.session.execute(
        select(ReplyPicture, Referral.closed_on, Referral.visitor_id)
        .join(Referral, Referral.id == ReplyPicture.referral_id)
        .where(ReplyPicture.keep_until < act.today)
    ):
        until = add_months(closed_on or act.today, months)
        if months and until >= act.today:
            row.keep_until = until
            continue
        act.about(visitor_id)
        gone.append(row.id)
    act.session.execute(delete(ReplyPicture).where(ReplyPicture.id.in_(gone)))
    act.count = len(gone)
    return len(gone)
