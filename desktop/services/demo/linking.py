"""Consents and referrals of the demo, entered by the services themselves.

Each case is a story told act by act. The clock is put back to the hour of the next act of
any story, and the service does what it does at the desk: takes numbers, draws and freezes
the paper, writes moves and the log. What lies after now has not happened yet, so slips are
on their way, silent or overdue by themselves.
"""

import heapq
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.clock import KST, FixedClock
from desktop.domain.errors import NaeilError, StoreTrouble
from desktop.domain.rights import Right
from desktop.services.act import Office
from desktop.services.demo import Wanted
from desktop.services.demo.acts import Case, Counter
from desktop.services.demo.stories import Story, consent_only, referred
from desktop.store.keys import Keys
from desktop.store.people import Visitor
from desktop.store.visits import Visit

SHARE, MOST = 0.1, 600
"""A tenth of the people are referred; the great stores for measuring hold so many referrals."""
LATELY, LATELY_SHARE = 35, 0.3
"""Days back from which a third of them come, so that much is under way."""
LOOKED_AT = 60_000
"""The newest visits, from which the cases are chosen."""
PAUSE = 0.008
"""Seconds between two acts, so that the desk's own saves never have to queue."""

Wait = Callable[[float], bool]
"""Waits so many seconds; True when it is to stop."""


class Linking:
    """All stories; can be stopped after any act and gone on with, also over another sign-in."""

    def __init__(self, wanted: Wanted, staff: Sequence[SignedIn]) -> None:
        """Knows how much is wanted and who sits at the desks; reads nothing yet."""
        self._wanted = wanted
        self._staff = {one.account_id: one for one in staff}
        self._clock = FixedClock(wanted.now)
        # Rows written in bulk stand at the beginning of a second, these later in it.
        self._keys = Keys(wanted.desk, lambda: int(self._clock.at.timestamp() * 1000) + 700)
        self._counter: Counter | None = None
        self._ahead: list[tuple[datetime, int, Story]] = []
        self._open = 0
        self._all = 0

    def anew(self) -> "Linking":
        """The same stories, told from the beginning (for another copy of the store)."""
        return Linking(self._wanted, tuple(self._staff.values()))

    @property
    def referrals(self) -> int:
        """How many slips were issued for the first time."""
        return self._counter.referrals if self._counter is not None else 0

    def run(
        self,
        office: Office,
        progress: Callable[[str, int, int], None] | None = None,
        wait: Wait | None = None,
    ) -> bool:
        """Go on until everything is told; False when `wait` said to stop.

        On connections of its own. Raises StoreTrouble.
        """
        beside = office.beside(self._clock, self._keys)
        try:
            return self._run(beside, progress, wait)
        finally:
            beside.close()

    def _run(
        self,
        office: Office,
        progress: Callable[[str, int, int], None] | None,
        wait: Wait | None,
    ) -> bool:
        self._clock.at = self._wanted.now
        if self._counter is None:
            self._counter = Counter(office, Random(f"{self._wanted.seed} linked"), self._wanted.now)
            self._counter.learn(self._anyone)
            self._choose(office, self._counter)
        else:
            self._counter.sit_at(office)
        while self._ahead:
            at, number, story = self._ahead[0]
            self._clock.at = at
            heapq.heappop(self._ahead)
            try:
                following = next(story, None)
            except StoreTrouble:
                raise
            except NaeilError:
                # A name too long for the slip, a consent that was withdrawn: as at the desk,
                # it is not issued and the story ends here.
                following = None
            if following is not None and following <= self._wanted.now:
                heapq.heappush(self._ahead, (following, number, story))
            else:
                self._open -= 1
            if progress is not None:
                progress("연계", self._all - self._open, self._all)
            if wait is not None and wait(PAUSE):
                return False
        return True

    @property
    def _anyone(self) -> SignedIn:
        return next(iter(self._staff.values()))

    # Whose cases -----------------------------------------------------------------------

    def _choose(self, office: Office, counter: Counter) -> None:
        wanted, random = self._wanted, counter.random
        cases = self._cases(office, random)
        count = min(int(wanted.visitors * SHARE + 0.5), MOST)
        for number, case in enumerate(cases[: count + count // 2]):
            story = referred(counter, case) if number < count else consent_only(counter, case)
            at = case.at
            if at <= wanted.now:
                heapq.heappush(self._ahead, (at, number, story))
        self._open = self._all = len(self._ahead)

    def _cases(self, office: Office, random: Random) -> list[Case]:
        """Visits that may have led further, one for a person, many of them lately."""
        wanted = self._wanted
        someone = self._anyone
        office.admit(someone)
        with office.act(
            someone, Right.LOOK, ActKind.VIEW, purpose="체험 자료", logged=False
        ) as act:
            rows = act.session.execute(
                select(
                    Visit.id,
                    Visit.visitor_id,
                    Visit.day,
                    Visit.started_at,
                    Visit.counsellor_id,
                )
                .where(
                    Visit.state == "done",
                    Visit.visitor_id.is_not(None),
                    Visit.channel == "counter",
                )
                .order_by(Visit.id.desc())
                .limit(LOOKED_AT)
            ).all()
            rows = [row for row in rows if row.started_at is not None]
            lately = [row for row in rows if (wanted.today - row.day).days <= LATELY]
            random.shuffle(rows)
            random.shuffle(lately)
            take = int(min(wanted.visitors * SHARE, MOST) * LATELY_SHARE)
            today = [row for row in lately if row.day == wanted.today][:3]
            seen: set[int] = set()
            chosen = []
            for row in (*today, *lately[:take], *rows):
                if row.visitor_id not in seen:
                    seen.add(row.visitor_id)
                    chosen.append(row)
            chosen = chosen[: 2 * MOST]
            people = {}
            ids = [row.visitor_id for row in chosen]
            for start in range(0, len(ids), 500):
                found = act.session.execute(
                    select(Visitor.id, Visitor.birth_year, Visitor.sex, Visitor.foreign).where(
                        Visitor.id.in_(ids[start : start + 500])
                    )
                )
                people.update({row.id: row for row in found})
        return [
            Case(
                visitor_id=row.visitor_id,
                visit_id=row.id,
                at=row.started_at.astimezone(KST) + timedelta(minutes=3),
                staff=self._staff.get(row.counsellor_id, someone),
                age=wanted.today.year - (people[row.visitor_id].birth_year or 1980),
                woman=people[row.visitor_id].sex == "female",
                foreign=people[row.visitor_id].foreign,
            )
            for row in chosen
        ]
