"""Referrals: one person sent to one partner service with a paper that says so.

A number belongs to one issued paper for ever. What was printed is stored as it was,
and a repeat print draws the same page from the stored record, whatever has changed
since. Changed content is the same referral with a new revision and a new number.

Rooms: `acts` what the counter does · `records` what screens get · `reading` rows by
id · `issuing` a paper with its number · `views` lines and cards · `finding` what a number
belongs to · `replies` what may be told · `stub` its ticks · `recording` keeping one ·
`undoing` taking the last move back · `after` a new day, out of an end again, on to another
partner · `listing` which ones a list shows. What a slip is made of stands in
`services.slips`, the moves in `services.moves`.
"""

from desktop.services.referrals.acts import Referrals
from desktop.services.referrals.listing import DUE, ISSUED, PARTNER, STATE, Wanted
from desktop.services.referrals.records import FoundNumber, IssuedSlip, SlipStart
from desktop.services.referrals.replies import reasons_for
from desktop.services.referrals.stub import StubBox, cause_of, furthest, stub_boxes

__all__ = [
    "DUE",
    "ISSUED",
    "PARTNER",
    "STATE",
    "FoundNumber",
    "IssuedSlip",
    "Referrals",
    "SlipStart",
    "StubBox",
    "Wanted",
    "cause_of",
    "furthest",
    "reasons_for",
    "stub_boxes",
]
