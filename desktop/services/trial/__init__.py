"""What a form takes in must come out on paper: every paper is drawn on trial before a save.

The papers themselves say what they can hold, so there is no second list of lengths that
could drift from them. A refusal names the field to be mended and by how much, while
nobody is waiting: at issue the counsellor could not shorten a partner's name any more.

Rooms: `faults` which field is to blame and by how much · `papers` what is drawn on trial.
"""

from desktop.services.trial.faults import centre_faults, counsellor_fault, partner_faults
from desktop.services.trial.papers import USUAL_NAME, Trial, no_service_yet, papers_of, papers_to

__all__ = [
    "USUAL_NAME",
    "Trial",
    "centre_faults",
    "counsellor_fault",
    "no_service_yet",
    "papers_of",
    "papers_to",
    "partner_faults",
]
