"""Arrivals and today's board: take in, call, hand over, finish, undo, appointments.

Rooms: `acts` what the desk does · `records` what screens get · `arriving` a visit with its
number and ticket · `moving` where a visit stands · `appointments` · `board` the day at a
glance. What needs doing stands in `services.duties`.
"""

from desktop.services.visits.acts import Visits
from desktop.services.visits.appointments import add_appointment
from desktop.services.visits.moving import check_result, open_visit_of, visits_of
from desktop.services.visits.records import Registered

__all__ = [
    "Registered",
    "Visits",
    "add_appointment",
    "check_result",
    "open_visit_of",
    "visits_of",
]
