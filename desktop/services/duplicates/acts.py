"""People who may stand in the store twice: found, looked at, made one, or told apart."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.errors import Conflict, NotFound, Refused
from desktop.domain.likeness import Ground
from desktop.domain.rights import Right
from desktop.services.act import Act, Office
from desktop.services.centre import put_setting, setting_of
from desktop.services.duplicates.fields import UNITS
from desktop.services.duplicates.moving import (
    choose_fields,
    merge_rows,
    part_rows,
    settle_pairs,
)
from desktop.services.duplicates.passing import (
    KEPT_AFTER,
    POSITION,
    Position,
    grounds_of,
    next_people,
    open_with,
    position_from,
    stale,
)
from desktop.services.duplicates.records import Looked, PairCard, PairList
from desktop.services.duplicates.views import card_of_pair, list_of_pairs
from desktop.services.visits import open_visit_of
from desktop.store.duplicates import DuplicatePair, Merging
from desktop.store.merged import leads_to
from desktop.store.people import Visitor
from desktop.store.retention import Destruction

UNDO_DAYS = 30
"""So long a merge can be taken back; then what stood before is forgotten."""

_DECIDED = "이미 정한 두 분입니다. 목록을 새로 읽었습니다."
_FASTER = "다른 자리에서 먼저 고쳤습니다. 새로 읽은 내용을 보고 다시 골라 주십시오."


class Duplicates:
    """Two entries of one person: proposed by the search, decided by a person."""

    def __init__(self, office: Office) -> None:
        self._office = office

    # looking

    def pairs(self, account: SignedIn, *, first: bool = True) -> PairList:
        """What waits to be decided, the likeliest first, and what can be taken back; masked.

        `first` is false for the refresh of a list that was logged when it opened.
        """
        with self._office.act(
            account, Right.MERGE, ActKind.VIEW, purpose="중복 후보 목록", logged=first
        ) as act:
            return list_of_pairs(act)

    def open(self, account: SignedIn, pair_id: int) -> PairCard:
        """Two entries side by side. Raises NotFound, Refused when they were decided."""
        with self._office.act(account, Right.MERGE, ActKind.VIEW, purpose="중복 후보 비교") as act:
            pair = _open_pair(act, pair_id)
            act.about(pair.one_id, pair.other_id)
            return card_of_pair(act, self._office, pair)

    # deciding

    def tell_apart(self, account: SignedIn, pair_id: int) -> None:
        """They are two people: never proposed again. Raises NotFound, Refused."""
        with self._office.act(
            account, Right.MERGE, ActKind.CHANGE, purpose="다른 분으로 정함"
        ) as act:
            pair = _open_pair(act, pair_id)
            pair.state, pair.decided_at = "different", act.now
            pair.decided_by_id = account.account_id
            act.about(pair.one_id, pair.other_id)
            act.changed("duplicate")

    def doubt_again(self, account: SignedIn, pair_id: int) -> None:
        """Take back today's 다른 사람. Raises NotFound, Refused."""
        with self._office.act(
            account, Right.MERGE, ActKind.CHANGE, purpose="다른 분으로 정함 되돌림"
        ) as act:
            pair = act.session.get(DuplicatePair, pair_id)
            if pair is None:
                raise NotFound("이 두 분은 목록에 없습니다.")
            if pair.state != "different":
                raise Refused("되돌릴 일이 없습니다. 목록을 새로 읽었습니다.")
            pair.state, pair.decided_at, pair.decided_by_id = "open", None, None
            act.about(pair.one_id, pair.other_id)
            act.changed("duplicate")

    def merge(
        self,
        account: SignedIn,
        pair_id: int,
        versions: tuple[int, int],
        chosen: dict[str, int],
    ) -> int:
        """Make the two entries one, under the older; the key of the merge, to take it back.

        `versions` are those of the card, `chosen` says by the key of a line which side stays
        (0 the older, 1 the younger); a line not named stays as the older tells it. Everything
        that hangs on either is kept. Raises NotFound, Conflict, Refused (both are here now, a
        destruction was asked for).
        """
        with self._office.act(
            account, Right.MERGE, ActKind.CHANGE, purpose="같은 분으로 합침"
        ) as act:
            pair = _open_pair(act, pair_id)
            kept_id, gone_id = pair.one_id, pair.other_id
            act.about(kept_id, gone_id)
            people = [act.session.get_one(Visitor, one) for one in (kept_id, gone_id)]
            if tuple(one.version for one in people) != versions:
                raise Conflict(_FASTER)
            _refuse(act, kept_id, gone_id)
            act.session.expire_all()
            undo = merge_rows(act.session, kept_id, gone_id)
            settle_pairs(act.session, undo, kept_id, gone_id, account.account_id, act.now)
            from_gone = [unit.key for unit in UNITS if chosen.get(unit.key) == 1]
            choose_fields(act.session, undo, kept_id, gone_id, from_gone, act.now)
            act.session.expire_all()
            made = Merging(
                id=act.new_id(),
                at=act.now,
                by_id=account.account_id,
                kept_id=kept_id,
                gone_id=gone_id,
                moved=undo.moved,
                before=undo.before,
                undo_until=act.today + timedelta(days=UNDO_DAYS),
            )
            act.session.add(made)
            act.changed(*_EVERYTHING)
            return made.id

    def part(self, account: SignedIn, merging_id: int) -> None:
        """Take a merge back: two people again, each with what was theirs.

        What came afterwards stays with the person everything stood under. Raises NotFound,
        Refused (too late, done already, one of them merged further or destroyed since).
        """
        with self._office.act(
            account, Right.MERGE, ActKind.CHANGE, purpose="합친 것 되돌림"
        ) as act:
            merging = act.session.get(Merging, merging_id)
            if merging is None:
                raise NotFound("이 합치기의 기록을 찾을 수 없습니다.")
            act.about(merging.kept_id, merging.gone_id)
            if merging.undone_at is not None:
                raise Refused("이미 되돌렸습니다. 목록을 새로 읽었습니다.")
            if merging.undo_until is None or merging.undo_until < act.today or not merging.before:
                raise Refused(
                    f"합친 지 {UNDO_DAYS}일이 지나 되돌릴 수 없습니다. "
                    "잘못 옮겨진 기록은 그 기록의 ‘다른 분에게 옮기기’로 하나씩 옮겨 주십시오."
                )
            kept = act.session.get_one(Visitor, merging.kept_id)
            if not kept.name and not leads_to(act.session, (kept.id,)):
                raise Refused("그 사이 이분의 기록을 파기했습니다. 되돌릴 것이 없습니다.")
            if not kept.name:
                raise Refused(
                    "그 뒤에 다시 다른 분과 합쳤습니다. 나중에 합친 것을 먼저 되돌려 주십시오."
                )
            _refuse_destruction(act, merging.kept_id)
            moved, before = merging.moved, merging.before
            ids = merging.kept_id, merging.gone_id
            merging.undone_at, merging.undone_by_id = act.now, account.account_id
            merging.undo_until, merging.before, merging.moved = None, {}, {}
            act.session.flush()
            part_rows(act.session, *ids, moved, before, act.now)
            act.session.expire_all()
            act.changed(*_EVERYTHING)

    # in idle minutes

    def look_on(
        self, account: SignedIn, stopped: Callable[[], bool] = lambda: False, most: int = 5_000
    ) -> Looked:
        """Look for people who may be one, from where the last look ended; nobody waits for it.

        `stopped` is asked before every question: then how far it got is written down and it
        ends, and whoever was being looked at is looked at again. At most `most` people at
        once. What is too old to be taken back is forgotten first.
        """
        self._forget(account)
        with self._office.act(
            account, Right.OWN, ActKind.VIEW, purpose="중복 찾기", logged=False
        ) as act:
            position = position_from(setting_of(act, POSITION))
        begun = position
        people = found = since = 0
        pairs: dict[tuple[int, int], Ground] = {}
        gone: list[int] = []
        through = False
        with self._office.reading_aside(account) as session:
            while people < most and not stopped():
                rows = next_people(session, position)
                through = not rows
                if through:
                    break
                for row in rows:
                    if stopped():
                        break
                    grounds = grounds_of(session, row, stopped)
                    if grounds is None:
                        break
                    for other, ground in grounds.items():
                        pairs[min(row.id, other), max(row.id, other)] = ground
                    gone += stale(open_with(session, row.id), grounds)
                    position = Position(row.changed_at, row.id)
                    people, since = people + 1, since + 1
                # What others save meanwhile is seen by the next few.
                session.rollback()
                if since >= KEPT_AFTER or pairs or gone:
                    found += self._keep(account, position, pairs, gone)
                    pairs, gone, since = {}, [], 0
            session.rollback()
        if position != begun and since:
            found += self._keep(account, position, pairs, gone)
        return Looked(people, found, through)

    def _keep(
        self,
        account: SignedIn,
        position: Position,
        pairs: dict[tuple[int, int], Ground],
        gone: Sequence[int],
    ) -> int:
        """Write down who was found and how far it got; how many are new."""
        with self._office.act(
            account, Right.OWN, ActKind.CHANGE, purpose="중복 찾기", logged=False
        ) as act:
            before = _waiting(act)
            if gone:
                pair = DuplicatePair
                act.session.execute(delete(pair).where(pair.id.in_(gone), pair.state == "open"))
            if pairs:
                act.session.execute(_found(act, pairs))
            put_setting(act, POSITION, position.plain)
            act.session.flush()
            new = _waiting(act) - before
            if pairs or gone:
                act.changed("duplicate")
            return max(new, 0)

    def _forget(self, account: SignedIn) -> None:
        """What stood before a merge goes when it can no longer be taken back."""
        with self._office.act(
            account, Right.OWN, ActKind.VIEW, purpose="합친 것", logged=False
        ) as act:
            old = select(Merging.id, Merging.kept_id, Merging.gone_id).where(
                Merging.undo_until < act.today
            )
            rows = act.session.execute(old).all()
        if not rows:
            return
        with self._office.act(
            account, Right.OWN, ActKind.DESTROY, purpose="합치기 전 내용 지움"
        ) as act:
            act.session.execute(
                update(Merging)
                .where(Merging.id.in_([row.id for row in rows]))
                .values(undo_until=None, before={}, moved={})
            )
            for row in rows:
                act.about(row.kept_id, row.gone_id)
            act.changed("duplicate")


_EVERYTHING = (
    "duplicate", "visitor", "visit", "referral", "consent", "draft", "paper", "note",
    "appointment", "follow_up", "request",
)  # fmt: skip


def _open_pair(act: Act, pair_id: int) -> DuplicatePair:
    pair = act.session.get(DuplicatePair, pair_id)
    if pair is None:
        raise NotFound("이 두 분은 목록에 없습니다.")
    if pair.state != "open":
        raise Refused(_DECIDED)
    names = act.session.scalars(
        select(Visitor.name).where(Visitor.id.in_((pair.one_id, pair.other_id)))
    ).all()
    if not all(names):
        raise Refused("한 분의 기록이 그 사이 합쳐졌거나 파기되었습니다. 목록을 새로 읽었습니다.")
    return pair


def _refuse(act: Act, kept_id: int, gone_id: int) -> None:
    here = [open_visit_of(act.session, one, act.today) for one in (kept_id, gone_id)]
    if all(here):
        raise Refused(
            "두 기록 모두 지금 대기·상담 중인 방문이 있습니다. 한쪽 방문을 마친 뒤 합쳐 주십시오."
        )
    for one in (kept_id, gone_id):
        _refuse_destruction(act, one)


def _refuse_destruction(act: Act, visitor_id: int) -> None:
    running = act.session.scalar(
        select(func.count())
        .select_from(Destruction)
        .where(
            Destruction.subject == "visitor",
            Destruction.subject_id == visitor_id,
            Destruction.state.in_(("asked", "approved")),
        )
    )
    if running:
        raise Refused("파기를 요청한 분입니다. 요청을 거두거나 파기가 끝난 뒤 다시 보아 주십시오.")


def _found(act: Act, pairs: dict[tuple[int, int], Ground]) -> Any:
    """What was decided stays decided; of what waits, how much speaks for it is of today."""
    rows = [
        {
            "id": act.new_id(),
            "one_id": one,
            "other_id": other,
            "strength": ground.strength,
            "state": "open",
            "found_at": act.now,
        }
        for (one, other), ground in pairs.items()
    ]
    statement = insert(DuplicatePair).values(rows)
    return statement.on_conflict_do_update(
        index_elements=["one_id", "other_id"],
        set_={"strength": statement.excluded.strength},
        where=DuplicatePair.state == "open",
    )


def _waiting(act: Act) -> int:
    return int(
        act.session.scalar(
            select(func.count()).select_from(DuplicatePair).where(DuplicatePair.state == "open")
        )
        or 0
    )
