"""What time it is at the counter, given to whoever needs it so that tests can set it."""

from datetime import date, datetime, timedelta, timezone
from typing import Protocol

# Korea has had one time zone without summer time since 1988; a fixed offset
# needs no time-zone database, which Windows does not have.
KST = timezone(timedelta(hours=9), "KST")


class Clock(Protocol):
    """Gives the moment of an act; every service gets one and asks nothing else."""

    def now(self) -> datetime:
        """The present moment, aware, in Korean time."""
        ...

    def today(self) -> date:
        """The day on the counter's calendar."""
        ...


class SystemClock:
    """The clock of the PC."""

    def now(self) -> datetime:
        """The present moment in Korean time, whatever zone the PC is set to."""
        return datetime.now(KST)

    def today(self) -> date:
        """The day on the counter's calendar."""
        return self.now().date()


class FixedClock:
    """A clock that stands still at `at` (aware) until it is moved; for tests and the tour."""

    def __init__(self, at: datetime) -> None:
        """Refuses a naive moment: it would silently mean another zone on another PC."""
        if at.tzinfo is None:
            raise ValueError("FixedClock needs an aware datetime")
        self.at = at

    def now(self) -> datetime:
        """The moment it was set to, in Korean time."""
        return self.at.astimezone(KST)

    def today(self) -> date:
        """The day of that moment in Korea."""
        return self.now().date()

    def advance(self, by: timedelta) -> None:
        """Moves the clock on, as if so much time had passed."""
        self.at += by
