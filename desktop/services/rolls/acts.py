"""명부 가져오기 as its page asks for it: looked at before, then written, all of it or in parts.

Into an office where nobody was taken in yet everything goes in one transaction, the indexes of
the search built at its end: given up or cut short, nothing of it was ever there. Where people
are served already it goes in parts so small that a save at the counter waits some hundredths of
a second, each a whole transaction; how far it got stands in the store beside the rows, and the
same register chosen again goes on where it stopped, because whoever is there is not taken twice.
"""

import time
from collections.abc import Callable, Sequence
from datetime import date, datetime

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.errors import Refused
from desktop.domain.retention import Subject
from desktop.domain.rights import Right
from desktop.domain.roll import Doubt
from desktop.domain.roll_people import Gathered, RollPerson
from desktop.exchange.roll_file import blank_roll, open_roll
from desktop.services.act import Act, Office
from desktop.services.centre import put_setting, setting_of
from desktop.services.retention.periods import period_on
from desktop.services.rolls.knowing import AT_ONCE, is_empty, unknown_of
from desktop.services.rolls.reading import (
    SHOWN_FIRST,
    columns_of,
    in_time,
    judge,
    left_of,
    masked,
)
from desktop.services.rolls.records import RollCut, RollPreview, RollTaken
from desktop.store.bulk import indexed_again
from desktop.store.people import Visitor
from desktop.store.rolls import RollWriter

Told = Callable[[str, float], None]
"""What is being done, and how far it is, from 0 to 1."""
Stopped = Callable[[], bool]

UNFINISHED = "roll.unfinished"
"""The setting that stands while part of a register is in the store."""
PURPOSE = "명부 가져오기"
BEGUN, LOOKED_AT = f"{PURPOSE} 시작", f"{PURPOSE} 미리 보기"
AT_A_TIME = 2_000
"""Rows sent to an empty store between two looks whether somebody gave it up."""
LEAST_PART, FIRST_PART, MOST_PART = 20, 20, 2_000
HELD, REST = 0.03, 0.005
"""Seconds a part may hold the writer, its commit included, and until the next one: so a save at
the counter waits some fifty thousandths at most. The commit is the larger half: somebody new
touches a page of each index, and in a large office hardly two people the same."""
_READING, _JUDGING, _ASKING = "파일을 읽는 중", "명부를 살펴보는 중", "이미 있는 분을 찾는 중"
_WRITING, _INDEXING = "명부를 가져오는 중", "찾아보기를 만드는 중"


class _GivenUp(Exception):
    """Somebody gave it up: the transaction takes everything back."""


class _SomebodyThere(Exception):
    """The store is not empty (any more): nothing was written."""


class Rolls:
    """Taking over the register an office kept before."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def blank(self, account: SignedIn) -> bytes:
        """An empty register to fill in, as xlsx."""
        with self._office.act(
            account, Right.TAKE_OVER, ActKind.VIEW, purpose="명부 빈 양식", logged=False
        ):
            return blank_roll()

    def cut_short(self, account: SignedIn) -> RollCut | None:
        """The last taking over, where it did not come to its end."""
        with self._office.act(
            account, Right.TAKE_OVER, ActKind.VIEW, purpose=PURPOSE, logged=False
        ) as act:
            kept = setting_of(act, UNFINISHED)
            if not kept:
                return None
            return RollCut(datetime.fromisoformat(kept["at"]), kept["taken"], kept["wanted"])

    def look_through(
        self,
        account: SignedIn,
        content: bytes,
        *,
        undated: date | None = None,
        told: Told = lambda _what, _share: None,
        stopped: Stopped = lambda: False,
    ) -> RollPreview | None:
        """What a register would bring; nothing is written but a row in the log.

        `undated` is the last day of people the register gives none for; without it they are
        left out. None when it was given up. Raises Unreadable. Long: not on the reader's thread.
        """
        with self._office.act(
            account, Right.TAKE_OVER, ActKind.SEARCH, purpose=LOOKED_AT, aside=True
        ) as act:
            if undated is not None and undated > act.today:
                words = "아직 오지 않은 날입니다. 명부를 마지막으로 쓴 날을 적어 주십시오."
                raise Refused(words, {"undated": words})
            told(_READING, 0.0)
            sheet = open_roll(content)

            def went_on(done: int) -> bool:
                told(_JUDGING, 0.3 + 0.5 * done / max(1, sheet.count))
                return not stopped()

            rule = period_on(act, Subject.VISITOR, act.today)
            judged = None
            if not stopped():
                judged = judge(sheet, act.today, act.codes, rule, undated, went_on)
            if judged is None:
                return None
            people = in_time(judged)
            new = self._unknown(act, judged.gathered, people, told, stopped)
            if new is None:
                return None
            act.count = len(people) - len(new)
            return RollPreview(
                rows=judged.rows,
                known=len(people) - len(new),
                twice=judged.counts[Doubt.TWICE],
                kept_out=judged.kept_out,
                counts=dict(judged.counts),
                doubts=tuple(sorted(judged.doubts, key=lambda one: (not one[1].keeps_out, one[0]))),
                first=tuple(masked(one, act.codes) for one in new[:SHOWN_FIRST]),
                columns=columns_of(sheet.heads),
                left=left_of(sheet.heads),
                numbers_left=judged.counts[Doubt.NUMBER_LEFT],
                other_sheets=len(sheet.other_sheets),
                keep_since=judged.keep_since,
                # In the order in which they would have been taken in.
                people=tuple(sorted(new, key=lambda one: one.last_on)),
            )

    def _unknown(
        self,
        act: Act,
        gathered: Gathered,
        people: Sequence[RollPerson],
        told: Told,
        stopped: Stopped,
    ) -> list[RollPerson] | None:
        if is_empty(act.session):
            return list(people)
        new: list[RollPerson] = []
        for start in range(0, len(people), AT_ONCE):
            if stopped():
                return None
            told(_ASKING, 0.8 + 0.2 * start / len(people))
            new += unknown_of(act.session, gathered, people[start : start + AT_ONCE])
        return new

    def take(
        self,
        account: SignedIn,
        preview: RollPreview,
        told: Told = lambda _what, _share: None,
        stopped: Stopped = lambda: False,
    ) -> RollTaken:
        """Take over whom the preview found. Long: on a thread of its own.

        Given up, an empty office stays empty; where people were served already those written
        by then stay, `cut_short` tells of them, and the same register goes on from there.
        Raises Refused for nobody, StoreTrouble where the disk refuses.
        """
        if not preview.people:
            raise Refused("가져올 분이 없습니다. 다른 파일을 골라 주십시오.")
        try:
            return self._all_at_once(account, preview.people, told, stopped)
        except _GivenUp:
            return RollTaken(0, 0, stopped=True)
        except _SomebodyThere:
            return self._in_parts(account, preview.people, told, stopped)

    def _all_at_once(
        self, account: SignedIn, people: Sequence[RollPerson], told: Told, stopped: Stopped
    ) -> RollTaken:
        """Into a store of nobody, in one transaction."""
        last = len(people)

        def build(done: int, of_all: int) -> None:
            told(_INDEXING, 0.5 + 0.5 * done / of_all)
            if stopped():
                raise _GivenUp

        with self._office.act(account, Right.TAKE_OVER, ActKind.ENTER, purpose=PURPOSE) as act:
            if not is_empty(act.session):
                raise _SomebodyThere
            with indexed_again(act.session, Visitor, build):
                writer = RollWriter(act.session, act.new_ids, act.now)
                for start in range(0, last, AT_A_TIME):
                    told(_WRITING, 0.5 * start / last)
                    if stopped():
                        raise _GivenUp
                    writer.write(people[start : start + AT_A_TIME])
            act.count = last
            act.changed("visitor")
        return RollTaken(last, 0)

    def _in_parts(
        self, account: SignedIn, people: Sequence[RollPerson], told: Told, stopped: Stopped
    ) -> RollTaken:
        gathered = Gathered()
        place = taken = 0
        size = FIRST_PART
        while place < len(people) and not stopped():
            told(_WRITING, place / len(people))
            part = people[place : place + size]
            with self._office.act(
                account, Right.TAKE_OVER, ActKind.ENTER, purpose=BEGUN, logged=place == 0
            ) as act:
                began = time.monotonic()
                new = unknown_of(act.session, gathered, part)
                RollWriter(act.session, act.new_ids, act.now).write(new)
                taken += len(new)
                put_setting(act, UNFINISHED, _how_far(act, taken, len(people)))
                act.count = len(people)
            took = max(0.001, time.monotonic() - began)
            place += len(part)
            size = max(LEAST_PART, min(MOST_PART, int(len(part) * HELD / took)))
            # Whoever wants to save meanwhile comes in between.
            time.sleep(REST)
        if place:
            with self._office.act(account, Right.TAKE_OVER, ActKind.ENTER, purpose=PURPOSE) as act:
                if place == len(people):
                    put_setting(act, UNFINISHED, False)
                act.count = taken
                act.changed("visitor")
        return RollTaken(taken, place - taken, stopped=place < len(people))


def _how_far(act: Act, taken: int, wanted: int) -> dict[str, object]:
    return {"at": act.now.isoformat(), "taken": taken, "wanted": wanted}
