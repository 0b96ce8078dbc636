"""What the rows of the demo's past are made with: keys, reception numbers, and their loaders."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from desktop.domain import paper_number
from desktop.domain.paper_number import PaperKind
from desktop.services.numbers import FIRST_BLOCK, FIRST_SERIAL
from desktop.store import notes, people, visits
from desktop.store.bulk import Loader
from desktop.store.keys import compose


class Keys:
    """Keys of rows as this desk would have made them at that moment."""

    def __init__(self, desk: int) -> None:
        self._desk = desk
        self._second = 0
        self._within = 0
        self._base = 0
        self._midnight = 0

    def begin(self, midnight_ms: int) -> None:
        """Another day."""
        self._midnight = midnight_ms
        self._second = -1

    def arrive(self, second: int) -> None:
        """Somebody comes: what is written about it takes keys of that moment."""
        self._within = self._within + 1 if second == self._second else 0
        self._second = second
        self._base = compose(self._midnight + second * 1000 + self._within, self._desk, 0)

    def new(self) -> int:
        """The next key."""
        self._base += 1
        return self._base


class Numbers:
    """Reception numbers, blocks leased one after the other within a year."""

    def __init__(self) -> None:
        self._next: dict[int, tuple[int, int]] = {}

    def take(self, year: int) -> str:
        """The next number of a year."""
        kind = PaperKind.VISIT
        block, serial = self._next.get(year, (FIRST_BLOCK, FIRST_SERIAL))
        if serial >= kind.serials:
            block, serial = block + 1, FIRST_SERIAL
        self._next[year] = (block, serial + 1)
        digits = f"{year % 100:02d}{block}{serial:04d}"
        return digits + paper_number.check_digit(digits, kind.start)

    def leases(self) -> Iterator[tuple[int, int, int]]:
        """(year, block, next serial) of every block touched."""
        for year, (last, serial) in self._next.items():
            for block in range(FIRST_BLOCK, last):
                yield year % 100, block, PaperKind.VISIT.serials
            yield year % 100, last, serial


class Loaders:
    """One loader for each table, sent parents before children."""

    def __init__(self, session: Session) -> None:
        """`session` is that of the store being filled."""
        self.visitors = Loader(
            session,
            people.Visitor,
            (
                "id", "version", "created_at", "changed_at", "name", "initials", "search_name",
                "sound",
                "birth", "birth_year", "sex", "phone", "phone_tail", "dong", "foreign",
                "stay_status", "may_work", "stay_until", "work_state", "left_month",
                "leaving_reason", "education", "graduation", "school", "major", "licences",
                "needs", "wish_jobs", "wish_form", "wish_wage", "last_visit_on", "visits",
            ),
            {"contact_ways": ("phone",), "wish_wage_kind": "M"},
        )  # fmt: skip
        self.visits = Loader(
            session,
            visits.Visit,
            (
                "id", "number", "day", "ticket", "visitor_id", "channel", "purposes", "needs",
                "remark", "state", "arrived_at", "called_at", "started_at", "finished_at",
                "result", "first_time", "receiver_id", "counsellor_id",
            ),
            {"version": 1},
        )  # fmt: skip
        self.notes = Loader(
            session,
            notes.Note,
            (
                "id", "version", "visitor_id", "visit_id", "counsellor_id", "session",
                "started_at", "ended_at", "method", "type", "reached", "revision",
            ),
        )  # fmt: skip
        self.revisions = Loader(
            session,
            notes.NoteRevision,
            (
                "id", "note_id", "number", "at", "author_id", "reason", "opening", "summary",
                "topics", "plan", "header",
            ),
        )  # fmt: skip
        self.registrations = Loader(
            session,
            people.SeekingRegistration,
            ("id", "visitor_id", "filed_on", "valid_until", "extends_id"),
        )
        self.appointments = Loader(
            session,
            visits.Appointment,
            ("id", "visitor_id", "day", "at", "purpose", "counsellor_id", "state", "visit_id"),
            {"version": 1},
        )
        self.follow_ups = Loader(
            session,
            visits.FollowUp,
            (
                "id", "visitor_id", "due_on", "what", "counsellor_id", "state", "note_id",
                "done_at",
            ),
            {"version": 1},
        )  # fmt: skip
        self.moves = Loader(
            session,
            visits.VisitMove,
            (
                "id", "visit_id", "at", "by_id", "before", "after", "counsellor_before",
                "counsellor_after",
            ),
        )  # fmt: skip

    @property
    def _all(self) -> tuple[Loader, ...]:
        return (
            self.visitors, self.visits, self.notes, self.revisions, self.registrations,
            self.appointments, self.follow_ups, self.moves,
        )  # fmt: skip

    @property
    def waiting(self) -> int:
        """Rows not written yet."""
        return sum(one.waiting for one in self._all)

    def send(self) -> None:
        """Write them."""
        for one in self._all:
            one.send()
