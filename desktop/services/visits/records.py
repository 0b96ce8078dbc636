"""What the screens around a visit are given."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Registered:
    """What an intake made: whom, and which visit with which number and ticket."""

    visitor_id: int
    visit_id: int
    visit_number: str
    ticket: int
    new: bool
